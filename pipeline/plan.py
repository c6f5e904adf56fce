"""What a recipe means and what a run of it would do; computes and writes nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.engine import Local, cores
from pipeline.job import Job
from pipeline.keys import stage_key
from pipeline.phases import ingest_tasks
from pipeline.progress import Progress
from pipeline.recipe import Placed, Recipe
from pipeline.run import earlier, folder_of, get_ready, id_of, read_manifest, shelf_of
from pipeline.sources import Surveyed, shown, surveyed
from pipeline.work import Account, Place, kept_partitions
from schemas.manifest import Manifest

# benchmarks/foundation.md: 132,000 pairs, 76 MB of source, 2 cores
SECONDS_PER_MB_AND_CORE = 0.35
MEMORY_MB, MEMORY_MB_PER_WORKER = 250, 250
DISK_PER_MB = 1.5


def planned(recipe: Recipe, limit: int | None = None) -> dict[str, Any]:
    """Sources, stages and their settings, what is there already, and an estimate of the rest."""
    folder = folder_of(recipe, limit)
    get_ready(recipe, Progress(quiet=True))
    with Local(1) as engine:
        sources = surveyed(recipe, engine, Progress(quiet=True), limit)
        shelf = shelf_of(recipe, sources)
        recipe = shown(recipe, sources)
        run_id = id_of(recipe, shelf, sources, limit)
        place = Place(folder, tuple(earlier(folder)), look_only=True)
        job = Job(recipe, shelf, folder, engine, Progress(quiet=True), 1, limit, sources, place, run_id)
        megabytes = sum(_megabytes(source) for source in sources)
        manifest = read_manifest(folder)
        done = manifest is not None and manifest.run_id == run_id
        return {
            "run": str(folder),
            "run_id": run_id,
            "state": _state(folder, manifest, run_id),
            "sources": [_source(source) for source in sources],
            "references": [{"name": r.table.name, "path": r.table.path, "items": len(r.items())} for r in shelf.sets],
            "chain": {placed.name: _stage(job, placed) for placed in recipe.chain},
            "files_read_already": f"{_read_already(job)} of {sum(len(s.parts) for s in sources)}",
            "estimate": "no time: it is finished" if done else _estimate(megabytes),
        }


def _state(folder: Path, manifest: Manifest | None, run_id: str) -> str:
    if manifest is None:
        return "begun, and goes on" if (folder / "ledgers").exists() else "to be made"
    if manifest.run_id == run_id:
        return "finished: nothing to do"
    return f"to be made; the finished run in the folder is kept as {folder.name}@{manifest.run_id}"


def _source(source: Surveyed) -> dict[str, Any]:
    table = source.source.table
    return {
        "name": table.name,
        "format": table.format,
        "path": table.path,
        "files": source.files,
        "refused": len(source.refused),
        "megabytes": round(_megabytes(source), 1),
        "licence": table.licence,
        "trust": table.trust,
        "settings": asdict(source.source.adapter),
    }


def _megabytes(source: Surveyed) -> float:
    paths = {Path(part.path) for part in source.parts if part.kind != "hub"}
    return sum(path.stat().st_size for path in paths) / 1e6


def _read_already(job: Job) -> int:
    tasks = [task for source in job.sources for task in ingest_tasks(job, source) if job.limit is None]
    return sum(kept_partitions(task, part, Account()) is not None for task in tasks for part in task.parts)


def _stage(job: Job, placed: Placed) -> dict[str, Any]:
    """Its settings, and how many ledgers were made by its present code and settings, here or in an earlier run."""
    wanted = stage_key(placed.stage, job.shelf)
    found = {
        path.name
        for folder in (job.place.folder, *job.place.earlier)
        for path in (folder / "ledgers" / placed.folder).glob("*.parquet")
        if (footer := store.footer(path)) and footer.notes.get("stage") == wanted
    }
    return {"settings": placed.settings, "ledgers_of_this_code_and_settings": len(found)}


def _estimate(megabytes: float) -> str:
    workers = cores()
    seconds = max(2.0, SECONDS_PER_MB_AND_CORE * megabytes / workers)
    memory, disk = MEMORY_MB + workers * MEMORY_MB_PER_WORKER, DISK_PER_MB * megabytes
    return f"about {seconds:,.0f} s with {workers} workers, {memory:,} MB of memory, {disk:,.0f} MB of disk"
