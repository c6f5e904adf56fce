"""Whether two answers agree, are near, differ or conflict, and the words that made it so."""

from collections import Counter
from typing import Literal, NamedTuple

from stages.answers.parsed import Answer
from stages.wording.contrast import contrast
from stages.wording.text import Wording

Verdict = Literal["agree", "near", "differ", "conflict"]
VERDICTS: tuple[Verdict, ...] = ("agree", "near", "differ", "conflict")

CONTAINED = 0.9
ALIKE = 0.75
REPEATING_WORDS, VARIED = 12, 0.7  # a text of more words, in which fewer runs of three are new, repeats itself


_NO_LABEL = frozenset("aistdm")


class Comparison(NamedTuple):
    verdict: Verdict
    first: str = ""
    second: str = ""


def compare(one: Answer, other: Answer) -> Comparison:
    if one.key == other.key:
        return Comparison("agree")
    if conflicting(one, other):
        return Comparison("conflict", _shown(one), _shown(other))
    if one.kind != "free" or other.kind != "free":
        return Comparison("differ", _shown(one), _shown(other))
    if not _overlap(one, other):
        return Comparison("differ")
    if _letters(one) != _letters(other):
        return Comparison("differ", _shown(one), _shown(other))
    apart = contrast(one.wording, other.wording)
    return Comparison("differ" if apart.kind else "near", apart.first, apart.second)


def conflicting(one: Answer, other: Answer) -> bool:
    """Values of one kind that are not equal, or a yes against a no."""
    if one.polarity and other.polarity:
        return one.polarity != other.polarity
    return one.kind == other.kind != "free" and one.value != other.value


def _letters(answer: Answer) -> Counter[str]:
    """Letters that stand alone, such as the labels of a list; no articles, nor what an apostrophe leaves."""
    return Counter(word for word in answer.wording.words if len(word) == 1 and word.isalpha() and word not in _NO_LABEL)


def _overlap(one: Answer, other: Answer) -> bool:
    """High containment of the shorter in the longer, and high Jaccard, of three words in a row."""
    a, b = one.wording, other.wording
    if a.words == b.words:
        return True
    if min(len(a.words), len(b.words)) < ALIKE * max(len(a.words), len(b.words)):
        return False
    if _repeats(a) or _repeats(b):  # moves of a game, rows of a table: which and how often is all that they say
        return False
    common, least = len(a.shingles & b.shingles), min(len(a.shingles), len(b.shingles))
    return least > 0 and common >= CONTAINED * least and common >= ALIKE * (len(a.shingles | b.shingles))


def _repeats(text: Wording) -> bool:
    return len(text.words) > REPEATING_WORDS and len(text.shingles) < VARIED * (len(text.words) - 2)


def _shown(answer: Answer) -> str:
    return (answer.value or answer.polarity or " ".join(answer.wording.words[:8]))[:80]
