"""Secrets: tokens of vendors, private keys, JWTs, credentials in URLs, and whatever is assigned as a secret."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors import assigned, vendors
from stages.pii.detectors.lead import condition
from stages.pii.detectors.standins import entropy, is_stand_in, is_well_known
from stages.pii.detectors.usual import with_breaks
from stages.pii.finding import Hit

_BEGIN = r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"
_LEAST_BODY = 40  # base64 characters: less is an ellipsis in an explanation
_JWT_BEGIN = r"eyJ[A-Za-z0-9_-]{8}"
_URL = r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@\"'<>`]*:[^\s/@\"'<>`]"
_CONNECTION = r"(?i)(?:AccountKey|SharedAccessKey|SharedSecretValue|[?&;]sig)="
_BARE_AWS = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")


_BEGINNINGS = re2.compile(vendors.beginnings())
_WHOLE = tuple(re.compile(vendors.whole(row)) for row in range(len(vendors.TOKENS)))
_PEM = re2.compile(_BEGIN + r"((?:[^-]|-[^-])*)(?:-----END [A-Z0-9 ]*-----)?")
_JWT = re2.compile(rf"(?:^|[^A-Za-z0-9_-])({_JWT_BEGIN}[A-Za-z0-9_-]*\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)")
_PUBLISHED_JWT = ".eyJzdWIiOiIxMjM0NTY3ODkw"  # "sub": "1234567890"
_IN_URL = re2.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@\"'<>`]*:([^\s/\"'<>`]+)@[A-Za-z0-9\[]")
_IN_CONNECTION = re2.compile(_CONNECTION + r"([A-Za-z0-9+/%=_-]+)")


@dataclass(frozen=True)
class Secret:
    entity: ClassVar[str] = "SECRET"
    conditions: ClassVar[tuple[str, ...]] = (
        vendors.beginnings(),
        _BEGIN,
        _JWT_BEGIN,
        _URL,
        _CONNECTION,
        assigned.CONDITION,
        assigned.HEADER,
        condition("password"),
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        finders: tuple[Callable[[str], Iterator[Hit]], ...] = (_pems, _tokens, _jwts, _urls, _connections)
        text = with_breaks(text)
        found = [hit for finder in finders for hit in finder(text)]
        return _apart([*found, *assigned.assigned(text, cues)])


def _pems(text: str) -> Iterator[Hit]:
    for match in _PEM.finditer(text) if "PRIVATE KEY" in text else ():
        if sum(map(str.isalnum, match[1])) >= _LEAST_BODY and not is_stand_in(match[1].strip()):
            yield Hit(match.start(), len(match[0].rstrip()) + match.start(), 0.95, "secret.private_key")


def _tokens(text: str) -> Iterator[Hit]:
    for beginning in _BEGINNINGS.finditer(text):
        row = next(row for row in range(len(_WHOLE)) if beginning.start(row + 1) >= 0)
        match = _WHOLE[row].match(text, beginning.start(row + 1))
        if match is None or is_stand_in(match[0]) or entropy(match[0]) < 3:
            continue
        (start, end), vendor = match.span(), vendors.TOKENS[row][0]
        yield Hit(start, end, 0.95, f"secret.{vendor}", is_well_known(text[start:end]))
        if vendor == "aws" and (key := _BARE_AWS.search(text, end, end + 160)) and entropy(key[0]) >= 4:
            yield Hit(key.start(), key.end(), 0.9, "secret.aws", is_well_known(key[0]))


def _jwts(text: str) -> Iterator[Hit]:
    for match in _JWT.finditer(text) if "eyJ" in text else ():
        yield Hit(match.start(1), match.end(1), 0.95, "secret.jwt", _PUBLISHED_JWT in match[1])


def _urls(text: str) -> Iterator[Hit]:
    for match in _IN_URL.finditer(text) if "://" in text else ():
        if not is_stand_in(match[1]) and len(match[1]) >= 3:
            yield Hit(match.start(1), match.end(1), 0.85, "secret.url", _is_plain(match[1]) or is_well_known(match[1]))


def _is_plain(value: str) -> bool:
    return value.isalpha() and value in (value.lower(), value.upper()) and len(value) <= 10


def _connections(text: str) -> Iterator[Hit]:
    for match in _IN_CONNECTION.finditer(text):
        if len(match[1]) >= 20 and entropy(match[1]) >= 3.5 and not is_stand_in(match[1]):
            yield Hit(match.start(1), match.end(1), 0.9, "secret.connection", is_well_known(match[1]))


def _apart(hits: list[Hit]) -> list[Hit]:
    """Without those that touch one of a higher score or of greater length."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.score, -hit.end)):
        if kept and hit.start < kept[-1].end:
            if (hit.score, hit.end - hit.start) > (kept[-1].score, kept[-1].end - kept[-1].start):
                kept[-1] = hit
        else:
            kept.append(hit)
    return kept
