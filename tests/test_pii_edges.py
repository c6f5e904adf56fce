"""Whether a number stands for itself: what may touch it, and what ties it to another."""

import pytest

from stages.pii.detectors.edges import alone, in_a_row, only_digits, pieces

ALONE = [
    ("«12»", True),
    ("a «12» b", True),
    ("(«12»), '«12»'", True),
    ("x.«12». Then", True),
    ("x-«12»-x", True),
    ("x/«12»/x", True),
    ("a«12»", False),
    ("«12»a", False),
    ("é«12»", False),
    ("_«12»", False),
    ("«12»_", False),
    ("«12»%", False),
    ("$«12»", False),
    ("€«12»", False),
    ("«12»€", False),
    ("%«12»", True),
    *((f"7{sign}«12»", False) for sign in "._-/\\,:+@#"),
    *((f"«12»{sign}7", False) for sign in ".-/\\,:+@#"),
    *((f"«12»{sign}x", True) for sign in ".-/\\,:+@#"),
    ("7;«12»;7", True),
    ("7 «12» 7", True),
    ("77 .«12»", True),
]
ROWS = [
    ("«12»", False),
    ("a «12» b", False),
    ("7 «12» b", True),
    ("a «12» 7", True),
    ("7,«12»,7", False),
    ("7  «12»  7", False),
    ("«12» ", False),
    (" «12»", False),
    ("a7b«12»x7", False),
]


def _split(row: str) -> tuple[str, int, int]:
    before, number, after = row.replace("»", "«").split("«")[:3]
    return before + number + after, len(before), len(before) + len(number)


@pytest.mark.parametrize(("row", "wanted"), ALONE)
def test_alone(row: str, wanted: bool) -> None:
    assert alone(*_split(row)) is wanted


@pytest.mark.parametrize(("row", "wanted"), ROWS)
def test_in_a_row(row: str, wanted: bool) -> None:
    assert in_a_row(*_split(row)) is wanted


def test_only_digits() -> None:
    assert only_digits("a1 b2-3") == "123"


def test_pieces() -> None:
    text = "x 7 1234 12345"
    assert [text[slice(*span)] for span in pieces(text, 2, len(text), 4)] == ["7 1234 12345", "1234", "12345"]
    assert pieces(text, 4, 8, 4) == [(4, 8)]
