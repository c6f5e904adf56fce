"""Packing and the course: every example once an epoch, no row over, the same for a seed, and as many steps as told."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import RecipeError
from stages.train import course
from stages.train.course import Course
from stages.train.pack import packed
from stages.train.settings import Evaluation, Lora, Settings, Tiny

LENGTHS = st.lists(st.integers(1, 64), max_size=120)


@given(LENGTHS, st.integers(0, 5), st.integers(0, 3), st.booleans())
def test_every_example_once_and_no_row_over(lengths: list[int], seed: int, epoch: int, pack: bool) -> None:
    rows = packed(lengths, 64, seed, epoch, pack)
    assert sorted(n for row in rows for n in row) == list(range(len(lengths)))
    assert all(sum(lengths[n] for n in row) <= 64 for row in rows)
    assert rows == packed(lengths, 64, seed, epoch, pack)
    if not pack:
        assert all(len(row) == 1 for row in rows)


@given(LENGTHS)
def test_no_two_rows_would_go_into_one(lengths: list[int]) -> None:
    """Which is what makes it best fit: at most one row is half empty."""
    rows = packed(lengths, 64, 0, 0)
    assert sum(sum(lengths[n] for n in row) <= 32 for row in rows) <= 1


def test_each_example_goes_where_least_is_left() -> None:
    rows = packed([45, 50, 10], 60, 0, 0)
    assert sorted(sorted(row) for row in rows) == [[0], [1, 2]]


def test_another_epoch_and_another_seed_have_another_order() -> None:
    lengths = [7 + n % 11 for n in range(60)]
    assert len({str(packed(lengths, 64, seed, epoch)) for seed in range(3) for epoch in range(3)}) == 9


def test_rows_are_nearly_full() -> None:
    lengths = [5 + (n * 37) % 60 for n in range(1000)]
    rows = packed(lengths, 256, 7, 0)
    assert sum(lengths) / (256 * len(rows)) > 0.99


def plan(**other: object) -> Course:
    """Two rows a step, one example a row."""
    return replace(course.of(Settings(max_tokens=16, tokens_per_step=32, pack=False)), **other)  # type: ignore[arg-type]


STEPS: tuple[tuple[str, dict[str, object], int, int], ...] = (
    ("an epoch", {"epochs": 1.0}, 5, 10),
    ("a last step of one row", {"epochs": 1.0, "rows_per_step": 3}, 4, 10),
    ("two epochs", {"epochs": 2.0}, 10, 20),
    ("half an epoch", {"epochs": 0.5}, 3, 5),
    ("a quarter, and what it begins", {"epochs": 0.25}, 2, 3),
    ("an epoch and a half", {"epochs": 1.5}, 8, 15),
    ("less than a row", {"epochs": 0.01}, 1, 1),
    ("steps told", {"max_steps": 3}, 3, 6),
    ("more steps than an epoch has", {"max_steps": 12}, 12, 24),
    ("steps told, epochs too", {"max_steps": 2, "epochs": 9.0}, 2, 4),
    ("steps told, no epochs", {"max_steps": 2, "epochs": 0.0}, 2, 4),
    ("nothing", {"epochs": 0.0}, 0, 0),
    ("a step larger than the data", {"epochs": 1.0, "rows_per_step": 99}, 1, 10),
)


@pytest.mark.parametrize(("what", "told", "steps", "rows"), STEPS, ids=[case[0] for case in STEPS])
def test_steps(what: str, told: dict[str, object], steps: int, rows: int) -> None:
    made = plan(**told).steps([16] * 10)
    assert (len(made), sum(len(step) for step in made)) == (steps, rows)


def test_a_course_over_nothing_has_no_steps() -> None:
    assert plan(max_steps=3).steps([]) == []


def test_whole_epochs_see_each_example_as_often() -> None:
    seen = [n for step in plan(epochs=3.0).steps([16] * 10) for row in step for n in row]
    assert sorted(seen) == sorted(list(range(10)) * 3)
    assert math.ceil(len(seen) / 2) == 15


TOLD: tuple[tuple[dict[str, object], str], ...] = (
    ({"max_tokens": 8}, "holds no pair"),
    ({"max_tokens": 64, "tokens_per_step": 63}, "is less than max_tokens"),
    ({"epochs": -1.0}, "cannot be negative"),
    ({"max_steps": -1}, "cannot be negative"),
    ({"patience": 2}, "patience needs eval_every"),
    ({"keep": 0}, "keep = 0 is too small; take 1 or more"),
    ({"last_layers": 0}, "last_layers = 0 is too small"),
    ({"seed": -1}, "seed = -1 is too small; take 0 or more"),
    ({"lr": -1.0}, "lr = -1.0 is too small"),
    ({"lr": math.nan}, "lr = nan is too small"),
    ({"save_every": -2}, "save_every = -2 is too small"),
)


@pytest.mark.parametrize(("told", "said"), TOLD, ids=[case[1] for case in TOLD])
def test_settings_that_make_no_course(told: dict[str, object], said: str) -> None:
    with pytest.raises(RecipeError, match=said):
        Settings(**told)  # type: ignore[arg-type]


PARTS: tuple[tuple[type, dict[str, object], str], ...] = (
    (Tiny, {"heads": 0}, r"\[train.tiny\] heads = 0 is too small"),
    (Tiny, {"width": 90, "heads": 4}, "width = 90 does not split into 4 even heads"),
    (Tiny, {"vocabulary": 256}, "256 bytes and more must fit"),
    (Evaluation, {"new_tokens": 0}, r"\[train.evaluation\] new_tokens = 0 is too small; take 1"),
    (Evaluation, {"max_forgetting": 0.1, "general": False}, "set general = true"),
    (Lora, {"r": 0}, "r = 0 is no rank"),
    (Lora, {"dropout": 1.0}, r"dropout = 1.0 is no share"),
)


@pytest.mark.parametrize(("part", "told", "said"), PARTS, ids=[case[2] for case in PARTS])
def test_parts_of_settings(part: type, told: dict[str, object], said: str) -> None:
    part()
    with pytest.raises(RecipeError, match=said):
        part(**told)


def test_the_rate_is_low_unless_told() -> None:
    assert Settings(model="m", method="full").rate < Settings(model="m").rate < Settings(model="m", lr=1.0).rate == 1.0
