"""JSON documents: the elements of an array one by one, and past a broken one to the next that opens like its kind."""

import re
from collections.abc import Iterator
from itertools import pairwise

import orjson

from pipeline.reading.jsonl import are_lines, read_lines
from pipeline.reading.openings import ANY_OPENING, OPENING_BYTES, kin
from pipeline.reading.parse import UNDISPUTED, parse, vouch
from pipeline.reading.part import Bad, Caps, Hints, Part, Row
from pipeline.reading.streams import Stream
from pipeline.reading.window import SHALLOW, Brackets, Window

SEPARATORS = re.compile(rb"[ \t\r\n,]*+")
STRAY = re.compile(rb'[^,\[\]{"]*+')
STRAY_AT_TOP = re.compile(rb"[^\[{]*+")
SCALAR = re.compile(rb'[^ \t\r\n,\[\]{}":]{1,4096}+')
FOLLOWED = re.compile(rb"[ \t\r\n]*+(?:[,\]]|\Z)")
AHEAD = 8192


def read_json(part: Part, hints: Hints, caps: Caps) -> Iterator[Row | Bad]:
    """An array's elements, or a document; a file of JSON Lines that is misnamed is read as what it is."""
    cap = caps.document_bytes if hints.documents else caps.record_bytes
    if are_lines(part, caps):
        return read_lines(part, caps, cap)
    return iter(Elements(Stream(part, caps), caps, cap))


