"""What a row of the sample is, and how the text banks are read."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BANK = Path(__file__).parent / "bank"
SOURCES = ("alpaca", "dolly", "flan_hub", "flan_cot", "flan_ni", "support", "handbook")
TASKS = (
    *("open_qa", "general_qa", "closed_qa", "summarization", "extraction", "classification", "rewriting"),
    *("translation", "creative_writing", "brainstorming", "code", "math", "reasoning", "conversation"),
)
SPAN = re.compile(r"⟦([A-Z_]+)\|(.*?)⟧", re.S)


@dataclass(frozen=True)
class Span:
    """A stretch of a field, in code points of the field as stored."""

    field: str
    start: int
    end: int
    type: str


@dataclass
class Mark:
    """What is planted in a row, and what should become of it."""

    fault: str
    verdict: str
    note: str
    kind: str = "fault"
    reason: str = ""
    rivals: list[Row] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Row:
    """One raw record, in the words of a pair; `raw` replaces it by bytes that are no record."""

    instruction: str
    output: str
    input: str = ""
    task: str = "open_qa"
    source: str = ""
    system: str = ""
    history: list[tuple[str, str]] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    mark: Mark | None = None
    raw: bytes | None = None
    shape: object | None = None
    origin: str = ""


def lines(name: str) -> list[str]:
    return [line for line in (BANK / name).read_text(encoding="utf-8").split("\n") if line.strip()]


def table(name: str) -> list[list[str]]:
    return [line.split("|") for line in lines(name)]


def blocks(name: str) -> Iterator[tuple[str, list[str]]]:
    """Blocks that each open with a line `# heading`."""
    heading, body = "", list[str]()
    for line in lines(name):
        if line.startswith("# "):
            if heading:
                yield heading, body
            heading, body = line[2:], []
        else:
            body.append(line)
    yield heading, body


def parse(text: str) -> Iterator[tuple[str, Row]]:
    """Records `@task ask`, `< input`, `= answer`, each with the plan line `%% …` that governs it."""
    plan, row, part = "", None, ""
    for line in text.rstrip("\n").split("\n"):
        opening = re.match(r"@(\w+) ?(.*)", line)
        if line.startswith("%% "):
            if row:
                yield plan, _trimmed(row)
            plan, row = line[3:], None
        elif opening and opening[1] in TASKS:
            if row:
                yield plan, _trimmed(row)
            row, part = Row(opening[2], "", task=opening[1]), "instruction"
        elif row:
            part = _append(row, part, line)
    if row:
        yield plan, _trimmed(row)


def _append(row: Row, part: str, line: str) -> str:
    marks = {"< ": "input", "= ": "output", "S: ": "system", "U: ": "user", "A: ": "assistant"}
    for mark, name in marks.items():
        if line.startswith(mark) or line == mark.rstrip():
            text = line[len(mark) :]
            if name in ("user", "assistant"):
                row.history.append((name, text))
            else:
                setattr(row, name, text)
            return name
    if part in ("user", "assistant"):
        role, text = row.history[-1]
        row.history[-1] = (role, f"{text}\n{line}")
    else:
        setattr(row, part, f"{getattr(row, part)}\n{line}")
    return part


def _trimmed(row: Row) -> Row:
    """The last two turns of a conversation are its ask and its answer."""
    if row.history:
        row.instruction, row.output = row.history[-2][1], row.history[-1][1]
        del row.history[-2:]
    for name in ("instruction", "input", "output"):
        setattr(row, name, getattr(row, name).rstrip("\n"))
    return row


def records(name: str) -> list[tuple[str, Row]]:
    return list(parse((BANK / name).read_text(encoding="utf-8")))


def marked(row: Row) -> list[Span]:
    """Strips ⟦TYPE|text⟧ from the fields of a row and says where each text stands."""
    spans: list[Span] = []
    for name in ("system", "instruction", "input", "output"):
        setattr(row, name, _strip(getattr(row, name), name, spans))
    row.history = [
        (role, _strip(text, f"history.{index}.content", spans)) for index, (role, text) in enumerate(row.history)
    ]
    return spans


def _strip(text: str, name: str, spans: list[Span]) -> str:
    plain, last = "", 0
    for match in SPAN.finditer(text):
        plain += text[last : match.start()]
        spans.append(Span(name, len(plain), len(plain) + len(match[2]), match[1]))
        plain, last = plain + match[2], match.end()
    return plain + text[last:]


def bullet(items: Iterable[str], style: str = "- ") -> str:
    return "\n".join(f"{i}. {item}" if style == "1" else f"{style}{item}" for i, item in enumerate(items, 1))


def turns(values: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Goes round and round, in an order of its own, so that wordings are used evenly."""
    order = list(values)
    rng.shuffle(order)
    while True:
        yield from order


def article(word: str) -> str:
    return ("an " if word[0] in "aeiou" else "a ") + word
