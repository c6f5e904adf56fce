"""Street addresses of ten countries, whole and in part, what only looks like one, and postcodes by themselves."""

import pickle
import time

import pytest
import re2

from stages.pii.cues import Cues
from stages.pii.detectors.address import StreetAddress
from stages.pii.detectors.blocks import block_end, block_start, walked_back
from stages.pii.detectors.landmarks import is_famous
from stages.pii.detectors.streets import BEFORE, ENDINGS, FAIR, FRENCH, STATES, STRONG, UNITS, WEAK, WEAK_ENDINGS
from stages.pii.detectors.usual import usual
from stages.pii.detectors.zips import Zip

# rule, text with the address between ⟦ and ⟧: certain enough to act on
FOUND: list[tuple[str, str]] = [
    ("street", "He moved to ⟦48 Pemberton Street⟧ in May"),
    ("street", "at ⟦48B N. Pemberton St., Springfield, IL 62704⟧ since"),
    ("street", "⟦48 Old Mill Road Apt. 7\nSpringfield, IL 62704-1234⟧\nUSA-wide"),
    ("street", "⟦9 West 28th Street NW⟧, third bell"),
    ("street", "⟦907 Van der Berg Lane, Unit 5, Halifax, NS B3H 4R2, Canada⟧."),
    ("street", "⟦14 Cedar Avenue, Geelong VIC 3220⟧ was"),
    ("street", "⟦14 Cedar Avenue, Leeds LS6 2AB⟧, and"),
    ("street", "⟦14 Cedar Avenue,\nHeadingley,\nLeeds,\nLS6 2AB⟧\n"),
    ("house", "Send it to ⟦Flat 3, 14 Cedar Close, Leeds⟧."),
    ("street", "⟦1585 Broadway, New York, NY 10036⟧."),
    ("street", "⟦20650 County Road 12⟧ is"),
    ("street", "⟦4 US Highway 50, Reno, Nevada⟧ is"),
    ("street", "> ⟦48 Pemberton Street\n> Springfield, IL 62704⟧\n> Bye"),
    ("street", "# ⟦48 Pemberton Street\n# Springfield, IL 62704⟧"),
    ("street", "⟦48 Pemberton Street, 3rd floor, #5⟧ is"),
    ("fair", "⟦690 Sanchez Court⟧ is"),
    ("fair", "She lives at ⟦7 Sanchez Court⟧ there"),
    ("fair", "⟦7 Sanchez Court, Springfield, IL 62704⟧ is"),
    ("weak", "⟦690 Sanchez Union⟧ is"),
    ("weak", "⟦69 Sanchez Union Suite 625\nChristopherhaven, CT 21957⟧"),
    ("house", "⟦Flat 41\nLeigh Highway⟧ is"),
    ("house", "⟦Studio 7, Kerr Gardens, Leeds, LS6 2AB⟧ is"),
    ("block", "we know ⟦69 Sanchez Throughfare\nChristopherhaven, CT 21957⟧"),
    ("block", "we know ⟦692 Kuuse 53 Apt. 641, Grubbenvorst⟧."),
    ("block", "we met in ⟦Unter den Linden 77, 10117 Berlin⟧ and"),
    ("block", "we met in ⟦avenue Julie Ledoux\n97310 Saint-Cyr⟧"),
    ("compound", "Sie wohnt in der ⟦Hauptstraße 12, 10115 Berlin⟧ und"),
    ("compound", "⟦Berliner Str. 12a⟧ ist"),
    ("compound", "⟦Anne-Kathrin-Kreusel-Ring 10-57\n22830 Plauen⟧"),
    ("compound", "⟦Widmerstrasse 48\n6337 Allschwil⟧"),
    ("compound", "⟦Erlerstraße 7/6, A-4170 Mureck⟧"),
    ("compound", "⟦Kerkstraat 5, 1017 GC Amsterdam⟧"),
    ("compound", "⟦Gerritsingel 7\n1317 YB\n's-Heer Hendrikskinderen⟧"),
    ("compound", "⟦Björkvägen 55, 123 45 Uppsala⟧"),
    ("ending", "Mijn adres is ⟦Xavipad 83⟧."),
    ("ending", "⟦Rosenhof 9, 10115 Berlin⟧"),
    ("french", "⟦12 bis, rue de la Paix, 75001 Paris⟧"),
    ("french", "⟦5, avenue Samson\n57583 LacroixBourg⟧"),
    ("french", "⟦8 place d'Italie⟧ est"),
    ("before", "⟦Calle de Ana Sofía Marí 47 Piso 7 \nCuenca, 41234⟧"),
    ("before", "⟦Avda. Rufina Alegría, no 50, 3o B, 28001 Madrid⟧"),
    ("before", "⟦C. de Carmelo Tello 40⟧ es"),
    ("before", "⟦Via Elisa, 991 Appartamento 84\n39053, Cornedo All'Isarco (BZ)⟧"),
    ("before", "⟦Piazza Garibaldi 3⟧ è"),
    ("before", "⟦Rua Valentina Mendes, 70\n9241-586 Oliveira de Azeméis⟧"),
    ("before", "⟦Av de Alves, S/N\n8636-083 Vila Nova de Gaia⟧"),
    ("before", "⟦ul. Zdrojowa 99/96\n61-668 Kołobrzeg⟧"),
    ("before", "⟦os. Słoneczne 4⟧ jest"),
    ("box", "write to ⟦P.O. Box 4821⟧, please"),
    ("box", "⟦PO Box 4821, Springfield, IL 62704⟧"),
    ("box", "⟦Postfach 12 34 56⟧, danke"),
    ("box", "⟦Apartado de correos 482⟧, gracias"),
    ("box", "⟦Postbus 482⟧, ⟦Casella Postale 48⟧, ⟦Caixa Postal 48⟧, ⟦skrytka pocztowa 48⟧, "),
    ("military", "⟦PSC 1241, Box 5868\nAPO AP 25384⟧"),
    ("military", "⟦USS Hoffman\nFPO AE 50325⟧"),
    ("cue", "He lives at ⟦925 Jahu 80⟧, on the left"),
    ("cue", "The address is ⟦Parmova 109, Maribor⟧."),
    ("cue", "Mon adresse : ⟦rue de Laine⟧, au fond"),
    ("block", "My address: ⟦71 Drandaki, 81331 Lascano⟧."),
    ("street", "AT ⟦48 PEMBERTON STREET, SPRINGFIELD, IL 62704⟧ SINCE"),
    ("street", "AT ⟦48 W 42ND ST NW⟧ SINCE"),
    ("street", "WE MET AT ⟦1 OLD CEDAR RD, HARTFORD, CT 06810⟧ AND"),
    ("street", "AT ⟦14 CEDAR AVE, LEEDS LS6 2AB⟧ AND"),
    ("fair", "WE LIVE AT ⟦48 OLD CT⟧ AND"),
    ("french", "⟦12 RUE DE LA PAIX, 75001 PARIS⟧"),
    ("before", "⟦CALLE DE ANA MARÍ 47⟧ ES"),
    ("before", "⟦UL. SŁOWACKIEGO 52⟧ JEST"),
    ("compound", "⟦KÖNIGSTRASSE 5, 10115 BERLIN⟧ UND"),
    ("compound", "⟦KÖNIGSTRAßE 5⟧ UND"),
    ("military", "⟦PSC 1241, BOX 5868\nAPO AP 25384⟧"),
    ("street", '"a\\n⟦48 Pemberton Street\\nSpringfield, IL 62704⟧\\n"'),
    ("street", '"⟦48 Pemberton Street\\r\\nSpringfield, IL 62704⟧"'),
    ("street", '"⟦Flat 3\\n14 Cedar Close, Leeds⟧."'),
    ("before", "a\\n⟦Rua Valentina Mendes, 70\\n9241-586 Oliveira⟧."),
]  # fmt: skip

