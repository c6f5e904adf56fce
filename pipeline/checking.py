"""Turns settings as written into dataclasses, and what is wrong with them into one sentence: what, where, got, do."""

import dataclasses
import difflib
import math
from collections.abc import Iterable
from typing import Any, TypeVar, get_args, get_type_hints

import orjson
from pydantic import TypeAdapter, ValidationError

from schemas.errors import RecipeError

T = TypeVar("T")


def checked(shape: type[T], values: dict[str, Any], where: str) -> T:
    """`shape(**values)`, with unknown names, missing ones and wrong types refused."""
    known(values, [field.name for field in dataclasses.fields(shape)], where)  # type: ignore[arg-type]
    _known_below(shape, values, where)
    _refuse_odd_numbers(values, where)
    try:
        return TypeAdapter(shape).validate_json(orjson.dumps(values, default=str), strict=True)
    except ValidationError as error:
        raise RecipeError(f"{where} {_sentence(error)}") from None


def _known_below(shape: type, values: dict[str, Any], where: str) -> None:
    """The same for settings that are tables themselves, or hold tables by name or in a list."""
    for name, kind in get_type_hints(shape).items():
        if dataclasses.is_dataclass(kind) and isinstance(values.get(name), dict):
            known(values[name], [field.name for field in dataclasses.fields(kind)], f"{where} {name}")
        inner = next((one for one in get_args(kind) if dataclasses.is_dataclass(one)), None)
        value = values.get(name)
        tables = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
        for key, table in tables if inner else ():
            if isinstance(table, dict):
                known(table, [field.name for field in dataclasses.fields(inner)], f"{where} {name}.{key}")  # type: ignore[arg-type]


def _refuse_odd_numbers(value: Any, where: str) -> None:
    """TOML knows infinity and integers of any length; no setting does."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _refuse_odd_numbers(item, where)
    elif (isinstance(value, int) and abs(value) >= 2**63) or (isinstance(value, float) and not math.isfinite(value)):
        raise RecipeError(f"{where} holds the number {value}, which no setting can be; write a smaller one")


def known(values: dict[str, Any], names: Iterable[str], where: str, what: str = "setting") -> None:
    """Refuse a name that is not among the known ones, and suggest the nearest."""
    names = list(names)
    for key in values:
        if key not in names:
            raise RecipeError(f"{where} has no {what} {key!r}; {nearest(key, names)}")


def nearest(word: str, names: Iterable[str]) -> str:
    """What to do about a wrong name."""
    names = sorted(names)
    close = difflib.get_close_matches(word, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"it knows {', '.join(names) or 'none'}"


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"lacks the setting {name!r}; add it"
    message = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
    if first["type"] == "value_error":
        return f"{name + ': ' if name else ''}{message}"
    return f"{name}: {message}, got {first['input']!r}"
