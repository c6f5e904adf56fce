"""Answers that give each of several items a label: as lines, pairs in a sentence, or groups under their labels."""

import json
import re

from stages.contradiction.lead import CLOSING, led
from stages.normal import folded

Entry = tuple[str, str]
MOST = 200
LEAST_WORDS = 3
READ_LINE = 4000
_PARTS = re.compile(r"[\n;]+")
_MARK = re.compile(r"^\s*(?:[-*•]|\(?\d+[.)])\s*(?=\S)")
_BETWEEN = re.compile(
    r"\s*(?::|=|->|→|⇒|\s--\s|\s[-–—]\s|(?<=\w)[-–—]\s"
    r"|\s(?:(?:is|are|was|were|would be|should be|can be|could be)"
    r"(?: (?:classified|categori[sz]ed|label+ed|considered|sorted|grouped|listed|an? (?:type|kind|example) of))?"
    r"(?: (?:as|under|into|in))?"
    r"|(?:goes|go|falls|fall|fits|fit|belongs|belong|counts|count|comes)"
    r" (?:to|under|in|into|with|as))(?:\s(?:an?|the))?\s)\s*"
)
_GROUPED = re.compile(
    r"(?m)^(?![ \t]*[-*•])([^\n:]{1,60}):?[ \t]*\n((?:[ \t]*\n)*(?:[ \t]*[-*•][ \t]+[^\n:]{1,80}(?:\n|$))+)"
)
_HEADED = re.compile(r"(?m)^#+\s*([^\n:]{1,60}?)\s*:?[ \t]*$")
_BRACKETED = re.compile(r"(?m)^\s*\[([^\]\n]{1,40})\]\s*(\S[^\n]*)$")
_COMMAS = re.compile(r"(?:[^,:\n]{1,60}, ?[^,:\n]{1,40}\n+)+[^,:\n]{1,60}, ?[^,:\n]{1,40}\n*")
_NAMED = re.compile(r"(?:table|date|number|class|one|word|name|sentence|text|option|label)\s*:\s*\S")
_LABELLED = re.compile(
    r"(?im)^\s*(?:item|name|word|example|term)\s*:[ \t]*(\S[^\n]*?)[ \t]*\n+\s*(?:label|category|class|type"
    r"|group)\s*:[ \t]*(\S[^\n]*)$"
)
_RULE = re.compile(r"[-: ]+$")
_ROUND = re.compile(r"\s*\(([^()]{1,300})\)")
_ROUND_END = re.compile(r"\)[.,;]?\s*$")
_WORD = re.compile(r"[\w']+")
_HEADS = frozenset(("item", "items", "label", "labels", "category", "name", "class", "type", "group"))
_KIND = re.compile(r"^(?:the )?[\"“]?(.+?)[\"”]? (?:category|group|class|type|column|section|bucket)$")
_PIECES = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\.\s+")


def entries(text: str) -> list[Entry]:
    """What stands on either side of a colon, an arrow, a dash or `is`; none where a part has no such two."""
    if text.lstrip().startswith(("{", "[{")):
        return _record(text)
    if text.lstrip().startswith("|"):
        return _rows(text)
    text = _LABELLED.sub(r"\1: \2", text)
    text = _BRACKETED.sub(r"\1: \2", _HEADED.sub(r"\1:", text))
    text = "\n".join(_MARK.sub("", line) if _ROUND_END.search(line) else line for line in text.splitlines())
    if not _BETWEEN.search(text):
        text = _ROUND.sub(r": \1", text)
    text = re.sub(r" \| ", "\n", text) if all(map(_BETWEEN.search, text.split(" | "))) else text
    text = re.sub(r"\t+| \| ", ": ", text)
    if _COMMAS.fullmatch(text):
        text = text.replace(",", ":")
    found: list[Entry] = []
    parts = [folded(_MARK.sub("", part)) for part in _PARTS.split(_GROUPED.sub(_one_line, text))[:MOST] if part.strip()]
    parts = [
        part for part in parts if not (CLOSING.issuperset(words := _WORD.findall(part)) and len(words) > LEAST_WORDS)
    ]
    for at, part in enumerate(parts):
        part = _begun(part) if at == 0 else part.rstrip(" .,")
        if at == 0 and len(parts) > 1 and (not part or part.endswith(":") or not _BETWEEN.search(part)):
            continue  # `Here is the list:`
        pairs = _pairs(part[:READ_LINE])
        if not pairs:
            return []
        found += pairs
    found = [(item, _KIND.sub(r"\1", label)) for item, label in found]
    return found[1:] if found and _HEADS.issuperset(found[0]) else found


def _begun(part: str) -> str:
    """The first part without what leads on to it; `Table: tool` is an item and its label all the same."""
    bare = led(part)
    return part.rstrip(" .,") if _NAMED.match(part) and bare and not _BETWEEN.search(bare) else bare


def _record(text: str) -> list[Entry]:
    try:
        told = json.loads(text[: max(text.rfind("}"), text.rfind("]")) + 1])
    except (ValueError, RecursionError):
        return []
    if isinstance(told, list):
        told = dict(tuple(row.values()) for row in told if isinstance(row, dict) and len(row) == 2)
    texts = [(item, ", ".join(map(str, label)) if isinstance(label, list) else label) for item, label in told.items()]
    return [(folded(str(item)), folded(label)) for item, label in texts if isinstance(label, str)][:MOST]


def _rows(text: str) -> list[Entry]:
    """The rows of a table of two columns, but for its head."""
    lines = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()[:MOST]
        if line.strip()
    ]
    rows = [
        (folded(cells[0]), folded(cells[1])) for cells in lines[1:] if len(cells) == 2 and not _RULE.match(cells[0])
    ]
    return rows if all(len(cells) == 2 for cells in lines) else []


def _one_line(found: re.Match[str]) -> str:
    """A label with its items below it."""
    items = [_MARK.sub("", line).strip() for line in found[2].splitlines() if line.strip()]
    return f"{found[1]}: {', '.join(items)}\n"


def _pairs(part: str) -> list[Entry]:
    """One pair, or several that commas and `and` part; a piece without two sides goes on with the piece before it."""
    sides = _BETWEEN.split(part)
    if len(sides) == 2:
        return [(sides[0], sides[1])] if all(sides) else []
    found: list[Entry] = []
    for piece in _PIECES.split(part):
        sides = _BETWEEN.split(piece)
        if len(sides) == 2 and all(sides):
            found.append((sides[0], sides[1]))
        elif len(sides) == 1 and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}, {piece}")
        else:
            return []
    return found