# text, why it is none: nothing is certain enough to act on
NEAR: list[tuple[str, str]] = [
    ("5 Main ideas", "no street"),
    ("Wall Street, Sesame Street and Fleet Street", "no number"),
    ("42nd Street and 5th Avenue", "no number"),
    ("a 3 way street, a 2 lane road, a 10 minute drive", "small letters"),
    ("In 2008 Wall Street collapsed", "a year"),
    ("the 1929 Wall Street crash", "a year"),
    ("the top 10 Wall Street banks", "a count"),
    ("Chapter 7 The Long Road", "a chapter"),
    ("Step 2 Square the Circle", "a step"),
    ("1. Street Tacos 2. Road Trip", "a list"),
    ("$5 Bay Street tickets", "an amount"),
    ("3.5 Bay Street", "no house number"),
    ("123456 Bay Street", "a number too long"),
    ("He has 11 Rhode Island Reds and 2 Milky Way bars", "a breed and a bar"),
    ("11800 people in Port Perry", "a count"),
    ("During 2008, Spring 2020, String 5, Tie 5", "words that end like a street"),
    ("iPad 2 and Launchpad 3", "things that end like a street"),
    ("Via Skype at 5", "another via"),
    ("it took place January 26", "a verb's place"),
    ("a 5 route network, 2 place settings", "small letters behind it"),
    ("arrived at Warwick 04:00, Goondiwindi 10:00", "times"),
    ("lives at 5 PM", "a time"),
    ("will return to Earth Oct. 27", "a date"),
    ("delivered to 5 May", "a date"),
    ("born 15 April 14522 May", "dates"),
    ("numbers became 0171 or 0181, Birmingham 0121, Aylesbury 01296", "codes of phones"),
    ("Not divisible by 4. Hence 72034 is not", "sums"),
    ("In the 1980s, Level 42 played", "a band"),
    ("buried in Section 15, Lot 16", "a grave"),
    ("A. 17 B. 29 C. 23 D. 31", "answers"),
    ("2001: A Space Odyssey by Arthur C. Clarke, 1968", "a book"),
    ("the 12345 Romans", "a count"),
    ("Apt 5", "a unit alone"),
    ("Springfield, IL 62704", "a town alone"),
    ("12 rue", "no name"),
    ("Hauptstraße, Kerkstraat", "no number"),
    ("IP address 10.0.0.1", "another address"),
    ("address the 5 Points", "a verb"),
    ("1 Corinthians 13", "a verse"),
    ("his return to Formula 1 in 2007", "a sport"),
    ("moved to Windows 10, then return to Part 2", "a system and a part"),
    ("they arrived at Gate 12 and were sent to Division B 2", "a gate and a league"),
    ("Address Line 1: ", "a field of a form"),
    ("5 MEN WALKED DOWN THE STREET", "shouted prose"),
    ("THE 3 OF US ARE IN THE STREET", "shouted prose"),
    ("IN 2008 WALL STREET COLLAPSED", "a shouted year"),
    ("\\nabla 5\\neq 7\\nu 9", "formulas"),
]  # fmt: skip

