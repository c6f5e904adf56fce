"""The shadow of a text: NFKC, without invisible characters, escapes read; with the way back to the text itself."""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from stages.normal import INVISIBLE

_ODD = re.compile(r"[^\x00-\x7f]|(?<!\\)\\u[0-9A-Fa-f]{4}|&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_LONE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[" + "".join(map(re.escape, map(chr, INVISIBLE))) + "]")


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
        if at % 2:  # a character written otherwise, such as an escape: all of it
            return self.origins[at + 1] if after else self.origins[at]
        return self.origins[at] + place - self.marks[at] + after


def shadow(text: str) -> Shadow:
    """Costs little where the text is its own shadow, which most are."""
    if not text.isascii():
        text = _LONE.sub("\ufffd", text)  # half a character, which re2 can't read
    if _is_own(text):
        return Shadow(text, length=len(text))
    pieces: list[str] = []
    marks, origins = [0], [0]
    made = done = 0
    for match in _ODD.finditer(text):
        place, end = match.span()
        read = _read(match[0])
        plain = "" if read and ord(read) in INVISIBLE else unicodedata.normalize("NFKC", read)
        if plain == match[0] or not read:
            continue
        pieces += [text[done:place], plain]
        made += place - done
        marks += [made, made + len(plain)]
        origins += [place, end]
        made += len(plain)
        done = end
    pieces.append(text[done:])
    return Shadow("".join(pieces), tuple(marks), tuple(origins), len(text))


def _read(written: str) -> str:
    """The character that is written; "" for an escape of ASCII, which detectors read themselves, or of half a one."""
    if len(written) == 1:
        return written
    read = chr(int(written[2:], 16)) if written[0] == "\\" else html.unescape(written)
    return read if len(read) == 1 and (read > "\x9f" or read == "'") and not _LONE.match(read) else ""


def _is_own(text: str) -> bool:
    if "\\u" in text or ("&" in text and ";" in text):
        return False
    return text.isascii() or (unicodedata.is_normalized("NFKC", text) and not _UNSEEN.search(text))
