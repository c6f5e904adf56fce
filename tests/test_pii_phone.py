"""Telephone numbers with and without a cue, and all the numbers that are none."""

import pytest

from pii_marks import acted, check, hits
from stages.pii.cues import Cues
from stages.pii.detectors.phone import Phone

FOUND = [
    ("«+49 30 2397 4410»", "international"),
    ('{"id": 7, "note": "See «021 205 01 67»"}', "the cue has a number of its own"),
    ('{"order": "x", "tel": "«021 205 01 67»"}', "the next field"),
    ("Your order is here. It was «020 8765 4322»", "the next sentence"),
    ("the order;\n«020 8765 4322»", "the next line"),
    ("order {a}, «020 8765 4322»", "behind the bracket"),
    ("(«+441632812345»)", "international, compact, in brackets"),
    ("tel:«+4930239744105»", "a link"),
    ("Ring «+41 (0)44 668 18 00» tomorrow", "the trunk 0 in brackets"),
    ("«(+33) 6 52 43 87 19»", "the country in brackets"),
    ("«0033 6 52 43 87 19»", "00 for the plus"),
    ("«011 44 20 8765 4322»", "011 for the plus"),
    ("«+1-903-140-4508x769»", "possible though not given out, with an extension"),
    ("Telefon «0049302397441»", "00, compact, with a cue"),
    ("Tel. «+99 12745 6389»", "no such country, but a cue"),
    ("«(212) 684-4703»", "North America, brackets"),
    ("«212-684-4703 ext. 12», ok", "an extension"),
    ("«212-684-4703 x12»", "an extension by x"),
    ("«212-684-4703 #12»", "an extension by #"),
    ("«212.684.4703» or «1-212-684-4703»", "points; the long form"),
    ("«(166) 684-7899» and «166-684-7899»", "no such area, but the look of a number"),
    ("«(11) 95184-0389»", "Brazil by its look"),
    ("«020 8765 4322»", "London"),
    ("«07712 345 982»", "a British mobile"),
    ("«030/23974410»", "a slash behind the area code"),
    ("«0171 - 2397441»", "a dash between blanks behind the area code"),
    ("«06 52 43 87 19» et «06.52.43.87.19»", "France, blanks and points"),
    ("«612 34 56 81», «912 345 681»", "Spain and Portugal, no leading 0"),
    ("«512-345-681»", "Poland"),
    ("«347 1234589»", "an Italian mobile"),
    ("«06 18131124»", "a Dutch mobile"),
    ("«98765 43281»", "an Indian mobile"),
    ("«(02) 9374 4012»", "Sydney"),
    ("«01 231492089»", "Vienna, nine digits in one group"),
    ("Phone: «2813882583»", "a cue and bare digits"),
    ("«2813882583» (mobile)", "the cue behind"),
    ("phone = «2813882583»", "a cue beats the sign of equality"),
    ("Phone: «555 1842 77»", "any groups with a cue"),
    ("fax «358 0594»", "seven digits with a cue"),
    ("Please call me at «699 956 915»", "thousands, but a cue"),
    ("Telefon: «030 2397441»", "German"),
    ("mon portable : «652438719»", "French"),
    ("mi móvil es «612345681»", "Spanish"),
    ("il mio cellulare: «3471234589»", "Italian"),
    ("o meu telemóvel é «912345681»", "Portuguese"),
    ("mijn telefoonnummer is «0618131124»", "Dutch"),
    ("mój telefon: «512345681»", "Polish"),
    ("contact «020 87654322»", "a weak cue"),
    ("order 7, phone «2813882583»", "another number's cue further off than the phone's"),
    ("(«030 23974410» only", "an open bracket is not part of it"),
    ("phone «0171 2397 441 55»", "thirteen digits"),
    ("phone «978 345 6812»", "begins like an ISBN, but is too short"),
    ("phone 5 «+1-903-140-4508»", "a cue beats a sum"),
    ("«93 345 68 12»; «91 234 56 81»; «22 345 68 12»", "Spain, Portugal, Poland in pairs"),
    ("«512 345 681»; «612 345 681»; «912 345 681»", "in threes"),
    ("«347 123458»", "an old Italian mobile"),
    ("«347 123 45 89»", "an Italian mobile in pairs"),
    ("«9876 543 281»", "an Indian number in threes"),
    ("«912 34 56 81»", "Portugal in pairs"),
    ("a phone\u2013 «212\u2013684\u20134703»", "long dashes"),
]
NOT_FOUND = [
    ("3600/15 = 240 and 364000", "arithmetic"),
    ("1 mile is 0.621371 km", "a decimal"),
    ("39.9042, 116.4074", "coordinates"),
    ("39.90425555 116.40745555", "coordinates with a blank"),
    ("? = 5798 + 4632 - 7385", "a sum"),
    ("5798 +4632-7385", "a sum with a sign that sticks"),
    ("x+14155552671", "a sign behind a letter"),
    ("1200 - 1300 - 1400", "a row of differences"),
    ("so 0.20(0.20)156.25", "a product"),
    ("x = 020 8765 4322", "an assignment"),
    ("020 8765 4322 * 2", "an operator behind"),
    ("born 1914-1918, 2013 2014 2015", "years"),
    ("on 2020-10-12 or 12.10.2020 or 2020/10/12", "dates"),
    ("on 12-10-2020 13", "a date and an hour"),
    ("log 2020-10-12 12-30-11", "a time"),
    ("from 2019-2020", "a span of years"),
    ("ISBN 978-3-16-148410-0", "an ISBN"),
    ("978-3-16-148410-0 again", "an ISBN without its name"),
    ("see 0-306-40615-2 there", "an old ISBN"),
    ("the order no. 020 8765 4322", "another number's cue"),
    ("Bestellnummer 030 23974410", "the same in German"),
    ('"order id": "020 8765 4322"', "its value"),
    ("order no.: 020 8765 4322", "a sign between"),
    ("routing number 021000329, phone below", "a bank's number before a phone's cue"),
    ("host 192.168.100.200", "an address of a machine"),
    ("99.123.45.200.1", "a version"),
    ("$212-684-4703", "a price"),
    ("212-684-4703%", "a rate"),
    ("#212-684-4703", "an issue"),
    ("/212-684-4703", "a path"),
    ("a_212-684-4703", "an identifier"),
    ("212-684-4703-12", "a longer number"),
    ("12-212-684-4703", "the same from the left"),
    ("699 956 000 people", "thousands"),
    ("699.956.915", "thousands with points"),
    ("1 234 567 890 stars", "thousands, four groups"),
    ("0 3 3 1 1 0 0 8 2", "a row of digits"),
    ("5 7 12345678 9", "a row of numbers"),
    ("18755-18761", "pages"),
    ("pp. 98755-98761", "pages that could be a mobile"),
    ("731-83-4418", "a social security number"),
    ("Phone: 731-83-4418x", "a letter behind"),
    ("2813882583", "bare digits, no cue"),
    ("358 0594", "seven digits, no cue"),
    ("28-81-33-70", "four pairs, no cue"),
    ("020 8765 4322 5555 6666", "too long"),
    ("call 911 or 112233", "short numbers"),
    ("4111 1111 1111 1111", "a card"),
    ("020 8765 43221 77", "no such number"),
    ("phone 12/34/5678901", "two slashes"),
    ("phone 12/345678901", "a slash without a leading 0"),
    ("phone 12.5 4567890", "points and blanks"),
    ("phone 1234.5678", "a decimal even beside a cue"),
    ("phone 99.12.45.200", "four bytes even beside a cue"),
    ("phone (02 9374 4012) 7)", "brackets that don't fit"),
    ("phone (029374) 40127", "no area code"),
    ("phone 12 - 3456789", "a dash between blanks without a leading 0"),
    ("phone 8 10 359 2", "ends in one digit"),
    ("600 012 345 678", "twelve digits, a row of thousands"),
    ("0011100000", "ones and zeros"),
    ("030-23-9744, 030 23 9744", "the groups of a social security number"),
    ("5 +1-903-140-4508, (7) +1-903-140-4508, = +1-903-140-4508", "sums"),
    (".212-684-4703, @212-684-4703, -212-684-4703", "glued"),
    ("call 978-3-16-148410-0 or call 979-3-16-148410-9", "an ISBN even beside a cue"),
    ("call 0-306-40615-2", "an old ISBN even beside a cue"),
    ("phone 0171 2397 441 553 1", "fourteen digits"),
    ("5 020 8765 4322", "one more in a table"),
    ("020 8765 4322 7", "one more behind"),
]


