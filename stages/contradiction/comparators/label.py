"""Two of the labels that the ask itself names: `Is basalt igneous, sedimentary or metamorphic?`"""

import re
from functools import lru_cache
from itertools import dropwhile

from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.lead import SAYS_NOTHING
from stages.contradiction.said import Said
from stages.wording.generic import FUNCTION, stem
from stages.wording.opposites import NEGATIONS

NAME = "label"
SENTENCE_WORDS = 25
MOST_KEPT = 100_000
_NOTHING: frozenset[int] = frozenset()
MOST_WORDS = 4
_ARTICLES = ("a", "an", "the")
_NAMED = re.compile(r"(?:name|give|find|identify|list|mention) an? ")
_LEADING = frozenset(("is", "are", "was", "were", "be", "being", "either", "it", "of", "as", "to", "that"))
_BOTH = re.compile(r"\b(?:both|neither|either|or|depends?|mixed|also|but)\b")

Words = tuple[str, ...]


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    if first.wants_date and one.days and other.days:
        return None
    polar = (one.polar and one.literal) or (other.polar and other.literal)
    for items in first.listed:
        if polar and (
            len(items) < 3 or not any(item[-1:] == ("true",) for item in items)
        ):  # `true, false or unclear` are three labels
            continue
        left, right = _taken(one, items), _taken(other, items)
        if not left or not right:
            continue
        if (
            first.several
            or first.loose
            or first.taste
            or max(len(left), len(right)) > 1
            or _BOTH.search(one.plain)
            or _BOTH.search(other.plain)
        ):
            return SILENT
        if left == right:
            return AGREE
        if _NAMED.match(first.clauses[-1]) and not {one.told, other.told} <= first.offered:
            return SILENT  # `a red or green fruit` may be a red apple
        if _more(one, left, items, first) or _more(other, right, items, first):
            return SILENT
        return conflict(0.95, one.value, other.value)
    return None


def _taken(said: Said, items: tuple[Words, ...]) -> frozenset[int]:
    return _NOTHING if len(said.words) > SENTENCE_WORDS else _named(said.valued, items)


@lru_cache(maxsize=MOST_KEPT)
def _named(words: Words, items: tuple[Words, ...]) -> frozenset[int]:
    """Which options of a list an answer names; a longer one hides those within it."""
    spans = [
        (at, span)
        for number, item in enumerate(items)
        for at, span in _spans(words, _forms(item, number == 0, number == len(items) - 1), number)
    ]
    found = frozenset(number for number, span in spans if not any(_within(span, wider) for _, wider in spans))
    negated = any(word in NEGATIONS for word in words)
    named = any(word in NEGATIONS for number in found for word in items[number])
    return found if not negated or named else _NOTHING


def _forms(item: Words, first: bool, last: bool) -> list[Words]:
    """An option whole, or where it runs into the sentence its end or its begin, the longest first."""
    item = tuple(dropwhile(_LEADING.__contains__, (word for word in item if word not in _ARTICLES)))
    most = min(MOST_WORDS, len(item))
    if last:
        return [item[:length] for length in range(most, 0, -1)]
    if first or len(item) > MOST_WORDS:
        return [item[-length:] for length in range(most, 0, -1)]
    return [item] if item else []


def _spans(words: Words, forms: list[Words], number: int) -> list[tuple[int, tuple[int, int]]]:
    for form in forms:
        for at in range(len(words) - len(form) + 1):
            if words[at : at + len(form)] == form and _telling(form):
                return [(number, (at, at + len(form)))]
    return []


def _telling(form: Words) -> bool:
    return any(len(word) > 2 for word in form) and form[0] not in ("is", "it", "this", "of", "in", "that")


def _within(span: tuple[int, int], wider: tuple[int, int]) -> bool:
    return span != wider and wider[0] <= span[0] and span[1] <= wider[1]


def _more(said: Said, taken: frozenset[int], items: tuple[Words, ...], asked: Asked) -> bool:
    """A sentence that says more than the label and the words of the ask."""
    words = said.told.split()
    if len(words) <= MOST_WORDS:
        return False
    known = {stem(word) for at in taken for word in items[at]} | set(map(stem, asked.wording.whole.counts))
    return sum(word not in FUNCTION and word not in SAYS_NOTHING and stem(word) not in known for word in words) > 1
