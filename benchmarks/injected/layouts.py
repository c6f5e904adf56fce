"""The layouts in which an answer gives labels to items."""

import json
from random import Random
from typing import NamedTuple

from injected.text import capital

Pairs = list[tuple[str, str]]
_AND = " and "


class Layout(NamedTuple):
    """How each row is said, what stands between the rows, before and after them; the rows are pairs or groups."""

    rows: str
    each: str
    between: str
    before: str = ""
    after: str = ""


_PLAIN = [
    Layout("pairs", "{item}: {label}", "\n"),
    Layout("pairs", "{item} - {label}", ", "),
    Layout("pairs", "{item} is {a_label}", ", ", after="."),
]
_LAYOUTS = {
    "dev": [
        *_PLAIN,
        Layout("pairs", "{item}: {label}", ", "),
        Layout("groups", "{Label}: {items}", "\n"),
        Layout("mixed", "- {item}: {Label}", "\n"),
        Layout("pairs", "{item} - {label}", "\n"),
        Layout("pairs", "{item} = {label}", "; "),
        Layout("groups", "{Label}: {items}", "; "),
        Layout("pairs", "{place}. {item} - {Label}", "\n"),
        Layout("pairs", "{item}: {label}", "\n", before="Answer:\n"),
        Layout("mixed", "{item} ({label})", ", "),
        Layout("groups", "{Label} - {items}", "\n"),
        Layout("mixed", "{item} is {a_label}", _AND, after="."),
    ],
    "test": [
        *_PLAIN,
        Layout("pairs", "{item} -> {label}", "\n"),
        Layout("mixed", "{item} ({label})", "\n"),
        Layout("flipped", "* {Label}: {items}", "\n"),
        Layout("pairs", "{quoted_item}: {quoted_label}", ", ", before="{", after="}"),
        Layout("pairs", "{item} is {a_label}", ". ", after="."),
        Layout("mixed", "{place}) {item}: {label}", "\n"),
        Layout("groups", "{Label}: {listed}", ". ", after="."),
        Layout("groups", "{Label}:\n{bullets}", "\n\n"),
        Layout("pairs", "| {item} | {label} |", "\n", before="| Item | Label |\n| --- | --- |\n"),
        Layout("mixed", "{item} – {label}", ", "),
        Layout("flipped", "**{Label}**: {items}", "\n"),
        Layout("pairs", "{item}: {label}", "; ", before="Here is the result: "),
    ],
    "closing": [
        *_PLAIN,
        Layout("pairs", "{item} → {label}", "\n"),
        Layout("groups", "{label}: {items}", "\n"),
        Layout("pairs", "**{item}** - {Label}", "\n"),
        Layout("mixed", "- **{item}**: {label}", "\n", before="Sure! Here's how I'd sort them:\n\n"),
        Layout("pairs", "{item}, {label}", "\n"),
        Layout("pairs", "[{label}] {item}", "\n"),
        Layout("mixed", "{item} = {label}", ", "),
        Layout("pairs", "{item} would be {a_label}", ", ", after="."),
        Layout("flipped", "{Label} ({items})", ", "),
        Layout("groups", "{listed}: {label}", "; ", after="."),
        Layout("pairs", "{item} goes under {label}", ", ", after="."),
        Layout("groups", "## {Label}\n{bullets}", "\n\n"),
        Layout("pairs", "{place}. {item}: {Label}", "\n"),
        Layout("pairs", "{item}\t{label}", "\n"),
        Layout("flipped", "{Label} = {items}", "\n"),
    ],
    "last": [
        *_PLAIN,
        Layout("pairs", "{item}: {label}", ", "),
        Layout("mixed", "{item}: {Label}", "\n"),
        Layout("pairs", "{place}. {item} - {label}", "\n"),
        Layout("pairs", "- {item} - {label}", "\n"),
        Layout("mixed", "* {item}: {Label}", "\n"),
        Layout("pairs", "- **{item}**: {Label}", "\n", before="Here is the classification:\n\n"),
        Layout("pairs", "{item} => {label}", "\n"),
        Layout("mixed", "{item} ({Label})", "; "),
        Layout("groups", "{Label}: {items}", "\n\n"),
        Layout("flipped", "{Label}: {items}", "\n"),
        Layout("groups", "**{Label}:**\n{bullets}", "\n\n"),
        Layout("groups", "{quoted_label}: [{quoted_items}]", ", ", before="{", after="}"),
        Layout("groups", "- {Label}: {listed}", "\n"),
        Layout("pairs", "{item} is classified as {label}", ", ", after="."),
        Layout("mixed", "{item} is {a_label}.", "\n"),
        Layout("pairs", "| {item} | {Label} |", "\n", before="| Item | Category |\n|---|---|\n"),
    ],
    "final": [
        *_PLAIN,
        Layout("pairs", "{place}. {item}: {label}", "\n"),
        Layout("pairs", "- {item}: {label}", "\n"),
        Layout("mixed", "• {item} – {Label}", "\n"),
        Layout("pairs", "{item}: **{label}**", "\n"),
        Layout("mixed", "{item}: {label}", "; ", after="."),
        Layout("pairs", "{item} | {label}", "\n"),
        Layout("pairs", "{item} ({label})", ", ", after="."),
        Layout("pairs", "{item}: {Label}", "\n", before="Sure, here you go:\n\n"),
        Layout("mixed", "{item} falls under {quoted_label}", ", ", after="."),
        Layout("groups", "{Label}: {items}", "\n"),
        Layout("groups", "{Label}: {items}.", " "),
        Layout("flipped", "{Label}: {listed}", "\n"),
        Layout("flipped", "**{Label}:** {items}", "\n"),
        Layout("groups", "{Label}\n{bullets}", "\n\n"),
        Layout("groups", "### {Label}\n{bullets}", "\n\n"),
        Layout("groups", "{listed} = {label}", "\n"),
        Layout("pairs", '{{"item": {quoted_item}, "label": {quoted_label}}}', ", ", before="[", after="]"),
    ],
    "sixth": [
        *_PLAIN,
        Layout("pairs", "{item} – {label}", "\n"),
        Layout("pairs", "{item}: {Label}", ", "),
        Layout("pairs", "{item} = {Label}", "\n"),
        Layout("mixed", "- {item} → {Label}", "\n"),
        Layout("pairs", "{item} - {Label}", "; ", after="."),
        Layout("pairs", "{place}. {item} ({label})", "\n"),
        Layout("mixed", "{place}. **{item}** - {Label}", "\n"),
        Layout("mixed", "* **{item}**: {label}", "\n"),
        Layout("pairs", "{item}: {label}", "\n", before="Here's the breakdown:\n\n"),
        Layout("pairs", "{quoted_item}: {quoted_label}", ",\n", before="{\n", after="\n}"),
        Layout("groups", "{Label}: {items}", " | "),
        Layout("groups", "{label}: {items}", "; "),
        Layout("groups", "{Label}: {listed}.", "\n"),
        Layout("groups", "**{Label}**\n{bullets}", "\n\n"),
        Layout("groups", "{listed} – {label}", "\n"),
        Layout("flipped", "{Label} - {items}", "\n"),
        Layout("flipped", "{Label}:\n{bullets}", "\n"),
    ],
    "eighth": [
        *_PLAIN,
        Layout("pairs", "{item}- {label}", "\n"),
        Layout("mixed", "{item}- {label}", ", "),
        Layout("pairs", "{item}:{label}", "\n"),
        Layout("pairs", "{item}={label}", ", "),
        Layout("pairs", "{item} is {a_label}", "\n"),
        Layout("groups", "{label}- {items}", "\n"),
        Layout("pairs", "- **{item}**: {Label}", "\n", before="Here's the classification:\n\n"),
        Layout("mixed", "{place}. **{item}**: {Label}", "\n"),
        Layout("pairs", "{item} → **{Label}**", "\n"),
        Layout("groups", "- **{Label}**: {items}", "\n"),
        Layout("flipped", "**{Label}:** {listed}", "\n\n"),
        Layout("groups", "{place}. **{Label}**:\n{bullets}", "\n\n"),
        Layout("pairs", "Item: {item}\nLabel: {label}", "\n\n"),
        Layout("pairs", "{item},{label}", "\n", before="item,label\n"),
        Layout("mixed", "{quoted_item}: {quoted_label}", ", ", before="{", after="}"),
        Layout("flipped", "{label}:\n{bullets}", "\n"),
        Layout("pairs", "| {item} | {Label} |", "\n", before="| Item | Type |\n|:---|:---|\n"),
    ],
}


