"""The end of a run: rows that add up, the manifest, and apart from it what may differ between equal runs."""

import importlib.metadata
import platform
import socket
import time
from typing import Any

import orjson
import pyarrow as pa

from pipeline import store
from pipeline.job import Job
from pipeline.keys import stage_key
from pipeline.sources import Surveyed
from pipeline.work import INGEST, Partition
from schemas.errors import WinnowError
from schemas.manifest import FileFact, Lane, Lost, Manifest, ModelFact, SourceFact

MANIFEST, TIMES = "manifest.json", "run.json"


def lanes(job: Job) -> dict[str, Lane]:
    """The reconciliation: what came in is what went somewhere, to the unit, for every source."""
    lanes: dict[str, Lane] = {}
    for name, tally in sorted(job.tallies.items()):
        lane = Lane(
            rows_in=tally.rows_in(),
            quarantined=tally.taken(["quarantine"]),
            dropped=tally.taken(["drop"]),
            held=job.written["heldout"][name],
            train=job.written["train"][name],
        )
        if not lane.balanced() or lane.held != tally.taken(["hold"]):
            raise WinnowError(
                f"{name}: the rows do not add up ({lane}); this is a bug of winnow, the run is not finished"
            )
        lanes[name] = lane
    return lanes


def lost(job: Job) -> list[Lost]:
    return [
        Lost(
            source=name,
            stage=stage,
            verdict=verdict,
            reason=reason,
            pairs=count,
            only=tally.only[stage, verdict, reason],
        )
        for name, tally in sorted(job.tallies.items())
        for (stage, verdict, reason), count in sorted(tally.first.items())
    ]


def source_fact(source: Surveyed) -> SourceFact:
    table = source.source.table
    return SourceFact(
        name=table.name,
        format=table.format,
        licence=table.licence,
        made_by=table.made_by,
        domain=table.domain,
        trust=table.trust,
        fingerprint=source.fingerprint,
        files=source.files,
    )


def wanted(job: Job, partitions: list[Partition]) -> set[str]:
    """Every file that belongs to the finished run."""
    folders = ["texts", f"ledgers/{INGEST}", *(f"ledgers/{placed.folder}" for placed in job.recipe.chain)]
    folders += ["pairs"] if job.recipe.run.keep_raw else []
    own = {f"{folder}/{partition.name}.parquet" for folder in folders for partition in partitions}
    return own | job.files


def manifest(job: Job, facts: list[SourceFact], lanes: dict[str, Lane], lost: list[Lost]) -> Manifest:
    names = store.files_in(job.folder)
    hashes = job.engine.map(store.sha256, [job.folder / name for name in names])
    files = {
        name: FileFact(sha256=sha256, size_bytes=(job.folder / name).stat().st_size)
        for name, sha256 in zip(names, hashes, strict=True)
        if name not in (MANIFEST, TIMES)
    }
    return Manifest(
        winnow=importlib.metadata.version("winnow"),
        run_id=job.run_id,
        name=job.recipe.run.name,
        recipe=job.recipe.resolved(),
        sources=facts,
        lanes=lanes,
        lost=lost,
        stages={placed.name: stage_key(placed.stage, job.shelf) for placed in job.recipe.chain},
        models={
            placed.name: [ModelFact(name=m.name, version=m.version, sha256=m.sha256) for m in placed.models]
            for placed in job.recipe.chain
            if placed.models
        },
        id_collisions=job.collisions,
        neighbours=job.neighbours,
        files=files,
    )


def times(job: Job) -> bytes:
    """All that may differ between two equal runs."""
    made: dict[str, dict[str, int]] = {"computed": {}, "reused": {}, "linked": {}}
    for (what, how), count in sorted(job.account.counts.items()):
        made[how][what] = count
    return as_json(
        {
            "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "host": socket.gethostname(),
            "processor": platform.machine(),
            "python": platform.python_version(),
            "pyarrow": pa.__version__,
            "workers": job.engine.workers,
            "seconds": job.seconds,
            "files": made,
        }
    )


def as_json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