FAMOUS = [
    "221B Baker Street, London NW1 6XE",
    "221 B Baker St",
    "1600 Pennsylvania Avenue NW, Washington, DC 20500",
    "10 Downing Street",
    "4 Privet Drive",
    "742 Evergreen Terrace",
    "350 Fifth Avenue, New York, NY 10118",
    "123 Main Street, Anytown, USA",
    "1234 Elm St",
    "1 Hacker Way, Menlo Park, CA 94025",
    "Musterstraße 1, 12345 Musterstadt",
    "Beispielweg 7, 10115 Berlin",
    "Calle Falsa 123",
    "12 Rue de l'Exemple, 75001 Paris",
    "Voorbeeldstraat 5",
    "ul. Przykładowa 7, 00-950 Warszawa",
    "Flat 2, 10 Downing Street",
    "48 Pemberton Street, Anytown, USA",
    "711-2880 Nulla St., Mankato, Mississippi 96522",
    "Ap #867-859 Sit Rd., Azusa, New York 39531",
    "P.O. Box 283 8562 Fusce Rd., Frederick, Nebraska 20620",
    "123 LOREM IPSUM AVENUE",
]
SOMEBODYS = [
    "48 Pemberton Street", "2123 Main St", "Flat 2, 11 Downing Street", "711-2880 Nulla Hill St.", "48 Sit Street Rd",
    "Musterbacher Straße 1", "Calle Falsante 123", "48 Anytownley Street",
]  # fmt: skip


def _parsed(marked: str) -> tuple[str, list[str]]:
    parts = marked.replace("⟧", "⟦").split("⟦")
    return "".join(parts), parts[1::2]


