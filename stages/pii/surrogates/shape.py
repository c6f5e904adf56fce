"""The outside of a value: what is put where its digits and letters stood, and how it was escaped."""

import html
import re
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from stages.normal import INVISIBLE
from stages.pii.surrogates.draw import Draw

Form = Literal["plain", "json", "percent", "html"]
_PIECE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|\d+|[^\W\d_]+", re.DOTALL)
_JSON, _PERCENT, _HTML = re.compile(r"\\u[0-9A-Fa-f]{4}"), re.compile(r"%[0-9A-Fa-f]{2}"), re.compile(r"&#?\w{1,8};")
# what stands in for letters of other scripts: some of their own, vowels first, so that a text keeps its script
_SCRIPTS = (
    ("\u0370", "\u03ff", "αειου βγδκλμνπρστ"),
    ("\u0400", "\u04ff", "аеиоуыюя бвгдклмнпрст"),
    ("\u0590", "\u05ff", " אבגדהלמנרש"),
    ("\u0600", "\u06ff", " ابتدرسعلمن"),
    ("\u0900", "\u097f", " कगतदनपमरलस"),
    ("\u3040", "\u309f", " あいかきさたなのまり"),
    ("\u30a0", "\u30ff", " アイカキサタナノマリ"),
    ("\u4e00", "\u9fff", " 安白成丁方高江金康林明南宁平秦石田文夏新"),
    ("\uac00", "\ud7a3", " 강고나노라마민박서수연윤지한"),
)


def folded(value: str) -> str:
    """The value as its shadow has it: NFKC and without invisible characters."""
    return value if value.isascii() else unicodedata.normalize("NFKC", value.translate(INVISIBLE))


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a value was escaped where it stands, so that what replaces it is escaped alike."""

    form: Form
    raw: str

    def of(self, text: str) -> str:
        if self.form == "json":
            return "".join(c if c.isascii() and (c.isalnum() or c in self.raw) else _in_json(c) for c in text)
        if self.form == "percent":
            return quote(text, safe="".join(c for c in set(self.raw) if not c.isalnum() and c.isascii() and c != "%"))
        if self.form == "html":
            return "".join(c if c.isalnum() or c in self.raw else f"&#{ord(c)};" for c in text)
        return text


def _in_json(letter: str) -> str:
    raw = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{raw[place : place + 4]}" for place in range(0, len(raw), 4))


def unescaped(value: str) -> tuple[str, Spelling]:
    """`jos%C3%A9`, `jos\\u00e9` and `jos&#233;` are one value; each gets its surrogate back in its own spelling."""
    text = folded(value)
    if _JSON.search(text):
        return folded(_whole(_JSON.sub(lambda match: chr(int(match[0][2:], 16)), text))), Spelling("json", text)
    if _PERCENT.search(text) and not any(c.isspace() for c in text):
        return folded(unquote(text, errors="replace")), Spelling("percent", text)
    if _HTML.search(text):
        return folded(html.unescape(text)), Spelling("html", text)
    return text, Spelling("plain", text)


def _whole(text: str) -> str:
    """Two halves become their character; a half by itself is none, and re2 can't read it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def digits_of(text: str) -> str:
    """In ASCII, whatever digits the script has."""
    digits = "".join(filter(str.isdecimal, text))
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(c)) for c in digits)


def letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def laid(core: str, over: str, stands: Callable[[str], bool]) -> str:
    """The core put where the characters stand that it replaces; all between them is kept, and so is their case."""
    new = iter(core)
    return "".join(recased(next(new, ""), c) if stands(c) else c for c in over)


def recased(new: str, old: str) -> str:
    if old.isdecimal() and not old.isascii() and new.isdecimal():
        return chr(ord(old) - unicodedata.decimal(old) + int(new))
    if not old.isalpha() or old.upper() == old.lower():
        return new
    return new.upper() if old.isupper() else new.lower()


def reshaped(text: str, draw: Draw) -> str:
    """Digit for digit, letter for letter; escapes (`\\n`) stay, and a number keeps whether it leads with a zero."""
    return _PIECE.sub(lambda match: _piece(match[0], draw), text)


def _piece(piece: str, draw: Draw) -> str:
    if piece.startswith("\\"):
        return piece
    if piece.isdigit():
        lead = "0" if piece[0] == "0" and len(piece) > 1 else draw.pick("123456789")
        return lead + draw.digits(len(piece) - 1)
    return "".join(letter_like(c, draw) for c in piece)


def letter_like(old: str, draw: Draw) -> str:
    for first, last, letters in _SCRIPTS:
        if first <= old <= last:
            vowels, consonants = letters.split(" ")
            return recased(draw.pick(vowels if old.lower() in vowels and vowels else consonants), old)
    return recased(draw.pick(string.ascii_lowercase), old)
