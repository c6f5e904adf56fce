"""Asking a model: nothing of an ask is left out, nothing but the model shapes an answer, and chat forgets aloud."""

import io
from pathlib import Path
from typing import Any

import pytest

import little_models
from pipeline.training import chat
from schemas.errors import RecipeError
from schemas.pair import Turn
from stages.train import base
from stages.train.asked import Answer, Asked
from stages.train.settings import Lora, Settings

ASKS = [little_models.turns(f"What is {n} and one?") for n in range(6)]
LONG = little_models.turns("What is 1 and one? " * 12)


@pytest.fixture
def asked(little_base: Path) -> Asked:
    return Asked(little_models.loaded(little_base), little_models.encoder(little_base, max_tokens=64))


def adapted(folder: Path) -> Asked:
    settings = Settings(model=str(folder), lora=Lora(r=2))
    made = base.made_trainable(little_models.loaded(folder), settings, [])
    return Asked(made, little_models.encoder(folder))


class TestAnswers:
    def test_an_ask_that_is_too_long_is_not_asked_in_part(self, asked: Asked) -> None:
        assert not asked.fits(LONG, 8) and asked.fits(ASKS[0], 8)
        answers = asked.answers([ASKS[0], LONG, ASKS[1]], 8)
        assert answers[1] == Answer("", stopped=False, fits=False)
        assert [answers[0], answers[2]] == asked.answers(ASKS[:2], 8) and answers[0].fits
        assert asked.answers([LONG], 8) == [answers[1]]

    def test_one_that_just_fits(self, asked: Asked) -> None:
        ask = little_models.turns("What is 1 and one? What is 2 and one? What is the one of it?")
        size = len(asked.encoder.prompt(ask))
        assert size > 32  # an answer has at most as much room as its ask
        for most, fits in ((64 - size, True), (65 - size, False)):
            assert asked.fits(ask, most) is fits
            assert asked.answers([ask], most)[0].fits is fits

    @pytest.mark.parametrize("kind", ["whole", "adapter"])
    def test_the_wishes_of_a_base_shape_no_answer(self, little_base: Path, kind: str) -> None:
        made = (
            adapted(little_base)
            if kind == "adapter"
            else Asked(little_models.loaded(little_base), little_models.encoder(little_base))
        )
        inner = made.model.get_base_model() if kind == "adapter" else made.model
        plain = made.answers(ASKS, 16)
        inner.generation_config.repetition_penalty = 3.0
        inner.generation_config.suppress_tokens = list(range(5, 200))
        inner.generation_config.min_new_tokens = 12
        assert made.answers(ASKS, 16) == plain
        assert inner.generation_config.repetition_penalty == 3.0  # put back for those who save it


class TestChat:
    def talked(self, asked: Asked, monkeypatch: pytest.MonkeyPatch, typed: str, **told: Any) -> None:
        monkeypatch.setattr("stages.train.trained.opened", lambda *_: asked)
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        chat.talk(Path("model"), "cpu", told.get("system"), told.get("tokens", 4), told.get("ask"))

    @pytest.mark.parametrize("stopped", [True, False])
    def test_a_cut_answer_is_marked(
        self, asked: Asked, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stopped: bool
    ) -> None:
        monkeypatch.setattr(Asked, "answers", lambda *_: [Answer("It is", stopped)])
        self.talked(asked, monkeypatch, "", ask="What?")
        self.talked(asked, monkeypatch, "What?\n")
        assert capsys.readouterr().out == ("It is\n" if stopped else "It is …\n") * 2

    def test_old_turns_go_whole_and_aloud(
        self, asked: Asked, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        heard: list[list[Turn]] = []

        def answers(_: Asked, prompts: list[list[Turn]], most: int) -> list[Answer]:
            heard.append(list(prompts[0]))
            return [Answer("It is so.", stopped=True)]

        monkeypatch.setattr(Asked, "answers", answers)
        self.talked(asked, monkeypatch, "".join(f"What is {n} and one?\n" for n in range(6)), system="Be brief.")
        assert all(turns[0]["content"] == "Be brief." and turns[1]["role"] == "user" for turns in heard)
        assert [turns[-1]["content"] for turns in heard] == [f"What is {n} and one?" for n in range(6)]
        assert all(asked.fits(turns, 4) for turns in heard)
        sizes = [len(turns) for turns in heard]
        assert sizes[0] == 2 and sizes[-1] < 12
        assert "(forgot the first 1 of your turns: no room for them)" in capsys.readouterr().err

    def test_an_ask_without_room_is_said(
        self, asked: Asked, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(RecipeError, match=r"longer than the 60 tokens that the model has room for"):
            self.talked(asked, monkeypatch, "", ask=LONG[0]["content"])
        self.talked(asked, monkeypatch, f"{LONG[0]['content']}\nWhat is 1 and one?\n")
        said = capsys.readouterr()
        assert "longer than the 60 tokens" in said.err and len(said.out.splitlines()) >= 1
