"""The join: every pair of rows whose cosine reaches the floor, exact for small sets, by cells with overlap above."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stages.neighbours.cell import Cell, Crowded, cell_edges
from stages.neighbours.cells import atlas, centroids, homes, one_thread_each, packed
from stages.neighbours.edges import Edges, Joined, gathered
from stages.neighbours.score import check_floor, check_unit
from stages.neighbours.thin import thinned_edges

EXACT_ROWS = 20_000  # up to here comparing all with all is as fast as finding cells first
PACKED_ROWS = 8_192
OVERLAP, OVERLAP_CLOSE = 5, 3  # in how many cells a row is, and in how many where the floor is .9 or more
EDGES_PER_ROW, EDGES_FREE = 40, 1_000_000  # above both, crowded rows are thinned


def join(
    vectors: NDArray[np.float32],
    floor: float,
    guard: NDArray[np.uint64] | None = None,
    group: NDArray[np.uint64] | None = None,
    seed: int = 0,
    threads: int | None = None,
) -> Joined:
    """
    Edges between rows of an equal guard and not of one group (0 is no group). Rows that stand first are preferred
    where edges have to be thinned, so let them be in the order in which they would survive.
    """
    check_floor(floor)
    check_unit(vectors)
    with one_thread_each(), ThreadPoolExecutor(threads or len(os.sched_getaffinity(0))) as pool:
        return _joined(_planned(vectors, floor, guard, group, seed, pool), floor, pool)


@dataclass(frozen=True)
class _Plan:
    """What to look into. A cell is made when its turn comes, with a copy of its vectors and no more."""

    vectors: NDArray[np.float32]
    guard: NDArray[np.uint64] | None
    group: NDArray[np.uint64] | None
    cells: list[tuple[NDArray[np.int64], NDArray[np.int32] | None, int]]
    centroids: NDArray[np.float32] | None

    def cell(self, number: int) -> Cell:
        rows, homes, named = self.cells[number]
        guard, group = (None if keys is None else keys[rows] for keys in (self.guard, self.group))
        return Cell(rows, np.asarray(self.vectors[rows]), guard, group, homes, named)


def _planned(
    vectors: NDArray[np.float32],
    floor: float,
    guard: NDArray[np.uint64] | None,
    group: NDArray[np.uint64] | None,
    seed: int,
    pool: ThreadPoolExecutor,
) -> _Plan:
    few, rest = ([], np.arange(len(vectors))) if guard is None else packed(guard, PACKED_ROWS, PACKED_ROWS)
    cells: list[tuple[NDArray[np.int64], NDArray[np.int32] | None, int]] = [(rows, None, 0) for rows in few]
    if len(rest) <= EXACT_ROWS:
        return _Plan(vectors, guard, group, [*cells, (rest, None, 0)], None)
    known = atlas(centroids(vectors, rest, seed), seed)
    found = homes(vectors, rest, known, OVERLAP_CLOSE if floor >= 0.9 else OVERLAP, pool)
    order = np.argsort(found, axis=None, kind="stable") // found.shape[1]
    cuts = np.cumsum(np.bincount(found.ravel(), minlength=len(known.middles)))[: len(known.middles)]
    cells += [(rest[places], found[places], number) for number, places in enumerate(np.split(order, cuts)[:-1])]
    return _Plan(vectors, guard, group, cells, known.middles)


def _joined(plan: _Plan, floor: float, pool: ThreadPoolExecutor) -> Joined:
    """Cells with few edges first; the crowded are counted and thinned, or joined in full while the total allows."""
    rows = len(plan.vectors)
    limited = list(pool.map(lambda number: _limited(plan.cell(number), floor), range(len(plan.cells))))
    parts = [edges for edges in limited if edges is not None]
    crowded = [number for number, edges in enumerate(limited) if edges is None]
    counted = list(pool.map(lambda number: thinned_edges(plan.cell(number), floor), crowded))
    left = max(EDGES_PER_ROW * rows, EDGES_FREE) - sum(map(len, parts))
    degrees, marks = np.zeros(rows, np.int64), np.zeros(rows, bool)
    full = []
    for number, thin in sorted(zip(crowded, counted, strict=True), key=lambda pair: pair[1].total):
        left -= thin.total
        if left >= 0 and thin.all_seen:
            full.append(number)
        else:
            own = plan.cells[number][0]
            parts.append(thin.edges)
            marks[own] |= thin.marks
            degrees[own] = np.maximum(degrees[own], thin.degrees)
    parts += pool.map(lambda number: cell_edges(plan.cell(number), floor), full)
    edges = gathered(parts, rows)
    found = np.bincount(edges.first, minlength=rows) + np.bincount(edges.second, minlength=rows)
    degrees = np.where(marks, np.maximum(degrees, found), found)
    return Joined(edges, plan.centroids, degrees, marks, exact=plan.centroids is None)


def _limited(cell: Cell, floor: float) -> Edges | None:
    try:
        return cell_edges(cell, floor, 2 * EDGES_PER_ROW * len(cell.rows))
    except Crowded:
        return None
