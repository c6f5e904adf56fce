"""The cache of vectors: made once per window and model, kept beside the recipe for its owner, only ever added to."""

import contextlib
import hashlib
import os
import secrets
import stat
import struct
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline import store
from schemas.errors import RecipeError

ENDING = ".vectors"
_HEADER = struct.Struct("<8sQII")
_MAGIC = b"winnowV1"
_STALE_SECONDS = 3600

Keys = NDArray[np.uint64]  # two numbers a row
Vectors = NDArray[np.float32]


def keys(windows: Sequence[bytes]) -> Keys:
    """The first half of each window's sha256."""
    hashed = b"".join(hashlib.sha256(window).digest()[:16] for window in windows)
    return np.frombuffer(hashed, "<u8").reshape(-1, 2)


class _Segment(NamedTuple):
    """One file that somebody added at once; it is never changed."""

    path: Path
    keys: Keys
    checks: NDArray[np.uint64]
    alive: NDArray[np.bool_]  # which rows were not found damaged


class VectorCache:
    """The vectors of one model. Any number of processes may read and add; what one adds the others see."""

    def __init__(self, folder: Path, fingerprint: str, dimensions: int) -> None:
        self.folder = folder / fingerprint
        self.dimensions = dimensions
        self.said: list[str] = []  # what was passed over, and why: one sentence each
        self._segments: dict[str, _Segment | None] = {}
        self._index()
        _own(folder)
        _own(self.folder)
        self._sweep()

    def get(self, wanted: Keys) -> tuple[Vectors, NDArray[np.bool_]]:
        """The vectors that are there, and which of them those are; the others are zero."""
        self._look()
        vectors = np.zeros((len(wanted), self.dimensions), np.float32)
        found = np.zeros(len(wanted), bool)
        asked = np.arange(len(wanted))
        while len(asked):
            vectors[asked], found[asked], damaged = self._once(wanted[asked])
            asked = asked[damaged]  # once more: the same vector may have been added again since
        return vectors, found

    def _once(self, wanted: Keys) -> tuple[Vectors, NDArray[np.bool_], NDArray[np.bool_]]:
        """The vectors, which of them were there, and which were there but damaged; those are not looked at again."""
        vectors = np.zeros((len(wanted), self.dimensions), np.float32)
        found, damaged = np.zeros(len(wanted), bool), np.zeros(len(wanted), bool)
        rows, end = self._rows(wanted), 0
        for segment in self._segments.values():
            if not segment:
                continue
            begin, end = end, end + len(segment.keys)
            here = np.flatnonzero((rows >= begin) & (rows < end))
            if len(here):
                vectors[here], found[here] = self._read(segment, rows[here] - begin)
                damaged[here] = ~found[here]
        if damaged.any():
            self._index()
        return vectors, found, damaged

    def add(self, new: Keys, vectors: Vectors) -> None:
        """Keep these; whole or not at all."""
        if vectors.shape != (len(new), self.dimensions):
            raise ValueError(f"{len(new)} keys and vectors of the shape {vectors.shape}")
        if not len(new):
            return
        new, vectors = np.ascontiguousarray(new, "<u8"), np.ascontiguousarray(vectors, "<f4")
        _own(self.folder.parent)  # somebody may have cleared it meanwhile
        _own(self.folder)
        path = self.folder / f"{secrets.token_hex(16)}{ENDING}"
        try:
            with store.replacing(path, 0o600) as file:
                file.write(_HEADER.pack(_MAGIC, len(new), self.dimensions, 0))
                parts: tuple[NDArray[Any], ...] = (new, _checks(new, vectors), vectors)
                for part in parts:
                    file.write(part.data.cast("B"))
        except OSError as error:
            for left in self.folder.glob(f"{path.name}*"):
                with contextlib.suppress(OSError):
                    left.unlink()
            raise cannot("written", self.folder, error) from None

    def __len__(self) -> int:
        """How many rows there are; a vector that two processes made at once counts twice."""
        self._look()
        return sum(len(segment.keys) for segment in self._segments.values() if segment)

    def _look(self) -> None:
        """Take in what was added since, by whomever; what is cut off or not of this model is passed over."""
        try:
            names = {entry.name for entry in os.scandir(self.folder) if entry.name.endswith(ENDING)}
        except FileNotFoundError:
            names = set()
        except OSError as error:
            raise cannot("read", self.folder, error) from None
        if names == set(self._segments):
            return
        self._segments = {name: self._segments.get(name) for name in sorted(names)} | {
            name: self._opened(name) for name in sorted(names - set(self._segments))
        }
        # the order of the names, so that which of two equal rows is read does not depend on who looked when
        self._segments = dict(sorted(self._segments.items()))
        self._index()

    def _index(self) -> None:
        """The keys of all segments in order, each with its row, counted over all segments."""
        there = [segment for segment in self._segments.values() if segment]
        ours = np.concatenate([np.empty((0, 2), np.uint64), *(segment.keys for segment in there)])
        alive = np.flatnonzero(np.concatenate([np.empty(0, bool), *(segment.alive for segment in there)]))
        self._order = alive[np.argsort(ours[alive, 0], kind="stable")]
        self._keys = ours[self._order]

    def _rows(self, wanted: Keys) -> NDArray[np.int64]:
        """Where each key stands, counted over all segments; -1 where it is not."""
        if not len(self._keys):
            return np.full(len(wanted), -1, np.int64)
        at = np.searchsorted(self._keys[:, 0], wanted[:, 0])
        at[at == len(self._keys)] = 0
        return np.where((self._keys[at] == wanted).all(axis=1), self._order[at], -1)

    def _opened(self, name: str) -> _Segment | None:
        path = self.folder / name
        try:
            with open(path, "rb") as file:
                magic, rows, dimensions, _ = _HEADER.unpack(file.read(_HEADER.size).ljust(_HEADER.size, b"\0"))
                whole = _HEADER.size + rows * (24 + 4 * dimensions)
                if (magic, dimensions) != (_MAGIC, self.dimensions) or os.fstat(file.fileno()).st_size != whole:
                    self.said.append(f"{path}: cut off or not of this model; its vectors are made again")
                    return None
                ours = np.fromfile(file, "<u8", 2 * rows).reshape(-1, 2)
                return _Segment(path, ours, np.fromfile(file, "<u8", rows), np.ones(rows, bool))
        except FileNotFoundError:  # cleared meanwhile
            return None
        except OSError as error:
            self.said.append(f"{path}: cannot be read ({error.strerror}); its vectors are made again")
            return None

    def _read(self, segment: _Segment, rows: NDArray[np.int64]) -> tuple[Vectors, NDArray[np.bool_]]:
        """Some rows of one segment; damaged ones count as not there."""
        shape = (len(segment.keys), self.dimensions)
        try:
            mapped = np.memmap(segment.path, "<f4", "r", _HEADER.size + 24 * shape[0], shape)
        except (OSError, ValueError):  # cleared or cut off meanwhile
            segment.alive[:] = False
            return np.zeros((len(rows), self.dimensions), np.float32), np.zeros(len(rows), bool)
        vectors = np.asarray(mapped[rows], np.float32)
        whole = _checks(segment.keys[rows], vectors) == segment.checks[rows]
        if not whole.all():
            self.said.append(f"{segment.path}: {np.count_nonzero(~whole)} of its vectors are damaged and not used")
            vectors[~whole] = 0
            segment.alive[rows[~whole]] = False
        return vectors, whole

    def _sweep(self) -> None:
        """What a killed process began is nobody's after an hour."""
        for part in self.folder.glob(f"*{ENDING}.part"):
            with contextlib.suppress(OSError):
                if part.stat().st_mtime < time.time() - _STALE_SECONDS:
                    part.unlink()


