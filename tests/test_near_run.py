"""Runs in which pairs lie close: the same bytes however made, made once, every drop with its survivor, and no crash."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner

import corpus
from pipeline import ingest, store
from pipeline.cache import ENDING, rows_in
from pipeline.cli import main
from pipeline.explain import explained
from pipeline.opened import OpenRun
from pipeline.run import Finished
from stages.neighbours import allpairs, thin

HOUSE = Path(__file__).parent.parent
HEAD = f"""
[run]
name = "near"
out = "run"
seed = 5
cache = "CACHE"
{corpus.KEY}

[chain]
skip = ["pii"]

[holdout]
share = 0.1
"""
THINGS = (
    "sailing boat",
    "water mill",
    "bread oven",
    "church organ",
    "steam engine",
    "wooden loom",
    "printing press",
    "hot air balloon",
    "stone bridge",
    "grand piano",
)
SAYS = (
    "The {0} has a body that carries the load and keeps its shape, a part that takes in the force, and a part that "
    "hands it on. Whoever looks after a {0} cleans it, oils what turns, and replaces what has worn thin over the years."
)


def asked(instruction: str, output: str) -> dict[str, Any]:
    return {"instruction": instruction, "input": "", "output": output}


def twins() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Asks, and the same asks in other words."""
    first = [asked(f"What are the main parts of a {thing}?", SAYS.format(thing)) for thing in THINGS]
    says = SAYS.replace("Whoever looks", "And whoever looks")
    return first, [asked(f"Which are the main parts of the {thing}?", says.format(thing)) for thing in THINGS]


def templated() -> list[dict[str, Any]]:
    """Asks that differ in a number or a name alone, with one answer."""
    says = SAYS.format("parcel")
    numbers = [asked(f"Write a friendly note about the parcel with the number {40 + n}.", says) for n in range(12)]
    names = [asked(f"Write a friendly note about the town of {name}.", says) for name in ("Lisbon", "Oslo", "Cairo")]
    return [*numbers, *names]


def write(folder: Path, *sources: list[dict[str, Any]], more: str = "", cache: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = HEAD.replace("CACHE", cache or corpus.cache)
    for number, rows in enumerate(sources):
        (folder / f"s{number}.jsonl").write_bytes(corpus.lines(rows))
        text += f'\n[[source]]\nname = "s{number}"\nformat = "alpaca"\npath = "s{number}.jsonl"\nlicence = "MIT"\n'
    recipe = folder / "recipe.toml"
    recipe.write_text(text + more, encoding="utf-8")
    return recipe


def small(folder: Path, **options: Any) -> Path:
    first, second = twins()
    return write(folder, first, second, templated(), corpus.alpaca(40), **options)


def reference(path: str, field: str = "question", name: str = "exam") -> str:
    chosen = f'field = "{field}"\n' if field else ""
    return f'\n[[reference]]\nname = "{name}"\npath = "{path}"\n{chosen}'


def tables(folder: Path, below: str) -> list[dict[str, Any]]:
    found = sorted((folder / below).glob("*.parquet"))
    rows: list[dict[str, Any]] = pa.concat_tables([store.read_table(path) for path in found]).to_pylist()
    return rows


def said(done: Finished, stage: str) -> list[dict[str, Any]]:
    (folder,) = (done.folder / "ledgers").glob(f"*-{stage}")
    return tables(done.folder, f"ledgers/{folder.name}")


def dropped(done: Finished, stage: str) -> dict[str, str]:
    return {row["pair_id"]: row["rival_id"] for row in said(done, stage) if row["verdict"] == "drop"}


def kept(done: Finished) -> set[str]:
    return {row["pair_id"] for row in tables(done.folder, "shards/messages")}


def computed(done: Finished) -> Counter[str]:
    return Counter({what: count for (what, how), count in done.account.counts.items() if how == "computed"})


def made(cache: Path) -> int:
    """How many vectors lie in a cache."""
    return sum(rows_in(path) for path in cache.rglob(f"*{ENDING}"))


def refused(recipe: Path, *options: str) -> str:
    """The one sentence that a run ends with before any work."""
    result = CliRunner().invoke(main, ["curate", str(recipe), "--workers", "1", "--quiet", *options])
    assert result.exit_code == 2, result.output
    assert result.output.startswith("winnow: ") and len(result.output.strip().splitlines()) == 1, result.output
    assert not list(recipe.parent.glob("run/**/*.parquet"))
    return result.output


@pytest.fixture
def small_partitions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "PARTITION_PAIRS", 8)
        yield


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return corpus.run(small(tmp_path_factory.mktemp("near")))


