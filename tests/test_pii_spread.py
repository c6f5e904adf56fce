"""Spreading: what was found once is found everywhere in the record, however it is spelled, and nothing else is."""

import random
import re
import time
from itertools import pairwise

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.pii.commonwords import COMMON, ROLES
from stages.pii.finding import Finding
from stages.pii.needles import needles
from stages.pii.spread import spread
from stages.pii.surrogates import Surrogates
from surrogate_cases import KEY


def found(entity: str, value: str, text: str | None = None) -> tuple[str, Finding]:
    text = f"It says {value} here" if text is None else text
    start = text.index(value)
    return text, Finding("instruction", start, start + len(value), entity, 0.8, "test.rule")


def spread_in(entity: str, value: str, output: str) -> list[tuple[str, str]]:
    """What is found in the output, and how."""
    text, finding = found(entity, value)
    fields = {"instruction": text, "output": output}
    more = spread(fields, [finding])
    assert all(one.field == "output" for one in more), "what was acted on is not found again"
    assert all((one.entity, one.score, one.placeholder) == (entity, 0.8, False) for one in more)
    return [(fields[one.field][one.start : one.end], one.rule.removeprefix("spread.")) for one in more]


SPREADS = [
    ("PHONE", "(415) 867-5309", "call 415.867.5309 now", ["415.867.5309"], "separators"),
    ("PHONE", "(415) 867-5309", "call (415) 867-5309.", ["(415) 867-5309"], "exact"),
    ("PHONE", "(415) 867-5309", "4158675309", ["4158675309"], "separators"),
    ("PHONE", "(415) 867-5309", "at +14158675309, say", ["+14158675309"], "separators"),
    ("PHONE", "(415) 867-5309", "at 1-415-867-5309", ["1-415-867-5309"], "separators"),
    ("PHONE", "4158675309", "at +1 (415) 867–5309", ["+1 (415) 867–5309"], "separators"),
    (
        "PHONE",
        "+44 20 7946 1958",
        "or 020 7946 1958 or 0044 20 79461958",
        ["020 7946 1958", "0044 20 79461958"],
        "separators",
    ),
    ("PHONE", "020 7946 1958", "or +44 (0)20 7946 1958", ["+44 (0)20 7946 1958"], "separators"),
    ("PHONE", "(415) 867-5309", r"{\"tel\": \"415-867-5309\"}", ["415-867-5309"], "separators"),
    ("PHONE", "(415) 867-5309", "Tel\\n4158675309\\n", ["4158675309"], "separators"),
    ("PHONE", "(415) 867-5309", "tel=%2B14158675309", ["14158675309"], "separators"),
    (
        "CREDIT_CARD",
        "4007 0707 5369 0781",
        "4007070753690781/4007-0707-5369-0781",
        ["4007070753690781", "4007-0707-5369-0781"],
        "separators",
    ),
    ("US_SSN", "123-45-6789", "the number 123456789 or 123 45 6789", ["123456789", "123 45 6789"], "separators"),
    ("IBAN", "DE89 3704 0044 0532 0130 00", "de89370400440532013000", ["de89370400440532013000"], "separators"),
    ("NATIONAL_ID", "12345678Z", "DNI 12.345.678-z", ["12.345.678-z"], "separators"),
    ("PASSPORT", "C01X0006H", "his c01x0006h", ["c01x0006h"], "case"),
    ("BANK_ACCOUNT", "12-34-56 12345678", "12345612345678", ["12345612345678"], "separators"),
    ("DATE_OF_BIRTH", "05/03/1985", "05-03-1985, 05.03.1985", ["05-03-1985", "05.03.1985"], "separators"),
    ("DATE_OF_BIRTH", "March 5, 1985", "on march 5,  1985", ["march 5,  1985"], "separators"),
    ("MAC", "00:1A:2B:3C:4D:5E", "001a.2b3c.4d5e", ["001a.2b3c.4d5e"], "separators"),
    ("EMAIL", "john.smith@acme.com", "JOHN.Smith@ACME.com", ["JOHN.Smith@ACME.com"], "case"),
    ("EMAIL", "john.smith@acme.com", "john.smith@acme.com!", ["john.smith@acme.com"], "exact"),
    ("EMAIL", "john.smith@acme.com", "?to=john.smith%40acme.com&x", ["john.smith%40acme.com"], "encoded"),
    ("EMAIL", "john+x@acme.com", "john%2Bx%40acme%2Ecom", ["john%2Bx%40acme%2Ecom"], "encoded"),
    ("EMAIL", "john.smith@acme.com", "john.smith&#64;acme.com", ["john.smith&#64;acme.com"], "encoded"),
    ("EMAIL", "john.smith@acme.com", '"john.smith\\u0040acme.com"', ["john.smith\\u0040acme.com"], "encoded"),
    ("EMAIL", "john.smith@acme.com", "john.smith [at] acme [dot] com", ["john.smith [at] acme [dot] com"], "encoded"),
    ("EMAIL", "john.smith@acme.com", "john dot smith at acme dot com", ["john dot smith at acme dot com"], "encoded"),
    ("EMAIL", "john%40acme.com", "john@acme.com", ["john@acme.com"], "separators"),
    ("EMAIL", "jd.smith@acme.com", "user jd.smith logged in", ["jd.smith"], "local_part"),
    ("EMAIL", "jsmith42@acme.com", "/home/jsmith42/x", ["jsmith42"], "local_part"),
    ("EMAIL", "kowalczyk@acme.com", "login kowalczyk", ["kowalczyk"], "local_part"),
    ("PERSON", "John Smith", "Dear Mr. Smith, dear John", ["Smith", "John"], "name_part"),
    ("PERSON", "John Smith", "SMITH's and Smith’s", ["SMITH", "Smith"], "name_part"),
    ("PERSON", "JOHN SMITH", "Smith", ["Smith"], "name_part"),
    ("PERSON", "John Smith", "john  smith", ["john  smith"], "separators"),
    ("PERSON", "John Smith", "JOHN SMITH", ["JOHN SMITH"], "case"),
    ("PERSON", "John Smith", "?q=John+Smith", ["John+Smith"], "separators"),
    ("PERSON", "John Smith", "?q=John%20Smith", ["John%20Smith"], "encoded"),
    ("PERSON", "John Smith", "Dear\\nSmith\\n", ["Smith"], "name_part"),
    ("PERSON", "José O'Neil", '"Jos\\u00e9 O\\u0027Neil"', ["Jos\\u00e9 O\\u0027Neil"], "encoded"),
    ("PERSON", "José O'Neil", "JOS\\u00C9 O’NEIL", ["JOS\\u00C9 O’NEIL"], "encoded"),
    ("PERSON", "José Ruiz", "Jos%C3%A9%20Ruiz", ["Jos%C3%A9%20Ruiz"], "encoded"),
    ("PERSON", "José Ruiz", "Jos&#233; Ruiz", ["Jos&#233; Ruiz"], "encoded"),
    ("PERSON", "José Ruiz", "Jos&#xe9; Ruiz", ["Jos&#xe9; Ruiz"], "encoded"),
    ("EMAIL", "john.smith@acme.com", "john.smith&#x40;acme.com", ["john.smith&#x40;acme.com"], "encoded"),
    ("SECRET", "hunter2XY", 'p = "hunter2XY"', ["hunter2XY"], "exact"),
    ("SECRET", "ghp_" + "a1B2" * 30, "x ghp_" + "a1B2" * 30 + " y", ["ghp_" + "a1B2" * 30], "exact"),
    (
        "CRYPTO",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
        "exact",
    ),
    ("STREET_ADDRESS", "12 Baker Street, Leeds", "12 BAKER STREET,\nLEEDS", ["12 BAKER STREET,\nLEEDS"], "separators"),
    ("STREET_ADDRESS", "12 Baker Street\nLeeds", "12 Baker Street\\nLeeds", ["12 Baker Street\\nLeeds"], "encoded"),
    ("IP", "8.8.4.4", "ping 8.8.4.4.", ["8.8.4.4"], "exact"),
    ("HANDLE", "@jane_doe9", "@Jane_Doe9", ["@Jane_Doe9"], "case"),
    ("PROFILE_URL", "https://x.com/jane", "HTTPS://X.COM/jane", ["HTTPS://X.COM/jane"], "case"),
]


