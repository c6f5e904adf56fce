"""Fetches the texts behind the samples, as fixed: never the raw pairs, which may hold personal data."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.report.drawn import Piece, name
from pipeline.report.marks import Mark, Pass, marks, pieces, spanned
from schemas.pair import TEXT_FIELDS

LAST_TURNS = 3
_COLUMNS = ["pair_id", "origin", "history", *TEXT_FIELDS]


class Wanted(NamedTuple):
    """A pair, and whose edits or what span of its answer are to be marked in it; where both are empty, nothing."""

    pair_id: str
    stage: str = ""
    reason: str = ""
    span: str = ""


class Shown(NamedTuple):
    origin: str
    fields: list[tuple[str, list[Piece]]]


@dataclass(frozen=True)
class TextTask:
    folder: Path
    partition: str
    wanted: tuple[Wanted, ...]
    rewriters: tuple[tuple[str, str], ...]


def fetch(task: TextTask) -> dict[Wanted, Shown]:
    """Those of the wanted pairs that lie in this partition."""
    path = task.folder / "texts" / f"{task.partition}.parquet"
    ids = pa.array(sorted({wanted.pair_id for wanted in task.wanted}), pa.string())
    places = pc.indices_nonzero(pc.is_in(store.read_table(path, ["pair_id"])["pair_id"], value_set=ids))
    if not len(places):
        return {}
    rows = {row["pair_id"]: row for row in store.read_table(path, _COLUMNS).take(places).to_pylist()}
    passes = _passes(task)
    return {
        wanted: Shown(rows[wanted.pair_id]["origin"], _fields(rows[wanted.pair_id], passes[wanted.pair_id], wanted))
        for wanted in task.wanted
        if wanted.pair_id in rows
    }


def _passes(task: TextTask) -> dict[str, list[Pass]]:
    """For each pair whose edits are to be marked, all that the rewriting stages did to it, in their order."""
    found: dict[str, list[Pass]] = defaultdict(list)
    ids = pa.array(sorted({wanted.pair_id for wanted in task.wanted if wanted.stage}), pa.string())
    for stage, folder in task.rewriters if len(ids) else ():
        ledger = store.read_table(
            task.folder / "ledgers" / folder / f"{task.partition}.parquet", ["pair_id", "reason", "edits"]
        )
        said: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in ledger.filter(pc.is_in(ledger["pair_id"], value_set=ids)).to_pylist():
            said[row["pair_id"]].append(row)
        for pair_id, decisions in said.items():
            found[pair_id].append(Pass(stage, decisions))
    return found


def _fields(row: dict[str, Any], passes: list[Pass], wanted: Wanted) -> list[tuple[str, list[Piece]]]:
    """The fields in reading order; of a long conversation the last turns, and those that were rewritten."""

    def marked(path: str) -> list[Mark]:
        if wanted.span and path == "output":
            return spanned(row["output"], wanted.span)
        return marks(passes, wanted.stage, wanted.reason, path) if wanted.stage else []

    def shown(label: str, text: str, found: list[Mark]) -> list[tuple[str, list[Piece]]]:
        return [(label, pieces(text, found))] if text or found else []

    turns, skipped = row["history"], 0
    fields = shown("system", row["system"], marked("system"))
    for number, turn in enumerate(turns):
        found = marked(f"history.{number}.content")
        if not found and number < len(turns) - LAST_TURNS:
            skipped += 1
            continue
        fields += shown(f"turn {number + 1}, {name(turn['role'])}", turn["content"], found)
    if skipped:
        fields.append(("turns", [Piece("note", f"(+{skipped:,} earlier turns)")]))
    for column in TEXT_FIELDS[1:]:
        fields += shown(column, row[column], marked(column))
    return fields
