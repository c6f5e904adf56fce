"""Reads a split of the shards: what nobody can learn from is dropped with its id, what nobody meant is refused."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import RecipeError
from schemas.manifest import ShardsManifest
from schemas.pair import Turn
from stages.train.drops import Drops
from stages.train.gate import shards_of

CONFIG = "messages"
FACTS = ("pair_id", "source", "domain", "task", "licence")
STRAY = ("input_ids", "labels", "text", "attention_mask", "position_ids", "completion_mask", "assistant_masks")
MOST_EMPTY = 0.01
_BATCH = 4096
_BINARY = pa.list_(pa.struct([("role", pa.binary()), ("content", pa.binary())]))

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as it is trained on; the answer is the last of its messages, each of which is a role and a content."""

    pair_id: str
    source: str
    domain: str
    task: str
    licence: str
    messages: tuple[tuple[str, str], ...]

    @property
    def turns(self) -> list[Turn]:
        return [{"role": role, "content": content} for role, content in self.messages]

    @property
    def ask(self) -> tuple[tuple[str, str], ...]:
        return self.messages[:-1]

    @property
    def answer(self) -> str:
        return self.messages[-1][1]


@dataclass
class Accounting(Drops):
    """What became of every row: `rows_in` equals `kept` and all of `dropped`, to the unit."""

    rows_in: int = 0
    kept: int = 0
    sources_in: Counter[str] = field(default_factory=Counter)
    sources_kept: Counter[str] = field(default_factory=Counter)
    nulls: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read(folder: Path, manifest: ShardsManifest, split: str, drop_bad: bool = False) -> tuple[list[Row], Accounting]:
    """The rows of a split in the order of its shards. Only after the gate: files are not checked again."""
    shards, accounting, rows = shards_of(folder), Accounting(), list[Row]()
    names = [shard.file for shard in manifest.shards if (shard.config, shard.split) == (CONFIG, split)]
    for name in names:
        with _opened(shards / name, manifest, accounting) as file:
            for batch in file.iter_batches(_BATCH, columns=[*FACTS, CONFIG]):
                rows += usable(_records(batch), manifest.template.roles, accounting, str(shards / name))
    check(accounting, f"{shards}, split {split!r}", drop_bad)
    return rows, accounting


def usable(records: Iterable[Record], roles: Sequence[str], accounting: Accounting, where: str = "") -> Iterator[Row]:
    """The rows that can be trained on; the others are counted by reason."""
    for record in records:
        accounting.rows_in += 1
        name = _shown(record["pair_id"] or f"number {accounting.rows_in}")
        source = _shown(record["source"] or "")
        accounting.sources_in[source] += 1
        if reason := fault(record, roles):
            accounting.drop(reason, name)
            if reason == "null":
                accounting.nulls.append(f"{where}: column {_null_in(record)!r} of row {name!r}")
            continue
        accounting.kept += 1
        accounting.sources_kept[source] += 1
        yield Row(
            **{fact: record[fact] for fact in FACTS},
            messages=tuple((turn["role"], turn["content"]) for turn in record[CONFIG]),
        )


def fault(record: Record, roles: Sequence[str]) -> str:
    """Why a row cannot be trained on; empty where it can."""
    if _null_in(record):
        return "null"
    turns = record[CONFIG]
    said = [turn["role"] for turn in turns]
    texts = [*(record[fact] for fact in FACTS), *said, *(turn["content"] for turn in turns)]
    if any(_unreadable(text) for text in texts):
        return "bad_text"
    if not set(said) <= set(roles):
        return "unknown_role"
    if not _in_turn(said):
        return "turn_order"
    return "" if turns[-1]["content"].strip() else "empty_answer"


def check(accounting: Accounting, where: str, drop_bad: bool) -> None:
    """Refuse a split that holds nulls, nothing usable or many empty answers; warn of a source that is gone."""
    count = accounting.dropped["null"]
    if count and not drop_bad:
        more = f", the first of {count} such rows" if count > 1 else ""
        raise RecipeError(f"{accounting.nulls[0]} is null{more}; curate again, or set drop_bad = true")
    if not accounting.kept:
        why = accounting.told() or "there are none"
        raise RecipeError(f"{where}: 0 of {accounting.rows_in} rows usable: {why}; curate again")
    empty = accounting.dropped["empty_answer"]
    if empty > MOST_EMPTY * accounting.rows_in:
        raise RecipeError(
            f"{where}: {empty} of {accounting.rows_in} rows have an empty answer, the first in "
            f"{accounting.dropped_ids['empty_answer'][0]!r}, more than {MOST_EMPTY:.0%}; curate again"
        )
    gone = [source for source in accounting.sources_in if not accounting.sources_kept[source]]
    accounting.warnings += [
        f"{where}: all {accounting.sources_in[source]} rows of the source {source!r} were dropped" for source in gone
    ]


