"""Reads the public sets whole and shows that they add up: counts, time, memory, and that `datasets` opens the shards.

python benchmarks/foundation.py DATA    (DATA holds alpaca_data.json, databricks-dolly-15k.jsonl and flan/)
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow.compute as pc

import measure
from pipeline import open_run
from pipeline.recipe import CHAIN

RECIPE = """
[run]
name = "public"
seed = 7
out = "{out}"
[chain]
skip = {skip}
"""
STAGES = ("policy", "pii", "repair", "exact", "holdout")
SOURCES = (
    ("alpaca", "alpaca", "alpaca_data.json", "CC-BY-NC-4.0"),
    ("dolly", "dolly", "databricks-dolly-15k.jsonl", "CC-BY-SA-3.0"),
    ("flan_cot", "flan", "flan/cot", "Apache-2.0"),
    ("flan_p3", "flan", "flan/p3.jsonl", "Apache-2.0"),
    ("flan_ni", "flan", "flan/ni", "Apache-2.0"),
)
ROUNDS = 3
LANE = ("rows_in", "quarantined", "dropped", "held", "train")


def main(data: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rounds, again = [], []
        for n in range(ROUNDS):
            recipe = _recipe(Path(folder), data, f"run{n}")
            command = [*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--json"]
            rounds.append(measure.measured(command))
            again.append(measure.measured(command))
        _tell(Path(folder) / "run0", rounds, again)


def all_but(stages: Sequence[str]) -> list[str]:
    """What a recipe skips so that these are left."""
    return [link.stage.name for link in CHAIN if link.stage.name not in stages]


def _recipe(folder: Path, data: Path, out: str) -> Path:
    text = RECIPE.format(out=out, skip=json.dumps(all_but(STAGES)))
    for name, form, file, licence in SOURCES:
        text += f'[[source]]\nname = "{name}"\nformat = "{form}"\npath = "{data / file}"\nlicence = "{licence}"\n'
    path = folder / f"{out}.toml"
    path.write_text(text)
    return path


def _tell(run: Path, rounds: list[measure.Measured], again: list[measure.Measured]) -> None:
    lanes = json.loads(rounds[0].output)["lanes"]
    seconds, peak = [r.seconds for r in rounds], max(r.peak_mb for r in rounds)
    lines = [
        f"All sources at once through {', '.join(STAGES)}; 2 workers, {ROUNDS} rounds: median "
        f"**{statistics.median(seconds):.1f} s** "
        f"({min(seconds):.1f} to {max(seconds):.1f}), peak **{peak:.0f} MB** over all processes "
        "(the bar: 60 s, 1,200 MB).",
        f"A second run of the same recipe computes nothing: {statistics.median(r.seconds for r in again):.1f} s.",
        "",
        "| source | rows in | quarantined | dropped | held out | train |",
        "|---|---:|---:|---:|---:|---:|",
        *("| " + " | ".join([name, *(f"{lane[key]:,}" for key in LANE)]) + " |" for name, lane in lanes.items()),
        "",
        *_checks(run),
    ]
    measure.write("foundation.md", "The foundation on public data", "python benchmarks/foundation.py DATA", lines)


def _checks(run: Path) -> list[str]:
    import datasets

    opened = open_run(run)
    repaired = opened.ledger("repair")
    empty = pc.sum(pc.equal(repaired["reason"], "repair.empty_output")).as_py()
    of_p3 = repaired.filter(pc.starts_with(repaired["pair_id"], "flan_p3-"))
    empty_p3 = pc.sum(pc.equal(of_p3["reason"], "repair.empty_output")).as_py()
    marked = 0
    lines = []
    for config in ("messages", "prompt-completion"):
        shards = datasets.load_dataset(str(run / "shards"), config, cache_dir=str(run.parent / "cache"))
        marked += sum("<|endoftext|>" in str(row) for split in shards.values() for row in split)
        lines.append(
            f"- `datasets.load_dataset(shards, '{config}')`: " + str({k: v.num_rows for k, v in shards.items()})
        )
    lanes = opened.manifest.lanes.values()
    wanted = {"train": sum(lane.train for lane in lanes), "heldout": sum(lane.held for lane in lanes)}
    return [
        f"- The manifest's counts: {wanted}; every source adds up: {all(lane.balanced() for lane in lanes)}.",
        *lines,
        f"- Shard rows that hold `<|endoftext|>`: {marked}.",
        f"- Empty outputs dropped: {empty}, of them {empty_p3} of P3.",
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
