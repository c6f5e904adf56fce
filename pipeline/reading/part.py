"""What reading hands on: files found or refused, their parts, and each row or reject with its place."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["jsonl", "json", "csv", "tsv", "parquet", "xlsx", "hub"]
Compression = Literal["", "gz", "zst"]


@dataclass(frozen=True, slots=True)
class Caps:
    """Where reading stops: one record, one document, nesting, and what a compressed file may decode to."""

    record_bytes: int = 16 << 20
    document_bytes: int = 256 << 20
    depth: int = 128  # every later walk over a row recurses, and orjson writes no more than 254 levels
    ratio: float = 200.0
    floor_bytes: int = 64 << 20
    total_bytes: int = 64 << 30

    def decoded_bytes(self, stored: int) -> int:
        """How much `stored` bytes may decode to."""
        return int(min(max(self.floor_bytes, self.ratio * stored), self.total_bytes))


@dataclass(frozen=True, slots=True)
class Hints:
    """What the adapter and the recipe know of a source's files; `limit` counts records, good or bad."""

    bare_tsv: bool = False
    documents: bool = False
    sheet: str | None = None
    split: str = "train"
    config: str | None = None
    truncated: Literal["quarantine", "keep"] = "quarantine"
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file that can be read; `name` is relative to the source's own folder."""

    path: str
    name: str
    kind: Kind
    compression: Compression


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that lies in the source but must not be opened."""

    path: str
    name: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a run of whole lines of one; `fingerprint` is the sha256 of its bytes (of the hub: the revision)."""

    path: str
    name: str
    kind: Kind
    compression: Compression
    index: int
    start: int
    end: int | None
    first_place: int
    fingerprint: str
    intact: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One parsed record; `place` is its line, element, row or sheet row, from 1."""

    value: Any
    place: int


@dataclass(frozen=True, slots=True)
class Bad:
    """One rejected record or one unreadable region; `evidence` never holds text of the data."""

    reason: str
    place: int
    offset: int
    evidence: str
