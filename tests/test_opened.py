"""The door for a notebook: a finished run as tables that agree with its manifest, its shards and each other."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pytest

import corpus
from pipeline import ingest, open_run, store
from pipeline.keys import _reached
from pipeline.opened import OpenRun, Split, characters, end_of
from pipeline.recipe import CHAIN
from schemas.decision import DECISION
from schemas.errors import RecipeError, WinnowError
from schemas.pair import PAIR


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Several partitions a source, turns before an ask, a file that was refused, and sources whose names overlap."""
    home = tmp_path_factory.mktemp("opened")
    (home / "more").mkdir()
    (home / "more" / "link.jsonl").symlink_to(home / "dolly.jsonl")
    (home / "more" / "few.jsonl").write_bytes(corpus.lines(corpus.dolly(3)))
    more = '\n[[source]]\nname = "dolly-more"\nformat = "dolly"\npath = "more"\n[[source]]\nname = "new"'
    more += '\nformat = "dolly"\npath = "more/few.jsonl"\n'
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "PARTITION_PAIRS", 16)
        yield corpus.run(corpus.write(home, corpus.RECIPE + more), "policy.refuse_makers=[]").folder


@pytest.fixture(scope="module")
def run(folder: Path) -> OpenRun:
    return open_run(folder)


def test_texts_are_all_that_was_read(run: OpenRun) -> None:
    texts = run.texts()
    assert texts.schema == PAIR
    quarantined = Counter(i.split("@")[0] for i in run.ledger("ingest")["pair_id"].to_pylist())
    counts = Counter(texts["source"].to_pylist())
    assert {name: lane.rows_in - quarantined[name] for name, lane in run.manifest.lanes.items()} == counts
    assert list(dict.fromkeys(texts["source"].to_pylist())) == [source.name for source in run.manifest.sources]


def test_pairs_are_what_the_shards_hold(run: OpenRun) -> None:
    pairs = run.pairs()
    assert pairs.schema.names == [*PAIR.names, "split"]
    splits: tuple[Split, ...] = ("train", "heldout")
    for split in splits:
        shards = sorted((run.folder / "shards" / "messages").glob(f"{split}-*"))
        ids = [i for shard in shards for i in store.read_table(shard)["pair_id"].to_pylist()]
        assert ids
        assert sorted(ids) == sorted(run.pairs(split)["pair_id"].to_pylist())
        assert sorted(ids) == sorted(pairs.filter(pc.equal(pairs["split"], split))["pair_id"].to_pylist())


def test_ledgers_in_the_order_of_the_chain(run: OpenRun) -> None:
    ledgers = run.ledgers()
    assert ledgers.schema.names == ["stage", *DECISION.names]
    stages = list(dict.fromkeys(ledgers["stage"].to_pylist()))
    assert stages == [stage for stage in run.stages if stage in stages]
    assert list(run.stages) == ["ingest", *(link.stage.name for link in CHAIN)]
    assert len(ledgers) == sum(len(run.ledger(stage)) for stage in run.stages)
    assert run.ledger("exact").equals(run.ledger("06-exact"))
    assert set(run.ledger("ingest")["verdict"].to_pylist()) == {"quarantine"}


def test_every_pair_ends_where_the_manifest_counts_it(run: OpenRun) -> None:
    ends: Counter[tuple[str, str]] = Counter()
    for partition in run.partitions:
        for pair_id in run.read("texts", partition, ["pair_id"])["pair_id"].to_pylist():
            ends[run.source_of(partition), end_of(run.said_of(pair_id, partition))["place"]] += 1
    for name, lane in run.manifest.lanes.items():
        found = (ends[name, "train"], ends[name, "heldout"], ends[name, "dropped"])
        assert found == (lane.train, lane.held, lane.dropped)


def test_the_first_stage_takes_a_pair_and_a_drop_beats_the_rest() -> None:
    def said(*verdicts: str) -> list[dict[str, str]]:
        return [{"verdict": verdict, "reason": f"r.{verdict}"} for verdict in verdicts]

    assert end_of({"a": said("rewrite", "keep"), "b": said("hold", "drop")})["place"] == "dropped"
    assert end_of({"a": said("hold"), "b": said("drop")})["place"] == "heldout"
    assert end_of({"a": said("label"), "b": said("quarantine")})["reason"] == "r.quarantine"
    assert end_of({"a": said("review"), "b": []})["place"] == "train"


def test_find_tells_partition_and_row(run: OpenRun) -> None:
    ids = run.texts()["pair_id"].to_pylist()
    spots = run.find([*ids, "alpaca-0000000000000000", "nobody-1"])
    assert sorted(spots) == sorted(ids)
    for pair_id, spot in spots.items():
        assert run.pair(spot)["pair_id"] == pair_id


