"""Settles which pairs go: rows of one ask and one answer are one node, nodes lose to kept nodes before them in rank."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from stages.dedup.greedy import Answers, Numbers, Settled, greedy
from stages.dedup.told import SHOWN, Told

Mask = npt.NDArray[np.bool_]


class _Nodes(NamedTuple):
    """Each row's node; nodes are numbered in the order of rank and led by their best ranked row."""

    of: Numbers
    leader: Numbers


class _Edges(NamedTuple):
    """Edges between two nodes of one ask (and one answer, but for `on = "ask"`)."""

    row: Numbers
    first: Numbers
    second: Numbers
    similarity: npt.NDArray[np.float64]
    bar: npt.NDArray[np.float64]

    def where(self, chosen: Mask) -> "_Edges":
        return _Edges(
            self.row[chosen], self.first[chosen], self.second[chosen], self.similarity[chosen], self.bar[chosen]
        )


class Bars(NamedTuple):
    """From where on asks and whole pairs are near enough, and what else decides who stays."""

    threshold: float
    lexical: float
    ask_only: bool
    phrasings: int


def settled(sketches: pa.Table, edges: pa.Table, bars: Bars, floor: float) -> pa.Table:
    nodes = _nodes(sketches)
    alike, passing, who = _decided(sketches, edges, nodes, bars)
    missed = _nearest_misses(alike.where((alike.similarity >= floor) & (alike.similarity < alike.bar)), who)
    shown = {int(passing.row[at]) for at in who.edge if at >= 0} | {edge for _, (_, edge, _, _) in missed}
    told = Told(sketches["pair_id"].to_pylist(), nodes.leader.tolist(), who, _rows(edges, sorted(shown), nodes))
    leads = np.zeros(len(nodes.of), np.bool_)
    leads[nodes.leader] = True
    for row, node in enumerate(nodes.of.tolist()):
        if not leads[row] and who.rival[node] < 0:
            told.copy(row, node)
        elif who.rival[node] >= 0 or who.phrasing[node]:
            _tell(told, row, node, who, passing)
    for node, at in missed:
        told.near(node, *at)
    return told.decisions.table()


def same(edges: pa.Table, ask_only: bool) -> pa.ChunkedArray:
    """Which edges are of pairs that say the same; no other can make a pair go."""
    fine = ["agree", "near", "differ"] if ask_only else ["agree", "near"]
    return pc.and_(pc.equal(edges["apart"], ""), pc.is_in(edges["answers"], value_set=pa.array(fine)))


def left(sketches: pa.Table, edges: pa.Table, bars: Bars) -> pa.Table:
    """Which rows stay, and which of them only because all that they would have gone for went."""
    nodes = _nodes(sketches)
    _, passing, who = _decided(sketches, edges, nodes, bars)
    stays = np.array(who.rival, np.int64) < 0
    lost = stays & (np.array(who.edge, np.int64) < 0) & ~np.array(who.phrasing, np.bool_)
    late = np.zeros(len(stays), np.bool_)
    late[np.maximum(passing.first, passing.second)] = True
    return pa.table({"stays": stays[nodes.of], "lost": (lost & late)[nodes.of]})


def _decided(sketches: pa.Table, edges: pa.Table, nodes: _Nodes, bars: Bars) -> tuple[_Edges, _Edges, Settled]:
    """The edges of pairs that say the same, those of them that pass, and who goes for whom."""
    alike = _alike(edges, nodes, bars)
    passing = alike.where(alike.similarity >= alike.bar)
    asks, kind, polarity = (sketches[name].to_numpy()[nodes.leader].tolist() for name in ("ask", "kind", "polarity"))
    one_answer = Answers(kind, polarity) if bars.ask_only else None
    return alike, passing, greedy(passing.first, passing.second, passing.similarity, asks, bars.phrasings, one_answer)


def _rows(edges: pa.Table, rows: list[int], nodes: _Nodes) -> dict[int, dict[str, Any]]:
    """What is shown of some edges; `node` is the one whose words are its `first`."""
    taken = edges.select(["a", *SHOWN]).take(pa.array(rows, pa.int64()))
    taken = taken.set_column(0, "node", pa.array(nodes.of[taken["a"].to_numpy()]))
    return dict(zip(rows, taken.to_pylist(), strict=True))


def _tell(told: Told, row: int, node: int, who: Settled, passing: _Edges) -> None:
    at = who.edge[node]
    if at < 0:
        told.other_answer(row, node)
    else:
        rival = int(min(passing.first[at], passing.second[at]))
        told.close(row, node, rival, int(passing.row[at]), float(passing.similarity[at]), float(passing.bar[at]))


def _nodes(sketches: pa.Table) -> _Nodes:
    by_rank = pc.sort_indices(sketches, sort_keys=[("rank", "ascending"), ("pair_id", "ascending")]).to_numpy()
    ask, answer = (sketches[name].to_numpy()[by_rank] for name in ("ask", "answer"))
    grouped = np.lexsort((answer, ask))
    fresh = np.ones(len(grouped), np.bool_)
    fresh[1:] = (np.diff(ask[grouped]) != 0) | (np.diff(answer[grouped]) != 0)
    first = grouped[fresh]
    number = np.empty(len(first), np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    of = np.empty(len(by_rank), np.int64)
    of[by_rank[grouped]] = number[np.cumsum(fresh) - 1] if len(first) else 0
    return _Nodes(of, by_rank[np.sort(first)].astype(np.int64))


def _alike(edges: pa.Table, nodes: _Nodes, bars: Bars) -> _Edges:
    alike = same(edges, bars.ask_only)
    by_words = pc.equal(edges["measure"], "lexical").to_numpy(zero_copy_only=False)
    similarity = np.where(by_words, edges["lexical"].to_numpy(), edges["similarity"].to_numpy()).astype(np.float64)
    first, second = (nodes.of[edges[name].to_numpy()] for name in ("a", "b"))
    bar = np.where(by_words, bars.lexical, bars.threshold)
    found = _Edges(np.arange(len(edges)), first, second, similarity, bar)
    return found.where(alike.to_numpy(zero_copy_only=False) & (first != second))


def _nearest_misses(missed: _Edges, who: Settled) -> list[tuple[int, tuple[int, int, float, float]]]:
    """Of each kept node the closest kept one before it that it was not close enough to."""
    stays = np.array(who.rival, np.int64) < 0
    missed = missed.where(stays[missed.first] & stays[missed.second])
    early, late = np.minimum(missed.first, missed.second), np.maximum(missed.first, missed.second)
    order = np.lexsort((early, -missed.similarity, late))
    _, first = np.unique(late[order], return_index=True)
    best = order[first]
    columns = (early[best], missed.row[best], missed.similarity[best], missed.bar[best])
    return list(zip(late[best].tolist(), zip(*(column.tolist() for column in columns), strict=True), strict=True))
