"""Shows how fast the encoder is beside sentence-transformers' own `encode`, and that its vectors decide the same.

python benchmarks/encoder.py DATA    (DATA holds sources/)
"""

import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import measure
import pii_house as house
from stages.models.encoder import Encoder, Loaded

SEED, ASKS, ROUNDS, THRESHOLD = 7, 3_000, 3, 0.92
ALIKE, ALIKE_CHARS, OF_ONE_KIND, FIRST_WORDS = 4_000, 300, 20, 6
BARS = {"torch": 1.8, "openvino": 2.5}

Vectors = NDArray[np.float32]


class Ask(NamedTuple):
    instruction: str
    input: str
    history: tuple[str, ...] = ()
    system: str = ""


def main(data: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    asks, alike = _asks(data)
    ours = {name: Encoder(backend=name).load() for name in BARS}  # type: ignore[arg-type]
    exact = Encoder(precision="fp32").load()
    stock = SentenceTransformer(str(Encoder().folder), device="cpu")
    texts = [f"{ask.instruction}\n{ask.input}".strip() for ask in asks]
    runs: dict[str, Callable[[], Any]] = {"stock": lambda: stock.encode(texts, show_progress_bar=False)}
    runs |= {name: partial(_encoded, made, asks) for name, made in ours.items()}
    first = {name: _seconds(partial(_encoded, made, asks[:1])) for name, made in ours.items()}
    times, vectors = _interleaved(runs)
    windows = exact.windows(asks)
    fp32 = exact.encode(windows)
    near = {name: _encoded(made, alike) for name, made in ours.items()} | {"fp32": _encoded(exact, alike)}
    inside = np.array([len(stock.tokenizer(text, verbose=False)["input_ids"]) <= 256 for text in texts])
    same = float((fp32 * vectors["stock"]).sum(axis=1)[inside].min())
    lines = _preface(asks, windows, ours["torch"].encoder, alike)
    lines += ["| | texts/s a core: median (rounds) | × stock | mean cosine to fp32 (least) | "]
    lines[-1] += f"pairs ≥ {THRESHOLD}: ours, fp32, in one only |"
    lines += ["|---|---|---|---|---|"]
    base = statistics.median(times["stock"])
    lines += [f"| sentence-transformers `encode`, fp32, 32 a batch | {_rates(times['stock'])} | 1 | | |"]
    verdicts = []
    for name in BARS:
        cosine = (vectors[name] * fp32).sum(axis=1)
        mine, there, differ = _edges((fp32, near["fp32"]), (vectors[name], near[name]))
        factor = base / statistics.median(times[name])
        lines.append(
            f"| ours, {name}, {ours[name].encoder.computes_in} | {_rates(times[name])} | {factor:.2f} "
            f"| {cosine.mean():.6f} ({cosine.min():.6f}) | {mine:,}, {there:,}, {differ:,} ({differ / there:.2%}) |"
        )
        verdicts.append(_verdict(name, factor, float(cosine.mean()), differ / there))
    lines += ["", *verdicts, ""]
    lines.append(
        f"On the {int(inside.sum()):,} asks that fit the window, our fp32 vectors are stock's: least cosine {same:.7f}."
    )
    told = ", ".join(f"{name} {seconds:.1f}" for name, seconds in first.items())
    lines.append(f"CPU seconds until the first vector is there, libraries imported (not counted above): {told}.")
    measure.write("encoder.md", "Encoder", "python benchmarks/encoder.py DATA", lines)


def _asks(data: Path) -> tuple[list[Ask], list[Ask]]:
    """A sample of all asks, and one of asks that begin like others: there the near-duplicates are."""
    rows = [row for name, rows in house.public(data).items() if name != "Alpaca, code" for row in rows]
    asks = list(dict.fromkeys(Ask(row["instruction"], row["input"]) for row in rows))
    draw = random.Random(SEED)
    begun: dict[str, list[Ask]] = defaultdict(list)
    for ask in asks:
        if len(ask.instruction) + len(ask.input) < ALIKE_CHARS:
            begun[" ".join(ask.instruction.lower().split()[:FIRST_WORDS])].append(ask)
    several = [one for one in begun.values() if len(one) > 1]
    draw.shuffle(several)
    alike = [ask for one in several for ask in draw.sample(one, min(len(one), OF_ONE_KIND))]
    return draw.sample(asks, ASKS), alike[:ALIKE]


def _encoded(made: Loaded, asks: list[Ask]) -> Vectors:
    return made.encode(made.windows(asks))


def _seconds(run: Callable[[], Any]) -> float:
    began = process_time()
    run()
    return process_time() - began


def _interleaved(runs: dict[str, Callable[[], Any]]) -> tuple[dict[str, list[float]], dict[str, Vectors]]:
    times: dict[str, list[float]] = {name: [] for name in runs}
    vectors: dict[str, Vectors] = {}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            began = process_time()
            vectors[name] = run()
            times[name].append(process_time() - began)
            print(name, f"{times[name][-1]:.1f}", file=sys.stderr, flush=True)
    return times, vectors


def _rates(seconds: list[float]) -> str:
    each = ", ".join(f"{ASKS / one:.0f}" for one in seconds)
    return f"{ASKS / statistics.median(seconds):.0f} ({each})"


def _edges(exact: tuple[Vectors, ...], ours: tuple[Vectors, ...]) -> tuple[int, int, int]:
    """Pairs at or above the threshold by ours, by fp32, and by one of both only; within each set of asks."""
    mine = there = differ = 0
    for theirs, made in zip(exact, ours, strict=True):
        upper = np.triu(np.ones((len(made), len(made)), bool), 1)
        a, b = (upper & (vectors @ vectors.T >= THRESHOLD) for vectors in (made, theirs))
        mine, there, differ = mine + int(a.sum()), there + int(b.sum()), differ + int((a != b).sum())
    return mine, there, differ


def _verdict(name: str, factor: float, cosine: float, differ: float) -> str:
    held = {
        f"≥ {BARS[name]} × stock": factor >= BARS[name],
        "mean cosine ≥ .9995": cosine >= 0.9995,
        "duplicates within .5 %": differ <= 0.005,
    }
    return f"- {name}: " + ", ".join(f"{what}: {'yes' if so else '**no**'}" for what, so in held.items()) + "."


def _preface(asks: list[Ask], windows: list[bytes], encoder: Encoder, alike: list[Ask]) -> list[str]:
    tokens = statistics.mean(len(window) // 4 for window in windows)
    return [
        f"{len(asks):,} distinct asks drawn from all sources (seed {SEED}; {tokens:.0f} tokens in the mean, window "
        f"{encoder.window}); one thread; CPU seconds of the process, {ROUNDS} rounds in turn, tokenising counted, "
        "loading not. Stock reads the first 256 tokens, ours the first 64 and the last 190 of longer asks. The pairs "
        f"are those within the sample and within {len(alike):,} more, short ones that share their first {FIRST_WORDS} "
        "words with others. "
        f"This CPU computes in {encoder.computes_in} where the precision is `auto`. Other work shared the cores.",
        "",
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
