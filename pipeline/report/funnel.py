"""The funnel: per source, stage and reason how many rows were found, taken, and taken by nobody else."""

from collections import defaultdict
from dataclasses import dataclass, replace

from pipeline.ledger import TAKES, Tally
from pipeline.report.records import DID
from schemas.manifest import Lost

ALL = "All sources"


@dataclass(frozen=True)
class Loss:
    """`taken`: went here first; `found`: would have gone here; `only`: would have stayed but for this stage."""

    source: str
    stage: str
    verdict: str
    reason: str
    found: int
    taken: int
    only: int
    owned: bool = False

    @property
    def did(self) -> str:
        return DID[self.verdict]


@dataclass(frozen=True)
class Block:
    """One source's lines."""

    source: str
    rows_in: int
    lines: list[Loss]

    @property
    def taken(self) -> int:
        return sum(line.taken for line in self.lines)

    @property
    def only(self) -> int:
        return sum(line.only for line in self.lines)


@dataclass(frozen=True)
class Funnel:
    blocks: list[Block]

    @property
    def widest(self) -> float:
        """The largest share of a source's rows that one line holds: as long as a bar gets."""
        shares = [line.taken / block.rows_in for block in self.blocks for line in block.lines if block.rows_in]
        return max(shares, default=0.0) or 1.0

    @classmethod
    def of(cls, lines: list[Loss], rows_in: dict[str, int], stages: list[str]) -> "Funnel":
        """All sources together first, where there are several, then each; in the order of the chain."""
        by_source = {source: [line for line in lines if line.source == source] for source in rows_in}
        blocks = [Block(source, rows_in[source], mine) for source, mine in by_source.items() if mine]
        if len(rows_in) > 1 and lines:
            blocks.insert(0, Block(ALL, sum(rows_in.values()), _summed(lines)))
        for block in blocks:
            block.lines.sort(key=lambda line: (stages.index(line.stage), -line.taken, line.verdict, line.reason))
        return cls(blocks)


def losses(tallies: dict[str, Tally], lost: list[Lost], owned: set[str]) -> list[Loss]:
    """Every row that a stage takes; a hold is always the owner's choice."""
    first = {(one.source, one.stage, one.verdict, one.reason): one for one in lost}
    keys = {(source, *key) for source, tally in tallies.items() for key in tally.any} | set(first)
    found = []
    for source, stage, verdict, reason in sorted(keys):
        one = first.get((source, stage, verdict, reason))
        taken, only = (one.pairs, one.only) if one else (0, 0)
        chosen = stage in owned or verdict == "hold"
        found.append(
            Loss(source, stage, verdict, reason, tallies[source].any[stage, verdict, reason], taken, only, chosen)
        )
    return found


def changes(tallies: dict[str, Tally]) -> list[Loss]:
    """What was said of pairs without taking them: rewrites, labels, reviews, near misses."""
    return [
        Loss(source, stage, verdict, reason, count, count, 0)
        for source, tally in tallies.items()
        for (stage, verdict, reason), count in sorted(tally.said.items())
        if verdict not in TAKES
    ]


def _summed(lines: list[Loss]) -> list[Loss]:
    alike: dict[tuple[str, str, str], list[Loss]] = defaultdict(list)
    for line in lines:
        alike[line.stage, line.verdict, line.reason].append(line)
    return [
        replace(
            same[0],
            source=ALL,
            found=sum(line.found for line in same),
            taken=sum(line.taken for line in same),
            only=sum(line.only for line in same),
        )
        for same in alike.values()
    ]
