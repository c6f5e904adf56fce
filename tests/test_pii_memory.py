"""One record's memory: the pair still teaches, and no two values become one."""

import json
import random
import re
from collections.abc import Callable

import pytest

from stages.pii.finding import ENTITIES
from stages.pii.surrogates import Crowded, RecordMap, Surrogates, is_surrogate, mask, surrogate
from stages.pii.surrogates.made import read
from surrogate_cases import KEY, OTHER_KEY, TEMPLATES

SPELLINGS: dict[str, list[Callable[[str], str]]] = {
    "EMAIL": [str.upper, str.lower, lambda v: v.replace("@", "%40"), str],
    "PHONE": [lambda v: re.sub(r"[ ()/-]", ".", v).strip("."), str],
    "CREDIT_CARD": [lambda v: re.sub(r"\D", "", v), str],
    "IBAN": [lambda v: v.replace(" ", ""), str.upper, str],
    "US_SSN": [lambda v: re.sub(r"\D", "", v), str],
    "PERSON": [str.upper, str],
    "MAC": [lambda v: re.sub(r"\W", "", v), str.lower, str],
    "STREET_ADDRESS": [str.upper, str],
}


LETTERS = "abcdefghijklmnopqrstuvwxyz"
SIGNS = {"#": "0123456789", "?": LETTERS, "^": LETTERS.upper(), "~": "0123456789abcdef"}


def example(entity: str, rng: random.Random) -> str:
    """A value of one of the entity's templates."""
    return "".join(rng.choice(SIGNS.get(sign, sign)) for sign in rng.choice(TEMPLATES[entity]))


def test_in_a_thousand_pairs_the_answer_repeats_the_question() -> None:
    rng = random.Random(4)
    surrogates = Surrogates(KEY)
    for number in range(1000):
        entity = ENTITIES[number % len(ENTITIES)]
        value = example(entity, rng)
        asked, told = value, rng.choice(SPELLINGS.get(entity, [str]))(value)
        other = example("EMAIL", rng)
        record = surrogates.for_record([(entity, "", asked), ("EMAIL", "", other), (entity, "", told)])
        made = record.surrogate(entity, "", asked)
        ask = f"Write to {made} and {record.surrogate('EMAIL', '', other)}."
        answer = record.surrogate(entity, "", told)
        assert made in ask
        if told == asked:
            assert answer == made
        assert normal_of(entity, answer) == normal_of(entity, made), entity
        assert value not in ask + answer


def normal_of(entity: str, value: str) -> str:
    return read(entity, value).normal


