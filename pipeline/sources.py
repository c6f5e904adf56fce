"""Sources: which files a recipe means, what they hold, and which revision of a hub data set is pinned."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline import store
from pipeline.engine import Local
from pipeline.keys import key
from pipeline.naming import as_shown, refuse_personal_names
from pipeline.progress import Progress
from pipeline.reading import HUB, Found, Hints, Part, Refused, passed_over, resolve, survey
from pipeline.recipe import Recipe, Source
from schemas.errors import RecipeError


@dataclass(frozen=True)
class Surveyed:
    """A source, as it is shown, with everything that it will be read from."""

    source: Source
    hints: Hints
    parts: tuple[Part, ...]
    refused: tuple[Refused, ...]

    @property
    def fingerprint(self) -> str:
        read = [(part.name, part.index, part.fingerprint, part.intact) for part in self.parts]
        return key(read, [(refused.name, refused.reason) for refused in self.refused])

    @property
    def files(self) -> int:
        return len({part.name for part in self.parts})


def surveyed(recipe: Recipe, engine: Local, progress: Progress, limit: int | None = None) -> list[Surveyed]:
    """Every source with its parts; what is wrong with a path is an error of the recipe, before any work."""
    refuse_personal_names(recipe)
    listed = [(_hints(source, limit), *as_shown(source, _places(source, recipe), recipe)) for source in recipe.sources]
    pins = _Pins(recipe.path)
    found = [(place, hints) for hints, _, places in listed for place in places if isinstance(place, Found)]
    work = engine.map(_survey, found)
    parts = iter(progress.over(work, "survey", len(found), "file"))
    result = []
    for source, (hints, shown, places) in zip(recipe.sources, listed, strict=True):
        own = [part for place in places if isinstance(place, Found) for part in next(parts)]
        if source.table.path.startswith(HUB):
            own = [pins.part(source)]
        elif left := _passed_over(source, recipe):
            progress.say(f"{source.name}: not read, since their ending says nothing: {_counted(len(left), 'file')}")
        for unread in _sheets_left(places, hints):
            progress.say(f"{source.name}: {unread}")
        result.append(Surveyed(shown, hints, tuple(own), tuple(p for p in places if isinstance(p, Refused))))
    for _ in parts:
        pass
    pins.save()
    return result


def shown(recipe: Recipe, sources: list[Surveyed]) -> Recipe:
    """The recipe with its paths as they are shown."""
    return replace(recipe, sources=tuple(surveyed.source for surveyed in sources))


def _survey(task: tuple[Found, Hints]) -> list[Part]:
    return survey(task[0], task[1])


def _hints(source: Source, limit: int | None) -> Hints:
    table = source.table
    return Hints(
        bare_tsv=source.adapter.bare_tsv,
        documents=source.adapter.documents,
        sheet=table.sheet,
        split=table.split,
        config=table.config,
        truncated=table.truncated,
        limit=limit,
    )


def _places(source: Source, recipe: Recipe) -> list[Found | Refused]:
    return _explained(partial(resolve, source.table.path, recipe.folder), source, recipe) if _local(source) else []


def _passed_over(source: Source, recipe: Recipe) -> list[str]:
    return passed_over(source.table.path, recipe.folder)


def _sheets_left(places: list[Found | Refused], hints: Hints) -> list[str]:
    from pipeline.reading.sheets import sheets_left

    books = [place for place in places if isinstance(place, Found) and place.kind == "xlsx"]
    left = [(book.name, sheets_left(book.path, hints.sheet)) for book in books]
    return [
        f"not read in {name}: {_counted(len(names), 'sheet')} (name one with sheet = …)"
        for name, names in left
        if names
    ]


def _counted(count: int, what: str) -> str:
    return f"1 more {what}" if count == 1 else f"{count} more {what}s"


def _local(source: Source) -> bool:
    return not source.table.path.startswith(HUB)


def _explained(find: Callable[[], list[Found | Refused]], source: Source, recipe: Recipe) -> list[Found | Refused]:
    try:
        return find()
    except RecipeError as error:
        raise RecipeError(f"{recipe.path}: [[source]] {source.name}: {error}") from None


class _Pins:
    """The revisions that hub data sets were resolved to, in a file beside the recipe."""

    def __init__(self, recipe: Path) -> None:
        self.path = recipe.with_suffix(".pins.json")
        self.pins: dict[str, str] = json.loads(self.path.read_text()) if self.path.exists() else {}
        self.before = dict(self.pins)

    def part(self, source: Source) -> Part:
        from pipeline.reading.hub import hub_part

        part = hub_part(source.table.path, self.pins)
        self.pins[source.table.path] = part.fingerprint
        return part

    def save(self) -> None:
        if self.pins != self.before:
            store.write_bytes(self.path, json.dumps(self.pins, indent=1, sort_keys=True).encode() + b"\n")
