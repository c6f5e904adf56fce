"""The engines that training_gpu.py compares: each trains the same model on the same rows and tells how fast it was."""

import json
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import torch
from transformers import LlamaConfig, LlamaForCausalLM, TrainerCallback

from stages.models.quiet import quiet
from stages.train import base, fit
from stages.train.attention import PACKED, fits_kernel, register
from stages.train.batch import flat
from stages.train.course import Course
from stages.train.encode import Example
from stages.train.loss import losses
from stages.train.pack import packed
from stages.train.settings import Settings
from stages.train.trainer import PackedTrainer

CUDA = torch.cuda.is_available()
HALVES = CUDA  # bf16 where it is meant to be used
ROW = 2048 if CUDA else 512
WARM, TIMED = (3, 20) if CUDA else (2, 6)
PADDED, PACKS = 8, 4  # TRL's default of rows at once, and packs at once
RATE = 3e-4  # such that a step is seen in weights of bf16
PEAK = 989e12
PROBED = 8


class Shape(NamedTuple):
    width: int
    layers: int
    heads: int
    kv_heads: int
    inner: int
    words: int
    step_tokens: int


SHAPES = (
    {
        "1B": Shape(2048, 16, 32, 8, 8192, 128_256, 32_768),
        "8B": Shape(4096, 32, 32, 8, 14_336, 128_256, 16_384),
    }
    if CUDA
    else {"toy": Shape(128, 4, 4, 2, 512, 4096, 2048)}
)


@dataclass(frozen=True)
class Ran:
    """What one engine came to."""

    tokens_per_s: float
    mfu: float
    peak_gb: float
    loss: float
    apart: float = 0.0
    apart_masked: float = 0.0
    note: str = ""


class Clock(TrainerCallback):  # type: ignore[misc]
    """The seconds from the end of a step to the end of the next, the GPU having done all of it."""

    def __init__(self) -> None:
        self.at = list[float]()

    def on_train_begin(self, *_: Any, **__: Any) -> None:
        self._look()

    def on_step_end(self, *_: Any, **__: Any) -> None:
        self._look()

    def _look(self) -> None:
        if CUDA:
            torch.cuda.synchronize()
        # on a shared CPU what others take is not counted
        self.at.append(time.perf_counter() if CUDA else time.process_time())

    @property
    def seconds(self) -> list[float]:
        return [end - begin for begin, end in pairwise(self.at)]


def one(scratch: Path, name: str, method: str, engine: str) -> None:
    torch.set_num_threads(torch.get_num_threads() if CUDA else 1)
    shape = SHAPES[name]
    examples = [
        Example(str(n), "", torch.tensor(ids, dtype=torch.int32).numpy(), start, end)
        for n, (ids, start, end) in enumerate(json.loads((scratch / "rows.json").read_text()))
    ]
    steps = _steps(examples, shape.step_tokens)
    model = _model(shape)
    apart = _distances(model, examples[:PROBED]) if engine == "ours" else (0.0, 0.0)
    clock, note = Clock(), ""
    if CUDA:
        torch.cuda.reset_peak_memory_stats()
    with quiet():
        if engine == "ours":
            model, note = _ours(model, method, examples, steps, clock, scratch)
        else:
            model = _trl(model, method, engine, examples, steps, clock, scratch)
    peak = torch.cuda.max_memory_allocated() / 1e9 if CUDA else 0.0
    tokens = [sum(len(examples[n]) for n in step) for step in steps][WARM:]
    rate = statistics.median(n / s for n, s in zip(tokens, clock.seconds[WARM:], strict=True))
    flops = _flops(shape, method, examples, steps)
    ran = Ran(rate, rate * flops / PEAK, peak, _loss_after(model, examples), *apart, note)
    print(json.dumps(asdict(ran)))


