"""Values that are never touched, and names that always are; each entry says why, and the manifest shows it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import re2

from stages.normal import folded


@dataclass(frozen=True)
class Entry:
    """`value` is an exact text, a domain (`@ours.com` and below), or a linear regex; case does not count."""

    value: str
    reason: str
    kind: Literal["exact", "domain", "regex"] = "exact"
    entity: str = ""  # empty: whatever the entity

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("an entry needs a reason; say why")
        if self.kind == "regex":
            try:
                re2.compile(self.value)
            except re2.error:
                raise ValueError("a regex entry is not one that google-re2 takes; mend it") from None


@dataclass(frozen=True)
class Allowed:
    entries: tuple[Entry, ...] = ()

    def allows(self, entity: str, value: str) -> bool:
        return any(entry.entity in ("", entity) and _matches(entry, value) for entry in self.entries)


def _matches(entry: Entry, value: str) -> bool:
    if entry.kind == "regex":
        return bool(_compiled(entry.value).fullmatch(value))
    plain, wanted = folded(value), folded(entry.value)
    if entry.kind == "domain":
        domain = plain.rpartition("@")[2]
        wanted = wanted.lstrip("@.")
        return domain == wanted or domain.endswith("." + wanted)
    return plain == wanted


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "re2._Regexp[str]":
    return re2.compile("(?i)" + pattern)
