"""Capitals, small letters, commas and quotation marks."""

from stages.instructions.counting import within
from stages.instructions.text import words

_COMMAS = ",，、،"
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」"}


def upper(answer: str) -> bool:
    """Every letter that has a case is a capital, and one has."""
    return answer.isupper()


def lower(answer: str) -> bool:
    return answer.islower()


def capital_words(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    """Words all in capitals, of two letters or more: any text may have an `I`."""
    found = (word for word in words(answer) if word.isupper())
    return within(sum(sum(map(str.isalpha, word)) > 1 for word in found), least, most)


def no_comma(answer: str) -> bool:
    return not any(comma in answer for comma in _COMMAS)


def quoted(answer: str) -> bool:
    """Quotation marks around all of it."""
    said = answer.strip()
    return len(said) > 2 and said[-1] == _QUOTES.get(said[0]) and bool(said[1:-1].strip())
