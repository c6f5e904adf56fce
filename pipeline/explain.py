"""Explain: the whole story of one record, from its row in a file to the place where it ended."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pyarrow.compute as pc

from pipeline.checking import nearest
from pipeline.opened import OpenRun, Spot, end_of
from pipeline.recipe import CHAIN
from pipeline.visible import decision_line, edit_line, ending, landed, line, pair_block, pair_line, visible
from schemas.errors import RecipeError, WinnowError

MOST = 20
TAKEN = {"dropped": "drop", "quarantined": "quarantine", "heldout": "hold"}


def holding(runs: list[Path], name: str) -> OpenRun:
    """The first of the runs that holds the record; the first of all where none does."""
    for folder in runs:
        try:
            run = OpenRun(folder)
            spots, rejects = _found(run, name)
        except WinnowError:
            continue
        if spots or rejects:
            return run
    return OpenRun(runs[0])


def explained(run: OpenRun, name: str, raw: bool = False) -> dict[str, Any]:
    """`story` of the one record that the name fits, or `matches` where it fits several."""
    if raw and not (run.folder / "pairs").is_dir():
        raise RecipeError(f"{run.folder} kept no raw texts ([run] keep_raw = false); leave out --raw")
    spots, rejects = _found(run, name)
    head: dict[str, Any] = {"run": str(run.folder), "run_id": run.manifest.run_id}
    head |= {} if run.is_finished else {"finished": False}
    if len(spots) + len(rejects) > 1:
        matches = [*map(_quarantined, rejects), *(match(run, spot) for spot in spots[:MOST])]
        return head | {"matches": matches, "of": len(rejects) + len(spots)}
    return head | {"story": _story(run, spots[0], raw) if spots else _quarantined(rejects[0])}


def _found(run: OpenRun, name: str) -> tuple[list[Spot], list[dict[str, Any]]]:
    file, colon, row = name.rpartition(":")
    return _at_origin(run, file, row) if colon and row.isdecimal() else (_by_id(run, name), [])


def _by_id(run: OpenRun, name: str) -> list[Spot]:
    """The pair of this id, else those whose id begins so."""
    if found := run.find([name]):
        return list(found.values())
    sources = [s.name for s in run.manifest.sources if name.startswith(f"{s.name}-") and len(name) > len(s.name) + 1]
    spots = [
        Spot(partition, row)
        for source in sources
        for partition in run.partitions_of(source)
        for row in pc.indices_nonzero(pc.starts_with(_column(run, partition, "pair_id"), name)).to_pylist()
    ]
    if not spots:
        names = ", ".join(source.name for source in run.manifest.sources)
        raise RecipeError(
            f"{run.folder} has no pair {name!r}; give an id of one of its sources ({names}) or an origin such as "
            "file.jsonl:17"
        )
    return spots


def _at_origin(run: OpenRun, file: str, row: str) -> tuple[list[Spot], list[dict[str, Any]]]:
    """The pairs and rejects of one row; before the file may stand its source (`source@`) or folders that lead to it."""
    source, at, rest = file.partition("@")
    of = source if at and source in {s.name for s in run.manifest.sources} else None
    parts = Path(rest if of else file).parts
    for name in ("/".join(parts[n:]) for n in range(len(parts))):
        held = list(run.partitions_of(of, sha256(name.encode()).hexdigest()[:8]))
        refused = [p for p in run.partitions_of(of) if p.endswith("-refused")]
        if found := _row_of(run, [*held, *refused], f"{name}:{int(row)}"):
            return found
        if held:
            so_far = "" if run.is_finished else " so far"
            raise RecipeError(
                f"{run.folder}: row {row} of {name} gave no pair{so_far}; count its lines, elements or rows from 1"
            )
    raise RecipeError(
        f"{run.folder} has read no file {file!r}; {nearest(parts[-1] if parts else '', run.files_read())}"
    )


def _row_of(run: OpenRun, partitions: list[str], origin: str) -> tuple[list[Spot], list[dict[str, Any]]] | None:
    spots, rejects = [], []
    for partition in partitions:
        rows = pc.indices_nonzero(pc.equal(_column(run, partition, "origin"), origin)).to_pylist()
        spots += [Spot(partition, row) for row in rows]
        said = run.read(f"ledgers/{run.stages['ingest']}", partition)
        rejects += said.filter(pc.equal(said["pair_id"], f"{run.source_of(partition)}@{origin}")).to_pylist()
    return (spots, rejects) if spots or rejects else None


def _column(run: OpenRun, partition: str, name: str) -> Any:
    return run.read("texts", partition, [name])[name]


def match(run: OpenRun, spot: Spot) -> dict[str, Any]:
    """A pair in short, and where it ended."""
    pair = run.pair(spot)
    end = _end(run, run.said_of(pair["pair_id"], spot.partition))
    return {"pair_id": pair["pair_id"], "origin": pair["origin"], "ended": end, "text": pair_line(pair, 100)}


def _end(run: OpenRun, said: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Where a pair ended; until the run is finished it may still go anywhere else."""
    end = end_of(said)
    return end if run.is_finished or end["stage"] else {"place": "not settled yet", "stage": None, "reason": None}


