"""Hostile files through a whole run: no crash, no silent loss, and the good neighbours survive."""

from pathlib import Path

import pytest

import corpus
from hostile import FILES, RECORDS
from pipeline import open_run
from pipeline.reading import Bad, Caps, Found, Hints, resolve, rows, survey
from pipeline.run import Finished

RECIPE = """
[run]
name = "hostile"
out = "run"
max_loss = 1.0

[[source]]
name = "records"
format = "columns"
path = "records.jsonl"
columns = { instruction = "q", output = "q" }

[[source]]
name = "files"
format = "columns"
path = "files"
columns = { instruction = "q", output = "q" }
absent = "empty"
licence = "<script>alert(1)</script>"

[chain]
skip = ["exact", "dedup", "contradiction", "holdout"]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every hostile record between good ones, and every hostile file beside a good one."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [line for name, (raw, _) in RECORDS.items() for line in (b'{"q": "good %d"}' % len(name), raw)]
    (folder / "records.jsonl").write_bytes(b"\n".join([*lines, b""]))
    (folder / "files").mkdir()
    for number, make in enumerate(FILES.values()):
        file = make()
        (folder / "files" / f"{number:03d}-{file.name}").write_bytes(file.data)
    (folder / "files" / "=HYPERLINK(evil)<b>\u202e.jsonl").write_bytes(b'{"q": "good neighbour"}\n')
    (folder / "recipe.toml").write_text(RECIPE)
    return folder


@pytest.fixture(scope="module")
def done(folder: Path) -> Finished:
    return corpus.run(folder / "recipe.toml")


def test_every_record_is_a_pair_or_set_aside(done: Finished) -> None:
    lane = done.manifest.lanes["records"]
    assert lane.rows_in == 2 * len(RECORDS)
    assert lane.balanced()
    refused = sum(isinstance(value, str) for _, value in RECORDS.values())
    assert lane.quarantined >= refused


def test_the_good_neighbours_survive(done: Finished) -> None:
    kept = open_run(done.folder).pairs("train")
    good = [text for text in kept["instruction"].to_pylist() if text.startswith("good ")]
    assert len(good) == len(RECORDS) + 1


def test_no_row_of_a_file_is_lost(done: Finished, folder: Path) -> None:
    """Read once more without a run: as many rows and rejects as the run accounts for."""
    found = [place for place in resolve("files", folder) if isinstance(place, Found)]
    read = [row for part in survey(found, Hints(), Caps()) for row in rows(part, Hints(), Caps())]
    lane = done.manifest.lanes["files"]
    assert lane.rows_in == len(read)
    assert lane.balanced() and lane.quarantined >= sum(isinstance(row, Bad) for row in read) > 10


def test_text_that_only_looks_dangerous_is_kept_as_it_is(done: Finished) -> None:
    texts = set(open_run(done.folder).texts()["output"].to_pylist())
    for name in ("html", "formula", "template", "ansi", "bidi", "zero width", "chat tokens"):
        assert RECORDS[name][1]["q"] in texts, name


def test_nothing_of_it_is_live_in_the_report(done: Finished) -> None:
    page = (done.folder / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page and "onerror=alert" not in page.replace("&lt;img src=x onerror", "")
    assert "\u202e" not in page and "\x1b" not in page


def test_ledgers_say_where_and_what_but_not_the_text(done: Finished) -> None:
    for row in open_run(done.folder).ledger("ingest").to_pylist():
        assert row["reason"].startswith("ingest.") and "@" in row["pair_id"]
        assert "good" not in row["evidence"] and "alert" not in row["evidence"]
