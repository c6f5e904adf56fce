"""Cue words ("passport no.", "Tel.", "geboren am") by language, from the packs beside this file."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import re2

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")


@dataclass(frozen=True)
class Cues:
    """The cue words of the wanted languages. A pack is a TOML table: kind = ["word", "two words", …], lower case."""

    languages: tuple[str, ...] = LANGUAGES

    def words(self, kind: str) -> tuple[str, ...]:
        return _words(self.languages, kind)

    def spans(self, text: str, kind: str) -> list[tuple[int, int]]:
        """The cues of this kind as whole words, whatever their case; two may share the character between them."""
        pattern = _words_pattern(self.languages, kind)
        found = pattern.finditer(text) if pattern else ()
        return [match.span(1) for match in found if not text[max(0, match.start() - 1) : match.start()].isalnum()]

    def near(self, text: str, start: int, end: int, kind: str, before: int = 40, after: int = 15) -> bool:
        """Whether a cue stands shortly before the span, or right behind it."""
        pattern = _pattern(self.languages, kind)
        if pattern is None:
            return False
        return bool(pattern.search(text[max(0, start - before) : start]) or pattern.search(text[end : end + after]))

    def condition(self, kind: str) -> str:
        """The cue words of a kind as one re2 pattern, for the gate."""
        return "(?i)" + _alternation(self.words(kind))


@lru_cache(maxsize=64)
def _words(languages: tuple[str, ...], kind: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for language in languages:
        found.update(dict.fromkeys(_pack(language).get(kind, [])))
    return tuple(found)


@lru_cache(maxsize=256)
def _pattern(languages: tuple[str, ...], kind: str) -> "re2._Regexp[str] | None":
    words = _words(languages, kind)
    return re2.compile(r"(?i)(?:^|[^\pL\pN])" + _alternation(words) + r"(?:$|[^\pL\pN])") if words else None


@lru_cache(maxsize=256)
def _words_pattern(languages: tuple[str, ...], kind: str) -> "re2._Regexp[str] | None":
    """Longest first, so that the whole cue is taken; what stands before is looked at by the caller."""
    words = tuple(sorted(_words(languages, kind), key=len, reverse=True))
    return re2.compile(rf"(?i)({_alternation(words)})(?:$|[^\pL\pN])") if words else None


def _alternation(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re2.escape(word).replace("\\ ", r"\s{1,3}") for word in words) + ")"


@lru_cache(maxsize=16)
def _pack(language: str) -> dict[str, list[str]]:
    text = (files("stages.pii") / "packs" / f"{language}.toml").read_text(encoding="utf-8")
    pack: dict[str, list[str]] = tomllib.loads(text)
    return pack
