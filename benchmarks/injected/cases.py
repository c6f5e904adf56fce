"""The cases: pairs of an ask and an answer that conflict, agree, or belong to different asks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Generic, NamedTuple

from injected import choice, date, label, mapping, negation, number, polarity
from injected.part import Part
from injected.parts import PARTS
from injected.records import AnItem, Another, Ask, Record, load
from injected.rewording import worded
from injected.swaps import names_in
from injected.text import normal
from injected.wrapping import wrapped

_WANTED = {"conflict": 440, "agree": 440, "other": 230}
_TOTAL = sum(_WANTED.values())
_PER_RECORD = 3


class Case(NamedTuple):
    """`ask` with `input` was answered `one`, `other` with `other_input` was answered `two`."""

    half: str
    kind: str
    conflict: bool
    ask: str
    input: str
    other: str
    other_input: str
    one: str
    two: str
    origin: str


@dataclass(frozen=True)
class Kind(Generic[AnItem]):
    """What a kind of answer needs: how it is read, made wrong, said, and asked otherwise."""

    name: str
    read: Callable[[Record], AnItem | None]
    wrong: Callable[[AnItem, Random], str]
    forms: Callable[[AnItem, str, Part, Random], list[str]]
    other: Callable[[AnItem, list[AnItem], list[str], Random], Another[AnItem] | None]


def _alternative(item: AnItem, draw: Random) -> str:
    return draw.choice(item.alternatives)


_KINDS: list[Kind[Any]] = [
    Kind("polarity", polarity.read, _alternative, polarity.forms, polarity.other),
    Kind("choice", choice.read, _alternative, choice.forms, choice.other),
    Kind("label", label.read, _alternative, label.forms, label.other),
    Kind("number", number.read, number.wrong, number.forms, number.other),
    Kind("date", date.read, date.wrong, date.forms, date.other),
    Kind("mapping", mapping.read, mapping.wrong, mapping.forms, mapping.other),
    Kind("negation", negation.read, _alternative, negation.forms, negation.other),
]


def cases(data: Path, seed: int) -> Iterator[Case]:
    """The cases of every kind and part from the sources under a folder; the same for the same seed."""
    draw = Random(seed)
    records = list(load(data))
    draw.shuffle(records)
    for kind in _KINDS:
        items = [item for record in records if (item := kind.read(record)) is not None]
        names = sorted({name for item in items for name in names_in(item.record.ask)})
        for part in PARTS.values():
            yield from _of_part(kind, part, [item for item in items if item.half == part.name], names, draw)


def _of_part(kind: Kind[AnItem], part: Part, items: list[AnItem], names: list[str], draw: Random) -> list[Case]:
    """The cases of one kind and part: each record once, then again, until each sort has enough."""
    chosen = _chosen(items, draw)
    pools: dict[str, list[AnItem]] = defaultdict(list)
    for item in items:
        pools[item.record.task].append(item)
    goals = {
        sort: min(wanted, int(wanted * len(chosen) * _PER_RECORD / _TOTAL) + 1) for sort, wanted in _WANTED.items()
    }
    made: Counter[str] = Counter()
    given: set[tuple[str, str]] = set()
    out: list[Case] = []
    for item in chosen * _PER_RECORD:
        origin = item.record.origin
        left = [sort for sort in goals if made[sort] < goals[sort] and (origin, sort) not in given]
        draw.shuffle(left)
        for sort in sorted(left, key=lambda sort: made[sort] / goals[sort]):
            if case := _case(kind, part, item, sort, pools[item.record.task], names, draw):
                out.append(case)
                made[sort] += 1
                given.add((origin, sort))
                break
    draw.shuffle(out)
    return out


def _chosen(items: list[AnItem], draw: Random) -> list[AnItem]:
    """Some of the items, in which no template has much more than a tenth of the cases, where the data allows."""
    unique: dict[str, AnItem] = {}
    for item in draw.sample(items, len(items)):
        unique.setdefault(normal(item.record.ask + item.record.input), item)
    cap = _TOTAL / 10 / _PER_RECORD
    while True:
        took: Counter[str] = Counter()
        chosen: list[AnItem] = []
        for item in unique.values():
            if took[item.template] < cap:
                took[item.template] += 1
                chosen.append(item)
        if len(chosen) == len(unique) or len(chosen) * _PER_RECORD >= _TOTAL * 1.15:
            return chosen
        cap *= 1.3


def _case(
    kind: Kind[AnItem], part: Part, item: AnItem, sort: str, pool: list[AnItem], names: list[str], draw: Random
) -> Case | None:
    """One case, or None where this record gives none of that sort."""
    value, record = item.value, item.record
    own = draw.random() < 0.5
    if kind.name == "negation" and sort == "agree" and draw.random() < 0.2:
        value, own = item.alternatives[0], False
    one = record.answer if own else _say(kind, item, value, part, draw)
    if sort == "other":
        answered = _asked_otherwise(kind, part, item, pool, names, draw)
    else:
        answered = _asked_again(kind, part, item, kind.wrong(item, draw) if sort == "conflict" else value, one, draw)
    if answered is None:
        return None
    (other, other_input), two = answered
    conflict = sort == "conflict"
    return Case(part.name, kind.name, conflict, record.ask, record.input, other, other_input, one, two, record.origin)


def _asked_again(
    kind: Kind[AnItem], part: Part, item: AnItem, value: str, one: str, draw: Random
) -> tuple[Ask, str] | None:
    """The same ask in another wording, and its answer; None where a wrong figure stands in the right answer too."""
    if kind.name in {"number", "date"} and value != item.value and value in item.record.answer:
        return None
    two = _say(kind, item, value, part, draw, unlike=one)
    return worded(item, part, draw), two


def _asked_otherwise(
    kind: Kind[AnItem], part: Part, item: AnItem, pool: list[AnItem], names: list[str], draw: Random
) -> tuple[Ask, str] | None:
    found = kind.other(item, pool, names, draw)
    if found is None:
        return None
    ask, answering, value = found
    if [normal(text) for text in ask] == [normal(item.record.ask), normal(item.record.input)]:
        return None
    two = _say(kind, answering, value, part, draw)
    return (wrapped(ask, kind.name, part, draw) if draw.random() < 0.33 else ask), two


def _say(kind: Kind[AnItem], item: AnItem, value: str, part: Part, draw: Random, unlike: str = "") -> str:
    return draw.choice([form for form in kind.forms(item, value, part, draw) if form.strip() != unlike.strip()])
