"""The dedup stage: its three functions called as the pipeline calls them, with edges made by hand."""

import json
import random
import time
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from stages.dedup import Dedup
from stages.normal import asks, hash64

SHELF: Any = None
ANSWER = "Plants take up water through their roots and send it through narrow vessels to every leaf"
LONG = " ".join(f"{ANSWER} of the {tree}." for tree in ("oak", "ash", "elm", "fir"))
Edge = tuple[int, int, float, str]


def pairs_of(rows: list[tuple[str, str]], ranks: list[int] | None = None) -> pa.Table:
    turn = pa.struct([("role", pa.string()), ("content", pa.string())])
    nothing = [""] * len(rows)
    return pa.table(
        {
            "pair_id": [f"p{at:06}" for at in range(len(rows))],
            "rank": pa.array(ranks or list(range(len(rows))), pa.int32()),
            "system": nothing,
            "history": pa.array([[] for _ in rows], pa.list_(turn)),
            "instruction": [ask for ask, _ in rows],
            "input": nothing,
            "output": [answer for _, answer in rows],
        }
    )


def edges_of(edges: list[Edge]) -> pa.Table:
    a, b, similarity, measure = zip(*edges, strict=True) if edges else ((), (), (), ())
    return pa.table(
        {
            "a": pa.array(a, pa.int64()),
            "b": pa.array(b, pa.int64()),
            "similarity": pa.array(similarity, pa.float32()),
            "measure": pa.array(measure, pa.string()),
        }
    )


def judged(stage: Dedup, pairs: pa.Table, edges: list[Edge]) -> list[dict[str, Any]]:
    given = edges_of(edges)
    weighed = stage.weigh(pairs, given, SHELF)
    assert len(weighed) == len(given)
    both = pa.Table.from_arrays([*given.columns, *weighed.columns], [*given.column_names, *weighed.column_names])
    rows: list[dict[str, Any]] = stage.settle(stage.sketch(pairs, SHELF), both, SHELF).to_pylist()
    return rows


def drops(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["pair_id"]: row["rival_id"] for row in rows if row["verdict"] == "drop"}


@pytest.mark.parametrize(
    ("one", "other", "edge", "reason"),
    [
        (("Name kinds of birds", ANSWER), ("List types of birds", ANSWER), (0.95, "cosine"), "duplicate.semantic"),
        (("Name kinds of birds", ANSWER), ("List types of birds", ANSWER), (0.91, "cosine"), None),
        (
            ("Name kinds of birds", ANSWER),
            ("List types of birds", f"{ANSWER} too"),
            (0.95, "cosine"),
            "duplicate.semantic",
        ),
        (("Name 3 kinds of birds", ANSWER), ("List 4 types of birds", ANSWER), (0.99, "cosine"), None),
        (("Is tea healthy?", "Yes"), ("Is tea really healthy?", "No"), (0.99, "cosine"), None),
        (("Is tea healthy?", "Yes"), ("Is the tea healthy?", "Yes."), (0.99, "cosine"), "duplicate.semantic"),
        (("Is tea healthy?", "Yes"), ("Is green tea healthy?", "Yes"), (0.99, "cosine"), None),
        (("Tell of roots", ANSWER), ("Tell of roots", f"{ANSWER} too"), (1.0, "same"), "duplicate.lexical"),
        (("Tell of roots", LONG), ("Tell of the roots", LONG), (0.9, "lexical"), "duplicate.lexical"),
        (("Tell of roots", ANSWER), ("Tell of your long roots", "Roots drink rain."), (0.9, "lexical"), None),
    ],
)
def test_what_is_a_duplicate(
    one: tuple[str, str], other: tuple[str, str], edge: tuple[float, str], reason: str | None
) -> None:
    said = judged(Dedup(), pairs_of([one, other]), [(0, 1, *edge)])
    dropped = [row for row in said if row["verdict"] == "drop"]
    assert [row["reason"] for row in dropped] == ([reason] if reason else [])
    assert all((row["pair_id"], row["rival_id"]) == ("p000001", "p000000") for row in dropped)


def test_evidence_names_survivor_measure_and_words() -> None:
    rows = [("Name kinds of birds", ANSWER), ("List types of birds", ANSWER)]
    (said,) = judged(Dedup(), pairs_of(rows, [2, 1]), [(0, 1, 0.95, "cosine")])
    assert (said["pair_id"], said["rival_id"], said["threshold"]) == ("p000000", "p000001", 0.92)
    assert said["evidence"] == "cosine of the asks 0.950, p000001; words of one ask alone: name kinds / list types"
    assert json.loads(said["facts"]) == {"cluster": "p000001", "cosine": 0.95, "measure": "cosine"}


