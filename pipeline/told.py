"""What the command line tells a person of a run."""

import json
from typing import Any

from pipeline.run import Finished


def finished(done: Finished, as_json: bool) -> Any:
    """Where everything is, what came of the rows, and what was computed for it."""
    made = {what: dict(counts) for what, counts in _made(done).items()}
    lanes = {name: lane.model_dump() for name, lane in done.manifest.lanes.items()}
    if as_json:
        return {
            "run": str(done.folder),
            "run_id": done.manifest.run_id,
            "was_finished": done.was_finished,
            "lanes": lanes,
            "files": made,
        }
    heads = ["source", "rows in", "quarantined", "dropped", "held out", "train"]
    rows = [[name, *(f"{n:,}" for n in lane.values())] for name, lane in lanes.items()]
    rows.append(["all", *(f"{sum(lane[k] for lane in lanes.values()):,}" for k in next(iter(lanes.values())))])
    return "\n".join(
        [
            *table(heads, rows),
            "",
            *_notes(done),
            account(made, done.was_finished),
            f"report    {done.folder / 'report.html'}",
            f"shards    {done.folder / 'shards'}",
            f"manifest  {done.folder / 'manifest.json'}",
        ]
    )


def _notes(done: Finished) -> list[str]:
    """What a person should know before the set is used."""
    empty = [name for name, lane in done.manifest.lanes.items() if not lane.train]
    unknown = [s.name for s in done.manifest.sources if s.licence == "unknown" and s.name not in empty]
    notes = [f"note: {', '.join(empty)}: nothing is left to train on"] if empty else []
    if unknown:
        notes.append(f"note: {', '.join(unknown)}: the licence is unknown, so nobody should sign; set it in the recipe")
    return [*notes, ""] if notes else []


def account(made: dict[str, dict[str, int]], was_finished: bool) -> str:
    """One line on what was computed and what was not."""
    if was_finished:
        return "nothing to do: the finished run is of this recipe, data and code, and whole"
    said = [
        f"{how} " + ", ".join(f"{what} {n}" for what, n in counts.items()) for how, counts in made.items() if counts
    ]
    return "partitions: " + "; ".join(said)


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    """Columns under each other, the first to the left and numbers to the right."""
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    return [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [heads, *rows]
    ]


def plan(facts: dict[str, Any]) -> str:
    """The plan as text: sources, stages with their settings, what would run, and what it would take."""
    sources = [
        [s["name"], s["format"], f"{s['files']:,}", f"{s['megabytes']:,.1f}", s["licence"], str(s["trust"])]
        for s in facts["sources"]
    ]
    stages = [[name, _settings(stage)] for name, stage in facts["chain"].items()]
    return "\n".join(
        [
            f"{facts['run']}  ({facts['state']})",
            "",
            *table(["source", "format", "files", "MB", "licence", "trust"], sources),
            "",
            *(f"measured on later: {r['name']}, {r['items']:,} items of {r['path']}" for r in facts["references"]),
            f"read already: {facts['files_read_already']} parts",
            *(f"{name:<16} {settings}" for name, settings in stages),
            "",
            f"estimate: {facts['estimate']}",
        ]
    )


def _settings(stage: dict[str, Any]) -> str:
    told = ", ".join(f"{name} = {json.dumps(v, default=str)}" for name, v in stage["settings"].items()) or "no settings"
    there = stage["ledgers_of_this_code_and_settings"]
    return f"{told}  ({there} ledgers of this code and these settings are there)" if there else told


def _made(done: Finished) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {"computed": {}, "reused": {}, "linked": {}}
    for (what, how), count in sorted(done.account.counts.items()):
        made[how][what] = count
    return made
