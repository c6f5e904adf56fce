"""Ingest: one adapter per data set; each says what a raw row means and opens no file."""

from itertools import islice
from typing import Any

from schemas.draft import Adapter, Reject
from stages.ingest.alpaca import Alpaca
from stages.ingest.columns import Columns
from stages.ingest.dolly import Dolly
from stages.ingest.flan import Flan
from stages.ingest.messages import Messages
from stages.ingest.oasst import Oasst
from stages.ingest.sharegpt import ShareGpt
from stages.ingest.suggest import suggest_columns

__all__ = ["FORMATS", "guess", "suggest_columns"]

FORMATS: dict[str, type[Adapter]] = {
    "alpaca": Alpaca,
    "dolly": Dolly,
    "flan": Flan,
    "messages": Messages,
    "sharegpt": ShareGpt,
    "oasst": Oasst,
    "columns": Columns,
}


# keys that a file of one's own hardly has by chance: with them a format is that of the file, however many rows fail
SIGNS: dict[str, frozenset[str]] = {
    "alpaca": frozenset({"instruction", "output"}),
    "dolly": frozenset({"instruction", "response"}),
    "messages": frozenset({"messages"}),
    "sharegpt": frozenset({"conversations"}),
    "flan": frozenset({"inputs", "targets"}),
}


def guess(rows: list[Any]) -> str | None:
    """The first format that most of these rows read as, else the one whose keys they have; `columns` needs a person."""
    fits: dict[str, int] = {}
    for reader in (adapter() for name, adapter in FORMATS.items() if name != "columns"):
        read = [not isinstance(reader.read(row, ""), Reject) for row in _sampled(reader, rows)]
        if sum(read) * 2 > len(read):
            return reader.format
        fits[reader.format] = sum(read)
    signed = [name for name, keys in SIGNS.items() if fits[name] and any(_has(row, keys) for row in rows)]
    return max(signed, key=fits.__getitem__, default=None)


def _has(row: Any, keys: frozenset[str]) -> bool:
    return isinstance(row, dict) and keys <= row.keys()


def _sampled(reader: Adapter, rows: list[Any]) -> list[Any]:
    """A task file is a row until it is cut up; a few of its instances say enough."""
    if not isinstance(reader, Flan):
        return rows
    return [part for row in rows for part in (islice(reader.rows(row), 20) if isinstance(row, dict) else [row])]