def laid_out(pairs: Pairs, articled: dict[str, str], half: str, draw: Random) -> list[str]:
    """The pairs in every layout of the half; a plural or a label that is a title stands in no sentence."""
    mixed = draw.sample(pairs, len(pairs)) if half == "test" or draw.random() < 0.5 else pairs
    groups = _grouped(pairs)
    rows = {
        "pairs": [_pair_parts(*pair, articled) for pair in pairs],
        "mixed": [_pair_parts(*pair, articled) for pair in mixed],
        "groups": [_group_parts(*group) for group in groups],
        "flipped": [_group_parts(*group) for group in groups[::-1]],
    }
    no_sentence = any(_is_plural(text) for pair in pairs for text in pair)
    no_sentence |= any(label.istitle() and " " in label for _, label in pairs)
    layouts = [layout for layout in _LAYOUTS[half] if not (no_sentence and "{a_label}" in layout.each)]
    return [_said(layout, rows[layout.rows]) for layout in layouts]


def _is_plural(label: str) -> bool:
    return label.endswith("s") and not label.endswith(("ss", "us", "is", "ics"))


def _said(layout: Layout, rows: list[dict[str, str]]) -> str:
    said = [layout.each.format(place=place, **row) for place, row in enumerate(rows, 1)]
    return layout.before + (_listed(said) if layout.between == _AND else layout.between.join(said)) + layout.after


def _pair_parts(item: str, label: str, articled: dict[str, str]) -> dict[str, str]:
    quoted_item, quoted_label = (json.dumps(text, ensure_ascii=False) for text in (item, label))
    parts = {"item": item, "label": label, "Label": capital(label), "a_label": articled[label]}
    return parts | {"quoted_item": quoted_item, "quoted_label": quoted_label}


def _group_parts(label: str, items: list[str]) -> dict[str, str]:
    bullets = "\n".join(f"- {item}" for item in items)
    return {
        "label": label,
        "Label": capital(label),
        "items": ", ".join(items),
        "listed": _listed(items),
        "bullets": bullets,
        "quoted_label": json.dumps(label, ensure_ascii=False),
        "quoted_items": ", ".join(json.dumps(item, ensure_ascii=False) for item in items),
    }


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + _AND + names[-1]


def _grouped(pairs: Pairs) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for item, label in pairs:
        groups.setdefault(label, []).append(item)
    return list(groups.items())
