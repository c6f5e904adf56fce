"""What a comparator says of two answers."""

from typing import Literal, NamedTuple

from stages.contradiction.said import shown


class Finding(NamedTuple):
    """`silent`: the answers are of the comparator's kind, and neither agree nor surely conflict. Spans are short."""

    verdict: Literal["agree", "conflict", "silent"]
    confidence: float = 1.0
    first: str = ""
    second: str = ""


AGREE = Finding("agree")
SILENT = Finding("silent")


def conflict(confidence: float, first: str, second: str) -> Finding:
    return Finding("conflict", confidence, shown(first), shown(second))
