"""A recipe as it is written: TOML, and what the command line puts over it."""

import tomllib
from pathlib import Path
from typing import Any

from schemas.errors import RecipeError


def read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecipeError(f"{path}: there is no such recipe; write one with `winnow init FILE`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: the recipe cannot be read ({type(error).__name__}); check the file") from None
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path}: not valid TOML: {error}; mend that line") from None


def put(written: dict[str, Any], override: str) -> None:
    """One setting of the command line, `table.setting=value`, over what the file says."""
    path, equals, text = override.partition("=")
    parts = path.split(".")
    if not equals or len(parts) < 2:
        raise RecipeError(f"--set {override}: not of the form table.setting=value, such as holdout.share=0.1")
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text
    if parts[0] == "source" and len(parts) == 3:
        tables = [table for table in written.get("source", []) if table.get("name") == parts[1]]
        if not tables:
            raise RecipeError(f"--set {override}: the recipe has no source {parts[1]!r}; name one that it has")
        tables[0][parts[2]] = value
        return
    table = written
    for part in parts[:-1]:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            raise RecipeError(f"--set {override}: the recipe's {part!r} is no table; name a setting")
    table[parts[-1]] = value
