"""How asks and answers are read before they are compared: tables of what is left, near misses beside them."""

import pytest

from stages.asks import Ask
from stages.contradiction import courtesy, lead, options
from stages.contradiction.asked import Asked
from stages.contradiction.entries import entries
from stages.contradiction.said import Said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hi! Could you help me? Is it red? Thanks a lot.", "Is it red?"),
        ("Here is a task for you.\nFind the sum of 3 and 5. Keep it short.", "Find the sum of 3 and 5."),
        ("### Instruction:\nIs it red?\n### Response:", "Is it red?"),
        ("USER: Is it red?\nASSISTANT:", "Is it red?"),
        ("You are a helpful assistant. Is it red?", "Is it red?"),
        ("Hey, is it red?", "is it red?"),
        ("Q: Is it red?\nA:", "Is it red?"),
        ("Please answer.", "answer."),
        ("Thank you. Answer the question.", "Answer the question."),
        ("Count the words. Give the number of words.", "Count the words. Give the number of words."),
        ("It rains. You are wet. Is it red?", "It rains. You are wet. Is it red?"),
        ("Sentence One: It rains. Is it red?", "Sentence One: It rains. Is it red?"),
        ("Which one?\n- (A) elm\n- (B) oak", "Which one?\n(A) elm\n(B) oak"),
        ("Which one?\n* A. elm\n* B. oak", "Which one?\n(A) elm\n(B) oak"),
        ("", ""),
    ],
)
def test_courtesies_go_and_the_ask_stays(text: str, left: str) -> None:
    assert courtesy.bare(text) == left


@pytest.mark.parametrize(
    ("text", "led", "said"),
    [
        ("the answer is: 42.", "42", "42"),
        ("short answer: yes.", "yes", "yes"),
        ("**42**", "42", "42"),
        ("(yes)", "yes", "yes"),
        ("- it's glucose.", "it's glucose", "glucose"),
        ("to answer your question: it is red. hope this helps!", "it is red", "red"),
        ("the correct label is spam", "spam", "spam"),
        ("i would say no.", "i would say no", "no"),
        ("it's a yes.", "it's a yes", "yes"),
        ('{"answer": "yes"}', "yes", "yes"),
        ("$\\boxed{42}$", "42", "42"),
        ("as far as i know, it is red, i think.", "as far as i know, it is red, i think", "red"),
        ("out of the options, elm is the right one.", "out of the options, elm is the right one", "elm"),
        ("i'd go for elm here.", "i'd go for elm here", "elm"),
        ("it is for dogs to say", "it is for dogs to say", "dogs to say"),
        ("the total comes to 42", "42", "42"),
        ("#### 42", "42", "42"),
        ("-46", "-46", "-46"),
        ("red wine is it", "red wine is it", "red wine is it"),
        ("oak: a tree", "oak: a tree", "oak: a tree"),
    ],
)
def test_what_leads_to_an_answer_goes(text: str, led: str, said: str) -> None:
    assert (lead.led(lead.plain(text)), lead.said(lead.plain(text))) == (led, said)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("in fact, it is red.", "it is red"),
        ("it is true that it is red", "it is red"),
        ("it is not true that it is red", "not it is red"),
        ("it is false that it is red.", "not it is red"),
        ("it is not false that it is red.", "it is red"),
        ("the fact is that it is not red. that is the answer.", "it is not red"),
        ("it is red that shines", "it is red that shines"),
        ("it is wrong to say that it is red.", "not it is red"),
        ("the statement that it is red is false.", "not it is red"),
        ("i believe it is red.", "it is red"),
        ("the 5th number is 5.", "the 5th number is 5"),
        ("from what i've read, it is red, i'm sure of it.", "it is red"),
    ],
)
def test_what_an_answer_states(text: str, stated: str) -> None:
    assert lead.statement(text) == stated


