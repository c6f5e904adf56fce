"""Ingest: raw rows become pairs or quarantine decisions, in partitions of bounded size. Nothing is lost on the way."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading import Bad, Caps, Hints, Part, Row, rows
from schemas.decision import Decisions
from schemas.draft import Draft, Reject
from schemas.pair import PAIR, TEXTS, base_id, row_digest

PARTITION_PAIRS = 16_384
PARTITION_CHARS = 32 * 2**20

RAW = PAIR.append(pa.field("slot", pa.uint64(), nullable=False)).append(pa.field("check", pa.uint64(), nullable=False))


@dataclass(frozen=True)
class Facts:
    """What a source says of all its pairs."""

    source: str
    licence: str
    domain: str
    trust: int
    made_by: str


@dataclass
class Collected:
    """One partition while it fills."""

    columns: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in RAW.names})
    quarantine: Decisions = field(default_factory=Decisions)
    chars: int = 0

    def full(self) -> bool:
        rows = len(self.columns["pair_id"]) + len(self.quarantine.rows)
        return rows >= PARTITION_PAIRS or self.chars >= PARTITION_CHARS

    def pairs(self) -> pa.Table:
        return pa.table({name: pa.array(self.columns[name], RAW.field(name).type) for name in RAW.names}, schema=RAW)


def partitions(part: Part, hints: Hints, adapter: Any, facts: Facts, limit: int | None) -> Iterator[Collected]:
    """The rows of a part as partitions; at least one, so that an empty part is on record too."""
    collected = Collected()
    stem = PurePosixPath(part.name).name.split(".")[0]
    for row in islice(_expanded(part, hints, adapter), limit):
        _collect(row, part, adapter, facts, stem, collected)
        if collected.full():
            yield collected
            collected = Collected()
    yield collected


def _expanded(part: Part, hints: Hints, adapter: Any) -> Iterator[Row | Bad]:
    """Rows as they stand, and the rows of a document where the adapter wants whole ones."""
    for row in rows(part, hints, Caps()):
        if isinstance(row, Row) and adapter.documents and isinstance(row.value, dict) and "Instances" in row.value:
            for place, value in enumerate(adapter.rows(row.value), 1):
                yield Row(value, place)
        else:
            yield row


def _collect(row: Row | Bad, part: Part, adapter: Any, facts: Facts, stem: str, into: Collected) -> None:
    if isinstance(row, Bad):
        quarantine(into, facts.source, part.name, row.place, row.reason, row.evidence, row.offset)
        return
    read = adapter.read(row.value, stem)
    if isinstance(read, Reject):
        quarantine(into, facts.source, part.name, row.place, read.reason, read.evidence, None)
        return
    digest = row_digest(row.value)
    for draft in read:
        _add(into, draft, digest, f"{part.name}:{row.place}", facts)


def quarantine(
    into: Collected, source: str, file: str, place: int, reason: str, evidence: str, offset: int | None
) -> None:
    """A row or a file that gives no pair, under the address where it can be found."""
    address = f"{source}@{file}:{place}"
    where = {"file": file, "row": place, "offset": offset, "class": reason}
    into.quarantine.say(address, "quarantine", reason, evidence, facts=where)


def _add(into: Collected, draft: Draft, digest: bytes, origin: str, facts: Facts) -> None:
    pair_id = base_id(facts.source, digest, draft.suffix)
    values = (
        pair_id,
        facts.source,
        origin,
        draft.licence or facts.licence,
        facts.domain,
        facts.trust,
        draft.made_by or facts.made_by,
        base_id(facts.source, digest),
        draft.system,
        draft.history,
        draft.instruction,
        draft.input,
        draft.output,
        draft.task,
        "",
        "",
        draft.source_task,
        draft.language,
        _meta(draft.meta) if draft.meta else "{}",
        int.from_bytes(blake2b(pair_id.encode(), digest_size=8).digest(), "little"),
        int.from_bytes(digest[8:16], "little"),
    )
    for column, value in zip(into.columns.values(), values, strict=True):
        column.append(value)
    into.chars += len(draft.instruction) + len(draft.input) + len(draft.output) + len(draft.system)
    into.chars += sum(len(turn["content"]) for turn in draft.history)


def _meta(meta: dict[str, Any]) -> str:
    try:
        return orjson.dumps(meta, default=str, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # an integer of more than 64 bits
        return json.dumps(meta, default=str, sort_keys=True, ensure_ascii=False)


Repeats = tuple[tuple[int, int], ...]


def numbering(slots: list[npt.NDArray[np.uint64]], checks: list[npt.NDArray[np.uint64]]) -> tuple[list[Repeats], int]:
    """For each partition of a source the rows that repeat an earlier one, each with its n; and the id collisions."""
    if not slots:
        return [], 0
    slot, check = np.concatenate(slots), np.concatenate(checks)
    order = np.argsort(slot, kind="stable")
    same = slot[order][1:] == slot[order][:-1]
    collisions = int(np.count_nonzero(same & (check[order][1:] != check[order][:-1])))
    runs = np.flatnonzero(np.concatenate([[True], ~same]))
    nth = np.arange(len(order)) - np.repeat(runs, np.diff(np.append(runs, len(order))))
    again = np.flatnonzero(nth)
    rows, numbers = order[again], nth[again]
    by_row = np.argsort(rows)
    rows, numbers = rows[by_row], numbers[by_row]
    bounds = np.cumsum([0, *(len(s) for s in slots)])
    cuts = np.searchsorted(rows, bounds)
    return [
        tuple(zip((rows[a:b] - start).tolist(), numbers[a:b].tolist(), strict=True))
        for a, b, start in zip(cuts, cuts[1:], bounds, strict=False)
    ], collisions


def numbered(raw: pa.Table, repeats: Repeats) -> pa.Table:
    """The pairs under their final ids: the n-th equal row of a source gets `.n`."""
    none = pa.array([[]] * len(raw), TEXTS.field("standins").type)
    pairs = raw.select(PAIR.names).append_column(TEXTS.field("standins"), none)
    if not repeats:
        return pairs
    suffix: list[str] = [""] * len(pairs)
    for row, number in repeats:
        suffix[row] = f".{number}"
    ids = pairs["pair_id"].combine_chunks()
    final = pc.binary_join_element_wise(ids, pa.array(suffix), "")
    alone = pc.equal(pairs["group"].combine_chunks(), ids)
    group = pc.if_else(alone, final, pairs["group"].combine_chunks())
    pairs = pairs.set_column(PAIR.get_field_index("pair_id"), PAIR.field("pair_id"), final)
    return pairs.set_column(PAIR.get_field_index("group"), PAIR.field("group"), group)
