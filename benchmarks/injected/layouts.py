"""The layouts in which an answer gives labels to items."""

import json
from random import Random

from injected.forms import Layout
from injected.part import Part
from injected.text import capital

Pairs = list[tuple[str, str]]
_AND = " and "


_PLAIN = [
    Layout("pairs", "{item}: {label}", "\n"),
    Layout("pairs", "{item} - {label}", ", "),
    Layout("pairs", "{item} is {a_label}", ", ", after="."),
]


def laid_out(pairs: Pairs, articled: dict[str, str], part: Part, draw: Random) -> list[str]:
    """The pairs in every layout of the part; a plural or a label that is a title stands in no sentence."""
    mixed = draw.sample(pairs, len(pairs)) if part.shuffled or draw.random() < 0.5 else pairs
    groups = _grouped(pairs)
    rows = {
        "pairs": [_pair_parts(*pair, articled) for pair in pairs],
        "mixed": [_pair_parts(*pair, articled) for pair in mixed],
        "groups": [_group_parts(*group) for group in groups],
        "flipped": [_group_parts(*group) for group in groups[::-1]],
    }
    no_sentence = any(_is_plural(text) for pair in pairs for text in pair)
    no_sentence |= any(label.istitle() and " " in label for _, label in pairs)
    layouts = [layout for layout in [*_PLAIN, *part.layouts] if not (no_sentence and "{a_label}" in layout.each)]
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
