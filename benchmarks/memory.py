"""Memory in the number of pairs: flat in the pair stages, a few bytes a pair in `exact`.

python benchmarks/memory.py
"""

import json
import random
import tempfile
from pathlib import Path

import measure
from foundation import all_but

WORDS = (
    *("river", "stone", "copper", "letter", "window", "garden", "market", "engine", "paper", "silver", "answer"),
    *("number", "simple", "between", "morning", "color", "winter", "yellow", "carry", "people", "water", "little"),
    *("house", "earth", "study", "still", "learn", "plant", "cover", "food", "sun", "four", "thought", "city", "tree"),
)
SMALL, LARGE = 250_000, 1_000_000
ALONE = ("policy", "pii", "repair")
WITH_EXACT = (*ALONE, "exact")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peaks = {}
        for pairs in (SMALL, LARGE):
            write_pairs(folder / f"{pairs}.jsonl", pairs)
            for stages in (ALONE, WITH_EXACT):
                peaks[pairs, stages] = _peak(folder, pairs, stages)
        alone = peaks[LARGE, ALONE].peak_mb - peaks[SMALL, ALONE].peak_mb
        exact = (peaks[LARGE, WITH_EXACT].peak_mb - peaks[LARGE, ALONE].peak_mb) * 2**20 / LARGE
        lines = [
            "| pairs | stages | seconds | peak MB, all processes |",
            "|---:|---|---:|---:|",
            *(_line(pairs, stages, peak) for (pairs, stages), peak in peaks.items()),
            "",
            f"Pair stages: {alone:+.0f} MB from {SMALL:,} to {LARGE:,} pairs (the bar: 100 MB).",
            f"`exact` at {LARGE:,} pairs: {exact:.0f} bytes a pair above the pair stages (the bar: 150).",
        ]
        measure.write("memory.md", "Memory", "python benchmarks/memory.py", lines)


def _line(pairs: int, stages: tuple[str, ...], peak: measure.Measured) -> str:
    return f"| {pairs:,} | {', '.join(stages)} | {peak.seconds:.0f} | {peak.peak_mb:.0f} |"


def _peak(folder: Path, pairs: int, stages: tuple[str, ...]) -> measure.Measured:
    recipe = folder / f"{pairs}-{len(stages)}.toml"
    recipe.write_text(
        f'[run]\nname = "m"\nout = "run-{pairs}-{len(stages)}"\n[chain]\nskip = {json.dumps(all_but(stages))}\n'
        f'[[source]]\nname = "made"\nformat = "alpaca"\npath = "{pairs}.jsonl"\n'
    )
    return measure.measured([*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--quiet"])


def write_pairs(path: Path, pairs: int) -> None:
    """Distinct pairs of 30 to 120 words, one in fifty a copy."""
    with path.open("w") as file:
        for n in range(pairs):
            number = n if n % 50 else n // 2
            words = random.Random(number)
            ask = f"Question {number}: " + " ".join(words.choices(WORDS, k=words.randrange(8, 30)))
            answer = " ".join(words.choices(WORDS, k=words.randrange(20, 90))) + "."
            file.write(json.dumps({"instruction": ask, "input": "", "output": answer}) + "\n")


if __name__ == "__main__":
    main()
