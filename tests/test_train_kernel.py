"""The path that a GPU takes, as far as a machine without one can tell: the kernel's call, and the adapter's numbers."""

import inspect
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from stages.train import attention, base, loss
from stages.train.attention import PACKED, groups, in_kernel, register
from stages.train.batch import Batch, flat
from stages.train.course import of
from stages.train.encode import Example
from stages.train.fit import fit
from stages.train.settings import Lora, Settings

BORDERS = [0, 5, 6, 23, 40]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def reference(query: Any, key: Any, value: Any, starts: Any, scale: float, window: tuple[int, int]) -> Any:
    """What the kernel's own words say that it does, place by place: (T, heads, width), whole numbers in `starts`."""
    place = torch.arange(len(query))
    owner = torch.bucketize(place, starts[1:], right=True)
    back = place[:, None] - place[None, :]
    seen = (owner[:, None] == owner[None, :]) & (back >= -window[1])
    if window[0] >= 0:
        seen &= back <= window[0]
    share = query.shape[1] // key.shape[1]
    wide = [one.repeat_interleave(share, 1).float() for one in (key, value)]
    scores = torch.einsum("ihd,jhd->hij", query.float(), wide[0]) * scale
    made = torch.einsum("hij,jhd->ihd", scores.masked_fill(~seen, -torch.inf).softmax(-1), wide[1])
    return made.to(query.dtype)


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> list[inspect.BoundArguments]:
    """In place of the kernel: a slow one with the signature of the torch at hand; tells what it was called with."""
    from torch.nn.attention import varlen

    signature, calls = inspect.signature(varlen.varlen_attn), list[inspect.BoundArguments]()

    def stand_in(*given: Any, **named: Any) -> Any:
        bound = signature.bind(*given, **named)
        bound.apply_defaults()
        calls.append(bound)
        told = bound.arguments
        q, k, v = (told[name] for name in ("query", "key", "value"))
        assert all(one.dtype in (torch.float16, torch.bfloat16) and one.is_contiguous() for one in (q, k, v))
        assert told["cu_seq_q"].dtype == told["cu_seq_k"].dtype == torch.int32
        assert q.shape[1] == k.shape[1] or told["enable_gqa"]
        assert (told["max_q"], told["max_k"]) == (17, 17)
        return reference(q, k, v, told["cu_seq_q"], told["scale"], told["window_size"])

    monkeypatch.setattr(varlen, "varlen_attn", stand_in)
    return calls


@pytest.mark.parametrize(("window", "told"), [(None, (-1, 0)), (4, (3, 0)), (1, (0, 0))])
def test_the_kernel_is_told_what_the_groups_do(window: int | None, told: Any, kernel: list[Any]) -> None:
    torch.manual_seed(1)
    module = torch.nn.Module().eval()
    query, key, value = (torch.randn(1, heads, 40, 16, dtype=torch.float16) for heads in (4, 2, 2))
    options: dict[str, Any] = {"scaling": 0.25, "sliding_window": window}
    grouped, _ = attention._packed(module, query, key, value, None, grouped=groups(BORDERS, "cpu"), **options)
    made, _ = attention._packed(module, query, key, value, None, borders=in_kernel(BORDERS, "cpu"), **options)
    assert kernel[0].arguments["window_size"] == told
    assert made.shape == grouped.shape == (1, 40, 4, 16)
    assert torch.allclose(made.float(), grouped.float(), atol=3e-3)


def test_full_floats_go_to_the_kernel_as_halves_and_come_back(kernel: list[Any]) -> None:
    query = torch.randn(1, 2, 40, 16)
    borders = in_kernel(BORDERS, "cpu")
    made, _ = attention._packed(torch.nn.Module(), query, query, query, None, borders=borders, scaling=1.0)
    assert made.dtype == torch.float32
    assert kernel[0].arguments["query"].dtype == torch.bfloat16


