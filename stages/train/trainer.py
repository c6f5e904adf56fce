"""A thin subclass of `transformers.Trainer`: packed steps, the loss at labelled places, checkpoints of our own."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from transformers import Trainer, TrainerCallback, TrainingArguments
from transformers.trainer_callback import PrinterCallback, ProgressCallback

from schemas.errors import WinnowError
from stages.train import checkpoint, files
from stages.train.batch import Batch, flat, labels
from stages.train.encode import Example
from stages.train.loss import losses

_BAD_STEPS = 3
Step = list[list[int]]  # rows of example numbers


class DivergedError(WinnowError):
    """The loss is no number any more."""

    exit_code = 5


class OutOfMemoryError(WinnowError):
    """Not even one row fits."""


@dataclass
class Pace:
    """What a step costs, for the log: tokens and labels since the last look."""

    tokens: int = 0
    labels: int = 0
    seen_tokens: int = 0
    seen_labels: int = 0
    seen_seconds: float = 0.0
    content_loss: Any = 0.0
    content: int = 0
    since: float = field(default_factory=time.monotonic)

    def add(self, batches: Sequence[Batch]) -> None:
        tokens, learnt = sum(b.tokens for b in batches), sum(labels(b) for b in batches)
        self.content += sum(int(b.content.sum()) for b in batches)
        self.tokens, self.labels = self.tokens + tokens, self.labels + learnt
        self.seen_tokens, self.seen_labels = self.seen_tokens + tokens, self.seen_labels + learnt

    def told(self) -> dict[str, float]:
        seconds = max(time.monotonic() - self.since, 1e-9)
        told = {
            "tokens_per_s": self.tokens / seconds,
            "label_tokens_per_s": self.labels / seconds,
            "content_loss": float(self.content_loss) / max(1, self.content),
        }
        self.seen_seconds += seconds
        self.tokens = self.labels = self.content = 0
        self.content_loss = 0.0
        self.since = time.monotonic()
        return told


class PackedTrainer(Trainer):  # type: ignore[misc]
    """Each item of the data is one whole optimizer step; what of it runs at once is a matter of memory alone."""

    def __init__(
        self,
        model: Any,
        arguments: TrainingArguments,
        examples: Sequence[Example],
        steps: Sequence[Step],
        rows_at_once: int,
        varlen: bool,
        bf16: bool,
        facts: dict[str, Any],
        keep: int,
        callbacks: list[TrainerCallback],
        on_checkpointing: Callable[[], bool],
    ) -> None:
        self.examples, self.rows_at_once = examples, rows_at_once
        self.varlen, self.bf16 = varlen, bf16
        self.facts, self.keep, self.best = facts, keep, None
        self.pace = Pace()
        self.bad_steps: Any = 0
        self._bad_before: Any = 0
        self._checkpointing = on_checkpointing
        super().__init__(
            model=model,
            args=arguments,
            train_dataset=list(steps),
            data_collator=lambda items: {"rows": items[0]},
            callbacks=callbacks,
        )
        for noisy in (PrinterCallback, ProgressCallback):
            self.remove_callback(noisy)

    def training_step(self, model: Any, inputs: dict[str, Any], num_items_in_batch: Any = None) -> Any:
        """Token-weighted over the whole step; on running out of memory the step starts again in smaller parts."""
        import torch

        model.train()
        while True:
            with contextlib.suppress(torch.OutOfMemoryError):
                loss = self._step(model, inputs["rows"])
                break
            model.zero_grad()  # not while the error is held, for it holds what filled the memory
            self._smaller()
        self._bad_before = self.bad_steps
        self.bad_steps = torch.where(torch.isfinite(loss), 0, self.bad_steps + 1)
        return loss

    def _clip_grad_norm(self, model: Any) -> Any:
        """A gradient that is no number counts as a loss that is none."""
        import torch

        norm = super()._clip_grad_norm(model)
        finite = torch.isfinite(torch.as_tensor(norm)).to(self.bad_steps.device)
        self.bad_steps = torch.where(finite, self.bad_steps, self._bad_before + 1)
        return norm

    def preflight(self) -> None:
        """The step with the most tokens, forward and backward, before hours are spent."""
        import torch

        if len(self.train_dataset):
            largest = max(self.train_dataset, key=lambda rows: sum(len(self.examples[n]) for row in rows for n in row))
            with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
                self.training_step(self.model, {"rows": largest})
            self.model.zero_grad()
            self.pace, self.bad_steps = Pace(), 0

    def _step(self, model: Any, rows: Step) -> Any:
        import torch

        parts = [rows[at : at + self.rows_at_once] for at in range(0, len(rows), self.rows_at_once)]
        batches = [flat([self.examples[n] for row in part for n in row]) for part in parts]
        learnt = sum(labels(batch) for batch in batches)
        assert learnt, "an example without a label has no place in a row"
        total, content = torch.zeros((), device=model.device), torch.zeros((), device=model.device)
        with _inputs_as_they_are(model, self.bf16):
            for batch in batches:
                with torch.autocast(model.device.type, torch.bfloat16, enabled=self.bf16):
                    each = losses(model, batch, self.varlen)
                    loss = each.sum() / learnt
                loss.backward()
                total += loss.detach()
                content += each.detach()[torch.from_numpy(batch.content).to(model.device)].sum()
        self.pace.add(batches)
        self.pace.content_loss = self.pace.content_loss + content
        return total

    def _smaller(self) -> None:
        """Half the rows at once and twice the parts; then gradient checkpointing; then there is no way."""
        import torch

        torch.cuda.empty_cache() if torch.cuda.is_available() else None
        if self.rows_at_once > 1:
            self.rows_at_once = (self.rows_at_once + 1) // 2
        elif not self._checkpointing():
            raise OutOfMemoryError(
                f"[train] one row of {self.facts['row_tokens']} tokens does not fit in memory; take a smaller "
                "max_tokens, method = 'lora', or a smaller model"
            ) from None

    def check_numbers(self, most: int = _BAD_STEPS) -> None:
        """Raise once the loss was no number for some steps; asked at the log, since asking makes a GPU wait.

        Such weights are not saved: the checkpoint before them is what one can go on from.
        """
        if (bad := int(self.bad_steps)) >= most:
            step = self.state.global_step
            numbers = sorted({n for row in self.train_dataset[max(0, step - bad)] for n in row})
            told = {"step": step, "bad_steps": bad, "pairs": [self.examples[n].pair_id for n in numbers]}
            files.write(Path(self.args.output_dir).parent / "diverged.json", json.dumps(told, indent=2))
            ids = ", ".join(self.examples[n].pair_id for n in numbers[:5])
            raise DivergedError(
                f"the loss was no number for {bad} steps up to step {step} (it began at pairs {ids}, …); take a lower "
                "lr, and look at those pairs"
            )

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        self.check_numbers()
        if "loss" in logs:
            logs = {**logs, **self.pace.told(), "tokens": self.pace.seen_tokens}
        super().log(logs, start_time)

    def floating_point_ops(self, inputs: Any) -> int:
        return 0

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        from torch.utils.data import SequentialSampler

        return SequentialSampler(self.train_dataset)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        self.check_numbers(1)
        folder = Path(self.args.output_dir)
        facts = {
            **self.facts,
            "step": self.state.global_step,
            "tokens": self.pace.seen_tokens,
            "labels": self.pace.seen_labels,
            "seconds": self.pace.seen_seconds,
        }
        state = _told(self.state)
        checkpoint.write(folder, self.state.global_step, self.model, self.optimizer, self.lr_scheduler, state, facts)
        checkpoint.forget(folder, self.keep, self.best)

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        self.take_up(Path(resume_from_checkpoint))

    def take_up(self, path: Path) -> None:
        """The weights of a checkpoint, and what was seen until it."""
        checkpoint.load_weights(path, self.model)
        kept = checkpoint.facts(path)
        self.pace.seen_tokens, self.pace.seen_labels, self.pace.seen_seconds = (
            kept[name] for name in ("tokens", "labels", "seconds")
        )

    def _load_optimizer_and_scheduler(self, checkpoint_: str | None) -> None:
        if checkpoint_:
            checkpoint.load_optimizer(Path(checkpoint_), self.optimizer, self.lr_scheduler)

    def _load_scaler(self, checkpoint_: str | None) -> None:
        return

    def _load_rng_state(self, checkpoint_: str | None) -> None:
        if checkpoint_:
            checkpoint.load_random(Path(checkpoint_))


@contextlib.contextmanager
def _inputs_as_they_are(model: Any, active: bool) -> Iterator[None]:
    """Under autocast an adapter in full floats need not have its input blown up: it would be kept for the way back."""
    layers = [layer for layer in model.modules() if active and getattr(layer, "cast_input_dtype_enabled", False)]
    for layer in layers:
        layer.cast_input_dtype_enabled = False
    try:
        yield
    finally:
        for layer in layers:
            layer.cast_input_dtype_enabled = True


def _told(state: Any) -> str:
    import dataclasses
    import json

    return json.dumps(dataclasses.asdict(state), indent=2, sort_keys=True)
