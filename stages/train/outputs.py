"""The folder of a training: whose it is, whether one came to its end there, and what was measured so far."""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.errors import RecipeError
from stages.train import figures, files
from stages.train.evaluate import Fact
from stages.train.resume import differing

FINISHED = "finished.json"
_OURS = {FINISHED, "README.md", "samples.md", "metrics.jsonl", "data_report.json", "config.resolved.json"} | {
    *("environment.json", "diverged.json", "adapter", "merged", "base", "checkpoints", "eval", "plots", "lm_eval")
}


def check_place(out: Path) -> None:
    """Refuse a folder in which files of our names lie that no training made: they would be written over."""
    held = list(out.iterdir()) if out.is_dir() else []
    names = {path.name for path in held if path.is_file() or any(path.iterdir())}
    marks = ("checkpoints", "metrics.jsonl", FINISHED, "base/key.json", "eval/*before*")
    if names & _OURS and not any(any(out.glob(mark)) for mark in marks):
        raise RecipeError(f"{out}: holds {min(names & _OURS)}, which no training made; name another folder as out")


def finished(out: Path, identity: Mapping[str, Any]) -> bool:
    """Whether this very training came to its end here."""
    kept = _json(out / FINISHED)
    return bool(kept) and not differing(kept["identity"], identity)


def put_aside(out: Path) -> Path | None:
    """Where a finished training of that name went; what was stopped is forgotten."""
    if not (out / FINISHED).is_file():
        forget(out)
        return None
    check_place(out)
    kept = out.with_name(f"{out.name}@{hashlib.sha256((out / FINISHED).read_bytes()).hexdigest()[:8]}")
    shutil.rmtree(kept, ignore_errors=True)
    files.move(out, kept)
    return kept


def forget(out: Path) -> None:
    """An earlier training of that name, and nothing else that may lie in the folder."""
    check_place(out)
    for name in _OURS:
        shutil.rmtree(out / name) if (out / name).is_dir() else (out / name).unlink(missing_ok=True)


def headline(out: Path) -> dict[str, dict[str, float]]:
    """The figures of a finished training before and after, by group and measure."""
    told: dict[str, dict[str, float]] = _json(out / FINISHED)["figures"]
    return told


def write_facts(out: Path, name: str, facts: Sequence[Fact], identity: Mapping[str, Any], seed: int) -> None:
    """A line per prompt, and the figures of all of them."""
    folder = out / "eval"
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(fact, ensure_ascii=False, sort_keys=True) + "\n" for fact in facts)
    files.write(folder / f"{name}.prompts.jsonl", lines)
    told = figures.told(figures.figures(facts, seed))
    files.write(folder / f"{name}.json", as_text({"identity": identity, "figures": told}))


def kept_facts(out: Path, name: str, identity: Mapping[str, Any]) -> list[Fact]:
    """What was measured before a training was stopped; nothing where that was another one."""
    kept = _json(out / "eval" / f"{name}.json")
    if not kept or differing(kept["identity"], identity):
        return []
    lines = (out / "eval" / f"{name}.prompts.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def as_text(what: Mapping[str, Any]) -> str:
    return json.dumps(what, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n"
