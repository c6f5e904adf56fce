"""The guard: whether two asks are one. Whatever the cosine says, a difference in what is asked vetoes."""

from collections import Counter

from stages.contradiction.asked import Asked
from stages.normal import folded
from stages.wording.contrast import contrast, leftovers, moved, swapped
from stages.wording.generic import FUNCTION, stem
from stages.wording.text import Wording

INPUTS_ALIKE = 0.95
_GENERIC = (
    "define please problem question following answer correct exactly precisely number many amount much city"
    " word term year date when able belong possible call called name known tell say give come came went take"
    " took happen happened occur occurred place solve compute calculate work equal result value true false"
    " simply brief briefly quick quickly option options choice statement fact actually really usually exact"
    " total one person author do does component consist main mainly pick choose select right ever state whether"
    " sort item mark decide q go goes there got hi hello every"
)
GENERIC = frozenset(map(stem, _GENERIC.split()))
_MEASURES = (
    ("heavy", "weight weigh mass"),
    ("tall high", "height"),
    ("long", "length duration last"),
    ("old", "age"),
    ("wide", "width"),
    ("deep", "depth"),
    ("far", "distance"),
    ("fast", "speed"),
    ("hot cold", "temperature"),
    ("big large", "size area"),
    ("much", "price cost costs"),
    ("how", "number amount height weight length age width depth distance speed temperature size price cost"),
    ("who", "author person writer painter composer inventor man woman artist scientist"),
    ("when", "year date day month time"),
    ("where", "place city country location"),
    ("price", "cost costs"),
    ("each", "every all"),
    ("every", "each all"),
)
_FITS: dict[str, set[str]] = {}
for _askers, _nouns in _MEASURES:
    for _asker in _askers.split():
        for _noun in _nouns.split():
            _FITS.setdefault(_asker, set()).add(_noun)
            _FITS.setdefault(_noun, set()).add(_asker)
_NONE: frozenset[str] = frozenset()


def veto(one: Asked, other: Asked) -> str:
    """What sets two asks apart, or nothing."""
    if _context(one) != _context(other):
        return "context"
    a, b = one.wording.whole, other.wording.whole
    if a.folded == b.folded and a.rest == b.rest:
        return ""
    apart = contrast(a, b)
    if apart.kind not in ("", "word"):
        return apart.kind
    if swapped(a, b) or not moved(_common(a, b), _common(b, a)):
        return "order"
    if not _inputs(one, other):
        return "input"
    left, right = leftovers(a.counts - b.counts, b.counts - a.counts)
    return "word" if _content(left, b.counts) or _content(right, a.counts) else ""


def _context(asked: Asked) -> tuple[str, ...]:
    return (folded(asked.ask.system), *map(folded, asked.ask.history))


def _inputs(one: Asked, other: Asked) -> bool:
    """Inputs are equal but for a word in twenty, or one of them stands in the other's instruction."""
    a, b = one.wording.input, other.wording.input
    if not a.words or not b.words:
        missing, there = (one, b) if not a.words else (other, a)
        return not there.words or f" {' '.join(there.words)} " in f" {' '.join(missing.wording.instruction.words)} "
    common, either = (a.counts & b.counts).total(), (a.counts | b.counts).total()
    return common >= INPUTS_ALIKE * either


def _common(one: Wording, other: Wording) -> list[str]:
    """What both say alike, but for function words, in the order of the first."""
    return [word for word in one.words if one.counts[word] == other.counts[word] and word not in FUNCTION]


def _content(words: Counter[str], others: Counter[str]) -> list[str]:
    """Words that no generic word is and that no fitting word of the other side stands for."""
    return [word for word in words if stem(word) not in GENERIC and _FITS.get(word, _NONE).isdisjoint(others)]
