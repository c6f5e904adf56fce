"""Batches of fixed shape: what a text shares a batch with, and how many, must not change its vector."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FINE, COARSE, FINE_UP_TO = 8, 16, 128
BATCH_TOKENS = 1024


class Batch(NamedTuple):
    """Some texts, and the shape that they are padded to: always the same one for their length."""

    members: NDArray[np.int64]
    rows: int
    length: int


def padded(tokens: int) -> int:
    """The length that so many tokens are padded to."""
    step = FINE if tokens <= FINE_UP_TO else COARSE
    return -(-max(tokens, 1) // step) * step


def batches(lengths: Sequence[int], batch_tokens: int = BATCH_TOKENS) -> Iterator[Batch]:
    """All texts once, the short ones first."""
    sizes = np.fromiter((padded(length) for length in lengths), np.int64, len(lengths))
    for size in np.unique(sizes):
        members = np.flatnonzero(sizes == size)
        rows = max(1, batch_tokens // int(size))
        for at in range(0, len(members), rows):
            yield Batch(members[at : at + rows], rows, int(size))


def filled(batch: Batch, tokens: Sequence[NDArray[np.uint32]], pad: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask of a batch; rows that are over repeat its first text."""
    ids = np.full((batch.rows, batch.length), pad, np.int64)
    mask = np.zeros((batch.rows, batch.length), np.int64)
    for row in range(batch.rows):
        text = tokens[int(batch.members[row if row < len(batch.members) else 0])]
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return ids, mask
