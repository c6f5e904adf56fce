"""Merged: in which other sources a survivor was seen, by the duplicates that went for it in the stages before."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.work import Partition

DUPLICATE = "duplicate."
SEEN_IN = pa.field("seen_in", pa.list_(pa.string()), nullable=False)


def with_merged(sketches: pa.Table, folder: Path, partitions: list[Partition], ledgers: tuple[str, ...]) -> pa.Table:
    """The sketches with a column that names the sources of what each pair stands for, besides its own."""
    seen = _seen(folder, partitions, ledgers)
    rows = [sorted(seen.get(pair_id, ())) for pair_id in sketches["pair_id"].to_pylist()] if seen else None
    column = pa.array(rows, SEEN_IN.type) if rows else pa.array([[]] * len(sketches), SEEN_IN.type)
    return sketches.append_column(SEEN_IN, column)


def _seen(folder: Path, partitions: list[Partition], ledgers: tuple[str, ...]) -> dict[str, set[str]]:
    """Stage by stage, since whoever survived one may go for another in the next."""
    seen: dict[str, set[str]] = defaultdict(set)
    for ledger in ledgers:
        went: list[tuple[str, str, str]] = []
        for partition in partitions:
            said = store.read_table(folder / "ledgers" / ledger / f"{partition.name}.parquet", _COLUMNS)
            said = said.filter(pc.and_(pc.equal(said["verdict"], "drop"), pc.starts_with(said["reason"], DUPLICATE)))
            rows = zip(said["pair_id"].to_pylist(), said["rival_id"].to_pylist(), strict=True)
            went += [(pair_id, rival, partition.source) for pair_id, rival in rows]
        for pair_id, rival, source in went:
            seen[rival] |= {source} | seen.pop(pair_id, set())
    return seen


_COLUMNS = ["pair_id", "verdict", "reason", "rival_id"]