def _opens(detector: StreetAddress | Zip, text: str) -> bool:
    return any(re2.search(condition, text) for condition in detector.conditions)


@pytest.mark.parametrize(("rule", "marked"), FOUND)
def test_an_address_is_found_whole(rule: str, marked: str) -> None:
    text, addresses = _parsed(marked)
    hits = [hit for hit in StreetAddress().find(text, Cues()) if hit.score >= 0.6]
    assert [text[hit.start : hit.end] for hit in hits] == addresses
    assert f"address.{rule}" in {hit.rule for hit in hits}
    assert _opens(StreetAddress(), text)
    assert not any(hit.placeholder for hit in hits)


@pytest.mark.parametrize(("text", "why"), NEAR)
def test_a_near_miss(text: str, why: str) -> None:
    assert [text[hit.start : hit.end] for hit in StreetAddress().find(text, Cues()) if hit.score >= 0.6] == [], why


@pytest.mark.parametrize("text", FAMOUS)
def test_a_famous_one_is_marked(text: str) -> None:
    (hit,) = StreetAddress().find(f"I was at {text}.", Cues())
    assert hit.placeholder and is_famous(text)


@pytest.mark.parametrize("text", SOMEBODYS)
def test_one_that_only_resembles_a_famous_one_is_not(text: str) -> None:
    assert not is_famous(text)


USUAL = [
    ("48 PEMBERTON ST, HARTFORD, CT 06810", "48 Pemberton St, Hartford, CT 06810"),
    ("HARTFORD,CT; OLD CT; CT 06810; 5 CT", "Hartford,CT; Old Ct; CT 06810; 5 Ct"),
    ("14 CEDAR AVE, GEELONG VIC 3220", "14 Cedar Ave, Geelong VIC 3220"),
    ("DE ANA, DE 19801 OF THE SW", "de Ana, DE 19801 of the SW"),
    ("1ST 2ND 3RD 42TH ISO9 9ISO a_ST", "1st 2nd 3rd 42th ISO9 9ISO a_ST"),
    ("UL. AL. PL. OS. XY.", "Ul. Al. Pl. Os. XY."),
    ("W. ST a ST", "W. St a ST"),
    ("ŁÓDŹ, KÖNIGSTRAßE, ßß, IPhone", "Łódź, Königstraße, ßß, IPhone"),
    ("USS USN USA APO NSW", "USS USN USA APO NSW"),
    ("a\\nb\\rc\\td\\xe", "a\n b\n c\n d\\xe"),
]


@pytest.mark.parametrize(("text", "wanted"), USUAL)
def test_how_a_text_is_usually_written(text: str, wanted: str) -> None:
    assert usual(text) == wanted and len(wanted) == len(text)


@pytest.mark.parametrize("word", [word for word in STRONG if word.isalpha()])
def test_a_strong_word_may_be_shouted(word: str) -> None:
    text = f"SEE 48 PEMBERTON {word.upper()} THERE"
    assert [text[h.start : h.end] for h in StreetAddress().find(text, Cues())] == [text[4:-6]]
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("word", STRONG)
def test_a_strong_word_needs_no_help(word: str) -> None:
    text = f"see 48 Pemberton {word} there"
    assert [text[h.start : h.end] for h in StreetAddress().find(text, Cues())] == [text[4:-6]]
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("word", [*FAIR, *WEAK])
def test_a_weak_word_needs_a_town_a_cue_or_a_long_number(word: str) -> None:
    assert not any(hit.score >= 0.6 for hit in StreetAddress().find(f"see 48 Pemberton {word} there", Cues()))
    assert not any(hit.score >= 0.6 for hit in StreetAddress().find(f"see 1848 Pemberton {word} there", Cues()))
    for text in (f"see 4831 Pemberton {word} there", f"she lives at 48 Pemberton {word} there"):
        assert [hit.score >= 0.6 for hit in StreetAddress().find(text, Cues())] == [True]
    text = f"see 48 Pemberton {word}, Springfield, IL 62704"
    (hit,) = StreetAddress().find(text, Cues())
    assert (hit.start, hit.end, hit.score, hit.rule[8:] in ("fair", "weak")) == (4, len(text), 0.85, True)
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ending(ending: str) -> None:
    text = f"see Pember{ending} 48 there"
    assert [text[h.start : h.end] for h in StreetAddress().find(text, Cues())] == [text[4:-6]]
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("ending", WEAK_ENDINGS)
def test_a_weak_ending(ending: str) -> None:
    assert StreetAddress().find(f"see Pember{ending} 48 there", Cues()) == []
    text = f"see Pember{ending} 48, 10115 Berlin"
    (hit,) = StreetAddress().find(text, Cues())
    assert (hit.start, hit.end, hit.score, hit.rule) == (4, len(text), 0.85, "address.ending")
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("word", BEFORE)
def test_a_word_before_the_name(word: str) -> None:
    text = f"see {word} Garibaldi 48 there"
    assert [text[h.start : h.end] for h in StreetAddress().find(text, Cues())] == [text[4:-6]]
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("word", FRENCH)
def test_a_word_between_number_and_name(word: str) -> None:
    text = f"see 48 {word} Garibaldi there"
    assert [text[h.start : h.end] for h in StreetAddress().find(text, Cues())] == [text[4:-6]]
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_ends_a_street_of_any_name(unit: str) -> None:
    text = f"see 48 Pemberton {unit} 5 there"
    (hit,) = StreetAddress().find(text, Cues())
    assert text[hit.start : hit.end] == text[4:-6] and hit.score == 0.75
    assert _opens(StreetAddress(), text)


