"""Thinning: a cell in which too many rows are neighbours keeps of each crowded row the nearest and the first few."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stages.neighbours.cell import BLOCK_ROWS, Cell, Ints
from stages.neighbours.edges import Edges, gathered
from stages.neighbours.score import SLACK

CROWDED = 64  # neighbours in a cell, from which on a row is thinned
NEAREST, FIRST = 8, 8  # what it keeps: the closest, and those of the lowest row numbers
SIGHT, CHUNK = 32_768, 2_048  # above so many rows of one guard each sees the first chunk and its own, no more


@dataclass(frozen=True)
class Thinned:
    """The edges of a cell but those between two crowded rows; degrees and marks by place in the cell."""

    edges: Edges
    degrees: NDArray[np.int64]
    marks: NDArray[np.bool_]
    all_seen: bool

    @property
    def total(self) -> int:
        return int(self.degrees.sum()) // 2


def thinned_edges(cell: Cell, floor: float) -> Thinned:
    """Degrees are counted block by block by the fast product, and what is left out is never stored."""
    parts: list[Edges] = []
    degrees = np.zeros(len(cell.rows), np.int64)
    marks = np.zeros(len(cell.rows), bool)
    all_seen = True
    for places in cell.classes():
        for start in range(0, len(places), BLOCK_ROWS):
            mine = places[start : start + BLOCK_ROWS]
            theirs, self_at = _in_sight(places, start)
            product = cell.vectors[mine] @ cell.vectors[theirs].T
            product[np.arange(len(mine)), self_at + np.arange(len(mine))] = -2
            if cell.group is not None:
                group = cell.group[mine][:, None]
                product[(group == cell.group[theirs]) & (group != 0)] = -2
            degrees[mine] = np.count_nonzero(product >= np.float32(floor), axis=1)
            crowded = degrees[mine] > CROWDED
            marks[mine] = crowded | (len(theirs) < len(places))
            all_seen &= len(theirs) == len(places)
            close = product >= np.float32(floor - SLACK)
            for some, kept in ((~crowded, close[~crowded]), (crowded, _few(product[crowded], close[crowded]))):
                at, to = np.divmod(np.flatnonzero(kept), len(theirs))
                parts.append(cell.scored(mine[some][at], theirs[to], floor))
    return Thinned(gathered(parts, int(cell.rows.max(initial=0)) + 1), degrees, marks, all_seen)


def _in_sight(places: Ints, start: int) -> tuple[Ints, int]:
    """With what a block is compared, and where in that it stands itself."""
    own = start // CHUNK * CHUNK
    if len(places) <= SIGHT:
        return places, start
    if own == 0:
        return places[:CHUNK], start
    return np.concatenate([places[:CHUNK], places[own : own + CHUNK]]), CHUNK + start - own


def _few(product: NDArray[np.float32], close: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of each row the first and the nearest; `product` and `close` are used up."""
    kept = np.zeros_like(close)
    rows = np.arange(len(close))
    for _ in range(FIRST):
        first = close.argmax(axis=1)
        kept[rows, first] = True
        close[rows, first] = False
    product[kept] = -2
    for _ in range(NEAREST):
        nearest = product.argmax(axis=1)
        kept[rows, nearest] = True
        product[rows, nearest] = -2
    return kept
