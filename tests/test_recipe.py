"""What is wrong with a recipe is one sentence and exit code 2, before any work."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pytest
from click.testing import CliRunner

import corpus
from pipeline.cli import main
from pipeline.failing import Failed
from pipeline.recipe import load
from schemas.decision import Decisions
from schemas.errors import RecipeError, WinnowError
from schemas.stage import Shelf

SOURCE = '[[source]]\nname = "a"\nformat = "alpaca"\npath = "alpaca.json"\n'
RUN = '[run]\nname = "r"\n'

WRONG = [
    ("", "[run] lacks the setting 'name'; add it", "nothing at all"),
    (RUN, "names no source; add a [[source]]", "no source"),
    (SOURCE, "[run] lacks the setting 'name'; add it", "no run"),
    (RUN + SOURCE + "[holdout]\nshre = 0.1", "[holdout] has no setting 'shre'; did you mean 'share'?", "unknown key"),
    (RUN + SOURCE + "[holdot]\nshare = 0.1", "has no table 'holdot'; did you mean 'holdout'?", "unknown table"),
    (RUN + "sed = 1\n" + SOURCE, "[run] has no setting 'sed'; did you mean 'seed'?", "unknown key of the run"),
    (RUN + SOURCE + 'licens = "MIT"', "has no setting 'licens'; did you mean 'licence'?", "unknown key of a source"),
    (RUN + SOURCE + 'turns = "each"', "has no setting 'turns'", "another format's setting"),
    (RUN + SOURCE + '[holdout]\nshare = "lots"', "share: should be a valid number, got 'lots'", "wrong type"),
    (RUN + SOURCE + "[holdout]\nshare = 2.5", "share = 2.5 is no share", "no share"),
    (RUN + SOURCE + "trust = 1.5", "trust: should be a valid integer, got 1.5", "wrong type of a source"),
    (RUN + SOURCE + "holdout = 3", "has no setting 'holdout'", "a table's name in a source"),
    ("holdout = 3\n" + RUN + SOURCE, "[holdout] is no table, got 3", "no table"),
    (RUN.replace('"r"', '"../r"') + SOURCE, "name = '../r' is no plain name", "a path as a name"),
    (RUN + SOURCE.replace('"a"', '"a b"'), "name = 'a b' is no plain name", "a blank in a name"),
    (RUN + SOURCE.replace('"alpaca"', '"alpacca"'), "has the format 'alpacca', which is none; did you mean", "format"),
    (RUN + SOURCE + SOURCE, "the source 'a' is listed twice", "one name twice"),
    (RUN + SOURCE + SOURCE.replace('"a"', '"b"'), "'alpaca.json' is listed as two sources", "one path twice"),
    (RUN + SOURCE.replace("alpaca.json", "gone.json"), "gone.json does not exist; correct the path", "missing file"),
    (RUN + SOURCE.replace("alpaca.json", "*.jsonx"), "nothing to read", "a glob without a match"),
    (RUN + SOURCE.replace("alpaca.json", "notes.txt"), "the ending of 'notes.txt' is unknown", "an unknown ending"),
    (RUN + SOURCE.replace("alpaca.json", "pipe.jsonl"), "is a FIFO; name a file", "a FIFO"),
    (RUN + SOURCE + '[chain]\nskip = ["exakt"]', "skips 'exakt', which is no stage; did you mean 'exact'?", "skip"),
    (RUN + SOURCE + '[chain]\nadd = [{stage = "no.such:X", after = "repair"}]', "cannot be imported", "a stage"),
    (RUN + SOURCE + '[chain]\nadd = [{stage = "json:loads", after = "repair"}]', "is no stage", "a function"),
    (RUN + SOURCE + '[shards]\ntemplate = "gone.jinja"\nstop = ["x"]', "'gone.jinja' cannot be read", "template"),
    (RUN + SOURCE + '[shards]\ntemplate = "bad.jinja"\nstop = ["x"]', "not where the answer begins", "bad template"),
    (RUN + SOURCE + "[run", "not valid TOML", "no TOML"),
    (RUN + SOURCE + "[holdout]\nsources = { b = 3 }", "names 'b', which is no source of the recipe", "no such source"),
    (RUN + "seed = 99999999999999999999999\n" + SOURCE, "which no setting can be; write a smaller one", "too large"),
    (RUN + SOURCE + "[holdout]\nshare = inf", "holds the number inf, which no setting can be", "infinity"),
    (RUN + SOURCE + "[holdout]\nshare = 1", "share = 1.0 is no share", "everything held out"),
    (RUN + SOURCE.replace("alpaca.json", " "), "path is empty; name a file", "an empty path"),
    (
        RUN + SOURCE + "[template]\nname = 1",
        "has no table 'template'; it knows chain, contradiction, decontamination",
        "a table",
    ),
    (RUN + SOURCE + '[chain]\nadd = [{stage = "test_recipe:Shouting", after = "exact"}]', "behind 'exact'", "order"),
    (RUN + SOURCE + '[chain]\nadd = [{stage = "stages.exact:Exact", after = "exact"}]', "'exact' is there", "twice"),
    (RUN + SOURCE + '[chain]\nadd = [{stage = "test_recipe:Gone", after = "repair"}]', "AttributeError", "no class"),
    (RUN + '[[source]]\nname = "a"\nformat = "columns"\npath = "alpaca.json"', "columns", "columns without a mapping"),
]


@pytest.mark.parametrize(("text", "sentence", "why"), WRONG, ids=[why for *_, why in WRONG])
def test_is_refused_in_one_sentence(tmp_path: Path, text: str, sentence: str, why: str) -> None:
    recipe = corpus.write(tmp_path)
    recipe.write_text(text)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "bad.jinja").write_text("{{ messages[0].content | upper }}")
    os.mkfifo(tmp_path / "pipe.jsonl")
    result = CliRunner().invoke(main, ["curate", str(recipe), "--workers", "1"])
    assert result.exit_code == 2, result.output
    assert sentence in result.output
    assert result.output.startswith("winnow: ") and len(result.output.strip().splitlines()) == 1
    assert str(recipe) in result.output
    assert not list(tmp_path.glob("**/*.parquet"))


def test_a_recipe_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="there is no such recipe; write one with `winnow init FILE`"):
        load(tmp_path / "none.toml")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    recipe = corpus.write(tmp_path)
    (tmp_path / "taken").write_text("a file where a folder should be")
    result = CliRunner().invoke(main, ["curate", str(recipe), "--set", "run.out=taken/run"])
    assert result.exit_code == 2
    assert "cannot be written" in result.output


@pytest.mark.parametrize(
    ("override", "sentence"),
    [("holdout", "not of the form"), ("source.zz.trust=2", "has no source 'zz'"), ("exact.x=1", "no setting 'x'")],
)
def test_a_wrong_override(tmp_path: Path, override: str, sentence: str) -> None:
    with pytest.raises(RecipeError, match=sentence):
        load(corpus.write(tmp_path), (override,))


def test_overrides_reach_tables_and_sources(tmp_path: Path) -> None:
    recipe = load(corpus.write(tmp_path), ("holdout.share=0.5", "source.dolly.licence=MIT", "run.seed=9"))
    stages = {placed.name: placed.stage for placed in recipe.chain}
    assert (stages["holdout"].share, stages["holdout"].seed) == (0.5, 9)  # type: ignore[union-attr]
    assert next(s.table.licence for s in recipe.sources if s.name == "dolly") == "MIT"


def test_a_stage_can_be_left_out(tmp_path: Path) -> None:
    recipe = corpus.write(tmp_path)
    done = corpus.run(recipe, 'chain.skip=["exact", "dedup", "contradiction", "holdout"]')
    assert {fact.stage for fact in done.manifest.lost} == {"ingest", "policy", "repair"}
    assert all(lane.held == 0 for lane in done.manifest.lanes.values())


@dataclass(frozen=True)
class Shouting:
    """A filter of somebody's own: one file."""

    name: ClassVar[str] = "shouting"
    max_upper: float = 0.5

    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        decisions = Decisions()
        for pair_id, output in zip(pairs["pair_id"].to_pylist(), pairs["output"].to_pylist(), strict=True):
            share = sum(map(str.isupper, output)) / max(1, len(output))
            if share > self.max_upper:
                decisions.say(
                    pair_id, "drop", "shouting.upper", "mostly capitals", score=share, threshold=self.max_upper
                )
        return decisions.table()


