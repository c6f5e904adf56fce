"""The command line over small real runs: what `show`, `explain` and `report` tell, and how they refuse."""

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

import pytest
from click.testing import CliRunner, Result

import corpus
from pipeline import ingest, store
from pipeline.cli import main
from pipeline.explain import explained
from pipeline.opened import OpenRun
from pipeline.show import Wanted

HOUSE = Path(__file__).parent.parent
HEAVY = ("torch", "faiss", "ray", "datasets", "pandas", "pyarrow", "numpy", "pydantic")
HOSTILE = "\x1b[2Jgone \u202eesrever"


@pytest.fixture(scope="module", autouse=True)
def small_partitions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "PARTITION_PAIRS", 16)
        yield


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run under `run`, with hostile texts and file names, and a file that two sources read."""
    folder = tmp_path_factory.mktemp("home")
    recipe = corpus.write(folder)
    rows = [{"instruction": "Say it.", "output": HOSTILE}, {"instruction": HOSTILE, "output": "Said."}, {"no": HOSTILE}]
    (folder / "bad \x1b[31m.jsonl").write_bytes(corpus.lines(rows))
    (folder / "loose").mkdir()
    (folder / "loose" / "link.jsonl").symlink_to(folder / "dolly.jsonl")
    (folder / "loose" / "at@link.jsonl").symlink_to(folder / "alpaca.json")
    (folder / "loose" / "dolly.jsonl").write_bytes(corpus.lines(corpus.dolly(2)[:2]))
    more = '\n[[source]]\nname = "hostile"\nformat = "alpaca"\npath = "bad *.jsonl"\n'
    more += '[[source]]\nname = "loose"\nformat = "dolly"\npath = "loose"\n'
    recipe.write_text(recipe.read_text() + more)
    corpus.run(recipe)
    return folder


@pytest.fixture(scope="module")
def run(home: Path) -> OpenRun:
    return OpenRun(home / "run")


def told(*args: Any, code: int = 0) -> str:
    result: Result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, result.output + repr(result.exception)
    if code:
        assert result.output.startswith(("winnow: ", "Usage:")), result.output
        assert result.output.count("\n") == 1 or result.output.startswith("Usage:")
    assert "\x1b" not in result.output
    return result.output


def data(*args: Any) -> Any:
    return json.loads(told(*args, "--json"))


def said_by(run: OpenRun, stage: str, reason: str) -> list[dict[str, Any]]:
    return [row for row in run.ledger(stage).to_pylist() if row["reason"] == reason]


class TestHelp:
    @pytest.mark.parametrize(
        "command", [[], *([name] for name in main.commands)], ids=lambda c: "-".join(c) or "winnow"
    )
    def test_says_what_it_does(self, command: list[str]) -> None:
        assert "Usage:" in told(*command, "--help")

    def test_loads_nothing_heavy(self) -> None:
        """Whatever a command needs is imported when it runs; so is what `open_run` needs."""
        code = (
            "import sys, pipeline\nfrom pipeline.cli import main\n"
            f"for args in [['--help'], *([name, '--help'] for name in {list(main.commands)!r})]:\n"
            "    try: main(args)\n    except SystemExit as end: assert end.code == 0, args\n"
            f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
        assert done.stdout.endswith("LOADED []\n")

    def test_the_door_for_a_notebook_is_light_too(self) -> None:
        code = f"import sys\nfrom pipeline import open_run\nprint([name for name in {HEAVY!r} if name in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"


class TestShow:
    def test_without_options_a_table_of_all_reasons(self, run: OpenRun) -> None:
        counts = Counter((r["stage"], r["verdict"], r["reason"]) for r in run.ledgers().to_pylist())
        found = data("show", run.folder)
        assert {(row["stage"], row["verdict"], row["reason"]): row["said"] for row in found} == dict(counts)
        table = told("show", run.folder).splitlines()
        assert len(table) == len(counts) + 1
        assert table[1].startswith("ingest")

    def test_a_sample_has_text_score_and_the_text_of_the_rival(self, run: OpenRun) -> None:
        found = data("show", run.folder, "--reason", "duplicate.exact")
        assert len(found) == len(said_by(run, "exact", "duplicate.exact"))
        for decision in found:
            assert decision["score"] == decision["threshold"] == 1.0
            assert decision["pair"]["pair_id"] == decision["pair_id"]
            assert decision["rival"]["pair_id"] == decision["rival_id"]
        text = told("show", run.folder, "--reason", "duplicate.exact")
        assert "score 1, threshold 1" in text
        assert f"rival {found[0]['rival_id']} at " in text

    def test_a_family_of_reasons_a_verdict_a_source_a_stage(self, run: OpenRun) -> None:
        family = data("show", run.folder, "--reason", "repair", "-n", 1000)
        assert len(family) == len(run.ledger("repair"))
        drops = data("show", run.folder, "--verdict", "drop", "--source", "dolly", "-n", 1000)
        assert drops
        assert {(d["verdict"], d["pair"]["source"]) for d in drops} == {("drop", "dolly")}
        assert {d["stage"] for d in data("show", run.folder, "--stage", "holdout")} == {"holdout"}
        assert data("show", run.folder, "--verdict", "review") == []

    def test_rewrites_are_shown_on_the_clean_text(self, run: OpenRun) -> None:
        text = told("show", run.folder, "--reason", "repair.mojibake")
        assert "cafÃ©" not in text
        assert "edit output 5–6 (2 characters before): A caf⟦é⟧ serves coffee." in text

    def test_quarantined_rows_have_an_address(self, run: OpenRun) -> None:
        found = data("show", run.folder, "--stage", "ingest", "--source", "dolly")
        assert sorted(d["reason"] for d in found) == ["ingest.json", "ingest.shape"]
        assert all(d["pair_id"].startswith("dolly@dolly.jsonl:") for d in found)

    def test_the_draw_is_seeded(self, run: OpenRun) -> None:
        draws = [
            [d["pair_id"] for d in data("show", run.folder, "--stage", "policy", "-n", 4, "--seed", seed)]
            for seed in (0, 0, 1)
        ]
        assert draws[0] == draws[1] != draws[2]
        assert draws[0] == [d["pair_id"] for d in data("show", run.folder, "--stage", "policy", "-n", 9)][:4]

    def test_the_draw_does_not_depend_on_the_order_of_rows(self, run: OpenRun, tmp_path: Path) -> None:
        recipe = corpus.write(tmp_path)
        lines = (tmp_path / "chats.jsonl").read_bytes().splitlines(keepends=True)
        random.Random(1).shuffle(lines)
        (tmp_path / "chats.jsonl").write_bytes(b"".join(lines))
        again = corpus.run(recipe).folder
        args = ("--reason", "policy.maker", "-n", 5)
        drawn = [[d["pair_id"] for d in data("show", folder, *args)] for folder in (run.folder, again)]
        assert drawn[0] == drawn[1]

    def test_a_family_ends_at_a_dot(self) -> None:
        assert Wanted(reason="pii").fits("drop", "pii.email")
        assert not Wanted(reason="pii").fits("drop", "piirate.flag")
        assert not Wanted(reason="pii.email", verdict="drop").fits("rewrite", "pii.email")

    @pytest.mark.parametrize(
        ("option", "value", "says"),
        [
            ("--reason", "duplicate.exakt", "did you mean 'duplicate.exact'? (there are duplicate.exact, "),
            ("--reason", "xyz", "it knows duplicate.exact, "),
            ("--stage", "repiar", "did you mean 'repair'"),
            ("--verdict", "dropped", "did you mean 'drop'"),
            ("--source", "dollly", "did you mean 'dolly'"),
        ],
    )
    def test_a_name_that_is_not_there(self, run: OpenRun, option: str, value: str, says: str) -> None:
        assert says in told("show", run.folder, option, value, code=2)


class TestExplain:
    def story(self, run: OpenRun, name: str, *options: str) -> Any:
        return data("explain", name, "--run", run.folder, *options)["story"]

    def text(self, run: OpenRun, name: str, *options: str) -> str:
        return told("explain", name, "--run", run.folder, *options)

    def test_every_kept_pair_stands_where_it_says(self, run: OpenRun) -> None:
        for pair in run.pairs().to_pylist():
            end = explained(run, pair["pair_id"])["story"]["ended"]
            assert end["place"] == pair["split"]
            shard = store.read_table(run.folder / end["shard"])
            assert shard["pair_id"][end["row"]].as_py() == pair["pair_id"]

    def test_a_pair_that_no_stage_spoke_of(self, run: OpenRun) -> None:
        silent = set(run.pairs("train")["pair_id"].to_pylist()) - set(run.ledgers()["pair_id"].to_pylist())
        text = self.text(run, min(silent))
        assert "ended    train, shards/messages/train-00000-of-00001.parquet row " in text
        assert text.count("silent: kept") == len(run.stages) - 1

    def test_a_drop_names_its_rival_and_where_that_ended(self, run: OpenRun) -> None:
        decision = said_by(run, "exact", "duplicate.exact")[0]
        story = self.story(run, decision["pair_id"])
        assert story["ended"] == {"place": "dropped", "stage": "exact", "reason": "duplicate.exact"}
        rival = next(stage for stage in story["stages"] if stage["stage"] == "exact")["said"][0]["rival"]
        assert rival["pair_id"] == decision["rival_id"]
        assert rival["ended"]["place"] in ("train", "heldout")
        text = self.text(run, decision["pair_id"])
        assert f"rival {rival['pair_id']} at {rival['origin']}, {rival['ended']['place']}" in text
        assert "holdout         not judged: gone before" in text

    def test_stages_that_judge_alone_judge_the_fallen_too(self, run: OpenRun) -> None:
        fallen = said_by(run, "policy", "policy.maker")
        judged = [self.story(run, row["pair_id"])["stages"] for row in fallen[:3]]
        assert [[stage["judged"] for stage in stages] for stages in judged] == [
            [True, True, True, True, True, False, False, False, False]
        ] * 3
        mended = {row["pair_id"] for row in said_by(run, "repair", "repair.control_token")}
        both = next(row["pair_id"] for row in fallen if row["pair_id"] in mended)
        assert "rewrite repair.control_token" in self.text(run, both)
        assert "ended    dropped by policy (policy.maker)" in self.text(run, both)

    def test_a_held_out_pair(self, run: OpenRun) -> None:
        held = run.pairs("heldout")["pair_id"][0].as_py()
        story = self.story(run, held)
        assert story["ended"]["place"] == "heldout"
        assert story["ended"]["shard"].startswith("shards/messages/heldout-")
        assert "hold holdout.draw, score " in self.text(run, held)

    def test_edits_lie_where_they_say(self, run: OpenRun) -> None:
        """Over the whole run: what an edit put in stands at its place in the fixed text."""
        for row in run.ledger("repair").to_pylist():
            story = explained(run, row["pair_id"])["story"]
            for edit, written in zip(story["edits"], row["edits"], strict=False):
                assert story["pair"][edit["field"]][edit["start"] : edit["end"]] == written["text"]

    def test_raw_text_only_where_asked_for(self, run: OpenRun) -> None:
        mended = said_by(run, "repair", "repair.mojibake")[0]["pair_id"]
        assert "cafÃ©" not in self.text(run, mended)
        raw = self.text(run, mended, "--raw")
        assert "raw text\n" in raw
        assert "  | A cafÃ© serves coffee." in raw

    def test_a_run_that_kept_no_raw_text_says_so(self, tmp_path: Path) -> None:
        done = corpus.run(corpus.write(tmp_path), "run.keep_raw=false")
        pair_id = OpenRun(done.folder).texts()["pair_id"][0].as_py()
        assert "keep_raw = false" in told("explain", pair_id, "--run", done.folder, "--raw", code=2)
        assert pair_id in told("explain", pair_id, "--run", done.folder)

    def test_by_origin(self, run: OpenRun) -> None:
        text = self.text(run, "alpaca.json:66")
        assert "origin   alpaca.json:66\n" in text
        assert "dropped by repair (repair.empty_output)" in text
        for spelt in ("alpaca@alpaca.json:66", "some/where/alpaca.json:66", "./alpaca.json:066"):
            assert self.text(run, spelt) == text

    def test_an_origin_that_several_fit(self, run: OpenRun) -> None:
        turns = data("explain", "chats.jsonl:1", "--run", run.folder)
        assert turns["of"] == 2
        assert [m["pair_id"][-2:] for m in turns["matches"]] == ["#1", "#2"]
        files = self.text(run, "dolly.jsonl:1")
        assert "2 records fit" in files
        assert "  dolly-" in files
        assert "  loose-" in files
        assert "origin   dolly.jsonl:1\n" in self.text(run, "loose@dolly.jsonl:1")

    def test_a_quarantined_row(self, run: OpenRun) -> None:
        place = len(corpus.dolly()) + 1
        story = self.story(run, f"dolly.jsonl:{place}")
        assert story["class"] == "ingest.json"
        assert story["offset"] == len(corpus.lines(corpus.dolly()))
        text = self.text(run, f"dolly@dolly.jsonl:{place}")
        assert f"where    file dolly.jsonl, row {place}, byte offset {story['offset']}" in text
        assert "byte offset not known" in self.text(run, f"dolly.jsonl:{place + 1}")
        assert self.story(run, "link.jsonl:0")["address"] == "loose@link.jsonl:0"
        assert self.story(run, "at@link.jsonl:0")["address"] == "loose@at@link.jsonl:0"
        assert "quarantined: ingest.outside_root" in self.text(run, "loose@link.jsonl:0")

    def test_hostile_text_and_names_are_drawn(self, run: OpenRun) -> None:
        for name in ("hostile@bad \x1b[31m.jsonl:1", "hostile@bad \x1b[31m.jsonl:2", "bad \x1b[31m.jsonl:3"):
            text = self.text(run, name)
            assert "bad ␛[31m.jsonl" in text
            assert "\u202e" not in text
        assert "  | ␛[2Jgone ⟨U+202E⟩esrever" in self.text(run, "hostile@bad \x1b[31m.jsonl:1")
        told("show", run.folder, "--source", "hostile")

    def test_an_id_may_be_cut_short(self, run: OpenRun) -> None:
        pair_id = run.texts()["pair_id"][4].as_py()
        assert f"pair     {pair_id}\n" in self.text(run, pair_id[:-2])
        chat = next(i for i in run.texts()["pair_id"].to_pylist() if i.startswith("chats-"))
        assert "2 records fit" in self.text(run, chat.partition("#")[0])

    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("alpaca-0000000000000000", "give an id of one of its sources"),
            ("alpaca-", "give an id of one of its sources"),
            ("nobody-0123456789abcdef", "(alpaca, dolly, chats, hostile, loose)"),
            ("alpaca.json:0", "gave no pair"),
            ("alpaca.json:5000", "gave no pair"),
            ("alpacca.json:5", "did you mean 'alpaca.json'"),
            ("chats@alpaca.json:5", "has read no file 'chats@alpaca.json'"),
            ("alpaca.json:five", "has no pair"),
            (":5", "has read no file ''"),
        ],
    )
    def test_what_is_not_there(self, run: OpenRun, name: str, says: str) -> None:
        assert says in told("explain", name, "--run", run.folder, code=2)

    def test_the_run_that_finished_last_unless_told(self, home: Path, run: OpenRun, tmp_path: Path) -> None:
        for name in ("old", "new", f"newer@{run.manifest.run_id}"):
            shutil.copytree(home / "run", tmp_path / "runs" / name)
        os.utime(tmp_path / "runs" / "old" / "manifest.json", (1, 1))
        (tmp_path / "runs" / "begun" / "pairs").mkdir(parents=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            assert told("explain", "alpaca.json:1").startswith(f"run      {Path('runs', 'new')} (")
            patch.chdir(home)
            assert "name the run with --run RUN" in told("explain", "alpaca.json:1", code=2)
            (tmp_path / "none" / "runs").mkdir(parents=True)
            patch.chdir(tmp_path / "none")
            assert "no finished run lies there" in told("explain", "alpaca.json:1", code=2)

    def test_a_whole_run_and_one_that_holds_the_record(self, home: Path, tmp_path: Path) -> None:
        shutil.copytree(home / "run", tmp_path / "runs" / "whole")
        shutil.copytree(home / "run", tmp_path / "runs" / "whole-first9")
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "own.jsonl").write_bytes(corpus.lines(corpus.dolly(3)))
        recipe = tmp_path / "other" / "r.toml"
        source = '[[source]]\nname = "own"\nformat = "dolly"\npath = "own.jsonl"\n'
        recipe.write_text(f'[run]\nname = "other"\nout = "{tmp_path}/runs/other"\n{source}')
        corpus.run(recipe)
        os.utime(tmp_path / "runs" / "whole" / "manifest.json", (1, 1))
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            assert told("explain", "own.jsonl:1").startswith(f"run      {Path('runs', 'other')} (")
            assert told("explain", "alpaca.json:1").startswith(f"run      {Path('runs', 'whole')} (")
            assert f"{Path('runs', 'other')} has read no file" in told("explain", "nobody.json:1", code=2)


class TestUnfinished:
    """After an alarm there is no manifest, and what was found is just what one wants to see."""

    @pytest.fixture(params=["run.max_loss=0.02", "run.max_loss=0.6"], ids=["ingest", "policy"])
    def stopped(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        recipe = corpus.write(tmp_path, scale=6)
        bad = [{"instruction": HOSTILE}] * 60
        (tmp_path / "bad.jsonl").write_bytes(corpus.lines([*bad, *corpus.dolly(80)]))
        recipe.write_text(recipe.read_text() + '\n[[source]]\nname = "bad"\nformat = "dolly"\npath = "bad.jsonl"\n')
        told_alarm = [str(recipe), "--set", request.param, "--workers", "1", "--quiet"]
        end = CliRunner().invoke(main, ["curate", *told_alarm])
        if request.param.endswith("0.6"):  # stopped while the pairs were compared
            assert end.exit_code == 0, end.output
            (tmp_path / "run" / "manifest.json").unlink()
            shutil.rmtree(tmp_path / "run" / "ledgers" / "09-holdout")
        else:
            assert end.exit_code == 4, end.output
        return tmp_path / "run"

    def test_show(self, stopped: Path) -> None:
        table = told("show", stopped).splitlines()
        assert table[0].startswith(f"{stopped} is not finished: this is what lies there so far")
        assert any(row.startswith("ingest          quarantine ingest.shape") for row in table)
        said = CliRunner().invoke(main, ["show", str(stopped), "--stage", "ingest", "--json"])
        assert said.exit_code == 0
        assert {row["reason"] for row in json.loads(said.stdout)} >= {"ingest.shape"}
        assert "is not finished" in said.stderr

    def test_a_sample_has_its_texts(self, stopped: Path) -> None:
        if (stopped / "texts").is_dir():
            text = told("show", stopped, "--reason", "repair")
            assert text.startswith(f"{stopped} is not finished")
            assert "A caf⟦é⟧ serves coffee." in text

    def test_explain(self, stopped: Path) -> None:
        text = told("explain", "bad.jsonl:1", "--run", stopped)
        assert text.startswith(f"{stopped} is not finished")
        assert "ended    quarantined: ingest.shape" in text
        if (stopped / "texts").is_dir():
            text = told("explain", "alpaca.json:2", "--run", stopped)
            assert "ended    not settled yet\n" in text
            dropped = told("explain", "chats.jsonl:1", "--run", stopped)
            assert "dropped by policy (policy.maker)" in dropped
            ledger = min((stopped / "ledgers" / "06-exact").glob("alpaca-*"))
            ledger.unlink()
            text = told("explain", "alpaca.json:2", "--run", stopped)
            assert "exact           not judged yet" in text
        else:
            assert "gave no pair so far" in told("explain", "bad.jsonl:61", "--run", stopped, code=2)

    def test_what_needs_a_finished_run_says_so(self, stopped: Path, tmp_path: Path) -> None:
        for command in (["verify"], ["report"], ["export", "--format", "jsonl", "-o", tmp_path / "x.jsonl"]):
            assert "finished" in told(command[0], stopped, *command[1:], code=2)

    def test_a_damaged_manifest_is_the_same_error_everywhere(self, stopped: Path) -> None:
        (stopped / "manifest.json").write_text("{")
        for command in ("show", "verify", "report"):
            assert "not a manifest of winnow" in told(command, stopped, code=1)


class TestReport:
    def test_says_where_it_lies_or_copies_it(self, run: OpenRun, tmp_path: Path) -> None:
        assert told("report", run.folder) == f"{run.folder / 'report.html'}\n"
        target = tmp_path / "to" / "report.html"
        told("report", run.folder, "-o", target)
        assert target.read_bytes() == (run.folder / "report.html").read_bytes()
        assert "is there already" in told("report", run.folder, "-o", target, code=2)
        told("report", run.folder, "-o", target, "--force")

    def test_writes_nothing_into_a_run(self, run: OpenRun) -> None:
        assert "lies in the run" in told("report", run.folder, "-o", run.folder / "audit" / "again.html", code=2)
        assert "is a folder" in told("report", run.folder, "-o", run.folder.parent, "--force", code=2)


@pytest.mark.parametrize(
    "command", [["show"], ["report"], ["export", "--format", "jsonl", "-o", "x"], ["explain", "--run"]]
)
def test_a_folder_that_is_no_finished_run(command: list[str], tmp_path: Path) -> None:
    record = ["alpaca-1"] if command[0] == "explain" else []
    assert "no finished run lies there" in told(*command, tmp_path, *record, code=2)


def test_as_a_program(run: OpenRun) -> None:
    """The real thing once, with a terminal that knows no UTF-8 but Python that does."""
    args = ["explain", "alpaca.json:65", "--run", str(run.folder)]
    code = "from pipeline.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *args], cwd=HOUSE, capture_output=True, check=True)
    assert "caf⟦é⟧" in done.stdout.decode()
    wrong = subprocess.run([sys.executable, "-c", code, "show", "nowhere"], cwd=HOUSE, capture_output=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert wrong.stderr.startswith(b"winnow: nowhere: no finished run lies there")
