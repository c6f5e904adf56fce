"""What the page says above the samples: six numbers, the reconciliation, blockers, licences, stages, the funnel."""

from dataclasses import dataclass
from typing import Any

import orjson

from pipeline.job import Job
from pipeline.report.drawn import name
from pipeline.report.funnel import Funnel, Loss, changes, losses
from pipeline.report.licences import LicenceRow, licence_rows
from pipeline.report.picks import Licences
from schemas.manifest import Lane, Lost, Neighbours, Residual, SourceFact

SETTINGS_CHARS = 2000


@dataclass(frozen=True)
class Balance:
    """One source's row of the reconciliation, and its bar."""

    source: str
    rows_in: int
    train: int
    held: int
    dropped: int
    quarantined: int
    defects: int
    policy: int

    def adds_up(self) -> bool:
        return self.rows_in == self.train + self.held + self.dropped + self.quarantined

    def segments(self) -> list[tuple[str, float, float]]:
        """Name, start and width of each stretch of the bar, in percent."""
        parts = {"train": self.train, "held": self.held, "defect": self.defects, "policy": self.policy}
        parts["quarantined"] = self.quarantined
        at, found = 0.0, []
        for part, count in parts.items():
            width = 100 * count / max(1, self.rows_in)
            found += [(part, at, width)] if count else []
            at += width
        return found


@dataclass(frozen=True)
class StageRow:
    name: str
    part: str
    drops: str
    settings: str


@dataclass(frozen=True)
class View:
    """All but the samples; a stage's settings and the blockers are drawn already."""

    name: str
    run_id: str
    limit: int | None
    facts: list[SourceFact]
    total: Balance
    balances: list[Balance]
    licences: list[LicenceRow]
    blockers: list[str]
    stages: list[StageRow]
    defects: Funnel
    policy: Funnel
    changes: Funnel
    neighbours: Neighbours | None
    residual: Residual | None


def viewed(job: Job, facts: list[SourceFact], lanes: dict[str, Lane], lost: list[Lost], licences: Licences) -> View:
    owned = {placed.name for placed in job.recipe.chain if not placed.defect}
    found = losses(job.tallies, lost, owned)
    balances = [_balance(fact.name, lanes[fact.name], found) for fact in facts if fact.name in lanes]
    total = _total(balances)
    rows_in = {balance.source: balance.rows_in for balance in balances}
    rows = licence_rows(facts, licences)
    return View(
        name=job.recipe.run.name,
        run_id=job.run_id,
        limit=job.limit,
        facts=facts,
        total=total,
        balances=balances,
        licences=rows,
        blockers=_blockers(rows, total),
        stages=_stages(job),
        defects=Funnel.of([loss for loss in found if not loss.owned], rows_in, _order(job)),
        policy=Funnel.of([loss for loss in found if loss.owned], rows_in, _order(job)),
        changes=Funnel.of(changes(job.tallies), rows_in, _order(job)),
        neighbours=job.neighbours,
        residual=job.residual,
    )


def _order(job: Job) -> list[str]:
    return ["ingest", *(placed.name for placed in job.recipe.chain)]


def _balance(source: str, lane: Lane, found: list[Loss]) -> Balance:
    dropped = [loss for loss in found if loss.source == source and loss.verdict == "drop"]
    policy = sum(loss.taken for loss in dropped if loss.owned)
    defects = sum(loss.taken for loss in dropped if not loss.owned)
    if policy + defects != lane.dropped:
        raise ValueError(f"{source}: the reasons of the drops do not add up to {lane.dropped}")
    return Balance(source, lane.rows_in, lane.train, lane.held, lane.dropped, lane.quarantined, defects, policy)


def _total(balances: list[Balance]) -> Balance:
    columns = ("rows_in", "train", "held", "dropped", "quarantined", "defects", "policy")
    return Balance("All sources", *(sum(getattr(balance, column) for balance in balances) for column in columns))


def _blockers(licences: list[LicenceRow], total: Balance) -> list[str]:
    found = [
        f"{name(row.source)}: {row.train + row.held:,} kept pairs under the licence “{name(row.licence)}” "
        f"({row.verdict.removeprefix('Blocker: ')})"
        for row in licences
        if row.blocks
    ]
    return found if total.train else [*found, "The training set is empty"]


def _stages(job: Job) -> list[StageRow]:
    chain: dict[str, Any] = job.recipe.resolved()["chain"]
    return [
        StageRow(
            placed.name,
            placed.part,
            "a defect of the data" if placed.defect else "the owner's choice",
            name(orjson.dumps(chain[placed.name], default=str, option=orjson.OPT_SORT_KEYS).decode(), SETTINGS_CHARS),
        )
        for placed in job.recipe.chain
    ]
