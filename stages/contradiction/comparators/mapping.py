"""Lists that give each item a label: one item with two labels."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.entries import Entry
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.generic import FUNCTION, stem
from stages.wording.text import bare

NAME = "mapping"
LABEL_WORDS = 4
_AS_ONE_LIKES = re.compile(
    r"\b(?:divide|split|assign|give|pair|label|pick)\b.{0,50}\b(?:teams?|players|people|kids|students|chores?|roles?"
    r"|each day|each room|workouts?|character)\b|\bplan (?:my|our|a|the)\b|\b(?:urgent or not|tasty|favou?rite)\b"
)
_COMMAS = re.compile(r",| and ")
_NUMBERED = frozenset("0123456789") | frozenset(
    map(stem, ("group", "set", "team", "category", "list", "cluster", "part"))
)
Label = frozenset[str]
Mapping = dict[str, Label]


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    if not (one.entries and other.entries):
        return None
    if _AS_ONE_LIKES.search(first.folded):
        return SILENT
    labels = _labels(first, one.entries, other.entries)
    left, right = _mapping(one, first, labels), _mapping(other, second, labels)
    if not (left and right):
        return None
    common = left.keys() & right.keys()
    if len(common) < 0.8 * max(len(left), len(right)):
        return SILENT
    apart = sorted(item for item in common if left[item] != right[item])
    if not apart:
        return AGREE
    if any(_part(left[item], right[item]) for item in apart if not {left[item], right[item]} <= {*labels}):
        return SILENT
    used = set(left.values()) & set(right.values())
    if used and not labels and all(label <= _NUMBERED for label in used):
        return SILENT  # which group is the first one says nothing
    known = all(label in used or label in labels for item in apart for label in (left[item], right[item]))
    return conflict(0.97 if known else 0.7, _shown(one, apart[0]), _shown(other, apart[0]))


def _shown(said: Said, item: str) -> str:
    """What the answer says of an item, in its own words."""
    return next((f"{left}: {right}" for left, right in said.entries if item in f"{_plain(left)} {_plain(right)}"), item)


def _labels(asked: Asked, one: list[Entry], other: list[Entry]) -> list[Label]:
    """Of the lists that the ask names the one of which the answers use most; what runs into the sentence is cut."""
    said, fewest = [*one, *other], min(len(one), len(other))
    sides = {_stems(bare(side)) for entry in said for side in entry}
    lists = [
        [_stems(item[-LABEL_WORDS:] if at == 0 else item[:LABEL_WORDS]) for at, item in enumerate(items)]
        for items in asked.sorted_into
    ]
    return max(
        lists,
        key=lambda labels: (fewest > len(labels) and _sorting(said, labels), _used(sides, labels), len(labels)),
        default=[],
    )


def _used(sides: set[Label], labels: list[Label]) -> int:
    return sum(_known(side, labels) in labels for side in sides)


def _sorting(said: list[Entry], labels: list[Label]) -> bool:
    """Whether exactly one side of each entry is in a list."""
    return all(sum(_known(_stems(bare(side)), labels) in labels for side in entry) == 1 for entry in said)


def _mapping(said: Said, asked: Asked, labels: list[Label]) -> Mapping:
    """Items of the ask with their labels, whichever of the two comes first."""
    ask = f" {' '.join(bare(asked.folded))} "
    pairs = [pair for entry in said.entries for pair in _turned(entry, ask, labels)]
    found = {item: _known(label, labels) for item, label in pairs}
    fits = len(found) > 1 and len(found) == len(pairs) and all(f" {item} " in ask for item in found)
    return found if fits and all(0 < len(label) <= LABEL_WORDS for label in found.values()) else {}


def _turned(entry: Entry, ask: str, labels: list[Label]) -> list[tuple[str, Label]]:
    """An item with its label, or a label with its items."""
    left, right = _stems(bare(entry[0])), _stems(bare(entry[1]))
    if _known(right, labels) in labels and _known(left, labels) not in labels and f" {_plain(entry[0])} " in ask:
        return [(_plain(entry[0]), right)]
    items = [_plain(item) for item in _COMMAS.split(entry[1]) if item.strip()]
    led = _known(left, labels) in labels and not (_known(right, labels) in labels and f" {_plain(entry[0])} " in ask)
    if led or (len(items) > 1 and all(f" {item} " in ask for item in items)):
        return [(item, left) for item in items]
    several = [_plain(item) for item in _COMMAS.split(entry[0]) if item.strip()]
    if len(several) > 1 and all(f" {item} " in ask for item in several):
        return [(item, right) for item in several]
    return [(_plain(entry[0]), right)]


def _known(label: Label, labels: list[Label]) -> Label:
    """The label of the ask that is meant, where one is nearest: `alcoholic`, not `non-alcoholic drinks`."""
    near = sorted((len(one ^ label), at) for at, one in enumerate(labels) if label and label <= one)
    return labels[near[0][1]] if near and (len(near) == 1 or near[0][0] < near[1][0]) else label


def _part(one: Label, other: Label) -> bool:
    """One label is part of the other: `living` and `living thing`."""
    return one <= other or other <= one


def _stems(words: list[str] | tuple[str, ...]) -> Label:
    return frozenset(stem(word) for word in words if word not in FUNCTION)


def _plain(text: str) -> str:
    words = bare(text.split("(")[0] or text)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the", "and") else words)
