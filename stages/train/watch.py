"""What happens between two steps: metrics to the file, progress, a look at the held-out loss, saving, stopping."""

import contextlib
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from stages.train.course import Course


class Watch(TrainerCallback):  # type: ignore[misc]
    def __init__(
        self,
        course: Course,
        steps: int,
        metrics: Path,
        label: str,
        say: Callable[[str], None],
        look: Callable[[Any], float] | None,
        checkpoints: Path,
    ) -> None:
        self.course, self.steps, self.metrics, self.label = course, steps, metrics, label
        self.say, self.look, self.checkpoints = say, look, checkpoints
        self.signal = 0
        self.best, self.best_step, self.idle = float("inf"), 0, 0
        self.trainer: Any = None
        self._bar: Any = None
        self._save_every = course.save_every or max(1, steps // 5)

    @property
    def best_path(self) -> Path | None:
        return self.checkpoints / f"step-{self.best_step:06d}" if self.best_step else None

    @property
    def done(self) -> bool:
        """Whether the held-out loss has not fallen for as long as was to be waited."""
        return bool(self.course.patience) and self.idle >= self.course.patience

    def follow(self, trainer: Any, facts: dict[str, Any]) -> None:
        self.trainer = trainer
        if "looks" in facts:
            self.best, self.best_step, self.idle = facts["looks"]
            trainer.best, trainer.facts["looks"] = self.best_path, facts["looks"]

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(
                total=self.steps, initial=state.global_step, desc=self.label, unit="step", dynamic_ncols=True
            )

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, Any], **_: Any) -> None:
        if "loss" not in logs:
            return
        self._write({"step": state.global_step, **{name: value for name, value in logs.items() if name != "epoch"}})
        told = {"loss": f"{logs['loss']:.3f}", "tokens/s": f"{logs['tokens_per_s']:,.0f}"}
        before = state.global_step - args.logging_steps
        if self._bar is not None:
            self._bar.set_postfix(told)
        elif state.global_step * 5 // self.steps > before * 5 // self.steps:
            told_now = ", ".join(f"{name} {value}" for name, value in told.items())
            self.say(f"{self.label}: step {state.global_step} of {self.steps}, {told_now}")

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> Any:
        step = state.global_step
        if self._bar is not None:
            self._bar.update(step - self._bar.n)
        last = step >= self.steps
        control.should_save = last or bool(self.signal) or step % self._save_every == 0
        if self.look and self.course.eval_every and (last or step % self.course.eval_every == 0):
            self._look_at(step, control)
        if self.signal:
            control.should_training_stop = True
        return control

    def _look_at(self, step: int, control: Any) -> None:
        """Early stopping: the checkpoint with the lowest held-out loss is what is kept in the end."""
        assert self.look
        nll = self.look(self.trainer.model)
        self._write({"step": step, "heldout_nll": nll})
        if not self.course.patience:
            return
        if nll < self.best:
            self.best, self.best_step, self.idle = nll, step, 0
        else:
            self.idle += 1
        self.trainer.best, self.trainer.facts["looks"] = self.best_path, [self.best, self.best_step, self.idle]
        control.should_save = True
        if self.done:
            self.say(f"{self.label}: the held-out loss did not fall in {self.idle} looks; stopped at step {step}")
            control.should_training_stop = True

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """The first signal ends after the step, a second one at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            if self._bar is not None:
                self._bar.close()

    def _stop(self, number: int, frame: Any) -> None:
        if self.signal:
            raise KeyboardInterrupt
        self.signal = number
        self.say(f"{self.label}: finishing this step; once more to stop at once")

    def _write(self, facts: dict[str, Any]) -> None:
        with open(self.metrics, "a", encoding="utf-8") as file:
            file.write(json.dumps(facts) + "\n")