class TestWhatIsFound:
    def test_each_twin_goes_and_names_a_kept_survivor(self, done: Finished) -> None:
        gone = dropped(done, "dedup")
        first = {row["pair_id"]: row["instruction"] for row in tables(done.folder, "texts") if row["source"] == "s0"}
        second = {row["pair_id"]: row["instruction"] for row in tables(done.folder, "texts") if row["source"] == "s1"}
        assert len(gone) == len(THINGS)
        for twin, survivor in gone.items():
            texts = {**first, **second}
            assert (twin in first) != (survivor in first)
            assert texts[twin].split()[-2:] == texts[survivor].split()[-2:]
        assert set(gone.values()) <= kept(done)
        assert not set(gone) & kept(done)

    def test_asks_of_one_template_stay(self, done: Finished) -> None:
        wanted = {row["pair_id"] for row in tables(done.folder, "texts") if row["source"] == "s2"}
        assert len(wanted) == len(templated()) and wanted <= kept(done)

    def test_the_manifest_tells_how_they_were_found(self, done: Finished) -> None:
        near = done.manifest.neighbours
        assert near and near.exact and near.close >= len(THINGS) and not near.unreadable
        assert near.recall_found == near.recall_there > 0
        assert near.pairs == sum(lane.train + lane.held for lane in done.manifest.lanes.values()) + len(THINGS)
        assert not (done.folder / "edges" / "centroids.parquet").exists(), "nothing was cut into cells"

    def test_explain_shows_the_survivors_text(self, done: Finished) -> None:
        twin, survivor = next(iter(dropped(done, "dedup").items()))
        story = explained(OpenRun(done.folder), twin)["story"]
        decision = next(stage for stage in story["stages"] if stage["stage"] == "dedup")["said"][0]
        assert decision["rival"]["pair_id"] == survivor
        assert "the main parts of" in decision["rival"]["text"]
        told = CliRunner().invoke(main, ["explain", twin, "--run", str(done.folder)]).output
        assert f"rival {survivor}" in told and "the main parts of" in told

    def test_pairs_that_differ_in_personal_data_alone_are_one(self, tmp_path: Path) -> None:
        mails = ("kai.lund@harrow-lintel.co", "rosa.quist@harrow-lintel.co")
        rows = [asked(f"Write a reply to {mail} on the broken loom.", SAYS.format("wooden loom")) for mail in mails]
        assert len(kept(corpus.run(write(tmp_path / "on", rows), "chain.skip=[]"))) == 1
        assert len(kept(corpus.run(write(tmp_path / "off", rows)))) == 2

    def test_the_order_of_rows_does_not_matter(self, done: Finished, tmp_path: Path) -> None:
        recipe = small(tmp_path)
        for file in tmp_path.glob("*.jsonl"):
            rows = file.read_bytes().splitlines(keepends=True)
            random.Random(file.name).shuffle(rows)
            file.write_bytes(b"".join(rows))
        again = corpus.run(recipe)
        assert dropped(again, "dedup") == dropped(done, "dedup")
        for path in sorted((done.folder / "shards").rglob("*.parquet")):
            other = again.folder / path.relative_to(done.folder)
            assert store.read_table(other).equals(store.read_table(path))


