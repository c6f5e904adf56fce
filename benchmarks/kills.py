"""A run of at least 20 s, killed with all its processes at random moments of its writing part, then resumed.

python benchmarks/kills.py [KILLS]
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import measure
import memory
from foundation import STAGES, all_but

PAIRS = 250_000


def main(kills: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        memory.write_pairs(folder / "made.jsonl", PAIRS)
        began = time.monotonic()
        _finish(folder, "whole")
        seconds = time.monotonic() - began
        wanted = _hashes(folder / "whole")
        rows = []
        for n in range(kills):
            moment = random.Random(n).uniform(0.15, 0.95) * seconds
            _kill(folder, f"run{n}", moment)
            reused = _finish(folder, f"run{n}")
            rows.append((moment, reused, _hashes(folder / f"run{n}") == wanted))
            subprocess.run(["rm", "-rf", str(folder / f"run{n}")], check=True)
        equal, reusing = sum(row[2] for row in rows), sum(row[1] > 0 for row in rows)
        lines = [
            f"{PAIRS:,} synthetic pairs, 2 workers; the whole run takes {seconds:.0f} s. Killed (SIGKILL to every "
            f"process) {kills} times: **{equal} of {kills} byte-identical after resuming, {reusing} of {kills} reused "
            "finished files** (the bar: all, and 15 of 20).",
            "",
            "| killed after, s | files reused | identical |",
            "|---:|---:|---|",
            *(f"| {moment:.1f} | {reused} | {'yes' if same else 'NO'} |" for moment, reused, same in rows),
        ]
        path = measure.HOUSE / "benchmarks" / "kills.md"
        _, mark, below = path.read_text(encoding="utf-8").partition("\n## ")  # what kills_near.py wrote
        measure.write(path.name, "Killed at random, then resumed", "python benchmarks/kills.py", lines)
        path.write_text(path.read_text(encoding="utf-8") + mark + below, encoding="utf-8")


def _command(folder: Path, out: str) -> list[str]:
    recipe = folder / f"{out}.toml"
    recipe.write_text(
        f'[run]\nname = "k"\nout = "{out}"\n[chain]\nskip = {json.dumps(all_but(STAGES))}\n'
        '[[source]]\nname = "made"\nformat = "alpaca"\npath = "made.jsonl"\n'
    )
    return [*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--json"]


def _kill(folder: Path, out: str, seconds: float) -> None:
    process = subprocess.Popen(
        _command(folder, out),
        cwd=measure.HOUSE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """With all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _finish(folder: Path, out: str) -> int:
    done = subprocess.run(_command(folder, out), cwd=measure.HOUSE, check=True, capture_output=True)
    return sum(json.loads(done.stdout)["files"]["reused"].values())


def _hashes(run: Path) -> dict[str, str]:
    facts = json.loads((run / "manifest.json").read_bytes())
    return {name: fact["sha256"] for name, fact in facts["files"].items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
