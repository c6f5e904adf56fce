"""A yes against a no."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.comparators.implied import implied
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.said import Said
from stages.wording.generic import FUNCTION
from stages.wording.opposites import NEGATIONS
from stages.wording.text import bare

NAME = "polarity"
_LEADS = ("yes", "yeah", "yep", "nope", "true", "false", "correct", "incorrect")
_UNSURE = re.compile(
    r"\b(?:but|however|although|though|depends?|depending|not necessarily|sometimes|unless|it can be"
    r"|in some|technically"
    r"|not always|only|except|apart from|provided|as long as|not entirely|not exactly|partly|partially"
    r"|unclear|debated?|controversial|both)\b"
)


_OF_FAULT = re.compile(
    r"\b(?:errors?|mistakes?|bugs?|wrong|incorrect(?:ly)?|false|negative|fake|myths?|contradicts?|contradiction|invalid"
    r"|misspelled|ungrammatical|untrue"
    r"|a lie|hoax|rumou?r|made up|misconceptions?)\b(?! or)(?<!or wrong)(?<!or false)(?<!or incorrect)(?<!or"
    r" negative)(?<!or invalid)"
)


_JUDGED = re.compile(
    r"^(?:(?:it|that|this|(?:the|this|that) (?:statement|claim|sentence|answer|news|idea)) (?:is |was )?)?(?:not )?"
    r"(?:true|false|correct|incorrect|right|wrong|negative|positive|accurate|inaccurate|untrue|so)\b"
)
_EITHER = re.compile(r"\btrue\b.{1,30}\b(?:otherwise|else|if not)\b.{1,20}\bfalse\b")


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    left, right = one.polar, other.polar
    if not left and not right:
        return None
    left, right = (
        left or implied(one, first, other.polar_alone),
        right or implied(other, second, one.polar_alone),
    )
    if not left or not right:
        return None
    if any(_JUDGED.search(_apart(said)) for said in (one, other)) and _OF_FAULT.search(
        _EITHER.sub("", " ".join(first.questions))
    ):
        return SILENT
    if left == right:
        return AGREE if not (_rest(one) and _rest(other)) else SILENT
    if _same_rest(one, other):
        return SILENT
    told = one.polar_alone and other.polar_alone and not (first.wh or second.wh)
    sure = 0.97 if told or first.yes_no or second.yes_no else 0.7
    if first.negated or second.negated:
        sure = min(sure, 0.8)
    if any(_UNSURE.search(" ".join(said.sentences[:2])) for said in (one, other)):
        sure = min(sure, 0.7)
    return conflict(sure, one.sentences[0], other.sentences[0])


def _apart(said: Said) -> str:
    """What it says, without `Yes,` before it."""
    words = " ".join(said.words).replace("that s ", "that is ").replace("it s ", "it is ")
    return words if not said.literal else said.told


def _rest(said: Said) -> list[str]:
    return [word for word in bare(said.value) if word not in _LEADS and word not in FUNCTION and word not in NEGATIONS]


def _same_rest(one: Said, other: Said) -> bool:
    """After yes and no they say one and the same, as answers to a negated ask do."""
    left, right = set(_rest(one)), set(_rest(other))
    if len(left | right) < 2:
        return False
    parity = _negations(one) % 2 == _negations(other) % 2
    return parity and len(left & right) >= 0.8 * len(left | right)


def _negations(said: Said) -> int:
    return sum(word in NEGATIONS for word in said.words[1:])
