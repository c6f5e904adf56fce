"""Options that an ask offers: what they are, which of them the gold is, and what to rank by likelihood."""

import re
from typing import NamedTuple

from stages.normal import folded

READ_CHARS = 20_000
_LETTERED = re.compile(r"(?<![\w(])\(?(?P<letter>[A-Z])(?:\)|[.:](?=[ \t]))[ \t]*")
_LOWER = re.compile(r"(?:(?<=\n)|(?<=^))[ \t]*\(?(?P<letter>[a-z])[).][ \t]+|(?<!\w)\((?P<inline>[a-z])\)[ \t]*")
_HEADED = re.compile(
    r"(?:options|choices|possible answers|answer choices)[ \t]*:[ \t]*(?P<inline>[^\n]*)", re.IGNORECASE
)
_ITEM = re.compile(r"[ \t]*(?:[-*•][ \t]+|(?P<letter>\(?[A-Za-z0-9]{1,2}[).:][ \t]+))(?P<said>\S.*)")
_RULED, _SAID = re.compile(r"[;|]|\s/\s"), re.compile(r",(?:\s*or\s)?|\sor\s")
_MARKED = re.compile(r"\(?(?P<letter>[A-Za-z])[).:][ \t]+")
_ENDS = " \t,;"
_LABEL_WORDS = 3
_GOLD = re.compile(
    r"(?:(?i:(?:the )?(?:correct )?answer(?: is|:))\s*)?"
    r"\(?(?P<letter>[A-Za-z])(?:[).:]+|(?=$))\s*(?P<said>.*)"
)


class Ranking(NamedTuple):
    """Answers to rank, written as the gold is written, and which of them is right."""

    answers: list[str]
    gold: int


def multiple_choice(ask: str) -> list[str] | None:
    """The options without their letters, of the last list in the ask; none where it offers fewer than two."""
    text = ask[-READ_CHARS:]
    for found in (_headed(text), _lettered(text, _LETTERED, "A"), _lettered(text, _LOWER, "a")):
        if len(found) > 1 and all(found) and len(set(found)) == len(found):
            return found
    return None


def chosen(options: list[str], gold: str) -> int | None:
    """Which option the gold is, by its text or by its letter; one that works its answer out names it in the end."""
    picked = _picked(options, gold)
    return picked[0] if picked else None


def ranking(ask: str, gold: str) -> Ranking | None:
    """`B` and `B. 12` are ranked against `A` and `A. 7`; the text of an option against the other texts.

    Of a gold that works its answer out, only the line that names the option is ranked: the way there is its own.
    """
    options = multiple_choice(ask)
    picked = _picked(options, gold) if options else None
    if options is None or picked is None:
        return None
    right, said = picked
    for names in (options, _labels(options)):
        if names and _plain(said) == _plain(names[right]):
            return Ranking(list(names), right)
    if not (marked := _GOLD.fullmatch(said)):
        return None
    before, after = said[: marked.start("letter")], said[marked.end("letter") : marked.start("said")]
    first = "A" if marked["letter"].isupper() else "a"
    letters = [chr(ord(first) + at) for at in range(len(options))]
    tails = options if marked["said"] else [""] * len(options)
    return Ranking([f"{before}{one}{after}{tail}" for one, tail in zip(letters, tails, strict=True)], right)


def _picked(options: list[str], gold: str) -> tuple[int, str] | None:
    """The option, and the words that name it: all of them, or the last line."""
    whole = gold.strip()
    for said in dict.fromkeys((whole, whole.rpartition("\n")[2].strip())):
        if (at := _named(options, said)) is not None:
            return at, said
    return None


def _named(options: list[str], said: str) -> int | None:
    plain = _plain(said)
    for at, name in enumerate([*options, *_labels(options)]):
        if plain == _plain(name):
            return at % len(options)
    if not (marked := _GOLD.fullmatch(said)):
        return None
    at = ord(marked["letter"].upper()) - ord("A")
    return at if at < len(options) and _plain(marked["said"]) in ("", _plain(options[at])) else None


def _labels(options: list[str]) -> list[str]:
    """`Sentence A` of `Sentence A: "It rained."`, where each option has one of its own."""
    labels = [label.strip() for label, colon, said in (option.partition(": ") for option in options) if colon and said]
    short = all(0 < len(label.split()) <= _LABEL_WORDS for label in labels)
    return labels if short and len(set(labels)) == len(options) else []


def _headed(text: str) -> list[str]:
    """What stands under `OPTIONS:` as items, or behind it on its line."""
    heads = list(_HEADED.finditer(text))
    if not heads:
        return []
    head = heads[-1]
    if head["inline"].strip():
        inline = head["inline"].strip()
        if _LETTERED.match(inline) or _LOWER.match(inline):
            return []
        parts = (_RULED if re.search(r"[;|]| / ", inline) else _SAID).split(inline)
        return [part.strip(" .\t") for part in parts if part.strip(" .\t")]
    found: list[str] = []
    for line in text[head.end() :].splitlines()[1:]:
        item = _ITEM.fullmatch(line)
        if item:
            found.append(item["said"].strip())
        elif line.strip():
            break
    marked = [_MARKED.match(said) for said in found]
    if all(one and one["letter"].upper() == chr(ord("A") + at) for at, one in enumerate(marked)):
        return [_MARKED.sub("", said) for said in found]
    return found


def _lettered(text: str, mark: re.Pattern[str], first: str) -> list[str]:
    """From the last first letter on, as long as the letters follow each other."""
    marks = [(one["letter"] or one.groupdict().get("inline"), one) for one in mark.finditer(text)]
    starts = [at for at, (letter, _) in enumerate(marks) if letter == first]
    if not starts:
        return []
    run: list[re.Match[str]] = []
    for letter, one in marks[starts[-1] :]:
        if letter == chr(ord(first) + len(run)):
            run.append(one)
    ends = [one.start() for one in run[1:]] + [len(text)]
    said = (text[one.end() : end].strip() for one, end in zip(run, ends, strict=True))
    return [option.partition("\n")[0].strip(_ENDS) for option in said]


def _plain(text: str) -> str:
    return folded(text).strip(" .\"'")
