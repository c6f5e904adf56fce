"""Numbers with a check digit, and telephone numbers, to plant; written from the standards, not from the detectors."""

import hashlib
import random
import string
from collections.abc import Callable
from typing import Any

_REGIONS = ("US", "CA", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "PL", "BE", "CH", "AT", "AU", "IN", "SE", "BR", "JP")
_KNOWN = _REGIONS[:15]  # where the default settings expect numbers without a country code
_CARDS = (
    *(("visa", "4", 16), ("visa", "4", 16), ("mastercard", "53", 16), ("mastercard 2", "2463", 16)),
    *(("amex", "34", 15), ("amex", "37", 15), ("discover", "6011", 16), ("diners", "36", 14), ("jcb", "3561", 16)),
    *(("unionpay", "6221", 16), ("unionpay", "6259", 19), ("maestro", "6763", 18)),
)
_IBANS = {
    "DE": "n18",
    "FR": "n10c11n2",
    "ES": "n20",
    "NL": "a4n10",
    "PT": "n21",
    "BE": "n12",
    "CH": "n5c12",
    "AT": "n16",
    "PL": "n24",
    "GB": "a4n14",
    "IT": "a1n10c12",
    "SE": "n20",
    "IE": "a4n14",
}
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def phone(draw: random.Random) -> tuple[str, str]:
    """A number that the plan of its country has, in one of the ways in which people write it."""
    import phonenumbers as plan

    region = draw.choice(_REGIONS)
    while True:
        kind = draw.choice([plan.PhoneNumberType.MOBILE, plan.PhoneNumberType.FIXED_LINE])
        example = plan.example_number_for_type(region, kind)
        assert example is not None
        known = str(example.national_number)
        number = plan.PhoneNumber(
            country_code=example.country_code,
            national_number=int(known[:-6] + "".join(draw.choices(string.digits, k=6))),
            italian_leading_zero=example.italian_leading_zero,
        )
        if plan.is_valid_number(number) and "555" not in str(number.national_number):
            break
    whole = plan.format_number(number, plan.PhoneNumberFormat.INTERNATIONAL)
    forms = {
        "international": whole,
        "e164": plan.format_number(number, plan.PhoneNumberFormat.E164),
        "dashes": whole.replace(" ", "-"),
    }
    if region in _KNOWN:
        forms["national"] = forms["national again"] = plan.format_number(number, plan.PhoneNumberFormat.NATIONAL)
    if region in ("US", "CA"):
        forms["dots"] = ".".join([str(number.national_number)[:3], str(number.national_number)[3:6], whole[-4:]])
    form = draw.choice(sorted(forms))
    return forms[form], f"{region} {form.removesuffix(' again')}"


def card(draw: random.Random) -> tuple[str, str]:
    scheme, start, length = draw.choice(_CARDS)
    digits = start + "".join(draw.choices(string.digits, k=length - len(start) - 1))
    digits += _luhn(digits)
    sizes = (4, 6, 5) if length == 15 else (4, 6, 4) if length == 14 else (4, 4, 4, 4, 4)
    between = draw.choice(["", " ", "-"])
    return between.join(_cut(digits, sizes)), f"{scheme} {length}"


def _luhn(digits: str) -> str:
    doubled = [int(c) * (2 if n % 2 == 0 else 1) for n, c in enumerate(reversed(digits))]
    return str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def _cut(text: str, sizes: tuple[int, ...]) -> list[str]:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return [part for part in parts if part]


def iban(draw: random.Random) -> tuple[str, str]:
    country = draw.choice(sorted(_IBANS))
    bban = _filled(_IBANS[country], draw)
    check = 98 - _mod97(bban + country + "00")
    text = f"{country}{check:02d}{bban}"
    return (text if draw.random() < 0.5 else " ".join(_cut(text, (4,) * 9))), country


def _filled(plan: str, draw: random.Random) -> str:
    kinds = {"n": string.digits, "a": string.ascii_uppercase, "c": string.digits + string.ascii_uppercase}
    made, kind, size = "", "", ""
    for sign in plan + "n":
        if sign.isdigit():
            size += sign
            continue
        if kind:
            made += "".join(draw.choices(kinds[kind], k=int(size)))
        kind, size = sign, ""
    return made


