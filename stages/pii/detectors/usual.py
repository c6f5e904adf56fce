"""A text as addresses are usually written, place for place: escaped line ends read, shouted words in small letters."""

import re

from stages.pii.detectors.streets import BEFORE, ENDINGS, FAIR, FRENCH, PARTICLES, STATES, STRONG, WEAK

_BREAK = re.compile(r"(\\+)[nrt]")
_SHOUTED = re.compile(r"(?<![^\W_])(?:\d{1,3}(?:ST|ND|RD|TH)|[A-ZÀ-ÖØ-ÞßĀ-ɏ]{2,})(?![^\W_])")
_KINDS = frozenset(word.upper() for word in [*STRONG, *FAIR, *WEAK])
_BEFORE_KIND = re.compile(r"[^\W_a-z]\.? $")
_CUT = frozenset(word.upper() for word in BEFORE if word.endswith("."))
_POSTCODE = re.compile(r",? \d{4,5}\b")
_PROSE = frozenset(
    str.split(
        "IN ON AT TO IS ARE WAS WERE AND OR FOR WITH FROM BY DOWN UP OFF THAT THIS IT WE YOU HE SHE THEY OUR MY "
        "HIS HER YOUR THEIR HAS HAVE HAD WILL NOT BUT AS IF PLEASE"
    )
)
_SMALL = _PROSE | frozenset(word.upper() for word in PARTICLES if word != "ter") | {"OF", "THE"}
_KEPT = frozenset([*STATES, *str.split("USA APO FPO DPO PSC CMR USS USN USNS USNV USCGC")])
_WORDS = sorted(
    {word.upper() for word in [*STRONG, *FAIR, *WEAK, *FRENCH, *BEFORE] if len(word) > 1}, key=len, reverse=True
)
# a text with an escaped end of a line, or with such a word, may hold an address that the other conditions miss
CONDITIONS = (
    r"\\[nrt]",
    rf"(?:^|[^\pL])(?:{'|'.join(map(re.escape, _WORDS))})(?:$|[^\pL])",
    rf"(?:{'|'.join(re.escape(ending.upper()) for ending in ENDINGS if ending.isalpha())})[ ,]+[0-9]",
)


def usual(text: str) -> str:
    """Of the same length, so that a span of it is a span of the text."""
    return _SHOUTED.sub(_said, with_breaks(text))


def with_breaks(text: str) -> str:
    """With escaped line ends and tabs read, of the same length."""
    return _BREAK.sub(lambda match: "\n" + " " * len(match[1]), text) if "\\" in text else text


def _said(match: re.Match[str]) -> str:
    word, text, (start, end) = match[0], match.string, match.span()
    if word[0].isdecimal():
        return word.lower()
    if not word.replace("ß", "").isupper() or (word in _KEPT and (len(word) > 2 or _is_state(text, start, end))):
        return word
    if word in _SMALL:
        return word.lower()
    is_kind = word in _KINDS and _BEFORE_KIND.search(text, max(0, start - 3), start)
    is_short = len(word) == 2 and not is_kind and text[start : end + 1] not in _CUT
    said = word if is_short else word.capitalize()
    return said if len(said) == len(word) else word


def _is_state(text: str, start: int, end: int) -> bool:
    """`HARTFORD, CT`, `DE 19801`: neither a court nor a particle."""
    return text[max(0, start - 2) : start] in (", ", ",") or bool(_POSTCODE.match(text, end))