def test_without_borders_nothing_is_attended() -> None:
    empty = torch.zeros(1, 1, 2, 8)
    with pytest.raises(RuntimeError, match="without the borders"):
        attention._packed(torch.nn.Module(), empty, empty, empty, None)


def test_torch_takes_the_call_and_finds_the_way_back() -> None:
    """Nothing is computed on `meta`, but the arguments and the gradients' shapes are checked by torch itself."""
    made = llama(torch.bfloat16).to("meta")
    made.set_attn_implementation(PACKED)
    states = made.model(
        input_ids=torch.zeros(1, 40, dtype=torch.int64, device="meta"),
        position_ids=torch.zeros(1, 40, dtype=torch.int64, device="meta"),
        use_cache=False,
        borders=in_kernel(BORDERS, "meta"),
    ).last_hidden_state
    states.float().sum().backward()
    assert all(p.grad is not None and p.grad.shape == p.shape for p in made.model.parameters())


def test_a_model_in_halves_is_proved_by_the_path_that_trains_it(kernel: list[Any]) -> None:
    made = llama(torch.bfloat16)
    made.set_attn_implementation(PACKED)
    loss.prove(made, packed(), varlen=True)
    assert len(kernel) == made.config.num_hidden_layers


def test_an_adapter_in_full_floats_gets_its_input_as_it_is(tmp_path: Path) -> None:
    """Else every wrapped layer keeps a blown-up copy of its input; outside of training it needs the copy."""
    settings = Settings(method="lora", max_tokens=64, tokens_per_step=64, max_steps=2, dtype="bf16", lora=Lora(r=2))
    made = base.made_trainable(llama(torch.bfloat16), settings, [40, 41])
    seen = set[torch.dtype]()
    for name, module in made.named_modules():
        if name.endswith("lora_A.default"):
            module.register_forward_pre_hook(lambda _, given: seen.add(given[0].dtype))
    learnt = [p for p in made.parameters() if p.requires_grad]
    before = [p.detach().clone() for p in learnt]
    options: dict[str, Any] = {"bf16": True, "varlen": False, "label": "train", "say": lambda _: None}
    fit(made, examples(), of(settings), tmp_path, {}, **options)
    assert seen == {torch.bfloat16}
    assert {p.dtype for p in learnt} == {torch.float32}
    assert any(not torch.equal(p, old) for p, old in zip(learnt, before, strict=True))
    seen.clear()
    made(input_ids=torch.zeros(1, 4, dtype=torch.int64))
    assert seen == {torch.float32}


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")
def test_on_a_gpu_kernel_and_groups_agree() -> None:
    torch.manual_seed(1)
    shapes = [(1, heads, 40, 64) for heads in (8, 2, 2)]
    parts = [torch.randn(shape, dtype=torch.bfloat16, device="cuda", requires_grad=True) for shape in shapes]
    query, key, value = parts
    module, weight, found = torch.nn.Module().eval(), torch.randn(1, 40, 8, 64, device="cuda"), []
    ways: list[dict[str, Any]] = [{"borders": in_kernel(BORDERS, "cuda")}, {"grouped": groups(BORDERS, "cuda")}]
    for how in ways:
        made, _ = attention._packed(module, query, key, value, None, scaling=0.125, **how)
        found.append([made.float(), *(g.float() for g in torch.autograd.grad((made.float() * weight).sum(), parts))])
    for one, other in zip(*found, strict=True):
        assert float((one - other).norm() / other.norm()) < 1e-2


def llama(kind: torch.dtype) -> Any:
    from transformers import LlamaConfig, LlamaForCausalLM

    register()
    torch.manual_seed(3)
    config = LlamaConfig(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        use_cache=False,
    )
    return LlamaForCausalLM(config).to(kind)


def examples() -> list[Example]:
    draw = np.random.default_rng(5)
    lengths = [end - begin for begin, end in pairwise(BORDERS) if end - begin > 1]
    return [Example(str(n), "", draw.integers(0, 64, n).astype(np.int32), 2, n - 1) for n in lengths]


def packed() -> Batch:
    return flat(examples())
