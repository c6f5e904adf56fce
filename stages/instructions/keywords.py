"""Which words an answer must have, must not have, and how often; as whole words, in either case."""

import re
from collections.abc import Sequence

from schemas.errors import RecipeError
from stages.instructions.counting import within

_UNSPACED = 0x2E80  # from here on scripts write no blanks between words


def keywords(answer: str, *, words: Sequence[str]) -> bool:
    """Each of them is there."""
    folded = answer.casefold()
    return all(pattern.search(folded) for pattern in _patterns(words))


def forbidden(answer: str, *, words: Sequence[str]) -> bool:
    """None of them is there."""
    folded = answer.casefold()
    return not any(pattern.search(folded) for pattern in _patterns(words))


def keyword_count(answer: str, *, word: str, least: int | None = None, most: int | None = None) -> bool:
    return within(len(_pattern(word).findall(answer.casefold())), least, most)


def _patterns(words: Sequence[str]) -> list[re.Pattern[str]]:
    if not words:
        raise RecipeError("a check on words names none: list at least one in `words`")
    return [_pattern(word) for word in words]


def _pattern(word: str) -> re.Pattern[str]:
    parts = word.casefold().split()
    if not parts:
        raise RecipeError(f"a check on words got {word!r}: name a word that is not blank")
    before = r"(?<!\w)" if _bounded(parts[0][0]) else ""
    after = r"(?!\w)" if _bounded(parts[-1][-1]) else ""
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + after)


def _bounded(char: str) -> bool:
    return char.isalnum() and ord(char) < _UNSPACED
