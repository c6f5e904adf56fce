"""A run: from a recipe to shards, ledgers, report and manifest, computing nothing that a key says is there already."""

import importlib.metadata
import shutil
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline import closing, references, store
from pipeline.corpus import settle
from pipeline.engine import Local
from pipeline.job import Job
from pipeline.keys import code, key, stage_key
from pipeline.phases import check_alarm, judge_alone, read_sources
from pipeline.progress import Progress
from pipeline.recipe import Recipe
from pipeline.report import write_report
from pipeline.residual import measure
from pipeline.shards import clean_up, write_shards
from pipeline.sources import Surveyed, shown, surveyed
from pipeline.vectors import LocalShelf
from pipeline.work import Account, Partition, Place
from schemas.errors import RecipeError, WinnowError
from schemas.manifest import Manifest

MANIFEST, TIMES = closing.MANIFEST, closing.TIMES


@dataclass(frozen=True)
class Finished:
    folder: Path
    manifest: Manifest
    account: Account
    was_finished: bool


def folder_of(recipe: Recipe, limit: int | None) -> Path:
    """A run of the first N rows never stands in the place of the whole one."""
    out = recipe.out
    return out if limit is None else out.with_name(f"{out.name}-first{limit}")


def curate(
    recipe: Recipe,
    workers: int | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    batch: int = 2048,
) -> Finished:
    """Run the recipe; a run that was stopped goes on, a finished one is left alone, a changed one is made beside it."""
    progress = progress or Progress(quiet=True)
    folder = folder_of(recipe, limit)
    get_ready(recipe, progress)
    with Local(workers) as engine, store.owned(folder):
        sources = surveyed(recipe, engine, progress, limit)
        shelf = shelf_of(recipe, sources)
        recipe = shown(recipe, sources)
        run_id = id_of(recipe, shelf, sources, limit)
        if done := _finished(folder, run_id, progress):
            return done
        _refuse_foreign(folder)
        place = Place(folder, tuple(earlier(folder)))
        job = Job(recipe, shelf, folder, engine, progress, batch, limit, sources, place, run_id)
        return _made(job)


def get_ready(recipe: Recipe, progress: Progress) -> None:
    """Let stages and encoder say, before any work, what they lack."""
    for placed in recipe.chain:
        placed.get_ready()
    if any("vectors" in placed.takes for placed in recipe.chain):
        encoder = recipe.shelf.encoder
        encoder.ready()
        if encoder.notice:
            progress.say(encoder.notice)


def shelf_of(recipe: Recipe, sources: list[Surveyed]) -> LocalShelf:
    """The recipe's shelf with its reference sets on it, none of which may be a source."""
    sets = references.surveyed(recipe.references, recipe.folder, recipe.path)
    references.refuse_sources(sets, {source.source.name: source.parts for source in sources}, recipe.path)
    return replace(recipe.shelf, sets=sets)


def id_of(recipe: Recipe, shelf: LocalShelf, sources: list[Surveyed], limit: int | None) -> str:
    stages = [(placed.folder, stage_key(placed.stage, shelf)) for placed in recipe.chain]
    prints = [(s.source.name, s.fingerprint) for s in sources]
    template = (recipe.template.name, recipe.template.text, recipe.template.stop)
    return key("run", recipe.resolved(), prints, stages, template, code("pipeline.run"), limit, _version())[:16]


def _version() -> str:
    return importlib.metadata.version("winnow")


def _finished(folder: Path, run_id: str, progress: Progress) -> Finished | None:
    """The run in the folder if it is this one and whole; another finished one is moved aside, never changed."""
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    if manifest.run_id != run_id:
        aside = folder.with_name(f"{folder.name}@{manifest.run_id}")
        _put_aside(folder, aside)
        progress.say(f"the recipe, its data or the code changed: the run before is kept as {aside}")
        return None
    damaged = [name for name, fact in manifest.files.items() if not fact.describes(folder / name)]
    if not damaged:
        account = Account()
        for name in manifest.files:
            account.note(name.split("/")[0], "reused")
        return Finished(folder, manifest, account, True)
    _refuse_foreign(folder)
    files = "1 file" if len(damaged) == 1 else f"{len(damaged)} files"
    progress.say(f"missing or damaged in the finished run, and made again: {files}")
    (folder / MANIFEST).unlink()
    for name in damaged:
        (folder / name).unlink(missing_ok=True)
    return None


def _put_aside(folder: Path, aside: Path) -> None:
    """A run of this id may stand there already, byte for byte: the one that people signed or trained on stays."""
    if not aside.exists():
        store.move(folder, aside)
        return
    if not any((folder / later).exists() for later in store.LATER):
        shutil.rmtree(folder)
    elif not any((aside / later).exists() for later in store.LATER):
        shutil.rmtree(aside)
        store.move(folder, aside)
    else:
        raise WinnowError(f"{folder} and {aside} are one run and both were approved or trained on; move one away")


def _refuse_foreign(folder: Path) -> None:
    """A run is made in a folder of its own, since it clears away whatever does not belong to it."""
    if folder.exists() and not folder.is_dir():
        raise RecipeError(f"{folder}: a file stands where the run's folder should be; choose another [run] out or name")
    if others := store.foreign(folder):
        raise RecipeError(
            f"{folder}: holds {others[0]!r}{' and more' if len(others) > 1 else ''}, which is not of a run; "
            "choose an empty folder, or take it away"
        )


def read_manifest(folder: Path) -> Manifest | None:
    """None where no finished run lies in the folder."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        raise WinnowError(
            f"{folder / MANIFEST}: not a manifest of winnow; move the folder away and run again"
        ) from None


def earlier(folder: Path) -> list[Path]:
    """The finished runs of the same name, the latest first."""
    beside = [path for path in folder.parent.glob(f"{folder.name}@*") if (path / MANIFEST).exists()]
    return sorted(beside, key=lambda path: path.stat().st_mtime, reverse=True)[:5]


def _made(job: Job) -> Finished:
    job.folder.mkdir(parents=True, exist_ok=True)
    (job.folder / "pairs").mkdir(mode=0o700, exist_ok=True)
    partitions = _timed(job, "ingest", lambda: read_sources(job))
    contents, ledgers = _timed(job, "judge", lambda: judge_alone(job, partitions))
    for placed in job.recipe.chain:
        if not placed.alone:
            _timed(job, placed.name, partial(settle, job, placed, partitions, contents, ledgers))
            check_alarm(job, placed.name, placed.defect)
    return _written(job, partitions)


def _timed(job: Job, label: str, work: Any) -> Any:
    began = time.monotonic()
    result = work()
    job.seconds[label] = round(time.monotonic() - began, 2)
    job.progress.time(label, job.seconds[label])
    return result


def _written(job: Job, partitions: list[Partition]) -> Finished:
    """Shards, report and, last of all, the manifest."""
    facts = [closing.source_fact(source) for source in job.sources]
    _timed(job, "shards", partial(write_shards, job, partitions, facts))
    _timed(job, "residual", partial(measure, job, partitions))
    lanes = closing.lanes(job)
    lost = closing.lost(job)
    _timed(job, "report", partial(write_report, job, partitions, facts, lanes, lost))
    if not job.recipe.run.keep_raw:
        shutil.rmtree(job.folder / "pairs")
    clean_up(job.folder)
    store.sweep(job.folder, closing.wanted(job, partitions))
    manifest = closing.manifest(job, facts, lanes, lost)
    store.write_bytes(job.folder / TIMES, closing.times(job))
    store.write_bytes(job.folder / MANIFEST, closing.as_json(manifest.model_dump()))
    return Finished(job.folder, manifest, job.account, False)
