"""Dates of a day, in figures or with the name of a month in any wanted language; bounded, for short windows of text."""

import re
from functools import lru_cache

from stages.pii.cues import Cues

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:1[0-9]|20)\d\d"
_FIGURES = (
    rf"{_YEAR}([-/.]){_MONTH}\1{_DAY}",
    rf"{_DAY}([-/.])\s?{_MONTH}\2\s?(?:{_YEAR}|\d\d)",
    rf"{_MONTH}([-/.]){_DAY}\3(?:{_YEAR}|\d\d)",
    rf"{_DAY} {_MONTH} {_YEAR}",
    rf"{_YEAR}年{_MONTH}月{_DAY}日",
)
_COMPACT = (
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d",
)


@lru_cache(maxsize=32)
def date_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """A date; the group `year` is empty where only day and month are named, `compact` marks eight bare digits."""
    month = (
        "(?:"
        + "|".join(sorted(map(re.escape, Cues(languages).words("month")), key=len, reverse=True))
        + r")\.?(?![^\W_])"
    )
    day = rf"{_DAY}(?:st|nd|rd|th|er|[.oa°])?"
    year = rf"(?:[,.]?\s*(?:de |del |of |r\. )?(?P<{{}}>{_YEAR}))?"
    named = (
        rf"{day}[\s-]?(?:of |de |d[’'])?{month}-?{year.format('year')}",
        rf"{month}[\s-]{{1,2}}{day}(?!\d){year.format('year2')}",
        rf"(?P<year3>{_YEAR})[,\s-]{{1,2}}{month}[\s-]{day}(?!\d)",
    )
    compact = "|".join(_COMPACT)
    return re.compile(
        rf"(?i)(?<![^\W_])(?<!\d[.,/-])(?:{'|'.join([*_FIGURES, *named])}|(?P<compact>{compact}))(?![^\W_]|[-/.]\d)"
    )
