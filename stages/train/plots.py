"""The pictures of a training: loss, learning rate, speed, each measure before and after. Same numbers, same bytes."""

import io
import json
import math
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from stages.train.measured import Measured, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Metrics = Sequence[Mapping[str, Any]]
Evaluation = Mapping[str, tuple[Measured, Measured]]

BLUE, RED, GREY = "#0072B2", "#D55E00", "#5F6368"
FEW, MANY = 10, 60
COLUMNS = 4
_LOOK: Any = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.axisbelow": True,
    "grid.color": "#E3E5E8",
    "xtick.color": GREY,
    "ytick.color": GREY,
    "legend.frameon": False,
    "savefig.dpi": 144,
    "svg.hashsalt": "winnow",
    "text.parse_math": False,
    "axes.formatter.useoffset": False,
}
_METADATA: dict[str, dict[str, None]] = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}


def plots(metrics: Metrics, evaluation: Evaluation) -> dict[str, bytes]:
    """File name to content, each picture as SVG and as PNG; one without data says so."""
    steps = _by_step(metrics)
    figures: dict[str, Callable[[], Figure]] = {
        "loss": lambda: _lines(
            steps, "Loss", "loss (nats per token)", {"loss": "training"}, {"heldout_nll": "held out"}
        ),
        "learning_rate": lambda: _lines(steps, "Learning rate", "learning rate", {"learning_rate": ""}, from_zero=True),
        "tokens_per_s": lambda: _lines(
            steps,
            "Speed, padding not counted",
            "tokens per second",
            {"tokens_per_s": "all tokens", "label_tokens_per_s": "tokens that are learnt"},
            from_zero=True,
        ),
        "eval": lambda: _before_after(evaluation),
    }
    made = dict[str, bytes]()
    with _look():
        for name, figure in figures.items():
            drawn = figure()
            for kind, metadata in _METADATA.items():
                file = io.BytesIO()
                drawn.savefig(file, format=kind, metadata=metadata)
                made[f"{name}.{kind}"] = file.getvalue()
    return made


def metrics_in(lines: str) -> list[dict[str, Any]]:
    """The lines of `metrics.jsonl`; one that a kill cut short is left out."""
    found = list[dict[str, Any]]()
    for line in lines.splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


@contextmanager
def _look() -> Iterator[None]:
    """matplotlib's own defaults and ours, whatever the user's say."""
    import matplotlib
    import matplotlib.style

    with matplotlib.style.context("default"), matplotlib.rc_context(_LOOK):
        yield


def _by_step(metrics: Metrics) -> dict[int, dict[str, float]]:
    """All that is known of each step; a resumed run writes a step again, and the last word counts."""
    steps = dict[int, dict[str, float]]()
    for line in metrics:
        if isinstance(line.get("step"), int):
            steps.setdefault(line["step"], {}).update({k: v for k, v in line.items() if isinstance(v, (int, float))})
    return dict(sorted(steps.items()))


def _series(steps: Mapping[int, Mapping[str, float]], name: str) -> tuple[list[int], list[float]]:
    """The steps that have this number, which may be no number: a gap in the line."""
    there = [(step, told[name]) for step, told in steps.items() if name in told]
    return [step for step, _ in there], [value if math.isfinite(value) else math.nan for _, value in there]


def _lines(
    steps: Mapping[int, Mapping[str, float]],
    title: str,
    unit: str,
    lines: Mapping[str, str],
    marks: Mapping[str, str] | None = None,
    from_zero: bool = False,
) -> "Figure":
    """`lines` are drawn through, `marks` are points that were measured now and then."""
    figure, axes = _figure(title, unit)
    for colour, (name, label) in zip((BLUE, RED), lines.items(), strict=False):
        _line(axes, *_series(steps, name), label, colour, noisy=name != "learning_rate")
    for name, label in (marks or {}).items():
        at, values = _series(steps, name)
        if at:
            axes.plot(at, values, "o-", color=RED, label=label, markersize=5, linewidth=1.4)
    drawn = [value for name in (*lines, *(marks or {})) for value in _series(steps, name)[1]]
    if all(map(math.isnan, drawn)):
        _say_empty(axes)
    elif len(axes.get_legend_handles_labels()[1]) > 1:
        axes.legend(loc="best")
    if from_zero:
        axes.set_ylim(0, axes.get_ylim()[1] * 1.05 if axes.get_ylim()[1] > 0 else 1)
    if len(steps) == 1:
        axes.set_xlim(min(steps) - 1, min(steps) + 1)
    return figure


