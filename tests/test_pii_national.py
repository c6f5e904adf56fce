"""Numbers that states give: each scheme with its check, one digit off, with and without a cue."""

import pytest

from pii_marks import acted, check, hits
from stages.pii.cues import Cues
from stages.pii.detectors import checksums
from stages.pii.detectors.national import NationalId, UsSsn

SSNS = [
    ("it is «731-83-4418».", "dashes"),
    ("it is «731\u201383\u20134418»", "long dashes"),
    ("SSN: «731834418»; social security no. «731 83 4418»", "a cue: no dashes, blanks"),
    ("seguro social: «731834418»", "a Spanish cue"),
    ("«899-99-9999»", "the last ones of all"),
]
NO_SSNS = [
    ("000-83-4418, ssn 000834418", "area 000"),
    ("666-83-4418, ssn 666834418", "area 666"),
    ("900-83-4418, ssn 987654329", "area 9xx"),
    ("731-00-4418, ssn 731004418", "group 00"),
    ("731-83-0000, ssn 731830000", "serial 0000"),
    ("731834418, 731 83 4418", "no dashes, no cue"),
    ("731-834418", "half of the dashes"),
    ("SSN 731.83.4418", "points"),
    ("1731-83-4418, 731-83-44181", "a longer number"),
    ("12-731-83-4418, 731-83-4418-2", "a part number"),
    ("a731-83-4418", "a letter touches it"),
]


@pytest.mark.parametrize(("row", "why"), SSNS + NO_SSNS)
def test_ssns(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(UsSsn(), row, why))


@pytest.mark.parametrize("number", ["078-05-1120", "219-09-9999", "123-45-6789", "457-55-5462"])
def test_published_ssns(number: str) -> None:
    assert [hit.placeholder for hit in hits(UsSsn(), number)] == [True]


def test_ssn_scores() -> None:
    assert [(hit.rule, hit.score) for hit in hits(UsSsn(), "731-83-4418")] == [("ssn.dashed", 0.8)]
    assert [(hit.rule, hit.score) for hit in hits(UsSsn(), "ssn 731-83-4418")] == [("ssn.cued", 0.95)]
    assert not hits(UsSsn(), "ssn 731834418", Cues(()))


# rule, a right number, one digit or letter off, found without a cue
SCHEMES = [
    ("es_dni", "33920640X", "33920641X", True),
    ("es_dni", "33920640-X", "33920640-Y", True),
    ("es_dni", "43742382 Q", "43742382 R", True),
    ("es_nie", "X4034811J", "X4034811K", True),
    ("es_nie", "Y-4034811-G", "X-4034811-G", True),
    ("es_nie", "Z4034811H", "Y4034811H", True),
    ("fr_nir", "276126806607939", "276126806607938", True),
    ("fr_nir", "2 76 12 68 066 079 39", "2 76 12 68 066 079 38", True),
    ("fr_nir", "285072B05698172", "285072A05698172", True),
    ("it_codice_fiscale", "MDGGTN30D67M168N", "MDGGTN30D67M168O", True),
    ("it_codice_fiscale", "MGGMRN71R08B561H", "MGGMRN71R08B562H", True),
    ("de_steuer_id", "54382044714", "54382044715", False),
    ("de_steuer_id", "86 095 742 719", "86 095 742 718", False),
    ("de_versicherung", "20150782K707", "20150782K708", False),
    ("de_versicherung", "15 150782 K 948", "15 150782 L 948", False),
    ("nl_bsn", "625807935", "625807937", False),
    ("nl_bsn", "738.105.624", "738.105.625", False),
    ("nl_bsn", "7381.05.624", "7381.05.625", False),
    ("pl_pesel", "75051680404", "75051680405", False),
    ("pl_pesel", "07301972386", "07301972387", False),
    ("pt_nif", "238041468", "238041469", False),
    ("be_register", "05.06.12-481.14", "05.06.12-481.15", True),
    ("be_register", "02.09.29-064.73", "02.09.29-064.74", True),
    ("be_register", "02092906473", "02092906474", False),
    ("uk_nino", "RH452817C", "DH452817C", True),
    ("uk_nino", "RH 45 28 17 C", "RO 45 28 17 C", True),
    ("uk_nino", "RH452817A", "RH452817E", True),
    ("uk_nhs", "463 459 3173", "463 459 3174", False),
    ("br_cpf", "305.897.926-60", "305.897.926-61", True),
    ("br_cpf", "993.587.456-73", "993.587.457-73", True),
    ("br_cpf", "30589792660", "30589792661", False),
    ("in_aadhaar", "6070 5614 8970", "6070 5614 8971", False),
    ("in_aadhaar", "607056148970", "607056148971", False),
    ("in_pan", "BNZPM2501F", "BNZXM2501F", False),
    ("at_svnr", "7970060284", "7970060286", False),
    ("at_svnr", "1079 291211", "1078 291211", False),
    ("ch_ahv", "756.5612.4930.75", "756.5612.4930.76", True),
    ("ch_ahv", "7561247053981", "7561247053982", True),
    ("ca_sin", "749 823 449", "749 823 448", False),
    ("au_tfn", "322 746 270", "322 746 271", False),
    ("cn_resident", "320802200405158699", "320802200405158690", True),
]


