"""What a terminal is shown: a table of texts, and where edits have landed."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.visible import block, landed, line, marked, visible
from schemas.apply import edited

CASES = [
    ("plain text, as it is", "plain text, as it is"),
    ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
    ("a\rb\tc\nd", "a␍b␉c⏎d"),
    ("\x7f\x9b31m", "␡⟨U+009B⟩31m"),
    ("abc\u202edcba\u2066", "abc⟨U+202E⟩dcba⟨U+2066⟩"),
    ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
    ("line\u2028paragraph\u2029", "line⟨U+2028⟩paragraph⟨U+2029⟩"),
    ("tag\U000e0041", "tag⟨U+E0041⟩"),
    ("filler\u3164 selector\U000e0100", "filler⟨U+3164⟩ selector⟨U+E0100⟩"),
    ("half\udc80", "half⟨U+DC80⟩"),
    ("Grüße, 日本語, ❤️, e\u0301", "Grüße, 日本語, ❤️, e\u0301"),
]


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_draws_what_cannot_be_seen(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown


@given(st.text())
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    for shown in (visible(text), line(text, 20), marked(text, 1, 3), *block("name", text)):
        assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\t"]


def test_a_long_text_is_cut_and_says_how_long_it_is() -> None:
    assert line("x" * 2000, 10) == "xxxxxxxxxx… (2,000 characters)"
    assert line("x" * 10, 10) == "x" * 10


def test_no_line_of_a_text_passes_for_one_of_ours() -> None:
    assert block("output", "Done.\nended    train") == ["output", "  | Done.", "  | ended    train"]


def test_marked_shows_what_stands_around() -> None:
    assert marked("one two three", 4, 7, around=2) == "…e ⟦two⟧ t…"
    assert marked("one", 3, 3) == "one⟦⟧"


def said(*edits: tuple[str, int, int, str]) -> list[dict[str, Any]]:
    return [
        {"reason": f"r{n}", "edits": [{"field": field, "start": start, "end": end, "text": text}]}
        for n, (field, start, end, text) in enumerate(edits)
    ]


def test_an_edit_is_found_again_behind_others() -> None:
    before = "Call 555-1234 or mail a@b.c!!"
    first = said(("output", 5, 13, "<PHONE>"), ("output", 22, 27, "<MAIL_ADDRESS>"), ("input", 0, 4, ""))
    second = said(("output", 0, 4, "Telephone"), ("output", 35, 37, ""))
    half = edited(before, [edit for one in first[:2] for edit in one["edits"]])
    after = edited(half, [edit for one in second for edit in one["edits"]])
    assert after == "Telephone <PHONE> or mail <MAIL_ADDRESS>"
    pair = {"output": after, "input": ""}
    found = landed(pair, {"pii": first, "repair": second})
    texts = [pair[edit["field"]][edit["start"] : edit["end"]] for edit in found]
    assert texts == ["<PHONE>", "<MAIL_ADDRESS>", "", "Telephone", ""]
    assert [edit["was_characters"] for edit in found] == [8, 5, 4, 4, 2]
    assert [(edit["stage"], edit["reason"]) for edit in found[:2]] == [("pii", "r0"), ("pii", "r1")]


def test_an_edit_within_a_later_one_is_shown_as_that() -> None:
    found = landed({"output": "a[all]z"}, {"one": said(("output", 2, 3, "XY")), "two": said(("output", 1, 6, "[all]"))})
    assert [edit["shown"] for edit in found] == ["a⟦[all]⟧z", "a⟦[all]⟧z"]


def test_an_edit_in_a_turn_before() -> None:
    pair = {"history": [{"role": "user", "content": "Hi <NAME>"}]}
    found = landed(pair, {"pii": said(("history.0.content", 3, 6, "<NAME>"))})
    assert found[0]["shown"] == "Hi ⟦<NAME>⟧"