@pytest.mark.parametrize("state", STATES)
def test_a_state_and_its_postcode_end_an_address(state: str) -> None:
    text = f"see 48 Pemberton, Springfield, {state} 62704"
    (hit,) = StreetAddress().find(text, Cues())
    assert (hit.start, hit.end) == (4, len(text)) and _opens(StreetAddress(), text)


STATE_NAMES = [
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
    "Ontario",
    "Quebec",
    "British Columbia",
    "Alberta",
    "Manitoba",
    "Saskatchewan",
    "Nova Scotia",
    "New South Wales",
    "Victoria",
    "Queensland",
    "Tasmania",
]
COUNTRIES = [
    "USA",
    "U.S.A.",
    "United States",
    "United States of America",
    "UK",
    "U.K.",
    "United Kingdom",
    "England",
    "Scotland",
    "Wales",
    "Ireland",
    "Canada",
    "Australia",
    "New Zealand",
    "Germany",
    "Deutschland",
    "Austria",
    "Österreich",
    "Switzerland",
    "Schweiz",
    "Suisse",
    "France",
    "Spain",
    "España",
    "Italy",
    "Italia",
    "Portugal",
    "Brazil",
    "Brasil",
    "Netherlands",
    "Nederland",
    "Belgium",
    "Belgique",
    "België",
    "Poland",
    "Polska",
    "Denmark",
    "Sweden",
    "Norway",
    "Finland",
    "Mexico",
    "México",
    "India",
]
MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "June",
    "Jul",
    "July",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "January",
    "February",
    "March",
    "April",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _spans(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in StreetAddress().find(text, Cues()) if hit.score >= 0.6]


@pytest.mark.parametrize("name", [*STATE_NAMES, *COUNTRIES])
def test_states_and_countries_belong_to_an_address(name: str) -> None:
    assert _spans(f"see 48 Pemberton Street, Springfield, {name} we know") == [
        f"48 Pemberton Street, Springfield, {name}"
    ]


@pytest.mark.parametrize("name", STATE_NAMES)
def test_a_states_name_leads_to_a_postcode(name: str) -> None:
    (hit,) = Zip().find(f"in {name} 62704", Cues())
    assert hit.end - hit.start == 5 and _opens(Zip(), f"in {name} 62704")


@pytest.mark.parametrize("month", MONTHS)
def test_a_date_is_no_address(month: str) -> None:
    assert _spans(f"lives at 5 {month}") == _spans(f"we knew {month} 27, 10115 Berlin") == []


@pytest.mark.parametrize(
    "word", ["am", "pm", "o'clock", "a.m", "p.m", "percent", "degrees", "km", "miles", "usd", "AM"]
)
def test_a_time_is_no_address(word: str) -> None:
    assert _spans(f"arrived at 5:30 {word} Berlin") == _spans(f"located at 5 {word.title()} Berlin") == []


