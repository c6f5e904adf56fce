"""A small corpus of the project's own, with a fault of every kind that the chain knows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.recipe import load
from pipeline.references import surveyed
from pipeline.run import Finished, curate
from pipeline.tables import ReferenceTable
from pipeline.vectors import LocalShelf
from schemas.pair import TEXTS

TOPICS = (
    "rivers",
    "clouds",
    "bread",
    "bridges",
    "owls",
    "clocks",
    "maps",
    "tides",
    "violins",
    "glass",
    "salt",
    "kites",
)
ASKS = ("Explain {} in one sentence.", "Name two facts about {}.", "Why do people study {}?", "Write a line about {}.")
ANSWERS = ("In short, {} are worth a closer look.", "First, {} vary; second, they last.", "They find {} useful.", "{}!")


def alpaca(count: int = 60) -> list[dict[str, Any]]:
    """Good rows, then one of each fault."""
    rows = [
        {
            "instruction": ASKS[n % 4].format(TOPICS[n // 4 % 12]) + f" Part {n // 48}.",
            "input": "",
            "output": ANSWERS[n % 4].format(TOPICS[n // 4 % 12]),
        }
        for n in range(count)
    ]
    return [
        *rows,
        rows[0],
        {"instruction": "EXPLAIN  rivers in one sentence. part 0.", "output": rows[0]["output"].upper()},
        {"instruction": "Write a haiku about rain.", "input": "<noinput>", "output": "Rain on the tin roof."},
        {"instruction": "Translate this word: pane", "input": "pane", "output": "bread"},
        {"instruction": "What is a café?", "input": "", "output": "A cafÃ© serves coffee."},
        {"instruction": "Say something.", "input": "", "output": " \u200b "},
        {"instruction": "", "input": "", "output": "Nobody asked."},
    ]


def dolly(count: int = 40) -> list[dict[str, Any]]:
    rows = [
        {
            "instruction": f"What belongs to {TOPICS[n % 12]} number {n}?",
            "context": f"Box {n} holds {TOPICS[(n + 5) % 12]}." if n % 3 else "",
            "response": f"{TOPICS[(n + 5) % 12].title()} belong to it.",
            "category": ("open_qa", "closed_qa", "brainstorming")[n % 3],
        }
        for n in range(count)
    ]
    ended = {"instruction": "Finish.", "context": "", "response": "Done.</s><|im_end|>", "category": "open_qa"}
    only = {"instruction": "Finish again.", "context": "", "response": "<|endoftext|>", "category": "open_qa"}
    shared = {"instruction": "Explain rivers in one sentence. Part 0.", "context": "", "category": "open_qa"}
    return [*rows, ended, only, {**shared, "response": "In short, rivers are worth a closer look."}]


def chats(count: int = 12) -> list[dict[str, Any]]:
    return [
        {
            "messages": [
                {"role": "system", "content": "Be kind."},
                {"role": "user", "content": f"Order {n} is late."},
                {"role": "assistant", "content": "I am sorry. Shall I look it up?"},
                {"role": "user", "content": f"Yes, order {n} please."},
                {"role": "assistant", "content": f"Order {n} leaves today.{'<|im_end|>' * (n % 5 == 0)}"},
            ]
        }
        for n in range(count)
    ]


def lines(rows: list[Any]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


RECIPE = """
[run]
name = "small"
seed = 3

[[source]]
name = "alpaca"
format = "alpaca"
path = "alpaca.json"
licence = "CC-BY-4.0"

[[source]]
name = "dolly"
format = "dolly"
path = "dolly.jsonl"
licence = "CC-BY-SA-3.0"
trust = 2

[[source]]
name = "chats"
format = "messages"
path = "chats.jsonl"
turns = "each"
made_by = "BotCo Large"

[policy]
refuse_makers = ["botco*"]

[holdout]
share = 0.1
sources = { dolly = 5 }
"""


HOUSE = Path(__file__).parent.parent
KEY = f'key = "{HOUSE / "sample" / "surrogates.key"}"\nkey_is_public = true'


REFERENCES = [
    {"question": "Why do people study violins? Part 0."},
    {"question": "How tall is the old tower at the edge of the north field?"},
    {"question": "Which of these nine painted boxes was opened first by the keeper of the winter garden?"},
]

cache = ""  # where the session keeps its vectors, so that each is made once; conftest.py says


def shelf(folder: Path) -> LocalShelf:
    """A shelf with the encoder and a small set of references."""
    (folder / "eval.jsonl").write_bytes(lines(REFERENCES))
    table = ReferenceTable(name="eval", path="eval.jsonl", field="question")
    return LocalShelf(cache=cache, sets=surveyed((table,), folder, folder / "recipe.toml"))


def write(folder: Path, recipe: str = RECIPE, scale: int = 1) -> Path:
    """The corpus and its recipe in a folder; returns the recipe's path."""
    folder.mkdir(parents=True, exist_ok=True)
    broken = b'{"instruction": "cut off\n'
    (folder / "alpaca.json").write_text(json.dumps(alpaca(60 * scale), ensure_ascii=False), encoding="utf-8")
    (folder / "dolly.jsonl").write_bytes(lines(dolly(40 * scale)) + broken + lines([{"instruction": "No response."}]))
    (folder / "chats.jsonl").write_bytes(lines(chats(12 * scale)))
    path = folder / "recipe.toml"
    path.write_text(
        recipe.replace('name = "small"', f'name = "small"\nout = "run"\ncache = "{cache}"\n{KEY}', 1), encoding="utf-8"
    )
    return path


def run(recipe: Path, *sets: str, **options: Any) -> Finished:
    """The recipe run in this process, unless told otherwise."""
    return curate(load(recipe, sets), **{"workers": 1, **options})


def pairs(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as PAIRs; what is not said is empty, and the id is the row's number."""
    said: dict[str, Any] = {"history": [], "trust": 1, "meta": "{}", "standins": []}
    blank = {**dict.fromkeys(TEXTS.names, ""), **said}
    full = [{**blank, "pair_id": f"p{n}", "group": f"p{n}", "source": "s", **row} for n, row in enumerate(rows)]
    return pa.Table.from_pylist(full, schema=TEXTS)


def bytes_of(folder: Path, but: Callable[[str], bool] = lambda name: name == "run.json") -> dict[str, bytes]:
    """Every file of a folder by its name."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(files.items()) if not but(name)}
