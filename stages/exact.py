"""Judges copies: pairs whose ask and answer are equal in the normalised view. The best ranked one survives."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemas.decision import Decisions
from schemas.stage import Shelf
from stages.normal import asks, folded, hash128

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Exact:
    name: ClassVar[str] = "exact"
    defect: ClassVar[bool] = True

    def sketch(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        """16 bytes of hash, the id and its rank."""
        answers = (folded(output) for output in pairs["output"].to_pylist())
        hashes = [hash128(f"{ask}\x1d{answer}") for ask, answer in zip(asks(pairs), answers, strict=True)]
        keys = np.array(hashes, dtype=np.uint64).reshape(-1, 2)
        return pa.table({"pair_id": pairs["pair_id"], "rank": pairs["rank"], "key": keys[:, 0], "check": keys[:, 1]})

    def settle(self, sketches: pa.Table, shelf: Shelf) -> pa.Table:
        decisions = Decisions()
        survivor, last = "", None
        for pair_id, *key in _repeated(sketches):
            if key != last:
                survivor, last = pair_id, key
                continue
            evidence = f"same ask and answer as {survivor}, but for case, white space and invisible characters"
            decisions.say(pair_id, "drop", "duplicate.exact", evidence, score=1.0, threshold=1.0, rival_id=survivor)
        return decisions.table()


def _repeated(sketches: pa.Table) -> list[tuple[str, int, int]]:
    """The rows whose key occurs more than once, equal keys together, the best ranked first."""
    keys = sketches["key"].to_numpy().copy()
    keys.sort()
    repeated = np.unique(keys[1:][keys[1:] == keys[:-1]])
    del keys
    batches = [batch.filter(pa.array(_among(batch["key"].to_numpy(), repeated))) for batch in sketches.to_batches()]
    rows = pa.Table.from_batches(batches, sketches.schema)
    best_first = [(name, "ascending") for name in ("key", "check", "rank", "pair_id")]
    rows = rows.take(pc.sort_indices(rows, sort_keys=best_first))
    return list(zip(*(rows[name].to_pylist() for name in ("pair_id", "key", "check")), strict=True))


def _among(keys: Hashes, repeated: Hashes) -> npt.NDArray[np.bool_]:
    """Which keys are repeated ones; a search holds less memory than numpy's set operations."""
    if not len(repeated):
        return np.zeros(len(keys), np.bool_)
    places = np.minimum(np.searchsorted(repeated, keys), len(repeated) - 1)
    return np.asarray(repeated[places] == keys)
