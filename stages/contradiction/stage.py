"""Judges pairs that ask the same and cannot both be right; who goes is settled by value, majority, trust, or all go."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from schemas.stage import Shelf
from stages.answers.parsed import parsed
from stages.asks import asks_of
from stages.contradiction.promote import promoted
from stages.contradiction.settle import settled
from stages.contradiction.weigh import weighed
from stages.defects.arithmetic import checked
from stages.models.judge import Judge, JudgeFact
from stages.models.weights import files_sha256
from stages.normal import asks, hash64


@dataclass(frozen=True)
class Contradiction:
    """`confidence`: from where on a finding is acted on, below it is for review; `on_tie`: who goes where nothing
    settles it. `model` names a cross-encoder that acts on what is for review where it is `model_score` sure."""

    name: ClassVar[str] = "contradiction"
    defect: ClassVar[bool] = True
    counts_merged: ClassVar[bool] = True
    confidence: float = 0.85
    on_tie: Literal["drop_all", "review"] = "drop_all"
    model: str = ""
    model_revision: str = ""
    model_score: float = 0.9

    def __post_init__(self) -> None:
        for setting in ("confidence", "model_score"):
            if not 0 < getattr(self, setting) <= 1:
                raise ValueError(f"{setting} must lie above 0 and not above 1")
        if self.model and Path(self.model).is_dir():  # another model in the same folder is another stage
            object.__setattr__(self, "_files", files_sha256(Path(self.model)))

    def ready(self) -> None:
        if self.model:
            self._judge.ready()

    def models(self) -> list[JudgeFact]:
        return [self._judge.fact()] if self.model else []

    @property
    def _judge(self) -> Judge:
        return Judge(self.model, self.model_revision)

    def sketch(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        """The id, its rank, hashes of ask, answer and group, who vouches for it, and whether its value recomputes."""
        texts = pairs["output"].to_pylist()
        right = [checked(ask, text).verdict for ask, text in zip(asks_of(pairs), texts, strict=True)]
        return pa.table(
            {
                "pair_id": pairs["pair_id"],
                "rank": pairs["rank"],
                "source": pairs["source"].combine_chunks().dictionary_encode(),
                "trust": pairs["trust"],
                "ask": np.array([hash64(ask) for ask in asks(pairs)], np.uint64),
                "answer": np.array([parsed(text).key for text in texts], np.uint64),
                "group": np.array([hash64(group) for group in pairs["group"].to_pylist()], np.uint64),
                "right": np.array(right, np.int8),
            }
        )

    def weigh(self, pairs: pa.Table, edges: pa.Table, shelf: Shelf) -> pa.Table:
        found = weighed(list(asks_of(pairs)), pairs["output"].to_pylist(), edges, self.confidence)
        if not self.model:
            return found
        judge = shelf.prepared(f"judge {self._judge!r}", self._judge.load)
        return promoted(found, pairs, edges, judge, self.model_score)

    def settle(self, sketches: pa.Table, edges: pa.Table, shelf: Shelf) -> pa.Table:
        return settled(sketches, edges, self.confidence, self.on_tie)
