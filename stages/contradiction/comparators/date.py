"""Dates by their components: what both say and say otherwise."""

import re

from stages.answers.days import Day, comparable, compatible
from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said

NAME = "date"
_RANGE = re.compile(
    r"\b(?:between|from .{1,30} (?:to|until|till)|centur(?:y|ies)|1?\d{3}s|decades?|depends|varies)\b"
    r"|\b(?:until|through|or|either|mid|early|late|before|after|by)(?: (?:in|on|the|of))*[ -]#|#,? (?:or"
    r"|until|through|to(?! be\b))\b"
    r"|# ?[-–—] ?[\d#]|\d ?[-–—] ?#"
)
_DEADLINE = re.compile(
    r"\b(?:by (?:what|which|when)|deadline|due|latest|until when|till when|last (?:day|date)|clos(?:e|es|ing)"
    r"|end|ends)\b"
)
_BY = re.compile(r"\b(?:by|until|before)\b(?= (?:the )?#)")
_YEAR = re.compile(r"(?:in |the |year |of )*(?:1[0-9]|20)\d\d")
_ROUGH = re.compile(r"\b(?:about|around|approximately|circa|ca|c|roughly|estimated|probably)\b")


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    if not one.days or not other.days:
        return None
    mine, theirs = _told(one, first), _told(other, first)
    if not (first.wants_date or (_whole(one, mine) and _whole(other, theirs))):
        return None
    if (one.denials - other.denials) % 2:
        return SILENT
    if any(compatible(a, b) and comparable(a, b) for a in mine for b in theirs):
        return AGREE if len(mine) == len(theirs) == 1 else SILENT
    if len(mine) > 1 or len(theirs) > 1 or _vague(one, first) or _vague(other, first):
        return SILENT
    (a,), (b,) = mine, theirs
    if not comparable(a, b):
        return SILENT
    sure = 0.95
    if (_ROUGH.search(one.plain) or _ROUGH.search(other.plain)) and not (a.month and b.month and a.month != b.month):
        sure = 0.7
    return conflict(sure, one.plain[a.start : a.end], other.plain[b.start : b.end])


def _told(said: Said, asked: Asked) -> list[Day]:
    """The dates of an answer, each once; those that the ask names as well only where there are no others."""
    found: list[Day] = []
    for day in said.days:
        if not any(day[:3] == other[:3] for other in found):
            found.append(day)
    own = [day for day in found if f" {said.plain[day.start : day.end]} " not in f" {asked.folded} "]
    return own or found


def _whole(said: Said, found: list[Day]) -> bool:
    """Whether the answer is little more than one date with a month or a day, or a year alone."""
    return len(found) == 1 and said.told.count(" ") < 5 and (bool(found[0].month) or bool(_YEAR.fullmatch(said.told)))


def _vague(said: Said, asked: Asked) -> bool:
    """Whether what stands around the dates makes a span of time of them; a deadline is one day."""
    around = said.plain
    for day in said.days:
        around = around[: day.start] + "#" * (day.end - day.start) + around[day.end :]
    if _DEADLINE.search(asked.folded):
        around = _BY.sub("", around)
    return bool(_RANGE.search(around))
