"""A text as it is compared: without citation marks, folded, as words, with its numbers, names, quotes and negations."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from stages.normal import INVISIBLE, folded, hash64
from stages.wording.numerals import numbers
from stages.wording.opposites import NEGATIONS

READ_CHARS = 40_000
_CITATION = re.compile(r"\[(?:\d{1,3}|[a-z]|note \d{1,2}|citation needed|(?:p|pp)\. ?\d+)\]|:\d{1,4}(?=\s*\[\d)")
_BLANKS = str.maketrans(dict.fromkeys("\"'“”„‟«»‘’‚`´()[]{}<>.,;:!?…-–—/\\|*_~#=+&%$€£@^°×÷√±", " "))
_APOSTROPHE = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})
_QUOTED = re.compile(r'"([^"\n]{1,300})"|“([^“”\n]{1,300})”|«([^«»\n]{1,300})»|(?<!\w)\'([^\'\n]{2,300})\'(?!\w)')
_CASED = re.compile(r"([.!?:;\n•*#>|\"“(]\s*|^\s*|\n\s*(?:\d+[.)]|-)\s*)?([^\W\d_][\w’']*)")
_WORD = re.compile(r"\w+")
_BLANK = re.compile(r"([^\S\n])[^\S\n]+")
_RUN = re.compile(r"\s\s")
_EMPTY = re.compile(r"[^\S\n]?\n(?:[^\S\n]?\n)+")
_LETTER = re.compile(r"(?<=[\w,;(] )[A-Z](?![\w'’]|\.\w)")
_COMPARISON = re.compile("[<>≤≥]")
_SIGN = re.compile(r"[+*/=<>^%$€£¥°×÷√±]|(?<=[\w)])\s-\s(?=[\w(])|(?<=\d)-(?=\d)")


def tidy(text: str) -> str:
    """The text without runs of blanks and of empty lines, so that no pattern runs over them again and again."""
    if _RUN.search(text) is None:
        return text
    return _EMPTY.sub("\n\n", _BLANK.sub(r"\1", text))


def uncited(text: str) -> str:
    """The text without marks such as `[9]`."""
    return _CITATION.sub("", text) if "[" in text else text


def bare(folded_text: str) -> list[str]:
    """The words of a folded text; `isn't` counts as `is not`."""
    if "n't" in folded_text:
        folded_text = folded_text.replace("can't", "can not").replace("won't", "will not").replace("n't", " not")
    return folded_text.translate(_BLANKS).split()


def negated(words: list[str]) -> int:
    return sum(map(NEGATIONS.__contains__, words))


def quotes(text: str) -> list[str]:
    """What stands in quotation marks, folded."""
    if not any(mark in text for mark in "\"“«'"):
        return []
    found = (next(filter(None, groups)) for groups in _QUOTED.findall(text))
    return [" ".join(bare(folded(one))) for one in found]


@dataclass(frozen=True)
class Wording:
    """The first `READ_CHARS` of a text, read once; what comes after counts only as a hash."""

    text: str

    @cached_property
    def plain(self) -> str:
        return uncited(self.text[:READ_CHARS]).translate(_APOSTROPHE)

    @cached_property
    def rest(self) -> int:
        return hash64(folded(uncited(self.text[READ_CHARS:]))) if len(self.text) > READ_CHARS else 0

    @cached_property
    def folded(self) -> str:
        return folded(self.plain)

    @cached_property
    def words(self) -> list[str]:
        return bare(self.folded)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def numbers(self) -> list[str]:
        return numbers(self.folded, frozenset(self.counts))

    @cached_property
    def negations(self) -> int:
        return negated(self.words)

    @cached_property
    def quoted(self) -> list[str]:
        return quotes(self.plain)

    @cached_property
    def signs(self) -> Counter[str]:
        return Counter(sign.strip() for sign in _SIGN.findall(self.folded))

    @cached_property
    def letters(self) -> list[str]:
        """Single capitals that stand for something (`cell A`, `point B`), in order; a sentence's first `A` does not."""
        return [letter for letter in _LETTER.findall(self.plain) if letter != "I"]

    @cached_property
    def turned(self) -> list[str]:
        """Which way comparisons point, in their order."""
        return _COMPARISON.findall(self.folded)

    @cached_property
    def names(self) -> list[str]:
        """Words that look like names, folded, in order: capitals where no sentence begins, or within a word."""
        found = _CASED.finditer(self.plain.translate(INVISIBLE))
        return [word[2].casefold().removesuffix("'s") for word in found if _name(word[2], word[1] is not None)]

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Three words in a row, all of them."""
        return frozenset(zip(self.words, self.words[1:], self.words[2:], strict=False))


def _name(word: str, opens: bool) -> bool:
    if not word[0].isupper() or word.split("'")[0] == "I":
        return False
    return not opens or any(map(str.isupper, word[1:]))


def key_of(text: str) -> str:
    """Ordered numbers, parity of negations and quoted text as one string: what two equal asks must share."""
    plain = uncited(text).translate(_APOSTROPHE)
    low = folded(plain)
    words = bare(low)
    said = numbers(low, frozenset(words))
    return f"{' '.join(said)}\x1f{negated(words) % 2}\x1f{chr(30).join(quotes(plain))}"
