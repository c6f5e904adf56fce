"""Which words are given names, surnames, places or plain words: compact lists, each with its origin in README.md."""

import lzma
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

FIRST, LAST, WORD, PLACE, NEVER, TAIL, HEAD, CHINESE = 1, 2, 4, 8, 16, 32, 64, 128
_BITS = {"first": FIRST, "last": LAST, "words": WORD, "places": PLACE, "tails": TAIL}
# letters that no decomposition turns into plain ones
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})


@dataclass(frozen=True)
class Gazetteer:
    """What each folded word is known as, in bits; and the phrases that look like a name and are none."""

    bits: dict[str, int]
    phrases: frozenset[str]
    standins: frozenset[str] = frozenset()

    def of(self, word: str) -> int:
        return self.bits.get(word.lower() if word.isascii() else folded(word), 0)

    def may_begin(self, word: str) -> bool:
        """Whether a name may begin with this word, or be this word, without a cue."""
        return self.of(word) & FIRST > 0


def folded(word: str) -> str:
    """Lower case, without accents: `Müller` and `MULLER` are one name."""
    low = word.lower()
    if low.isascii():
        return low
    bare = unicodedata.normalize("NFD", low.translate(_PLAIN))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def sections() -> dict[str, list[str]]:
    """The lists as they are stored; `first.held` and `last.held` are names that occur in no other list."""
    found: dict[str, list[str]] = {}
    packed = (files("stages.pii.names") / "names.xz").read_bytes()
    for line in lzma.decompress(packed).decode().splitlines():
        if line.startswith("= "):
            current = found.setdefault(line[2:], [])
        else:
            current.append(line)
    return found


@lru_cache(maxsize=1)
def own() -> dict[str, list[str]]:
    """The lists that were written for this project."""
    return tomllib.loads((files("stages.pii.names") / "own.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def gazetteer(held: bool = True) -> Gazetteer:
    """All lists; without `held`, those names are left out that a benchmark must not find by heart."""
    bits: dict[str, int] = {}
    for name, words in sections().items():
        kind, _, apart = name.partition(".")
        if held or not apart:
            for word in words:
                bits[word] = bits.get(word, 0) | _BITS[kind]
    for key, bit in (("never", NEVER), ("tails", TAIL), ("heads", HEAD), ("chinese", CHINESE)):
        for word in own()[key]:
            bits[folded(word)] = bits.get(folded(word), 0) | bit
    return Gazetteer(bits, frozenset(own()["phrases"]), frozenset(map(folded, own()["standins"])))
