"""PAIR: one instruction and its answer, with all that is known of where it came from."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa

TURN = pa.struct([pa.field("role", pa.string(), nullable=False), pa.field("content", pa.string(), nullable=False)])

PAIR = pa.schema(
    [
        pa.field("pair_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("licence", pa.string(), nullable=False),
        pa.field("domain", pa.string(), nullable=False),
        pa.field("trust", pa.int16(), nullable=False),
        pa.field("made_by", pa.string(), nullable=False),
        pa.field("group", pa.string(), nullable=False),
        pa.field("system", pa.string(), nullable=False),
        pa.field("history", pa.list_(pa.field("element", TURN, nullable=False)), nullable=False),
        pa.field("instruction", pa.string(), nullable=False),
        pa.field("input", pa.string(), nullable=False),
        pa.field("output", pa.string(), nullable=False),
        pa.field("task", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("steps", pa.string(), nullable=False),
        pa.field("source_task", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("meta", pa.string(), nullable=False),
    ]
)

STANDIN = pa.struct(
    [
        pa.field("field", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("entity", pa.string(), nullable=False),
    ]
)
"""A span that stands in for a value taken out, and what kind of value that was."""

TEXTS = PAIR.append(pa.field("standins", pa.list_(pa.field("element", STANDIN, nullable=False)), nullable=False))
"""PAIR as it lies in `texts/` and as every stage sees it."""

TEXT_FIELDS = ("system", "instruction", "input", "output")
LABELS = ("task", "kind", "steps", "language")

Turn = dict[str, str]


def canonical(row: Any) -> bytes:
    """The row as JSON that does not depend on key order, file format or how a number was spelt.

    Empty cells count as absent and scalars as text, so that a row read from CSV, Parquet or JSON is one row.
    """
    return orjson.dumps(_plain(row), option=orjson.OPT_SORT_KEYS)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items() if item is not None and item != ""}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return json.dumps(value, default=str)


def row_digest(row: Any) -> bytes:
    """sha256 of the parsed row; its first 8 bytes name the pair."""
    return hashlib.sha256(canonical(row)).digest()


def base_id(source: str, digest: bytes, suffix: str = "") -> str:
    """`<source>-<16 hex>`, then `#<turn>`; the pipeline adds `.n` for the n-th equal row of a source."""
    return f"{source}-{digest[:8].hex()}{suffix}"


def user_text(instruction: str, given: str) -> str:
    """What the model is asked: instruction, then the input under it."""
    return f"{instruction}\n\n{given}" if instruction and given else instruction or given


def messages(pair: dict[str, Any]) -> list[Turn]:
    """A pair as chat messages, the answer last."""
    return [*prompt(pair), {"role": "assistant", "content": pair["output"]}]


def prompt(pair: dict[str, Any]) -> list[Turn]:
    """A pair's ask as chat messages."""
    system: Sequence[Turn] = [{"role": "system", "content": pair["system"]}] if pair["system"] else []
    return [*system, *pair["history"], {"role": "user", "content": user_text(pair["instruction"], pair["input"])}]
