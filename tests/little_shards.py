"""Little shards of the project's own, whole with template and manifest, and a run around them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import store
from pipeline.shards import TURNS
from schemas.approval import Approval, file_of
from schemas.manifest import FileFact, Manifest, ShardFact, ShardsManifest, SourceFact, TemplateFact
from schemas.template import Template

FACTS = ("source", "licence", "domain", "task")
Rows = Sequence[dict[str, Any]]


def row(number: int, ask: str = "", answer: str = "", source: str = "little") -> dict[str, Any]:
    ask, answer = ask or f"What is {number} and one?", answer or f"It is {number + 1}."
    turns = [{"role": "user", "content": ask}, {"role": "assistant", "content": answer}]
    facts = {"source": source, "licence": "Apache-2.0", "domain": "general", "task": "sums"}
    return {"pair_id": f"{source}-{number:04d}", **facts, "messages": turns}


def table(rows: Rows) -> pa.Table:
    names = ("pair_id", *FACTS)
    texts = {name: pa.array([row[name] for row in rows], pa.string()) for name in names}
    return pa.table({**texts, "messages": pa.array([row["messages"] for row in rows], TURNS)})


def write(
    folder: Path, splits: dict[str, Sequence[pa.Table]], roles: Sequence[str] = (), template_sha256: str = ""
) -> Path:
    """Each table is one shard; `template_sha256` is what the shards say of their template."""
    template, facts = Template(), list[ShardFact]()
    for split, tables in splits.items():
        for number, rows in enumerate(tables):
            name = f"messages/{split}-{number:05d}-of-{len(tables):05d}.parquet"
            store.write_table(folder / name, rows, "little", template_sha256=template_sha256 or template.sha256)
            fact = fact_of(folder / name)
            facts.append(ShardFact(file=name, config="messages", split=split, rows=len(rows), **fact.model_dump()))
    first = next(table for tables in splits.values() for table in tables)
    (folder / "template.jinja").write_text(template.text)
    manifest = ShardsManifest(
        run_id="0123456789abcdef",
        configs={"messages": first.column_names},
        splits={split: sum(map(len, tables)) for split, tables in splits.items()},
        template=TemplateFact(
            name=template.name,
            file="template.jinja",
            sha256=template.sha256,
            stop=list(template.stop),
            roles=["system", "user", "assistant"],
            adds_bos=False,
        ),
        shards=facts,
        sources=[source()],
        approvals=list(roles),
    )
    save(folder, manifest)
    return folder


def source(name: str = "little", licence: str = "Apache-2.0") -> SourceFact:
    kind = {"format": "alpaca", "made_by": "human", "domain": "general", "fingerprint": "f" * 64}
    return SourceFact(name=name, licence=licence, trust=1, files=1, **kind)


def save(folder: Path, manifest: ShardsManifest) -> None:
    (folder / "manifest.json").write_text(manifest.model_dump_json())


def fact_of(path: Path) -> FileFact:
    return FileFact(sha256=store.sha256(path), size_bytes=path.stat().st_size)


def run_around(folder: Path) -> str:
    """A manifest that makes `folder`, with its `shards/`, a finished run; returns the manifest's sha256."""
    names = [name for name in store.files_in(folder) if name != "manifest.json"]
    manifest = Manifest(
        winnow="0",
        run_id="0123456789abcdef",
        name="little",
        recipe={},
        sources=[],
        lanes={},
        lost=[],
        stages={},
        id_collisions=0,
        files={name: fact_of(folder / name) for name in names},
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json())
    return store.sha256(folder / "manifest.json")


def approve(run: Path, role: str, **other: Any) -> Path:
    """The approval of a role, with what differs from a good unsigned one."""
    told = {"role": role, "run_id": "0123456789abcdef", "by": "Ada", "unsigned": True}
    told["manifest_sha256"] = store.sha256(run / "manifest.json")
    path = file_of(run, role)
    path.parent.mkdir(exist_ok=True)
    path.write_text(Approval.model_validate(told | other).model_dump_json())
    return path
