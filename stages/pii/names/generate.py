"""Makes labelled sentences for the tagger out of templates.toml and the gazetteer, the same for the same seed."""

import random
import re
import tomllib
from importlib.resources import files
from typing import Any

from stages.pii.names.gazetteer import own, sections

Labelled = tuple[str, list[tuple[int, int, str]]]

_SLOT = re.compile(r"\{(\w+)\}")
_PERSON = frozenset({"name", "first", "last", "NAME", "inverted", "small"})
_PLACE = frozenset({"city", "country", "street", "town", "abroad"})
_FIRM = frozenset({"company", "made"})
_ACCENTS = str.maketrans({"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "c": "č", "s": "š", "z": "ž", "n": "ñ"})
# how often; the rest is contact
_PROSE, _NOBODY, _NOTHING = 0.25, 0.12, 0.22


class Generator:
    def __init__(self, seed: int) -> None:
        text = (files("stages.pii.names") / "templates.toml").read_text(encoding="utf-8")
        self.lists: dict[str, list[str]] = tomllib.loads(text)
        known = sections()
        words = set(known["words"])
        self.first = [name for name in known["first"] if name not in words]
        self.last = [name for name in known["last"] if name not in words]
        self.places = known["places"]
        self.words = known["words"]
        self.surnames: list[str] = own()["chinese"]
        self.random = random.Random(seed)

    def sentence(self) -> Labelled:
        draw = self.random.random()
        bounds = (("prose", _PROSE), ("nobody", _PROSE + _NOBODY), ("nothing", _PROSE + _NOBODY + _NOTHING))
        kind = next((name for name, bound in bounds if draw < bound), "contact")
        return self.filled(self.random.choice(self.lists[kind]), people=kind != "nobody")

    def filled(self, template: str, people: bool = True) -> Labelled:
        text, spans, at = "", [], 0
        template = template.replace("{{", "\x01").replace("}}", "\x02")
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            value = self.value(slot[1])
            if label := _label(slot[1], people):
                spans.append((len(text), len(text) + len(value), label))
            text, at = text + value, slot.end()
        return (text + template[at:]).replace("\x01", "{").replace("\x02", "}"), spans

    def value(self, slot: str) -> str:
        choose, number = self.random.choice, self.random.randint
        if slot in self.lists and (slot != "company" or self.random.random() < 0.5):
            return choose(self.lists[slot])
        made: dict[str, Any] = {
            "name": self.name,
            "first": self.given,
            "last": self.surname,
            "NAME": lambda: f"{self.given()} {self.surname()}".upper(),
            "small": lambda: f"{self.given()} {self.surname()}".lower(),
            "inverted": lambda: f"{self.surname()}, {self.given()}",
            "city": lambda: choose(self.places).title(),
            "town": self.town,
            "made": self.made,
            "heading": self.heading,
            "HEADING": lambda: self.heading().upper(),
            "abroad": lambda: f"{choose(self.lists['street_abroad']).format(self.town())} {number(1, 300)}",
            "street": lambda: f"{number(1, 400)} {self.surname()} {choose(self.lists['street_tail'])}",
            "company": lambda: f"{self.surname()} {choose(self.lists['company_tail'])}",
            "phone": lambda: f"+{number(1, 99)} {number(100, 999)} {number(1000000, 9999999)}",
            "email": lambda: f"{self.surname().lower()}{number(1, 99)}@example.{choose(['com', 'org', 'net'])}",
            "date": lambda: f"{number(1, 28)}/{number(1, 12)}/{number(1940, 2024)}",
            "time": lambda: f"{number(0, 23)}:{number(10, 59)}",
            "age": lambda: str(number(18, 90)),
            "id": lambda: f"{choose('ABCDEX')}{number(10000, 99999999)}",
            "money": lambda: f"${number(5, 9000)}",
            "url": lambda: "www.example.com",
        }
        value: str = made[slot]()
        return value

    def town(self) -> str:
        """A place that is nowhere: a changed real one, or a surname with an ending of towns."""
        if self.random.random() < 0.5:
            return self.one(self.places)
        return self.one(self.last)[:7] + self.random.choice(self.lists["town_tail"])

    def made(self) -> str:
        """A brand that nobody owns."""
        blend = self.one(self.random.choice([self.words, self.last, self.places]))
        return blend if self.random.random() < 0.7 else blend + self.one(self.words).lower()

    def heading(self) -> str:
        return " ".join(self.random.choice(self.words).title() for _ in range(self.random.choice([1, 2, 2, 3, 4])))

    def chinese(self) -> str:
        given = "".join(self.random.choice(self.lists["syllable"]) for _ in range(self.random.choice([1, 2, 2])))
        return f"{self.random.choice(self.surnames).title()} {given.title()}"

    def name(self) -> str:
        draw, given, surname = self.random.random(), self.given(), self.surname()
        if self.random.random() < 0.05:
            return self.chinese()
        if draw < 0.62:
            return f"{given} {surname}"
        if draw < 0.72:
            return f"{given} {self.random.choice('ABCDEFGHJKLMNPRSTW')}{self.random.choice(['.', ''])} {surname}"
        if draw < 0.78:
            return f"{given} {self.given()} {surname}"
        if draw < 0.84:
            return f"{given} {self.random.choice(self.lists['particle'])} {surname}"
        if draw < 0.89:
            return f"{given} {surname}{self.random.choice(['-', ' '])}{self.surname()}"
        return f"{given[0]}. {surname}" if draw < 0.93 else f"{surname} {given}" if draw < 0.96 else given

    def given(self) -> str:
        name = self.one(self.first)
        return f"{name}-{self.one(self.first)}" if self.random.random() < 0.03 else name

    def surname(self) -> str:
        name = self.one(self.last)
        draw = self.random.random()
        return f"O'{name}" if draw < 0.02 else f"Mc{name}" if draw < 0.04 else name

    def one(self, names: list[str]) -> str:
        """A name from the list, or, often, one made of the halves of two: the tagger must learn no list by heart."""
        name = self.random.choice(names)
        if self.random.random() < 0.4:
            other = self.random.choice(names)
            name = name[: (len(name) + 1) // 2] + other[len(other) // 2 :]
        if self.random.random() < 0.2:
            at = self.random.randrange(1, len(name))
            name = name[:at] + name[at].translate(_ACCENTS) + name[at + 1 :]
        return name.title().replace("'S", "'s")


def _label(slot: str, people: bool) -> str | None:
    if slot in _PERSON:
        return "PERSON" if people else None
    return "LOC" if slot in _PLACE else "ORG" if slot in _FIRM else None
