"""Edges: which rows are neighbours, how close, and what a join says about its own completeness."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Edges:
    """Each pair of rows once, first < second, in this order."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    cosine: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.first)

    def keys(self, rows: int) -> NDArray[np.int64]:
        """One ascending number an edge."""
        return self.first * rows + self.second


@dataclass(frozen=True)
class Joined:
    """
    What a join found. A row that is not `thinned` has all its edges; of a thinned one edges to others of its kind are
    left out, and its degree counts what was in sight of the fullest cell it is in, so there may be more.
    """

    edges: Edges
    centroids: NDArray[np.float32] | None
    degrees: NDArray[np.int64]
    thinned: NDArray[np.bool_]
    exact: bool


def gathered(parts: list[Edges], rows: int) -> Edges:
    """The edges of all cells as one: in order, and what several cells found once."""
    if not parts:
        return Edges(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
    keys = np.concatenate([part.keys(rows) for part in parts])
    cosine = np.concatenate([part.cosine for part in parts])
    keys, where = np.unique(keys, return_index=True)
    return Edges(keys // rows, keys % rows, cosine[where])
