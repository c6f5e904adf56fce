"""Where a cue leads to a value: "passport no. is …", `"passport_number": "…"`, a column headed "Passport"."""

import re
from collections.abc import Iterator
from functools import lru_cache

import re2

from stages.pii.cues import LANGUAGES, Cues

_JOINT = re.compile(r"[\s_.:;=#>|()\[\]\"'“”„«»`*°-]{0,10}")
_MOST_WORDS = 4
_NEVER = r"[^\x{0}-\x{10FFFF}]"


def leads(text: str, cues: Cues, kind: str) -> Iterator[tuple[int, int]]:
    """The cues of a kind as whole words; neighbours may share the character between them, as in `|MRN|DOB|`."""
    pattern = _pattern(cues.languages, kind)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        start, end = match.span()
        if not (start and text[start - 1].isalnum() and text[start].isalnum()):
            yield start, end if text[end - 1].isalnum() else end - 1


def condition(kind: str) -> str:
    """The cues of a kind in every language, as a pattern for the gate."""
    return condition_of(Cues(LANGUAGES).words(kind))


def value_start(text: str, end: int, cues: Cues) -> tuple[int, bool]:
    """Where the value of a cue that ends here may begin, and whether a word or sign ("is", "no.", ":") leads there."""
    fillers, at = _fillers(cues.languages), end
    for _ in range(_MOST_WORDS):
        match = fillers.match(text, at, at + 40)
        if match is None:
            break
        at = match.end()
    start = _joint_end(text, at)
    return start, at > end or any(sign in text[end:start] for sign in ":=#|>")


def _joint_end(text: str, at: int) -> int:
    match = _JOINT.match(text, at)
    breaks = match[0].count("\n") if match else 2
    return match.end() if match and breaks <= (0 if "|" in match[0] else 1) else at


@lru_cache(maxsize=64)
def _fillers(languages: tuple[str, ...]) -> re.Pattern[str]:
    cues = Cues(languages)
    words = sorted({*cues.words("number"), *cues.words("is")}, key=len, reverse=True)
    return re.compile(rf"(?i)[\s_.:=\"'*(-]{{0,5}}(?:{'|'.join(map(re.escape, words))})(?![^\W_])")


@lru_cache(maxsize=256)
def _pattern(languages: tuple[str, ...], kind: str) -> "re2._Regexp[str] | None":
    words = Cues(languages).words(kind)
    return re2.compile(condition_of(words)) if words else None


@lru_cache(maxsize=64)
def condition_of(words: tuple[str, ...]) -> str:
    """Longest first, so that the whole cue is taken; a blank stands for any joint, as in `date_of_birth`."""
    if not words:
        return _NEVER
    longest = sorted(words, key=len, reverse=True)
    closed: list[str] = []
    open_: list[str] = []
    for word in longest:
        pattern = re2.escape(word).replace("\\ ", r"[\s_-]{0,3}")
        (closed if word[-1].isalnum() else open_).append(pattern)
    return "(?i)(?:" + "|".join([rf"(?:{'|'.join(closed)})(?:$|[^\pL\pN])"] * bool(closed) + open_) + ")"
