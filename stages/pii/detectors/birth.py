"""Dates of birth and ages behind their cues: candidates only, since just their link to a person makes them personal."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.columns import cells_below
from stages.pii.detectors.dates import date_pattern
from stages.pii.detectors.lead import condition, condition_of, leads
from stages.pii.finding import Hit

_FURTHEST = 40  # "born in the small town of Überlingen on 5 May 1980"
_SUM = re.compile(r"[=+*/×÷<>^-]\s*$|\d[.,]$")
_JOINT = re.compile(r"[^\W\d_]\.?[ :=\"'(]{1,5}$")
_NO_AGE = re.compile(
    r"(?i)[^\W_]|%|[.,:/–-]\d"
    r"|\s?(?:°|degrees|years? (?:ago|later|before|earlier|from)|months|weeks|days|miles|times|pages)"
)
_NUMBER = r"(?:1[01]\d|[1-9]?\d)"  # at most 119


@dataclass(frozen=True)
class DateOfBirth:
    entity: ClassVar[str] = "DATE_OF_BIRTH"
    conditions: ClassVar[tuple[str, ...]] = (condition("birth"),)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        dates = date_pattern(cues.languages)
        found: dict[int, Hit] = {}
        for cue, end in leads(text, cues, "birth"):
            if hit := _behind(text, end, dates):
                found.setdefault(hit.start, hit)
                continue
            for first, last in cells_below(text, cue):
                if dates.fullmatch(text, first, last):
                    found.setdefault(first, Hit(first, last, 0.9, "birth.column"))
        return sorted(found.values(), key=lambda hit: hit.start)


def _behind(text: str, end: int, dates: re.Pattern[str]) -> Hit | None:
    """The first date behind the cue, with no other number and at most one line end between."""
    match = dates.search(text, end, end + _FURTHEST + 30)
    if match is None:
        return None
    between = text[end : match.start()]
    if len(between) > _FURTHEST or any(map(str.isdecimal, between)) or between.count("\n") > 1:
        return None
    if match["compact"] and len(between) > 6:
        return None
    whole = sum(map(str.isdecimal, text[match.start() : match.end()])) > 2
    return Hit(match.start(), match.end(), 0.85 if whole else 0.65, "birth.date" if whole else "birth.day")


@dataclass(frozen=True)
class Age:
    entity: ClassVar[str] = "AGE"
    conditions: ClassVar[tuple[str, ...]] = (
        condition("age") + r"[^\pL\pN]*\pN",
        r"\pN[\s-]*" + condition("aged"),
        condition("age_have") + r"\s?\pN\pN?\pN?\s" + condition("age_years"),
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        return [
            Hit(match.start(group), match.end(group), 0.7, "birth.age")
            for match in _ages(cues.languages).finditer(text)
            for group in range(1, _ages(cues.languages).groups + 1)
            if match.start(group) >= 0
            and int(match[group])
            and _is_age(text, match.start(), match.start(group), match.end(group), group == 2)
        ]


def _is_age(text: str, start: int, first: int, last: int, is_led: bool) -> bool:
    """Not a part of a word or of a longer number, no result of a sum, no angle, no "age 20 years ago"."""
    if (start and text[start - 1].isalnum()) or _SUM.search(text[max(0, first - 4) : first]):
        return False
    return not is_led or bool(_JOINT.search(text[start:first]) and not _NO_AGE.match(text, last, last + 20))


@lru_cache(maxsize=32)
def _ages(languages: tuple[str, ...]) -> "re2._Regexp[str]":
    cues = Cues(languages)
    before, behind = condition_of(cues.words("age")), condition_of(cues.words("aged"))
    patterns = [rf"({_NUMBER})[\s-]{{0,3}}{behind}", rf"{before}[\s:=\"'(]{{0,4}}({_NUMBER})"]
    if cues.words("age_have"):
        patterns.append(
            rf"{condition_of(cues.words('age_have'))}\s?({_NUMBER})\s{condition_of(cues.words('age_years'))}"
        )
    return re2.compile("|".join(patterns))
