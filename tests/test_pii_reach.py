"""How far a cue reaches, to the character: a gap of so many letters is bridged, and one more is not."""

import pytest

from pii_marks import hits
from stages.pii.detectors.card import Card
from stages.pii.detectors.national import NationalId, UsSsn
from stages.pii.detectors.network import Ip
from stages.pii.detectors.phone import Phone
from stages.pii.finding import Detector

# detector, text with the gap, the longest one, the score up to there and beyond (0: no hit)
REACHES: list[tuple[Detector, str, int, float, float]] = [
    (Phone(), "phone {} 2813882583", 33, 0.8, 0),
    (Phone(), "2813882583 {} fax ", 10, 0.8, 0),
    (Phone(), "contact {} 2126844703", 16, 0.5, 0),
    (Phone(), "isbn phone {} 020 8765 4322", 8, 0.8, 0),
    (Phone(), "isbn {} 020 8765 4322", 19, 0, 0.7),
    (UsSsn(), "ssn {} 731834418", 45, 0.95, 0),
    (UsSsn(), "731834418 {} ssn ", 10, 0.95, 0),
    (NationalId(), "pesel {} 75051680404", 43, 0.9, 0.5),
    (NationalId(), "75051680404 {} pesel ", 8, 0.9, 0.5),
    (NationalId(), "TIN {} 54382044714", 45, 0.8, 0),
    (NationalId(), "54382044714 {} tin ", 10, 0.8, 0),
    (Card(), "card {} 676371937582046182", 54, 0.8, 0),
    (Card(), "676371937582046182 {} card ", 9, 0.8, 0),
    (Ip(), "version {} 81.93.109.134", 16, 0, 0.8),
    (Ip(), "ip {} 1.93.109.134", 26, 0.95, 0.8),
]


@pytest.mark.parametrize(("detector", "text", "longest", "within", "beyond"), REACHES)
def test_reach(detector: Detector, text: str, longest: int, within: float, beyond: float) -> None:
    for gap, wanted in ((1, within), (longest, within), (longest + 1, beyond)):
        assert [hit.score for hit in hits(detector, text.format("x" * gap))] == ([wanted] if wanted else []), gap


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("=212-684-4703", "an operator is the first character of all"),
        ("= 212-684-4703", "and a blank"),
        ("212-684-4703=", "the last one"),
        ("212-684-4703 =", "and a blank"),
        ("7 +1-903-140-4508", "a sum from the first character on"),
        (")  +1-903-140-4508", "and two blanks"),
        ("7 212-684-4703", "a row from the first character on"),
    ],
)
def test_the_edges_of_a_text(text: str, why: str) -> None:
    assert hits(Phone(), text) == [], why


@pytest.mark.parametrize(
    "text", ["x =    212-684-4703", "212-684-4703    = x", "7  212-684-4703", "7;   +1-903-140-4508"]
)
def test_what_stands_too_far_off_to_matter(text: str) -> None:
    assert len(hits(Phone(), text)) == 1


@pytest.mark.parametrize("word", ["x", "ext", "ext.", "extension", "#"])
@pytest.mark.parametrize("gap", ["", " "])
def test_an_extension_belongs_to_its_number(word: str, gap: str) -> None:
    number = f"212-684-4703{gap}{word}{gap}123456"
    assert [(hit.start, hit.end) for hit in hits(Phone(), f"{number}, ok")] == [(0, len(number))]
