"""Small looks at a text: its plain shape, its words, its first letter, whether it asks."""

import re

_LOWERABLE = """
    The A An There It This That These Those In On At What Which Who Where When How Is Are Was Were Do Does Did Has Have
    Can Could Classify Categorize Identify Determine Calculate Compute Find Convert Choose Select Decide Tell Label
    Given Evaluate Estimate Solve Count Group Add Multiply Sort Name State Pick Assign Detect Using Based From Of Its
    His Her Their They He She
"""
_MAY_BE_SMALL = set(_LOWERABLE.split())
_JUDGED = re.compile(r"(The|A|An|There|It|This|That|These|Those|Using|His|Her|Their|They|He|She|On|At|From|Of|Its)\b")
_QUESTION = re.compile(
    r"(is|are|was|were|do|does|did|can|could|has|have|had|will|would|what|who|where|when|which|how|in what|in which|"
    r"should)\b",
    re.I,
)


def normal(text: str) -> str:
    return " ".join(re.sub(r"[^\w$%.\-]+", " ", text.lower()).split()).strip(" .")


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]{2,}", text.lower()))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The text with a small first letter where the first word is surely no name."""
    first = text.split(" ", 1)[0].rstrip(",")
    return text[:1].lower() + text[1:] if first in _MAY_BE_SMALL else text


def small(ask: str) -> str:
    """The ask with a small first letter, where it begins as a question or as an order, not as a text to judge."""
    return ask if _JUDGED.match(ask) else lowered(ask)


def begins_question(ask: str) -> bool:
    return bool(_QUESTION.match(ask))


def is_question(ask: str) -> bool:
    return ask.rstrip().endswith("?") and begins_question(ask.strip())
