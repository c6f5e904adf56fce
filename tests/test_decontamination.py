"""Decontamination: which items a text holds by its words, and what close vectors alone are worth."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from schemas.pair import TEXTS
from stages.asks import Ask
from stages.decontamination.index import Index, Item
from stages.decontamination.stage import Decontamination

LONG = "Which three arguments would you give a village council for keeping its last bus line?"
SHORT = "Why do rivers meander on flat ground?"
ITEMS = [Item("own", 1, LONG), Item("own", 2, SHORT), Item("own", 3, "Write a haiku about an empty car park.")]
HALF = "They asked: which three arguments would you give a village council for closing it?"


@pytest.mark.parametrize(
    ("text", "is_ask", "how", "item"),
    [
        (LONG, True, "exact", 1),
        (LONG.upper().replace("?", " ?!"), True, "exact", 1),
        (f"Hello. {LONG} Thanks!", True, "overlap", 1),
        (LONG, False, "overlap", 1),
        (HALF, True, "", 0),
        (f"For homework: {SHORT} Two lines, please.", True, "short", 2),
        ("Why do rivers meander?", True, "", 0),
        ("Which arguments would you give a council?", True, "", 0),
        ("", True, "", 0),
    ],
)
def test_what_a_text_holds(text: str, is_ask: bool, how: str, item: int) -> None:
    hit = Index(ITEMS, coverage=0.5).hit(text, is_ask)
    assert (hit.how, ITEMS[hit.item].number) == (how, item) if hit else not how


def test_a_lower_coverage_finds_a_part() -> None:
    hit = Index(ITEMS, coverage=0.2).hit(HALF, True)
    assert hit and hit.how == "overlap" and 0.2 <= hit.share < 0.5


@dataclass(frozen=True)
class Lender:
    """A shelf on which all asks of one topic (their last word) lie at one cosine of each other."""

    items: Sequence[Item]
    cosine: float

    def references(self) -> list[Item]:
        return list(self.items)

    def fingerprint(self, name: str) -> str:
        return name

    def prepared(self, name: str, build: Callable[[], Any]) -> Any:
        return build()

    def vectors(self, asks: Sequence[Ask]) -> Any:
        known = {item.text for item in self.items}
        rows = [[1.0, 0.0] if ask.text in known else [self.cosine, (1 - self.cosine**2) ** 0.5] for ask in asks]
        return SimpleNamespace(rows=np.array(rows, np.float32), unknown=np.zeros(len(rows), np.float32))


def asking(ask: str) -> pa.Table:
    row = {
        "pair_id": "p",
        "system": "",
        "history": [],
        "instruction": ask,
        "input": "",
        "output": "Fine.",
        "standins": [],
    }
    return pa.Table.from_pylist([row], schema=pa.schema([TEXTS.field(name) for name in row]))


def judged(ask: str, item: str, cosine: float, **settings: float) -> list[tuple[str, str]]:
    shelf: Any = Lender([Item("own", 7, item)], cosine)
    said = Decontamination(**settings).judge(asking(ask), shelf).to_pylist()
    assert all(json.loads(row["facts"])["item"] == 7 and item not in row["evidence"] for row in said)
    return [(row["verdict"], row["reason"]) for row in said]


@pytest.mark.parametrize(
    ("ask", "cosine", "said"),
    [
        ("Compose a haiku on an empty car park.", 0.93, [("drop", "decontamination.cosine")]),
        ("Compose a haiku on an empty car park.", 0.87, [("review", "decontamination.cosine")]),
        ("Compose a haiku on an empty car park.", 0.84, []),
        ("Write two haiku about an empty car park.", 0.99, []),
        ("Write a haiku about a full car park.", 0.95, [("review", "decontamination.alike")]),
        ("Write a haiku about a car park that is not empty.", 0.95, [("review", "decontamination.alike")]),
        ("Write a haiku about an empty car park in Crewe.", 0.95, [("review", "decontamination.alike")]),
        ("Write one haiku on an empty car park.", 0.95, [("drop", "decontamination.cosine")]),
    ],
)
def test_close_vectors_are_held_against_the_words(ask: str, cosine: float, said: list[tuple[str, str]]) -> None:
    assert judged(ask, "Write a haiku on an empty car park.", cosine) == said


TALE = "Tell how an old smith of Pellworth lent Oskar his boat, lost the oars, and rowed home with two spades."
TOLD = "Tell how an old farmer of Pellworth lent Oskar his boat, mislaid the oars, and paddled home with two spades."


@pytest.mark.parametrize(
    ("ask", "cosine", "said"),
    [
        (TOLD, 0.86, [("drop", "decontamination.paraphrase")]),
        (TOLD, 0.84, []),
        (TOLD.replace("old", "young"), 0.97, [("review", "decontamination.alike")]),
        (TOLD.replace("Pellworth", "Marlow").replace("Oskar", "Ines"), 0.97, [("review", "decontamination.alike")]),
        (TOLD.replace("Oskar", "Ines"), 0.97, [("drop", "decontamination.cosine")]),
        (TOLD.replace("two", "three"), 0.97, []),
        ("How Oskar of Pellworth lost two oars", 0.86, [("review", "decontamination.cosine")]),
    ],
)
def test_of_long_texts_the_words_count(ask: str, cosine: float, said: list[tuple[str, str]]) -> None:
    assert judged(ask, TALE, cosine) == said


def test_who_is_not_why() -> None:
    assert judged("Why was the zip invented?", "Who invented the zip?", 0.95) == [("review", "decontamination.alike")]
    assert judged("Tell me who invented zips.", "Who invented the zip?", 0.95) == [("drop", "decontamination.cosine")]


@dataclass(frozen=True)
class Keeper(Lender):
    """A shelf that keeps what is prepared."""

    kept: dict[str, Any]
    sets: str
    encoder: str

    def fingerprint(self, name: str) -> str:
        return {"references": self.sets, "vectors": self.encoder}[name]

    def prepared(self, name: str, build: Callable[[], Any]) -> Any:
        if name not in self.kept:
            self.kept[name] = build()
        return self.kept[name]


def test_an_index_is_made_once_for_what_it_is_made_of() -> None:
    kept: dict[str, Any] = {}
    one, other = ITEMS[:1], ITEMS[1:2]
    drops = [("drop", "decontamination.exact")]
    for items, sets, encoder, said, made in (
        (one, "a", "x", drops, 1),
        (one, "a", "x", drops, 1),
        (other, "b", "x", [], 2),
        (one, "a", "y", drops, 3),
    ):
        shelf: Any = Keeper(items, 0.5, kept, sets, encoder)
        found = Decontamination().judge(asking(LONG), shelf).to_pylist()
        assert ([(row["verdict"], row["reason"]) for row in found], len(kept)) == (said, made)


def test_a_threshold_is_a_share() -> None:
    for wrong in ({"coverage": 0.0}, {"cosine": 1.1}, {"review": 0.95}):
        with pytest.raises(ValueError, match=r"must lie|lies above"):
            Decontamination(**wrong)