@pytest.mark.parametrize("entity", sorted(set(ENTITIES) - {"AGE", "MAC"}))
def test_in_a_crowd_no_two_values_become_one(entity: str) -> None:
    rng = random.Random(5)
    values = list(dict.fromkeys(example(entity, rng) for _ in range(120)))
    normals = {normal_of(entity, value): value for value in values}
    record = Surrogates(KEY).for_record([(entity, "", value) for value in normals.values()])
    made = [record.surrogate(entity, "", value) for value in normals.values()]
    told = {normal_of(entity, value) for value in made}
    assert len(told) == len(normals)
    assert not told & set(normals), "and none is somebody else's in the record"


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        ("PHONE", [f"(415) 867-{n:04d}" for n in range(400)]),
        ("PHONE", [f"+44 7700 1{n:05d}" for n in range(1500)]),
        ("MAC", [f"00:1a:2b:3c:{n // 256:02x}:{n % 256:02x}" for n in range(600)]),
        ("IP", [f"8.8.{n // 250}.{n % 250 + 1}" for n in range(1500)]),
        ("AGE", [str(n) for n in range(20, 60)]),
        ("AGE", [str(n) for n in range(1, 100)]),
        ("IP", [f"2a04:1234::{n:x}" for n in range(1, 100)]),
        ("EMAIL", [f"a@x{n}.com" for n in range(300)]),
        ("DATE_OF_BIRTH", [f"1985-{m:02d}-{d:02d}" for m in (10, 11, 12) for d in (10, 11, 12)]),
        ("ZIP", [f"9{n:04d}" for n in range(300)]),
        ("PERSON", [f"John {a}{b}" for a in ("Xa", "Xo", "Xe") for b in "bcdfghjklmnpqrstvw"]),
        ("STREET_ADDRESS", [f"{n} Baker Street" for n in range(1, 200)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_small_ranges_widen_rather_than_meet(entity: str, values: list[str]) -> None:
    record = Surrogates(KEY).for_record([(entity, "", value) for value in values])
    made = [record.surrogate(entity, "", value) for value in values]
    assert len(set(made)) == len(values)
    assert not [1 for new, old in zip(made, values, strict=True) if new == old]
    if entity in ("PHONE", "IP"):
        assert all(is_surrogate(entity, value) for value in made)


def test_where_there_is_nothing_left_the_record_fails_without_showing_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stages.pii.surrogates.memory._TRIES", 1)
    record = Surrogates(KEY).for_record()
    with pytest.raises(Crowded) as error:
        for number in range(100):
            record.surrogate("PHONE", "", f"(415) 867-{number:04d}")
    assert str(error.value) == "no surrogate for PHONE is left in this record"
    assert error.value.__cause__ is None


def test_one_value_has_one_surrogate_in_the_whole_run() -> None:
    surrogates = Surrogates(KEY)
    for entity in ENTITIES:
        value = example(entity, random.Random(6))
        alone = surrogates.for_record().surrogate(entity, "", value)
        assert surrogates.for_record([(entity, "", value)]).surrogate(entity, "", value) == alone
        assert alone == surrogate(entity, "", value, KEY)


def test_where_two_would_meet_the_later_takes_the_next_counter() -> None:
    numbers = [f"(415) 867-{n:04d}" for n in range(60)]
    alone = [surrogate("PHONE", "", number, KEY) for number in numbers]
    first = next(n for n, made in enumerate(alone) if made in alone[:n])
    record = Surrogates(KEY).for_record([("PHONE", "", number) for number in numbers])
    together = [record.surrogate("PHONE", "", number) for number in numbers]
    assert together[:first] == alone[:first]
    assert together[first] != alone[first]
    assert together[first] == surrogate("PHONE", "", numbers[first], KEY, 1)


def test_a_record_forgets_the_one_before() -> None:
    surrogates = Surrogates(KEY)
    numbers = [f"(415) 867-{n:04d}" for n in range(60)]
    before = surrogates.for_record()
    for number in numbers:
        before.surrogate("PHONE", "", number)
    assert surrogates.for_record().surrogate("PHONE", "", numbers[-1]) == surrogate("PHONE", "", numbers[-1], KEY)


def test_no_value_gets_anothers_original() -> None:
    stand_in = surrogate("PERSON", "", "Henrik Novak", KEY)
    record = Surrogates(KEY).for_record([("PERSON", "", "Henrik Novak"), ("PERSON", "", stand_in)])
    made = {record.surrogate("PERSON", "", "Henrik Novak"), record.surrogate("PERSON", "", stand_in)}
    assert len(made) == 2
    assert not {"Henrik Novak", stand_in} & made
    assert not {part for name in made for part in name.split()} & set(stand_in.split())


def parts(record: RecordMap, entity: str, whole: str, *rest: str) -> list[str]:
    return [record.surrogate(entity, "", value) for value in (whole, *rest)]


@pytest.mark.parametrize("order", [1, -1])
def test_a_part_of_a_name_is_the_part_of_its_surrogate(order: int) -> None:
    found = [("PERSON", "", "Zyra Quill-Obe"), ("PERSON", "spread.name_part", "Zyra"), ("PERSON", "", "QUILL")][::order]
    record = Surrogates(KEY).for_record(found)
    whole, given, family_name = parts(record, "PERSON", "Zyra Quill-Obe", "Zyra", "QUILL")
    assert whole.split(" ")[0] == given
    assert whole.split(" ")[1].split("-")[0].upper() == family_name
    assert record.surrogate("PERSON", "", "Quill, Zyra").split(", ")[::-1] == [given, family_name.capitalize()]


@pytest.mark.parametrize("order", [1, -1])
def test_a_local_part_alone_is_that_of_its_address(order: int) -> None:
    found = [("EMAIL", "", "jd.smith77@acme.com"), ("EMAIL", "spread.local_part", "JD.Smith77")][::order]
    record = Surrogates(KEY).for_record(found)
    whole, local = parts(record, "EMAIL", "jd.smith77@acme.com", "JD.Smith77")
    assert whole.split("@")[0] == local.lower()
    assert local[0].isupper()
    assert is_surrogate("EMAIL", whole)


def test_a_street_has_one_stand_in_with_and_without_its_city() -> None:
    record = Surrogates(KEY).for_record()
    long, short = parts(record, "STREET_ADDRESS", "22 Baker Street, Leeds LS1 4DY", "22 BAKER STREET")
    assert long.upper().startswith(short + ", LEEDS")


def test_colleagues_stay_colleagues() -> None:
    record = Surrogates(KEY).for_record()
    domains = [record.surrogate("EMAIL", "", f"{name}@acme.com").split("@")[1] for name in ("ann", "bea", "cyd", "dan")]
    assert len(set(domains)) == 1


def test_tags_are_numbered_by_first_appearance() -> None:
    found = [
        ("EMAIL", "", "a.b@x.com"),
        ("PERSON", "", "Smith"),
        ("PERSON", "", "John Smith"),
        ("EMAIL", "", "c@x.com"),
        ("EMAIL", "", "A.B@X.com"),
        ("EMAIL", "", "a.b"),
        ("PERSON", "", "Ann Lee"),
    ]
    record = Surrogates(KEY).for_record(found)
    tags = [record.text("tag", *one) for one in reversed(found)][::-1]
    assert tags == ["<EMAIL_1>", "<PERSON_1>", "<PERSON_1>", "<EMAIL_2>", "<EMAIL_1>", "<EMAIL_1>", "<PERSON_2>"]
    assert Surrogates(KEY).for_record().text("tag", "EMAIL", "", "c@x.com") == "<EMAIL_1>", "anew in each record"


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("123-45-6789", "***-**-****"),
        ("john_doe+x@acme.com", "****_***+*@****.***"),
        ("(415) 867-5309", "(***) ***-****"),
        ("José\\nO'Neil", "****\\n*'****"),
        ("jos\\u00e9%40x.org", "***********" + "**.***"),
        ("王芳", "**"),
    ],
)
def test_a_mask_keeps_separators_and_length(value: str, masked: str) -> None:
    if "%" in value:
        assert len(mask(value)) == len(value)
        assert json.loads(f'"{mask(value)}"')
    else:
        assert mask(value) == masked
    assert Surrogates(KEY).for_record().text("mask", "EMAIL", "", value) == mask(value)


def test_text_makes_a_surrogate_unless_told_otherwise() -> None:
    record = Surrogates(KEY).for_record()
    assert record.text("surrogate", "US_SSN", "", "123-45-6789") == surrogate("US_SSN", "", "123-45-6789", KEY)


def test_nothing_of_it_is_shown_or_stored() -> None:
    surrogates = Surrogates(KEY)
    record = surrogates.for_record([("EMAIL", "", "jane@acme.com")])
    for thing in (surrogates, record):
        shown = repr(thing) + str(thing)
        assert "jane" not in shown
        assert KEY.hex() not in shown
        assert str(KEY) not in shown
        with pytest.raises(TypeError, match="never stored"):
            thing.__reduce__()


def test_another_key_is_another_record() -> None:
    one = Surrogates(KEY).for_record().surrogate("EMAIL", "", "jane.doe@acme.com")
    assert one != Surrogates(OTHER_KEY).for_record().surrogate("EMAIL", "", "jane.doe@acme.com")
