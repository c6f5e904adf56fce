"""Guard keys and what sets two texts apart: tables of cases, near misses beside them."""

import time

import pytest

from stages.asks import Ask, guard
from stages.dedup.differences import AskWording, differences
from stages.wording.contrast import contrast
from stages.wording.numerals import numbers
from stages.wording.text import Wording


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 million", ["2e6"]),
        ("2,000,000", ["2e6"]),
        ("two million", ["2e6"]),
        ("nineteen", ["19e0"]),
        ("19.0", ["19e0"]),
        ("twenty-five", ["25e0"]),
        ("two hundred and five thousand", ["205e3"]),
        ("two thousand and nineteen", ["2019e0"]),
        ("bread and two eggs", ["2e0"]),
        ("one, two and three", ["1e0", "2e0", "3e0"]),
        ("1e3", ["1e3"]),
        ("1e400", ["1e400"]),
        ("1e999999999", ["1e0", "999999999e0"]),
        ("0/0", ["0", "0"]),
        ("\uff11\uff12", ["12e0"]),
        ("½", ["1e0", "2e0"]),
        ("3,5", ["3e0", "5e0"]),
        ("10,00", ["1e1", "0"]),
        ("version 1.2.3", ["1e0", "2e0", "3e0"]),
        ("-5 degrees", ["-5e0"]),
        ("pages 3-5", ["3e0", "5e0"]),
        ("the one that I like", []),
        ("Name one reason", ["1e0"]),
        ("the 3rd", ["3e0"]),
        ("the third", ["3e0"]),
        ("someone, often, tent, weight", []),
        ("1,", ["1e0"]),
        ("-1, -2,", ["-1e0", "-2e0"]),
    ],
)
def test_numbers_have_one_form(text: str, said: list[str]) -> None:
    wording = Wording(text)
    assert wording.numbers == said
    assert numbers(wording.folded, frozenset(wording.counts)) == numbers(wording.folded)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("He won 2 million in 1999.[9]", "He won 2,000,000 in 1999.", True),
        ("Cats.[12][13] Dogs.[citation needed]", "Cats. Dogs.", True),
        ("Give me three tips", "List 3 tips", True),
        ("Give me three tips", "Give me four tips", False),
        ("Divide 4 by 2", "Divide 2 by 4", False),
        ("Why isn't it red?", "Why is it not red?", True),
        ("Why isn’t it red?", "Why isn't it red?", True),
        ("Why is it red?", "Why isn't it red?", False),
        ("It is not true that it is not red", "It is true that it is red", True),
        ('Translate "dog"', "Translate “dog”", True),
        ('Translate "dog"', 'Translate "cat"', False),
        ("It's the dog's bowl", "It is the bowl of the dog", True),
        ("array[1]", "array[2]", True),
        ("array[1] = 5", "array[1] = 6", False),
    ],
)
def test_guard_key(one: str, other: str, equal: bool) -> None:
    assert (guard(one) == guard(other)) is equal


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Name three kinds of birds", "List three types of birds.", ""),
        ("What are the benefits of tea?", "Describe the advantages of tea", ""),
        ("Name three birds", "Name four birds", "number"),
        ("What is the capital of France?", "What is the capital of Spain?", "name"),
        ("Paris is in which country?", "Rome is in which country?", "word"),
        ("what is the capital of france", "what is the capital of spain", "word"),
        ("What is the largest planet?", "What is the smallest planet?", "opposite"),
        ("What is the mean of 1 2 3?", "What is the median of 1 2 3?", "opposite"),
        ("Find a synonym for glad", "Find an antonym for glad", "opposite"),
        ("What came before jazz?", "What came after jazz?", "opposite"),
        ("Is it safe to run?", "Is it dangerous to run?", "word"),
        ("Is it legal to park here?", "Is it not legal to park here?", "negation"),
        ("Translate 'good dog' into German", "Translate 'bad dog' into German", "quote"),
        ('Explain the word "irony"', "Explain the word irony", ""),
        ("Convert miles to metres", "Convert metres to miles", "order"),
        ("Convert miles to metres", "Swiftly convert metres to miles", "order"),
        ("Flights from Paris to Rome", "Flights from Rome to Paris", "name"),
        ("Compare cats and dogs", "Compare dogs and cats", ""),
        ("red apples beside blue plums", "blue apples beside red plums", "order"),
        ("In Python, write a loop", "Write a loop in Python", ""),
        ("Compute 5 + 3", "Compute 5 - 3", "sign"),
        ("Compute 5 * 3", "Compute 5 / 3", "sign"),
        ("Does cell A have more nuclei than cell B?", "Does cell B have more nuclei than cell A?", "name"),
        ("A dog and I ran. A cat slept.", "a dog and I ran. a cat slept.", ""),
        ("If x < y and u > v, what holds?", "If x > y and u < v, what holds?", "sign"),
        ("run left twice and look right", "run left thrice and look right", "number"),
        ("When was he born?", "Where was he born?", "word"),
        ("Describe the organisation of cells", "Describe the organization of cells", ""),
        ("Write about dictionaries", "Write about a dictionary", ""),
        ("Explain World War I", "Explain World War II", "name"),
        ("Summarize the dialogue", "Summarise this dialog", ""),
        ("Analyse the colour of the theatre", "Analyze the color of the theater", ""),
        ("What is a prism?", "What is a prison?", "word"),
        ("Who is allowed to vote?", "Who is permitted to vote?", ""),
        ("Who is allowed to vote?", "Who is forbidden to vote?", "word"),
        ("What steps should be taken?", "What steps should you take?", ""),
        ("What was sold here?", "What was bought here?", "word"),
        ("What does it mean to yield?", "What is meant by yielding?", ""),
        ("Why is the sea salty?", "What is the reason that the sea is salty?", ""),
        ("Compare a harp and a lyre", "Compare a lyre and a harp", ""),
        ("Is a pint larger than the litre?", "Is the litre larger than a pint?", "order"),
        ("He sold the color that she had mixed", "He mixed the colour which she had sold", "order"),
        ("Name the harbour that the ferry leaves at dawn", "At dawn, which harbor does a ferry leave?", ""),
        ("Did a dog bite the man?", "Did the man bite a dog?", "order"),
        ("Write about an empty house", "Write about a full house", "opposite"),
    ],
)
def test_what_sets_asks_apart(one: str, other: str, kind: str) -> None:
    for a, b in ((one, other), (other, one)):
        assert contrast(Wording(a), Wording(b)).kind == kind


