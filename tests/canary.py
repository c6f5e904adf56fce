"""Canaries: personal data made up from what is generally known of its formats, without a look at the detectors."""

import base64
import calendar
import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

GIVEN = ("Anna", "Marek", "Priya", "Tomás", "Greta", "Ibrahim", "Chloe", "Henrik", "Lucia", "Daniel", "Fatima")
FAMILY = ("Kowalski", "Brennan", "Lindqvist", "Moreau", "Hartmann", "Okafor", "Castillo", "Petrov", "Ricci", "Novak")
STREETS = ("Maple Avenue", "Birch Street", "Station Road", "Highfield Lane", "Cedar Drive", "Orchard Court")
TOWNS = (("Springfield", "IL", "62704"), ("Dayton", "OH", "45402"), ("Eugene", "OR", "97401"), ("Reno", "NV", "89501"))
MONTHS = tuple(calendar.month_name)[1:]
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"


@dataclass(frozen=True)
class Canary:
    """A value, and the words around it; `mate` is the contact beside what counts in company only."""

    kind: str
    value: str
    cued: bool
    text: str
    mate: str = ""


class Maker:
    """Draws values of every kind from one seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)

    def fill(self, shape: str) -> str:
        """`#` is a digit, `%` a digit that is not 0, `@` a capital, `~` a small letter or digit."""
        marks = {"#": DIGITS, "%": DIGITS[1:], "@": LETTERS, "~": LETTERS.lower() + DIGITS}
        return "".join(self.draw.choice(marks[char]) if char in marks else char for char in shape)

    def word(self, syllables: int = 2) -> str:
        return "".join(self.draw.choice(part) for part in ("bdfgklmnprstvz", "aeiou", "lmnrst") * syllables)

    def email(self) -> str:
        host = f"{self.word()}-{self.word()}.{self.draw.choice(('com', 'net', 'de', 'fr', 'co.uk', 'io', 'org'))}"
        joint = self.draw.choice((".", "_", "", "-"))
        return f"{self.word()}{joint}{self.word()}{self.draw.choice(('', '7', '84'))}@{host}"

    def phone(self) -> str:
        area = self.draw.choice(("212", "312", "415", "206", "617", "303", "512", "702"))
        local = f"{self.draw.randrange(640, 790)}-{self.fill('####')}"
        shapes = (
            f"({area}) {local}",
            f"{area}-{local}",
            f"+1 {area} {local}",
            self.fill("+44 20 79## ####"),
            self.fill("+44 7911 ######"),
            self.fill("+49 30 90%#####"),
            self.fill("+49 171 ########"),
            self.fill("+33 6 1# ## ## ##"),
            self.fill("+34 6%# ### ###"),
            self.fill("+39 347 ### ####"),
            self.fill("+31 6 2#######"),
            self.fill("+48 60# ### ###"),
            self.fill("+61 412 ### ###"),
            self.fill("+91 98### #####"),
        )
        return self.draw.choice(shapes)

    def card(self) -> str:
        issuer, length = self.draw.choice((("4", 16), ("52", 16), ("54", 16), ("37", 15), ("6011", 16)))
        body = issuer + self.fill("#" * (length - len(issuer) - 1))
        number = next(body + digit for digit in DIGITS if _luhn(body + digit) == 0)
        between = self.draw.choice((" ", "-", ""))
        return between.join(number[at : at + 4] for at in range(0, length, 4)) if length == 16 else number

    def iban(self) -> str:
        shapes = {"DE": "#" * 18, "GB": "@@@@" + "#" * 14, "FR": "#" * 23, "ES": "#" * 20, "NL": "@@@@" + "#" * 10}
        country, shape = self.draw.choice(list(shapes.items()))
        body = self.fill(shape)
        check = 98 - int("".join(str(int(char, 36)) for char in f"{body}{country}00")) % 97
        number = f"{country}{check:02d}{body}"
        return " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if self.draw.random() < 0.6 else number

    def ssn(self) -> str:
        return f"{self.draw.randrange(100, 660)}-{self.draw.randrange(11, 99)}-{self.draw.randrange(1000, 9999)}"

    def national(self) -> str:
        number = self.draw.randrange(10_000_000, 99_999_999)
        dni = f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"
        nino = f"{self.draw.choice(('AB', 'CE', 'JK', 'LM', 'PR'))} {self.fill('## ## ##')} {self.draw.choice('ABCD')}"
        born = f"{self.draw.randrange(60, 99)}{self.draw.randrange(1, 13):02d}{self.draw.randrange(1, 29):02d}"
        pesel = born + self.fill("####")
        pesel += str(-sum(int(d) * w for d, w in zip(pesel, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True)) % 10)
        year, month = self.draw.randrange(55, 99), self.draw.randrange(1, 13)
        nir = f"{self.draw.choice('12')}{year}{month:02d}75{self.draw.randrange(101, 120)}{self.fill('##%')}"
        return self.draw.choice((dni, nino, pesel, f"{nir}{97 - int(nir) % 97:02d}"))

    def birth(self) -> str:
        year, month, day = self.draw.randrange(1950, 2001), self.draw.randrange(12), self.draw.randrange(13, 29)
        shapes = (f"{day} {MONTHS[month]} {year}", f"{month + 1:02d}/{day}/{year}", f"{year}-{month + 1:02d}-{day}")
        return self.draw.choice(shapes)

    def address(self) -> str:
        town, state, code = self.draw.choice(TOWNS)
        return f"{self.draw.randrange(12, 990)} {self.draw.choice(STREETS)}, {town}, {state} {code}"

    def person(self) -> str:
        return f"{self.draw.choice(GIVEN)} {self.draw.choice(FAMILY)}"

    def ip(self) -> str:
        if self.draw.random() < 0.3:
            return "2a01:" + ":".join(f"{self.draw.randrange(4096, 65535):x}" for _ in range(7))
        return f"{self.draw.randrange(77, 95)}." + ".".join(str(self.draw.randrange(11, 250)) for _ in range(3))

    def crypto(self) -> str:
        raw = self.draw.randbytes(20)
        if self.draw.random() < 0.4:
            return "0x" + raw.hex()
        whole = b"\0" + raw
        whole += hashlib.sha256(hashlib.sha256(whole).digest()).digest()[:4]
        number, told = int.from_bytes(whole, "big"), ""
        while number:
            number, rest = divmod(number, 58)
            told = BASE58[rest] + told
        return "1" + told

    def random64(self, count: int) -> str:
        return base64.urlsafe_b64encode(self.draw.randbytes(count)).decode().rstrip("=").replace("-", "x")

    def secret(self) -> str:
        head, body = ({"alg": "HS256", "typ": "JWT"}, {"sub": self.word(), "iat": self.draw.randrange(10**9)})
        told = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (head, body))
        key = base64.b64encode(self.draw.randbytes(300)).decode()
        lines = "\n".join(key[at : at + 64] for at in range(0, len(key), 64))
        plain = self.random64(40).replace("_", "y")
        shapes = (
            "AKIA" + "".join(self.draw.choice(LETTERS + "234567") for _ in range(16)),
            f"ghp_{plain[:36]}",
            f"sk_live_{plain[:24]}",
            self.fill(f"xoxb-############-############-{plain[:24]}"),
            f"AIza{plain[:35]}",
            f"{'.'.join(told)}.{self.random64(32)}",
            f"-----BEGIN RSA PRIVATE KEY-----\n{lines}\n-----END RSA PRIVATE KEY-----",
        )
        return self.draw.choice(shapes)

    def assigned(self) -> str:
        return self.random64(24)

    def password(self) -> str:
        return f"{self.word(1).title()}{self.fill('##')}{self.draw.choice('!%&*?')}{self.random64(6)}"


def _luhn(number: str) -> int:
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number))]
    return sum(digit - 9 * (digit > 9) for digit in doubled) % 10


Make = Callable[[Maker], str]
# how many of each kind, how it is made, its sentences with a cue, and those without
KINDS: dict[str, tuple[int, Make, tuple[str, ...], tuple[str, ...]]] = {
    "e-mail": (24, Maker.email, ("My e-mail is {}.", "Email: {}"), ("Ask {} about it.", "Cc {}, please.")),
    "phone": (30, Maker.phone, ("Call me on {}.", "Tel.: {}"), ("{} was engaged all day.", "It says {} on the card.")),
    "card": (16, Maker.card, ("Charge my credit card {}.", "Visa card: {}"), ("I read out {} to her.", "Use {} then.")),
    "IBAN": (16, Maker.iban, ("My IBAN is {}.", "Bank transfer to IBAN {}"), ("Send the money to {}.", "{} it was.")),
    "US SSN": (10, Maker.ssn, ("My social security number is {}.", "SSN: {}"), ("He noted {} there.", "Then {}, yes.")),
    "national id": (
        18,
        Maker.national,
        ("My national ID number is {}.", "National insurance or tax number: {}", "ID card no. {}"),
        ("The form says {} on top.", "They wrote {} down."),
    ),
    "passport": (8, lambda m: m.fill("@%#######"), ("My passport number is {}.", "Passport no.: {}"), ()),
    "driving licence": (
        8,
        lambda m: m.fill("@###-####-####"),
        ("My driver's license number is {}.", "Driving licence: {}"),
        (),
    ),
    "bank account": (
        8,
        lambda m: m.fill("%#########"),
        ("My bank account number is {}.", "Account no.: {}, as on the cheque"),
        (),
    ),
    "medical": (
        8,
        lambda m: m.fill("%#######"),
        ("My medical record number is {}.", "Patient ID: {}", "MRN: {}"),
        (),
    ),
    "date of birth": (10, Maker.birth, ("I was born on {}.", "Date of birth: {}", "DOB: {}"), ()),
    "address": (12, Maker.address, ("I live at {}.", "Address: {}"), ("The parcel goes to {}.",)),
    "person": (14, Maker.person, ("My name is {}.", "Dear Ms {},"), ("{} wrote again.", "It was {} who called.")),
    "IP": (14, Maker.ip, ("The IP address is {}.", "ip: {}"), ("Requests from {} were slow.", "Ping {} again.")),
    "BTC, ETH": (12, Maker.crypto, ("My wallet address is {}.", "Bitcoin or ether: {}"), ("Send it to {} today.",)),
    "secret": (21, Maker.secret, ("The API key is {}", "token: {}"), ("Do not share {}", "It printed\n{}\n")),
    "assigned secret": (
        8,
        Maker.assigned,
        ('api_key = "{}"', "client_secret: {}", 'export SECRET_KEY="{}"'),
        (),
    ),
    "password": (10, Maker.password, ("My password is {}", "password: {}", 'db_password = "{}"'), ()),
}
IN_COMPANY = ("date of birth", "address", "person")


def canaries(seed: int) -> list[Canary]:
    """Every value once; about half of those that could do without stand behind cue words."""
    maker, made = Maker(seed), list[Canary]()
    seen: set[str] = set()
    for kind, (count, make, cued, bare) in KINDS.items():
        for number in range(count):
            while (value := make(maker)) in seen:
                pass
            seen.add(value)
            told = cued if number % 2 or not bare else bare
            text = told[number // 2 % len(told)].format(value)
            mate = maker.email() if kind in IN_COMPANY else ""
            made.append(Canary(kind, value, told is cued, f"{text} Write to {mate}." if mate else text, mate))
    maker.draw.shuffle(made)
    return made


def with_mates(planted: list[Canary]) -> list[Canary]:
    """The canaries and, as canaries of their own, the contacts beside them."""
    mates = [replace(one, kind="e-mail", value=one.mate, mate="") for one in planted if one.mate]
    return [*planted, *mates]
