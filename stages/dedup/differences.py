"""What sets two asks apart, however close their vectors are."""

from stages.asks import Ask
from stages.normal import folded
from stages.wording.contrast import Contrast, contrast
from stages.wording.text import Wording

LONG_WORDS = 60
CONTAINED = 0.8
EXTRA_SHARE = 0.1
EXTRA_WORDS = 2


class AskWording:
    """An ask whose words are read once."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.whole = Wording(ask.text)
        self.instruction = Wording(ask.instruction)
        self.input = Wording(ask.input)


def differences(one: AskWording, other: AskWording, lenient: bool = False) -> Contrast:
    """Nothing sets them apart where `kind` is empty. Lenient (a long answer vouches for the ask): one of them may say
    some words more, and one input may contain the other."""
    apart = contrast(one.whole, other.whole)
    if not apart.kind and not apart.extra:
        return apart._replace(kind="" if _overlap(one.whole, other.whole) else "beyond")
    if lenient and apart.kind in ("", "number", "name", "sign", "quote") and _contained(one, other):
        within = contrast(one.instruction, other.instruction)
        return within if within.kind or _few(within, one, other) else apart._replace(kind="extra")
    if apart.kind:
        return apart
    if not lenient or not _few(apart, one, other):
        return apart._replace(kind="extra")
    return apart._replace(kind="" if _overlap(one.whole, other.whole) else "beyond")


def _few(apart: Contrast, one: AskWording, other: AskWording) -> bool:
    return apart.extra <= max(EXTRA_WORDS, EXTRA_SHARE * min(len(one.whole.words), len(other.whole.words)))


def _contained(one: AskWording, other: AskWording) -> bool:
    """Whether one input stands in the other as it is, or is empty, with the same conversation before."""
    a, b = one.input, other.input
    if one.ask.history != other.ask.history or folded(one.ask.system) != folded(other.ask.system):
        return False
    if not a.words or not b.words:
        return a.words != b.words
    if min(len(a.words), len(b.words)) < LONG_WORDS or a.rest or b.rest:
        return False
    short, long = sorted((f" {' '.join(text.words)} " for text in (a, b)), key=len)
    return short in long


def _overlap(one: Wording, other: Wording) -> bool:
    """Long asks, which an encoder reads in part, must share most of what is said in three words in a row."""
    if min(len(one.words), len(other.words)) < LONG_WORDS:
        return True
    return len(one.shingles & other.shingles) >= CONTAINED * min(len(one.shingles), len(other.shingles))
