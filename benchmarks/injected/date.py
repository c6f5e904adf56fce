"""The kind date: the answer is a year or a date."""

import re
from dataclasses import dataclass
from random import Random

from injected.forms import table
from injected.others import as_asked, nearest
from injected.part import Part
from injected.records import Another, Ask, Item, Record
from injected.swaps import swap_name
from injected.text import capital, normal

_YEAR = "January February March April May June July August September October November December"
_MONTHS = _YEAR.split()
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_DATE = re.compile(
    rf"(?P<month1>{_MONTH}) (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<year1>\d{{4}})|"
    rf"(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH}),? (?P<year2>\d{{4}})|"
    rf"(?P<month3>{_MONTH})(?: of)?,? (?P<year3>\d{{4}})|"
    r"(?<![\d$,.-])(?P<year4>1[0-9]\d\d|20[0-2]\d)"
    r"(?![\d,]\d|-\d|\d| ?(?:km|miles|feet|people|BC|B\.C|%|m\b|ft|votes|meters))|"
    rf"(?P<month5>{_MONTH}) (?P<day5>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,? \d)|"
    rf"(?P<day6>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month6>{_MONTH})(?!,? \d)"
)
_ASKED = re.compile(
    r"\b(when|(what|which|the) (year|date|day|month)|date of|date on|year (of|that|in which|when|was)|birth ?date|"
    r"what day)\b",
    re.I,
)
_OTHER_ASK = re.compile(
    r"\b(how (long|many|much|old)|month number|make up|write|generate|create|list|why|who|where|describe|"
    r"summari[sz]e|what happens|how does|story|convert|format|tell me about|timeline|dates|years|explain|examples?|"
    r"predict|day of the week|when (you|we|i|it comes|using|people)|"
    r"what (was|is|are|were|did|does)\b(?! the (year|date|day|birth)))\b",
    re.I,
)
_TWOFOLD = re.compile(
    r"\bor\b.*\?|\band (in )?(when|who|where|what|which|how|place|the)\b|, (what|who|where)\b|^if\b|\bbetween\b|"
    r"\b(start|author) and\b",
    re.I,
)
_TASK_ASKED = re.compile(
    r"\b(when|what year|which year|what date|what day|what month|period (in|of) time|time period|point in time|"
    r"inception|publication date)\b",
    re.I,
)
_HEDGED = re.compile(
    r"\b(around|circa|approximately|about|between|from \d|until|to \d|or|early|late|mid|before|after|by|since|BC|B\.C|"
    r"BCE|century|years?,? later)\b(?= |\.|,|$|-)"
)
_NO_ONE_DATE = re.compile(
    r"\b(around|circa|approximately|between|from \d|until|early|late|mid|BC|B\.C|BCE|century)\b|\bto \d|\d+ or \d|"
    r"about \d|(before|after|by|since) (\w+ )?\d"
)
_HEDGED_SHORT = re.compile(
    r"\b(BC|BCE|century|circa|around|about|before|after|early|late|between|to|and)\b|\d0s|[-–]\s?\d{4}"
)
_PAST = re.compile(r"when (did|was|were)\b|in what year (did|was|were)|what year (did|was|were)", re.I)
_PLAIN = table(r"""
    {date}
    {date}.
    {In} {date}.
    The answer is {date}.
""")
_SAID_OF_PAST = ("It was", "That was", "The year was", "The {kind} was")
_TURNS = """
    founded => dissolved
    born => buried
    begin => end
    began => ended
    start => end
    started => ended
    first => last
    built => demolished
    opened => closed
    open => close
    established => abolished
    win => lose
    died => was born
    die => marry
    created => destroyed
    discovered => named
    join => leave
    released => recorded
    invented => patented
    signed => drafted
    published => reprinted
    formed => disbanded
    introduced => withdrawn
    married => divorced
    become => stop being
    launched => shut down
    last => first
"""
_TURNED = [(old, new) for old, _, new in (line.strip().partition(" => ") for line in _TURNS.strip().splitlines())]


@dataclass(frozen=True, kw_only=True)
class Date(Item):
    """A date as year, month and day, as far as they are told (0000 for no year); `past`: of what happened once."""

    past: bool


def read(record: Record) -> Date | None:
    if len(record.answer.split()) > 60 or len(record.ask) > 2500 or record.task.startswith(("cot", "ni")):
        return None
    short = len(record.answer.split()) <= 5
    if not _asks_date(record, short) or _hedged(record.answer, short):
        return None
    found = list(_DATE.finditer(record.answer))
    if len(found) > 1 and not short:
        found = [one for one in found if one[0] not in record.ask]
    value = _value(found[0], record) if len(found) == 1 else None
    if value is None:
        return None
    past = bool(_PAST.match(record.ask)) and not re.search(r"birth|born", record.ask)
    return Date(record=record, kind="date", value=value, past=past, template=record.template(3))


