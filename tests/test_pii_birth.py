"""Dates of birth and ages: cues in eight languages, dates in many formats, and numbers that are neither."""

import pickle
import time

import pytest
import re2

from stages.pii.cues import LANGUAGES, Cues
from stages.pii.detectors.birth import Age, DateOfBirth

BORN = [
    "Date of birth: ⟦12/05/1980⟧",
    "DOB: ⟦1980-05-12⟧",
    "D.O.B. ⟦5/12/80⟧",
    '"date_of_birth": "⟦1980-05-12⟧"',
    "dateOfBirth: '⟦1980/05/12⟧'",
    "Tell me your date of birth. It's ⟦6/28/1939⟧",
    "Mozart (born ⟦27 January 1756⟧)",
    "She was born in Salzburg on ⟦January 27th, 1956⟧.",
    "born on ⟦Jan. 27 1956⟧",
    "born ⟦12-May-1980⟧ in Rome",
    "born on the ⟦1st of May, 1980⟧",
    "My birthday is ⟦March 12⟧",
    "DOB ⟦12051980⟧",
    "DOB ⟦19800512⟧",
    "birth date ⟦12 05 1980⟧",
    "born ⟦1980 May 12⟧",
    "DOB ⟦28/06/1939⟧",
    "geboren am ⟦3. März 1961⟧ in Ulm",
    "Geburtsdatum: ⟦03.03.1961⟧",
    "geb. ⟦3.3.61⟧",
    "née le ⟦1er janvier 1980⟧",
    "date de naissance : ⟦01/02/1980⟧",
    "nacida el ⟦5 de mayo de 1980⟧",
    "fecha de nacimiento ⟦05-05-1980⟧",
    "nato a Roma il ⟦12 maggio 1980⟧",
    "data di nascita: ⟦12/05/1980⟧",
    "nasceu em ⟦1o de janeiro de 1980⟧",
    "data de nascimento: ⟦12/05/1980⟧",
    "geboren op ⟦3 maart 1961⟧",
    "geboortedatum ⟦03-03-1961⟧",
    "urodzony ⟦12 maja 1980⟧ r.",
    "data urodzenia: ⟦12.05.1980⟧",
    "| Name | DOB |\n|---|---|\n| Ann | ⟦1980-05-12⟧ |",
    "Date of birth:\n⟦12/05/1980⟧",
]
NOT_BORN = [
    ("born in 1990", "a year"),
    ("He was born there. In 1990 they left on 5 May 1990", "another number before it"),
    ("12/05/1980", "no cue"),
    ("He died on 12 May 1980", "a death"),
    ("stillborn 12 May 1980", "a cue inside a word"),
    ("date of birth: 32/13/1980", "no date"),
    ("date of birth: 1.2.3.4", "an address of a machine"),
    ("DOB 48391757", "eight figures that are no date"),
    ("birthday of somebody else that was held in the great hall of the town on 5 May 1990", "too far"),
    ("birthday\n\nParty on 5 May 1990", "another paragraph"),
    ("DOB please call 12051980", "eight figures further away"),
]
AGED = [
    "aged ⟦43⟧",
    "Age: ⟦43⟧",
    '"age": ⟦43⟧,',
    "at the age of ⟦72⟧ he",
    "I just turned ⟦55⟧",
    "I'll turn ⟦80⟧.",
    "⟦43⟧ years old",
    "a ⟦43⟧-year-old man",
    "I'm ⟦58⟧ y/o.",
    "⟦43⟧yo male",
    "⟦9⟧ years of age",
    "⟦104⟧ years old",
    "⟦43⟧ Jahre alt",
    "eine ⟦43⟧-jährige Frau",
    "im Alter von ⟦43⟧ Jahren",
    "âgé de ⟦43⟧ ans",
    "j'ai ⟦43⟧ ans",
    "tengo ⟦43⟧ años",
    "edad: ⟦43⟧",
    "ho ⟦43⟧ anni",
    "⟦43⟧ anni di età",
    "tenho ⟦43⟧ anos",
    "idade: ⟦43⟧",
    "⟦43⟧ jaar oud",
    "een ⟦43⟧-jarige man",
    "⟦43⟧-letni",
    "mam ⟦43⟧ lata",
    "w wieku ⟦43⟧ lat",
]
NOT_AGED = [
    ("page 43", "a cue inside a word"),
    ("age 43.5", "no whole number"),
    ("ages 5-10", "a range"),
    ("aged 43%", "a share"),
    ("1500 years old", "a tree"),
    ("130 years old", "a house"),
    ("143 years old", "a house"),
    ("1,043 years old", "a rock"),
    ("0 years old", "nobody"),
    ("10 x 4 = 40 years old", "the result of a sum"),
    ("his age 20 years ago", "a time"),
    ("What is his age?\t40", "an answer in the next column"),
    ("just turned 90 degrees", "an angle"),
    ("I have 43 years", "a calque"),
    ("pendant 43 ans", "a time"),
    ("v43yo", "part of a word"),
    ("43 years", "a time"),
    ("age 43rd", "an ordinal"),
]


def _marked(marked: str) -> tuple[str, str]:
    return marked.replace("⟦", "").replace("⟧", ""), marked[marked.index("⟦") + 1 : marked.index("⟧")]


