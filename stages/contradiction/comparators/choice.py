"""Two options of a multiple choice, by letter or by text."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.text import bare

NAME = "choice"
MOST_WORDS = 12
LEAD_ROOM = 4
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
_ANOTHER = re.compile(r"\b(?:wrong|incorrect|worst|second|not|cannot|unlike|except|neither|never|rather)\b|n't\b")
_TITLED = re.compile(r"(\w+) (?=\(?[a-h]\b)")
_RIGHT = re.compile(r"(?:is|was|would be) (?:the |my )?(?:\w+ )?(?:answer|choice|option|one|correct|right)")


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    if not (first.choices and second.choices):
        return None
    left, right = _chosen(one, first), _chosen(other, second)
    if not left or not right:
        return None
    if first.several or first.loose or first.taste or len(left) > 1 or len(right) > 1:
        return SILENT
    (mine,), (theirs,) = left, right
    if mine == theirs:
        return AGREE
    if first.choices != second.choices and (
        mine in theirs or theirs in mine or _places(mine, first) == _places(theirs, second)
    ):
        return SILENT
    return conflict(0.97, one.value, other.value)


def _places(option: str, asked: Asked) -> list[str]:
    return [letter for letter, said in asked.choices.items() if said == option]


def taken(said: Said, asked: Asked) -> str:
    """The option that an answer is, by its letter or whole, and nothing more."""
    options = asked.choices
    told = _untitled(said.bare_value, asked)
    whole = (said.told, " ".join(bare(told)), " ".join(bare(said.value)))
    found = next((asked.worded[words] for words in whole if words in asked.worded), "")
    led = None if found else _LETTER.match(told)
    if not led or (led[1] or led[2]) not in options:
        return found
    named, rest = options[led[1] or led[2]], " ".join(bare(led[3]))
    return named if not rest or asked.worded.get(rest) == named or _RIGHT.fullmatch(rest) else ""


def _untitled(text: str, asked: Asked) -> str:
    """`A` of `Completion A`, where the ask calls its options so."""
    found = _TITLED.match(text)
    return text[found.end() :] if found and re.search(rf"\b{found[1]} \(?a\b[).:]?", asked.folded) else text


def _chosen(said: Said, asked: Asked) -> set[str]:
    """The texts of the options that an answer takes."""
    options = asked.choices
    if found := taken(said, asked):
        return {found}
    if _ANOTHER.search(said.plain) and not _ANOTHER.search(asked.folded):
        return set()
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
    around = len(said.words) - min((option.count(" ") + 1 for option in named), default=0)
    return named if min(around + LEAD_ROOM, len(said.words)) <= MOST_WORDS or len(named) > 1 else set()


def _named(text: str, options: dict[str, str]) -> set[str]:
    """The options that stand in a text whole, but for those within a longer one."""
    words = f" {' '.join(bare(text))} "
    named = [option for option in set(options.values()) if option and f" {option} " in words]
    return {one for one in named if not any(one != other and f" {one} " in f" {other} " for other in named)}
