"""References: the sets that the recipe names and that no pair may hold; read where they are needed, never copied."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.keys import key
from pipeline.reading import HUB, Bad, Caps, Found, Hints, Part, resolve, rows, survey
from pipeline.reading.streams import Stream, lines
from pipeline.tables import ReferenceTable
from schemas.errors import RecipeError

TEXT = ".txt"

Numbered = tuple[str, int, str]


@dataclass(frozen=True)
class Reference:
    """A set, and the files that it is read from."""

    table: ReferenceTable
    parts: tuple[Part, ...]

    @property
    def fingerprint(self) -> str:
        return key(self.table.name, self.table.field, [part.fingerprint for part in self.parts])

    def items(self) -> list[Numbered]:
        """Set, number and text of each item; a row without one is counted all the same."""
        return [(self.table.name, number, text) for number, text in enumerate(self.texts(), 1) if text]

    def texts(self) -> Iterator[str]:
        """The text of each row, read as it is asked for; a row without one has an empty one."""
        return (text for part in self.parts for text in _texts(part, self.table))


def surveyed(tables: Sequence[ReferenceTable], folder: Path, recipe: Path) -> tuple[Reference, ...]:
    """Every set with its files; what is wrong with one is an error of the recipe, before any work."""
    found = tuple(_surveyed(table, folder, f"{recipe}: [[reference]] {table.name}") for table in tables)
    for reference in found:
        if not any(reference.texts()):
            field = reference.table.field
            told = f"no row has text in the field {field!r}; it has {_fields(reference)}" if field else "it has no text"
            raise RecipeError(f"{recipe}: [[reference]] {reference.table.name}: {told}; correct field or path")
    return found


def refuse_sources(references: Sequence[Reference], sources: dict[str, Sequence[Part]], recipe: Path) -> None:
    """A set that is also a source would take the whole source with it."""
    for reference in references:
        theirs = {_place(part) for part in reference.parts} | {part.fingerprint for part in reference.parts}
        for name, parts in sources.items():
            if any(_place(part) in theirs or part.fingerprint in theirs for part in parts):
                raise RecipeError(
                    f"{recipe}: [[reference]] {reference.table.name} is the source {name!r} too: everything in it "
                    "would be dropped; take one of them out"
                )


def _place(part: Part) -> str:
    return os.path.realpath(part.path) if part.kind != "hub" else part.path


def _surveyed(table: ReferenceTable, folder: Path, where: str) -> Reference:
    try:
        if table.path.startswith(HUB):
            from pipeline.reading.hub import hub_part

            return Reference(table, (hub_part(table.path, {}),))
        if table.path.lower().endswith(TEXT) and (folder / table.path).is_file():
            name = Path(table.path).name
            return Reference(
                table, tuple(survey(Found(str(folder / table.path), name, "jsonl", ""), Hints(limit=2**62)))
            )
        places = resolve(table.path, folder)
        parts = [part for place in places if isinstance(place, Found) for part in survey(place, _hints(table))]
        return Reference(table, tuple(parts))
    except RecipeError as error:
        raise RecipeError(f"{where}: {error}") from None


def _hints(table: ReferenceTable) -> Hints:
    return Hints(split=table.split, config=table.config)


def _texts(part: Part, table: ReferenceTable) -> Iterator[str]:
    if part.name.lower().endswith(TEXT):
        for line in lines(Stream(part, Caps()), Caps().record_bytes, 1, 0):
            text = "" if isinstance(line, Bad) else line[2].decode("utf-8", "replace").strip()
            if text or isinstance(line, Bad):
                yield text
        return
    for row in rows(part, _hints(table)):
        yield "" if isinstance(row, Bad) else _text(row.value, table.field)


def _text(row: Any, field: str) -> str:
    value = row.get(field) if isinstance(row, dict) else row if not field else None
    return value.strip() if isinstance(value, str) else ""


def _fields(reference: Reference) -> str:
    """The names of the fields of the first row."""
    for part in reference.parts:
        for row in rows(part, _hints(reference.table)):
            if not isinstance(row, Bad) and isinstance(row.value, dict):
                return ", ".join(map(repr, row.value)) or "none"
    return "no rows"
