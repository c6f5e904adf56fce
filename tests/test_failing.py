"""Where a stage or winnow itself fails, one sentence says so; what the exception quotes is shown to nobody."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pytest

import corpus
from pipeline.cli import main
from pipeline.failing import Failed, failure, guarded, stack
from schemas.decision import Decisions
from schemas.errors import WinnowError
from schemas.stage import Shelf

SAID = "rosa.quist@harrow-lintel.co"


@dataclass(frozen=True)
class Fragile:
    """Fails, quoting what it was given, for as long as a file beside the corpus says so."""

    name: ClassVar[str] = "fragile"
    until_gone: str = ""

    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        if Path(self.until_gone).exists() and pairs["source"][0].as_py() == "dolly":
            try:
                int(SAID)
            except ValueError:
                raise KeyError(f"{SAID}: {pairs['output'].to_pylist()}") from None
        return Decisions().table()


def curate(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command itself, whose second source fails in a worker until `fail` is gone."""
    recipe = folder / "recipe.toml"
    if not recipe.exists():
        corpus.write(folder)
        (folder / "fail").touch()
        added = '\n[chain]\nadd = [{ stage = "test_failing:Fragile", after = "policy" }]\n'
        added += 'skip = ["decontamination", "dedup", "contradiction"]\n'
        recipe.write_text(f'{recipe.read_text()}{added}[fragile]\nuntil_gone = "{folder / "fail"}"\n')
    program = ["-m", "pipeline.cli", "curate", str(recipe), *options]
    paths = {"PYTHONPATH": f"{corpus.HOUSE}:{corpus.HOUSE / 'tests'}", "PATH": "/usr/bin:/bin"}
    return subprocess.run([sys.executable, *program], env=paths, capture_output=True, text=True, check=False)


def test_a_crash_in_a_stage_is_one_sentence_and_can_be_resumed(tmp_path: Path) -> None:
    quiet, loud = curate(tmp_path, "--workers", "1"), curate(tmp_path, "--workers", "2", "--debug")
    for crashed in (quiet, loud):
        assert crashed.returncode == 1 and crashed.stdout == ""
        sentence = re.search(r"winnow: the stage 'fragile' on the partition dolly-.*", crashed.stderr)
        assert sentence and "failed with KeyError at tests/test_failing.py:" in sentence[0]
        assert "Traceback" not in crashed.stderr
        assert SAID not in crashed.stderr and "belong to it" not in crashed.stderr
    assert "File" not in quiet.stderr and quiet.stderr.endswith("--debug shows the stack\n")
    assert "in judge\n    raise KeyError(f" in loud.stderr and "debug: ingest" in loud.stderr
    (tmp_path / "fail").unlink()
    done = curate(tmp_path, "--workers", "1", "--debug")
    assert done.returncode == 0 and re.search("reused .*ingest 3", done.stdout)
    for name in ("ingest", "judge", "pii", "fragile", "exact", "report"):
        assert re.search(rf"^debug: {name} +\d+\.\d\d s", done.stderr, flags=re.MULTILINE), name


def raising(error: BaseException) -> Any:
    def work(_: Any) -> Any:
        raise error

    return work


def test_what_may_be_said_of_an_exception() -> None:
    with pytest.raises(Failed) as failed:
        guarded(raising(ValueError(SAID)), None)
    assert "winnow failed with ValueError at tests/test_failing.py:" in failed.value.sentence
    assert SAID not in str(failed.value) and "raise error" in failed.value.stack
    assert failure(failed.value, "again") is failed.value and stack(failed.value) == failed.value.stack
    assert failed.value.__cause__ is None and failed.value.__context__ is None
    with pytest.raises(WinnowError, match="on purpose"):
        guarded(raising(WinnowError("on purpose")), None)


def test_only_winnows_own_errors_of_the_system_name_a_file() -> None:
    full = OSError(28, SAID, "shards/x.parquet")
    assert "OSError (No space left on device: shards/x.parquet)" in failure(full).sentence
    assert "(" not in failure(full, "the stage 'mine'").sentence
    assert SAID not in failure(full).sentence


def test_what_led_to_an_error_is_shown_too() -> None:
    try:
        try:
            int(SAID)
        except ValueError as error:
            raise RuntimeError(SAID) from error
    except RuntimeError as error:
        told = stack(error)
    assert told.index("ValueError") < told.index("RuntimeError") and SAID not in told


def test_a_recipe_that_is_wrong_keeps_its_exit_code_under_debug(tmp_path: Path) -> None:
    from click.testing import CliRunner

    told = CliRunner().invoke(main, ["curate", str(tmp_path / "none.toml"), "--debug"])
    assert told.exit_code == 2 and "winnow: " in told.stderr and "there is no such recipe" in told.stderr
