"""A run that makes vectors and joins them, killed with all its processes at random moments of just that, then resumed.

python benchmarks/kills_near.py [KILLS]
"""

import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import kills
import measure
import memory
from foundation import all_but
from pipeline import store
from pipeline.cache import ENDING, rows_in
from pipeline.vectors import AT_ONCE

STAGES = ("policy", "exact", "dedup")
PAIRS, SOURCES, WORKERS = 9_000, 3, 2
HEADING = "## While vectors are made and joined"
# in each process: how many windows the encoder is given, told before it begins
COUNTING = """
import os
from stages.models import encoder
encode = encoder.Loaded.encode
def counted(self, windows):
    with open(os.environ["COUNTED"], "a") as file:
        file.write(f"{len(windows)}\\n")
    return encode(self, windows)
encoder.Loaded.encode = counted
"""


@dataclass(frozen=True)
class Killed:
    """Whether it was still at work; `there`: vectors in the cache at that moment; `again`: how many were made twice."""

    alive: bool
    there: int
    joined: bool
    again: int
    kept: bool
    same: bool


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sitecustomize.py").write_text(COUNTING)
        memory.write_pairs(folder / "all.jsonl", PAIRS)
        lines = (folder / "all.jsonl").read_text().splitlines(keepends=True)
        for n in range(SOURCES):
            (folder / f"s{n}.jsonl").write_text("".join(lines[n::SOURCES]))
        began = time.monotonic()
        _finish(folder, "whole")
        seconds = time.monotonic() - began
        wanted, distinct, clock = _hashes(folder / "whole"), _made(folder, "whole"), _clock(folder)
        rows: list[Killed] = []
        for n in itertools.count():
            if sum(row.alive for row in rows) == count:
                break
            rows.append(_one(folder, f"run{n}", clock.drawn(random.Random(n)), wanted, distinct))
        write(_lines([row for row in rows if row.alive], seconds, clock, distinct))


@dataclass(frozen=True)
class Clock:
    """When how many vectors were there, from the last ledger before the vectors to the one that comes of them."""

    begin: float
    end: float
    vectors: list[tuple[float, int]]

    def drawn(self, draw: random.Random) -> tuple[int, float]:
        """A moment between: how many vectors are there, and how many seconds later it is."""
        moment = draw.uniform(self.begin, self.end)
        at, there = max(one for one in [(self.begin, 0), *self.vectors] if one[0] <= moment)
        return there, moment - at


def _clock(folder: Path) -> Clock:
    begin, end = (
        max(path.stat().st_mtime for path in (folder / "whole" / "ledgers").glob(f"*-{stage}/*.parquet"))
        for stage in ("exact", "dedup")
    )
    found = sorted((path.stat().st_mtime, rows_in(path)) for path in (folder / "whole.cache").rglob(f"*{ENDING}"))
    sums = itertools.accumulate(rows for _, rows in found)
    return Clock(begin, end, [(moment, there) for (moment, _), there in zip(found, sums, strict=True)])


def _one(folder: Path, out: str, moment: tuple[int, float], wanted: dict[str, str], distinct: int) -> Killed:
    process = subprocess.Popen(
        _command(folder, out), cwd=measure.HOUSE, env=_counting(folder, out), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while process.poll() is None and not _reached(folder, out, moment[0]):
        time.sleep(0.01)
    time.sleep(moment[1])
    alive = process.poll() is None
    kills.end(process)
    before, there = _vectors(folder, out), _made(folder, out)
    joined = (folder / out / "edges" / "close.parquet").exists()
    _finish(folder, out)
    after = _vectors(folder, out)
    made = sum(map(int, (folder / f"{out}.made").read_text().split()))
    kept = before.items() <= after.items() and _made(folder, out) == distinct
    return Killed(alive, there, joined, made - distinct, kept, _hashes(folder / out) == wanted)


def _reached(folder: Path, out: str, there: int) -> bool:
    last = list((folder / out / "ledgers").glob("*-exact/*.parquet"))
    return len(last) == SOURCES and _made(folder, out) >= there


def _lines(rows: list[Killed], seconds: float, clock: Clock, distinct: int) -> list[str]:
    same, kept = sum(row.same for row in rows), sum(row.kept for row in rows)
    most = max(row.again for row in rows)
    return [
        f"{PAIRS:,} synthetic pairs in {SOURCES} sources, {', '.join(STAGES)}, {distinct:,} distinct windows, none "
        f"of them encoded; {WORKERS} workers; the whole run takes {seconds:.0f} s, of which "
        f"{clock.end - clock.begin:.0f} go to vectors, join and weighing. Killed (SIGKILL to every process) "
        f"{len(rows)} times at random in these: **{same} of {len(rows)} byte-identical after "
        f"resuming; in {kept} of {len(rows)} what was in the cache stayed as it was and each vector is in it once; at "
        f"most {most:,} windows were encoded twice** (in flight are at most {AT_ONCE:,} a worker, "
        f"{WORKERS * AT_ONCE:,}).",
        "",
        "| vectors in the cache when killed | edges found | encoded twice | kept | identical |",
        "|---:|---|---:|---|---|",
        *(
            f"| {row.there:,} | {_yes(row.joined)} | {row.again:,} | {_yes(row.kept)} | {_yes(row.same)} |"
            for row in rows
        ),
    ]


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def write(lines: list[str]) -> None:
    """As the last section of kills.md, below what kills.py wrote."""
    path = measure.HOUSE / "benchmarks" / "kills.md"
    above = path.read_text(encoding="utf-8").partition(HEADING)[0].rstrip("\n")
    made = f"Made by `python benchmarks/kills_near.py` on {measure.machine()}."
    path.write_text("\n".join([above, "", HEADING, "", made, "", *lines, ""]), encoding="utf-8")
    print("\n".join(lines))


def _command(folder: Path, out: str) -> list[str]:
    recipe = folder / f"{out}.toml"
    text = f'[run]\nname = "k"\nout = "{out}"\ncache = "{out}.cache"\n[chain]\nskip = {json.dumps(all_but(STAGES))}\n'
    for n in range(SOURCES):
        text += f'[[source]]\nname = "s{n}"\nformat = "alpaca"\npath = "s{n}.jsonl"\n'
    recipe.write_text(text)
    return [*measure.WINNOW, "curate", str(recipe), "--workers", str(WORKERS), "--quiet"]


def _counting(folder: Path, out: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{folder}:{measure.HOUSE}", "COUNTED": str(folder / f"{out}.made")}


def _finish(folder: Path, out: str) -> None:
    subprocess.run(
        _command(folder, out), cwd=measure.HOUSE, env=_counting(folder, out), check=True, stdout=subprocess.DEVNULL
    )


def _vectors(folder: Path, out: str) -> dict[str, str]:
    return {path.name: store.sha256(path) for path in (folder / f"{out}.cache").rglob(f"*{ENDING}")}


def _made(folder: Path, out: str) -> int:
    return sum(rows_in(path) for path in (folder / f"{out}.cache").rglob(f"*{ENDING}"))


def _hashes(run: Path) -> dict[str, str]:
    files = json.loads((run / "manifest.json").read_bytes())["files"]
    return {name: fact["sha256"] for name, fact in files.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