@pytest.mark.parametrize(("row", "why"), FOUND + NOT_FOUND)
def test_found(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(Phone(), row, why))


NOBODYS = [
    ("(415) 555-0132", "North America's fiction"),
    ("555-123-4567", "no such area"),
    ("phone 555-0199", "without an area"),
    ("(555) 812-7390", "no such area, in brackets"),
    ("1-555-812-7390", "the long form"),
    ("+1 415 555 0132", "international"),
    ("0123 456 7891", "counted up within"),
    ("0987 654 3215", "counted down within"),
    ("123-456-7890", "counted up"),
    ("987-654-3210", "counted down"),
    ("234-567-8901", "counted on"),
    ("(888) 123-4567", "counted in its last seven"),
    ("phone 0000000000", "zeros"),
    ("phone 1212121212", "two digits over and over"),
    ("+44 7700 900123", "Ofcom's mobiles"),
    ("020 7946 0123", "Ofcom's London"),
    ("01632 960123", "Ofcom's nowhere"),
    ("0117 496 0123", "Ofcom's Bristol"),
    ("1-800-273-8255", "free of charge"),
    ("0800 123 4321", "free of charge in Britain"),
    ("+49 0000000 12", "a run of zeros"),
]


@pytest.mark.parametrize(("text", "why"), NOBODYS)
def test_nobodys(text: str, why: str) -> None:
    found = [hit for hit in hits(Phone(), f"phone: {text} ok") if hit.score >= 0.6]
    assert [hit.placeholder for hit in found] == [True], why


