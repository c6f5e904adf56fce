"""Telephone numbers: international, in a national format, or beside a cue; never arithmetic, dates or ISBNs."""

from dataclasses import dataclass
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.edges import alone, in_a_row
from stages.pii.detectors.numbering import Shape, international, national, nobodys, shaped
from stages.pii.finding import Hit

REGIONS = ("US", "CA", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "PL", "BE", "CH", "AT", "AU", "IN")

_GAP = r"(?:[ .\-\x{2010}-\x{2013}]|\) ?-?| ?\(| ?/ ?| [\-\x{2013}] )"
_NUMBER = rf"(?:\+\(?|\(\+?)?[0-9](?:{_GAP}?[0-9]){{6,16}}"
_CANDIDATE = re2.compile(rf"({_NUMBER})(?: ?(?:x|ext\.?|extension|#) ?[0-9]{{1,6}})?")

_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_PART = r"(?:0?[1-9]|[12][0-9]|3[01])"
_BETWEEN = r" ?[\-/. \x{2010}-\x{2013}] ?"
_DATE = re2.compile(
    rf"(?:{_YEAR}{_BETWEEN}{_PART}{_BETWEEN}{_PART}|{_PART}{_BETWEEN}{_PART}{_BETWEEN}{_YEAR}"
    rf"|{_YEAR}(?:{_BETWEEN}{_YEAR})+)(?:[ \-/.].*)?"
)
# behind a cue: its own number, or the end of what it speaks of
_OTHERWISE = re2.compile(r"[0-9\n;]|[\"'}\]],|[.!?]\s+\pL")
_SIGNS = tuple("=+*/^×÷<>%−°")


@dataclass(frozen=True)
class Phone:
    entity: ClassVar[str] = "PHONE"
    conditions: ClassVar[tuple[str, ...]] = (r"[0-9](?:[ ().\-/\x{2010}-\x{2013}]*[0-9]){6}",)

    regions: tuple[str, ...] = REGIONS

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [self._judged(text, match, cues) for match in _CANDIDATE.finditer(text)]
        return [hit for hit in hits if hit]

    def _judged(self, text: str, match: "re2._Match[str]", cues: Cues) -> Hit | None:
        number, start, end = match[1], match.start(), match.end()
        if number.startswith("(") and ")" not in number:
            number, start = number[1:], start + 1
        digits = "".join(letter for letter in number if letter.isdigit())
        shape = shaped(number)
        if not shape.plausible or not _stands_free(text, start, end):
            return None
        scored = self._scored(text, start, end, number, digits, shape, cues)
        return scored and Hit(start, end, *scored, placeholder=nobodys(digits))

    def _scored(
        self, text: str, start: int, end: int, number: str, digits: str, shape: Shape, cues: Cues
    ) -> tuple[float, str] | None:
        cued = cues.near(text, start, end, "phone")
        if "+" in number:
            return _abroad(number, digits, cued, _is_added(text, start))
        abroad = digits.startswith(("00", "011")) and (cued or len(shape.groups) > 1)
        if abroad and (told := _abroad(number, digits, cued)):
            return told
        is_book = len(digits) == 13 and digits.startswith(("978", "979"))
        if len(digits) > 13 or is_book or _DATE.fullmatch(number):
            return None
        if _is_anothers(text, start, cues):
            cued = cues.near(text, start, end, "phone", before=15, after=0)
            if not cued:
                return None
        return (0.8, "phone.cued") if cued else self._uncued(text, start, end, digits, shape, cues)

    def _uncued(
        self, text: str, start: int, end: int, digits: str, shape: Shape, cues: Cues
    ) -> tuple[float, str] | None:
        if not cues.near(text, start, end, "phone_weak", before=25) and (
            not shape.formatted or _is_reckoned(text, start, end) or in_a_row(text, start, end)
        ):
            return None
        if not national(digits, shape, self.regions):
            return (0.6, "phone.shape") if shape.telling else None
        return (0.7, "phone.national") if shape.formatted else (0.5, "phone.weakly_cued")


def _is_anothers(text: str, start: int, cues: Cues) -> bool:
    """`order no. 020 8765 4322`; in `"id": 7, "note": "020 8765 4322"` the cue has a number of its own."""
    before = text[max(0, start - 25) : start]
    return any(not _OTHERWISE.search(before[end - 1 :]) for _, end in cues.spans(before, "other_number"))


def _stands_free(text: str, start: int, end: int) -> bool:
    """Not glued to a word, a longer number or an address; `tel:+49…` and `(+49…` are free."""
    return text[start - 1 : start] not in ("#", "/", "-", "@", ".") and alone(text, start, end)


def _is_added(text: str, start: int) -> bool:
    """`5798 +4632-7385`: a sum."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return before[-1:].isdigit() or before.endswith((")", "="))


def _abroad(number: str, digits: str, cued: bool, added: bool = False) -> tuple[float, str] | None:
    told = international(number, digits)
    if told == "valid":
        return 0.9, "phone.international"
    if told == "possible" and (cued or not added):
        return 0.8 if cued or len(number) > len(digits) + 1 else 0.65, "phone.international"
    return (0.65, "phone.cued") if cued else None


def _is_reckoned(text: str, start: int, end: int) -> bool:
    """Part of a formula or an assignment: an operator stands beside it."""
    before, after = text[max(0, start - 3) : start].rstrip(" "), text[end : end + 3].lstrip(" ")
    return before.endswith(_SIGNS) or after.startswith(_SIGNS)
