"""The shadow of a text: what is read in place of what is written, and the way back."""

import pytest

from stages.pii.shadow import shadow
from stages.pii.surrogates.shape import unescaped

# text, its shadow, and for each character of the shadow where it stands in the text
READ = [
    ("abc", "abc", [(0, 1), (1, 2), (2, 3)]),
    ("Jos\\u00e9!", "Jos\u00e9!", [(0, 1), (1, 2), (2, 3), (3, 9), (9, 10)]),
    ("a&nbsp;b", "a b", [(0, 1), (1, 7), (7, 8)]),
    ("&#233;&#xE9;&eacute;", "\u00e9\u00e9\u00e9", [(0, 6), (6, 12), (12, 20)]),
    ("\\u00bd.", "1\u20442.", [(0, 6), (0, 6), (0, 6), (6, 7)]),
    ("O\\u0027N", "O'N", [(0, 1), (1, 7), (7, 8)]),
    ("a\\u200bb", "ab", [(0, 1), (7, 8)]),
    ("\ufb01n\u200be", "fine", [(0, 1), (0, 1), (1, 2), (3, 4)]),
    ("x\u200b", "x", [(0, 1)]),
    ("\ud800a\udfff", "\ufffda\ufffd", [(0, 1), (1, 2), (2, 3)]),
    ("\ud800\u00e9&nbsp;", "\ufffd\u00e9 ", [(0, 1), (1, 2), (2, 8)]),
]
AS_WRITTEN = [
    *(
        "\\u0040 \\u000a",
        "\\ud83d\\ude00",
        "\\ud800",
        "&amp; &lt; &#64;",
        "&foo; & b;",
        "\\\\u00e9",
        "C:\\users",
        "\\u00g9",
    ),
    *("&#1114112;", "&NotEqualTilde;", "\u00e9", "\\n"),
]


@pytest.mark.parametrize(("text", "wanted", "places"), READ)
def test_what_is_read(text: str, wanted: str, places: list[tuple[int, int]]) -> None:
    shade = shadow(text)
    assert shade.text == wanted
    assert [shade.back(n, n + 1) for n in range(len(wanted))] == places
    assert shade.back(0, len(wanted)) == (places[0][0], places[-1][1])


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_is_left_as_it_is_written(text: str) -> None:
    assert shadow(text).text == text
    assert [shadow(text).back(n, n + 1) for n in range(len(text))] == [(n, n + 1) for n in range(len(text))]


def test_two_halves_are_a_character_and_one_is_none() -> None:
    assert unescaped("a\\ud83d\\ude00")[0] == "a\U0001f600"
    assert unescaped("a\\ud83db")[0] == "a\ufffdb"
    assert unescaped("a\\ud83d\\ude00")[1].of("a\U0001f600") == "a\\ud83d\\ude00"
