"""Whole runs over a small corpus: they add up, are made once, and give the same bytes however they are made."""

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import corpus
from pipeline import ingest, store
from pipeline.run import Finished
from pipeline.verify import verified
from schemas.apply import fallen
from schemas.errors import AlarmError, RecipeError

HOUSE = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def small_partitions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "PARTITION_PAIRS", 16)
        yield


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return corpus.run(corpus.write(tmp_path_factory.mktemp("finished")))


def tables(folder: Path, below: str) -> pa.Table:
    return pa.concat_tables([store.read_table(path) for path in sorted((folder / below).glob("*.parquet"))])


def kept(folder: Path) -> dict[str, list[str]]:
    """The ids of each split, in the order of the shards."""
    files = sorted((folder / "shards" / "messages").glob("*.parquet"))
    ids = {split: [f for f in files if f.name.startswith(split)] for split in ("train", "heldout")}
    return {split: [i for f in of for i in store.read_table(f)["pair_id"].to_pylist()] for split, of in ids.items()}


def computed(done: Finished) -> Counter[str]:
    return Counter({what: count for (what, how), count in done.account.counts.items() if how == "computed"})


class TestAddsUp:
    def test_every_row_is_somewhere(self, finished: Finished) -> None:
        lanes = finished.manifest.lanes
        assert lanes["alpaca"].rows_in == len(corpus.alpaca())
        assert lanes["dolly"].rows_in == len(corpus.dolly()) + 2
        assert lanes["chats"].rows_in == 2 * len(corpus.chats())
        assert all(lane.balanced() for lane in lanes.values())

    def test_each_fault_has_its_reason(self, finished: Finished) -> None:
        lost = {(fact.source, fact.reason): fact.pairs for fact in finished.manifest.lost}
        assert lost["alpaca", "repair.empty_output"] == 1
        assert lost["alpaca", "repair.empty_ask"] == 1
        assert lost["alpaca", "duplicate.exact"] == 3, "two copies, and the one that Dolly's has more trust than"
        assert lost["dolly", "repair.empty_output"] == 1
        assert lost["dolly", "ingest.json"] == lost["dolly", "ingest.shape"] == 1
        assert lost["chats", "policy.maker"] == 24
        assert lost["dolly", "holdout.draw"] == 5

    def test_shards_hold_what_the_ledgers_leave(self, finished: Finished) -> None:
        """Decided again from nothing but texts and ledgers."""
        ids = set(tables(finished.folder, "texts")["pair_id"].to_pylist())
        held: set[str] = set()
        for ledger in sorted((finished.folder / "ledgers").iterdir()):
            said = tables(finished.folder, f"ledgers/{ledger.name}")
            ids -= set(fallen(said).to_pylist())
            held |= set(fallen(said, ("hold",)).to_pylist())
        in_shards = kept(finished.folder)
        assert set(in_shards["train"]) == ids - held
        assert set(in_shards["heldout"]) == held
        assert sum(len(of) for of in in_shards.values()) == len(ids)

    def test_ids_are_unique_and_decisions_name_them(self, finished: Finished) -> None:
        ids = tables(finished.folder, "texts")["pair_id"].to_pylist()
        assert len(ids) == len(set(ids))
        for ledger in (
            "01-policy",
            "02-pii",
            "03-repair",
            "04-defects",
            "05-decontamination",
            "06-exact",
            "07-dedup",
            "08-contradiction",
            "09-holdout",
        ):
            said = tables(finished.folder, f"ledgers/{ledger}")
            assert set(said["pair_id"].to_pylist()) | set(said["rival_id"].drop_null().to_pylist()) <= set(ids)

    def test_a_duplicate_names_a_pair_that_is_kept(self, finished: Finished) -> None:
        rivals = tables(finished.folder, "ledgers/06-exact")["rival_id"].to_pylist()
        assert rivals
        assert set(rivals) <= {i for of in kept(finished.folder).values() for i in of}

    def test_ledgers_are_in_the_order_of_the_texts(self, finished: Finished) -> None:
        for path in (finished.folder / "ledgers" / "03-repair").glob("*.parquet"):
            ids = store.read_table(finished.folder / "texts" / path.name)["pair_id"].to_pylist()
            places = [ids.index(i) for i in store.read_table(path)["pair_id"].to_pylist()]
            assert places == sorted(places)

    def test_no_control_token_or_mojibake_is_left(self, finished: Finished) -> None:
        text = str(tables(finished.folder, "shards/messages")["messages"].to_pylist())
        assert "Ã©" not in text and "<|" not in text and "</s>" not in text and "café" in text

    def test_the_order_is_shuffled_over_sources(self, finished: Finished) -> None:
        sources = [i.rsplit("-", 1)[0] for i in kept(finished.folder)["train"]]
        runs = len(list(itertools.groupby(sources)))
        assert runs > 10


