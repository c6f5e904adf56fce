"""What a training may be told. Sizes are in tokens, so that a laptop and a GPU run the same experiment."""

from dataclasses import dataclass, field
from typing import Literal

from schemas.errors import RecipeError

TINY = "tiny"
_RATES = {"lora": 2e-4, "qlora": 2e-4, "full": 2e-5, "last": 2e-5}
_TINY_RATE = 5e-4  # a base of a few million parameters that has seen little


def _check(table: str, told: object, **least: int) -> None:
    for name, wanted in least.items():
        if not getattr(told, name) >= wanted:
            raise RecipeError(f"[{table}] {name} = {getattr(told, name)} is too small; take {wanted} or more")


@dataclass(frozen=True)
class Lora:
    """The adapter: its rank, and the layers that get one (`all-linear`, or their names)."""

    r: int = 16
    alpha: int = 32
    dropout: float = 0.0
    targets: str | tuple[str, ...] = "all-linear"

    def __post_init__(self) -> None:
        if self.r < 1:
            raise RecipeError(f"[train.lora] r = {self.r} is no rank; take 8 or 16")
        if not 0 <= self.dropout < 1:
            raise RecipeError(f"[train.lora] dropout = {self.dropout} is no share; take 0 or 0.05")


@dataclass(frozen=True)
class Tiny:
    """The base that is made from the shards' own text where no other is named; it shows the way and is no product."""

    vocabulary: int = 4096
    width: int = 192
    layers: int = 4
    heads: int = 6
    epochs: float = 3.0
    lr: float = 3e-3

    def __post_init__(self) -> None:
        _check("train.tiny", self, heads=1, layers=1, epochs=0, lr=0)
        if self.width % self.heads or (self.width // self.heads) % 2:
            raise RecipeError(f"[train.tiny] width = {self.width} does not split into {self.heads} even heads")
        if self.vocabulary < 300:
            raise RecipeError(f"[train.tiny] vocabulary = {self.vocabulary} is too small; 256 bytes and more must fit")


@dataclass(frozen=True)
class Evaluation:
    """How the model is measured before and after."""

    answers: int = 120
    prompts: int = 2000
    new_tokens: int = 96
    shots: int = 3
    max_forgetting: float = 0.0
    general: bool = True

    def __post_init__(self) -> None:
        _check("train.evaluation", self, answers=0, prompts=0, new_tokens=1, shots=0, max_forgetting=0)
        if self.max_forgetting and not self.general:
            raise RecipeError("[train.evaluation] max_forgetting is of the general text; set general = true")


@dataclass(frozen=True)
class Settings:
    """One training. `tokens_per_step` counts the places of an optimizer step; `auto` tunes a tiny base whole."""

    model: str = TINY
    revision: str = ""
    method: Literal["auto", "lora", "qlora", "full", "last"] = "auto"
    last_layers: int = 2
    device: Literal["auto", "cpu", "cuda"] = "auto"
    dtype: Literal["auto", "fp32", "bf16"] = "auto"
    max_tokens: int = 2048
    tokens_per_step: int = 65_536
    pack: bool = True
    epochs: float = 1.0
    max_steps: int = 0
    lr: float = 0.0
    scheduler: Literal["cosine", "linear", "constant_with_warmup"] = "cosine"
    warmup: float = 0.03
    weight_decay: float = 0.0
    grad_clip: float = 1.0
    seed: int = 7
    log_every: int = 0
    eval_every: int = 0
    save_every: int = 0
    keep: int = 2
    patience: int = 0
    overlong: Literal["drop", "truncate_prompt", "error"] = "drop"
    template: Literal["manifest", "base"] = "manifest"
    resize: bool = False
    reject_control_tokens: bool = False
    drop_bad: bool = False
    allow_overlap: bool = False
    attention: Literal["auto", "varlen", "sdpa"] = "auto"
    checkpointing: Literal["auto", "on", "off"] = "auto"
    merge: bool = True
    threads: int = 0
    report_to: tuple[Literal["wandb", "tensorboard", "trackio", "mlflow"], ...] = ()
    lora: Lora = field(default_factory=Lora)
    tiny: Tiny = field(default_factory=Tiny)
    evaluation: Evaluation = field(default_factory=Evaluation)

    def __post_init__(self) -> None:
        if self.max_tokens < 16:
            raise RecipeError(f"[train] max_tokens = {self.max_tokens} holds no pair; take 512 or more")
        if self.tokens_per_step < self.max_tokens:
            raise RecipeError(
                f"[train] tokens_per_step = {self.tokens_per_step} is less than max_tokens = {self.max_tokens}"
            )
        if self.epochs < 0 or self.max_steps < 0:
            raise RecipeError("[train] epochs and max_steps cannot be negative; 0 epochs only evaluates the base")
        if self.method == "auto":
            object.__setattr__(self, "method", "full" if self.model == TINY else "lora")
        if self.warmup > 1:
            raise RecipeError(f"[train] warmup = {self.warmup} is no share of the steps; take 0.03")
        _check("train", self, last_layers=1, keep=1, seed=0, lr=0, warmup=0, weight_decay=0, grad_clip=0)
        _check("train", self, log_every=0, eval_every=0, save_every=0, patience=0, threads=0)
        if self.patience and not self.eval_every:
            raise RecipeError("[train] patience needs eval_every: the steps between two looks at the held-out loss")

    @property
    def rate(self) -> float:
        """The learning rate: low unless told, since forgetting grows with it."""
        return self.lr or (_TINY_RATE if self.model == TINY else _RATES[self.method])

    @property
    def used(self) -> Literal["lora", "qlora", "full", "last"]:
        """The method; what is `auto` when it is written is settled by then."""
        assert self.method != "auto"
        return self.method

    @property
    def rows_per_step(self) -> int:
        return self.tokens_per_step // self.max_tokens

    @property
    def experiment(self) -> dict[str, object]:
        """All that changes the trained weights; a training resumes only where none of it differs."""
        from dataclasses import asdict

        free = {"keep", "merge", "report_to", "evaluation", "device", "save_every", "log_every", "threads"}
        return {name: value for name, value in asdict(self).items() if name not in free} | {"rate": self.rate}
