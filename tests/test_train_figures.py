"""Figures by group: who counts where, what of two models may be compared, and intervals that admit their doubt."""

import math
from typing import Any

import pytest

from stages.train import intervals
from stages.train.figures import differences, figures

Facts = list[dict[str, Any]]


def held(count: int, **other: Any) -> Facts:
    about = {"kind": "heldout", "split": "heldout", "source": "s", "domain": "d", "task": "t"}
    return [{"key": f"heldout {n}"} | about | other for n in range(count)]


def said(tokens: int, count: int = 10) -> Facts:
    return held(count, content_nats=60.0, content_tokens=tokens, content_bytes=90, template_nats=1, template_tokens=2)


class TestTwoTokenizers:
    def test_nats_a_token_are_not_compared(self) -> None:
        found = {(one.group, one.metric): one for one in differences(said(30), said(20), 1)}
        assert ("all", "nll") not in found
        bits = found["all", "answer_bits_per_byte"]
        assert bits.before == bits.after and bits.difference.value == 0
        assert bits.before.value == pytest.approx(60 / math.log(2) / 90)

    def test_of_one_tokenizer_they_are(self) -> None:
        found = {(one.group, one.metric): one for one in differences(said(30), said(30), 1)}
        assert found["all", "nll"].before.value == 2.0
        assert ("all", "template_nll") in found

    def test_prompts_that_both_cut_alike_still_count(self) -> None:
        found = {(one.group, one.metric): one for one in differences(said(30), [*said(30)[:6], *said(20)[6:]], 1)}
        assert found["all", "nll"].difference.count == 6
        assert found["all", "answer_bits_per_byte"].difference.count == 10


def test_examples_in_a_prompt_make_another_prompt() -> None:
    """The base with examples is a row of its own: no source, domain, task or split may hold it beside the others."""
    shown = [fact | {"key": f"few_shot {n}", "kind": "few_shot", "exact": True} for n, fact in enumerate(held(8))]
    made = figures([*held(5, exact=False), *shown], 1)
    assert {name: by["exact"].count for name, by in made.items()} == {
        **dict.fromkeys(("all", "split heldout", "source s", "domain d", "task t"), 5),
        "few_shot": 8,
    }
    assert made["source s"]["exact"].value == 0


def test_general_text_by_its_kind() -> None:
    facts: Facts = [
        {"key": f"general {n}", "kind": "general", "passage": kind, "nats": 10.0, "bytes": 10}
        for n, kind in enumerate(["news"] * 5 + ["code"] * 6)
    ]
    assert {name: by["bits_per_byte"].count for name, by in figures(facts, 1).items()} == {
        "general": 11,
        "general news": 5,
        "general code": 6,
    }


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 25, 0.0, 0.133), (25, 25, 0.867, 1.0), (5, 10, 0.237, 0.763), (1, 1, 0.207, 1.0), (81, 263, 0.255, 0.366)],
)
def test_a_share_has_the_interval_of_wilson(right: int, count: int, low: float, high: float) -> None:
    """Checked against the published worked examples of the score interval."""
    made = intervals.share([1.0] * right + [0.0] * (count - right))
    assert made is not None and made.value == right / count
    assert [made.low, made.high] == pytest.approx([low, high], abs=6e-4)


def test_none_of_many_is_no_certainty() -> None:
    made = figures(held(25, exact=False, stopped=True, length_ratio=1.0), 1)["all"]
    assert [made["exact"].low, made["exact"].high] == pytest.approx([0.0, 0.133], abs=1e-3)
    assert [made["stop_rate"].low, made["stop_rate"].high] == pytest.approx([0.867, 1.0], abs=1e-3)
    assert (made["length_ratio"].low, made["length_ratio"].high) == (1.0, 1.0)
    (exact,) = (one for one in differences(held(25, exact=False), held(25, exact=False), 1) if one.group == "all")
    assert exact.before.high == exact.after.high == pytest.approx(0.133, abs=1e-3)


def test_of_nothing_there_is_no_share() -> None:
    assert intervals.share([]) is None
