"""Contradictions measured: injected ones of each kind, TruthfulQA, Alpaca answered twice, and arithmetic on Alpaca.

python benchmarks/contradiction.py <data folder> [<file for the flags>] > benchmarks/contradiction.md
"""

import itertools
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from stages.asks import Ask
from stages.contradiction.asked import Asked
from stages.contradiction.compare import Compared, compared
from stages.contradiction.said import Said
from stages.defects.arithmetic import checked
from stages.defects.items import miscounted

SEEDS = {"tune": 20260101, "second": 20270202, "third": 20280303, "fourth": 20290404, "report": 20300505}
SEEDS |= {"fifth": 20310606, "last": 20320707, "closing": 20340909}
SEEDS |= {"alpha": 20351010, "beta": 20361111, "gamma": 20371212, "delta": 20380101}
FREE = ("alpha", "beta", "gamma", "delta")
EACH = 400
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
BAR = {"polarity": 0.95, "choice": 0.95, "date": 0.95, "number": 0.75}


FIRST = """
Sets of templates were written one after the other, and each was run once before a rule was mended for it. Those first
runs are what counts for data not tuned on; the tables below were taken after the rules were mended with every set seen
but `gamma` and `delta`. `alpha` to `delta` (77 templates each) were written by others, who did not know the rules, as
freely as people word things: most of their asks and many answers say the same in quite other words, which no rule
reads.

| set | wordings of an ask | first run: precision | first run: recall | ... asked in the same words |
|---|---|---|---|---|
| `tune` | 1 or 2 | 1.000 | .904 | |
| `second` | 1 or 2 | .981 | .785 | |
| `third` | 1 or 2 | 1.000 | .805 | |
| `fourth` | 1 or 2 | 1.000 | .672 | |
| `report` | 1 or 2 | 1.000 | .798 (.931 without mapping, all of which was listed for a person) | |
| `fifth` | 3 to 6 | 1.000 | .325, before phrases of politeness and near synonyms were looked at | |
| `last` | 2 to 4 | 1.000 | .497, after; the rules as they were before it: .315 | |
| `closing` | 2 to 4 | 1.000 | .844; the rules as they were before `fifth`: .599 | .972 |
| `alpha` | 2 to 4, free | .993 | .320 | .634 |
| `beta` | 2 to 4, free | 1.000 | .347 | .711 |
| `gamma` | 2 to 4, free | 1.000 | .359 | .724 |
| `delta` | 2 to 4, free | 1.000 | .402 | .778 |

Conflicts made of real asks stand in `contradiction_real.md`.
"""


class Template(NamedTuple):
    """Wordings of one ask, of another ask that looks like it, and ways to give an answer (by value for yes and no)."""

    asks: list[str]
    others: list[str]
    ways: list[str]
    away: list[str]


class Templates(NamedTuple):
    """A set of them by kind, and what they are filled with."""

    places: list[str]
    lists: list[list[str]]
    items: list[str]
    labels: list[str]
    names: list[str]
    kinds: dict[str, list[Template]]


def templates(name: str) -> Templates:
    told = json.loads((Path(__file__).parent / "contradictions" / f"{name}.json").read_text(encoding="utf-8"))
    kinds = {
        kind: [Template(one["asks"], one["others"], one["ways"], one.get("away", [])) for one in found]
        for kind, found in told["templates"].items()
    }
    return Templates(told["places"], told["lists"], told["items"], told["labels"], told.get("names", []), kinds)


SETS = {name: templates(name) for name in SEEDS}


class Case(NamedTuple):
    conflict: bool
    ask: str
    other: str
    one: str
    two: str


def cases(name: str, kind: str, count: int, rng: random.Random) -> Iterator[Case]:
    """As many conflicts as answers that agree, and half as many answers to another question."""
    for at in range(count):
        template = SETS[name].kinds[kind][at % len(SETS[name].kinds[kind])]
        yield case_of(template, name, kind, rng, conflict=True)
        yield case_of(template, name, kind, rng, conflict=False)
        if at % 2:
            yield case_of(template, name, kind, rng, conflict=False, elsewhere=True)


