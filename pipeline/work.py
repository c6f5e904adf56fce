"""What a worker process does: one partition at a time, and nothing twice that a key says is done."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.failing import failure
from pipeline.ingest import RAW, Collected, Facts, Repeats, numbered, partitions, quarantine
from pipeline.keys import key
from pipeline.ledger import Tally, check, ordered, tally
from pipeline.reading import Hints, Part, Refused
from pipeline.recipe import Placed
from pipeline.vectors import LocalShelf
from schemas.apply import changes, fallen, rewrite
from schemas.errors import WinnowError

INGEST = "00-ingest"


@dataclass
class Account:
    """What was made anew, what was there already, and what was taken over from an earlier run."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note(self, what: str, how: str) -> None:
        self.counts[what, how] += 1


@dataclass(frozen=True)
class Place:
    """A run's folder, and the earlier runs of the same name that equal keys are taken from."""

    folder: Path
    earlier: tuple[Path, ...] = ()
    look_only: bool = False

    def kept(self, name: str, wanted: str) -> tuple[store.Footer, str] | None:
        """The file of this name if it was made under this key, here or in an earlier run."""
        for folder in (self.folder, *self.earlier):
            found = store.footer(folder / name)
            if found and found.key == wanted:
                if folder == self.folder:
                    return found, "reused"
                if not self.look_only:
                    store.link(folder / name, self.folder / name)
                return found, "linked"
        return None


@dataclass(frozen=True)
class Partition:
    """One partition of raw pairs, as the later steps know it."""

    name: str
    source: str
    pairs: int
    rejected: int
    content: str
    repeats: Repeats = ()


@dataclass(frozen=True)
class IngestTask:
    place: Place
    parts: tuple[Part, ...]
    hints: Hints
    adapter: Any
    facts: Facts
    limit: int | None
    key: str
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Ingested:
    partitions: list[Partition]
    account: Account
    tally: Tally


def ingest(task: IngestTask) -> Ingested:
    """Read the parts of a file that belong together; with a limit, all parts of a source in turn."""
    account, tallied = Account(), Tally(task.facts.source)
    made: list[Partition] = []
    left = task.limit
    for part in task.parts:
        found = kept_partitions(task, part, account) if left is None else None
        for partition in found or _read_part(task, part, left, account):
            made.append(partition)
            _count_rows(task.place.folder, partition, tallied)
            left = None if left is None else left - partition.pairs - partition.rejected
        if left is not None and left <= 0:
            break
    if task.refused:
        made.append(_refused(task, account))
        _count_rows(task.place.folder, made[-1], tallied)
    return Ingested(made, account, tallied)


def _refused(task: IngestTask, account: Account) -> Partition:
    """A partition without pairs that says which files of the source were not opened, and why."""
    collected = Collected()
    for file in task.refused:
        quarantine(collected, task.facts.source, file.name, 0, file.reason, file.evidence, None)
    return _write_partition(task, f"{task.facts.source}-refused", task.key, collected, "yes", account)


def _count_rows(folder: Path, partition: Partition, into: Tally) -> None:
    into.pairs += partition.pairs
    if partition.rejected:
        ledger = store.read_table(folder / "ledgers" / INGEST / f"{partition.name}.parquet")
        into.add(tally(partition.source, 0, [("ingest", ledger)]))


def _names(part: Part, source: str) -> Iterator[str]:
    place = sha256(part.name.encode()).hexdigest()[:8]
    number = 0
    while True:
        yield f"{source}-{place}-{part.index:03d}-{number:04d}"
        number += 1


def kept_partitions(task: IngestTask, part: Part, account: Account) -> list[Partition] | None:
    """The partitions of a part, if all of them are there up to the one marked as last."""
    wanted = _part_key(task, part)
    found: list[Partition] = []
    hows: list[str] = []
    for name in _names(part, task.facts.source):
        pairs = task.place.kept(f"pairs/{name}.parquet", wanted)
        ledger = task.place.kept(f"ledgers/{INGEST}/{name}.parquet", wanted)
        if not pairs or not ledger:
            return None
        found.append(Partition(name, task.facts.source, pairs[0].rows, ledger[0].rows, pairs[0].content))
        hows.append(ledger[1])
        if ledger[0].notes["last"] == "yes":
            for how in hows:
                account.note("ingest", how)
            return found
    return None


def _part_key(task: IngestTask, part: Part) -> str:
    return key(task.key, part.fingerprint, part.name, part.index, part.start, part.first_place, part.intact)


def _read_part(task: IngestTask, part: Part, limit: int | None, account: Account) -> Iterator[Partition]:
    names, wanted = _names(part, task.facts.source), _part_key(task, part)
    waiting: Collected | None = None
    for collected in partitions(part, task.hints, task.adapter, task.facts, limit):
        if waiting:
            yield _write_partition(task, next(names), wanted, waiting, "no", account)
        waiting = collected
    if waiting:
        yield _write_partition(task, next(names), wanted, waiting, "yes", account)


def _write_partition(
    task: IngestTask, name: str, wanted: str, collected: Collected, last: str, account: Account
) -> Partition:
    folder = task.place.folder
    rejects = collected.quarantine.table()
    pairs = store.write_table(folder / "pairs" / f"{name}.parquet", collected.pairs(), wanted)
    store.write_table(folder / "ledgers" / INGEST / f"{name}.parquet", rejects, wanted, last=last)
    account.note("ingest", "computed")
    return Partition(name, task.facts.source, pairs.rows, len(rejects), pairs.content)


