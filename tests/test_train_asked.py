"""A model that is asked: what an answer costs it, alone or among others, and what it answers; figures of both."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import little_models
from little_models import one, turns
from stages.train import evaluate, figures
from stages.train.asked import Asked, mean_nats
from stages.train.encode import Example
from stages.train.evaluate import Exam
from stages.train.rows import Row
from stages.train.settings import Evaluation

ASKS = ("What is one and one?", "Why?", "Say <|end|> twice, please: <|end|> <|end|>", "🙂", "x " * 60)


@pytest.fixture(scope="module")
def asked(little_base: Path) -> Asked:
    model = little_models.loaded(little_base)
    return Asked(model.eval(), little_models.encoder(little_base))


class TestNats:
    def test_they_are_the_library_s_loss(self, asked: Asked) -> None:
        import torch

        examples = asked.encoder.encode(little_models.rows(5)).examples
        for example, nats in zip(examples, asked.nats(examples), strict=True):
            ids = torch.from_numpy(example.ids.astype("int64"))[None]
            costs = torch.nn.functional.cross_entropy(
                asked.model(input_ids=ids).logits[0, :-1], ids[0, 1:], reduction="none"
            )
            words = costs[example.start - 1 : example.end - 1]
            marks = costs[example.end - 1 :]
            assert nats.content == pytest.approx(float(words.sum().detach()), rel=1e-4)
            assert nats.template == pytest.approx(float(marks.sum().detach()), rel=1e-4)
            assert (nats.content_tokens, nats.template_tokens) == (len(words), len(marks))

    def test_they_do_not_depend_on_what_is_asked_beside(self, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
        examples = asked.encoder.encode(
            [one(f"p{n}", "x " * (n * 7 % 30), "y " * (1 + n % 5)) for n in range(20)]
        ).examples
        together = asked.nats(examples)
        for most in (1, 50):
            monkeypatch.setattr("stages.train.asked._TOKENS_AT_ONCE", most)
            for alone, among in zip(asked.nats(examples), together, strict=True):
                assert alone == pytest.approx(among, rel=1e-4)

    def test_nothing_of_the_model_is_changed(self, asked: Asked) -> None:
        asked.model.train()
        asked.nats(asked.encoder.encode(little_models.rows(2)).examples)
        asked.answers([turns("Why?")], 2)
        assert asked.model.training and asked.model.config._attn_implementation == "sdpa"
        asked.model.eval()

    def test_nothing_asked_is_nothing(self, asked: Asked) -> None:
        assert asked.nats([]) == [] and asked.answers([], 4) == [] and mean_nats([]) == 0.0


class TestAnswers:
    def test_padded_together_they_are_as_alone(self, asked: Asked) -> None:
        prompts = [turns(ask) for ask in ASKS]
        assert asked.answers(prompts, 6) == [asked.answers([prompt], 6)[0] for prompt in prompts]

    def test_a_prompt_has_room_for_its_answer(self, asked: Asked) -> None:
        assert asked.room(12) == 128 - 12

    def test_it_ends_at_the_stop(self, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
        import torch

        head, own = asked.model.lm_head, asked.model.lm_head.forward
        stop = asked.encoder.stop_id

        def stopping(states: Any) -> Any:
            logits = own(states)
            logits[..., stop] = torch.finfo(logits.dtype).max
            return logits

        monkeypatch.setattr(head, "forward", stopping)
        assert asked.answers([turns("Why?")], 6) == [("", True, True)]


def exam(*rows: Row, **other: Any) -> Exam:
    told: dict[str, Any] = {"answers": 2, "prompts": 3, "new_tokens": 3, "general": False}
    return Exam({"heldout": rows}, rows[:1], Evaluation(**told | other), 7)


class TestExam:
    ROWS = tuple(little_models.rows(9))

    def test_the_same_prompts_whatever_their_order(self) -> None:
        first, second = exam(*self.ROWS), exam(*reversed(self.ROWS))
        assert first.rows == second.rows and len(first.rows) == 3
        assert first.answered == first.rows[:2]

    def test_a_fact_for_each_prompt(self, asked: Asked) -> None:
        facts = evaluate.facts(asked, exam(*self.ROWS), few_shot=True)
        held = [fact for fact in facts if fact["kind"] == "heldout"]
        assert [("content_nats" in fact, "answer" in fact) for fact in held] == [(True, True)] * 2 + [(True, False)]
        assert sum(fact["kind"] == "few_shot" for fact in facts) == 3
        assert json.loads(json.dumps(facts)) == facts

    def test_a_row_too_long_to_be_measured_is_left_out(self, asked: Asked) -> None:
        facts = evaluate.facts(asked, exam(one("long", "x", "y z " * 200), self.ROWS[0], prompts=9, answers=0))
        assert [fact["pair_id"] for fact in facts] == [self.ROWS[0].pair_id]

    def test_a_long_text_is_read_in_pieces(self, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
        text = type("Text", (), {"kind": "news", "text": "abc dé " * 100})()
        monkeypatch.setattr("stages.train.probes.general", lambda: [text])
        (fact,) = evaluate._general(asked)
        ids = asked.encoder.tokenizer(text.text)["input_ids"]
        pieces = [ids[at : at + 128] for at in range(0, len(ids), 128)]
        whole = asked.nats([Example("", "", np.array(piece), 0, len(piece)) for piece in pieces])
        assert len(pieces) > 2 and fact["bytes"] == 800
        assert fact["nats"] == pytest.approx(sum(one.content for one in whole), rel=1e-4)

    def test_options_are_ranked_by_a_token_on_average(self, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
        from stages.train.asked import Nats

        costs = {0: Nats(8.0, 4, 0.0, 1), 1: Nats(3.0, 1, 0.0, 1)}
        monkeypatch.setattr(Asked, "nats", lambda _, examples: [costs[n] for n in range(len(examples))])
        for gold, right in ((0, True), (1, False)):
            assert evaluate._ranked(asked, [(turns("Which?"), ["one and one", "two"], gold)]) == [right]


def fact(number: int, nats: float, **other: Any) -> dict[str, Any]:
    about = {
        "key": f"heldout {number}",
        "kind": "heldout",
        "split": "heldout",
        "source": "s",
        "domain": "",
        "task": "t",
    }
    return about | {"content_nats": nats, "content_tokens": 2, "template_nats": 1.0, "template_tokens": 1} | other


class TestFigures:
    FACTS = tuple(fact(n, float(n)) for n in range(6))

    def test_they_are_weighted_by_tokens(self) -> None:
        facts = [*self.FACTS, fact(6, 100.0) | {"content_tokens": 88}]
        made = figures.figures(facts, 7)["all"]["nll"]
        assert made.value == pytest.approx((15 + 100) / (12 + 88)) and made.count == 7
        assert made.low < made.value < made.high

    def test_groups_of_few_say_nothing(self) -> None:
        facts = [*self.FACTS, *(fact(n, 1.0, source="few") for n in range(6, 10))]
        made = figures.figures(facts, 7)
        assert set(made) == {"all", "split heldout", "source s", "task t"}
        assert "source few" in figures.figures([*facts, fact(10, 1.0, source="few")], 7)

    def test_what_was_not_asked_does_not_count(self) -> None:
        facts = [one | {"exact": None, "stopped": True} for one in self.FACTS]
        made = figures.figures(facts, 7)["all"]
        assert "exact" not in made and made["stop_rate"].value == 1.0

    def test_bits_of_a_byte(self) -> None:
        facts = [{"key": f"general {n}", "kind": "general", "nats": 3.0, "bytes": 2} for n in range(5)]
        assert figures.figures(facts, 7)["general"]["bits_per_byte"].value == pytest.approx(1.5 / math.log(2))

    def test_differences_are_of_the_same_prompts(self) -> None:
        after = [fact(n, n - 1.0) for n in (5, 4, 3, 2, 1, 99)]
        made = {(one.group, one.metric): one for one in figures.differences(self.FACTS, after, 7)}
        nll = made["all", "nll"]
        assert (nll.before.value, nll.after.value, nll.difference.value) == (1.5, 1.0, -0.5)
        assert nll.difference.count == 5 and nll.clear
        assert (nll.difference.low, nll.difference.high) == pytest.approx((-0.5, -0.5))
        assert not made["all", "template_nll"].clear
