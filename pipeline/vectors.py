"""The shelf: what the house lends to a stage."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_prepared: dict[str, Any] = {}


class LocalShelf:
    """The shelf of one process. What is prepared is kept for as long as the process lives."""

    def prepared(self, name: str, build: Callable[[], T]) -> T:
        if name not in _prepared:
            _prepared[name] = build()
        made: T = _prepared[name]
        return made
