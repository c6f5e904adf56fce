"""JOB: a run in the making, handed from step to step."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engine import Local
from pipeline.ledger import Tally
from pipeline.progress import Progress
from pipeline.recipe import Placed, Recipe
from pipeline.sources import Surveyed
from pipeline.vectors import LocalShelf
from pipeline.work import Account, Place
from schemas.manifest import Neighbours, Residual

if TYPE_CHECKING:
    from pipeline.closeness import Close


@dataclass
class Job:
    recipe: Recipe
    shelf: LocalShelf
    folder: Path
    engine: Local
    progress: Progress
    batch: int
    limit: int | None
    sources: list[Surveyed]
    place: Place
    run_id: str
    account: Account = field(default_factory=Account)
    tallies: dict[str, Tally] = field(default_factory=dict)
    written: dict[str, Counter[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    collisions: int = 0
    residual: Residual | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    close: "Close | None" = None
    neighbours: Neighbours | None = None

    def count(self, tally: Tally) -> None:
        self.tallies.setdefault(tally.source, Tally(tally.source)).add(tally)

    def before(self, placed: Placed) -> tuple[Placed, ...]:
        """The stages of the chain that come before this one."""
        return self.recipe.chain[: self.recipe.chain.index(placed)]

    def ledgers(self) -> tuple[str, ...]:
        """The folders of all ledgers of the chain, in its order."""
        return tuple(placed.folder for placed in self.recipe.chain)
