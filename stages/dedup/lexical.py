"""Near-duplicates by their words: MinHash signatures of five words in a row, joined by bands."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stages.wording.grams import MIX, Vocabulary, mixed_up, runs, word_numbers

PERMUTATIONS = 120
BAND = 6
RUN = 5
MEETS = 8
READ_CHARS = 200_000
_BLOCK = 1 << 20

Signatures = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]


class LexicalEdges(NamedTuple):
    """Row numbers, first < second, sorted and unique, and the share of equal signature values: about the Jaccard."""

    first: Rows
    second: Rows
    similarity: npt.NDArray[np.float32]


def shingles(text: str, known: Vocabulary | None = None) -> npt.NDArray[np.uint64]:
    """A number for each five words in a row (for all of them where there are fewer), repeats and order kept."""
    words = word_numbers(text[:READ_CHARS], Vocabulary() if known is None else known)
    return runs(words, min(RUN, len(words))) if len(words) else np.zeros(1, np.uint64)


def signatures(texts: Iterable[str]) -> Signatures:
    """One row of `PERMUTATIONS` numbers a text; depends on nothing but the text."""
    known = Vocabulary()
    rows: list[Signatures] = []
    block: list[npt.NDArray[np.uint64]] = []
    held = 0
    for text in texts:
        block.append(shingles(text, known))
        held += len(block[-1])
        if held > _BLOCK:
            rows.append(_signed(block))
            block, held = [], 0
    if block:
        rows.append(_signed(block))
    return np.concatenate(rows) if rows else np.zeros((0, PERMUTATIONS), np.uint32)


def jaccard(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> float:
    """Of two texts' shingles as sets."""
    left, right = set(one.tolist()), set(other.tolist())
    return len(left & right) / len(left | right)


def lexical_edges(signed: Signatures, floor: float = 0.7) -> LexicalEdges:
    """Rows that share a band and at least `floor` of their signatures; linear work however alike they are.

    Rows of one signature meet the first of them alone, and within a band's group each row the next few and the first
    few: so hand in rows in the order of rank.
    """
    rows = max(1, len(signed))
    whole = _hashed(signed)
    _, first, group = np.unique(whole, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[group] != np.arange(len(signed)))
    met = first[group[again]] * rows + again
    one = np.sort(first)
    for at in range(0, signed.shape[1], BAND):
        proposed = one[_band(signed[one, at : at + BAND])]
        keys = proposed[:, 0] * rows + proposed[:, 1]
        met = np.union1d(met, keys[_shared(signed, keys) >= floor])
    return LexicalEdges(met // rows, met % rows, _shared(signed, met))


def _shared(signed: Signatures, keys: Rows) -> npt.NDArray[np.float32]:
    shared = np.empty(len(keys), np.float32)
    for at in range(0, len(keys), _BLOCK // 8):
        first, second = np.divmod(keys[at : at + _BLOCK // 8], len(signed))
        shared[at : at + _BLOCK // 8] = (signed[first] == signed[second]).mean(axis=1, dtype=np.float32)
    return shared


def _hashed(columns: Signatures) -> npt.NDArray[np.uint64]:
    keys = np.zeros(len(columns), np.uint64)
    for column in columns.T:
        keys = mixed_up(keys ^ column.astype(np.uint64))
    return keys


def _band(columns: Signatures) -> Rows:
    """Pairs of rows with equal values in a band, each once, the lower row first."""
    rows = len(columns)
    keys = _hashed(columns)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    fresh = np.concatenate((np.ones(min(1, rows), np.bool_), ordered[1:] != ordered[:-1]))
    begin = np.flatnonzero(fresh)[np.cumsum(fresh) - 1]
    place = np.arange(rows)
    pairs = [np.zeros((0, 2), np.int64)]
    for step in range(1, MEETS + 1):
        ahead = np.flatnonzero(begin[step:] == begin[:-step]) if step < rows else place[:0]
        pairs.append(np.stack((order[ahead], order[ahead + step]), axis=1))
        far = place[place - begin > MEETS + step - 1]
        pairs.append(np.stack((order[begin[far] + step - 1], order[far]), axis=1))
    return np.concatenate(pairs)


def _signed(block: list[npt.NDArray[np.uint64]]) -> Signatures:
    lengths = np.array([len(one) for one in block])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    values = np.concatenate(block)
    signed = np.empty((len(block), PERMUTATIONS), np.uint32)
    factors, terms = _permutations()
    for at in range(PERMUTATIONS):
        permuted = ((values * factors[at] + terms[at]) >> np.uint64(32)).astype(np.uint32)
        signed[:, at] = np.minimum.reduceat(permuted, starts)
    return signed


def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    drawn = mixed_up(np.arange(1, 2 * PERMUTATIONS + 1, dtype=np.uint64) * MIX)
    return drawn[:PERMUTATIONS] | np.uint64(1), drawn[PERMUTATIONS:]
