"""Another record of the same task, as like as can be, whose answer is another."""

from collections.abc import Callable
from random import Random

from injected.records import AnItem, Another, Ask
from injected.text import normal, words


def nearest(item: AnItem, pool: list[AnItem], draw: Random, wanted: Callable[[AnItem], bool]) -> AnItem | None:
    """Of some others of the pool that are wanted, the one whose ask is most like the item's."""
    mine = words(item.record.ask + " " + item.record.input)
    best, most = None, -1.0
    for other in draw.sample(pool, min(25, len(pool))):
        theirs = words(other.record.ask + " " + other.record.input)
        if other.record.origin == item.record.origin or theirs == mine or not wanted(other):
            continue
        overlap = len(mine & theirs) / (len(mine | theirs) or 1)
        if overlap > most:
            best, most = other, overlap
    return best


def as_asked(item: AnItem) -> Another[AnItem]:
    return Another(Ask(item.record.ask, item.record.input), item, item.value)


def by_other(item: AnItem, pool: list[AnItem], draw: Random) -> Another[AnItem] | None:
    def whole(one: AnItem) -> str:
        return normal(one.record.ask + one.record.input)

    def wanted(one: AnItem) -> bool:
        if item.record.free:
            return one.value != item.value and bool(one.record.input)
        return normal(one.value) != normal(item.value) and whole(one) != whole(item)

    if item.record.free:
        ask = normal(item.record.ask)
        pool = [one for one in pool if normal(one.record.ask) == ask]
    other = nearest(item, pool, draw, wanted)
    return as_asked(other) if other else None
