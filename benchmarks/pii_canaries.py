"""Writes pii_canaries.md: what became of planted personal data in a whole run, and whether any of it leaked.

python benchmarks/pii_canaries.py
"""

import sys
import tempfile
from pathlib import Path

import measure

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import corpus
from canary import Maker, canaries, with_mates
from leaks import Needles, leaks
from planting import counted, outcomes, plant

SEEDS = (20240917, 1, 2, 3)
TOLD = (
    "Values of a generator that was written without a look at the detectors ([tests/canary.py](../tests/canary.py)), "
    "one a record, in instruction, input, output, system, history, meta, task or maker of JSONL, gzipped JSONL "
    "and Parquet. Half of those that have a form of their own stand without a cue word; passport, licence, account, "
    "patient and birth date always stand behind one, since no profile looks for them otherwise. What counts in company "
    "only stands beside an e-mail address, which is counted as well. Acted on: the edits cover nine tenths of its "
    "letters and digits wherever it stands. Leaks: values acted on, or in rows that could not be read, that stand in "
    "any file of the run but `pairs/`: as they are, in other case, in HTML, JSON, URLs, base64, hex, UTF-16, as digits "
    "only, inside gz, zst and Parquet. The test of the same name adds a crash, a resume, `--debug` and what was said."
)


def main() -> None:
    lines, leaked = [TOLD, ""], 0
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as place:
            planted, unread = canaries(seed), [Maker(seed + 100 + n).email() for n in range(9)]
            whole = with_mates(planted)
            run = corpus.run(plant(Path(place), planted, unread)).folder
            told = outcomes(run, whole)
            acted = [value for value, outcome in told.items() if outcome == "acted"]
            found = leaks(Needles(acted + unread), [run], but=["pairs/"])
        leaked += len(found)
        lines += [f"## Seed {seed}", "", *counted(whole, told), "", f"Leaks found: {len(found)}.", *found, ""]
    lines.append(f"Leaks found in all: {leaked}.")
    measure.write("pii_canaries.md", "Canaries", "python benchmarks/pii_canaries.py", lines)


if __name__ == "__main__":
    main()
