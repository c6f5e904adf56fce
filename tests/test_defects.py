"""Defects: arithmetic worked out anew, and how many items were asked for."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.asks import Ask
from stages.defects.arithmetic import checked
from stages.defects.expression import value
from stages.defects.items import miscounted


def verdict(ask: str, answer: str, given: str = "") -> int:
    return checked(Ask(ask, given, (), ""), answer).verdict


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("7 / 2", "7/2"),
        ("-2 ^ 2", "-4"),
        ("2 ^ 3 ^ 2", "512"),
        ("2 ** -2", "1/4"),
        ("1,000 - 1", "999"),
        ("0.1 + 0.2", "3/10"),
        ("6 x 7", "42"),
        ("6 ÷ 4", "3/2"),
        ("4 squared", "16"),
        ("9**9**9", None),
        ("9^99999999999999999999", None),
        ("1 / 0", None),
        ("0 ^ 0", None),
        ("0 / 0", None),
        ("2 ^ 0.5", None),
        ("(" * 60 + "1", None),
        ("1 + " * 500 + "1", None),
        ("__import__('os')", None),
        ("5", None),
        ("", None),
        ("2 + ", None),
        ("1.2.3 + 1", None),
    ],
)
def test_an_expression(text: str, came: str | None) -> None:
    found = value(text)
    assert (str(found) if found is not None else None) == came


@pytest.mark.parametrize(
    ("ask", "answer", "said"),
    [
        ("What is 31 + 12?", "31 + 12 = 44", -1),
        ("What is 31 + 12?", "43", 1),
        ("Compute 48 / 12.", "48 / 12 = 12", -1),
        ("What is 31 + 12 in binary?", "101011", 0),
        ("What is 10 / 3?", "3.33", 1),
        ("What is 10 / 3?", "3 remainder 1", 0),
        ("What is 10 / 3?", "3 1/3", 0),
        ("What is 10 / 4?", "about 3", 0),
        ("Calculate 14 + 6.", "The sum of 14 and 6 is equal to", 0),
        ("Compute 7 / 2 and give the whole part only.", "3", 0),
        ("Calculate 5 plus 10 multiplied by 4.", "60", 0),
        ("Find the mean of 2, 4 and 9.", "The mean is 6.", -1),
        ("Find the mean of 2, 4 and 9.", "The mean is 5.", 1),
        ("Find the mean of these numbers. 2, 4, 9", "4", -1),
        ("What is the median of 9, 1, 5?", "1", -1),
        ("What is the median of 1, 2, 3, 4?", "2.5", 1),
        ("Which is the third largest of 4, 9, 2?", "2", 0),
        ("What is the maximum of 4, 9, 2?", "4", -1),
        ("Find the smallest of 4, 9, 2", "2", 1),
        ("Find the sum of the even numbers in 4, 9, 2", "6", 0),
        ("Find the sum of all the numbers between 1 and 10.", "55", 0),
        ("Find the sum of 1, 2, ..., 9", "45", 0),
        ("Sort these numbers in ascending order: 8, 3, 5", "3, 8, 5", -1),
        ("Sort these numbers in ascending order: 8, 3, 5", "3, 5, 8", 1),
        ("Sort the list in descending order: [8, 3, 5]", "[8, 5, 3]", 1),
        ("Sort these numbers in ascending order: 8, 3, 5", "They are now in order", 0),
        ("What is the square root of 49?", "8", -1),
        ("What is the square root of 50?", "7", 0),
        ("What is 20% of 50?", "12", -1),
        ("Subtract 8 from 20", "12", 1),
        ("What is 9/11?", "A day of mourning for many people.", 0),
        ("What is 9**9**9?", "5", 0),
        ("What is 0/0?", "1", 0),
        ("What is 1e400 + 1?", "5", 0),
    ],
)
def test_arithmetic(ask: str, answer: str, said: int) -> None:
    assert verdict(ask, answer) == said


def test_the_numbers_may_stand_in_the_input() -> None:
    assert verdict("Find the mean of the given set of numbers.", "The mean is 6.8.", "2, 5, 7, 8, 10") == -1
    assert verdict("Find the mean of the given set of numbers.", "6.4", "2, 5, 7, 8, 10") == 1


@pytest.mark.parametrize(
    ("ask", "given", "found"),
    [
        ("List three rivers", 4, True),
        ("List 3 rivers", 3, False),
        ("Give me five tips for the garden", 3, True),
        ("List at least three rivers", 5, False),
        ("Write three sentences", 5, False),
        ("List rivers", 5, False),
        ("List three rivers and two lakes", 5, False),
        ("Name three rivers", 1, False),
        ("Give 3-5 ideas", 6, False),
    ],
)
def test_items(ask: str, given: int, found: bool) -> None:
    answer = "\n".join(f"{at}. something" for at in range(1, given + 1))
    assert (miscounted(ask, answer) is not None) is found


def test_two_lists_or_none_are_not_counted() -> None:
    assert miscounted("List three rivers", "1. a\n2. b\n1. c\n2. d") is None
    assert miscounted("List three rivers", "a\nb") is None


@pytest.mark.parametrize(
    "hostile", ["1+" * 500_000, "9^" * 700, "(" * 1400, "1 " * 700, "sort " * 250, "1. x\n" * 10_000, "7" * 1_000_000]
)
def test_hostile_texts_take_bounded_time(hostile: str) -> None:
    began = time.process_time()
    verdict(f"What is {hostile}?", hostile)
    verdict(hostile, "1")
    verdict("What is the sum of 1 and 2?", hostile)
    miscounted(hostile, hostile)
    miscounted("List three rivers", hostile)
    assert time.process_time() - began < 5


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-999, 999), min_size=2, max_size=8))
def test_what_is_right_is_never_called_wrong(numbers: list[int]) -> None:
    listed = ", ".join(map(str, numbers))
    assert verdict(f"What is the sum of {listed}?", str(sum(numbers))) == 1
    assert verdict(f"Find the mean of {listed}", f"{sum(numbers) / len(numbers):.3f}") >= 0
    assert verdict(f"Sort these numbers in ascending order: {listed}", ", ".join(map(str, sorted(numbers)))) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_raises(ask: str, answer: str) -> None:
    verdict(ask, answer)
    verdict(f"What is {ask}?", answer)
    value(ask)
