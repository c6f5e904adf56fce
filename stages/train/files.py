"""Files of a training: written aside, synced and renamed, so that a kill leaves the old one or the new one."""

import os
import shutil
from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(content.encode() if isinstance(content, str) else content)
    _sync(aside)
    os.replace(aside, path)


def aside(folder: Path) -> Path:
    """An empty folder beside it, to be filled and then published."""
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    return part


def publish(part: Path, folder: Path) -> None:
    """What was filled takes the place of what was there."""
    for path in sorted(part.rglob("*")):
        if path.is_file():
            _sync(path)
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(part, folder)
    _sync(folder.parent)


def move(old: Path, new: Path) -> None:
    os.rename(old, new)
    _sync(new.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
