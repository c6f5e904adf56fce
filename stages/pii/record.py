"""One record as the stage sees it: its fields' shadows in one row, so that near and far can be told across fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stages.pii.finding import Finding
from stages.pii.shadow import Shadow, shadow

# the last five say of a pair what its row may have said: a column of authors holds their addresses
FIELDS = ("system", "instruction", "input", "output", "meta", "task", "source_task", "made_by", "language", "licence")


@dataclass(frozen=True, slots=True)
class Record:
    """`places` are where each field begins in the record read as one text."""

    texts: dict[str, str]
    shadows: dict[str, Shadow]
    places: dict[str, int]

    @property
    def whole(self) -> str:
        return "\n".join(shade.text for shade in self.shadows.values())

    def span(self, finding: Finding) -> tuple[int, int]:
        """Where a finding lies in the field itself."""
        return self.shadows[finding.field].back(finding.start, finding.end)

    def value(self, finding: Finding) -> str:
        """What was found, as it is written. Never to be kept, logged or raised."""
        start, end = self.span(finding)
        return self.texts[finding.field][start:end]

    def shaded(self) -> dict[str, str]:
        return {field: shade.text for field, shade in self.shadows.items()}


def record(row: dict[str, Any]) -> Record:
    texts = {field: text for field, text in _fields(row) if text and text != "{}"}
    shadows = {field: shadow(text) for field, text in texts.items()}
    places: dict[str, int] = {}
    place = 0
    for field, shade in shadows.items():
        places[field] = place
        place += len(shade.text) + 1
    return Record(texts, shadows, places)


def _fields(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "system", row["system"]
    for number, turn in enumerate(row["history"]):
        yield f"history.{number}.content", turn["content"]
    for field in FIELDS[1:]:
        yield field, row.get(field, "")
