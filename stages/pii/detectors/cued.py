"""Numbers that say nothing by themselves (passport, licence, account, patient): found only behind their own cue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from stages.pii.cues import Cues
from stages.pii.detectors.columns import cells_below
from stages.pii.detectors.lead import condition, leads, value_start
from stages.pii.finding import Hit

# a first part, perhaps behind some letters, then parts with a digit each: `C01X00T47`, `D123 4567 8901`, `20-00-00`
_VALUE = re.compile(
    r"(?:[A-Z]{1,4}[ -](?=\d))?(?=[A-Za-z./-]{0,8}\d)[A-Za-z0-9]{1,30}(?:[-./][A-Za-z0-9]{1,12}){0,6}"
    r"((?: (?!\d{1,4}[-/.]\d\d?[-/.]\d)(?=[A-Z-]{0,5}\d)[A-Z0-9-]{1,10}){0,8})(?![A-Za-z0-9])"
)
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}/\d{1,2}/\d\d|(?:19|20)\d\d[-/](?:19|20)\d\d"
)
_UNIT_BEHIND = re.compile(
    r"(?i) ?(?:%|[€$£]|usd|eur|dollars?|euros?|pounds?|people|times|years?|months?|days?)(?![^\W_])"
)
_MORE_BEHIND = re.compile(r"[^\W_]|[.,:/-][^\W_]")
_CLEAR, _ADJACENT = 0.85, 0.65
_Sizes = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Cued:
    """One kind of number; `kinds` gives each kind of cue the fewest and most digits, then characters, of its value."""

    entity: ClassVar[str]
    conditions: ClassVar[tuple[str, ...]]
    kinds: ClassVar[dict[str, _Sizes]]

    def find(self, text: str, cues: Cues) -> list[Hit]:
        found: dict[int, Hit] = {}
        for kind, sizes in self.kinds.items():
            for cue, end in leads(text, cues, kind):
                for hit in self._behind(text, cue, end, cues, sizes):
                    found.setdefault(hit.start, hit)
        return sorted(found.values(), key=lambda hit: hit.start)

    def _behind(self, text: str, cue: int, end: int, cues: Cues, sizes: _Sizes) -> Iterator[Hit]:
        start, clear = value_start(text, end, cues)
        stop = _value_end(text, start, sizes)
        if stop and not (_UNIT_BEHIND.match(text, stop) or _MORE_BEHIND.match(text, stop)):
            yield self._hit(text, start, stop, _CLEAR if clear or " " in text[cue:end] else _ADJACENT)
            return
        for first, last in cells_below(text, cue):
            if (stop := _value_end(text, first, sizes)) and stop == last:
                yield self._hit(text, first, stop, _CLEAR)

    def _hit(self, text: str, start: int, end: int, score: float) -> Hit:
        return Hit(start, end, score, f"cued.{self.entity.lower()}", placeholder=_is_made_up(text[start:end]))


class Passport(_Cued):
    entity: ClassVar[str] = "PASSPORT"
    conditions: ClassVar[tuple[str, ...]] = (condition("passport"),)
    kinds: ClassVar[dict[str, _Sizes]] = {"passport": (4, 10, 6, 11)}


class DriverLicense(_Cued):
    entity: ClassVar[str] = "DRIVER_LICENSE"
    conditions: ClassVar[tuple[str, ...]] = (condition("driver_license"),)
    kinds: ClassVar[dict[str, _Sizes]] = {"driver_license": (4, 16, 6, 20)}


class BankAccount(_Cued):
    entity: ClassVar[str] = "BANK_ACCOUNT"
    conditions: ClassVar[tuple[str, ...]] = (condition("bank_account"), condition("bank_code"))
    kinds: ClassVar[dict[str, _Sizes]] = {"bank_account": (6, 30, 6, 34), "bank_code": (5, 12, 5, 14)}


class MedicalId(_Cued):
    entity: ClassVar[str] = "MEDICAL_ID"
    conditions: ClassVar[tuple[str, ...]] = (condition("medical_id"),)
    kinds: ClassVar[dict[str, _Sizes]] = {"medical_id": (4, 16, 5, 20)}


def _value_end(text: str, start: int, sizes: _Sizes) -> int:
    """Where the value that begins here ends; 0 where none does."""
    match = _VALUE.match(text, start, start + 120)
    if match is None:
        return 0
    return next((end for end in (match.end(), match.start(1)) if _is_value(text, start, end, sizes)), 0)


def _is_value(text: str, start: int, end: int, sizes: _Sizes) -> bool:
    value = text[start:end]
    digits, signs = sum(map(str.isdecimal, value)), sum(map(str.isalnum, value))
    fits = sizes[0] <= digits <= sizes[1] and sizes[2] <= signs <= sizes[3]
    return fits and not _DATE.fullmatch(value)


def _is_made_up(value: str) -> bool:
    """123456789, 987654321, 000000000, X00000000: what examples are filled with."""
    digits = "".join(filter(str.isdecimal, value))
    runs = "01234567890123456789", "98765432109876543210"
    return len(set(digits)) == 1 or any(digits in run for run in runs)
