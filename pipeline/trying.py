"""Trying: what `pii` would find in a text, and what it would put in its place, before any recipe is run."""

import re
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.recipe import load
from pipeline.vectors import LocalShelf
from schemas.apply import rewrite
from schemas.errors import RecipeError
from schemas.pair import TEXTS
from stages.pii.stage import Pii

LARGEST_BYTES = 64 << 20
_FILE_NAME = re.compile(
    r"\S+\.(?:txt|text|md|rst|jsonl?|ndjson|csv|tsv|parquet|xlsx?|docx?|pdf|html?|xml|log|py|gz|zst)"
)


def tried(text_or_file: str, profile: str | None, recipe: Path | None) -> dict[str, Any]:
    """The decisions on a text, each span with what would stand there, and the text as it would be."""
    text = _text(text_or_file)
    stage, shelf = _settings(profile, recipe)
    pairs = _pair(text)
    decisions = stage.judge(pairs, shelf)
    rows = decisions.to_pylist()
    spans = [
        {"start": edit["start"], "end": edit["end"], "reason": row["reason"], "becomes": edit["text"]}
        for row in rows
        for edit in row["edits"]
    ]
    return {
        "found": [{k: row[k] for k in ("verdict", "reason", "evidence", "score", "threshold")} for row in rows],
        "spans": sorted(spans, key=lambda span: (span["start"], span["end"])),
        "text": rewrite(pairs, decisions)["output"][0].as_py(),
    }


def told(facts: dict[str, Any]) -> str:
    """For a terminal; the text is drawn safely by the caller."""
    if not facts["found"]:
        return "nothing found"
    lines = [
        f"{row['verdict']:<10} {row['reason']:<22} {row['score']:.2f}  {row['evidence']}" for row in facts["found"]
    ]
    return "\n".join([*lines, "", facts["text"]])


def _text(text_or_file: str) -> str:
    """What is meant: standard input, a file, or the words themselves; never the name of a file that is not there."""
    if text_or_file == "-":
        return sys.stdin.read(LARGEST_BYTES)
    path = Path(text_or_file)
    try:
        if len(text_or_file) > 1000 or not path.exists():
            if _FILE_NAME.fullmatch(text_or_file):
                raise RecipeError(f"{text_or_file}: there is no such file; name one, or write the text itself")
            return text_or_file
        if not path.is_file():
            raise RecipeError(f"{path}: is no plain file; name a text file, or - for standard input")
        if path.stat().st_size > LARGEST_BYTES:
            raise RecipeError(f"{path}: larger than {LARGEST_BYTES >> 20} MiB; try a part of it")
        content = path.read_bytes()
    except OSError as error:
        raise RecipeError(f"{path}: cannot be read ({error.strerror}); name a file or write the text") from None
    if b"\0" in content[:4096]:
        raise RecipeError(f"{path}: is no text; curate it with a recipe, or save its text")
    return content.decode("utf-8", "replace")


def _settings(profile: str | None, recipe: Path | None) -> tuple[Pii, LocalShelf]:
    """The recipe's own settings, or a throw-away key, since nothing is kept."""
    if recipe is None:
        return Pii(profile=profile or "standard"), LocalShelf()  # type: ignore[arg-type]
    loaded = load(recipe, (f"pii.profile={profile}",) if profile else ())
    stage = next((placed.stage for placed in loaded.chain if isinstance(placed.stage, Pii)), None)
    if stage is None:
        raise RecipeError(f"{recipe}: [chain] skips pii; there is nothing to try")
    return stage, loaded.shelf


def _pair(text: str) -> pa.Table:
    blank: dict[str, Any] = dict.fromkeys(TEXTS.names, "") | {"history": [], "trust": 0, "meta": "{}", "standins": []}
    return pa.Table.from_pylist([blank | {"pair_id": "text", "source": "text", "output": text}], schema=TEXTS)
