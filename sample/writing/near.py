"""Plants what lies near: asks in other words with one answer, long pairs changed a little, leaked items, and decoys."""

from __future__ import annotations

import re
from collections.abc import Callable

from writing.core import Mark, Row, blocks, lines
from writing.planting import placed, prompts

LONG_TASKS = (
    "Write a short report for the newsletter from these two notes.",
    "Sum up both notes for the mayor, in plain words.",
    "Turn the notes into one paragraph that can be read out on the radio.",
)
LONG_PAIRS = 15
LONG_DECOYS = 6
EMBEDDING = (
    "Hello! I help out at an evening school where grown-ups catch up on what they missed, and each Tuesday somebody "
    "brings a task for the rest of us. Today it is my turn, and I should like to see how you would go about it before "
    "I stand there empty-handed. {} Answer as you would answer a friend, and leave out the preamble."
)
SHORT = "For homework our geography teacher wants to know: {} Two sentences will do."


COUNTS = {"two": "three", "three": "five", "four": "six", "five": "nine", "twelve": "eleven", "twenty": "thirty"}


def semantic() -> list[Row]:
    rows = []
    for line in _planted("rewordings.txt"):
        sources, ask, other, given, first, second = line.split("|")
        group = [Row(ask, first, given), Row(other, first if second == "=" else second, given)]
        rows += _group(group, sources, "duplicate", "asks in other words with one answer; one of the group stays")
    return rows


def decoys() -> list[Row]:
    rows = []
    for line in _planted("decoys.txt"):
        what, sources, ask, other, first, second = line.split("|")
        rows += _group([Row(ask, first), Row(other, second)], sources, "decoy", f"alike, but for: {what}")
    return rows


def long_pairs() -> list[Row]:
    """Each of two passages; the second version is changed in a way that such data has."""
    bank = [(body[0], body[1][2:]) for _, body in blocks("passages.txt")]
    ways: tuple[tuple[str, Callable[[Row], Row]], ...] = (
        ("marks of citations", _cited),
        ("slips of the pen", _slipped),
        ("a cut input", _cut),
        ("a polite ask", _polite),
        ("a touched-up answer", _touched),
    )
    rows = []
    for number in range(LONG_PAIRS + LONG_DECOYS):
        (one, gist), (two, other_gist) = bank[number], bank[(number + 7) % len(bank)]
        row = Row(LONG_TASKS[number % len(LONG_TASKS)], f"{gist} {other_gist}", f"{one}\n\n{two}", task="summarization")
        sources = ("alpaca,dolly", "dolly,dolly", "alpaca,alpaca")[number % 3]
        if number < LONG_PAIRS:
            way, change = ways[number % len(ways)]
            rows += _group([row, change(row)], sources, "duplicate", f"equal but for {way}; one stays")
        else:
            rows += _group([row, _recounted(row)], sources, "decoy", "alike, but for: a number in a long input")
    return rows


def _cited(row: Row) -> Row:
    count = iter(range(1, 100))
    given = re.sub(r"\. (?=[A-Z])", lambda _: f".[{next(count)}] ", row.input)
    return Row(row.instruction, row.output, given, row.task)


def _slipped(row: Row) -> Row:
    """In two long words of the input two letters change places."""
    words = [word for word in dict.fromkeys(re.findall(r"\b[a-z]{9,}\b", row.input)) if word[3] != word[4]][:2]
    given = row.input
    for word in words:
        given = given.replace(word, word[:3] + word[4] + word[3] + word[5:], 1)
    return Row(row.instruction, row.output, given, row.task)


def _cut(row: Row) -> Row:
    return Row(row.instruction, row.output, row.input[: row.input.rstrip(".").rindex(". ") + 1], row.task)


def _polite(row: Row) -> Row:
    return Row(f"Please {row.instruction[0].lower()}{row.instruction[1:]}", row.output, row.input, row.task)


def _touched(row: Row) -> Row:
    return Row(row.instruction, f"In short: {row.output}", row.input, row.task)


def _recounted(row: Row) -> Row:
    """The first year or count in the input is another."""
    counted = re.compile("|".join([r"\d+", *(rf"\b{word}\b" for word in COUNTS)]))
    given = counted.sub(lambda found: COUNTS.get(found[0]) or str(int(found[0]) + 3), row.input, count=1)
    assert given != row.input
    return Row(row.instruction, row.output, given, row.task)


def leaks() -> list[Row]:
    text = "\n".join(lines("planted/leaked_more.txt")).replace("\\n", "\f")
    leaked, paraphrased, asks, near = (part.strip("\n").split("\n") for part in text.split("\n%\n"))
    wording = dict(line.split("|") for line in paraphrased)
    harmless = iter(line.split("|") for line in asks)
    rows = []
    for line in leaked:
        way, source, number, answer = line.replace("\f", "\n").split("|")
        ask = (
            next(harmless)[1]
            if way == "answer"
            else _disguised(way, prompts()[int(number) - 1], wording.get(number, ""))
        )
        row = placed(Row(ask, answer), source)
        row.mark = Mark("leaked", "drop", f"line {number} of eval.jsonl, {way}", reason="decontamination")
        row.mark.fields = ["output" if way == "answer" else "instruction"]
        rows.append(row)
    for line in near:
        source, ask, answer = line.replace("\f", "\n").split("|")
        row = placed(Row(ask, answer), source)
        row.mark = Mark("leaked", "keep", "the form of an evaluation prompt, but another question", kind="near_miss")
        rows.append(row)
    return rows


def _disguised(way: str, prompt: str, paraphrase: str) -> str:
    if way == "punctuation":
        return " -- ".join(re.sub(r"[.,:;?!]+", " ", prompt).split(" ", 3)).replace("  ", " ").strip() + " !!"
    return paraphrase or {"embedded": EMBEDDING, "short": SHORT}[way].format(prompt)


def _group(group: list[Row], sources: str, kind: str, note: str) -> list[Row]:
    for row, source in zip(group, sources.split(","), strict=True):
        placed(row, source)
        row.mark = Mark("near_duplicate", "drop", note, reason="dedup")
        if kind == "decoy":
            row.mark = Mark("near_duplicate", "keep", note, kind="near_miss")
        row.mark.rivals = [other for other in group if other is not row]
    return group


def _planted(name: str) -> list[str]:
    return [line.replace("\\n", "\n") for line in lines(f"planted/{name}")]
