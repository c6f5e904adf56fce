"""DECISION: what a stage says of a pair, with the evidence beside the verdict."""

from dataclasses import dataclass, field
from typing import Any

import orjson
import pyarrow as pa

VERDICTS = ("drop", "rewrite", "label", "review", "keep", "hold", "quarantine")

EDIT = pa.struct(
    [
        pa.field("field", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
    ]
)

DECISION = pa.schema(
    [
        pa.field("pair_id", pa.string(), nullable=False),
        pa.field("verdict", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("score", pa.float64()),
        pa.field("threshold", pa.float64()),
        pa.field("rival_id", pa.string()),
        pa.field("evidence", pa.string(), nullable=False),
        pa.field("edits", pa.list_(pa.field("element", EDIT, nullable=False)), nullable=False),
        pa.field("facts", pa.string(), nullable=False),
    ]
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `start:end` (code points of what the stage saw) of a field such as `output` or `history.3.content`."""

    field: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Decisions:
    """Collects decisions in order; `table()` is what a stage returns."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def say(
        self,
        pair_id: str,
        verdict: str,
        reason: str,
        evidence: str,
        *,
        score: float | None = None,
        threshold: float | None = None,
        rival_id: str | None = None,
        edits: list[Edit] | None = None,
        facts: dict[str, Any] | None = None,
    ) -> None:
        self.rows.append(
            {
                "pair_id": pair_id,
                "verdict": verdict,
                "reason": reason,
                "score": score,
                "threshold": threshold,
                "rival_id": rival_id,
                "evidence": evidence,
                "edits": [{"field": e.field, "start": e.start, "end": e.end, "text": e.text} for e in edits or []],
                "facts": orjson.dumps(facts or {}, option=orjson.OPT_SORT_KEYS).decode(),
            }
        )

    def table(self) -> pa.Table:
        return pa.Table.from_pylist(self.rows, schema=DECISION)
