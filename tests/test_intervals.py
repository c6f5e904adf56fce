"""Bootstrap intervals: they hold what they promise, and are the same for the same seed."""

import time
from typing import Any

import numpy as np
import pytest

from stages.train import intervals
from stages.train.intervals import Measure


def mean(values: Any, **told: Any) -> Measure | None:
    """Each prompt weighs the same."""
    return intervals.ratio(values, [1.0] * len(values), **told)


def mean_difference(before: Any, after: Any, **told: Any) -> Measure | None:
    return intervals.ratio_difference((before, [1.0] * len(before)), (after, [1.0] * len(after)), **told)


def test_of_nothing_there_is_no_figure() -> None:
    assert mean([]) is None
    assert intervals.ratio([], []) is None
    assert intervals.ratio([0.0, 0.0], [0, 0]) is None
    assert mean_difference([], []) is None
    assert intervals.ratio_difference(([], []), ([], [])) is None


def test_one_prompt_has_an_interval_of_no_width() -> None:
    assert mean([0.25]) == Measure(0.25, 0.25, 0.25, 1)
    assert intervals.ratio([6.0], [4]) == Measure(1.5, 1.5, 1.5, 1)
    assert mean_difference([1.0], [3.0]) == Measure(2.0, 2.0, 2.0, 1)


def test_figures() -> None:
    ratio = intervals.ratio([1.0, 9.0, 0.0], [1, 3, 0])
    assert ratio is not None and (ratio.value, ratio.count) == (2.5, 2)  # by tokens: not the mean of 1 and 3
    apart = intervals.ratio_difference(([1.0, 9.0], [1, 3]), ([1.0, 3.0], [1, 3]))
    assert apart is not None and apart.value == -1.5 and apart.low <= -1.5 <= apart.high


def test_the_seed_decides() -> None:
    values = np.random.default_rng(1).normal(size=300)
    assert mean(values) == mean(values)
    assert mean(values) != mean(values, seed=1)
    assert mean(list(values)) == mean(values)


def test_blocks_of_draws_change_nothing_about_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(1).normal(size=300)
    whole = mean(values)
    monkeypatch.setattr(intervals, "_AT_ONCE", 700)
    assert mean(values) == whole


def test_prompts_that_do_not_pair_are_a_bug() -> None:
    with pytest.raises(ValueError):
        mean_difference([1.0], [1.0, 2.0])


def test_nineteen_of_twenty_intervals_cover_the_truth() -> None:
    chance, trials = np.random.default_rng(3), 400
    mean_hits = ratio_hits = paired_hits = 0
    for _ in range(trials):
        tokens = chance.integers(1, 60, size=80)
        nats = tokens * chance.gamma(4, 0.5, size=80)  # 2 nats a token, the same for long and short
        after = nats - tokens * 0.3 + chance.normal(size=80)
        for hits in [mean(nats / tokens, draws=300)]:
            mean_hits += hits is not None and hits.low <= 2 <= hits.high
        for hits in [intervals.ratio(nats, tokens, draws=300)]:
            ratio_hits += hits is not None and hits.low <= 2 <= hits.high
        for hits in [intervals.ratio_difference((nats, tokens), (after, tokens), draws=300)]:
            paired_hits += hits is not None and hits.low <= -0.3 <= hits.high
    for hits_of in (mean_hits, ratio_hits, paired_hits):
        assert 0.9 <= hits_of / trials <= 0.98


def test_pairs_are_told_apart_where_samples_are_not() -> None:
    chance = np.random.default_rng(4)
    before = chance.normal(size=200)
    after = before - 0.05 + 0.02 * chance.normal(size=200)
    one, other, apart = mean(before), mean(after), mean_difference(before, after)
    assert one and other and apart
    assert one.low < other.value < one.high
    assert apart.high < 0


def test_ten_thousand_prompts_take_bounded_time() -> None:
    began = time.process_time()
    intervals.ratio(np.ones(10_000), np.ones(10_000))
    assert time.process_time() - began < 4
