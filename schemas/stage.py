"""The three kinds of stage, and the shelf of what a stage may take from the house."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar, runtime_checkable

import pyarrow as pa

T = TypeVar("T")


class Shelf(Protocol):
    """What a stage may take; the pipeline fills it."""

    def prepared(self, name: str, build: Callable[[], T]) -> T:
        """`build()`, made once a process: an index, a compiled set, a library that loads slowly."""
        ...

    def key(self) -> bytes:
        """The secret that surrogates are made with; a stage that asks for it says so in `takes`."""
        ...

    def vectors(self, asks: Sequence[Any]) -> Any:
        """One row an ask: the keys of their windows, vectors of length 1, and the share that could not be read."""
        ...

    def references(self) -> Sequence[tuple[str, int, str]]:
        """Every item of the sets that no pair may hold: the set, its number there, and its text."""
        ...

    def fingerprint(self, name: str) -> str:
        """A hash of what a stage takes under this name: `references`, `vectors`, `key`."""
        ...


@runtime_checkable
class PairStage(Protocol):
    """Judges each pair by itself, so any batch will do."""

    @property
    def name(self) -> str: ...
    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table: ...


@runtime_checkable
class CorpusStage(Protocol):
    """Judges pairs against each other by what `sketch` keeps of each: a few bytes."""

    @property
    def name(self) -> str: ...
    def sketch(self, pairs: pa.Table, shelf: Shelf) -> pa.Table: ...
    def settle(self, sketches: pa.Table, shelf: Shelf) -> pa.Table: ...


@runtime_checkable
class NeighbourStage(Protocol):
    """Judges pairs that lie close: `weigh` sees the texts behind some edges, `settle` only what was weighed (and of
    that only what `counts` picks, where the stage has one)."""

    @property
    def name(self) -> str: ...
    def sketch(self, pairs: pa.Table, shelf: Shelf) -> pa.Table: ...
    def weigh(self, pairs: pa.Table, edges: pa.Table, shelf: Shelf) -> pa.Table: ...
    def settle(self, sketches: pa.Table, edges: pa.Table, shelf: Shelf) -> pa.Table: ...


@runtime_checkable
class AsksAgain(Protocol):
    """A stage in which a pair goes for a kept one alone: who lost that one is compared with the others of its crowd."""

    @property
    def threshold(self) -> float: ...
    def left(self, sketches: pa.Table, edges: pa.Table) -> pa.Table:
        """Of each row whether it `stays`, and whether it `lost` all that it would have gone for."""
        ...


Stage = PairStage | CorpusStage | NeighbourStage