class TestSameBytes:
    def test_whatever_the_workers_and_batches(self, done: Finished, tmp_path: Path) -> None:
        """Vectors are made anew each time, by other processes in other batches."""
        wanted = corpus.bytes_of(done.folder)
        assert {"edges/close.parquet", "edges/07-dedup.parquet", "manifest.json"} <= set(wanted)
        for workers, batch in ((1, 3), (2, 7)):
            recipe = small(tmp_path / str(workers), cache=str(tmp_path / f"cache{workers}"))
            again = corpus.run(recipe, workers=workers, batch=batch)
            found = corpus.bytes_of(again.folder)
            assert [name for name in wanted | found if wanted.get(name) != found.get(name)] == []

    def test_whatever_the_partitions(self, done: Finished, tmp_path: Path, small_partitions: None) -> None:
        again = corpus.run(small(tmp_path))
        assert len(list((again.folder / "join").glob("*.parquet"))) > 8
        assert dropped(again, "dedup") == dropped(done, "dedup")
        assert again.manifest.neighbours == done.manifest.neighbours


class TestMadeOnce:
    def test_a_changed_threshold_costs_no_vector_even_with_the_cache_cleared(self, tmp_path: Path) -> None:
        cache = tmp_path / "cache"
        recipe = small(tmp_path, cache=str(cache), more=reference("exam.jsonl"))
        (tmp_path / "exam.jsonl").write_bytes(corpus.lines(corpus.REFERENCES))
        first = corpus.run(recipe)
        assert corpus.run(recipe).was_finished
        before = dropped(first, "dedup")
        assert computed(first)["edges"] == 1 and computed(first)["weighed"] == 2 and made(cache) > 50
        shutil.rmtree(cache)
        again = corpus.run(recipe, "dedup.threshold=0.99")
        partitions = len(first.manifest.lanes)
        assert computed(again) == Counter(dedup=partitions, contradiction=partitions, holdout=partitions, weighed=2)
        assert made(cache) == 0
        assert len(dropped(again, "dedup")) < len(before)

    def test_a_cleared_cache_is_filled_again_where_edges_are_looked_for(self, tmp_path: Path) -> None:
        cache = tmp_path / "cache"
        first = corpus.run(small(tmp_path, cache=str(cache)))
        before = made(cache)
        shutil.rmtree(cache)
        recipe = small(tmp_path, cache=str(cache))
        (tmp_path / "more.jsonl").write_bytes(corpus.lines([asked("What is a lighthouse for?", "To warn ships.")]))
        with recipe.open("a") as file:
            file.write('[[source]]\nname = "more"\nformat = "alpaca"\npath = "more.jsonl"\nlicence = "MIT"\n')
        again = corpus.run(recipe)
        assert made(cache) == before + 1
        assert {folder.stat().st_mode & 0o777 for folder in (cache, *cache.iterdir())} == {0o700}
        assert computed(again)["repair"] == 1 and computed(again)["edges"] == 1
        assert dropped(again, "dedup") == dropped(first, "dedup")

    @pytest.mark.parametrize("gone", ["edges/close.parquet", "edges/07-dedup.parquet", "join", "ledgers/07-dedup"])
    def test_a_lost_file_is_made_again(self, tmp_path: Path, gone: str) -> None:
        recipe = small(tmp_path)
        done = corpus.run(recipe)
        before = corpus.bytes_of(done.folder)
        lost = done.folder / gone
        (min(lost.iterdir()) if lost.is_dir() else lost).unlink()
        again = corpus.run(recipe)
        assert not again.was_finished
        assert corpus.bytes_of(done.folder) == before
        weighed = sum(count for (what, _), count in again.account.counts.items() if what == "weighed")
        assert weighed == 2, "by each of two stages, and told once"