@pytest.mark.parametrize(("rule", "right", "wrong", "bare"), SCHEMES)
def test_schemes(rule: str, right: str, wrong: str, bare: bool) -> None:
    detector = NationalId()
    told = check(detector, f"the ID card number is «{right}».", rule)
    assert f"national.{rule}" in {hit.rule for hit in told} or len({hit.rule for hit in told}) == 1
    assert told[0].score == 0.9
    check(detector, f"I noted «{right}», then" if bare else f"I noted {right}, then", f"{rule} bare")
    check(detector, f"I noted {wrong}, then", f"{rule} with a wrong check")
    assert [hit.rule for hit in hits(detector, f"ID card: {wrong}.")] in ([], ["national.cued"])
    check(detector, f"I noted a{right}, {right}7 then", "glued to a letter or a digit")


NEAR = [
    ("[gen: 1K->81320960K(24403456K)], 4 s", "what a log writes for kilobytes"),
    ("BG452817C TN452817C ZZ452817C NT452817C GB452817C NK452817C KN452817C", "prefixes never given out"),
    ("75151680404", "PESEL with month 15"),
    ("6070 5614 8970 1234", "four groups: a card"),
    ("12 6070 5614 8970", "one more number before"),
    ("756.5612.4930.75.1", "a longer number"),
    ("320802200415158699", "a resident born in month 15"),
    ("111.111.111-11", "one digit over and over"),
    ("12345678901234567890123", "too long for any"),
    ("1030-8071-5609", "Aadhaar begins with 2 to 9"),
]


@pytest.mark.parametrize(("row", "why"), NEAR)
def test_near_misses(row: str, why: str) -> None:
    check(NationalId(), row, why)


CUES = [
    ("Tax ID: «54382044714»", "en"),
    ("Steuer-ID «54382044714»", "de"),
    ("numéro fiscal «54382044714»", "fr"),
    ("documento de identidad «54382044714»", "es"),
    ("codice fiscale «54382044714»", "it"),
    ("número de contribuinte «54382044714»", "pt"),
    ("burgerservicenummer «54382044714»", "nl"),
    ("numer PESEL «54382044714»", "pl"),
]


@pytest.mark.parametrize(("row", "language"), CUES)
def test_cues(row: str, language: str) -> None:
    check(NationalId(), row, language)
    assert acted(NationalId(), row.replace("«", "").replace("»", ""), Cues((language,)))
    assert not acted(NationalId(), row.replace("«", "").replace("»", ""), Cues(()))


CHECKS_OF_ONE_DIGIT = [
    *("75051680404", "07301972386", "6070 5614 8970", "54382044714", "625807935", "238041468", "463 459 3173"),
    *("749 823 449", "322 746 270", "7970060284", "30589792660", "02092906473"),
]


@pytest.mark.parametrize("number", CHECKS_OF_ONE_DIGIT)
def test_a_check_that_one_number_in_ten_passes_needs_a_cue(number: str) -> None:
    assert acted(NationalId(), f"order {number} then") == []
    assert acted(NationalId(), f"national ID {number} then") == [number]


BARE = [
    ("33920640X", 0.75),
    ("X4034811J", 0.75),
    ("276126806607939", 0.85),
    ("MDGGTN30D67M168N", 0.95),
    ("75051680404", 0.5),
    ("05.06.12-481.14", 0.85),
    ("RH452817C", 0.7),
    ("305.897.926-60", 0.85),
    ("6070 5614 8970", 0.5),
    ("756.5612.4930.75", 0.85),
    ("320802200405158699", 0.85),
]


@pytest.mark.parametrize(("number", "score"), BARE)
def test_scores_without_a_cue(number: str, score: float) -> None:
    assert [hit.score for hit in hits(NationalId(), f"it is {number} then")] == [score]


def test_a_weak_cue_needs_the_check() -> None:
    assert [(hit.rule, hit.score) for hit in hits(NationalId(), "TIN 54382044714")] == [("national.de_steuer_id", 0.8)]
    assert hits(NationalId(), "TIN 54382044715") == []
    assert [(hit.rule, hit.score) for hit in hits(NationalId(), "Tax ID 54382044715")] == [("national.cued", 0.65)]


@pytest.mark.parametrize("number", ["AB123456C", "12345678Z", "123.456.789-09"])
def test_published_numbers(number: str) -> None:
    assert [hit.placeholder for hit in hits(NationalId(), f"ID card {number}")] == [True]


@pytest.mark.parametrize("sides", ["(", ")", "[", "]", "<", ">", "=", "-"])
def test_sizes_stand_beside_signs(sides: str) -> None:
    assert acted(NationalId(), f"x 81320960K{sides} x") == []
    assert acted(NationalId(), f"x {sides}81320960K x") == []
    assert acted(NationalId(), f"x {sides} 81320960K {sides} x") == ["81320960K"]


