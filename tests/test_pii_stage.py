"""The stage as a whole: what is found is gone from everywhere, what is harmless stays, and no raw value leaves it."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import corpus
from pipeline.trying import tried
from pipeline.vectors import LocalShelf
from schemas.apply import rewrite
from schemas.decision import Decisions
from schemas.errors import RecipeError
from stages.pii.allow import Entry
from stages.pii.record import record
from stages.pii.stage import Deny, Pii, _judge
from stages.pii.surrogates import Surrogates

HOUSE = Path(__file__).parent.parent
MAIL = "kai.lund@harrow-lintel.co"
PHONE = "(415) 867-5309"
SHELF = LocalShelf(str(HOUSE / "sample" / "surrogates.key"), public=True)
QUIET: dict[str, Any] = {"names": "none"}


def judged(rows: list[dict[str, Any]], **settings: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows as they are after the stage, and what it said."""
    pairs = corpus.pairs(rows)
    decisions = Pii(**{**QUIET, **settings}).judge(pairs, SHELF)
    return rewrite(pairs, decisions).to_pylist(), decisions.to_pylist()


def test_one_value_has_one_surrogate_in_every_field_and_spelling() -> None:
    row = {
        "system": f"You help {MAIL}.",
        "history": [{"role": "user", "content": f"I am {MAIL}"}, {"role": "assistant", "content": "Hello."}],
        "instruction": f"Call {PHONE}",
        "output": f"Calling 415.867.5309, then writing to {MAIL.upper()}.",
        "meta": json.dumps({"owner": MAIL}),
    }
    after, _ = judged([row])
    text = json.dumps(after[0])
    assert MAIL not in text.lower() and "867" not in text
    new = after[0]["system"].removeprefix("You help ").removesuffix(".")
    assert new.partition("@")[2].startswith("example.")
    assert after[0]["history"][0]["content"] == f"I am {new}"
    assert json.loads(after[0]["meta"])["owner"] == new
    assert new.upper() in after[0]["output"]
    digits = [char for char in after[0]["instruction"] if char.isdigit()]
    assert "".join(digits) in after[0]["output"].replace(".", "")


@pytest.mark.parametrize(
    "text",
    [
        "3600/15 = 240, and 364000 of them",
        "ISBN 978-3-16-148410-0, version 1.2.3.4, 127.0.0.1",
        "jane@example.com, 555-0100, (212) 555-0199",
        "Mozart was born on 27 January 1756 in Salzburg.",
        "app.get('/users', (req, res) => res.send(sr.Re))",
        "password = os.environ['PASSWORD']",
        "52.5200 N, 13.4050 E; 550e8400-e29b-41d4-a716-446655440000",
        "Sherlock Holmes lives at 221B Baker Street.",
        "My address is 123 Main St, Anytown, CA 12345.",
        "I live at 10 Downing Street, London SW1A 2AA.",
        "My address is 711-2880 Nulla St., Mankato, Mississippi 96522.",
        "Its postal pin code is 342312. PIN code 110001, pincode: 560001.",
        "Reset your password protected-file2; the password is required.",
    ],
)
def test_what_harms_nobody_is_left_alone(text: str) -> None:
    assert judged([{"instruction": text, "output": text}])[1] == []


@pytest.mark.parametrize(("linked", "why"), [(True, "beside an e-mail"), (False, "by itself")])
def test_an_address_and_a_birth_date_count_in_company_only(linked: bool, why: str) -> None:
    text = "742 Maple Street, Springfield, IL 62704. Date of birth: 12/03/1984."
    after, _ = judged([{"output": text + (f" {MAIL}" if linked else "")}])
    assert ("Maple" not in after[0]["output"]) == linked, why
    assert ("12/03/1984" not in after[0]["output"]) == linked, why


def test_a_postcode_counts_in_company_only() -> None:
    text = "Zip code: 62704"
    assert judged([{"output": text}])[1] == []
    after, said = judged([{"output": f"{text}, {MAIL}"}])
    assert "62704" not in after[0]["output"] and "pii.zip" in {row["reason"] for row in said}


def test_an_address_is_surer_than_the_name_in_it() -> None:
    after, said = judged([{"output": f"I live at Camino Heliodoro Cuevas 521. {MAIL}"}], names="small")
    assert not {"Heliodoro", "521."} & set(after[0]["output"].split())
    assert "pii.person" not in {row["reason"] for row in said}


