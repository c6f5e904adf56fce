"""RANK: which of several pairs survives. Lower is better; equal ranks are settled by id."""

import pyarrow as pa
import pyarrow.compute as pc

_TRUST_TOP = 2**15
_COMPLETE = r'[.!?…。！？)\]}"\x27”’`*>|]\s*$|(?:^|\n)\s*(?:\S+\s+){0,6}\S+\s*$'


def rank(pairs: pa.Table, reviewed: pa.Array) -> pa.Array:
    """Higher trust first, then not under review, then a complete ending (a full stop, or a last line of few words)."""
    distrust = pc.subtract(_TRUST_TOP, pairs["trust"].cast(pa.int32()))
    doubted = pc.is_in(pairs["pair_id"], value_set=reviewed).cast(pa.int32())
    broken_off = pc.invert(pc.match_substring_regex(pairs["output"], _COMPLETE)).cast(pa.int32())
    ranks = pc.add(pc.add(pc.multiply(distrust, 4), pc.multiply(doubted, 2)), broken_off)
    return ranks.combine_chunks() if isinstance(ranks, pa.ChunkedArray) else ranks
