"""Residual: what a second detector, presidio as it ships and a few forms of secrets, still finds in cleaned texts."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from stages.pii.allow import Allowed
from stages.pii.cues import Cues
from stages.pii.detectors import detectors
from stages.pii.detectors.numbering import nobodys
from stages.pii.detectors.published import RESOLVERS
from stages.pii.finding import Hit
from stages.pii.lean import lean
from stages.pii.names.tagger import pieces

STOCK = {
    "EMAIL_ADDRESS": ("EMAIL", "EmailRecognizer"),
    "PHONE_NUMBER": ("PHONE", "PhoneRecognizer"),
    "CREDIT_CARD": ("CREDIT_CARD", "CreditCardRecognizer"),
    "US_SSN": ("US_SSN", "UsSsnRecognizer"),
    "IBAN_CODE": ("IBAN", "IbanRecognizer"),
    "IP_ADDRESS": ("IP", "IpRecognizer"),
    "CRYPTO": ("CRYPTO", "CryptoRecognizer"),
}
TYPES = (*(entity for entity, _ in STOCK.values()), "SECRET")
ANY, FAILED = "any", "failed"
THRESHOLD = 0.4

_COULD_HOLD = re.compile(r"\d|@|::")  # without any of these no stock recognizer above finds anything
_SECRETS = tuple(
    re.compile(form)
    for form in (
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
        r"\bgh[opsu]_[0-9A-Za-z]{36}\b",
        r"\bgithub_pat_[0-9A-Za-z_]{60,90}\b",
        r"\bglpat-[\w-]{20}\b",
        r"\bxox[abeprs]-[0-9A-Za-z-]{10,80}\b",
        r"\bAIza[\w-]{35}\b",
        r"\b[rs]k_live_[0-9A-Za-z]{16,64}\b",
        r"\bsk-[\w-]{20,200}\b",
        r"\bhf_[A-Za-z]{34}\b",
        r"\beyJ[\w-]{10,500}\.eyJ[\w-]{10,1000}\.[\w-]{10,500}",
        r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----\s{1,4}[\w+/=]{40}",
        r"://[^\s/:@]{1,60}:[^\s/:@]{6,80}@",
        r"(?i)(?:api[_-]?key|secret|token|password|passwd|pwd)[\"']?\s{0,3}[:=]\s{0,3}[\"'][^\s\"']{8,100}[\"']",
    )
)
_SHOWN = re.compile(
    r"(?i)example|your|placeholder|change.?me|x{4}|\*{3}|<\w|\$\{|\{\{|redacted|dummy|1234567|abcdef|user:pass|localhost"
)
_BITS = 3.0  # per character; words have less


@dataclass(frozen=True)
class Cleaned:
    """One pair's texts as they are given away, and what the stage put into them."""

    texts: tuple[str, ...]
    surrogates: tuple[str, ...]


@dataclass(frozen=True)
class Hits:
    """Of so many pairs those in which a type was found, by type; FAILED ones were not read to their end."""

    pairs: int
    by_type: Counter[str]


class Second:
    """Slow, so for a sample alone; it shares no pattern with the stage, only presidio's engine."""

    def __init__(self) -> None:
        with lean():
            from stages.pii.engine import Engine, Unscanned

        self.engine = Engine([], Cues(), tuple(name for _, name in STOCK.values()))
        self.unscanned = Unscanned
        self.ours, self.cues = {d.entity: d for d in detectors((), "none", {})}, Cues()

    def found(self, pairs: Iterable[Cleaned], allowed: Allowed) -> Hits:
        """How many pairs hold each type; never what was found."""
        counted, read = Counter[str](), 0
        for pair in pairs:
            read += 1
            try:
                types = {entity for text in pair.texts for entity in self._types(text, pair.surrogates, allowed)}
            except self.unscanned:
                types = {FAILED}
            counted.update(types | ({ANY} if types - {FAILED} else set()))
        return Hits(read, counted)

    def _types(self, text: str, surrogates: tuple[str, ...], allowed: Allowed) -> Iterator[str]:
        put = _places(text, surrogates)
        for at, piece in pieces(text):  # short ones: some stock patterns take the square of a text's length
            shown: dict[str, list[Hit]] = {}
            for entity, start, end in self._spans(piece):
                value = piece[start:end]
                personal = start + value.rfind("@") if entity == "EMAIL" else end
                if all(_is_in(put, n) for n in range(at + start, at + personal) if text[n].isalnum()):
                    continue
                if entity not in shown:
                    shown[entity] = [h for h in self.ours[entity].find(piece, self.cues) if h.placeholder]
                if any(hit.start < end and start < hit.end for hit in shown[entity]) or _is_nobodys(entity, value):
                    continue
                if not allowed.allows(entity, value):
                    yield entity

    def _spans(self, text: str) -> Iterator[tuple[str, int, int]]:
        for entity, hit in self.engine.find(text, frozenset()) if _COULD_HOLD.search(text) else ():
            if hit.score >= THRESHOLD and entity in STOCK:
                yield STOCK[entity][0], hit.start, hit.end
        for form in _SECRETS:
            for match in form.finditer(text):
                if not _SHOWN.search(match[0]) and _bits(match[0]) >= _BITS:
                    yield "SECRET", match.start(), match.end()


def interval(hits: int, of: int) -> tuple[float, float]:
    """95 % for a share: Wilson's, and where nothing was found the rule of three."""
    if not of:
        return 0.0, 1.0
    if not hits:
        return 0.0, min(1.0, 3 / of)
    z = 1.96
    share, room = hits / of, 1 + z * z / of
    middle, half = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - half) / room), min(1.0, (middle + half) / room)


def _places(text: str, surrogates: tuple[str, ...]) -> list[range]:
    """Where the stage's own surrogates stand."""
    found = []
    for own in set(surrogates) - {""}:
        at = text.find(own)
        while at >= 0:
            found.append(range(at, at + len(own)))
            at = text.find(own, at + 1)
    return found


def _is_in(places: list[range], n: int) -> bool:
    return any(n in place for place in places)


def _is_nobodys(entity: str, value: str) -> bool:
    """A number for films, or an address of machines at which nobody in particular is reached."""
    if entity == "PHONE":
        return nobodys("".join(letter for letter in value if letter.isdigit()))
    try:
        address = ip_address(value.partition("/")[0])
    except ValueError:
        return False
    return not address.is_global or address.is_multicast or address.compressed in RESOLVERS


def _bits(text: str) -> float:
    """Shannon's entropy of a character of the text."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())
