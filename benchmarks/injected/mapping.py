"""The kind mapping: the answer gives each of several items of the ask a label."""

import json
import re
from random import Random

from injected.layouts import Pairs, laid_out
from injected.others import as_asked
from injected.part import Part
from injected.records import Another, Ask, Item, Record
from injected.text import normal

_STOP = re.compile(
    r"\b(not|both|neither|either|depends?|can|may|some|usually|other|all|none|n't|also|but|though|while)\b",
    re.I,
)
_ASKED = re.compile(
    r"classif|categor|identify|which|whether|\bare\b|\bif\b|group|sort|label|divide|separate|assign|distinguish|split|"
    r"organi[sz]e|determine|tell me|mark|state|match|differentiate|arrange",
    re.I,
)
_OTHER_ASK = re.compile(
    r"\b(write|generate|create|synonym|antonym|plural|translate|price|rank|example|opposite|sentence|should|best|"
    r"assign the following)\b",
    re.I,
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s*")
_SPLITS = (
    r"\n",
    r"\n|;|\. ",
    r"\n|;|\. |, (?=[^,:]*(?:[:=–-]| is | are ))(?:and )?",
)
_SIGN = re.compile(r"(.+?)\s*(?::|=|\s[-–]|-\s)\s*(.+)")
_VERB = re.compile(r"(?:and )?(.+?) (?:is|are|was|were) (?:both )?(?:an? |the )?(.+)", re.I)


def read(record: Record) -> Item | None:
    if not record.free or len(record.answer.split()) > 60 or len(record.answer) > 450:
        return None
    if not _ASKED.search(record.ask) or _OTHER_ASK.search(record.ask):
        return None
    items = _items(record.input if record.input and len(record.input) < 300 else record.ask)
    pairs = _pairs(record.answer, items) if len(items) >= 2 else None
    if pairs is None or not _covers(pairs, items):
        return None
    pairs = [(item, _singular(label, record.ask)) for item, label in pairs]
    labels = sorted({label for _, label in pairs})
    if len(labels) == len(pairs) > 3 or not _are_labels(labels, record.ask.lower()):
        return None
    template = record.template(3)
    return Item(record=record, kind="mapping", value=json.dumps(pairs), labels=tuple(labels), template=template)


def _items(text: str) -> list[str]:
    """The items an ask or an input lists after its last colon, question mark or line break."""
    best: list[str] = []
    chunks = (re.split(r"[:?.]\s", text.strip())[-1], text.rsplit(":", 1)[-1], text.split("\n", 1)[-1], text)
    for chunk in chunks:
        found = _pieces(chunk)
        if all(len(piece.split()) <= 5 for piece in found) and len(found) > len(best):
            best = found
    return best


def _pieces(chunk: str) -> list[str]:
    rows = [row for row in chunk.strip().split("\n") if row.strip()]
    is_column = len(rows) >= 2 and all(len(row.split()) <= 6 and "," not in row.strip(" ,") for row in rows)
    parts = rows if is_column else re.split(";" if chunk.count(";") > 1 else r"[,;\n]", chunk)
    pieces = (piece for part in parts for piece in re.split(r"^\s*and\s+|\s+and\s+(?=[^,]*$)", part))
    return [bare for piece in pieces if (bare := _BULLET.sub("", piece).strip(" .?\"'"))]


def _clean(text: str) -> str:
    return re.sub(r"^(?:and|the|an?|is|are)\s+", "", text.strip(" .,;:-–*\"'•"), flags=re.I).strip(" .\"'")


def _pairs(answer: str, items: list[str]) -> Pairs | None:
    """The items with the labels that an answer gives them, in any of the usual layouts."""
    known = {normal(item): item for item in items}
    for split in _SPLITS:
        pieces = [_BULLET.sub("", piece).strip() for piece in re.split(split, answer.strip().rstrip("."))]
        found = [_piece_pairs(piece, known) for piece in pieces if piece]
        pairs = [pair for some in found for pair in some]
        if all(found) and len(pairs) >= 2:
            return pairs
    return None


def _piece_pairs(piece: str, known: dict[str, str]) -> Pairs:
    """The pairs of one piece, which is 'items: label', 'label: items' or 'items are label'; none where it is not."""
    said = _SIGN.fullmatch(piece) or _VERB.fullmatch(piece)
    if not said:
        return []
    label, items = _clean(said[2]), _known(said[1], known)
    if not items and (":" in piece or " - " in piece):
        label, items = _clean(said[1]), _known(said[2], known)
    return [] if _STOP.search(label) else [(item, label) for item in items]


def _known(text: str, known: dict[str, str]) -> list[str]:
    """The items that a text lists, if it lists nothing else."""
    names = [name for part in re.split(r",|;|\n|\band\b", text) if (name := _clean(_BULLET.sub("", part)))]
    return [known[normal(name)] for name in names] if all(normal(name) in known for name in names) else []


def _covers(pairs: Pairs, items: list[str]) -> bool:
    """Whether each item has one label; of many items one may lack it."""
    distinct = len({normal(item) for item, _ in pairs}) == len(pairs) <= 14
    return distinct and len(pairs) >= len({normal(item) for item in items}) - (1 if len(items) > 4 else 0)


def _singular(label: str, ask: str) -> str:
    """The label as the ask spells it, in the singular where it is no proper name."""
    if spelled := re.search(rf"(?<![\w-]){re.escape(label)}(?!\w)", ask, re.I):
        label = spelled[0]
        if label[:1].isupper():
            return label
    elif not label.isupper():
        label = label.lower()
    is_plural = label.endswith("s") and not label.endswith(("ss", "us", "is", "gas", "series", "ics"))
    return label[:-1] if is_plural else label


def _are_labels(labels: list[str], ask: str) -> bool:
    """Whether they are few and short, at least two stand in the ask, and none is a part of another."""
    if not 2 <= len(labels) <= 6 or any(len(label.split()) > 3 or re.search(r"\d", label) for label in labels):
        return False
    small = [label.lower() for label in labels]
    named = sum(label in ask or label.rstrip("s") in ask or label.replace("-", " ") in ask for label in small)
    if len(set(small)) < len(small) or named < 2:
        return False
    longer = [label for label in labels if not label.startswith(("non", "not ", "in", "un"))]
    return not any(one.lower() in two.lower() for one in labels for two in longer if one != two)


def wrong(item: Item, draw: Random) -> str:
    pairs = json.loads(item.value)
    spot = draw.randrange(len(pairs))
    pairs[spot][1] = draw.choice([label for label in item.labels if label != pairs[spot][1]])
    return json.dumps(pairs)


def forms(item: Item, value: str, part: Part, draw: Random) -> list[str]:
    pairs: Pairs = [(name, label) for name, label in json.loads(value)]
    return laid_out(pairs, _articled(item), part, draw)


def _articled(item: Item) -> dict[str, str]:
    """The labels with their articles, where the ask gives all of them one."""
    ask = item.record.ask.lower()
    found = {label: re.search(rf"\b(an?) {re.escape(label.lower())}\b", ask) for label in item.labels}
    return {label: f"{said[1]} {label}" if said and all(found.values()) else label for label, said in found.items()}


def other(item: Item, pool: list[Item], names: list[str], draw: Random) -> Another[Item] | None:
    """Another ask for the same labels, or the same ask with two of its items others."""
    pairs = json.loads(item.value)
    mine = {normal(name) for name, _ in pairs}
    others = [one for one in pool if one.record.origin != item.record.origin]
    mates = [one for one in others if one.labels == item.labels]
    if mates and draw.random() < 0.6:
        mate = draw.choice(mates)
        if not mine & {normal(name) for name, _ in json.loads(mate.value)}:
            return as_asked(mate)
    labels = {label.lower() for label in item.labels}
    near = mates or [one for one in others if labels & {label.lower() for label in one.labels}]
    told = (name for one in near for name, _ in json.loads(one.value))
    source = [name for name in told if normal(name) not in mine and len(name.split()) <= 3]
    return _with_items(item, pairs, source, draw) if source else None


def _with_items(item: Item, pairs: list[list[str]], source: list[str], draw: Random) -> Another[Item] | None:
    ask = Ask(item.record.ask, item.record.input)
    for spot in draw.sample(range(len(pairs)), 2):
        new = draw.choice(source)
        pattern = re.compile(rf"(?<!\w){re.escape(pairs[spot][0])}(?!\w)")
        if len(pattern.findall("\n".join(ask))) != 1 or normal(new) in {normal(name) for name, _ in pairs}:
            return None
        ask = Ask(*(pattern.sub(new.replace("\\", r"\\"), text) for text in ask))
        pairs[spot] = [new, draw.choice(item.labels)]
    return Another(ask, item, json.dumps(pairs))
