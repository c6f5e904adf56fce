"""What `winnow cache` tells and clears: the vectors that lie beside recipes, by the fingerprint of their model."""

import contextlib
import re
from pathlib import Path
from typing import Any

from pipeline.cache import ENDING, cannot, rows_in
from pipeline.recipe import load
from pipeline.tables import RunTable

_MODEL = re.compile(r"[0-9a-f]{64}")


def place(recipe: Path | None) -> Path:
    """The cache of a recipe, or that of the recipes in this folder."""
    if recipe is None:
        return Path(RunTable(name="any").cache)
    loaded = load(recipe)
    return loaded.folder / loaded.run.cache


def held(folder: Path) -> dict[str, Any]:
    """What there is."""
    models = []
    for below in _models(folder):
        files = _files(below)
        vectors = sum(rows_in(path) for path in files if path.name.endswith(ENDING))
        size_bytes = sum(path.stat().st_size for path in files)
        models.append({"model": below.name, "vectors": vectors, "size_bytes": size_bytes})
    return {"folder": str(folder), "models": models, "size_bytes": sum(one["size_bytes"] for one in models)}


def clear(folder: Path) -> dict[str, Any]:
    """Remove every vector, and nothing that is not ours."""
    facts = held(folder)
    try:
        for below in _models(folder):
            for path in _files(below):
                path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # something else lies in it
                below.rmdir()
    except OSError as error:
        raise cannot("cleared", folder, error) from None
    return facts


def told(facts: dict[str, Any], cleared: bool = False) -> str:
    if not facts["models"]:
        return f"{facts['folder']}: no vectors"
    freed = f"{facts['size_bytes'] / 1e6:,.1f} MB"
    if cleared:
        return f"{facts['folder']}: cleared, {freed} freed"
    each = [f"  model {one['model'][:12]}: {one['vectors']:,} vectors" for one in facts["models"]]
    return "\n".join([f"{facts['folder']}: {freed}", *each])


def _models(folder: Path) -> list[Path]:
    try:
        below = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise cannot("read", folder, error) from None
    return [path for path in below if _MODEL.fullmatch(path.name) and path.is_dir() and not path.is_symlink()]


def _files(model: Path) -> list[Path]:
    found = [path for path in sorted(model.iterdir()) if path.name.endswith((ENDING, f"{ENDING}.part"))]
    return [path for path in found if path.is_file() and not path.is_symlink()]
