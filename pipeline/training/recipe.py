"""A training's recipe: [train] with the shards it reads, where its model goes, and the settings of the trainer."""

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.checking import checked, known
from pipeline.written import put, read
from schemas.errors import RecipeError
from stages.train.settings import Settings


@dataclass(frozen=True)
class Place:
    """What of [train] says where: the shards (of a run, or alone), the model's folder, who may sign."""

    name: str = "model"
    shards: str = ""
    out: str = ""
    signers: str = ""


@dataclass(frozen=True)
class Training:
    shards: Path
    out: Path
    signers: Path | None
    settings: Settings


def load(path: Path, sets: tuple[str, ...] = ()) -> Training:
    """From a recipe; or, where `path` is a run or its shards, with the settings that stand when nothing is said."""
    alone = path.is_dir()
    if not alone and not path.is_file() and path.suffix != ".toml":
        raise RecipeError(f"{path}: no run and no recipe lies there; `winnow runs` lists the runs")
    written: dict[str, Any] = {"train": {"shards": "."}} if alone else read(path)
    for override in sets:
        put(written, override if override.startswith("train.") else f"train.{override}")
    if "train" not in written:
        raise RecipeError(f"{path}: has no table [train]; to train on a run without a recipe: winnow train runs/NAME")
    known(written, ["train"], f"{path}:", "table")
    table = written.get("train", {})
    if not isinstance(table, dict):
        raise RecipeError(f"{path}: [train] is no table; write [train] and its settings below")
    own = [one.name for one in dataclasses.fields(Place)]
    theirs = [one.name for one in dataclasses.fields(Settings)]
    known(table, [*own, *theirs], f"{path}: [train]")
    place = checked(Place, {k: v for k, v in table.items() if k in own}, f"{path}: [train]")
    settings = checked(Settings, {k: v for k, v in table.items() if k in theirs}, f"{path}: [train]")
    folder = path if alone else path.parent
    if not re.fullmatch(r"[\w.@-]*\w[\w.@-]*", place.name):
        raise RecipeError(
            f"{path}: [train] name = {place.name!r} is no name of a folder; take letters, digits, - and _"
        )
    if not place.shards:
        raise RecipeError(f"{path}: [train] names no shards; add shards = the folder of a run")
    shards = folder / place.shards
    beside = folder / settings.model
    if beside.is_dir() and "/" in settings.model:
        settings = dataclasses.replace(settings, model=str(beside))
    signers = folder / place.signers if place.signers else None
    return Training(shards, folder / place.out if place.out else _beside(shards, place.name), signers, settings)


def _beside(shards: Path, name: str) -> Path:
    """In the run that the shards belong to; beside shards that stand alone."""
    run = shards.parent if shards.name == "shards" else shards
    return (run / "train" / name).resolve().relative_to(Path.cwd()) if _below(run) else run / "train" / name


def _below(run: Path) -> bool:
    return run.resolve().is_relative_to(Path.cwd())
