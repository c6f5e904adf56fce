"""Packed rows cost what their examples cost alone, in loss and in gradient; and what would break that is seen to."""

from pathlib import Path
from typing import Any

import pytest

import little_models
from schemas.errors import RecipeError
from stages.train.attention import PACKED, register
from stages.train.batch import flat, labels
from stages.train.encode import Example
from stages.train.loss import losses, prove

NEAR = 1e-5
LENGTHS = (30, 7, 64, 2, 30, 19, 41, 5)


@pytest.fixture
def model(little_base: Path) -> Any:
    made = little_models.loaded(little_base)
    made.set_attn_implementation(PACKED)
    return made


def alone(model: Any, examples: list[Example]) -> Any:
    """Each example by itself through the library's own attention and loss of its own; their sum."""
    import torch

    model.set_attn_implementation("sdpa")
    total = torch.zeros(())
    for example in examples:
        ids = torch.from_numpy(example.ids.astype("int64"))[None]
        logits = model(input_ids=ids, use_cache=False).logits[0, :-1]
        learnt = torch.arange(1, len(example)) >= example.start
        total = total + torch.nn.functional.cross_entropy(logits[learnt], ids[0, 1:][learnt], reduction="sum")
    model.set_attn_implementation(PACKED)
    return total


def gradients(model: Any, loss: Any) -> dict[str, Any]:
    model.zero_grad()
    loss.backward()
    return {name: parameter.grad.clone() for name, parameter in model.named_parameters()}


def farthest(one: dict[str, Any], other: dict[str, Any]) -> float:
    assert one.keys() == other.keys()
    return max(float((one[name] - other[name]).abs().max() / (1 + other[name].abs().max())) for name in one)


@pytest.mark.parametrize("lengths", [LENGTHS, (64,), (2, 2), (33, 32, 31)], ids=str)
def test_packed_is_alone_in_loss_and_gradient(model: Any, lengths: tuple[int, ...]) -> None:
    examples = little_models.made_up(*lengths)
    batch = flat(examples)
    packed = losses(model, batch).sum()
    one_by_one = alone(model, examples)
    assert abs(float((packed - one_by_one).detach())) / labels(batch) < NEAR
    assert farthest(gradients(model, packed), gradients(model, one_by_one)) < NEAR


def test_a_mask_of_ones_lets_examples_see_each_other(model: Any) -> None:
    """Which is what the library does to a packed row as soon as it is given any mask; this must be seen to differ."""
    import torch

    examples = little_models.made_up(*LENGTHS)
    batch = flat(examples)
    model.set_attn_implementation("sdpa")
    ids, positions = (torch.from_numpy(part)[None] for part in (batch.ids, batch.positions))
    logits = model(input_ids=ids, position_ids=positions, attention_mask=torch.ones_like(ids), use_cache=False).logits[
        0
    ]
    wrong = torch.nn.functional.cross_entropy(
        logits[torch.from_numpy(batch.places)], torch.from_numpy(batch.targets), reduction="sum"
    )
    right = alone(model, examples)
    assert abs(float((wrong - right).detach())) / labels(batch) > 100 * NEAR
    assert farthest(gradients(model, wrong), gradients(model, right)) > 100 * NEAR


def test_checkpointed_gradients_are_the_same(model: Any) -> None:
    from stages.train.fit import _checkpoint_gradients

    batch = flat(little_models.made_up(*LENGTHS))
    plain = gradients(model, losses(model, batch).sum())
    assert _checkpoint_gradients(model) and not _checkpoint_gradients(model)
    model.train()
    assert model.is_activation_checkpointing
    assert farthest(gradients(model, losses(model, batch).sum()), plain) < 1e-6


def test_a_large_head_is_applied_in_parts(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = flat(little_models.made_up(*LENGTHS))
    whole = losses(model, batch)
    monkeypatch.setattr("stages.train.loss._CHUNK", 7)
    assert float((losses(model, batch) - whole).detach().abs().max()) < 1e-6


class TestProve:
    def test_a_llama_passes(self, model: Any) -> None:
        prove(model, flat(little_models.made_up(*LENGTHS)))
        assert model.config._attn_implementation == PACKED

    def test_examples_that_see_each_other_are_refused(self, model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        batch = flat(little_models.made_up(*LENGTHS))
        whole = flat(little_models.made_up(sum(LENGTHS)))
        monkeypatch.setattr("stages.train.loss.groups", lambda _, device: _groups(whole.borders, device))
        with pytest.raises(RecipeError, match="packed and alone this model differs"):
            prove(model, batch)

    def test_a_model_that_says_no_numbers_is_refused(self, model: Any) -> None:
        model.get_input_embeddings().weight.data.fill_(float("nan"))
        with pytest.raises(RecipeError, match="differs by nan"):
            prove(model, flat(little_models.made_up(9, 9)))


def _groups(borders: list[int], device: Any) -> Any:
    from stages.train.attention import groups

    return groups(borders, device)


FAMILIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("gpt2", {"n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 128}),
    ("gpt_neox", {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}),
    ("mistral", {"sliding_window": 16}),
    ("qwen2", {}),
    ("phi", {}),
)


@pytest.mark.parametrize(("kind", "own"), FAMILIES, ids=[case[0] for case in FAMILIES])
def test_other_families_are_packed_as_well(kind: str, own: dict[str, Any], one_thread: None) -> None:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    common = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    heads = {"num_key_value_heads": 2} if kind in ("mistral", "qwen2", "phi") else {}
    told = {"vocab_size": 300, "max_position_embeddings": 128}
    register()
    torch.manual_seed(0)
    options = own if kind == "gpt2" else common | heads | told | own
    marks = {"bos_token_id": 1, "eos_token_id": 1, "pad_token_id": 0}
    config = AutoConfig.for_model(kind, **({"vocab_size": 300} | options | marks))
    made = AutoModelForCausalLM.from_config(config, attn_implementation="sdpa").eval()
    made.set_attn_implementation(PACKED)
    prove(made, flat(little_models.made_up(*LENGTHS)))


def test_the_first_token_of_an_example_is_no_target() -> None:
    examples = little_models.made_up(5, 4)
    batch = flat([Example("p", "s", example.ids, 0, len(example)) for example in examples])
    assert batch.places.tolist() == [0, 1, 2, 3, 5, 6, 7]
    assert batch.targets.tolist() == [*examples[0].ids[1:], *examples[1].ids[1:]]
    assert batch.positions.tolist() == [0, 1, 2, 3, 4, 0, 1, 2, 3] and batch.borders == [0, 5, 9]
    assert batch.owners.tolist() == [0, 0, 0, 0, 1, 1, 1]