def _line(axes: "Axes", at: list[int], values: list[float], label: str, colour: str, noisy: bool) -> None:
    """Many points of what is noisy are drawn pale, with their running mean over them."""
    if not at:
        return
    if len(at) <= MANY or not noisy:
        marker = "o" if len(at) <= FEW else "." if len(at) <= MANY else ""
        axes.plot(at, values, f"{marker}-", color=colour, label=label, linewidth=1.6, markersize=5)
        return
    axes.plot(at, values, color=colour, alpha=0.3, linewidth=0.8)
    axes.plot(at, _smooth(values, max(3, len(values) // 40)), color=colour, label=label, linewidth=1.8)


def _smooth(values: list[float], width: int) -> list[float]:
    """The mean of so many points on both sides, those that are numbers."""
    near = [values[max(0, n - width) : n + width + 1] for n in range(len(values))]
    finite = [[value for value in window if math.isfinite(value)] for window in near]
    return [sum(window) / len(window) if window else math.nan for window in finite]


def _figure(title: str, unit: str) -> "tuple[Figure, Axes]":
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    figure = Figure(figsize=(7.2, 4.0), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title)
    axes.set_xlabel("optimizer step")
    axes.set_ylabel(unit)
    axes.grid(axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(_tick))
    return figure, axes


def _tick(value: float, _: int | None) -> str:
    """`1.75`, `17,500`, and a learning rate without powers of ten: `0.000025`."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.7f}".rstrip("0").rstrip(".")


def _say_empty(axes: "Axes") -> None:
    axes.text(0.5, 0.5, "nothing was measured", transform=axes.transAxes, ha="center", va="center", color=GREY)


def _before_after(evaluation: Evaluation) -> "Figure":
    """A panel for each measure, since no two share a unit; bars are 95 % intervals."""
    from matplotlib.figure import Figure

    columns = min(COLUMNS, max(1, len(evaluation)))
    rows = max(1, math.ceil(len(evaluation) / columns))
    figure = Figure(figsize=(max(4.2, 2.3 * columns), 2.5 * rows + 0.5), layout="constrained")
    figure.suptitle("Before and after training, with 95 % intervals", x=0.01, ha="left", fontsize=11, weight="bold")
    panels = list(figure.subplots(rows, columns, squeeze=False).flat)
    for axes, (name, measured) in zip(panels, evaluation.items(), strict=False):
        _panel(axes, name, measured)
    for axes in panels[len(evaluation) :]:
        axes.set_axis_off()
    if not evaluation:
        _say_empty(panels[0])
    return figure


def _panel(axes: "Axes", name: str, measured: tuple[Measured, Measured]) -> None:
    axes.set_title(textwrap.fill(name.replace("_", " "), 24), fontsize=10, weight="normal")
    axes.set_xlim(-0.6, 1.75)
    axes.set_xticks([0, 1], ["before", "after"])
    axes.grid(axis="y")
    axes.locator_params(axis="y", nbins=4)
    for at, (one, colour, mark) in enumerate(zip(measured, (GREY, BLUE), ("o", "s"), strict=True)):
        if not math.isfinite(one.value):
            axes.text(at, 0.5, "no number", transform=axes.get_xaxis_transform(), ha="center", color=GREY)
            continue
        reach = [[max(0.0, one.value - one.low)], [max(0.0, one.high - one.value)]]
        bars = reach if math.isfinite(one.low) and math.isfinite(one.high) else None
        axes.errorbar(
            [at],
            [one.value],
            yerr=bars,
            fmt=mark,
            color=colour,
            capsize=4,
            markerfacecolor="white" if at == 0 else colour,
        )
        axes.annotate(shown(one.value), (at, one.value), (8, 0), textcoords="offset points", va="center", color=colour)
