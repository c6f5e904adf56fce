"""Figures of one evaluation and of two side by side: per task, domain and source, with 95 % intervals."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stages.train.intervals import Measure, ratio, ratio_difference, share

Fact = Mapping[str, Any]
Part = tuple[float, float]  # a prompt's share of a figure: what it adds, and its weight
FEWEST = 5
ALL = "all"


def _share(name: str) -> Callable[[Fact], Part | None]:
    return lambda fact: None if fact.get(name) is None else (float(fact[name]), 1.0)


def _by(sum_of: str, weight: str, unit: float = 1.0) -> Callable[[Fact], Part | None]:
    return lambda fact: (fact[sum_of] / unit, fact[weight]) if sum_of in fact and weight in fact else None


METRICS: dict[str, Callable[[Fact], Part | None]] = {
    "nll": _by("content_nats", "content_tokens"),
    "answer_bits_per_byte": _by("content_nats", "content_bytes", math.log(2)),
    "template_nll": _by("template_nats", "template_tokens"),
    "exact": _share("exact"),
    "choice": _share("choice"),
    "stop_rate": _share("stopped"),
    "empty_rate": _share("empty"),
    "repetition": _share("repetition"),
    "length_ratio": _share("length_ratio"),
    "rouge_l": _share("rouge_l"),
    "bits_per_byte": _by("nats", "bytes", math.log(2)),
    "followed": _share("followed"),
    "followed_loosely": _share("followed_loosely"),
    "refused": _share("refused"),
    "agreement": _share("agreement"),
}
LOWER_IS_BETTER = {"nll", "answer_bits_per_byte", "template_nll", "empty_rate", "repetition", "bits_per_byte"}
_SHARES = {"exact", "choice", "stop_rate", "empty_rate", "followed", "followed_loosely", "refused", "agreement"}
_PER_TOKEN = {"nll", "template_nll"}  # of two models comparable only where both cut a prompt into as many tokens


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
            measure = _measured(metric, parts, seed) if len(parts) >= FEWEST else None
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
            if metric in _PER_TOKEN:
                pairs = [(one, other) for one, other in pairs if one[1] == other[1]]
            if len(pairs) < FEWEST:
                continue
            first, second = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            apart = ratio_difference(_columns(first), _columns(second), seed=seed)
            measures = _measured(metric, first, seed), _measured(metric, second, seed), apart
            if measures[0] and measures[1] and measures[2]:
                made.append(Difference(group, metric, measures[0], measures[1], measures[2]))
    return made


def told(made: Mapping[str, Mapping[str, Measure]]) -> dict[str, Any]:
    """For JSON."""
    return {group: {name: asdict(measure) for name, measure in by.items()} for group, by in made.items()}


def _measured(metric: str, parts: Sequence[Part], seed: int) -> Measure | None:
    return share([part[0] for part in parts]) if metric in _SHARES else ratio(*_columns(parts), seed=seed)


def _groups(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        for name in _names(fact):
            groups.setdefault(name, []).append(fact)
    return {name: members for name, members in groups.items() if len(members) >= FEWEST}


def _names(fact: Fact) -> list[str]:
    """A held-out prompt counts for its split, source, domain and task; asked with examples, it is another prompt."""
    kind = fact["kind"]
    if kind != "heldout":
        return [kind, *([f"{kind} {fact['passage']}"] if fact.get("passage") else [])]
    return [ALL, *(f"{name} {fact[name]}" for name in ("split", "source", "domain", "task") if fact.get(name))]


def _columns(parts: Sequence[Part]) -> tuple[list[float], list[float]]:
    return [part[0] for part in parts], [part[1] for part in parts]
