"""Dates within a text, as components: what is not said is 0, and what no calendar has is no date."""

import calendar
import re
from typing import NamedTuple

from stages.answers.dates import MONTH

_NAME = r"(?P<month>" + "|".join(sorted(MONTH, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>\d{3,4})\b"
_EDGE = r"(?<![\w.,/:$€£-])"
_END = r"(?![\d/%]|[.,:]\d|-\d)"
_FORMS = tuple(
    re.compile(_EDGE + form + _END)
    for form in (
        rf"{_NAME} {_DAY},? {_YEAR}",
        rf"(?:the )?{_DAY}(?: of)? {_NAME},? {_YEAR}",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4})",
        rf"{_NAME},?(?: of)? (?P<year>\d{{4}})\b",
        rf"{_NAME} (?:the )?{_DAY}",
        rf"(?:the )?{_DAY}(?: of)? {_NAME}",
        r"(?P<year>1\d{3}|20\d{2}|[5-9]\d{2})(?: (?:ad|ce)\b)?(?! ?(?:bc|bce)\b)",
        rf"{_NAME}",
    )
)
_BEFORE_CHRIST = re.compile(r"\b(\d{1,4}) ?(?:bc|bce)\b")


class Day(NamedTuple):
    """`swapped` has day and month the other way round, where figures leave that open."""

    year: int
    month: int
    day: int
    start: int
    end: int
    swapped: bool = False


def days(folded: str, most: int = 8) -> list[Day]:
    """Dates in the order of the text; of overlapping ones the longest form."""
    found: list[Day] = []
    for match in _BEFORE_CHRIST.finditer(folded):
        found.append(Day(-int(match[1]), 0, 0, *match.span()))
    for form in _FORMS:
        for match in form.finditer(folded):
            if all(match.end() <= other.start or other.end <= match.start() for other in found):
                found += _read(match)
        if len(found) >= most:
            break
    return sorted(found, key=lambda day: day.start)[:most]


def compatible(one: Day, other: Day) -> bool:
    """Whether one and the same day may be meant."""
    return any(
        all(a == b or not a or not b for a, b in zip(left, right, strict=True))
        for left in _readings(one)
        for right in _readings(other)
    )


def comparable(one: Day, other: Day) -> bool:
    """Whether both say some component."""
    return any(a and b for a, b in zip(one[:3], other[:3], strict=True))


def _readings(day: Day) -> list[tuple[int, int, int]]:
    plain = (day.year, day.month, day.day)
    return [plain, (day.year, day.day, day.month)] if day.swapped else [plain]


def _read(match: re.Match[str]) -> list[Day]:
    parts = match.groupdict()
    year = int(parts.get("year") or 0)
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        month, day = (first, second) if _exists(year, first, second) else (second, first)
        both = _exists(year, first, second) and _exists(year, second, first)
        return [Day(year, month, day, *match.span(), both)] if _exists(year, month, day) else []
    said = parts.get("month") or "0"
    month = int(said) if said.isdecimal() else MONTH[said]
    day = int(parts.get("day") or 0)
    if said == "may" and not day and not year:
        return []
    return [Day(year, month, day, *match.span())] if _exists(year, month, day) else []


def _exists(year: int, month: int, day: int) -> bool:
    if not 0 <= month <= 12:
        return False
    if not day:
        return bool(month or year)
    return month > 0 and day <= (calendar.monthrange(year, month)[1] if year else calendar.monthrange(2000, month)[1])
