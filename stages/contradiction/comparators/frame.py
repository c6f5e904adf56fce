"""The same sentence with only new numbers in it."""

import re

from stages.answers.quantities import equal
from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.text import bare

NAME = "frame"
LEAST_WORDS = 2
MOST_NUMBERS = 8
MOST_WORDS = 60
_ROUGHLY = re.compile(r"\b(?:about|around|approximately|approx|roughly|nearly|almost|estimated|circa)\b|[~≈]")


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    mine, theirs = one.quantities, other.quantities
    if not mine or len(mine) > MOST_NUMBERS or len(one.words) > MOST_WORDS:
        return None
    if len(one.words) < LEAST_WORDS + len(mine) or _frame(one) != _frame(other):
        return None
    if sorted(q.value for q in mine) == sorted(q.value for q in theirs):
        return AGREE if [q.value for q in mine] == [q.value for q in theirs] else SILENT
    apart = [(a, b) for a, b in zip(mine, theirs, strict=True) if equal(a, b) is not True]
    if not apart:
        return AGREE
    if any(equal(a, b) is None for a, b in apart):
        return SILENT
    sure = 0.95 if len(apart) == 1 or apart[-1] == (mine[-1], theirs[-1]) else 0.8
    if not (first.wants_number or first.wants_date):
        sure = min(sure, 0.8)
    if _ROUGHLY.search(one.figures):
        sure = min(sure, 0.7)  # `about 86 billion`, `about 100 billion`
    return conflict(sure, one.plain, other.plain)


def _frame(said: Said) -> str:
    """The words around the numbers."""
    parts, at = [], 0
    for quantity in said.quantities:
        parts.append(said.figures[at : quantity.start])
        at = quantity.end
    return " # ".join(" ".join(bare(part)) for part in (*parts, said.figures[at:]))
