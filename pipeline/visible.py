"""Text as a terminal may show it: nothing in it moves the cursor, sets a colour, turns the direction or hides."""

import unicodedata
from functools import lru_cache
from itertools import chain
from typing import Any

_TOLD = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
# letters and marks that take no room: fillers and selectors, but not the two that choose how an emoji looks
_SINGLE = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
_RANGES = (range(0x180B, 0x1810), range(0xFE00, 0xFE0E), range(0xE0100, 0xE01F0))
_INVISIBLE = frozenset(chr(code) for code in (*_SINGLE, *chain(*_RANGES)))
LINE, EVIDENCE, BLOCK = 160, 480, 4000


def visible(text: str, keep: str = "") -> str:
    """The text with every control, bidi and invisible character drawn, but for those to keep."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char in keep else _drawn(char) for char in text)


@lru_cache(maxsize=4096)
def _drawn(char: str) -> str:
    if char == "\n":
        return "⏎"
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "␡"
    if unicodedata.category(char) in _TOLD or char in _INVISIBLE:
        return f"⟨U+{ord(char):04X}⟩"
    return char


def line(text: str, most: int = LINE) -> str:
    """The beginning of a text on one line, and how long it is where that is not all."""
    shown = visible(text[:most])
    return shown if len(text) <= most else f"{shown}… ({len(text):,} characters)"


def block(name: str, text: str, most: int = BLOCK) -> list[str]:
    """A text under its name, each line behind a bar, so that no line of it passes for one of ours."""
    shown = visible(text[:most], keep="\n\t").split("\n")
    cut = [] if len(text) <= most else [f"… ({len(text):,} characters)"]
    return [name, *(f"  | {part}" for part in [*shown, *cut])]


def pair_line(pair: dict[str, Any], most: int = LINE) -> str:
    """A pair on one line: what is asked, an arrow, the answer."""
    turns = f"({len(pair['history'])} turns before) " if pair["history"] else ""
    ask = " ".join(part for part in (pair["system"], pair["instruction"], pair["input"]) if part)
    return f"{turns}{line(ask, most)} → {line(pair['output'], most)}"


def pair_block(pair: dict[str, Any], most: int = BLOCK) -> list[str]:
    """All texts of a pair, turn by turn; empty ones are left out."""
    parts = [("system", pair["system"])]
    parts += [(f"history {n} {turn['role']}", turn["content"]) for n, turn in enumerate(pair["history"], 1)]
    parts += [(name, pair[name]) for name in ("instruction", "input", "output")]
    return [told for name, text in parts if text for told in block(name, text, most)]


def marked(text: str, start: int, end: int, around: int = 40) -> str:
    """A stretch of a text between ⟦ and ⟧, with what stands around it, on one line."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    opening, closing = "…" * (start > around), "…" * (end + around < len(text))
    return f"{opening}{visible(before)}⟦{line(text[start:end])}⟧{visible(after)}{closing}"


def landed(pair: dict[str, Any], said: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Every edit, and the stretch of the fixed text that it became."""
    rounds = [[(d["reason"], edit) for d in decisions for edit in d["edits"]] for decisions in said.values()]
    later = [[edit for _, edit in edits] for edits in rounds]
    return [
        {
            "stage": stage,
            "reason": reason,
            "field": edit["field"],
            "start": start,
            "end": end,
            "was_characters": edit["end"] - edit["start"],
            "shown": marked(_field(pair, edit["field"]), start, end),
        }
        for n, (stage, edits) in enumerate(zip(said, rounds, strict=True))
        for reason, edit in edits
        for start, end in [_stretch(edit, later[n:])]
    ]


def _stretch(edit: dict[str, Any], rounds: list[list[dict[str, Any]]]) -> tuple[int, int]:
    start = _moved(edit["start"], [e for e in rounds[0] if e["field"] == edit["field"] and e is not edit])
    end = start + len(edit["text"])
    for later in rounds[1:]:
        same = [e for e in later if e["field"] == edit["field"]]
        start, end = _moved(start, same), _moved(end, same, at_end=True)
    return start, end


def _moved(place: int, edits: list[dict[str, Any]], at_end: bool = False) -> int:
    """Where a place of a text is after these edits; one within an edit goes to its beginning or its end."""
    shift = 0
    for edit in edits:
        if edit["end"] <= place:
            shift += len(edit["text"]) - (edit["end"] - edit["start"])
        elif edit["start"] < place:
            shift += edit["start"] - place + len(edit["text"]) * at_end
    return place + shift


def _field(pair: dict[str, Any], path: str) -> str:
    value: Any = pair
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return str(value)


def decision_line(decision: dict[str, Any]) -> str:
    """Verdict, reason, score beside threshold, evidence; of a label its value."""
    score = "" if decision["score"] is None else f", score {decision['score']:.6g}"
    against = "" if decision["threshold"] is None else f", threshold {decision['threshold']:.6g}"
    value = f" {line(str(decision['facts']))}" if decision["verdict"] == "label" else ""
    told = f"{decision['verdict']} {visible(decision['reason'])}{score}{against}"
    return f"{told}: {line(decision['evidence'], EVIDENCE)}{value}"


def edit_line(edit: dict[str, Any]) -> str:
    """Where the edit stands now, how long the text was that it replaced, and what stands there."""
    place = f"{edit['field']} {edit['start']}–{edit['end']}"
    return f"edit {place} ({edit['was_characters']:,} characters before): {edit['shown']}"


def ending(end: dict[str, Any]) -> str:
    """Where a record ended, in a word, with its shard or with what took it there."""
    where = f", {end['shard']} row {end['row']}" if "shard" in end else ""
    return f"{end['place']}{where}" + (f" by {end['stage']} ({visible(end['reason'])})" if end.get("stage") else "")
