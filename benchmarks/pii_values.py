"""Made-up personal data to plant: from Faker and from generators that the detectors were not made with."""

import base64
import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pii_numbers as numbers

SEED = 20_817
LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_PT", "en_IN", "fi_FI", "ro_RO")
_ADDRESSES = ("en_US", "en_US", "en_GB", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL")
_HEX, _MIXED = "0123456789abcdef", string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Value:
    """What must be gone, what always stands around it, the words that announce it, and which sort of it this is."""

    text: str
    cues: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    sort: str = ""


class Source:
    """Draws values; equal seeds draw equal values."""

    def __init__(self, seed: int, locales: tuple[str, ...] = LOCALES) -> None:
        from faker import Faker

        self.draw = random.Random(seed)
        self.fakers: dict[str, Any] = {locale: Faker(locale) for locale in locales}
        for fake in self.fakers.values():
            fake.seed_instance(self.draw.random())

    def fake(self, locales: tuple[str, ...] = LOCALES) -> tuple[str, Any]:
        locale = self.draw.choice(locales)
        return locale, self.fakers[locale]

    def letters(self, count: int, alphabet: str = _MIXED) -> str:
        return "".join(self.draw.choices(alphabet, k=count))


def email(source: Source) -> Value:
    _, fake = source.fake()
    given, family = (_ascii(fake.first_name()), _ascii(fake.last_name()))
    local = source.draw.choice([f"{given}.{family}", f"{given[0]}{family}", f"{family}_{source.draw.randint(2, 99)}"])
    host = _ascii(fake.last_name()) + source.draw.choice(["soft", "-bau", "net", "works", ""])
    domain = f"{host}.{source.draw.choice(['com', 'net', 'de', 'co.uk', 'fr', 'io', 'org', 'pl', 'com.br'])}"
    text = f"{local}@{source.draw.choice([domain, domain, 'gmail.com', 'web.de', 'outlook.com'])}"
    return Value(text, ("e-mail", "email address", "mail"))


def _ascii(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(c for c in plain if c.isalpha()) or "lee"


def phone(source: Source) -> Value:
    return Value(*_sorted(numbers.phone(source.draw), ("phone", "telephone number", "mobile", "Call me at {v}.")))


def _sorted(pair: tuple[str, str], cues: tuple[str, ...]) -> tuple[str, tuple[str, ...], str, str, str]:
    return pair[0], cues, "", "", pair[1]


def card(source: Source) -> Value:
    return Value(*_sorted(numbers.card(source.draw), ("credit card", "card number", "Charge my card {v}, please.")))


def iban(source: Source) -> Value:
    return Value(*_sorted(numbers.iban(source.draw), ("IBAN", "account", "Send the bank transfer to {v}.")))


def bitcoin(source: Source) -> Value:
    return Value(numbers.base58check(source.draw), ("BTC address", "bitcoin wallet"))


def ethereum(source: Source) -> Value:
    from stages.pii.detectors.keccak import keccak256

    plain = source.letters(40, _HEX)
    told = keccak256(plain.encode()).hex()
    mixed = "".join(c.upper() if int(t, 16) > 7 else c for c, t in zip(plain, told, strict=False))
    return Value("0x" + source.draw.choice([plain, mixed]), ("ETH wallet", "ethereum address"))


def ssn_dashed(source: Source) -> Value:
    return Value(numbers.ssn(source.draw, "-"), ("SSN", "social security number"))


def ssn_plain(source: Source) -> Value:
    return Value(numbers.ssn(source.draw, ""), ("SSN", "social security number"))


def nino(source: Source) -> Value:
    text = numbers.nino(source.draw)
    return Value(text, ("National Insurance number", "NI number"), sort="solid" if " " not in text else "spaced")


def national(source: Source) -> Value:
    """Spain, Poland, the Netherlands, Italy, France, Brazil, India, Germany; each with its own name for it."""
    return Value(*numbers.national(source.draw, source.fakers))


def passport(source: Source) -> Value:
    letters = source.letters(source.draw.choice([0, 1, 2]), string.ascii_uppercase)
    return Value(letters + source.letters(9 - len(letters), string.digits), ("passport number", "passport no."))


def licence(source: Source) -> Value:
    made = [
        source.letters(1, string.ascii_uppercase) + source.letters(7, string.digits),
        source.letters(1, string.ascii_uppercase) + "-".join(source.letters(4, string.digits) for _ in range(3)),
        source.letters(8, string.digits),
        source.letters(5, string.ascii_uppercase)
        + source.letters(6, string.digits)
        + source.letters(2, "ABJKT")
        + "9TX",
    ]
    return Value(source.draw.choice(made), ("driver's license", "driving licence number", "driver license no."))


def account(source: Source) -> Value:
    return Value(source.letters(source.draw.randint(8, 12), string.digits), ("account number", "bank account no."))


def medical(source: Source) -> Value:
    start = source.draw.choice(["", "MRN", "P-", "H"])
    return Value(start + source.letters(7, string.digits), ("medical record number", "patient ID", "insurance number"))


def ipv4(source: Source) -> Value:
    first = source.draw.choice([5, 23, 37, 62, 81, 93, 109, 134, 151, 178, 185, 203])
    text = f"{first}." + ".".join(str(source.draw.randint(16, 250)) for _ in range(3))
    return Value(text, ("IP address", "client IP"))


def ipv6(source: Source) -> Value:
    start = source.draw.choice(["2a02", "2a00", "2600", "2401", "2804"])
    groups = [start, *(f"{source.draw.randint(1, 65535):x}" for _ in range(7))]
    whole = ":".join(groups)
    return Value(source.draw.choice([whole, ":".join(groups[:4]) + "::" + groups[-1]]), ("IPv6 address", "IP address"))


def token(source: Source) -> Value:
    """What vendors hand out."""
    letters = source.letters
    made = {
        "github": "ghp_" + letters(36),
        "github_pat": "github_pat_" + letters(22) + "_" + letters(59),
        "openai": "sk-proj-" + letters(48),
        "anthropic": "sk-ant-api03-" + letters(93, _MIXED + "-_") + "AA",
        "slack": f"xoxb-{letters(12, string.digits)}-{letters(12, string.digits)}-{letters(24)}",
        "google": "AIza" + letters(35, _MIXED + "-_"),
        "stripe": "sk_live_" + letters(24),
        "gitlab": "glpat-" + letters(20),
        "npm": "npm_" + letters(36),
        "huggingface": "hf_" + letters(34),
        "sendgrid": f"SG.{letters(22)}.{letters(43)}",
        "aws": "AKIA" + letters(16, string.ascii_uppercase + "234567"),
        "twilio": "SK" + letters(32, _HEX),
    }
    sort = source.draw.choice(sorted(made))
    return Value(made[sort], ("API key", "token", "access key", "API_KEY={v}"), sort=sort)


def aws_secret(source: Source) -> Value:
    cues = ("aws_secret_access_key = {v}", "export AWS_SECRET_ACCESS_KEY={v}", "Secret access key: {v}")
    return Value(source.letters(40, _MIXED + "+/"), (*cues, "The AWS secret access key is {v}."))


def jwt(source: Source) -> Value:
    parts = [{"alg": "HS256", "typ": "JWT"}, {"sub": source.letters(10), "iat": source.draw.randint(10**9, 2 * 10**9)}]
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return Value(".".join([*coded, source.letters(43, _MIXED + "-_")]), ("Authorization: Bearer {v}", "session token"))


def pem(source: Source) -> Value:
    kind = source.draw.choice(["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"])
    body = "\n".join(source.letters(64, _MIXED + "+/") for _ in range(source.draw.randint(3, 12)))
    return Value(f"-----BEGIN {kind}-----\n{body}\n-----END {kind}-----", ("key", "deploy key"))


def password(source: Source) -> Value:
    _, fake = source.fake(("en_US",))
    word = fake.word().capitalize() + source.draw.choice("!$#_-") + str(source.draw.randint(10, 9999))
    text = source.draw.choice([fake.password(length=source.draw.randint(8, 14)), word])
    return Value(
        text.replace("`", "_").replace("|", "!"),
        ("password", "pwd", "login password", "My password is {v}", "PASSWORD={v}"),
    )


def url_password(source: Source) -> Value:
    scheme = source.draw.choice(["postgres", "mysql", "mongodb+srv", "redis", "amqp", "https"])
    user = source.draw.choice(["app", "root", "svc_billing", "deploy"])
    host = f"@db{source.draw.randint(1, 9)}.{_ascii(source.fakers['de_DE'].last_name())}.net/main"
    return Value(
        source.letters(source.draw.randint(10, 18)),
        ("DSN", "Connect to {v} then.", "DATABASE_URL={v}"),
        f"{scheme}://{user}:",
        host,
    )


def birth(source: Source) -> Value:
    _, fake = source.fake()
    date = fake.date_of_birth(minimum_age=18, maximum_age=90)
    form = source.draw.choice(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y", "%d %B %Y", "%d %b %Y"])
    return Value(
        date.strftime(form), ("date of birth", "DOB", "She was born on {v}.", "My birthday is {v}."), sort=form
    )


def age(source: Source) -> Value:
    return Value(
        str(source.draw.randint(18, 93)),
        ("Age: {v}", "I am {v} years old.", "The patient, aged {v}, sleeps well.", "She turned {v} years old."),
    )


def address(source: Source) -> Value:
    locale, fake = source.fake(_ADDRESSES)
    text = fake.street_address().replace("\n", ", ")
    return Value(text, ("address", "I live at {v}.", "Please ship it to {v}.", "home address"), sort=locale)


def person(source: Source) -> Value:
    locale, fake = source.fake()
    return Value(
        f"{fake.first_name()} {fake.last_name()}", ("name", "My name is {v}.", "Dear {v},", "customer"), sort=locale
    )


Make = Callable[[Source], Value]
