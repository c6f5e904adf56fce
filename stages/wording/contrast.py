"""What sets two texts apart: number, name, sign, negation, opposite, quote, order, or words without a counterpart."""

from collections import Counter
from typing import NamedTuple

from stages.wording.generic import FUNCTION, GROUP, stem
from stages.wording.numerals import WORDS
from stages.wording.opposites import NEGATIONS, opposed
from stages.wording.text import Wording

SHOWN = 8
_LOOSE = frozenset(("and", "or", "a", "an", "the"))
_DIRECTED = frozenset(("to", "into", "from", "than", "over", "by", "minus", "before", "after", "of", "against", "per"))


class Contrast(NamedTuple):
    """`kind` is empty where nothing sets the texts apart; `extra` counts words that only one of them has."""

    kind: str
    first: str
    second: str
    extra: int = 0


def contrast(one: Wording, other: Wording, ordered_numbers: bool = True) -> Contrast:
    """The first thing that sets two texts apart, worst first; extra words on one side alone are only counted."""
    if one.folded == other.folded and one.names == other.names and one.rest == other.rest:
        return Contrast("", "", "")
    only_one, only_other = one.counts - other.counts, other.counts - one.counts
    shown = (_shown(only_one), _shown(only_other))
    if one.rest != other.rest:
        return Contrast("beyond", *shown)
    hard = set_apart(one, other, ordered_numbers)
    if hard:
        return Contrast(hard, *shown)
    if opposed(only_one.keys(), only_other.keys()):
        return Contrast("opposite", *shown)
    left, right = leftovers(only_one, only_other)
    if left and right:
        return Contrast("word", _shown(left), _shown(right))
    if swapped(one, other) or not moved(*same_words(one, other)):
        return Contrast("order", *shown)
    return Contrast("", *shown, extra=sum(left.values()) + sum(right.values()))


def set_apart(one: Wording, other: Wording, ordered: bool = True) -> str:
    """A difference that no synonym explains: in a number, sign, negation, quote or name."""
    same = one.numbers == other.numbers if ordered else Counter(one.numbers) == Counter(other.numbers)
    if not same:
        return "number"
    if one.signs != other.signs or one.turned != other.turned:
        return "sign"
    if one.negations % 2 != other.negations % 2:
        return "negation"
    if any(not _said(quote, one, other) for quote in set(one.quoted) ^ set(other.quoted)):
        return "quote"
    return "name" if one.letters != other.letters or _other_names(one, other) else ""


def _said(quote: str, one: Wording, other: Wording) -> bool:
    """Whether both texts have the quoted words, be it without the quotation marks."""
    return all(f" {quote} " in f" {' '.join(text.words)} " for text in (one, other))


def _other_names(one: Wording, other: Wording) -> bool:
    """A name that the other text doesn't know, or names in another order."""
    for mine, theirs in ((one, other), (other, one)):
        if any(
            name not in theirs.counts and name not in theirs.names and not _known(name, theirs) for name in mine.names
        ):
            return True
    left, right = dict.fromkeys(one.names), dict.fromkeys(other.names)
    return [name for name in left if name in right] != [name for name in right if name in left]


def _known(name: str, text: Wording) -> bool:
    parts = name.replace("'", " ").split()
    return all(part in text.counts for part in parts) or name in GROUP or name in FUNCTION or name in WORDS


def leftovers(one: Counter[str], other: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Words of each side that have no counterpart on the other: no function words, no common stem, group or slip."""
    left, right = _plain(one), _plain(other)
    for root in (stem, _group):
        roots_left, roots_right = {root(word) for word in left}, {root(word) for word in right}
        common = roots_left & roots_right
        left = Counter({word: n for word, n in left.items() if root(word) not in common})
        right = Counter({word: n for word, n in right.items() if root(word) not in common})
    if len(left) <= SHOWN and len(right) <= SHOWN:
        slips = {(a, b) for a in left for b in right if _slip(a, b)}
        left = Counter({word: n for word, n in left.items() if all(word != a for a, _ in slips)})
        right = Counter({word: n for word, n in right.items() if all(word != b for _, b in slips)})
    generic = {word for word in (*left, *right) if word in GROUP}
    return _without(left, generic if not right else set()), _without(right, generic if not left else set())


def _without(words: Counter[str], gone: set[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if word not in gone})


def _plain(words: Counter[str]) -> Counter[str]:
    return Counter({w: n for w, n in words.items() if w not in FUNCTION and w not in WORDS and w not in NEGATIONS})


def _group(word: str) -> str:
    return GROUP.get(word, word)


def _slip(one: str, other: str) -> bool:
    """One letter more or less, two changed places or s for z, inside a word of seven letters or more."""
    if (
        min(len(one), len(other)) < 7
        or one[:2] != other[:2]
        or one[-2:] != other[-2:]
        or abs(len(one) - len(other)) > 1
    ):
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    if len(one) == len(other):
        turned = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return turned or one.replace("z", "s") == other.replace("z", "s")
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer[at + 1 :] == shorter[at:]


def swapped(one: Wording, other: Wording) -> bool:
    """Whether what stands on either side of a word such as `to` changed places: miles to metres, metres to miles."""

    def sides(words: list[str]) -> set[tuple[str, str, str]]:
        words = [word for word in words if word not in ("a", "an", "the")]
        return {triple for triple in zip(words, words[1:], words[2:], strict=False) if triple[1] in _DIRECTED}

    theirs = sides(other.words)
    return any((c, via, a) in theirs and a != c and (a, via, c) not in theirs for a, via, c in sides(one.words))


def same_words(one: Wording, other: Wording) -> tuple[list[str], list[str]]:
    """The words of both where they are the same, else the roots of their content words, where those are; else none."""
    if one.counts == other.counts:
        return one.words, other.words
    roots = [[_group(stem(word)) for word in text.words if word not in FUNCTION] for text in (one, other)]
    return (roots[0], roots[1]) if Counter(roots[0]) == Counter(roots[1]) else ([], [])


def moved(one: list[str], other: list[str]) -> bool:
    """Whether equal words differ in order by one part that stands elsewhere at most; `and`, `or`, articles aside."""
    left, right = ([word for word in words if word not in _LOOSE] for words in (one, other))
    if left == right:
        return True
    begin = next(at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b)
    end = next(at for at, (a, b) in enumerate(zip(left[::-1], right[::-1], strict=True)) if a != b)
    part, moved = (" ".join(words[begin : len(words) - end]) for words in (left, right))
    return f" {moved} " in f" {part} {part} "


def _shown(words: Counter[str]) -> str:
    """At most eight words, none of them long."""
    return " ".join(word[:24] for word in list(words)[:SHOWN])
