"""CSV and TSV: lines to records to rows; a quote that never closes costs its own line and no other."""

import csv
import re
from collections import deque
from collections.abc import Iterator

from pipeline.reading.part import Bad, Caps, Hints, Part, Row
from pipeline.reading.streams import Line, Stream, lines

DELIMITERS = {"csv": ",", "tsv": "\t"}


def read_table(part: Part, hints: Hints, caps: Caps) -> Iterator[Row | Bad]:
    """Rows as dicts by the header; lists of cells where the adapter says that a TSV is bare."""
    found = lines(Stream(part, caps), caps.record_bytes)
    if hints.bare_tsv and part.kind == "tsv":
        return _bare(found)
    csv.field_size_limit(max(csv.field_size_limit(), caps.record_bytes))
    return _headed(Records(found, DELIMITERS[part.kind], caps.record_bytes))


def _bare(found: Iterator[Line | Bad]) -> Iterator[Row | Bad]:
    nothing = True
    for line in found:
        nothing = False
        if isinstance(line, Bad):
            yield line
        elif not is_blank(line[2]):
            text = _text([line])
            yield text if isinstance(text, Bad) else Row(text.split("\t"), line[0])
    if nothing:
        yield Bad("ingest.empty", 1, 0, "the file is empty")


def _headed(records: "Records") -> Iterator[Row | Bad]:
    header = next(records, None)
    if not isinstance(header, tuple):
        yield header or Bad("ingest.empty", 1, 0, "the file is empty")
        return
    place, names = header
    if "" in names or len(set(names)) < len(names):
        yield Bad("ingest.header", place, 0, f"of {len(names)} column names some are empty or repeat")
        return
    for record in records:
        yield record if isinstance(record, Bad) else _row(names, *record)


def _row(names: list[str], place: int, cells: list[str]) -> Row | Bad:
    if len(cells) != len(names):
        return Bad("ingest.fields", place, 0, f"{len(cells)} fields where the header has {len(names)}")
    return Row(dict(zip(names, cells, strict=True)), place)


class Records:
    """Iterates over (place, cells); a record goes on over line ends while one of its quotes is open."""

    def __init__(self, found: Iterator[Line | Bad], delimiter: str, cap: int) -> None:
        self.found = found
        self.delimiter = delimiter
        self.cap = cap
        self.again: deque[Line | Bad] = deque()  # lines behind a quote that never closed
        mark = re.escape(delimiter).encode()
        self.open = re.compile(
            rb'(?:(?:"[^"]*+(?:""[^"]*+)*+"|[^"%b][^%b]*+)?+%b)*+"[^"]*+(?:""[^"]*+)*+' % (mark, mark, mark)
        )

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Bad]:
        return self

    def __next__(self) -> tuple[int, list[str]] | Bad:
        while (line := self._next()) is not None:
            if isinstance(line, Bad):
                return line
            if not is_blank(line[2]):
                return self._record(line)
        raise StopIteration

    def _next(self) -> Line | Bad | None:
        return self.again.popleft() if self.again else next(self.found, None)

    def _record(self, first: Line) -> tuple[int, list[str]] | Bad:
        held = self._held(first)
        cells = _cells(held, self.delimiter) if held else _quotes(first)
        if isinstance(cells, Bad):
            if held and cells.reason == "ingest.csv":
                self.again.extendleft(reversed(held[1:]))
            return cells
        return first[0], cells

    def _held(self, first: Line) -> list[Line]:
        """The lines of one record; none where its quote does not close within the cap."""
        held, size = [first], len(first[2])
        unclosed = first[2].count(b'"') % 2 == 1 and self.open.fullmatch(first[2]) is not None
        while unclosed:
            line = self._next()
            size += len(line[2]) if isinstance(line, tuple) else 0
            if not isinstance(line, tuple) or size > self.cap:
                self.again.extendleft(reversed([*held[1:], *([line] if line else [])]))
                return []
            held.append(line)
            unclosed = line[2].count(b'"') % 2 == 0
        return held


def is_blank(line: bytes) -> bool:
    """A line of tabs is not: they stand between cells."""
    return not line.strip(b" \r")


def _cells(held: list[Line], delimiter: str) -> list[str] | Bad:
    text = _text(held)
    if isinstance(text, Bad):
        return text
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return _quotes(held[0])


def _quotes(first: Line) -> Bad:
    return Bad("ingest.csv", first[0], first[1], "a quote or a carriage return out of place")


def _text(held: list[Line]) -> str | Bad:
    place, offset, _ = held[0]
    raw = b"\n".join(line for _, _, line in held).removesuffix(b"\r")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return Bad("ingest.utf8", place, offset, f"not UTF-8 at byte {error.start} of the record")
    return Bad("ingest.nul", place, offset, "a text holds NUL") if "\0" in text else text
