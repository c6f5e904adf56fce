"""What stands in a folder of runs, and what a clean-up takes: only what is surely ours and surely done with."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from filelock import FileLock

import corpus
from pipeline.clearing import Stale, removed, size, stale
from pipeline.cli import main
from pipeline.keeping import latest, listed
from schemas.errors import RecipeError

IDS: list[str] = []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`run` made four times over, so that three earlier ones lie beside it."""
    home = tmp_path_factory.mktemp("made")
    recipe = corpus.write(home / "recipe")
    IDS[:] = [corpus.run(recipe, f"holdout.share=0.{n}").manifest.run_id for n in (1, 2, 3, 4)]
    for n, run_id in enumerate(IDS[:3]):
        os.utime(home / "recipe" / f"run@{run_id}" / "manifest.json", (n, n))
    return home / "recipe"


@pytest.fixture
def runs(made: Path, tmp_path: Path) -> Path:
    """A copy with links kept, so that shared files are shared."""
    target = tmp_path / "runs"
    shutil.copytree(made, target, copy_function=os.link)
    return target


def begun(runs: Path, name: str = "begun") -> Path:
    """A run that was killed while it wrote."""
    folder = runs / name
    shutil.copytree(runs / "run", folder)
    (folder / "manifest.json").unlink()
    (folder / ".work" / "train-00000").mkdir(parents=True)
    (folder / ".work" / "train-00000" / "x.part").write_text("half")
    (folder / "texts" / "x.parquet.part").write_text("half")
    (runs / f".{name}.lock").touch()
    (runs / f".{name}.owner").write_text('{"process": 1, "host": "elsewhere"}')
    return folder


def names(runs: Path, keep: int = 1, unfinished: bool = False) -> list[str]:
    return sorted(one.path.relative_to(runs).as_posix() for one in stale(runs, keep, unfinished))


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def winnow(*args: object, give: str = "") -> Any:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=give)


class TestRuns:
    def test_lists_finished_and_unfinished_ones(self, runs: Path) -> None:
        begun(runs)
        (runs / "stranger").mkdir()
        (runs / "broken").mkdir()
        (runs / "broken" / "manifest.json").write_text("{}")
        found = {run["run"]: run for run in listed(runs)}
        assert sorted(found) == sorted(["run", "begun", *(f"run@{i}" for i in IDS[:3])])
        assert found["begun"] == {"run": "begun", "state": "not finished"}
        lanes = json.loads((runs / "run" / "manifest.json").read_bytes())["lanes"].values()
        assert found["run"]["train"] == sum(lane["train"] for lane in lanes)
        assert found["run"]["heldout"] == sum(lane["held"] for lane in lanes)
        assert (found["run"]["run_id"], found["run"]["state"]) == (IDS[3], "finished")
        on_disk = sum(path.stat().st_size for path in (runs / "run").rglob("*") if path.is_file())
        assert 0 < on_disk - found["run"]["size_bytes"] < 100_000  # the manifest and run.json name themselves not

    def test_on_the_command_line(self, runs: Path) -> None:
        assert json.loads(winnow("runs", runs, "--json").output) == listed(runs)
        assert winnow("runs", runs).output.splitlines()[1].split()[:3] == ["run", "finished", IDS[3]]
        (runs / "empty").mkdir()
        assert winnow("runs", runs / "empty").output == "no runs\n"
        gone = winnow("runs", runs / "nowhere")
        assert (gone.exit_code, gone.output.count("\n")) == (2, 1)

    def test_a_run_at_work_is_told(self, runs: Path) -> None:
        begun(runs)
        with FileLock(runs / ".begun.lock"):
            assert {"run": "begun", "state": "at work"} in listed(runs)

    def test_the_latest_is_no_run_moved_aside(self, runs: Path) -> None:
        manifest = runs / f"run@{IDS[0]}" / "manifest.json"
        content = manifest.read_bytes()
        manifest.unlink()  # a link: the copies of the other tests share its time
        manifest.write_bytes(content)
        os.utime(manifest, (4e9, 4e9))
        assert latest(runs) == [runs / "run"]
        shutil.rmtree(runs / "run")
        with pytest.raises(RecipeError, match="no finished run lies there"):
            latest(runs)
        with pytest.raises(RecipeError, match="no such folder here; name the run with --run RUN"):
            latest(runs / "nowhere")

    def test_whole_runs_come_before_trials(self, runs: Path) -> None:
        for n, name in enumerate(("whole", "run-first10")):
            shutil.copytree(runs / "run", runs / name)
            os.utime(runs / name / "manifest.json", (4e9 + n, 4e9 + n))
        assert [path.name for path in latest(runs)] == ["whole", "run", "run-first10"]


