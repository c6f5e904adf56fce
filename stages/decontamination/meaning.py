"""MEANING: whether an ask whose vector lies close to an item's is that item, by what its words say."""

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from stages.normal import hash64
from stages.wording.contrast import contrast
from stages.wording.generic import FUNCTION, stem
from stages.wording.text import Wording

TURNED = frozenset(("sign", "negation", "opposite"))
ASKED = frozenset(("who", "whom", "whose", "when", "where", "why"))
SHARED = 0.5  # of names, of quoted words, of content words
MANY_WORDS = 8  # content words; of fewer, one that differs may be the topic
_ARTICLE = re.compile(r"(?<![\w-])one(?![\w-])(?!\s+(?:hundred|thousand|million|billion|trillion)\b)", re.IGNORECASE)


class Said:
    """A text, read once and only as far as it is needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.text)

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.wording.words if word not in FUNCTION)

    @cached_property
    def quoted(self) -> frozenset[str]:
        return frozenset(word for quote in self.wording.quoted for word in quote.split() if word not in FUNCTION)


def another(one: Said, other: Said) -> bool:
    """Whether a turned word, another question word, other names or quotes make two close texts two questions."""
    if contrast(one.wording, other.wording).kind in TURNED:
        return True
    mine, theirs = ASKED & one.wording.counts.keys(), ASKED & other.wording.counts.keys()
    if mine and theirs and not mine & theirs:
        return True
    return any(not _known(a, b) for a, b in ((one, other), (other, one)))


def _known(one: Said, other: Said) -> bool:
    """Whether the other text has at least half of the names and of the quoted words."""
    theirs = {*other.wording.counts, *other.wording.names}
    return all(
        sum(word in theirs for word in words) >= SHARED * len(words) for words in (set(one.wording.names), one.quoted)
    )


def alike(one: Said, other: Said) -> bool:
    """Whether two texts of many words share most of them."""
    both, either = one.content & other.content, one.content | other.content
    return min(len(one.content), len(other.content)) >= MANY_WORDS and len(both) >= SHARED * len(either)


def numbers(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    """A hash of the numbers of each text, in their order; `one reason` has none, as `a reason` has none."""
    said = (Wording(_ARTICLE.sub("a", text)).numbers for text in texts)
    return np.fromiter((hash64(" ".join(found)) for found in said), np.uint64, len(texts))
