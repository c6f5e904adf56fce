"""Clearing: what may go from a folder of runs, and its removal. What is not surely ours and done with stays."""

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import store
from pipeline.keeping import ASIDE, TRIAL, folders, is_busy, is_unfinished, manifest_of
from pipeline.run import MANIFEST
from schemas.errors import RecipeError, WinnowError
from schemas.manifest import Manifest

_BESIDE = re.compile(r"\.(?P<name>[A-Za-z0-9_-]{1,80})\.(?P<what>lock|owner)")
_GOING = re.compile(r"\.(?P<name>.+)@[0-9a-f]{16}\.gone")
LATER = ("approvals", "train")


@dataclass(frozen=True)
class Stale:
    """What may go, and why; `run` is the folder whose lock is held meanwhile."""

    path: Path
    why: str
    run: Path


def stale(folder: Path, keep: int = 1, unfinished: bool = False) -> list[Stale]:
    """What a clean-up would remove; never a run that is at work, approved or trained on, nor what is not ours.

    `unfinished`: also runs that were stopped and that a later one of the same name has left behind.
    """
    left = list(_left_behind(folder)) if unfinished else []
    whole = {one.path for one in left}
    rest = [one for one in (*_remains(folder), *_locks(folder)) if one.run not in whole]
    found = [*_old(folder, keep), *left, *rest]
    busy = {run for run in {one.run for one in found} if is_busy(run)}
    return [one for one in found if one.run not in busy]


def _old(folder: Path, keep: int) -> Iterator[Stale]:
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in folders(folder):
        aside = ASIDE.fullmatch(path.name)
        manifest = manifest_of(path) if aside else None
        if aside and manifest and manifest.run_id == aside["id"]:
            by_name[aside["name"]].append(path)
    for name, paths in by_name.items():
        paths.sort(key=lambda path: (path / MANIFEST).stat().st_mtime_ns, reverse=True)
        now = manifest_of(folder / name)
        same = [path for path in paths if now and path.name == f"{name}@{now.run_id}" and _is_there(folder / name, now)]
        earlier = [path for path in paths if path not in same]
        yield from (Stale(path, f"the same run as {name}", folder / name) for path in same if _may_go(path))
        for path in earlier[keep:]:
            if _may_go(path):
                yield Stale(path, f"an earlier run, beyond the last {keep}", folder / name)


def _may_go(run: Path) -> bool:
    return not any((run / what).exists() for what in LATER)


def _is_there(run: Path, manifest: Manifest) -> bool:
    """Whether every file of the run lies there in its size; else its twin is worth keeping."""
    try:
        return all((run / name).lstat().st_size == fact.size_bytes for name, fact in manifest.files.items())
    except OSError:
        return False


def _left_behind(folder: Path) -> Iterator[Stale]:
    """Runs that were stopped before the last finished one of the same name was made."""
    there = folders(folder)
    finished: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for path in there:
        if manifest_of(path):
            finished[_base(path)].append(((path / MANIFEST).stat().st_mtime_ns, path.name))
    for path in there:
        if is_unfinished(path) and _may_go(path):
            last, by = max(finished[_base(path)], default=(0, ""))
            if _touched(path) < last:
                yield Stale(path, f"not finished, and {by} was made after it", path)


def _base(run: Path) -> str:
    """The name without what a move aside or a limit adds to it."""
    aside = ASIDE.fullmatch(run.name)
    name = aside["name"] if aside else run.name
    trial = TRIAL.fullmatch(name)
    return trial["name"] if trial else name


def _touched(run: Path) -> int:
    """When a folder in it last changed: a file may be a link to an older one, and `gc` itself takes .work away."""
    return max(p.stat().st_mtime_ns for p in run.rglob("*") if p.is_dir() and ".work" not in p.relative_to(run).parts)


def _remains(folder: Path) -> Iterator[Stale]:
    """What a stopped run or a stopped clean-up left behind."""
    for path in folders(folder):
        if is_unfinished(path):
            if (path / ".work").is_dir():
                yield Stale(path / ".work", "work files of a run that was stopped", path)
            below = (p for p in sorted(path.rglob("*.part")) if p.is_file() and path / ".work" not in p.parents)
            yield from (Stale(part, "a file that a stopped run began", path) for part in below)
    for path in sorted(folder.glob(".*@*.gone")):
        if (going := _GOING.fullmatch(path.name)) and path.is_dir() and not path.is_symlink():
            yield Stale(path, "left by a clean-up that was stopped", folder / going["name"])


def _locks(folder: Path) -> Iterator[Stale]:
    """Locks of runs that are no more, and the notes of owners that no longer hold one."""
    for path in sorted(folder.glob(".*")):
        beside = _BESIDE.fullmatch(path.name)
        if not beside or not path.is_file() or path.is_symlink():
            continue
        run = folder / beside["name"]
        if beside["what"] == "owner":
            yield Stale(path, "names a process that is no more", run)
        elif not run.exists() and path.stat().st_size == 0:
            yield Stale(path, "the lock of a run that is no more", run)


def removed(found: list[Stale]) -> list[Stale]:
    """Remove them, each under its run's lock; what is locked by now stays. A run goes in one step, then its files."""
    gone = []
    for run in sorted({one.run for one in found}):
        try:
            with store.owned(run):
                gone += [one for one in found if one.run == run and _remove(one.path)]
        except RecipeError:
            continue
        except OSError as error:
            raise WinnowError(f"{error.filename}: cannot be removed ({error.strerror}); look at its rights") from None
        if not run.exists():
            run.with_name(f".{run.name}.lock").unlink(missing_ok=True)
    return gone


def _remove(path: Path) -> bool:
    aside = ASIDE.fullmatch(path.name)
    if aside or is_unfinished(path):
        going = path.with_name(f".{path.name}.gone" if aside else f".{path.name}@{'0' * 16}.gone")
        store.move(path, going)
        path = going
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return True


def size(found: list[Stale]) -> int:
    """What their removal frees: a file that another run shares by a link frees nothing."""
    names: dict[tuple[int, int], list[os.stat_result]] = defaultdict(list)
    for one in found:
        files = [p for p in one.path.rglob("*") if p.is_file()] if one.path.is_dir() else [one.path]
        for stat in (p.lstat() for p in files):
            names[stat.st_dev, stat.st_ino].append(stat)
    return sum(stats[0].st_size for stats in names.values() if len(stats) >= stats[0].st_nlink)