@pytest.mark.parametrize(
    "word",
    [
        "top",
        "chapter",
        "section",
        "page",
        "step",
        "question",
        "figure",
        "version",
        "volume",
        "vol",
        "part",
        "season",
        "episode",
        "class",
        "module",
        "lesson",
        "table",
        "grade",
    ],
)
def test_a_numbered_thing_is_no_address(word: str) -> None:
    assert _spans(f"see {word} 48 Pemberton Street") == _spans(f"see {word.title()} 4831 Pemberton Lake") == []


@pytest.mark.parametrize(
    "word",
    [
        "over",
        "than",
        "nearly",
        "about",
        "almost",
        "only",
        "every",
        "all",
        "those",
        "these",
        "first",
        "last",
        "no",
        "the",
        "in",
        "since",
        "of",
        "by",
        "during",
        "from",
        "until",
        "after",
        "before",
        "and",
    ],
)
def test_a_count_or_a_year_is_no_address(word: str) -> None:
    assert _spans(f"see {word} 4831 Pemberton Lake") == _spans(f"see {word} 1929 Pemberton Street") == []
    assert _spans(f"see {word} 48 Pemberton Street") == ["48 Pemberton Street"]


@pytest.mark.parametrize(
    "word", ["section", "chapter", "part", "module", "lesson", "figure", "table", "grade", "class", "step"]
)
def test_a_part_of_a_book_is_no_address(word: str) -> None:
    assert _spans(f"see: {word.title()} 15 Old, Unit 16") == _spans(f"see: {word.title()} 15, Unit 16") == []
    assert _spans("see: The Hill 15, Unit 16") == _spans("1980s Hill 15, Unit 16") == []
    assert _spans("see: Hill 15, Unit 16") == ["Hill 15, Unit 16"]


@pytest.mark.parametrize(
    "particle",
    [
        "of",
        "the",
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "2nd",
        "1st",
        "3rd",
        "42nd",
    ],
)
def test_small_words_in_a_streets_name(particle: str) -> None:
    assert _spans(f"see 48 Old {particle} Pemberton Street") == [f"48 Old {particle} Pemberton Street"]


@pytest.mark.parametrize("road", ["Highway", "Hwy", "Route", "Rte", "Road", "FM", "CR", "SR"])
def test_roads_with_numbers(road: str) -> None:
    for name in (road, f"US {road}", f"State {road}", f"County {road}", f"Old {road}", f"N. {road}", f"W {road}"):
        assert _spans(f"see 48 {name} 12 there") == [f"48 {name} 12"]


@pytest.mark.parametrize("road", ["Broadway", "Bowery", "Embarcadero", "North Broadway", "South Broadway", "E. Bowery"])
def test_roads_without_a_word(road: str) -> None:
    assert _spans(f"see 48 {road} there") == [f"48 {road}"]


@pytest.mark.parametrize("word", ["Straße", "Strasse", "Str.", "Allee", "Gasse", "Weg", "Damm", "Straat", "Laan"])
def test_words_apart(word: str) -> None:
    assert _spans(f"see Alter {word} 12 there") == [f"Alter {word} 12"] and _spans(f"see {word} 12 there") == []


@pytest.mark.parametrize("unit", ["flat", "studio", "apartment", "apt", "apt.", "unit", "suite", "level", "Flat"])
def test_a_unit_before_the_name(unit: str) -> None:
    assert _spans(f"see {unit} 5 Pemberton Court there") == [f"{unit} 5 Pemberton Court"]


@pytest.mark.parametrize(
    "direction", ["NE", "NW", "SE", "SW", "N", "S", "E", "W", "North", "South", "East", "West", "N."]
)
def test_a_direction_behind(direction: str) -> None:
    assert _spans(f"see 48 Pemberton Street {direction} there") == [f"48 Pemberton Street {direction}"]


@pytest.mark.parametrize(
    "unit", ["#5", "# 5B", "1st floor", "2nd floor", "3rd Floor", "12th floor", "3o B", "3a", "4°"]
)
def test_a_unit_behind(unit: str) -> None:
    assert _spans(f"see 48 Pemberton Street, {unit} there") == [f"48 Pemberton Street, {unit}"]


