"""Plants canaries in every field of records in three formats, writes their recipe, and tells what became of each."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

import corpus
from canary import Canary
from pipeline import store
from pipeline.ingest import RAW

Outcome = Literal["acted", "review", "missed"]
Rows = dict[str, list[dict[str, Any]]]
FIELDS = ("instruction", "input", "output", "system", "history", "meta")
THINGS = ("kettle", "ladder", "window", "garden", "bicycle", "stove", "lantern", "pillow", "harbour", "orchard")
RECIPE = """
[run]
name = "canaries"
out = "run"
{key}

[[source]]
name = "talks"
format = "messages"
path = "talks.jsonl.gz"
turns = "each"
licence = "CC0-1.0"

[[source]]
name = "asked"
format = "alpaca"
path = "asked.jsonl"
licence = "CC0-1.0"

[[source]]
name = "notes"
format = "columns"
path = "notes.parquet"
columns = {{ instruction = "ask", input = "context", output = "answer", made_by = "author", task = "topic" }}
licence = "CC0-1.0"

[policy]
refuse_makers = ["*@*"]
"""


def plant(folder: Path, planted: list[Canary], unread: list[str], key: str = corpus.KEY) -> Path:
    """One canary a record, in each field in turn; `unread` stand in rows that no adapter can read."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: Rows = {"talks": [], "asked": [], "notes": []}
    for number, one in enumerate(planted):
        source = ("talks", "asked", "asked", "notes")[number % 4]
        rows[source].append(globals()[f"_{source}"](number, one.text))
    (folder / "talks.jsonl.gz").write_bytes(gzip.compress(corpus.lines(rows["talks"]), mtime=0))
    (folder / "asked.jsonl").write_bytes(corpus.lines(rows["asked"]) + b"".join(_unreadable(unread)))
    pq.write_table(pa.Table.from_pylist(rows["notes"]), folder / "notes.parquet")
    recipe = folder / "recipe.toml"
    recipe.write_text(RECIPE.format(key=key))
    return recipe


def _asked(number: int, text: str) -> dict[str, Any]:
    thing, field = THINGS[number % len(THINGS)], FIELDS[number // 4 % len(FIELDS)]
    row: dict[str, Any] = {"instruction": f"Say something about {thing} {number}.", "output": f"A {thing} is useful."}
    if field == "history":
        return row | {"history": [[f"First, note this. {text}", "Noted, and now?"]]}
    if field == "meta":
        return row | {"remark": f"{text} And so on.", "quality": number}
    return row | {field: f"{row.get(field, '')} {text} That is all.".strip()}


def _talks(number: int, text: str) -> dict[str, Any]:
    thing = THINGS[number % len(THINGS)]
    texts = ["You are kind.", f"My {thing} {number} is broken.", "I am sorry.", f"Please mend the {thing}.", "At once."]
    at = number // 4 % len(texts)
    texts[at] = f"{texts[at]} {text} Thank you."
    roles = ("system", "user", "assistant", "user", "assistant")
    return {"messages": [{"role": role, "content": said} for role, said in zip(roles, texts, strict=True)]}


def _notes(number: int, text: str) -> dict[str, Any]:
    thing = THINGS[number % len(THINGS)]
    texts = {"ask": f"Describe {thing} {number}.", "context": "", "answer": f"It is a {thing}.", "more": "seen"}
    texts |= {"author": "Somebody.", "topic": "things:"}
    field = tuple(texts)[number // 4 % len(texts)]
    return texts | {field: f"{texts[field]} {text} Done."}


def _unreadable(values: list[str]) -> Iterator[bytes]:
    """Rows that are set aside before any stage sees them, each for a reason of its own."""
    shapes = (
        b'{"instruction": "cut off at %s\n',
        b'{"instruction": "no answer for %s"}\n',
        b'{"instruction": "not UTF-8 \xff\xfe %s", "output": "x"}\n',
        b'{"%s": 1, "%s": 2, "instruction": "the same key twice", "output": "x"}\n',
        b'{"instruction": "NUL \\u0000 %s", "output": "x"}\n',
        b'{"instruction": {"%s": 1}, "output": ["%s"]}\n',
        b'{"instruction": "half a surrogate \\ud800 %s", "output": "x"}\n',
        b'{"instruction": "x", "output": "y", "history": "%s"}\n',
        b"%s\n",
    )
    for shape, value in zip(shapes, values, strict=True):
        yield shape.replace(b"%s", value.encode())


def outcomes(run: Path, planted: list[Canary]) -> dict[str, Outcome]:
    """By value: gone from every pair, left for review in one, or missed in one."""
    by_id: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in (run / "ledgers").glob("*-pii/*.parquet"):
        for row in store.read_table(path).to_pylist():
            by_id[row["pair_id"]].append(row)
    told: dict[str, Outcome] = {}
    for pair in (
        row for path in (run / "pairs").glob("*.parquet") for row in store.read_table(path, RAW.names).to_pylist()
    ):
        fields = {f"history.{n}.content": turn["content"] for n, turn in enumerate(pair["history"])}
        fields |= {name: text for name, text in pair.items() if isinstance(text, str)}
        for one in planted:
            for field, text in fields.items():
                value = json.dumps(one.value, ensure_ascii=False)[1:-1] if field == "meta" else one.value
                if (at := text.find(value)) >= 0:
                    outcome = _outcome(value, at, field, by_id[pair["pair_id"]])
                    told[one.value] = max(
                        told.get(one.value, outcome), outcome, key=("acted", "review", "missed").index
                    )
    return told


def _outcome(value: str, at: int, field: str, said: list[dict[str, Any]]) -> Outcome:
    """Acted on where edits cover nine tenths of what can be read of it."""
    letters = {at + n for n, char in enumerate(value) if char.isalnum()}
    edits = [e for row in said for e in row["edits"] if e["field"] == field]
    covered = {n for e in edits for n in range(e["start"], e["end"])}
    if len(letters & covered) >= 0.9 * len(letters):
        return "acted"
    reviewed = any(row["verdict"] == "review" and field in row["evidence"] for row in said)
    return "review" if reviewed else "missed"


def counted(planted: list[Canary], told: dict[str, Outcome]) -> list[str]:
    """Markdown: per kind how many were planted, acted on, left for review and missed."""
    rows = ["| kind | planted | with a cue | acted on | review | missed |", "|---|---:|---:|---:|---:|---:|"]
    kinds = list(dict.fromkeys(sorted(one.kind for one in planted)))
    for kind in [*kinds, "all"]:
        mine = [one for one in planted if kind in (one.kind, "all")]
        became = Counter(told[one.value] for one in mine)
        cells = [len(mine), sum(one.cued for one in mine), became["acted"], became["review"], became["missed"]]
        rows.append(f"| {kind} | {' | '.join(map(str, cells))} |")
    return rows
