"""The model card: what was trained on what, from whom, how, with what result and what it cannot do."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from schemas.approval import Approval
from schemas.manifest import ShardsManifest, TemplateFact
from stages.train.markdown import fenced, plain, table
from stages.train.measured import Measured, shown

_CC = ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
_HUB_LICENCES = {
    **{name: name for name in ("apache-2.0", "mit", "bsd-2-clause", "bsd-3-clause", "isc", "unlicense", "cc0-1.0")},
    **{name: name for name in ("mpl-2.0", "gfdl", "cdla-permissive-1.0", "cdla-permissive-2.0", "cdla-sharing-1.0")},
    **{f"cc-{kind}-{version}": f"cc-{kind}-{version}" for kind in _CC for version in ("3.0", "4.0")},
    **{f"{name}{which}": name for name in ("gpl-2.0", "gpl-3.0", "agpl-3.0") for which in ("", "-only", "-or-later")},
    "odc-by-1.0": "odc-by",
    "odbl-1.0": "odbl",
}

MEANINGS = """*nll*: nats a token of the gold answers' own words, *template nll*: of the marks behind them, *answer bits
per byte*: the former by bytes, comparable across models (lower is better in each). *exact*: closed asks answered as the
gold has it; *choice*: the right one of the options found most likely; *stop rate*: answers that end by themselves;
*rouge l*: words in common with the gold, in order; *followed*: instructions that a program can check; *agreement*: of
answers to one ask in three wordings (higher is better). *length ratio*: words to one of the gold (1 is best);
*repetition*: runs of four words that stood before; *refused* should be 1 for unsafe asks and 0 for harmless ones. *bits
per byte* of general text and *choice* of closed questions tell what was forgotten."""

Compared = Mapping[str, tuple[Measured, Measured] | tuple[Measured, Measured, Measured]]
"""By name, what was measured before and after, and where it was paired the difference of the same prompts."""


@dataclass(frozen=True)
class CardFacts:
    """All that a card says. `rows` counts, by source, what was trained on; `settings` is shown as it is given."""

    name: str
    base: str
    base_sha256: str
    method: Literal["lora", "qlora", "full", "last"]
    manifest: ShardsManifest
    rows: Mapping[str, int]
    settings: Mapping[str, Any]
    steps: int
    tokens: int
    label_tokens: int
    measures: Compared
    forgetting: Compared
    limits: Sequence[str]
    command: str
    template: TemplateFact
    environment: Mapping[str, Any]
    base_revision: str = ""
    base_is_ours: bool = False
    approvals: Sequence[Approval] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def adapts(self) -> bool:
        return self.method in ("lora", "qlora")


def card(facts: CardFacts) -> str:
    """README.md of the trained folder."""
    parts = [_front(facts), f"# {plain(facts.name)}", _intro(facts)]
    for title, text in _sections(facts):
        parts += [f"## {title}", text]
    return "\n\n".join(parts) + "\n"


def _front(facts: CardFacts) -> str:
    """The front matter; every value is quoted, and whatever it holds is YAML."""
    lines = [
        *_base_model(facts),
        f"library_name: {'peft' if facts.adapts else 'transformers'}",
        "pipeline_tag: text-generation",
        *_licence(facts.manifest),
        "datasets:",
        *(f"- {_scalar(source.name)}" for source in facts.manifest.sources),
        "tags:",
        *(f"- {tag}" for tag in ("winnow", "instruction-tuning", facts.method)),
    ]
    return "\n".join(["---", *lines, "---"])


def _base_model(facts: CardFacts) -> list[str]:
    """Only a name that the hub knows; a folder of this machine says nothing to anybody."""
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", facts.base):
        return []
    return [
        f"base_model: {_scalar(facts.base)}",
        f"base_model_relation: {'adapter' if facts.adapts else 'finetune'}",
    ]


def _licence(manifest: ShardsManifest) -> list[str]:
    """The sources' licence where they have one that the hub knows; else `other`, with the names of all."""
    names = sorted({source.licence for source in manifest.sources})
    known = [_HUB_LICENCES.get(name.lower()) for name in names]
    if len(known) == 1 and known[0]:
        return [f"license: {known[0]}"]
    return ["license: other", f"license_name: {_scalar(' AND '.join(names) or 'unknown')}"]