@pytest.mark.parametrize(
    "unit",
    [
        "Level",
        "Lot",
        "Room",
        "Rm",
        "Floor",
        "Fl",
        "Int",
        "Interno",
        "Piano",
        "Planta",
        "Scala",
        "Portal",
        "Building",
        "Bldg",
        "Stock",
        "Andar",
        "Bloco",
    ],
)
def test_a_loose_unit_belongs_and_announces_nothing(unit: str) -> None:
    assert _spans(f"see 48 Pemberton Street, {unit} 5 there") == [f"48 Pemberton Street, {unit} 5"]
    assert _spans(f"see 48 Pemberton {unit} 5 there") == []


@pytest.mark.parametrize("ship", ["USS", "USNS", "USNV", "USCGC", "USN"])
def test_ships_and_posts(ship: str) -> None:
    for post in ("FPO AE", "APO AP", "DPO AA"):
        assert _spans(f"to {ship} Hoffman\n{post} 50325") == [f"{ship} Hoffman\n{post} 50325"]
    for unit in ("PSC 12, Box 58", "Unit 12 Box 58", "CMR 12, Box 58"):
        assert _spans(f"to {unit}\nAPO AP 25384") == [f"{unit}\nAPO AP 25384"]


@pytest.mark.parametrize(
    "street",
    [
        "221b Baker St",
        "1600 Pennsylvania Ave",
        "10 Downing St",
        "4 Privet Dr",
        "742 Evergreen Terrace",
        "124 Conch St",
        "12 Grimmauld Place",
        "350 Fifth Ave",
        "350 5th Ave",
        "1 Infinite Loop",
        "1 Hacker Way",
        "1600 Amphitheatre Pkwy",
        "1 Microsoft Way",
        "1 Apple Park Way",
        "11 Wall St",
        "1 Main St",
        "12 Main St",
        "123 Main St",
        "1234 Main St",
        "12345 Main St",
        "111 Main St",
        "100 Main St",
        "321 Main St",
        "456 Main St",
        "789 Main St",
        "555 Main St",
        "123 Elm St",
        "123 Oak St",
        "123 Maple St",
        "123 Any St",
        "123 Anywhere St",
        "123 Fake St",
        "123 Example St",
        "123 Sample St",
        "123 Street Rd",
        "123 First St",
        "123 1st St",
        "123 Your St",
        "123 Some St",
        "Musterstraße 5",
        "Beispielstrasse 5",
        "Muster Str. 5",
    ],
)
def test_every_famous_one(street: str) -> None:
    assert is_famous(street.replace("Muster ", "Muster")) and is_famous(street.upper().replace("MUSTER ", "Muster"))
    assert not is_famous("2" + street) and not is_famous("see " + street)


@pytest.mark.parametrize("particle", ["de ", "du ", "des ", "la ", "le ", "les ", "da ", "do ", "d'", "l’", "de la "])
def test_a_french_street_behind_its_cue(particle: str) -> None:
    assert _spans(f"Mon adresse : rue {particle}Laine, au fond") == [f"rue {particle}Laine"]
    assert _opens(StreetAddress(), f"Mon adresse : rue {particle}Laine, au fond")


def test_how_far_a_cue_reaches() -> None:
    assert _spans(f"lives at {'x' * 18} 48 Pemberton Court") == ["48 Pemberton Court"]
    assert _spans(f"lives at {'x' * 19} 48 Pemberton Court") == []


def test_scores_tell_how_sure_it_is() -> None:
    texts = {
        "48 Pemberton Street": 0.8,
        "48 Pemberton Street, Leeds LS6 2AB": 0.85,
        "48 Pemberton Court": 0.5,
        "lives at 48 Pemberton Court": 0.7,
        "lives at 48 Pemberton": 0.6,
        "lives at 48 Pemberton, 10115 Berlin": 0.75,
        "we: 48 Pemberton 10115 Berlin": 0.5,
        "we: 48 Pemberton, 10115 Berlin": 0.65,
        "we: 48 Pemberton LS6 2AB": 0.75,
    }
    assert {text: max(hit.score for hit in StreetAddress().find(text, Cues())) for text in texts} == texts


