"""Handles and profile pages: the same length and separators, spelled so that nobody goes by it."""

import re

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family, Part, casefolded
from stages.pii.surrogates.shape import laid, letters_and_digits

_MARK = "example"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# what stands in a URL between its host and whom it is about
_PATHS = ("in", "pub", "user", "users", "u", "c", "channel", "profile", "people", "company", "id", "p", "add", "s")
_QUERY = re.compile(r"[?&](?:id|user|u|username|profile_id)=([^&#]+)")
_HOST = re.compile(r"(?i)(?:[a-z][a-z0-9+.\-]*://)?[^/\s]+")


def _normal(value: str) -> str:
    return casefolded(value).removeprefix("@")


def _core(value: str, rule: str, draw: Draw) -> str:
    """Letters spell `example` and go on as drawn, digits are drawn; a short one has no room for the mark."""
    old = letters_and_digits(_normal(value))
    count = sum(not c.isdecimal() for c in old)
    mark = _MARK if count >= len(_MARK) + 3 else "ex" if count >= 5 else ""
    letters = iter(mark + draw.text(_LETTERS, count))
    return "".join(draw.pick("0123456789") if c.isdecimal() else next(letters) for c in old)


def _lay(core: str, value: str) -> str:
    return laid(core, value, str.isalnum)


def _known(value: str) -> bool:
    letters = "".join(c for c in _normal(value) if c.isalpha())
    return letters.startswith(_MARK) and len(letters) >= len(_MARK) + 3


def _named(url: str) -> list[Part]:
    """Only whom it is about: host, path and what comes after stay."""
    if query := _QUERY.search(url):
        return [Part(*query.span(1), "HANDLE", "handle.url")]
    host = _HOST.match(url)
    place = host.end() if host else 0
    for match in re.finditer(r"[^/?#\s]+", url[place:]):
        if match[0].casefold() not in _PATHS and letters_and_digits(match[0]):
            start = place + match.start() + (match[0][0] == "@")
            return [Part(start, place + match.end(), "HANDLE", "handle.url")]
    return []


def _known_url(url: str) -> bool:
    return any(_known(url[part.start : part.end]) for part in _named(url))


HANDLE = Family(_normal, _core, _lay, _known)
PROFILE_URL = Family(casefolded, known=_known_url, parts=_named)