def rows_in(path: Path) -> int:
    """How many vectors a file of the cache says it holds."""
    with open(path, "rb") as file:
        magic, rows, *_ = _HEADER.unpack(file.read(_HEADER.size).ljust(_HEADER.size, b"\0"))
    return int(rows) if magic == _MAGIC else 0


def _checks(of: Keys, vectors: Vectors) -> NDArray[np.uint64]:
    """A sum over each row that a change of any one word of it changes; binds the vector to its key."""
    words = np.ascontiguousarray(vectors, "<f4").view("<u4")
    odd = np.arange(1, 2 * words.shape[1] + 1, 2, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    sums = of[:, 0] * np.uint64(3) + of[:, 1] * np.uint64(5) + np.uint64(1)
    for at in range(0, len(words), 4096):
        sums[at : at + 4096] += words[at : at + 4096].astype(np.uint64) @ odd
    return sums


def _own(folder: Path) -> None:
    """A folder that its owner alone can enter; vectors tell a good deal of the texts that they were made of."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        mode = folder.lstat().st_mode
    except OSError as error:
        raise cannot("made", folder, error) from None
    if not stat.S_ISDIR(mode):
        raise RecipeError(f"{folder}: the cache of vectors is no plain folder; name another one as [run] cache")
    if stat.S_IMODE(mode) & 0o077:
        raise RecipeError(
            f"{folder}: others can reach the cache of vectors (mode {stat.S_IMODE(mode):04o}); chmod 700 it"
        )


def cannot(what: str, folder: Path, error: OSError) -> RecipeError:
    told = error.strerror or type(error).__name__
    return RecipeError(
        f"{folder}: the cache of vectors cannot be {what} ({told}); make room, or name another folder as [run] cache"
    )