@pytest.mark.parametrize("lone", ["\ud800", "\udfff", "a\udc00\ud800b"])
def test_half_a_character_is_read_as_none(lone: str) -> None:
    """No Arrow text holds one; what is said of the rest has its place in the text."""
    row = dict(corpus.pairs([{"output": "x"}]).to_pylist()[0], output=f"{lone} {MAIL}")
    decisions, settings = Decisions(), Pii(**QUIET)
    scanner, of = settings.scanner(), record(row)
    _judge(row, of, scanner.find(of), settings, scanner, Surrogates(SHELF.key()), decisions)
    (said,) = decisions.table().to_pylist()
    assert said["reason"] == "pii.email"
    assert [(e["start"], e["end"]) for e in said["edits"]] == [(len(lone) + 1, len(lone) + 1 + len(MAIL))]


def test_half_a_character_in_an_escape_is_read_as_none() -> None:
    after, said = judged([{"output": f"I live at 48 Pember\\ud800ton Street, Leeds. {MAIL} \\ud83d\\ude00"}])
    assert "pii.failed" not in {row["reason"] for row in said} and MAIL not in after[0]["output"]
    assert after[0]["output"].endswith("\\ud83d\\ude00")


@pytest.mark.parametrize(
    ("written", "left", "kept"),
    [
        ("Rambla H\\u00e9ctor Salcedo 8\\nMadrid", "Salcedo", "\\nMadrid"),
        ("48 Pemberton Street\\nSpringfield, IL 62704", "62704", "\\nSpringfield, IL "),
        ("48&nbsp;Pemberton&nbsp;Street", "Pemberton", "Street"),
        ("ulica Batalion\\u00f3w Ch\\u0142opskich 41/68", "opskich", "ulica "),
        ("48 PEMBERTON STREET, SPRINGFIELD, IL 62704", "PEMBERTON", " STREET, SPRINGFIELD, IL "),
    ],
)
def test_an_address_is_found_however_it_is_written(written: str, left: str, kept: str) -> None:
    after, said = judged([{"output": f'{{"a": "{written}", "b": "{MAIL}"}}'}])
    assert "pii.street_address" in {row["reason"] for row in said}
    assert left not in after[0]["output"] and kept in after[0]["output"]
    json.loads(after[0]["output"])


MINE = "My name is Nela Brodarek."
LINKS = [
    (MINE, "", "Hi Nela, NELA!", ["Nela"], "a name that was given spreads"),
    ("My name is Brodarek.", "", "Dear Brodarek", ["Brodarek"], "a single one as well"),
    ("My name is Rose.", "", "a Rose is a Rose", ["name is Rose"], "not one that is a word"),
    (f"{MINE} I was at Anna Lopez's.", "", "", ["Nela"], "a cue links what it announces only"),
    ("Ask Anna Lopez. " + "x " * 200 + MINE, "", "", ["Nela"], "and what comes after it"),
    ("Name: Anna Lopez", MAIL, "", ["Anna Lopez"], "a label is near across fields"),
    (f"Ask Anna Lopez, {MAIL}", "", "", ["Anna Lopez"], "a name on the line of an address"),
    (f"Anna Lopez\n12 flats\nhere\n{MAIL}", "", "", ["Anna Lopez"], "a name with a line of its own"),
    (f"Mr Brodarek called.\n{'x ' * 60}\n{MAIL}", "", "", ["Brodarek"], "a title of courtesy"),
    (f"Present: Anna Lopez, Max Frei\n{'x ' * 60}\n{MAIL}", "", "", ["Anna Lopez", "Max Frei"], "one label for all"),
    ("Mein Name ist Brodarek.", "", "Brodarek!", ["Brodarek"], "German"),
    ("Nazywam się Brodarek.", "", "Brodarek!", ["Brodarek"], "Polish"),
]
UNLINKED = [
    (f"Anna Lopez wrote novels in the last century and died there.\n{'x ' * 40}\n{MAIL}", "", "prose, another line"),
    (f"Sir Anna Lopez wrote it.\n{'x ' * 60}\n{MAIL}", "", "the famous have titles"),
    (f"My name is John Doe. {MAIL}", "", "a placeholder"),
    (f"Ich heiße Max Mustermann. {MAIL}", "", "a German one"),
    ("It is my birthday. I was born to see Anna Lopez. Dear Anna Lopez", "", "cues of nobody's data"),
    ("They were in My Name is Brodarek, a film.", "", "a title"),
    ("Write a story about a cat.", "My name is Nela Brodarek, said the cat.", "made up"),
    (f"Dear Landlord, Dear Customer, Hello XXX\nSender: Team\n{MAIL}", "", "roles"),
    (f"Completion A: it\nCompletion B: them {MAIL}", "", "headings"),
    (f"Father: Wait, wait.\nDaughter: Guess what {MAIL}", "", "who speaks"),
    (f"I work in [Relevant Industry] {MAIL}", "", "to be filled in"),
    (f"Try Pumpkin Pie Nights with Mashed Potatoes, {MAIL}", "", "title case"),
]


