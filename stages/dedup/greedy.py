"""Who stays: greedy in the order of rank, against kept ones only, so that whoever goes has a kept survivor."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
FREE = 0


class Settled(NamedTuple):
    """Per node: the node it lost to (-1: it stays), the head of its cluster, the edge that settled it (-1: none), and
    whether it stays as another phrasing of its head."""

    rival: list[int]
    head: list[int]
    edge: list[int]
    phrasing: list[bool]


class Answers(NamedTuple):
    """Kind and polarity of each node's answer, for keeping one answer per ask: two values of one kind conflict."""

    kind: Sequence[int]
    polarity: Sequence[int]


def greedy(
    first: Numbers,
    second: Numbers,
    similarity: npt.NDArray[np.float64],
    asks: Sequence[int],
    phrasings: int = 0,
    one_answer: Answers | None = None,
) -> Settled:
    """Nodes are numbered in the order of rank. A node loses to the most similar kept node before it; up to `phrasings`
    differently worded asks of a cluster stay."""
    nodes = len(asks)
    early, late = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((early, -similarity, late))
    starts = np.searchsorted(late[order], np.arange(nodes + 1)).tolist()
    befores, edges = early[order].tolist(), order.tolist()
    who = Settled([-1] * nodes, list(range(nodes)), [-1] * nodes, [False] * nodes)
    worded: dict[int, set[int]] = {}
    kept: dict[int, dict[tuple[int, int], int]] = {}
    for node in range(nodes):
        met = next((at for at in range(starts[node], starts[node + 1]) if who.rival[befores[at]] < 0), -1)
        before = befores[met] if met >= 0 else -1
        if met >= 0:
            who.edge[node] = edges[met]
        elif one_answer:
            before = _answered(kept.get(asks[node], {}), one_answer.kind[node], one_answer.polarity[node])
        if before >= 0:
            head = who.head[node] = who.head[before]
            said = worded.setdefault(head, {asks[head]})
            if asks[node] in said or len(said) >= phrasings:
                who.rival[node] = before
                continue
            said.add(asks[node])
            who.phrasing[node] = True
        if one_answer:
            kept.setdefault(asks[node], {}).setdefault((one_answer.kind[node], one_answer.polarity[node]), node)
    return who


def _answered(kept: dict[tuple[int, int], int], kind: int, polarity: int) -> int:
    """The first kept node of the same ask whose answer does not conflict, or -1."""
    fitting = (
        node
        for (other, turned), node in kept.items()
        if not (polarity and turned and polarity != turned) and (kind == FREE or other != kind)
    )
    return min(fitting, default=-1)
