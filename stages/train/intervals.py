"""What a figure is worth: its 95 % interval over prompts, bootstrapped or, of a share, Wilson's; no chance left."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
_AT_ONCE = 1 << 21  # numbers drawn at a time: 16 MB
_LOW, _HIGH = 2.5, 97.5
_Z = 1.959964  # normal deviations to each side

Numbers = Sequence[float] | NDArray[np.number]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """A figure, its 95 % interval, and the prompts it rests on."""

    value: float
    low: float
    high: float
    count: int


def share(values: Numbers) -> Measure | None:
    """Of one yes or no a prompt, by Wilson: none of 25 is 0 to 0.13, where all draws would say 0 to 0.

    What lies between yes and no varies less, so the interval is never too narrow for it.
    """
    count = len(values)
    if not count:
        return None
    value = float(np.sum(values)) / count
    rough = _Z * _Z / count
    middle, reach = value + rough / 2, math.sqrt(rough * value * (1 - value) + rough * rough / 4)
    return Measure(value, max(0.0, (middle - reach) / (1 + rough)), min(1.0, (middle + reach) / (1 + rough)), count)


def ratio(sums: Numbers, weights: Numbers, seed: int = 0, draws: int = DRAWS) -> Measure | None:
    """All sums by all weights, such as nats by tokens; a prompt without weight does not count."""
    table = _columns(sums, weights)
    return _measure(table[table[:, 1] > 0], lambda sums, _: sums[..., 0] / sums[..., 1], seed, draws)


def ratio_difference(
    before: tuple[Numbers, Numbers], after: tuple[Numbers, Numbers], seed: int = 0, draws: int = DRAWS
) -> Measure | None:
    """After less before, each as (sums, weights) of the same prompts in the same order."""
    table = _columns(*before, *after)
    both = table[(table[:, 1] > 0) & (table[:, 3] > 0)]
    return _measure(both, lambda sums, _: sums[..., 2] / sums[..., 3] - sums[..., 0] / sums[..., 1], seed, draws)


def _columns(*numbers: Numbers) -> Floats:
    """One row a prompt; lists of different lengths are no pairs."""
    return np.array(list(zip(*numbers, strict=True)), dtype=np.float64).reshape(-1, len(numbers))


def _measure(table: Floats, figure: Callable[[Floats, int], Floats], seed: int, draws: int) -> Measure | None:
    count = len(table)
    if not count:
        return None
    value = float(figure(table.sum(axis=0), count))
    drawn = np.concatenate([figure(sums, count) for sums in _resampled(table, seed, draws)])
    low, high = np.percentile(drawn, [_LOW, _HIGH])
    return Measure(value, float(low), float(high), count)


def _resampled(table: Floats, seed: int, draws: int) -> list[Floats]:
    """Sums over prompts drawn with replacement, a row for each draw."""
    chance, count = np.random.default_rng(seed), len(table)
    step = max(1, _AT_ONCE // count)
    blocks = []
    for start in range(0, draws, step):
        rows = chance.integers(count, size=(min(step, draws - start), count))
        blocks.append(np.stack([column[rows].sum(axis=1) for column in table.T], axis=1))
    return blocks
