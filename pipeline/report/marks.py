"""Where, in the text as it is kept, a rewriting stage put something in or took something out."""

import re
from dataclasses import dataclass
from typing import Any

from pipeline.report import drawn
from pipeline.report.drawn import Piece

FIELD_CHARS = 600
SEARCH_CHARS = 100_000
_BEFORE_MARK = 150


@dataclass(frozen=True, slots=True)
class Mark:
    """`start:end` was put in, in place of so many characters; or it is what `kind` says."""

    start: int
    end: int
    removed: int
    kind: str = "ins"


@dataclass(frozen=True, slots=True)
class Pass:
    """What one rewriting stage said of one pair."""

    stage: str
    decisions: list[dict[str, Any]]

    def edits(self, field: str) -> list[tuple[dict[str, Any], str]]:
        """The edits of a field with the reason of each, in the order of the text."""
        found = [(e, d["reason"]) for d in self.decisions for e in d["edits"] if e["field"] == field]
        return sorted(found, key=lambda pair: (pair[0]["start"], pair[0]["end"]))


def marks(passes: list[Pass], stage: str, reason: str, field: str) -> list[Mark]:
    """The edits made for this reason, at the places where later stages have left them."""
    found: list[Mark] = []
    for made in passes:
        edits = made.edits(field)
        found = [_moved(mark, [edit for edit, _ in edits]) for mark in found]
        shift = 0
        for edit, why in edits:
            start = edit["start"] + shift
            if made.stage == stage and why == reason:
                found.append(Mark(start, start + len(edit["text"]), edit["end"] - edit["start"]))
            shift += len(edit["text"]) - (edit["end"] - edit["start"])
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def spanned(text: str, span: str) -> list[Mark]:
    """Where a span that an answer was read by stands in it: case, white space and signs between its words aside."""
    words = re.findall(r"\w+", span.removesuffix("…"))
    if not words or len(text) > SEARCH_CHARS:
        return []
    found = re.search(r"[\W_]+".join(map(re.escape, words)), text, re.IGNORECASE)
    return [Mark(found.start(), found.end(), 0, "mark")] if found else []


def _moved(mark: Mark, edits: list[dict[str, Any]]) -> Mark:
    start = _place(mark.start, edits, at_end=False)
    return Mark(start, max(start, _place(mark.end, edits, at_end=True)), mark.removed)


def _place(place: int, edits: list[dict[str, Any]], at_end: bool) -> int:
    shift = 0
    for edit in edits:
        if edit["end"] <= place:
            shift += len(edit["text"]) - (edit["end"] - edit["start"])
        elif edit["start"] < place:
            return int(edit["start"]) + shift + (len(edit["text"]) if at_end else 0)
        else:
            break
    return place + shift


def pieces(text: str, found: list[Mark]) -> list[Piece]:
    """A field's text, clipped to what a reader needs, with its marks."""
    first = found[0].start if found else 0
    start = max(0, first - _BEFORE_MARK) if first + _BEFORE_MARK > FIELD_CHARS else 0
    end = min(len(text), start + FIELD_CHARS)
    shown = [Piece("note", f"(+{start:,} characters)…")] if start else []
    at = start
    for mark in found:
        if mark.start > end or mark.start < at:
            continue
        shown += drawn.text("", text[at : mark.start])
        shown += _marked(text[mark.start : min(mark.end, end)], mark)
        at = max(at, min(mark.end, end))
    shown += drawn.text("", text[at:end])
    return [*shown, Piece("note", f"…(+{len(text) - end:,} characters)")] if end < len(text) else shown


def _marked(put_in: str, mark: Mark) -> list[Piece]:
    if mark.end > mark.start:
        return drawn.text(mark.kind, put_in)
    return [Piece("del", f"{mark.removed:,} character{'' if mark.removed == 1 else 's'} taken out")]