@pytest.mark.parametrize(("entity", "value", "output", "there", "how"), SPREADS)
def test_other_spellings_are_found(entity: str, value: str, output: str, there: list[str], how: str) -> None:
    assert spread_in(entity, value, output) == [(one, how) for one in there]


KEPT = [
    ("PHONE", "(415) 867-5309", "24158675309123", "inside a longer number"),
    ("PHONE", "(415) 867-5309", "0.4158675309", "decimals"),
    ("PHONE", "(415) 867-5309", "4158675309.25", "a decimal number"),
    ("PHONE", "(415) 867-5309", "4,158,675,309", "thousands"),
    ("PHONE", "(415) 867-5309", "415\n867\n5309", "over lines"),
    ("PHONE", "(415) 867-5309", "415 x 867 = 5309", "arithmetic"),
    ("PHONE", "(415) 867-5309", "415-867-5308", "another number"),
    ("PHONE", "5309", "5309", "too short"),
    ("US_SSN", "123-45-6789", "1123456789", "inside a longer number"),
    ("US_SSN", "123-45-6789", "x123456789", "inside a word"),
    ("BANK_ACCOUNT", "12345", "the result 12345 is", "short"),
    ("BANK_ACCOUNT", "100000", "100000 people", "round"),
    ("PASSPORT", "AB12", "AB12", "short"),
    ("AGE", "34", "34 apples at 34", "any number"),
    ("EMAIL", "info@acme.com", "more info", "a role"),
    ("EMAIL", "bob@acme.com", "bob", "short"),
    ("EMAIL", "bob12@acme.com", "bob12", "short"),
    ("EMAIL", "smith@acme.com", "smith", "a word, perhaps"),
    ("EMAIL", "kowalczyk@acme.com", "Kowalczyk Ltd", "with a capital perhaps a firm"),
    ("EMAIL", "customer.service@acme.com", "customer.service", "roles"),
    ("EMAIL", "newsletter@acme.com", "newsletter", "a role"),
    ("EMAIL", "jsmith42@acme.com", "xjsmith42", "inside a word"),
    ("EMAIL", "jsmith42@acme.com", "jsmith421", "inside a word"),
    ("EMAIL", "john.smith@acme.com", "johnxsmith@acmexcom", "a dot is a dot"),
    ("PERSON", "John Smith", "Smithson, Blacksmith, smith", "words"),
    ("PERSON", "John Smith", "Johnny", "another name"),
    ("PERSON", "Will May", "Will it in May?", "words"),
    ("PERSON", "Al Smith", "Al", "two letters"),
    ("PERSON", "Smith", "Smith", "one token is no full name"),
    ("PERSON", "J. Smith", "J. K. Rowling", "an initial"),
    ("PERSON", "Dr. Smith", "Dr. Jones, Smith", "a title and one name are no full name"),
    ("SECRET", "hunter2XY", "HUNTER2XY", "another case is another secret"),
    ("SECRET", "sunshine", "the sunshine", "a word"),
    ("SECRET", "ab1!", "ab1!", "short"),
    ("SECRET", "a1B2" * 30, "a1B2" * 29, "only its beginning"),
    ("SECRET", "a1B2" * 30, "a1B2" * 31, "more than it"),
    ("IP", "8.8.4.4", "8.8.4.41 18.8.4.4 8.8.4.4.5", "others"),
    ("ZIP", "1234", "1234", "short"),
    ("DATE_OF_BIRTH", "1985", "in 1985", "a year"),
]


