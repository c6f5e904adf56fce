"""Postcodes by themselves: behind their cue, or behind a state or (where their form is their own) a town."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.address import StreetAddress
from stages.pii.detectors.columns import cells_below
from stages.pii.detectors.lead import condition, leads, value_start
from stages.pii.detectors.streets import CA_POSTCODE, STATE_NAMES, STATES, UK_POSTCODE
from stages.pii.finding import Hit

_CODE = re.compile(
    rf"(?:{UK_POSTCODE}|{CA_POSTCODE}|\d{{5}}(?:-\d{{3,4}})?"
    r"|\d{4} ?[A-Z]{2}|\d{4}-\d{3}|\d\d-\d{3}|\d{3} \d\d|\d{8}|\d{6}|\d{4})"
    r"(?![^\W_]|[.,:-]\d)"
)
_TOWN = r"(?:^|[^\pL\pN])[A-ZÀ-ÞĀ-ɏ][A-Za-zÀ-ɏ'’-]+"
_NEAR = rf"(?:\b(?:{'|'.join(STATES)})|{STATE_NAMES}),?\s([0-9]{{5}})\b|{_TOWN},?\s({UK_POSTCODE}|{CA_POSTCODE})\b"
_BESIDE = re2.compile(_NEAR)


@dataclass(frozen=True)
class Zip:
    entity: ClassVar[str] = "ZIP"
    conditions: ClassVar[tuple[str, ...]] = (condition("zip"), _NEAR)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        found: dict[int, Hit] = {}
        for cue, end in leads(text, cues, "zip"):
            start, _ = value_start(text, end, cues)
            if match := _CODE.match(text, start, start + 12):
                found.setdefault(start, Hit(start, match.end(), 0.8, "zip.cue"))
                continue
            for first, last in cells_below(text, cue):
                if _CODE.fullmatch(text, first, last):
                    found.setdefault(first, Hit(first, last, 0.8, "zip.column"))
        for match in _BESIDE.finditer(text):
            start, end = match.span(1 if match.start(1) >= 0 else 2)
            found.setdefault(start, Hit(start, end, 0.7, "zip.place"))
        return _marked(text, sorted(found.values(), key=lambda hit: hit.start), cues)


def _marked(text: str, found: list[Hit], cues: Cues) -> list[Hit]:
    """What belongs to an address of nobody's is nobody's either, and so is what examples are filled with."""
    famous = [hit for hit in StreetAddress().find(text, cues) if hit.placeholder] if found else []
    return [
        replace(hit, placeholder=_is_made_up(text[hit.start : hit.end]) or any(_holds(one, hit) for one in famous))
        for hit in found
    ]


def _holds(one: Hit, other: Hit) -> bool:
    return one.start <= other.start and other.end <= one.end


def _is_made_up(code: str) -> bool:
    digits = "".join(filter(str.isdecimal, code))
    return code.isdecimal() and (len(set(digits)) == 1 or digits in "0123456789")
