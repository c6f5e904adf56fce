"""Judges pairs that hold items of an evaluation set, in their ask or answer: by words, whole, or by meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.apply import named
from schemas.decision import Decisions
from schemas.stage import Shelf
from stages.asks import UNREADABLE, Ask, asks_of, plain
from stages.decontamination.index import Hit, Index, Item
from stages.decontamination.meaning import Said, alike, another, numbers
from stages.neighbours import near

_SAID = {
    "exact": "the ask is item {number} of the set {name!r}, word for word",
    "overlap": "{share:.0%} of the runs of eight words of item {number} of the set {name!r} stand in the {field}",
    "short": "item {number} of the set {name!r} stands whole in the {field}",
    "cosine": "the ask says the same as item {number} of the set {name!r}",
    "paraphrase": "the ask is close to item {number} of the set {name!r} and has most of its words",
    "alike": "the ask is close to item {number} of the set {name!r}, but a word, name, sign or quote of it differs",
}


@dataclass(frozen=True)
class _References:
    """The items of all sets, their index, and for comparing meaning their vectors and a hash of their numbers."""

    items: list[Item]
    index: Index
    vectors: npt.NDArray[np.float32]
    numbers: npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Decontamination:
    """`coverage`: how much of an item counts as the item; `cosine` drops and `review` lists what means the same."""

    name: ClassVar[str] = "decontamination"
    defect: ClassVar[bool] = True
    takes: ClassVar[tuple[str, ...]] = ("references", "vectors")
    libraries: ClassVar[tuple[str, ...]] = ("faiss-cpu",)

    coverage: float = 0.5
    cosine: float = 0.90
    review: float = 0.85

    def __post_init__(self) -> None:
        for setting in ("coverage", "cosine", "review"):
            if not 0 < getattr(self, setting) <= 1:
                raise ValueError(f"{setting} = {getattr(self, setting)} must lie above 0 and not above 1")
        if self.review > self.cosine:
            raise ValueError(f"review = {self.review} lies above cosine = {self.cosine}; write a smaller one")

    @property
    def _bars(self) -> dict[str, float]:
        return {"cosine": self.cosine, "alike": self.cosine, "paraphrase": self.review, "overlap": self.coverage}

    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        decisions = Decisions()
        if not shelf.references() or not len(pairs):
            return decisions.table()
        taken = " ".join(map(shelf.fingerprint, self.takes))
        held = shelf.prepared(f"index {self!r} {taken}", lambda: self._prepared(shelf))
        pairs = named(pairs)
        asks = list(asks_of(pairs))
        close = self._close(asks, held, shelf)
        rows = zip(pairs["pair_id"].to_pylist(), asks, pairs["output"].to_pylist(), close, strict=True)
        for pair_id, ask, output, meant in rows:
            hits = [(h, field) for field in ("ask", "answer") if (h := _by_words(held.index, field, ask, output))]
            hit, field = min(hits, key=lambda at: -at[0].share) if hits else (meant, "ask")
            if hit:
                self._say(pair_id, hit, field, held.items[hit.item], decisions)
        return decisions.table()

    def _prepared(self, shelf: Shelf) -> _References:
        items = [Item(*item) for item in shelf.references()]
        vectors = shelf.vectors([plain(item.text) for item in items])
        return _References(items, Index(items, self.coverage), vectors.rows, numbers([item.text for item in items]))

    def _close(self, asks: Sequence[Ask], held: _References, shelf: Shelf) -> list[Hit | None]:
        """For each ask the item that it comes closest to, if that is close."""
        vectors = shelf.vectors(asks)
        found: list[Hit | None] = [None] * len(asks)
        query, item, cosine = near(
            held.vectors, vectors.rows, self.review, held.numbers, numbers([ask.text for ask in asks])
        )
        order = np.lexsort((item, -cosine, query))
        _, first = np.unique(query[order], return_index=True)
        for at in order[first].tolist():
            if vectors.unknown[query[at]] <= UNREADABLE:
                how = self._how(asks[query[at]].text, held.items[item[at]].text, float(cosine[at]))
                found[query[at]] = Hit(int(item[at]), float(cosine[at]), how)
        return found

    def _how(self, ask: str, item: str, cosine: float) -> str:
        one, other = Said(ask), Said(item)
        if another(one, other):
            return "alike"
        return "paraphrase" if cosine < self.cosine and alike(one, other) else "cosine"

    def _say(self, pair_id: str, hit: Hit, field: str, item: Item, decisions: Decisions) -> None:
        bar = self._bars.get(hit.how, 1.0)
        decisions.say(
            pair_id,
            "drop" if hit.share >= bar and hit.how != "alike" else "review",
            f"decontamination.{hit.how}",
            _SAID[hit.how].format(number=item.number, name=item.reference, share=hit.share, field=field),
            score=hit.share,
            threshold=bar,
            facts={"reference": item.reference, "item": item.number, "field": field},
        )


def _by_words(index: Index, field: str, ask: Ask, output: str) -> Hit | None:
    return index.hit(ask.text, True) if field == "ask" else index.hit(output, False)
