"""Writes the bundled sample, always the very same bytes: `python sample/write.py [--out FOLDER]`."""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from writing import company, copies, corrupt, files, flan, knowledge, near, planting, sums, texts
from writing.core import SOURCES, Mark, Row

SEED = 20240611
Family = Callable[[random.Random], list[Row]]
GOALS = {"alpaca": 930, "dolly": 730, "flan_hub": 470}
FIELDS: dict[str, tuple[str, ...]] = {
    "input": ("defect.placeholder_input", "defect.input_repeats_instruction", "defect.url_only_input"),
    "instruction": ("defect.empty_ask", "defect.missing_referent", "ambiguous"),
    "output": ("arithmetic", "control_token", "defect.empty_output", "defect.placeholder_output", "defect.echo"),
}


def rng(name: str) -> random.Random:
    """Each family draws from its own stream, so that a change of one leaves the others alone."""
    return random.Random(f"{SEED}/{name}")


def clean_pool() -> list[Row]:
    """Rows that any general source could hold."""
    families: tuple[Family, ...] = (knowledge.countries, knowledge.elements, knowledge.animals, knowledge.words)
    families += (knowledge.idioms, knowledge.events, knowledge.books, knowledge.recipes, texts.passages, texts.ideas)
    families += (texts.translations, texts.grammar, sums.short_sums)
    rows = [row for family in families for row in family(rng(family.__name__))]
    rows += knowledge.sorting(rng("sorting"), 60)
    for name in ("explain.txt", "creative.txt", "code.txt", "rewrite.txt"):
        rows += texts.written(name)
    return rows


def planted_rows() -> list[Row]:
    rows = planting.personal(SEED) + planting.defects() + planting.marks() + planting.contradictions()
    rows += planting.agreeing() + planting.arithmetic() + planting.leaks() + planting.paraphrases(rng("paraphrases"))
    rows += planting.task_conflicts()
    partner = company.partner_entries()
    for row in partner:
        row.mark = Mark("licence", "drop", "the partner's licence forbids training", reason="policy.licence")
    return rows + partner + corrupt.rows() + copies.planted_near_misses()


def dealt(pool: list[Row], taken: Counter[str]) -> list[Row]:
    """Deals the pool out, until each general source has what it lacks."""
    rng("deal").shuffle(pool)
    pool.sort(key=lambda row: row.task == "open_qa")  # short questions are plenty, so they fill what is left
    lacking = {source: goal - taken[source] for source, goal in GOALS.items()}
    rows = []
    for number, row in enumerate(pool):
        fit = [s for s in lacking if lacking[s] > 0 and (s != "dolly" or row.task in files.DOLLY_TASKS)]
        if not fit:
            continue
        source = max(fit, key=lambda s: (s == "dolly" and number % 3 > 0, lacking[s]))
        lacking[source] -= 1
        rows.append(flan.as_hub(row) if source == "flan_hub" else planting.placed(row, source))
    return rows


def all_rows() -> list[Row]:
    rows = planted_rows() + flan.stars(rng("stars"), 130) + flan.hub(rng("hub"))
    rows += flan.cot(rng("cot")) + flan.instances(rng("instances"))
    rows += company.handbook(rng("handbook")) + company.support(rng("support"))
    duplicates = 60
    taken = Counter(row.source for row in rows)
    taken.update({"alpaca": duplicates // 2, "dolly": duplicates // 4, "flan_hub": duplicates // 6})
    rows += dealt(clean_pool(), taken)
    rows += copies.in_task_files(rows, rng("task files"))
    return rows + copies.duplicates(rows, duplicates, rng("copies"))


def near_rows() -> list[Row]:
    """They come behind all others, so that those keep their places."""
    return near.semantic() + near.decoys() + near.long_pairs() + near.leaks()


def write(out: Path) -> list[Row]:
    rows, last = all_rows(), near_rows()
    data = out / "data"
    for folder in (data, data / "flan/cot", data / "flan/ni"):
        folder.mkdir(parents=True, exist_ok=True)
    by_source = {source: [row for row in rows if row.source == source] for source in SOURCES}
    for source, chosen in by_source.items():
        rng(f"order/{source}").shuffle(chosen)
        behind = [row for row in last if row.source == source]
        rng(f"near/{source}").shuffle(behind)
        chosen += behind
    rows += last
    files.write_alpaca(data / "alpaca.json", by_source["alpaca"])
    files.write_jsonl(data / "dolly.jsonl", by_source["dolly"])
    files.write_jsonl(data / "flan/hub.jsonl", by_source["flan_hub"])
    files.write_jsonl(data / "support.jsonl", by_source["support"])
    files.write_cot(data / "flan/cot", by_source["flan_cot"])
    files.write_ni(data / "flan/ni", by_source["flan_ni"])
    files.write_xlsx(data / "handbook.xlsx", by_source["handbook"])
    _lines(out / "eval.jsonl", _items())
    _lines(out / "truth.jsonl", (_truth(row, row.mark) for row in sorted(rows, key=_place) if row.mark))
    return rows


def _items() -> Iterable[object]:
    return ({"id": f"own-{number:03}", "prompt": prompt} for number, prompt in enumerate(planting.prompts(), 1))


def _lines(path: Path, values: Iterable[object]) -> None:
    path.write_bytes("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode())


def _place(row: Row) -> tuple[str, int]:
    file, _, number = row.origin.rpartition(":")
    return file, int(number)


def _truth(row: Row, mark: Mark) -> dict[str, object]:
    fields = mark.fields or [name for name, faults in FIELDS.items() if mark.fault in faults]
    return {
        "origin": row.origin,
        "source": row.source,
        "kind": mark.kind,
        "fault": mark.fault,
        "verdict": mark.verdict,
        "reason": mark.reason,
        "rivals": [rival.origin for rival in mark.rivals],
        "fields": fields,
        "spans": [vars(span) for span in mark.spans],
        "note": mark.note,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    write(parser.parse_args().out)
