"""How two answers to one ask compare: the first comparator that knows both says so; the tier says what it is worth."""

import re
from types import ModuleType
from typing import Literal, NamedTuple

from stages.contradiction.asked import Asked
from stages.contradiction.comparators import AUTOMATIC, CLOSING, COMPARATORS, LABELLING, choice, label, polarity
from stages.contradiction.said import ALONE_WORDS, Said
from stages.contradiction.sameask import veto

Relation = Literal["", "agree", "conflict", "review"]
RELATIONS: tuple[Relation, ...] = ("", "agree", "conflict", "review")


class Compared(NamedTuple):
    """`conflict` is of the automatic tier, `review` is for a person, and nothing says that the two may stand."""

    relation: Relation
    comparator: str = ""
    confidence: float = 0.0
    first: str = ""
    second: str = ""


NOTHING = Compared("")
_OF_ASPECTS = ("number", "frame", "date")
_PAIRS = (
    ("start starts started begin begins began open opens opened", "end ends ended finish finishes close closes closed"),
    ("maximum max highest largest most", "minimum min lowest smallest least"),
    ("first", "last second"),
    ("born birth", "died death"),
)
_SIDES = [tuple(frozenset(words.split()) for words in pair) for pair in _PAIRS]
_ASPECTS = [*_SIDES, *(pair[::-1] for pair in _SIDES)]
_LIMITED = re.compile(
    r"^(?:not )?(?:counting|including|excluding|adding|with(?:out)? (?:one|another|the other)|if|on (?:one"
    r"|another|the other)|by (?:one|some)"
    r"|looking (?:at|from)|going by"
    r"|(?:based on|according to) (?:one|another|some|other|the other)|under (?:one|another))\b"
    r"|[,;] (?:if|unless|other than|except|not counting|counting|including|excluding|looking from) "
)


def compared(
    first: Asked, one: Said, second: Asked, other: Said, least: float = 0.85, same_ask: bool = False
) -> Compared:
    """`same_ask` says that the guard need not look."""
    if any(said.code or said.asks for said in (one, other)):
        return NOTHING
    is_open = "open" in (first.kind, second.kind)
    for comparator in _closing(first, one, second, other) if is_open else COMPARATORS:
        found = comparator.compare(one, other, first, second)
        if found is None:
            continue
        if found.verdict == "silent" or first.liking or second.liking or not (same_ask or not veto(first, second)):
            return NOTHING
        if comparator.NAME in _OF_ASPECTS and _other_aspects(one, other):
            return NOTHING
        if found.verdict == "agree":
            return Compared("agree", comparator.NAME, 1.0)
        sure = found.confidence - (0.1 if first.kind == second.kind == "unknown" else 0.0)
        automatic = comparator.NAME in AUTOMATIC and sure >= least and not _doubtful(comparator.NAME, first, one, other)
        if is_open and not automatic:
            return NOTHING
        named = "number" if comparator.NAME == "frame" else comparator.NAME
        return Compared("conflict" if automatic else "review", named, sure, found.first, found.second)
    return NOTHING


def _closing(first: Asked, one: Said, second: Asked, other: Said) -> tuple[ModuleType, ...]:
    """What shows that an ask is not as open as it sounds: options, of which both answers are one and nothing more, a
    few words that can be one thing only, or lists of what was to be sorted."""
    chosen = (choice,) if _menu(first, one) and _menu(second, other) else ()
    if any(asked.personal or asked.makes for asked in (first, second)):
        return chosen
    taken = one.told in first.offered and other.told in first.offered
    if any(asked.free for asked in (first, second)):
        return (choice,) if taken and first.choices else chosen
    menu = (choice, label) if taken else (choice,) if first.lettered and second.lettered else chosen
    if max(one.told.count(" "), other.told.count(" ")) < ALONE_WORDS:
        judged = any(asked.opinion for asked in (first, second))
        return (*menu, *(one for one in CLOSING if one is not polarity or not judged))
    return (*menu, *(LABELLING if first.sorts and second.sorts else ()))


def _menu(asked: Asked, said: Said) -> bool:
    """Whether the answer is one of several options, and no matter of taste."""
    return not (asked.taste or (asked.makes and not asked.lettered)) and bool(choice.taken(said, asked))


def _doubtful(name: str, asked: Asked, one: Said, other: Said) -> bool:
    """What changes with time, and long reasoning, is for a person; what a text is labelled as does not change."""
    limited = _LIMITED.search(one.value) or _LIMITED.search(other.value)
    return bool((asked.passing and name not in ("label", "mapping")) or one.long or other.long or limited)


def _other_aspects(one: Said, other: Said) -> bool:
    """Whether the two are of different things: of the start and of the end."""
    mine, theirs = set(one.words) - set(other.words), set(other.words) - set(one.words)
    return any(not mine.isdisjoint(these) and not theirs.isdisjoint(those) for these, those in _ASPECTS)
