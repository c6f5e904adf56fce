"""Asking again: pairs of a crowd were not all compared; who lost the one it would have gone for meets the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.edges import EDGE, Numbers
from pipeline.recipe import Placed
from pipeline.work import by_stage
from stages.neighbours import near

AT_FIRST = 64  # of the nearest, with whom a row is compared; twice as many each time
ASKED = 128  # rows at once, so that what lies close to all of them fits in memory

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Crowd:
    """Rows of what a stage sees, in order, that were not compared with all that lie close to them."""

    rows: Numbers
    vectors: npt.NDArray[np.float32]
    guard: npt.NDArray[np.uint64]
    group: npt.NDArray[np.uint64]
    ask: npt.NDArray[np.uint64]

    def met(self, edges: pa.Table) -> Numbers:
        """The pairs of the crowd among these edges, one number each; by their words alone they have not met."""
        edges = edges.filter(pc.not_equal(edges["measure"], "lexical"))
        a, b = (edges[end].to_numpy() for end in ("a", "b"))
        both = np.isin(a, self.rows) & np.isin(b, self.rows)
        return np.unique(self._keys(np.searchsorted(self.rows, a[both]), np.searchsorted(self.rows, b[both])))

    def unmet(self, lost: Mask, stays: Mask, floor: float, met: Numbers, most: int) -> pa.Table:
        """Edges from the rows that lost theirs to the nearest of those that stay and that they have not met."""
        kept, asked = np.flatnonzero(stays), np.flatnonzero(lost)
        vectors, guard = self.vectors[kept], self.guard[kept]
        keys, cosines = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for at in range(0, len(asked), ASKED):
            some = asked[at : at + ASKED]
            query, row, cosine = near(vectors, self.vectors[some], floor, guard, self.guard[some])
            one, other = some[query], kept[row]
            apart = (self.group[one] == 0) | (self.group[one] != self.group[other])
            fresh = (one != other) & apart & ~np.isin(self._keys(one, other), met)
            one, other, cosine = one[fresh], other[fresh], cosine[fresh]
            order = np.lexsort((other, -cosine, one))
            nearest = order[np.arange(len(order)) - np.searchsorted(one[order], one[order]) < most]
            keys.append(self._keys(one[nearest], other[nearest]))
            cosines.append(cosine[nearest])
        unique, first = np.unique(np.concatenate(keys), return_index=True)
        return self._table(unique, np.concatenate(cosines)[first])

    def _keys(self, one: Numbers, other: Numbers) -> Numbers:
        return np.minimum(one, other) * len(self.rows) + np.maximum(one, other)

    def _table(self, keys: Numbers, cosine: npt.NDArray[np.float32]) -> pa.Table:
        one, other = np.divmod(keys, max(1, len(self.rows)))
        measure = np.where(self.ask[one] == self.ask[other], "same", "cosine").astype(object)
        columns = {"a": self.rows[one], "b": self.rows[other], "similarity": cosine, "measure": measure}
        return pa.table(columns, schema=EDGE)


def asked_again(
    placed: Placed,
    sketches: pa.Table,
    found: pa.Table,
    crowd: Crowd,
    met: Numbers,
    weigh: Callable[[pa.Table], pa.Table],
) -> pa.Table:
    """What was found, and what is said of further edges, until none that lost its own has a kept one left to meet."""
    stage: Any = placed.stage
    most = AT_FIRST
    while True:
        left = by_stage(placed.name, "", stage.left, sketches, found)
        lost, stays = (left[name].to_numpy()[crowd.rows] for name in ("lost", "stays"))
        new = crowd.unmet(lost, stays, stage.threshold, met, most)
        if not len(new):
            return found
        met = np.union1d(met, crowd.met(new))
        found = pa.concat_tables([found, weigh(new)])
        most *= 2
