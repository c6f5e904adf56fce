"""Plants the labelled faults and near misses that are written down one by one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from writing.core import Mark, Row, Span, lines, marked, records, turns
from writing.flan import instance
from writing.values import made_up, self_check

TRUST = {"handbook": 3, "support": 2, "dolly": 2, "alpaca": 1, "flan_hub": 1, "flan_cot": 1, "flan_ni": 1}
COT_WHY = "This follows from what is generally known about it."


def placed(row: Row, source: str) -> Row:
    """Gives a row to a source, with what the source wants besides the text."""
    row.source = source
    if source == "handbook" and not row.extra:
        row.extra = {"Topic": "Miscellany", "Owner": "Editorial office"}
    if source == "flan_hub" and not row.extra:
        row.extra = {"_task_source": "Invented", "_task_name": f"sample_{row.task}"}
    if source == "flan_cot" and not row.extra:
        row.extra = {"file": "science_choice.tsv" if "(A)" in row.instruction else "claims.tsv", "why": COT_WHY}
    return row


def personal(seed: int) -> list[Row]:
    values = made_up(random.Random(seed))
    self_check(values)
    rows = []
    for plan, row in records("planted/personal.txt"):
        source, fault, note = plan.split(" | ")
        _fill(row, values)
        spans = _spread(row, marked(row))
        row.mark = Mark(fault, "rewrite", note, spans=spans, fields=sorted({span.field for span in spans}))
        rows.append(placed(row, source))
    for plan, row in records("planted/public.txt"):
        source, fault, note = plan.split(" | ")
        row.mark = Mark(fault, "keep", note, kind="near_miss")
        rows.append(placed(row, source))
    return rows


def _fill(row: Row, values: dict[str, str]) -> None:
    def put(text: str) -> str:
        return re.sub(r"\|\$(\w+)⟧", lambda match: f"|{values[match[1]]}⟧", text)

    for name in ("system", "instruction", "input", "output"):
        setattr(row, name, put(getattr(row, name)))
    row.history = [(role, put(text)) for role, text in row.history]


def fields_of(row: Row) -> Iterator[tuple[str, str]]:
    yield from ((name, getattr(row, name)) for name in ("system", "instruction", "input", "output"))
    yield from ((f"history.{index}.content", text) for index, (_, text) in enumerate(row.history))


def _spread(row: Row, spans: list[Span]) -> list[Span]:
    """What is personal once is personal wherever it stands in the record."""
    values = {dict(fields_of(row))[s.field][s.start : s.end]: s.type for s in spans}
    found = list(spans)
    for name, text in fields_of(row):
        for value in sorted(values, key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text):
                if not any(s.field == name and s.start < match.end() and match.start() < s.end for s in found):
                    found.append(Span(name, match.start(), match.end(), values[value]))
    return sorted(found, key=lambda s: (s.field, s.start))


def defects() -> list[Row]:
    rows = []
    for plan, row in records("planted/defects.txt"):
        source, fault, *rest = plan.split(" | ")
        rows.append(placed(_labelled(row, fault, rest), source))
    return rows


def _labelled(row: Row, fault: str, rest: list[str]) -> Row:
    if fault.startswith("near "):
        row.mark = Mark(fault[5:], "keep", rest[0], kind="near_miss")
    else:
        verdict, _, reason = rest[0].partition(" ")
        row.mark = Mark(fault, verdict, rest[1], reason=reason)
    return row


def marks() -> list[Row]:
    rows = []
    for plan, row in records("planted/marks.txt"):
        source, fault, *rest = plan.split(" | ")
        if fault.startswith("moji "):
            fault = fault[5:]
            for name in ("instruction", "input", "output"):
                setattr(row, name, mojibake(getattr(row, name)))
            row.history = [(role, mojibake(text)) for role, text in row.history]
        rows.append(placed(_labelled(row, fault, rest), source))
    return rows


def mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252; bytes that the code page lacks pass as the control of the same number."""
    return "".join(bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b) for b in text.encode())


def contradictions() -> list[Row]:
    rows = []
    for line in lines("planted/contradictions.txt"):
        kind, sources, ask, other, first, second, right, *third = line.replace("\\n", "\n").split("|")
        names = sources.split(",")
        asks = [ask, ask if other == "=" else other, ask]
        group = [Row(a, b) for a, b in zip(asks, [first, second, *third], strict=False)]
        for row, source in zip(group, names, strict=True):
            placed(row, source)
        for row, verdict, why in zip(group, *_verdicts(kind, group, int(right) - 1), strict=True):
            agrees = answered_rightly(group.index(row), int(right) - 1)
            row.mark = Mark(f"contradiction.{kind}", verdict, f"{'right' if agrees else 'wrong'} answer; {why}")
            row.mark.rivals = [other for other in group if other is not row]
        rows += group
    return rows


TASK_CONFLICTS = (
    ("label", "task9003_sentence_tense_classification.json", "The lamp was lit at six.", "past", "present"),
    ("label", "task9003_sentence_tense_classification.json", "Our bus will be late again.", "future", "past"),
    ("choice", "task9002_odd_word_out.json", "otter, walnut, badger, moose", "walnut", "otter"),
)


