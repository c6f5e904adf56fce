"""Bank accounts by IBAN: a known country, its length, and the rest 1 modulo 97."""

from dataclasses import dataclass
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.checksums import mod97
from stages.pii.detectors.published import IBANS
from stages.pii.finding import Hit

_BY_LENGTH = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
_LENGTHS = {country: length for length, countries in _BY_LENGTH.items() for country in countries.split()}
_HEAD = r"\b(?:" + "|".join(sorted(_LENGTHS)) + r")[0-9]{2}[ \-]?[A-Z0-9]{2}"
_CANDIDATE = re2.compile(f"(?i){_HEAD}")


@dataclass(frozen=True)
class Iban:
    entity: ClassVar[str] = "IBAN"
    conditions: ClassVar[tuple[str, ...]] = (f"(?i){_HEAD}",)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [_judged(text, match.start(), cues) for match in _CANDIDATE.finditer(text)]
        return [hit for hit in hits if hit]


def _judged(text: str, start: int, cues: Cues) -> Hit | None:
    end, compact, tidy = _account(text, start)
    upper = compact.upper()
    if end == 0 or not upper.isascii() or not mod97(upper):
        return None
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return None
    if not (tidy and compact == upper) and not cues.near(text, start, end, "iban"):
        return None
    # an account at bank 0000… is nobody's
    return Hit(start, end, 0.95, "iban", placeholder=upper in IBANS or upper[4:9] == "00000")


def _account(text: str, start: int) -> tuple[int, str, bool]:
    """End, signs and whether the blanks stand where they should; end 0 where the country's length isn't reached."""
    wanted = _LENGTHS[text[start : start + 2].upper()]
    signs: list[str] = []
    tidy = True
    for place in range(start, min(len(text), start + 2 * wanted)):
        letter = text[place]
        if letter.isalnum():
            signs.append(letter)
            if len(signs) == wanted:
                return place + 1, "".join(signs), tidy
        elif letter in " -" and text[place - 1].isalnum():
            tidy = tidy and len(signs) % 4 == 0
        else:
            break
    return 0, "", False
