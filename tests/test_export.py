"""Export: the kept pairs and nothing else, in the order of the shards, and read back as the same texts."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from click.testing import CliRunner

import corpus
from pipeline import export as exporting
from pipeline import ingest, store
from pipeline.cli import main
from pipeline.export import Format, Wish, export
from pipeline.opened import OpenRun
from pipeline.reading import Found, Row, resolve, rows, survey
from schemas.draft import Draft
from schemas.errors import RecipeError
from schemas.pair import PAIR, messages
from stages.ingest import FORMATS

FORMATS_OUT: tuple[Format, ...] = get_args(Format)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRun]:
    """A run that keeps system texts and turns before the ask."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "PARTITION_PAIRS", 16)
        folder = corpus.run(corpus.write(tmp_path_factory.mktemp("export")), "policy.refuse_makers=[]").folder
        yield OpenRun(folder)


@pytest.fixture(autouse=True)
def many_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BUCKET_PAIRS", 10)


def written(run: OpenRun, target: Path, wish: Wish) -> list[dict[str, Any]]:
    told = export(run, wish, target)
    text = target.read_bytes().decode()
    found = json.loads(text) if target.suffix == ".json" else [json.loads(row) for row in text.split("\n") if row]
    assert told["pairs"] == len(found)
    assert told["size_bytes"] == target.stat().st_size
    assert [
        path.name for path in target.parent.iterdir() if path.name.startswith(".export") or ".part" in path.name
    ] == []
    return list(found)


def in_shards(run: OpenRun, split: str) -> list[str]:
    shards = sorted((run.folder / "shards" / "messages").glob(f"{split}-*"))
    return [i for shard in shards for i in store.read_table(shard)["pair_id"].to_pylist()]


@pytest.mark.parametrize("bucket_pairs", [10, 25_000])
@pytest.mark.parametrize("kind", FORMATS_OUT)
def test_holds_the_split_in_the_order_of_the_shards(
    run: OpenRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Format, bucket_pairs: int
) -> None:
    monkeypatch.setattr(exporting, "BUCKET_PAIRS", bucket_pairs)
    found = written(run, tmp_path / "train.jsonl", Wish(kind, "train", skip_unfit=True))
    unfit = {p["pair_id"] for p in run.pairs().to_pylist() if kind == "alpaca" and (p["system"] or p["history"])}
    assert [row["pair_id"] for row in found] == [i for i in in_shards(run, "train") if i not in unfit]
    found = written(run, tmp_path / "all.json", Wish(kind, "all", skip_unfit=True))
    wanted = [(i, split) for split in ("train", "heldout") for i in in_shards(run, split) if i not in unfit]
    assert [(row["pair_id"], row["split"]) for row in found] == wanted
    assert all(row["source"] and row["licence"] for row in found)


@pytest.mark.parametrize("kind", ["alpaca", "sharegpt", "messages"])
@pytest.mark.parametrize("ending", [".jsonl", ".json"])
def test_our_own_adapters_read_the_same_texts(run: OpenRun, tmp_path: Path, kind: Format, ending: str) -> None:
    target = tmp_path / f"pairs{ending}"
    export(run, Wish(kind, "heldout", skip_unfit=True), target)
    adapter = FORMATS[kind]()
    drafts: list[Draft] = []
    for part in survey(cast(list[Found], resolve(target.name, tmp_path))):
        for row in rows(part):
            assert isinstance(row, Row)
            read = adapter.read(row.value, "pairs")
            assert isinstance(read, list)
            drafts += read
    pairs = {pair["pair_id"]: pair for pair in run.pairs("heldout").to_pylist()}
    again = [messages({**vars_of(draft), "history": list(draft.history)}) for draft in drafts]
    ids = [str(draft.meta["pair_id"]) for draft in drafts]
    assert again == [messages(pairs[pair_id]) for pair_id in ids]
    assert kind == "alpaca" or sorted(ids) == sorted(pairs)
    if kind == "alpaca":
        assert [(d.instruction, d.input) for d in drafts] == [(pairs[i]["instruction"], pairs[i]["input"]) for i in ids]


def vars_of(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ("system", "instruction", "input", "output")}


