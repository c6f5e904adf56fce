"""Cells of a raw row: their text as it stands, or why the row is not what its format says."""

from collections.abc import Container
from typing import Any

from schemas.draft import Reject

NAMES = {str: "text", bool: "boolean", int: "number", float: "number", list: "list", dict: "object", type(None): "null"}


def named(value: Any) -> str:
    """What a value is, in a word that is safe to show."""
    return NAMES.get(type(value), "another type")


def shape(evidence: str) -> Reject:
    return Reject("ingest.shape", evidence)


def cells(row: Any, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[str] | Reject:
    """The named cells in the order asked for; null is an empty cell, as it is for the pair's id."""
    if not isinstance(row, dict):
        return shape(f"the row is {named(row)}, not an object")
    texts = []
    for name in needed + optional:
        value = row.get(name)
        if isinstance(value, str):
            texts.append(value)
        elif value is not None:
            return shape(f"{name} is {named(value)}, not text")
        elif name in row or name in optional:
            texts.append("")
        else:
            return shape(f"{name} is missing")
    return texts


def rest(row: dict[str, Any], known: Container[str]) -> dict[str, Any]:
    """What else the row says; empty cells count as absent, so that a row is one pair in whatever format it comes."""
    return {key: value for key, value in row.items() if key not in known and value is not None and value != ""}
