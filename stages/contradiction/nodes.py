"""Pairs of one ask and one answer as one node, and the edges between nodes that were weighed."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]


class Nodes(NamedTuple):
    """Each row's node, and the rows of each node, best ranked first."""

    of: Numbers
    rows: Numbers
    starts: Numbers

    def members(self, node: int) -> list[int]:
        found: list[int] = self.rows[self.starts[node] : self.starts[node + 1]].tolist()
        return found


class Edge(NamedTuple):
    """What was said of two nodes; `first` is what `a` says."""

    a: int
    b: int
    comparator: str
    confidence: float
    first: str
    second: str

    def turned(self) -> "Edge":
        return self._replace(a=self.b, b=self.a, first=self.second, second=self.first)


class Said(NamedTuple):
    """Edges by what they say; each pair of nodes once, the surest edge of it."""

    conflict: list[Edge]
    review: list[Edge]
    agree: list[tuple[int, int]]
    compared: set[tuple[int, int]]


def nodes(sketches: pa.Table) -> Nodes:
    by_rank = pc.sort_indices(sketches, sort_keys=[("rank", "ascending"), ("pair_id", "ascending")]).to_numpy()
    keys = np.empty(len(sketches), [("ask", np.uint64), ("answer", np.uint64)])
    keys["ask"], keys["answer"] = sketches["ask"].to_numpy(), sketches["answer"].to_numpy()
    of = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    rows = by_rank[np.argsort(of[by_rank], kind="stable")].astype(np.int64)
    starts = np.searchsorted(of[rows], np.arange(of.max(initial=-1) + 2))
    return Nodes(of, rows, starts.astype(np.int64))


def said(edges: pa.Table, of: Numbers) -> Said:
    found = Said([], [], [], set())
    met: set[tuple[int, int]] = set()
    order = pc.sort_indices(edges, sort_keys=[("confidence", "descending"), ("a", "ascending"), ("b", "ascending")])
    for row in _rows(edges.take(order)):
        a, b = int(of[row["a"]]), int(of[row["b"]])
        pair = (min(a, b), max(a, b))
        if a == b or pair in met:
            continue
        met.add(pair)
        relation = row["relation"]
        edge = Edge(a, b, row["comparator"], float(row["confidence"]), row["first"], row["second"])
        if relation == "agree":
            found.agree.append(pair)
        elif relation == "conflict":
            found.conflict.append(edge)
        else:
            found.compared.add(pair)
            if relation == "review":
                found.review.append(edge)
    return found


def _rows(edges: pa.Table) -> list[dict[str, Any]]:
    names = ["a", "b", "relation", "comparator", "confidence", "first", "second"]
    rows: list[dict[str, Any]] = edges.select(names).to_pylist()
    return rows


class Union:
    """Which nodes hang together."""

    def __init__(self) -> None:
        self._up: dict[int, int] = {}

    def find(self, node: int) -> int:
        root = node
        while (up := self._up.get(root, root)) != root:
            root = up
        while (up := self._up.get(node, node)) != root:
            self._up[node], node = root, up
        return root

    def join(self, one: int, other: int) -> None:
        a, b = self.find(one), self.find(other)
        self._up[max(a, b)] = min(a, b)