BOTH = [("elm", "tree"), ("dill", "herb")]
GROUPS = [("tree", "elm, oak"), ("herb", "dill")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("elm: tree\ndill: herb", BOTH),
        ("elm -> tree; dill -> herb", BOTH),
        ("elm is a tree, dill is a herb.", BOTH),
        ("elm is a tree and dill is a herb", BOTH),
        ("elm (tree), dill (herb)", BOTH),
        ("elm, tree\ndill, herb", BOTH),
        ("elm\ttree\ndill\therb", BOTH),
        ("elm goes under tree, dill goes under herb.", BOTH),
        ('{"elm": "tree", "dill": "herb"}', BOTH),
        ("| Item | Label |\n|---|---|\n| elm | tree |\n| dill | herb |", BOTH),
        ("Here is the list:\n1. elm - tree\n2. dill - herb", BOTH),
        ("Tree: elm, oak\nHerb: dill", GROUPS),
        ("Tree:\n- elm\n- oak\n\nHerb:\n- dill", GROUPS),
        ("Tree: elm and oak. Herb: dill.", GROUPS),
        ("## Tree\n- elm\n- oak\n\n## Herb\n- dill", GROUPS),
        ("Tree (elm, oak), Herb (dill)", GROUPS),
        ("[tree] elm\n[herb] dill", [("tree", "elm"), ("herb", "dill")]),
        ("elm: tree\nI like them", []),
        ("{broken", []),
        ('{"a":' * 900, []),
        ("| elm | tree | old |", []),
    ],
)
def test_lists_that_label_items(text: str, found: list[tuple[str, str]]) -> None:
    assert entries(text) == found


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Which?\n- elm tree\n- oak\n\n- ash", ["elm tree", "oak", "ash"]),
        ("Which?\nelm\noak", ["elm", "oak"]),
        ("elm\noak", []),
        ("Which?\n- elm", []),
        ("- a\n- b\nWhich?\n- elm\n- oak", ["elm", "oak"]),
    ],
)
def test_options_in_lines(text: str, rows: list[str]) -> None:
    assert options.rows(text) == rows


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Which one does not belong?\nelm, oak, hen", ["elm", "oak", "hen"]),
        ("Find the odd one out: elm, oak, hen", ["elm", "oak", "hen"]),
        ("Which is red?\nelm, oak, hen", []),
        ("Which one does not belong?\nelm, oak", []),
        ("Which one does not belong?\nthe old oak tree here, elm, hen", []),
    ],
)
def test_items_of_which_one_does_not_belong(text: str, items: list[str]) -> None:
    assert options.odd_ones(text) == items


@pytest.mark.parametrize(
    ("ask", "is_so"),
    [
        ("What should I buy?", {"personal"}),
        ("Which do you like?", {"personal"}),
        ("Which is the best one?", {"free"}),
        ("Write a poem.", {"makes", "free"}),
        ("Write yes or no: is it red?", set()),
        ("Isn't it red?", {"negated"}),
        ("Is it red if it does not rain?", set()),
        ("Is it red? Answer yes or no.", set()),
        ("Who is the current king?", {"passing"}),
        ("Who was the current king in 1889?", set()),
        ("What is an electric current?", set()),
        ("Sort these: elm, dill", {"sorts"}),
        ("Find the third term of 2, 4, 8.", {"computes", "wants_number"}),
        ("Find a formula for the sum of 2 terms.", set()),
        ("If it rains, how many come?", {"wants_number"}),
    ],
)
def test_what_is_known_of_an_ask(ask: str, is_so: set[str]) -> None:
    asked = Asked(Ask(ask, "", (), ""))
    names = ("personal", "free", "makes", "negated", "passing", "sorts", "computes", "wants_number")
    assert {name for name in names if getattr(asked, name)} == is_so


@pytest.mark.parametrize(
    ("ask", "wh"),
    [
        ("Who came?", True),
        ("Is it red or blue?", True),
        ("Is it red or not?", False),
        ("Is it red (or so)?", False),
        ("What is it? Is it red?", False),
        ("Which is so: true or false?", False),
    ],
)
def test_asks_that_no_yes_answers(ask: str, wh: bool) -> None:
    assert Asked(Ask(ask, "", (), "")).wh == wh


@pytest.mark.parametrize(
    ("answer", "polar", "alone"),
    [
        ("Yes.", "yes", True),
        ("It's a yes.", "yes", True),
        ("**No**", "no", True),
        ("Response: No.", "no", True),
        ("That is not so.", "", False),
        ("No one knows.", "", False),
        ("Yes, elms are trees.", "yes", False),
        ("I would say no.", "no", True),
        ("It is true.", "yes", True),
    ],
)
def test_yes_and_no(answer: str, polar: str, alone: bool) -> None:
    said = Said(answer)
    assert (said.polar, said.polar_alone) == (polar, alone)
