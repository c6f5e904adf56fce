"""Who is right where answers conflict: what can be recomputed, else two independent sources to one, else trust."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Step = Literal["recomputed", "majority", "trust", "tie"]
LEAST_VOTES = 2
TIMES = 2


@dataclass
class Side:
    """One answer of a cluster, however many pairs give it: by how many sources, and how trusted the best of them is."""

    nodes: list[int] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    trust: int = -(2**15)
    right: int = 0


def winner(sides: Sequence[Side]) -> tuple[int, Step]:
    """The place of the side that stays, or -1, and the step that settled it."""
    recomputed = [at for at, side in enumerate(sides) if side.right > 0]
    if len(recomputed) == 1:
        return recomputed[0], "recomputed"
    votes = sorted((len(side.sources), at) for at, side in enumerate(sides))
    if votes[-1][0] >= LEAST_VOTES and votes[-1][0] >= TIMES * votes[-2][0]:
        return votes[-1][1], "majority"
    trusts = sorted((side.trust, at) for at, side in enumerate(sides))
    if trusts[-1][0] > trusts[-2][0]:
        return trusts[-1][1], "trust"
    return -1, "tie"


def told(step: Step, sides: Sequence[Side], won: int) -> str:
    """The step in words."""
    if step == "recomputed":
        return "the value can be recomputed"
    if step == "majority":
        most = max(len(side.sources) for at, side in enumerate(sides) if at != won)
        return f"{len(sides[won].sources)} independent sources against {most}"
    if step == "trust":
        most = max(side.trust for at, side in enumerate(sides) if at != won)
        return f"trust {sides[won].trust} against {most}"
    return "conflicting or ambiguous, and nothing settles it"
