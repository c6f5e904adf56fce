"""Asking again: in a crowd of which few pairs were compared, nobody who lost its survivor stays beside another."""

import numpy as np
import pyarrow as pa
import pytest

from pipeline import asking
from pipeline.asking import Crowd, asked_again
from pipeline.edges import EDGE, Numbers
from pipeline.recipe import Placed
from stages.dedup import Dedup

COUNT, FLOOR = 160, 0.92
STAGE = Dedup(threshold=FLOOR)


def crowd_of(seed: int) -> Crowd:
    """Rows that all lie close; every second one of those that a stage sees stands in the crowd."""
    draw = np.random.default_rng(seed)
    vectors = 1 + draw.normal(0, 0.3, (COUNT, 24))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    guard, group = draw.integers(0, 2, COUNT).astype(np.uint64), draw.integers(0, 40, COUNT).astype(np.uint64)
    return Crowd(np.arange(COUNT) * 2, vectors.astype(np.float32), guard, group, np.arange(COUNT, dtype=np.uint64))


def sketches() -> pa.Table:
    rows = 2 * COUNT
    return pa.table(
        {
            "pair_id": [f"p{at:03}" for at in range(rows)],
            "rank": pa.array(range(rows), pa.int32()),
            "ask": np.arange(rows, dtype=np.uint64),
            "answer": np.zeros(rows, np.uint64),
            "kind": np.zeros(rows, np.uint8),
            "polarity": np.zeros(rows, np.int8),
        }
    )


def said_of(edges: pa.Table, seed: int) -> pa.Table:
    """Whether two say the same, by chance, but always alike of the same two."""
    same = np.triu(np.random.default_rng(seed).random((2 * COUNT, 2 * COUNT)) < 0.15)
    apart = np.where(same[edges["a"].to_numpy(), edges["b"].to_numpy()], "", "word")
    said = {"answers": "agree", "first": "", "second": "", "lexical": np.float32(0)}
    for name, value in {**said, "apart": None}.items():
        column = pa.array(apart.astype(object)) if value is None else pa.repeat(pa.scalar(value), len(edges))
        edges = edges.append_column(name, column)
    return edges


def close(crowd: Crowd) -> pa.Table:
    """All pairs that could be edges."""
    one, other = np.triu_indices(COUNT, 1)
    cosine = (crowd.vectors[one] * crowd.vectors[other]).sum(axis=1)
    group = crowd.group
    fine = (cosine >= FLOOR) & (crowd.guard[one] == crowd.guard[other])
    fine &= (group[one] == 0) | (group[one] != group[other])
    a, b = crowd.rows[one[fine]], crowd.rows[other[fine]]
    columns = {"a": a, "b": b, "similarity": cosine[fine], "measure": pa.repeat("cosine", len(a))}
    return pa.table(columns, schema=EDGE)


def bereft_beside(crowd: Crowd, found: pa.Table, seed: int) -> int:
    """How many pairs would still have to go, of those of which one lost its survivor and both stay."""
    left = STAGE.left(sketches(), found)
    stays, lost = (left[name].to_numpy() for name in ("stays", "lost"))
    every = said_of(close(crowd), seed)
    a, b = every["a"].to_numpy(), every["b"].to_numpy()
    same = every["apart"].to_numpy() == ""
    return int((same & stays[a] & stays[b] & (lost[a] | lost[b])).sum())


@pytest.mark.parametrize("at_first", [1, 64])
@pytest.mark.parametrize("seed", range(6))
def test_until_nobody_is_left(seed: int, at_first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "AT_FIRST", at_first)
    monkeypatch.setattr(asking, "ASKED", 7)
    crowd = crowd_of(seed)
    every = close(crowd)
    few = every.filter(pa.array(np.random.default_rng(seed).random(len(every)) < 0.3))
    start = said_of(few, seed)
    weighed: list[Numbers] = []

    def weigh(edges: pa.Table) -> pa.Table:
        assert edges.schema == EDGE
        weighed.append(edges["a"].to_numpy() * 10_000 + edges["b"].to_numpy())
        return said_of(edges, seed)

    found = asked_again(Placed(STAGE, "", "07-dedup"), sketches(), start, crowd, crowd.met(few), weigh)
    assert bereft_beside(crowd, start, seed) > 0
    assert bereft_beside(crowd, found, seed) == 0
    keys = np.concatenate([few["a"].to_numpy() * 10_000 + few["b"].to_numpy(), *weighed])
    assert len(keys) == len(np.unique(keys)) == len(found), "no two are compared twice"
    assert set(keys.tolist()) < set((every["a"].to_numpy() * 10_000 + every["b"].to_numpy()).tolist())


def test_nobody_is_asked_where_nobody_lost_anything() -> None:
    crowd = crowd_of(0)
    start = said_of(close(crowd).slice(0, 0), 0)
    found = asked_again(Placed(STAGE, "", "07-dedup"), sketches(), start, crowd, crowd.met(start), lambda edges: edges)
    assert len(found) == 0


def test_who_met_by_words_alone_meets_again() -> None:
    crowd = crowd_of(1)
    edges = close(crowd).slice(0, 4)
    by_words = edges.set_column(3, EDGE.field("measure"), pa.array(["lexical", "cosine", "same", "lexical"]))
    assert len(crowd.met(edges)) == 4 and len(crowd.met(by_words)) == 2
