"""Keys: a hash of everything that can change a result. An equal key is not computed again."""

import ast
import hashlib
import importlib.metadata
import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

_HOUSE = ("schemas", "stages", "pipeline")
_ALWAYS = ("pyarrow", "numpy", "orjson")


def key(*parts: Any) -> str:
    """sha256 over the parts as canonical JSON."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


class Fingerprints(Protocol):
    """What a shelf says of the things that a stage takes from it."""

    def fingerprint(self, name: str) -> str: ...


def stage_key(stage: Any, shelf: Fingerprints) -> str:
    """A stage's own code, its settings but for those that it does not judge by, its libraries, and what it takes."""
    libraries = (*_ALWAYS, *getattr(stage, "libraries", ()))
    versions = {name: importlib.metadata.version(name) for name in libraries}
    taken = {name: shelf.fingerprint(name) for name in getattr(stage, "takes", ())}
    idle = getattr(stage, "unkeyed", ())
    settings = {name: value for name, value in vars(stage).items() if name not in idle}
    return key(stage.name, code(type(stage).__module__), settings, versions, taken)


@lru_cache(maxsize=256)
def code(module: str) -> str:
    """sha256 over a module and all in-house modules that it imports, directly or not, and what lies beside packages."""
    files = {file: file.read_bytes() for name in _reached(module) for file in _files(name)}
    named = {_name_in_package(file): hashlib.sha256(content).hexdigest() for file, content in files.items()}
    return key(named)


@lru_cache(maxsize=256)
def _reached(module: str) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in seen or not (file := _file(name)):
            continue
        seen.add(name)
        waiting += _imports(file)
    return frozenset(seen)


def _imports(file: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [name for name in found if name.split(".")[0] in _HOUSE]


@lru_cache(maxsize=1024)
def _file(module: str) -> Path | None:
    """Where a module's source lies, found without importing it; None for what is no module."""
    top, *rest = module.split(".")
    spec = importlib.util.find_spec(top)
    if spec is None:
        return None
    if not rest:
        return Path(spec.origin) if spec.origin else None
    for folder in spec.submodule_search_locations or ():
        below = Path(folder, *rest)
        for file in (below.with_suffix(".py"), below / "__init__.py"):
            if file.is_file():
                return file
    return None


def _files(module: str) -> list[Path]:
    """A module's source, and what lies beside a package's: its templates and tables."""
    file = _file(module)
    if file is None or file.name != "__init__.py":
        return [file] if file else []
    return [file, *(path for path in file.parent.iterdir() if path.is_file() and path.suffix != ".py")]


def _name_in_package(file: Path) -> str:
    parts = file.parts
    start = max((n for n, part in enumerate(parts) if part in _HOUSE), default=len(parts) - 1)
    return "/".join(parts[start:])
