"""What the join needs of each standing pair: its window, guard, group and signature; vectors are made on the way."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipeline import store
from pipeline.cache import Keys
from pipeline.keys import key
from pipeline.standing import STANDING, standing
from pipeline.vectors import LocalShelf
from pipeline.work import Account, Partition, Place
from schemas.apply import named
from stages.asks import asks_of, guard, plain
from stages.dedup.lexical import PERMUTATIONS, signatures
from stages.dedup.weigh import whole
from stages.normal import asks, hash64

FOLDER = "join"
WINDOW_BYTES = 16
SCHEMA = pa.schema(
    [
        pa.field("pair_id", pa.string(), nullable=False),
        pa.field("rank", pa.int32(), nullable=False),
        pa.field("window", pa.binary(WINDOW_BYTES), nullable=False),
        pa.field("unknown", pa.float32(), nullable=False),
        pa.field("guard", pa.uint64(), nullable=False),
        pa.field("ask", pa.uint64(), nullable=False),
        pa.field("group", pa.uint64(), nullable=False),
        pa.field("signature", pa.binary(4 * PERMUTATIONS), nullable=False),
    ]
)


@dataclass(frozen=True)
class WindowsTask:
    place: Place
    partition: Partition
    ledgers: tuple[str, ...]
    key: str
    shelf: LocalShelf
    afresh: bool = False  # the vectors are gone, whatever the file says


def windows(task: WindowsTask) -> tuple[str, Account]:
    """Writes what the join needs of one partition's standing pairs; its content's hash, and what was computed."""
    account = Account()
    name, wanted = f"{FOLDER}/{task.partition.name}.parquet", key(task.key, task.partition.name)
    kept = None if task.afresh else task.place.kept(name, wanted)
    if kept:
        account.note(FOLDER, kept[1])
        return kept[0].content, account
    pairs = named(standing(task.place.folder, task.partition.name, task.ledgers, STANDING))
    table = joinable(pairs, task.shelf)  # the encoder makes its own batches
    account.note(FOLDER, "computed")
    return store.write_table(task.place.folder / name, table, wanted).content, account


@dataclass(frozen=True)
class ReferencesTask:
    shelf: LocalShelf
    start: int
    stop: int


def embed(task: ReferencesTask) -> None:
    """Some items of the reference sets, so that the cache holds their vectors."""
    task.shelf.vectors([plain(text) for _, _, text in task.shelf.references()[task.start : task.stop]])


def keys_of(windows: pa.ChunkedArray) -> Keys:
    """The keys of windows as the cache knows them."""
    return np.frombuffer(b"".join(windows.to_pylist()), "<u8").reshape(-1, 2)


def joinable(pairs: pa.Table, shelf: LocalShelf) -> pa.Table:
    """One row a pair: what the join needs of it."""
    made = list(asks_of(pairs))
    vectors = shelf.vectors(made)
    alone = [
        pair_id == group for pair_id, group in zip(*(pairs[n].to_pylist() for n in ("pair_id", "group")), strict=True)
    ]
    groups = [0 if one else hash64(g) for one, g in zip(alone, pairs["group"].to_pylist(), strict=True)]
    signed = signatures(whole(ask, out) for ask, out in zip(made, pairs["output"].to_pylist(), strict=True))
    return pa.table(
        {
            "pair_id": pairs["pair_id"],
            "rank": pairs["rank"].cast(pa.int32()),
            "window": pa.array([row.tobytes() for row in vectors.keys], pa.binary(WINDOW_BYTES)),
            "unknown": vectors.unknown,
            "guard": np.fromiter((guard(ask.text) for ask in made), np.uint64, len(made)),
            "ask": np.fromiter((hash64(text) for text in asks(pairs)), np.uint64, len(made)),
            "group": np.array(groups, np.uint64),
            "signature": pa.array([row.tobytes() for row in signed], pa.binary(4 * PERMUTATIONS)),
        },
        schema=SCHEMA,
    )
