"""Decontamination: planted evaluation items found, clean records left alone, 13-grams beside it, and what it costs.

python benchmarks/decontamination.py DATA SCRATCH [RECORDS]    (DATA holds sources/ and eval/; vectors stay in SCRATCH)
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

import pyarrow as pa

import measure
import pii_house as house
from disguises import DISGUISES, Carrier
from pipeline.references import Reference, surveyed
from pipeline.tables import ReferenceTable
from pipeline.vectors import LocalShelf
from schemas.pair import TEXTS
from stages.decontamination.index import RUN
from stages.decontamination.stage import Decontamination
from stages.wording.grams import Vocabulary, runs, word_numbers

SEED, ITEMS, RECORDS, READ, ALL = 7, 500, 6_000, 50, 130_000
GRAM = 13
BARS = {"verbatim": 1.0, "inside a long prompt": 0.98, "function words dropped, synonyms": 0.90}
MOST_FLAGGED = 0.0015
Texts = dict[str, str]


class Grams:
    """The usual rule: a record that shares 13 words in a row with an item is contaminated."""

    def __init__(self, items: Sequence[str]) -> None:
        self.known = Vocabulary()
        self.held = {gram for item in items for gram in self._of(item)}

    def flags(self, record: Texts) -> bool:
        ask = f"{record['instruction']}\n{record['input']}"
        return any(gram in self.held for text in (ask, record["output"]) for gram in self._of(text))

    def _of(self, text: str) -> list[int]:
        numbers: list[int] = runs(word_numbers(text, self.known), GRAM).tolist()
        return numbers


def main(data: Path, scratch: Path, records: int = RECORDS) -> None:
    kept = (scratch / "vectors").exists()
    scratch.mkdir(parents=True, exist_ok=True)
    table = ReferenceTable("eval", str(data.resolve() / "eval" / "prompts.jsonl"), "text")
    sets: tuple[Reference, ...] = surveyed([table], data, data)
    shelf = LocalShelf(cache=str(scratch / "vectors"), sets=sets)
    stage = Decontamination()
    items = [text for _, _, text in shelf.references()]
    began = process_time()
    judged(stage, shelf, [{"instruction": "Say nothing.", "input": "", "output": "."}])
    prepared = process_time() - began
    print(f"{len(items):,} items prepared in {prepared:.1f} s", file=sys.stderr)
    grams = Grams(items)
    lines = [
        f"{len(items):,} items of eval/prompts.jsonl as one reference set, the stage with its defaults {stage}. Beside "
        f"it the usual rule: {GRAM} words in a row in common, words folded as ours.",
        "",
        *_planted(data, stage, shelf, grams, items),
        *_clean(data, scratch, stage, shelf, grams, records, prepared),
        f"Vectors {'were kept in SCRATCH from an earlier run' if kept else 'were made in this run'}.",
    ]
    command = f"python benchmarks/decontamination.py DATA SCRATCH {records}"
    measure.write("decontamination.md", "Decontamination", command, lines)


def judged(stage: Decontamination, shelf: LocalShelf, records: Sequence[Texts]) -> list[dict[str, Any] | None]:
    """What is said of each record, if anything."""
    blank = {"system": "", "history": [], "standins": []}
    rows = [{**blank, **record, "pair_id": f"p{n}"} for n, record in enumerate(records)]
    names = ["pair_id", "system", "history", "instruction", "input", "output", "standins"]
    pairs = pa.Table.from_pylist(rows, schema=pa.schema([TEXTS.field(name) for name in names]))
    said: list[dict[str, Any] | None] = [None] * len(records)
    for decision in stage.judge(pairs, shelf).to_pylist():
        said[int(decision["pair_id"][1:])] = decision
    return said


def _planted(data: Path, stage: Decontamination, shelf: LocalShelf, grams: Grams, items: Sequence[str]) -> list[str]:
    draw = random.Random(SEED)
    chosen = draw.sample(list(dict.fromkeys(items)), ITEMS)
    public = house.public(data)
    texts = [f"{r['instruction']} {r['input']} {r['output']}" for name in ("Alpaca", "Dolly") for r in public[name]]
    long = [text for text in texts if len(text.split()) > 150]
    answers = [record["output"] for record in house.sample(public["Alpaca"], 10_000, SEED)]
    short = sum(len(item.split()) < RUN for item in chosen)
    lines = [
        "## Planted",
        "",
        f"{ITEMS} items, each in six disguises in the place of the ask of a real Alpaca record, or in the middle of a "
        f"long text of Alpaca or Dolly. {short} of them have fewer than {RUN} words.",
        "",
        f"| disguise | dropped | by which | listed for review | {GRAM}-grams | bar |",
        "|---|---:|---|---:|---:|---:|",
    ]
    for name, disguise in DISGUISES.items():
        records = []
        for item in chosen:
            carrier = Carrier(draw.choice(long), draw.choice(answers))
            records.append({"instruction": disguise(item, carrier, draw), "input": "", "output": carrier.output})
        said = judged(stage, shelf, records)
        drops = [d["reason"].partition(".")[2] for d in said if d and d["verdict"] == "drop"]
        listed = sum(d is not None and d["verdict"] == "review" for d in said)
        usual = sum(map(grams.flags, records))
        how = ", ".join(f"{n} {reason}" for reason, n in Counter(drops).most_common())
        bar = f"{BARS[name]:.2f}: {'yes' if len(drops) >= BARS[name] * ITEMS else '**no**'}" if name in BARS else ""
        lines.append(f"| {name} | {len(drops) / ITEMS:.3f} | {how} | {listed} | {usual / ITEMS:.3f} | {bar} |")
    return [*lines, ""]


def _clean(
    data: Path, scratch: Path, stage: Decontamination, shelf: LocalShelf, grams: Grams, count: int, prepared: float
) -> list[str]:
    public = house.public(data)
    groups = {"Alpaca": public["Alpaca"], "Dolly": public["Dolly"]}
    groups["FLAN"] = public["AQuA"] + public["P3"] + public["others (FLAN)"]
    whole = sum(map(len, groups.values()))
    lines = [
        "## Clean records",
        "",
        f"A seeded sample of {min(count, whole):,} of {whole:,} records of Alpaca, Dolly, FLAN in proportion. GSM8K of "
        "FLAN is left out: it is the training half of a set in the reference. Nobody has cleaned them: some of what "
        "is flagged really is there.",
        "",
        f"| source | records | dropped | share | by which | listed for review | {GRAM}-grams |",
        "|---|---:|---:|---:|---|---:|---:|",
    ]
    flagged: list[dict[str, Any]] = []
    tally: Counter[str] = Counter()
    cold = warm = 0.0
    for name, rows in groups.items():
        records = house.sample(rows, round(count * len(rows) / whole), SEED)
        began = process_time()
        said = judged(stage, shelf, records)
        cold += process_time() - began
        began = process_time()
        judged(stage, shelf, records)
        warm += process_time() - began
        both = list(zip(records, said, strict=True))
        drops = [(record, d) for record, d in both if d and d["verdict"] == "drop"]
        listed = sum(d is not None and d["verdict"] == "review" for _, d in both)
        usual = sum(map(grams.flags, records))
        how = ", ".join(f"{n} {r}" for r, n in Counter(d["reason"].partition(".")[2] for _, d in drops).most_common())
        share = len(drops) / max(1, len(records))
        lines.append(f"| {name} | {len(records):,} | {len(drops)} | {share:.2%} | {how} | {listed} | {usual} |")
        tally.update(records=len(records), drops=len(drops), listed=listed, usual=usual)
        flagged += [_shown(data, name, record, d) for record, d in drops]
    share = tally["drops"] / tally["records"]
    lines.append(
        f"| all | {tally['records']:,} | {tally['drops']} | {share:.2%} | | {tally['listed']} | {tally['usual']} |"
    )
    random.Random(SEED).shuffle(flagged)
    told = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in flagged[:READ])
    (scratch / "flagged.jsonl").write_text(told, encoding="utf-8")
    scale = ALL / tally["records"]
    return [
        *lines,
        "",
        f"At most {MOST_FLAGGED:.2%} flagged: {'yes' if share <= MOST_FLAGGED else '**no**'}.",
        "",
        "## Time",
        "",
        f"CPU seconds of one process. Items read, indexed and their vectors fetched: "
        f"{prepared:.1f}. {tally['records']:,} records: {cold:.1f}, once their vectors are kept {warm:.1f}. "
        f"Extrapolated, as each record costs the same: {ALL:,} records {cold * scale:.0f} and {warm * scale:.0f} s.",
    ]


def _shown(data: Path, name: str, record: Texts, said: dict[str, Any]) -> dict[str, Any]:
    """For a person to read; stays in SCRATCH."""
    number = json.loads(said["facts"])["item"]
    item = json.loads((data / "eval" / "prompts.jsonl").read_text(encoding="utf-8").split("\n")[number - 1])
    return {"source": name, "reason": said["reason"], "score": said["score"], "item": item, "record": record}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:4]))
