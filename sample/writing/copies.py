"""Plants exact duplicates: copies of clean rows that differ in nothing, or only in form."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from writing.core import Mark, Row, table
from writing.planting import placed

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x30, 0x7B) if chr(code).isalnum()})
Change = Callable[[str], str]


def _spaced(text: str) -> str:
    return "  " + text.replace(" ", "\N{NO-BREAK SPACE} ", 1).replace("\n", "\n\n") + " \n"


def _hidden(text: str) -> str:
    middle = len(text) // 2
    return text[:middle] + "\N{ZERO WIDTH SPACE}" + text[middle:]


def _ligatures(text: str) -> str:
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02").replace("...", "\u2026")


def _wide(text: str) -> str:
    word = next((w for w in text.split(" ") if w.isascii() and w.isalnum()), "")
    return text.replace(word, word.translate(WIDE), 1) if word else text


CHANGES: tuple[tuple[str, Change], ...] = (
    ("literal", str),
    ("case", str.upper),
    ("white space", _spaced),
    ("zero-width space", _hidden),
    ("ligatures and full-width letters", lambda text: _wide(_ligatures(text))),
    ("decomposed accents and small letters", lambda text: unicodedata.normalize("NFD", text).lower()),
)
HOMES = {
    "alpaca": ("alpaca", "dolly", "flan_hub"),
    "dolly": ("alpaca", "dolly"),
    "flan_hub": ("flan_hub", "alpaca"),
    "handbook": ("handbook", "support"),
}


def duplicates(clean: list[Row], count: int, rng: random.Random) -> list[Row]:
    fit = [r for r in clean if r.source in HOMES and not r.mark and r.task not in ("code", "translation", "math")]
    copies = []
    for number, original in enumerate(rng.sample([r for r in fit if _portable(r)], count)):
        way, change = CHANGES[number % len(CHANGES)]
        if original.source == "handbook" and original.input:
            way, change = CHANGES[0]
        given = change(original.input) if original.input else ""
        copy = Row(change(original.instruction), change(original.output), given, original.task)
        homes = HOMES[original.source]
        placed(copy, homes[0] if original.input else homes[number // len(CHANGES) % len(homes)])
        _pair(original, copy, way)
        copies.append(copy)
    return copies


def in_task_files(clean: list[Row], rng: random.Random) -> list[Row]:
    """Copies inside the FLAN files, where only the question or the input may differ in form."""
    copies = []
    for source, file in (("flan_cot", "word_problems.tsv"), ("flan_ni", "task9005_country_from_clues.json")):
        fit = [row for row in clean if row.source == source and row.extra.get("file") == file and not row.mark]
        for original, (way, change) in zip(rng.sample(fit, 3), CHANGES, strict=False):
            copy = Row(original.instruction, original.output, original.input, original.task, source)
            copy.extra = dict(original.extra)
            if source == "flan_cot":
                copy.instruction = change(copy.instruction)
            else:
                copy.input = change(copy.input)
            _pair(original, copy, way)
            copies.append(copy)
    return copies


def _pair(original: Row, copy: Row, way: str) -> None:
    how = "equal" if way == "literal" else f"equal but for: {way}"
    for row, other in ((original, copy), (copy, original)):
        row.mark = Mark("exact_duplicate", "drop", f"{how}; one of the group stays", reason="duplicate.exact")
        row.mark.rivals = [other]


def _portable(row: Row) -> bool:
    """A copy must be a plain ask and answer that no other rule may touch; case is part of some tasks."""
    return len(row.output) > 12 and "capital" not in row.instruction and '"' not in row.instruction


def planted_near_misses() -> list[Row]:
    """Same template with another number or name, or the same open ask with another fine answer."""
    rows = []
    for source, ask, answer, note in table("planted/same_template.txt"):
        row = placed(Row(ask, answer), source)
        row.mark = Mark("exact_duplicate", "keep", note, kind="near_miss")
        rows.append(row)
    for one, other in zip(rows[::2], rows[1::2], strict=True):
        for row, rival in ((one, other), (other, one)):
            if row.mark:
                row.mark.rivals = [rival]
    return rows
