"""A training that is stopped goes on to the same bytes; what runs out of memory, disk or numbers is said."""

import errno
import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import little_models
from schemas.errors import RecipeError, WinnowError
from stages.train import base, checkpoint, course, files, resume, trainer
from stages.train.checkpoint import DiskFullError
from stages.train.encode import Example
from stages.train.fit import Ran, StoppedError, fit
from stages.train.loss import losses
from stages.train.settings import Lora, Settings
from stages.train.trainer import DivergedError, OutOfMemoryError

SETTINGS: dict[str, Any] = {
    "max_tokens": 64,
    "tokens_per_step": 256,
    "epochs": 2.0,
    "lr": 1e-3,
    "log_every": 1,
    "save_every": 99,
}
IDENTITY = {"data": "d", "template": "t", "base": "b", "settings": {"lr": 1e-3}}


class Training:
    """Little trainings of one base in folders of their own."""

    def __init__(self, base_folder: Path, folder: Path) -> None:
        self.base, self.folder, self.said = base_folder, folder, list[str]()
        self.examples = little_models.examples(base_folder, 40)

    def run(self, name: str, resume_at: Path | None = None, look: Any = None, **other: Any) -> tuple[Any, Ran]:
        """The trained model, and what its training came to."""
        import torch

        told: dict[str, Any] = {"method": "lora", "lora": Lora(r=4, dropout=0.2)}
        settings = Settings(**told | SETTINGS | other)
        torch.manual_seed(settings.seed)
        model = base.made_trainable(little_models.loaded(self.base), settings, [])
        self.model = model
        ran = fit(
            model,
            self.examples,
            course.of(settings),
            self.folder / name,
            {"identity": IDENTITY},
            bf16=False,
            varlen=False,
            label=name,
            say=self.said.append,
            look=look,
            resume=resume_at,
            checkpointing=settings.checkpointing,
        )
        return model, ran

    def go_on(self, name: str, **other: Any) -> tuple[Any, Ran]:
        path, lines = resume.point(self.folder / name / "checkpoints", IDENTITY)
        self.said += lines
        assert path
        return self.run(name, path, **other)

    def steps(self, name: str) -> list[int]:
        return sorted(int(path.name[5:]) for path in (self.folder / name / "checkpoints").glob("step-*"))

    def at(self, name: str, step: int) -> Path:
        return self.folder / name / "checkpoints" / f"step-{step:06d}"


@pytest.fixture
def training(little_base: Path, tmp_path: Path) -> Training:
    return Training(little_base, tmp_path)


def weights(model: Any) -> dict[str, bytes]:
    return {name: p.detach().numpy().tobytes() for name, p in model.named_parameters() if p.requires_grad}


def at_step(step: int, do: Callable[[], None]) -> Callable[..., Any]:
    """The trainer's step, which does something when it comes to this one."""
    own = trainer.PackedTrainer.training_step

    def stepping(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.state.global_step == step - 1 and self.optimizer is not None:
            do()
        return own(self, *args, **kwargs)

    return stepping


def terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


METHODS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("adapter with dropout", {}),
    ("whole model", {"method": "full"}),
    ("last layer", {"method": "last", "last_layers": 1}),
)


