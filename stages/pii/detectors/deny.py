"""Names and values that the owner lists: always personal data, wherever they stand as whole words."""

import re
from dataclasses import dataclass
from typing import Any

from stages.pii.cues import Cues
from stages.pii.finding import Hit


@dataclass(frozen=True)
class Denied:
    """The listed values of one entity."""

    entity: str
    values: tuple[str, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        return tuple("(?i)" + re.escape(value) for value in self.values)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        folded = text.casefold()
        # a text whose case folding changes its length is searched as it is
        where = folded if len(folded) == len(text) else text
        return [hit for value in self.values for hit in self._each(where, value.casefold())]

    def _each(self, text: str, value: str) -> list[Hit]:
        hits: list[Hit] = []
        at = text.find(value)
        while value and at >= 0:
            end = at + len(value)
            if not _word(text[at - 1 : at]) and not _word(text[end : end + 1]):
                hits.append(Hit(at, end, 1.0, "deny.listed"))
            at = text.find(value, end)
        return hits


def _word(letter: str) -> bool:
    return letter.isalnum()


def denied(values: dict[str, str]) -> list[Any]:
    """One detector an entity."""
    entities = sorted(set(values.values()))
    return [Denied(entity, tuple(sorted(v for v, e in values.items() if e == entity))) for entity in entities]