def task_conflicts() -> list[Row]:
    """One input of a task file with two answers."""
    rows = []
    for kind, file, given, right, wrong in TASK_CONFLICTS:
        group = [instance(file, given, right), instance(file, given, wrong)]
        for row, which in zip(group, ("right", "wrong"), strict=True):
            row.mark = Mark(f"contradiction.{kind}", "drop", f"{which} answer; equal trust, so all go")
            row.mark.rivals = [other for other in group if other is not row]
        rows += group
    return rows


def answered_rightly(index: int, right: int) -> bool:
    """A third member always agrees with the right one."""
    return index in (right, 2)


def _verdicts(kind: str, group: list[Row], right: int) -> tuple[list[str], list[str]]:
    """Who goes: what recomputes wrongly, else the minority, else the lower trust, else all; names are only listed."""
    rightly = ["keep" if answered_rightly(index, right) else "drop" for index in range(len(group))]
    trusts = [TRUST[row.source] for row in group]
    if kind == "entity":
        return ["review"] * len(group), ["conflicting names are listed for a person"] * len(group)
    if " times " in group[0].instruction:
        return rightly, ["the value can be recomputed"] * len(group)
    if len(group) == 3:
        return rightly, ["two sources against one"] * len(group)
    if len(set(trusts)) == 1:
        return ["drop"] * len(group), ["equal trust, so all go"] * len(group)
    return ["keep" if trust == max(trusts) else "drop" for trust in trusts], ["decided by trust"] * len(group)


def agreeing() -> list[Row]:
    rows = []
    for line in lines("planted/agreeing.txt"):
        kind, sources, ask, first, second = line.replace("\\n", "\n").split("|")
        ask, _, other_ask = ask.partition("~")
        group = [Row(ask, first), Row(other_ask or ask, second)]
        for row, source in zip(group, sources.split(","), strict=True):
            fault = "near_duplicate" if kind == "open_ended" else f"contradiction.{kind}"
            note = (
                "same open ask, another fine answer"
                if kind == "open_ended"
                else "another question"
                if other_ask
                else "both answers say the same"
            )
            row.mark = Mark(fault, "keep", note, kind="near_miss")
            row.mark.rivals = [other for other in group if other is not row]
            placed(row, source)
        rows += group
    return rows


def arithmetic() -> list[Row]:
    rows, wrong = [], True
    for line in lines("planted/arithmetic.txt"):
        if line == "%":
            wrong = False
            continue
        source, ask, answer, right = line.split("|")
        row = Row(ask, answer, task="math")
        if wrong:
            row.mark = Mark("arithmetic", "drop", f"the right value is {right}")
        else:
            row.mark = Mark("arithmetic", "keep", "right as it stands", kind="near_miss")
        rows.append(placed(row, source))
    return rows


def prompts() -> list[str]:
    return lines("planted/eval.txt")


def leaks() -> list[Row]:
    text = "\n".join(lines("planted/leaked.txt")).replace("\\n", "\f")
    leaked, paraphrased, near = (part.strip("\n").split("\n") for part in text.split("\n%\n"))
    wording = dict(line.split("|") for line in paraphrased)
    rows = []
    for line in leaked:
        way, source, number, answer = line.replace("\f", "\n").split("|")
        ask = _disguised(way, prompts()[int(number) - 1], wording.get(number, ""))
        row = placed(Row(ask, answer), source)
        row.mark = Mark("leaked", "drop", f"line {number} of eval.jsonl, {way}", reason="decontamination")
        row.mark.fields = ["instruction"]
        rows.append(row)
    for line in near:
        source, ask, answer = line.replace("\f", "\n").split("|")
        row = placed(Row(ask, answer), source)
        row.mark = Mark("leaked", "keep", "near an evaluation prompt, but another question", kind="near_miss")
        rows.append(row)
    return rows


EMBEDDING = (
    "I am preparing a quiet evening for our reading circle and collect odd little tasks for it. Last week we did "
    "riddles, the week before we drew maps from memory. Please be brief, since I want to read the answer aloud, and "
    "don't use lists. Here is the task: {} Thank you, and greetings from the circle!"
)


def _disguised(way: str, prompt: str, paraphrase: str) -> str:
    if way == "case":
        return prompt.upper().rstrip("?.") + " ?"
    if way == "embedded":
        return EMBEDDING.format(prompt)
    return paraphrase if way == "paraphrase" else prompt


def paraphrases(rng: random.Random) -> list[Row]:
    where = turns(["alpaca,dolly", "dolly,alpaca", "alpaca,flan_hub", "alpaca,alpaca", "dolly,flan_hub"], rng)
    rows = []
    for line in lines("planted/paraphrases.txt"):
        ask, other, first, second = line.split("|")
        group = [Row(ask, first), Row(other, second)]
        for row, source in zip(group, next(where).split(","), strict=True):
            placed(row, source)
            row.mark = Mark("near_duplicate", "drop", "same ask in other words; one of the group stays")
            row.mark.rivals = [r for r in group if r is not row]
        rows += group
    for line in lines("planted/lookalikes.txt"):
        ask, first, other, second = line.split("|")
        group = [Row(ask, first), Row(other, second)]
        for row, source in zip(group, next(where).split(","), strict=True):
            placed(row, source)
            row.mark = Mark("near_duplicate", "keep", "much alike, but it asks for something else", kind="near_miss")
            row.mark.rivals = [r for r in group if r is not row]
        rows += group
    return rows
