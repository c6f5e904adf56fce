"""One model measured: who is asked what, what is left out aloud, and what nobody can know."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import little_models
from little_models import one
from stages.train import evaluate, figures, probes
from stages.train.asked import Asked
from stages.train.evaluate import Exam, facts
from stages.train.rows import Row
from stages.train.settings import Evaluation

BRIEF = Evaluation(answers=3, prompts=20, new_tokens=4, shots=1, general=False)
PICK = "Which is a river?\n(A) Rhine\n(B) Etna"


@pytest.fixture
def asked(little_base: Path, one_thread: None) -> Asked:
    return Asked(little_models.loaded(little_base), little_models.encoder(little_base))


def exam(*rows: Row, shots: tuple[Row, ...] = (), **other: Any) -> Exam:
    return Exam({"heldout": rows}, shots, replace(BRIEF, **other), 7)


def long(pair_id: str) -> Row:
    return one(pair_id, "What is 1 and one? " * 40, "It is 2.")


class TestExam:
    def test_its_prompts_are_drawn_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = exam(*little_models.rows(30))
        first = made.rows
        assert len(first) == 20 and len(made.answered) == 3 and made.answered == first[:3]
        monkeypatch.setattr(evaluate, "hash64", lambda *_: pytest.fail("drawn anew"))
        assert made.rows is first

    def test_the_order_of_the_shards_does_not_matter(self) -> None:
        rows = little_models.rows(30)
        assert exam(*rows).rows == exam(*rows[::-1]).rows


class TestLongPrompts:
    @pytest.mark.parametrize("overlong", ["drop", "truncate_prompt", "error"])
    def test_they_are_left_out_aloud_whatever_training_does(self, asked: Asked, overlong: Any) -> None:
        strict = Asked(asked.model, replace(asked.encoder, overlong=overlong))
        said: list[str] = []
        made = facts(strict, exam(*little_models.rows(4), long("l1"), long("l2")), said.append)
        assert {fact["pair_id"] for fact in made} == {row.pair_id for row in little_models.rows(4)}
        assert "eval: 2 of 6 prompts left out: overlong 2" in said

    def test_the_reason_is_the_right_one(self, asked: Asked) -> None:
        strict = Asked(asked.model, replace(asked.encoder, reject_control_tokens=True))
        said: list[str] = []
        facts(strict, exam(*little_models.rows(2), one("c", "a <|end|> b", "c"), long("l"), answers=0), said.append)
        assert said[0].startswith("eval: 2 of 4 prompts left out: ")
        assert set(said[0].partition(": ")[2].partition(": ")[2].split(", ")) == {"overlong 1", "control_tokens 1"}

    def test_none_is_answered_in_part(self, asked: Asked) -> None:
        said: list[str] = []
        made = facts(asked, exam(long("l1"), *little_models.rows(1), answers=9), said.append)
        assert [fact["pair_id"] for fact in made if "answer" in fact] == ["little-0000"]
        assert any(line.startswith("eval: 1 of 2 asks not answered") for line in said)
        assert evaluate.samples(asked, [long("l1")], 4) == ["(not asked: the prompt is too long)"]

    def test_nothing_is_said_where_all_fit(self, asked: Asked) -> None:
        said: list[str] = []
        facts(asked, exam(*little_models.rows(4)), said.append)
        assert said == ["eval: 4 held-out prompts measured"]


class TestChoice:
    def test_options_that_do_not_fit_tell_nothing(self, asked: Asked) -> None:
        for gold in (0, 1):
            ask = little_models.turns("word " * 200)
            assert evaluate._ranked(asked, [(ask, ["aa", "bb"], gold)]) == [None]
        one_long = [(little_models.turns("Which?"), ["aa", "bb " * 200], gold) for gold in (0, 1)]
        assert evaluate._ranked(asked, one_long) == [None, None]
        both = evaluate._ranked(asked, [(little_models.turns("Which?"), ["aa", "bb"], gold) for gold in (0, 1)])
        assert sorted(both, key=str) == [False, True]

    def test_a_worked_out_gold_is_ranked_and_judged_by_its_option(self, asked: Asked) -> None:
        worked = one("w", PICK, "It runs through Basel, so it is no mountain.\n(A)")
        told = {fact["pair_id"]: fact for fact in facts(asked, exam(worked, one("o", PICK, "No idea at all, really.")))}
        assert isinstance(told["w"]["choice"], bool) and told["w"]["exact"] is False
        assert "choice" not in told["o"]


class TestFewShot:
    def test_the_base_with_examples_answers_and_ranks(self, asked: Asked) -> None:
        rows = [*little_models.rows(6), one("pick", PICK, "Rhine")]
        made = facts(asked, exam(*rows, shots=(one("shot", "What?", "It is."),), answers=20), few_shot=True)
        shown = {fact["pair_id"]: fact for fact in made if fact["kind"] == "few_shot"}
        assert set(shown) == {row.pair_id for row in rows}
        assert all("content_nats" in fact and "stopped" in fact for fact in shown.values())
        assert isinstance(shown["pick"]["choice"], bool)
        found = figures.figures(made, 1)
        assert found["few_shot"]["exact"].count == found["all"]["exact"].count == 7
        assert found["few_shot"]["nll"].count == found["source little"]["nll"].count == 7

    def test_those_too_long_with_examples_are_said(self, asked: Asked) -> None:
        said: list[str] = []
        shot = one("shot", "What is it? " * 30, "It is.")
        made = facts(asked, exam(*little_models.rows(5), shots=(shot,)), said.append, few_shot=True)
        assert not [fact for fact in made if fact["kind"] == "few_shot"]
        assert "eval: 5 of 5 prompts with examples left out: overlong 5" in said


def test_bytes_of_an_answer_are_those_of_its_own_words(asked: Asked) -> None:
    (fact,) = facts(asked, exam(one("p", "What?", "Straße")))
    assert fact["content_bytes"] == 7


class TestGeneral:
    def test_each_kind_of_text_is_told_and_read_whole(self, asked: Asked) -> None:
        made = evaluate._general(asked)
        assert {fact["passage"] for fact in made} == {one.kind for one in probes.general()}
        short = Asked(asked.model, replace(asked.encoder, max_tokens=32))
        pieces = evaluate._general(short)
        assert [fact["bytes"] for fact in pieces] == [fact["bytes"] for fact in made]
        bits = [sum(fact["nats"] for fact in some) for some in (made, pieces)]
        assert bits[1] == pytest.approx(bits[0], rel=0.15)  # nothing behind the thirty-second token is skipped

    def test_probes_without_room_are_left_out(self, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Asked, "room", lambda *_: 3)
        said: list[str] = []
        monkeypatch.setattr(evaluate, "_general", lambda _: [])
        asked = Asked(asked.model, replace(asked.encoder, max_tokens=24))
        made = facts(asked, exam(*little_models.rows(5), general=True), said.append)
        kinds = [fact["kind"] for fact in made]
        assert set(kinds) <= {"heldout", "closed"} and kinds.count("closed") < len(probes.closed())
        count = len([*probes.closed(), *probes.instructions(), *probes.safety(), *probes.rewordings()])
        gone = count - kinds.count("closed")
        assert f"eval: {gone} of {count} probes left out: longer than the model has room" in said
