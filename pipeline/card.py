"""The card of the shards (README.md), their template, and the manifest that stands alone."""

import json
from collections import Counter
from pathlib import Path

import orjson

from pipeline import store
from pipeline.job import Job
from schemas.manifest import ShardFact, ShardsManifest, SourceFact, TemplateFact
from schemas.template import render

CONFIGS = ("messages", "prompt-completion")
EXAMPLE = (
    {"role": "user", "content": "What is winnowing?"},
    {"role": "assistant", "content": "Parting grain from chaff."},
)


def write_card(job: Job, shards: list[ShardFact], sources: list[SourceFact]) -> None:
    template = job.recipe.template
    splits = dict(Counter[str]())
    for shard in shards:
        if shard.config == CONFIGS[0]:
            splits[shard.split] = splits.get(shard.split, 0) + shard.rows
    manifest = ShardsManifest(
        run_id=job.run_id,
        configs={config: _columns(job.folder / "shards", shards, config) for config in CONFIGS},
        splits=splits,
        template=TemplateFact(
            name=template.name,
            file="template.jinja",
            sha256=template.sha256,
            stop=list(template.stop),
            roles=["system", "user", "assistant"],
            adds_bos=False,
        ),
        shards=shards,
        sources=sources,
        approvals=[],
    )
    folder = job.folder / "shards"
    store.write_bytes(folder / "template.jinja", template.text.encode())
    store.write_bytes(folder / "README.md", _card(job, manifest).encode())
    facts = orjson.dumps(manifest.model_dump(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    store.write_bytes(folder / "manifest.json", facts + b"\n")
    names = ["template.jinja", "README.md", "manifest.json", *(shard.file for shard in shards)]
    job.files |= {f"shards/{name}" for name in names}


def _columns(folder: Path, shards: list[ShardFact], config: str) -> list[str]:
    import pyarrow.parquet as pq

    first = next(shard.file for shard in shards if shard.config == config)
    return list(pq.read_schema(folder / first).names)


def _card(job: Job, manifest: ShardsManifest) -> str:
    rows = [f"| {split} | {count:,} |" for split, count in manifest.splits.items()]
    used = [f"| {s.name} | `{s.licence}` | `{s.made_by}` | {s.domain} | {s.trust} |" for s in manifest.sources]
    example = render(EXAMPLE, False, job.recipe.template)
    return "\n".join(
        [
            "---",
            f"pretty_name: {json.dumps(job.recipe.run.name)}",
            *_configs(manifest),
            "---",
            "",
            f"# {job.recipe.run.name}",
            "",
            f"Instruction data curated by winnow, run `{manifest.run_id}`. Two configs hold the same pairs: `messages`",
            "(one list of turns) and `prompt-completion` (the ask and the answer, each as a list of turns).",
            "",
            "| split | pairs |",
            "|---|---:|",
            *rows,
            "",
            "## Sources",
            "",
            "| source | licence | made by | domain | trust |",
            "|---|---|---|---|---:|",
            *used,
            "",
            "## Template",
            "",
            f"`template.jinja` (`{manifest.template.name}`) is the one way from turns to text. An example:",
            "",
            "~~~~text",
            example.rstrip("\n"),
            "~~~~",
            "",
            "`manifest.json` beside this file lists every shard with its hash.",
            "",
        ]
    )


def _configs(manifest: ShardsManifest) -> list[str]:
    lines = ["configs:"]
    for config in manifest.configs:
        # `datasets` caches under a hash of this entry: without the run id it would give another run's data
        lines += [f"- config_name: {config}", f"  description: run {manifest.run_id}"]
        lines += [*(["  default: true"] if config == CONFIGS[0] else []), "  data_files:"]
        for split in manifest.splits:
            lines += [f"  - split: {split}", f"    path: {config}/{split}-*.parquet"]
    return lines
