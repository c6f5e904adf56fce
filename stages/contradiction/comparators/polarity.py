"""A yes against a no."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.comparators.implied import implied
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.opposites import NEGATIONS

NAME = "polarity"
_LED = re.compile(
    r"^(yes|yeah|yep|no|nope)\b(?:$|[\s,.!:;–—-]++(?!but\b|or\b|and no\b|matter\b|one\b|idea\b|longer\b))"
)
_SUBJECT = re.compile(r"(?:it|he|she|they|there|this|that|you|we|i)\b")
_LEADS = ("yes", "yeah", "yep", "nope", "true", "false", "correct", "incorrect")
_FALSE = re.compile(
    r"^(?:(?:that|this|it|the (?:statement|claim|sentence))(?: is|'s) )?"
    r"(true|false|correct|incorrect)\b[\s.,:;!-]*+(?!but\b|or\b|and\b)"
)
_UNSURE = re.compile(
    r"\b(?:but|however|although|though|depends?|depending|not necessarily|sometimes|unless|it can be"
    r"|in some|technically"
    r"|not always|not entirely|not exactly|partly|partially|unclear|debated?|controversial|both)\b"
)


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    left, right = polar(one), polar(other)
    if not left and not right:
        return None
    left, right = left or implied(one, first), right or implied(other, second)
    if not left or not right:
        return None
    if left == right:
        return AGREE if not (_rest(one) and _rest(other)) else SILENT
    if _same_rest(one, other):
        return SILENT
    sure = 0.97 if first.yes_no or second.yes_no else 0.7
    if first.wording.whole.negations:
        sure = min(sure, 0.8)
    if any(_UNSURE.search(" ".join(said.sentences[:2])) for said in (one, other)):
        sure = min(sure, 0.7)
    return conflict(sure, one.sentences[0], other.sentences[0])


def polar(said: Said) -> str:
    """Yes, no, or nothing: what the answer begins with."""
    if led := _LED.match(said.value):
        rest = said.value[len(led[1]) :].lstrip()
        bare = rest and not rest.startswith((",", ".", "!", ":", ";", "-", "–", "—")) and not _SUBJECT.match(rest)
        return "" if bare and led[1] == "no" else "yes" if led[1].startswith("y") else "no"
    led = _FALSE.match(said.value)
    return ("yes" if led[1] in ("true", "correct") else "no") if led else ""


def _rest(said: Said) -> list[str]:
    return [word for word in said.content if word not in _LEADS]


def _same_rest(one: Said, other: Said) -> bool:
    """After yes and no they say one and the same, as answers to a negated ask do."""
    left, right = set(_rest(one)), set(_rest(other))
    if len(left) < 2 or len(right) < 2:
        return False
    parity = _negations(one) % 2 == _negations(other) % 2
    return parity and len(left & right) >= 0.8 * len(left | right)


def _negations(said: Said) -> int:
    return sum(word in NEGATIONS for word in said.words[1:])
