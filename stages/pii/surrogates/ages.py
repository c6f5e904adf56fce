"""Ages: within three years, of as many figures, and on the same side of eighteen."""

import re

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family, casefolded
from stages.pii.surrogates.shape import digits_of, reshaped

_NUMBER = re.compile(r"\d+")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_WORD = re.compile(rf"\b(?:{'|'.join(_TEENS + _UNITS)})\b")
_TENS = re.compile(r"\w{3,4}ty\b")


def _age(value: str, rule: str, draw: Draw) -> str:
    match = _NUMBER.search(value)
    if match is None:
        return _age_in_words(casefolded(value), draw)
    old = int(match[0])
    reach = 30 if draw.crowded else 3
    ages = [old + step for step in range(-reach, reach + 1) if step and old + step > 0]
    alike = [age for age in ages if len(str(age)) == len(match[0]) and (age < 18) == (old < 18)]
    return str(draw.pick(ages if draw.crowded or not alike else alike))


def _age_in_words(value: str, draw: Draw) -> str:
    """Thirty-four becomes thirty-six; a language without a table gets other letters."""
    if match := _WORD.search(value):
        choices = _UNITS if match[0] in _UNITS else _TEENS
        word = draw.pick([word for word in choices if word != match[0]])
        return value[: match.start()] + word + value[match.end() :]
    if match := _TENS.search(value):
        return f"{value[: match.end()]}-{draw.pick(_UNITS)}{value[match.end() :]}"
    return reshaped(value, draw)


def _lay_age(core: str, value: str) -> str:
    if core.isdecimal():
        return _NUMBER.sub(core, value, count=1)
    return core.capitalize() if value[:1].isupper() else core


AGE = Family(lambda value: digits_of(value) or casefolded(value), _age, _lay_age)
