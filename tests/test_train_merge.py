"""What a user takes away: adapter and merged model from disk are the trained one, and open on nothing else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import little_models
from schemas.errors import RecipeError
from stages.models.weights import weights_sha256
from stages.train import base, merge, trained
from stages.train.asked import Asked
from stages.train.encode import Encoder, Example
from stages.train.merge import MergeError
from stages.train.settings import Lora, Settings

ASKS = [little_models.turns(text) for text in ("What is one and one?", "Say: <|end|>", "🙂")]


class Saved:
    """An adapter on a base, moved away from where it starts, with all that lies in its folder, and merged."""

    def __init__(self, folder: Path, tied: bool = True, marks: tuple[str, ...] = little_models.MARKS) -> None:
        import torch

        self.folder = folder
        self.source = base.found(Settings(model=str(little_models.saved(folder / "base", tied, marks))))
        self.model, words = little_models.loaded(self.source.folder), base.tokenizer(self.source.folder)
        self.new = base.fit_tokenizer(self.model, words, little_models.CHAT.markers, True)
        words.chat_template = little_models.CHAT.text
        self.model = base.made_trainable(self.model, Settings(method="lora", lora=Lora(r=4)), self.new)
        torch.manual_seed(3)
        with torch.no_grad():
            for parameter in self.model.parameters():
                if parameter.requires_grad:
                    parameter.add_(torch.randn_like(parameter) * 0.1)
        self.asked = Asked(self.model.eval(), Encoder(words, little_models.CHAT, 128))
        told = trained.told(little_models.CHAT)
        merge.saved_adapter(self.model, self.adapter)
        base.write_config(self.adapter, [self.asked.encoder.stop_id], words, told)
        merge.note_base(self.adapter, self.source)
        size = self.model.get_input_embeddings().weight.shape[0]
        merge.saved_merged(self.source.folder, self.adapter, size, self.merged, "fp32")
        base.write_config(self.merged, [self.asked.encoder.stop_id], words, told)

    @property
    def adapter(self) -> Path:
        return self.folder / "adapter"

    @property
    def merged(self) -> Path:
        return self.folder / "merged"

    @property
    def examples(self) -> list[Example]:
        return self.asked.encoder.encode(little_models.rows(8)).examples


KINDS: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("tied", True, little_models.MARKS),
    ("untied", False, little_models.MARKS),
    ("tied, with new marks", True, ("<|end|>",)),
    ("untied, with new marks", False, ()),
)


@pytest.fixture(scope="module", params=KINDS, ids=[case[0] for case in KINDS])
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, one_thread: None) -> Saved:
    return Saved(tmp_path_factory.mktemp("saved"), *request.param[1:])


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory, one_thread: None) -> Saved:
    return Saved(tmp_path_factory.mktemp("tied"))


@pytest.fixture
def copied(tied: Saved, tmp_path: Path) -> Path:
    """Adapter, merged model and base that may be broken; the adapter's base is the copied one."""
    for name in ("adapter", "merged", "base"):
        shutil.copytree(tied.folder / name, tmp_path / name)
    change(tmp_path / "adapter" / "base.json", folder=str(tmp_path / "base"))
    return tmp_path


def change(path: Path, **other: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | other))


