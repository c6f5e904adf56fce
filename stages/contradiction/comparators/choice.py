"""Two options of a multiple choice, by letter or by text."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.text import bare

NAME = "choice"
_LETTER = re.compile(
    r"^(?:(?:option|choice|letter)\s+)?(?:\(([a-h])\)|([a-h])(?:[).:,]|$|\s*[-–]\s|(?= (?:is|was|would be)"
    r" (?:the |my )?(?:\w+ )?(?:answer|choice|option|one|correct|right))))(.*)",
    re.DOTALL,
)
_LAST = re.compile(
    r"(?:^|(?:\b(?:is|be|choose|pick|select|take|with|for|option|letter|answer|choice|completion|sentence"
    r"|statement|ending)|'s|[:=]) )"
    r"(?:\(([a-h])\)|([a-h])\)?)$"
)
_ANNOUNCED = re.compile(
    r"\b(?:(?:the )?(?:correct |right |final |best )?(?:answer|choice|option)(?: is|:)|it is|i choose"
    r"|option)\s*:?\s*(?:option )?"
    r"(?:\(([a-h])\)|([a-h])(?=[).,;]|$| (?:is|was|would be)\b))"
)


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    if not (first.choices and second.choices):
        return None
    left, right = _chosen(one, first), _chosen(other, second)
    if not left or not right:
        return None
    if first.several or len(left) > 1 or len(right) > 1:
        return SILENT
    (mine,), (theirs,) = left, right
    if mine == theirs:
        return AGREE
    if first.choices != second.choices and (mine in theirs or theirs in mine):
        return SILENT
    return conflict(0.97, one.value, other.value)


def _chosen(said: Said, asked: Asked) -> set[str]:
    """The texts of the options that an answer takes."""
    options = asked.choices
    if said.told in options.values():
        return {said.told}
    led = _LETTER.match(said.value)
    if led and (led[1] or led[2]) in options:
        rest = _named(led[3], options)
        return {options[led[1] or led[2]]} | ({*rest} if len(bare(led[3])) <= 12 else set())
    if cues := _ANNOUNCED.findall(said.plain):
        return {options[letter] for letter in map("".join, cues) if letter in options}
    last = _LAST.search(said.value) if len(said.words) <= 12 else None
    if last and (letter := last[1] or last[2]) in options:
        return {options[letter]}
    named = _named(said.value, options)
    return named if len(said.words) <= 12 or len(named) > 1 else set()


def _named(text: str, options: dict[str, str]) -> set[str]:
    """The options that stand in a text whole, but for those within a longer one."""
    words = f" {' '.join(bare(text))} "
    named = [option for option in set(options.values()) if option and f" {option} " in words]
    return {one for one in named if not any(one != other and f" {one} " in f" {other} " for other in named)}
