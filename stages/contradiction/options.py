"""The options that an ask names: by letter, or joined by `or`, slashes or commas."""

import re

from stages.normal import folded
from stages.wording.text import bare

READ_LINE = 2000
_LETTERED = re.compile(
    r"(?<!\w)\(?([a-h])(?:\)|\.(?=\s)|:(?=\s))\s*(.{1,200}?)(?=\s*[;,]?\s*(?<!\w)\(?[a-h][).:]|\n|$)"
)
_PARTS = re.compile(r"[.?!:;\"“”()]")
_EITHER = re.compile(r"\bor\b|/|\|")
_BETWEEN = re.compile(r",|/|\||\bor\b")
_ASKER = re.compile(r"(?:which|what|who|where|when|how)\b[^,]*$")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,60}(?:[,|/] ?[^(),\[\]]{2,60})+)[)\]]")
_ROW = re.compile(r"^\s*(?:[-*•]|\d[.)])\s*(\S+(?: \S+){0,3})\s*$")
_BARE_ROW = re.compile(r"^\s*([^\s.?!:]+(?: [^\s.?!:]+){0,2})\s*$")
MOST_ROWS = 12
_LISTED = re.compile(
    r"(?:options|labels|choices|categories|tags|classes|types|groups|values|marks|ratings|grades|scale"
    r"|choos(?:e|ing) (?:from|between|among)|out of|one"
    r" of)\s*:?\s*([^.?!\n]{3,200})"
)


Words = tuple[str, ...]


def lettered(text: str) -> dict[str, str]:
    """Options by their letter, at least two from `a` on."""
    lines = "\n".join(folded(line) for line in text.splitlines())
    found = {letter: " ".join(bare(said)) for letter, said in _LETTERED.findall(lines)}
    return found if len(found) > 1 and sorted(found) == list("abcdefgh"[: len(found)]) else {}


def listed(text: str) -> list[tuple[Words, ...]]:
    """Lists of options; what runs into the sentence is the begin of a first option, or the end of a last one."""
    lists = []
    for line in map(folded, text.splitlines()):
        for part in _PARTS.split(line[:READ_LINE]):
            if last := [found.end() for found in _EITHER.finditer(part)][-1:]:
                end = part.find(",", last[0] + 1)
                items = _BETWEEN.split(part[: end if end > 0 else None])
                lists.append([tuple(bare(item)) for item in items if item.strip() and not _ASKER.match(item.strip())])
        for said in (*_LISTED.findall(line[:READ_LINE]), *_BRACKETED.findall(line[:READ_LINE])):
            lists.append([tuple(bare(part)) for part in re.split(r",|;|/|\||\bor\b|\band\b", said) if part.strip()])
    rows = _rows(text)
    return [tuple(items) for items in (*lists, rows) if len(items) > 1]


def _rows(text: str) -> list[Words]:
    """The first run of bulleted or numbered lines, or bare ones after a question or colon, where they are"
    " few and short."""
    found: list[Words] = []
    led = False
    for line in text.splitlines():
        row = _ROW.match(line[:READ_LINE]) or (_BARE_ROW.match(line[:READ_LINE]) if led else None)
        if row:
            found.append(tuple(bare(folded(row[1]))))
        elif found:
            break
        led = bool(found) or line.rstrip().endswith(("?", ":"))
    return found if 1 < len(found) <= MOST_ROWS else []
