"""What the commands around training say to a person."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from stages.train.figures import LOWER_IS_BETTER, Difference
from stages.train.intervals import Measure
from stages.train.measured import shown

_HEADLINE = ("all nll", "all exact", "all choice", "all stop_rate", "general bits_per_byte", "closed choice")


def summary(out: Path) -> str:
    """The few figures that one wants to know first, and where the rest lies."""
    made = json.loads((out / "finished.json").read_bytes())
    lines = [f"{out}: {made['steps']} steps"]
    for name in _HEADLINE:
        if fact := made["figures"].get(name):
            change = f"{shown(fact['difference'])}, 95 % {shown(fact['low'])} to {shown(fact['high'])}"
            lines.append(f"  {name:<24} {shown(fact['before']):>8} → {shown(fact['after']):<8} ({change})")
    places = [name for name in ("merged", "adapter") if (out / name).is_dir()]
    lines.append(f"  model in {' and '.join(f'{place}/' for place in places)}; read README.md, samples.md, plots/")
    lines.append(f"  try it: winnow chat {out}")
    return "\n".join(lines)


def one(made: Mapping[str, Mapping[str, Measure]], whole: bool = True) -> str:
    lines = [f"{'group':<34} {'measure':<18} {'value':>9}   95 %"]
    for group, by in made.items():
        if not (whole or _shown_first(group)):
            continue
        for metric, m in by.items():
            lines.append(
                f"{group[:34]:<34} {metric:<18} {shown(m.value):>9}   {shown(m.low)} to {shown(m.high)} ({m.count})"
            )
    return "\n".join(lines)


def two(made: Sequence[Difference], first: str, second: str, whole: bool = True) -> str:
    """Both figures, the difference and whether it is one."""
    lines = [
        f"first: {first}",
        f"second: {second}",
        f"{'group':<34} {'measure':<18} {'first':>9} {'second':>9} {'difference':>10}   95 %",
    ]
    for d in made:
        if not (whole or _shown_first(d.group)):
            continue
        better = (d.difference.value < 0) == (d.metric in LOWER_IS_BETTER)
        mark = "" if not d.clear else " *"
        mark += " better" if d.clear and better and d.metric in _JUDGED else ""
        interval = f"{shown(d.difference.low)} to {shown(d.difference.high)}"
        lines.append(
            f"{d.group[:34]:<34} {d.metric:<18} {shown(d.before.value):>9} {shown(d.after.value):>9} "
            f"{shown(d.difference.value):>10}   {interval} ({d.difference.count}){mark}"
        )
    lines.append("* the interval leaves zero out")
    metrics = {d.metric for d in made}
    if "answer_bits_per_byte" in metrics and "nll" not in metrics:
        lines.append("nats a token are left out: the two cut their text into other tokens")
    return "\n".join(lines)


def _shown_first(group: str) -> bool:
    """What one wants on one screen; the rest is by source, domain, task, split and kind of text."""
    return not group.startswith(("source ", "domain ", "task ", "split ", "general "))


_JUDGED = LOWER_IS_BETTER | {"exact", "choice", "stop_rate", "rouge_l", "followed", "agreement"}