def _null_in(record: Record) -> str:
    """The first column that holds a null, itself or below."""
    if name := next((name for name in (*FACTS, CONFIG) if record[name] is None), ""):
        return name
    turns = record[CONFIG]
    return CONFIG if any(turn is None or turn["role"] is None or turn["content"] is None for turn in turns) else ""


def _unreadable(text: str) -> bool:
    """Lone surrogates, which is also what bytes that are no UTF-8 were read as, or NUL."""
    if text.isascii():
        return "\0" in text
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)


def _in_turn(said: Sequence[str]) -> bool:
    """A system text at most, then others and assistant in turn, the assistant last."""
    spoken = said[1:] if said[:1] == ["system"] else said
    return (
        len(spoken) > 1
        and spoken[0] != "assistant"
        and spoken[-1] == "assistant"
        and "system" not in spoken
        and all(one != other for one, other in pairwise(spoken))
    )


def _shown(text: str) -> str:
    """A name that can be printed whatever it holds."""
    return text.encode("utf-8", "backslashreplace").decode()


def _opened(path: Path, manifest: ShardsManifest, accounting: Accounting) -> pq.ParquetFile:
    """A shard whose columns and template are those that the manifest tells of."""
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid):
        raise RecipeError(
            f"{path}: not a Parquet file that can be read; take the shards as they were written"
        ) from None
    metadata = file.metadata.metadata or {}
    template = metadata.get(b"winnow.template_sha256", b"none").decode("ascii", "replace")
    if template != manifest.template.sha256:
        raise RecipeError(
            f"{path}: made for the template {template}, and the manifest's is {manifest.template.sha256}; "
            "shards of several runs cannot be mixed"
        )
    _check_columns(path, file.schema_arrow, set(manifest.configs.get(CONFIG, [])))
    stray = [name for name in file.schema_arrow.names if name in STRAY]
    if stray and not any(warning.startswith("not read") for warning in accounting.warnings):
        accounting.warnings.append(f"not read: {', '.join(stray)} in {path}; only the messages are trained on")
    return file


def _check_columns(path: Path, schema: pa.Schema, known: set[str]) -> None:
    for name in (*FACTS, CONFIG):
        if name not in schema.names:
            raise RecipeError(f"{path}: the column {name!r} is missing; take the shards as they were written")
        if not (_turns if name == CONFIG else _text)(schema.field(name).type):
            raise RecipeError(
                f"{path}: the column {name!r} is {schema.field(name).type}, not "
                f"{'a list of role and content' if name == CONFIG else 'text'}; take the shards as they were written"
            )
    unknown = [name for name in schema.names if name not in {*FACTS, CONFIG, *STRAY, *known}]
    if unknown:
        raise RecipeError(f"{path}: the column {unknown[0]!r} is none of the manifest's; take the shards as written")


def _text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _turns(kind: pa.DataType) -> bool:
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)) or not pa.types.is_struct(kind.value_type):
        return False
    fields = {part.name: part.type for part in kind.value_type}
    return set(fields) == {"role", "content"} and all(map(_text, fields.values()))


def _records(batch: pa.RecordBatch) -> Iterator[Record]:
    """Rows whose texts are read byte by byte, so that one that is no UTF-8 costs its row and not the batch."""
    columns = [[_read(cell) for cell in batch[name].cast(pa.binary()).to_pylist()] for name in FACTS]
    turns = batch[CONFIG].cast(_BINARY).to_pylist()
    for *facts, cell in zip(*columns, turns, strict=True):
        yield dict(zip(FACTS, facts, strict=True)) | {CONFIG: cell and [_turn(turn) for turn in cell]}


def _turn(turn: Mapping[str, bytes | None] | None) -> Mapping[str, str | None] | None:
    return None if turn is None else {name: _read(cell) for name, cell in turn.items()}


def _read(cell: bytes | None) -> str | None:
    return None if cell is None else cell.decode("utf-8", "surrogateescape")
