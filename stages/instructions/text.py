"""A text as people count it: its words, sentences, paragraphs and lines."""

import re

_WORD = re.compile(r"[^\s—…]+")
_RULE = re.compile(r"[\s*_=~-]*")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_MARKS = ".!?…"
_CLOSING = "\"'”’»)\\]*_"
_END = re.compile(
    rf"(?<![{_MARKS}])(?P<marks>[{_MARKS}]++)[{_CLOSING}]*+(?=\s|$)"
    r"|(?<![。！？])[。！？]++[”’」』）]*+"
    r"|\n(?=[ \t]*\n)|\n(?=[ \t]*(?:[-*•+#]|\d{1,3}[.)])[ \t])"
)
_TITLES = "mr mrs ms dr prof st rev hon gov gen col capt sgt vs no fig eq vol pp approx dept e.g i.e cf ca"
_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_LAST = "etc jr sr inc ltd co corp a.m p.m u.s u.k ph.d"  # these may also end a sentence
_SHORT, _ENDING_TOO = frozenset(f"{_TITLES} {_MONTHS} {_LAST}".split()), frozenset(_LAST.split())
_BEFORE = 16


def words(text: str) -> list[str]:
    """What stands between blanks and holds a letter or a digit: `don't`, `well-known` and `3.5` are one word each."""
    return [word for word in _WORD.findall(text) if any(map(str.isalnum, word))]


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def paragraphs(text: str) -> list[str]:
    """Blocks between blank lines; a ruled line such as `***` is none."""
    blocks = _BLANK.split("\n".join(text.splitlines()))
    return [block.strip() for block in blocks if not _RULE.fullmatch(block)]


def sentences(text: str) -> list[str]:
    """Up to a mark that ends one, a blank line or the next item of a list; abbreviations and decimals end none."""
    plain = "\n".join(text.splitlines())
    small = plain.islower()
    found, start = [], 0
    for end in _END.finditer(plain):
        if end["marks"] is None or _ends(plain, end, small):
            found.append(plain[start : end.end()].strip())
            start = end.end()
    found.append(plain[start:].strip())
    return [sentence for sentence in found if any(map(str.isalnum, sentence))]


def _ends(text: str, end: re.Match[str], small: bool) -> bool:
    follows = text[end.end() : end.end() + _BEFORE].lstrip().lstrip("\"'“‘«([*_")[:1]
    if follows.islower() and not small:  # where all is small, so is what opens a sentence
        return False
    if end["marks"] != ".":
        return True
    before = text[max(0, end.start() - _BEFORE) : end.start()]
    if before.rpartition("\n")[2].strip("*_ \t").isdecimal():  # the number of an item
        return False
    last = before.split()[-1].strip("\"'“‘(*_") if before.split() else ""
    if last.casefold() in _SHORT:
        return last.casefold() in _ENDING_TOO and follows != "" and not follows.isdecimal()
    return not (len(last) == 1 and last.isupper() and last != "I")  # initials
