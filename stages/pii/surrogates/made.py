"""A surrogate for one value: which family makes it, and what all have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from stages.pii.surrogates.address import FIGURE, STREET, STREET_ADDRESS, ZIP
from stages.pii.surrogates.ages import AGE
from stages.pii.surrogates.crypto import CRYPTO
from stages.pii.surrogates.dates import DATE_OF_BIRTH
from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family
from stages.pii.surrogates.gps import GPS
from stages.pii.surrogates.handle import HANDLE, PROFILE_URL
from stages.pii.surrogates.mail import EMAIL
from stages.pii.surrogates.national import LETTERS_AND_DIGITS, NATIONAL_ID
from stages.pii.surrogates.network import IP, MAC, UUID
from stages.pii.surrogates.numbers import CREDIT_CARD, IBAN, US_SSN
from stages.pii.surrogates.person import NAME, PERSON
from stages.pii.surrogates.phone import PHONE
from stages.pii.surrogates.secret import SECRET
from stages.pii.surrogates.shape import Spelling, folded, unescaped

FAMILIES: dict[str, Family] = {
    "EMAIL": EMAIL,
    "PHONE": PHONE,
    "CREDIT_CARD": CREDIT_CARD,
    "IBAN": IBAN,
    "CRYPTO": CRYPTO,
    "US_SSN": US_SSN,
    "NATIONAL_ID": NATIONAL_ID,
    "PASSPORT": LETTERS_AND_DIGITS,
    "DRIVER_LICENSE": LETTERS_AND_DIGITS,
    "BANK_ACCOUNT": LETTERS_AND_DIGITS,
    "MEDICAL_ID": LETTERS_AND_DIGITS,
    "SECRET": SECRET,
    "IP": IP,
    "STREET_ADDRESS": STREET_ADDRESS,
    "DATE_OF_BIRTH": DATE_OF_BIRTH,
    "AGE": AGE,
    "ZIP": ZIP,
    "PERSON": PERSON,
    "MAC": MAC,
    "UUID": UUID,
    "HANDLE": HANDLE,
    "PROFILE_URL": PROFILE_URL,
    "GPS": GPS,
    # parts of a PERSON and of a STREET_ADDRESS
    "NAME": NAME,
    "STREET": STREET,
    "FIGURE": FIGURE,
}
# where `is_surrogate` tells every surrogate that has room for a mark; of the others only the ledger knows
TOLD_BY_RANGE = (
    *("EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "CRYPTO", "US_SSN", "NATIONAL_ID"),
    *("SECRET", "IP", "MAC", "HANDLE", "PROFILE_URL", "GPS"),
)
_AGAIN = 40
_LONGEST = 512  # a key of several lines is longer, nothing else is
_ANY = Family()

Resolve = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """A value as its family takes it: without escapes, and the normal form that all its spellings have in common."""

    text: str
    spelling: Spelling
    family: Family
    normal: str


def read(entity: str, value: str) -> Reading:
    """A backslash or a percent sign is no escape but a part of the value in a password."""
    text, spelling = (folded(value), Spelling("plain", value)) if entity == "SECRET" else unescaped(value)
    return read_plain(entity, text, spelling)


def read_plain(entity: str, text: str, spelling: Spelling | None = None) -> Reading:
    """An entity of somebody else's recognizer keeps its classes of characters, and so does what is no such value."""
    own = FAMILIES.get(entity, _ANY)
    normal = own.normal(text) if len(text) <= _LONGEST or entity == "SECRET" else ""
    if not normal:
        own, normal = _ANY, _ANY.normal(text)
    return Reading(text, spelling or Spelling("plain", text), own, normal)


def surrogate(entity: str, rule: str, value: str, key: bytes, counter: int = 0) -> str:
    """What stands for the value: the same for its every spelling, for this key and counter, and never the value."""

    def resolve(whose: str, why: str, text: str) -> str:
        return drawn(whose, why, read_plain(whose, text), key, counter)[0]

    return spelled(entity, rule, read(entity, value), resolve)


def is_surrogate(entity: str, value: str) -> bool:
    """Whether the value lies in a range that surrogates are made in and that is issued to nobody."""
    reading = read(entity, value)
    return reading.family.known(reading.text)


def spelled(entity: str, rule: str, reading: Reading, resolve: Resolve) -> str:
    text, own = reading.text, reading.family
    parts = own.parts(text) if own.parts else []
    if not parts:
        return reading.spelling.of(own.lay(resolve(entity, rule, text), text))
    new, done = "", 0
    for part in parts:
        old = text[part.start : part.end]
        lay = read_plain(part.entity, old).family.lay
        new += text[done : part.start] + lay(resolve(part.entity, part.rule, old), old)
        done = part.end
    return reading.spelling.of(new + text[done:])


def drawn(entity: str, rule: str, reading: Reading, key: bytes, counter: int) -> tuple[str, str]:
    """The core, and the normal form of what is made of it."""
    own, text = reading.family, reading.text
    for again in range(_AGAIN):
        maker = own if again < _AGAIN // 2 else _ANY  # what is no such value after all gets other letters
        new = maker.core(text, rule, Draw(key, entity, reading.normal, counter, again))
        told = own.normal(own.lay(new, text))
        if told != reading.normal:
            return new, told
    return "x" * len(text), "x" * len(text)
