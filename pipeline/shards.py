"""Shards: what is kept, in one seeded order over the whole set, as a folder that `datasets.load_dataset` opens."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.card import write_card
from pipeline.job import Job
from pipeline.ledger import Tally
from pipeline.standing import standing
from pipeline.work import Partition
from schemas.apply import fallen
from schemas.decision import DECISION
from schemas.manifest import ShardFact, SourceFact
from schemas.pair import PAIR, TURN, messages, prompt
from stages.normal import hash64

WORK = ".work"
SPLITS = ("train", "heldout")
FACTS = ("pair_id", "source", "licence", "domain", "made_by", "task", "kind", "steps", "source_task", "language")
TURNS = pa.list_(pa.field("element", TURN, nullable=False))


@dataclass(frozen=True)
class DealTask:
    folder: Path
    partition: Partition
    ledgers: tuple[str, ...]
    seed: int
    shards: dict[str, int]


def deal(task: DealTask) -> Counter[tuple[str, int]]:
    """Sort the kept pairs of one partition into the shards that they belong to."""
    dealt: Counter[tuple[str, int]] = Counter()
    kept = standing(task.folder, task.partition.name, task.ledgers)
    order = np.fromiter((place(i, task.seed) for i in kept["pair_id"].to_pylist()), np.uint64, len(kept))
    kept = kept.append_column("order", pa.array(order))
    held = pc.is_in(kept["pair_id"], value_set=_held(task))
    for split, mask in zip(SPLITS, (pc.invert(held), held), strict=True):
        rows = kept.filter(mask)
        count = task.shards[split]
        shard = _shard_of(rows["order"].to_numpy(), count)
        for number in np.unique(shard).tolist():
            piece = rows.filter(pa.array(shard == number))
            _write_piece(task.folder, split, number, task.partition.name, piece)
            dealt[split, number] = len(piece)
    return dealt


def place(pair_id: str, seed: int) -> int:
    """Where a pair stands in the order of its split, and in that of any sample."""
    return hash64(pair_id, b"%d" % seed)


def _held(task: DealTask) -> pa.Array:
    said = [
        store.read_table(task.folder / "ledgers" / name / f"{task.partition.name}.parquet") for name in task.ledgers
    ]
    return fallen(pa.concat_tables([DECISION.empty_table(), *said]), ("hold",))


def _shard_of(order: Any, count: int) -> Any:
    """Equal ranges of the order, so that shards one after another are the whole shuffled set."""
    width = np.uint64(2**64 // count + 1) if count > 1 else np.uint64(2**64 - 1)
    return np.minimum(order // width, np.uint64(count - 1))


def _piece(folder: Path, split: str, number: int) -> Path:
    return folder / WORK / f"{split}-{number:05d}"


def _write_piece(folder: Path, split: str, number: int, partition: str, rows: pa.Table) -> None:
    path = _piece(folder, split, number) / f"{partition}.arrow"
    path.parent.mkdir(parents=True, exist_ok=True)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows)


@dataclass(frozen=True)
class ShardTask:
    folder: Path
    split: str
    number: int
    of: int
    notes: dict[str, str]


def write_shard(task: ShardTask) -> tuple[dict[str, str], Counter[str]]:
    """One shard in both configs; returns the files' names by config, and the pairs by source."""
    pieces = sorted(_piece(task.folder, task.split, task.number).glob("*.arrow"))
    tables = [pa.ipc.open_file(pa.memory_map(str(path))).read_all() for path in pieces]
    if not tables:
        tables = [PAIR.append(pa.field("order", pa.uint64())).empty_table()]
    pairs = pa.concat_tables(tables)
    pairs = pairs.take(pc.sort_indices(pairs, sort_keys=[("order", "ascending"), ("pair_id", "ascending")]))
    rows = pairs.select(["system", "history", "instruction", "input", "output"]).to_pylist()
    facts = pairs.select(FACTS)
    files: dict[str, str] = {}
    for config, columns in CONFIGS.items():
        table = facts
        for name, turns in columns.items():
            table = table.append_column(pa.field(name, TURNS), pa.array([turns(row) for row in rows], TURNS))
        name = f"shards/{config}/{task.split}-{task.number:05d}-of-{task.of:05d}.parquet"
        store.write_table(task.folder / name, table, task.notes["run_id"], **task.notes)
        files[config] = name
    return files, Counter(pairs["source"].to_pylist())


def _answer(row: dict[str, Any]) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": row["output"]}]


CONFIGS: dict[str, dict[str, Callable[[dict[str, Any]], list[dict[str, str]]]]] = {
    "messages": {"messages": messages},
    "prompt-completion": {"prompt": prompt, "completion": _answer},
}


def write_shards(job: Job, partitions: list[Partition], facts: list[SourceFact]) -> None:
    """Both configs in all splits that hold anything, the template, the card and a manifest that stands alone."""
    clean_up(job.folder)
    store.sweep(job.folder / "shards", set())
    taken = Counter[str]()
    for tally in job.tallies.values():
        held = tally.taken(["hold"])
        taken.update(heldout=held, train=tally.pairs - held - tally.taken(["drop"]) - _quarantined_pairs(tally))
    shards = {split: max(1, -(-taken[split] // job.recipe.shards.shard_pairs)) for split in SPLITS}
    deals = [DealTask(job.folder, p, job.ledgers(), job.recipe.run.seed, shards) for p in partitions]
    for _ in job.progress.over(job.engine.map(deal, deals), "deal", len(deals)):
        pass
    notes = {"run_id": job.run_id, "template": job.recipe.template.name, "template_sha256": job.recipe.template.sha256}
    tasks = [
        ShardTask(job.folder, split, number, shards[split], notes)
        for split in SPLITS
        for number in range(shards[split])
        if taken[split] or split == "train"
    ]
    job.written = {split: Counter() for split in SPLITS}
    shard_facts: list[ShardFact] = []
    for task, (files, sources) in zip(
        tasks, job.progress.over(job.engine.map(write_shard, tasks), "shards", len(tasks), "shard"), strict=True
    ):
        job.written[task.split].update(sources)
        shard_facts += [_shard_fact(job.folder, name, config, task.split, sources) for config, name in files.items()]
    write_card(job, shard_facts, facts)


def _quarantined_pairs(tally: Tally) -> int:
    return sum(n for (stage, verdict, _), n in tally.first.items() if verdict == "quarantine" and stage != "ingest")


def _shard_fact(folder: Path, name: str, config: str, split: str, sources: Counter[str]) -> ShardFact:
    path = folder / name
    return ShardFact(
        file=name.removeprefix("shards/"),
        config=config,
        split=split,
        rows=sources.total(),
        sha256=store.sha256(path),
        size_bytes=path.stat().st_size,
    )


def clean_up(folder: Path) -> None:
    shutil.rmtree(folder / WORK, ignore_errors=True)
