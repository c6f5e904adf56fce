"""Which files a source's path means, and which of them must not be opened."""

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from pipeline.reading.part import Compression, Found, Kind, Refused
from schemas.errors import RecipeError

KINDS: dict[str, Kind] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
WHOLE = ("parquet", "xlsx")  # they compress inside
HUB = "hf://"
READABLE = ", ".join(KINDS) + " (the first five also as .gz or .zst)"


def resolve(path: str, base: Path) -> list[Found | Refused]:
    """The files of one path (a file, a glob or a folder), sorted by name."""
    if _is_one_file(path, base):
        return [_named(path, base / path)]
    root, hits = _candidates(path, base)
    files = [file for hit in hits if (file := _judged(root, hit))]
    if not files:
        raise RecipeError(f"path '{path}': nothing to read under {root}; expected {READABLE}")
    return files


def passed_over(path: str, base: Path) -> list[str]:
    """Names of the files in a folder or glob that `resolve` leaves out, because their ending says nothing to it."""
    if _is_one_file(path, base):
        return []
    root, hits = _candidates(path, base)
    return [_name(root, hit) for hit in hits if hit.is_file() and _form(hit.name) is None]


def _is_one_file(path: str, base: Path) -> bool:
    wanted = base / path
    return not wanted.is_dir() and (wanted.exists() or not glob.has_magic(path))


def _named(path: str, wanted: Path) -> Found:
    """A file that the recipe names itself: whatever is wrong with it is an error of the recipe."""
    if not wanted.exists():
        raise RecipeError(f"path '{path}': {wanted} does not exist; correct the path")
    if not wanted.is_file():
        raise RecipeError(f"path '{path}': {wanted} is {_nature(wanted)}; name a file, a glob or a folder")
    form = _form(wanted.name)
    if form is None:
        raise RecipeError(f"path '{path}': the ending of '{wanted.name}' is unknown; expected {READABLE}")
    return Found(str(wanted), wanted.name, *form)


def _judged(root: Path, hit: Path) -> Found | Refused | None:
    """None for what is passed over: folders, and files whose ending says nothing."""
    if not hit.exists():
        return Refused(str(hit), _name(root, hit), "ingest.not_a_file", "a link that leads nowhere")
    form = _form(hit.name)
    if hit.is_file() and form is None:
        return None
    if not Path(os.path.realpath(hit)).is_relative_to(os.path.realpath(root)):
        return Refused(str(hit), _name(root, hit), "ingest.outside_root", "a link out of the source's own folder")
    if hit.is_file() and form:
        return Found(str(hit), _name(root, hit), *form)
    if hit.is_dir():
        return None
    return Refused(str(hit), _name(root, hit), "ingest.not_a_file", f"{_nature(hit)}, not a file")


def _nature(path: Path) -> str:
    mode = path.stat().st_mode
    kinds = {stat.S_IFIFO: "a FIFO", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}
    return kinds.get(stat.S_IFMT(mode), "neither file nor folder")


def _form(name: str) -> tuple[Kind, Compression] | None:
    stem, ending = os.path.splitext(name.lower())
    if ending not in (".gz", ".zst"):
        return (KINDS[ending], "") if ending in KINDS else None
    kind = KINDS.get(os.path.splitext(stem)[1])
    return (kind, cast(Compression, ending[1:])) if kind and kind not in WHOLE else None


def _name(root: Path, hit: Path) -> str:
    return hit.relative_to(root).as_posix()


def _candidates(path: str, base: Path) -> tuple[Path, list[Path]]:
    """The root, and what lies below it: each file once, under its own name where links lead to it too."""
    fixed, pattern = _split(path)
    root = base / fixed
    real = os.path.realpath(root)
    once: dict[str, Path] = {}
    for name in sorted(_matches(root, pattern), key=lambda name: (_is_linked(real, name), name)):
        once.setdefault(os.path.realpath(root / name), root / name)
    return root, sorted(once.values(), key=lambda hit: _name(root, hit))


def _split(path: str) -> tuple[str, str]:
    """A glob's folder, which nothing of the source may lie outside of, and its pattern from the first wildcard on."""
    parts = Path(path).parts
    fixed = next((n for n, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return str(Path(*parts[:fixed])), str(Path(*parts[fixed:]))


def _is_linked(real: str, name: str) -> bool:
    return os.path.realpath(os.path.join(real, name)) != os.path.normpath(os.path.join(real, name))


def _matches(root: Path, pattern: str) -> Iterator[str]:
    if pattern == ".":
        return _below(root)
    return glob.iglob(pattern, root_dir=root, recursive=True)


def _below(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root, onerror=_unlisted):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.relpath(os.path.join(folder, name), root) for name in [*files, *links] if name[0] != ".")


def _unlisted(error: OSError) -> None:
    raise RecipeError(f"{error.filename}: the folder cannot be listed ({error.strerror}); allow it or name its files")
