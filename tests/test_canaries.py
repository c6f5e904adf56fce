"""Canaries through a whole run, with a crash and a resume: what was acted on stands in `pairs/` and nowhere else."""

import base64
import gzip
import html
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from click.testing import CliRunner

import corpus
from canary import Maker, canaries, with_mates
from leaks import Needles, leaks, said
from pipeline import store
from pipeline.cli import main
from pipeline.vectors import LocalShelf
from planting import Outcome, counted, outcomes, plant
from schemas.apply import rewrite
from schemas.pair import PAIR
from stages.pii.stage import Pii
from stages.policy import Policy

SEED = 20240917
SHELF = LocalShelf(str(corpus.HOUSE / "sample" / "surrogates.key"), public=True)
PLANTED = canaries(SEED)
ALL = with_mates(PLANTED)
UNREAD = [Maker(n).email() for n in range(9)]
NO_NETWORK = """
import socket
def refuse(*_, **__): raise OSError("no network here")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""
# fails inside one record, which is set aside, and a while later outside of any, which stops the run
CRASHING = """
import stages.pii.stage as stage
settle, judge, count = stage.settle, stage._judge, iter(range(10**6))
def failing(found, of, *rest):
    if next(count) == 5: raise ValueError(of.whole)
    return settle(found, of, *rest)
def crashing(row, *rest):
    if next(count) > 240: int(f"{row}")
    return judge(row, *rest)
