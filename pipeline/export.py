"""Export: the kept pairs as a file that other tools read, in the order of the shards."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.keeping import cleared, new_file
from pipeline.opened import SPLITS, OpenRun, Split
from pipeline.run import MANIFEST
from schemas.errors import RecipeError
from schemas.pair import messages
from stages.normal import hash64

Format = Literal["jsonl", "alpaca", "sharegpt", "messages"]
BUCKET_PAIRS, MOST_BUCKETS = 25_000, 256
BATCH = 1024
TRACES = ("origin", "meta")  # they lead back to the raw row, or were never looked at
ENDINGS = (".jsonl", ".json")
MOST_ROW_BYTES = 1 << 26
SPEAKERS = {"system": "system", "user": "human", "assistant": "gpt"}


@dataclass(frozen=True)
class Wish:
    """What an export is to be; `full` adds where each pair came from, `rekey` takes its traceable id away."""

    format: Format
    split: Literal["train", "heldout", "all"] = "train"
    rekey: bool = False
    full: bool = False
    skip_unfit: bool = False

    @property
    def splits(self) -> tuple[Split, ...]:
        return SPLITS if self.split == "all" else (self.split,)


def export(run: OpenRun, wish: Wish, target: Path, force: bool = False) -> dict[str, Any]:
    """Write the file, whole or not at all; returns what it holds."""
    if wish.rekey and wish.full:
        raise RecipeError("--full tells each pair's file and row, which --rekey is there to hide; choose one of them")
    writable(run, target, force)
    unfit = _unfit_count(run, wish) if wish.format == "alpaca" else 0
    if unfit and not wish.skip_unfit:
        raise RecipeError(
            f"{run.folder}: {unfit:,} pairs have a system text or turns before the ask, which alpaca cannot hold; "
            "take another format, or leave them out with --skip-unfit"
        )
    pairs = written(target, partial(_rows, run, wish))
    told = {"file": str(target), "format": wish.format, "split": wish.split}
    return told | {"pairs": pairs, "left_out": unfit, "size_bytes": target.stat().st_size}


def writable(run: OpenRun, target: Path, force: bool) -> None:
    """The file's name says what is in it, and --force goes over nothing but an earlier export."""
    if target.suffix.lower() not in ENDINGS:
        told = (
            "standard output is not written to" if str(target) == "-" else "its ending tells no format that is written"
        )
        raise RecipeError(f"{target}: {told}; name a file that ends in {' or '.join(ENDINGS)}")
    there = os.path.exists(new_file(target, force))
    if there and (not _is_export(target) or _is_source(run, target)):
        raise RecipeError(
            f"{target}: --force writes only over an earlier export, and this may be a source; name another file, or "
            "remove this one first"
        )


def _is_export(path: Path) -> bool:
    """Whether the first row is one of ours; an empty split is a file of nothing."""
    try:
        with open(path, "rb") as file:
            head = file.readline(MOST_ROW_BYTES)
            first = file.readline(MOST_ROW_BYTES) if head == b"[\n" else head
    except OSError:
        return False
    if first in (b"", b"\n", b"]\n"):
        return True
    try:
        row = orjson.loads(first.rstrip(b",\n"))
    except orjson.JSONDecodeError:
        return False
    return isinstance(row, dict) and {"pair_id", "source", "licence"} <= row.keys()


def _is_source(run: OpenRun, path: Path) -> bool:
    """Whether the run may have read it: it is older than the run and bears the name of a file that the run read."""
    if path.stat().st_mtime_ns > (run.folder / MANIFEST).stat().st_mtime_ns:
        return False
    return any(Path(name).name == path.name for name in run.files_read())


def written(target: Path, rows: Callable[[Path], Iterable[dict[str, Any]]]) -> int:
    """JSON Lines; where the file's name ends in .json one array. `rows` is given a folder to work in."""
    try:
        with cleared(target):
            return _written(target, rows)
    except OSError as error:
        raise RecipeError(f"{target}: cannot be written ({error.strerror}); choose another place") from None


def _written(target: Path, rows: Callable[[Path], Iterable[dict[str, Any]]]) -> int:
    is_array = target.suffix.lower() == ".json"
    opening, between, closing = (b"[\n", b",\n", b"\n]\n") if is_array else (b"", b"\n", b"\n")
    count = 0
    with store.replacing(target) as file, tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as work:
        file.write(opening)
        for row in rows(Path(work)):
            file.write((between if count else b"") + orjson.dumps(row))
            count += 1
        file.write(closing if count or opening else b"")
    return count


