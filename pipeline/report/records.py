"""The samples as the page holds them: each a plain record whose strings are drawn already."""

import itertools
from typing import Any

import orjson

from pipeline.job import Job
from pipeline.recipe import FIXES_TEXT
from pipeline.report.drawn import name
from pipeline.report.picks import Group, Pick, Picks
from pipeline.report.texts import Shown, TextTask, Wanted, fetch
from pipeline.work import Partition

MAX_RECORDS = 10_000
PER_PAGE = 50
CONFLICTS = "contradiction"
DID = {
    "drop": "dropped",
    "quarantine": "quarantined",
    "rewrite": "rewritten",
    "review": "for review",
    "keep": "kept, a near miss",
    "label": "labelled",
    "hold": "held out",
}

Record = dict[str, Any]
Chosen = tuple[Group, Pick]


def recorded(job: Job, partitions: list[Partition], picks: Picks) -> list[Record]:
    """One sample of each kind first, then a second of each, and so on: whoever cuts the list cuts fairly."""
    chosen = _rounds(job, picks)[:MAX_RECORDS]
    texts = _texts(job, partitions, chosen)
    return [_record(group, pick, texts) for group, pick in chosen]


def _rounds(job: Job, picks: Picks) -> list[Chosen]:
    sources = [source.source.name for source in job.sources]
    stages = ["ingest", *(placed.name for placed in job.recipe.chain)]
    groups = sorted(picks, key=lambda g: (sources.index(g.source), stages.index(g.stage), g.verdict, g.reason))
    rounds = itertools.zip_longest(*([(group, pick) for pick in picks[group]] for group in groups))
    return [one for lap in rounds for one in lap if one is not None]


def _wanted(group: Group, pick: Pick) -> Wanted:
    if group.verdict == "rewrite":
        return Wanted(pick.pair_id, group.stage, group.reason)
    return Wanted(pick.pair_id, span=_span(group, pick, "own"))


def _rival(group: Group, pick: Pick) -> Wanted:
    return Wanted(pick.rival_id, span=_span(group, pick, "other"))


def _span(group: Group, pick: Pick, side: str) -> str:
    """What one side of a conflict says."""
    return str(orjson.loads(pick.facts).get(side, "")) if group.stage == CONFLICTS else ""


def _texts(job: Job, partitions: list[Partition], chosen: list[Chosen]) -> dict[Wanted, Shown]:
    """The texts of the samples and of their rivals, which may lie anywhere in the run."""
    rewriters = tuple((p.name, p.folder) for p in job.recipe.chain if p.alone and p.part == FIXES_TEXT)
    own = [(pick.partition, _wanted(group, pick)) for group, pick in chosen if group.verdict != "quarantine"]
    rivals = sorted({_rival(group, pick) for group, pick in chosen if pick.rival_id})
    tasks = []
    for partition in partitions:
        wanted = {one for where, one in own if where == partition.name}
        wanted |= {rival for rival in rivals if rival.pair_id.startswith(f"{partition.source}-")}
        if wanted:
            tasks.append(TextTask(job.folder, partition.name, tuple(sorted(wanted)), rewriters))
    found: dict[Wanted, Shown] = {}
    for part in job.engine.map(fetch, tasks):
        found.update(part)
    return found


def _record(group: Group, pick: Pick, texts: dict[Wanted, Shown]) -> Record:
    mine = texts.get(_wanted(group, pick))
    quarantined = group.verdict == "quarantine"
    return {
        "source": name(group.source),
        "stage": name(group.stage),
        "verdict": DID[group.verdict],
        "reason": name(group.reason),
        "id": name(pick.pair_id),
        "place": name(_address(pick) if quarantined else mine.origin if mine else ""),
        "evidence": [name(line) for line in pick.evidence],
        "measure": _measure(pick),
        "sides": [] if quarantined else _sides(group, pick, texts),
    }


def _sides(group: Group, pick: Pick, texts: dict[Wanted, Shown]) -> list[Record]:
    title = "The pair as it is kept" if group.verdict == "rewrite" else f"The pair ({DID[group.verdict]})"
    sides = [_side(title, "", texts.get(_wanted(group, pick)))]
    if pick.rival_id:
        survivor = group.verdict == "drop" and group.reason.startswith("duplicate.")
        title = "The survivor that it repeats" if survivor else "The other pair"
        sides.append(_side(title, pick.rival_id, texts.get(_rival(group, pick))))
    return sides


def _side(title: str, pair_id: str, shown: Shown | None) -> Record:
    note = "" if shown and shown.fields else "The run keeps no text of it." if shown else "Its text is not in this run."
    fields = shown.fields if shown else []
    return {"title": title, "id": name(pair_id), "note": note, "fields": fields}


def _address(pick: Pick) -> str:
    """Where the raw record stands: file, row and, where it is known, the byte."""
    facts = orjson.loads(pick.facts)
    if "file" not in facts:
        return ""
    offset = facts.get("offset")
    return f"{facts['file']}, row {facts['row']}" + (f", byte {offset:,}" if offset is not None else "")


def _measure(pick: Pick) -> str:
    both = (("score", pick.score), ("threshold", pick.threshold))
    return ", ".join(f"{what} {value:.4g}" for what, value in both if value is not None)
