"""Letters: how often one occurs, and in which script an answer is written."""

import unicodedata
from collections import Counter
from typing import Literal

from schemas.errors import RecipeError
from stages.instructions.counting import within

Script = Literal["latin", "cyrillic", "greek", "arabic", "hebrew", "devanagari", "thai", "hangul", "han", "japanese"]
_NAMED = {"han": ("CJK",), "japanese": ("CJK", "HIRAGANA", "KATAKANA"), "hangul": ("HANGUL",)}
MAINLY = 0.8  # names and terms may stand in another script


def letter_count(answer: str, *, letter: str, least: int | None = None, most: int | None = None) -> bool:
    """In either case."""
    if len(letter) != 1 or not letter.isalpha():
        raise RecipeError(f"`letter_count` got the letter {letter!r}: give exactly one letter")
    return within(answer.lower().count(letter.lower()), least, most)


def script(answer: str, *, name: Script) -> bool:
    """Most of its letters are of the script; Japanese has some kana besides."""
    letters = Counter(char for char in answer if char.isalpha())
    kinds: Counter[str] = Counter()
    for char, count in letters.items():
        kinds[unicodedata.name(char, "").partition(" ")[0]] += count
    if name == "japanese" and not kinds["HIRAGANA"] + kinds["KATAKANA"]:
        return False
    meant = _NAMED.get(name, (name.upper(),))
    return letters.total() > 0 and sum(kinds[kind] for kind in meant) >= MAINLY * letters.total()
