"""The contradiction stage: comparators and guard by tables of cases, who goes by each step, and bad input."""

import json
import time
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contradiction_cases import ASKS, CASES, KINDS, LETTERS, MAY_STAND
from contradiction_stands import MORE_STAND
from stages.asks import Ask
from stages.contradiction import Contradiction
from stages.contradiction.asked import Asked
from stages.contradiction.comparators import choice
from stages.contradiction.compare import Compared, compared
from stages.contradiction.finding import SILENT
from stages.contradiction.said import Said
from stages.contradiction.sameask import veto

SHELF: Any = None
TREE = [(name, *case) for name, cases in CASES.items() for case in cases]


def asked(instruction: str, given: str = "", history: tuple[str, ...] = ()) -> Asked:
    return Asked(Ask(instruction, given, history, ""))


def between(ask: str, one: str, other: str) -> Compared:
    return compared(asked(ask), Said(one), asked(ask), Said(other))


@pytest.mark.parametrize(("name", "ask", "one", "other", "relation"), TREE)
def test_two_answers(name: str, ask: str, one: str, other: str, relation: str) -> None:
    said, back = between(ask, one, other), between(ask, other, one)
    assert said.relation == back.relation == relation
    assert (said.first, said.second) == (back.second, back.first)
    if relation in ("conflict", "review"):
        assert said.comparator == name or said.comparator == "entity"


@pytest.mark.parametrize(("one", "other", "kind"), ASKS)
def test_the_guard(one: str, other: str, kind: str) -> None:
    assert veto(asked(one), asked(other)) == veto(asked(other), asked(one)) == kind


def test_inputs_and_conversations_are_part_of_the_ask() -> None:
    long = " ".join(f"w{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(60))
    assert veto(asked("Is it red?", long), asked(f"Is it red? {long}")) == ""
    assert veto(asked("Is it red?", long), asked(f"{long} Is it red?")) == ""
    assert veto(asked(f"{long} Is it red?"), asked("Is it red?", long)) == ""
    assert veto(asked("Is it red? The rose", "is by the door"), asked("Is it red?", "The rose is by the door")) == ""
    assert veto(asked("Is it red?", "a b c"), asked("Is it red?", "a b d")) != ""
    assert veto(asked("Translate it.", "I am there."), asked("Translate it.", "We are here.")) == "input"
    assert veto(asked("Is it red?"), asked("Is it red?", history=("The rose.",))) == "context"


@pytest.mark.parametrize(("ask", "again", "one", "other"), (*MAY_STAND, *MORE_STAND))
def test_what_may_stand_is_no_conflict(ask: str, again: str, one: str, other: str) -> None:
    first, second = asked(ask), asked(again or ask)
    assert compared(first, Said(one), second, Said(other)).relation != "conflict"
    assert compared(second, Said(other), first, Said(one)).relation != "conflict"


def test_answers_to_two_asks_do_not_compare() -> None:
    yes, no = Said("Yes."), Said("No.")
    assert compared(asked("Is it red?"), yes, asked("Is it blue?"), no).relation == ""
    assert compared(asked("Is it red?"), yes, asked("Is it red, please?"), no).relation == "conflict"


def test_a_negated_ask_on_either_side_is_for_a_person() -> None:
    plain, turned = asked("It is not old. Is it red?"), asked("It is old. Is it not red?")
    for first, second in ((plain, turned), (turned, plain)):
        assert compared(first, Said("Yes."), second, Said("No."), same_ask=True).relation == "review"


def test_options_worded_otherwise_are_no_conflict() -> None:
    short, long = asked("Which one?\n(A) elm\n(B) oak"), asked("Which one?\n(A) elm tree\n(B) oak")
    for first, second in ((short, long), (long, short)):
        assert choice.compare(Said("A"), Said("A"), first, second) is SILENT
    assert between("Which one?\n(A) elm\n(B) elm tree", "A", "B").relation == "conflict"


@pytest.mark.parametrize(("ask", "kind"), KINDS)
def test_the_kind_of_ask(ask: str, kind: str) -> None:
    assert asked(ask).kind == kind


def test_reasoning_that_ends_in_a_short_line_has_that_for_its_answer() -> None:
    reason = "Both are known from many books about it, which say so."
    assert between("How many keys has it?", f"{reason}\n61", "76").relation == "conflict"
    assert between("Is it red?", f"{reason}\nno", "Yes, it is.").relation == "conflict"
    assert between(LETTERS, f"{reason}\n(B)", "C").relation == "conflict"
    assert between("How many keys has it?", f"{reason * 6}\n61", "76").relation == "review"


def test_reasoning_over_sixty_words_is_for_a_person() -> None:
    long = "The organ is old and was built by a master of his craft in the town. " * 6
    assert between("How many keys has it?", f"{long}The answer is 61.", "76").relation == "review"


HOSTILE = (
    *("a " * 500_000, "7" * 1_000_000, "7 " * 500_000, "a: b\n" * 10_000, "1. x\n" * 10_000, "Yes, " * 200_000),
    *("1e9 " * 9999, "(a) " * 100_000, "/" * 100_000, "a or " * 100_000, "=" * 100_000, "may " * 100_000),
    *("one " * 100_000, "A, " * 100_000, "a" * 1_000_000),
    *("\n" * 200_000, " \n\t" * 100_000, "Options:" + "\n" * 100_000 + "Answer:", "- a " * 100_000, ":) " * 100_000),
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_answers_and_asks_take_bounded_time(hostile: str) -> None:
    began = time.process_time()
    between("How many are there?", hostile, "5")
    between(hostile, "5", "6")
    between(f"Is it {hostile}?", "a", "b")
    assert time.process_time() - began < 10


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=40))
def test_nothing_raises_and_order_does_not_matter(ask: str, one: str, other: str) -> None:
    said, back = between(ask, one, other), between(ask, other, one)
    assert said.relation == back.relation
    assert between(ask, one, one).relation in ("", "agree")


