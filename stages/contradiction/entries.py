"""Answers that give each of several items a label: as lines, as pairs in a sentence, or as groups under"
" their labels."""

import re

from stages.contradiction.lead import led
from stages.normal import folded

Entry = tuple[str, str]
MOST = 200
READ_LINE = 4000
_PARTS = re.compile(r"[\n;]+")
_MARK = re.compile(r"^\s*(?:[-*•]|\(?\d+[.)])\s*(?=\S)")
_BETWEEN = re.compile(r"\s*(?::|=|->|→|⇒|\s[-–—]\s|\s(?:is|are|was|were)(?:\s(?:an?|the))?\s)\s*")
_ROUND = re.compile(r"\s*\(([^()]{1,40})\)")
_PIECES = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\.\s+")


def entries(text: str) -> list[Entry]:
    """What stands on either side of a colon, an arrow, a dash or `is`; none where a part of the answer has"
    " no such two."""
    found: list[Entry] = []
    if not _BETWEEN.search(text):
        text = _ROUND.sub(r": \1", text)
    parts = [folded(_MARK.sub("", part)) for part in _PARTS.split(text)[:MOST] if part.strip()]
    for at, part in enumerate(parts):
        part = led(part) if at == 0 else part.rstrip(" .,")
        if at == 0 and len(parts) > 1 and (not part or part.endswith(":") or not _BETWEEN.search(part)):
            continue  # `Here is the list:`
        pairs = _pairs(part[:READ_LINE])
        if not pairs:
            return []
        found += pairs
    return found


def _pairs(part: str) -> list[Entry]:
    """One pair, or several that commas and `and` part; a piece without two sides goes on with the piece before it."""
    sides = _BETWEEN.split(part)
    if len(sides) == 2:
        return [(sides[0], sides[1])] if all(sides) else []
    found: list[Entry] = []
    for piece in _PIECES.split(part):
        sides = _BETWEEN.split(piece)
        if len(sides) == 2 and all(sides):
            found.append((sides[0], sides[1]))
        elif len(sides) == 1 and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}, {piece}")
        else:
            return []
    return found
