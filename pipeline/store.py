"""Files of a run: written whole or not at all, with the key they were made under inside them."""

import contextlib
import hashlib
import json
import os
import shutil
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import RecipeError
from schemas.manifest import sha256 as sha256

ROW_GROUP = 4096
_TEMP = ".part"


@dataclass(frozen=True, slots=True)
class Footer:
    """What a Parquet file of ours says of itself: by which key it was made, and a hash of what it holds."""

    key: str
    content: str
    rows: int
    notes: dict[str, str]


def write_table(path: Path, table: pa.Table, key: str, **notes: str) -> Footer:
    """One table as Parquet: the same rows give the same bytes, however they were batched."""
    return write_tables(path, iter([table]), table.schema, key, **notes)


def write_tables(path: Path, tables: Iterable[pa.Table], schema: pa.Schema, key: str, **notes: str) -> Footer:
    rows = 0
    with replacing(path) as file:
        sink = _Hashing(file)
        writer = pq.ParquetWriter(
            pa.PythonFile(sink, "w"), schema, compression="zstd", compression_level=3, write_page_checksum=True
        )
        for table in tables:
            rows += len(table)
            if len(table):
                writer.write_table(table.combine_chunks(), row_group_size=ROW_GROUP)
        content = sink.hash.hexdigest()
        ours = {"key": key, "content": content, **notes}
        writer.add_key_value_metadata({f"winnow.{name}": value for name, value in ours.items()})
        writer.close()
    return Footer(key, content, rows, notes)


def footer(path: Path) -> Footer | None:
    """None where there is no such file, or where it is not whole."""
    try:
        facts = pq.read_metadata(path)
    except (OSError, pa.ArrowInvalid):
        return None
    ours = {
        name.decode().removeprefix("winnow."): value.decode()
        for name, value in (facts.metadata or {}).items()
        if name.startswith(b"winnow.")
    }
    if "key" not in ours:
        return None
    return Footer(ours.pop("key"), ours.pop("content"), facts.num_rows, ours)


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    with pq.ParquetFile(path, page_checksum_verification=True) as file:  # pq.read_table loads all of pyarrow.dataset
        table = file.read(columns, use_threads=False)
    return table.select(columns or table.column_names).replace_schema_metadata(None)


def write_bytes(path: Path, content: bytes) -> None:
    with replacing(path) as file:
        file.write(content)


@contextlib.contextmanager
def replacing(path: Path, mode: int = 0o644) -> Iterator[IO[bytes]]:
    """A file that takes its name only when it is whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temp = path.with_name(path.name + _TEMP)
    with open(temp, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    os.replace(temp, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move(old: Path, new: Path) -> None:
    os.replace(old, new)
    sync_folder(new.parent)


def link(old: Path, new: Path) -> None:
    """The same bytes under a second name; a copy where the disk cannot link."""
    new.parent.mkdir(parents=True, exist_ok=True)
    temp = new.with_name(new.name + _TEMP)
    temp.unlink(missing_ok=True)
    try:
        os.link(old, temp)
    except OSError:
        shutil.copyfile(old, temp)
    os.replace(temp, new)
    sync_folder(new.parent)


def files_in(folder: Path) -> list[str]:
    """The names of all files below, relative and sorted."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() or p.is_symlink())


OURS = ("pairs", "texts", "ledgers", "join", "edges", "shards", ".work")
TOP = ("report.html", "residual.json", "manifest.json", "run.json")
LATER = ("approvals", "train")


def foreign(folder: Path) -> list[str]:
    """What lies in a run's folder and was not put there by winnow."""
    known = {*OURS, *TOP, *LATER, *(name + _TEMP for name in TOP)}
    return sorted(path.name for path in folder.iterdir() if path.name not in known) if folder.is_dir() else []


def sweep(folder: Path, wanted: set[str]) -> None:
    """Remove every file of ours that no one asked for, and the folders that are empty then."""
    for name in files_in(folder):
        if name not in wanted and not name.startswith(tuple(f"{later}/" for later in LATER)):
            (folder / name).unlink()
    for below in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if not any(below.iterdir()):
            below.rmdir()


@contextlib.contextmanager
def owned(folder: Path) -> Iterator[None]:
    """One run at a time in a folder; a second one stops at once and names the first."""
    from filelock import FileLock, Timeout

    lock_path = folder.with_name(f".{folder.name}.lock")
    owner_path = folder.with_name(f".{folder.name}.owner")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_path, timeout=0.2)
        lock.acquire()
    except Timeout:
        raise RecipeError(f"{folder}: {_owner(owner_path)} is at work in it; wait for it or stop it first") from None
    except OSError as error:
        raise RecipeError(
            f"{folder}: cannot be written ({error.strerror or type(error).__name__}); choose another folder"
        ) from None
    try:
        owner_path.write_text(json.dumps({"process": os.getpid(), "host": socket.gethostname()}))
        yield
    finally:
        owner_path.unlink(missing_ok=True)
        lock.release()


def _owner(path: Path) -> str:
    try:
        facts = json.loads(path.read_text())
        return f"process {facts['process']} on {facts['host']}"
    except (OSError, ValueError, KeyError):
        return "another process"


class _Hashing:
    """A file that hashes what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.hash = hashlib.sha256()
        self.closed = False

    def write(self, data: Any) -> int:
        self.hash.update(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()

    def tell(self) -> int:
        return self.file.tell()

    def close(self) -> None:
        self.closed = True

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