Row = tuple[str, str, str, int]  # ask, answer, source, trust


def pairs_of(rows: list[Row], groups: list[str] | None = None) -> pa.Table:
    turn = pa.struct([("role", pa.string()), ("content", pa.string())])
    ids = [f"p{at:06}" for at in range(len(rows))]
    nothing = [""] * len(rows)
    return pa.table(
        {
            "pair_id": ids,
            "rank": pa.array(range(len(rows)), pa.int32()),
            "source": [row[2] for row in rows],
            "trust": pa.array([row[3] for row in rows], pa.int16()),
            "group": groups or ids,
            "system": nothing,
            "history": pa.array([[] for _ in rows], pa.list_(turn)),
            "instruction": [row[0] for row in rows],
            "input": nothing,
            "output": [row[1] for row in rows],
        }
    )


def judged(
    rows: list[Row],
    stage: Contradiction | None = None,
    edges: list[tuple[int, int]] | None = None,
    groups: list[str] | None = None,
    seen_in: list[list[str]] | None = None,
) -> list[dict[str, Any]]:
    stage = stage or Contradiction()
    pairs = pairs_of(rows, groups)
    ends = edges if edges is not None else [(a, b) for b in range(len(rows)) for a in range(b)]
    given = pa.table(
        {
            "a": pa.array([a for a, _ in ends], pa.int64()),
            "b": pa.array([b for _, b in ends], pa.int64()),
            "similarity": pa.array([1.0] * len(ends), pa.float32()),
            "measure": pa.array(["same"] * len(ends), pa.string()),
        }
    )
    weighed = stage.weigh(pairs, given, SHELF)
    assert len(weighed) == len(given)
    both = pa.Table.from_arrays([*given.columns, *weighed.columns], [*given.column_names, *weighed.column_names])
    sketches = stage.sketch(pairs, SHELF)
    if seen_in is not None:
        sketches = sketches.append_column("seen_in", pa.array(seen_in, pa.list_(pa.string())))
    said: list[dict[str, Any]] = stage.settle(sketches, both, SHELF).to_pylist()
    return sorted(said, key=lambda row: row["pair_id"])


