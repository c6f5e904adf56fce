"""The normalised view in which two texts count as equal: NFKC, case, white space and zero-width characters aside."""

import hashlib
import unicodedata
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)
ASK_FIELDS = ("system", "history", "instruction", "input")
_BETWEEN = "\x1e"


def folded(text: str) -> str:
    """The text as compared: one blank between words, lower case, no invisible characters."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).translate(INVISIBLE).split())


def asks(pairs: pa.Table) -> Iterator[str]:
    """Each pair's whole ask, folded. Instruction and input read as one text, however a source splits them."""
    for system, history, instruction, given in zip(*(pairs[name].to_pylist() for name in ASK_FIELDS), strict=True):
        ask = folded(f"{instruction} {given}")
        yield _with_context(system, history, ask) if system or history else ask


def _with_context(system: str, history: list[dict[str, Any]], ask: str) -> str:
    turns = [f"{turn['role']}\x1f{folded(turn['content'])}" for turn in history]
    return _BETWEEN.join([folded(system), *turns, ask])


def hash64(text: str, salt: bytes = b"") -> int:
    """8 bytes of blake2b as a number: the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8, key=salt).digest(), "little")


def hash128(text: str) -> tuple[int, int]:
    """16 bytes of blake2b as two numbers."""
    digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
