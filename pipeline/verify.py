"""Whether a finished run is byte for byte what its manifest says."""

from pathlib import Path

from pipeline import store
from pipeline.run import MANIFEST, TIMES, read_manifest
from schemas.errors import RecipeError

OUTSIDE = (MANIFEST, TIMES)
LATER = ("approvals/", "train/")


def verified(folder: Path) -> dict[str, list[str]]:
    """The files that are as they should be, and those that are changed, missing or extra."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise RecipeError(f"{folder}: no finished run lies there; name the folder of one (`winnow runs` lists them)")
    there = {name for name in store.files_in(folder) if name not in OUTSIDE and not name.startswith(LATER)}
    named = set(manifest.files)
    changed = [name for name in sorted(named & there) if _differs(folder / name, manifest.files[name].sha256)]
    return {
        "files": sorted(named & there - set(changed)),
        "changed": changed,
        "missing": sorted(named - there),
        "extra": sorted(there - named),
    }


def _differs(path: Path, sha256: str) -> bool:
    try:
        return path.is_symlink() or store.sha256(path) != sha256
    except OSError:
        return True
