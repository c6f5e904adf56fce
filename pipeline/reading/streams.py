"""The bytes of a part, decoded within the caps, and the lines in them."""

import errno
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.reading.part import Bad, Caps, Part

CHUNK = 1 << 20
GZ_SLICE = 16 << 10  # what is left of a slice is copied once for every member that ends in it
ZST_SLICE = 1 << 10  # 4 bytes of zstd can stand for 128 KiB, so a slice stays under 32 MiB
BOM = b"\xef\xbb\xbf"

Line = tuple[int, int, bytes]  # place, offset, bytes without the newline


class Damage(Exception):
    """The stream cannot be read on; what came before it stands."""

    def __init__(self, reason: str, evidence: str) -> None:
        super().__init__(reason, evidence)
        self.reason = reason
        self.evidence = evidence

    def bad(self, place: int, offset: int) -> Bad:
        return Bad(self.reason, place, offset, self.evidence)


class Stream:
    """Iterates over decoded bytes; `damage` says afterwards why they ended early."""

    def __init__(self, part: Part, caps: Caps) -> None:
        self.part = part
        self.caps = caps
        self.damage: Damage | None = None

    def __iter__(self) -> Iterator[bytes]:
        try:
            with open(self.part.path, "rb") as file:
                yield from self._decoded(file)
        except Damage as damage:
            self.damage = damage
        except OSError as error:
            self.damage = unreadable(error)

    def _decoded(self, file: BinaryIO) -> Iterator[bytes]:
        if not self.part.compression:
            return _stored(file, self.part.start, self.part.end)
        most = self.caps.decoded_bytes(Path(self.part.path).stat().st_size)
        return _gathered(_capped(DECODERS[self.part.compression](file), most))


def unreadable(error: OSError) -> Damage:
    code = errno.errorcode.get(error.errno or 0, "unknown")
    return Damage("ingest.unreadable", f"the system refuses to read the file ({code})")


def _stored(file: BinaryIO, start: int, end: int | None) -> Iterator[bytes]:
    file.seek(start)
    left = end - start if end is not None else -1
    while chunk := file.read(min(CHUNK, left) if end is not None else CHUNK):
        left -= len(chunk)
        yield chunk


def _capped(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    done = 0
    for chunk in chunks:
        if done + len(chunk) > most:
            yield chunk[: most - done]
            raise Damage("ingest.expands", f"the file decodes to more than {most} bytes")
        done += len(chunk)
        yield chunk


def _gathered(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Not smaller than CHUNK but for the last one: a stream may be made of millions of tiny members."""
    held: list[bytes] = []
    size = 0
    try:
        for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size >= CHUNK:
                yield b"".join(held)
                held, size = [], 0
    except (Damage, OSError):
        yield b"".join(held)
        raise
    yield b"".join(held)


def _gunzip(file: BinaryIO) -> Iterator[bytes]:
    data = file.read(GZ_SLICE)
    while data:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            spare = member.copy()
            try:
                chunk = member.decompress(data, CHUNK)  # with no data left, what zlib still holds
            except zlib.error:
                yield from _before_damage(spare, data)
                raise Damage("ingest.truncated", "the gzip stream is corrupt") from None
            if not chunk and not data:
                raise Damage("ingest.truncated", "the gzip stream ends early")
            yield chunk
            data = member.unconsumed_tail or (b"" if member.eof else file.read(GZ_SLICE))
        data = _after_zeros(file, member.unused_data)


def _before_damage(member: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """What zlib can tell of a slice before the byte that it finds corrupt."""
    with suppress(zlib.error):
        for at in range(len(data)):
            yield member.decompress(data[at : at + 1])


def _after_zeros(file: BinaryIO, data: bytes) -> bytes:
    """The next member: gzip allows zeros between."""
    data = data.lstrip(b"\0")
    while not data and (chunk := file.read(GZ_SLICE)):
        data = chunk.lstrip(b"\0")
    return data


def _unzstd(file: BinaryIO) -> Iterator[bytes]:
    import zstandard

    decoder = zstandard.ZstdDecompressor()
    data = file.read(ZST_SLICE)
    while data:
        frame = decoder.decompressobj()
        while not frame.eof:
            if not data:
                raise Damage("ingest.truncated", "the zstd stream ends early")
            try:
                yield frame.decompress(data)
            except zstandard.ZstdError as error:
                raise _broken_frame(error) from None
            data = b"" if frame.eof else file.read(ZST_SLICE)
        data = frame.unused_data or file.read(ZST_SLICE)


def _broken_frame(error: Exception) -> Damage:
    if "too much memory" in str(error):
        return Damage("ingest.expands", "the zstd frame asks for a window of more than 128 MiB")
    return Damage("ingest.truncated", "the zstd stream is corrupt")


DECODERS: dict[str, Callable[[BinaryIO], Iterator[bytes]]] = {"gz": _gunzip, "zst": _unzstd}


class Held:
    """The beginning of a line whose end has not come yet; let go of once it is longer than the cap."""

    def __init__(self, cap: int) -> None:
        self.cap = cap
        self.pieces: list[bytes] = []
        self.size = 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.cap:
            self.pieces.clear()
        elif piece:
            self.pieces.append(piece)

    def take(self) -> tuple[int, bytes]:
        size, line = self.size, b"".join(self.pieces)
        self.pieces.clear()
        self.size = 0
        return size, line


def lines(stream: Stream, cap: int, place: int = 1, offset: int = 0) -> Iterator[Line | Bad]:
    """Every line with its place and offset; a Bad for one over the cap, and for the damage that ends the stream."""
    held = Held(cap)
    for chunk in stream:
        *whole, rest = chunk.split(b"\n")
        for line in whole:
            size = len(line)
            if held.size:
                held.add(line)
                size, line = held.take()
            yield _line(place, offset, size, line, cap)
            place += 1
            offset += size + 1
        held.add(rest)
    size, line = held.take()
    if stream.damage:
        yield stream.damage.bad(place, offset)
    elif size:
        yield _line(place, offset, size, line, cap)


def _line(place: int, offset: int, size: int, line: bytes, cap: int) -> Line | Bad:
    if size > cap:
        return Bad("ingest.too_long", place, offset, f"the record is longer than {cap} bytes")
    return place, offset, line.removeprefix(BOM) if offset == 0 else line
