"""EDGES: which standing pairs lie close, found once a run; what lies in one window is grouped before it is joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.cache import Keys
from pipeline.windows import keys_of
from stages.asks import UNREADABLE
from stages.dedup.lexical import PERMUTATIONS, lexical_edges
from stages.dedup.stage import CLOSE
from stages.neighbours import Joined, join, recall

Numbers = npt.NDArray[np.int64]

FLOOR = CLOSE
HEADS = 8  # of many pairs behind one node, the best ranked meet everybody
MANY = 64
RECALL_ROWS = 500
EDGE = pa.schema(
    [
        pa.field("a", pa.int64(), nullable=False),
        pa.field("b", pa.int64(), nullable=False),
        pa.field("similarity", pa.float32(), nullable=False),
        pa.field("measure", pa.string(), nullable=False),
    ]
)


@dataclass(frozen=True)
class Found:
    """Edges between rows of the standing pairs, the rows that lack some since they stand in a crowd, the centroids of
    the join's cells, and how it went."""

    edges: pa.Table
    crowd: Numbers
    centroids: npt.NDArray[np.float32] | None
    facts: dict[str, Any]


class _Nodes(NamedTuple):
    """Distinct windows with one guard, the best ranked first: `of` is each row's node (-1: nothing could be read)."""

    of: Numbers
    keys: Keys
    guard: npt.NDArray[np.uint64]


def find(rows: pa.Table, vectors_of: Any, seed: int) -> Found:
    """`rows` are all standing pairs as `windows` tells them; `vectors_of` hands out the vectors of window keys."""
    by_rank = pc.sort_indices(rows, sort_keys=[("rank", "ascending"), ("pair_id", "ascending")]).to_numpy()
    by_rank = by_rank.astype(np.int64)
    nodes = _nodes(rows, by_rank)
    vectors = vectors_of(nodes.keys)
    joined = join(vectors, FLOOR, guard=nodes.guard, seed=seed)
    members = _Members(nodes.of, by_rank, len(nodes.keys))
    close = _expanded(joined, members)
    alike = _lexical(rows, by_rank)
    edges = _table(rows, close, alike)
    return Found(
        edges, _crowd(joined, nodes.of, members), joined.centroids, _facts(rows, nodes, vectors, joined, edges, seed)
    )


def _nodes(rows: pa.Table, by_rank: Numbers) -> _Nodes:
    """In the order of their best ranked rows, whatever order the rows came in."""
    windows, guards = rows["window"].combine_chunks(), rows["guard"].to_numpy()
    readable = rows["unknown"].to_numpy() <= UNREADABLE
    coded = windows.dictionary_encode()
    both = np.empty(len(rows), [("window", np.int64), ("guard", np.uint64)])
    both["window"], both["guard"] = coded.indices.to_numpy(), guards
    best = by_rank[readable[by_rank]]
    _, first, of = np.unique(both[best], return_index=True, return_inverse=True)
    order = np.argsort(first)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(len(order))
    places = np.full(len(rows), -1, np.int64)
    places[best] = numbers[of]
    distinct = both[best[first[order]]]
    keys = keys_of(coded.dictionary.take(pa.array(distinct["window"])))
    return _Nodes(places, keys, distinct["guard"].copy())


class _Members:
    """The rows behind each node, best ranked first."""

    def __init__(self, of: Numbers, by_rank: Numbers, nodes: int) -> None:
        known = by_rank[of[by_rank] >= 0]
        self.rows = known[np.argsort(of[known], kind="stable")]
        self.starts = np.searchsorted(of[self.rows], np.arange(nodes + 1))
        self.counts = np.diff(self.starts)
        self.many = self.counts > np.sqrt(2 * MANY)  # too many to meet each other

    def heads(self, nodes: Numbers, most: Numbers) -> Numbers:
        return np.minimum(self.counts[nodes], most)


