"""Capitalised words in a row, and what the gazetteer says of each: the raw material of a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2

from stages.pii.names.gazetteer import FIRST, LAST, NEVER, Gazetteer

_SMALL = (
    "van|von|vom|zu|zum|zur|der|den|della|delle|del|de|di|das|da|dos|do|du|la|les|le|las|los|binti|bin|ibn|al|el|ten|ter"
    "|tot|op|af|av|abu|ben|san"
)
PARTICLES = frozenset(_SMALL.split("|"))
# bits of a token, above those of the gazetteer
INITIAL, PARTICLE, SHOUTED, PINYIN, ENGLISH, OWNER = 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15

_INITIALS = r"(?:\p{Lu}\.){1,4}"
_CAPITAL = r"\p{Lu}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*"
_WORD = rf"(?:{_INITIALS}|{_CAPITAL})"
RUN = re2.compile(
    rf"{_WORD}(?:[ \t]?(?:{_INITIALS})|(?:[ \t](?:{_SMALL})){{0,2}}[ \t]{{1,2}}{_CAPITAL}|(?:[ \t-]al-){_CAPITAL})*"
)
# the same after a cue, where a name may be written small
SMALL_RUN = re2.compile(
    r"\p{Ll}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*(?:[ \t]\p{L}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*){0,4}"
)
_SPLIT = re.compile(r"[^\s.]+\.?|\.")
_ABBREVIATION = 4  # `J.`, `Jr.`; `Kate.` ends a sentence
_OWNER = ("'s", "’s", "'S", "’S")
_CONTRACTED = re.compile(r"(?i)['’](?:re|ve|ll|d|t|m)$")
# an unknown word with one of these is a word of English that the lists lack
_ENDING = re.compile(
    r"(?i)(?:ing|ed|ly|tion|sion|ness|ment|ments|able|ible|ous|ful|ity|ism|ized?|ised?|ical|ship|less)$"
)
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|ve|a|e|i|o|u|v)"
)
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")


@dataclass(slots=True)
class Token:
    start: int
    end: int
    text: str
    bits: int


def tokens(text: str, start: int, end: int, names: Gazetteer) -> list[Token]:
    """The words of a run; a trailing `'s` is not part of a name, a dot only of an initial."""
    found = []
    for match in _SPLIT.finditer(text[start:end]):
        word = match[0]
        owner = OWNER if word.endswith(_OWNER) else 0
        word = word[:-2] if owner else word
        if word and word != ".":
            at = start + match.start()
            found.append(Token(at, at + len(word), word, _bits(word, names) | owner))
    return found


def _bits(word: str, names: Gazetteer) -> int:
    if _CONTRACTED.search(word):
        return NEVER
    if len(word) == 1 or (word[-1] == "." and len(word) < _ABBREVIATION):
        return INITIAL
    if word in PARTICLES or word.startswith("al-"):
        return PARTICLE
    bits = names.of(word)
    if "-" in word and not bits:
        parts = [names.of(part) for part in word.split("-") if part]
        known = [part & (FIRST | LAST) for part in parts]
        bits = parts[0] if known and all(known) else 0
    elif not bits and word[0] in "OD" and word[1:2] in {"'", "’"}:
        bits = LAST
    if not bits and _ENDING.search(word):
        bits = ENGLISH
    if word.isupper():
        bits |= SHOUTED
    if len(word) < 13 and _PINYIN.fullmatch(word.lower().replace("-", "", 1)):
        bits |= PINYIN
    return bits


def runs(text: str) -> Iterator[tuple[int, int]]:
    for match in RUN.finditer(text):
        yield match.span()
