"""Where a title (`Dr`), a cue (`my name is`) or a label (`Patient:`) says that a name comes next."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import re2

from stages.pii.cues import Cues
from stages.pii.names.runs import Token

_AFTER_TITLE = re.compile(r"[ \t]{1,2}")
_AFTER_SHORT_TITLE = re.compile(r"\.?[ \t]{0,2}")
_SHORT = 4
# short, and yet whole words
_WHOLE = frozenset(
    [
        "sir",
        "lord",
        "lady",
        "king",
        "miss",
        "aunt",
        "chef",
        "dame",
        "pan",
        "pani",
        "pana",
        "panu",
        "don",
        "dona",
        "herr",
        "frau",
    ]
)
_AFTER_CUE = re.compile(r"(?:[.!,]?[ \t\r]*\n[\s\"'“*_–—-]{0,5}|[ \t,:\"'“*_|<(–—-]{0,5})")
# a label is one only at the start of a line or a cell, and with a mark behind it
_BEFORE_LABEL = re.compile(r"(?:^|[\n\t|,;{\[(•>*\"'“]|[-–] ?)[ \t\"'*_]{0,6}$")
_AFTER_LABEL = re.compile(r"[ \t]{0,2}[\"'*_]{0,3}[ \t]{0,2}[:=|\t][ \t\"'“*_|>]{0,6}")
_NEAR = 12
# who speaks, at the start of a line of a chat or a play
_SPEAKER = re2.compile(
    r"(?m)^(?:\[[^\]\n]*\] ?|[>*-] ?)?(\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’.-]*)?) ?:\*{0,2}(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class Starts:
    """Offsets at which a name is announced, and where a known given name is likely one (`Anna: are you there?`)."""

    named: frozenset[int]
    likely: frozenset[int] = frozenset()

    def cued(self, token: Token) -> bool:
        return token.start in self.named


def starts(text: str, cues: Cues) -> Starts:
    after_titles = (_after_title(text, *match.span(1)) for match in _titles(cues).finditer(text))
    after_cues = (_skip(_AFTER_CUE, text, end) for _, end in _spans(text, cues, "name_cue"))
    found = {*after_titles, *after_cues, *_after_labels(text, cues)}
    found.discard(len(text))
    return Starts(frozenset(found), frozenset(match.start(1) for match in _SPEAKER.finditer(text)))


@lru_cache(maxsize=64)
def _titles(cues: Cues) -> "re2._Regexp[str]":
    """One title or some in a row: `Herr Prof. Dr.`"""
    one = cues.condition("name_title").removeprefix("(?i)")
    return re2.compile(rf"(?i)(?:^|[^\pL\pN])({one}(?:[. ]{{1,2}}{one})*)(?:$|[^\pL\pN])")


def _after_title(text: str, start: int, end: int) -> int:
    """A dot ends an abbreviation such as `Dr.`, but after `pastor` it ends a sentence."""
    last = max(text.rfind(mark, start, end) + 1 for mark in " .")
    word = text[max(start, last) : end].lower()
    return _skip(_AFTER_SHORT_TITLE if len(word) <= _SHORT and word not in _WHOLE else _AFTER_TITLE, text, end)


def _after_labels(text: str, cues: Cues) -> Iterator[int]:
    for start, end in _spans(text, cues, "name_label"):
        if (mark := _AFTER_LABEL.match(text, end)) and _BEFORE_LABEL.search(text[max(0, start - _NEAR) : start]):
            yield mark.end()


def _spans(text: str, cues: Cues, kind: str) -> Iterable[tuple[int, int]]:
    """The cue words themselves, without the character that bounds them."""
    for start, end in cues.spans(text, kind):
        yield start + (not text[start].isalnum()), end - (not text[end - 1].isalnum())


def _skip(marks: re.Pattern[str], text: str, at: int) -> int:
    match = marks.match(text, at)
    return match.end() if match else at
