"""Preferences: of conflicts that a rule settled, the answer that stayed and the one that went, in TRL's DPO columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.export import writable, written
from pipeline.opened import OpenRun
from schemas.errors import RecipeError
from schemas.pair import PAIR, prompt

STAGE = "contradiction"
BY_RULE = ("recomputed", "majority", "trust")


class Settled(NamedTuple):
    """What was said of a pair that lost, and who won."""

    rejected: str
    chosen: str
    reason: str
    step: str
    confidence: float


def preferences(run: OpenRun, target: Path, force: bool = False) -> dict[str, Any]:
    """Write the file, whole or not at all; returns what it holds and how many settled conflicts are not in it: their
    winner is held out, or went by another stage. What nothing settled is no preference."""
    if STAGE not in run.stages:
        raise RecipeError(f"{run.folder}: no conflicts were looked for, since its chain skips {STAGE!r}; run it again")
    writable(run, target, force)
    settled = sorted(_settled(run), key=lambda one: (one.chosen, one.rejected))
    count = written(target, lambda _: _rows(run, settled))
    told = {"file": str(target), "format": "preferences", "pairs": count, "size_bytes": target.stat().st_size}
    return told | {"left_out": len(settled) - count}


def _rows(run: OpenRun, settled: list[Settled]) -> Iterator[dict[str, Any]]:
    """Only winners that went to training: no held-out ask is learnt from, and no loser of another rule."""
    winners = _pairs(run.pair_batches("train"), {one.chosen for one in settled})
    texts = (run.read("texts", partition, PAIR.names) for partition in run.partitions)
    losers = _pairs(texts, {one.rejected for one in settled if one.chosen in winners})
    seen: set[tuple[str, str]] = set()
    for one in settled:
        chosen, rejected = winners.get(one.chosen), losers.get(one.rejected)
        if chosen and rejected and (one.chosen, rejected["output"]) not in seen:
            seen.add((one.chosen, rejected["output"]))
            yield _row(one, chosen, rejected)


def _settled(run: OpenRun) -> Iterator[Settled]:
    for row in run.ledger(STAGE).to_pylist():
        facts = orjson.loads(row["facts"])
        if row["verdict"] == "drop" and facts["step"] in BY_RULE:
            yield Settled(row["pair_id"], facts["stays"], row["reason"], facts["step"], row["score"])


def _pairs(tables: Iterator[pa.Table], wanted: set[str]) -> dict[str, dict[str, Any]]:
    ids = pa.array(sorted(wanted), pa.string())
    return {
        row["pair_id"]: row
        for table in tables
        for row in table.filter(pc.is_in(table["pair_id"], value_set=ids)).to_pylist()
    }


def _row(one: Settled, chosen: dict[str, Any], rejected: dict[str, Any]) -> dict[str, Any]:
    return {
        "prompt": prompt(chosen),
        "chosen": [{"role": "assistant", "content": chosen["output"]}],
        "rejected": [{"role": "assistant", "content": rejected["output"]}],
        **{name: chosen[name] for name in ("pair_id", "source", "licence")},
        **{f"rejected_{name}": rejected[name] for name in ("pair_id", "source", "licence")},
        "reason": one.reason,
        "settled_by": one.step,
        "confidence": one.confidence,
    }
