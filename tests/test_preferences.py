"""Preferences from a small real run: settled conflicts only, with both pairs' provenance; and the report shows them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import corpus
from pipeline.cli import main
from pipeline.opened import OpenRun
from pipeline.preferences import preferences
from pipeline.recipe import load
from pipeline.run import curate
from schemas.errors import RecipeError

ROWS: dict[str, list[tuple[str, str]]] = {
    "good": [
        ("How many keys has the organ of the hall?", "The organ has 61 keys."),
        ("Is the old mill of the town open to guests?", "Yes, it is."),
        ("Which river flows through the town of Elm?", "The Spree"),
        ("When was the bridge of the town opened?", "In 1889."),
    ],
    "bad": [
        ("How many keys has the organ of the hall?", "The organ has 76 keys."),
        ("Is the old mill of the town open to guests?", "No, it is not."),
        ("Which river flows through the town of Elm?", "The Havel"),
        ("What is 17 times 6?", "112"),
        ("How many minutes does the ferry to the island take?", "It takes 45 minutes."),
    ],
    "peer": [
        ("How many minutes does the ferry to the island take?", "It takes 45 minutes."),
        ("What is 17 times 6?", "102"),
    ],
    "equal": [("When was the bridge of the town opened?", "In 1899.")],
    "fourth": [("How many minutes does the ferry to the island take?", "It takes 55 minutes.")],
}
TRUST = {"good": 2, "bad": 1, "peer": 1, "equal": 2, "fourth": 3}
RECIPE = """
[run]
name = "conflicts"
max_loss = 1.0

[chain]
skip = ["pii", "defects", "holdout", "decontamination"]
"""
SOURCE = '\n[[source]]\nname = "{0}"\nformat = "alpaca"\npath = "{0}.jsonl"\nlicence = "MIT"\ntrust = {1}\n'


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRun]:
    folder = tmp_path_factory.mktemp("conflicts")
    for name, rows in ROWS.items():
        lines = (json.dumps({"instruction": ask, "input": "", "output": answer}) for ask, answer in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    text = RECIPE + "".join(SOURCE.format(name, TRUST[name]) for name in ROWS)
    (folder / "recipe.toml").write_text(text, encoding="utf-8")
    yield OpenRun(curate(load(folder / "recipe.toml"), workers=1).folder)


def said(run: OpenRun) -> dict[str, tuple[str, str, str]]:
    texts = {row["pair_id"]: row["output"] for row in run.texts().to_pylist()}
    return {
        texts[row["pair_id"]]: (
            row["verdict"],
            row["reason"].removeprefix("contradiction."),
            json.loads(row["facts"])["step"],
        )
        for row in run.ledger("contradiction").to_pylist()
    }


def test_what_becomes_of_each_conflict(run: OpenRun) -> None:
    assert said(run) == {
        "The organ has 76 keys.": ("drop", "number", "trust"),
        "No, it is not.": ("drop", "polarity", "trust"),
        "The Spree": ("review", "entity", "review"),
        "The Havel": ("review", "entity", "review"),
        "In 1889.": ("drop", "date", "tie"),
        "In 1899.": ("drop", "date", "tie"),
        "It takes 55 minutes.": ("drop", "number", "majority"),
        "112": ("drop", "number", "recomputed"),
    }


def test_preferences_hold_settled_conflicts_and_no_ties(run: OpenRun, tmp_path: Path) -> None:
    target = tmp_path / "preferences.jsonl"
    told = preferences(run, target)
    rows: list[dict[str, Any]] = [json.loads(line) for line in target.read_text().splitlines()]
    assert told["pairs"] == len(rows) == 4
    found = {(row["chosen"][0]["content"], row["rejected"][0]["content"], row["settled_by"]) for row in rows}
    assert found == {
        ("The organ has 61 keys.", "The organ has 76 keys.", "trust"),
        ("Yes, it is.", "No, it is not.", "trust"),
        ("102", "112", "recomputed"),
        ("It takes 45 minutes.", "It takes 55 minutes.", "majority"),
    }
    for row in rows:
        assert row["prompt"][-1]["role"] == "user"
        assert row["chosen"][0]["role"] == row["rejected"][0]["role"] == "assistant"
        assert row["rejected_source"] in ("bad", "fourth") and row["licence"] == row["rejected_licence"] == "MIT"
        assert row["pair_id"].startswith(f"{row['source']}-") and row["rejected_pair_id"].startswith(
            f"{row['rejected_source']}-"
        )
    assert preferences(run, target, force=True) == told


def test_the_command(run: OpenRun, tmp_path: Path) -> None:
    target = str(tmp_path / "p.json")
    done = CliRunner().invoke(main, ["export", str(run.folder), "--preferences", "-o", target])
    assert (done.exit_code, done.output.split(": ")[-1]) == (0, "4 preferences\n")
    assert len(json.loads(Path(target).read_text())) == 4
    for wrong in (["--preferences", "--rekey"], ["--preferences", "--format", "jsonl"], []):
        assert CliRunner().invoke(main, ["export", str(run.folder), *wrong, "-o", target]).exit_code == 2


def test_a_chain_without_contradiction_has_no_preferences(tmp_path: Path) -> None:
    recipe = corpus.write(tmp_path)
    finished = corpus.run(recipe, 'chain.skip=["contradiction","dedup","pii"]')
    with pytest.raises(RecipeError, match="no conflicts were looked for"):
        preferences(OpenRun(finished.folder), tmp_path / "p.jsonl")


def test_the_report_shows_both_sides_with_their_spans_marked(run: OpenRun) -> None:
    html = (run.folder / "report.html").read_text(encoding="utf-8")
    section = html.partition('<section id="conflicts"')[2].partition("</section>")[0]
    assert section.count('<li class="sample">') == 8
    assert "<mark>The organ has 76 keys</mark>." in section
    assert "<mark>The organ has 61 keys</mark>." in section
    assert "conflicting or ambiguous" in section
    assert html.index('id="conflicts"') < html.index('id="samples"')