@pytest.mark.parametrize(
    ("detector", "marked"), [(DateOfBirth(), text) for text in BORN] + [(Age(), text) for text in AGED]
)
def test_found_exactly(detector: DateOfBirth | Age, marked: str) -> None:
    text, value = _marked(marked)
    for spelling in (text, text.upper()):
        hits = detector.find(spelling, Cues())
        assert [spelling[hit.start : hit.end].lower() for hit in hits] == [value.lower()]
        assert all(hit.score >= 0.6 and not hit.placeholder for hit in hits)
        assert any(re2.search(condition, spelling) for condition in detector.conditions)


@pytest.mark.parametrize(
    ("detector", "text", "why"),
    [(DateOfBirth(), *row) for row in NOT_BORN] + [(Age(), *row) for row in NOT_AGED],
)
def test_near_misses(detector: DateOfBirth | Age, text: str, why: str) -> None:
    assert detector.find(text, Cues()) == [], why


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_cues_and_months_of_its_own(language: str) -> None:
    cues = Cues((language,))
    for word in cues.words("birth"):
        assert len(DateOfBirth().find(f"{word} 12.05.1980", cues)) == 1
    for month in cues.words("month"):
        (hit,) = DateOfBirth().find(f"{cues.words('birth')[0]}: 12 {month} 1980", cues)
        assert hit.score == 0.85
    for word in cues.words("age"):
        assert len(Age().find(f"{word} 43", cues)) == 1
    for word in cues.words("aged"):
        assert len(Age().find(f"43 {word}", cues)) == 1


@pytest.mark.parametrize(
    "behind",
    [
        "th",
        "%",
        ".5",
        ",5",
        ":5",
        "/5",
        "-5",
        "–5",
        "°",
        " degrees",
        " year ago",
        " years ago",
        " years later",
        " years before",
        " years earlier",
        " years from now",
        " months",
        " weeks",
        " days",
        " miles",
        " times",
        " pages",
    ],
)
def test_what_stands_behind_a_number_that_is_no_age(behind: str) -> None:
    assert Age().find(f"age 43{behind}", Cues()) == [] and len(Age().find("age 43 years", Cues())) == 1


@pytest.mark.parametrize("before", ["= ", "+", "* ", "/ ", "× ", "÷", "< ", "> ", "^", "- ", "1.", "1,"])
def test_what_stands_before_a_number_that_is_no_age(before: str) -> None:
    assert Age().find(f"3 {before}43 years old", Cues()) == [] and len(Age().find("3: 43 years old", Cues())) == 1


@pytest.mark.parametrize(
    ("date", "is_one"),
    [
        ("1980-12-31", True), ("1980-13-01", False), ("1980-12-32", False), ("1080-12-31", True),
        ("2080-12-31", True),
        ("980-12-31", False), ("2180-12-31", False), ("31.12.1980", True), ("12/31/1980", True),
        ("31/31/1980", False),
        ("1.2.80", True), ("1.2/80", False), ("31. 12. 1980", True), ("19801231", True), ("19801331", False),
        ("31121980", True), ("32121980", False), ("31122180", False), ("1980年12月31日", True),
        ("12 December 1980", True),
        ("32 December 1980", False), ("12th of Dec., 1980", True), ("2nd Dec 1980", True),
        ("3rd Dec 1980", True), ("1st Dec 1980", True), ("December 31 1980", True),
        ("1980, December 31", True),
        ("12 Decembrist 1980", False), ("12-Dec-1980", True), ("12 d'août 1980", True),
        ("1.12.1980-5", False),
        ("5.1.12.1980", False),
    ],
)  # fmt: skip
def test_what_a_date_is(date: str, is_one: bool) -> None:
    hits = DateOfBirth().find(f"DOB: {date}", Cues())
    assert [(hit.start, hit.end) for hit in hits] == ([(5, 5 + len(date))] if is_one else [])


def test_how_far_a_date_may_stand() -> None:
    assert len(DateOfBirth().find("born " + "x" * 38 + " 12.05.1980", Cues())) == 1
    assert len(DateOfBirth().find("born " + "x" * 39 + " 12.05.1980", Cues())) == 0
    assert len(DateOfBirth().find("DOB (x): 12051980", Cues())) == 1
    assert len(DateOfBirth().find("DOB (xy): 12051980", Cues())) == 0


def test_a_day_without_a_year_is_less_sure() -> None:
    (whole,), (day,) = (DateOfBirth().find(f"birthday: 12 March{year}", Cues()) for year in (" 1980", ""))
    assert (whole.score, whole.rule, day.score, day.rule) == (0.85, "birth.date", 0.65, "birth.day")


def test_other_languages_are_not_used() -> None:
    assert not DateOfBirth().find("geboren am 03.03.1961", Cues(("en",)))
    assert not Age().find("43 Jahre alt", Cues(("en",))) and not Age().find("aged 43", Cues(()))
    assert not DateOfBirth().find("born 3 mars 1961", Cues(("en",)))


def test_they_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps((Age(), DateOfBirth()))) == (Age(), DateOfBirth())


@pytest.mark.parametrize(
    "piece", ["born ", "born on 1 ", "1/1/", "aged 4", "43 years ", "DOB|\n1|\n", "12 May ", "12."]
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    for detector in (DateOfBirth(), Age()):
        text = ("born " + piece * 20_000)[:20_000]
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            detector.find(text, Cues())
            best = min(best, time.process_time() - start)
        assert best < 0.5