class TestStale:
    def test_the_twin_of_the_current_run_goes_first(self, runs: Path) -> None:
        """Going back to old settings makes the run again that lies beside it."""
        twin = f"run@{IDS[3]}"
        shutil.copytree(runs / "run", runs / twin, copy_function=os.link)
        assert names(runs, 3) == [twin]
        assert names(runs, 1) == sorted([f"run@{IDS[0]}", f"run@{IDS[1]}", twin])
        assert stale(runs, 3)[0].why == "the same run as run"
        (runs / twin / "approvals").mkdir()
        assert names(runs, 3) == []
        (runs / twin / "approvals").rmdir()
        text = sorted((runs / "run" / "texts").iterdir())[0]
        text.unlink()
        assert names(runs, 4) == []

    def test_stopped_runs_only_where_asked_and_only_older_ones(self, runs: Path) -> None:
        for name in ("run-first9", "other"):
            begun(runs, name)
        assert "run-first9" not in names(runs, 3)
        assert "run-first9" not in names(runs, 3, unfinished=True)  # newer than any that is finished
        manifest = runs / "run" / "manifest.json"
        content = manifest.read_bytes()
        manifest.unlink()
        manifest.write_bytes(content)
        os.utime(manifest, (4e9, 4e9))
        rest = [name for name in names(runs, 3, unfinished=True) if not name.startswith((".other", "other/"))]
        assert rest == ["run-first9"]
        assert "run-first9/.work" in names(runs, 3)
        found = [one for one in stale(runs, 3, unfinished=True) if one.path.name == "run-first9"]
        assert found[0].why == "not finished, and run was made after it"
        said = winnow("gc", runs, "--keep", 3, "--unfinished", "--yes")
        assert said.exit_code == 0, said.output
        assert not (runs / "run-first9").exists()
        assert not list(runs.glob(".run-first9*"))
        assert (runs / "other").exists()

    def test_earlier_runs_beyond_the_last(self, runs: Path) -> None:
        aside = [f"run@{i}" for i in IDS[:3]]
        assert names(runs) == sorted(aside[:2])
        assert names(runs, 2) == aside[:1]
        assert names(runs, 3) == []
        assert names(runs, 0) == sorted(aside)

    def test_runs_of_another_name_are_counted_apart(self, runs: Path) -> None:
        shutil.copytree(runs / f"run@{IDS[0]}", runs / f"other@{IDS[0]}")
        assert f"other@{IDS[0]}" not in names(runs)

    def test_what_is_approved_or_trained_on_stays(self, runs: Path) -> None:
        (runs / f"run@{IDS[0]}" / "approvals").mkdir()
        (runs / f"run@{IDS[1]}" / "train").mkdir()
        assert names(runs, 0) == [f"run@{IDS[2]}"]

    @pytest.mark.parametrize(
        "stranger",
        [
            "run@0123456789abcdef",  # the id is another's
            "run@mine",
            "notes@2024",
            ".hidden",
            "run.bak",
        ],
    )
    def test_folders_that_are_not_ours_stay(self, runs: Path, stranger: str) -> None:
        shutil.copytree(runs / "run", runs / stranger)
        (runs / stranger / "x.part").touch()
        assert stranger not in " ".join(names(runs, 0))

    def test_a_folder_that_only_looks_like_one(self, runs: Path) -> None:
        (runs / "run@00000000000000aa").mkdir()
        (runs / "run@00000000000000ab").mkdir()
        (runs / "run@00000000000000ab" / "manifest.json").write_text('{"run_id": "00000000000000ab"}')
        (runs / f"also@{IDS[0]}").symlink_to(runs / f"run@{IDS[0]}")
        (runs / "begun").mkdir()
        (runs / "begun" / "thesis.part").touch()
        (runs / ".thesis.lock").write_text("mine")
        (runs / ".gone").mkdir()
        assert names(runs, 3) == []
        assert names(runs, 0) == sorted(f"run@{i}" for i in IDS[:3])

    def test_remains_of_a_stopped_run_but_not_what_it_finished(self, runs: Path) -> None:
        begun(runs)
        assert names(runs, 3) == [".begun.owner", "begun/.work", "begun/texts/x.parquet.part"]

    def test_locks_of_runs_that_are_no_more(self, runs: Path) -> None:
        (runs / ".gone.lock").touch()
        (runs / ".gone.owner").write_text("{}")
        assert names(runs, 3) == [".gone.lock", ".gone.owner"]
        assert (runs / ".run.lock").exists()

    def test_what_is_at_work_is_left_alone(self, runs: Path) -> None:
        begun(runs)
        with FileLock(runs / ".begun.lock"):
            assert names(runs, 3) == []
        with FileLock(runs / ".run.lock"):
            assert names(runs, 0) == [".begun.owner", "begun/.work", "begun/texts/x.parquet.part"]


