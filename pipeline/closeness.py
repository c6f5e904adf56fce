"""Closeness: the edges between standing pairs, found once a run and kept, and what a stage says of each of them."""

import importlib.metadata
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.asking import Crowd, asked_again
from pipeline.edges import EDGE, find
from pipeline.job import Job
from pipeline.keys import code, key
from pipeline.recipe import Placed
from pipeline.weighing import COUNTED, Weighing, weigh
from pipeline.windows import FOLDER, WindowsTask, keys_of, windows
from pipeline.work import Partition, by_stage
from schemas.manifest import Neighbours
from schemas.pair import TEXTS

EDGES, CROWD, CENTROIDS = "edges/close.parquet", "edges/crowd.parquet", "edges/centroids.parquet"
_LIBRARIES = ("faiss-cpu", "numpy")
_APART = ("guard", "group", "ask")

Contents = dict[str, str]


@dataclass(frozen=True)
class Close:
    """What was found of the pairs that stood before the first stage that weighs edges: the edges themselves stay in
    their file; which rows stand in a crowd and lack some, and how their windows are read."""

    content: str
    ids: pa.ChunkedArray
    crowd: pa.ChunkedArray
    windows: list[WindowsTask]


@dataclass(frozen=True)
class Seen:
    """What a stage compares: of each partition its name, what its pairs are and how many, and all their sketches."""

    parts: list[tuple[str, str, int]]
    sketches: pa.Table

    @property
    def ids(self) -> pa.Array:
        return self.sketches["pair_id"].cast(pa.string()).combine_chunks()


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
    job.files |= {EDGES, CROWD, *(f"{FOLDER}/{p.name}.parquet" for p in partitions)}
    versions = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    wanted = key("edges", code("pipeline.edges"), versions, encoder, job.recipe.run.seed, contents)
    tables = [store.read_table(job.folder / FOLDER / f"{p.name}.parquet") for p in partitions]
    rows = pa.concat_tables(tables)
    footer, how = _kept(job, wanted) or (_found(job, tasks, rows, wanted), "computed")
    job.account.note("edges", how)
    job.neighbours = Neighbours(**_facts(footer))
    if job.neighbours.cells:
        job.files.add(CENTROIDS)
    return Close(footer.content, rows["pair_id"], store.read_table(job.folder / CROWD)["row"], tasks)


def _kept(job: Job, wanted: str) -> tuple[store.Footer, str] | None:
    """The edges, where they and what was written beside them are there already."""
    kept = job.place.kept(EDGES, wanted)
    beside = (CROWD, CENTROIDS) if kept and _facts(kept[0])["cells"] else (CROWD,)
    return kept if kept and all(job.place.kept(name, wanted) for name in beside) else None


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
    _hold(job, tasks, rows["window"])
    found = find(rows, job.shelf.stored, job.recipe.run.seed)
    store.write_table(job.folder / CROWD, pa.table({"row": found.crowd}), wanted)
    cells = 0 if found.centroids is None else len(found.centroids)
    if found.centroids is not None:
        centroids = pa.table({"centroid": pa.array(list(found.centroids), pa.list_(pa.float32()))})
        store.write_table(job.folder / CENTROIDS, centroids, wanted)
    facts = orjson.dumps({**found.facts, "cells": cells}, option=orjson.OPT_SORT_KEYS).decode()
    return store.write_table(job.folder / EDGES, found.edges, wanted, facts=facts)


def _hold(job: Job, tasks: list[WindowsTask], windows: pa.ChunkedArray) -> None:
    """Make the vectors of these windows again where somebody cleared the cache."""
    if not job.shelf.holds(keys_of(pc.unique(windows))):
        _windows(job, [replace(task, afresh=True) for task in tasks])


def kept_weighed(job: Job, placed: Placed, wanted: str) -> bool:
    """Whether what the stage said of the edges is there already, here or in an earlier run."""
    name = _file(placed)
    job.files.add(name)
    kept = job.place.kept(name, wanted)
    if kept:
        job.account.note("weighed", kept[1])
    return bool(kept)


def weighed(job: Job, placed: Placed, seen: Seen, of: Close, wanted: str) -> pa.Table:
    """The edges between pairs that still stand, by rows of the sketches, with what the stage's `weigh` says of each."""
    ids, path = seen.ids, job.folder / _file(placed)
    if job.place.kept(_file(placed), wanted):
        return _by_rows(store.read_table(path), ids)
    edges = _standing(job, of, ids)
    said = _said(job, placed, seen, edges)
    if placed.asks_again and len(of.crowd):
        crowd = _crowd(job, of, ids)
        weigh = partial(_said, job, placed, seen)
        said = asked_again(placed, seen.sketches, said, crowd, crowd.met(edges), weigh)
    ends = {end: ids.take(said[end]) for end in ("a", "b")}
    store.write_table(path, _beside(pa.table(ends), said.drop_columns(["a", "b"])), wanted)
    job.account.note("weighed", "computed")
    return said


def _file(placed: Placed) -> str:
    return f"edges/{placed.folder}.parquet"


def _said(job: Job, placed: Placed, seen: Seen, edges: pa.Table) -> pa.Table:
    folders = tuple(other.folder for other in job.before(placed))
    if not len(edges):
        stage: Any = placed.stage
        return _beside(edges, by_stage(placed.name, "", stage.weigh, TEXTS.empty_table(), edges, job.shelf))
    tasks = Weighing(job.folder, placed, folders, seen.parts, edges, job.shelf)
    done = list(job.progress.over(job.engine.map(weigh, tasks), f"{placed.name}: weigh", len(tasks)))
    said = pa.concat_tables(done).sort_by(COUNTED)
    return _beside(edges.take(said[COUNTED]), said.drop_columns([COUNTED]))


def _crowd(job: Job, of: Close, ids: pa.Array) -> Crowd:
    """Those of the crowd that still stand, in the order of these ids."""
    names = [f"{FOLDER}/{task.partition.name}.parquet" for task in of.windows]
    tables = [store.read_table(job.folder / name, ["pair_id", "window", *_APART]) for name in names]
    crowd = pa.concat_tables(tables).take(of.crowd)
    crowd = crowd.append_column("place", pc.index_in(crowd["pair_id"], value_set=ids).cast(pa.int64()))
    crowd = crowd.filter(pc.is_valid(crowd["place"])).sort_by("place")
    _hold(job, of.windows, crowd["window"])
    vectors = job.shelf.stored(keys_of(crowd["window"]))
    return Crowd(crowd["place"].to_numpy(), vectors, *(crowd[name].to_numpy() for name in _APART))


def _standing(job: Job, of: Close, ids: pa.Array) -> pa.Table:
    """The edges whose ends are both among these ids, by their places there."""
    places = pc.index_in(of.ids.combine_chunks(), value_set=ids)
    edges = store.read_table(job.folder / EDGES)
    for position, end in enumerate(("a", "b")):
        edges = edges.set_column(position, EDGE.field(end), places.take(edges[end]).cast(pa.int64()))
    return edges.filter(pc.and_(pc.is_valid(edges["a"]), pc.is_valid(edges["b"])))


def _by_rows(edges: pa.Table, ids: pa.Array) -> pa.Table:
    """Edges whose ends are told by their ids, by the places of these."""
    for position, end in enumerate(("a", "b")):
        places = pc.index_in(edges[end], value_set=ids).cast(pa.int64())
        edges = edges.set_column(position, EDGE.field(end), places)
    return edges


def _beside(*tables: pa.Table) -> pa.Table:
    columns: dict[str, Any] = {name: table[name] for table in tables for name in table.schema.names}
    return pa.table(columns)
