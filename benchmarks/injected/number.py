"""The kind number: the answer comes to one number, with or without a unit."""

import re
from dataclasses import dataclass
from random import Random

from injected.forms import table
from injected.part import Part
from injected.records import Another, Ask, Item, Record
from injected.swaps import names_in, swap_name, swap_number
from injected.text import capital

STORIES = "cot/gsm8k_train"
_NUMBER = re.compile(
    r"(?<![\w.,/:-])(?P<currency>[$£€]\s?)?(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
    r"(?P<mark>\s?%|°[CF]?)?(?![\w/^:]|[.,]\d|-\d)"
)
_ASKED = re.compile(
    r"\b(how many|how much|how (old|tall|long|far|fast|deep|high|big|large)|calculate|compute|evaluate|solve|"
    r"find the|count\b|add\b|multiply|subtract|divide|simplify|(what is|what's|determine|give|tell|"
    r"estimate) (me )?the (\w+ ){0,2}(sum|product|area|number|average|mean|median|population|perimeter|volume|"
    r"value|total|result|answer|length|height|width|distance|speed|cost|price|percentage|mode|square root|"
    r"remainder|circumference|radius|boiling point|freezing point|melting point|largest|smallest|maximum|minimum|"
    r"greatest|least|difference|capacity|slope|factorial|angle|temperature|weight|mass|atomic number)|convert|"
    r"what is \d)",
    re.I,
)
_OTHER_ASK = re.compile(
    r"\b(write|generate|create|function|program|code|script|list|steps|binary|hex\w*|octal|roman|base|explain|"
    r"fraction|equation|describe|suggest|design|random|probability|time zone|am|pm|round|scientific notation|"
    r"words|estimate\w*|imagine|story|should|ideas|example|year|years from|date|day of|time|rate the|why|prove|"
    r"and what|and how|approximately|rank|query|sql|password|at least|ratio|minimum number|credit|rating|factors|"
    r"sentiment|output \d|when|positive|substrings?|select|choose|pick|salary|given job|imaginary|and who|"
    r"slope-intercept|last game|joke|density|clause|emotionally|ingredient|scale of|statement|combination|oldest|"
    r"employee|letter at|moon of|pattern in|missing numbers|equations|first two|decimal places|index|cutoff|photo|"
    r"website|topic|standard deviation|sequence and|where are|meaning of|its type|the following sequence$|add a number|"
    r"equivalent Celsius and|page number|performance|address|country which|outside\?|a person|someone)\b",
    re.I,
)
_HEDGED = re.compile(
    r"\b(approx\w*|about|around|roughly|nearly|almost|over|more than|less than|at least|at most|up to|between|"
    r"estimated|or|some|under|half|one|two|three|four|five|six|seven|eight|nine|ten|BC|AD|typically|usually|can|"
    r"may|to|first|second|million|billion|trillion|thousand|hundred|dozen|depending|above|below|remainder|if|"
    r"square root of|average of)\b|[~≈±<>]|\d\s?[-–]\s?\d",
    re.I,
)
_UNIT = re.compile(
    r"\s*(cubic \w+|square \w+|degrees (?:Celsius|Fahrenheit)|miles per hour|[A-Za-z²³/]{1,14}(?:\^[23]| ?[²³])?)"
)
_NO_UNIT = re.compile(
    r"(is|are|was|were|in|on|of|and|for|from|with|that|which|as|by|the|people|times|per|at|has|have|different)\b"
)
_SUM = re.compile(r"(what is \d|calculate|compute|evaluate|solve|add|multiply|subtract)\b.*\d", re.I)
_REMAINS_OPEN = re.compile(r"[A-Za-z]\d|\d[A-Za-z²]|\d\s*[/^*x×]\s*\d|[=(\[/]|\bx\b")
_MONEY = re.compile(
    r"how much[^?]*\b(money|cost|spend|pay|paid|earn|make|spent|cost)\b|how many dollars|in dollars", re.I
)
_TOTAL = re.compile(
    r"\bhow (many|much) total\b|\bthe (combined )?total\b[^.?]*\?|\b(in total|altogether|in all)\?$", re.I
)
_COUNTED = re.compile(r"[Hh]ow many ([a-z]+)(?= (?:did|does|do|are|were|will|is|has|have|had|can|would|was)\b)[^?]*\?$")
_PLAIN = table(r"""
    {answer}.
    The answer is {answer}.
""")
_SPELLED = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
_ONES, _TENS = _SPELLED.split()[:20], _SPELLED.split()[20:]


