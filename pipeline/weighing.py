"""Weighing: the texts behind the edges are shown to a stage, some thousand edges at a time, partition by partition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.recipe import Placed
from pipeline.standing import STANDING, standing
from pipeline.vectors import LocalShelf
from pipeline.work import by_stage
from schemas.apply import named
from schemas.errors import WinnowError

Numbers = npt.NDArray[np.int64]

EDGES_AT_ONCE = 20_000
COUNTED = "edge"
HELD_PARTITIONS = 8  # a worker keeps as many in memory


@dataclass(frozen=True)
class Shown:
    """A partition as the stage sees it; `content` says what its texts and ledgers are."""

    name: str
    content: str
    rows: Numbers


@dataclass(frozen=True)
class WeighTask:
    folder: Path
    placed: Placed
    ledgers: tuple[str, ...]
    shown: tuple[Shown, ...]
    edges: pa.Table
    numbers: pa.Array
    shelf: LocalShelf


def weigh(task: WeighTask) -> pa.Table:
    """What the stage says of the edges that it settles by, in their order; `edge` says which they are."""
    pairs = pa.concat_tables([_pairs(task, part).take(pa.array(part.rows)) for part in task.shown]).combine_chunks()
    stage: Any = task.placed.stage
    where = f" on edges of {task.shown[0].name}"
    said: pa.Table = by_stage(task.placed.name, where, stage.weigh, pairs, task.edges, task.shelf)
    if len(said) != len(task.edges):
        raise WinnowError(
            f"the stage {task.placed.name!r} weighed {len(said)} of {len(task.edges)} edges; say one row each"
        )
    rows = by_stage(task.placed.name, where, counted, stage, said)
    return said.take(rows).append_column(COUNTED, task.numbers.take(rows))


def counted(stage: Any, said: pa.Table) -> pa.Array:
    """Which rows of what it weighed a stage settles by: all, where it does not say."""
    if not hasattr(stage, "counts"):
        return pa.array(range(len(said)), pa.int64())
    return pc.indices_nonzero(stage.counts(said)).cast(pa.int64())


def _pairs(task: WeighTask, part: Shown) -> pa.Table:
    return _held(task.folder, part.name, task.ledgers, part.content)


@lru_cache(maxsize=HELD_PARTITIONS)
def _held(folder: Path, partition: str, ledgers: tuple[str, ...], content: str) -> pa.Table:
    return named(standing(folder, partition, ledgers, STANDING))


@dataclass(frozen=True)
class Weighing:
    """The tasks of a stage that weighs: some edges at a time, by the partitions of their ends, those of one crowd
    together so that each text is read for few of them. A task is made when its turn comes."""

    folder: Path
    placed: Placed
    ledgers: tuple[str, ...]
    parts: Sequence[tuple[str, str, int]]
    edges: pa.Table
    shelf: LocalShelf

    def __len__(self) -> int:
        return -(-len(self.edges) // EDGES_AT_ONCE)

    def __iter__(self) -> Iterator[WeighTask]:
        a, b = self.edges["a"].to_numpy(), self.edges["b"].to_numpy()
        starts = np.cumsum([0, *(length for *_, length in self.parts)])
        part_a, part_b = (np.searchsorted(starts, ends, side="right") - 1 for ends in (a, b))
        order = np.lexsort((b, a, _together(a, b, int(starts[-1])), part_b, part_a))
        del part_a, part_b
        for at in range(0, len(order), EDGES_AT_ONCE):
            yield self._task(order[at : at + EDGES_AT_ONCE], a, b, starts)

    def _task(self, mine: Numbers, a: Numbers, b: Numbers, starts: Numbers) -> WeighTask:
        rows = np.unique(np.concatenate([a[mine], b[mine]]))
        of = np.searchsorted(starts, rows, side="right") - 1
        names = [(part, *self.parts[part][:2]) for part in np.unique(of).tolist()]
        shown = tuple(Shown(name, content, rows[of == part] - starts[part]) for part, name, content in names)
        own = self.edges.take(pa.array(mine))
        for position, ends in enumerate((a, b)):
            places = pa.array(np.searchsorted(rows, ends[mine]))
            own = own.set_column(position, self.edges.schema.field(position), places)
        return WeighTask(self.folder, self.placed, self.ledgers, shown, own, pa.array(mine), self.shelf)


def _together(a: Numbers, b: Numbers, rows: int) -> Numbers:
    """For each edge a row that the edges of its crowd share, more or less: its first neighbour's first."""
    first = np.arange(rows)
    for one, other in ((a, b), (b, a)):
        np.minimum.at(first, one, other)
    return np.asarray(first[first[a]])
