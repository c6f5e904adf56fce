"""Passports, licences, accounts and patients: only behind their cue, in eight languages, in JSON and in tables."""

import pickle
import time

import pytest
import re2

from stages.pii.cues import LANGUAGES, Cues
from stages.pii.detectors.columns import cells_below
from stages.pii.detectors.cued import BankAccount, DriverLicense, MedicalId, Passport
from stages.pii.detectors.lead import condition_of, leads, value_start
from stages.pii.finding import Detector

# detector, text with the value between ⟦ and ⟧
FOUND: list[tuple[Detector, str]] = [
    (Passport(), "My passport number is ⟦583726194⟧."),
    (Passport(), "Passport: ⟦AB 583926⟧"),
    (Passport(), "passport ⟦X4938271⟧ was lost"),
    (Passport(), "Passport (No.): ⟦C01X00T47⟧"),
    (Passport(), '{"passport_number": "⟦X4938271⟧"}'),
    (Passport(), "passportNumber: '⟦X4938271⟧'"),
    (Passport(), "Reisepassnummer: ⟦C01X00T47⟧"),
    (Passport(), "Pass-Nr. ⟦C01X00T47⟧"),
    (Passport(), "numéro de passeport : ⟦12AB39517⟧"),
    (Passport(), "Mi número de pasaporte es ⟦PAB482915⟧"),
    (Passport(), "passaporto n. ⟦YA4839215⟧"),
    (Passport(), "O passaporte é ⟦FH254871⟧"),
    (Passport(), "paspoortnummer ⟦NPR2C14D8⟧"),
    (Passport(), "numer paszportu to ⟦EK4829517⟧"),
    (DriverLicense(), "My driver's license number is ⟦U62928788557186⟧."),
    (DriverLicense(), "driving licence ⟦MORGA657054SM9IJ⟧"),
    (DriverLicense(), "DL# ⟦D123 4567 8901⟧"),
    (DriverLicense(), "Driver’s License: ⟦S530-4608-7654⟧"),
    (DriverLicense(), "Führerscheinnummer: ⟦B072RRE2I55⟧"),
    (DriverLicense(), "permis de conduire n° ⟦881113200517⟧"),
    (DriverLicense(), "Permiso de conducir: ⟦48291756X⟧"),
    (DriverLicense(), "patente di guida n. ⟦U1K829174A⟧"),
    (DriverLicense(), "carta de condução no ⟦AV-482915 3⟧"),
    (DriverLicense(), "rijbewijsnummer ⟦5849302716⟧"),
    (DriverLicense(), "numer prawa jazdy ⟦00482/15/1465⟧"),
    (BankAccount(), "account number ⟦55779911⟧"),
    (BankAccount(), "Sort code ⟦20-00-00⟧, account 1"),
    (BankAccount(), "Routing number: ⟦021000322⟧"),
    (BankAccount(), "Acct # ⟦4839-2716-55⟧"),
    (BankAccount(), "My bank account is ⟦004839271655⟧"),
    (BankAccount(), '"account_no": ⟦4839271655⟧,'),
    (BankAccount(), "Kontonummer ⟦1482 937 206⟧"),
    (BankAccount(), "BLZ: ⟦37040044⟧"),
    (BankAccount(), "numéro de compte : ⟦00483927165⟧"),
    (BankAccount(), "número de cuenta ⟦2100 0418 45 0200051332⟧"),
    (BankAccount(), "numero di conto: ⟦000000483927⟧"),
    (BankAccount(), "número da conta ⟦48392-7⟧"),
    (BankAccount(), "rekeningnummer ⟦4839 27 165⟧"),
    (BankAccount(), "nr konta: ⟦61 1090 1014 0000 0712 1981 2874⟧"),
    (MedicalId(), "MRN: ⟦00482913⟧"),
    (MedicalId(), "Medical record number is ⟦4829-1375⟧"),
    (MedicalId(), "Patient ID: ⟦P-48291⟧"),
    (MedicalId(), "Policy No. ⟦HX-4829-1144⟧"),
    (MedicalId(), "Patientennummer ⟦829144⟧"),
    (MedicalId(), "Krankenversichertennummer ⟦A482913758⟧"),
    (MedicalId(), "numéro de patient : ⟦829144⟧"),
    (MedicalId(), "historia clínica no ⟦829144⟧"),
    (MedicalId(), "numero di paziente ⟦829144⟧"),
    (MedicalId(), "número de utente: ⟦482 913 758⟧"),
    (MedicalId(), "patiëntnummer ⟦829144⟧"),
    (MedicalId(), "numer pacjenta to ⟦829144⟧"),
    (MedicalId(), "| MRN | Ward |\n|---|---|\n| ⟦00482913⟧ | 5 |"),
    (Passport(), "name,passport no,town\nAnn,⟦583726194⟧,Rome\n"),
    (Passport(), "Passport\tName\n⟦X4938271⟧\tAnn"),
    (BankAccount(), "account number ⟦48391757⟧ 2024-05-05"),
]