class TestResume:
    @pytest.mark.parametrize(("what", "other"), METHODS, ids=[case[0] for case in METHODS])
    def test_stopped_by_a_signal_it_ends_in_the_same_bytes(
        self, training: Training, monkeypatch: pytest.MonkeyPatch, what: str, other: dict[str, Any]
    ) -> None:
        whole, all_of_it = training.run("whole", **other)
        with monkeypatch.context() as patch:
            patch.setattr(trainer.PackedTrainer, "training_step", at_step(3, terminate))
            with pytest.raises(StoppedError, match="stopped after step 3, which is saved") as caught:
                training.run("stopped", **other)
        assert caught.value.exit_code == 128 + signal.SIGTERM
        assert training.steps("stopped")[-1] == 3 and all_of_it.steps > 6
        again, ran = training.go_on("stopped", **other)
        assert weights(again) == weights(whole)
        assert (ran.resumed_at, ran.steps, ran.tokens, ran.labels) == (
            3,
            all_of_it.steps,
            all_of_it.tokens,
            all_of_it.labels,
        )
        told, wanted = (little_models.metrics(training.folder / name) for name in ("stopped", "whole"))
        assert [line["step"] for line in told] == list(range(1, all_of_it.steps + 1))
        same = ("step", "loss", "grad_norm", "learning_rate", "tokens")
        assert [[line[name] for name in same] for line in told] == [[line[name] for name in same] for line in wanted]
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL

    def test_it_depends_on_the_random_state_that_is_kept(self, training: Training) -> None:
        """Were dropout drawn anew after a stop, other weights would come out; so the test above can fail."""
        whole, ran = training.run("whole", save_every=2, keep=9)
        for step in range(3, ran.steps + 1):
            shutil.rmtree(training.at("whole", step), ignore_errors=True)
        other = training.at("whole", 2) / "random.safetensors"
        from safetensors.torch import load_file, save_file

        kept = load_file(str(other))
        kept["torch"][40] ^= 1
        save_file(kept, str(other))
        assert weights(training.go_on("whole")[0]) != weights(whole)

    def test_from_every_checkpoint(self, training: Training) -> None:
        whole, ran = training.run("whole", save_every=1, keep=99)
        assert training.steps("whole") == list(range(1, ran.steps + 1))
        for step in (1, ran.steps - 1, ran.steps):
            again, other = training.run("again", training.at("whole", step))
            assert weights(again) == weights(whole)
            assert (other.steps, other.tokens, other.labels) == (ran.steps, ran.tokens, ran.labels)

    def test_lines_beyond_the_checkpoint_are_written_again(self, training: Training) -> None:
        _, ran = training.run("whole", save_every=2, keep=9)
        for step in range(3, ran.steps + 1):
            shutil.rmtree(training.at("whole", step), ignore_errors=True)
        with open(training.folder / "whole" / "metrics.jsonl", "a") as file:
            file.write('{"step": 99, "loss": 1')  # a kill in the middle of a line
        training.go_on("whole")
        assert [line["step"] for line in little_models.metrics(training.folder / "whole")] == list(
            range(1, ran.steps + 1)
        )

    CHANGED: tuple[tuple[dict[str, Any], str], ...] = (
        ({"data": "other"}, r"\(data differ\)"),
        ({"template": "other", "base": "other"}, r"\(base, template differ\)"),
        ({"settings": {"lr": 2e-3}}, r"\(settings.lr differ\)"),
        ({"settings": {"lr": 1e-3, "lora": {"r": 8}}}, r"\(settings.lora differ\)"),
    )

    @pytest.mark.parametrize(("change", "said"), CHANGED, ids=[case[1] for case in CHANGED])
    def test_another_training_is_refused(self, training: Training, change: dict[str, Any], said: str) -> None:
        training.run("one", max_steps=1)
        with pytest.raises(RecipeError, match=said) as caught:
            resume.point(training.folder / "one" / "checkpoints", IDENTITY | change)
        assert "--anew" in str(caught.value) and caught.value.exit_code == 2

    def test_other_weights_than_the_training_has(self, training: Training) -> None:
        training.run("one", max_steps=1)
        with pytest.raises(WinnowError, match="holds other weights than this training has"):
            training.run("one", training.at("one", 1), max_steps=2, method="full")


CUT: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("no word that it is whole", lambda path: (path / "COMPLETE").unlink()),
    ("weights cut off", lambda path: cut(path / "weights.safetensors")),
    ("optimizer cut off", lambda path: cut(path / "optimizer.safetensors")),
    ("optimizer gone", lambda path: (path / "optimizer.safetensors").unlink()),
    ("optimizer's facts cut off", lambda path: cut(path / "optimizer.json")),
    ("random states cut off", lambda path: cut(path / "random.json")),
    ("state gone", lambda path: (path / "run_state.json").unlink()),
    ("trainer's state empty", lambda path: (path / "trainer_state.json").write_text("")),
)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


