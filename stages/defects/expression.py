"""An arithmetic expression as an exact fraction, by a parser of its own; what is too large or undefined is nothing."""

import re
from fractions import Fraction

MOST_TOKENS = 64
MOST_BITS = 1024
MOST_DIGITS = 40
_TOKEN = re.compile(r"\s*(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|(\*\*|[-+*/^()]))")
_SPELT = (
    (r"(?<=[\d)])\s*[x×·⋅]\s*(?=[\d(])", "*"),
    (r"÷|\bdivided by\b", "/"),
    (r"[−–]", "-"),
    (r"\bplus\b", "+"),
    (r"\bminus\b", "-"),
    (r"\btimes\b|\bmultiplied by\b", "*"),
    (r"\b(?:raised )?to the (?:power of|power)\b", "^"),
    (r"\bsquared\b", "^2"),
    (r"\bcubed\b", "^3"),
    (r"²", "^2"),
    (r"³", "^3"),
)
_OPERATORS = re.compile("|".join(pattern for pattern, _ in _SPELT) + r"|[-+*/^]")


class _Broken(Exception):
    """It is no expression, or one that is not worked out."""


def value(text: str) -> Fraction | None:
    """What the text comes to if it is nothing but an expression with at least one operator."""
    if not _OPERATORS.search(text):
        return None
    for pattern, sign in _SPELT:
        text = re.sub(pattern, sign, text)
    tokens = _tokens(text)
    if not tokens or len(tokens) > MOST_TOKENS:
        return None
    try:
        found, at = _sum(tokens, 0)
    except _Broken:
        return None
    return found if at == len(tokens) else None


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        token = _TOKEN.match(text, at)
        if not token or len(token[0]) > MOST_DIGITS or len(found) > MOST_TOKENS:
            return []
        found.append((token[1] or token[2]).replace(",", "").replace("**", "^"))
        at = token.end()
    return found


def _sum(tokens: list[str], at: int) -> tuple[Fraction, int]:
    total, at = _product(tokens, at)
    while at < len(tokens) and tokens[at] in "+-":
        sign = tokens[at]
        term, at = _product(tokens, at + 1)
        total = _bounded(total + term if sign == "+" else total - term)
    return total, at


def _product(tokens: list[str], at: int) -> tuple[Fraction, int]:
    total, at = _signed(tokens, at)
    while at < len(tokens) and tokens[at] in "*/":
        sign = tokens[at]
        factor, at = _signed(tokens, at + 1)
        if sign == "/" and not factor:
            raise _Broken
        total = _bounded(total * factor if sign == "*" else total / factor)
    return total, at


def _signed(tokens: list[str], at: int) -> tuple[Fraction, int]:
    if at < len(tokens) and tokens[at] == "-":
        found, at = _signed(tokens, at + 1)
        return -found, at
    return _power(tokens, at)


def _power(tokens: list[str], at: int) -> tuple[Fraction, int]:
    base, at = _atom(tokens, at)
    if at == len(tokens) or tokens[at] != "^":
        return base, at
    power, at = _signed(tokens, at + 1)
    if power.denominator != 1 or (not base and power <= 0):
        raise _Broken
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(power) * bits > MOST_BITS:
        raise _Broken
    return base ** int(power), at


def _atom(tokens: list[str], at: int) -> tuple[Fraction, int]:
    if at == len(tokens):
        raise _Broken
    if tokens[at] == "(":
        found, at = _sum(tokens, at + 1)
        if at == len(tokens) or tokens[at] != ")":
            raise _Broken
        return found, at + 1
    if tokens[at][-1].isdecimal():
        return Fraction(tokens[at]), at + 1
    raise _Broken


def _bounded(found: Fraction) -> Fraction:
    if max(found.numerator.bit_length(), found.denominator.bit_length()) > MOST_BITS:
        raise _Broken
    return found