def test_a_denied_name_needs_no_company() -> None:
    after, said = judged([{"output": "so Zebulon Quill said"}], deny=(Deny("zebulon quill", "staff"),))
    assert "Quill" not in after[0]["output"] and [row["reason"] for row in said] == ["pii.person"]


@pytest.mark.parametrize(("instruction", "given", "output", "gone", "why"), LINKS)
def test_names_that_are_linked_are_gone(instruction: str, given: str, output: str, gone: list[str], why: str) -> None:
    after, _ = judged([{"instruction": instruction, "input": given, "output": output}], names="small")
    text = " ".join(after[0][field] for field in ("instruction", "input", "output"))
    assert not [name for name in gone if name.casefold() in text.casefold()], why


def test_names_beside_one_that_is_given_stay() -> None:
    kept = ("Anna Lopez's. ", "Ask Anna Lopez. " + "x " * 200)
    for text in (f"{MINE} I was at {kept[0]}", kept[1] + MINE):
        assert "Anna Lopez" in judged([{"instruction": text}])[0][0]["instruction"]
    assert judged([{"instruction": "My name is Rose.", "output": "a Rose"}])[0][0]["output"] == "a Rose"


@pytest.mark.parametrize(("instruction", "output", "why"), UNLINKED)
def test_names_that_nothing_links_stay(instruction: str, output: str, why: str) -> None:
    _, said = judged([{"instruction": instruction, "output": output}], names="small")
    assert [row["reason"] for row in said if row["verdict"] == "rewrite"] in ([], ["pii.email"]), why


def test_a_given_name_has_one_surrogate_on_both_sides() -> None:
    after, _ = judged([{"instruction": "Hi, my name is Brodarek.", "output": "Welcome Brodarek, BRODAREK!"}])
    new = after[0]["instruction"].removeprefix("Hi, my name is ").removesuffix(".")
    assert new != "Brodarek" and after[0]["output"] == f"Welcome {new}, {new.upper()}!"


def test_a_denied_name_need_not_be_near() -> None:
    after, _ = judged([{"output": f"so Zebulon Quill said {'x ' * 200}{MAIL}"}], deny=(Deny("zebulon quill", "staff"),))
    assert "Zebulon" not in after[0]["output"]


def test_hidden_spellings_are_seen_through() -> None:
    after, _ = judged([{"output": "ｃａｌｌ ＋４９ ３０ ９０１８２０ or kai\u200b.lund@harrow-lintel.co"}])
    assert "９０" not in after[0]["output"] and "harrow" not in after[0]["output"]
    assert after[0]["output"].startswith("ｃａｌｌ ")


@pytest.mark.parametrize(
    ("action", "becomes"),
    [("tag", "<EMAIL_1> and <EMAIL_2>, <EMAIL_1>"), ("mask", "***.****@******-******.** and **@******-******.**")],
)
def test_other_actions(action: str, becomes: str) -> None:
    after, _ = judged([{"output": f"{MAIL} and jo@harrow-lintel.co, {MAIL}"}], action=action)
    assert after[0]["output"].startswith(becomes)


def test_a_dropped_record_leaves_no_text() -> None:
    after, said = judged([{"instruction": "x", "output": MAIL, "meta": '{"a": 1}'}], actions={"EMAIL": "drop"})
    assert [row["verdict"] for row in said] == ["drop"]
    assert (after[0]["instruction"], after[0]["output"], after[0]["meta"]) == ("", "", "{}")


