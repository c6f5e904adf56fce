"""Weighing: the texts behind the edges are shown to a stage, some thousand edges at a time, partition by partition."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.recipe import Placed
from pipeline.standing import STANDING, standing
from pipeline.vectors import LocalShelf
from pipeline.work import by_stage
from schemas.apply import named
from schemas.errors import WinnowError

Numbers = npt.NDArray[np.int64]

EDGES_AT_ONCE = 20_000
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
    shelf: LocalShelf


def weigh(task: WeighTask) -> pa.Table:
    """What the stage says of each edge, in their order."""
    pairs = pa.concat_tables([_pairs(task, part).take(pa.array(part.rows)) for part in task.shown]).combine_chunks()
    stage: Any = task.placed.stage
    where = f" on edges of {task.shown[0].name}"
    said: pa.Table = by_stage(task.placed.name, where, stage.weigh, pairs, task.edges, task.shelf)
    if len(said) != len(task.edges):
        raise WinnowError(
            f"the stage {task.placed.name!r} weighed {len(said)} of {len(task.edges)} edges; say one row each"
        )
    return said


def _pairs(task: WeighTask, part: Shown) -> pa.Table:
    return _held(task.folder, part.name, task.ledgers, part.content)


@lru_cache(maxsize=HELD_PARTITIONS)
def _held(folder: Path, partition: str, ledgers: tuple[str, ...], content: str) -> pa.Table:
    return named(standing(folder, partition, ledgers, STANDING))


def chunks(
    edges: pa.Table, lengths: list[int], names: list[str], contents: list[str]
) -> Iterator[tuple[Numbers, tuple[Shown, ...], pa.Table]]:
    """The edges by the partitions of their ends: which they are, the rows they need, and they by these rows."""
    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    starts = np.cumsum([0, *lengths])
    part_a, part_b = (np.searchsorted(starts, ends, side="right") - 1 for ends in (a, b))
    order = np.lexsort((b, a, part_b, part_a))
    for at in range(0, len(order), EDGES_AT_ONCE):
        mine = order[at : at + EDGES_AT_ONCE]
        rows = np.unique(np.concatenate([a[mine], b[mine]]))
        parts = np.searchsorted(starts, rows, side="right") - 1
        shown = tuple(
            Shown(names[part], contents[part], rows[parts == part] - starts[part]) for part in np.unique(parts).tolist()
        )
        own = edges.take(pa.array(mine))
        for position, ends in enumerate((a, b)):
            own = own.set_column(position, edges.schema.field(position), pa.array(np.searchsorted(rows, ends[mine])))
        yield mine, shown, own
