"""`winnow eval`: one model measured, or two on the same prompts."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.progress import Progress
from pipeline.training import told
from pipeline.training.recipe import load
from schemas.errors import RecipeError
from stages.train import evaluate, figures, gate
from stages.train.rows import read
from stages.train.settings import Settings
from stages.train.trained import opened


@dataclass(frozen=True)
class Shown:
    told: dict[str, Any]
    table: str
    prompts: Sequence[dict[str, Any]]


def measured(model: Path, shards: Path | None, sets: tuple[str, ...], device: str | None) -> Shown:
    settings, facts = _facts(model, shards, sets, device)
    made = figures.figures(facts, settings.seed)
    return Shown(figures.told(made), told.one(made), facts)


def compared(model: Path, other: Path, shards: Path | None, sets: tuple[str, ...], device: str | None) -> Shown:
    settings, first = _facts(model, shards, sets, device)
    _, second = _facts(other, shards or _shards_of(model), sets, device)
    made = figures.differences(first, second, settings.seed)
    facts = [{"model": str(name)} | fact for name, some in ((model, first), (other, second)) for fact in some]
    return Shown({"differences": [asdict(one) for one in made]}, told.two(made, str(model), str(other)), facts)


def _facts(
    model: Path, shards: Path | None, sets: tuple[str, ...], device: str | None
) -> tuple[Settings, list[dict[str, Any]]]:
    """The same exam for every model: the held-out rows of one run, and the probes."""
    run = shards or _shards_of(model)
    settings = load(run, (*sets, *([f"device={device}"] if device else []))).settings
    manifest = gate.checked_files(run)
    held = {
        split: read(run, manifest, split)[0] for split, rows in manifest.splits.items() if rows and split != "train"
    }
    exam = evaluate.Exam(held, [], settings.evaluation, settings.seed)
    say: Callable[[str], None] = Progress().say
    return settings, evaluate.facts(opened(model, settings.device, settings.max_tokens), exam, say)


def _shards_of(model: Path) -> Path:
    """A trained folder lies in its run: RUN/train/NAME."""
    for place in (model, *model.resolve().parents):
        if (place / "shards" / "manifest.json").is_file():
            return place
    raise RecipeError(f"{model}: lies in no run; name the run whose held-out rows to ask with --shards")