def _expanded(joined: Joined, members: _Members) -> list[tuple[Numbers, Numbers, npt.NDArray[np.float32]]]:
    """Edges of nodes as edges of rows. Where many rows lie behind both nodes, the best ranked of each meet the rest."""
    first, second, cosine = joined.edges.first, joined.edges.second, joined.edges.cosine
    many = _many(joined, members)
    most = np.where(many, HEADS, MANY)
    found = [
        _product(members, first, second, cosine, members.heads(first, most), members.counts[second]),
        _product(
            members,
            second[many],
            first[many],
            cosine[many],
            members.heads(second, most)[many],
            members.counts[first][many],
        ),
    ]
    several = np.flatnonzero(members.counts > 1)
    ones = np.ones(len(several), np.float32)
    most = np.where(members.many[several], HEADS, MANY)
    found.append(
        _product(members, several, several, ones, np.minimum(members.counts[several], most), members.counts[several])
    )
    return found


def _many(joined: Joined, members: _Members) -> npt.NDArray[np.bool_]:
    """Of each edge of nodes whether too many rows lie behind both to meet each other."""
    return members.counts[joined.edges.first] * members.counts[joined.edges.second] > MANY


def _crowd(joined: Joined, of: Numbers, members: _Members) -> Numbers:
    """Rows that were not compared with all that lie close: thinned ones, and those behind nodes of many."""
    crowded = joined.thinned | members.many
    many = _many(joined, members)
    crowded[joined.edges.first[many]] = True
    crowded[joined.edges.second[many]] = True
    return np.flatnonzero((of >= 0) & crowded[of]) if len(crowded) else np.zeros(0, np.int64)


def _product(
    members: _Members, first: Numbers, second: Numbers, cosine: npt.NDArray[np.float32], heads: Numbers, rest: Numbers
) -> tuple[Numbers, Numbers, npt.NDArray[np.float32]]:
    """The first `heads` rows of one node with the first `rest` rows of the other."""
    size = heads * rest
    edge = np.repeat(np.arange(len(first)), size)
    place = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    one = members.rows[members.starts[first[edge]] + place // rest[edge]]
    other = members.rows[members.starts[second[edge]] + place % rest[edge]]
    return one, other, cosine[edge]


def _lexical(rows: pa.Table, by_rank: Numbers) -> tuple[Numbers, Numbers, npt.NDArray[np.float32]]:
    raw = b"".join(rows["signature"].to_pylist())
    signed = np.frombuffer(raw, np.uint32).reshape(len(rows), PERMUTATIONS)[by_rank]
    found = lexical_edges(signed)
    return by_rank[found.first], by_rank[found.second], found.similarity


def _table(rows: pa.Table, close: Sequence[tuple[Any, Any, Any]], alike: tuple[Any, Any, Any]) -> pa.Table:
    """Each edge once, a < b, none within a group. Lexical ones are few and weighed in full: no guard."""
    one, other, similarity = (np.concatenate(columns) for columns in zip(*close, alike, strict=True))
    lexical = np.arange(len(one)) >= len(one) - len(alike[0])
    a, b = np.minimum(one, other), np.maximum(one, other)
    group = rows["group"].to_numpy()
    fine = (a != b) & ((group[a] == 0) | (group[a] != group[b]))
    a, b, similarity, lexical = a[fine], b[fine], similarity[fine], lexical[fine]
    order = np.lexsort((-similarity, lexical, b, a))
    a, b, similarity, lexical = a[order], b[order], similarity[order], lexical[order]
    again = (
        (np.diff(a, prepend=-1) == 0) & (np.diff(b, prepend=-1) == 0) & (np.diff(lexical.astype(int), prepend=-1) == 0)
    )
    a, b, similarity, lexical = a[~again], b[~again], similarity[~again], lexical[~again]
    ask = rows["ask"].to_numpy()
    measure = np.where(lexical, "lexical", np.where(ask[a] == ask[b], "same", "cosine"))
    return pa.table({"a": a, "b": b, "similarity": similarity.astype(np.float32), "measure": measure}, schema=EDGE)


def _facts(rows: pa.Table, nodes: _Nodes, vectors: Any, joined: Joined, edges: pa.Table, seed: int) -> dict[str, Any]:
    found, there = recall(vectors, joined.edges, FLOOR, nodes.guard, None, RECALL_ROWS, seed, joined.thinned)
    return {
        "pairs": len(rows),
        "unreadable": int((nodes.of < 0).sum()),
        "windows": len(nodes.keys),
        "close": len(joined.edges.first),
        "edges": len(edges),
        "exact": bool(joined.exact),
        "thinned": int(joined.thinned.sum()),
        "recall_found": found,
        "recall_there": there,
        "floor": FLOOR,
    }
