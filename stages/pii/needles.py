"""The spellings under which a found value is looked for, as re2 patterns, and how a match is known again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2

from stages.pii.commonwords import COMMON, ROLES
from stages.pii.finding import Finding
from stages.pii.links import ANNOUNCED
from stages.pii.names.gazetteer import WORD, gazetteer
from stages.pii.surrogates.mail import EMAIL
from stages.pii.surrogates.person import PERSON
from stages.pii.surrogates.phone import PHONE
from stages.pii.surrogates.shape import letters_and_digits, unescaped

_COMPACT = (
    *("CREDIT_CARD", "IBAN", "US_SSN", "NATIONAL_ID", "PASSPORT", "DRIVER_LICENSE", "BANK_ACCOUNT", "MEDICAL_ID"),
    *("DATE_OF_BIRTH", "UUID", "MAC"),
)
_AS_WRITTEN = ("SECRET", "CRYPTO")  # another case is another value
_NEVER = ("AGE",)  # "34" is any number
_BETWEEN = r"[ \t.\-()/:\x{2010}-\x{2015}]{0,3}"
_AHEAD = rf"(?:(?:\+|00)\d{{1,3}}{_BETWEEN}(?:\(0\){_BETWEEN})?|0|1{_BETWEEN})?\(?"
_AT = r"(?:@|%40|&#64;|&#x40;|\\u0040| ?[\[({]\s?at\s?[\])}] ?| at )"
_DOT = r"(?:\.|%2E|&#46;|\\u002e| ?[\[({]\s?dot\s?[\])}] ?| dot )"
_APOSTROPHE = r"(?:['’]|\\'|\\u0027|\\u2019|&#0?39;|&#x27;|&apos;|&rsquo;|%27)"
_BLANK = r"(?:\s|%20|\+|\\[nt]|&nbsp;){1,4}"
_ESCAPED_BLANK = re.compile(r"\\[nt]|\+|&nbsp;")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 64  # of a longer value the beginning is looked for, and the rest compared


@dataclass(frozen=True, slots=True, repr=False)
class Needle:
    """`keys` know a match again; `whole` is what must stand there where only its beginning is looked for.

    `part` says that only a part of the value is looked for, and which.
    """

    entity: str
    pattern: str
    keys: tuple[str, ...]
    part: str
    score: float
    value: str
    whole: str = ""

    def __repr__(self) -> str:
        return f"Needle({self.entity})"


def needles(finding: Finding, value: str) -> Iterator[Needle]:
    entity, score = finding.entity, finding.score
    if entity in _NEVER or not value.strip():
        return
    text = value if entity in _AS_WRITTEN else unescaped(value)[0]
    if entity == "EMAIL":
        yield from _mail(text, value, score)
    elif entity == "PHONE":
        yield from _phone(text, value, score)
    elif entity in _AS_WRITTEN:
        if entity == "CRYPTO" or _is_odd(text):
            begun = text[:_LONGEST]
            whole = text if len(text) > _LONGEST else ""
            yield Needle(entity, re2_escaped(begun), (f"as {begun}",), "", score, value, whole)
    else:
        yield from _plain(entity, text, value, score)
        if entity in _COMPACT:
            yield from _compact(entity, text, value, score)
        if entity == "PERSON":
            yield from _name_parts(text, value, score)
            if finding.rule in ANNOUNCED:
                yield from _given(text, value, score)


def keys_of(spelled: str) -> Iterator[str]:
    """All that a match may stand for, the surest first."""
    yield f"as {spelled}"
    text = unescaped(spelled)[0]
    if "@" in (mail := EMAIL.normal(text)):
        yield f"mail {mail}"
    yield f"plain {_folded(text)}"
    yield f"plain {_folded(_ESCAPED_BLANK.sub(' ', text))}"
    yield f"compact {letters_and_digits(text).casefold()}"
    yield f"phone {PHONE.normal(text)}"


def _mail(text: str, value: str, score: float) -> Iterator[Needle]:
    normal = EMAIL.normal(text)
    local, at, domain = normal.rpartition("@")
    if not at:
        return
    pattern = _spelled(local).replace(r"\.", _DOT) + _AT + _DOT.join(_spelled(label) for label in domain.split("."))
    yield Needle("EMAIL", f"(?i:{pattern})", (f"mail {normal}",), "", score, value)
    if _is_telling(local):
        # as it is spelled in the address: with a capital it may be the name of a firm
        own = text[: len(local)] if text[: len(local)].casefold() == local else local
        spelled = own if own.isalpha() else f"(?i:{re2_escaped(own)})"
        yield Needle("EMAIL", spelled, (f"as {own}", f"plain {local}"), "local_part", score, value)


def _is_telling(local: str) -> bool:
    """Whether a local part by itself points to its owner: no role, no short or common word."""
    letters = sum(c.isalpha() for c in local)
    if letters < 5 or local in ROLES or local in COMMON:
        return False
    words = _WORD.findall(local)
    if len(words) == 1 and not any(c.isdecimal() for c in local):
        return letters >= 8
    return not all(word in ROLES or word in COMMON for word in words)


def _phone(text: str, value: str, score: float) -> Iterator[Needle]:
    number = PHONE.normal(text)
    if len(number) >= 7:
        yield Needle("PHONE", _AHEAD + _BETWEEN.join(number), (f"phone {number}",), "", score, value)


def _compact(entity: str, text: str, value: str, score: float) -> Iterator[Needle]:
    """Letters and digits equal, whatever stands between; not of what is short or round, which any number may be."""
    core = letters_and_digits(text).casefold()
    digits = sum(c.isdecimal() for c in core)
    if digits < 4 or len(core) < 6 or not core.isascii() or _is_round(core):
        return
    yield Needle(entity, f"(?i:{_BETWEEN.join(core)})", (f"compact {core}",), "", score, value)


def _plain(entity: str, text: str, value: str, score: float) -> Iterator[Needle]:
    """As it is, in whatever case, with whatever blanks between its words."""
    folded = _folded(text)
    words = folded.split(" ")
    few = sum(c.isalnum() for c in folded)
    least = {"IP": 4, "ZIP": 5}.get(entity, 6 if folded.isdecimal() else 5)
    if few < least or (entity == "PERSON" and len(words) < 2) or _is_round(folded):
        return
    pattern = f"(?i:{_BLANK.join(_spelled(word) for word in words)})"
    if len(folded) <= 2 * _LONGEST:
        yield Needle(entity, pattern, (f"plain {folded}",), "", score, value)


def _is_round(core: str) -> bool:
    """100000 and 111111 are numbers that anything may have."""
    return core.isdecimal() and len(core) < 8 and len(set(core)) < 3


def _name_parts(text: str, value: str, score: float) -> Iterator[Needle]:
    """Tokens of a full name, with a capital, unless they are words as well."""
    parts = [text[part.start : part.end] for part in (PERSON.parts(text) if PERSON.parts else [])]
    if len(parts) < 2:
        return
    for part in parts:
        if part[0].isupper():
            yield from _name(part, value, score, "name_part")


def _given(text: str, value: str, score: float) -> Iterator[Needle]:
    """The one name by which somebody was announced (`my name is Anna`), wherever it stands with a capital."""
    parts = PERSON.parts(text) if PERSON.parts else []
    if len(parts) == 1 and not gazetteer().of(name := text[parts[0].start : parts[0].end]) & WORD:
        yield from _name(name, value, score, "")


def _name(name: str, value: str, score: float, part: str) -> Iterator[Needle]:
    if len(name) >= 3 and name.casefold() not in COMMON:
        capital = name if any(c.isupper() for c in name[1:]) and not name.isupper() else name.capitalize()
        pattern = f"(?:{_spelled(capital)}|{_spelled(name.upper())})"
        yield Needle("PERSON", pattern, (f"plain {_folded(name)}",), part, score, value)


def _is_odd(secret: str) -> bool:
    """Whether a secret can't be a word of the text as well."""
    kinds = (str.islower, str.isupper, str.isdecimal, lambda c: not c.isalnum())
    return len(secret) >= 6 and (sum(any(map(kind, secret)) for kind in kinds) > 1 or len(secret) >= 16)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _spelled(word: str) -> str:
    """Each letter as it is or escaped."""
    return "".join(_letter(c) for c in word)


def _letter(letter: str) -> str:
    if letter in "'’":
        return _APOSTROPHE
    if letter.isascii():
        escaped = re2_escaped(letter)
        return (
            escaped
            if letter.isalnum() or letter in "._-"
            else rf"(?:{escaped}|%{ord(letter):02X}|\\u{ord(letter):04x})"
        )
    percent = "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))
    codes = {f"{ord(c):04x}" for c in (letter.lower(), letter.upper()) if len(c) == 1}
    units = "|".join(rf"\\u{code}" for code in sorted(codes))
    return rf"(?:{re2_escaped(letter)}|{units}|(?i:{percent})|&#{ord(letter)};|&#x{ord(letter):x};)"


def re2_escaped(text: str) -> str:
    escaped: str = re2.escape(text)
    return escaped
