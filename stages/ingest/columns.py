"""Columns: a file of one's own, whose columns the recipe maps to the fields of a pair."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from schemas.draft import Draft, Reject
from stages.ingest.cells import named, rest, shape

FIELDS = ("instruction", "input", "output", "system", "task", "language", "licence", "made_by", "source_task")


@dataclass(frozen=True)
class Columns:
    """`columns`: field of a pair = column of the file, such as `output = "answer"`.

    `absent`: what a row is that lacks a mapped column; "empty" for JSON Lines that leave out empty keys.
    """

    format: ClassVar[str] = "columns"
    bare_tsv: ClassVar[bool] = False
    documents: ClassVar[bool] = False

    columns: dict[str, str]
    absent: Literal["reject", "empty"] = "reject"

    def __post_init__(self) -> None:
        got = ", ".join(sorted(self.columns)) or "nothing"
        if not {"instruction", "output"} <= self.columns.keys():
            raise ValueError(f"columns must map instruction and output, got {got}; name the file's column for each")
        unknown = sorted(self.columns.keys() - set(FIELDS))
        if unknown:
            raise ValueError(f"columns maps {', '.join(unknown)}, which no pair has; map only {', '.join(FIELDS)}")

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject:
        if not isinstance(row, dict):
            return shape(f"the row is {named(row)}, not an object")
        texts: dict[str, Any] = {}
        for field, column in self.columns.items():
            if column not in row and (self.absent == "reject" or field in ("instruction", "output")):
                return shape(f"the column mapped to {field} is missing")
            text = _text(row.get(column))
            if text is None:
                return shape(f"the column mapped to {field} is {named(row[column])}, not a cell")
            texts[field] = text
        return [Draft(**texts, meta=rest(row, self.columns.values()))]


def _text(cell: Any) -> str | None:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, (list, dict, tuple, bytes)):
        return None
    if isinstance(cell, (bool, int, float)):
        return json.dumps(cell)
    return str(cell)
