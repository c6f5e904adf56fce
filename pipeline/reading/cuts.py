"""One pass over a file's bytes: its fingerprint, its parts, and whether it decodes to its end."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from pipeline.reading.part import Caps, Found, Hints, Part
from pipeline.reading.streams import CHUNK, Stream

Cut = tuple[int, int, int, str]  # start, end, first place, sha256


def survey(
    found: Found | Sequence[Found], hints: Hints | None = None, caps: Caps | None = None, part_bytes: int = 32 << 20
) -> list[Part]:
    """The parts to read, in order: one a file, but uncompressed .jsonl is cut at the first line after every step."""
    each = [found] if isinstance(found, Found) else found
    return [part for one in each for part in _parts(one, hints or Hints(), caps or Caps(), part_bytes)]


def _parts(found: Found, hints: Hints, caps: Caps, part_bytes: int) -> list[Part]:
    divisible = found.kind == "jsonl" and not found.compression and hints.limit is None
    try:
        cuts = list(_cuts(found.path, part_bytes if divisible else None))
    except OSError:  # reading the part will say so, in the place where rejects are counted
        cuts = [(0, 0, 1, sha256().hexdigest())]
    if not divisible:
        return [_decodes(_part(found, 0, cuts[0], None), caps)]
    return [_part(found, index, cut, cut[1]) for index, cut in enumerate(cuts)]


def _part(found: Found, index: int, cut: Cut, end: int | None) -> Part:
    start, _, place, digest = cut
    return Part(found.path, found.name, found.kind, found.compression, index, start, end, place, digest, True)


def _decodes(part: Part, caps: Caps) -> Part:
    if not part.compression:
        return part
    stream = Stream(part, caps)
    for _ in stream:
        pass
    damaged = stream.damage is not None and stream.damage.reason == "ingest.truncated"
    return replace(part, intact=not damaged)


def _cuts(path: str, step: int | None) -> Iterator[Cut]:
    """A line belongs to the step it starts in, so a part ends with a newline and its bytes are all it depends on."""
    start = at = 0
    place, lines, digest = 1, 0, sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            view, done = memoryview(chunk), 0
            while step and (end := _line_end(chunk, done, (start // step + 1) * step - at)):
                digest.update(view[done:end])
                yield start, at + end, place, digest.hexdigest()
                place += lines + chunk.count(b"\n", done, end)
                start, done, lines, digest = at + end, end, 0, sha256()
            digest.update(view[done:])
            lines += chunk.count(b"\n", done) if step else 0
            at += len(chunk)
    if at > start or not at:
        yield start, at, place, digest.hexdigest()


def _line_end(chunk: bytes, done: int, wanted: int) -> int:
    """Just after the first newline that lets the next line start at `wanted` or later; 0 where there is none."""
    return chunk.find(b"\n", max(done, wanted - 1)) + 1
