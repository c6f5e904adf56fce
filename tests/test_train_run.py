"""`winnow train` as a whole, on little shards and a little base: small and odd inputs, and a model that has learnt."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import little_models
import little_shards
from schemas.errors import RecipeError
from stages.train import loading, merge, outputs, tiny, trainer
from stages.train.asked import mean_nats
from stages.train.encode import Told
from stages.train.fit import StoppedError
from stages.train.run import ForgottenError, train
from stages.train.scoring import exact
from stages.train.settings import Evaluation, Lora, Settings, Tiny
from stages.train.trained import opened

BRIEF = Evaluation(answers=4, prompts=8, new_tokens=6, shots=1, general=False)
SMALL = Tiny(vocabulary=400, width=32, layers=2, heads=2, epochs=0.2)


@pytest.fixture(autouse=True)
def one(one_thread: None) -> None:
    """One thread for each training."""


def settings(**other: Any) -> Settings:
    told: dict[str, Any] = {
        "max_tokens": 128,
        "tokens_per_step": 512,
        "lora": Lora(r=4),
        "tiny": SMALL,
        "evaluation": BRIEF,
    }
    return Settings(**told | other)


def trained(out: Path, shards: Path, **other: Any) -> tuple[Path, list[str]]:
    said: list[str] = []
    return train(settings(**other), shards, out, "winnow train", said.append), said


def report(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "data_report.json").read_text())
    return told


def table(*rows: dict[str, Any]) -> pa.Table:
    return little_shards.table(rows)


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    return little_shards.write(folder, {"train": [table(*rows)]})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, little_base: Path) -> tuple[Path, Path]:
    """The shards, and what was trained on them."""
    folder = tmp_path_factory.mktemp("whole")
    shards = little_models.shards(folder / "shards")
    out, _ = trained(folder / "out", shards, model=str(little_base), epochs=3.0, lr=5e-3)
    return shards, out


class TestWhole:
    def test_everything_is_there(self, made: tuple[Path, Path]) -> None:
        _, out = made
        wanted = {"README.md", "samples.md", "config.resolved.json", "environment.json", "data_report.json"}
        wanted |= {"metrics.jsonl", "finished.json", "adapter", "merged", "plots", "checkpoints", "eval", "lm_eval"}
        assert {path.name for path in out.iterdir()} == wanted
        assert {path.suffix for path in (out / "plots").iterdir()} == {".svg", ".png"}

    def test_the_accounting_adds_up(self, made: tuple[Path, Path]) -> None:
        told = report(made[1])
        assert told["splits"]["train"]["rows"] == told["encoded"]["examples"] == 24
        assert told["encoded"]["rows_without_stop"] == 0
        assert told["trained"]["tokens"] == 3 * told["encoded"]["tokens"]
        assert told["trained"]["labels"] == 3 * told["encoded"]["label_tokens"]
        assert 0.5 < told["packing"]["utilisation"] <= 1

    def test_it_has_learnt(self, made: tuple[Path, Path]) -> None:
        told = json.loads((made[1] / "finished.json").read_text())["figures"]["all nll"]
        assert told["after"] < told["before"] and told["high"] < 0

    def test_again_is_nothing_to_do(self, made: tuple[Path, Path], little_base: Path) -> None:
        shards, out = made
        before = (out / "finished.json").stat().st_mtime_ns
        _, said = trained(out, shards, model=str(little_base), epochs=3.0, lr=5e-3)
        assert said[-1].endswith("trained already; nothing to do")
        assert (out / "finished.json").stat().st_mtime_ns == before

    OTHER: tuple[tuple[dict[str, Any], str], ...] = (
        ({"epochs": 4.0}, "settings.epochs"),
        ({"lora": Lora(r=8)}, "settings.lora.r"),
        ({"lr": 1e-3}, "settings.lr, settings.rate"),
        ({"max_tokens": 64}, "settings.max_tokens"),
    )

    @pytest.mark.parametrize(("other", "said"), OTHER, ids=[case[1] for case in OTHER])
    def test_another_training_of_that_name_is_refused(
        self, made: tuple[Path, Path], little_base: Path, other: dict[str, Any], said: str
    ) -> None:
        shards, out = made
        told: dict[str, Any] = {"model": str(little_base), "epochs": 3.0, "lr": 5e-3}
        with pytest.raises(RecipeError, match=rf"made by another training \({said} differ\)"):
            trained(out, shards, **told | other)

    def test_other_data_are_refused(self, made: tuple[Path, Path], little_base: Path, tmp_path: Path) -> None:
        other = little_models.shards(tmp_path / "shards", 25)
        with pytest.raises(RecipeError, match=r"made by another training \(data differ\)"):
            trained(made[1], other, model=str(little_base), epochs=3.0, lr=5e-3)

    def test_another_base_is_refused(self, made: tuple[Path, Path], tmp_path: Path) -> None:
        shards, out = made
        other = little_models.saved(tmp_path / "other", seed=9)
        with pytest.raises(RecipeError, match=r"made by another training \(settings.model differ\)"):
            trained(out, shards, model=str(other), epochs=3.0, lr=5e-3)

    def test_what_changes_no_weights_changes_nothing(self, made: tuple[Path, Path], little_base: Path) -> None:
        shards, out = made
        _, said = trained(out, shards, model=str(little_base), epochs=3.0, lr=5e-3, keep=5, log_every=3)
        assert said[-1].endswith("nothing to do")


def test_begun_anew_only_what_a_training_made_is_forgotten(tmp_path: Path) -> None:
    shards = little_models.shards(tmp_path / "shards")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    out, _ = trained(tmp_path / "out", shards, max_steps=1)
    assert (out / "base").is_dir() and len(list(out.iterdir())) > 10
    outputs.forget(out)
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
    outputs.forget(tmp_path / "none")


PLACES: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("empty", (), True),
    ("a file of somebody's", ("thesis.txt",), True),
    ("a readme of somebody's", ("README.md",), False),
    ("a model of somebody's", ("merged/model.safetensors",), False),
    ("a base of somebody's", ("base/model.safetensors",), False),
    ("stopped while the base was made", (".base.part/key.json",), True),
    ("stopped when the base was made", ("base/key.json",), True),
    ("stopped before the figures", ("eval/before.prompts.jsonl",), True),
    ("stopped while the prompts were written", ("eval/.before.prompts.jsonl.part",), True),
    ("stopped before the first step", ("eval/before.json", "eval/before.prompts.jsonl"), True),
    ("stopped between steps", ("metrics.jsonl", "checkpoints/step-000001/COMPLETE", "eval/before.json"), True),
    ("finished", ("finished.json", "README.md", "merged/model.safetensors"), True),
)


@pytest.mark.parametrize(("what", "files", "fits"), PLACES, ids=[case[0] for case in PLACES])
def test_a_place_that_fits_a_training(tmp_path: Path, what: str, files: tuple[str, ...], fits: bool) -> None:
    (tmp_path / "eval").mkdir()  # which a training makes first
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    if fits:
        outputs.check_place(tmp_path)
        return
    with pytest.raises(RecipeError, match="which no training made; name another folder as out"):
        outputs.check_place(tmp_path)
    with pytest.raises(RecipeError):
        outputs.forget(tmp_path)
    assert all((tmp_path / name).is_file() for name in files)


class TestSmall:
    def test_one_row(self, tmp_path: Path, little_base: Path) -> None:
        shards = write(tmp_path / "shards", little_shards.row(1))
        out, _ = trained(tmp_path / "out", shards, model=str(little_base), epochs=2.0)
        assert report(out)["trained"]["steps"] == 2
        assert opened(out).answers([little_models.turns("What?")], 3)

    def test_a_step_larger_than_the_data(self, tmp_path: Path, little_base: Path) -> None:
        shards = little_models.shards(tmp_path / "shards", held=0)
        out, _ = trained(tmp_path / "out", shards, model=str(little_base), tokens_per_step=128 * 1000)
        assert report(out)["trained"]["steps"] == 1

    @pytest.mark.parametrize("method", ["lora", "full"])
    def test_no_epochs_only_evaluate_the_base(self, tmp_path: Path, little_base: Path, method: str) -> None:
        shards = little_models.shards(tmp_path / "shards")
        out, _ = trained(tmp_path / "out", shards, model=str(little_base), epochs=0.0, method=method)
        told = json.loads((out / "finished.json").read_text())
        assert told["steps"] == 0 and not list((out / "checkpoints").glob("step-*"))
        assert told["figures"]["all nll"]["before"] == pytest.approx(told["figures"]["all nll"]["after"], rel=1e-6)
        examples = little_models.examples(little_base, 4)
        assert merge.compared(little_models.loaded(little_base), out / "merged", examples, "fp32").kl < 1e-9

    def test_the_tiny_base_needs_no_pretraining(self, tmp_path: Path) -> None:
        shards = little_models.shards(tmp_path / "shards")
        out, _ = trained(tmp_path / "out", shards, method="full", tiny=Tiny(400, 32, 2, 2, epochs=0.0), max_steps=1)
        assert (out / "finished.json").is_file()

    def test_the_smallest_threshold_of_memory_for_an_adapter_alone(self, tmp_path: Path, little_base: Path) -> None:
        shards = little_models.shards(tmp_path / "shards", held=0)
        out, _ = trained(tmp_path / "out", shards, model=str(little_base), merge=False, max_steps=1)
        assert (out / "adapter").is_dir() and not (out / "merged").exists()
        assert opened(out).answers([little_models.turns("What?")], 3)


class TestRows:
    def test_none_is_usable(self, tmp_path: Path, little_base: Path) -> None:
        shards = write(tmp_path / "a", little_shards.row(1, answer=" "))
        with pytest.raises(RecipeError, match="0 of 1 rows usable: empty_answer 1"):
            trained(tmp_path / "out", shards, model=str(little_base))
        shards = write(tmp_path / "b", little_shards.row(1, answer="x " * 400), little_shards.row(2, ask="y " * 400))
        with pytest.raises(RecipeError, match="0 of 2 rows usable: overlong 2; raise max_tokens") as caught:
            trained(tmp_path / "out", shards, model=str(little_base))
        assert caught.value.exit_code == 2

    def test_no_split_to_train_on(self, tmp_path: Path, little_base: Path) -> None:
        shards = little_shards.write(tmp_path / "shards", {"heldout": [table(little_shards.row(1))]})
        with pytest.raises(RecipeError, match="0 of 0 rows usable: there is no split 'train' with rows"):
            trained(tmp_path / "out", shards, model=str(little_base))

    def test_a_source_that_is_all_gone_is_named(self, tmp_path: Path, little_base: Path) -> None:
        rows = [little_shards.row(n) for n in range(6)]
        rows += [little_shards.row(n, answer=f"{n} " * 200, source="long one") for n in range(3)]
        out, said = trained(tmp_path / "out", write(tmp_path / "shards", *rows), model=str(little_base), max_steps=1)
        wanted = "all 3 rows of the source 'long one' were dropped"
        assert any(wanted in line for line in said)
        assert any(wanted in line for line in report(out)["encoded"]["warnings"])
        assert report(out)["encoded"]["dropped"] == {"overlong": 3}
        assert not any("'little'" in line for line in said)

    def test_one_that_loses_its_stop_ends_the_training(
        self, tmp_path: Path, little_base: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shards = little_models.shards(tmp_path / "shards", held=0)
        text = little_models.CHAT.text.replace("<|end|>", "{% if message.content != 'It is 8.' %}<|end|>{% endif %}")
        from dataclasses import replace

        from schemas.template import Template

        other = replace(little_models.CHAT, text=text, render=Template("other", text).render)
        monkeypatch.setattr(loading, "template", lambda *_: other)
        monkeypatch.setattr("stages.train.encode._PROVED", 2)
        with pytest.raises(RecipeError, match="1 of 24 rows end without the template's stop"):
            trained(tmp_path / "out", shards, model=str(little_base))

    def test_a_length_that_is_refused_is_that_of_the_rows_alone(self, tmp_path: Path, little_base: Path) -> None:
        """Asked with examples before it, a held-out row may well be longer than what is trained on."""
        shards = little_models.shards(tmp_path / "shards")
        three = Evaluation(answers=2, prompts=4, new_tokens=4, shots=3, general=False)
        told: dict[str, Any] = {"max_tokens": 40, "tokens_per_step": 160, "max_steps": 1, "evaluation": three}
        out, _ = trained(tmp_path / "out", shards, model=str(little_base), overlong="error", **told)
        assert (out / "finished.json").is_file()
        told |= {"max_tokens": 16, "tokens_per_step": 160}
        with pytest.raises(RecipeError, match=r"little-\d+: \d+ tokens, more than max_tokens = 16"):
            trained(tmp_path / "other", shards, model=str(little_base), overlong="error", **told)


class TestGate:
    def test_cuda_that_is_not_there(self, tmp_path: Path, little_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import torch

        monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
        shards = little_models.shards(tmp_path / "shards")
        with pytest.raises(RecipeError, match="device = 'cuda', but torch finds no GPU"):
            trained(tmp_path / "out", shards, model=str(little_base), device="cuda")
        with pytest.raises(RecipeError, match="attention = 'varlen' needs a CUDA GPU"):
            trained(tmp_path / "out", shards, model=str(little_base), attention="varlen")
        with pytest.raises(RecipeError, match="method = 'qlora' needs a CUDA GPU"):
            trained(tmp_path / "out", shards, model=str(little_base), method="qlora")
        _, said = trained(tmp_path / "out", shards, model=str(little_base), max_steps=1)
        assert any(line.startswith("train: 1 steps on CPU, about ") for line in said)

    @pytest.mark.parametrize("tracker", ["wandb", "tensorboard", "trackio", "mlflow"])
    def test_a_tracker_that_is_not_installed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tracker: str
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        with pytest.raises(RecipeError, match=f"report_to = '{tracker}' is not installed"):
            trained(tmp_path / "out", little_models.shards(tmp_path / "shards"), report_to=(tracker,))

    def test_early_stopping_without_held_out_rows(self, tmp_path: Path, little_base: Path) -> None:
        shards = little_models.shards(tmp_path / "shards", held=0)
        with pytest.raises(RecipeError, match="patience = 2 looks at held-out rows, and there are none"):
            trained(tmp_path / "out", shards, model=str(little_base), eval_every=2, patience=2)

    def test_the_base_s_own_template_needs_a_base(self, tmp_path: Path) -> None:
        with pytest.raises(RecipeError, match="the tiny base is made for the shards' template"):
            trained(tmp_path / "out", little_models.shards(tmp_path / "shards"), template="base")

    def test_marks_that_the_base_lacks_are_added_when_told(self, tmp_path: Path) -> None:
        folder = little_models.saved(tmp_path / "base", marks=())
        shards = little_models.shards(tmp_path / "shards")
        with pytest.raises(RecipeError, match="tokens for this model; set resize = true"):
            trained(tmp_path / "out", shards, model=str(folder), max_steps=2)
        out, _ = trained(tmp_path / "out", shards, model=str(folder), max_steps=2, resize=True)
        examples = little_models.examples(out / "merged", 4)
        one, other = (mean_nats(opened(out / place).nats(examples)) for place in ("adapter", "merged"))
        assert one == pytest.approx(other, rel=1e-4)

    def test_too_much_forgotten_fails_every_time(
        self, tmp_path: Path, little_base: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shards = little_models.shards(tmp_path / "shards")
        from dataclasses import replace

        from stages.train import probes

        monkeypatch.setattr("stages.train.evaluate._probed", lambda _: [])
        for name in ("_instructed", "_safe", "_reworded"):
            monkeypatch.setattr(f"stages.train.evaluate.{name}", lambda *_: [])
        asked = replace(BRIEF, general=True, max_forgetting=0.01)
        assert probes.general()
        told: dict[str, Any] = {"model": str(little_base), "method": "full", "lr": 0.02, "epochs": 4.0}
        for _ in range(2):
            with pytest.raises(ForgottenError, match=r"more bits than before, and max_forgetting allows 1\.0%"):
                trained(tmp_path / "out", shards, evaluation=asked, **told)
        assert (tmp_path / "out" / "finished.json").is_file()
        trained(tmp_path / "out", shards, evaluation=replace(asked, max_forgetting=0.0), **told)


class TestTiny:
    def test_it_is_made_once(self, tmp_path: Path) -> None:
        rows, said = little_models.rows(24), list[str]()
        first = tiny.made(rows, little_models.CHAT, settings(), tmp_path / "base", said.append)
        assert len(said) > 1 and "a tiny one is made from" in said[0]
        said.clear()
        assert tiny.made(rows, little_models.CHAT, settings(), tmp_path / "base", said.append) == first
        assert said == []
        again = tiny.made(rows, little_models.CHAT, settings(), tmp_path / "other", said.append)
        assert again.sha256 == first.sha256

    CHANGES: tuple[tuple[str, list[Any], dict[str, Any]], ...] = (
        ("rows", little_models.rows(25), {}),
        ("seed", little_models.rows(24), {"seed": 8}),
        ("size", little_models.rows(24), {"tiny": Tiny(400, 32, 1, 2, epochs=0.2)}),
    )

    @pytest.mark.parametrize(("what", "rows", "other"), CHANGES, ids=[case[0] for case in CHANGES])
    def test_of_other_text_or_size_it_is_another(
        self, tmp_path: Path, what: str, rows: list[Told], other: dict[str, Any]
    ) -> None:
        first = tiny.made(little_models.rows(24), little_models.CHAT, settings(), tmp_path / "base", lambda _: None)
        second = tiny.made(rows, little_models.CHAT, settings(**other), tmp_path / "base", lambda _: None)
        assert first.sha256 != second.sha256

    def test_other_data_leave_the_base_of_a_trained_model_alone(self, tmp_path: Path) -> None:
        shards = little_models.shards(tmp_path / "shards")
        out, _ = trained(tmp_path / "out", shards, method="lora", merge=False, max_steps=2)
        key = (out / "base" / "key.json").read_bytes()
        with pytest.raises(RecipeError, match=r"made by another training \(data differ\)"):
            trained(out, little_models.shards(tmp_path / "more", 30), method="lora", merge=False, max_steps=2)
        assert (out / "base" / "key.json").read_bytes() == key
        assert opened(out / "adapter").answers([little_models.turns("What?")], 3)

    def test_stopped_while_it_is_made(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        own = trainer.PackedTrainer.training_step

        def stepping(self: Any, *args: Any) -> Any:
            if self.optimizer is not None:
                os.kill(os.getpid(), signal.SIGTERM)
            return own(self, *args)

        with monkeypatch.context() as patch:
            patch.setattr(trainer.PackedTrainer, "training_step", stepping)
            with pytest.raises(StoppedError, match="stopped while the base was made") as caught:
                tiny.made(
                    little_models.rows(24),
                    little_models.CHAT,
                    settings(tiny=Tiny(400, 32, 2, 2, epochs=3.0)),
                    tmp_path / "base",
                    lambda _: None,
                )
        assert caught.value.exit_code == 143 and not (tmp_path / "base").exists()
        assert tiny.made(little_models.rows(24), little_models.CHAT, settings(), tmp_path / "base", lambda _: None)


def test_32_rows_are_learnt_by_heart(tmp_path: Path, little_base: Path) -> None:
    """Right to the last letter and to the stop, asked as anybody would ask: by the template that was saved."""
    rows = [little_shards.row(n) for n in range(32)]
    shards = write(tmp_path / "shards", *rows)
    out, _ = trained(tmp_path / "out", shards, model=str(little_base), method="full", epochs=60.0, lr=1e-2)
    asks = [row["messages"][:1] for row in rows]
    answers = opened(out).answers(asks, 16)
    wanted = [row["messages"][1]["content"] for row in rows]
    assert [answer.text for answer in answers] == wanted
    assert all(answer.stopped for answer in answers)
    assert all(exact(answer.text, gold) for answer, gold in zip(answers, wanted, strict=True))
    assert not all(answer.stopped for answer in Untrained(little_base).answers(asks))


class Untrained:
    """The base by itself, so that the test above can fail."""

    def __init__(self, folder: Path) -> None:
        from stages.train.asked import Asked

        self.asked = Asked(little_models.loaded(folder), little_models.encoder(folder))

    def answers(self, asks: list[Any]) -> list[Any]:
        return list(self.asked.answers(asks, 16))
