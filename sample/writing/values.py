"""Made-up personal values that are valid in form; secrets are put together from pieces, so that no scanner stumbles."""

from __future__ import annotations

import base64
import hashlib
import random
import string
from itertools import pairwise

B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LETTERS = string.ascii_letters + string.digits
WIDE = str.maketrans("0123456789+- ", "０１２３４５６７８９＋－　")


def luhn(number: str) -> bool:
    digits = [int(d) for d in reversed(number)]
    return sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)) % 10 == 0


def iban_valid(iban: str) -> bool:
    plain = iban.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def _digits(r: random.Random, count: int) -> str:
    return "".join(r.choice(string.digits) for _ in range(count))


def _grouped(text: str, size: int = 4) -> str:
    return " ".join(text[i : i + size] for i in range(0, len(text), size))


def _card(r: random.Random, prefix: str, length: int = 16) -> str:
    body = prefix + _digits(r, length - len(prefix) - 1)
    return next(body + d for d in string.digits if luhn(body + d))


def _iban(country: str, bban: str) -> str:
    check = next(c for c in range(2, 99) if iban_valid(f"{country}{c:02}{bban}"))
    return _grouped(f"{country}{check:02}{bban}")


def _bitcoin(r: random.Random) -> str:
    payload = b"\0" + hashlib.sha256(_digits(r, 30).encode()).digest()[:20]
    payload += hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, text = int.from_bytes(payload, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = B58[rest] + text
    return "1" + text


def _token(r: random.Random, count: int, letters: str = LETTERS) -> str:
    return "".join(r.choice(letters) for _ in range(count))


def _jwt(r: random.Random) -> str:
    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    return ".".join([part('{"alg":"HS256","typ":"JWT"}'), part(f'{{"sub":"{_digits(r, 9)}"}}'), _token(r, 43)])


def _pem(r: random.Random) -> str:
    dashes = "-" * 5
    body = "\n".join(_token(r, 64) for _ in range(3))
    return f"{dashes}BEGIN RSA {'PRIVATE'} KEY{dashes}\n{body}\n{dashes}END RSA {'PRIVATE'} KEY{dashes}"


def _bsn(r: random.Random) -> str:
    while True:
        text = _digits(r, 9)
        total = sum(int(d) * w for d, w in zip(text, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        if text[0] != "0" and total % 11 == 0:
            return text


def _pesel(r: random.Random) -> str:
    body = f"78{r.randrange(1, 13):02}{r.randrange(1, 29):02}{_digits(r, 4)}"
    total = sum(int(d) * w for d, w in zip(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
    return body + str(-total % 10)


def _cpf(r: random.Random) -> str:
    text = _digits(r, 9)
    for start in (10, 11):
        total = sum(int(d) * (start - i) for i, d in enumerate(text))
        text += str(-total % 11 if -total % 11 < 10 else 0)
    return f"{text[:3]}.{text[3:6]}.{text[6:9]}-{text[9:]}"


def _nhs(r: random.Random) -> str:
    while True:
        body = "4" + _digits(r, 8)
        check = -sum(int(d) * (10 - i) for i, d in enumerate(body)) % 11
        if check < 10:
            return f"{body[:3]} {body[3:6]} {body[6:]}{check}"


def _nir(r: random.Random) -> str:
    body = f"1{r.randrange(50, 90)}{r.randrange(1, 13):02}35{_digits(r, 6)}"
    key = 97 - int(body) % 97
    return f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {key:02}"


def _dni(r: random.Random) -> str:
    number = int("4" + _digits(r, 7))
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def _us(r: random.Random, form: str) -> str:
    area = r.choice(("312", "503", "617", "704", "816", "919"))
    return form.format(area, f"{r.randrange(2000, 9999)}")


def made_up(r: random.Random) -> dict[str, str]:
    """All values that the bank of personal data names, by name."""
    return _phones(r) | _money(r) | _numbers(r) | _secrets(r) | _addresses(r)


def _phones(r: random.Random) -> dict[str, str]:
    us: tuple[str, ...] = (
        "({0}) 555-{1}",
        "{0}-555-{1}",
        "+1 {0} 555 {1}",
        "{0}.555.{1}",
        "+1-{0}-555-{1}",
        "({0}) 555-{1}",
    )
    us += ("1-{0}-555-{1}", "+1{0}555{1}", "{0} 555 {1}")
    found = {f"us{i}": _us(r, form) for i, form in enumerate(us, 1)}
    uk: tuple[str, ...] = ("020 7946 {0}", "0114 496 {0}", "+44 161 496 {0}", "0117 496 {0}", "+44 (0)121 496 {0}")
    uk += ("0191 498 {0}", "+44 131 496 {0}", "(0113) 496 {0}")
    found |= {f"uk{i}": form.format(r.randrange(2100, 9800)) for i, form in enumerate(uk, 1)}
    de = ("030 23125{0}", "+49 30 23125 {0}", "0171 39200{1}", "069 90009{0}", "+49 (0)69 90009-{0}")
    found |= {f"de{i}": f.format(r.randrange(210, 980), r.randrange(21, 98)) for i, f in enumerate(de, 1)}
    for number, start in enumerate(("02 61 91", "01 99 00", "04 65 71", "+33 5 36 49", "06 39 98"), 1):
        found[f"fr{number}"] = f"{start} {r.randrange(21, 98)} {r.randrange(21, 98)}"
    found["au1"] = f"+61 3 7010 {r.randrange(2100, 9800)}"
    found["wide1"] = _us(r, "+1 {0} 555 {1}").translate(WIDE)
    found["zero1"] = _us(r, "{0}.5\N{ZERO WIDTH SPACE}55.{1}")
    return found


def _money(r: random.Random) -> dict[str, str]:
    amex = _card(r, "3782", 15)
    found = {f"visa{i}": _grouped(_card(r, "4539")) if i % 2 else _card(r, "4716") for i in range(1, 5)}
    found |= {"master1": _grouped(_card(r, "5326")), "master2": _grouped(_card(r, "2221")).replace(" ", "-")}
    found["amex1"] = f"{amex[:4]} {amex[4:10]} {amex[10:]}"
    found |= {f"iban_de{i}": _iban("DE", _digits(r, 18)) for i in (1, 2)}
    found |= {f"iban_gb{i}": _iban("GB", "QLMN" + _digits(r, 14)) for i in (1, 2)}
    found |= {"iban_fr1": _iban("FR", _digits(r, 23)), "iban_nl1": _iban("NL", "QUIL" + _digits(r, 10))}
    found["iban_low"] = _iban("AT", _digits(r, 16)).replace(" ", "").lower()
    found |= {f"btc{i}": _bitcoin(r) for i in (1, 2)} | {
        f"eth{i}": "0x" + _token(r, 40, "0123456789abcdef") for i in (1, 2)
    }
    return found


def _numbers(r: random.Random) -> dict[str, str]:
    areas = r.sample(range(201, 660), 4)
    found = {
        f"ssn{i}": f"{area}-{r.randrange(11, 99)}-{r.randrange(1100, 9999)}" for i, area in enumerate(areas[:3], 1)
    }
    found["ssn_bare"] = f"{areas[3]}{r.randrange(11, 99)}{r.randrange(1100, 9999)}"
    found |= {"dni1": _dni(r), "dni2": _dni(r), "bsn1": _bsn(r), "pesel1": _pesel(r), "nir1": _nir(r), "cpf1": _cpf(r)}
    found |= {
        "nino1": f"RK {_grouped(_digits(r, 6), 2)} B",
        "nino2": f"SP{_digits(r, 6)}D",
        "nhs1": _nhs(r),
        "nhs2": _nhs(r),
    }
    found |= {"passport1": "C" + _digits(r, 8), "passport2": "54" + _digits(r, 7), "passport3": "L7" + _digits(r, 7)}
    found |= {"licence1": "D" + _digits(r, 7), "licence2": f"TULLY{_digits(r, 6)}R99KX"}
    found |= {
        "account1": _digits(r, 8),
        "account2": "7" + _digits(r, 9),
        "sort1": _grouped(_digits(r, 6), 2).replace(" ", "-"),
    }
    found |= {"routing1": _routing(r), "mrn1": "MRN" + _digits(r, 7)}
    return found


def _routing(r: random.Random) -> str:
    while True:
        text = "07" + _digits(r, 7)
        if sum(int(d) * w for d, w in zip(text, (3, 7, 1) * 3, strict=True)) % 10 == 0:
            return text


def _secrets(r: random.Random) -> dict[str, str]:
    upper = string.ascii_uppercase + "234567"
    words = ("Mulberry", "granite", "Tinder", "walnut", "Quarry", "Larch")
    found = {f"password{i}": f"{word}{_token(r, 2, '!%#?')}{_digits(r, 3)}" for i, word in enumerate(words, 1)}
    found |= {f"aws_id{i}": "AK" + "IA" + _token(r, 16, upper) for i in (1, 2)}
    found |= {
        "aws_secret1": _token(r, 40),
        "openai1": "s" + "k-" + _token(r, 48),
        "google1": "AI" + "za" + _token(r, 35),
    }
    found |= {f"github{i}": "gh" + "p_" + _token(r, 36) for i in (1, 2)}
    found |= {"gitlab1": "gl" + "pat-" + _token(r, 20), "stripe2": "sk" + "_live_" + _token(r, 24)}
    found["slack1"] = "xo" + "xb-" + f"{_digits(r, 12)}-{_digits(r, 12)}-{_token(r, 24)}"
    found |= {"stripe1": "sk" + "_live_" + _token(r, 24), "jwt1": _jwt(r), "pem1": _pem(r)}
    return found


def _addresses(r: random.Random) -> dict[str, str]:
    starts = ("91.203", "185.77", "62.141", "147.32", "83.219", "46.243", "78.157")
    found = {f"ip{i}": f"{start}.{r.randrange(2, 250)}.{r.randrange(2, 250)}" for i, start in enumerate(starts, 1)}
    groups = [f"{r.randrange(0x1000, 0xFFFF):x}" for _ in range(4)]
    return found | {"ip6": "2a02:8109:" + ":".join(groups[:2]) + "::" + groups[2]}


def self_check(values: dict[str, str]) -> None:
    """A value that its own checksum refuses would be a near miss that nobody planned."""
    cards = [v.replace(" ", "").replace("-", "") for k, v in values.items() if k.startswith(("visa", "master", "amex"))]
    if not all(luhn(card) for card in cards) or not all(
        iban_valid(v) for k, v in values.items() if k.startswith("iban")
    ):
        raise ValueError("sample: a made-up card or IBAN does not pass its own check; mend values.py")
    if any(a == b for a, b in pairwise(sorted(values.values()))):
        raise ValueError("sample: two made-up values are equal; choose another seed in write.py")