@dataclass(frozen=True)
class PairTask:
    place: Place
    partition: Partition
    stages: tuple[tuple[Placed, str], ...]
    fixes: int
    texts_key: str
    batch: int
    shelf: LocalShelf


def to_be_made(task: PairTask, placed: Placed, stage_key: str) -> bool:
    """Whether no ledger of the stage's present code and settings is there for a partition."""
    folders = (task.place.folder, *task.place.earlier)
    footers = [store.footer(folder / _ledger(placed, task.partition)) for folder in folders]
    return all(footer is None or footer.notes.get("stage") != stage_key for footer in footers)


@dataclass(frozen=True)
class Judged:
    partition: Partition
    content: str
    ledgers: dict[str, str]
    tally: Tally
    account: Account
    seconds: dict[str, float]


def judge(task: PairTask) -> Judged:
    """All stages that look at each pair alone, then the text as it is fixed from here on."""
    account = Account()
    seen = key(task.partition.content, task.partition.repeats)
    pairs = _Lazy(task)
    ledgers: dict[str, str] = {}
    seconds: dict[str, float] = {}
    content = ""
    for number, (placed, stage_key) in enumerate(task.stages):
        if number == task.fixes:
            content = _fix_texts(task, pairs, seen, account)
        name = _ledger(placed, task.partition)
        began = time.monotonic()
        wanted = key(stage_key, seen)
        kept = task.place.kept(name, wanted)
        footer, how = kept or (_judge(task, placed, stage_key, pairs.shown(), wanted), "computed")
        account.note(placed.name, how)
        seconds[placed.name] = time.monotonic() - began
        ledgers[placed.name] = footer.content
        if footer.notes["changes"] == "yes":
            seen = key(seen, footer.content)
        pairs.follow(name, placed)
    if task.fixes >= len(task.stages):
        content = _fix_texts(task, pairs, seen, account)
    said = ((p.name, store.read_table(task.place.folder / _ledger(p, task.partition))) for p, _ in task.stages)
    counted = tally(task.partition.source, 0, said)
    return Judged(task.partition, content, ledgers, counted, account, seconds)


@dataclass
class _Lazy:
    """The pairs as the next stage sees them, read only when a stage has to look."""

    task: PairTask
    made: pa.Table | None = None
    waiting: list[tuple[str, Placed]] = field(default_factory=list)
    withheld: list[pa.Array] = field(default_factory=list)

    def shown(self) -> pa.Table:
        """The pairs but for those that a stage keeps from all later ones."""
        pairs = self.table()
        for ids in self.withheld:
            pairs = pairs.filter(pc.invert(pc.is_in(pairs["pair_id"], value_set=ids)))
        return pairs

    def table(self) -> pa.Table:
        folder = self.task.place.folder
        if self.made is None:
            raw = store.read_table(folder / "pairs" / f"{self.task.partition.name}.parquet", RAW.names)
            self.made = numbered(raw, self.task.partition.repeats)
        for name, placed in self.waiting:
            ledger = store.read_table(folder / name)
            self.made = rewrite(self.made, ledger)
            if placed.withholds:
                self.withheld.append(fallen(ledger))
        self.waiting = []
        return self.made

    def follow(self, ledger: str, placed: Placed) -> None:
        self.waiting.append((ledger, placed))


def _ledger(placed: Placed, partition: Partition) -> str:
    return f"ledgers/{placed.folder}/{partition.name}.parquet"


def _judge(task: PairTask, placed: Placed, stage_key: str, pairs: pa.Table, wanted: str) -> store.Footer:
    batches = [pairs.slice(at, task.batch) for at in range(0, max(1, len(pairs)), task.batch)]
    said = pa.concat_tables([_said(placed, batch, task) for batch in batches])
    decisions = ordered(said, pairs["pair_id"], placed.name)
    changed = "yes" if changes(decisions) else "no"
    path = task.place.folder / _ledger(placed, task.partition)
    return store.write_table(path, decisions, wanted, changes=changed, stage=stage_key)


def _said(placed: Placed, batch: pa.Table, task: PairTask) -> pa.Table:
    """What a stage says of a batch."""
    stage: Any = placed.stage
    said = by_stage(placed.name, f" on the partition {task.partition.name}", stage.judge, batch, task.shelf)
    check(said, placed.name)
    return said


def by_stage(name: str, where: str, say: Callable[..., pa.Table], *given: Any) -> pa.Table:
    """What a stage says; where it fails it is named, and its message, which may quote a record, is not."""
    try:
        return say(*given)
    except WinnowError:
        raise
    except Exception as error:
        failed = failure(error, f"the stage {name!r}{where}")
    raise failed


def _fix_texts(task: PairTask, pairs: _Lazy, seen: str, account: Account) -> str:
    name = f"texts/{task.partition.name}.parquet"
    wanted = key(task.texts_key, seen)
    kept = task.place.kept(name, wanted)
    account.note("texts", kept[1] if kept else "computed")
    footer = kept[0] if kept else store.write_table(task.place.folder / name, pairs.table(), wanted)
    return footer.content
