"""What a training is of, and whether one that was stopped may go on: only where nothing of it differs."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.errors import RecipeError
from schemas.manifest import ShardsManifest
from stages.train import checkpoint
from stages.train.settings import Settings


def identity(manifest: ShardsManifest, template_sha256: str, settings: Settings) -> dict[str, Any]:
    """All that the trained weights depend on but the base, which is added once it is there; kept in each checkpoint."""
    files = sorted((fact.file, fact.sha256) for fact in manifest.shards if fact.config == "messages")
    data = hashlib.sha256(json.dumps(files).encode()).hexdigest()
    facts = {"data": data, "template": template_sha256, "settings": settings.experiment}
    made: dict[str, Any] = json.loads(json.dumps(facts))
    return made


def differing(one: Mapping[str, Any], other: Mapping[str, Any], under: str = "") -> list[str]:
    """The names of what is not equal, such as `settings.lora.r`."""
    names = []
    for name in sorted({*one, *other}):
        mine, theirs = one.get(name), other.get(name)
        if isinstance(mine, dict) and isinstance(theirs, dict):
            names += differing(mine, theirs, f"{under}{name}.")
        elif mine != theirs:
            names.append(f"{under}{name}")
    return names


def point(folder: Path, mine: Mapping[str, Any]) -> tuple[Path | None, list[str]]:
    """The checkpoint to go on from; refuses one that differs in what of a training is known so far."""
    path, lines = checkpoint.last(folder)
    if path:
        kept = checkpoint.facts(path)["identity"]
        names = differing({name: kept.get(name) for name in mine}, mine)
        if names:
            raise RecipeError(
                f"{path}: made by another training ({', '.join(names)} differ); give the training another name, or "
                "start it anew with --anew"
            )
    return path, lines
