"""Conflicts, agreeing answers and other asks made of real asks of the public sets, and what the rules say of them.

python benchmarks/contradiction_real.py DATA [FILE]    (FILE gets what was missed or wrong of the parts to tune on)
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import measure
from injected.cases import Case, cases
from stages.asks import Ask
from stages.contradiction.asked import Asked
from stages.contradiction.compare import Compared, compared
from stages.contradiction.said import Said

SEED = 1
PARTS = ("ninth", "tenth", "eighth", "seventh", "sixth", "final", "last", "closing", "test", "dev")
HEAD = """
Asks of Alpaca, Dolly and FLAN with one right answer. In half of the cases an answer is the record's own, the rest is
worded in one of some ten forms; the other ask is the same, wrapped in courtesies, or reworded. Agreeing: the same
value in another form. Another ask: a number, a name, the options or the input was changed, and the answer with it.
The generator (`benchmarks/injected/`) was written without knowledge of the rules; its parts were written one after the
other, each with forms and wordings of its own, and each was run once before a rule was mended for it. These
first runs are what counts for wordings not seen before; the tables below were taken after the mends for all of them.

| part | first run: precision | first run: recall | ... of the very same ask | what was mended before it |
|---|---:|---:|---:|---|
| `dev` | .995 | .386 | .501 | |
| `test` | .998 | .567 | .703 | what `dev` showed |
| `closing` | .999 | .570 | .715 | `test` |
| `last` | 1.000 | .664 | .794 | `closing` |
| `final` | 1.000 | .690 | .847 | `last` |
| `sixth` | 1.000 | .792 | .875 | `final`, and the kinds of ask that all five had missed |
| `seventh` | .999 | .847 | .901 | `sixth` |
| `eighth` | 1.000 | .824 | .907 | `seventh` |
| `tenth` | 1.000 | **.872** | .924 | `eighth` |
| `ninth` | 1.000 | **.813** | .929 | `tenth`, and false conflicts that a hostile reader found |

First runs by kind (`seventh`, `eighth`, `tenth`, `ninth`): number .879, .868, .934, .867; label .882, .861, .918, .843;
choice .909, .861, .923, .814; polarity .875, .861, .845, .720; date .855, .796, .737, .815 (some sixty cases each);
mapping .605, .576, .819, .851; negation .669, .659, .653, .805. What is missed is mostly one way to wrap an ask, or to
lead on to an answer, that no part had before; it says nothing then. Each part shares records with the parts before it,
where few have an answer of its kind (dates, mappings); its forms and wordings are its own.
"""
Counts = dict[str, Counter[str]]


def main(data: Path, told: Path | None) -> None:
    counts: dict[str, Counts] = {half: defaultdict(Counter) for half in PARTS}
    wrong = []
    for case in cases(data, SEED):
        found = _said(case)
        flagged = found.relation == "conflict"
        for kind in (case.kind, "all"):
            _count(counts[case.half][kind], case, found)
        if flagged != case.conflict:
            wrong.append(json.dumps({"said": found.relation, "by": found.comparator, **case._asdict()}))
    if told:
        told.write_text("\n".join(wrong) + "\n", encoding="utf-8")
    lines = [HEAD.strip(), ""]
    for half, found_of in counts.items():
        lines += [f"## The part `{half}`", "", *_table(found_of), ""]
    measure.write(
        "contradiction_real.md",
        "Contradictions in real asks",
        "python benchmarks/contradiction_real.py DATA",
        lines,
    )


def _said(case: Case) -> Compared:
    first, second = Asked(Ask(case.ask, case.input, (), "")), Asked(Ask(case.other, case.other_input, (), ""))
    return compared(first, Said(case.one), second, Said(case.two))


def _count(counts: Counter[str], case: Case, found: Compared) -> None:
    same = (case.ask, case.input) == (case.other, case.other_input)
    flagged = found.relation == "conflict"
    if not case.conflict:
        counts.update({"others": 1, "wrong": flagged})
        return
    counts.update({"conflicts": 1, "found": flagged, "review": found.relation == "review"})
    counts.update({"same": same, "same found": same and flagged})


def _table(found_of: Counts) -> list[str]:
    head = (
        "| kind | conflicts | agreeing, or another ask | precision | recall | … the very same ask | … another wording |"
    )
    rows = [f"{head} for a person |", "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for kind in sorted(found_of, key=lambda kind: (kind == "all", kind)):
        n = found_of[kind]
        anew = n["conflicts"] - n["same"]
        rows.append(
            f"| {kind} | {n['conflicts']:,} | {n['others']:,} | {_share(n['found'], n['found'] + n['wrong'])} "
            f"| **{_share(n['found'], n['conflicts'])}** | {_share(n['same found'], n['same'])} "
            f"| {_share(n['found'] - n['same found'], anew)} | {_share(n['review'], n['conflicts'])} |"
        )
    return rows


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
