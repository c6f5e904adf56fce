"""The records of the public data sets in a fixed order, and what is understood of one."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from injected.text import normal

# A part, the newest first, takes the records in whose digest the byte at a place is a multiple of a number.
_SHARES = (
    ("tenth", 8, 6),
    ("ninth", 7, 6),
    ("eighth", 6, 6),
    ("seventh", 5, 6),
    ("sixth", 4, 6),
    ("final", 3, 5),
    ("last", 2, 4),
    ("closing", 1, 3),
    ("test", 0, 2),
)


class Ask(NamedTuple):
    text: str
    input: str


@dataclass(frozen=True)
class Record:
    """One record of a data set; `why` is the reasoning that some give beside the answer."""

    task: str
    row: int
    ask: str
    input: str
    answer: str
    why: str = ""

    @property
    def origin(self) -> str:
        return f"{self.task}#{self.row}"

    @property
    def free(self) -> bool:
        """Whether the ask is one of its own, and not one of a task's many."""
        return self.task in {"alpaca", "dolly"}

    def template(self, words: int) -> str:
        return self.task + ":" + " ".join(normal(self.ask).split()[:words]) if self.free else self.task


@dataclass(frozen=True, kw_only=True)
class Item:
    """A record whose answer was understood: its value, and what else the value might have been."""

    record: Record
    kind: str
    value: str
    alternatives: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    template: str

    @property
    def half(self) -> str:
        """The name of the part that the record belongs to: the newest one that takes it."""
        text = normal(self.record.ask) + "\n" + normal(self.record.input)
        digest = hashlib.sha256(text.encode()).digest()
        return next((half for half, place, share in _SHARES if digest[place] % share == 0), "dev")


AnItem = TypeVar("AnItem", bound=Item)


class Another(NamedTuple, Generic[AnItem]):
    """Another ask, the item in whose manner it is answered, and the value of its answer."""

    ask: Ask
    item: AnItem
    value: str


def load(data: Path) -> Iterator[Record]:
    sources = data / "sources"
    yield from _alpaca(sources / "alpaca_data.json")
    yield from _dolly(sources / "databricks-dolly-15k.jsonl")
    for path in sorted((sources / "flan/cot").glob("*.tsv")):
        yield from _reasoned(path)
    yield from _prompted(sources / "flan/p3.jsonl")
    for path in sorted((sources / "flan/ni").glob("*.json")):
        yield from _defined(path)


def _alpaca(path: Path) -> Iterator[Record]:
    for row, one in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        none = normal(one["input"]) in {"noinput", "no input", "no input required", "n a"}
        yield Record(
            "alpaca", row, one["instruction"].strip(), "" if none else one["input"].strip(), one["output"].strip()
        )


def _dolly(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        for row, line in enumerate(lines):
            one = json.loads(line)
            yield Record("dolly", row, one["instruction"].strip(), one["context"].strip(), one["response"].strip())


def _reasoned(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row, cells in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if len(cells) >= 2:
                ask, answer, *why = (cell.replace("\\n", "\n").strip() for cell in cells)
                yield Record("cot/" + path.stem, row, ask, "", answer, why[0] if why else "")


def _prompted(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        for row, line in enumerate(lines):
            one = json.loads(line)
            if answer := one["targets"].replace("<|endoftext|>", "").strip():
                yield Record("p3/" + one["_task_name"], row, one["inputs"].strip(), "", answer)


def _defined(path: Path) -> Iterator[Record]:
    task = json.loads(path.read_text(encoding="utf-8"))
    for row, one in enumerate(task["Instances"]):
        ask, answer = (said[0] if isinstance(said, list) else said for said in (task["Definition"], one["output"]))
        yield Record("ni/" + path.stem.split("_")[0], row, ask.strip(), one["input"].strip(), answer.strip())
