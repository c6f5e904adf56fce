"""Looks for values in files and messages, in every encoding in which they could have been written."""

import base64
import gzip
import html
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

MIN_DIGITS = 9
_ESCAPED = re.compile(r'\\u([0-9a-fA-F]{4})|\\(["\\/nrt])')
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w\n\"|]{1,2}(?=\d)")


def unpacked(content: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """A file's bytes, what is packed in them, and the cells of its columns."""
    yield name, content
    if content[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(content), f"{name}>gz")
    elif content[:4] == b"\x28\xb5\x2f\xfd":
        yield from unpacked(zstandard.ZstdDecompressor().stream_reader(content).read(), f"{name}>zst")
    elif content[:4] == b"PAR1":
        yield f"{name}>cells", _cells(pq.read_table(io.BytesIO(content)))
        yield f"{name}>footer", str(pq.read_metadata(io.BytesIO(content)).metadata).encode()
    elif content[:6] == b"ARROW1":
        yield f"{name}>cells", _cells(pa.ipc.open_file(content).read_all())


def _cells(table: pa.Table) -> bytes:
    """Texts as they are; what is nested as JSON."""
    cells = (cell for column in table.columns for cell in column.to_pylist() if cell is not None)
    return "\n".join(cell if isinstance(cell, str) else json.dumps(cell, default=str) for cell in cells).encode()


class Needles:
    """The values, and how they look in base64 at each offset, in hexadecimal and in UTF-16."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = list(values)
        self.plain = {value: " ".join(value.casefold().split()) for value in self.values}
        self.digits = {value: re.sub(r"\D", "", value) for value in self.values}
        self.packed = {value: list(_packed(value)) for value in self.values}

    def within(self, content: bytes) -> dict[str, str]:
        """The values that the content holds, and how."""
        text = content.decode("utf-8", "ignore")
        views = [text, html.unescape(text), unquote_plus(text), _ESCAPED.sub(_sign, text)]
        seen = ["\n".join({" ".join(view.casefold().split()): None for view in views})]
        digits = _BETWEEN_DIGITS.sub("", seen[0])
        found = {}
        for value in self.values:
            if self.plain[value] in seen[0]:
                found[value] = "plain"
            elif len(self.digits[value]) >= MIN_DIGITS and self.digits[value] in digits:
                found[value] = "digits"
            elif any(packed in content for packed in self.packed[value]):
                found[value] = "packed"
        return found


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _SIGNS.get(found[2], found[2])


def _packed(value: str) -> Iterator[bytes]:
    """Without the letters at the ends that depend on what stands beside the value."""
    for spelled in {value, value.lower(), value.upper()}:
        raw = spelled.encode()
        yield from (spelled.encode("utf-16-le"), spelled.encode("utf-16-be"))
        yield from (raw.hex().encode(), raw.hex().upper().encode())
        for offset in range(3):
            whole = b"\0" * offset + raw
            for encode in (base64.b64encode, base64.urlsafe_b64encode):
                yield encode(whole[: len(whole) // 3 * 3])[4 if offset else 0 :]


def leaks(needles: Needles, folders: Iterable[Path], but: Iterable[str] = ()) -> list[str]:
    """Where a value stands below the folders, as file, kind of packing and encoding; never the value itself."""
    skipped = tuple(but)
    found = []
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
            name = path.relative_to(folder).as_posix()
            if not name.startswith(skipped or ("\0",)):
                found += said(needles, path.read_bytes(), name) + said(needles, name.encode(), f"name of {name}")
    return found


def said(needles: Needles, content: Any, name: str) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    return [
        f"{where}: {how} of canary {needles.values.index(value)}"
        for where, part in unpacked(raw, name)
        for value, how in needles.within(part).items()
    ]
