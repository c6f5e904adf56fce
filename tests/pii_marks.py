"""Texts in which «…» marks what a detector has to find, for the tables of the personal-data tests."""

import re2

from stages.pii.cues import Cues
from stages.pii.finding import Detector, Hit

ACT = 0.6


def marked(text: str) -> tuple[str, list[str]]:
    """The text without its marks, and what stood in them."""
    parts = text.replace("»", "«").split("«")
    return "".join(parts), parts[1::2]


def hits(detector: Detector, text: str, cues: Cues | None = None) -> list[Hit]:
    return detector.find(text, cues or Cues())


def acted(detector: Detector, text: str, cues: Cues | None = None) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits(detector, text, cues) if hit.score >= ACT]


def at_gate(detector: Detector, text: str) -> bool:
    return any(re2.search(condition, text) for condition in detector.conditions)


def check(detector: Detector, row: str, why: str) -> list[Hit]:
    """What is marked is found at its very place, nothing else is, and the gate lets the text in."""
    text, wanted = marked(row)
    assert acted(detector, text) == wanted, why
    assert not wanted or at_gate(detector, text), f"the gate is shut: {why}"
    for hit in (found := hits(detector, text)):
        assert 0 <= hit.start < hit.end <= len(text)
        assert 0.35 <= hit.score <= 1
    return found
