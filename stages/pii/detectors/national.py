"""National numbers: the US social security number, and those of the other schemes by structure and check or cue."""

import re
from dataclasses import dataclass
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.edges import alone, only_digits, pieces
from stages.pii.detectors.published import NATIONAL_NUMBERS, SOCIAL_NUMBERS
from stages.pii.detectors.schemes import CANDIDATE, WRITTEN, Kind
from stages.pii.finding import Hit

_DASH = r"[\-\x{2010}-\x{2013}]"
_SSN = re2.compile(rf"[0-9]{{3}}(?:{_DASH}[0-9]{{2}}{_DASH}| [0-9]{{2}} |[0-9]{{2}})[0-9]{{4}}")
_SIZES = re.compile(r"[0-9]{8}[BGKMST]", re.ASCII)  # what a log writes for kilobytes ends like a DNI


@dataclass(frozen=True)
class UsSsn:
    entity: ClassVar[str] = "US_SSN"
    conditions: ClassVar[tuple[str, ...]] = (
        r"[0-9]{3}[\- \x{2010}-\x{2013}][0-9]{2}[\- \x{2010}-\x{2013}][0-9]{4}",
        r"[0-9]{9}",
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [_social(text, match.start(), match.end(), cues) for match in _SSN.finditer(text)]
        return [hit for hit in hits if hit]


def _social(text: str, start: int, end: int, cues: Cues) -> Hit | None:
    digits = only_digits(text[start:end])
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    if area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000":
        return None
    if not alone(text, start, end):
        return None
    shown = digits in SOCIAL_NUMBERS
    if cues.near(text, start, end, "ssn", before=50):
        return Hit(start, end, 0.95, "ssn.cued", placeholder=shown)
    if text[start + 3].isdigit() or text[start + 3] == " ":
        return None
    return Hit(start, end, 0.8, "ssn.dashed", placeholder=shown)


@dataclass(frozen=True)
class NationalId:
    entity: ClassVar[str] = "NATIONAL_ID"
    conditions: ClassVar[tuple[str, ...]] = (
        r"[0-9][0-9 .\-]{7,}[0-9A-Z]",
        r"[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Z]",
        r"[A-Z]{5} ?[0-9]{2}",
        r"[XYZ][\- ]?[0-9]{7}",
        r"[0-9] ?2[AB] ?[0-9]{3}",
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = []
        for match in CANDIDATE.finditer(text):
            judged = (_numbered(text, *span, cues) for span in pieces(text, match.start(), match.end(), 9))
            hits.append(next((hit for hit in judged if hit), None))
        return [hit for hit in hits if hit]


def _numbered(text: str, start: int, end: int, cues: Cues) -> Hit | None:
    token = text[start:end]
    plain = "".join(letter for letter in token if letter.isalnum())
    if not alone(text, start, end) or len(set(plain)) < 3:
        return None
    shaped = [kind for kind, written in WRITTEN if written.fullmatch(token)]
    proven = [kind for kind in shaped if kind.holds(plain)]
    scored = _scored(text, start, end, shaped, proven, cues)
    return scored and Hit(start, end, *scored, placeholder=plain in NATIONAL_NUMBERS)


def _scored(
    text: str, start: int, end: int, shaped: list[Kind], proven: list[Kind], cues: Cues
) -> tuple[float, str] | None:
    if cues.near(text, start, end, "national_id", before=50):
        return (0.9, proven[0].rule) if proven else (0.65, "national.cued") if shaped else None
    if not proven:
        return None
    if cues.near(text, start, end, "national_id_weak", before=50):
        return 0.8, proven[0].rule
    best = max(proven, key=lambda kind: kind.bare)
    if not best.bare or _is_size(text, start, end):
        return None
    return best.bare, best.rule


def _is_size(text: str, start: int, end: int) -> bool:
    sides = text[max(0, start - 1) : start] + text[end : end + 1]
    return _SIZES.fullmatch(text[start:end]) is not None and any(side in "()[]<>=-" for side in sides)