def _rows(run: OpenRun, wish: Wish, work: Path) -> Iterator[dict[str, Any]]:
    keys = _Keys()
    shaped = SHAPES[wish.format]
    for split in wish.splits:
        for table in ordered(run, split, work, wish.rekey):
            for batch in table.to_batches(BATCH):
                for pair in batch.to_pylist():
                    if wish.format == "alpaca" and _is_unfit(pair):
                        continue
                    yield shaped(keys.new(pair) if wish.rekey else pair, wish)


def ordered(run: OpenRun, split: Split, work: Path, by_text: bool = False) -> Iterator[pa.Table]:
    """The pairs of a split in the order of its shards; on the way they lie in files, sorted roughly, then finely."""
    count = sum(lane.train if split == "train" else lane.held for lane in run.manifest.lanes.values())
    buckets = min(MOST_BUCKETS, -(-count // BUCKET_PAIRS) or 1)
    width = 2**64 // buckets + 1
    files = [work / f"{split}-{number:03d}.arrow" for number in range(buckets)]
    with contextlib.ExitStack() as stack:
        writers: dict[int, Any] = {}
        for pairs in run.pair_batches(split):
            order = _order(run, pairs, by_text)
            pairs = pairs.append_column("order", pa.array(order))
            bucket = np.zeros(len(pairs), np.uint64) if buckets == 1 else order // np.uint64(width)
            for number in np.unique(bucket).tolist():
                if number not in writers:
                    file = stack.enter_context(open(files[number], "wb"))
                    writers[number] = stack.enter_context(pa.ipc.new_stream(file, pairs.schema))
                writers[number].write_table(pairs.filter(pa.array(bucket == number)))
    for number in sorted(writers):
        with open(files[number], "rb") as written:
            table = pa.ipc.open_stream(written).read_all()
        os.unlink(files[number])
        yield table.take(pc.sort_indices(table, sort_keys=[("order", "ascending"), ("pair_id", "ascending")]))


def _order(run: OpenRun, pairs: pa.Table, by_text: bool) -> Any:
    """The number that the shards are sorted by: a hash of the id, or of the text where the id must not be guessed."""
    seed = b"%d" % run.manifest.recipe["run"]["seed"]
    texts = (str(messages(pair)) for pair in pairs.to_pylist()) if by_text else pairs["pair_id"].to_pylist()
    return np.fromiter((hash64(text, seed) for text in texts), np.uint64, len(pairs))


@dataclass
class _Keys:
    """Ids by number, in the order of the file; pairs of one group still share a group."""

    count: int = 0
    groups: dict[str, str] = field(default_factory=dict)

    def new(self, pair: dict[str, Any]) -> dict[str, Any]:
        self.count += 1
        name = f"{pair['source']}-{self.count:08d}"
        alone = pair["group"] == pair["pair_id"]
        return pair | {"pair_id": name, "group": name if alone else self.groups.setdefault(pair["group"], name)}


def _is_unfit(pair: dict[str, Any]) -> bool:
    return bool(pair["system"] or pair["history"])


def _unfit_count(run: OpenRun, wish: Wish) -> int:
    """How many pairs alpaca cannot hold."""
    return sum(
        pc.sum(pc.or_(pc.not_equal(b["system"], ""), pc.greater(pc.list_value_length(b["history"]), 0))).as_py() or 0
        for split in wish.splits
        for b in run.pair_batches(split)
    )


def _about(pair: dict[str, Any], wish: Wish) -> dict[str, Any]:
    """What every format says of a pair beside its texts, so that it can be cited, found and erased."""
    names = [
        "pair_id",
        "source",
        "licence",
        *(["split"] if wish.split == "all" else []),
        *(TRACES if wish.full else []),
    ]
    return {name: pair[name] for name in names}


def _jsonl(pair: dict[str, Any], wish: Wish) -> dict[str, Any]:
    return {name: value for name, value in pair.items() if name != "order" and (wish.full or name not in TRACES)}


def _alpaca(pair: dict[str, Any], wish: Wish) -> dict[str, Any]:
    return {name: pair[name] for name in ("instruction", "input", "output")} | _about(pair, wish)


def _sharegpt(pair: dict[str, Any], wish: Wish) -> dict[str, Any]:
    turns = [{"from": SPEAKERS[turn["role"]], "value": turn["content"]} for turn in messages(pair)]
    return {"conversations": turns} | _about(pair, wish)


def _messages(pair: dict[str, Any], wish: Wish) -> dict[str, Any]:
    return {"messages": messages(pair)} | _about(pair, wish)


SHAPES: dict[Format, Callable[[dict[str, Any], Wish], dict[str, Any]]] = {
    "jsonl": _jsonl,
    "alpaca": _alpaca,
    "sharegpt": _sharegpt,
    "messages": _messages,
}
