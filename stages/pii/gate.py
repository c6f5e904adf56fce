"""The gate: one pass of re2 over a record tells which detectors could find anything in it at all; mostly none could."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import re2

# an upper limit of what is built up as texts come: 30 MB after 67 MB of public text. With half of that the automaton
# is thrown away and built anew all the time, ten to two hundred times slower
GATE_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Gate:
    """A set of necessary conditions, and the detector that each belongs to."""

    conditions: Any
    owners: tuple[int, ...]
    always: frozenset[int]

    def open_for(self, text: str) -> frozenset[int]:
        """The numbers of the detectors that have to look."""
        return self.always.union(self.owners[n] for n in self.conditions.Match(text) or ())


def gate(conditions: Sequence[tuple[str, ...]]) -> Gate:
    """For each detector its conditions; one without any always looks."""
    options = re2.Options()
    options.max_mem = GATE_BYTES
    found = re2.Set.SearchSet(options)
    owners: list[int] = []
    for number, needed in enumerate(conditions):
        for condition in needed:
            found.Add(condition)
            owners.append(number)
    found.Compile()
    return Gate(found, tuple(owners), frozenset(n for n, needed in enumerate(conditions) if not needed))
