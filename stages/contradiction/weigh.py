"""Looks at the texts behind an edge: is it one ask, and do the two answers conflict."""

from collections.abc import Sequence
from functools import cache, lru_cache

import pyarrow as pa

from stages.asks import Ask
from stages.contradiction.asked import Asked
from stages.contradiction.compare import Compared, compared
from stages.contradiction.said import Said

WEIGHED = pa.schema(
    [
        pa.field("relation", pa.string(), nullable=False),
        pa.field("comparator", pa.string(), nullable=False),
        pa.field("confidence", pa.float32(), nullable=False),
        pa.field("first", pa.string(), nullable=False),
        pa.field("second", pa.string(), nullable=False),
    ]
)


MOST_READ = (
    1 << 13
)  # asks and answers that are kept as they were read: one stands at many edges, side by side and later
_asked = lru_cache(maxsize=MOST_READ)(Asked)
_said = lru_cache(maxsize=MOST_READ)(Said)


def weighed(asks: Sequence[Ask], outputs: Sequence[str], edges: pa.Table, least: float) -> pa.Table:
    """One row an edge; equal asks and equal answers are read and compared once."""

    @cache
    def pair(one: Ask, answer: str, other: Ask, rival: str) -> Compared:
        return compared(_asked(one), _said(answer), _asked(other), _said(rival), least)

    rows = [
        pair(asks[a], outputs[a], asks[b], outputs[b])._asdict()
        for a, b in zip(edges["a"].to_pylist(), edges["b"].to_pylist(), strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=WEIGHED)
