"""`winnow eval`: one model measured, or two on the same prompts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.progress import Progress
from pipeline.training import told
from pipeline.training.recipe import load
from schemas.errors import RecipeError
from stages.train import evaluate, figures, gate
from stages.train.overlap import overlap
from stages.train.rows import read
from stages.train.settings import Settings
from stages.train.trained import found, opened

_EVALUATION = ("answers", "prompts", "new_tokens", "general")
_USED = (*(f"evaluation.{name}" for name in _EVALUATION), "max_tokens", "seed", "drop_bad", "allow_overlap", "device")
_OWN = ("max_tokens", "tokens_per_step", "seed", "drop_bad")  # tokens_per_step only lets max_tokens be as it was


@dataclass(frozen=True)
class Shown:
    told: dict[str, Any]
    table: str
    prompts: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class _Asking:
    """The same exam for every model: the held-out rows of one run, and the probes."""

    settings: Settings
    shards: Path
    exam: evaluate.Exam
    say: Callable[[str], None]


def measured(model: Path, shards: Path | None, sets: tuple[str, ...], device: str | None, whole: bool = True) -> Shown:
    asking = _asking(model, shards, sets, device)
    facts = _facts(model, asking)
    made = figures.figures(facts, asking.settings.seed)
    return Shown(figures.told(made), told.one(made, whole), facts)


def compared(
    model: Path, other: Path, shards: Path | None, sets: tuple[str, ...], device: str | None, whole: bool = True
) -> Shown:
    found(other)  # before minutes go into the first
    asking = _asking(model, shards, sets, device)
    _refuse_seen(other, asking)
    first, second = _facts(model, asking), _facts(other, asking)
    made = figures.differences(first, second, asking.settings.seed)
    facts = [{"model": str(name)} | fact for name, some in ((model, first), (other, second)) for fact in some]
    return Shown({"differences": [asdict(one) for one in made]}, told.two(made, str(model), str(other), whole), facts)


def _asking(model: Path, shards: Path | None, sets: tuple[str, ...], device: str | None) -> _Asking:
    """As the (first) model was measured when it was trained, but for what is told otherwise."""
    for override in sets:
        if override.partition("=")[0].removeprefix("train.") not in _USED:
            raise RecipeError(f"--set {override}: changes nothing in `winnow eval`, which takes {', '.join(_USED)}")
    run = shards or _run_of(model)
    if run is None:
        raise RecipeError(f"{model}: lies in no run; name the run whose held-out rows to ask with --shards")
    settings = load(run, (*_own(model), *sets, *([f"device={device}"] if device else []))).settings
    manifest = gate.checked_files(run)
    held = {
        split: read(run, manifest, split, settings.drop_bad)[0]
        for split, rows in manifest.splits.items()
        if rows and split != "train"
    }
    exam = evaluate.Exam(held, [], settings.evaluation, settings.seed)
    asking = _Asking(settings, gate.shards_of(run), exam, Progress().say)
    _refuse_seen(model, asking)
    return asking


def _facts(model: Path, asking: _Asking) -> list[dict[str, Any]]:
    settings = asking.settings
    return evaluate.facts(opened(model, settings.device, settings.max_tokens), asking.exam, asking.say)


def _own(model: Path) -> list[str]:
    """What the model's own training said of the rows and of the length of answers."""
    for place in (model, model.resolve().parent):
        if (place / "config.resolved.json").is_file():
            kept = json.loads((place / "config.resolved.json").read_bytes())
            own = [f"{name}={json.dumps(kept[name])}" for name in _OWN if name in kept]
            tokens = kept.get("evaluation", {}).get("new_tokens")
            return [*own, *([f"evaluation.new_tokens={tokens}"] if tokens else [])]
    return []


def _refuse_seen(model: Path, asking: _Asking) -> None:
    """A model of another run may have been trained on what is held out from this one: it would only recite."""
    run = _run_of(model)
    if run is None or gate.shards_of(run).resolve() == asking.shards.resolve():
        return  # its own training has looked already
    manifest = gate.checked_files(run)
    if not manifest.splits.get("train"):
        return
    trained = read(run, manifest, "train", drop_bad=True)[0]
    for split, held in asking.exam.splits.items():
        found = overlap(trained, held)
        seen = len(found.exact) + len(found.inside)
        if seen and not asking.settings.allow_overlap:
            raise RecipeError(
                f"{model}: {seen} of the {len(held)} asks of {split!r} are in the rows that it was trained on "
                f"({found.told()}); ask what no model has seen with --shards, or --set allow_overlap=true"
            )
        if seen:
            asking.say(f"{model}: was trained on {seen} of the {len(held)} asks of {split!r}, which flatters it")


def _run_of(model: Path) -> Path | None:
    """A trained folder lies in its run: RUN/train/NAME."""
    places = (model, *model.resolve().parents)
    return next((place for place in places if (place / "shards" / "manifest.json").is_file()), None)
