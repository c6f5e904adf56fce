"""Corpus stages: sketches of what still stands are gathered, settled in one place, and told to the partitions."""

import itertools
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline import store
from pipeline.closeness import Close, Seen, close, kept_weighed, weighed
from pipeline.job import Job
from pipeline.keys import key, stage_key
from pipeline.ledger import check, places_of, tally
from pipeline.merged import with_merged
from pipeline.recipe import Placed
from pipeline.standing import SketchTask, sketch
from pipeline.work import Partition, by_stage
from schemas.errors import WinnowError

Contents = dict[str, str]


def settle(
    job: Job, placed: Placed, partitions: list[Partition], texts: Contents, ledgers: dict[str, Contents]
) -> None:
    """The ledgers of one corpus stage; adds their contents to `ledgers` and their drops to the job's count."""
    before = job.before(placed)
    seen = [(p.name, texts[p.name], [ledgers[p.name][other.name] for other in before]) for p in partitions]
    near = close(job, partitions, texts, ledgers) if placed.weighs else None
    contents = [key(*part) for part in seen]
    wanted = key(stage_key(placed.stage, job.shelf), contents, near.content if near else "")
    names = {p.name: f"ledgers/{placed.folder}/{p.name}.parquet" for p in partitions}
    kept = {p.name: job.place.kept(names[p.name], key(wanted, p.name)) for p in partitions}
    weighed_too = near is None or kept_weighed(job, placed, wanted)
    missing = [p for p in partitions if not kept[p.name] or not weighed_too]
    for p in partitions:
        if (found := kept[p.name]) and weighed_too:
            ledgers[p.name][placed.name] = found[0].content
            job.account.note(placed.name, found[1])
    if missing:
        settled = _settled(job, placed, partitions, contents, near, wanted)
        notes = {"changes": "no", "stage": stage_key(placed.stage, job.shelf)}
        for p in missing:
            footer = store.write_table(job.folder / names[p.name], settled[p.name], key(wanted, p.name), **notes)
            ledgers[p.name][placed.name] = footer.content
            job.account.note(placed.name, "computed")
    _count(job, placed, partitions, names)


def _settled(
    job: Job, placed: Placed, partitions: list[Partition], contents: list[str], near: Close | None, wanted: str
) -> dict[str, pa.Table]:
    ledgers = tuple(other.folder for other in job.before(placed))
    tasks = [SketchTask(job.folder, partition, placed, ledgers, job.batch, job.shelf) for partition in partitions]
    sketches = list(job.progress.over(job.engine.map(sketch, tasks), placed.name, len(tasks)))
    whole = pa.concat_tables(sketches).unify_dictionaries()
    lengths = [len(table) for table in sketches]
    parts = list(zip((p.name for p in partitions), contents, lengths, strict=True))
    edges = [weighed(job, placed, Seen(parts, whole), near, wanted)] if near else []
    stage: Any = placed.stage
    if placed.counts_merged:
        whole = with_merged(whole, job.folder, partitions, ledgers)
    decisions = by_stage(placed.name, "", stage.settle, whole, *edges, job.shelf)
    ids = pa.chunked_array([chunk for table in sketches for chunk in table["pair_id"].chunks], pa.string())
    return dict(zip((p.name for p in partitions), _dealt(decisions, ids, lengths, placed.name), strict=True))


def _dealt(decisions: pa.Table, ids: pa.ChunkedArray, lengths: list[int], stage: str) -> list[pa.Table]:
    """The decisions of each partition, in the order of its rows."""
    check(decisions, stage)
    places = places_of(decisions, ids)
    if places.null_count:
        raise WinnowError(f"the stage {stage!r} decided on a pair that it was not given; name pairs by their pair_id")
    rows = places.to_numpy()
    order = np.argsort(rows, kind="stable")
    bounds = np.searchsorted(rows[order], np.cumsum([0, *lengths]))
    decisions = decisions.take(pa.array(order))
    return [decisions.slice(a, b - a) for a, b in itertools.pairwise(bounds)]


def _count(job: Job, placed: Placed, partitions: list[Partition], names: dict[str, str]) -> None:
    """A corpus stage judges only what still stands, so its takes are first and only ones."""
    for partition in partitions:
        ledger = store.read_table(job.folder / names[partition.name])
        job.count(tally(partition.source, 0, [(placed.name, ledger)]))
