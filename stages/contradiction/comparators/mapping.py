"""Lists that give each item a label: one item with two labels."""

from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.generic import stem
from stages.wording.opposites import NEGATIONS
from stages.wording.text import bare

NAME = "mapping"
LABEL_WORDS = 4
Mapping = dict[str, str]


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    left, right = mapping(one, first), mapping(other, second)
    if not (left and right):
        return None
    common = left.keys() & right.keys()
    if len(common) < 0.8 * max(len(left), len(right)):
        return SILENT
    apart = [item for item in left if item in common and left[item] != right[item]]
    if not apart:
        return AGREE
    if any(_alike(left[item], right[item]) for item in apart):
        return SILENT
    known = all(_known(label, first, left, right) for item in apart for label in (left[item], right[item]))
    span = apart[0]
    return conflict(0.97 if known else 0.7, f"{span}: {left[span]}", f"{span}: {right[span]}")


def mapping(said: Said, asked: Asked) -> Mapping:
    """Items of the ask with their labels; a label followed by several items is turned round."""
    entries = [(_plain(item), value) for item, value in said.entries]
    if len(entries) < 2 and not any("," in value for _, value in entries):
        return {}
    ask = f" {' '.join(bare(asked.folded))} "
    if any("," in value for _, value in entries):
        pairs = [(_plain(item), label) for label, items in entries for item in items.split(",") if item.strip()]
    else:
        pairs = [(item, _plain(value)) for item, value in entries]
    found = dict(pairs)
    inside = all(f" {item} " in ask for item in found)
    return found if inside and len(found) == len(pairs) and all(map(_short, found.values())) else {}


def _plain(text: str) -> str:
    words = bare(text.split("(")[0] or text)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the", "and") else words)


def _short(label: str) -> bool:
    return 0 < len(label.split()) <= LABEL_WORDS


def _alike(one: str, other: str) -> bool:
    """One label is part of the other: `living` and `living thing`."""
    mine, theirs = set(one.split()), set(other.split())
    return (mine <= theirs or theirs <= mine) and NEGATIONS.isdisjoint(mine ^ theirs)


def _known(label: str, asked: Asked, left: Mapping, right: Mapping) -> bool:
    """Whether the ask names the label, or both answers use it."""
    named = {stem(word) for word in bare(asked.folded)}
    return all(stem(word) in named for word in label.split()) or (label in left.values() and label in right.values())
