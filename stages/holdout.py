"""Judges which pairs are kept back from training: whole asks and whole conversations, drawn by hash."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.decision import Decisions
from schemas.stage import Shelf
from stages.normal import asks, hash64

Hashes = npt.NDArray[np.uint64]
_TOP = float(2**64)


@dataclass(frozen=True)
class Holdout:
    """`share` of every source; `sources` says otherwise for one: a share (0.05) or a number of pairs (200)."""

    name: ClassVar[str] = "holdout"
    defect: ClassVar[bool] = False
    seed: int = 0
    share: float = 0.02
    sources: dict[str, int | float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1:
            raise ValueError(f"share = {self.share} is no share; write a number from 0 up to, but not, 1")
        for name, wanted in self.sources.items():
            if wanted < 0 or (isinstance(wanted, float) and wanted >= 1):
                raise ValueError(f"{name} = {wanted} is neither a share (0.05) nor a whole number of pairs (200)")

    def sketch(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        ask = np.fromiter((hash64(text) for text in asks(pairs)), np.uint64, len(pairs))
        group = np.fromiter((hash64(name) for name in pairs["group"].to_pylist()), np.uint64, len(pairs))
        source = pairs["source"].combine_chunks().dictionary_encode()
        return pa.table({"pair_id": pairs["pair_id"], "source": source, "ask": ask, "group": group})

    def settle(self, sketches: pa.Table, shelf: Shelf) -> pa.Table:
        decisions = Decisions()
        if not len(sketches):
            return decisions.table()
        unit = _units(sketches["ask"].to_numpy(), sketches["group"].to_numpy())
        draw = _draws(unit, self.seed)
        names, source = _sources(sketches, unit)
        for number, name in enumerate(names):
            wanted = self.sources.get(name, self.share)
            mine = np.flatnonzero(source == number)
            held = _first(mine, unit, draw, wanted) if isinstance(wanted, int) else mine[draw[mine] < wanted]
            ids = sketches["pair_id"].take(pa.array(held)).to_pylist()
            for pair_id, score in sorted(zip(ids, draw[held].tolist(), strict=True)):
                _hold(decisions, pair_id, score, wanted)
        return decisions.table()


def _hold(decisions: Decisions, pair_id: str, score: float, wanted: int | float) -> None:
    threshold = None if isinstance(wanted, int) else wanted
    evidence = f"drawn for the held-out split ({wanted} {'pairs' if threshold is None else 'share'} of its source)"
    decisions.say(pair_id, "hold", "holdout.draw", evidence, score=score, threshold=threshold)


def _units(ask: Hashes, group: Hashes) -> Hashes:
    """What must stay together has one number: equal asks, and pairs of one group, and so on through both."""
    unit = ask
    while True:
        wider = _least(_least(unit, group), ask)
        if np.array_equal(wider, unit):
            return unit
        unit = wider


def _least(value: Hashes, by: Hashes) -> Hashes:
    """For every row the least value among the rows with an equal `by`."""
    _, where = np.unique(by, return_inverse=True)
    order = np.argsort(where, kind="stable")
    starts = np.flatnonzero(np.diff(where[order], prepend=-1))
    least: Hashes = np.minimum.reduceat(value[order], starts)
    return least[where]


def _draws(unit: Hashes, seed: int) -> npt.NDArray[np.float64]:
    """A number in [0, 1) for every unit, by splitmix64: another source never reshuffles it."""
    x = unit ^ np.uint64(hash64(str(seed), b"holdout"))
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray((x ^ (x >> np.uint64(31))) / _TOP, dtype=np.float64)


def _sources(sketches: pa.Table, unit: Hashes) -> tuple[list[str], npt.NDArray[Any]]:
    """The names of the sources, and for every row the one that its unit counts for: the first by name."""
    column = sketches["source"].combine_chunks()
    names = sorted(set(column.dictionary.to_pylist()))
    rank = np.array([names.index(name) for name in column.dictionary.to_pylist()], dtype=np.uint64)
    return names, _least(rank[column.indices.to_numpy()], unit)


def _first(mine: npt.NDArray[Any], unit: Hashes, draw: npt.NDArray[np.float64], wanted: int) -> npt.NDArray[Any]:
    """Whole units in the order of their draw, as many as fit into the wanted number of pairs."""
    taken: list[npt.NDArray[Any]] = []
    room = wanted
    ordered = mine[np.lexsort((unit[mine], draw[mine]))]
    for members in np.split(ordered, np.flatnonzero(np.diff(unit[ordered])) + 1):
        if room == 0:
            break
        if 0 < len(members) <= room:
            taken.append(members)
            room -= len(members)
    return np.concatenate(taken) if taken else mine[:0]