SCORES = [
    ("+49 30 2397 4410", "phone.international", 0.9),
    ("+1-903-140-4508", "phone.international", 0.8),
    ("+19031404508", "phone.international", 0.65),
    ("phone +19031404508", "phone.international", 0.8),
    ("phone +99 123456789", "phone.cued", 0.65),
    ("phone 2813882583", "phone.cued", 0.8),
    ("(212) 684-4703", "phone.national", 0.7),
    ("166-684-7899", "phone.shape", 0.6),
    ("contact 2126844703", "phone.weakly_cued", 0.5),
]


@pytest.mark.parametrize(("text", "rule", "score"), SCORES)
def test_scores(text: str, rule: str, score: float) -> None:
    assert [(hit.rule, hit.score) for hit in hits(Phone(), text)] == [(rule, score)]


@pytest.mark.parametrize("text", ["2813882583", "358 0594", "39.9042 116.4074", "x = 2126844703"])
def test_what_is_not_even_for_review(text: str) -> None:
    assert hits(Phone(), f"it is {text} then") == []


def test_the_regions_decide() -> None:
    text = "0650 995 04 94 here"
    assert acted(Phone(), text)
    assert not acted(Phone(("US",)), text)
    assert acted(Phone(("DK",)), "32 12 61 59 12") == []
    assert acted(Phone(("DK",)), "write to 020 8765 4322") == []


TELLING = ["166-684-7899", "166.684.7899", "(166)684-7899", "(166) 684-7899", "(166)684.7899", "(11)5184-0389"]


@pytest.mark.parametrize(
    "number", [*TELLING, "(11) 5184-0389", "(11)95184-0389", "1-166-684-7899", "1.166.684.7899", "1 (166) 684-7899"]
)
def test_told_by_its_looks(number: str) -> None:
    assert [(hit.rule, hit.placeholder) for hit in hits(Phone(), f"it is {number} now")] == [("phone.shape", False)]


