"""Settles who goes: equal answers of a cluster are one side, sides are settled in order, and each decision is told."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyarrow as pa

from schemas.decision import Decisions
from stages.contradiction.nodes import Edge, Nodes, Said, Union, nodes, said
from stages.contradiction.promote import MARK
from stages.contradiction.resolve import Side, Step, told, winner

RIVALS = 16  # of a node, looked at to find one of another group

Edges = dict[int, list[Edge]]


class _Table(NamedTuple):
    """What is known of each row."""

    ids: list[str]
    groups: list[int]
    trust: list[int]
    right: list[int]
    sources: list[list[str]]


def settled(sketches: pa.Table, edges: pa.Table, least: float, on_tie: str) -> pa.Table:
    by = nodes(sketches)
    found = said(edges, by.of)
    decisions = Decisions()
    if found.conflict or found.review:
        table = _read(sketches)
        telling = _Telling(decisions, by, table, least)
        sides, own, loose = _sides(found)
        for cluster, conflicts in _clusters(found, sides):
            _resolve([_side(own[side], by, table) for side in cluster], conflicts, found, telling, on_tie)
        for edge in sorted((*found.review, *loose), key=lambda edge: -edge.confidence):
            telling.review(edge)
    return decisions.table()


def _read(sketches: pa.Table) -> _Table:
    merged = sketches["seen_in"] if "seen_in" in sketches.column_names else None
    own = [[source] for source in sketches["source"].to_pylist()]
    sources = [a + b for a, b in zip(own, merged.to_pylist(), strict=True)] if merged is not None else own
    ids, groups, trust, right = (sketches[name].to_pylist() for name in ("pair_id", "group", "trust", "right"))
    return _Table(ids, groups, trust, right, sources)


def _sides(found: Said) -> tuple[Union, dict[int, list[int]], list[Edge]]:
    """Nodes that agree are one side; a conflict within a side is for a person."""
    sides = Union()
    for one, other in found.agree:
        sides.join(one, other)
    own: dict[int, list[int]] = defaultdict(list)
    for node in {node for pair in found.agree for node in pair} | {n for e in found.conflict for n in (e.a, e.b)}:
        own[sides.find(node)].append(node)
    return sides, own, [edge for edge in found.conflict if sides.find(edge.a) == sides.find(edge.b)]


def _clusters(found: Said, sides: Union) -> Iterable[tuple[list[int], list[Edge]]]:
    """Sides that hang together by conflicts, and the conflicts between them."""
    hang = Union()
    between = [edge for edge in found.conflict if sides.find(edge.a) != sides.find(edge.b)]
    for edge in between:
        hang.join(sides.find(edge.a), sides.find(edge.b))
    conflicts: dict[int, list[Edge]] = defaultdict(list)
    members: dict[int, set[int]] = defaultdict(set)
    for edge in between:
        root = hang.find(sides.find(edge.a))
        conflicts[root].append(edge)
        members[root] |= {sides.find(edge.a), sides.find(edge.b)}
    for root in sorted(conflicts):
        yield sorted(members[root]), conflicts[root]


def _side(own: list[int], by: Nodes, table: _Table) -> Side:
    side = Side(sorted(own))
    for node in side.nodes:
        for row in by.members(node):
            side.sources.update(table.sources[row])
            side.trust = max(side.trust, table.trust[row])
            side.right = max(side.right, table.right[row])
    return side


def _resolve(sides: list[Side], conflicts: list[Edge], found: Said, telling: "_Telling", on_tie: str) -> None:
    """One winner after the other, each with those that conflict with it; what was found to be no rival of it stays."""
    of = {node: at for at, side in enumerate(sides) for node in side.nodes}
    edges: Edges = defaultdict(list)
    for edge in conflicts:
        edges[of[edge.a]].append(edge)
        edges[of[edge.b]].append(edge.turned())
    left = list(range(len(sides)))
    while len(left) > 1:
        at, step = winner([sides[n] for n in left])
        words = told(step, [sides[n] for n in left], at)
        won = left[at] if at >= 0 else -1
        losers = [n for n in left if n != won and (won < 0 or _rivals(sides[won], sides[n], edges[n], of, found))]
        for loser in losers:
            telling.loser(sides[loser], edges[loser], sides[won].nodes if won >= 0 else [], step, words, on_tie)
        left = [n for n in left if n != won and n not in losers] if losers else []
        left = [n for n in left if any(of[edge.b] in left for edge in edges[n])]


def _rivals(won: Side, other: Side, edges: list[Edge], of: dict[int, int], found: Said) -> bool:
    """They conflict, or nobody has looked: then both conflict with a third."""
    if any(edge.b in won.nodes for edge in edges):
        return True
    return not any((min(a, b), max(a, b)) in found.compared for a in won.nodes for b in other.nodes)


class _Telling:
    """Says of each row at most one thing."""

    def __init__(self, decisions: Decisions, by: Nodes, table: _Table, least: float) -> None:
        self._decisions, self._by, self._table, self._least = decisions, by, table, least
        self._done: set[int] = set()
        self._dropped: set[int] = set()

    def loser(self, side: Side, edges: list[Edge], won: list[int], step: Step, words: str, on_tie: str) -> None:
        verdict = "review" if step == "tie" and on_tie == "review" else "drop"
        best = sorted(edges, key=lambda edge: (edge.b not in won, -edge.confidence))
        for node in side.nodes:
            edge = next((edge for edge in best if edge.a == node), best[0])
            stays = self._table.ids[self._by.members(won[0])[0]] if won else ""
            self._dropped |= {node} if verdict == "drop" else set()
            for row in self._by.members(node):
                self._say(row, verdict, edge, step, words, stays)

    def review(self, edge: Edge) -> None:
        """A finding for a person, where both still stand."""
        if edge.a in self._dropped or edge.b in self._dropped:
            return
        for one in (edge, edge.turned()):
            for row in self._by.members(one.a):
                self._say(row, "review", one, "review", "conflicting or ambiguous, for a person to look at")

    def _say(self, row: int, verdict: str, edge: Edge, step: str, words: str, stays: str = "") -> None:
        table = self._table
        others = self._by.members(edge.b)[:RIVALS]
        other = next((one for one in others if table.groups[one] != table.groups[row]), -1)
        if other < 0 or row in self._done:
            return
        self._done.add(row)
        comparator = edge.comparator.removesuffix(MARK)
        said = comparator if comparator == edge.comparator else f"{comparator}, and by a model"
        facts: dict[str, Any] = {"comparator": edge.comparator, "step": step, "own": edge.first, "other": edge.second}
        if stays:
            facts["stays"] = stays
        self._decisions.say(
            table.ids[row],
            verdict,
            f"contradiction.{comparator}",
            f"{said}: “{edge.first}” against “{edge.second}” of {table.ids[other]}; {words}",
            score=round(edge.confidence, 4),
            threshold=self._least,
            rival_id=table.ids[other],
            facts=facts,
        )