def test_a_stage_of_ones_own(tmp_path: Path) -> None:
    recipe = corpus.write(tmp_path)
    add = 'chain.add=[{stage = "test_recipe:Shouting", after = "repair"}]'
    done = corpus.run(recipe, add, "shouting.max_upper=0.4")
    assert {fact.reason for fact in done.manifest.lost if fact.stage == "shouting"} == {"shouting.upper"}
    with pytest.raises(RecipeError, match=r"\[shouting\] has no setting 'max_uper'; did you mean 'max_upper'\?"):
        load(recipe, (add, "shouting.max_uper=1"))


@dataclass(frozen=True)
class Careless:
    """What a filter of somebody's own may get wrong."""

    name: ClassVar[str] = "careless"
    how: str = "none"

    def judge(self, pairs: pa.Table, shelf: Shelf) -> Any:
        if self.how == "raises":
            raise KeyError("oops")
        decisions = Decisions()
        decisions.say(pairs["pair_id"][0].as_py(), "kill", "careless.x", "why")
        return {"none": None, "list": [], "table": pairs}.get(self.how, decisions.table())


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("none", "returned no DECISION table"),
        ("list", "returned no DECISION table"),
        ("table", "returned no DECISION table"),
        ("verdict", r"returned unknown verdicts \['kill'\]"),
    ],
)
def test_a_careless_stage_is_told_so(tmp_path: Path, how: str, sentence: str) -> None:
    add = 'chain.add=[{stage = "test_recipe:Careless", after = "repair"}]'
    with pytest.raises(WinnowError, match=f"the stage 'careless' {sentence}"):
        corpus.run(corpus.write(tmp_path), add, f"careless.how={how}")