def _steps(examples: Sequence[Example], budget: int) -> list[list[int]]:
    """The rows of each step, always as many, a multiple of what TRL takes at once; begun anew where they end."""
    order = packed([len(one) for one in examples], ROW, 7, 0, pack=False)
    numbers = [row[0] for row in order]
    mean = sum(len(one) for one in examples) / len(examples)
    count = max(1, round(budget / mean / PADDED)) * PADDED
    return [[numbers[(at + n) % len(numbers)] for n in range(count)] for at in range(0, count * (WARM + TIMED), count)]


def _packs(examples: Sequence[Example], steps: Sequence[Sequence[int]]) -> list[list[list[int]]]:
    """Each step's rows in packs, in every step as many: where one has fewer, a pack of several is parted."""
    made = []
    for step in steps:
        rows = packed([len(examples[n]) for n in step], ROW, 7, 0)
        made.append([[step[n] for n in row] for row in rows])
    most = -(-max(len(packs) for packs in made) // PACKS) * PACKS
    for packs in made:
        while len(packs) < most:
            packs.sort(key=len)
            longest = packs.pop()
            packs += [longest[: len(longest) // 2], longest[len(longest) // 2 :]]
    return made


@contextmanager
def _default(kind: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(kind)
    try:
        with torch.device("cuda" if CUDA else "cpu"):
            yield
    finally:
        torch.set_default_dtype(before)


def _model(shape: Shape) -> Any:
    """The same random weights for every engine, made where they are used."""
    register()
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=shape.words,
        hidden_size=shape.width,
        intermediate_size=shape.inner,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        max_position_embeddings=8192,
        rope_parameters={"rope_type": "default", "rope_theta": 500_000.0},
        tie_word_embeddings=shape.width < 4096,
        bos_token_id=None,
        eos_token_id=None,
        pad_token_id=0,
        use_cache=False,
        attn_implementation="sdpa",
    )
    with _default(torch.bfloat16 if HALVES else torch.float32):
        return LlamaForCausalLM(config)


def _settings(method: str) -> Settings:
    return Settings(method="lora" if method == "lora" else "full", max_tokens=ROW, tokens_per_step=ROW)


def _ours(
    model: Any, method: str, examples: Sequence[Example], steps: list[list[int]], clock: Clock, scratch: Path
) -> tuple[Any, str]:
    """The project's own trainer; how many rows run at once it finds out by itself."""
    torch.manual_seed(7)
    model = base.made_trainable(model, _settings(method), [])
    model.set_attn_implementation(PACKED)
    at_once = fit._ROWS_TOKENS["cuda" if CUDA else "cpu"] // ROW
    constant = Course(ROW, 1, 1.0, 0, RATE, "constant", 0.0, 0.0, 1.0, 7, True, len(steps), 0, 0, 1, 0)
    arguments = fit._arguments(scratch / "ours", constant, len(steps), "cuda" if CUDA else "cpu", ())
    trainer = PackedTrainer(
        model,
        arguments,
        examples,
        _packs(examples, steps),
        at_once,
        CUDA and fits_kernel(model.config),
        HALVES,
        {"row_tokens": ROW},
        1,
        [clock],
        lambda: fit._checkpoint_gradients(model),
    )
    trainer.preflight()
    trainer.train()
    checkpointed = ", gradient checkpointing" if getattr(model, "winnow_checkpoints", False) else ""
    return model, f"{trainer.rows_at_once} x {ROW} tokens at once{checkpointed}"


def _trl(
    model: Any,
    method: str,
    engine: str,
    examples: Sequence[Example],
    steps: list[list[int]],
    clock: Clock,
    scratch: Path,
) -> Any:
    """`plain`: fp32 weights, 8 padded rows at once, gradient checkpointing, as TRL comes; `packed`: the best of it."""
    import datasets
    from peft import LoraConfig
    from transformers import PreTrainedTokenizerFast
    from trl.trainer.sft_config import SFTConfig
    from trl.trainer.sft_trainer import SFTTrainer

    datasets.disable_progress_bars()
    plain = engine == "plain"
    items = [[[n] for n in step] for step in steps] if plain else _packs(examples, steps)
    at_once = PADDED if plain else PACKS
    arguments = SFTConfig(
        output_dir=str(scratch / engine),
        max_length=ROW,
        packing=not plain,
        per_device_train_batch_size=at_once,
        gradient_accumulation_steps=len(items[0]) // at_once,
        num_train_epochs=1,
        learning_rate=RATE,
        lr_scheduler_type="constant",
        train_sampling_strategy="sequential",
        dataset_kwargs={"skip_prepare_dataset": True},
        save_strategy="no",
        report_to="none",
        disable_tqdm=True,
        use_cpu=not CUDA,
        bf16=HALVES,
        seed=7,
        gradient_checkpointing=plain,  # which is what comes with TRL
    )
    words = PreTrainedTokenizerFast(tokenizer_object=_no_words(), pad_token="<pad>", eos_token="<end>")
    trainer = SFTTrainer(
        model=model.float() if plain else model,
        args=arguments,
        train_dataset=datasets.Dataset.from_list([_item(examples, pack) for step in items for pack in step]),
        processing_class=words,
        peft_config=LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
        if method == "lora"
        else None,
        callbacks=[clock],
    )
    trainer.train()
    return trainer.model


def _no_words() -> Any:
    from tokenizers import Tokenizer, models

    return Tokenizer(models.WordLevel({"<pad>": 0, "<end>": 1}, unk_token="<pad>"))


def _item(examples: Sequence[Example], pack: Sequence[int]) -> dict[str, list[int]]:
    some = [examples[n] for n in pack]
    return {
        "input_ids": [n for one in some for n in one.ids.tolist()],
        "labels": [n for one in some for n in [-100] * one.start + one.ids[one.start :].tolist()],
        "seq_lengths": [len(one) for one in some],
    }


def _distances(model: Any, examples: Sequence[Example]) -> tuple[float, float]:
    """How far a place's loss is from that of its row alone: by our attention, and were the rows to see each other."""
    model.eval()
    batch = flat(examples)
    with torch.inference_mode():
        alone = _alone(model, examples)
        model.set_attn_implementation(PACKED)
        right = losses(model, batch, CUDA and fits_kernel(model.config))
        wrong = losses(model, replace(batch, borders=[0, batch.tokens]))
        model.set_attn_implementation("sdpa")
    model.train()
    return float((right - alone).abs().mean()), float((wrong - alone).abs().mean())


def _loss_after(model: Any, examples: Sequence[Example]) -> float:
    """By the model's own attention, each row alone, in the same way whoever trained it."""
    model.eval()
    model.set_attn_implementation("sdpa")
    some = examples[:: max(1, len(examples) // 64)][:64]
    with torch.inference_mode(), torch.autocast(model.device.type, torch.bfloat16, enabled=HALVES):
        return float(_alone(model, some).mean())


def _alone(model: Any, examples: Sequence[Example]) -> Any:
    found = []
    for one in examples:
        batch = flat([one])
        ids, places, targets = (torch.from_numpy(x).to(model.device) for x in (batch.ids, batch.places, batch.targets))
        logits = model(input_ids=ids[None], use_cache=False).logits[0][places].float()
        found.append(torch.nn.functional.cross_entropy(logits, targets, reduction="none"))
    return torch.cat(found)


def _flops(shape: Shape, method: str, examples: Sequence[Example], steps: Sequence[Sequence[int]]) -> float:
    """Of a token, forward and backward: 6 N where all is learnt, 4 N where the base is frozen, and the attention."""
    heads = shape.width // shape.heads * shape.kv_heads
    layer = 2 * shape.width * shape.width + 2 * shape.width * heads + 3 * shape.width * shape.inner
    matmul = shape.layers * layer + shape.words * shape.width
    lengths = [len(examples[n]) for step in steps for n in step]
    context = sum(n * n / 2 for n in lengths) / sum(lengths)
    return (6 if method == "full" else 4) * matmul + 12 * shape.layers * shape.width * context