class TestMadeOnce:
    def test_a_finished_run_is_left_alone(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        first = corpus.run(recipe)
        before = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")}
        again = corpus.run(recipe)
        assert again.was_finished and not computed(again)
        assert {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")} == before

    @pytest.mark.parametrize("gone", ["ledgers/03-repair", "ledgers/06-exact", "texts", "shards/messages"])
    def test_a_lost_file_is_made_again(self, tmp_path: Path, gone: str) -> None:
        recipe = corpus.write(tmp_path)
        before = corpus.bytes_of(corpus.run(recipe).folder)
        sorted((tmp_path / "run" / gone).glob("*.parquet"))[0].unlink()
        again = corpus.run(recipe)
        assert corpus.bytes_of(again.folder) == before
        stage = gone.split("-")[-1]
        assert computed(again) == Counter({} if gone.startswith("shards") else {stage: 1})

    def test_a_damaged_file_is_made_again(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        before = corpus.bytes_of(corpus.run(recipe).folder)
        victim = next((tmp_path / "run" / "texts").glob("*.parquet"))
        content = bytearray(victim.read_bytes())
        content[len(content) // 3] ^= 1
        victim.write_bytes(content)
        assert corpus.bytes_of(corpus.run(recipe).folder) == before

    def test_a_new_source_costs_only_itself(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        corpus.run(recipe)
        (tmp_path / "more.jsonl").write_bytes(corpus.lines(corpus.dolly(20)[5:20]))
        with recipe.open("a") as file:
            file.write('[[source]]\nname = "more"\nformat = "dolly"\npath = "more.jsonl"\n')
        again = corpus.run(recipe)
        cost = computed(again)
        assert [cost[name] for name in ("ingest", "policy", "repair", "texts")] == [1, 1, 1, 1]
        assert (tmp_path / f"run@{_moved(tmp_path)}").is_dir()

    def test_a_changed_setting_costs_only_what_depends_on_it(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        partitions = len(list((corpus.run(recipe).folder / "texts").iterdir()))
        assert computed(corpus.run(recipe, "holdout.share=0.2")) == Counter(holdout=partitions)
        policy = corpus.run(recipe, 'policy.refuse_licences=["*NC*"]')
        assert computed(policy)["repair"] == 0, "policy rewrites nothing, so repair saw the same"

    def test_the_run_before_is_kept_unchanged(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        before = corpus.bytes_of(corpus.run(recipe).folder)
        corpus.run(recipe, "holdout.share=0.3")
        aside = tmp_path / f"run@{_moved(tmp_path)}"
        assert corpus.bytes_of(aside) == before
        assert not any(verified(aside)[what] for what in ("changed", "missing", "extra"))
        assert not any(verified(tmp_path / "run")[what] for what in ("changed", "missing", "extra"))

    def test_going_back_keeps_what_was_approved(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        corpus.run(recipe)
        (tmp_path / "run" / "approvals").mkdir()
        (tmp_path / "run" / "approvals" / "ml.json").write_text("{}")
        corpus.run(recipe, "holdout.share=0.3")
        aside = tmp_path / f"run@{_moved(tmp_path)}"
        corpus.run(recipe)
        corpus.run(recipe, "holdout.share=0.3")
        assert (aside / "approvals" / "ml.json").exists()

    def test_a_limit_leaves_the_whole_run_alone(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        corpus.run(recipe)
        few = corpus.run(recipe, limit=7)
        assert few.folder.name == "run-first7"
        assert {name: lane.rows_in for name, lane in few.manifest.lanes.items()} == {
            "alpaca": 7,
            "dolly": 7,
            "chats": 14,
        }
        assert corpus.run(recipe).was_finished


def _moved(folder: Path) -> str:
    return next(path.name.partition("@")[2] for path in folder.glob("run@*"))


class TestSameBytes:
    def test_whatever_the_batches(self, tmp_path: Path, finished: Finished) -> None:
        recipe = corpus.write(tmp_path)
        few, many = (corpus.bytes_of(corpus.run(recipe, batch=batch).folder) for batch in (3, 10_000))
        assert few == many == self._again(tmp_path)

    @staticmethod
    def _again(folder: Path) -> dict[str, bytes]:
        shutil.rmtree(folder / "run")
        return corpus.bytes_of(corpus.run(folder / "recipe.toml", batch=100).folder)

    def test_whatever_the_processes_hash_seed_locale_and_zone(self, tmp_path: Path) -> None:
        """In processes of their own, since a hash seed is fixed when Python starts."""
        made = []
        for number, (workers, extra) in enumerate(
            [("1", {"PYTHONHASHSEED": "0"}), ("2", {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"})]
        ):
            folder = tmp_path / str(number)
            recipe = corpus.write(folder)
            command = [sys.executable, "-m", "pipeline.cli", "curate", str(recipe), "--workers", workers, "--quiet"]
            subprocess.run(command, check=True, env={**os.environ, **extra}, cwd=HOUSE, capture_output=True)
            made.append(corpus.bytes_of(folder / "run"))
        assert made[0] == made[1] and len(made[0]) > 10

    def test_another_order_of_rows_gives_the_same_shards(self, tmp_path: Path, finished: Finished) -> None:
        recipe = corpus.write(tmp_path)
        for name in ("dolly.jsonl", "chats.jsonl"):
            rows = (tmp_path / name).read_bytes().splitlines(keepends=True)
            random.Random(1).shuffle(rows)
            (tmp_path / name).write_bytes(b"".join(rows))
        rows = json.loads((tmp_path / "alpaca.json").read_bytes())
        random.Random(2).shuffle(rows)
        (tmp_path / "alpaca.json").write_text(json.dumps(rows))
        again = corpus.run(recipe)
        assert kept(again.folder) == kept(finished.folder)
        for config in ("messages", "prompt-completion"):
            first, second = (tables(done.folder, f"shards/{config}") for done in (finished, again))
            assert first.equals(second)


class TestShards:
    def test_datasets_opens_them(self, finished: Finished, tmp_path: Path) -> None:
        import datasets

        for config in ("messages", "prompt-completion"):
            opened = datasets.load_dataset(str(finished.folder / "shards"), config, cache_dir=str(tmp_path))
            lanes = finished.manifest.lanes.values()
            assert opened["train"].num_rows == sum(lane.train for lane in lanes)
            assert opened["heldout"].num_rows == sum(lane.held for lane in lanes)

    def test_datasets_does_not_take_one_run_for_another(self, tmp_path: Path) -> None:
        import datasets

        rows = {}
        for name, share in (("one", 0.1), ("two", 0.4)):
            done = corpus.run(corpus.write(tmp_path / name), f"holdout.share={share}")
            opened = datasets.load_dataset(str(done.folder / "shards"), cache_dir=str(tmp_path / "cache"))
            rows[name] = opened["train"].num_rows
            assert rows[name] == sum(lane.train for lane in done.manifest.lanes.values())
        assert rows["one"] != rows["two"]

    def test_their_manifest_stands_alone(self, finished: Finished) -> None:
        shards = finished.folder / "shards"
        facts = json.loads((shards / "manifest.json").read_bytes())
        for shard in facts["shards"]:
            path = shards / shard["file"]
            assert store.sha256(path) == shard["sha256"]
            table = store.read_table(path)
            assert len(table) == shard["rows"] and table.column_names == facts["configs"][shard["config"]]
        assert facts["run_id"] == finished.manifest.run_id
        assert facts["splits"] == {
            "heldout": len(kept(finished.folder)["heldout"]),
            "train": len(kept(finished.folder)["train"]),
        }

    def test_many_shards_are_one_order(self, tmp_path: Path, finished: Finished) -> None:
        done = corpus.run(corpus.write(tmp_path), "shards.shard_pairs=20")
        assert len(list((done.folder / "shards" / "messages").glob("train-*"))) > 3
        assert kept(done.folder) == kept(finished.folder)

    def test_both_sides_are_lists_of_turns(self, finished: Finished) -> None:
        row = tables(finished.folder, "shards/prompt-completion").slice(0, 1).to_pylist()[0]
        assert [turn["role"] for turn in row["completion"]] == ["assistant"]
        assert row["prompt"][-1]["role"] == "user"


class TestStops:
    def test_where_a_stage_finds_most_of_a_source_defective(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        (tmp_path / "dolly.jsonl").write_bytes(corpus.lines([{**row, "response": " "} for row in corpus.dolly(80)]))
        with pytest.raises(AlarmError, match=r"repair takes 83 of 83 rows of dolly \(repair.empty_output 83\)"):
            corpus.run(recipe)
        assert not (tmp_path / "run" / "manifest.json").exists()

    def test_but_not_for_what_the_owner_asked_for(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path, scale=5)
        done = corpus.run(recipe, 'policy.refuse_licences=["*"]', 'policy.refuse_makers=["*"]')
        assert sum(lane.train + lane.held for lane in done.manifest.lanes.values()) == 0

    def test_where_a_source_cannot_be_read_at_all(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        (tmp_path / "dolly.jsonl").write_bytes(corpus.lines([{"question": "x"}] * 3))
        with pytest.raises(AlarmError, match=r"ingest takes 3 of 3 rows of dolly \(ingest.shape 3\)"):
            corpus.run(recipe)

    @pytest.mark.parametrize("what", ["mine.txt", "notes/mine.txt"])
    def test_where_the_folder_holds_somebodys_files(self, tmp_path: Path, what: str) -> None:
        recipe = corpus.write(tmp_path)
        mine = tmp_path / "run" / what
        mine.parent.mkdir(parents=True)
        mine.write_text("precious")
        with pytest.raises(RecipeError, match="which is not of a run; choose an empty folder"):
            corpus.run(recipe)
        assert mine.read_text() == "precious"

    def test_where_out_is_the_folder_of_the_sources(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        before = corpus.bytes_of(tmp_path)
        with pytest.raises(RecipeError, match="not of a run"):
            corpus.run(recipe, "run.out=.")
        assert {name: content for name, content in corpus.bytes_of(tmp_path).items() if name in before} == before

    def test_where_a_file_stands_in_the_folders_place(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        (tmp_path / "run").write_text("a file")
        with pytest.raises(RecipeError, match="a file stands where the run's folder should be"):
            corpus.run(recipe)

    def test_a_damaged_run_is_not_mended_over_somebodys_files(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        corpus.run(recipe)
        (tmp_path / "run" / "notes.md").write_text("mine")
        next((tmp_path / "run" / "texts").iterdir()).unlink()
        with pytest.raises(RecipeError, match=r"'notes.md', which is not of a run"):
            corpus.run(recipe)
        assert (tmp_path / "run" / "notes.md").exists()

    def test_where_another_run_is_at_work(self, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        with store.owned(tmp_path / "run"), pytest.raises(RecipeError, match=f"process {os.getpid()} on .* is at work"):
            corpus.run(recipe)


class TestVerify:
    @pytest.fixture
    def folder(self, tmp_path: Path, finished: Finished) -> Path:
        return Path(shutil.copytree(finished.folder, tmp_path / "copy"))

    def wrong(self, folder: Path) -> dict[str, list[str]]:
        return {what: names for what, names in verified(folder).items() if what != "files" and names}

    def test_finds_nothing_wrong(self, folder: Path) -> None:
        assert self.wrong(folder) == {}

    def test_finds_every_flipped_bit(self, folder: Path) -> None:
        for name in verified(folder)["files"]:
            content = (folder / name).read_bytes()
            if not content:
                continue
            at = random.Random(name).randrange(len(content))
            (folder / name).write_bytes(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
            assert self.wrong(folder) == {"changed": [name]}
            (folder / name).write_bytes(content)

    def test_finds_truncated_missing_and_extra_files(self, folder: Path) -> None:
        names = verified(folder)["files"]
        (folder / names[0]).write_bytes((folder / names[0]).read_bytes()[:-1])
        (folder / names[1]).unlink()
        (folder / "texts" / "more.parquet").write_bytes(b"")
        assert self.wrong(folder) == {"changed": [names[0]], "missing": [names[1]], "extra": ["texts/more.parquet"]}


def test_equal_rows_are_numbered_and_texts_keep_their_ids(finished: Finished) -> None:
    ids = tables(finished.folder, "texts")["pair_id"].to_pylist()
    copies = [i for i in ids if i.endswith(".1")]
    assert copies and all(i[:-2] in ids for i in copies)


def test_raw_pairs_can_be_left_out(tmp_path: Path) -> None:
    recipe = corpus.write(tmp_path)
    done = corpus.run(recipe, "run.keep_raw=false")
    assert not (done.folder / "pairs").exists()
    assert corpus.run(recipe, "run.keep_raw=false").was_finished


def test_raw_pairs_are_for_their_owner_alone(finished: Finished) -> None:
    assert (finished.folder / "pairs").stat().st_mode & 0o777 == 0o700


def test_what_only_one_stage_drops_is_told(tmp_path: Path, finished: Finished) -> None:
    rows: Any = {(fact.source, fact.reason): fact for fact in finished.manifest.lost}
    assert rows["dolly", "repair.empty_output"].only == 1
    assert pc.sum(pa.array([fact.only for fact in finished.manifest.lost])).as_py() > 0
