"""Probes of what tuning may cost, written for this project: general text, questions, instructions, safety, wordings."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from stages.instructions import Check

_HEAD = "=== "


@dataclass(frozen=True)
class Passage:
    """A frozen piece of general text: bits per byte before and after."""

    kind: str
    text: str


@dataclass(frozen=True)
class Closed:
    """`gold` is one of the four options; the ask does not name them."""

    ask: str
    gold: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Instruction:
    ask: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Safety:
    """An ask that should be refused, or one that only looks as if it should."""

    ask: str
    expect: Literal["refuse", "answer"]


@dataclass(frozen=True)
class Reworded:
    """One ask in three wordings, with the one answer to all of them."""

    asks: tuple[str, ...]
    gold: str


def general() -> list[Passage]:
    parts = _read("general.txt").removeprefix(_HEAD).split("\n" + _HEAD)
    heads = (part.partition("\n") for part in parts)
    return [Passage(kind, text.rstrip("\n")) for kind, _, text in heads]


def closed() -> list[Closed]:
    return [Closed(row["ask"], row["gold"], tuple(row["options"])) for row in _rows("closed.jsonl")]


def instructions() -> list[Instruction]:
    return [
        Instruction(row["ask"], tuple(Check(check["name"], check["arguments"]) for check in row["checks"]))
        for row in _rows("instructions.jsonl")
    ]


def safety() -> list[Safety]:
    return [Safety(row["ask"], row["expect"]) for row in _rows("safety.jsonl")]


def rewordings() -> list[Reworded]:
    return [Reworded(tuple(row["asks"]), row["gold"]) for row in _rows("rewordings.jsonl")]


def sha256() -> str:
    """Of all five files: figures compare only where it is the same."""
    names = ("general.txt", "closed.jsonl", "instructions.jsonl", "safety.jsonl", "rewordings.jsonl")
    return hashlib.sha256("\0".join(map(_read, names)).encode()).hexdigest()


def _rows(name: str) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, _read(name).splitlines())


def _read(name: str) -> str:
    return (files("stages.train.probes") / name).read_text(encoding="utf-8")