@pytest.mark.parametrize(("entity", "value", "output", "why"), KEPT)
def test_what_only_looks_alike_is_kept(entity: str, value: str, output: str, why: str) -> None:
    assert spread_in(entity, value, output) == [], why


def test_findings_do_not_overlap_and_are_in_order() -> None:
    text = "John Smith <john.smith7@acme.com> 415-867-5309"
    acted = [found("PERSON", "John Smith", text)[1], found("EMAIL", "john.smith7@acme.com", text)[1]]
    acted.append(found("PHONE", "415-867-5309", text)[1])
    output = "Smith, john.smith7@acme.com, john.smith7, JOHN SMITH, John 4158675309; " * 3
    fields = {"output": output, "instruction": text, "system": "John"}
    more = spread(fields, acted)
    assert [one.field for one in more] == ["output"] * 18 + ["system"]
    for one, other in pairwise(more):
        assert one.field != other.field or one.end <= other.start
    assert [output[one.start : one.end] for one in more[:6]] == [
        "Smith", "john.smith7@acme.com", "john.smith7", "JOHN SMITH", "John", "4158675309"
    ]  # fmt: skip


def test_what_was_acted_on_is_left_alone() -> None:
    text = "John Smith and John Smith, CEO John"
    first, second = (Finding("output", at, at + 10, "PERSON", 0.8, "x.y") for at in (0, 15))
    part = Finding("output", 31, 35, "PERSON", 0.7, "x.y")
    assert spread({"output": text}, [first, second, part]) == []
    assert [(one.start, one.end) for one in spread({"output": text}, [first])] == [(15, 25), (31, 35)]
    wider = Finding("output", 11, 25, "STREET_ADDRESS", 0.9, "x.y")
    assert [(one.start, one.end) for one in spread({"output": text}, [first, wider])] == [(31, 35)]


