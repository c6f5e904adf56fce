"""The shadow of a text: NFKC and without invisible characters, with the way back to the text itself."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from stages.normal import INVISIBLE

_ODD = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`marks` and `origins`: from the n-th mark on, shadow places lie as far from their text places as there."""

    text: str
    marks: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)
    length: int = 0

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a span of the shadow stands for; whole characters where one became several."""
        return self._origin(start), self._origin(end - 1, after=True) if end > start else self._origin(start)

    def _origin(self, place: int, after: bool = False) -> int:
        at = bisect_right(self.marks, place) - 1
        origin = self.origins[at] + place - self.marks[at]
        limit = self.origins[at + 1] if at + 1 < len(self.origins) else self.length
        origin = min(origin, max(self.origins[at], limit - 1))
        return min(origin + after, limit if limit > origin else origin + after)


def shadow(text: str) -> Shadow:
    """Costs nothing where the text is its own shadow, which most are."""
    if text.isascii() or _is_own(text):
        return Shadow(text, length=len(text))
    pieces: list[str] = []
    marks, origins = [0], [0]
    made = done = 0
    for match in _ODD.finditer(text):
        place = match.start()
        plain = "" if ord(text[place]) in INVISIBLE else unicodedata.normalize("NFKC", text[place])
        if plain == text[place]:
            continue
        pieces += [text[done:place], plain]
        made += place - done
        marks += [made, made + len(plain)]
        origins += [place, place + 1]
        made += len(plain)
        done = place + 1
    pieces.append(text[done:])
    return Shadow("".join(pieces), tuple(marks), tuple(origins), len(text))


def _is_own(text: str) -> bool:
    return unicodedata.is_normalized("NFKC", text) and text == text.translate(INVISIBLE)
