"""What tuning on the sample teaches: held-out loss of the tiny base, tuned, and tuned on shuffled answers (a control).

python benchmarks/training.py RUN SCRATCH    (RUN is a finished run, such as runs/sample; SCRATCH gets the models)
"""

import json
import platform
import random
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import measure
from pipeline import store
from schemas.manifest import ShardsManifest
from stages.train.figures import Difference, differences
from stages.train.measured import shown

HOUSE = Path(__file__).parent.parent
RECIPE = HOUSE / "recipes" / "train.toml"
SEED = 7
METRICS = ("nll", "template_nll", "exact", "choice", "stop_rate", "empty_rate", "repetition", "length_ratio", "rouge_l")


def main(run: Path, scratch: Path) -> None:
    shuffled = _shuffled(run / "shards", scratch / "shuffled")
    seconds = {}
    for name, shards, model in (("tuned", run / "shards", "tiny"), ("control", shuffled, None)):
        began = time.monotonic()
        named = json.dumps(model or str(scratch / "tuned" / "base"))
        where = [f"shards={json.dumps(str(shards))}", f"out={json.dumps(str(scratch / name))}", f"model={named}"]
        sets = [part for one in where for part in ("--set", one)]
        measure.measured([*measure.WINNOW, "train", str(RECIPE), *sets])
        seconds[name] = time.monotonic() - began
    base, tuned, control = (
        _facts(scratch / "tuned", "before"),
        _facts(scratch / "tuned", "after"),
        _facts(scratch / "control", "after"),
    )
    text = _text(differences(base, tuned, SEED), differences(control, tuned, SEED), seconds, scratch / "tuned")
    (HOUSE / "benchmarks" / "training.md").write_text(text, encoding="utf-8")


def _shuffled(shards: Path, out: Path) -> Path:
    """The same prompts, each with another pair's answer; held-out rows as they are."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(shards, out)
    told = ShardsManifest.model_validate_json((out / "manifest.json").read_bytes())
    facts = []
    for fact in told.shards:
        path = out / fact.file
        if (fact.config, fact.split) == ("messages", "train"):
            table = pq.read_table(path)
            notes = {k: v for k, v in (pq.read_metadata(path).metadata or {}).items() if k.startswith(b"winnow.")}
            rows = table["messages"].to_pylist()
            answers = [row[-1] for row in rows]
            random.Random(SEED).shuffle(answers)
            mixed = pa.array(
                [[*row[:-1], answer] for row, answer in zip(rows, answers, strict=True)],
                table.schema.field("messages").type,
            )
            table = table.set_column(table.schema.get_field_index("messages"), table.schema.field("messages"), mixed)
            pq.write_table(table.replace_schema_metadata(notes), path)
            fact = fact.model_copy(update={"sha256": store.sha256(path), "size_bytes": path.stat().st_size})
        facts.append(fact)
    (out / "manifest.json").write_text(told.model_copy(update={"shards": facts}).model_dump_json(indent=2))
    return out


def _facts(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "eval" / f"{name}.prompts.jsonl").read_text().splitlines()]


def _row(one: Difference) -> str:
    d = one.difference
    return (
        f"| {one.metric} | {shown(one.before.value)} | {shown(one.after.value)} | {shown(d.value)} "
        f"({shown(d.low)} to {shown(d.high)}) | {d.count} |"
    )


def _table(made: list[Difference], before: str, after: str, group: str = "all") -> str:
    rows = [_row(one) for one in made if one.group == group and one.metric in (*METRICS, "bits_per_byte")]
    return "\n".join([f"| | {before} | {after} | difference (95 %) | prompts |", "|---|---:|---:|---:|---:|", *rows])


def _text(base: list[Difference], control: list[Difference], seconds: dict[str, float], folder: Path) -> str:
    shots = [fact for fact in _facts(folder, "before") if fact["kind"] == "few_shot"]
    few = sum(fact["content_nats"] for fact in shots) / max(1, sum(fact["content_tokens"] for fact in shots))
    return f"""# Training

Made by `python benchmarks/training.py RUN SCRATCH` on 2 cores, {platform.machine()}, Python
{platform.python_version()}, with the bundled sample's run and recipes/train.toml: a base of 2.6 million parameters made
from the shards' text, then tuned. {seconds["tuned"]:.0f} s with everything, the base and both evaluations included;
the control {seconds["control"]:.0f} s.

## Before and after

{_table(base, "base", "tuned")}

The base with three examples in its prompt: {few:.3f} nats a token of the answers' own words ({len(shots)} prompts).

## Beside a control

The same base tuned by the same recipe on the same prompts, each with the answer of another pair: it learns the shape of
answers, and nothing of what answers what.

{_table(control, "control", "tuned")}

## Forgetting

{_table(base, "base", "tuned", "general")}
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