def test_nothing_acted_on_spreads_nothing() -> None:
    assert spread({"output": "text"}, []) == []


def test_more_values_than_one_pattern_holds() -> None:
    values = [f"{200 + n}-55{n % 10}-{1000 + n}" for n in range(450)]
    text = " ; ".join(values)
    acted, place = [], 0
    for value in values:
        acted.append(Finding("input", place, place + len(value), "PHONE", 0.9, "x.y"))
        place += len(value) + 3
    fields = {"input": text, "output": " ; ".join(value.replace("-", ".") for value in values)}
    assert len(spread(fields, acted)) == len(values)


def test_a_text_that_is_no_unicode_is_scanned_all_the_same() -> None:
    assert spread_in("US_SSN", "123-45-6789", "\ud800 123456789 \udfff") == [("123456789", "separators")]


def test_places_are_code_points() -> None:
    assert spread_in("US_SSN", "123-45-6789", "😀 é 王 123456789") == [("123456789", "separators")]


def test_nothing_looked_for_stays_in_memory() -> None:
    assert spread_in("US_SSN", "123-45-6789", "123456789")
    assert re2._Regexp._make.cache_info().currsize == 0


def test_what_makes_no_pattern_fails_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stages.pii.needles._BETWEEN", "(")
    with pytest.raises(ValueError, match="the values of a record make no pattern") as error:
        spread_in("US_SSN", "123-45-6789", "123456789")
    assert error.value.__suppress_context__


def test_a_needle_shows_nothing() -> None:
    text, finding = found("US_SSN", "123-45-6789")
    assert all("6789" not in repr(needle) for needle in needles(finding, "123-45-6789"))
    assert text


def test_surrogates_follow_every_spelling() -> None:
    text = "John Smith, john.smith7@acme.com, (415) 867-5309, 12 Baker Street, Leeds"
    values = {"PERSON": "John Smith", "EMAIL": "john.smith7@acme.com", "PHONE": "(415) 867-5309"}
    acted = [found(entity, value, text)[1] for entity, value in values.items()]
    output = "SMITH john.smith7 415.867.5309 JOHN.SMITH7@ACME.COM"
    fields = {"instruction": text, "output": output}
    every = [*acted, *spread(fields, acted)]
    told = [(one.entity, one.rule, fields[one.field][one.start : one.end]) for one in every]
    record = Surrogates(KEY).for_record(told)
    name, mail, phone, family_name, local, dotted, upper = (record.surrogate(*one) for one in told)
    assert family_name == name.split()[1].upper()
    assert mail.startswith(local + "@")
    assert upper == mail.upper()
    assert dotted == phone.replace("(", "").replace(") ", ".").replace("-", ".")


@pytest.mark.parametrize("letter", ["ß", "%C3%9F", "\\u00df", "&#223;"])
def test_a_letter_that_folds_into_plain_ones_may_be_escaped(letter: str) -> None:
    assert spread_in("PERSON", "Anna Weiß", f"ask Wei{letter} so")[0][0] == f"Wei{letter}"


def test_no_pattern_is_made_of_what_stands_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stages.pii.spread._compiled", lambda batch: pytest.fail("a pattern was made"))
    assert spread_in("PHONE", "(415) 867-5309", "the 415 of 867 and 5308") == []
    assert spread_in("EMAIL", "jo.lindqvist@acme.com", "acme or lind") == []


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_the_look_beforehand_hides_nothing(data: st.DataObject) -> None:
    values = [
        *(("PERSON", "Zoë Weiß-O'Neil"), ("PERSON", "Anna Müller"), ("EMAIL", "a.müller_7@acme.co.uk")),
        *(("PHONE", "(415) 867-5309"), ("SECRET", "s3cr-éT/x9q"), ("IBAN", "GB33 BUKB 2020 1555 5555 55")),
    ]
    entity, value = data.draw(st.sampled_from(values))
    bits = re.findall(r"\w+|\W", value)
    glue = st.sampled_from(["", " ", ".", "-", " at ", "%40", "%C3%9F", "\\u00fc", "&#39;", "ſ", "\u212a", "\n"])
    cased = st.sampled_from(["strip", "upper", "lower", "casefold"])
    parts = data.draw(st.lists(st.tuples(st.sampled_from(bits), cased, glue), max_size=8))
    output = "".join(getattr(bit, case)() + between for bit, case, between in parts)
    with pytest.MonkeyPatch.context() as patch:
        told = spread_in(entity, value, output)
        patch.setattr("stages.pii.spread._Beside.may_hold_any", lambda self, known: True)
        assert spread_in(entity, value, output) == told


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_value_is_found_wherever_it_is_put(data: st.DataObject) -> None:
    digits = data.draw(st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True))
    separator = data.draw(st.sampled_from(["", " ", "-", ".", " - ", "/"]))
    before = data.draw(st.text("ab .,;\n\"'王é", max_size=20))
    after = data.draw(st.text("ab;\n\"' 王é", max_size=20))
    spelled = separator.join([digits[:3], digits[3:6], digits[6:]])
    if before[-1:].isalnum() or after[:1].isalnum():
        before, after = before + " ", " " + after
    output = before + spelled + after
    inside = spread_in("PHONE", f"({digits[:3]}) {digits[3:6]}-{digits[6:]}", output)
    assert [value for value, _ in inside] == [spelled]


