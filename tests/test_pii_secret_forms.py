"""Two tables of secrets and look-alikes, filled from seeds: as text and as the JSON text of `meta`."""

import json
from collections.abc import Callable

import pytest

from pii_marks import at_gate
from secret_forms import Draw, look_alikes, secrets
from stages.pii.cues import Cues
from stages.pii.detectors.secrets import Secret
from stages.pii.shadow import shadow

SEEDS = range(5)
LEAST_RECALL = 0.95


def _in_text(text: str) -> str:
    return text


def _in_meta(text: str) -> str:
    return shadow(json.dumps({"note": "so\n" + text}, ensure_ascii=False)).text


def _in_meta_twice(text: str) -> str:
    return _in_meta(json.dumps([text]))


FIELDS = (_in_text, _in_meta, _in_meta_twice)


def _acted(text: str) -> list[str]:
    """What `standard` acts on, and only if the gate lets the text in."""
    found = [text[hit.start : hit.end] for hit in Secret().find(text, Cues()) if not hit.placeholder]
    assert not found or at_gate(Secret(), text), text
    return found


def test_the_tables_are_long_enough() -> None:
    assert len(secrets(0)) >= 120 and len(look_alikes(0)) >= 120
    assert secrets(1) == secrets(1) != secrets(2)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_secrets_are_found_whole(seed: int, field: Callable[[str], str]) -> None:
    table = secrets(seed)
    missed = [text for text, secret in table if _read(secret) not in map(_read, _acted(field(text)))]
    assert len(missed) <= (1 - LEAST_RECALL) * len(table), missed


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_look_alikes_are_kept(seed: int, field: Callable[[str], str]) -> None:
    assert [text for text in look_alikes(seed) if _acted(field(text))] == []


def _read(secret: str) -> str:
    """As it is without the escapes that JSON gives a key of several lines."""
    return secret.replace("\\", "").replace("\n", "n").rstrip("=")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("form", ["client_secret: {}", 'api_key = "{}"', 'export SECRET_KEY="{}"', "The token is: {}"])
def test_a_key_with_one_digit_or_none(form: str, field: Callable[[str], str]) -> None:
    draw = Draw(7)
    for digits in ("", "7"):
        letters = [a + b for a, b in zip(draw.of(16, "bdfhkmpqrt"), draw.of(16, "CEGJLNSVXZ"), strict=True)]
        key = "".join([*letters[:9], digits, *letters[9:]])
        assert _acted(field(form.format(key))) == [key]


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("bCfGhJkLmNpQrStV", True), ("bCfGhJkLmNpQrSt", False),  # fifteen are too few
        ("theQuickBrownFoxJumpsOver2", False), ("parseHTTPResponseXMLBody", False), ("abcdefghijklmnopqrs1", False),
    ],
)  # fmt: skip
def test_what_is_scrambled(value: str, is_one: bool) -> None:
    assert (_acted(f'api_key = "{value}"') == [value]) is is_one


def test_escapes_of_json_neither_hide_nor_join() -> None:
    password = Draw(3).password()
    token = "sk" + "_live_" + Draw(3).of(24)
    for escape in (r"\n", r"\t", r"\r\n", r"\\n"):
        assert _acted(f"It printed{escape}{token}{escape}and") == [token]
        assert _acted(f"password: {password}{escape}Thanks") == [password]
    for text in (
        rf"password=\"{password}\"",
        rf"\"password\": \"{password}\"",
        rf"\\\"password\\\":\\\"{password}\\\"",
    ):
        assert _acted(text) == [password]
    assert _acted(rf"curl -u \"bob:{password}\" x") == [password]


@pytest.mark.parametrize("part", ["Step1", "step-2", "Part12", "Level3", "Chapter4", "question_5", "Option2", "Day10"])
def test_a_numbered_part_is_no_password(part: str) -> None:
    assert _acted(f"Password: {part} open the door") == []
    assert _acted(f"Password: {part}!x9 open the door") == [f"{part}!x9"]


def test_calls_and_types_of_columns_are_no_password() -> None:
    for value in ("hash_password(secret1)", "VARCHAR(255)", "char(60)", "nvarchar(128)", "BINARY(64)", "varchar2(40)"):
        assert _acted(f"password: {value}") == _acted(f"  password {value} NOT NULL,") == []
