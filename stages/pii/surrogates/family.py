"""What a family of surrogates has to say of an entity: four pure functions."""

from collections.abc import Callable
from dataclasses import dataclass

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.shape import folded, reshaped


@dataclass(frozen=True, slots=True)
class Part:
    """A span of a value that is replaced by itself (a token of a name, the handle in a URL)."""

    start: int
    end: int
    entity: str
    rule: str


def _never(value: str) -> bool:
    return False


def _as_made(core: str, value: str) -> str:
    return core


def casefolded(value: str) -> str:
    return " ".join(folded(value).casefold().split())


def _reshaped(value: str, rule: str, draw: Draw) -> str:
    return reshaped(value, draw)


@dataclass(frozen=True, slots=True)
class Family:
    """`normal` makes spellings of one value equal, `core` draws what stands for it, `lay` spells that as the value was.

    `known` tells a surrogate by its range alone. It is never true of a value that may have been issued to somebody, so
    it stays false where surrogates look like any other value; the ledger then knows what was put where.
    """

    normal: Callable[[str], str] = casefolded
    core: Callable[[str, str, Draw], str] = _reshaped
    lay: Callable[[str, str], str] = _as_made
    known: Callable[[str], bool] = _never
    parts: Callable[[str], list[Part]] | None = None
    # parts by which a value may be called alone: the local part of an address, a token of a name
    nicknames: Callable[[str], tuple[str, ...]] = lambda normal: ()
