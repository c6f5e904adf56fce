"""Conflicts and agreeing pairs planted among real records, and what the chain of dedup and contradiction says of them.

python benchmarks/contradiction_planted.py DATA SCRATCH    (SCRATCH gets the records, the run and the vectors)
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import measure
from contradiction import FREE, SETS, case_of
from pipeline import open_run

SEED, EACH, REAL = 20330808, 500, 13_000
Row = dict[str, str]


class Both(NamedTuple):
    """Two planted records, by their places in the two files."""

    conflict: bool
    kind: str
    at: int


def main(data: Path, scratch: Path) -> None:
    scratch.mkdir(parents=True, exist_ok=True)
    draw = random.Random(SEED)
    planted, one, other = _planted(draw)
    alpaca = json.loads((data / "sources/alpaca_data.json").read_text(encoding="utf-8"))
    dolly = (data / "sources/databricks-dolly-15k.jsonl").read_text(encoding="utf-8").splitlines()
    _write(scratch / "alpaca.jsonl", draw.sample(alpaca, REAL))
    _write(scratch / "dolly.jsonl", [json.loads(line) for line in draw.sample(dolly, REAL)])
    _write(scratch / "one.jsonl", one)
    _write(scratch / "other.jsonl", other)
    recipe = _recipe(scratch)
    made = measure.measured([*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--json"])
    measure.write(
        "contradiction_planted.md",
        "Contradictions planted among real records",
        "python benchmarks/contradiction_planted.py DATA SCRATCH",
        [
            f"{EACH} conflicts and {EACH} agreeing pairs, from the own sets of templates of `contradiction.py`, "
            f"among {2 * REAL:,} records of Alpaca and Dolly; `winnow curate`, all stages, {made.seconds:.0f} s. "
            "The two of a pair come from two sources of equal trust, so that a conflict drops both. Gone before: by "
            "`exact` or `dedup`. The templates were tuned on; what that leaves open stands in `contradiction.md` and "
            "`contradiction_real.md`.",
            "",
            *_told(scratch / "run", planted),
        ],
    )


def _planted(draw: random.Random) -> tuple[list[Both], list[Row], list[Row]]:
    """Each template with each place once; by turns a conflict and answers that agree."""
    spots = [
        (name, kind, template, place)
        for name in SETS
        if name not in FREE
        for kind in SETS[name].kinds
        for template in SETS[name].kinds[kind]
        for place in SETS[name].places
    ]
    planted: list[Both] = []
    one: list[Row] = []
    other: list[Row] = []
    for at, (name, kind, template, place) in enumerate(draw.sample(spots, 2 * EACH)):
        case = case_of(template, name, kind, draw, conflict=at % 2 == 0, place=place)
        planted.append(Both(case.conflict, kind, at))
        one.append({"instruction": case.ask, "input": "", "output": case.one})
        other.append({"instruction": case.other, "input": "", "output": case.two})
    return planted, one, other


def _write(path: Path, rows: list[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _recipe(scratch: Path) -> Path:
    text = f'[run]\nname = "planted"\nseed = 7\nout = "{scratch / "run"}"\ncache = "{scratch / "vectors"}"\n'
    text += "max_loss = 0.99\n"
    for name, form in (("alpaca", "alpaca"), ("dolly", "dolly"), ("one", "alpaca"), ("other", "alpaca")):
        text += f'[[source]]\nname = "{name}"\nformat = "{form}"\nlicence = "CC-BY-4.0"\n'
        text += f'path = "{scratch / name}.jsonl"\n'
    path = scratch / "planted.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _told(run: Path, planted: list[Both]) -> list[str]:
    opened = open_run(run)
    texts = opened.texts().select(["pair_id", "origin", "source"]).to_pylist()
    ids = {(row["source"], _line(row["origin"])): row["pair_id"] for row in texts if row["source"] in ("one", "other")}
    gone = {row["pair_id"]: row["rival_id"] for name in ("exact", "dedup") for row in _dropped(opened.ledger(name))}
    said = {row["pair_id"]: row for row in opened.ledger("contradiction").to_pylist()}
    counts: Counter[tuple[str, str]] = Counter()
    flagged: list[str] = []
    for both in planted:
        ends = [ids.get((source, both.at), "") for source in ("one", "other")]
        kind = both.kind if both.conflict else "agreeing"
        counts[kind, "planted"] += 1
        counts[kind, "merged"] += any(end in gone or not end for end in ends)
        found = [said[end] for end in ends if end in said and said[end]["rival_id"] in ends]
        dropped = any(row["verdict"] == "drop" for row in found)
        counts[kind, "dropped"] += dropped
        counts[kind, "review"] += bool(found) and not dropped
        counts[kind, "with another"] += any(end in said for end in ends) and not found
        if dropped and not both.conflict:
            flagged.append(found[0]["evidence"])
    return [*_table(counts), "", *_summary(counts, said, set(ids.values()), flagged)]


def _dropped(ledger: Any) -> list[dict[str, Any]]:
    return [row for row in ledger.to_pylist() if row["verdict"] == "drop"]


def _line(origin: str) -> int:
    """The place of a record in its file, from 0."""
    return int(origin.rpartition(":")[2]) - 1


def _table(counts: Counter[tuple[str, str]]) -> list[str]:
    columns = ("planted", "dropped", "review", "merged", "with another")
    return [
        "| planted | pairs | dropped as a conflict | for a person | half gone before | at odds with another |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {kind} | " + " | ".join(str(counts[kind, column]) for column in columns) + " |"
            for kind in dict.fromkeys(kind for kind, _ in counts)
        ),
    ]


def _summary(counts: Counter[tuple[str, str]], said: dict[str, Any], ids: set[str], flagged: list[str]) -> list[str]:
    kinds = {kind for kind, _ in counts} - {"agreeing", "entity"}
    all_, found = (sum(counts[kind, what] for kind in kinds) for what in ("planted", "dropped"))
    lost = sum(counts[kind, "merged"] for kind in kinds | {"entity"})
    real = sum(row["verdict"] == "drop" for end, row in said.items() if end not in ids)
    return [
        f"Recall on kinds but entities **{found / all_:.3f}** ({found} of {all_}); {counts['agreeing', 'dropped']} of "
        f"{counts['agreeing', 'planted']} agreeing pairs flagged; {lost} of {EACH} conflicts lost to exact or dedup. "
        f"Of the real records the stage drops {real}.",
        *(["", *(f"- {one}" for one in flagged)] if flagged else []),
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