class TestCells:
    """Small sets are compared as large ones are: cut into cells, and thinned where rows crowd."""

    @pytest.fixture(autouse=True)
    def cells(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(allpairs, "EXACT_ROWS", 20)
        monkeypatch.setattr(allpairs, "PACKED_ROWS", 8)
        monkeypatch.setattr(allpairs, "EDGES_FREE", 0)
        monkeypatch.setattr(allpairs, "EDGES_PER_ROW", 2)
        monkeypatch.setattr(thin, "CROWDED", 6)

    @staticmethod
    def write(folder: Path, more: str = "") -> Path:
        rng = random.Random(7)
        rows = [asked(f"Write a line about the {_words(rng, 1)} of {thing}s.", _words(rng, 9)) for thing in THINGS * 40]
        return write(folder, rows, *twins(), more=more)

    def test_the_order_of_rows_does_not_matter(self, tmp_path: Path) -> None:
        first, second = self.write(tmp_path / "1"), self.write(tmp_path / "2")
        rows = (tmp_path / "2" / "s0.jsonl").read_bytes().splitlines(keepends=True)
        random.Random(1).shuffle(rows)
        (tmp_path / "2" / "s0.jsonl").write_bytes(b"".join(rows))
        found = [corpus.run(recipe) for recipe in (first, second)]
        near = found[0].manifest.neighbours
        assert near and not near.exact and near.cells > 1 and near.thinned
        assert near.recall_found > 0.5 * near.recall_there
        assert found[1].manifest.neighbours == near
        assert dropped(found[0], "dedup") == dropped(found[1], "dedup")
        assert len(dropped(found[0], "dedup")) > 5
        assert "The search went through" in (found[0].folder / "report.html").read_text(encoding="utf-8")

    def test_centroids_are_kept_with_the_edges(self, tmp_path: Path) -> None:
        recipe = self.write(tmp_path)
        done = corpus.run(recipe)
        before = corpus.bytes_of(done.folder)
        assert len(store.read_table(done.folder / "edges" / "centroids.parquet")) == done.manifest.neighbours.cells  # type: ignore[union-attr]
        (done.folder / "edges" / "centroids.parquet").unlink()
        corpus.run(recipe)
        assert corpus.bytes_of(done.folder) == before
        again = corpus.run(recipe, "dedup.threshold=0.99")
        assert not computed(again)["edges"]
        assert (again.folder / "edges" / "centroids.parquet").read_bytes() == before["edges/centroids.parquet"]


class TestManyAlike:
    def test_one_ask_with_thousands_of_answers(self, tmp_path: Path) -> None:
        rng = random.Random(1)
        rows = [asked("Tell me something nice.", _words(rng, 12)) for _ in range(5_000)]
        began = time.monotonic()
        done = corpus.run(write(tmp_path, rows))
        near = done.manifest.neighbours
        assert near and (near.pairs, near.windows) == (5_000, 1) and near.edges < 60_000
        assert len(kept(done)) == 5_000
        assert time.monotonic() - began < 120

    def test_thousands_of_asks_of_one_template(self, tmp_path: Path) -> None:
        rng = random.Random(2)
        rows = [asked(f"Write about a {_words(rng, 1)}.", _words(rng, 12)) for _ in range(3_000)]
        began = time.monotonic()
        done = corpus.run(write(tmp_path, rows))
        near = done.manifest.neighbours
        assert near and near.edges < 60 * near.pairs
        assert not dropped(done, "dedup")
        assert time.monotonic() - began < 180


class TestCrowds:
    """Of the many pairs behind one window only the best ranked meet everybody, and the others when they are bereft."""

    def rows(self) -> tuple[list[dict[str, Any]], ...]:
        """The first outlives the second, for which two of the third rank would have gone; those two say the same."""
        ask = "Tell me a line that nobody has written yet."
        words = _words(random.Random(3), 100).split()
        first, second, third = (" ".join(words[:count]) for count in (73, 95, 100))
        again = " ".join(f"the {word}" if n in (10, 25, 40, 60) else word for n, word in enumerate(words))
        rng = random.Random(4)
        others = [[asked(ask, f"{_words(rng, 20)}.") for _ in range(count)] for count in (6, 4)]
        return (
            [asked(ask, f"{first}.")],
            [asked(ask, f"{second}."), *others[0]],
            [asked(ask, f"{third}."), asked(ask, f"{again}."), *others[1]],
        )

    def test_who_lost_its_survivor_meets_the_others(self, tmp_path: Path) -> None:
        best, good, plain = self.rows()
        recipe = write(tmp_path, best, good, plain)
        text = recipe.read_text()
        for number, trust in ((0, 3), (1, 2)):
            text = text.replace(f'name = "s{number}"\n', f'name = "s{number}"\ntrust = {trust}\n')
        recipe.write_text(text)
        done = corpus.run(recipe, "holdout.share=0")
        crowd = store.read_table(done.folder / "edges" / "crowd.parquet")
        assert len(crowd) == done.manifest.neighbours.pairs == 14  # type: ignore[union-attr]
        outputs = {row["pair_id"]: row["output"] for row in tables(done.folder, "texts")}
        gone = {outputs[pair_id]: outputs[rival] for pair_id, rival in dropped(done, "dedup").items()}
        third, again = plain[0]["output"], plain[1]["output"]
        assert gone.pop(good[0]["output"]) == best[0]["output"]
        assert gone in ({third: again}, {again: third})
        before = corpus.bytes_of(done.folder)
        (done.folder / "edges" / "07-dedup.parquet").unlink()
        corpus.run(recipe, "holdout.share=0", workers=2)
        assert corpus.bytes_of(done.folder) == before


def _words(rng: random.Random, count: int) -> str:
    syllables = ("ka", "lo", "mi", "ter", "van", "sho", "pel", "dru", "na", "ri", "sta", "gon")
    return " ".join("".join(rng.choices(syllables, k=5)) for _ in range(count))


KILLABLE = "import sys\nfrom pipeline import cli, vectors\nvectors.AT_ONCE = 8\nsys.argv = sys.argv[1:]\ncli.main()\n"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_while_vectors_are_made_it_goes_on_from_there(tmp_path: Path, done: Finished, workers: str) -> None:
    cache = tmp_path / "cache"
    recipe = small(tmp_path, cache=str(cache))
    command = [sys.executable, "-c", KILLABLE, "winnow", "curate", str(recipe), "--workers", workers, "--quiet"]
    process = subprocess.Popen(command, cwd=HOUSE, start_new_session=True)
    while made(cache) < 8 and process.poll() is None:
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = {path.name: path.read_bytes() for path in cache.rglob(f"*{ENDING}")}
    assert before and not (tmp_path / "run" / "manifest.json").exists()
    again = corpus.run(recipe)
    assert corpus.bytes_of(again.folder) == corpus.bytes_of(done.folder)
    after = {path.name: path.read_bytes() for path in cache.rglob(f"*{ENDING}")}
    assert before.items() <= after.items()
    assert made(cache) == _distinct(tmp_path), "every vector once, whoever made it"


def _distinct(folder: Path) -> int:
    windows = {row["window"] for row in tables(folder / "run", "join")}
    return len(windows)


class TestReferences:
    ITEM = "Which of these nine painted boxes was opened first by the keeper of the winter garden?"
    TALL = "How tall is the old tower at the edge of the north field?"
    SHORT = "Who painted the night heron?"

    ROWS = (
        (asked(ITEM, "The red one."), "decontamination.exact"),
        (asked("Read on.", f"A question from the test. {ITEM} I think the red one."), "decontamination.overlap"),
        (asked(f"Answer, please: who painted the night heron?? {'It hangs in the hall. ' * 3}", "Nobody."), "short"),
        (asked("At the edge of the north field, how tall is that old tower?", "Forty steps."), "cosine"),
        (asked("Which of these ten boxes do you like?", "The blue one."), ""),
        (asked("Name the 12 largest moons of the outer planets.", "Ganymede and so on."), ""),
    )
    MOONS = "Name the 15 largest moons of the outer planets."

    @pytest.fixture(params=["jsonl", "csv", "txt", "parquet", "json"])
    def file(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        items = [self.ITEM, self.TALL, self.SHORT, self.MOONS]
        path = tmp_path / f"exam.{request.param}"
        if request.param == "txt":
            path.write_text("\n".join(items) + "\n")
        elif request.param == "csv":
            path.write_text("question,key\n" + "".join(f'"{item}",a\n' for item in items))
        elif request.param == "json":
            path.write_text(json.dumps([{"question": item} for item in items]))
        elif request.param == "parquet":
            store.write_table(path, pa.table({"question": items}), "")
        else:
            path.write_bytes(corpus.lines([{"question": item} for item in items]))
        return path

    def test_items_are_found_and_named_by_number(self, file: Path, tmp_path: Path) -> None:
        more = reference(file.name, "" if file.suffix == ".txt" else "question")
        done = corpus.run(write(tmp_path, [row for row, _ in self.ROWS], twins()[0], more=more), "holdout.share=0")
        found = {row["pair_id"]: row for row in said(done, "decontamination") if row["verdict"] == "drop"}
        texts = {row["instruction"]: row["pair_id"] for row in tables(done.folder, "texts")}
        for number, (row, reason) in enumerate(self.ROWS, 1):
            decision = found.get(texts[row["instruction"]])
            assert bool(decision) == bool(reason), row
            if decision:
                assert reason in decision["reason"], decision
                facts = json.loads(decision["facts"])
                item = {1: 1, 2: 1, 3: 3, 4: 2}[number]
                assert (facts["reference"], facts["item"]) == ("exam", item)
                assert f"item {item} of the set 'exam'" in decision["evidence"]
                assert not any(word in decision["evidence"] for word in ("painted", "tower", "heron"))
        assert len(found) == 4
        assert done.manifest.recipe["reference"][0]["name"] == "exam"

    def test_a_set_is_embedded_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pipeline.phases.REFERENCES_AT_ONCE", 1)
        (tmp_path / "exam.jsonl").write_bytes(corpus.lines(corpus.REFERENCES))
        cache = tmp_path / "cache"
        recipe = write(tmp_path, *twins(), more=reference("exam.jsonl"), cache=str(cache))
        corpus.run(recipe, workers=2)
        assert made(cache) == _distinct(tmp_path) + len(corpus.REFERENCES)

    def test_a_changed_set_is_looked_at_again(self, tmp_path: Path) -> None:
        (tmp_path / "exam.jsonl").write_bytes(corpus.lines(corpus.REFERENCES))
        recipe = write(tmp_path, *twins(), more=reference("exam.jsonl"))
        corpus.run(recipe)
        (tmp_path / "exam.jsonl").write_bytes(corpus.lines([{"question": twins()[0][3]["instruction"]}]))
        again = corpus.run(recipe)
        assert computed(again)["decontamination"] == 2 and computed(again)["repair"] == 0
        assert len(dropped(again, "decontamination")) >= 1

    WRONG = (
        (reference("gone.jsonl"), "gone.jsonl does not exist"),
        (reference("empty.jsonl"), "exam: "),
        (reference("blank.jsonl"), "no row has text in the field 'question'"),
        (reference("exam.jsonl", "prompt"), "no row has text in the field 'prompt'; it has 'question', 'key'"),
        (reference("exam.jsonl", ""), "field is missing; name the column"),
        (reference("s0.jsonl", "instruction"), "exam is the source 's0' too"),
        (reference("copy.jsonl", "instruction"), "exam is the source 's0' too"),
        (reference("link.jsonl", "instruction"), "exam is the source 's0' too"),
        (reference("exam.jsonl") + reference("exam.jsonl"), "the reference 'exam' is listed twice"),
        (reference("exam.jsonl") + 'use = "secret"\n', "use"),
        (reference("exam.jsonl") + "fild = 1\n", "has no setting 'fild'; did you mean 'field'?"),
        (reference("empty.txt", ""), "it has no text"),
    )

    @pytest.mark.parametrize(("table", "sentence"), WRONG, ids=[str(n) for n in range(len(WRONG))])
    def test_what_is_wrong_is_one_sentence(self, tmp_path: Path, table: str, sentence: str) -> None:
        recipe = write(tmp_path, twins()[0], more=table)
        (tmp_path / "empty.jsonl").touch()
        (tmp_path / "empty.txt").touch()
        (tmp_path / "blank.jsonl").write_bytes(corpus.lines([{"question": " "}, {"question": None}]))
        (tmp_path / "exam.jsonl").write_bytes(corpus.lines([{"question": "Why?", "key": "a"}]))
        shutil.copy(tmp_path / "s0.jsonl", tmp_path / "copy.jsonl")
        (tmp_path / "link.jsonl").symlink_to(tmp_path / "s0.jsonl")
        assert sentence in refused(recipe)


class TestEdgesOfTheWorld:
    def test_one_pair(self, tmp_path: Path) -> None:
        done = corpus.run(write(tmp_path, [asked("What is a loom?", "A frame for weaving.")]))
        near = done.manifest.neighbours
        assert near and (near.pairs, near.windows, near.close, near.edges) == (1, 1, 0, 0)

    @pytest.mark.parametrize("on", ["pair", "ask"])
    def test_no_pair(self, tmp_path: Path, on: str) -> None:
        recipe = write(tmp_path, twins()[0], more=reference("exam.jsonl"))
        (tmp_path / "exam.jsonl").write_bytes(corpus.lines(corpus.REFERENCES))
        done = corpus.run(recipe, 'policy.refuse_licences=["*"]', f"dedup.on={on}")
        near = done.manifest.neighbours
        assert near and (near.pairs, near.windows, near.close, near.edges) == (0, 0, 0, 0)
        assert not len(store.read_table(done.folder / "edges" / "07-dedup.parquet")) and not said(done, "dedup")

    def test_empty_and_very_long_texts(self, tmp_path: Path) -> None:
        long = " ".join(f"word{n}" for n in range(120_000))
        rows = [asked("", ""), asked(" ", "x"), asked(long, "Long."), asked("Long?", long), *twins()[0]]
        done = corpus.run(write(tmp_path, rows), "run.max_loss=1.0")
        near = done.manifest.neighbours
        assert len(long) > 1_000_000 and near and near.pairs == 2 + len(THINGS)

    def test_scripts_that_the_encoder_cannot_read_are_left_to_their_words(self, tmp_path: Path) -> None:
        letters = [chr(0x1200 + 8 * n) for n in range(30)]
        rng = random.Random(3)
        texts = [" ".join("".join(rng.choices(letters, k=4)) for _ in range(9)) for _ in range(6)]
        rows = [asked(text, "The same words for each of them, as many as an answer needs to count.") for text in texts]
        done = corpus.run(write(tmp_path, rows, twins()[0]))
        near = done.manifest.neighbours
        assert near and near.unreadable == len(texts) and near.windows == len(THINGS)
        assert not dropped(done, "dedup")


class TestTheEncoder:
    WRONG = (
        ("encoder.model=/no/such/folder", "is no folder"),
        ("encoder.model=owner/name", "add the revision"),
        (f"encoder.sha256={'0' * 64}", "these are other weights than the recorded ones"),
        ("encoder.window=4096", "reads 512 tokens; write no more"),
        ("encoder.windw=128", "has no setting 'windw'; did you mean 'window'?"),
        ("encoder.backend=tensorflow", "backend"),
    )

    @pytest.mark.parametrize(("override", "sentence"), WRONG, ids=[override for override, _ in WRONG])
    def test_what_is_wrong_is_one_sentence_before_any_work(self, tmp_path: Path, override: str, sentence: str) -> None:
        assert sentence in refused(write(tmp_path, twins()[0]), "--set", override)

    def test_without_a_stage_that_needs_it_it_is_not_asked(self, tmp_path: Path) -> None:
        skipped = 'chain.skip=["pii", "dedup", "contradiction", "decontamination"]'
        done = corpus.run(write(tmp_path, twins()[0]), skipped, "encoder.model=/no/such/folder")
        assert done.manifest.neighbours is None and not (done.folder / "join").exists()

    def test_another_window_makes_other_vectors(self, tmp_path: Path) -> None:
        cache = tmp_path / "cache"
        recipe = write(tmp_path, *twins(), cache=str(cache))
        corpus.run(recipe)
        before = made(cache)
        again = corpus.run(recipe, "encoder.window=64")
        assert computed(again)["edges"] == 1
        assert [made(model) for model in cache.iterdir()] == [before, before]
