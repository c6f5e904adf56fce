"""Looks at the texts behind an edge: do the answers agree, what sets the asks apart, how many words are shared."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa

from stages.answers.compare import compare
from stages.answers.parsed import Answer, parsed
from stages.asks import Ask
from stages.dedup.differences import AskWording, differences
from stages.dedup.lexical import jaccard, shingles

VOUCHING_WORDS = 12


class _Pair:
    """A pair whose texts are read once, and only as far as somebody asks."""

    def __init__(self, ask: Ask, output: str) -> None:
        self.text, self.output = ask, output

    @cached_property
    def ask(self) -> AskWording:
        return AskWording(self.text)

    @cached_property
    def answer(self) -> Answer:
        return parsed(self.output)

    @cached_property
    def shingles(self) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
        return shingles(whole(self.text, self.output))


def whole(ask: Ask, output: str) -> str:
    """The pair as one text, for lexical signatures."""
    return f"{ask.text}\n{output}"


def weighed(asks: Sequence[Ask], outputs: Sequence[str], edges: pa.Table, ask_only: bool) -> pa.Table:
    """One row an edge: how the answers compare, the kind of difference between the asks, its words, exact Jaccard."""
    met: dict[int, _Pair] = {}

    def pair(row: int) -> _Pair:
        if row not in met:
            met[row] = _Pair(asks[row], outputs[row])
        return met[row]

    columns = (edges[name].to_pylist() for name in ("a", "b", "measure"))
    rows = [_weighed(pair(a), pair(b), measure, ask_only) for a, b, measure in zip(*columns, strict=True)]
    return pa.Table.from_pylist(rows, schema=WEIGHED)


WEIGHED = pa.schema(
    [
        pa.field("answers", pa.string(), nullable=False),
        pa.field("apart", pa.string(), nullable=False),
        pa.field("first", pa.string(), nullable=False),
        pa.field("second", pa.string(), nullable=False),
        pa.field("lexical", pa.float32(), nullable=False),
    ]
)


def _weighed(one: _Pair, other: _Pair, measure: str, ask_only: bool) -> dict[str, str | float]:
    answers = compare(one.answer, other.answer)
    agree = answers.verdict in ("agree", "near")
    if answers.verdict == "conflict" or not (agree or ask_only):
        return {
            "answers": answers.verdict,
            "apart": "",
            "first": answers.first,
            "second": answers.second,
            "lexical": 0.0,
        }
    shortest = min(len(one.answer.wording.words), len(other.answer.wording.words))
    apart = differences(one.ask, other.ask, lenient=agree and shortest >= VOUCHING_WORDS)
    return {
        "answers": answers.verdict,
        "apart": apart.kind,
        "first": apart.first,
        "second": apart.second,
        "lexical": jaccard(one.shingles, other.shingles) if measure == "lexical" and not apart.kind else 0.0,
    }