def test_jsonl_is_every_column_but_those_that_lead_back(run: OpenRun, tmp_path: Path) -> None:
    found = written(run, tmp_path / "few.jsonl", Wish("jsonl", "heldout"))
    pairs = {pair["pair_id"]: pair for pair in run.pairs("heldout").to_pylist()}
    assert set(found[0]) == {*PAIR.names, "split"} - {"origin", "meta"}
    assert all(row == {k: v for k, v in pairs[row["pair_id"]].items() if k in row} for row in found)
    full = written(run, tmp_path / "full.jsonl", Wish("jsonl", "heldout", full=True))
    assert {row["pair_id"]: row for row in full} == pairs
    assert "origin" in written(run, tmp_path / "about.jsonl", Wish("messages", full=True))[0]


def test_what_alpaca_cannot_hold_is_counted(run: OpenRun, tmp_path: Path) -> None:
    unfit = sum(bool(p["system"] or p["history"]) for p in run.pairs("train").to_pylist())
    assert unfit
    with pytest.raises(RecipeError, match=f"{unfit} pairs have a system text or turns before.*--skip-unfit"):
        export(run, Wish("alpaca"), tmp_path / "a.jsonl")
    assert list(tmp_path.iterdir()) == []
    told = export(run, Wish("alpaca", skip_unfit=True), tmp_path / "a.jsonl")
    assert (told["pairs"], told["left_out"]) == (len(run.pairs("train")) - unfit, unfit)


def test_rekeyed_rows_tell_nothing_of_the_raw_ones(run: OpenRun, tmp_path: Path) -> None:
    pairs = run.pairs().to_pylist()
    digests = {name[-16:] for pair in pairs for name in (pair["pair_id"].partition("#")[0].partition(".")[0],)}
    for kind in FORMATS_OUT:
        found = written(run, tmp_path / f"{kind}.jsonl", Wish(kind, "all", rekey=True, skip_unfit=True))
        text = (tmp_path / f"{kind}.jsonl").read_text()
        assert not [digest for digest in digests if digest in text]
        assert [row["pair_id"].rpartition("-")[2] for row in found] == [f"{n:08d}" for n in range(1, len(found) + 1)]
    rows_of = {kind: json_rows(tmp_path / f"{kind}.jsonl") for kind in FORMATS_OUT}
    texts = [json.dumps(messages(row)) for row in rows_of["jsonl"]]
    assert sorted(texts) == sorted(json.dumps(messages(pair)) for pair in pairs)
    assert texts != [json.dumps(messages(pair)) for pair in sorted(pairs, key=lambda p: _shard_place(run, p))]


def json_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(row) for row in path.read_text().splitlines()]


def _shard_place(run: OpenRun, pair: dict[str, Any]) -> int:
    return [*in_shards(run, "train"), *in_shards(run, "heldout")].index(pair["pair_id"])


def test_rekeyed_pairs_of_one_group_still_share_one(run: OpenRun, tmp_path: Path) -> None:
    found = written(run, tmp_path / "all.jsonl", Wish("jsonl", "all", rekey=True))
    before = [pair["group"] for pair in run.pairs().to_pylist()]
    after = [row["group"] for row in found]
    assert sorted(before.count(g) for g in set(before)) == sorted(after.count(g) for g in set(after))
    assert 2 in {after.count(g) for g in set(after)}
    with pytest.raises(RecipeError, match="--full tells each pair's file and row"):
        export(run, Wish("jsonl", rekey=True, full=True), tmp_path / "no.jsonl")


def test_an_empty_split_is_a_file_of_nothing(tmp_path: Path) -> None:
    folder = corpus.run(corpus.write(tmp_path), "holdout.share=0", "holdout.sources={}").folder
    assert written(OpenRun(folder), tmp_path / "none.jsonl", Wish("messages", "heldout")) == []
    assert written(OpenRun(folder), tmp_path / "none.json", Wish("messages", "heldout")) == []


