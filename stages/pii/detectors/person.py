"""Names of people: lists and cues, and where wanted a tagger as second witness; famous and made-up ones too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from stages.pii.cues import Cues
from stages.pii.finding import Hit
from stages.pii.names.cued import Starts, starts
from stages.pii.names.gazetteer import Gazetteer, folded, gazetteer
from stages.pii.names.inverted import inverted
from stages.pii.names.runs import SMALL_RUN, runs, tokens
from stages.pii.names.segments import Segment, segments, small_name
from stages.pii.names.tagger import Witness, tagger, witness
from stages.pii.names.union import joined, seconded

_CELL_END = re.compile(
    r"['’]?[ \t]*(?:$|[\n\r|;()<>\"'\\*_/\]}\t]|,(?! [a-z])|[-–—]|\.?[ \t]*(?:\n|$)|[ \t]{2}|[ \t]\w+(?:[ \t]\w+)?:)"
)
_AND = re.compile(r"(?:,? (?:and|und|et|y|e|en|i|&) |[,;] )(?:\w{2,4}\. )?")
_HOUSE_BEFORE = re.compile(r"(?<!\d)\d{2,5}[a-zA-Z]? $")
_HOUSE_AFTER = re.compile(r" \d{1,4}[a-zA-Z]?(?:$|[,;\n.]| [A-Z])")


def _as_words(condition: str, after: str = r"[^\pL\pN]") -> str:
    return f"(?i)(?:^|[^\\pL\\pN]){condition.removeprefix('(?i)')}{after}"


@dataclass(frozen=True)
class Person:
    """`model`: small | none | an installed spaCy pipeline (en_core_web_lg) | gliner:<folder>."""

    model: str = "small"
    held: bool = True  # a benchmark leaves out the names that its people bear

    entity: ClassVar[str] = "PERSON"
    conditions: ClassVar[tuple[str, ...]] = (
        r"\p{Lu}[\p{L}\p{M}.'’-]",
        *(_as_words(Cues().condition(kind)) for kind in ("name_title", "name_cue")),
        _as_words(Cues().condition("name_label"), r"[ \t\"'*_]*[:=|\t]"),
    )

    @property
    def witness(self) -> Witness | None:
        """Which tagger runs beside the lists: name, version and sha256, for the manifest."""
        return witness(self.model)

    def ahead(self, texts: Sequence[str]) -> None:
        if second := tagger(self.model):
            second.ahead(texts)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        names = gazetteer(self.held)
        at = starts(text, cues)
        listed = joined([*_written_large(text, at, names), *_written_small(text, at, names), *inverted(text, names)])
        second = tagger(self.model)
        found = seconded(text, listed, second.spans(text), at, names) if second else listed
        return [_hit(text, s, names) for s in _enumerated(text, [s for s in found if _fills(text, s, at)])]


def _hit(text: str, s: Segment, names: Gazetteer) -> Hit:
    return Hit(s.start, s.end, s.score, s.rule, folded(text[s.start : s.end]) in names.standins)


def _fills(text: str, segment: Segment, at: Starts) -> bool:
    """Behind a label a word or two fill the cell (`Name: Anna`); else it is somebody who speaks (`Father: Wait, …`)."""
    return segment.start not in at.labelled or segment.score > 0.7 or bool(_CELL_END.match(text, segment.end))


def _enumerated(text: str, found: list[Segment]) -> list[Segment]:
    """`Present: Anna Lopez, Max Frei and Eva Roth`: what announces the first of a list announces them all."""
    told: list[Segment] = []
    for one in found:
        if told and told[-1].rule == "person.cue" and _AND.fullmatch(text, told[-1].end, one.start):
            one = replace(one, rule="person.cue")
        told.append(one)
    return told


def _written_large(text: str, at: Starts, names: Gazetteer) -> Iterator[Segment]:
    for start, end in runs(text):
        word = text[start:end]
        if word.isalpha() and not names.may_begin(word) and start not in at.named:
            continue
        if _glued(text, start, end):
            continue
        for segment in segments(tokens(text, start, end, names), at, names.phrases):
            yield replace(segment, score=0.5) if _is_street(text, segment) else segment


def _written_small(text: str, at: Starts, names: Gazetteer) -> Iterator[Segment]:
    """`my name is john smith`: only after a cue."""
    for start in at.named:
        if text[start].islower() and (run := SMALL_RUN.match(text, start)):
            yield from small_name(tokens(text, start, run.end(), names))


def _is_street(text: str, segment: Segment) -> bool:
    """`12 Maria Smith` and `Jana Nerudy 894,`: more often a street than a person."""
    if segment.rule != "person.lists" or segment.score <= 0.5:
        return False
    before, after = text[max(0, segment.start - 6) : segment.start], text[segment.end : segment.end + 8]
    return bool(_HOUSE_BEFORE.search(before) or _HOUSE_AFTER.match(after))


def _glued(text: str, start: int, end: int) -> bool:
    """Whether the word is a piece of a handle, a path, an address or a program."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before and (before in "@#/\\_$.&%" or before.isalnum()):
        return True
    return bool(after) and (after[0] in "@_/\\(=" or after[0].isdigit() or (after[0] == "." and after[1:].isalnum()))
