"""What a finished run kept, curated again by `exact` and `dedup` alone: nothing more should go.

python benchmarks/again.py RUN VECTORS    (VECTORS is the run's cache, of which a copy is used)
"""

import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

import measure
from foundation import all_but
from pipeline import open_run

STAGES = ("exact", "dedup")


def main(run: Path, vectors: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(vectors, folder / "vectors")
        kept = open_run(run).pairs()
        recipe = _written(folder, kept)
        made = measure.measured([*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--json"])
        again = open_run(folder / "again")
        drops = {stage: _drops(again.ledger(stage)) for stage in STAGES}
        before = open_run(run).manifest.neighbours
        after = again.manifest.neighbours
        assert before is not None and after is not None
        told = ", ".join(f"{stage} {len(rows):,}{_reasons(rows)}" for stage, rows in drops.items())
        lines = [
            f"{len(kept):,} pairs that a run of all public sets kept, of the {before.pairs:,} that stood before "
            f"`dedup`. Curated again by {' and '.join(STAGES)} alone in {made.seconds:.0f} s ({after.edges:,} edges "
            f"weighed): dropped are **{told}** (the bar: none).",
        ]
        _show(drops["dedup"], again.texts())
        measure.write("again.md", "The survivors judged again", "python benchmarks/again.py RUN VECTORS", lines)


def _written(folder: Path, kept: pa.Table) -> Path:
    """One file and source for each source of the run; none of its pairs has a history or a system text."""
    text = f'[run]\nname = "again"\nout = "again"\ncache = "vectors"\n[chain]\nskip = {json.dumps(all_but(STAGES))}\n'
    for source in sorted(set(kept["source"].to_pylist())):
        rows = kept.filter(pc.equal(kept["source"], source)).to_pylist()
        assert not any(row["history"] or row["system"] for row in rows)
        with (folder / f"{source}.jsonl").open("w", encoding="utf-8") as file:
            for row in rows:
                asked = {name: row[name] for name in ("instruction", "input", "output")}
                file.write(json.dumps(asked, ensure_ascii=False) + "\n")
        text += f'[[source]]\nname = "{source}"\nformat = "alpaca"\npath = "{source}.jsonl"\n'
    path = folder / "again.toml"
    path.write_text(text)
    return path


def _drops(said: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = said.filter(pc.equal(said["verdict"], "drop")).to_pylist()
    return rows


def _reasons(rows: list[dict[str, Any]]) -> str:
    counted = Counter(row["reason"] for row in rows)
    return f" ({', '.join(f'{count:,} {reason}' for reason, count in counted.most_common())})" if rows else ""


def _show(rows: list[dict[str, Any]], texts: pa.Table) -> None:
    """To the terminal, for a person to read: what went, and for whom."""
    ids = pa.array([row[name] for row in rows for name in ("pair_id", "rival_id")], pa.string())
    found = texts.filter(pc.is_in(texts["pair_id"], value_set=ids)).to_pylist()
    of = {row["pair_id"]: {name: row[name] for name in ("instruction", "input", "output")} for row in found}
    for row in rows[:20]:
        print(json.dumps({**row, "own": of[row["pair_id"]], "rival": of[row["rival_id"]]}, default=str)[:3000])


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
