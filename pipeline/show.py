"""Show: how often each thing was said in a run, or a seeded sample of what was said, with the texts beside it."""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from pipeline.checking import nearest
from pipeline.opened import OpenRun
from pipeline.told import table
from pipeline.visible import decision_line, edit_line, landed, line, pair_block, pair_line, visible
from schemas.decision import VERDICTS
from schemas.errors import RecipeError
from stages.normal import hash64

CLIP = 400
_COLUMNS = ["pair_id", "verdict", "reason"]


@dataclass(frozen=True)
class Wanted:
    """Which decisions; a reason may be a family such as `duplicate`."""

    stage: str | None = None
    reason: str | None = None
    verdict: str | None = None
    source: str | None = None

    def fits(self, verdict: str, reason: str) -> bool:
        family = self.reason is None or reason == self.reason or reason.startswith(f"{self.reason}.")
        return family and self.verdict in (None, verdict)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in asdict(self).items() if value) or "everything"


class Drawn(NamedTuple):
    """One decision of the sample: its place in the draw and in the ledgers."""

    draw: int
    nth: int
    stage: str
    partition: str
    row: int


def reasons(run: OpenRun, wanted: Wanted) -> Counter[tuple[str, str, str]]:
    """How many decisions there are by stage, verdict and reason; every name that the run does not have is an error."""
    _known(run, "source", wanted.source, [source.name for source in run.manifest.sources])
    _known(run, "verdict", wanted.verdict, VERDICTS)
    stages = [wanted.stage] if wanted.stage else list(run.stages)
    counts = Counter[tuple[str, str, str]]()
    for stage in stages:
        for _, ledger in _ledgers(run, stage, wanted.source, ["verdict", "reason"]):
            groups = ledger.group_by(["verdict", "reason"]).aggregate([([], "count_all")])
            counts.update({(stage, v, r): n for v, r, n in zip(*groups.to_pydict().values(), strict=True)})
    named = {reason for _, _, reason in counts}
    families = {reason.rpartition(".")[0] for reason in named} - {""}
    if wanted.reason and wanted.reason not in families:
        _known(run, "reason", wanted.reason, named)
    return Counter({said: n for said, n in counts.items() if wanted.fits(*said[1:])})


def _known(run: OpenRun, what: str, name: str | None, names: Any) -> None:
    if name is not None and name not in names:
        there = ", ".join(sorted(names)) or "none"
        hint = nearest(name, names)
        told = f"{hint} (there are {there})" if hint.startswith("did") else hint
        raise RecipeError(f"{run.folder} has no {what} {name!r}; {told}")


def _ledgers(run: OpenRun, stage: str, source: str | None, columns: list[str]) -> Iterator[tuple[str, pa.Table]]:
    folder = f"ledgers/{run.stage(stage)}"
    return ((name, run.read(folder, name, columns)) for name in run.partitions_of(source))


def sample(run: OpenRun, wanted: Wanted, count: int = 20, seed: int = 0) -> list[dict[str, Any]]:
    """The decisions whose hash with the seed is smallest: the same ones in whatever order the rows came."""
    stages = [wanted.stage] if wanted.stage else list(run.stages)
    drawn = heapq.nsmallest(count, (d for stage in stages for d in _draws(run, stage, wanted, seed)))
    said = [_decision(run, one) for one in drawn]
    rivals = run.find({d["rival_id"] for d in said if d["rival_id"]})
    pairs = run.find({d["pair_id"] for d in said if d["stage"] != "ingest"})
    for decision in said:
        if spot := pairs.get(decision["pair_id"]):
            decision["pair"] = run.pair(spot)
            edits = (
                landed(decision["pair"], run.said_of(decision["pair_id"], spot.partition)) if decision["edits"] else []
            )
            decision["edits"] = [
                e for e in edits if (e["stage"], e["reason"]) == (decision["stage"], decision["reason"])
            ]
        if rival := rivals.get(decision["rival_id"]):
            decision["rival"] = run.pair(rival)
    return said


def _draws(run: OpenRun, stage: str, wanted: Wanted, seed: int) -> Iterator[Drawn]:
    salt = str(seed).encode()
    for partition, ledger in _ledgers(run, stage, wanted.source, _COLUMNS):
        seen = Counter[tuple[str, str]]()
        for row, (pair_id, verdict, reason) in enumerate(zip(*ledger.to_pydict().values(), strict=True)):
            if wanted.fits(verdict, reason):
                nth = seen[pair_id, reason]
                seen[pair_id, reason] += 1
                yield Drawn(hash64(f"{pair_id}\x1f{reason}", salt), nth, stage, partition, row)


def _decision(run: OpenRun, drawn: Drawn) -> dict[str, Any]:
    rows = run.read(f"ledgers/{run.stage(drawn.stage)}", drawn.partition).slice(drawn.row, 1).to_pylist()
    return {"stage": drawn.stage, **rows[0], "facts": orjson.loads(rows[0]["facts"])}


def listed(counts: Counter[tuple[str, str, str]]) -> list[dict[str, Any]]:
    names = ("stage", "verdict", "reason")
    return [{**dict(zip(names, said, strict=True)), "said": count} for said, count in sorted(counts.items())]


def told_reasons(run: OpenRun, counts: Counter[tuple[str, str, str]]) -> str:
    """The table of everything that was said, in the order of the chain."""
    order = list(run.stages)
    ranked = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0]))
    rows = [
        [f"{stage:<15} {verdict:<10} {visible(reason)}", f"{count:,}"] for (stage, verdict, reason), count in ranked
    ]
    return "\n".join(table([f"{'stage':<15} {'verdict':<10} reason", "said"], rows))


def told_sample(said: list[dict[str, Any]], of: int, wanted: Wanted) -> str:
    """The sample for a terminal: decision, edits, text, and the text of the rival."""
    lines = [f"{len(said):,} of {of:,} decisions ({visible(str(wanted))})"]
    for decision in said:
        name = visible(decision["pair_id"])
        where = f" at {visible(decision['pair']['origin'])}" if "pair" in decision else ""
        lines += ["", f"{name}{where}", f"{decision['stage']} {decision_line(decision)}"]
        if "pair" in decision:
            lines += [edit_line(edit) for edit in decision["edits"]]
            lines += pair_block(decision["pair"], CLIP)
        if "rival" in decision:
            lines.append(f"rival {decision['rival_id']} at {line(decision['rival']['origin'])}")
            lines.append(f"  {pair_line(decision['rival'], CLIP)}")
    return "\n".join(lines)
