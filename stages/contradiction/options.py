"""The options that an ask names: by letter, or joined by `or`, slashes or commas."""

import re
from collections.abc import Collection

from stages.normal import folded
from stages.wording.text import bare

READ_LINE = 2000
_LETTERED = re.compile(
    r"(?<!\w)\(?([a-h])(?:\)|\.(?=\s)|:(?=\s))\s*(.{1,200}?)(?=\s*[;,]?\s*(?<!\w)\(?[a-h][).:]|\n|$)"
)
_QUOTED_OPTION = re.compile(r"[\"“'‘]([^\"“”'‘’\n]{1,40})[\"”'’](?!\w)")
_HAS_A = re.compile(r"(?<!\w)[aA][).:]")
_PARTS = re.compile(r"[.?!:;\"“”()]")
_EITHER = re.compile(r"\bor\b|/|\|")
_BETWEEN = re.compile(r",|/|\||\bor\b")
_ASKER = re.compile(r"(?:which|what|who|where|when|how)\b[^,]*$")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,60}(?:[,|/] ?[^(),\[\]]{2,60})+)[)\]]")
_ROW = re.compile(r"^\s*(?:[-*•]|\d[.)])\s*(\S.{0,200}?)\s*$")
_ROW_MARK = re.compile(r"^\s*(?:[-*•]|\(?[A-Ha-h][).:])\s*")
_IN_A_ROW = re.compile(r"(?i)\b((?:options|choices|answers)\s*:)((?:[ \t]+[-*•][ \t]+\S[^\n]*?){2,})$", re.M)
_DASH = re.compile(r"\s+[-*•]\s+")
_HEADED = re.compile(
    r"(?im)^\s*(?:(?:possible |answer )?(?:options|answers|choices)|labels)\s*:[ \t]*([^\n:?]{5,300})\Z"
)
_BARE_ROW = re.compile(r"^\s*([^\s.?!:]+(?: [^\s.?!:]+){0,2})\s*$")
ROW_WORDS = 4
MOST_ROWS = 12
_LISTED = re.compile(
    r"(?:options|possible answers|labels|choices|categories|tags|classes|types|groups|values|marks|ratings|grades|scale"
    r"|choos(?:e|ing) (?:from|among)|between|out of(?! \d)|one"
    r" of)\s*:?\s*([^.?!\n]{3,200})"
)


_BEGINS = frozenset(("as", "either", "whether", "into", "between", "among", "is", "are", "was", "were"))
_OR = re.compile(r"\bor\b")
WORDS_BEFORE, WORDS_AFTER = 12, 4
_ODD = re.compile(
    r"\bodd one|(?:not|n't) (?:belong|fit)\b|\bleast relevant\b|\bout of place\b|\bdifferent from the (?:others|rest)\b"
)
_ODD_CUES = ("odd one", "belong", "fit", "least relevant", "out of place", "different from")
_VERSUS = re.compile(r"\b(?:vs\b\.?|versus\b)")
_INTO = re.compile(r"\b(?:into|as|under|between|among|whether) ([^.?!:\n]{3,120})")


Words = tuple[str, ...]


def lettered(text: str) -> dict[str, str]:
    """Options by their letter, at least two from `a` on."""
    if not _HAS_A.search(text):
        return {}
    lines = "\n".join(folded(line) for line in text.splitlines())
    found = {letter: " ".join(bare(said)) for letter, said in _LETTERED.findall(lines)}
    return found if len(found) > 1 and sorted(found) == list("abcdefgh"[: len(found)]) else {}


def listed(text: str) -> list[tuple[Words, ...]]:
    """Lists of options; what runs into the sentence is the begin of a first option, or the end of a last one."""
    lists = []
    for line in map(folded, _QUOTED_OPTION.sub(r"\1", text).splitlines()):
        for part in _PARTS.split(line[:READ_LINE]):
            if last := [found.end() for found in _EITHER.finditer(part)][-1:]:
                end = part.find(",", last[0] + 1)
                items = _BETWEEN.split(part[: end if end > 0 else None])
                named = [tuple(bare(item)) for item in items if item.strip() and not _ASKER.match(item.strip())]
                lists.append(_begun(named))
        for said in (*_LISTED.findall(line[:READ_LINE]), *_BRACKETED.findall(line[:READ_LINE])):
            lists.append([tuple(bare(part)) for part in re.split(r",|;|/|\||\bor\b|\band\b", said) if part.strip()])
    short = [row for row in map(_words, rows(text)) if len(row) <= ROW_WORDS]
    return [tuple(items) for items in (*lists, short) if len(items) > 1]


