"""Figures of one evaluation and of two side by side: per task, domain and source, with 95 % intervals."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stages.train.intervals import Measure, ratio, ratio_difference

Fact = Mapping[str, Any]
Part = tuple[float, float]  # a prompt's share of a figure: what it adds, and its weight
FEWEST = 5
ALL = "all"


def _share(name: str) -> Callable[[Fact], Part | None]:
    return lambda fact: None if fact.get(name) is None else (float(fact[name]), 1.0)


METRICS: dict[str, Callable[[Fact], Part | None]] = {
    "nll": lambda fact: (fact["content_nats"], fact["content_tokens"]) if "content_nats" in fact else None,
    "template_nll": lambda fact: (fact["template_nats"], fact["template_tokens"]) if "template_nats" in fact else None,
    "exact": _share("exact"),
    "choice": _share("choice"),
    "stop_rate": _share("stopped"),
    "empty_rate": _share("empty"),
    "repetition": _share("repetition"),
    "length_ratio": _share("length_ratio"),
    "rouge_l": _share("rouge_l"),
    "bits_per_byte": lambda fact: (fact["nats"] / math.log(2), fact["bytes"]) if "bytes" in fact else None,
    "followed": _share("followed"),
    "followed_loosely": _share("followed_loosely"),
    "refused": _share("refused"),
    "agreement": _share("agreement"),
}
LOWER_IS_BETTER = {"nll", "template_nll", "empty_rate", "repetition", "bits_per_byte"}


@dataclass(frozen=True)
class Difference:
    """One figure before and after, and the difference of the same prompts."""

    group: str
    metric: str
    before: Measure
    after: Measure
    difference: Measure

    @property
    def clear(self) -> bool:
        """Whether the interval of the difference leaves zero out."""
        return self.difference.low > 0 or self.difference.high < 0


def figures(facts: Sequence[Fact], seed: int) -> dict[str, dict[str, Measure]]:
    """Each group's figures. What rests on fewer than five prompts says nothing and is left out."""
    made: dict[str, dict[str, Measure]] = {}
    for group, members in _groups(facts).items():
        for metric, part in METRICS.items():
            parts = [found for fact in members if (found := part(fact))]
            measure = ratio(*_columns(parts), seed=seed) if len(parts) >= FEWEST else None
            if measure:
                made.setdefault(group, {})[metric] = measure
    return made


def differences(before: Sequence[Fact], after: Sequence[Fact], seed: int) -> list[Difference]:
    """Paired by prompt: what only one of them was asked does not count."""
    theirs = {fact["key"]: fact for fact in after}
    made: list[Difference] = []
    for group, members in _groups([fact for fact in before if fact["key"] in theirs]).items():
        for metric, part in METRICS.items():
            pairs = [(one, other) for fact in members if (one := part(fact)) and (other := part(theirs[fact["key"]]))]
            if len(pairs) < FEWEST:
                continue
            first, second = _columns([pair[0] for pair in pairs]), _columns([pair[1] for pair in pairs])
            measures = ratio(*first, seed=seed), ratio(*second, seed=seed), ratio_difference(first, second, seed=seed)
            if measures[0] and measures[1] and measures[2]:
                made.append(Difference(group, metric, measures[0], measures[1], measures[2]))
    return made


def told(made: Mapping[str, Mapping[str, Measure]]) -> dict[str, Any]:
    """For JSON."""
    return {group: {name: asdict(measure) for name, measure in by.items()} for group, by in made.items()}


def _groups(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        kind = fact["kind"]
        names = [kind if kind != "heldout" else ALL]
        names += [f"{name} {fact[name]}" for name in ("split", "source", "domain", "task") if fact.get(name)]
        for name in names:
            groups.setdefault(name, []).append(fact)
    return {name: members for name, members in groups.items() if len(members) >= FEWEST}


def _columns(parts: Sequence[Part]) -> tuple[list[float], list[float]]:
    return [part[0] for part in parts], [part[1] for part in parts]