def steps(said: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {row["pair_id"][-1]: (row["verdict"], json.loads(row["facts"])["step"]) for row in said}


KEYS = "How many keys has the organ of the hall?"
SUM = "What is 17 times 6?"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(SUM, "102", "a", 1), (SUM, "112", "b", 9)], {"1": ("drop", "recomputed")}),
        (
            [(SUM, "102", "a", 1), (SUM, "112", "b", 1), (SUM, "112.", "c", 1)],
            dict.fromkeys("12", ("drop", "recomputed")),
        ),
        ([(KEYS, "61", "a", 1), (KEYS, "61 keys", "b", 1), (KEYS, "76", "c", 9)], {"2": ("drop", "majority")}),
        ([(KEYS, "61", "a", 1), (KEYS, "61.", "a", 1), (KEYS, "76", "c", 2)], dict.fromkeys("01", ("drop", "trust"))),
        ([(KEYS, "61", "a", 2), (KEYS, "76", "b", 1)], {"1": ("drop", "trust")}),
        ([(KEYS, "61", "a", 1), (KEYS, "76", "b", 1)], dict.fromkeys("01", ("drop", "tie"))),
        (
            [(KEYS, "61", "a", 1), (KEYS, "61 keys", "b", 1), (KEYS, "76", "c", 1), (KEYS, "76.", "d", 1)],
            dict.fromkeys("0123", ("drop", "tie")),
        ),
        ([(KEYS, "61", "a", 1), (KEYS, "61 keys", "b", 2)], {}),
        (
            [("Which river is it?", "Spree", "a", 1), ("Which river is it?", "Havel", "b", 2)],
            dict.fromkeys("01", ("review", "review")),
        ),
    ],
)
def test_who_goes(rows: list[Row], expected: dict[str, tuple[str, str]]) -> None:
    assert steps(judged(rows)) == expected


def test_a_tie_is_for_a_person_where_the_recipe_says_so() -> None:
    rows = [(KEYS, "61", "a", 1), (KEYS, "76", "b", 1)]
    assert steps(judged(rows, Contradiction(on_tie="review"))) == dict.fromkeys("01", ("review", "tie"))
    assert steps(judged([*rows[:1], (KEYS, "76", "b", 2)], Contradiction(on_tie="review"))) == {"0": ("drop", "trust")}


def test_what_a_survivor_stands_for_votes() -> None:
    rows = [(KEYS, "61", "a", 1), (KEYS, "76", "b", 2)]
    assert steps(judged(rows, seen_in=[["b", "c"], []])) == {"1": ("drop", "majority")}
    assert steps(judged(rows, seen_in=[["a"], ["b"]])) == {"0": ("drop", "trust")}


def test_a_decision_shows_both_spans_and_what_settled_it() -> None:
    said = judged([(KEYS, "The organ has 61 keys.", "a", 2), (KEYS, "The organ has 76 keys.", "b", 1)])
    (row,) = said
    assert (row["pair_id"], row["rival_id"], row["reason"]) == ("p000001", "p000000", "contradiction.number")
    assert (row["score"], row["threshold"]) == (0.95, 0.85)
    assert json.loads(row["facts"]) == {
        "comparator": "number",
        "step": "trust",
        "own": "the organ has 76 keys.",
        "other": "the organ has 61 keys.",
        "stays": "p000000",
    }
    assert row["evidence"].endswith("of p000000; trust 2 against 1")
    tie = judged([(KEYS, "61", "a", 1), (KEYS, "76 " + "very old " * 9 + "keys", "b", 1)])
    assert all("conflicting or ambiguous" in row["evidence"] for row in tie)
    assert all(len(json.loads(row["facts"])["other"]) <= 80 for row in tie)


def test_never_within_one_group() -> None:
    rows = [(KEYS, "61", "a", 1), (KEYS, "76", "b", 1), (KEYS, "61", "c", 1)]
    said = judged(rows, groups=["g", "g", "h"], edges=[(1, 2)])
    assert {row["pair_id"]: row["rival_id"] for row in said} == {"p000001": "p000002"}


def test_ten_thousand_pairs_of_one_ask_are_grouped() -> None:
    answers = ["61", "76", "88", "61 keys", "sixty-one"]
    rows = [(KEYS, answers[at % 5], f"s{at % 3}", 1) for at in range(10_000)]
    edges = [(head, at) for head in range(8) for at in range(head + 1, len(rows))]
    began = time.process_time()
    said = judged(rows, edges=edges)
    assert time.process_time() - began < 10
    assert len(said) == 10_000


def test_fifty_answers_to_one_ask() -> None:
    rows = [(KEYS, str(at), f"s{at}", 1) for at in range(50)]
    said = judged([*rows, (KEYS, "7", "again", 1)])
    assert {row["verdict"] for row in said} == {"drop"}
    assert len(said) == 49
    assert {row["rival_id"] for row in said} == {"p000007"}


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match="confidence"):
        Contradiction(confidence=0)