def _begun(items: list[Words]) -> list[Words]:
    """A list from where it begins: in `Given a text, sort it as new, old or unclear` that is `sort it as new`."""
    begins = [at for at, item in enumerate(items[:-1]) if not _BEGINS.isdisjoint(item)]
    return items[begins[-1] :] if begins else items


def groups(text: str) -> list[tuple[Words, ...]]:
    """What things are to be sorted into: `into verbs and nouns`, `which is a bird or a fish`."""
    lines = [_VERSUS.sub("or", folded(line)) for line in text[:READ_LINE].splitlines()]
    said = (found for line in lines for found in (*_INTO.findall(line), *_around(line)))
    found = [re.split(r",|;|/|\bor\b|\band\b", one) for one in said]
    lists = [tuple(_words(item) for item in items if item.strip()) for items in found]
    return [items for items in lists if len(items) > 1]


def _around(text: str) -> list[str]:
    """A few words before and after each `or`, within the clause."""
    clauses = ((clause, at) for clause in _PARTS.split(text) for at in _OR.finditer(clause))
    return [
        " ".join((*clause[: at.start()].split()[-WORDS_BEFORE:], "or", *clause[at.end() :].split()[:WORDS_AFTER]))
        for clause, at in clauses
    ]


def rows(text: str) -> list[str]:
    """The last run of bulleted or numbered lines, or of short bare ones after a question or colon; blank ones between
    are none."""
    runs: list[list[str]] = [[]]
    led = False
    for line in filter(str.strip, text.splitlines()):
        row = _ROW.match(line[:READ_LINE]) or (_BARE_ROW.match(line[:READ_LINE]) if led else None)
        if row:
            runs[-1].append(folded(row[1]))
        elif runs[-1]:
            runs.append([])
        led = bool(runs[-1]) or line.rstrip().endswith(("?", ":"))
    found = next((run for run in reversed(runs) if len(run) > 1), [])
    return found if len(found) <= MOST_ROWS else []


def unlettered(text: str) -> list[str]:
    """Options without a letter: in lines, behind a heading, or as the items of which one does not belong."""
    return rows(text) or _headed(text) or odd_ones(text)


def _headed(text: str) -> list[str]:
    """The options of a line such as `Possible answers: red, blue`, which ends the text."""
    found = _HEADED.search(text.rstrip())
    items = [item.strip(" .") for item in re.split(r",|;|\bor\b", found[1])] if found else []
    return [folded(item) for item in items] if 1 < len(items) <= MOST_ROWS and all(items) else []


def in_lines(text: str) -> str:
    """With a line for each of the options that stand in a row: `Options: - red - blue`."""
    if not any(mark in text for mark in (": -", ": *", ": •")):
        return text
    return _IN_A_ROW.sub(lambda found: found[1] + _DASH.sub("\n- ", found[2]), text)


def unlisted(text: str, choices: Collection[str]) -> str:
    """A text without the lines that are its options."""
    lines = text.splitlines()
    kept = [line for line in lines if " ".join(bare(folded(_ROW_MARK.sub("", line)))) not in choices]
    return "\n".join(kept) if len(choices) > 1 and kept else text


def odd_ones(text: str) -> list[str]:
    """The items after the last colon or on the last line, of which one does not belong to the others."""
    low = text.lower()
    if not any(cue in low for cue in _ODD_CUES) or not _ODD.search(low):
        return []
    items = [item.strip(" .?") for item in re.split(r"[:\n?]", text.rstrip(" .?\n"))[-1].split(",")]
    return (
        [folded(item) for item in items]
        if len(items) > 2 and all(0 < len(item.split()) < ROW_WORDS for item in items)
        else []
    )


def _words(text: str) -> Words:
    return tuple(bare(text))