def test_the_steps_around_a_street() -> None:
    assert block_end("5 Elm St NW, Springfield, IL 62704, USA and", 8) == (39, True)
    assert block_end("5 Elm St, John said", 8) == (8, False)
    assert block_end("5 Elm St, Springfield.", 8) == (21, False)
    assert block_end("5 Elm St 62704", 8) == (8, False) and block_end("5 Elm St 62704", 8, placed=True) == (14, True)
    assert block_end("5 Elm St, A, B, C, D, LS6 2AB", 8)[1] is False, "too many places"
    assert block_start("Flat 3, Apt B 5 Elm St", 14) == 0 and block_start("see 5 Elm St", 4) == 4
    assert block_start("see 12 5 Elm St", 7) == 4
    text = "He said: see Bob, 48 Foo Bar, Town 10115"
    assert walked_back(text, 35) == 18 and walked_back("no number, Town 10115", 16) == 16
    assert walked_back("48 Foo\n\nBar 10115", 12) == 12, "a blank line ends a block"
    assert walked_back("48 something else 10115", 18) == 18, "words in small letters end one"
    assert walked_back("48 Everything. Town 10115", 20) == 20, "a sentence ends one"


# text with the postcode between ⟦ and ⟧
ZIPS = [
    "PIN code ⟦110001⟧", "pincode: ⟦560001⟧",
    "zip ⟦62704⟧", "ZIP code: ⟦62704-1234⟧", '"zip_code": "⟦62704⟧"', "postcode ⟦LS6 2AB⟧", "Postal code is ⟦B3H 4R2⟧",
    "PLZ ⟦10115⟧", "Postleitzahl: ⟦4170⟧", "code postal : ⟦75001⟧", "código postal ⟦28001⟧", "CAP ⟦39053⟧",
    "código postal: ⟦9241-586⟧", "CEP ⟦31706-690⟧", "postcode: ⟦1017 GC⟧", "kod pocztowy ⟦61-668⟧", "zip: ⟦123 45⟧",
    "Springfield, IL ⟦62704⟧.", "Reno, Nevada ⟦89501⟧", "in Leeds ⟦LS6 2AB⟧", "Halifax, ⟦B3H 4R2⟧",
    "| Name | Zip |\n|---|---|\n| Ann | ⟦62704⟧ |",
]  # fmt: skip
NO_ZIPS = ["62704", "zip file 62704", "zip: 1.5", "zip 123", "Unzip 62704", "a b3h 4r2", "HELLO 62704", "room LS6 2AB"]


@pytest.mark.parametrize("marked", ZIPS)
def test_a_postcode_behind_its_cue_or_place(marked: str) -> None:
    text, codes = _parsed(marked)
    hits = Zip().find(text, Cues())
    assert [text[hit.start : hit.end] for hit in hits] == codes and hits[0].score >= 0.6
    assert _opens(Zip(), text)


@pytest.mark.parametrize(
    ("text", "is_nobodys"),
    [
        ("zip 12345", True),
        ("zip 00000", True),
        ("zip 99999-9999", False),
        ("zip 62704", False),
        ("12345, zip 62704", False),
        ("I was at 123 Main St, Anytown, CA 90211", True),
        ("I was at 48 Pemberton St, Leeds, CA 90211", False),
        ("123 Main St, Anytown. Then zip 90211", False),
    ],
)
def test_a_postcode_of_nobodys(text: str, is_nobodys: bool) -> None:
    assert [hit.placeholder for hit in Zip().find(text, Cues())] == [is_nobodys]


@pytest.mark.parametrize("text", NO_ZIPS)
def test_no_postcode(text: str) -> None:
    assert Zip().find(text, Cues()) == []


def test_they_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps((Zip(), StreetAddress()))) == (Zip(), StreetAddress())


@pytest.mark.parametrize(
    "piece",
    [
        "5 Aa Bb ",
        "1 A ",
        "Flat 5 A ",
        "12345 A ",
        "Apt 5, ",
        "A, ",
        "A\n",
        "5 rue de la A ",
        "Astraße 5, ",
        "lives at 5 A ",
    ],
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    for detector in (StreetAddress(), Zip()):
        text = ("lives at zip " + piece * 20_000)[:20_000]
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            detector.find(text, Cues())
            best = min(best, time.process_time() - start)
        assert best < 0.5
