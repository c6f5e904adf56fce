"""`Smith, John A.`: a surname first, alone on its line or in its cell."""

from collections.abc import Iterator

import re2

from stages.pii.names.gazetteer import FIRST, LAST, NEVER, PLACE, TAIL, WORD, Gazetteer
from stages.pii.names.runs import tokens
from stages.pii.names.segments import Segment

_CAPITAL = r"\p{Lu}[\p{L}\p{M}'’-]+"
_GIVEN = rf"{_CAPITAL}(?: \p{{Lu}}\.?| {_CAPITAL})?"
_LINE = re2.compile(
    rf"(?m)(?:^|[:|\t\"]|^\d+[.)])[ \t]*({_CAPITAL}(?: {_CAPITAL})?), ({_GIVEN})"
    r"(?:[ \t\r]*$|[ \t]*[|\t;(\"]|[ \t]+[–-])"
)


def inverted(text: str, names: Gazetteer) -> Iterator[Segment]:
    for match in _LINE.finditer(text):
        surname = tokens(text, match.start(1), match.end(1), names)
        given = tokens(text, match.start(2), match.end(2), names)
        if not surname or not given or not given[0].bits & FIRST or given[0].bits & (NEVER | PLACE):
            continue
        if len(surname) > 1 and surname[0].bits & FIRST:
            continue
        if any(token.bits & (NEVER | TAIL) or token.bits & PLACE for token in surname):
            continue
        if all(token.bits & LAST or not token.bits & WORD for token in surname):
            sure = surname[-1].bits & LAST and not given[0].bits & WORD
            yield Segment(match.start(1), given[-1].end, 0.75 if sure else 0.6, "person.inverted")
