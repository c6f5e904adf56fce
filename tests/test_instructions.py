"""Instructions: each verifier on answers that satisfy it and on near misses, and checks that cannot be."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import RecipeError
from stages.instructions import VERIFIERS, Check, passes, passes_loosely
from stages.instructions.text import paragraphs, sentences, words

CASES: list[tuple[str, dict[str, Any], str, bool]] = [
    ("words", {"least": 3}, "one two three", True),
    ("words", {"least": 4}, "one two - three", False),  # a dash is no word
    ("words", {"most": 2}, "don't well-known", True),
    ("words", {"least": 2, "most": 2}, "costs 3.5", True),
    ("words", {"least": 3, "most": 3}, "up—and away", True),
    ("words", {"most": 0}, "!!!", True),
    ("words", {"most": 3}, "मैं हिन्दी बोलता हूँ", False),  # four words, vowel signs and all
    ("words", {"least": 4, "most": 4}, "मैं हिन्दी बोलता हूँ", True),
    ("sentences", {"least": 2, "most": 2}, "Dr. Hale met J. R. Wood at 3 p.m. on Monday. They left.", True),
    ("sentences", {"most": 1}, "It cost 3.50 dollars, e.g. two coins.", True),
    ("sentences", {"most": 1}, "It rained. It poured.", False),
    ("sentences", {"least": 3}, "- one\n- two\n- three", True),
    ("sentences", {"least": 2}, "a line that\nruns on", False),
    ("paragraphs", {"least": 2, "most": 2}, "One.\n\nTwo.", True),
    ("paragraphs", {"least": 2}, "One.\nTwo.", False),
    ("paragraphs", {"most": 2}, "One.\n\n***\n\nTwo.\n \n", True),
    ("paragraph_opens", {"paragraph": 2, "word": "however"}, "Yes.\n\n**However**, no.", True),
    ("paragraph_opens", {"paragraph": 2, "word": "however"}, "However, yes.", False),
    ("paragraph_opens", {"paragraph": 1, "word": "how"}, "However, yes.", False),
    ("keywords", {"words": ["Tide", "low water"]}, "The tide turns at low\nwater.", True),
    ("keywords", {"words": ["tide", "moon"]}, "The tide turns.", False),
    ("keywords", {"words": ["tide"]}, "The tides turn.", False),  # a whole word
    ("keywords", {"words": ["海"]}, "我喜欢大海吗", True),
    ("keywords", {"words": ["C++"]}, "Written in C++.", True),
    ("forbidden", {"words": ["cat"]}, "Concatenate them.", True),
    ("forbidden", {"words": ["cat"]}, "A Cat sat.", False),
    ("forbidden", {"words": ["cat", "sat"]}, "It sat.", False),
    ("keyword_count", {"word": "sea", "least": 2, "most": 2}, "Sea by the sea, not seaside.", True),
    ("keyword_count", {"word": "sea", "least": 3}, "Sea by the sea, not seaside.", False),
    ("keyword_count", {"word": "sea", "most": 0}, "A lake.", True),
    ("letter_count", {"letter": "z", "least": 2}, "Zigzag", True),
    ("letter_count", {"letter": "Z", "most": 1}, "Zigzag", False),
    ("letter_count", {"letter": "é", "least": 1, "most": 1}, "café", True),
    ("script", {"name": "latin"}, "Grüße aus Köln", True),
    ("script", {"name": "latin"}, "Привет, мир", False),
    ("script", {"name": "cyrillic"}, "Я читаю про Linux и его ядро каждый вечер", True),
    ("script", {"name": "devanagari"}, "मैं हिन्दी बोलता हूँ", True),
    ("script", {"name": "japanese"}, "私は本を読みます。", True),
    ("script", {"name": "japanese"}, "我喜欢读书。", False),
    ("script", {"name": "han"}, "我喜欢读书。", True),
    ("script", {"name": "hangul"}, "안녕하세요", True),
    ("script", {"name": "greek"}, "123 !?", False),
    ("json", {}, '{"a": [1, 2]}', True),
    ("json", {}, '```json\n{"a": 1}\n```', True),
    ("json", {}, 'Here it is: {"a": 1}', False),
    ("json", {}, "{'a': 1}", False),
    ("json", {}, '{"a": NaN}', False),
    ("json", {}, "42", False),
    ("placeholders", {"least": 2}, "Dear [name], come on [date].", True),
    ("placeholders", {"least": 1}, "See [the page](https://example.org), [1] and [x].", False),
    ("placeholders", {"most": 0}, "- [ ] done", True),
    ("bullets", {"least": 3, "most": 3}, "* a\n- b\n  • c", True),
    ("bullets", {"least": 1}, "**bold** text\n---\n* * *\n-5 degrees", False),
    ("numbered", {"least": 3, "most": 3}, "1. a\n   1. deeper\n2. b\n3) c", True),
    ("numbered", {"least": 3}, "1. a\n2. b\n4. c", False),
    ("numbered", {"least": 1}, "In 1. place", False),
    ("numbered", {"most": 2}, "1.5 is a number", True),
    ("title", {}, "<<On Tides>>\nText", True),
    ("title", {}, "<On Tides>\nText << >>", False),
    ("title", {}, "<<On\nTides>>", False),
    ("sections", {"marker": "Section", "least": 2, "most": 2}, "Section 1\na\n## SECTION II\nb", True),
    ("sections", {"marker": "Section", "least": 1}, "See section 1 below. Sections 2", False),
    ("highlights", {"least": 2, "most": 2}, "*one* and **two parts**", True),
    ("highlights", {"least": 1}, "* a\n* b\n2 * 3 * 4 and 2*3*4", False),
    ("two_responses", {}, "Yes.\n******\nNo.", True),
    ("two_responses", {}, "Yes.\n******\nYes.", False),
    ("two_responses", {}, "Yes.\n*****\nNo.", False),
    ("two_responses", {}, "Yes.\n******\n", False),
    ("two_responses", {}, "A\n******\nB\n******\nC", False),
    ("upper", {}, "LOUD: 3 ÄPFEL!", True),
    ("upper", {}, "LOUd", False),
    ("upper", {}, "123", False),
    ("lower", {}, "quiet, 3 äpfel", True),
    ("lower", {}, "quiet, I said", False),
    ("capital_words", {"least": 2, "most": 2}, "I saw NASA and a U.S. flag", True),
    ("capital_words", {"least": 1}, "I saw A flag", False),
    ("no_comma", {}, "one two; three", True),
    ("no_comma", {}, "one, two", False),
    ("no_comma", {}, "一，二", False),
    ("quoted", {}, '"All of it."', True),
    ("quoted", {}, "“All of it.”", True),
    ("quoted", {}, '"All" of it.', False),
    ("quoted", {}, '""', False),
    ("quoted", {}, "“All of it.“", False),
    ("opens", {"phrase": "Dear reader"}, '"dear  Reader, listen.', True),
    ("opens", {"phrase": "Sure"}, "Surely not.", False),
    ("closes", {"phrase": "Any questions?"}, "Done. Any questions?\n", True),
    ("closes", {"phrase": "Any questions?"}, "Any questions? No.", False),
    ("closes", {"phrase": "end"}, "They bend", False),
    ("postscript", {}, "Dear A\nP.S. Bring bread.", True),
    ("postscript", {}, "Dear A\nP.S.", False),
    ("postscript", {}, "P.S. Bring bread.", False),
    ("postscript", {"marker": "P.P.S."}, "Dear A\nP.S. Bring bread.", False),
    ("repeats", {"prompt": "Name a river."}, "Name  a river.\nThe Rhine.", True),
    ("repeats", {"prompt": "Name a river."}, "Name a river.", False),
    ("repeats", {"prompt": "Name a river."}, "The Rhine. Name a river.", False),
    ("one_of", {"options": ["Yes", "No"]}, "yes.", True),
    ("one_of", {"options": ["Yes", "No"]}, "Yes, it is", False),
    ("one_of", {"options": ["my answer is yes."]}, "My answer is yes.", True),
]


@pytest.mark.parametrize(("name", "arguments", "answer", "wanted"), CASES)
def test_a_check(name: str, arguments: dict[str, Any], answer: str, wanted: bool) -> None:
    assert passes(Check(name, arguments), answer) is wanted


def test_every_verifier_has_a_case_each_way() -> None:
    assert {(name, wanted) for name, _, _, wanted in CASES} == {(name, w) for name in VERIFIERS for w in (True, False)}


@pytest.mark.parametrize("answer", ["", " \n\t"])
@pytest.mark.parametrize(
    "check", [Check("words", {"most": 9}), Check("no_comma"), Check("forbidden", {"words": ["x"]})]
)
def test_an_answer_that_says_nothing_satisfies_nothing(check: Check, answer: str) -> None:
    assert not passes(check, answer) and not passes_loosely(check, answer)


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("wrods", {}, "there is no check 'wrods'"),
        ("words", {"at_least": 3}, "no argument 'at_least'"),
        ("title", {"text": "x"}, "takes no arguments"),
        ("words", {}, "without a bound"),
        ("words", {"least": 5, "most": 4}, "no count is at least 5 and at most 4"),
        ("words", {"least": -1}, "below 0"),
        ("words", {"least": "3"}, "give a whole number"),
        ("words", {"least": True}, "give a whole number"),
        ("keyword_count", {"least": 1}, "needs the argument 'word'"),
        ("keywords", {"words": "sea"}, "give a list of texts"),
        ("keywords", {"words": []}, "names none"),
        ("forbidden", {"words": [" "]}, "not blank"),
        ("letter_count", {"letter": "ab", "least": 1}, "exactly one letter"),
        ("script", {"name": "klingon"}, "one of latin"),
        ("sections", {"marker": " ", "least": 1}, "the word that opens"),
        ("opens", {"phrase": ""}, "not blank"),
        ("repeats", {"prompt": " "}, "blank prompt"),
        ("one_of", {"options": []}, "no option"),
        ("paragraph_opens", {"paragraph": 0, "word": "a"}, "count from 1"),
    ],
)
def test_a_check_that_cannot_be_is_one_sentence(name: str, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(RecipeError, match=said) as caught:
        Check(name, arguments)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("check", "answer"),
    [
        (Check("json"), 'Sure, here it is:\n{"a": 1}'),
        (Check("json"), 'Sure:\n{"a": 1}\nAnything else?'),
        (Check("upper"), "ALL OF IT\nhope that helps"),
        (Check("opens", {"phrase": "Dear reader"}), "**Dear reader**, listen."),
    ],
)
def test_loosely_a_line_around_the_answer_or_asterisks_are_forgiven(check: Check, answer: str) -> None:
    assert passes_loosely(check, answer) and not passes(check, answer)


def test_loosely_is_not_anything_goes() -> None:
    assert not passes_loosely(Check("json"), 'Sure,\nhere it is:\n{"a": 1}')
    assert not passes_loosely(Check("upper"), "a\nB\nc\nD")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Really?" he said. "Yes!" And so on.', ['"Really?" he said.', '"Yes!"', "And so on."]),
        ("We met Mr. Ito, Prof. Lee, etc. Then we left.", ["We met Mr. Ito, Prof. Lee, etc.", "Then we left."]),
        ("What?! No... Well, yes.", ["What?!", "No...", "Well, yes."]),
        ("# A heading\n\nA line.", ["# A heading", "A line."]),
        ("1. Boil it.\n2. Eat it.", ["1. Boil it.", "2. Eat it."]),
        ("So do I. He does not.", ["So do I.", "He does not."]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("rivers run, e.g. here. they carry sand.", ["rivers run, e.g. here.", "they carry sand."]),
        ("...", []),
        ("", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


ARGUMENTS: dict[str, dict[str, Any]] = {name: arguments for name, arguments, _, _ in CASES}


@pytest.mark.parametrize(
    "piece", ["a", ".", "\n", "* ", '"', "[", "<<", "1. a\n", "So. ", "No, I. ", "[[\n", "*a", " \n", "{", "_"]
)
def test_a_megabyte_takes_bounded_time(piece: str) -> None:
    answer = piece * (1_000_000 // len(piece)) + "x"
    began = time.process_time()
    for name, arguments in ARGUMENTS.items():
        passes(Check(name, arguments), answer)
    assert time.process_time() - began < 8


@given(st.text(alphabet='aB.,*[]<>"\n 1一é{}#-'), st.sampled_from(sorted(ARGUMENTS)))
def test_nothing_raises(answer: str, name: str) -> None:
    check = Check(name, ARGUMENTS[name])
    assert passes_loosely(check, answer) or not passes(check, answer)


@given(st.text())
def test_sentences_and_paragraphs_lose_no_word(text: str) -> None:
    letters = [char for char in text if char.isalnum()]
    for parts in (words(text), sentences(text), paragraphs(text)):
        assert [char for part in parts for char in part if char.isalnum()] == letters