# detector, text, why it is none
NEAR: list[tuple[Detector, str, str]] = [
    (Passport(), "Passport issued 2019", "a word between"),
    (Passport(), "Passport 2019-2024 edition", "years"),
    (Passport(), "passport valid until 12/05/2031", "a date"),
    (Passport(), "passport: 2031-05-12", "a date right behind"),
    (Passport(), "Passport photo 35x45", "a size"),
    (Passport(), "a passport costs 130000 pesos", "a word between"),
    (Passport(), "passport 165000 pounds", "an amount"),
    (Passport(), "passport 4.839.271,50", "an amount"),
    (Passport(), "583726194", "no cue"),
    (Passport(), "trespassport 583726194", "a cue inside a word"),
    (Passport(), "Passport No. 12", "too short"),
    (Passport(), "Passport 58372619458372", "too long"),
    (DriverLicense(), "license number 48391757", "any licence"),
    (DriverLicense(), "software license key 48391757", "another licence"),
    (DriverLicense(), "order number 48391757", "an order"),
    (BankAccount(), "order number 48391757", "an order"),
    (BankAccount(), "invoice no. 48391757, ticket #48391757", "an invoice"),
    (BankAccount(), "part number 4839175, model no. 4839175", "a part"),
    (BankAccount(), "a savings account of 483917 dollars", "an amount"),
    (BankAccount(), "savings account: 483917 dollars", "an amount"),
    (BankAccount(), "account number 4821", "the last four"),
    (BankAccount(), "on account of 483917 people", "an idiom"),
    (MedicalId(), "the patient is 48291 days old", "no number of a patient"),
    (MedicalId(), "insurance covers 48291", "no cue"),
    (MedicalId(), "MRN 42", "too short"),
    (Passport(), "passport, name\nrules, apply to 583726194\n", "a table whose cells have no number"),
    (Passport(), "passport, 1, 2\n583726194, 5, 6\n", "a row of numbers is no heading"),
]  # fmt: skip


def _values(detector: Detector, text: str, cues: Cues | None = None) -> list[str]:
    return [text[hit.start : hit.end] for hit in detector.find(text, cues or Cues()) if hit.score >= 0.6]


@pytest.mark.parametrize(("detector", "marked"), FOUND)
def test_a_value_behind_its_cue(detector: Detector, marked: str) -> None:
    value = marked[marked.index("⟦") + 1 : marked.index("⟧")]
    text = marked.replace("⟦", "").replace("⟧", "")
    assert _values(detector, text) == [value]
    assert any(re2.search(condition, text) for condition in detector.conditions)
    assert _values(detector, text.upper()) == [value.upper()], "cues in capitals"


@pytest.mark.parametrize(("detector", "text", "why"), NEAR)
def test_a_near_miss(detector: Detector, text: str, why: str) -> None:
    assert _values(detector, text) == [], why


@pytest.mark.parametrize("detector", [Passport(), DriverLicense(), BankAccount(), MedicalId()])
def test_never_without_a_cue(detector: Detector) -> None:
    for _, marked in FOUND:
        value = marked[marked.index("⟦") + 1 : marked.index("⟧")]
        assert _values(detector, f"See {value}, {value}: {value}") == []
    assert detector.entity in {"PASSPORT", "DRIVER_LICENSE", "BANK_ACCOUNT", "MEDICAL_ID"}
    assert pickle.loads(pickle.dumps(detector)) == detector


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("detector", [Passport(), DriverLicense(), BankAccount(), MedicalId()])
def test_every_language_has_cues_of_its_own(detector: Detector, language: str) -> None:
    for kind in {"PASSPORT": ["passport"], "DRIVER_LICENSE": ["driver_license"], "MEDICAL_ID": ["medical_id"]}.get(
        detector.entity, ["bank_account", "bank_code"]
    ):
        for word in Cues((language,)).words(kind):
            text = f"{word}: 48391757"
            assert _values(detector, text, Cues((language,))) == ["48391757"]
            assert any(re2.search(condition, text) for condition in detector.conditions)


def test_all_rows_of_a_table() -> None:
    text = (
        "| Name | Passport |\n|:--|--:|\n| Ann | X4938271 |\n| Bob | `583726194` |\n| Cyd | none |\n| Dee | 583726195 |"
    )
    assert _values(Passport(), text) == ["X4938271", "583726194"], "up to the first row without one"


def test_two_headings_side_by_side() -> None:
    text = "|MRN|Passport|\n|00482913|583726194|"
    assert _values(MedicalId(), text) == ["00482913"] and _values(Passport(), text) == ["583726194"]


@pytest.mark.parametrize("value", ["123456789", "987654321", "000000000", "X12345678", "AB 111111"])
def test_what_examples_are_filled_with_is_marked(value: str) -> None:
    assert [hit.placeholder for hit in Passport().find(f"passport: {value}", Cues())] == [True]
    assert [hit.placeholder for hit in Passport().find("passport: 583726194", Cues())] == [False]