@dataclass(frozen=True, kw_only=True)
class Number(Item):
    """One number with its currency, its mark or its unit; whether it is a sum's, or counts what is there."""

    currency: str
    mark: str
    unit: str
    is_sum: bool
    is_there: bool


def read(record: Record) -> Number | None:
    if record.task == STORIES:
        return _of_story(record)
    if not record.free or len(record.answer.split()) > 20 or "\n" in record.answer or not _asks_number(record):
        return None
    found = _only_number(record)
    unit = _unit(record, found) if found else None
    if found is None or unit is None or _names_other(record):
        return None
    currency, mark = ((found[part] or "").strip() for part in ("currency", "mark"))
    return _number(record, found["number"], currency, mark, unit)


def _of_story(record: Record) -> Number | None:
    if not re.fullmatch(r"-?\d[\d,]*(\.\d+)?", record.answer):
        return None
    counted = _COUNTED.search(record.ask)
    unit = counted[1] if counted else ""
    money = _MONEY.search(record.ask.split(".")[-1]) and "$" in record.ask and "dollar" not in unit
    return _number(record, record.answer, "$" if money else "", "", unit)


def _number(record: Record, said: str, currency: str, mark: str, unit: str) -> Number | None:
    value = said.replace(",", "")
    if len(value.replace(".", "").strip("-")) > 11:
        return None
    bare = not unit and not currency and not mark and record.task != STORIES
    return Number(
        record=record,
        kind="number",
        value=value,
        currency=currency,
        mark=mark,
        unit="" if mark else unit,
        is_sum=bare and bool(_SUM.match(record.ask)),
        is_there=bool(unit) and bool(re.search(r"^how many [a-z ]+ are (there )?in\b", record.ask, re.I)),
        template=record.template(4),
    )


def _asks_number(record: Record) -> bool:
    ask = record.ask
    if not _ASKED.search(ask) or _OTHER_ASK.search(ask) or ask.count("?") > 1:
        return False
    reckons = re.match(r"(calc|comp|conv|eval|solv|add|mult)", ask, re.I)
    return bool(record.input or not reckons or re.search(r"\d", ask))


def _only_number(record: Record) -> re.Match[str] | None:
    """The one number of the answer that the ask does not give, or that stands after the last sign of equality."""
    answer = record.answer
    if len(re.findall(r"\d+", answer.replace(",", ""))) > 5 or re.search(r"\d:\d|\$$", answer):
        return None
    found = list(_NUMBER.finditer(answer))
    if "=" in answer:
        found = [one for one in found if one.start() > answer.rindex("=")]
    elif len({one["number"].replace(",", "") for one in found}) > 1:
        given = record.ask + " " + (record.input if len(record.input) < 150 else "")
        told = {one["number"] for one in _NUMBER.finditer(given)}
        found = [one for one in found if one["number"] not in told]
    if len(found) != 1:
        return None
    before, after = answer[: found[0].start()], answer[found[0].start() :]
    hedged = _HEDGED.search(before) or _HEDGED.search(after)
    is_part = _REMAINS_OPEN.search(answer[found[0].end("number") :]) or re.search(r"[/(\[*+^]|\dx", before)
    return None if hedged or is_part else found[0]


def _names_other(record: Record) -> bool:
    """Whether the answer names what the ask does not, so that it may say more than the number."""
    if re.match(r"how|calc|comp|eval|solve|conv", record.ask, re.I):
        return False
    known = record.ask + record.input
    return any(name not in known for name in names_in(record.answer) if name not in {"Fahrenheit", "Celsius", "Euros"})


