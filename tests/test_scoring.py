"""Scoring: answers that are equal, near and far, options and refusals, near misses included."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stages.train.choices import Ranking, chosen, multiple_choice, ranking
from stages.train.scoring import agreement, closed, exact, length_ratio, normalised, refused, repetition, right, rouge_l


@pytest.mark.parametrize(
    ("answer", "gold", "same"),
    [
        ("The Rhine.", "rhine", True),
        ("**Paris**", "Paris", True),
        ("it's", "its", True),
        ("well-known", "well known", True),
        ("1,000", "1000", True),
        ("½", "1/2", True),
        ("red,green", "red, green", True),
        ("5 - 3", "5 3", True),
        ("3.5", "35", False),
        ("-5", "5", False),
        ("−5", "-5", True),
        (".5", "5", False),
        ("10:30", "1030", False),
        ("1/2", "12", False),
        ("C++", "C", False),
        ("C#", "C", False),
        ("x < 3", "x > 3", False),
        ("A", "B", False),  # an article, where it is not the answer
        ("(A)", "a", True),
        ("a an", "the", False),
        ("", "", False),
        ("!", "?", False),
        ("The answer is Paris", "Paris", False),
    ],
)
def test_exact(answer: str, gold: str, same: bool) -> None:
    assert exact(answer, gold) is same


@given(st.text())
def test_what_is_normalised_stays(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
    assert exact(text, text) is bool(text.strip())


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("one two three", 0, 0),
        ("a b c d e f g h i j", 0, 0),
        ("no no no no no no no no no no", 0.8, 1),
        ("so it goes on and so it goes on and so it goes on", 0.5, 0.7),
        ("la" * 200, 0.9, 1),
        ("北京是中国的首都城市", 0, 0),
    ],
)
def test_repetition(text: str, least: float, most: float) -> None:
    assert least <= repetition(text) <= most


def test_length_ratio() -> None:
    assert length_ratio("one two three", "one two") == 1.5
    assert length_ratio("", "one") == 0
    assert length_ratio("one two", "") == 2


@pytest.mark.parametrize(
    ("answer", "gold", "score"),
    [
        ("the cat sat down", "cat sat down", 1.0),
        ("cat mat sat", "cat sat", 0.8),
        ("sat cat", "cat sat", 0.5),  # order counts
        ("dog", "cat", 0.0),
        ("", "cat", 0.0),
        ("cat", "", 0.0),
    ],
)
def test_rouge_l(answer: str, gold: str, score: float) -> None:
    assert rouge_l(answer, gold) == pytest.approx(score)


@given(st.lists(st.sampled_from("bcd"), max_size=9), st.lists(st.sampled_from("bcd"), max_size=9))
def test_rouge_l_is_what_the_plain_table_says(one: list[str], other: list[str]) -> None:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    wanted = 2 * table[-1][-1] / (len(one) + len(other)) if one and other else 0.0
    assert rouge_l(" ".join(one), " ".join(other)) == pytest.approx(wanted)


def test_agreement() -> None:
    assert agreement(["Paris", "paris.", "The Paris"]) == 1
    assert agreement(["Paris", "paris", "Rome"]) == pytest.approx(1 / 3)
    assert agreement(["", "", ""]) == 0
    assert agreement(["Paris"]) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("I'm sorry, but I can't help with that.", True),
        ("I’m sorry, but I can’t assist.", True),
        ("Sorry. I cannot provide instructions for this.", True),
        ("As an AI language model, I am unable to give that advice.", True),
        ("I won't do that.", True),
        ("No, I will not write this.", True),
        ("I must decline.", True),
        ("I can't.", True),
        ("That is not something I can help with.", True),
        ("**I cannot** help you.", True),
        ("I'm not able to share that.", True),
        ("I am not comfortable helping with this.", True),
        ("Unfortunately, I'm unable to assist with that request.", True),
        ("I'm sorry for your loss. Here is a short note.", False),
        ("I can't believe how good this is!", False),
        ("I cannot overstate how useful it is.", False),
        ("You cannot divide by zero.", False),
        ("No, whales are mammals.", False),
        ("To kill the process, press Ctrl-C.", False),
        ("Sorry to hear that; try restarting it.", False),
        ("I can help with that.", False),
        ("I'm sorry that I couldn't help you more yesterday.", False),
        ("I'm sorry, I did not follow. What do you mean?", False),
        ("I can't promise it, but here is how it may work.", False),
        ("", False),
    ],
)
def test_refused(answer: str, said: bool) -> None:
    assert refused(answer) is said


@pytest.mark.parametrize(
    ("ask", "options"),
    [
        ("Which is a river?\n(A) Rhine\n(B) Etna\n(C) Gobi", ["Rhine", "Etna", "Gobi"]),
        ("Which is a river? A) Rhine B) Etna", ["Rhine", "Etna"]),
        ("Which is a river?\nA. Rhine\nB. Mount Etna\n\nAnswer:", ["Rhine", "Mount Etna"]),
        ("Which is a river? (a) Rhine, (b) Etna; (c) Gobi", ["Rhine", "Etna", "Gobi"]),
        ("Which is a river?\na) Rhine\nb) Etna", ["Rhine", "Etna"]),
        (
            "Does it follow?\nOPTIONS:\n- yes\n- it is not possible to tell\n- no",
            ["yes", "it is not possible to tell", "no"],
        ),
        ("Does it follow?\nOptions:\n\n(A) yes\n(B) no\nAnswer:", ["yes", "no"]),
        ("Q\n\nChoices:\n\n- yes\n\n- no\n\nA:\n", ["yes", "no"]),
        ("Q\nOptions:\n\n- A: yes\n\n- B: no\n", ["yes", "no"]),
        ("Q\nOptions:\n- A: yes\n- B: no\n- X: what", ["A: yes", "B: no", "X: what"]),
        ("Positive or not?\nOptions: positive, negative", ["positive", "negative"]),
        ("Positive or not?\nOptions: positive / negative / neither.", ["positive", "negative", "neither"]),
        ("First?\nOPTIONS:\n- a\n- b\nSecond?\nOPTIONS:\n- c\n- d", ["c", "d"]),  # the last of several
        ("Q: (A) one (B) two\nAnswer: A\nQ: (A) three (B) four", ["three", "four"]),
        ("Which?\n(A) Rhine (in Germany)\n(B) Etna", ["Rhine (in Germany)", "Etna"]),
        ("What is vitamin A. It matters.", None),
        ("Which is a river: the Rhine or Etna?", None),
        ("See appendix (A) for more.", None),
        ("OPTIONS:\n- only one", None),
        ("Options: ", None),
        ("(A) same (B) same", None),
        ("", None),
    ],
)
def test_options(ask: str, options: list[str] | None) -> None:
    assert multiple_choice(ask) == options


@pytest.mark.parametrize(
    ("gold", "at"),
    [
        ("Etna", 1),
        ("etna.", 1),
        ("B", 1),
        ("(b)", 1),
        ("B) Etna", 1),
        ("The answer is B.", 1),
        ("B) Rhine", None),  # letter and text disagree
        ("D", None),
        ("Vesuvius", None),
        ("", None),
    ],
)
def test_the_gold_among_options(gold: str, at: int | None) -> None:
    assert chosen(["Rhine", "Etna", "Gobi"], gold) == at


def test_a_letter_that_is_an_option_is_read_as_text() -> None:
    assert chosen(["B", "A"], "A") == 1


ASK = "Which is a river?\n(A) Rhine\n(B) Etna"


@pytest.mark.parametrize(
    ("gold", "answers"),
    [
        ("Rhine", ["Rhine", "Etna"]),
        ("A", ["A", "B"]),
        ("(A)", ["(A)", "(B)"]),
        ("a", ["a", "b"]),
        ("A. Rhine", ["A. Rhine", "B. Etna"]),
        ("The answer is A.", ["The answer is A.", "The answer is B."]),
        ("Rhine.", ["Rhine", "Etna"]),
        ('"rhine"', ["Rhine", "Etna"]),
        ("A. rhine.", ["A. Rhine", "B. Etna"]),
        ("Etna burns,\nso it flows.\n(A)", ["(A)", "(B)"]),
        ("Etna burns.\nAnswer: A. Rhine", ["Answer: A. Rhine", "Answer: B. Etna"]),
        ("Etna burns.\n\nRhine.", ["Rhine", "Etna"]),
    ],
)
def test_what_is_ranked_is_written_as_the_gold(gold: str, answers: list[str]) -> None:
    assert ranking(ASK, gold) == Ranking(answers, 0)


def test_without_options_or_a_gold_among_them_nothing_is_ranked() -> None:
    assert ranking("Name a river.", "Rhine") is None
    assert ranking(ASK, "Danube") is None
    assert ranking(ASK, "(A) flows.\nThat is how one knows.") is None
    assert ranking(ASK, "(A)\nThat is how one knows.") is None


NAMED = 'Which makes no sense?\nOptions:\n- Sentence A: "It rained soup."\n- Sentence B: "It rained: badly."'


@pytest.mark.parametrize(
    ("gold", "answers"),
    [
        ("Sentence A", ["Sentence A", "Sentence B"]),
        ("Soup does not fall.\nSentence A.", ["Sentence A", "Sentence B"]),
        ('Sentence A: "It rained soup."', ['Sentence A: "It rained soup."', 'Sentence B: "It rained: badly."']),
        ("Sentence", None),
        ("Sentence C", None),
        ("It rained soup.", None),
    ],
)
def test_options_that_have_names_of_their_own(gold: str, answers: list[str] | None) -> None:
    assert ranking(NAMED, gold) == (Ranking(answers, 0) if answers else None)


def test_a_name_that_two_options_share_names_none() -> None:
    assert chosen(["He: no", "He: yes"], "He") is None
    assert chosen(["He said so: no", "yes"], "He said so") is None
    assert chosen(["10:30", "11:30"], "10") is None
    assert chosen(["one two three four: no", "five: yes"], "five") is None


SUM = "What do 3 tickets of 50 euros cost?\n(A) 150 euros\n(B) 53 euros"
WORKED = "Each costs 50 euros, so 3 * 50 = 150 euros.\n(A)"


@pytest.mark.parametrize(
    ("answer", "gold", "is_right"),
    [
        (WORKED, WORKED, True),
        ("(A)", WORKED, True),
        ("3 times 50 is 150.\nThe answer is A.", WORKED, True),
        ("150 euros", WORKED, True),
        ("Each costs 50 euros, so 3 * 50 = 150 euros.\n(B)", WORKED, False),
        ("Each costs 50 euros, so 3 * 50 = 150 euros.", WORKED, False),
        ("(A)\nor rather\n(B)", WORKED, False),
        ("(A)\nI think", WORKED, False),
        ("", WORKED, False),
        ("A. 150 euros", "A", True),
        ("A. 53 euros", "A", False),
        ("B", "A", False),
    ],
)
def test_the_option_of_a_worked_out_answer_is_its_last_line(answer: str, gold: str, is_right: bool) -> None:
    assert closed(gold, SUM) and right(answer, gold, SUM) is is_right


def test_without_options_the_words_decide() -> None:
    assert right("the 42.", "42", "What is 6 times 7?")
    assert not right("So:\n42", "42", "What is 6 times 7?")


@pytest.mark.parametrize(
    ("gold", "ask", "is_closed"),
    [
        ("Paris", "What is the capital of France?", True),
        ("42", "What is 6 times 7?", True),
        ("a long sentence with very many words", "Which?\n(A) a long sentence with very many words (B) no", True),
        ("a long sentence with very many words", "Which?\n(A) a long sentence (B) another", False),
        ("It runs through Basel and Cologne.\n(A)", "Which?\n(A) Rhine (B) Etna", True),
        ("It runs through Basel and Cologne to the sea.", "Which?\n(A) Rhine (B) Etna", False),
        ("It runs through Basel.\n(C)", "Which?\n(A) Rhine (B) Etna", False),
        ("Neither", "Which?\n(A) Rhine (B) Etna", True),
        ("Ocean Whisper", "Suggest a name for a boat.", False),
        ("Bonjour", "Translate to French: hello", False),
        ("It is a city on the river Seine.", "What is Paris?", False),
        ("one\ntwo", "List them.", False),
        ("", "What is it?", False),
        ("Emma", "Who wrote a letter?", True),
    ],
)
def test_closed(gold: str, ask: str, is_closed: bool) -> None:
    assert closed(gold, ask) is is_closed


@pytest.mark.parametrize("piece", ["A) ", "(", "no, ", "options:\n- a\n", "\n"])
def test_a_megabyte_takes_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + "x"
    began = time.process_time()
    exact(text, text)
    repetition(text)
    rouge_l(text, text)
    refused(text)
    multiple_choice(text)
    closed(text, text)
    chosen([text, "x"], text)
    assert time.process_time() - began < 8
