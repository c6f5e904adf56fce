"""The residual measurement: a second detector reads a seeded sample of what is given away; its counts are written."""

import heapq
import importlib.metadata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import store
from pipeline.closing import as_json
from pipeline.job import Job
from pipeline.keys import code, key
from pipeline.recipe import Placed
from pipeline.shards import SPLITS, place
from pipeline.vectors import LocalShelf
from pipeline.work import Partition
from schemas.manifest import Residual, ResidualFact
from stages.pii.allow import Allowed
from stages.pii.residual import ANY, FAILED, TYPES, Cleaned, Hits, Second, interval
from stages.pii.stage import Pii

FILE = "residual.json"
MOST_CHARS = 400_000  # a second or so of one core
PAIR_CHARS = 20_000
_AT_ONCE = 50
_LIBRARIES = ("presidio-analyzer", "phonenumbers", "tldextract")


def measure(job: Job, partitions: list[Partition]) -> None:
    """Writes the counts; nothing where the recipe leaves `pii` or its residual out."""
    placed = next((p for p in job.recipe.chain if isinstance(p.stage, Pii)), None)
    if placed is None or not isinstance(placed.stage, Pii) or not placed.stage.residual:
        return
    sample = _sampled(job, placed.stage.residual)
    pairs = _with_surrogates(job, placed, partitions, sample)
    wanted = key(code("stages.pii.residual"), placed.stage.allow, placed.stage.residual, _kept(job), _versions(), pairs)
    job.residual = _earlier(job, wanted) or _measured(job, placed.stage, pairs, wanted)
    job.files.add(FILE)


def _kept(job: Job) -> int:
    return sum(split.total() for split in job.written.values())


def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in _LIBRARIES}


def _sampled(job: Job, most: int) -> dict[str, tuple[str, ...]]:
    """The texts of the first pairs of all splits, in the seeded order that the shards are in anyway."""
    found: dict[str, tuple[str, ...]] = {}
    chars = 0
    for _, pair_id, turns in heapq.merge(*(_in_order(job, split) for split in SPLITS)):
        texts = tuple(_clipped(turn["content"] for turn in turns))
        chars += sum(map(len, texts))
        if len(found) == most or (found and chars > MOST_CHARS):
            break
        found[pair_id] = texts
    return found


def _in_order(job: Job, split: str) -> Iterator[tuple[int, str, list[dict[str, str]]]]:
    for path in sorted((job.folder / "shards" / "messages").glob(f"{split}-*.parquet")):
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for batch in file.iter_batches(batch_size=256, columns=["pair_id", "messages"]):
                for row in batch.to_pylist():
                    yield place(row["pair_id"], job.recipe.run.seed), row["pair_id"], row["messages"]


def _clipped(texts: Iterator[str]) -> Iterator[str]:
    left = PAIR_CHARS
    for text in texts:
        yield text[:left]
        left -= len(text[:left])


@dataclass(frozen=True)
class _LedgerTask:
    path: Path
    ids: tuple[str, ...]


def _written(task: _LedgerTask) -> list[tuple[str, list[str]]]:
    """What the stage put into those of the pairs that lie in this partition."""
    said = store.read_table(task.path, ["pair_id", "edits"])
    said = said.filter(pc.is_in(said["pair_id"], value_set=pa.array(task.ids, pa.string())))
    return [(row["pair_id"], [edit["text"] for edit in row["edits"]]) for row in said.to_pylist()]


def _with_surrogates(
    job: Job, placed: Placed, partitions: list[Partition], sample: dict[str, tuple[str, ...]]
) -> list[Cleaned]:
    folder, ids = job.folder / "ledgers" / placed.folder, tuple(sample)
    tasks = [_LedgerTask(folder / f"{partition.name}.parquet", ids) for partition in partitions]
    put: dict[str, list[str]] = {pair_id: [] for pair_id in sample}
    for said in job.engine.map(_written, tasks):
        for pair_id, texts in said:
            put[pair_id] += texts
    return [Cleaned(texts, tuple(sorted(set(put[pair_id])))) for pair_id, texts in sample.items()]


def _earlier(job: Job, wanted: str) -> Residual | None:
    """The same measurement, here or in an earlier run of the name."""
    for folder in (job.place.folder, *job.place.earlier):
        try:
            found = Residual.model_validate_json((folder / FILE).read_bytes())
        except (OSError, ValueError):
            continue
        if found.key == wanted:
            if folder != job.folder:
                store.link(folder / FILE, job.folder / FILE)
            job.account.note("residual", "reused" if folder == job.folder else "linked")
            return found
    return None


@dataclass(frozen=True)
class _ScanTask:
    pairs: tuple[Cleaned, ...]
    allowed: Allowed


def _scan(task: _ScanTask) -> Hits:
    second = LocalShelf().prepared("second detector", Second)
    return second.found(task.pairs, task.allowed)


def _measured(job: Job, stage: Pii, pairs: list[Cleaned], wanted: str) -> Residual:
    tasks = [_ScanTask(tuple(pairs[at : at + _AT_ONCE]), Allowed(stage.allow)) for at in range(0, len(pairs), _AT_ONCE)]
    counted = Counter[str]()
    for hits in job.progress.over(job.engine.map(_scan, tasks), "residual", len(tasks)):
        counted.update(hits.by_type)
    read = len(pairs) - counted[FAILED]
    residual = Residual(
        key=wanted,
        asked=stage.residual,
        kept=_kept(job),
        pairs=read,
        characters=sum(len(text) for pair in pairs for text in pair.texts),
        failed=counted[FAILED],
        detector=f"presidio {_versions()['presidio-analyzer']} and forms of secrets",
        types=[_fact(name, counted[name], read) for name in (*TYPES, ANY)],
    )
    store.write_bytes(job.folder / FILE, as_json(residual.model_dump()))
    job.account.note("residual", "computed")
    return residual


def _fact(name: str, hits: int, of: int) -> ResidualFact:
    low, high = (round(bound, 6) for bound in interval(hits, of))
    return ResidualFact(type=name, pairs=hits, share=round(hits / of, 6) if of else 0.0, low=low, high=high)