def case_of(
    t: Template, name: str, kind: str, rng: random.Random, conflict: bool, elsewhere: bool = False, place: str = ""
) -> Case:
    first, second, slots = _values(name, kind, rng)
    slots["p"] = place or slots["p"]
    other = first if not conflict and not elsewhere else second
    ask, again = rng.choice(t.asks), rng.choice(t.others if elsewhere else t.asks)
    if t.away:
        sides = (t.ways, t.away) if rng.random() < 0.5 else (t.away, t.ways)
        one = rng.choice(sides[0])
        two = rng.choice(sides[0] if other is first else sides[1])
    else:
        one, two = rng.choice(t.ways), rng.choice(t.ways)
    return Case(
        conflict, ask.format(**slots), again.format(**slots), one.format(**slots, **first), two.format(**slots, **other)
    )


def _values(name: str, kind: str, rng: random.Random) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Two values of a kind, and what asks are filled with."""
    p, q = rng.sample(SETS[name].places, 2)
    slots = {"p": p, "q": q}
    if kind == "number":
        top = rng.choice((12, 900))
        a, b = rng.sample(range(3, top), 2)
        return _number(a), _number(b), slots
    if kind == "date":
        a, b = rng.sample(range(1500, 1990), 2)
        days = rng.sample(range(1, 28), 2)
        months = rng.sample(MONTHS, 2)
        return (
            {"y": str(a), "d": str(days[0]), "m": months[0]},
            {"y": str(b), "d": str(days[1]), "m": rng.choice(months)},
            slots,
        )
    if kind == "choice":
        options = rng.sample(SETS[name].items, 4)
        marks = rng.choice(("({}) {}", "{}) {}", "{}. {}"))
        slots["options"] = "\n".join(marks.format(letter, item) for letter, item in zip("ABCD", options, strict=True))
        a, b = rng.sample(range(4), 2)
        return {"l": "ABCD"[a], "o": options[a]}, {"l": "ABCD"[b], "o": options[b]}, slots
    if kind == "label":
        labels = rng.choice(SETS[name].lists)
        x, other = rng.sample(labels, 2)
        return {"x": x}, {"x": other}, slots | dict(zip("abc", labels, strict=True))
    if kind == "mapping":
        taken = rng.sample(range(len(SETS[name].items)), 4)
        slots["items"] = ", ".join(SETS[name].items[at] for at in taken)
        right = [at % 2 for at in taken]
        wrong = list(right)
        wrong[rng.randrange(4)] ^= 1
        return _mapped(name, taken, right), _mapped(name, taken, wrong), slots
    if kind == "entity":
        e, other = rng.sample(SETS[name].names, 2)
        return {"e": e, "s": e.split()[1]}, {"e": other, "s": other.split()[1]}, slots
    return {"side": "a"}, {"side": "b"}, slots


def _number(value: int) -> dict[str, str]:
    return {"v": str(value), "w": SMALL[value] if value < len(SMALL) else str(value)}


def _mapped(name: str, taken: list[int], labels: list[int]) -> dict[str, str]:
    pairs = [(SETS[name].items[at], SETS[name].labels[label]) for at, label in zip(taken, labels, strict=True)]
    groups = [(label, [item for item, other in pairs if other == label]) for label in SETS[name].labels]
    return {
        "semicolons": "; ".join(f"{item}: {label}" for item, label in pairs),
        "lines": "\n".join(f"{item.title()}: {label}" for item, label in pairs),
        "dashes": "\n".join(f"- {item} - {label}" for item, label in pairs),
        "arrows": "\n".join(f"{item} -> {label}" for item, label in pairs),
        "groups": "\n".join(f"{label.title()}: {', '.join(items)}" for label, items in groups if items),
    }


def asked(instruction: str, given: str = "") -> Asked:
    return Asked(Ask(instruction, given, (), ""))


def said(case: Case) -> Compared:
    return compared(asked(case.ask), Said(case.one), asked(case.other), Said(case.two))


def injected(name: str, told: TextIO) -> None:
    print(f"\n## Injected, templates and seed of `{name}`\n")
    print(
        "| kind | conflicts | answers that agree, or to another ask | precision | recall | … asked in the same words |",
        end="",
    )
    print(" for a person |\n|---|---|---|---|---|---|---|")
    total: Counter[str] = Counter()
    for kind in SETS[name].kinds:
        rng = random.Random(f"{SEEDS[name]} {kind}")
        counts: Counter[str] = Counter()
        for case in cases(name, kind, EACH, rng):
            found = said(case)
            counts["conflicts" if case.conflict else "fine"] += 1
            if case.conflict and case.ask == case.other:
                counts["same"] += 1
                counts["same, right"] += found.relation == "conflict"
            if found.relation == "conflict":
                counts["right" if case.conflict else "wrong"] += 1
            counts["review"] += found.relation == "review" and case.conflict
            if case.conflict != (found.relation == "conflict") and kind != "entity":
                print(f"INJECTED {name} {kind} {'missed' if case.conflict else 'FALSE'} {case} {found}", file=told)
        if kind != "entity":
            total += counts
        print(_row(kind, counts))
    print(_row("all automatic kinds", total))


def _row(kind: str, counts: Counter[str]) -> str:
    flagged = counts["right"] + counts["wrong"]
    precision = f"{counts['right'] / flagged:.3f}" if flagged else "–"
    recall, review = counts["right"] / counts["conflicts"], counts["review"] / counts["conflicts"]
    same = f"{counts['same, right'] / counts['same']:.3f}" if counts["same"] else "–"
    head = f"| {kind} | {counts['conflicts']:,} | {counts['fine']:,}"
    return f"{head} | {precision} | {recall:.3f} | {same} | {review:.3f} |"


def truthful(path: Path, told: TextIO) -> None:
    answers: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answers[row["question"]][0 if row["true"] else 1].append(row["answer"])
    agreeing: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for question, (true, false) in answers.items():
        ask = asked(question)
        rights, wrongs = ([Said(answer) for answer in dict.fromkeys(side)] for side in (true, false))
        for a, b in itertools.combinations(rights, 2):
            found = compared(ask, a, ask, b)
            agreeing[found.relation] += 1
            if found.relation == "conflict":
                print(f"TRUE-TRUE {question!r} {a.text!r} {b.text!r} {found}", file=told)
        for a, b in itertools.product(rights, wrongs):
            against[compared(ask, a, ask, b).relation] += 1
    print("\n## TruthfulQA\n\n| two answers | pairs | dropped | for a person |\n|---|---|---|---|")
    for what, counts in (("both true", agreeing), ("one true, one false", against)):
        pairs = counts.total()
        print(f"| {what} | {pairs:,} | {counts['conflict'] / pairs:.2%} | {counts['review'] / pairs:.2%} |")


def twice(data: Path, told: TextIO) -> None:
    """Asks of which a labelled file has two answers."""
    print(
        "\n## Asks with two answers\n\n| file | asks | open | closed | unknown | dropped | of the open | for a person |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for file, one, two in (
        ("alpaca_same_instruction_two_outputs", "output_a", "output_b"),
        ("quality_pairs", "output_1", "output_2"),
    ):
        kinds: Counter[str] = Counter()
        flags: Counter[str] = Counter()
        for line in (data / "labelled" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            ask = asked(row["instruction"], row.get("input") or "")
            kinds[ask.kind] += 1
            found = compared(ask, Said(str(row[one])), ask, Said(str(row[two])))
            flags[found.relation] += 1
            flags["open"] += ask.kind == "open" and found.relation != ""
            if found.relation in ("conflict", "review"):
                print(f"TWICE {row} {found}", file=told)
        asks = f"{kinds.total():,} | {kinds['open']:,} | {kinds['closed']:,} | {kinds['unknown']:,}"
        print(f"| {file} | {asks} | {flags['conflict']} | {flags['open']} | {flags['review']} |")


def arithmetic(path: Path, told: TextIO) -> None:
    verdicts: Counter[int] = Counter()
    items = 0
    rows = json.loads(path.read_text(encoding="utf-8"))
    for row in rows:
        found = checked(Ask(row["instruction"], row["input"], (), ""), row["output"])
        verdicts[found.verdict] += 1
        counted = miscounted(row["instruction"], row["output"])
        items += counted is not None
        if found.verdict < 0 or counted:
            print(f"ALPACA {row} {found} {counted}", file=told)
    print("\n## Arithmetic and items on Alpaca\n")
    print(
        f"{len(rows):,} records: {verdicts[1]} recomputed and right, {verdicts[-1]} wrong (drop), "
        f"{items} miscounted lists."
    )


def main() -> None:
    data = Path(sys.argv[1])
    began = time.process_time()
    with open(sys.argv[2] if len(sys.argv) > 2 else "/dev/null", "w", encoding="utf-8") as told:
        print("# Contradictions\n\n    python benchmarks/contradiction.py <data folder> > benchmarks/contradiction.md")
        print(FIRST)
        for name in sys.argv[3:] or list(SETS)[::-1]:
            injected(name, told)
        truthful(data / "labelled/qa_truth_labels.jsonl", told)
        twice(data, told)
        arithmetic(data / "sources/alpaca_data.json", told)
    print(f"\n{time.process_time() - began:.0f} s of one core in all.")


if __name__ == "__main__":
    main()
