"""Conflicts and agreeing pairs planted among real records, and what the chain of dedup and contradiction says of them.

python benchmarks/contradiction_planted.py DATA SCRATCH    (SCRATCH gets the records, the run and the vectors)
"""

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import measure
from contradiction import cases, taken
from contradiction_templates import SETS
from pipeline import open_run

SEED, EACH = 20330808, 500
RECORDS = {"alpaca": 13_000, "dolly": 13_000}
KINDS = ("polarity", "number", "date", "choice", "label", "mapping", "negation", "entity")
_SEEDS = ("tune", "second", "third", "fourth", "report", "fifth", "last")


class Both(NamedTuple):
    conflict: bool
    kind: str
    first: str
    second: str


def main(data: Path, scratch: Path) -> None:
    scratch.mkdir(parents=True, exist_ok=True)
    draw = random.Random(SEED)
    planted, rows = _planted(draw)
    (scratch / "planted_one.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[0::2]), encoding="utf-8")
    (scratch / "planted_two.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[1::2]), encoding="utf-8")
    real = _real(data, scratch, draw)
    recipe = _recipe(scratch)
    made = measure.measured([*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--json"])
    measure.write(
        "contradiction_planted.md",
        "Contradictions planted among real records",
        "python benchmarks/contradiction_planted.py DATA SCRATCH",
        [
            f"{EACH} conflicts and {EACH} agreeing pairs, {len(KINDS)} kinds by turns, wordings of all sets of templates, "
            f"among {real:,} records of Alpaca and Dolly; `winnow curate` with all stages, two workers, "
            f"{made.seconds:.0f} s.",
            "",
            *_told(scratch, planted),
        ],
    )


def _planted(draw: random.Random) -> tuple[list[Both], list[dict[str, str]]]:
    """Pairs of records; the two of a pair come from two sources. No ask is planted twice."""
    found: list[Both] = []
    rows: list[dict[str, str]] = []
    asks: set[str] = set()
    for conflict in (True, False):
        at = 0
        while sum(both.conflict == conflict for both in found) < EACH:
            kind, name = KINDS[at % len(KINDS)], _SEEDS[(at // len(KINDS)) % len(_SEEDS)]
            at += 1
            if kind not in SETS[name]:
                continue
            some = [case for case in cases(name, kind, 2 * len(SETS[name][kind]), draw) if case.conflict == conflict]
            case = draw.choice(some if conflict else [one for one in some if one.other != one.ask or one.one != one.two] or some)
            key = _place(case.ask)
            if key in asks or (not conflict and _place(case.other) != key):
                continue
            asks.add(key)
            found.append(Both(conflict, kind, case.ask, case.other))
            rows += [_row(case.ask, case.one, len(found)), _row(case.other, case.two, len(found))]
    return found, rows
