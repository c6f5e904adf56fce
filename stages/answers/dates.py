"""Dates as whole answers: `July 4, 1776`, `4 July 1776` and `1776-07-04` are one; `03/04/2020` stays as written."""

import re

_MONTHS = "january february march april may june july august september october november december"
MONTH = {name[:length]: at for at, name in enumerate(_MONTHS.split(), start=1) for length in range(3, len(name) + 1)}
_FORMS = (
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?"),
    re.compile(r"(?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})"),
)


def date(folded: str) -> str:
    """A date that is the whole of a folded text, as `year-month-day`, parts not said as 0; else nothing."""
    value = re.sub(r"^on ", "", folded)
    for form in _FORMS:
        if found := form.fullmatch(value):
            parts = found.groupdict()
            month = int(parts["month"]) if parts["month"].isdecimal() else MONTH.get(parts["month"], 0)
            day = int(parts.get("day") or 0)
            if 1 <= month <= 12 and day <= 31:
                return f"{int(parts.get('year') or 0):04}-{month:02}-{day:02}"
    return ""