def test_a_failing_stage_is_named_with_its_place_and_without_its_message(tmp_path: Path) -> None:
    add = 'chain.add=[{stage = "test_recipe:Careless", after = "repair"}]'
    with pytest.raises(Failed) as failed:
        corpus.run(corpus.write(tmp_path), add, "careless.how=raises")
    assert failed.value.sentence.startswith("the stage 'careless' on the partition alpaca-")
    assert "failed with KeyError at tests/test_recipe.py:" in failed.value.sentence
    assert "in judge" in failed.value.stack and "oops" not in str(failed.value).replace('KeyError("oops")', "")


def test_the_same_recipe_spelt_twice_is_one_run(tmp_path: Path) -> None:
    recipe = corpus.write(tmp_path)
    corpus.run(recipe)
    recipe.write_text("# a comment\n" + recipe.read_text())
    assert corpus.run(recipe).was_finished


def test_the_names_that_a_recipe_denies_are_shown_nowhere(tmp_path: Path) -> None:
    recipe = tmp_path / "r.toml"
    corpus_row = b'{"instruction": "Who?", "output": "Ask Wendelin Abt."}\n'
    (tmp_path / "a.jsonl").write_bytes(corpus_row)
    recipe.write_text(
        '[run]\nname = "r"\n[[source]]\nname = "a"\nformat = "alpaca"\npath = "a.jsonl"\n'
        '[[pii.deny]]\nvalue = "Wendelin Abt"\nreason = "on the staff"\n'
    )
    resolved = load(recipe).resolved()
    assert "Wendelin" not in str(resolved) and resolved["chain"]["pii"]["deny"] == "1 not shown"
