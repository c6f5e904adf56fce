"""Two short names for one thing that is asked for: mostly a conflict, but too often an alias to act on."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.generic import stem

NAME = "entity"
MOST_WORDS = 6
_ASKS = re.compile(
    r"^(?:who|whom|whose|which|what|where|(?:name|identify|answer with|find|pick|choose|select|determine) the"
    r"|(?:in|on|at|by|of|to|from|with|for"
    r"|under) (?:what|which"
    r"|whom|whose))\b"
)
_NOTHING = re.compile(
    r"^(?:none|unknown|n/?a|not (?:sure|given|known|available)|it depends.*|unanswerable|i .*|nothing)$"
)
_PLAIN = frozenset(
    [
        "of",
        "the",
        "and",
        "a",
        "an",
        "it",
        "is",
        "was",
        "in",
        "on",
        "at",
        "to",
        "for",
        "that",
        "this",
        "they",
        "he",
        "she",
    ]
)
_LIST = re.compile(r",|;|\n|\band\b|\bor\b|/")


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    if not (_short(one) and _short(other)) or not any(map(_ASKS.match, first.clauses)):
        return None
    if any(_NOTHING.match(said.value) or _LIST.search(said.value) for said in (one, other)):
        return SILENT
    left, right = _stems(one), _stems(other)
    if left == right and left:
        return AGREE
    if left <= right or right <= left or _initials(one, other) or _initials(other, one):
        return SILENT
    return conflict(0.6 if left & right else 0.7, one.value, other.value)


def _short(said: Said) -> bool:
    return 0 < len(said.words) <= MOST_WORDS and said.answer.kind in ("label", "free") and not said.answer.polarity


def _stems(said: Said) -> set[str]:
    return {stem(word) for word in said.words if word not in _PLAIN}


def _initials(short: Said, long: Said) -> bool:
    letters = "".join(word for word in short.words if word not in _PLAIN)
    return len(letters) > 1 and letters == "".join(word[0] for word in long.words if word not in _PLAIN)