def _scalar(text: str) -> str:
    """A YAML string in quotes: JSON's, with what YAML does not print written as a number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in quoted)


def _intro(facts: CardFacts) -> str:
    what = {"lora": "A LoRA adapter", "qlora": "A LoRA adapter, trained on a base in 4 bits,"}.get(
        facts.method, "A model"
    )
    return (
        f"{what} for answering instructions, tuned by winnow on the data of run {plain(facts.manifest.run_id)}: "
        f"{sum(facts.rows.values()):,} pairs, {facts.tokens:,} tokens seen in {facts.steps:,} steps, of which "
        f"{facts.label_tokens:,} were learnt."
    )


def _sections(facts: CardFacts) -> Iterator[tuple[str, str]]:
    yield "Base", _base(facts)
    yield "Data", _data(facts)
    yield "Template", _template(facts)
    settings = [(plain(name), plain(_setting(value))) for name, value in facts.settings.items()]
    how = f"{table(('setting', 'value'), settings)}\n\n![The loss at each step](plots/loss.png)"
    yield "How it was trained", how
    yield "Held out: before and after", f"{_compared(facts.measures)}\n\n{MEANINGS}"
    yield "Forgetting: before and after", _compared(facts.forgetting)
    if facts.notes:
        yield "Notes", "\n".join(f"- {plain(note)}" for note in facts.notes)
    yield "Known limits", "\n".join(f"- {plain(limit)}" for limit in facts.limits) or "None stated."
    surroundings = [(plain(name), plain(_setting(value))) for name, value in facts.environment.items()]
    yield "Where it was trained", table(("what", "value"), surroundings)
    yield "Command", fenced(facts.command)


def _base(facts: CardFacts) -> str:
    revision = f", revision {plain(facts.base_revision)}" if facts.base_revision else ""
    holds = "" if facts.base_is_ours else ", whose own licence holds too"
    told = f"{plain(facts.base)}{revision}{holds}. The sha256 of its weights:"
    return f"{told}\n\n{fenced(facts.base_sha256)}"


def _data(facts: CardFacts) -> str:
    """One line for each source, and for the rest of the lineage what the manifest names."""
    manifest = facts.manifest
    lines = [
        (
            plain(source.name),
            f"{facts.rows.get(source.name, 0):,}",
            plain(source.licence),
            plain(source.made_by),
            plain(source.domain),
            str(source.trust),
            plain(source.fingerprint[:16]),
        )
        for source in manifest.sources
    ]
    heads = ("source", "pairs", "licence", "made by", "domain", "trust", "fingerprint")
    splits = ", ".join(f"{plain(split)} {rows:,}" for split, rows in manifest.splits.items())
    approved = "; ".join(
        f"{plain(one.role)} by {plain(one.by)}{' (**unsigned**)' if one.unsigned else ''}" for one in facts.approvals
    )
    shards = (
        f"Run {plain(manifest.run_id)}, rows by split: {splits}. Approved by: {approved or 'no approval was demanded'}."
    )
    return f"{table(heads, lines, ('pairs', 'trust'))}\n\n{shards}"


def _template(facts: CardFacts) -> str:
    template = facts.template
    stop = ", ".join(plain(stop) for stop in template.stop)
    return (
        f"{plain(template.name)}, which travels with the model; an answer ends with {stop}. Other prompts than those "
        f"that it renders give worse answers. Its sha256:\n\n{fenced(template.sha256)}"
    )


def _compared(measures: Compared) -> str:
    """Value and 95 % interval of each measure, before and after, and the change."""
    if not measures:
        return "Not measured."
    lines = [
        (plain(name), _interval(before), _interval(after), _change(before, after, *paired), _count(before))
        for name, (before, after, *paired) in measures.items()
    ]
    heads = ("measure", "before (95 %)", "after (95 %)", "change", "prompts")
    return table(heads, lines, heads[1:])


def _count(one: Measured) -> str:
    count = getattr(one, "count", None)
    return "" if count is None else f"{count:,}"


def _interval(one: Measured) -> str:
    return f"{shown(one.value)} ({shown(one.low)} to {shown(one.high)})"


def _change(before: Measured, after: Measured, paired: Measured | None = None) -> str:
    """The difference; its interval is only known where the same prompts were compared."""
    if paired is None:
        return _signed(after.value - before.value)
    return f"{_signed(paired.value)} ({_signed(paired.low)} to {_signed(paired.high)})"


def _signed(change: float) -> str:
    return f"+{shown(change)}" if change > 0 else shown(change)


def _setting(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