@pytest.mark.parametrize(
    "body", ["The quick brown fox, 1,234 things. ", "415 867 530 ", "1-", "a@", "john.smit", "Žluť 5€ ", "\\u00"]
)
def test_five_megabytes_and_two_hundred_values_take_little_time(body: str) -> None:
    rng = random.Random(1)
    letters = "abcdefghij"
    values = [
        ("PHONE", f"{rng.randrange(200, 999)}-{rng.randrange(200, 999)}-{rng.randrange(1000, 9999)}") for _ in range(70)
    ]
    values += [("EMAIL", f"{''.join(rng.choice(letters) for _ in range(9))}{n}@acme{n}.com") for n in range(65)]
    names = ["".join(rng.choice(letters) for _ in range(7)).capitalize() for _ in range(130)]
    values += [("PERSON", f"{one} {other}") for one, other in zip(names[::2], names[1::2], strict=True)]
    text, acted = "", []
    for entity, value in values:
        acted.append(Finding("input", len(text), len(text) + len(value), entity, 0.9, "x.y"))
        text += value + " ; "
    fields = {"input": text, "output": (body * (5_000_000 // len(body))) + " " + values[3][1].replace("-", ".")}
    begun = time.process_time()
    more = spread(fields, acted)
    assert time.process_time() - begun < 3
    assert len(more) == 1


def test_common_words_are_lower_case_words() -> None:
    assert all(word.isascii() and word.islower() and word.isalpha() for word in COMMON | ROLES)
    assert {"will", "may", "grace", "mark"} <= COMMON
    assert {"info", "admin", "noreply"} <= ROLES
