"""The shelf: what the house lends to a stage."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline.keyfile import KEY_BYTES, fingerprint, read_key

T = TypeVar("T")

_prepared: dict[str, Any] = {}


@dataclass(frozen=True)
class LocalShelf:
    """The shelf of one machine. What is prepared is kept for as long as the process lives."""

    key_file: str = ""
    public: bool = False

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

    def fingerprint(self, name: str) -> str:
        """A hash of what a stage takes under this name, for its key and for the manifest."""
        if name != "key":
            raise ValueError(f"the shelf has no {name!r}")
        return fingerprint(self.key())
