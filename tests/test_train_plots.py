"""The pictures of a training: there whatever the numbers, and the same bytes for the same numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import pytest

from stages.train.measured import shown
from stages.train.plots import Metrics, metrics_in, plots

NAMES = {f"{name}.{kind}" for name in ("loss", "learning_rate", "tokens_per_s", "eval") for kind in ("svg", "png")}


@dataclass(frozen=True)
class Measure:
    value: float
    low: float
    high: float


NONE = Measure(math.nan, math.nan, math.nan)
EVALUATION = {"heldout_nll": (Measure(3.21, 3.1, 3.3), Measure(1.84, 1.7, 2.0)), "costs $\\nope$": (NONE, NONE)}


def line(step: int, **other: Any) -> dict[str, Any]:
    told = {"step": step, "loss": 5 / (step + 1), "learning_rate": 1e-4, "tokens_per_s": 900.0}
    return told | {"label_tokens_per_s": 500.0, "grad_norm": 1.0} | other


METRICS: dict[str, list[dict[str, Any]]] = {
    "many steps": [line(n) for n in range(200)],
    "some steps": [line(n) for n in range(20)] + [{"step": n, "heldout_nll": 3.0 - n / 10} for n in (0, 10, 19)],
    "one step": [line(1)],
    "no steps": [],
    "nothing but numbers that are none": [line(n, loss=math.nan, tokens_per_s=math.inf) for n in range(3)],
    "one that is none among many": [line(n, loss=math.nan if n == 90 else 1.0) for n in range(100)],
    "columns are missing": [{"step": 1, "loss": 2.0}, {"step": 2}],
    "null and text": [line(1, loss=None, tokens_per_s="fast")],
    "a learning rate of none": [line(1, learning_rate=0.0)],
}


@pytest.mark.parametrize("what", METRICS)
def test_there_is_always_a_picture(what: str) -> None:
    made = plots(METRICS[what], EVALUATION if what == "some steps" else {})
    assert set(made) == NAMES
    for name, content in made.items():
        if name.endswith("svg"):
            assert ElementTree.fromstring(content).tag.endswith("svg")
        else:
            assert content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB`\x82")


def texts(made: Mapping[str, bytes], name: str) -> list[str]:
    """Letters are drawn as shapes, each text named in a comment before them."""
    lines = made[f"{name}.svg"].decode().splitlines()
    return [line.strip().removeprefix("<!-- ").removesuffix(" -->") for line in lines if "<!--" in line]


def test_they_say_what_they_show() -> None:
    made = plots(METRICS["some steps"], EVALUATION)
    assert {"training", "held out", "optimizer step", "loss (nats per token)"} <= set(texts(made, "loss"))
    assert {"all tokens", "tokens that are learnt", "tokens per second"} <= set(texts(made, "tokens_per_s"))
    assert {"heldout nll", "before", "after", "3.21", "1.84", "no number"} <= set(texts(made, "eval"))
    assert "nothing was measured" in texts(plots([], {}), "eval") and "nothing was measured" in texts(
        plots([], {}), "loss"
    )
    assert "held out" not in texts(plots(METRICS["many steps"], {}), "loss")


def test_an_interval_is_drawn() -> None:
    def bars(measure: Measure) -> int:
        return plots([], {"nll": (measure, measure)})["eval.svg"].count(b"LineCollection")

    assert bars(Measure(1.0, 0.5, 2.0)) > bars(Measure(1.0, math.nan, math.nan))


def test_the_same_numbers_give_the_same_bytes() -> None:
    import matplotlib

    made = plots(METRICS["many steps"], EVALUATION)
    with matplotlib.rc_context({"lines.linewidth": 9, "savefig.dpi": 30, "svg.hashsalt": None}):
        assert plots(METRICS["many steps"], EVALUATION) == made
    assert all(b"date" not in content.lower() for name, content in made.items() if name.endswith("svg"))
    changed: Metrics = [line(n, loss=1.0) for n in range(200)]
    assert {name for name, content in plots(changed, EVALUATION).items() if content != made[name]} == {
        "loss.svg",
        "loss.png",
    }


def test_a_step_written_again_counts_once() -> None:
    again = [line(0), line(1, loss=9.0), line(1), line(2)]
    assert plots(again, {}) == plots([line(n) for n in range(3)], {})


def test_a_line_that_was_cut_short_is_left_out() -> None:
    assert metrics_in('{"step": 1, "loss": NaN}\n{"step": 2}\n{"st')[1:] == [{"step": 2}]


SHOWN = (
    (0.0, "0"),
    (0.0213, "0.0213"),
    (2e-5, "2e-05"),
    (0.42, "0.420"),
    (-1.5, "-1.50"),
    (24.84, "24.8"),
    (512.3, "512"),
    (10119, "10,119"),
    (math.nan, "–"),
    (-math.inf, "–"),
)


@pytest.mark.parametrize(("number", "told"), SHOWN)
def test_a_number_is_shown_in_three_figures(number: float, told: str) -> None:
    assert shown(number) == told
