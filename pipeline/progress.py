"""Progress: bars with rate and time left on a terminal, a plain line per step elsewhere, nothing when quiet."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Progress:
    def __init__(self, quiet: bool = False, debug: bool = False) -> None:
        self.quiet = quiet
        self.debug = debug
        self.terminal = sys.stderr.isatty()

    def say(self, line: str) -> None:
        if not self.quiet:
            print(line, file=sys.stderr, flush=True)  # noqa: T201

    def time(self, label: str, seconds: float, of: str = "") -> None:
        """How long a step took, for whoever wants to debug."""
        if self.debug:
            print(f"debug: {label:<12} {seconds:8.2f} s{of}", file=sys.stderr, flush=True)  # noqa: T201

    def over(self, items: Iterable[T], label: str, total: int, unit: str = "part") -> Iterator[T]:
        """The items as they come, with how far we are."""
        if self.quiet or not total:
            yield from items
            return
        if self.terminal:
            from tqdm import tqdm

            yield from tqdm(items, desc=f"{label:<12}", total=total, unit=unit, leave=True, dynamic_ncols=True)
            return
        began = time.monotonic()
        count = 0
        for count, item in enumerate(items, 1):  # noqa: B007
            yield item
        self.say(f"{label:<12} {count} {unit}{'' if count == 1 else 's'} in {time.monotonic() - began:.1f} s")
