"""Answers read as values, and how two of them compare."""

import time

import pytest

from stages.answers.compare import compare
from stages.answers.parsed import parsed


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Yes.", "polarity", "yes"),
        ("The answer is no.", "polarity", "no"),
        ("False", "polarity", "no"),
        ("Yes, but only at night.", "free", ""),
        ("B)", "choice", "b"),
        ("(C) Paris", "choice", "c"),
        ("A dog", "label", "dog"),
        ("The answer is 4.", "number", "4e0"),
        ("4", "number", "4e0"),
        ("four", "number", "4e0"),
        ("$3.50", "number", "35e-1 $"),
        ("2 million", "number", "2e6"),
        ("2,000,000", "number", "2e6"),
        ("5 km", "number", "5e0 km"),
        ("\uff11\uff12", "number", "12e0"),
        ("1e400", "number", "1e400"),
        ("0/0", "free", ""),
        ("½", "label", "1⁄2"),
        ("July 4, 1776", "date", "1776-07-04"),
        ("4th of July 1776", "date", "1776-07-04"),
        ("1776-07-04", "date", "1776-07-04"),
        ("May 1945", "date", "1945-05-00"),
        ("None", "label", "none"),
        ("Paris", "label", "paris"),
        ("The cat sat down and slept well.", "free", ""),
        ("", "free", ""),
    ],
)
def test_an_answer_is_read_as_a_value(text: str, kind: str, value: str) -> None:
    answer = parsed(text)
    assert (answer.kind, answer.value) == (kind, value)


SENTENCE = (
    "Plants draw water by their roots and send it through narrow vessels to every leaf, where it leaves as vapour"
)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Yes", "yes.", "agree"),
        ("Yes", "No", "conflict"),
        ("Yes, it is.", "No, it is not.", "conflict"),
        ("Yes, but it is rare.", "No, it is rare.", "differ"),
        ("Yes, but it is rare here.", "No, it is rare around here.", "differ"),
        ("B", "c)", "conflict"),
        ("2 million", "2,000,000", "agree"),
        ("nineteen", "19", "agree"),
        ("4", "5", "conflict"),
        ("5 km", "5 miles", "conflict"),
        ("July 4, 1776", "1776-07-04", "agree"),
        ("July 4, 1776", "July 5, 1776", "conflict"),
        ("Paris", "the Paris", "agree"),
        ("Paris", "Rome", "conflict"),
        ("4", "Paris", "differ"),
        (f"{SENTENCE}.", f"{SENTENCE}.[4]", "agree"),
        (f"{SENTENCE}.", f"{SENTENCE} again.", "near"),
        (f"{SENTENCE} in 1999.", f"{SENTENCE} in 1998.", "differ"),
        ("go up go up go left " * 4, "go up go up go left " * 4 + "go up", "differ"),
        (f"{SENTENCE} in Rome.", f"{SENTENCE} in Oslo.", "differ"),
        (f"{SENTENCE}.", f"{SENTENCE}.".replace("draw", "do not draw"), "differ"),
        (f"{SENTENCE}.", f"{SENTENCE}.".replace("narrow", "wide"), "differ"),
        ("A poem on the sea", "Something else, quite apart from all that was asked", "differ"),
    ],
)
def test_two_answers_compare(one: str, other: str, verdict: str) -> None:
    a, b = parsed(one), parsed(other)
    assert compare(a, b).verdict == compare(b, a).verdict == verdict
    assert (a.key == b.key) is (verdict == "agree")


def test_answers_of_a_million_characters_are_compared_in_bounded_time() -> None:
    long = SENTENCE * 9000
    began = time.process_time()
    assert compare(parsed(long), parsed(f"{long}!")).verdict == "differ"
    assert compare(parsed(long), parsed(f" {long} ")).verdict == "agree"
    assert time.process_time() - began < 5
