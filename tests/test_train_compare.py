"""`winnow eval`: asked as in the model's own training, of rows that no model has learnt, with settings that count."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import little_models
import little_shards
from pipeline.training import comparing
from pipeline.training.told import two
from schemas.errors import RecipeError
from stages.train import figures, trained
from stages.train.settings import Settings

BRIEF = ("evaluation.answers=2", "evaluation.general=false")


def run(folder: Path, train: Sequence[int], held: Sequence[int]) -> Path:
    """A run whose asks are these numbers."""
    tables: dict[str, Sequence[Any]] = {
        split: [little_shards.table([little_shards.row(n) for n in numbers])]
        for split, numbers in (("train", train), ("heldout", held))
    }
    little_shards.write(folder / "shards", tables)
    return folder


def model(folder: Path, base: Path, **config: Any) -> Path:
    """A folder as `winnow train` leaves it; what was learnt does not matter here."""
    shutil.copytree(base, folder / "merged")
    told = trained.told(little_models.CHAT)
    (folder / "merged" / trained.PROMPT).write_text(json.dumps(told))
    if config:
        (folder / "config.resolved.json").write_text(json.dumps(config | {"command": "winnow train"}))
    return folder


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_thread: None) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def first(tmp_path: Path, little_base: Path) -> Path:
    return model(run(tmp_path / "one", range(20), range(20, 30)) / "train" / "a", little_base)


class TestSettings:
    def asked(self, folder: Path, *sets: str) -> Settings:
        return comparing._asking(folder, None, sets, "cpu").settings

    def test_as_the_model_was_trained(self, first: Path) -> None:
        kept = {"max_tokens": 96, "tokens_per_step": 96, "seed": 3, "drop_bad": True, "evaluation": {"new_tokens": 5}}
        (first / "config.resolved.json").write_text(json.dumps(kept | {"lr": 0.5, "method": "full"}))
        for place in (first, first / "merged"):
            made = self.asked(place)
            assert (made.max_tokens, made.seed, made.drop_bad, made.evaluation.new_tokens) == (96, 3, True, 5)
        made = self.asked(first, "seed=4", "evaluation.new_tokens=6")
        assert (made.max_tokens, made.seed, made.evaluation.new_tokens) == (96, 4, 6)

    def test_as_ever_where_nothing_was_kept(self, first: Path) -> None:
        assert self.asked(first) == Settings(device="cpu")

    @pytest.mark.parametrize("override", ["lr=0.1", "evaluation.shots=2", "train.epochs=3", "evaluation=1", "nothing"])
    def test_what_changes_nothing_is_refused(self, first: Path, override: str) -> None:
        with pytest.raises(RecipeError, match=f"--set {override}: changes nothing in `winnow eval`, which takes eval"):
            self.asked(first, override)

    @pytest.mark.parametrize("override", ["evaluation.answers=3", "train.evaluation.prompts=4", "seed=1"])
    def test_what_counts_is_taken(self, first: Path, override: str) -> None:
        assert self.asked(first, override) != Settings(device="cpu")


class TestWhatAModelHasSeen:
    def other(self, folder: Path, base: Path, train: Sequence[int]) -> Path:
        return model(run(folder / "two", train, range(90, 99)) / "train" / "b", base)

    def compared(self, first: Path, other: Path, *sets: str) -> comparing.Shown:
        return comparing.compared(first, other, None, (*BRIEF, *sets), "cpu")

    def test_a_model_that_was_trained_on_what_is_asked_is_refused(
        self, tmp_path: Path, first: Path, little_base: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = self.other(tmp_path, little_base, range(27, 60))
        with pytest.raises(
            RecipeError, match=r"two/train/b: 3 of the 10 asks of 'heldout' are in the rows that it was"
        ):
            self.compared(first, other)
        assert self.compared(first, other, "allow_overlap=true").told["differences"]
        assert "was trained on 3 of the 10 asks of 'heldout', which flatters it" in capsys.readouterr().err

    def test_one_model_on_the_rows_of_another_run(self, tmp_path: Path, first: Path, little_base: Path) -> None:
        seen = run(tmp_path / "two", range(60, 70), range(15, 25))
        for shards in (seen, seen / "shards"):
            with pytest.raises(RecipeError, match="5 of the 10 asks of 'heldout'"):
                comparing.measured(first, shards, BRIEF, "cpu")

    def test_of_other_asks_or_of_one_run_they_are_compared(
        self, tmp_path: Path, first: Path, little_base: Path
    ) -> None:
        other = self.other(tmp_path, little_base, range(30, 60))
        beside = model(first.parent / "beside", little_base)
        for second in (other, beside):
            made = self.compared(first, second).told["differences"]
            (nll,) = (one for one in made if (one["group"], one["metric"]) == ("all", "nll"))
            assert nll["difference"]["value"] == 0 and nll["difference"]["count"] == 10


def test_the_table_says_why_nats_are_missing() -> None:
    facts = [
        {"key": f"heldout {n}", "kind": "heldout", "content_nats": 6.0, "content_tokens": 3, "content_bytes": 9}
        for n in range(6)
    ]
    other = [fact | {"content_tokens": 2} for fact in facts]
    assert "other tokens" in two(figures.differences(facts, other, 1), "a", "b")
    assert "other tokens" not in two(figures.differences(facts, facts, 1), "a", "b")