def _quarantined(decision: dict[str, Any]) -> dict[str, Any]:
    facts = orjson.loads(decision["facts"])
    told = {name: facts.get(name) for name in ("file", "row", "class", "offset")}
    return {"address": decision["pair_id"], **told, "evidence": decision["evidence"], "ended": {"place": "quarantined"}}


def _story(run: OpenRun, spot: Spot, raw: bool) -> dict[str, Any]:
    pair = run.pair(spot)
    said = run.said_of(pair["pair_id"], spot.partition)
    end = _end(run, said)
    if run.is_finished and end["place"] in ("train", "heldout"):
        end |= _in_shards(run, pair["pair_id"], end["place"])
    shown = pair | {name: run.pair(spot, "pairs")[name] for name in _TEXTS} if raw else pair
    source = next(s for s in run.manifest.sources if s.name == pair["source"])
    stages = [_stage(run, name, spot.partition, said, end) for name in run.stages if name != "ingest"]
    return {
        "pair": shown,
        "text": "raw" if raw else "fixed",
        "source": source.model_dump(),
        "stages": stages,
        "edits": landed(pair, said),
        "ended": end,
    }


_TEXTS = ("system", "history", "instruction", "input", "output")


def _stage(
    run: OpenRun, name: str, partition: str, said: dict[str, list[dict[str, Any]]], end: dict[str, Any]
) -> dict[str, Any]:
    """What a stage said of the pair; a silent one keeps it, unless it was not asked."""
    rivals = run.find({d["rival_id"] for d in said[name] if d["rival_id"]})
    decisions = [
        {key: value for key, value in decision.items() if key not in ("pair_id", "edits")}
        | {"facts": orjson.loads(decision["facts"])}
        | ({"rival": match(run, rivals[decision["rival_id"]])} if decision["rival_id"] in rivals else {})
        for decision in said[name]
    ]
    order = list(said)
    fell_before = end["stage"] is not None and order.index(end["stage"]) < order.index(name)
    judged = bool(decisions) or not fell_before or name in _ALONE
    waits = not run.has(f"ledgers/{run.stages[name]}", partition)
    return {"stage": name, "judged": judged and not waits, "said": decisions} | ({"waits": True} if waits else {})


_ALONE = {link.stage.name for link in CHAIN if hasattr(link.stage, "judge")}  # these judge every pair, fallen or not


def _in_shards(run: OpenRun, pair_id: str, split: str) -> dict[str, Any]:
    """The shard and the row in it (from 0) where the pair stands."""
    for name in sorted(run.manifest.files):
        if name.startswith(f"shards/messages/{split}"):
            row = pc.index(run.read("shards/messages", Path(name).stem, ["pair_id"])["pair_id"], pair_id).as_py()
            if row >= 0:
                return {"shard": name, "row": row}
    return {}


def told(found: dict[str, Any]) -> str:
    """The story for a terminal."""
    lines = [
        f"run      {found['run']} ({found['run_id']}{'' if found.get('finished', True) else ': as far as it went'})"
    ]
    if "matches" in found:
        lines += [f"{found['of']:,} records fit; name one of them:"]
        lines += [f"  {visible(_short(m))}" for m in found["matches"]]
    elif "address" in found["story"]:
        story = found["story"]
        lines += [f"address  {visible(story['address'])}", f"ended    quarantined: {story['class']}"]
        offset = "not known" if story["offset"] is None else story["offset"]
        lines += [f"where    file {visible(story['file'])}, row {story['row']}, byte offset {offset}"]
        lines += [f"evidence {visible(story['evidence'])}"]
    else:
        lines += _told_pair(found["story"])
    return "\n".join(lines)


def _told_pair(story: dict[str, Any]) -> Iterator[str]:
    pair, source = story["pair"], story["source"]
    yield f"pair     {pair['pair_id']}"
    yield f"origin   {visible(pair['origin'])}"
    about = {**source, **{name: pair[name] for name in ("licence", "made_by", "domain", "trust")}}
    names = ("name", "format", "licence", "made_by", "domain", "trust")
    yield "source   " + ", ".join(f"{name} {line(str(about[name]))}" for name in names)
    yield f"ended    {ending(story['ended'])}"
    yield ""
    for stage in story["stages"]:
        gone = "not judged yet" if stage.get("waits") else "not judged: gone before"
        silent = "silent: kept" if stage["judged"] else gone
        for decision in stage["said"] or [None]:
            yield f"{stage['stage']:<15} {decision_line(decision) if decision else silent}"
            if decision and "rival" in decision:
                yield f"{'':<15} rival {visible(_short(decision['rival']))}"
        yield from (f"{'':<15} {edit_line(edit)}" for edit in story["edits"] if edit["stage"] == stage["stage"])
    yield ""
    yield from pair_block(pair) if story["text"] == "fixed" else ("raw text", *pair_block(pair))


def _short(found: dict[str, Any]) -> str:
    name = found.get("pair_id") or found["address"]
    text = found.get("text") or found["evidence"]
    return f"{name} at {found['origin']}, {ending(found['ended'])}: {text}" if "origin" in found else f"{name}: {text}"