def test_writes_over_nothing_and_into_no_run(run: OpenRun, tmp_path: Path) -> None:
    target = tmp_path / "there.jsonl"
    export(run, Wish("jsonl", "heldout"), target)
    before = target.read_bytes()
    with pytest.raises(RecipeError, match="is there already"):
        export(run, Wish("messages"), target)
    assert target.read_bytes() == before
    export(run, Wish("messages"), target, force=True)
    assert target.read_bytes() != before
    (tmp_path / "link").symlink_to(run.folder / "shards")
    for inside in (run.folder / "x.jsonl", tmp_path / "link" / "x.jsonl"):
        with pytest.raises(RecipeError, match="which nothing may change"):
            export(run, Wish("messages"), inside)


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.csv", "x.toml", "x", "-", "x.parquet"])
def test_an_ending_that_says_something_else(run: OpenRun, tmp_path: Path, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        says = "standard output is not written to" if name == "-" else "tells no format"
        with pytest.raises(RecipeError, match=f"{says}.*name a file that ends in .jsonl or .json"):
            export(run, Wish("messages"), Path(name), force=True)
    assert list(tmp_path.iterdir()) == []


def test_force_goes_over_nothing_but_an_earlier_export(tmp_path: Path) -> None:
    """Neither over a source, nor over a source that is itself an export of another run."""
    recipe = corpus.write(tmp_path)
    first = OpenRun(corpus.run(recipe).folder)
    export(first, Wish("sharegpt"), tmp_path / "again.json")
    second = '\n[[source]]\nname = "again"\nformat = "sharegpt"\npath = "again.json"\n'
    recipe.write_text(recipe.read_text() + second)
    run = OpenRun(corpus.run(recipe, "run.max_loss=1").folder)
    (tmp_path / "mine.json").write_text('[\n{"a": 1}\n]')
    (tmp_path / "text.jsonl").write_text("mine")
    for name in ("alpaca.json", "dolly.jsonl", "recipe.toml", "again.json", "mine.json", "text.jsonl"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(RecipeError, match=r"may be a source|tells no format"):
            export(run, Wish("messages"), tmp_path / name, force=True)
        assert (tmp_path / name).read_bytes() == before
    for name in ("ours.json", "ours.jsonl", "NONE.JSON"):
        for split in ("heldout", "train"):
            export(run, Wish("jsonl", cast(Any, split)), tmp_path / name, force=True)
    (tmp_path / "empty.json").write_text("[\n\n]\n")
    (tmp_path / "empty.jsonl").touch()
    for name in ("empty.json", "empty.jsonl"):
        export(run, Wish("messages"), tmp_path / name, force=True)
    assert json.loads((tmp_path / "NONE.JSON").read_bytes())


@pytest.mark.parametrize("target", ["a file/x.jsonl", "closed/x.jsonl", "n" * 300 + ".jsonl"])
def test_a_place_that_cannot_be_written(run: OpenRun, tmp_path: Path, target: str) -> None:
    (tmp_path / "a file").write_text("")
    (tmp_path / "closed").mkdir(mode=0o500)
    if target.startswith("closed") and os.access(tmp_path / "closed", os.W_OK):
        pytest.skip("the superuser may write anywhere")
    with pytest.raises(RecipeError, match="cannot be written"):
        export(run, Wish("messages"), tmp_path / target)


def test_a_failure_leaves_nothing_behind(run: OpenRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.export.orjson.dumps", full)
    with pytest.raises(RecipeError, match="No space left on device"):
        export(run, Wish("messages"), tmp_path / "x.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_on_the_command_line(run: OpenRun, tmp_path: Path) -> None:
    def winnow(*args: object) -> Any:
        return CliRunner().invoke(main, ["export", str(run.folder), *map(str, args)])

    target = tmp_path / "out" / "x.jsonl"
    refused = winnow("--format", "alpaca", "-o", target)
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
    done = winnow("--format", "alpaca", "-o", target, "--skip-unfit")
    assert (done.exit_code, "left out that alpaca cannot hold" in done.output) == (0, True)
    done = winnow("--format", "sharegpt", "--split", "all", "-o", target, "--force", "--rekey", "--json")
    assert json.loads(done.output)["pairs"] == len(run.pairs())
    assert winnow("--format", "parquet", "-o", target).exit_code == 2
    assert "hash of the raw row" in winnow("--help").output