def test_thresholds_allowed_and_denied_values() -> None:
    row = {"output": f"{MAIL}, Zebulon Quill"}
    assert judged([row], thresholds={"EMAIL": 0.99})[1][0]["verdict"] == "review"
    assert judged([row], allow=(Entry("harrow-lintel.co", "our own", "domain"),))[1] == []
    after, _ = judged([row], deny=(Deny("zebulon quill", "staff"),))
    assert "Zebulon" not in after[0]["output"]


def test_a_stock_recognizer_can_be_named() -> None:
    after, said = judged([{"output": "My ITIN is 911-70-1234."}], recognizers=("UsItinRecognizer",))
    assert said[0]["reason"] == "pii.us_itin" and "911-70-1234" not in after[0]["output"]


def test_a_record_on_which_a_detector_fails_is_set_aside_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    from stages.pii.detectors.email import Email

    def fail(*_: Any) -> Any:
        raise ValueError(f"with {MAIL} in it")

    monkeypatch.setattr(Email, "find", fail)
    after, said = judged([{"output": MAIL}, {"output": "nothing"}], languages=("en",))
    assert [(row["pair_id"], row["verdict"], row["reason"]) for row in said] == [("p0", "quarantine", "pii.failed")]
    assert MAIL not in json.dumps(said) and after[0]["output"] == "" and after[1]["output"] == "nothing"


def test_judged_again_only_surrogates_are_found() -> None:
    rows = [{"instruction": f"Write {MAIL}, {PHONE}, SSN 536-22-8145", "output": "IBAN GB33 BUKB 2020 1555 5555 55"}]
    once, first = judged(rows)
    _, second = judged([{name: once[0][name] for name in ("instruction", "output")}])
    written = {edit["text"] for row in first for edit in row["edits"]}
    replaced = {once[0][e["field"]][e["start"] : e["end"]] for row in second for e in row["edits"]}
    assert replaced <= written


def test_another_key_gives_other_text_and_the_same_decisions() -> None:
    pairs = corpus.pairs([{"output": f"{MAIL} and {PHONE}"}])
    made = [Pii(**QUIET).judge(pairs, shelf) for shelf in (SHELF, LocalShelf())]
    texts, told = zip(*((rewrite(pairs, d)["output"][0].as_py(), d["reason"].to_pylist()) for d in made), strict=True)
    assert texts[0] != texts[1] and told[0] == told[1]


@pytest.mark.parametrize(
    "settings",
    [
        {"actions": {"EMIAL": "tag"}},
        {"thresholds": {"email": 0.5}},
        {"languages": ("xx",)},
    ],
)
def test_unknown_names_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="it knows"):
        Pii(**settings)


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ('pii.profile="standart"', "profile"),
        ('pii.recognizers=["NopeRecognizer"]', "which presidio lacks"),
        ('pii.names="en_core_web_lg"', "en_core_web_lg"),
    ],
)
def test_what_a_recipe_gets_wrong_is_said_before_any_work(tmp_path: Path, override: str, sentence: str) -> None:
    recipe = corpus.write(tmp_path)
    with pytest.raises(RecipeError, match=sentence):
        corpus.run(recipe, override)
    assert not list(tmp_path.glob("run/**/*.parquet"))


def test_it_needs_no_network() -> None:
    program = """
import socket
def refuse(*_, **__): raise OSError("no network here")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import sys; sys.path.insert(0, "tests")
import test_pii_stage as t
after, said = t.judged([{"output": f"{t.MAIL}, Anna Keller, {t.PHONE}"}], names="small")
assert len(said) == 3 and t.MAIL not in after[0]["output"], said
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=HOUSE, capture_output=True)


def test_five_megabytes_are_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    after, _ = judged([{"output": "a lot of words " * 350_000 + MAIL}])
    assert MAIL not in after[0]["output"] and pa.array([after[0]["output"]]).nbytes > 5_000_000


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("notes.txt", "there is no such file"),
        ("nothere/notes.jsonl", "there is no such file"),
        (".", "is no plain file"),
        ("sample.bin", "is no text"),
    ],
)
def test_trying_never_takes_the_name_of_a_file_for_a_text(
    given: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample.bin").write_bytes(b"PK\0\1")
    with pytest.raises(RecipeError, match=sentence):
        tried(given, None, None)


def test_trying_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"Write to {MAIL}"))
    assert MAIL not in tried("-", None, None)["text"]
