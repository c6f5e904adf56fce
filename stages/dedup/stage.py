"""Judges near-duplicates: asks that say the same with answers that agree. What conflicts is left to contradiction."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from schemas.stage import Shelf
from stages.answers.parsed import KINDS, parsed
from stages.asks import asks_of
from stages.dedup.settle import Bars, left, same, settled
from stages.dedup.weigh import weighed
from stages.normal import asks, hash64

CLOSE = 0.8  # the floor of the join
_POLARITY = {"": 0, "yes": 1, "no": -1}


@dataclass(frozen=True)
class Dedup:
    """`threshold` is a cosine of asks, `lexical` a Jaccard of whole pairs; near misses are told down to `floor`."""

    name: ClassVar[str] = "dedup"
    defect: ClassVar[bool] = False
    takes: ClassVar[tuple[str, ...]] = ("vectors",)
    threshold: float = 0.92
    on: Literal["pair", "ask"] = "pair"
    keep_phrasings: int = 0
    lexical: float = 0.8
    floor: float = 0.8

    def __post_init__(self) -> None:
        for setting in ("threshold", "lexical", "floor"):
            if not 0 < getattr(self, setting) <= 1:
                raise ValueError(f"{setting} must lie above 0 and not above 1")
        if self.threshold < CLOSE:
            raise ValueError(
                f"threshold = {self.threshold} lies below {CLOSE}, down to which close pairs are looked for"
            )
        if self.floor > self.threshold:
            raise ValueError(f"floor = {self.floor} lies above threshold = {self.threshold}; write a smaller one")
        if self.keep_phrasings < 0:
            raise ValueError("keep_phrasings must not be below 0")

    def sketch(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        """The id, its rank, hashes of ask and answer, and what kind of answer it is."""
        answers = [parsed(output) for output in pairs["output"].to_pylist()]
        return pa.table(
            {
                "pair_id": pairs["pair_id"],
                "rank": pairs["rank"],
                "ask": np.array([hash64(ask) for ask in asks(pairs)], np.uint64),
                "answer": np.array([answer.key for answer in answers], np.uint64),
                "kind": np.array([KINDS.index(answer.kind) for answer in answers], np.uint8),
                "polarity": np.array([_POLARITY[answer.polarity] for answer in answers], np.int8),
            }
        )

    def weigh(self, pairs: pa.Table, edges: pa.Table, shelf: Shelf) -> pa.Table:
        return weighed(list(asks_of(pairs)), pairs["output"].to_pylist(), edges, self.on == "ask")

    def counts(self, weighed: pa.Table) -> pa.ChunkedArray:
        """Which edges settling looks at; the others need not be kept."""
        return same(weighed, self._bars.ask_only)

    def settle(self, sketches: pa.Table, edges: pa.Table, shelf: Shelf) -> pa.Table:
        return settled(sketches, edges, self._bars, self.floor)

    def left(self, sketches: pa.Table, edges: pa.Table) -> pa.Table:
        return left(sketches, edges, self._bars)

    @property
    def _bars(self) -> Bars:
        return Bars(self.threshold, self.lexical, self.on == "ask", self.keep_phrasings)