class Elements:
    """Iterates over the elements of arrays and the values that stand alone, numbered through."""

    def __init__(self, stream: Stream, caps: Caps, cap: int) -> None:
        self.stream = stream
        self.caps = caps
        self.cap = cap
        self.window = Window(stream)
        self.place = 0
        self.inside = False
        self.began = False
        self.torn = False  # the last element runs into the end of the stream
        self.good = b""  # how the last good element begins
        self.closed = 0  # up to here no other object opens
        self.flat = True  # the last object held no other

    def __iter__(self) -> Iterator[Row | Bad]:
        window = self.window
        while window.skip(SEPARATORS):
            self.began = True
            mark = window.data[window.at]
            if mark == (ord("]") if self.inside else ord("[")):
                self.inside = not self.inside
                window.at += 1
            elif mark in b"{[" and (found := self._sound()):
                yield found
            elif mark in (b'{["' if self.inside else b"{"):
                yield from self._element(Brackets(mark == ord('"')))
            else:
                yield self._scalar() or self._stray()
        yield from self._ending()

    def _ending(self) -> Iterator[Bad]:
        if self.stream.damage:
            yield self.stream.damage.bad(self.place + 1, self.window.offset)
        elif not self.began:
            yield self._bad("ingest.empty", self.window.offset, "the file is empty")
        elif self.inside and not self.torn:
            yield self._bad("ingest.json", self.window.offset, "the array is not closed")

    def _bad(self, reason: str, offset: int, evidence: str) -> Bad:
        self.place += 1
        return Bad(reason, self.place, offset, evidence)

    def _parsed(self, start: int, end: int) -> Row | Bad:
        window = self.window
        self.place += 1
        if end - start > self.cap:
            return Bad("ingest.too_long", self.place, window.base + start, f"longer than {self.cap} bytes")
        return parse(window.data[start:end], self.place, window.base + start, self.caps)

    def _sound(self) -> Row | Bad | None:
        """The element, where it is as simple as nearly all are; None where it takes a closer look."""
        window, start = self.window, self.window.at
        for end in self._ends():
            raw = window.data[start:end]
            try:
                value = orjson.loads(raw)
            except orjson.JSONDecodeError:
                continue
            self.place += 1
            self.good = raw[:OPENING_BYTES]
            self.flat = window.data.find(b"}", start, end) == end - 1
            window.at = end
            return vouch(value, raw, self.place, window.base + start, self.caps)
        return None

    def _ends(self) -> Iterator[int]:
        """Where the element may end: what parses up to its first brace ends there, else a scan can tell."""
        window = self.window
        if self.flat:
            yield window.data.find(b"}", window.at, window.at + self.cap) + 1
        shallow = SHALLOW.match(window.data, window.at, window.at + self.cap)
        if shallow:
            yield shallow.end()

    def _scalar(self) -> Row | None:
        """A number or a word of JSON; None where there is neither."""
        match = SCALAR.match(self._ahead(0), self.window.at) if self.inside else None
        if match is None or not self._followed(len(match.group())):
            return None
        found = parse(match.group(), self.place + 1, 0, self.caps)
        if isinstance(found, Bad):
            return None
        self.place += 1
        self.window.at += len(match.group())
        return found

    def _ahead(self, size: int) -> bytes:
        """The window's data, with some more behind an element of that size."""
        window = self.window
        if len(window.data) < window.at + size + AHEAD:
            window.more()
        return window.data

    def _followed(self, size: int) -> bool:
        """Whether a comma, a bracket or the end stands behind; if not, a string began at a stray quote."""
        return FOLLOWED.match(self._ahead(size), self.window.at + size) is not None

    def _stray(self) -> Bad:
        """Bytes that begin no element, up to the next object that opens, or to any mark where none does."""
        window, offset = self.window, self.window.offset
        again = ANY_OPENING.search(self._ahead(0), window.at) if self.inside and offset >= self.closed else None
        if again:
            window.at = again.start(1)
        else:
            self.closed = max(self.closed, window.base + len(window.data) - OPENING_BYTES)
            window.at += 1
            self.torn = not window.skip(STRAY if self.inside else STRAY_AT_TOP)
        return self._bad("ingest.json", offset, "bytes between elements")

    def _element(self, brackets: Brackets) -> Iterator[Row | Bad]:
        window, quoted = self.window, brackets.quoted
        size = self._size(brackets)
        if quoted and size and not self._followed(size):
            yield self._stray()
            return
        found = self._parsed(window.at, window.at + size) if size else None
        if isinstance(found, Row) or (found and found.reason in UNDISPUTED):
            self.good = window.data[window.at : window.at + OPENING_BYTES]
            window.at += size
            yield found
        else:
            yield from self._broken(brackets, size, found)

    def _size(self, brackets: Brackets) -> int:
        """Of the element; 0 where it does not close within the cap or the stream."""
        window = self.window
        while not (end := brackets.close(window.data, window.at)):
            if len(window.data) - window.at > self.cap or not window.more():
                return 0
        return end - window.at

    def _broken(self, brackets: Brackets, size: int, found: Bad | None) -> Iterator[Row | Bad]:
        window = self.window
        opening = kin(window.data, window.at, self.good, self.inside)
        end = window.at + size if size else len(window.data)
        cuts = [match.start(1) for match in opening.finditer(window.data, window.at, end)] if opening else []
        if cuts:
            self.place -= found is not None
            yield from self._between([window.at, *cuts])
        elif found:
            window.at = end
            yield found
        else:
            yield from self._through(brackets, opening)

    def _between(self, cuts: list[int]) -> Iterator[Row | Bad]:
        """Each stretch from one opening to the next by itself; the last one is read as an element again."""
        window = self.window
        for start, cut in pairwise(cuts):
            end = start + len(window.data[start:cut].rstrip(b" \t\r\n,[]"))
            yield self._parsed(start, end)
        window.at = cuts[-1]

    def _through(self, brackets: Brackets, opening: re.Pattern[bytes] | None) -> Iterator[Bad]:
        """Past an element that the cap or the end of the stream cuts off, holding little of it."""
        window, offset = self.window, self.window.offset
        over = len(window.data) - window.at > self.cap
        end, ended = 0, not over
        while not end and not ended:
            step = max(0, len(window.data) - window.at - OPENING_BYTES)
            window.at += step
            brackets.seen -= step
            ended = not window.more()
            again = opening.search(window.data, window.at) if opening else None
            end = again.start(1) if again else brackets.close(window.data, window.at)
        self.torn = not end
        window.at = end or len(window.data)
        if over or not self.stream.damage:
            yield self._bad("ingest.too_long" if over else "ingest.json", offset, "the element does not close")
