"""Near: the exact neighbours of a few rows, and from them how much of all there is a join has found."""

import numpy as np
from numpy.typing import NDArray

from stages.neighbours.cells import one_thread_each
from stages.neighbours.edges import Edges
from stages.neighbours.score import SLACK, check_floor, check_unit, cosines

_QUERIES, _ROWS = 1024, 8192
Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]


def near(
    vectors: NDArray[np.float32],
    queries: NDArray[np.float32],
    floor: float,
    guard: NDArray[np.uint64] | None = None,
    query_guard: NDArray[np.uint64] | None = None,
) -> Found:
    """Query, row and cosine of all that lie at the floor or above, by query and row; guards that differ hold apart."""
    check_floor(floor)
    check_unit(queries)
    found: list[Found] = []
    with one_thread_each():
        for row in range(0, len(vectors), _ROWS):
            block = np.asarray(vectors[row : row + _ROWS])
            check_unit(block, row)
            for query in range(0, len(queries), _QUERIES):
                asked = queries[query : query + _QUERIES]
                close = np.flatnonzero(asked @ block.T >= np.float32(floor - SLACK))
                i, j = np.divmod(close, len(block))
                if guard is not None and query_guard is not None:
                    equal = query_guard[query + i] == guard[row + j]
                    i, j = i[equal], j[equal]
                score = cosines(asked, i, j, block)
                good = score >= np.float32(floor)
                found.append((query + i[good], row + j[good], score[good]))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
    one, two, score = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((two, one))
    return one[order], two[order], score[order]


def recall(
    vectors: NDArray[np.float32],
    edges: Edges,
    floor: float,
    guard: NDArray[np.uint64] | None = None,
    group: NDArray[np.uint64] | None = None,
    rows: int = 500,
    seed: int = 0,
    thinned: NDArray[np.bool_] | None = None,
) -> tuple[int, int]:
    """Edges of a seeded sample of rows: how many were found, of how many there. Thinned rows lack some by intent."""
    whole = np.arange(len(vectors)) if thinned is None else np.flatnonzero(~thinned)
    sample = np.sort(np.random.default_rng(seed).choice(whole, min(rows, len(whole)), replace=False))
    asked, other, _ = near(vectors, vectors[sample], floor, guard, None if guard is None else guard[sample])
    row = sample[asked]
    apart = row != other
    if group is not None:
        apart &= (group[row] != group[other]) | (group[row] == 0)
    keys = (np.minimum(row, other) * len(vectors) + np.maximum(row, other))[apart]
    return int(np.isin(keys, edges.keys(len(vectors))).sum()), len(keys)
