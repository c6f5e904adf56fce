"""Picks the samples: per source, stage and reason the pairs with the smallest hash, so that chance is repeatable."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.job import Job
from pipeline.work import INGEST, Partition
from schemas.apply import fallen
from stages.normal import hash64

PER_GROUP = 5
EVIDENCE_LINES = 5
LICENCES = 50
OTHER_LICENCES = "other licences"
SAMPLED = ("drop", "quarantine", "rewrite", "review", "keep")
FATES = ("train", "heldout", "gone")


class Group(NamedTuple):
    """What the report keeps a few samples of."""

    source: str
    stage: str
    verdict: str
    reason: str


@dataclass(frozen=True, order=True)
class Pick:
    """One sample: what a stage said of one pair under one reason."""

    draw: int
    pair_id: str
    partition: str
    evidence: tuple[str, ...] = field(compare=False)
    rival_id: str = field(compare=False)
    score: float | None = field(compare=False)
    threshold: float | None = field(compare=False)
    facts: str = field(compare=False)


Picks = dict[Group, list[Pick]]
Licences = Counter[tuple[str, str, str]]  # source, licence, fate


@dataclass(frozen=True)
class PickTask:
    folder: Path
    partition: str
    source: str
    ledgers: tuple[tuple[str, str], ...]
    seed: int


@dataclass
class Gathered:
    picks: Picks = field(default_factory=dict)
    licences: Licences = field(default_factory=Counter)

    def add(self, other: "Gathered") -> None:
        self.licences.update(other.licences)
        for group, picks in other.picks.items():
            self.picks[group] = heapq.nsmallest(PER_GROUP, [*self.picks.get(group, []), *picks])


def gather(job: Job, partitions: list[Partition]) -> Gathered:
    """The samples of the whole run, and how many pairs stand under which licence."""
    ledgers = (("ingest", INGEST), *((placed.name, placed.folder) for placed in job.recipe.chain))
    tasks = [PickTask(job.folder, p.name, p.source, ledgers, job.recipe.run.seed) for p in partitions]
    whole = Gathered()
    for found in job.progress.over(job.engine.map(pick, tasks), "report", len(tasks)):
        whole.add(found)
    return whole


def pick(task: PickTask) -> Gathered:
    """The best candidates of one partition."""
    gone: list[pa.Array] = []
    held: list[pa.Array] = []
    found = Gathered()
    for stage, folder in task.ledgers:
        ledger = store.read_table(task.folder / "ledgers" / folder / f"{task.partition}.parquet")
        gone.append(fallen(ledger))
        held.append(fallen(ledger, ("hold",)))
        found.picks.update(_groups(task, stage, ledger))
    found.licences = _licences(task, pa.chunked_array(gone, pa.string()), pa.chunked_array(held, pa.string()))
    return found


def _groups(task: PickTask, stage: str, ledger: pa.Table) -> Iterator[tuple[Group, list[Pick]]]:
    said = ledger.filter(pc.is_in(ledger["verdict"], value_set=pa.array(SAMPLED)))
    for kind in said.select(["verdict", "reason"]).group_by(["verdict", "reason"]).aggregate([]).to_pylist():
        mine = said.filter(
            pc.and_(pc.equal(said["verdict"], kind["verdict"]), pc.equal(said["reason"], kind["reason"]))
        )
        ids = pc.unique(mine["pair_id"]).to_pylist()
        best = heapq.nsmallest(PER_GROUP, ((draw(task.seed, pair_id), pair_id) for pair_id in ids))
        rows = mine.filter(pc.is_in(mine["pair_id"], value_set=pa.array([i for _, i in best], pa.string()))).to_pylist()
        picks = [_pick(task, number, [row for row in rows if row["pair_id"] == pair_id]) for number, pair_id in best]
        yield Group(task.source, stage, kind["verdict"], kind["reason"]), picks


def draw(seed: int, pair_id: str) -> int:
    """A pair's lot: it depends on nothing but the seed and the pair."""
    return hash64(f"{seed} {pair_id}", b"report")


def _pick(task: PickTask, number: int, rows: list[dict[str, Any]]) -> Pick:
    """One stage may say the same of several fields of a pair: one sample, a line of evidence for each."""
    first = rows[0]
    lines = tuple(dict.fromkeys(row["evidence"] for row in rows))[:EVIDENCE_LINES]
    rival = next((row["rival_id"] for row in rows if row["rival_id"]), "")
    scores = first["score"], first["threshold"]
    return Pick(number, first["pair_id"], task.partition, lines, rival, *scores, first["facts"])


def _licences(task: PickTask, gone: pa.ChunkedArray, held: pa.ChunkedArray) -> Licences:
    texts = store.read_table(task.folder / "texts" / f"{task.partition}.parquet", ["pair_id", "licence"])
    is_gone = pc.is_in(texts["pair_id"], value_set=gone.combine_chunks())
    is_held = pc.and_(pc.invert(is_gone), pc.is_in(texts["pair_id"], value_set=held.combine_chunks()))
    is_train = pc.invert(pc.or_(is_gone, is_held))
    counted: Licences = Counter()
    common = _common(texts["licence"])
    for fate, mask in zip(FATES, (is_train, is_held, is_gone), strict=True):
        for row in _counts(texts["licence"].filter(mask)):
            licence = row["values"] if row["values"] in common else OTHER_LICENCES
            counted[task.source, licence, fate] += row["counts"]
    return counted


def _common(licences: pa.ChunkedArray) -> set[str]:
    """A source may name a licence per row: those that are too many to list are counted together."""
    counts = sorted(_counts(licences), key=lambda row: (-row["counts"], row["values"]))
    return {row["values"] for row in counts[:LICENCES]}


def _counts(values: pa.ChunkedArray) -> Iterable[dict[str, Any]]:
    counted: list[dict[str, Any]] = pc.value_counts(values.combine_chunks()).to_pylist()
    return counted
