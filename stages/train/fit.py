"""One training from first to last step: preflight, progress, looks at the held-out loss, checkpoints, a clean stop."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import WinnowError
from stages.models.quiet import quiet
from stages.train import checkpoint, files
from stages.train.attention import PACKED
from stages.train.course import Course
from stages.train.encode import Example

_ROWS_TOKENS = {"cuda": 32_768, "cpu": 8_192}  # what runs at once where memory allows
_FEW_STEPS = 50
Look = Callable[[Any], float]
Say = Callable[[str], None]


class StoppedError(WinnowError):
    """A signal: the step was finished and saved."""

    def __init__(self, number: int, said: str) -> None:
        super().__init__(said)
        self.exit_code = 128 + number


@dataclass(frozen=True)
class Ran:
    """What a training came to."""

    steps: int
    best_step: int  # whose weights were kept, where the held-out loss decided; else 0
    tokens: int
    labels: int
    seconds: float
    resumed_at: int
    rows_at_once: int
    utilisation: float


def fit(
    model: Any,
    examples: Sequence[Example],
    course: Course,
    folder: Path,
    facts: dict[str, Any],
    *,
    bf16: bool,
    varlen: bool,
    label: str,
    say: Say,
    look: Look | None = None,
    resume: Path | None = None,
    report_to: Sequence[str] = (),
    checkpointing: str = "auto",
) -> Ran:
    """Train in place. `facts` say what the training is of; they go into every checkpoint."""
    from stages.train.trainer import PackedTrainer
    from stages.train.watch import Watch

    steps = course.steps([len(example) for example in examples])
    kept = checkpoint.facts(resume) if resume else {}
    resumed = int(kept.get("step", 0))
    watch = Watch(course, len(steps), folder / "metrics.jsonl", label, say, look, folder / "checkpoints")
    on = model.device.type
    model.set_attn_implementation(PACKED)
    trainer = PackedTrainer(
        model,
        _arguments(folder / "checkpoints", course, len(steps), on, report_to),
        examples,
        steps,
        max(1, min(course.rows_per_step, _ROWS_TOKENS[on] // course.row_tokens)),
        varlen,
        bf16,
        {**facts, "row_tokens": course.row_tokens},
        course.keep,
        [watch],
        lambda: checkpointing != "off" and _checkpoint_gradients(model),
    )
    if checkpointing == "on":
        _checkpoint_gradients(model)
    watch.follow(trainer, kept)
    if len(steps) > resumed and not watch.done:
        _run(trainer, watch, resume, len(steps) - resumed, label, say)
    else:
        _keep_lines(watch.metrics, resumed)
        if resume:
            trainer.take_up(resume)
    if watch.best_path:
        checkpoint.load_weights(watch.best_path, model)
    model.set_attn_implementation("sdpa")
    pace = trainer.pace
    return Ran(
        steps=max(trainer.state.global_step, resumed),
        best_step=watch.best_step,
        tokens=pace.seen_tokens,
        labels=pace.seen_labels,
        seconds=pace.seen_seconds,
        resumed_at=resumed,
        rows_at_once=trainer.rows_at_once,
        utilisation=_used(examples, steps, course.row_tokens),
    )


def _run(trainer: Any, watch: Any, resume: Path | None, left: int, label: str, say: Say) -> None:
    """A step to see that it fits and how long it takes, then all that are left."""
    began = time.monotonic()
    with quiet():
        trainer.preflight()
    minutes = max(1, round((time.monotonic() - began) * left / 60))
    say(f"{label}: {left} steps on {trainer.model.device.type.upper()}, about {minutes} min")
    if left < _FEW_STEPS:
        say(f"{label}: {left} steps teach little; a smaller tokens_per_step or more epochs make more of them")
    _keep_lines(watch.metrics, watch.steps - left)
    with quiet(), watch.listening():
        trainer.train(resume_from_checkpoint=str(resume) if resume else None)
    if watch.signal:
        step = trainer.state.global_step
        raise StoppedError(
            watch.signal, f"stopped after step {step}, which is saved; the same command goes on from there"
        )
    trainer.check_numbers(1)


def _used(examples: Sequence[Example], steps: Sequence[Sequence[Sequence[int]]], row_tokens: int) -> float:
    """The share of a row that is not empty."""
    rows = [row for step in steps for row in step]
    return sum(len(examples[n]) for row in rows for n in row) / max(1, len(rows) * row_tokens)


def _arguments(folder: Path, course: Course, steps: int, on: str, report_to: Sequence[str]) -> Any:
    from transformers import TrainingArguments

    with quiet():
        return TrainingArguments(
            output_dir=str(folder),
            per_device_train_batch_size=1,
            num_train_epochs=1,
            max_steps=steps or -1,
            learning_rate=course.lr,
            lr_scheduler_type=course.scheduler,
            warmup_steps=int(course.warmup * steps) if course.warmup else 0,
            weight_decay=course.weight_decay,
            max_grad_norm=course.grad_clip,
            optim="adamw_torch_fused" if on == "cuda" else "adamw_torch",
            seed=course.seed,
            use_cpu=on == "cpu",
            logging_steps=course.log_every or max(1, min(10, steps // 50)),
            logging_nan_inf_filter=False,
            save_strategy="no",
            eval_strategy="no",
            report_to=list(report_to) or "none",
            disable_tqdm=True,
            dataloader_num_workers=0,
            dataloader_pin_memory=False,
            remove_unused_columns=False,
        )


def _checkpoint_gradients(model: Any) -> bool:
    """Less memory for a third more time; whether that was still to be had."""
    if getattr(model, "winnow_checkpoints", False):
        return False
    model.enable_input_require_grads()
    model.activation_checkpointing_enable(activation_checkpointing_kwargs={"use_reentrant": False})
    model.winnow_checkpoints = True
    return True


def _keep_lines(metrics: Path, step: int) -> None:
    """What a stopped training wrote beyond the checkpoint it goes on from is written again."""
    lines = metrics.read_text().splitlines() if metrics.is_file() else []
    kept = [line for line in lines if line.endswith("}") and json.loads(line).get("step", 0) <= step]
    metrics.parent.mkdir(parents=True, exist_ok=True)
    files.write(metrics, "".join(f"{line}\n" for line in kept))