def test_a_row_of_numbers_matters_where_there_are_blanks() -> None:
    assert acted(NationalId(), "7 276126806607939 7") == ["276126806607939"]
    assert acted(NationalId(), "7 6070 5614 8970") == []
    assert acted(NationalId(), "id card 7 625807935 3") == ["625807935"]


def test_sizes_need_their_brackets() -> None:
    assert acted(NationalId(), "my DNI-like 81320960K stands alone") == ["81320960K"]
    assert acted(NationalId(), "33920640X->") == ["33920640X"]


# each checksum on published or hand-reckoned values: any other digit in the last place fails
CHECKS = [
    (checksums.luhn, "79927398713"),
    (checksums.verhoeff, "2363"),
    (checksums.verhoeff, "123451"),
    (checksums.bsn, "111222333"),
    (checksums.tfn, "876543210"),
    (checksums.svnr, "1237010180"),
    (checksums.nhs, "9434765919"),
    (checksums.ean13, "4006381333931"),
    (checksums.steuer_id, "47036892816"),
    (checksums.steuer_id, "65929970489"),
    (checksums.versicherungsnummer, "15070649C103"),
    (checksums.pesel, "44051401359"),
    (checksums.nif, "123456789"),
    (checksums.cpf, "12345678909"),
    (checksums.nhs, "8288360750"),
    (checksums.versicherungsnummer, "20150782K707"),
    (checksums.versicherungsnummer, "35150782K577"),
    (checksums.versicherungsnummer, "15150782K948"),
    (checksums.resident_id, "11010519491231002X"),
]


@pytest.mark.parametrize(("function", "right"), CHECKS)
def test_checksums(function: object, right: str) -> None:
    assert callable(function)
    assert function(right)
    assert not any(function(right[:-1] + digit) for digit in "0123456789" if digit != right[-1])


FISCAL_CODES = """
    FFRVRL03M65M209P BRLDNI14H16L355V PRPRNL13R08A131A PZZGNN23L06I202F CGNRSN79M05B426B GSTGNE99D06L406I
    PZZZEI18E43D588I SRDRNT92A43G439K TRVLME67C47L010G DNOGUO85L50G680B RGNSYV58M28M265L LRNRKE38P17D851X
    RSSDIA98C23L629W QSMFRC34C56D913V JVNVEA49D16G838Y FOXDLN97R70E280E MJWRST20R67L206I
"""  # every letter and digit stands in an odd place


@pytest.mark.parametrize("code", FISCAL_CODES.split())
def test_fiscal_codes(code: str) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert [letter for letter in letters if checksums.codice_fiscale(code[:15] + letter)] == [code[15]]


def test_a_belgian_check_knows_two_centuries() -> None:
    assert checksums.rijksregister("02092906473") != checksums.rijksregister("02092906474")
    assert checksums.rijksregister("85073003328")
    assert not checksums.rijksregister("85073003329")


@pytest.mark.parametrize("digits", ["44447392815", "12345678901", "11223456789"])
def test_steuer_id_repeats_one_digit_twice_or_thrice(digits: str) -> None:
    assert not any(checksums.steuer_id(digits[:10] + last) for last in "0123456789")


@pytest.mark.parametrize(
    ("month", "day", "born"),
    [
        ("05", "01", True),
        ("05", "31", True),
        ("05", "00", False),
        ("05", "32", False),
        ("12", "16", True),
        ("01", "16", True),
        ("00", "16", False),
        ("13", "16", False),
        ("32", "16", True),
        ("33", "16", False),
        ("81", "16", True),
        ("20", "16", False),
    ],
)
def test_a_date_of_birth_must_be_one(month: str, day: str, born: bool) -> None:
    numbers = [f"75{month}{day}8040{last}" for last in range(10)]
    assert len([number for number in numbers if hits(NationalId(), f"it is {number} then")]) == born


@pytest.mark.parametrize(
    ("date", "born"),
    [
        ("19450108", True),
        ("20450108", True),
        ("18450108", False),
        ("21450108", False),
        ("19451308", False),
        ("19450132", False),
        ("19451231", True),
        ("19450001", False),
        ("19450100", False),
    ],
)
def test_a_resident_must_be_born(date: str, born: bool) -> None:
    numbers = [f"540225{date}967{last}" for last in "0123456789X"]
    assert len([number for number in numbers if hits(NationalId(), f"it is {number} then")]) == born


def test_a_belgian_is_born_in_a_month() -> None:
    right = [f"85.12.14-123.{check:02d}" for check in range(97) if checksums.rijksregister(f"851214123{check:02d}")]
    wrong = [f"85.13.14-123.{check:02d}" for check in range(98) if checksums.rijksregister(f"851314123{check:02d}")]
    assert [acted(NationalId(), number) for number in right] == [[number] for number in right] != []
    assert [acted(NationalId(), number) for number in wrong] == [[] for _ in wrong] != []