def _asks_date(record: Record, short: bool) -> bool:
    ask, task = record.ask, record.task
    if not record.free:
        return short and bool(_TASK_ASKED.search(ask)) and "generate" not in task and "build_story" not in task
    return bool(_ASKED.search(ask)) and ask.count("?") <= 1 and not _OTHER_ASK.search(ask) and not _TWOFOLD.search(ask)


def _hedged(answer: str, short: bool) -> bool:
    if re.search(r"\d0s\b|\b[Aa]s of\b|unreleased|\bfollowing the \d|\d{4}\s?[-–]\s?\d", answer):
        return True
    if short:
        return bool(_HEDGED_SHORT.search(answer))
    return bool(_HEDGED.search(answer) and _NO_ONE_DATE.search(answer))


def _value(found: re.Match[str], record: Record) -> str | None:
    told = found.groupdict("").items()
    year, month, day = ("".join(said for name, said in told if name[:-1] == part) for part in ("year", "month", "day"))
    if (day and not 1 <= int(day) <= 31) or (year and year in record.ask and record.free and not record.input):
        return None
    if year and re.search(r"\byear\b", record.ask, re.I):
        return year
    parts = [year or "0000", f"{_MONTHS.index(month) + 1:02d}" if month else "", f"{int(day):02d}" if day else ""]
    return "-".join(part for part in parts if part)


def wrong(item: Date, draw: Random) -> str:
    year, *rest = item.value.split("-")
    if not rest or (int(year) and draw.random() < 0.6):
        new = int(year) + draw.choice([-14, -9, -7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8, 11])
        if new > 2023:
            new = int(year) - draw.choice([1, 2, 3, 5, 8])
        return "-".join([str(new), *rest])
    month, *day = rest
    if day and draw.random() < 0.6:
        other_day = draw.choice([one for one in range(1, 29) if one != int(day[0])])
        return f"{year}-{month}-{other_day:02d}"
    fit = [1, 3, 5, 7, 8, 10, 12] if day and int(day[0]) > 28 else range(1, 13)
    other_month = draw.choice([one for one in fit if one != int(month)])
    return "-".join([year, f"{other_month:02d}", *day])


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _shapes(value: str) -> list[str]:
    """The ways to write a date."""
    told, *rest = value.split("-")
    year = "" if told == "0000" else told
    if not rest:
        return [year]
    month = _MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return [f"{month} {year}", f"{month}, {year}", f"{month} of {year}"]
    day = int(rest[1])
    comma, tail = (f", {year}", f" {year}") if year else ("", "")
    shapes = [f"{month} {day}{comma}", f"{day} {month}{tail}", f"{month} {_ordinal(day)}{comma}"]
    shapes += [f"the {_ordinal(day)} of {month}{tail}"]
    shapes += [f"{month[:3]} {day}{comma}", f"{day} {month[:3]}{tail}"] if month != "May" else []
    return [*shapes, value] if year else shapes


def forms(item: Date, value: str, part: Part, draw: Random) -> list[str]:
    shapes = _shapes(value)
    kind = "date" if "-" in value else "year"
    told_in = "on" if value.count("-") == 2 else "in"
    no_past = re.search(r"\b(will|is|does)\b", item.record.ask)
    fits = {"": True, "past": item.past, "year": kind == "year", "no day": told_in == "in", "told": not no_past}
    out: list[str] = []
    for condition, form in [*_PLAIN, *part.dates]:
        if not fits[condition] or (no_past and capital(form).startswith(_SAID_OF_PAST)):
            continue
        shape = draw.choice(shapes)
        if re.match(r"\d{4}-", shape) and re.search(r"\{(in_|In)\}", form):
            shape = shapes[0]
        text = form.format(date=shape, in_=told_in, In=capital(told_in), kind=kind, Kind=capital(kind))
        out.append(capital(text) if text.startswith("the ") else text)
    return out


def other(item: Date, pool: list[Date], names: list[str], draw: Random) -> Another[Date] | None:
    """The same ask of another event or with another name; for a task, another record's ask."""
    ask, given = item.record.ask, item.record.input
    if not item.record.free:
        mate = nearest(item, pool, draw, lambda one: one.value != item.value and _unlike(one, item))
        return as_asked(mate) if mate else None
    turned = (re.sub(rf"\b{old}\b", new, ask) for old, new in draw.sample(_TURNED, len(_TURNED)))
    text = next((text for text in turned if text != ask), None)
    if text is None and not given:
        text = swap_name(ask, names, draw)
    return Another(Ask(text, given), item, wrong(item, draw)) if text else None


def _unlike(one: Date, item: Date) -> bool:
    return normal(one.record.ask) != normal(item.record.ask)