def test_a_near_miss_is_told_down_to_the_floor() -> None:
    rows = pairs_of([("Name kinds of birds", ANSWER), ("List types of birds", ANSWER)])
    (said,) = judged(Dedup(), rows, [(0, 1, 0.85, "cosine")])
    assert (said["verdict"], said["rival_id"], round(said["score"], 2)) == ("keep", "p000000", 0.85)
    assert judged(Dedup(floor=0.9), rows, [(0, 1, 0.85, "cosine")]) == []


def test_a_chain_leaves_its_end_whose_twin_went() -> None:
    rows = [(f"{verb} kinds of birds", ANSWER) for verb in ("Name", "List", "State")]
    assert drops(judged(Dedup(), pairs_of(rows), [(0, 1, 0.95, "cosine"), (1, 2, 0.95, "cosine")])) == {
        "p000001": "p000000"
    }


def test_varied_phrasings_stay_where_asked_for() -> None:
    rows = pairs_of([(f"{verb} kinds of birds", ANSWER) for verb in ("Name", "List", "State", "Give")])
    edges = [(a, b, 0.95, "cosine") for b in range(4) for a in range(b)]
    said = judged(Dedup(keep_phrasings=2), rows, edges)
    assert set(drops(said)) == {"p000002", "p000003"}
    assert [row["pair_id"] for row in said if row["verdict"] == "keep"] == ["p000001"]


def test_one_answer_an_ask_but_for_those_in_conflict() -> None:
    answers = ["Oslo is a fine city by the sea.", "Rome", "Paris", "It depends on what you like best of all.", "Rome."]
    rows = pairs_of([("Name a city", answer) for answer in answers])
    assert drops(judged(Dedup(on="ask"), rows, [])) == dict.fromkeys(
        ["p000001", "p000002", "p000003", "p000004"], "p000000"
    )
    values = pairs_of([("Is it so?", answer) for answer in ("Yes", "No", "yes!", "No, never in all of my life so far")])
    assert drops(judged(Dedup(on="ask"), values, [])) == {"p000002": "p000000", "p000003": "p000001"}
    assert drops(judged(Dedup(), values, [])) == {"p000002": "p000000"}


def random_case(seed: int) -> tuple[pa.Table, pa.Table]:
    """Sketches and weighed edges of a dense set; some answers conflict."""
    draw = np.random.default_rng(seed)
    count = 120
    a, b = draw.integers(0, count, (2, 900))
    a, b = np.minimum(a, b)[a != b], np.maximum(a, b)[a != b]
    a, b = np.unique(np.stack([a, b]), axis=1)
    sketches = pa.table(
        {
            "pair_id": [f"p{at:03}" for at in range(count)],
            "rank": pa.array(draw.integers(0, 4, count), pa.int32()),
            "ask": np.arange(count, dtype=np.uint64) + np.uint64(2**63),
            "answer": draw.integers(0, 3, count).astype(np.uint64),
            "kind": np.zeros(count, np.uint8),
            "polarity": np.zeros(count, np.int8),
        }
    )
    answers = draw.choice(["agree", "near", "conflict", "differ"], len(a), p=[0.6, 0.2, 0.1, 0.1])
    columns = {
        "a": a,
        "b": b,
        "similarity": draw.uniform(0.8, 1, len(a)).astype(np.float32),
        "measure": ["cosine"] * len(a),
    }
    columns |= {"answers": answers, "apart": draw.choice(["", "number"], len(a), p=[0.9, 0.1])}
    columns |= {"first": [""] * len(a), "second": [""] * len(a), "lexical": np.zeros(len(a), np.float32)}
    return sketches, pa.table(columns)


@pytest.mark.parametrize("on", ["pair", "ask"])
@pytest.mark.parametrize("phrasings", [0, 3])
@pytest.mark.parametrize("seed", range(12))
def test_settling_keeps_a_survivor_for_all_and_nothing_is_left_to_do(seed: int, phrasings: int, on: Any) -> None:
    sketches, edges = random_case(seed)
    stage = Dedup(on=on, keep_phrasings=phrasings)
    gone = drops(stage.settle(sketches, edges, SHELF).to_pylist())
    assert gone
    weighed = {(row["a"], row["b"]): row for row in edges.to_pylist()}
    fine = ("agree", "near", "differ") if on == "ask" else ("agree", "near")
    for pair_id, rival in gone.items():
        assert rival not in gone
        edge = weighed[tuple(sorted((int(pair_id[1:]), int(rival[1:]))))]  # type: ignore[index]
        assert edge["similarity"] >= 0.92
        assert edge["apart"] == ""
        assert edge["answers"] in fine
    kept = [at for at in range(len(sketches)) if f"p{at:03}" not in gone]
    number = {at: place for place, at in enumerate(kept)}
    left = [row for row in edges.to_pylist() if row["a"] in number and row["b"] in number]
    again = pa.Table.from_pylist(
        [{**row, "a": number[row["a"]], "b": number[row["b"]]} for row in left], schema=edges.schema
    )
    assert drops(stage.settle(sketches.take(kept), again, SHELF).to_pylist()) == {}