class TestGc:
    def test_removes_what_it_lists_and_nothing_else(self, runs: Path) -> None:
        begun(runs)
        (runs / ".gone.lock").touch()
        (runs / "notes.txt").touch()
        before, listed_now = everything(runs), names(runs)
        found = stale(runs)
        assert sorted(removed(found), key=str) == sorted(found, key=str)
        kept = {name for name in before if not any(name == one or name.startswith(f"{one}/") for one in listed_now)}
        assert everything(runs) == kept
        assert stale(runs) == []

    def test_a_run_that_started_meanwhile_is_left_alone(self, runs: Path) -> None:
        found = stale(runs)
        with FileLock(runs / ".run.lock"):
            assert removed(found) == []
        assert all(one.path.exists() for one in found)

    def test_a_clean_up_that_was_stopped_is_finished_by_the_next(
        self, runs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(shutil, "rmtree", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                removed(stale(runs))
        assert len([path for path in runs.iterdir() if path.name.endswith(".gone")]) == 1
        removed(stale(runs))
        assert sorted(path.name for path in runs.iterdir() if "@" in path.name) == [f"run@{IDS[2]}"]

    def test_frees_what_no_other_run_shares(self, tmp_path: Path) -> None:
        for n, run in enumerate(("a", "b", "c")):
            (tmp_path / run).mkdir()
            (tmp_path / run / "own").write_bytes(b"x" * 10**n)
        (tmp_path / "a" / "shared").write_bytes(b"y" * 1000)
        for run in ("b", "c"):
            os.link(tmp_path / "a" / "shared", tmp_path / run / "shared")

        def freed(*names: str) -> int:
            return size([Stale(tmp_path / name, "", tmp_path) for name in names])

        assert (freed("a"), freed("a", "b"), freed("a", "b", "c")) == (1, 11, 1111)

    def test_asks_first(self, runs: Path) -> None:
        before = everything(runs)
        for args, answer in ((["--dry-run"], ""), ([], "n\n"), ([], "")):
            said = winnow("gc", runs, *args, give=answer)
            assert f"run@{IDS[0]}  (an earlier run, beyond the last 1)" in said.output
            assert everything(runs) == before
        assert "removed 2 of 2" in winnow("gc", runs, give="y\n").output
        assert "removed 1 of 1" in winnow("gc", runs, "--keep", 0, "--yes").output
        assert winnow("gc", runs, "--keep", 0).output == f"{runs}: nothing to remove\n"
        assert winnow("verify", runs / "run").exit_code == 0
        assert winnow("gc", runs, "--keep", -1).exit_code == 2
        assert winnow("gc", runs / "nowhere").exit_code == 2