PASSAGE = " ".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(80))


@pytest.mark.parametrize(
    ("one", "other", "strict", "lenient"),
    [
        (("Sum it up", PASSAGE), ("Sum it up", f"{PASSAGE} In 1999 Anna left."), "number", ""),
        (("Sum it up", PASSAGE), ("Sum it up", ""), "extra", ""),
        (("Sum it up", "3 4 5"), ("Sum it up", "3 4 5 6"), "number", "number"),
        (("Sum it up", PASSAGE), ("Sum Anna up", f"{PASSAGE} It rains."), "name", "name"),
        (("Write about tea", ""), ("Write about green tea", ""), "extra", ""),
        (("Write about tea", ""), ("Write about very cold bitter green tea", ""), "extra", "extra"),
        (("Write about tea", PASSAGE), ("Write about tea", " ".join(reversed(PASSAGE.split()))), "order", "order"),
    ],
)
def test_an_input_may_contain_the_other(
    one: tuple[str, str], other: tuple[str, str], strict: str, lenient: str
) -> None:
    first, second = (AskWording(Ask(instruction, given, (), "")) for instruction, given in (one, other))
    assert differences(first, second).kind == strict
    assert differences(first, second, lenient=True).kind == lenient


@pytest.mark.parametrize(
    "hostile", ["a" * 1_000_000, "1" * 1_000_000, "1," * 500_000, "'\"[“" * 250_000, "one " * 250_000]
)
def test_a_long_text_takes_linear_time(hostile: str) -> None:
    began = time.process_time()
    guard(hostile)
    contrast(Wording(hostile), Wording(f"{hostile}1"))
    assert time.process_time() - began < 10


def test_words_shown_are_few_and_short() -> None:
    shown = contrast(Wording("a 1 " + "b" * 5000), Wording(" ".join(map(str, range(5000))))).second.split()
    assert len(shown) == 8
    assert max(map(len, contrast(Wording("1"), Wording("b" * 5000)).second.split())) <= 24