@pytest.mark.parametrize("seed", range(6))
def test_another_order_of_rows_and_edges_keeps_the_same(seed: int) -> None:
    sketches, edges = random_case(seed)
    draw = random.Random(seed)
    rows, order = list(range(len(sketches))), list(range(len(edges)))
    draw.shuffle(rows)
    draw.shuffle(order)
    place = {row: at for at, row in enumerate(rows)}
    moved = [
        {**row, "a": min(place[row["a"]], place[row["b"]]), "b": max(place[row["a"]], place[row["b"]])}
        for row in edges.take(order).to_pylist()
    ]
    shuffled = Dedup().settle(sketches.take(rows), pa.Table.from_pylist(moved, schema=edges.schema), SHELF)
    straight = Dedup().settle(sketches, edges, SHELF)
    assert sorted(shuffled.to_pylist(), key=str) == sorted(straight.to_pylist(), key=str)


@pytest.mark.parametrize("on", ["pair", "ask"])
def test_ten_thousand_pairs_of_one_ask(on: Any) -> None:
    rows = pairs_of([("What is it?", str(at % 5000)) for at in range(10_000)])
    began = time.process_time()
    said = judged(Dedup(on=on), rows, [])
    assert time.process_time() - began < 5
    assert drops(said) == {f"p{at:06}": f"p{at - 5000:06}" for at in range(5000, 10_000)}


def test_a_million_edges_settle_in_seconds() -> None:
    draw = np.random.default_rng(5)
    count, many = 200_000, 1_000_000
    a = draw.integers(0, count - 1, many)
    said = {"measure": "cosine", "answers": "agree", "apart": "", "first": "", "second": ""}
    edges = pa.table(
        {
            "a": a,
            "b": np.minimum(a + draw.integers(1, 50, many), count - 1),
            "similarity": np.full(many, 0.95, np.float32),
            "lexical": np.zeros(many, np.float32),
            **{name: pa.repeat(value, many) for name, value in said.items()},
        }
    )
    sketches = pa.table(
        {
            "pair_id": pa.array(range(count)).cast(pa.string()),
            "rank": pa.array(range(count), pa.int32()),
            "ask": np.arange(count, dtype=np.uint64),
            "answer": np.zeros(count, np.uint64),
            "kind": np.zeros(count, np.uint8),
            "polarity": np.zeros(count, np.int8),
        }
    )
    began = time.process_time()
    assert len(Dedup().settle(sketches, edges, SHELF)) > 100_000
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "hostile", ["", "1e400", "0/0", "\uff11\uff12", "½", "7" * 1_000_000, "x " * 500_000, "\x00\ud7ff"]
)
def test_hostile_texts_are_judged(hostile: str) -> None:
    rows = pairs_of([(hostile, ANSWER), (f"{hostile} ", ANSWER), ("Why?", hostile), ("Why ?", f"{hostile}.")])
    edges = [(0, 1, 1.0, "same"), (2, 3, 0.99, "cosine"), (0, 2, 0.9, "lexical"), (1, 3, 0.95, "cosine")]
    assert drops(judged(Dedup(), rows, edges))["p000001"] == "p000000"


@pytest.mark.parametrize("count", [0, 1])
def test_no_pair_and_one_pair(count: int) -> None:
    assert judged(Dedup(), pairs_of([("Why?", "So.")] * count), []) == []


@pytest.mark.parametrize("settings", [{"threshold": 0}, {"threshold": 1.1}, {"lexical": -1}, {"keep_phrasings": -1}])
def test_settings_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must"):
        Dedup(**settings)


def test_a_sketch_groups_equal_asks_however_written() -> None:
    pairs = pairs_of([("Why  so?", "4"), ("why so?", "four.")])
    sketch = Dedup().sketch(pairs, SHELF)
    assert sketch["ask"].to_pylist() == [hash64(next(asks(pairs)))] * 2
    assert drops(judged(Dedup(), pairs, [])) == {"p000001": "p000000"}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [({"threshold": 0.7}, "down to which"), ({"floor": 0.95}, "above threshold"), ({"lexical": 0.0}, "above 0")],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, float], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Dedup(**settings)  # type: ignore[arg-type]