stage.settle, stage._judge = failing, crashing
"""
CLI = "from pipeline.cli import main; main()"


@dataclass(frozen=True)
class Story:
    """One run with all that was said on the way, and the leaks after the crash and at the end."""

    folder: Path
    crash: subprocess.CompletedProcess[str]
    end: subprocess.CompletedProcess[str]
    told: dict[str, Outcome]
    leaks: list[str]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("canaries")
    recipe = plant(folder / "data", PLANTED, UNREAD)
    run = folder / "data" / "run"
    for name in ("tmp", "home"):
        (folder / name).mkdir()

    def winnow(*words: str, first: str = "") -> subprocess.CompletedProcess[str]:
        own = {name: str(folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "HF_HOME")}
        paths = own | {"TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(corpus.HOUSE), "PATH": os.environ["PATH"]}
        program = [sys.executable, "-c", NO_NETWORK + first + CLI, *words]
        return subprocess.run(program, env=paths, cwd=folder / "tmp", capture_output=True, text=True, check=False)

    curate = ("curate", str(recipe), "--workers", "1", "--debug", "--batch", "64")
    crash = winnow(*curate, first=CRASHING)
    everywhere = [run, folder / "tmp", folder / "home"]
    values = [one.value for one in ALL] + UNREAD
    kept = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    end = winnow(*curate)
    shown = CliRunner().invoke(main, ["show", str(run), "--stage", "pii", "-n", "400"])
    explained = CliRunner().invoke(main, ["explain", "asked.jsonl:7", "--run", str(run)])
    told = outcomes(run, ALL)
    needles = Needles([value for value in values if told.get(value, "acted") == "acted"])
    found = leaks(needles, everywhere, but=["pairs/"])
    for path, content in kept.items():
        if path.parent.name != "pairs":
            found += said(needles, content, f"after the crash, {path.name}")
    assert (shown.exit_code, explained.exit_code) == (0, 0)
    messages = (crash.stdout, crash.stderr, end.stdout, end.stderr, shown.output, explained.output)
    for number, message in enumerate(messages):
        found += said(needles, message, f"message {number}")
    return Story(run, crash, end, told, found)


def test_the_crash_is_told_without_the_record_and_the_run_goes_on(story: Story) -> None:
    assert story.crash.returncode == 1
    assert "winnow: the stage 'pii' on the partition asked-" in story.crash.stderr
    assert 'int(f"{row}")' in story.crash.stderr or "in crashing" in story.crash.stderr
    assert story.end.returncode == 0 and "debug: pii" in story.end.stderr
    assert (story.folder / "report.html").exists() and (story.folder / "manifest.json").exists()
    failed = [row for row in _ledger(story.folder) if row["reason"] == "pii.failed"]
    assert len(failed) == 1 and failed[0]["evidence"] == "ValueError while looking for personal data"


def test_what_was_acted_on_is_nowhere_but_in_pairs(story: Story) -> None:
    assert story.leaks == []


def test_nine_in_ten_are_acted_on(story: Story) -> None:
    assert len(PLANTED) >= 200 and set(story.told) == {one.value for one in ALL}
    acted = sum(outcome == "acted" for outcome in story.told.values())
    assert acted >= 0.9 * len(ALL), "\n".join(counted(ALL, story.told))


def test_judged_twice_only_surrogates_are_found(story: Story) -> None:
    written = {edit["text"] for row in _ledger(story.folder) for edit in row["edits"]}
    texts = [store.read_table(path, PAIR.names) for path in sorted((story.folder / "texts").glob("*.parquet"))]
    again = Pii().judge(
        pa.concat_tables(texts), LocalShelf(str(corpus.HOUSE / "sample" / "surrogates.key"), public=True)
    )
    pairs = {row["pair_id"]: row for table in texts for row in table.to_pylist()}
    found = {
        _field(pairs[row["pair_id"]], e["field"])[e["start"] : e["end"]]
        for row in again.to_pylist()
        for e in row["edits"]
    }
    assert found and found <= written


def test_with_another_key_the_same_pairs_are_kept_under_other_surrogates(story: Story, tmp_path: Path) -> None:
    recipe = plant(tmp_path, PLANTED, UNREAD, key="")
    other = corpus.run(recipe).folder
    ours, theirs = ({row["pair_id"]: row for _, row in _shards(folder)} for folder in (story.folder, other))
    failed = {row["pair_id"] for row in _ledger(story.folder) if row["reason"] == "pii.failed"}
    assert theirs.keys() - failed == ours.keys()
    both = [(ours[name]["messages"], theirs[name]["messages"]) for name in ours]
    assert sum(mine != yours for mine, yours in both) > 200


def test_pairs_that_differ_in_personal_data_only_are_copies_under_any_key(tmp_path: Path) -> None:
    """Their surrogates come from small ranges and may be equal by chance, which no kept pair may depend on."""
    maker, kept = Maker(5), []
    ips = [maker.fill("8%.1##.2%.9%") for _ in range(80)]
    rows = [{"instruction": f"Ping {ip} now.</s>", "output": f"Sent to {n % 40}."} for n, ip in enumerate(ips)]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "asked.jsonl").write_bytes(corpus.lines(rows))
        recipe = tmp_path / name / "recipe.toml"
        source = '[[source]]\nname = "asked"\nformat = "alpaca"\npath = "asked.jsonl"\n'
        recipe.write_text(f'[run]\nname = "r"\nout = "run"\nmax_loss = 0.9\n{source}[holdout]\nshare = 0.3\n')
        kept.append({(row["pair_id"], path.name) for path, row in _shards(corpus.run(recipe).folder)})
    assert kept[0] == kept[1] and len(kept[0]) == 40


def test_what_a_row_says_of_its_maker_and_task_is_cleaned_too() -> None:
    mail = "olga.brandt@merrow-finch.de"
    said_of = dict.fromkeys(("task", "source_task", "made_by", "language", "licence"), f"by {mail}")
    pairs = corpus.pairs([{"output": "x", **said_of}])
    assert mail not in json.dumps(rewrite(pairs, Pii(names="none").judge(pairs, SHELF)).to_pylist())
    refused = Policy(refuse_licences=("*brandt*",), refuse_makers=("*@*",)).judge(pairs, SHELF).to_pylist()
    assert len(refused) == 2 and mail not in json.dumps(refused)


VALUE = 'Zoë <zoe@höhle-7.de> "4929 1234 5678 9012"'


def _parquet(text: str) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"x": [{"y": [text]}]}), sink, compression="zstd")
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    {
        "plain": VALUE.encode(),
        "upper": VALUE.upper().encode(),
        "HTML": html.escape(VALUE).encode(),
        "JSON": json.dumps(VALUE).encode(),
        "URL": quote(VALUE).encode(),
        "UTF-16": VALUE.encode("utf-16-le"),
        "hex": VALUE.encode().hex().encode(),
        "base64": base64.b64encode(b"x" + VALUE.encode() + b"yz"),
        "digits": b"4929.1234/5678901277",
        "gz": gzip.compress(VALUE.encode(), mtime=0),
        "zst": zstandard.compress(json.dumps([VALUE]).encode()),
        "Parquet": _parquet(VALUE),
        "Parquet, hex": _parquet(VALUE.encode().hex()),
    }.items(),
)
def test_the_search_sees_every_encoding(name: str, content: bytes) -> None:
    value = "4929 1234 5678 9012" if name == "digits" else VALUE
    assert said(Needles([value]), content, "x")
    assert not said(Needles(["nobody@nowhere.example"]), content, "x")


def _ledger(run: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(run.glob("ledgers/*-pii/*.parquet")) for row in store.read_table(path).to_pylist()]


def _shards(run: Path) -> list[tuple[Path, dict[str, Any]]]:
    paths = sorted(run.glob("shards/messages/*.parquet"))
    return [(path, row) for path in paths for row in pq.read_table(path).to_pylist()]


def _field(pair: dict[str, Any], path: str) -> str:
    name, _, rest = path.partition(".")
    return str(pair[name][int(rest.partition(".")[0])]["content"] if rest else pair[name])
