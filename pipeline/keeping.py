"""Keeping: which runs there are, and where files may be written without harm to any."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from pipeline import store
from pipeline.run import MANIFEST, TIMES, read_manifest
from pipeline.told import table
from pipeline.visible import visible
from schemas.errors import RecipeError, WinnowError
from schemas.manifest import Manifest

ASIDE = re.compile(r"(?P<name>.+)@(?P<id>[0-9a-f]{16})")
TRIAL = re.compile(r"(?P<name>.+)-first\d+")


def listed(folder: Path) -> list[dict[str, Any]]:
    """Every run in a folder: finished ones with their counts, and unfinished ones."""
    return [facts for path in folders(folder) if (facts := _listed(path))]


def latest(folder: Path) -> list[Path]:
    """The finished runs, the one that was made last first and trials behind all whole ones; none moved aside."""
    if not folder.is_dir():
        raise RecipeError(f"{folder}: there is no such folder here; name the run with --run RUN")
    found = {path: manifest_of(path) for path in folders(folder) if not ASIDE.fullmatch(path.name)}
    runs = {path: is_trial(path, manifest) for path, manifest in found.items() if manifest}
    if not runs:
        raise RecipeError(
            f"{folder}: no finished run lies there; make one with `winnow curate`, or name one with --run RUN"
        )
    return sorted(runs, key=lambda path: (runs[path], -(path / MANIFEST).stat().st_mtime_ns))


def is_trial(path: Path, manifest: Manifest) -> bool:
    """A run of the first N rows, by the name that `--limit` gives it."""
    return bool(TRIAL.fullmatch(path.name)) and manifest.name != path.name


def told(runs: list[dict[str, Any]]) -> str:
    """The list for a terminal."""
    heads = ["run", "state", "run id", "rows in", "train", "held out", "MB", "finished (UTC)"]
    rows = []
    for run in runs:
        numbers = [f"{run[name]:,}" if name in run else "" for name in ("rows_in", "train", "heldout")]
        size = f"{run['size_bytes'] / 1e6:,.1f}" if "size_bytes" in run else ""
        rows.append(
            [visible(run["run"]), run["state"], run.get("run_id", ""), *numbers, size, run.get("finished") or ""]
        )
    return "\n".join(table(heads, rows)) if rows else "no runs"


def folders(folder: Path) -> list[Path]:
    """The folders in it that may be runs: neither links nor hidden."""
    try:
        return sorted(p for p in folder.iterdir() if p.is_dir() and not p.is_symlink() and not p.name.startswith("."))
    except OSError as error:
        raise RecipeError(f"{folder}: cannot be listed ({error.strerror}); name the folder that holds runs") from None


def manifest_of(path: Path) -> Manifest | None:
    """None for whatever is no finished run of ours."""
    try:
        return read_manifest(path)
    except (WinnowError, OSError):
        return None


def _listed(path: Path) -> dict[str, Any] | None:
    manifest = manifest_of(path)
    if not manifest:
        state = "at work" if is_busy(path) else "not finished"
        return {"run": path.name, "state": state} if is_unfinished(path) else None
    lanes = manifest.lanes.values()
    return {
        "run": path.name,
        "state": "finished",
        "run_id": manifest.run_id,
        "rows_in": sum(lane.rows_in for lane in lanes),
        "train": sum(lane.train for lane in lanes),
        "heldout": sum(lane.held for lane in lanes),
        "size_bytes": sum(fact.size_bytes for fact in manifest.files.values()),
        "finished": _when(path),
    }


def _when(path: Path) -> str | None:
    try:
        return str(orjson.loads((path / TIMES).read_bytes())["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_unfinished(path: Path) -> bool:
    """A folder without a manifest in which a run of ours began: it stands beside its lock."""
    lock = path.with_name(f".{path.name}.lock")
    return (path / "pairs").is_dir() and lock.is_file() and not (path / MANIFEST).exists()


def is_busy(run: Path) -> bool:
    """Whether a process holds the run's lock, or that cannot be told."""
    from filelock import FileLock, Timeout

    lock = run.with_name(f".{run.name}.lock")
    if not lock.exists():
        return False
    try:
        with FileLock(lock, timeout=0):
            return False
    except (Timeout, OSError):
        return True


def new_file(path: Path, force: bool) -> Path:
    """The path, if a file may be written there: over no other without --force, and never into a run."""
    if os.path.isdir(path):
        raise RecipeError(f"{path}: is a folder; name a file")
    if os.path.exists(path) and not force:  # unlike Path's own, at ease with a name too long
        raise RecipeError(f"{path}: is there already; name another file, or write over it with --force")
    runs = (p for p in path.resolve().parents if (p / MANIFEST).is_file() and (p / "ledgers").is_dir())
    if inside := next(runs, None):
        raise RecipeError(f"{path}: lies in the run {inside}, which nothing may change; name a file outside of it")
    return path


@contextlib.contextmanager
def cleared(target: Path) -> Iterator[None]:
    """No half of a file stays behind where the writing fails."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            target.with_name(f"{target.name}.part").unlink(missing_ok=True)
        raise


def copied_report(run: Path, target: Path, force: bool = False) -> Path:
    """The run's report under another name."""
    new_file(target, force)
    try:
        with cleared(target):
            store.write_bytes(target, (run / "report.html").read_bytes())
    except OSError as error:
        raise RecipeError(f"{target}: the report cannot be copied there ({error.strerror}); check both paths") from None
    return target
