"""Where a title (`Dr`), a cue (`my name is`) or a label (`Patient:`) says that a name comes next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import re2

from stages.pii.cues import Cues
from stages.pii.names.runs import INITIAL, Token

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
# said of people whom one writes to or about; the famous have other titles
_COURTESY = frozenset(
    str.split(
        "mr mrs ms miss mx herr herrn frau fräulein hr monsieur madame mademoiselle m mme mlle señor señora señorita sr"
        " sra srta signor signora signorina sig sig.ra sig.na senhor senhora dhr mevr mw meneer mijnheer mevrouw pan"
        " pani pana panu panią panem panie uncle aunt auntie grandma grandpa onkel tante"
    )
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
    """Offsets at which a name is announced, and where a known given name is likely one (`Anna: are you there?`).

    Those after a label are `labelled` too: there may stand anything, so a name has to fill its cell. Those after
    nothing but a title are `titled`: the famous have titles as well.
    """

    named: frozenset[int]
    likely: frozenset[int] = frozenset()
    labelled: frozenset[int] = frozenset()
    titled: frozenset[int] = frozenset()

    def cued(self, token: Token) -> bool:
        return token.start in self.named

    def rule(self, token: Token) -> str:
        """What announces it."""
        return "person.title" if token.start in self.titled else "person.cue"

    def cuts(self, words: list[Token], place: int) -> bool:
        """Whether another name is announced within these words; the `M.` of `Anna M. Lopez` is no Monsieur."""
        initial = place > 1 and words[place - 1].bits & INITIAL and len(words[place - 1].text) == 2
        return self.cued(words[place]) and not initial


def starts(text: str, cues: Cues) -> Starts:
    said = {_skip(_AFTER_CUE, text, end) for _, end in cues.spans(text, "name_cue")}
    labelled = set(_after_labels(text, cues))
    titled: set[int] = set()
    for match in _titles(cues).finditer(text):
        start, end = match.span(1)
        polite = start in said or re.split(r"[. ]", match[1].lower())[0] in _COURTESY
        (said if polite else labelled if start in labelled else titled).add(_after_title(text, start, end))
    speakers = frozenset(match.start(1) for match in _SPEAKER.finditer(text))
    named = (said | labelled | titled) - {len(text)}
    return Starts(frozenset(named), speakers, frozenset(labelled - said), frozenset(titled - said - labelled))


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
    for start, end in cues.spans(text, "name_label"):
        if (mark := _AFTER_LABEL.match(text, end)) and _BEFORE_LABEL.search(text[max(0, start - _NEAR) : start]):
            yield mark.end()


def _skip(marks: re.Pattern[str], text: str, at: int) -> int:
    match = marks.match(text, at)
    return match.end() if match else at
