"""A sentence and its negation: equal words but for one `not`."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.comparators.implied import implied
from stages.contradiction.finding import SILENT, Finding, conflict
from stages.contradiction.kin import root
from stages.contradiction.said import Said
from stages.wording.generic import stem
from stages.wording.opposites import NEGATIONS, OPPOSITES

NAME = "negation"
ALIKE = 0.8
MOST_WORDS = 40
LEAST_WORDS = 2
FEW_WORDS = 3
_AUXILIARY = frozenset(
    (
        *("a", "an", "the", "of", "in", "on", "at", "for", "by", "do", "does", "did", "it", "that", "can", "could"),
        *("will", "would", "may", "is", "are", "was", "were", "been", "any", "ever", "indeed"),
    )
)
_HAVE = dict.fromkeys(("has", "have", "had"), "have")
_LIMITS = frozenset(
    map(stem, ["some", "sometimes", "few", "rarely", "seldom", "hardly", "only", "most", "might", "if"])
)
_ASKED = re.compile(r"^(?:who|what|which|when|where|how|why)\b")
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|solely|necessarily|always|entirely|all|every|sure)\b|\bno (?:one|longer"
    r"|matter|more)\b"
    r"|\bdepends?\b|\b(?:do|does) not (?:know|have an)\b|\bwhy not\b|\bnot .{1,40}\bbut\b|\bor not\b"
)


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    found = _sentences(one, other, first)
    if found:
        return found
    left, right = implied(one, first), implied(other, second)
    return conflict(0.95, one.sentences[0], other.sentences[0]) if left and right and left != right else None


def _sentences(one: Said, other: Said, first: Asked) -> Finding | None:
    negations = one.denials, other.denials
    if max(len(one.words), len(other.words)) > MOST_WORDS or sorted(negations) != [0, 1]:
        return None
    if _denied(one, other) or _denied(other, one):
        return conflict(0.87, one.plain, other.plain)
    left, right = _words(one), _words(other)
    if min(len(left), len(right)) < LEAST_WORDS or len(left & right) < ALIKE * len(left | right):
        return None
    if any(said.asks or said.plain.endswith(":") or _ASKED.match(said.plain) for said in (one, other)):
        return SILENT
    if (
        _NO_NEGATION.search(one.plain)
        or _NO_NEGATION.search(other.plain)
        or _turned(left - right, right - left, negations[0] > 0, first)
    ):
        return SILENT
    if one.answer.wording.numbers != other.answer.wording.numbers:
        return SILENT
    return conflict(0.92 if left == right else 0.87, one.plain, other.plain)


def _denied(short: Said, long: Said) -> bool:
    """A few words of which the other sentence says, at its end, that it is not they."""
    text = " ".join(long.stated)
    ending = re.search(r"\bnot (?:an? |the |called )?(.+)$", text)
    whole = text.startswith("not ") and text.endswith(f" is {short.told}")
    return short.told.count(" ") < FEW_WORDS and bool(short.told and ending and (whole or ending[1] == short.told))


def _words(said: Said) -> set[str]:
    return {
        _HAVE.get(word, root(stem(word))) for word in said.stated if word not in _AUXILIARY and word not in NEGATIONS
    }


def _turned(mine: set[str], theirs: set[str], negated: bool, asked: Asked) -> bool:
    """Words on both sides (`not possible` says what `impossible` says), or on the negated one: `no deep moat` may be a
    moat. What the other side says more must neither turn nor limit it."""
    if mine and theirs:
        return True
    if (mine if negated else theirs) - {root(stem(word)) for word in asked.wording.whole.counts}:
        return True
    return any(word in OPPOSITES or word in _LIMITS for word in mine | theirs)
