"""What is told of a finished training: accounting, plots, samples, tasks, card, and last of all that it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from schemas.manifest import ShardsManifest, TemplateFact
from stages.train import base, card, figures, files, gate, lm_eval, measured, merge, plots, prompting, samples, scoring
from stages.train.choices import ranking
from stages.train.encode import Encoded
from stages.train.evaluate import Exam, Fact
from stages.train.fit import Ran
from stages.train.outputs import FINISHED, as_text
from stages.train.overlap import Overlap
from stages.train.rows import Accounting, Row
from stages.train.settings import TINY, Settings

LIMITS = (
    "It was tuned to answer as its data answers: what that holds of errors and one-sidedness it has learnt.",
    "It answers in the template above; without it, worse.",
    "Personal data was looked for and replaced in the data; what detectors miss may be in it.",
)
_SAFETY = ("unsafe asks", "harmless asks that look alarming")


@dataclass(frozen=True)
class Made:
    """All that is told of a finished training."""

    settings: Settings
    manifest: ShardsManifest
    source: base.Base
    template: prompting.Prompting
    ran: Ran
    same: merge.Same | None
    compared: Sequence[figures.Difference]
    before: Sequence[Fact]
    after: Sequence[Fact]
    identity: Mapping[str, Any]
    command: str
    environment: Mapping[str, Any]


def data_report(
    accounting: Mapping[str, Accounting],
    overlaps: Mapping[str, Overlap],
    encoded: Encoded,
    ran: Ran,
    settings: Settings,
) -> dict[str, Any]:
    """Every row of every split: read, dropped by reason, and what became of it as tokens."""
    return {
        "splits": {
            split: {
                "rows": told.rows_in,
                "usable": told.kept,
                "dropped": dict(told.dropped),
                "dropped_ids": told.dropped_ids,
                "warnings": told.warnings,
            }
            for split, told in accounting.items()
        },
        "overlap": {split: asdict(told) for split, told in overlaps.items()},
        "encoded": {
            "examples": len(encoded.examples),
            "dropped": dict(encoded.dropped),
            "dropped_ids": encoded.dropped_ids,
            "tokens": sum(map(len, encoded.examples)),
            "label_tokens": sum(len(example.learnt) for example in encoded.examples),
            "rows_without_stop": encoded.without_stop,
            "truncated_prompts": encoded.truncated,
            "control_tokens_read_as_text": encoded.control_tokens,
            "tokens_across_the_border": encoded.straddling,
            "warnings": encoded.warnings,
        },
        "packing": {
            "row_tokens": settings.max_tokens,
            "rows_per_step": settings.rows_per_step,
            "utilisation": ran.utilisation,
        },
        "trained": asdict(ran),
    }


def write_plots(out: Path, compared: Sequence[figures.Difference]) -> None:
    metrics = plots.metrics_in((out / "metrics.jsonl").read_text())
    shown = {
        f"{one.group}: {one.metric}": (one.before, one.after)
        for one in compared
        if one.group in (figures.ALL, "general", "closed", "instructions")
    }
    (out / "plots").mkdir(exist_ok=True)
    for name, content in plots.plots(metrics, shown).items():
        files.write(out / "plots" / name, content)


def write_report(
    out: Path, accounting: Mapping[str, Accounting], overlaps: Mapping[str, Overlap], encoded: Encoded, made: Made
) -> None:
    files.write(out / "data_report.json", as_text(data_report(accounting, overlaps, encoded, made.ran, made.settings)))


def write_samples(out: Path, rows: Sequence[Row], before: Sequence[str], after: Sequence[str]) -> None:
    shown = [samples.Sample(*one) for one in zip(rows, before, after, strict=True)]
    files.write(out / "samples.md", samples.samples(shown))


def write_card(out: Path, made: Made, trained_on: Mapping[str, int], shards: Path, notes: Sequence[str]) -> None:
    settings = made.settings
    text = card.card(
        card.CardFacts(
            name=out.name,
            base=made.source.name,
            base_sha256=made.source.sha256,
            method=settings.used,
            manifest=made.manifest,
            rows=trained_on,
            settings=_told_settings(made),
            steps=made.ran.steps,
            tokens=made.ran.tokens,
            label_tokens=made.ran.labels,
            measures=_shown(made.compared, (figures.ALL, "instructions", "rewordings", *_SAFETY)),
            forgetting=_shown(made.compared, ("general", "closed", "split heldout_general")),
            limits=LIMITS,
            command=made.command,
            template=_template(made),
            environment=made.environment,
            base_revision=settings.revision,
            base_is_ours=settings.model == TINY,
            approvals=gate.approvals_of(gate.shards_of(shards), made.manifest),
            notes=[*notes, *_few_shot(made), *_about_probes(made)],
        )
    )
    for place in (out, out / "adapter", out / "merged"):
        if place.is_dir():
            files.write(place / "README.md", text if place == out else text.replace("](plots/", "](../plots/"))


def _template(made: Made) -> TemplateFact:
    """The one that was trained by: the shards' or the base's own."""
    used = made.template
    return made.manifest.template.model_copy(
        update={"name": used.name, "sha256": used.sha256, "stop": [used.stop], "roles": list(used.roles)}
    )


def _told_settings(made: Made) -> dict[str, Any]:
    """What had a say in this training, as it came to be."""
    settings = made.settings
    silent = {"lora": ("lora", "qlora"), "last_layers": ("last",)}
    told = {k: v for k, v in settings.experiment.items() if settings.method in silent.get(k, (settings.method,))}
    if settings.model != TINY:
        told.pop("tiny")
    made_with = {
        "lr": settings.rate,
        "best_step": made.ran.best_step or "the last",
        "evaluation": asdict(settings.evaluation),
    }
    told.pop("rate")
    return told | made_with


def _shown(compared: Sequence[figures.Difference], groups: Sequence[str]) -> card.Compared:
    return {
        f"{one.metric}" if one.group == figures.ALL else f"{one.group}: {one.metric}": (
            one.before,
            one.after,
            one.difference,
        )
        for one in compared
        if one.group in groups
    }


def _few_shot(made: Made) -> list[str]:
    """Whether tuning was needed: the base with examples in its prompt beside the tuned model without."""
    asked = [fact for fact in made.before if fact["kind"] == "few_shot"]
    shown = figures.figures(asked, made.settings.seed).get("few_shot", {})
    tuned = {one.metric: one.after for one in made.compared if one.group == figures.ALL}
    told = [
        f"{name} {measured.shown(one.value)} ({measured.shown(one.low)} to {measured.shown(one.high)}; {one.count} "
        f"prompts) against {measured.shown(tuned[name].value)} tuned"
        for name, one in shown.items()
        if name in ("nll", "exact", "choice") and name in tuned
    ]
    if not told:
        return []
    return [f"The base with {made.settings.evaluation.shots} examples in its prompt: {'; '.join(told)}."]


def _about_probes(made: Made) -> list[str]:
    note = (
        "The probes of general text, instructions and safety are small and written for winnow; they show a change, "
        "and certify nothing."
    )
    return [note] if made.settings.evaluation.general else []


def write_lm_eval(out: Path, exam: Exam, stop: str) -> None:
    """Closed held-out asks for users of lm-evaluation-harness."""
    items = []
    for _, row in exam.rows:
        ask, gold = row.ask[-1][1], row.answer
        if scoring.closed(gold, ask):
            options = ranking(ask, gold)
            answers = options.answers if options else []
            items.append(
                lm_eval.Item(
                    [dict(turn) for turn in row.turns[:-1]], answers[options.gold] if options else gold, answers
                )
            )
    lm_eval.export(out / "lm_eval", items, [stop])


def finish(out: Path, made: Made) -> None:
    """The settings, the surroundings and, last of all, the word that it is done."""
    files.write(out / "config.resolved.json", as_text(_resolved(made)))
    files.write(out / "environment.json", as_text(made.environment))
    headline = {
        f"{one.group} {one.metric}": {
            "before": one.before.value,
            "after": one.after.value,
            "difference": one.difference.value,
            "low": one.difference.low,
            "high": one.difference.high,
            "prompts": one.difference.count,
        }
        for one in made.compared
        if not one.group.startswith(("source ", "domain ", "task "))
    }
    files.write(out / FINISHED, as_text({"identity": made.identity, "figures": headline, "steps": made.ran.steps}))


def _resolved(made: Made) -> dict[str, Any]:
    """The settings with what became of `auto`, and what they were applied to."""
    told = asdict(made.settings) | {"lr": made.settings.rate, "command": made.command}
    told |= {name: made.identity[name] for name in ("device", "precision") if name in made.identity}
    source = {"name": made.source.name, "folder": str(made.source.folder), "weights_sha256": made.source.sha256}
    return told | {"base": source, "run_id": made.manifest.run_id, "template_sha256": made.template.sha256}
