"""What a measurement says of itself wherever it is shown: its value, and the 95 % interval that it lies in."""

import math
from typing import Protocol


class Measured(Protocol):
    @property
    def value(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


def shown(number: float) -> str:
    """Three figures, and all of those before the point: `0.0213`, `1.84`, `10,119`."""
    if not math.isfinite(number):
        return "–"
    size = abs(number)
    if size < 0.1:
        return f"{number:.3g}"
    return f"{number:,.{3 if size < 1 else 2 if size < 10 else 1 if size < 100 else 0}f}"
