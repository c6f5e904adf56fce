"""One cell: all edges between its rows, by a product that proposes and a score that decides. Needs nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stages.neighbours.edges import Edges, gathered
from stages.neighbours.score import SLACK, cosines

BLOCK_ROWS, BLOCK_COLUMNS = 512, 8192
FEW = 8  # so many rows of one guard, or fewer, are compared pair by pair
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cell:
    """Rows that may be neighbours. `homes` are all cells of each row: a pair belongs to the first that it shares."""

    rows: Ints
    vectors: NDArray[np.float32]
    guard: NDArray[np.uint64] | None = None
    group: NDArray[np.uint64] | None = None
    homes: NDArray[np.int32] | None = None
    number: int = 0

    def classes(self) -> list[Ints]:
        """The places in this cell by guard, and within one by row; who is alone with a guard has no neighbours."""
        if self.guard is None:
            return [np.argsort(self.rows, kind="stable")]
        order = np.lexsort((self.rows, self.guard))
        guard = self.guard[order]
        classes = np.split(order, np.flatnonzero(guard[1:] != guard[:-1]) + 1)
        return [places for places in classes if len(places) > 1]

    def scored(self, i: Ints, j: Ints, floor: float) -> Edges:
        if self.group is not None:
            apart = (self.group[i] != self.group[j]) | (self.group[i] == 0)
            i, j = i[apart], j[apart]
        score = cosines(self.vectors, i, j)
        good = score >= np.float32(floor)
        one, two = self.rows[i[good]], self.rows[j[good]]
        return Edges(np.minimum(one, two), np.maximum(one, two), score[good])

    def first_shared(self, i: Ints, j: Ints) -> NDArray[np.bool_]:
        first = np.ones(len(i), bool)
        if self.homes is not None:
            for mine in self.homes.T:
                for theirs in self.homes.T:
                    first &= (mine[i] != theirs[j]) | (mine[i] >= self.number)
        return first


class Crowded(Exception):
    """A cell holds more edges than it may; said before they are stored."""


def cell_edges(cell: Cell, floor: float, most: float = np.inf) -> Edges:
    """All edges of a cell, of which no more than `most` may be proposed."""
    parts: list[Edges] = []
    every = cell.classes()
    for size in range(2, FEW + 1):
        few = np.array([places for places in every if len(places) == size], np.int64).reshape(-1, size)
        one, two = np.triu_indices(size, 1)
        i, j = few[:, one].ravel(), few[:, two].ravel()
        first = cell.first_shared(i, j)
        parts.append(cell.scored(i[first], j[first], floor))
    for mine, theirs, close in _tiles(cell, floor):
        most -= np.count_nonzero(close)
        if most < 0:
            raise Crowded
        at, to = np.divmod(np.flatnonzero(close), len(theirs))
        i, j = mine[at], theirs[to]
        first = cell.first_shared(i, j)
        parts.append(cell.scored(i[first], j[first], floor))
    return gathered(parts, int(cell.rows.max(initial=0)) + 1)


def _tiles(cell: Cell, floor: float) -> Iterator[tuple[Ints, Ints, NDArray[np.bool_]]]:
    """Each pair of one guard once, blocked: places, other places, and which of them the fast product proposes."""
    for places in cell.classes():
        if len(places) > FEW:
            vectors = cell.vectors[places]
            for row in range(0, len(places), BLOCK_ROWS):
                rows = slice(row, row + BLOCK_ROWS)
                for column in range(row, len(places), BLOCK_COLUMNS):
                    columns = slice(column, column + BLOCK_COLUMNS)
                    close = vectors[rows] @ vectors[columns].T >= np.float32(floor - SLACK)
                    if column == row:
                        close = np.triu(close, 1)
                    yield places[rows], places[columns], close
