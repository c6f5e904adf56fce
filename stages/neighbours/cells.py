"""Cells: which rows may be neighbours at all, by k-means with overlap; the only home of faiss."""

import contextlib
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
SAMPLE_PER_CENTROID = 24
ROUNDS = 3
PER_ROOT = 3
FAMILIES = 16  # of centroids, with which a row is compared
SAME_CROWD = 0.95
MARGIN = 0.15  # of cosine: who lies that much closer to one cell has its neighbours in it
_ROWS = 4096


@contextlib.contextmanager
def one_thread_each() -> Iterator[None]:
    """Libraries compute on one thread, so that their results don't depend on the machine; we share out cells."""
    import faiss  # noqa: F401  its own threads are limited only if they are there already
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def centroids(vectors: Vectors, rows: NDArray[np.int64], seed: int) -> Vectors:
    """Some √n directions, from a sample that is chosen and ordered by what the vectors are, not where they stand."""
    number = max(1, int(PER_ROOT * len(rows) ** 0.5))
    _, distinct = np.unique(_hashes(vectors, rows, seed), return_index=True)
    sample = np.ascontiguousarray(vectors[rows[distinct[: number * SAMPLE_PER_CENTROID]]])
    return _merged(_means(sample, min(number, len(sample) // 8), seed))


def _means(sample: Vectors, number: int, seed: int) -> Vectors:
    import faiss

    means = faiss.Kmeans(
        sample.shape[1],
        max(1, number),
        niter=ROUNDS,
        seed=seed,
        spherical=True,
        min_points_per_centroid=1,
        max_points_per_centroid=len(sample),
    )
    means.train(sample)
    return np.asarray(means.centroids, np.float32)


def _merged(middles: Vectors) -> Vectors:
    """A crowd gets many centroids that are nearly one, and cells that cut through it; left with one, it is one cell."""
    close = middles @ middles.T >= np.float32(SAME_CROWD)
    kept = np.zeros(len(middles), bool)
    for number, others in enumerate(close):
        kept[number] = not (others & kept).any()
    return middles[kept]


def _hashes(vectors: Vectors, rows: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """One number a vector, the same wherever it stands, so that equal ones count once."""
    odd = np.random.default_rng(seed).integers(0, 2**63, vectors.shape[1], np.uint64) * 2 + 1
    hashes = np.empty(len(rows), np.uint64)
    for start in range(0, len(rows), _ROWS):
        block = np.ascontiguousarray(vectors[rows[start : start + _ROWS]])
        hashes[start : start + _ROWS] = (block.view(np.uint32) * odd).sum(axis=1, dtype=np.uint64)
    return hashes ^ (hashes >> np.uint64(32))


@dataclass(frozen=True)
class Atlas:
    """Centroids in the order of their families; a row is held against those of the families that it is closest to."""

    middles: Vectors
    heads: Vectors
    begins: list[int]

    def cosines(self, block: Vectors) -> Vectors:
        product = np.full((len(block), len(self.middles)), -2, np.float32)
        closeness = block @ self.heads.T
        last = max(0, len(self.heads) - FAMILIES)
        least = np.partition(closeness, last, axis=1)[:, last]
        for head, (start, end) in enumerate(itertools.pairwise(self.begins)):
            some = np.flatnonzero(closeness[:, head] >= least)
            product[some, start:end] = block[some] @ self.middles[start:end].T
        return product


def atlas(middles: Vectors, seed: int) -> Atlas:
    heads = _means(middles, int(len(middles) ** 0.5), seed)
    family = (middles @ heads.T).argmax(axis=1)
    order = np.argsort(family, kind="stable")
    return Atlas(middles[order], heads, [0, *np.cumsum(np.bincount(family, minlength=len(heads))).tolist()])


def homes(
    vectors: Vectors, rows: NDArray[np.int64], centroids: Atlas, overlap: int, pool: ThreadPoolExecutor
) -> NDArray[np.int32]:
    """The nearest few centroids of each row; in place of those that are much farther off than its nearest, none."""
    number = len(centroids.middles)
    overlap = min(overlap, number)

    def nearest(start: int) -> NDArray[np.int32]:
        product = centroids.cosines(np.asarray(vectors[rows[start : start + _ROWS]]))
        every = np.arange(len(product))
        found = np.empty((len(product), overlap), np.int32)
        least = np.float32(0)
        for place in range(overlap):
            next_one = product.argmax(axis=1)
            cosine = product[every, next_one]
            product[every, next_one] = -2
            least = cosine - MARGIN if place == 0 else least
            found[:, place] = np.where(cosine >= np.maximum(least, -1), next_one, number)
        return found

    return np.concatenate(list(pool.map(nearest, range(0, len(rows), _ROWS))))


def packed(guard: NDArray[np.uint64], small: int, size: int) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """Rows whose guard few share, as cells that cut no guard (who is alone is in none), and the rest, for k-means."""
    order = np.argsort(guard, kind="stable")
    begins = np.r_[0, np.flatnonzero(np.diff(guard[order])) + 1]
    sizes = np.diff(np.r_[begins, len(order)])
    of_class = np.repeat(sizes, sizes)
    few = order[(of_class > 1) & (of_class <= small)]
    ends = np.cumsum(sizes[(sizes > 1) & (sizes <= small)])
    cuts = ends[np.flatnonzero(np.diff(ends // size))]
    return [rows for rows in np.split(few, cuts) if len(rows)], np.sort(order[of_class > small])
