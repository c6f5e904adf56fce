"""A model's word on what is for review: where it is sure in both directions, the finding is acted on."""

from typing import Protocol

import pyarrow as pa

from stages.asks import asks_of
from stages.contradiction.weigh import WEIGHED

MARK = "+model"


class Scorer(Protocol):
    def score(self, pairs: list[tuple[str, str]]) -> list[float]: ...


def promoted(weighed: pa.Table, pairs: pa.Table, edges: pa.Table, judge: Scorer, least: float) -> pa.Table:
    """Only `review` rows change, and all of them passed the guard; the comparator is marked."""
    rows = weighed.to_pylist()
    doubted = [at for at, row in enumerate(rows) if row["relation"] == "review"]
    if not doubted:
        return weighed
    said = [f"{ask.text}\n{answer}" for ask, answer in zip(asks_of(pairs), pairs["output"].to_pylist(), strict=True)]
    ends = edges.select(["a", "b"]).take(pa.array(doubted)).to_pylist()
    scores = judge.score([(said[end["a"]], said[end["b"]]) for end in ends])
    for at, score in zip(doubted, scores, strict=True):
        if score >= least:
            rows[at] |= {"relation": "conflict", "comparator": rows[at]["comparator"] + MARK, "confidence": score}
    return pa.Table.from_pylist(rows, schema=WEIGHED)
