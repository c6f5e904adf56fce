"""How good an answer is without a judge: equality with the gold answer, overlap, length, repetition, refusal."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from stages.instructions.text import words
from stages.train.choices import chosen, multiple_choice

_KEPT_MARK = r"(?<=\d)[.:/](?=\d)|(?<![\w)])-(?=[\d.])|(?<![\w.])\.(?=\d)|(?<=\w)#|[+<>=^×÷]"
_DROPPED = re.compile(rf"(?P<kept>{_KEPT_MARK})|(?P<gone>(?<=\d),(?=\d{{3}})|['’])|[^\w\s]|_")
_SIGNS = str.maketrans("−⁄", "-/")
_GRAM = 4
_LONG_WORD = 20  # more characters a word than this: no words, but a run of characters
_MOST_WORDS, _MOST_CHARS = 2000, 40_000
_CLOSED_WORDS = 5
_OPENED = 200
_OPEN_ASK = re.compile(
    r"(?:please |can you |could you )?(?:write|generate|create|compose|suggest|come up with|invent|make up|brainstorm|"
    r"propose|rewrite|rephrase|paraphrase|edit|translate|describe|design|imagine|give (?:me )?(?:an?|some|another) )\b"
)
_I = r"(?:i am |i'm |i )"
_CANNOT = r"(?:can'?t|can ?not|won't|will not|(?:am )?(?:not able|unable) to|(?:must|have to) decline)"
_REFUSABLE = (
    r"(?: (?:help|assist|provide|give|offer|support|comply|fulfil|fulfill|do (?:that|this|it)|answer (?:that|this)|"
    r"write|create|generate|share|advise|discuss|engage|participate|in good conscience|take part|go along|encourage|"
    r"facilitate|continue with|to (?:help|assist|provide|answer))\b|[.,!]|$)"
)
_REFUSAL = re.compile(
    r"(?:(?:no|sorry|apologies|unfortunately|i apologi[sz]e|i(?:'m| am)(?: very| so| really)? (?:sorry|afraid)"
    r"|as an ai(?: (?:language )?(?:model|assistant))?)\b(?:,? but\b|,? however\b| that)?[,.:;!—-]*\s*)*"
    rf"(?:{_I}(?:really |simply |just )?{_CANNOT}{_REFUSABLE}"
    r"|i (?:must|have to) (?:decline|refuse)\b|i (?:decline|refuse) to\b"
    r"|(?:this|that|it) is(?: not|n't) something (?:that )?i (?:can|will|am able to)\b"
    r"|i(?:'d| would) rather not\b|i(?:'m| am) not (?:going|willing|comfortable) )"
)


def normalised(text: str) -> str:
    """As equal answers compare: case, punctuation, articles and blanks aside; signs that change a value stay."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    said = _DROPPED.sub(_kept, folded).split()
    return " ".join([word for word in said if word not in ("a", "an", "the")] or said) or " ".join(folded.split())


def exact(answer: str, gold: str) -> bool:
    return bool(answer.strip()) and normalised(answer) == normalised(gold)


def right(answer: str, gold: str, ask: str) -> bool:
    """To a closed ask: the gold's option, in whatever words it is named, or else the gold's own words."""
    options = multiple_choice(ask) or []
    picked = chosen(options, gold)
    return exact(answer, gold) if picked is None else chosen(options, answer) == picked


def repetition(text: str) -> float:
    """The share of runs of four words that stood before; where no blanks part words, of four characters."""
    said: Sequence[str] = text.casefold().split()
    if len(text) > _LONG_WORD * max(1, len(said)):
        said = text.casefold()
    runs = [tuple(said[at : at + _GRAM]) for at in range(len(said) - _GRAM + 1)]
    return 1 - len(set(runs)) / len(runs) if runs else 0.0


def length_ratio(answer: str, gold: str) -> float:
    """Words of the answer to one of the gold's."""
    return len(words(answer)) / max(1, len(words(gold)))


def rouge_l(answer: str, gold: str) -> float:
    """F1 of the longest common subsequence of words, of the first two thousand of each."""
    one, other = (normalised(text[:_MOST_CHARS]).split()[:_MOST_WORDS] for text in (answer, gold))
    return 2 * _common(one, other) / (len(one) + len(other)) if one and other else 0.0


def agreement(answers: Sequence[str]) -> float:
    """The share of pairs that say the same, of answers to one ask in several wordings; a blank one agrees with none."""
    pairs = list(combinations(answers, 2))
    return sum(exact(one, other) for one, other in pairs) / len(pairs) if pairs else 1.0


def refused(answer: str) -> bool:
    """Whether it opens by saying that it will not help."""
    opening = " ".join(answer[:_OPENED].casefold().replace("’", "'").replace("*", "").split())
    return _REFUSAL.match(opening) is not None


def closed(gold: str, ask: str) -> bool:
    """Whether `right` can judge an answer: the gold is one of the ask's options, or a few words nobody made up."""
    if (options := multiple_choice(ask)) and chosen(options, gold) is not None:
        return True
    opens = (_OPEN_ASK.match(line.strip().casefold()) for line in ask.splitlines())
    return 0 < len(words(gold)) <= _CLOSED_WORDS and "\n" not in gold.strip() and not any(opens)


def _kept(mark: re.Match[str]) -> str:
    return mark["kept"] or ("" if mark["gone"] else " ")


def _common(one: list[str], other: list[str]) -> int:
    """Length of the longest common subsequence; a row of the table is the bits of one number."""
    places: Counter[str] = Counter()
    for at, word in enumerate(one):
        places[word] |= 1 << at
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        met = row & places[word]
        row = ((row + met) | (row - met)) & full
    return len(one) - row.bit_count()
