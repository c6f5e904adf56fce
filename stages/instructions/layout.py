"""How an answer is laid out: lists, sections, a title, emphasis, two answers in one."""

import re

from schemas.errors import RecipeError
from stages.instructions.counting import within
from stages.instructions.text import lines

_BULLET = re.compile(r"[ \t]*[-*•+][ \t]+(?P<said>\S.*)")
_NUMBERED = re.compile(r"(?P<indent>[ \t]*)(?P<number>\d{1,3})[.)][ \t]+\S")
_TITLE = re.compile(r"<<([^<>\n]+)>>")
_HIGHLIGHT = re.compile(r"(?<![*\w])(\*{1,2})(?=[^\s*])[^*\n]*(?<=\S)\1(?![*\w])")
_SIX = re.compile(r"(?<!\*)\*{6}(?!\*)")


def bullets(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    found = (_BULLET.match(line) for line in lines(answer))
    return within(sum(any(map(str.isalnum, one["said"])) for one in found if one), least, most)


def numbered(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    """One list, numbered from 1 on without a gap; what is set in deeper belongs to an item."""
    found = [one for line in lines(answer) if (one := _NUMBERED.match(line))]
    outer = min((len(one["indent"]) for one in found), default=0)
    numbers = [int(one["number"]) for one in found if len(one["indent"]) == outer]
    return within(len(numbers), least, most) and numbers == list(range(1, len(numbers) + 1))


def title(answer: str) -> bool:
    """In double angle brackets, on one line."""
    return any(said.strip() for said in _TITLE.findall(answer))


def sections(answer: str, *, marker: str, least: int | None = None, most: int | None = None) -> bool:
    """Lines that begin with the marker and a number, such as `Section 1`."""
    if not marker.strip():
        raise RecipeError(f"`sections` got the marker {marker!r}: name the word that opens a section")
    opening = re.compile(rf"[\s#*]*{re.escape(marker.strip())}\s+(?:\d+|[ivxlc]+)\b", re.IGNORECASE)
    return within(sum(opening.match(line) is not None for line in lines(answer)), least, most)


def highlights(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    """Parts between single or double asterisks."""
    return within(len(_HIGHLIGHT.findall(answer)), least, most)


def two_responses(answer: str) -> bool:
    """Two that differ, with six asterisks between them."""
    parts = [" ".join(part.split()) for part in _SIX.split(answer)]
    return len(parts) == 2 and all(parts) and parts[0] != parts[1]