class TestCheckpoints:
    @pytest.mark.parametrize(("what", "damage"), CUT, ids=[case[0] for case in CUT])
    def test_one_that_is_not_whole_is_skipped(
        self, training: Training, what: str, damage: Callable[[Path], object]
    ) -> None:
        training.run("one", max_steps=3, save_every=1)
        assert checkpoint.last(training.folder / "one" / "checkpoints") == (training.at("one", 3), [])
        damage(training.at("one", 3))
        path, lines = checkpoint.last(training.folder / "one" / "checkpoints")
        assert path == training.at("one", 2)
        assert [line.partition(":")[0] for line in lines] == [str(training.at("one", 3))]
        assert "not whole" in lines[0]

    def test_none_is_there(self, tmp_path: Path) -> None:
        assert checkpoint.last(tmp_path / "none") == (None, [])

    def test_the_last_ones_are_kept(self, training: Training) -> None:
        _, ran = training.run("one", save_every=1, keep=2)
        assert training.steps("one") == [ran.steps - 1, ran.steps]
        assert not list((training.folder / "one" / "checkpoints").glob(".*"))

    def test_nothing_pickled_is_written(self, training: Training) -> None:
        training.run("one", max_steps=1)
        endings = {path.suffix for path in (training.folder / "one").rglob("*") if path.is_file()}
        assert endings == {".safetensors", ".json", ".jsonl", ""}

    FULL: tuple[tuple[str, str, Callable[[], Exception]], ...] = (
        ("at the first file", "_write_all", lambda: OSError(errno.ENOSPC, "No space left on device")),
        ("over the quota", "_sync", lambda: OSError(errno.EDQUOT, "Disk quota exceeded")),
        (
            "in safetensors, which has an error of its own",
            "_write_all",
            lambda: _of_safetensors("Error while serializing: I/O error: No space left on device (os error 28)"),
        ),
    )

    @pytest.mark.parametrize(("what", "where", "error"), FULL, ids=[case[0] for case in FULL])
    def test_a_full_disk_leaves_the_checkpoint_before_it(
        self,
        training: Training,
        monkeypatch: pytest.MonkeyPatch,
        what: str,
        where: str,
        error: Callable[[], Exception],
    ) -> None:
        whole, _ = training.run("whole", save_every=2)
        own, calls = checkpoint._write_all, [0]

        def full(*args: Any, **kwargs: Any) -> None:
            calls[0] += 1
            own(*args, **kwargs)
            if calls[0] == 3:
                monkeypatch.setattr(files if where == "_sync" else checkpoint, where, _raising(error()))
                if where == "_write_all":
                    raise error()

        monkeypatch.setattr(checkpoint, "_write_all", full)
        with pytest.raises(DiskFullError, match="step-000006: no room left for the checkpoint") as caught:
            training.run("full", save_every=2)
        assert caught.value.exit_code == 6
        assert training.steps("full") == [2, 4]
        assert not list((training.folder / "full" / "checkpoints").glob(".*"))
        monkeypatch.undo()
        assert weights(training.go_on("full", save_every=2)[0]) == weights(whole)

    def test_other_errors_of_a_disk_are_not_called_full(
        self, training: Training, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checkpoint, "_write_all", _raising(OSError(errno.EIO, "Input/output error")))
        with pytest.raises(OSError, match="Input/output error"):
            training.run("one")
        monkeypatch.setattr(checkpoint, "_write_all", _raising(_of_safetensors("(os error 5)")))
        with pytest.raises(type(_of_safetensors("")), match="os error 5"):
            training.run("two")


def _of_safetensors(text: str) -> Exception:
    from safetensors import SafetensorError

    return SafetensorError(text)