def _unit(record: Record, found: re.Match[str]) -> str | None:
    """The unit, empty where there is none; None where a word after the number makes it another number."""
    rest = record.answer[found.end() :]
    tail = _UNIT.match(rest)
    if not tail:
        counted = re.search(r"[Hh]ow many ([a-z]+) (?:are|is|does|do|did|were|in)\b", record.ask)
        return counted[1] if counted else ""
    if not _NO_UNIT.match(tail[1]) and rest[tail.end() :].strip() in {"", "."}:
        return tail[1]
    return None if re.match(r"(dozen|million|times|per)\b", tail[1]) else ""


def wrong(item: Number, draw: Random) -> str:
    if "." in item.value:
        return _wrong_decimal(item.value, draw)
    right = int(item.value)
    size = abs(right)
    if size <= 12:
        picks = [right + change for change in (-3, -2, -1, 1, 2, 3) if right + change > 0 or right < 0]
    elif size < 100:
        picks = [right + change for change in (-10, -8, -6, -5, -4, -3, 3, 4, 5, 6, 8, 10)]
    else:
        step = 10 if len(str(size).rstrip("0")) > 2 else 10 ** (len(str(size)) - 2)
        picks = [right + change * step for change in (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)]
        picks = [pick for pick in picks if abs(pick - right) >= 0.02 * size]
        picks += [round(right * factor) for factor in (0.85, 0.9, 1.1, 1.15, 1.2)]
    return str(draw.choice([pick for pick in picks if pick != right and (pick != 0 or right < 0)]))


def _wrong_decimal(value: str, draw: Random) -> str:
    right = float(value)
    places = min(len(value.split(".")[1]), 4)
    for _ in range(30):
        scaled = right * draw.choice([0.75, 0.8, 0.85, 1.15, 1.2, 1.25, 1.3])
        moved = scaled + draw.choice([0, 0, 1]) * (1 if abs(right) > 5 else 0)
        new = f"{moved:.{places}f}"
        if abs(float(new) - right) > 0.08 * abs(right) and float(new) != 0:
            return new
    return f"{right + 1:g}"


def forms(item: Number, value: str, part: Part, draw: Random) -> list[str]:
    bare = [value, f"{int(value):,}"] if re.fullmatch(r"\d{4,}", value) else [value]
    full = _full(item, value, bare)
    small = not item.currency and not item.mark and bool(re.fullmatch(r"\d{1,2}", value))
    word = _spelled(int(value)) if small else ""
    fits = {"": True, "word": small, "sum": item.is_sum, "there": item.is_there, "story": item.record.task == STORIES}
    fits["reckoned"] = fits["sum"] or fits["story"]
    fits["total"] = fits["story"] and bool(_TOTAL.search(item.record.ask))
    out = [*bare, *full]
    for form in [*_PLAIN, *part.numbers]:
        if fits[form.condition]:
            answer = draw.choice(bare + full) if form.condition != "word" else ""
            out.append(form.text.format(answer=answer, number=value, word=word, Word=capital(word)))
    return out


def _full(item: Number, value: str, bare: list[str]) -> list[str]:
    """The number with its currency, its mark or its unit."""
    if item.currency:
        whole = item.currency == "$" and "." not in value
        spelled = [f"${value}.00", f"{value} dollar{'' if value == '1' else 's'}"] if whole else []
        return [item.currency + one for one in bare] + spelled
    if item.mark:
        return [one + item.mark for one in bare] + ([f"{value} percent"] if item.mark == "%" else [])
    if item.unit:
        fits = not item.unit.endswith("s") if value == "1" else item.value != "1"
        return [f"{one} {item.unit}" for one in bare] if fits else bare
    return []


def _spelled(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10 - 2] + ("-" + _ONES[number % 10] if number % 10 else "")


def other(item: Number, pool: list[Number], names: list[str], draw: Random) -> Another[Number] | None:
    """The same ask with another number or name in it or in its input."""
    ask, given = item.record.ask, item.record.input
    if given:
        new = swap_number(given, draw)
        changed = Ask(ask, new) if new and not _ASKED.search(given) else None
    else:
        text = swap_number(ask, draw, item.record.why)
        if not text and item.record.task != STORIES:
            text = swap_name(ask, names, draw)
        changed = Ask(text, "") if text else None
    return Another(changed, item, wrong(item, draw)) if changed else None