class TestRoundTrip:
    def test_the_merged_model_is_the_trained_one(self, saved: Saved) -> None:
        same = merge.compared(saved.model, saved.merged, saved.examples, "fp32")
        assert same.kl < 1e-6 and same.top1 == 1.0 and same.tokens == sum(map(len, saved.examples))

    @pytest.mark.parametrize("place", ["adapter", "merged"])
    def test_both_answer_as_the_trained_one_does(self, saved: Saved, place: str) -> None:
        opened = trained.opened(saved.folder / place)
        assert opened.answers(ASKS, 8) == saved.asked.answers(ASKS, 8)
        theirs, mine = (some.nats(saved.examples) for some in (opened, saved.asked))
        for one, other in zip(theirs, mine, strict=True):
            assert one.content == pytest.approx(other.content, rel=1e-4)
            assert one.content_tokens == other.content_tokens

    def test_the_run_s_folder_opens_what_is_merged(self, saved: Saved) -> None:
        assert trained.opened(saved.folder).answers(ASKS, 4) == saved.asked.answers(ASKS, 4)

    def test_it_differs_from_the_base(self, saved: Saved) -> None:
        """So that the comparisons above can fail."""
        with pytest.raises(MergeError, match="differs from the trained one"):
            untrained = little_models.loaded(saved.source.folder)
            if saved.new:
                untrained.resize_token_embeddings(max(saved.new) + 1, mean_resizing=False)
            merge.saved_whole(untrained, saved.folder / "other")
            merge.compared(saved.model, saved.folder / "other", saved.examples, "fp32")

    def test_the_template_and_the_stop_travel_with_both(self, saved: Saved) -> None:
        for folder in (saved.adapter, saved.merged):
            assert (folder / "chat_template.jinja").read_text() == little_models.CHAT.text
            assert json.loads((folder / "generation_config.json").read_text())["eos_token_id"] == [
                saved.asked.encoder.stop_id
            ]
            assert not [path for path in folder.rglob("*") if path.suffix in (".bin", ".pt", ".pkl")]

    def test_another_library_loads_what_is_merged(self, saved: Saved) -> None:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        words = AutoTokenizer.from_pretrained(str(saved.merged))
        model = AutoModelForCausalLM.from_pretrained(str(saved.merged))
        ids = words.apply_chat_template(ASKS[0], add_generation_prompt=True, return_tensors="pt", return_dict=True)
        made = model.generate(**ids, max_new_tokens=8)[0, ids["input_ids"].shape[1] :].tolist()
        text = words.decode(made, skip_special_tokens=True)
        assert text == saved.asked.answers(ASKS[:1], 8)[0].text

    def test_the_adapter_says_which_base_it_fits(self, saved: Saved) -> None:
        told = json.loads((saved.adapter / "base.json").read_text())
        assert told["weights_sha256"] == weights_sha256(saved.folder / "base") == saved.source.sha256

    def test_tied_words_stay_tied(self, saved: Saved) -> None:
        before = json.loads((saved.folder / "base" / "config.json").read_text())["tie_word_embeddings"]
        assert json.loads((saved.merged / "config.json").read_text())["tie_word_embeddings"] is before


def test_it_is_made_small_only_after_it_was_merged(tied: Saved, tmp_path: Path) -> None:
    """An adapter put into weights of bf16 would be rounded twice."""
    import torch
    from safetensors.torch import load_file

    merge.saved_merged(tied.source.folder, tied.adapter, 400, tmp_path / "small", "bf16")
    small, whole = (load_file(str(folder / "model.safetensors")) for folder in (tmp_path / "small", tied.merged))
    assert small.keys() == whole.keys()
    assert all(torch.equal(small[name], whole[name].to(torch.bfloat16)) for name in whole)


BROKEN: tuple[tuple[str, str, Callable[[Path], object], str], ...] = (
    (
        "another base of the same shape",
        "adapter",
        lambda f: little_models.saved(f / "base", seed=2),
        "which are not in",
    ),
    ("the base is gone", "adapter", lambda f: shutil.rmtree(f / "base"), "put them there, or use the merged model"),
    ("template changed", "adapter", lambda f: append(f / "adapter"), "the chat template was changed since"),
    ("template changed", "merged", lambda f: append(f / "merged"), "the chat template was changed since"),
    (
        "template gone",
        "merged",
        lambda f: (f / "merged" / "chat_template.jinja").unlink(),
        "the chat template was changed since",
    ),
    ("not of this house", "base", lambda _: None, "no model of `winnow train` lies there"),
    ("nothing", "none", lambda _: None, "no model of `winnow train` lies there"),
    (
        "another tokenizer",
        "merged",
        lambda f: little_models.words(marks=()).save_pretrained(str(f / "merged")),
        "tokens for this model",
    ),
)


def append(folder: Path) -> None:
    with open(folder / "chat_template.jinja", "a") as file:
        file.write("\n")


@pytest.mark.parametrize(("what", "place", "damage", "said"), BROKEN, ids=[f"{case[1]}: {case[0]}" for case in BROKEN])
def test_it_opens_on_nothing_else(
    copied: Path, what: str, place: str, damage: Callable[[Path], object], said: str
) -> None:
    if place in ("adapter", "merged"):
        assert trained.opened(copied / place)
    damage(copied)
    with pytest.raises(RecipeError, match=said) as caught:
        trained.opened(copied / place)
    assert caught.value.exit_code == 2


def test_a_base_with_a_template_of_its_own(tied: Saved, tmp_path: Path) -> None:
    """Trained by the base's own template, it is opened by that one."""
    from stages.train.prompting import of_base

    folder = shutil.copytree(tied.merged, tmp_path / "merged")
    own = of_base(base.tokenizer(folder), ("user", "assistant"))
    base.write_config(folder, [1], base.tokenizer(folder), trained.told(own))
    assert trained.opened(folder).encoder.prompting.name == "base"
    append(folder)
    with pytest.raises(RecipeError, match="the chat template was changed since"):
        trained.opened(folder)