@pytest.mark.parametrize("region", ["US", "CA"])
def test_the_long_form_of_north_america(region: str) -> None:
    assert [hit.rule for hit in hits(Phone((region,)), "it is 1 212 684 4703 now")] == ["phone.national"]


@pytest.mark.parametrize("area", ["800", "833", "844", "855", "866", "877", "888"])
def test_free_of_charge(area: str) -> None:
    assert [hit.placeholder for hit in hits(Phone(), f"phone {area}-684-4703, 1-{area}-684-4703")] == [True, True]


@pytest.mark.parametrize(
    "number", ["0808 157 0321", "+44 909 879 0321", "0306 999 0321", "0161 496 0321", "+44 1632 960321"]
)
def test_numbers_of_ofcom(number: str) -> None:
    assert [hit.placeholder for hit in hits(Phone(), f"phone {number}")] == [True]


@pytest.mark.parametrize(
    "date",
    [
        *("2020-10-12", "2020/10/12", "2020.10.12", "1999-01-31", "2020-9-30 1", "2020-10-21 17-30"),
        *("12.10.2020", "12-10-2020", "30.01.1999", "21/11/2003", "1.12.2019 14", "31-12-1899"),
        *("1914-1918", "2013 2014 2015", "1999 - 2003", "2019\u20132024"),
    ],
)
def test_a_date_is_none_even_beside_a_cue(date: str) -> None:
    assert hits(Phone(), f"call me on {date}, please") == []
    assert hits(Phone(), f"call me on {date} please") == []


@pytest.mark.parametrize("number", ["23-45-67", "0171 2397441 2397441 12", "012/34/56789", "0171 - 239/7441"])
def test_lengths_and_signs_hold_even_beside_a_cue(number: str) -> None:
    assert hits(Phone(), f"phone {number} ok") == []


def test_a_path_is_none_even_beside_a_cue() -> None:
    assert all(hits(Phone(), f"phone x{sign}212-684-4703") == [] for sign in "#/-@.")


@pytest.mark.parametrize(
    ("region", "number"),
    [
        *(("ES", number) for number in ("93 345 68 12", "933 456 812", "933 45 68 12")),
        *(("PT", number) for number in ("91 234 56 81", "912 345 681", "912 34 56 81")),
        *(("PL", number) for number in ("22 345 68 12", "512 345 681")),
        *(("IT", number) for number in ("347 1234589", "347 123458", "347 12 34 589", "347 123 45 89", "347 123 4589")),
        *(("IN", number) for number in ("98765 43281", "9876 543 281")),
        *(("US", "212 684 4703"), ("CA", "416 684 4703"), ("GB", "020 8765 4322"), ("AU", "02 9374 4012")),
    ],
)
def test_every_region_has_its_ways(region: str, number: str) -> None:
    found = [hit.rule for hit in hits(Phone((region,)), f"it is {number} now")]
    assert found == ([] if number == "347 12 34 589" else ["phone.national"])


@pytest.mark.parametrize(
    "number",
    [
        *("01632 960321", "07700 900321", "020 7946 0321", "0118 496 0321", "0191 496 0321", "0808 157 0321"),
        *("0909 879 0321", "0306 999 0321", "+44 7700 900321", "1300 684 470", "1800 684 470", "0800 684 4703"),
    ],
)
def test_what_is_reserved(number: str) -> None:
    assert [hit.placeholder for hit in hits(Phone(), f"phone {number}")] == [True]


@pytest.mark.parametrize("number", ["617-555-4120", "030 23125 321", "01 99 00 43 21", "(02) 5550 1234"])
def test_what_only_films_use_elsewhere_is_no_placeholder(number: str) -> None:
    """Real subscribers may have such a number, or have it next year."""
    assert [hit.placeholder for hit in hits(Phone(), f"phone {number}")] == [False]


def test_the_cue_must_be_there() -> None:
    assert acted(Phone(), "Phone: 2813882583")
    assert not acted(Phone(), "Phone: 2813882583", Cues(()))
    assert not acted(Phone(), "Phone: 2813882583", Cues(("de",)))
    assert not acted(Phone(), "Phone" + " " * 60 + "2813882583")
