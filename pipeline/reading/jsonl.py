"""JSON Lines: every line a record of its own."""

from collections.abc import Iterator

from pipeline.reading.parse import UNDISPUTED, parse
from pipeline.reading.part import Bad, Caps, Part, Row
from pipeline.reading.streams import BOM, Stream, lines


def read_lines(part: Part, caps: Caps, cap: int) -> Iterator[Row | Bad]:
    """Blank lines are no records."""
    for line in lines(Stream(part, caps), cap, part.first_place, part.start):
        if isinstance(line, Bad):
            yield line
            continue
        place, offset, raw = line
        if raw and not raw.isspace():
            yield parse(raw, place, offset, caps)


def are_lines(part: Part, caps: Caps) -> bool:
    """Whether a .json file holds lines: the first is an object by itself, or it is broken and the next ones are."""
    head = _head(part, caps).removeprefix(BOM).lstrip()
    if head.startswith(b"["):
        return False
    whole = [_is_object(line, caps) for line in _filled(head)[:3]]
    return whole[:1] == [True] or (len(whole) > 1 and all(whole[1:]))


def _head(part: Part, caps: Caps) -> bytes:
    """Whole lines, more than three, or as much as one record may be."""
    chunks, size = [], 0
    for chunk in Stream(part, caps):
        chunks.append(chunk)
        size += len(chunk)
        if size > caps.record_bytes or len(_filled(chunk)) > 4:
            return b"".join(chunks).rpartition(b"\n")[0]
    return b"".join(chunks)


def _filled(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if line.strip()]


def _is_object(line: bytes, caps: Caps) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    found = parse(line, 0, 0, caps)
    return isinstance(found, Row) or found.reason in UNDISPUTED
