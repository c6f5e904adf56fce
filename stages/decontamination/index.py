"""INDEX: the items of all reference sets by their words: runs of eight, short items whole, and the exact text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stages.wording.grams import Numbers, Vocabulary, runs, word_numbers

Rows = npt.NDArray[np.int64]

RUN = 8
SHORTEST = 5
COMMON = 200  # a run that more items share is a form of asking, not an item


class Item(NamedTuple):
    """One item of a reference set; `number` counts from 1."""

    reference: str
    number: int
    text: str


class Hit(NamedTuple):
    """Which item a text holds, how much of it, and by what measure."""

    item: int
    share: float
    how: str


@dataclass(frozen=True)
class _Postings:
    """Numbers in order, each with the item that it stands for."""

    numbers: Numbers
    items: Rows

    def of(self, wanted: Numbers) -> tuple[Rows, Rows]:
        """For each wanted number that is there: its place among the wanted, and an item; one line each."""
        low = np.searchsorted(self.numbers, wanted, "left")
        counts = np.searchsorted(self.numbers, wanted, "right") - low
        places = np.repeat(np.arange(len(wanted)), counts)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return places, self.items[np.repeat(low, counts) + within]


class Index:
    def __init__(self, items: Sequence[Item], coverage: float) -> None:
        self.coverage = coverage
        self.known = Vocabulary()
        words = [word_numbers(item.text, self.known) for item in items]
        self.exact = _postings([runs(own, len(own)) if len(own) else own for own in words])
        self.short = {
            length: _postings([runs(own, length) if len(own) == length else own[:0] for own in words])
            for length in range(SHORTEST, RUN)
        }
        every = [np.unique(runs(own, RUN)) for own in words]
        gathered = _postings(every)
        numbers, counts = np.unique(gathered.numbers, return_counts=True)
        rare = ~np.isin(gathered.numbers, numbers[counts > COMMON])
        self.runs = _Postings(gathered.numbers[rare], gathered.items[rare])
        self.total = np.bincount(self.runs.items, minlength=len(items))

    def hit(self, text: str, is_ask: bool) -> Hit | None:
        """What a text holds most of; the earliest item where several are held alike."""
        words = word_numbers(text, self.known)
        if is_ask and len(words):
            _, items = self.exact.of(runs(words, len(words)))
            if len(items):
                return Hit(int(items.min()), 1.0, "exact")
        return self._overlap(words) or self._whole(words)

    def _overlap(self, words: Numbers) -> Hit | None:
        _, items = self.runs.of(np.unique(runs(words, RUN)))
        if not len(items):
            return None
        met, counts = np.unique(items, return_counts=True)
        shares = counts / self.total[met]
        best = int(shares.argmax())
        return Hit(int(met[best]), float(shares[best]), "overlap") if shares[best] >= self.coverage else None

    def _whole(self, words: Numbers) -> Hit | None:
        found = [int(items.min()) for length, of in self.short.items() if len(items := of.of(runs(words, length))[1])]
        return Hit(min(found), 1.0, "short") if found else None


def _postings(numbers: Sequence[Numbers]) -> _Postings:
    items = np.repeat(np.arange(len(numbers)), [len(own) for own in numbers])
    flat = np.concatenate([np.zeros(0, np.uint64), *numbers])
    order = np.argsort(flat, kind="stable")
    return _Postings(flat[order], items[order])