def test_raw_pairs_lie_in_the_same_rows(run: OpenRun) -> None:
    for partition in run.partitions:
        raw, fixed = (run.read(folder, partition, ["origin", "source"]) for folder in ("pairs", "texts"))
        assert raw.equals(fixed)


def test_mix_counts_pairs_and_characters(run: OpenRun) -> None:
    mix = run.mix().to_pandas()
    assert mix["train_pairs"].sum() == len(run.pairs("train"))
    assert mix["heldout_pairs"].sum() == len(run.pairs("heldout"))
    rows = run.pairs("train").to_pylist()
    texts = [t for r in rows for t in (r["system"], r["instruction"], r["input"], r["output"])]
    texts += [turn["content"] for row in rows for turn in row["history"]]
    assert any(row["history"] for row in rows)
    assert mix["train_characters"].sum() == sum(map(len, texts))
    by_source = {row["source"]: row["train_pairs"] for row in run.mix("source").to_pylist()}
    assert by_source == {name: lane.train for name, lane in run.manifest.lanes.items() if lane.train}
    assert characters(PAIR.empty_table()).to_pylist() == []


def test_tables_become_frames(run: OpenRun) -> None:
    for table in (run.ledger("repair"), run.ledgers(), run.texts(), run.pairs("heldout"), run.mix()):
        assert len(table.to_pandas()) == len(table)


def test_what_is_not_there_is_said(run: OpenRun) -> None:
    with pytest.raises(RecipeError, match="no stage 'exat'; did you mean 'exact'"):
        run.ledger("exat")
    with pytest.raises(RecipeError, match="did you mean 'task'"):
        run.mix(["source", "taks"])
    with pytest.raises(RecipeError, match="no split 'test'"):
        run.pairs("test")  # type: ignore[arg-type]


def test_a_folder_that_is_no_finished_run(folder: Path, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere", folder / "manifest.json"):
        with pytest.raises(RecipeError, match="no finished run lies there"):
            open_run(path)
    (tmp_path / "pairs").mkdir()
    with pytest.raises(RecipeError, match="not finished; run its recipe again"):
        open_run(str(tmp_path))
    (tmp_path / "manifest.json").write_text('{"format": 1')
    with pytest.raises(WinnowError, match="not a manifest of winnow") as damaged:
        open_run(tmp_path)
    assert damaged.value.exit_code == 1  # as `verify` has it


def test_a_run_that_was_stopped_is_opened_as_far_as_it_went(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert OpenRun(copy, unfinished=True).notice == ""
    whole = OpenRun(folder)
    (copy / "manifest.json").unlink()
    shutil.rmtree(copy / "ledgers" / "09-holdout")
    first = OpenRun(folder).partitions[0]
    (copy / "ledgers" / "06-exact" / f"{first}.parquet").unlink()
    (copy / "texts" / f"{first}.parquet").unlink()
    (copy / "texts" / "y.parquet.part").touch()
    with pytest.raises(RecipeError, match="not finished; run its recipe again"):
        OpenRun(copy)
    run = OpenRun(copy, unfinished=True)
    assert (run.is_finished, list(run.stages)) == (False, list(whole.stages)[:-1])
    assert sorted(run.partitions) == sorted(whole.partitions)
    assert "is not finished" in run.notice
    assert len(run.texts()) == len(whole.texts()) - len(whole.read("texts", first))
    assert run.read("texts", first, ["pair_id"]).schema.names == ["pair_id"]
    assert run.ledger("exact").schema == DECISION
    assert len(run.ledger("ingest")) == len(whole.ledger("ingest"))
    shutil.rmtree(copy / "texts")
    assert len(OpenRun(copy, unfinished=True).ledger("ingest")) == len(whole.ledger("ingest"))


def test_a_damaged_file_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    ledger, text = sorted((copy / "ledgers" / "06-exact").iterdir())[0], sorted((copy / "texts").iterdir())[1]
    ledger.write_bytes(ledger.read_bytes()[:-9])
    text.unlink()
    run = open_run(copy)
    with pytest.raises(WinnowError, match="missing or damaged; `winnow verify"):
        run.ledger("exact")
    with pytest.raises(WinnowError, match="missing or damaged"):
        run.texts()
    with pytest.raises(WinnowError, match="missing or damaged"):
        run.pairs()


def test_looking_at_a_run_is_no_part_of_making_one() -> None:
    """Else a change of what is shown would make every run anew."""
    lookers = {f"pipeline.{name}" for name in ("opened", "explain", "show", "export", "keeping", "clearing", "init")}
    assert not lookers & _reached("pipeline.run")
