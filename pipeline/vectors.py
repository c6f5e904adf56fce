"""The shelf: what the house lends to a stage."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.cache import Keys, VectorCache, keys
from pipeline.keyfile import KEY_BYTES, fingerprint, read_key
from pipeline.keys import key
from pipeline.references import Numbered, Reference
from schemas.errors import WinnowError
from stages.asks import Ask
from stages.models.encoder import Encoder, Loaded

T = TypeVar("T")

AT_ONCE = 1024  # windows that are encoded before they are kept: what a killed run may lose

_prepared: dict[str, Any] = {}


class Vectors(NamedTuple):
    """One row an ask: the key of its window, its vector, and the share of it that the encoder could not read."""

    keys: Keys
    rows: npt.NDArray[np.float32]
    unknown: npt.NDArray[np.float32]


@dataclass(frozen=True)
class LocalShelf:
    """The shelf of one machine. What is prepared is kept for as long as the process lives."""

    key_file: str = ""
    public: bool = False
    encoder: Encoder = field(default_factory=Encoder)
    cache: str = ""
    sets: tuple[Reference, ...] = ()

    def prepared(self, name: str, build: Callable[[], T]) -> T:
        if name not in _prepared:
            _prepared[name] = build()
        made: T = _prepared[name]
        return made

    def key(self) -> bytes:
        """Without a file, a key that lives as long as the process."""
        if not self.key_file:
            return self.prepared("key", lambda: secrets.token_bytes(KEY_BYTES))
        return self.prepared(f"key {self.key_file}", lambda: read_key(Path(self.key_file), self.public))

    def vectors(self, asks: Sequence[Ask]) -> Vectors:
        """Made once for each distinct window and kept in the cache."""
        encoder, cache = self._encoder(), self._vector_cache()
        places: dict[bytes, int] = {}
        windows = encoder.windows(asks)
        of = np.fromiter((places.setdefault(window, len(places)) for window in windows), np.int64, len(windows))
        distinct = list(places)
        wanted = keys(distinct)
        rows, found = cache.get(wanted)
        missing = sorted(np.flatnonzero(~found).tolist(), key=lambda n: len(distinct[n]))
        for at in range(0, len(missing), AT_ONCE):
            some = missing[at : at + AT_ONCE]
            rows[some] = encoder.encode([distinct[n] for n in some])
            cache.add(wanted[some], rows[some])
        return Vectors(wanted[of], rows[of], encoder.unknown(distinct)[of])

    def stored(self, wanted: Keys) -> npt.NDArray[np.float32]:
        """The vectors of windows that were made before."""
        rows, found = self._vector_cache().get(wanted)
        if not found.all():
            raise WinnowError(f"the cache of vectors lost {int((~found).sum())} of them during the run; run again")
        return rows

    def holds(self, wanted: Keys) -> bool:
        return bool(self._vector_cache().get(wanted)[1].all())

    def references(self) -> list[Numbered]:
        """Every item of every reference set: the set, its number there, and its text."""
        name = f"references {self.fingerprint('references')}"
        return self.prepared(name, lambda: [item for reference in self.sets for item in reference.items()])

    def fingerprint(self, name: str) -> str:
        """A hash of what a stage takes under this name, for its key and for the manifest."""
        if name == "references":
            return key([reference.fingerprint for reference in self.sets])
        if name == "vectors":
            return self.encoder.fingerprint()
        if name != "key":
            raise ValueError(f"the shelf has no {name!r}")
        return fingerprint(self.key())

    def _encoder(self) -> Loaded:
        return self.prepared(f"encoder {self.encoder!r}", self.encoder.load)

    def _vector_cache(self) -> VectorCache:
        return self.prepared(f"cache {self.cache} {self.encoder!r}", self._opened)

    def _opened(self) -> VectorCache:
        return VectorCache(Path(self.cache), self.encoder.fingerprint(), self._encoder().dimensions)
