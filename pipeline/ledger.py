"""Ledgers: what the stages said of one partition, checked, ordered and counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.apply import FALLEN
from schemas.decision import DECISION, VERDICTS
from schemas.errors import WinnowError

TAKES = (*FALLEN, "hold")


def check(decisions: pa.Table, stage: str) -> None:
    """What a stage of somebody's own may get wrong."""
    if not isinstance(decisions, pa.Table) or decisions.schema != DECISION:
        raise WinnowError(f"the stage {stage!r} returned no DECISION table; build it with Decisions().table()")
    unknown = set(pc.unique(decisions["verdict"]).to_pylist()) - set(VERDICTS)
    if unknown:
        known = ", ".join(VERDICTS)
        raise WinnowError(f"the stage {stage!r} returned unknown verdicts {sorted(unknown)}; it may say {known}")


def ordered(decisions: pa.Table, ids: pa.ChunkedArray, stage: str) -> pa.Table:
    """The decisions in the row order of the ids that they speak of; one that names no such pair is refused."""
    check(decisions, stage)
    places = places_of(decisions, ids)
    if places.null_count:
        raise WinnowError(f"the stage {stage!r} decided on a pair that it was not given; name pairs by their pair_id")
    order = pc.sort_indices(pa.table({"place": places, "row": pa.array(range(len(places)), pa.int64())}), _BY_PLACE)
    return decisions.take(order).combine_chunks()


_BY_PLACE = [("place", "ascending"), ("row", "ascending")]


def places_of(decisions: pa.Table, ids: pa.ChunkedArray) -> pa.Array:
    """For each decision the row among `ids`. The index is built over the decisions, which are fewer."""
    named = pc.unique(decisions["pair_id"]).cast(pa.string())
    hits = pc.index_in(ids, value_set=named)
    hits = hits.combine_chunks() if isinstance(hits, pa.ChunkedArray) else hits
    rows = pc.indices_nonzero(pc.is_valid(hits))
    slots = np.full(len(named), -1, dtype=np.int64)
    slots[hits.take(rows).to_numpy()] = rows.to_numpy()
    found = pa.array(slots, mask=slots < 0)
    which = pc.index_in(decisions["pair_id"], value_set=named)
    return found.take(which.combine_chunks() if isinstance(which, pa.ChunkedArray) else which)


@dataclass
class Tally:
    """What became of the pairs of one source: first takes by stage and reason, and who else would have taken them."""

    source: str
    pairs: int = 0
    first: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    any: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    only: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    said: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.pairs += other.pairs
        for name in ("first", "any", "only", "said"):
            getattr(self, name).update(getattr(other, name))

    def rows_in(self) -> int:
        """Pairs made by the adapter, rows rejected, and one for each unreadable region."""
        return self.pairs + sum(n for (stage, _, _), n in self.any.items() if stage == "ingest")

    def taken(self, verdicts: Iterable[str]) -> int:
        """How many pairs went by these verdicts, each counted where it went first."""
        return sum(count for (_, verdict, _), count in self.first.items() if verdict in verdicts)

    def by_stage(self, stage: str) -> int:
        """How many pairs this stage alone or with others would take."""
        return sum(count for (name, verdict, _), count in self.any.items() if name == stage and verdict in FALLEN)


def tally(source: str, pairs: int, ledgers: Iterable[tuple[str, pa.Table]]) -> Tally:
    """The count over one partition's ledgers, in the order of the chain."""
    counted = Tally(source, pairs)
    takers: dict[str, list[tuple[str, str, str]]] = {}
    for stage, ledger in ledgers:
        for pair_id, verdict, reason in _firsts(ledger):
            counted.said[stage, verdict, reason] += 1
            if verdict in TAKES:
                takers.setdefault(pair_id, []).append((stage, verdict, reason))
    for taken_by in takers.values():
        counted.first[taken_by[0]] += 1
        if len(taken_by) == 1:
            counted.only[taken_by[0]] += 1
        counted.any.update(taken_by)
    return counted


def _firsts(ledger: pa.Table) -> Iterator[tuple[str, str, str]]:
    """Each pair once with what takes it away, and once for every other thing said of it."""
    gone: set[str] = set()
    seen: set[tuple[str, str, str]] = set()
    rows = zip(*(ledger[name].to_pylist() for name in ("pair_id", "verdict", "reason")), strict=True)
    for row in sorted(rows, key=lambda row: row[1] not in FALLEN):  # a drop beats the rest
        if row[1] in TAKES:
            if row[0] in gone:
                continue
            gone.add(row[0])
        elif row in seen:
            continue
        seen.add(row)
        yield row
