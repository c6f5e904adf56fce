"""What a detector says of a text. Nothing here ever holds a value: only where, what, how sure and by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from stages.pii.cues import Cues

DIRECT = (
    "EMAIL",
    "PHONE",
    "CREDIT_CARD",
    "IBAN",
    "CRYPTO",
    "US_SSN",
    "NATIONAL_ID",
    "PASSPORT",
    "DRIVER_LICENSE",
    "BANK_ACCOUNT",
    "MEDICAL_ID",
)
ENTITIES = (
    *DIRECT,
    "SECRET",
    "IP",
    "STREET_ADDRESS",
    "DATE_OF_BIRTH",
    "AGE",
    "ZIP",
    "PERSON",
    "MAC",
    "UUID",
    "HANDLE",
    "PROFILE_URL",
    "GPS",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of one shadow text (NFKC, no invisible characters), in code points; the entity is the detector's own."""

    start: int
    end: int
    score: float
    rule: str  # a dotted name such as "phone.international" or "national.es_dni"
    placeholder: bool = False  # example.com, 555-01xx, a published test card: `standard` keeps it, `strict` does not


class Detector(Protocol):
    """Finds one entity. Pure and picklable: a frozen dataclass whose fields are its settings."""

    entity: ClassVar[str]
    # re2 patterns, one of which matches every text that holds a hit: the gate skips a text in which none does
    conditions: ClassVar[tuple[str, ...]]

    def find(self, text: str, cues: Cues) -> list[Hit]: ...


@runtime_checkable
class ReadsAhead(Protocol):
    """A detector that is faster where it is told beforehand what it will be asked about."""

    def ahead(self, texts: Sequence[str]) -> None:
        """Read these, and forget those of before."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit in a field of a record (`output`, `history.3.content`, `meta`), in the code points of its shadow."""

    field: str
    start: int
    end: int
    entity: str
    score: float
    rule: str
    placeholder: bool = False