def _mod97(text: str) -> int:
    return int("".join(str(int(c, 36)) for c in text)) % 97


def base58check(draw: random.Random) -> str:
    raw = bytes([draw.choice([0, 5])]) + draw.randbytes(20)
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = _BASE58[rest] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def ssn(draw: random.Random, between: str) -> str:
    area = draw.choice([n for n in range(1, 900) if n != 666])
    return between.join([f"{area:03d}", f"{draw.randint(1, 99):02d}", f"{draw.randint(1, 9999):04d}"])


def nino(draw: random.Random) -> str:
    first, second = draw.choice("ABCEGHJLMNOPRSTWXYZ"), draw.choice("ABCEGHJLMPRSTWXY")
    if first + second in ("GB", "NT", "TN", "BG", "ZZ"):
        second = "X"
    parts = [first + second, *(f"{draw.randint(0, 99):02d}" for _ in range(3)), draw.choice("ABCD")]
    return draw.choice(["", " "]).join(parts)


def national(draw: random.Random, fakers: dict[str, Any]) -> tuple[str, tuple[str, ...], str, str, str]:
    made: dict[str, Callable[[], tuple[str, tuple[str, ...]]]] = {
        "es": lambda: (fakers["es_ES"].nif(), ("DNI", "Mi DNI es {v}.")),
        "pl": lambda: (fakers["pl_PL"].pesel(), ("PESEL", "numer PESEL")),
        "nl": lambda: (fakers["nl_NL"].ssn(), ("BSN", "burgerservicenummer")),
        "it": lambda: (fakers["it_IT"].ssn(), ("codice fiscale", "fiscal code")),
        "fr": lambda: (fakers["fr_FR"].ssn(), ("numéro de sécurité sociale", "NIR")),
        "br": lambda: (_cpf(draw), ("CPF", "Meu CPF é {v}.")),
        "in": lambda: (_aadhaar(draw), ("Aadhaar", "Aadhaar number")),
        "uk": lambda: (_nhs(draw), ("NHS number", "NHS no.")),
    }
    sort = draw.choice(sorted(made))
    text, cues = made[sort]()
    return text, cues, "", "", sort


def _cpf(draw: random.Random) -> str:
    digits = [draw.randint(0, 9) for _ in range(9)]
    for _ in range(2):
        rest = sum(d * w for d, w in zip(digits, range(len(digits) + 1, 1, -1), strict=True)) % 11
        digits.append(0 if rest < 2 else 11 - rest)
    text = "".join(map(str, digits))
    return f"{text[:3]}.{text[3:6]}.{text[6:9]}-{text[9:]}"


def _nhs(draw: random.Random) -> str:
    while True:
        digits = [draw.randint(0, 9) for _ in range(9)]
        check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            text = "".join(map(str, [*digits, check % 11]))
            return f"{text[:3]} {text[3:6]} {text[6:]}"


def _aadhaar(draw: random.Random) -> str:
    """Verhoeff's check digit: the one of ten that makes the whole come to nought in the group of a pentagon."""
    start = str(draw.randint(2, 9)) + "".join(draw.choices(string.digits, k=10))
    whole = next(start + d for d in string.digits if _verhoeff(start + d) == 0)
    return " ".join(_cut(whole, (4, 4, 4)))


def _verhoeff(digits: str) -> int:
    turned = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    sum_so_far = 0
    for place, sign in enumerate(reversed(digits)):
        digit = int(sign)
        for _ in range(place % 8):
            digit = turned[digit]
        sum_so_far = _turn(sum_so_far, digit)
    return sum_so_far


def _turn(one: int, other: int) -> int:
    """Two symmetries of a pentagon, one after the other: 0 to 4 turn it, 5 to 9 turn it over."""
    turn = (one + other if one < 5 else one - other) % 5
    return turn + (5 if (one < 5) != (other < 5) else 0)
