"""How many things an ask wants, and how many a numbered answer gives."""

import re
from typing import NamedTuple

from stages.normal import folded
from stages.wording.numerals import SMALL

READ_CHARS = 40_000
MOST = 50
_COUNT = r"(?P<count>\d{1,2}|" + "|".join(word for word, number in SMALL.items() if number > 1) + r")"
_WANTED = re.compile(
    r"^(?:please )?(?:give(?: me)?|list|name|write(?: down)?|provide(?: me with)?|suggest|generate|create"
    r"|state|mention|come"
    r" up with|identify|describe|propose|brainstorm|tell me|share|offer|find|make a list of|recommend)"
    rf"(?: (?:out|the|a list of|your|any))* (?:top )?{_COUNT} (?P<what>[^.?!\n]{{2,80}})"
)
_OTHER = re.compile(
    r"\b(?:words?|sentences?|paragraphs?|lines?|stanzas?|verses?|characters?|letters?|syllables?|minutes?"
    r"|hours?|days?|weeks?"
    r"|pages?|dollars?|years?|bullet|columns?|rows?|dimensions?|steps?|digits?|pieces?|part|or more|at least|each)\b"
    r"|-|%|\$|\d"
)
_LOOSE = re.compile(r"\b(?:at least|up to|or more|at most|minimum|maximum|between|about|around|or so|more than)\b")
_ENTRY = re.compile(r"^\s{0,3}(\d{1,3})[.)]\s+\S", re.MULTILINE)


class Counted(NamedTuple):
    wanted: int
    given: int


def miscounted(instruction: str, answer: str) -> Counted | None:
    """Where the ask wants so many items and one numbered list gives another number."""
    ask = folded(instruction[:2000])
    found = _WANTED.match(ask)
    if not found or _OTHER.search(found["what"][:40]) or _LOOSE.search(ask) or _COUNTS.search(ask, found.end("count")):
        return None
    wanted = int(found["count"]) if found["count"].isdecimal() else SMALL[found["count"]]
    numbered = [int(number) for number in _ENTRY.findall(answer[:READ_CHARS])]
    given = len(numbered)
    if not 2 <= wanted <= MOST or given < 2 or numbered != list(range(1, given + 1)) or given == wanted:
        return None
    return Counted(wanted, given)


_COUNTS = re.compile(rf"\b{_COUNT.replace('?P<count>', '?:')}\b")
