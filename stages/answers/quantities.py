"""Numbers of a text with the unit or the thing that is counted, as exact fractions; what is no plain number is none."""

import re
from fractions import Fraction
from typing import NamedTuple

from stages.answers.units import measured, unit
from stages.wording.numerals import SCALES, SMALL, TENS, numbers

ROUNDED = frozenset(("length", "mass", "volume", "area", "temperature"))
MOST = 64
MOST_DIGITS = 40
MOST_POWER = 400
_WORDS = "|".join(sorted((*SMALL, *TENS, *SCALES), key=len, reverse=True))
_RUN = re.compile(rf"(?<![\w'-])(?:{_WORDS})(?:(?:-|\s(?:and\s)?)(?:{_WORDS}))*(?![\w'-])")
_ONE = ("is", "are", "has", "have", "only", "just", "exactly", "=", "answer:")  # else it may be anyone
_FIGURE = re.compile(
    r"(?<![\w.,/^])(?P<cur>[$€£¥]\s?)?(?P<num>[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,40})(?:\.\d{1,40})?(?:e[+-]?\d{1,6})?)"
    r"(?:\s?[/⁄]\s?(?P<den>\d{1,40})(?![\d/]))?(?![\d.,]*\d|/\d|:\d|[-–]\d)"
    r"(?P<after>\s?(?P<scale>thousand|million|billion|trillion|bn|k(?![a-z]))?(?![a-z])"
    r"\s?-?(?P<unit>%|°\s?[cf]?(?![a-z])|degrees? (?:celsius|fahrenheit|centigrade)|[^\W\d_][\w²³]*)?)"
)
_SCALE = {"k": 3, "bn": 9} | SCALES
_NO_UNIT = frozenset(
    [
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "to",
        "in",
        "of",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "if",
        "than",
        "then",
        "so",
        "but",
        "who",
        "which",
        "that",
        "the",
        "a",
        "an",
        "it",
        "they",
        "per",
        "times",
        "plus",
        "minus",
        "more",
        "less",
        "total",
        "altogether",
        "because",
        "since",
        "when",
        "while",
        "after",
        "before",
        "not",
        "divided",
        "multiplied",
        "different",
        "unique",
        "main",
        "major",
        "left",
        "remaining",
        "each",
        "all",
    ]
)


class Quantity(NamedTuple):
    """`unit` is empty, a unit of measure, or what is counted; the rest say where and how it stands in the text."""

    value: Fraction
    unit: str
    start: int
    end: int
    decimals: int

    @property
    def measure(self) -> tuple[str, Fraction]:
        return measured(self.value, self.unit)

    @property
    def counted(self) -> bool:
        return not self.measure[0]


def quantities(folded: str) -> list[Quantity]:
    """The first `MOST` quantities of a folded text."""
    text = figures(folded)
    found = []
    for match in _FIGURE.finditer(text):
        value = _value(match["num"], match["den"], match["scale"])
        if value is not None:
            part = match["num"].partition(".")[2]
            end = match.end("scale") if match["scale"] else match.end("den") if match["den"] else match.end("num")
            found.append(Quantity(value, _unit(match), match.start(), end, len(part.partition("e")[0])))
        if len(found) == MOST:
            break
    return found


def _unit(match: re.Match[str]) -> str:
    if match["cur"]:
        return unit(match["cur"].strip())
    said = match["unit"] or ""
    said = unit(said) if said not in _NO_UNIT else ""
    return "" if said == "in" else said


def _value(digits: str, below: str | None, scale: str | None) -> Fraction | None:
    mantissa, _, power = digits.replace(",", "").replace("−", "-").partition("e")
    if abs(int(power or 0)) > MOST_POWER or len(mantissa) > MOST_DIGITS or (below and not int(below)):
        return None
    value = Fraction(mantissa) * Fraction(10) ** (int(power or 0) + (_SCALE[scale] if scale else 0))
    return value / int(below) if below else value


def figures(folded: str) -> str:
    """Numbers that are spelt out become figures."""
    if not any(word in folded for word in (*SMALL, *TENS, *SCALES)):
        return folded
    return _RUN.sub(_spelt, folded)


def _spelt(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rsplit(None, 1)
    if match[0] in SCALES or (match[0] == "one" and before and before[-1] not in _ONE):
        return match[0]
    said = numbers(match[0])
    if len(said) != 1:
        return match[0]
    mantissa, _, power = said[0].partition("e")
    return mantissa + "0" * int(power or 0)


def equal(one: Quantity, other: Quantity) -> bool | None:
    """Whether two quantities are one; nothing where they cannot be compared. What is measured may be rounded."""
    (here, a), (there, b) = one.measure, other.measure
    if here != there and one.unit and other.unit:
        return None
    if here != there:
        a, b = one.value, other.value
    if a == b or _rounded(one, other):
        return True
    return here == there and here in ROUNDED and abs(a - b) * 200 <= max(abs(a), abs(b))


def _rounded(one: Quantity, other: Quantity) -> bool:
    """The coarser of two decimal numbers is the other one rounded or cut off."""
    if one.unit != other.unit and one.unit and other.unit:
        return False
    coarse, fine = sorted((one, other), key=lambda each: each.decimals)
    if coarse.decimals == fine.decimals == 0 and coarse.value.denominator == fine.value.denominator == 1:
        return False
    step = Fraction(1, 10**coarse.decimals)
    return abs(coarse.value - fine.value) < step and fine.value.denominator > coarse.value.denominator
