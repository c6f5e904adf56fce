"""The phases of a run before anything is compared: read every source, number equal rows, judge each pair alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline import store
from pipeline.ingest import Facts, numbering
from pipeline.job import Job
from pipeline.keys import code, key, stage_key
from pipeline.recipe import FIXES_TEXT
from pipeline.sources import Surveyed
from pipeline.windows import ReferencesTask, embed
from pipeline.work import Ingested, IngestTask, PairTask, Partition, ingest, judge, to_be_made
from schemas.errors import AlarmError

ALARM_ROWS = 50
REFERENCES_AT_ONCE = 256


def read_sources(job: Job) -> list[Partition]:
    tasks = [task for source in job.sources for task in ingest_tasks(job, source)]
    done: Iterable[Ingested] = job.progress.over(job.engine.map(ingest, tasks), "ingest", len(tasks), "file")
    partitions: list[Partition] = []
    for result in done:
        partitions += result.partitions
        job.account.counts.update(result.account.counts)
        job.count(result.tally)
    check_alarm(job, "ingest")
    return numbered(job, partitions)


def ingest_tasks(job: Job, source: Surveyed) -> list[IngestTask]:
    table, adapter = source.source.table, source.source.adapter
    facts = Facts(table.name, table.licence, table.domain, table.trust, table.made_by)
    made_by = key("ingest", code("pipeline.ingest"), code(type(adapter).__module__), adapter, facts, source.hints)
    groups = [source.parts] if job.limit is not None else [(part,) for part in source.parts]
    tasks = [
        IngestTask(job.place, tuple(group), source.hints, adapter, facts, job.limit, made_by, ()) for group in groups
    ]
    if source.refused:
        tasks.append(IngestTask(job.place, (), source.hints, adapter, facts, None, made_by, source.refused))
    return tasks


def numbered(job: Job, partitions: list[Partition]) -> list[Partition]:
    """Equal rows of a source are told apart by the order in which they come."""
    result: list[Partition] = []
    for source in job.sources:
        mine = [partition for partition in partitions if partition.source == source.source.name]
        columns = [store.read_table(_pairs(job, p), ["slot", "check"]) for p in mine]
        slots = [table["slot"].to_numpy().astype(np.uint64) for table in columns]
        repeats, collisions = numbering(slots, [table["check"].to_numpy().astype(np.uint64) for table in columns])
        job.collisions += collisions
        result += [replace(p, repeats=r) for p, r in zip(mine, repeats, strict=True)]
    if job.collisions:
        job.progress.say(
            f"{job.collisions} rows share the first 64 bits of their hash with another row; numbered apart"
        )
    return result


def _pairs(job: Job, partition: Partition) -> Path:
    return job.folder / "pairs" / f"{partition.name}.parquet"


def pair_tasks(job: Job, partitions: list[Partition]) -> list[PairTask]:
    alone = [placed for placed in job.recipe.chain if placed.alone]
    stages = tuple((placed, stage_key(placed.stage, job.shelf)) for placed in alone)
    fixes = sum(placed.part == FIXES_TEXT for placed in alone)
    texts_key = key("texts", code("schemas.apply"), code("pipeline.ingest"))
    return [PairTask(job.place, partition, stages, fixes, texts_key, job.batch, job.shelf) for partition in partitions]


def judge_alone(job: Job, partitions: list[Partition]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """The hashes of the fixed texts and of every ledger, by partition."""
    tasks = pair_tasks(job, partitions)
    embed_references(job, tasks)
    contents, ledgers = {}, {}
    seconds: defaultdict[str, float] = defaultdict(float)
    for judged in job.progress.over(job.engine.map(judge, tasks), "judge", len(tasks)):
        contents[judged.partition.name] = judged.content
        ledgers[judged.partition.name] = judged.ledgers
        job.account.counts.update(judged.account.counts)
        job.count(judged.tally)
        for stage, took in judged.seconds.items():
            seconds[stage] += took
    for stage, took in seconds.items():
        job.progress.time(stage, took, " in all processes")
    for placed in (p for p in job.recipe.chain if p.alone):
        check_alarm(job, placed.name, placed.defect)
    return contents, ledgers


def embed_references(job: Job, tasks: list[PairTask]) -> None:
    """The vectors of reference items, made once by all workers: each would otherwise make all of them for itself."""
    takers = [placed for placed in job.recipe.chain if placed.alone and {"references", "vectors"} <= set(placed.takes)]
    wanted = [(placed, stage_key(placed.stage, job.shelf)) for placed in takers]
    if not job.shelf.sets or not any(to_be_made(task, placed, of) for task in tasks for placed, of in wanted):
        return
    items = len(job.shelf.references())
    starts = range(0, items, REFERENCES_AT_ONCE)
    chunks = [ReferencesTask(job.shelf, at, at + REFERENCES_AT_ONCE) for at in starts]
    for _ in job.progress.over(job.engine.map(embed, chunks), "references", len(chunks)):
        pass


def check_alarm(job: Job, stage: str, defect: bool = True) -> None:
    """Stop where a stage finds most of a source defective: that is rarely the data's fault alone."""
    limit = job.recipe.run.max_loss
    for source, tally in job.tallies.items():
        rows = tally.rows_in()
        lost = tally.by_stage(stage)
        most = lost >= ALARM_ROWS and lost > limit * rows
        if defect and (most or (stage == "ingest" and 0 < lost == rows)):
            reasons = Counter({r: n for (s, _, r), n in tally.any.items() if s == stage}).most_common(3)
            told = ", ".join(f"{reason} {count:,}" for reason, count in reasons)
            raise AlarmError(
                f"{stage} takes {lost:,} of {rows:,} rows of {source} ({told}), more than [run] max_loss = {limit}; "
                f"look with `winnow show {job.folder}`, then mend the source, skip the stage or raise max_loss"
            )
