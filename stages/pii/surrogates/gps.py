"""Coordinates: moved to within two degrees of (0, 0), in the open ocean, with as many decimals as before."""

import re

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family, casefolded

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DEGREES = re.compile(r"\d+(?:\.\d+)?(?=\s?(?:°|º|deg|d\b))")
_MINUTES = re.compile(r"\d+(?:\.\d+)?(?=\s?['′’\"″”])")


def _degrees(value: str) -> list[re.Match[str]]:
    """The numbers that are degrees: those that say so, else the first two."""
    return (list(_DEGREES.finditer(value)) or list(_NUMBER.finditer(value)))[:2]


def _core(value: str, rule: str, draw: Draw) -> str:
    degrees = {match.start() for match in _degrees(value)}
    minutes = {match.start() for match in _MINUTES.finditer(value)}

    def moved(match: re.Match[str]) -> str:
        if match.start() not in degrees | minutes:
            return match[0]
        whole, dot, fraction = match[0].partition(".")
        if match.start() in degrees:
            new = str(draw.below(2))
        else:
            new = f"{draw.below(60 if len(whole) > 1 else 10):0{len(whole)}d}"
        return new + dot + draw.digits(len(fraction))

    return _NUMBER.sub(moved, value)


def _known(value: str) -> bool:
    degrees = _degrees(value)
    return bool(degrees) and all(float(match[0]) < 2 for match in degrees)


GPS = Family(casefolded, _core, known=_known)
