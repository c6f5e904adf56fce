"""Payment cards: 12 to 19 digits with a right Luhn digit, of a known issuer or beside a card cue."""

from dataclasses import dataclass
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.checksums import luhn
from stages.pii.detectors.edges import alone, in_a_row, only_digits, pieces
from stages.pii.detectors.published import CARDS
from stages.pii.finding import Hit

_CANDIDATE = re2.compile(r"[0-9](?:[ \-][0-9]|[0-9]){11,18}")

# first and last prefix, lengths: the issuers whose numbers are told without a cue
_ISSUERS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (4, 4, (13, 16, 19)),  # Visa
    (51, 55, (16,)),  # Mastercard
    (2221, 2720, (16,)),
    (34, 34, (15,)),  # American Express
    (37, 37, (15,)),
    (300, 305, (14, 16, 19)),  # Diners
    (36, 36, (14, 16, 19)),
    (38, 39, (14, 16, 19)),
    (6011, 6011, (16, 19)),  # Discover
    (644, 659, (16, 19)),
    (35, 35, (16, 19)),  # JCB
    (1800, 1800, (15,)),
    (2131, 2131, (15,)),
    (62, 62, (16, 17, 18, 19)),  # UnionPay
    (2200, 2204, (16,)),  # Mir
    (5018, 5020, (16,)),  # Maestro
    (5038, 5038, (16,)),
    (6304, 6304, (16,)),
    (6759, 6763, (16,)),
)
_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3)}

_TEST_PREFIXES = ("400000", "000000", "999999")


@dataclass(frozen=True)
class Card:
    entity: ClassVar[str] = "CREDIT_CARD"
    conditions: ClassVar[tuple[str, ...]] = (r"[0-9][0-9 \-]{10,}[0-9]",)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = []
        for match in _CANDIDATE.finditer(text):
            judged = (_judged(text, *span, cues) for span in pieces(text, match.start(), match.end(), 12))
            hits.append(next((hit for hit in judged if hit), None))
        return [hit for hit in hits if hit]


def _judged(text: str, start: int, end: int, cues: Cues) -> Hit | None:
    token = text[start:end]
    digits = only_digits(token)
    if not luhn(digits) or not alone(text, start, end):
        return None
    groups = tuple(map(len, token.replace("-", " ").split()))
    known = _issued(digits) and (len(groups) == 1 or (groups in _GROUPS and not in_a_row(text, start, end)))
    if cues.near(text, start, end, "card", before=60):
        score, rule = (0.95, "card.cued") if known else (0.8, "card.cued_other")
    elif known and len(digits) > 13:
        score, rule = (0.75, "card.plain") if len(groups) == 1 else (0.9, "card.grouped")
    else:
        return None
    return Hit(start, end, score, rule, placeholder=_published(digits))


def _issued(digits: str) -> bool:
    return any(
        len(digits) in lengths and first <= int(digits[: len(str(first))]) <= last for first, last, lengths in _ISSUERS
    )


def _published(digits: str) -> bool:
    return digits in CARDS or digits.startswith(_TEST_PREFIXES) or len(set(digits)) < 3
