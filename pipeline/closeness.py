"""Closeness: the edges between standing pairs, found once a run and kept, and what a stage says of each of them."""

import importlib.metadata
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.edges import EDGE, find
from pipeline.job import Job
from pipeline.keys import code, key
from pipeline.recipe import Placed
from pipeline.weighing import WeighTask, chunks, weigh
from pipeline.windows import FOLDER, WindowsTask, keys_of, windows
from pipeline.work import Partition, by_stage
from schemas.manifest import Neighbours
from schemas.pair import TEXTS

EDGES, CENTROIDS = "edges/close.parquet", "edges/centroids.parquet"
_LIBRARIES = ("faiss-cpu", "numpy")

Contents = dict[str, str]


@dataclass(frozen=True)
class Close:
    """The edges of a run, by rows of all pairs that stood before the first stage that weighs them."""

    edges: pa.Table
    content: str
    ids: pa.ChunkedArray


def close(job: Job, partitions: list[Partition], texts: Contents, ledgers: dict[str, Contents]) -> Close:
    """Made once a run; what a key says is there already is read."""
    if job.close is None:
        job.close = _close(job, partitions, texts, ledgers)
    made: Close = job.close
    return made


def _close(job: Job, partitions: list[Partition], texts: Contents, ledgers: dict[str, Contents]) -> Close:
    before = job.before(next(placed for placed in job.recipe.chain if placed.weighs))
    folders = tuple(placed.folder for placed in before)
    encoder = job.shelf.fingerprint("vectors")
    made_by = key("windows", code("pipeline.windows"), encoder)
    tasks = [
        WindowsTask(
            job.place,
            p,
            folders,
            key(made_by, texts[p.name], [ledgers[p.name][placed.name] for placed in before]),
            job.shelf,
        )
        for p in partitions
    ]
    contents = _windows(job, tasks)
    job.files |= {EDGES, *(f"{FOLDER}/{p.name}.parquet" for p in partitions)}
    versions = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    wanted = key("edges", code("pipeline.edges"), versions, encoder, job.recipe.run.seed, contents)
    tables = [store.read_table(job.folder / FOLDER / f"{p.name}.parquet") for p in partitions]
    rows = pa.concat_tables(tables)
    footer, how = _kept(job, wanted) or (_found(job, tasks, rows, wanted), "computed")
    job.account.note("edges", how)
    job.neighbours = Neighbours(**_facts(footer))
    if job.neighbours.cells:
        job.files.add(CENTROIDS)
    return Close(store.read_table(job.folder / EDGES), footer.content, rows["pair_id"])


def _kept(job: Job, wanted: str) -> tuple[store.Footer, str] | None:
    """The edges, where they and the centroids of their cells are there already."""
    kept = job.place.kept(EDGES, wanted)
    return kept if kept and (not _facts(kept[0])["cells"] or job.place.kept(CENTROIDS, wanted)) else None


def _facts(footer: store.Footer) -> dict[str, Any]:
    facts: dict[str, Any] = orjson.loads(footer.notes["facts"])
    return facts


def _windows(job: Job, tasks: list[WindowsTask]) -> list[str]:
    done = job.progress.over(job.engine.map(windows, tasks), "vectors", len(tasks))
    contents = []
    for content, account in done:
        contents.append(content)
        job.account.counts.update(account.counts)
    return contents


def _found(job: Job, tasks: list[WindowsTask], rows: pa.Table, wanted: str) -> store.Footer:
    if not job.shelf.holds(keys_of(pc.unique(rows["window"]))):
        _windows(job, [replace(task, afresh=True) for task in tasks])
    found = find(rows, job.shelf.stored, job.recipe.run.seed)
    cells = 0 if found.centroids is None else len(found.centroids)
    if found.centroids is not None:
        centroids = pa.table({"centroid": pa.array(list(found.centroids), pa.list_(pa.float32()))})
        store.write_table(job.folder / CENTROIDS, centroids, wanted)
    facts = orjson.dumps({**found.facts, "cells": cells}, option=orjson.OPT_SORT_KEYS).decode()
    return store.write_table(job.folder / EDGES, found.edges, wanted, facts=facts)


def kept_weighed(job: Job, placed: Placed, wanted: str) -> bool:
    """Whether what the stage said of the edges is there already, here or in an earlier run."""
    name = _file(placed)
    job.files.add(name)
    kept = job.place.kept(name, wanted)
    if kept:
        job.account.note("weighed", kept[1])
    return bool(kept)


def weighed(
    job: Job,
    placed: Placed,
    partitions: list[Partition],
    sketches: list[pa.Table],
    contents: list[str],
    of: Close,
    wanted: str,
) -> pa.Table:
    """The edges between pairs that still stand, by rows of the sketches, with what the stage's `weigh` says of each."""
    ids = pa.chunked_array([chunk for table in sketches for chunk in table["pair_id"].chunks], pa.string())
    edges = _standing(of, ids)
    if job.place.kept(_file(placed), wanted):
        return _beside(edges, store.read_table(job.folder / _file(placed)).drop_columns(EDGE.names))
    said = _said(job, placed, partitions, sketches, contents, edges)
    ends = pa.table({"a": ids.take(edges["a"]), "b": ids.take(edges["b"])})
    store.write_table(job.folder / _file(placed), _beside(ends, edges.drop_columns(["a", "b"]), said), wanted)
    job.account.note("weighed", "computed")
    return _beside(edges, said)


def _file(placed: Placed) -> str:
    return f"edges/{placed.folder}.parquet"


def _said(
    job: Job,
    placed: Placed,
    partitions: list[Partition],
    sketches: list[pa.Table],
    contents: list[str],
    edges: pa.Table,
) -> pa.Table:
    folders = tuple(other.folder for other in job.before(placed))
    lengths, names = [len(table) for table in sketches], [p.name for p in partitions]
    cut = list(chunks(edges, lengths, names, contents))
    if not cut:
        stage: Any = placed.stage
        return by_stage(placed.name, "", stage.weigh, TEXTS.empty_table(), edges, job.shelf)
    tasks = [WeighTask(job.folder, placed, folders, shown, own, job.shelf) for _, shown, own in cut]
    said = list(job.progress.over(job.engine.map(weigh, tasks), f"{placed.name}: weigh", len(tasks)))
    order = np.argsort(np.concatenate([mine for mine, *_ in cut]))
    return pa.concat_tables(said).take(pa.array(order))


def _standing(of: Close, ids: pa.ChunkedArray) -> pa.Table:
    """The edges whose ends are both among these ids, by their places there."""
    places = pc.index_in(of.ids.combine_chunks(), value_set=ids.combine_chunks())
    a, b = (places.take(of.edges[end]).cast(pa.int64()) for end in ("a", "b"))
    edges = of.edges.set_column(0, EDGE.field("a"), a).set_column(1, EDGE.field("b"), b)
    return edges.filter(pc.and_(pc.is_valid(edges["a"]), pc.is_valid(edges["b"])))


def _beside(*tables: pa.Table) -> pa.Table:
    columns: dict[str, Any] = {name: table[name] for table in tables for name in table.schema.names}
    return pa.table(columns)
