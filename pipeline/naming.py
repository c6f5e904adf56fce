"""Names that a run shows: a source's that holds personal data is refused, and in those of its files it is masked."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from pipeline.reading import HUB, Found, Refused
from pipeline.reading.places import KINDS
from pipeline.recipe import Recipe, Source
from pipeline.vectors import LocalShelf
from schemas.errors import RecipeError
from schemas.pair import PAIR
from stages.pii.stage import Pii

_ENDINGS = re.compile(rf"(?i)(?:{'|'.join(map(re.escape, (*KINDS, '.gz', '.zst')))})+$")
_JOINTS = re.compile(r"_|(?<=[^\W\d])-(?=\d)|(?<=\d)-(?=[^\W\d])")


class Span(NamedTuple):
    start: int
    end: int
    entity: str


def refuse_personal_names(recipe: Recipe) -> None:
    """Before any work; the sentence says which source by its number, since its name may not be repeated."""
    for number, source in enumerate(recipe.sources, 1):
        for span in _found([source.name], source, recipe)[0]:
            raise RecipeError(
                f"{recipe.path}: the name of the [[source]] number {number} holds personal data ({span.entity}), and "
                "names are shown everywhere; give it another name"
            )


def as_shown(source: Source, places: Sequence[Found | Refused], recipe: Recipe) -> tuple[Source, list[Found | Refused]]:
    """The source and its files under the names that all of a run is written with; they are read by their paths."""
    if source.table.path.startswith(HUB):
        return source, list(places)  # public already
    written = [*(place.name for place in places), source.table.path]
    *names, path = _masked(written, _found(written, source, recipe))
    if len(set(names)) < len(names):
        raise RecipeError(
            f"{recipe.path}: [[source]] {source.name}: two files have one name once personal data in it is masked; "
            "rename one of them"
        )
    shown = replace(source, table=replace(source.table, path=path))
    return shown, [replace(place, name=name) for place, name in zip(places, names, strict=True)]


def _masked(names: Sequence[str], found: list[list[Span]]) -> list[str]:
    """`<EMAIL_1>.jsonl`: of one source, the same value has the same number in all names."""
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    masked = []
    for name, spans in zip(names, found, strict=True):
        parts, at = [], 0
        for start, end, entity in spans:
            number = numbers[entity].setdefault(name[start:end], len(numbers[entity]) + 1)
            parts += [name[at:start], f"<{entity}_{number}>"]
            at = end
        masked.append("".join([*parts, name[at:]]))
    return masked


def _found(names: Sequence[str], source: Source, recipe: Recipe) -> list[list[Span]]:
    """Where `pii`, under the settings that the source has, finds personal data in each name; nowhere without `pii`."""
    stage = next((placed.stage for placed in recipe.chain if isinstance(placed.stage, Pii)), None)
    if stage is None:
        return [[] for _ in names]
    settings = replace(stage.of(source.name), action="tag", actions={})
    decisions = settings.judge(_pairs(names), LocalShelf())  # no surrogates, so no key
    found: list[list[Span]] = [[] for _ in names]
    for row in decisions.to_pylist():
        entity = orjson.loads(row["facts"]).get("entity", "NAME")
        found[int(row["pair_id"]) // 2] += [Span(e["start"], e["end"], entity) for e in row["edits"]]
    return [_joined(spans) for spans in found]


def _pairs(names: Sequence[str]) -> pa.Table:
    """Each name twice, as it is written and with its joints open; both of its length, and each folder a line."""
    blank: dict[str, Any] = dict.fromkeys(PAIR.names, "") | {"history": [], "trust": 0, "meta": "{}"}
    rows = []
    for name in names:
        plain = _ENDINGS.sub(lambda ending: " " * len(ending[0]), name).replace("/", "\n")
        rows += [plain, _JOINTS.sub(" ", plain)]
    return pa.Table.from_pylist([blank | {"pair_id": str(n), "output": row} for n, row in enumerate(rows)], PAIR)


def _joined(spans: list[Span]) -> list[Span]:
    """Those that overlap as one, under the name of the longest."""
    joined: list[Span] = []
    for span in sorted(spans):
        last = joined[-1] if joined else None
        if last is None or span.start >= last.end:
            joined.append(span)
        else:
            longest = max(last, span, key=lambda one: one.end - one.start)
            joined[-1] = Span(last.start, max(last.end, span.end), longest.entity)
    return joined
