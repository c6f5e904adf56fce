"""The join: all pairs that brute force finds and no other, whatever the order, the threads and the blocks."""

from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from schemas.errors import RecipeError, WinnowError
from stages.neighbours import Edges, Joined, cell, cosines, join, near, recall, thin
from stages.neighbours.cell import Cell, Crowded, cell_edges
from stages.neighbours.cells import packed

Vectors = NDArray[np.float32]
Keys = NDArray[np.uint64]
Rows = NDArray[np.int64]


def drawn(rows: int, families: int, seed: int, spread: float = 0.5, width: int = 48) -> Vectors:
    """Unit vectors in families, so that some are close."""
    dice = np.random.default_rng(seed)
    middles = dice.standard_normal((families, width))
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    noise = dice.standard_normal((rows, width)) * spread * dice.uniform(0.2, 1, (rows, 1)) / width**0.5
    return unit(middles[dice.integers(0, families, rows)] + noise)


def unit(vectors: NDArray[np.floating]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def brute(vectors: Vectors, floor: float, guard: Keys | None = None, group: Keys | None = None) -> tuple[Rows, Rows]:
    one, two = np.nonzero(np.triu(vectors @ vectors.T, 1) >= floor - 1e-4)
    good = cosines(vectors, one, two) >= np.float32(floor)
    if guard is not None:
        good &= guard[one] == guard[two]
    if group is not None:
        good &= (group[one] != group[two]) | (group[one] == 0)
    return one[good], two[good]


def equal(edges: Edges, told: tuple[Rows, Rows]) -> bool:
    return np.array_equal(edges.first, told[0]) and np.array_equal(edges.second, told[1])


def same(one: Joined, two: Joined) -> bool:
    def told(joined: Joined) -> list[bytes]:
        edges = joined.edges
        return [part.tobytes() for part in (edges.first, edges.second, edges.cosine, joined.degrees, joined.thinned)]

    return told(one) == told(two)


def keys(rows: int, kinds: int, seed: int) -> Keys:
    """Keys of which the half is common to most rows, as it is where most asks hold no number."""
    dice = np.random.default_rng(seed)
    return np.where(dice.random(rows) < 0.5, 0, dice.integers(0, kinds, rows)).astype(np.uint64)


@pytest.fixture
def cells_from_500_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stages.neighbours.allpairs.EXACT_ROWS", 500)
    monkeypatch.setattr("stages.neighbours.allpairs.PACKED_ROWS", 200)


@pytest.mark.parametrize("floor", [0.8, 0.9, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_a_small_set_has_the_edges_of_brute_force(floor: float, seed: int) -> None:
    vectors = drawn(700, 60, seed)
    vectors[600:620] = vectors[:20]
    for guard, group in ((None, None), (keys(700, 40, seed), None), (keys(700, 40, seed), keys(700, 30, seed + 9))):
        found = join(vectors, floor, guard, group)
        assert found.exact and not found.thinned.any()
        assert equal(found.edges, brute(vectors, floor, guard, group))
        assert len(found.edges) > 0
        assert (np.diff(found.edges.keys(700)) > 0).all()
        assert (found.edges.first < found.edges.second).all()
        assert (np.bincount(np.r_[found.edges.first, found.edges.second], minlength=700) == found.degrees).all()


def test_faiss_finds_the_same() -> None:
    vectors = drawn(900, 80, 5)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    limits, _, rows = index.range_search(vectors, 0.85)
    asked = np.repeat(np.arange(900), np.diff(limits).astype(np.int64))
    told = np.sort((asked * 900 + rows)[asked < rows])
    assert join(vectors, 0.85).edges.keys(900).tolist() == told.tolist()


@pytest.mark.usefixtures("cells_from_500_rows")
@pytest.mark.parametrize("floor", [0.8, 0.9])
@pytest.mark.parametrize("guarded", [False, True])
def test_cells_miss_next_to_nothing_and_invent_nothing(floor: float, guarded: bool) -> None:
    vectors = drawn(3000, 400, 1)
    guard, group = (keys(3000, 900, 1), keys(3000, 300, 2)) if guarded else (None, None)
    found = join(vectors, floor, guard, group)
    one, two = brute(vectors, floor, guard, group)
    assert not found.exact and found.centroids is not None
    assert np.isin(found.edges.keys(3000), one * 3000 + two).all()
    assert len(found.edges) >= 0.998 * len(one) > 100
    assert recall(vectors, found.edges, floor, guard, group, rows=3000) == (2 * len(found.edges), 2 * len(one))


@pytest.mark.usefixtures("cells_from_500_rows")
def test_the_order_of_the_rows_changes_nothing() -> None:
    vectors, guard, group = drawn(3000, 400, 2), keys(3000, 900, 1), keys(3000, 300, 2)
    order = np.random.default_rng(3).permutation(3000)
    straight = join(vectors, 0.85, guard, group)
    mixed = join(vectors[order], 0.85, guard[order], group[order])
    one, two = order[mixed.edges.first], order[mixed.edges.second]
    back = np.argsort(np.minimum(one, two) * 3000 + np.maximum(one, two))
    assert equal(straight.edges, (np.minimum(one, two)[back], np.maximum(one, two)[back]))
    assert straight.edges.cosine.tobytes() == mixed.edges.cosine[back].tobytes()


@pytest.mark.usefixtures("cells_from_500_rows")
def test_threads_blocks_and_memory_maps_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, guard = drawn(3000, 50, 3), keys(3000, 900, 1)
    np.save(tmp_path / "vectors.npy", vectors)
    mapped = np.load(tmp_path / "vectors.npy", mmap_mode="r")
    first = join(vectors, 0.85, guard, threads=1)
    assert same(first, join(vectors, 0.85, guard, threads=2))
    assert same(first, join(mapped, 0.85, guard, threads=3))
    monkeypatch.setattr(cell, "BLOCK_ROWS", 37)
    monkeypatch.setattr(cell, "BLOCK_COLUMNS", 101)
    monkeypatch.setattr(cell, "FEW", 1)
    assert same(first, join(vectors, 0.85, guard, threads=2))


def test_a_score_has_the_same_bits_alone_and_among_others() -> None:
    vectors = drawn(400, 20, 4, width=385)
    one, two = np.triu_indices(400, 1)
    scores = cosines(vectors, one, two)
    for at in range(0, len(one), 997):
        assert cosines(vectors, two[at : at + 1], one[at : at + 1]).tobytes() == scores[at : at + 1].tobytes()
    assert np.abs(scores - (vectors.astype(float) @ vectors.T.astype(float))[one, two]).max() < 1e-6
    assert (cosines(vectors, one[:1], one[:1]) == 1).all()


def test_a_cell_needs_nothing_but_its_own() -> None:
    vectors, guard = drawn(600, 30, 6), keys(600, 5, 6)
    rows = np.sort(np.random.default_rng(1).choice(600, 200, replace=False))
    lent = Cell(rows, vectors[rows], guard[rows])
    before = lent.vectors.copy()
    found = cell_edges(lent, 0.85)
    one, two = brute(vectors, 0.85, guard)
    both = np.isin(one, rows) & np.isin(two, rows)
    assert equal(found, (one[both], two[both]))
    assert lent.vectors.tobytes() == before.tobytes()
    turned = replace(lent, rows=rows[::-1].copy(), vectors=lent.vectors[::-1].copy(), guard=guard[rows][::-1].copy())
    again = cell_edges(turned, 0.85)
    assert again.keys(600).tobytes() == found.keys(600).tobytes()
    with pytest.raises(Crowded):
        cell_edges(lent, 0.85, both.sum() - 1)


@pytest.mark.parametrize("rows", [0, 1, 2])
@pytest.mark.parametrize("guarded", [False, True])
def test_next_to_no_rows(rows: int, guarded: bool) -> None:
    vectors = unit(np.ones((rows, 8)))
    found = join(vectors, 0.9, np.zeros(rows, np.uint64) if guarded else None)
    assert len(found.edges) == (rows == 2) and len(found.degrees) == rows
    assert near(vectors, vectors, 0.9)[0].tolist() == [0] * rows + [1] * (rows > 1) * rows
    assert recall(vectors, found.edges, 0.9) == ((2, 2) if rows == 2 else (0, 0))


def test_guards_that_few_share_are_packed_and_who_is_alone_left_out() -> None:
    guard = np.array([7] * 3 + [1] * 2 + [9] + [4] * 5 + [2] * 2, np.uint64)
    cells, rest = packed(guard, small=3, size=4)
    assert sorted(row for rows in cells for row in rows.tolist()) == [0, 1, 2, 3, 4, 11, 12]
    assert all(not set(guard[one]) & set(guard[two]) for one in cells for two in cells if one is not two)
    assert rest.tolist() == [6, 7, 8, 9, 10]


@pytest.mark.usefixtures("cells_from_500_rows")
def test_a_crowd_is_thinned_and_nobody_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two templates of 1,500 rows each among others: too many edges to keep, but no row that isn't told of."""
    monkeypatch.setattr("stages.neighbours.allpairs.EDGES_FREE", 0)
    vectors = np.concatenate([drawn(2400, 2, 7, spread=0.3), drawn(1600, 300, 8)])
    vectors = vectors[np.random.default_rng(0).permutation(4000)]
    found = join(vectors, 0.9)
    one, two = brute(vectors, 0.9)
    assert len(one) > 100 * 4000 and len(found.edges) < 50 * 4000
    here = np.isin(one * 4000 + two, found.edges.keys(4000))
    assert here.sum() == len(found.edges)
    assert (found.thinned[one] & found.thinned[two] | here).mean() > 0.9999
    assert (found.degrees[found.thinned] > thin.CROWDED).all()
    kept = np.bincount(np.r_[found.edges.first, found.edges.second], minlength=4000)
    assert (kept[found.thinned] >= thin.FIRST).all()
    hit, of = recall(vectors, found.edges, 0.9, rows=4000, thinned=found.thinned)
    assert hit >= 0.99 * of > 0


def test_a_crowd_that_can_be_afforded_is_kept_whole() -> None:
    vectors = np.concatenate([drawn(600, 1, 7, spread=0.2), drawn(2000, 400, 8)])
    found = join(vectors, 0.9)
    assert equal(found.edges, brute(vectors, 0.9))
    assert len(found.edges) > 600 * 599 / 2 and not found.thinned.any()


def test_a_crowd_beyond_sight_is_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thin, "SIGHT", 1000)
    monkeypatch.setattr(thin, "CHUNK", 512)
    group = np.arange(3000, dtype=np.uint64) // np.uint64(4)
    found = join(unit(np.ones((3000, 8))), 0.9, group=group)
    assert found.thinned.all() and len(found.edges) < 40 * 3000
    assert (group[found.edges.first] != group[found.edges.second]).all() or (group[found.edges.first] == 0).any()
    assert set(found.edges.second.tolist()) >= set(range(8, 3000))


def test_a_hundred_thousand_equal_rows_neither_hang_nor_explode() -> None:
    vectors = np.repeat(unit(np.ones((1, 16))), 100_000, axis=0)
    found = join(vectors, 0.9)
    assert found.thinned.all() and len(found.edges) <= 20 * 100_000
    assert len(np.unique(found.edges.second)) == 99_999, "each but the first has an edge to an earlier one"


@pytest.mark.parametrize("floor", [0.0, -0.5, 1.01, float("nan")])
def test_a_floor_that_cannot_be(floor: float) -> None:
    with pytest.raises(RecipeError, match="cannot be a floor"):
        join(drawn(5, 2, 1), floor)
    with pytest.raises(RecipeError, match="cannot be a floor"):
        near(drawn(5, 2, 1), drawn(5, 2, 1), floor)


@pytest.mark.parametrize(("value", "said"), [(np.nan, "vector 3 is not a number"), (0.0, "vector 3 has length 0 ")])
def test_vectors_that_are_none(value: float, said: str) -> None:
    vectors = drawn(9, 2, 1)
    vectors[3] = value
    with pytest.raises(WinnowError, match=said):
        join(vectors, 0.9)
    with pytest.raises(WinnowError, match=said):
        near(drawn(9, 2, 1), vectors, 0.9)
    with pytest.raises(WinnowError, match=said):
        near(vectors, drawn(9, 2, 1), 0.9)


def test_near_is_exact_and_holds_guards_apart() -> None:
    vectors, guard = drawn(9000, 40, 6), keys(9000, 5, 6)
    queries, asked = vectors[:1500], keys(1500, 5, 7)
    one, two, score = near(vectors, queries, 0.9, guard, asked)
    told = (vectors[:1500] @ vectors.T >= 0.9) & (asked[:, None] == guard)
    close = np.abs(vectors[:1500] @ vectors.T - 0.9) < 1e-5
    mine = np.zeros_like(told)
    mine[one, two] = True
    assert (mine == told)[~close].all() and mine.sum() == len(one)
    assert (np.diff(one * 9000 + two) > 0).all() and (score >= np.float32(0.9)).all()


def test_faiss_has_one_home() -> None:
    house = Path(__file__).parent.parent
    every = [path for top in ("schemas", "stages", "pipeline") for path in (house / top).rglob("*.py")]
    homes = [path.name for path in every if "import faiss" in path.read_text(encoding="utf-8")]
    assert homes == ["cells.py"]