def _raising(error: Exception) -> Callable[..., None]:
    def failing(*_: Any, **__: Any) -> None:
        raise error

    return failing


def memory_for(rows: float, tokens: int = 64) -> Callable[..., Any]:
    """The loss on a machine where only so many rows of so many tokens fit."""
    import torch

    def limited(model: Any, batch: Any, *args: Any) -> Any:
        if batch.tokens > rows * tokens:
            raise torch.OutOfMemoryError("out of memory")
        return losses(model, batch, *args)

    return limited


class TestMemory:
    def test_fewer_rows_at_once_are_the_same_experiment(
        self, training: Training, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain, whole = training.run("plain", lora=Lora(r=4))
        found = {4: plain}
        for most in (2, 1):
            monkeypatch.setattr(trainer, "losses", memory_for(most))
            found[most], ran = training.run(f"of {most}", lora=Lora(r=4))
            assert (ran.rows_at_once, ran.steps, ran.tokens) == (most, whole.steps, whole.tokens)
            told, wanted = (little_models.metrics(training.folder / name) for name in (f"of {most}", "plain"))
            assert [line["tokens"] for line in told] == [line["tokens"] for line in wanted]
            assert [line["loss"] for line in told] == pytest.approx([line["loss"] for line in wanted], abs=2e-4)
        assert whole.rows_at_once == 4
        for name, value in plain.named_parameters():
            for other in (found[2], found[1]):
                assert float((dict(other.named_parameters())[name] - value).detach().abs().max()) < 1e-3

    def test_rows_at_once_give_the_same_gradients(self, training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
        import torch

        seen: dict[int, dict[str, Any]] = {}
        own = trainer.PackedTrainer.training_step

        def looking(self: Any, model: Any, inputs: dict[str, Any], *args: Any) -> Any:
            if not seen:
                for rows in (4, 2, 3, 1):
                    self.rows_at_once = rows
                    own(self, model, inputs)
                    seen[rows] = {n: p.grad.clone() for n, p in model.named_parameters() if p.requires_grad}
                    model.zero_grad()
                self.rows_at_once = 4
            return own(self, model, inputs, *args)

        monkeypatch.setattr(trainer.PackedTrainer, "training_step", looking)
        training.run("one", method="full", max_steps=1)
        largest = max(float(grad.abs().max()) for grad in seen[4].values())
        assert largest > 1e-3
        for rows in (2, 3, 1):
            for name, grad in seen[4].items():
                assert torch.allclose(grad, seen[rows][name], rtol=1e-4, atol=1e-5 * largest), (rows, name)

    def test_in_the_middle_of_a_step_it_begins_anew(self, training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
        """What the first half of the step has left in the gradients must not be counted twice."""
        import torch

        training.run("plain", max_steps=1, lora=Lora(r=4))
        calls = [0]

        def once(model: Any, batch: Any, *args: Any) -> Any:
            calls[0] += 1
            if calls[0] == 4:  # two parts of the try before the first step, and one of that step, went well
                raise torch.OutOfMemoryError("out of memory")
            return losses(model, batch, *args)

        monkeypatch.setattr("stages.train.fit._ROWS_TOKENS", {"cpu": 128})
        monkeypatch.setattr(trainer, "losses", once)
        _, ran = training.run("one", max_steps=1, lora=Lora(r=4))
        assert ran.rows_at_once == 1 and calls[0] == 8
        one, plain = (little_models.metrics(training.folder / name)[0] for name in ("one", "plain"))
        assert one["grad_norm"] == pytest.approx(plain["grad_norm"], rel=1e-4)
        assert one["tokens"] == plain["tokens"]

    def test_then_gradients_are_checkpointed(self, training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
        plain, _ = training.run("plain", max_steps=2, lora=Lora(r=4))
        monkeypatch.setattr(trainer, "losses", _until_checkpointed)
        model, ran = training.run("little memory", max_steps=2, lora=Lora(r=4))
        assert ran.rows_at_once == 1 and model.winnow_checkpoints
        for name, value in plain.named_parameters():
            assert float((dict(model.named_parameters())[name] - value).detach().abs().max()) < 1e-3

    @pytest.mark.parametrize("method", ["lora", "full"])
    def test_then_it_is_said_before_the_first_step(
        self, training: Training, monkeypatch: pytest.MonkeyPatch, method: str
    ) -> None:
        monkeypatch.setattr(trainer, "losses", memory_for(0))
        with pytest.raises(OutOfMemoryError, match="one row of 64 tokens does not fit in memory; take a smaller"):
            training.run("one", method=method)
        assert not training.steps("one") and not (training.folder / "one" / "metrics.jsonl").exists()

    def test_wanted_from_the_start(self, training: Training) -> None:
        model, _ = training.run("one", max_steps=1, checkpointing="on")
        assert model.winnow_checkpoints


def _until_checkpointed(model: Any, batch: Any, *args: Any) -> Any:
    import torch

    if not getattr(model, "winnow_checkpoints", False):
        raise torch.OutOfMemoryError("out of memory")
    return losses(model, batch, *args)


class TestNumbers:
    def test_three_steps_without_a_number_end_it(self, training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
        self.no_number(monkeypatch, 4, 5, 6)
        with pytest.raises(DivergedError, match="the loss was no number for 3 steps up to step 6") as caught:
            training.run("one")
        assert caught.value.exit_code == 5
        self.check_named(training, str(caught.value), 4)
        assert not training.steps("one")  # such weights are nothing to go on from
        assert json.loads((training.folder / "one" / "diverged.json").read_bytes())["step"] == 6

    def test_the_first_of_them_are_named_though_it_is_logged_later(
        self, training: Training, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.no_number(monkeypatch, *range(2, 99))
        with pytest.raises(DivergedError, match="for 5 steps up to step 6") as caught:
            training.run("one", log_every=6)
        self.check_named(training, str(caught.value), 2)

    NEAR: tuple[tuple[str, tuple[int, ...]], ...] = (
        ("two in a row", (4, 5)),
        ("three, and one between them", (3, 4, 6)),
        ("the one before the first step, and two", (0, 1, 2)),
    )

    @pytest.mark.parametrize(("what", "steps"), NEAR, ids=[case[0] for case in NEAR])
    def test_fewer_do_not(
        self, training: Training, monkeypatch: pytest.MonkeyPatch, what: str, steps: tuple[int, ...]
    ) -> None:
        self.no_number(monkeypatch, *steps)
        assert training.run("one")[1].steps == 8

    def no_number(self, monkeypatch: pytest.MonkeyPatch, *steps: int) -> None:
        """The loss is no number in these steps, 0 being the one that is tried before the first; weights stay whole."""
        import torch

        own = trainer.PackedTrainer._step

        def lossy(self: Any, model: Any, rows: Any) -> Any:
            found = own(self, model, rows)
            step = self.state.global_step + (self.optimizer is not None)
            return torch.full_like(found, float("nan")) if step in steps else found

        monkeypatch.setattr(trainer.PackedTrainer, "_step", lossy)

    def check_named(self, training: Training, said: str, step: int) -> None:
        made = course.of(Settings(**SETTINGS)).steps([len(example) for example in training.examples])
        named = said.partition("began at pairs ")[2].partition(", …)")[0].split(", ")
        assert len(named) == 5 and set(named) <= {f"little-{n:04d}" for row in made[step - 1] for n in row}


class TestLooks:
    def looks(self, *nll: float) -> Callable[[Any], float]:
        left = list(nll)
        return lambda _: left.pop(0)

    def test_early_stopping_keeps_the_best(self, training: Training) -> None:
        told: dict[str, Any] = {"eval_every": 1, "patience": 2, "keep": 1, "save_every": 99}
        model, ran = training.run("one", look=self.looks(3.0, 2.0, 2.5, 2.4), **told)
        assert ran.steps == 4 and training.steps("one") == [2, 4]
        at_two, _ = training.run("two", max_steps=2, epochs=2.0, scheduler="constant_with_warmup")
        from safetensors.torch import load_file

        kept = load_file(str(training.at("one", 2) / "weights.safetensors"))
        assert weights(model) == {name: value.numpy().tobytes() for name, value in kept.items()}
        assert weights(model) != weights(at_two)
        assert any("did not fall in 2 looks; stopped at step 4" in line for line in training.said)
        assert [line["heldout_nll"] for line in little_models.metrics(training.folder / "one") if "loss" not in line][
            :4
        ] == [3.0, 2.0, 2.5, 2.4]

    def test_stopped_early_it_stays_stopped(self, training: Training) -> None:
        """Killed between its end and the merge, it does not train on."""
        told: dict[str, Any] = {"eval_every": 1, "patience": 1, "keep": 1, "save_every": 99}
        model, ran = training.run("one", look=self.looks(3.0, 2.0, 2.5), **told)
        again, other = training.go_on("one", look=self.looks(), **told)
        assert weights(again) == weights(model)
        assert (other.steps, other.tokens, other.labels) == (ran.steps, ran.tokens, ran.labels)

    def test_the_best_is_known_after_two_stops(self, training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
        told: dict[str, Any] = {"eval_every": 3, "patience": 3, "keep": 1, "save_every": 1}
        for step in (4, 5):
            with monkeypatch.context() as patch:
                patch.setattr(trainer.PackedTrainer, "training_step", at_step(step, terminate))
                with pytest.raises(StoppedError):
                    if step == 4:
                        training.run("one", look=self.looks(1.0), **told)
                    else:
                        training.go_on("one", look=self.looks(), **told)
        assert checkpoint.facts(training.at("one", 5))["looks"] == [1.0, 3, 0]
        assert training.steps("one") == [3, 5]

    def test_without_patience_the_last_weights_stay(self, training: Training) -> None:
        _, ran = training.run("one", look=lambda _: 1.0, eval_every=2)
        told = [line["step"] for line in little_models.metrics(training.folder / "one") if "heldout_nll" in line]
        assert told == [*range(2, ran.steps, 2), ran.steps]


class TestSizes:
    def test_one_row(self, training: Training) -> None:
        training.examples = training.examples[:1]
        _, ran = training.run("one", epochs=3.0)
        assert (ran.steps, ran.tokens) == (3, 3 * len(training.examples[0]))

    def test_a_step_larger_than_the_data(self, training: Training) -> None:
        _, ran = training.run("one", tokens_per_step=64 * 500, epochs=1.0)
        assert ran.steps == 1 and ran.tokens == sum(map(len, training.examples))

    def test_no_steps(self, training: Training) -> None:
        before = weights(base.made_trainable(little_models.loaded(training.base), Settings(method="full"), []))
        model, ran = training.run("one", epochs=0.0, method="full")
        assert (ran.steps, ran.tokens, ran.utilisation) == (0, 0, 0.0)
        assert weights(model) == before

    def test_the_loss_falls(self, training: Training) -> None:
        training.run("one", method="full", epochs=4.0, lr=3e-3)
        told = [line["loss"] for line in little_models.metrics(training.folder / "one")]
        assert told[-1] < told[0] - 1

    def test_utilisation_is_what_of_the_rows_is_not_empty(self, training: Training) -> None:
        training.examples = [
            Example("p", "s", example.ids[:16], example.start, len(example)) for example in training.examples
        ]
        assert training.run("packed", epochs=1.0)[1].utilisation == 1.0
        assert training.run("apart", epochs=1.0, pack=False)[1].utilisation == 0.25


def test_facts_are_json(training: Training) -> None:
    training.run("one", max_steps=1)
    told = json.loads((training.at("one", 1) / "run_state.json").read_text())
    assert told["identity"] == IDENTITY and told["step"] == 1 and told["row_tokens"] == 64
