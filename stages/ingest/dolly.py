"""Dolly: instruction, context, response and one of eight categories, which is the pair's task."""

from dataclasses import dataclass
from typing import Any, ClassVar

from schemas.draft import Draft, Reject
from stages.ingest.cells import cells, rest

NEEDED = ("instruction", "response")
OPTIONAL = ("context", "category")
KNOWN = frozenset({*NEEDED, *OPTIONAL})


@dataclass(frozen=True)
class Dolly:
    format: ClassVar[str] = "dolly"
    bare_tsv: ClassVar[bool] = False
    documents: ClassVar[bool] = False

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject:
        found = cells(row, NEEDED, OPTIONAL)
        if isinstance(found, Reject):
            return found
        instruction, output, given, task = found
        return [Draft(instruction, output, given, task=task, meta=rest(row, KNOWN))]
