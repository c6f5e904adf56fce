"""Runs of words as numbers: the same words in a row give the same number, on every machine."""

import zlib

import numpy as np
import numpy.typing as npt

from stages.normal import folded
from stages.wording.text import bare, uncited

Numbers = npt.NDArray[np.uint64]

MIX = np.uint64(0x9E3779B97F4A7C15)
MOST_WORDS = 1_000_000


class Vocabulary(dict[str, int]):
    """A number for each word, made when it is first met; forgotten when there are too many, for it is made again."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = number = zlib.crc32(word.encode()) | zlib.adler32(word.encode()) << 32
        return number


def word_numbers(text: str, known: Vocabulary) -> Numbers:
    """The words of a text, folded and without citation marks."""
    words = bare(folded(uncited(text)))
    return np.fromiter(map(known.__getitem__, words), np.uint64, len(words))


def runs(words: Numbers, length: int) -> Numbers:
    """A number for each run of so many words; none where there are fewer."""
    count = max(0, len(words) - length + 1)
    mixed = np.zeros(count, np.uint64)
    for at in range(length):
        mixed = mixed_up(mixed ^ words[at : at + count])
    return mixed


def mixed_up(values: Numbers) -> Numbers:
    """The finaliser of splitmix64."""
    values = values + MIX
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
