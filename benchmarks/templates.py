"""Dedup on a set of which two fifths come from ten templates, beside the same number of pairs without them.

python benchmarks/templates.py DATA [PAIRS]
"""

import json
import random
import sys
import tempfile
from pathlib import Path

import measure
from foundation import all_but
from memory import WORDS

STAGES = ("policy", "exact", "dedup")
SHARE, TEMPLATES = 0.4, 10


def main(data: Path, pairs: int) -> None:
    rows = json.loads((data / "sources" / "alpaca_data.json").read_bytes())
    draw = random.Random(7)
    ordinary = draw.sample(rows, pairs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        of_templates = [*ordinary[: int((1 - SHARE) * pairs)], *_templated(draw, int(SHARE * pairs))]
        told = [_told(folder, kind, some) for kind, some in (("ordinary", ordinary), ("ten templates", of_templates))]
        (plain, first), (templated, second) = told
        lines = [
            f"{pairs:,} pairs of Alpaca; in the second set {SHARE:.0%} come from {TEMPLATES} templates whose rows "
            "differ in three words. Policy, exact and dedup, with vectors made before.",
            "",
            "| | s | peak MB | close windows | edges | thinned windows | dropped |",
            "|---|---:|---:|---:|---:|---:|---:|",
            _line("ordinary", plain, first),
            _line("ten templates", templated, second),
            "",
            f"{templated.seconds / plain.seconds:.1f} times the time, {templated.peak_mb / plain.peak_mb:.2f} times "
            "the memory (the bars: 3 and 1.5).",
        ]
        measure.write("templates.md", "Templates", f"python benchmarks/templates.py DATA {pairs}", lines)


def _templated(draw: random.Random, count: int) -> list[dict[str, str]]:
    frames = [" ".join(draw.choices(WORDS, k=40)) for _ in range(TEMPLATES)]
    made = []
    for n in range(count):
        words = draw.sample(WORDS, 3)
        ask = f"{frames[n % TEMPLATES]} {words[0]} beside {words[1]} under {words[2]}"
        made.append({"instruction": ask, "input": "", "output": " ".join(draw.choices(WORDS, k=12))})
    return made


def _told(folder: Path, kind: str, rows: list[dict[str, str]]) -> tuple[measure.Measured, dict[str, int]]:
    name = kind.replace(" ", "-")
    (folder / f"{name}.json").write_text(json.dumps(rows))
    made = measure.Measured(0, 0, "")
    for out in ("cold", "warm"):
        recipe = folder / f"{name}-{out}.toml"
        recipe.write_text(
            f'[run]\nname = "{name}"\nout = "{name}-{out}"\ncache = "vectors"\n'
            f"[chain]\nskip = {json.dumps(all_but(STAGES))}\n"
            f'[[source]]\nname = "made"\nformat = "alpaca"\npath = "{name}.json"\n'
        )
        made = measure.measured([*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--quiet"])
    manifest = json.loads((folder / f"{name}-warm" / "manifest.json").read_bytes())
    dropped = sum(lost["pairs"] for lost in manifest["lost"] if lost["stage"] == "dedup")
    return made, {**manifest["neighbours"], "dropped": dropped}


def _line(kind: str, made: measure.Measured, near: dict[str, int]) -> str:
    counts = " | ".join(f"{near[name]:,}" for name in ("close", "edges", "thinned", "dropped"))
    return f"| {kind} | {made.seconds:.0f} | {made.peak_mb:.0f} | {counts} |"


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 30_000)
