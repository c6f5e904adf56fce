"""Whether the answer to a piece of arithmetic is right: worked out anew, exactly; what leaves room is left alone."""

import re
from fractions import Fraction
from typing import NamedTuple

from stages.answers.quantities import Quantity, figures, quantities
from stages.asks import Ask
from stages.defects.tasks import task
from stages.normal import folded

READ_CHARS = 2000
LONG_WORDS = 60
NEAR = Fraction(1, 100)
_ROOM = re.compile(
    r"remainder|\d\s*r\s*\d|\d \d+/\d|10\s?\^|[x×*]\s?10|π|\bpi\b|\broughly\b|\babout\b|approx|≈"
    r"|undefined|infin|\bi\b"
    r"|```|\berror\b|√|\d \d{3}\b|\d\.\d{3}\.\d|\.\.\.|…|\bcannot\b|\bif\b|\bor\b|\bbinary\b"
)
_BROKEN_OFF = re.compile(r"(?:\b(?:equal to|equals|is|to|be)|=)[\s.:]*$")


class Checked(NamedTuple):
    """`verdict`: 1 right, -1 wrong, 0 not known; the right value and the one said."""

    verdict: int
    right: str = ""
    said: str = ""


UNKNOWN = Checked(0)


def checked(ask: Ask, answer: str) -> Checked:
    if len(answer) > READ_CHARS or not any(map(str.isdigit, ask.instruction + ask.input + answer)):
        return UNKNOWN
    worked = task(ask)
    if worked is None:
        return UNKNOWN
    text = figures(folded(answer))
    found = quantities(text)
    if worked.order:
        return _ordered(worked.order, text, found)
    if not found or worked.value is None:
        return UNKNOWN
    return _single(worked.value, text, found)


def _single(right: Fraction, text: str, found: list[Quantity]) -> Checked:
    last = _last(text, found)
    if _says(last, right) and (last.value == right or last.decimals):
        return Checked(1, shown(right), shown(last.value))
    said = [each for each in found if each.start > text.find("=")]
    if not said or _BROKEN_OFF.search(text):
        return UNKNOWN
    near = any(_says(each, right) or abs(each.value - right) <= NEAR * abs(right) for each in said)
    if near or _ROOM.search(text) or len(text.split()) > LONG_WORDS:
        return UNKNOWN
    return Checked(-1, shown(right), shown(last.value))


def _ordered(right: tuple[Fraction, ...], text: str, found: list[Quantity]) -> Checked:
    said = tuple(each.value for each in found)
    listed = ", ".join(map(shown, right))
    if said[-len(right) :] == right:
        return Checked(1, listed, listed)
    words = re.findall(r"[^\W\d_]{2,}", text)
    if _ROOM.search(text) or len(said) != len(right) or len(words) > 12 or set(said) != set(right):
        return UNKNOWN
    return Checked(-1, listed, ", ".join(map(shown, said)))


def _last(text: str, found: list[Quantity]) -> Quantity:
    """The number behind the last `=`, else the last one."""
    behind = [each for each in found if each.start > text.rfind("=") >= 0]
    return behind[0] if behind else found[-1]


def _says(said: Quantity, right: Fraction) -> bool:
    """Equal, or rounded or cut off where the number says so by its decimals."""
    values = (said.value, said.value / 100) if said.unit == "%" else (said.value,)
    step = Fraction(1, 10**said.decimals)
    return any(each == right or (right.denominator != 1 and abs(each - right) < step) for each in values)


def shown(number: Fraction) -> str:
    """As a whole number, a short decimal or a fraction."""
    text = str(number)
    if number.denominator == 1:
        return text[:40]
    return f"{float(number):.6g}" if abs(number) < 10**15 else text[:40]
