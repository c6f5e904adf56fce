"""ASK: what a model is asked, as the encoder and the comparisons read it, and the guard key that equal asks share."""

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from stages.normal import ASK_FIELDS, hash64
from stages.wording.text import key_of

UNREADABLE = 0.5  # with more unknown tokens than this the encoder has read nothing


class Ask(NamedTuple):
    instruction: str
    input: str
    history: tuple[str, ...]
    system: str

    @property
    def text(self) -> str:
        """All of it: what is asked first, then what was said before."""
        return "\n".join(part for part in (self.instruction, self.input, *self.history, self.system) if part)

    @property
    def context(self) -> str:
        return "\n".join((*self.history, self.system))


def plain(text: str) -> Ask:
    """A text that is all instruction, such as an item of an evaluation set."""
    return Ask(text, "", (), "")


def asks_of(pairs: pa.Table) -> Iterator[Ask]:
    for system, history, instruction, given in zip(*(pairs[name].to_pylist() for name in ASK_FIELDS), strict=True):
        yield Ask(instruction, given, tuple(turn["content"] for turn in history), system)


def guard(text: str) -> int:
    """A hash of the ask's ordered numbers, parity of negations and quoted text; asks that differ in it are two asks."""
    return hash64(key_of(text))
