"""How a training goes: which rows make which step, how fast, and when to look, save and stop."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from stages.train.pack import packed
from stages.train.settings import Settings


@dataclass(frozen=True)
class Course:
    row_tokens: int
    rows_per_step: int
    epochs: float
    max_steps: int
    lr: float
    scheduler: str
    warmup: float
    weight_decay: float
    grad_clip: float
    seed: int
    pack: bool
    log_every: int
    eval_every: int
    save_every: int
    keep: int
    patience: int

    def steps(self, lengths: Sequence[int]) -> list[list[list[int]]]:
        """The whole training, written down before it starts: for each step its rows of example numbers."""
        if not lengths or not (self.epochs or self.max_steps):
            return []
        made: list[list[list[int]]] = []
        for epoch in range(math.ceil(self.epochs) if not self.max_steps else self.max_steps):
            rows = packed(lengths, self.row_tokens, self.seed, epoch, self.pack)
            share = min(1.0, self.epochs - epoch) if not self.max_steps else 1.0
            part = rows[: max(1, math.ceil(share * len(rows)))]
            made += [part[at : at + self.rows_per_step] for at in range(0, len(part), self.rows_per_step)]
            if self.max_steps and len(made) >= self.max_steps:
                return made[: self.max_steps]
        return made


def of(settings: Settings) -> Course:
    """Saving and logging are paced by the number of steps where nothing is said."""
    return Course(
        settings.max_tokens,
        settings.rows_per_step,
        settings.epochs,
        settings.max_steps,
        settings.rate,
        settings.scheduler,
        settings.warmup,
        settings.weight_decay,
        settings.grad_clip,
        settings.seed,
        settings.pack,
        settings.log_every,
        settings.eval_every,
        settings.save_every,
        settings.keep,
        settings.patience,
    )
