"""Which asks can be worked out: a sum, mean, median, extreme, root, share or order of numbers, and nothing beside."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from stages.answers.quantities import figures
from stages.asks import Ask
from stages.defects.expression import value
from stages.normal import folded

READ_CHARS = 1500
MOST_NUMBERS = 200
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,30})(?:\.\d{1,30})?"
_LIST = re.compile(rf"[\[({{]?\s*{_NUMBER}(?:(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s+){_NUMBER})+\s*[\])}}]?")
_LEAD = re.compile(
    r"^(?:(?:please|kindly|can you|could you)\s+)?(?:what(?:'s| is| are| would be| does)?|how much is"
    r"|how much are|which is"
    r"|calculate|compute|find(?: out)?|evaluate|work out|determine|solve|simplify|tell me|give me|output"
    r"|return|get|do|add"
    r" up|perform|the answer to)\b(?:\s+(?:for|the (?:value|result|answer|outcome) (?:of|to|when)|this|the following"
    r"|(?:arithmetic |math |mathematical )?(?:expression|equation|problem|calculation|operation"
    r"|sum)(?= ?:)))*\s*:?\s*"
)
_TAIL = re.compile(r"(?:\s*(?:equals?|is|=)\s*(?:what|\?)?)?[\s.?!=:]*$")
_FILL = (
    r"(?:\s*:?\s*(?:(?:of|from|in|for|among|out of|the|these|this|following|given|below|two|three|four|five|six"
    r"|seven|ten|\d+(?= (?:numbers|integers|values))|numbers?|integers?|values?|list|set|array|sequence"
    r"|series|data(?:set)?"
    r"|points?|scores?)\b\s*)*:?\s*)"
)
_OF = re.compile(
    r"^(?:the )?(?P<what>sum|total|mean|average|arithmetic mean|median|maximum|max|minimum|min|largest"
    r"|highest|biggest"
    rf"|greatest|smallest|lowest|product)(?: value| number| integer| element| of all)?{_FILL}(?P<list>.*)$"
)
_SORT = re.compile(
    r"^(?:sort|order|arrange|put|rearrange|rank)\b"
    rf"(?P<before>{_FILL}(?:in(?:to)? )?)(?P<way>ascending|descending|increasing|decreasing"
    rf"|(?:from )?(?:the )?(?:smallest|"
    r"lowest|least) to (?:the )?(?:largest|highest|biggest|greatest)|(?:from )?(?:the )?(?:largest"
    r"|highest|biggest|greatest"
    r") to (?:the )?(?:smallest|lowest|least)|numerical|numeric)(?: order)?\s*[.:]?\s*(?P<list>.*)$"
)
_TWO = (
    (rf"(?:subtract|take)(?: away)? ({_NUMBER}) from ({_NUMBER})", lambda a, b: b - a),
    (rf"add ({_NUMBER}) (?:and|to|with) ({_NUMBER})", lambda a, b: a + b),
    (rf"multiply ({_NUMBER}) (?:and|by|with) ({_NUMBER})", lambda a, b: a * b),
    (rf"divide ({_NUMBER}) by ({_NUMBER})", lambda a, b: a / b if b else None),
    (rf"(?:the )?product of ({_NUMBER}) and ({_NUMBER})", lambda a, b: a * b),
    (rf"({_NUMBER})(?: ?%| percent) of ({_NUMBER})", lambda a, b: a * b / 100),
)
_ROOT = re.compile(rf"^(?:the )?(?:square root of|√)\s*({_NUMBER})$")
_PAIRS: tuple[tuple[re.Pattern[str], Callable[[Fraction, Fraction], Fraction | None]], ...] = tuple(
    (re.compile(rf"^{pattern}$"), work) for pattern, work in _TWO
)


_MIXED = re.compile(r"\b(?:plus|minus)\b.*\b(?:times|multiplied|divided)\b")


class Task(NamedTuple):
    """What comes out: one number, or numbers in order."""

    value: Fraction | None
    order: tuple[Fraction, ...] = ()


def task(ask: Ask) -> Task | None:
    """The ask worked out, where it says nothing but that."""
    if ask.history or len(ask.instruction) + len(ask.input) > READ_CHARS:
        return None
    if not any(map(str.isdigit, ask.instruction + ask.input)) and len(ask.instruction) > 200:
        return None
    text = _TAIL.sub("", figures(folded(f"{ask.instruction} {ask.input}")))
    if found := _SORT.match(text):
        return _sorted(found)
    body = re.sub(r"(?<=\d)\.\s+(?=\d|\[)", " : ", _LEAD.sub("", text, count=1))
    if found := _OF.match(_joined(body)):
        return _of(found["what"], found["list"])
    if found := _ROOT.match(body):
        return _root(_number(found[1]))
    for pattern, work in _PAIRS:
        if found := pattern.match(body):
            came = work(_number(found[1]), _number(found[2]))
            return Task(came) if came is not None else None
    if _MIXED.search(body):
        return None
    came = value(body)
    return Task(came) if came is not None else None


def _joined(body: str) -> str:
    """An input behind the full stop of its instruction: `the sum of these numbers. 3, 4`."""
    return re.sub(r"\.\s+(?=[-\[\d])", ": ", body, count=1)


def _sorted(found: re.Match[str]) -> Task | None:
    numbers = _list(found["list"] or found["before"])
    if not numbers:
        return None
    falls = found["way"].startswith("de") or re.match(
        r"(?:from )?(?:the )?(?:largest|highest|biggest|greatest)", found["way"]
    )
    return Task(None, tuple(sorted(numbers, reverse=bool(falls))))


def _of(what: str, text: str) -> Task | None:
    numbers = _list(text)
    if not numbers:
        return None
    if what in ("sum", "total"):
        return Task(sum(numbers, Fraction()))
    if "mean" in what or what == "average":
        return Task(sum(numbers, Fraction()) / len(numbers))
    if what == "median":
        low, high = sorted(numbers)[(len(numbers) - 1) // 2], sorted(numbers)[len(numbers) // 2]
        return Task((low + high) / 2)
    if what == "product":
        return Task(value("*".join(f"({number.numerator}/{number.denominator})" for number in numbers)))
    return Task(
        max(numbers) if what in ("maximum", "max", "largest", "highest", "biggest", "greatest") else min(numbers)
    )


def _root(number: Fraction) -> Task | None:
    if number < 0:
        return None
    above, below = isqrt(number.numerator), isqrt(number.denominator)
    exact = above * above == number.numerator and below * below == number.denominator
    return Task(Fraction(above, below)) if exact else None


def _list(text: str) -> list[Fraction]:
    text = text.strip().rstrip(".")
    if not _LIST.fullmatch(text):
        return []
    text = text.strip("[](){} ")
    spaced = re.fullmatch(rf"{_NUMBER}(?:\s+{_NUMBER})+", text)
    found = re.findall(_NUMBER if spaced or ", " in text or ";" in text else r"-?\d+(?:\.\d+)?", text)
    return [_number(number) for number in found] if len(found) <= MOST_NUMBERS else []


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))
