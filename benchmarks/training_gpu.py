"""Training on a GPU: ours beside TRL as it comes and TRL packed in bf16, over the same rows in the same steps.

python benchmarks/training_gpu.py SHARDS    (without a GPU everything is small, and says how it runs, not how fast)
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import torch

import measure
from stages.train import gate, prompting, tiny
from stages.train.encode import Encoder
from stages.train.rows import read
from stages.train.settings import Settings
from training_engines import CUDA, PACKS, PADDED, RATE, ROW, SHAPES, TIMED, WARM, Ran, one

ENGINES = {"ours": "ours", "plain": "TRL, plain", "packed": "TRL, packed"}
CLOSE, CLEAR = 0.01, 10  # of the loss; times that rows which see each other are further off
SECONDS = 900


TARGETS = {("1B", "lora"): 75_000, ("1B", "full"): 52_000, ("8B", "lora"): 13_000, ("8B", "full"): 9_000}
UNFIT = {("8B", "full", "plain"): "not run: weights, gradients and Adam states in fp32 are 128 GB"}


def main(shards: Path) -> None:
    found: dict[tuple[str, str, str], Ran | str] = {}
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        told = _write_rows(shards, Path(scratch))
        for shape in SHAPES:
            for method in ("lora", "full"):
                for engine in ENGINES:
                    key = (shape, method, engine)
                    found[key] = UNFIT.get(key) or _apart(key, Path(scratch))
                    print(*key, found[key], flush=True)
    lines = [*_opening(), *_protocol(told), "", *_table(found), "", *_verdicts(found), *_limits()]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    minutes, busy = (time.monotonic() - began) / 60, (used.ru_utime + used.ru_stime) / 60
    lines.append(f"The whole took {minutes:.1f} min, {busy:.1f} min of them on a processor.")
    measure.write("training_gpu.md", "Training on a GPU", "python benchmarks/training_gpu.py SHARDS", lines)
    if any("FAILED" in line for line in lines):
        raise SystemExit("a check failed; see benchmarks/training_gpu.md")


def _write_rows(shards: Path, folder: Path) -> dict[str, Any]:
    """The training rows as tokens, once for all engines."""
    manifest = gate.checked(shards)
    rows, _ = read(shards, manifest, "train")
    text = (gate.shards_of(shards) / manifest.template.file).read_bytes().decode()
    template = prompting.of_shards(manifest.template, text)
    settings = Settings(max_tokens=ROW, tokens_per_step=ROW)
    words = tiny._tokenizer(tiny._texts(rows, settings.seed), template, settings)
    examples = Encoder(words, template, ROW).encode(rows).examples
    told = [(one.ids.tolist(), one.start, one.end) for one in examples]
    (folder / "rows.json").write_text(json.dumps(told))
    return {
        "rows": len(examples),
        "tokens": sum(len(one) for one in examples),
        "learnt": sum(len(one) - one.start for one in examples),
    }


def _apart(key: tuple[str, str, str], scratch: Path) -> Ran | str:
    """In a process of its own: memory is its own, and running out of it ends nobody else."""
    command = [sys.executable, __file__, "--one", str(scratch), *key]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return f"not done in {SECONDS} s"
    if done.returncode == 0:
        return Ran(**json.loads(done.stdout.splitlines()[-1]))
    if "OutOfMemoryError" in done.stderr:
        return "does not fit in memory"
    raise SystemExit(f"{' '.join(key)} ended with {done.returncode}:\n{done.stderr[-3000:]}")


def _opening() -> list[str]:
    if CUDA:
        name = torch.cuda.get_device_name()
        return [f"On one {name}, torch {torch.__version__}.", ""]
    return [
        "**No GPU could be had where this was made: the part for GPUs (a model of 1B and one of 8B, `varlen_attn`, "
        "bf16, MFU, peak memory) was never run, and nothing below says how fast it would be.** The script chose by "
        "itself to run at toy size on the CPU, where it shows that the whole of it works but for the kernel, and that "
        "the engines agree.",
        "",
        f"torch {torch.__version__}, one thread, fp32, {platform.machine()}; seconds are those of the CPU, since the "
        "machine was shared.",
        "",
    ]


def _protocol(told: dict[str, Any]) -> list[str]:
    return [
        f"{told['rows']:,} rows of the shards (of {told['tokens'] / told['rows']:.0f} tokens on average, "
        f"{told['learnt'] / told['tokens']:.0%} of "
        "them learnt), tokenized once. Every engine starts from the same random weights and takes the same rows in the "
        f"same optimizer steps, {WARM} to warm up and {TIMED} timed; the speed is the median over the timed steps of "
        "tokens that are no padding by seconds. LoRA is r = 16 on all linear layers; the learning rate is "
        f"{RATE:g} for all, constant. *TRL, plain* is `SFTTrainer` as it comes: weights in fp32, {PADDED} padded rows "
        "at once, gradient checkpointing; its steps are accumulated to ours, which costs it fewer optimizer steps "
        f"than its default would. *TRL, packed* has {PACKS} packs of {ROW} tokens at once, no checkpointing"
        f"{', weights in bf16' if CUDA else ''}; it is given our packs. The loss after is that of 64 rows, each alone, "
        "by one code for all. Since so few steps hide a wrong mask in a mean, the loss at each place is compared too, "
        "before the first step: packed by our attention, alone, and with rows that see each other, the last of which "
        "must be told from the others.",
    ]


def _table(found: dict[tuple[str, str, str], Ran | str]) -> list[str]:
    lines = [
        "| model | method | engine | tokens/s | ours / this | MFU | peak GB | loss after | |",
        "|---|---|---|---:|---:|---:|---:|---:|---|",
    ]
    for (shape, method, engine), ran in found.items():
        head = f"| {shape} | {'LoRA' if method == 'lora' else 'full'} | {ENGINES[engine]} |"
        if isinstance(ran, str):
            lines.append(f"{head} | | | | | {ran} |")
            continue
        ours = found[shape, method, "ours"]
        ratio = f"{ours.tokens_per_s / ran.tokens_per_s:.2f}" if isinstance(ours, Ran) else ""
        mfu, peak = (f"{ran.mfu:.1%}", f"{ran.peak_gb:.1f}") if CUDA else ("", "")
        lines.append(f"{head} {ran.tokens_per_s:,.0f} | {ratio} | {mfu} | {peak} | {ran.loss:.4f} | {ran.note} |")
    return lines


def _verdicts(found: dict[tuple[str, str, str], Ran | str]) -> list[str]:
    """What must hold whatever the speed, then the targets."""
    lines = []
    for shape, method in dict.fromkeys(key[:2] for key in found):
        ours = found[shape, method, "ours"]
        if not isinstance(ours, Ran):
            lines.append(f"- {shape} {method}: ours FAILED: {ours}.")
            continue
        others = [ran for engine in ("plain", "packed") if isinstance(ran := found[shape, method, engine], Ran)]
        widest = max((abs(ran.loss / ours.loss - 1) for ran in others), default=0.0)
        word = "within" if widest <= CLOSE else "FAILED:"
        clear = ours.apart * CLEAR < ours.apart_masked
        lines.append(
            f"- {shape} {method}: losses after {word} 1 % of each other ({widest:.3%}). A place's loss, packed and "
            f"alone, differs by {ours.apart:.2g} on average; were the rows to see each other it would by "
            f"{ours.apart_masked:.2g} ({CLEAR} times as much at least: {'yes' if clear else 'FAILED'})."
        )
        if target := TARGETS.get((shape, method)):
            lines.append(f"  The target is {target:,} tokens/s: {'met' if ours.tokens_per_s >= target else 'not met'}.")
    return lines


def _limits() -> list[str]:
    return [
        "",
        "MFU is against 989 TFLOP/s, with 6 N FLOPs a token where all is learnt and 4 N with a frozen base (N: "
        "parameters in matrix products, the head among them; attention at the rows' mean context is added, the "
        "adapter and what checkpointing computes again are not)."
        if CUDA
        else "At toy size the head and Python weigh more, and matrix products less, than in any model of use: the "
        "ratios are no forecast. Published figures and arithmetic for a GPU are in no way confirmed by them.",
        "",
    ]


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(Path(sys.argv[2]), *sys.argv[3:6])
    else:
        main(Path(sys.argv[1]).resolve())
