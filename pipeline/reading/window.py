"""A sliding window over a stream, and the scanner that finds where an element in it ends."""

import re

from pipeline.reading.parse import NO_BRACKETS
from pipeline.reading.streams import BOM, Stream


def _balanced(levels: int) -> bytes:
    """A run in which whatever opens closes again, down to so many levels."""
    inner = _balanced(levels - 1) if levels else b""
    return rb"%b(?:[{\[]%b[}\]]%b)*+" % (NO_BRACKETS, inner, NO_BRACKETS) if levels else NO_BRACKETS


SHALLOW = re.compile(rb"[{\[]%b[}\]]" % _balanced(3), re.DOTALL)
BALANCED = re.compile(_balanced(2), re.DOTALL)
REST_OF_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)


class Window:
    """`data` is the stream from byte `base` on, and `at` how far into `data` reading has come."""

    def __init__(self, stream: Stream) -> None:
        self.chunks = iter(stream)
        self.data = b""
        self.base = self.at = 0
        while len(self.data) < len(BOM) and self.more():
            pass
        self.at = len(BOM) if self.data.startswith(BOM) else 0

    @property
    def offset(self) -> int:
        return self.base + self.at

    def more(self) -> bool:
        """Let go of what was read; read on by as much as is held, so that a long record is copied but a few times."""
        held = self.data[self.at :]
        self.base += self.at
        self.at = 0
        self.data = b""
        fresh = self._fresh(len(held))
        self.data = b"".join([held, *fresh])
        return bool(fresh)

    def _fresh(self, wanted: int) -> list[bytes]:
        chunks, size = [], 0
        while size <= wanted and (chunk := next(self.chunks, b"")):
            chunks.append(chunk)
            size += len(chunk)
        return chunks

    def skip(self, run: re.Pattern[bytes]) -> bool:
        """Past a run such as white space; False at the end of the stream."""
        while True:
            match = run.match(self.data, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self.data):
                return True
            if not self.more():
                return False


class Brackets:
    """Counts the brackets outside of strings behind the first one; goes on where it stopped when more is there."""

    def __init__(self, quoted: bool) -> None:
        self.depth = int(not quoted)
        self.quoted = quoted
        self.seen = 1  # the mark that opens it

    def close(self, data: bytes, start: int) -> int:
        """The end of the element that starts at `start`; 0 while it is still open."""
        at, closed = start + self.seen, False
        while at < len(data) and not closed:
            match = (REST_OF_STRING if self.quoted else BALANCED).match(data, at)
            at = match.end() if match else at
            if at == len(data) or data[at] == ord("\\"):
                break
            closed = self._take(data[at])
            at += 1
        self.seen = at - start
        return at if closed else 0

    def _take(self, mark: int) -> bool:
        if mark == ord('"'):
            self.quoted = not self.quoted
        elif mark in b"[{":
            self.depth += 1
        else:
            self.depth -= 1
        return self.depth <= 0 and not self.quoted