def test_a_bare_neighbour_is_less_sure() -> None:
    near, led = Passport().find("passport X4938271 or passport no. X4938272", Cues())
    assert near.score == 0.65 and led.score == 0.85 and led.rule == "cued.passport"


@pytest.mark.parametrize(
    "unit",
    [
        "%",
        "€",
        "$",
        "£",
        "usd",
        "eur",
        "dollar",
        "dollars",
        "euro",
        "euros",
        "pound",
        "pounds",
        "people",
        "times",
        "year",
        "years",
        "month",
        "months",
        "day",
        "days",
    ],
)
def test_an_amount_is_none(unit: str) -> None:
    assert _values(BankAccount(), f"savings account: 483917 {unit}") == []
    assert unit.isalpha() or _values(BankAccount(), f"savings account: 483917{unit}") == []


@pytest.mark.parametrize(
    "value", ["2031-05-12", "2031.05.12", "12.05.2031", "12-5-2031", "12/05/31", "2019/2024", "1999-2003", "2003-1999"]
)
def test_a_date_is_none(value: str) -> None:
    assert _values(DriverLicense(), f"driver's license: {value}") == _values(Passport(), f"passport {value}") == []


@pytest.mark.parametrize(
    ("detector", "cue", "shortest", "longest"),
    [
        (Passport(), "passport", "483917", "48391750266"[:10]),
        (Passport(), "passport", "AB4839", "A4839175026"),
        (DriverLicense(), "driver license", "483917", "4839175026483917"),
        (DriverLicense(), "driver license", "AB4839", "ABCD4839175026483917"),
        (BankAccount(), "account number", "483917", "483917502648391750264839175026"),
        (BankAccount(), "sort code", "48391", "483917502648"),
        (MedicalId(), "mrn", "48391", "4839175026483917"),
        (MedicalId(), "mrn", "A4839", "ABCD4839175026483917"),
    ],
)
def test_the_sizes_of_a_value(detector: Detector, cue: str, shortest: str, longest: str) -> None:
    for value in (shortest, longest):
        assert _values(detector, f"{cue}: {value}") == [value]
    for value in (shortest[:-1], longest + "7"):
        assert _values(detector, f"{cue}: {value}") == []


def test_at_most_as_many_letters_as_belong_to_it() -> None:
    digits = "483917502648391750264839175026"
    assert _values(BankAccount(), f"account number: ABCD {digits}") == [f"ABCD {digits}"]
    assert _values(BankAccount(), f"account number: ABCD-{digits[:-1]}A-B") == []


def test_at_most_four_words_lead_to_a_value() -> None:
    assert _values(Passport(), "passport is is is is 48391757") == ["48391757"]
    assert _values(Passport(), "passport is is is is is 48391757") == []


def test_a_row_is_at_most_four_hundred_characters_long() -> None:
    assert _values(Passport(), "passport,x\n583726194," + "x" * 390) == ["583726194"]
    assert _values(Passport(), "passport,x\n583726194," + "x" * 391) == []


def test_a_cell_is_a_value_as_a_whole() -> None:
    assert _values(Passport(), "|passport|x|\n|583726194 or so|5|") == []
    assert _values(Passport(), "|passport|x|\n|583726194|5|") == ["583726194"]


def test_leads_takes_whole_words_and_joints() -> None:
    for text in ("medical record number", "medical_record-number", "MedicalRecordNumber", "x medical  record number."):
        ((start, end),) = leads(text, Cues(("en",)), "medical_id")
        assert text[start:end].lower().startswith("medical") and text[start:end].lower().endswith("number")
    assert list(leads("amrn mrns", Cues(), "medical_id")) == []
    assert list(leads("mrn", Cues(), "no such kind")) == []
    assert not re2.search(condition_of(()), "anything")


@pytest.mark.parametrize(
    ("text", "rest", "clear"),
    [
        ("x 5", "5", False),
        ("x: 5", "5", True),
        ("x is 5", "5", True),
        ("x no. is 5", "5", True),
        ('x": "5', "5", True),
        ("x (#) = 5", "5", True),
        ("x:\n5", "5", True),
        ("x\n\n5", "\n\n5", False),
        ("x isolated", "isolated", False),
    ],
)
def test_value_start(text: str, rest: str, clear: bool) -> None:
    start, is_clear = value_start(text, 1, Cues())
    assert (text[start:], is_clear) == (rest, clear)


def test_cells_below_ends_with_the_table() -> None:
    text = "a;b\n1; 2 \n3;4;5\n6;7"
    assert [text[start:end] for start, end in cells_below(text, text.index("b"))] == ["2"]
    assert list(cells_below("b 1\n2", 0)) == []
    assert list(cells_below("a," * 300 + "b\n1", 600)) == []


@pytest.mark.parametrize(
    "piece", ["passport ", "MRN|", "MRN,\n", "1,1\n", "account number 1-", "is is ", "sort code 1 "]
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    for detector in (Passport(), BankAccount(), MedicalId()):
        text = ("passport|MRN|account no " + piece * 20_000)[:20_000]
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            detector.find(text, Cues())
            best = min(best, time.process_time() - start)
        assert best < 0.5
