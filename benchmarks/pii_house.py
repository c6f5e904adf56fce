"""The stage as the benchmarks call it: records in, texts and changes out; and the public sets as such records."""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.vectors import LocalShelf
from schemas.apply import rewrite
from schemas.pair import TEXTS
from stages.pii.allow import Allowed
from stages.pii.cues import Cues
from stages.pii.detectors import detectors
from stages.pii.finding import Finding
from stages.pii.profiles import PROFILES, Profile
from stages.pii.record import Record
from stages.pii.scanner import Scanner
from stages.pii.settle import settle
from stages.pii.stage import REGIONS, Pii

STANDARD = PROFILES["standard"]
SHELF = LocalShelf(str(Path(__file__).parent.parent / "sample" / "surrogates.key"), public=True)
_BLANK: dict[str, Any] = {field.name: "" for field in TEXTS} | {
    "history": [],
    "trust": 1,
    "meta": "{}",
    "standins": [],
}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    start: int
    end: int
    text: str
    entity: str


def row(texts: dict[str, str]) -> dict[str, Any]:
    return {**_BLANK, **texts}


def table(records: Iterable[dict[str, str]]) -> pa.Table:
    rows = [{**_BLANK, **texts, "pair_id": f"p{n}", "source": "s"} for n, texts in enumerate(records)]
    return pa.Table.from_pylist(rows, schema=TEXTS)


def judged(records: Sequence[dict[str, str]], stage: Pii | None = None) -> list[tuple[dict[str, str], list[Change]]]:
    """Each record after the stage, and what was changed in it."""
    pairs = table(records)
    decisions = (stage or Pii()).judge(pairs, SHELF)
    changes: list[list[Change]] = [[] for _ in records]
    for said in decisions.to_pylist():
        entity = said["reason"].removeprefix("pii.").upper()
        for e in said["edits"]:
            changes[int(said["pair_id"][1:])].append(Change(e["field"], e["start"], e["end"], e["text"], entity))
    after = rewrite(pairs, decisions).select(["instruction", "input", "output"]).to_pylist()
    return list(zip(after, changes, strict=True))


def scanner(profile: Profile, names: str = "small") -> Scanner:
    return Scanner(detectors(REGIONS, names, {}), profile, Cues(), ())


def acted(of: Record, by: Scanner) -> list[Finding]:
    return settle(by.find(of), of, by.profile, by.cues, Allowed(())).act


def covered(text: str, span: Span, by: Iterable[Span]) -> float:
    """The share of the span's letters and digits that lie in these spans."""
    letters = [at for at in range(*span) if text[at].isalnum()]
    spans = [(start, end) for start, end in by if start < span[1] and span[0] < end]
    return sum(any(start <= at < end for start, end in spans) for at in letters) / max(len(letters), 1)


def public(data: Path) -> dict[str, list[dict[str, str]]]:
    """The public sets; `Alpaca, code` are those of its answers that hold code."""
    sources = data / "sources"
    alpaca = json.loads((sources / "alpaca_data.json").read_text(encoding="utf-8"))
    coded = [r for r in alpaca if any(sign in r["output"] for sign in ("```", "def ", "function"))]
    found = {
        "GSM8K": _cot(sources / "flan" / "cot" / "gsm8k_train.tsv"),
        "AQuA": _cot(sources / "flan" / "cot" / "aqua_train.tsv"),
        "Alpaca, code": [_texts(r["instruction"], r["input"], r["output"]) for r in coded],
        "Alpaca": [_texts(r["instruction"], r["input"], r["output"]) for r in alpaca],
        "Dolly": [
            _texts(r["instruction"], r["context"], r["response"])
            for r in _lines(sources / "databricks-dolly-15k.jsonl")
        ],
        "P3": [_texts(r["inputs"], "", r["targets"]) for r in _lines(sources / "flan" / "p3.jsonl")],
    }
    others = [
        r
        for f in sorted((sources / "flan" / "cot").glob("*.tsv"))
        if f.name[:4] not in ("gsm8", "aqua")
        for r in _cot(f)
    ]
    for file in sorted((sources / "flan" / "ni").glob("*.json")):
        task = json.loads(file.read_text(encoding="utf-8"))
        others += [_texts(task["Definition"][0], one["input"], one["output"][0]) for one in task["Instances"]]
    return {**found, "others (FLAN)": others}


def _texts(instruction: str, given: str, output: str) -> dict[str, str]:
    return {"instruction": instruction, "input": given, "output": output}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _cot(path: Path) -> list[dict[str, str]]:
    cells = [line.replace("\\n", "\n").split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [_texts(c[0], "", "\n".join(reversed(c[1:]))) for c in cells]


def sample(records: list[dict[str, str]], count: int, seed: int) -> list[dict[str, str]]:
    return random.Random(seed).sample(records, min(count, len(records)))
