"""What stands: the pairs of a partition that the ledgers leave, and what a stage that compares them keeps of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.recipe import Placed
from pipeline.vectors import LocalShelf
from pipeline.work import Partition, by_stage
from schemas.apply import named, remove, rewrite
from schemas.decision import DECISION
from schemas.pair import TEXTS
from schemas.rank import rank

STANDING = ("drop", "quarantine", "hold")


def standing(folder: Path, partition: str, ledgers: Sequence[str], verdicts: tuple[str, ...] | None = None) -> pa.Table:
    """The pairs of a partition that these ledgers leave, with the labels that they set and their rank."""
    pairs = store.read_table(folder / "texts" / f"{partition}.parquet", TEXTS.names)
    said = [store.read_table(folder / "ledgers" / ledger / f"{partition}.parquet") for ledger in ledgers]
    decisions = pa.concat_tables([DECISION.empty_table(), *said])
    labels = decisions.filter(pc.equal(decisions["verdict"], "label"))
    pairs = remove(rewrite(pairs, labels), decisions, *([verdicts] if verdicts else []))
    reviewed = decisions["pair_id"].filter(pc.equal(decisions["verdict"], "review"))
    return pairs.append_column("rank", rank(named(pairs), reviewed.combine_chunks()))


@dataclass(frozen=True)
class SketchTask:
    folder: Path
    partition: Partition
    placed: Placed
    ledgers: tuple[str, ...]
    batch: int
    shelf: LocalShelf


def sketch(task: SketchTask) -> pa.Table:
    """What a corpus stage keeps of the pairs of a partition that stand, personal data under its name."""
    pairs = named(standing(task.folder, task.partition.name, task.ledgers, STANDING))
    batches = [pairs.slice(at, task.batch) for at in range(0, max(1, len(pairs)), task.batch)]
    stage: Any = task.placed.stage
    where = f" on the partition {task.partition.name}"
    kept = [by_stage(task.placed.name, where, stage.sketch, batch, task.shelf) for batch in batches]
    return pa.concat_tables(kept).combine_chunks()  # a slice would take its whole partition along
