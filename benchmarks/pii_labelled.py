"""Recall and precision by entity on labelled texts, beside stock presidio's."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pii_house as house
import pii_values as values
from pii_stock import Stock
from stages.pii.record import record
from stages.pii.spread import spread

Labelled = tuple[int, int, str]
SYNTHETIC = ("presidio_synth_v2", "presidio_generated_large")
_TOWNS = ("LOCATION", "GPE", "ZIP_CODE")


@dataclass(frozen=True)
class Match:
    """One entity, what stock presidio calls it, what the sets do, and in which sets such labels are."""

    entity: str
    stock: str
    labels: tuple[str, ...]
    sets: tuple[str, ...] = SYNTHETIC
    also: tuple[str, ...] = ()  # labels that our finding takes along on purpose: the town of an address


MATCHES = (
    Match("EMAIL", "EMAIL_ADDRESS", ("EMAIL_ADDRESS",)),
    Match("PHONE", "PHONE_NUMBER", ("PHONE_NUMBER",)),
    Match("PHONE", "PHONE_NUMBER", ("PHONE",), ("lifebench_silver",)),
    Match("CREDIT_CARD", "CREDIT_CARD", ("CREDIT_CARD",)),
    Match("IBAN", "IBAN_CODE", ("IBAN_CODE",)),
    Match("US_SSN", "US_SSN", ("US_SSN",)),
    Match("IP", "IP_ADDRESS", ("IP_ADDRESS",)),
    Match("DRIVER_LICENSE", "US_DRIVER_LICENSE", ("US_DRIVER_LICENSE",)),
    Match("STREET_ADDRESS", "LOCATION", ("STREET_ADDRESS", "ADDRESS"), also=_TOWNS),
    Match("ZIP", "ZIP_CODE", ("ZIP_CODE",), ("presidio_synth_v2",), also=("STREET_ADDRESS", "ADDRESS")),
    Match("AGE", "AGE", ("AGE",), ("presidio_synth_v2",)),
    Match("PERSON", "PERSON", ("PERSON",), also=("PREFIX", "TITLE")),
    Match("PERSON", "PERSON", ("PERSON",), ("lifebench_silver",)),
    Match("PERSON", "PERSON", ("person",), ("wnut17_dev", "wnut17_test", "wnut17_wnut17train")),
)
HELD = ("cs_CZ", "fi_FI", "hr_HR", "hu_HU", "ro_RO", "sk_SK", "sl_SI", "tr_TR", "da_DK", "no_NO")
LETTERS = (
    "Hi GIVEN, the plumber is FULL and you get hold of him on PHONE. Say that FULL from number 9 sent you.",
    "Write a short bio for our site.\nSpeaker: FULL\nMail: MAIL\nTopic: soil and water",
    "Summarise the call: FULL (PHONE) complained that her parcel was given to FULL, who had moved out in May.",
    "From: FULL <MAIL>\nTo: FULL <MAIL>\nSubject: keys\n\nGIVEN, please leave the keys with Mrs FAMILY.\n\nFULL",
    '[{"guest": "FULL", "tel": "PHONE"}, {"guest": "FULL", "tel": "PHONE"}]',
    "Who signed the form?\n\nThe form was signed by FULL and countersigned by Dr. FAMILY; copies went to MAIL.",
    "name,mail\nFULL,MAIL\nFULL,MAIL\nFULL,MAIL",
    "My name is FULL. Please cancel the lesson of my son GIVEN. You can reach me at PHONE.",
    "Sehr geehrter Herr FAMILY,\n\nvielen Dank. Frau FULL ruft Sie unter PHONE zurück.\n\nMit besten Grüßen\nFULL",
    "Madame FAMILY,\n\nvotre dossier est suivi par FULL (MAIL).\n\nBien cordialement,\nFULL",
    "Estimada señora FAMILY: su cita es con FULL. Para cambiarla, escriba a MAIL.",
    "Translate to French: FULL will meet you at the station; if she is late, ring FULL on PHONE.",
    "Minutes\nPresent: FULL, FULL, FULL\nFULL asked for quotes by Friday and will send them to MAIL.",
    "Thanks for your order, GIVEN! Your driver today is FULL, PHONE.",
)
_SLOT = re.compile("(FULL|GIVEN|FAMILY|MAIL|PHONE)")
_PARTS = {"STREET_ADDRESS": ("STREET_ADDRESS", "ZIP"), "ZIP": ("ZIP", "STREET_ADDRESS")}


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    spans: tuple[Labelled, ...]
    ours: tuple[Labelled, ...]
    standard: tuple[Labelled, ...]
    stock: tuple[Labelled, ...]


class Finders:
    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.alone = house.scanner(replace(house.STANDARD, linked=(), keeps_placeholders=False))
        self.standard = house.scanner(house.STANDARD)

    def looked_at(self, text: str, spans: Iterable[Labelled]) -> Text:
        of = record(house.row({"output": text}))
        found = [house.acted(of, scanner) for scanner in (self.alone, self.standard)]
        found[1] = [*found[1], *spread(of.shaded(), found[1])]
        ours, standard = (tuple((*of.span(f), f.entity) for f in each) for each in found)
        return Text(
            text, tuple(spans), ours, standard, tuple((s.start, s.end, s.entity) for s in self.stock.find(text))
        )


def half(path: Path, finders: Finders) -> dict[str, list[Text]]:
    """The texts whose sha256 has an odd second byte; the file itself is the half with an even first one."""
    sets: dict[str, list[Text]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if hashlib.sha256(row["text"].encode()).digest()[1] % 2:
            spans = [(s["start"], s["end"], s["type"]) for s in row["spans"]]
            sets[row["set"]].append(finders.looked_at(row["text"], spans))
    return dict(sets)


def texts(path: Path) -> list[str]:
    """All of Presidio's own sentences: short, with a value in almost each."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row["text"] for row in rows if row["set"] in SYNTHETIC]


def lines(sets: dict[str, list[Text]]) -> list[str]:
    rows = [
        "| entity | sets | in gold | R | P | R, `standard` | P | R, stock | P |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for match in MATCHES:
        texts = [text for name in match.sets for text in sets[name]]
        gold = sum(span[2] in match.labels for text in texts for span in text.spans)
        cells = [_figures(texts, match, which) for which in ("ours", "standard", "stock")]
        told = " + ".join(name.removeprefix("presidio_").removeprefix("wnut17_") for name in match.sets)
        rows.append(f"| {match.entity} | {told} | {gold} | " + " | ".join(cells) + " |")
    return rows


def _figures(texts: Sequence[Text], match: Match, which: str) -> str:
    wanted = (match.stock,) if which == "stock" else (match.entity,)
    covering = (match.stock,) if which == "stock" else _PARTS.get(match.entity, (match.entity,))
    gold = hit = told = right = 0
    for text in texts:
        found: tuple[Labelled, ...] = getattr(text, which)
        spans = [(s, e) for s, e, label in text.spans if label in match.labels]
        allowed = [(s, e) for s, e, label in text.spans if label in (*match.labels, *match.also)]
        own, by = ([(s, e) for s, e, label in found if label in kinds] for kinds in (wanted, covering))
        gold, told = gold + len(spans), told + len(own)
        hit += sum(house.covered(text.text, span, by) >= 0.9 for span in spans)
        right += sum(house.covered(text.text, span, allowed) >= 0.5 for span in own)
    precision = f"{right / told:.3f} ({told})" if told else "–"
    return f"{hit / gold:.3f} | {precision}"


def contacts(finders: Finders, count: int) -> list[str]:
    """Names in contact-bearing records, of templates, names and contacts that the detector was not made with."""
    rows = [
        "| names in contact-bearing records | people | R | P | R, `standard` | P |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    match = Match("PERSON", "PERSON", ("PERSON",))
    for told, locales in (("locales in the lists", values.LOCALES[:10]), ("locales that are not", HELD)):
        texts = [finders.looked_at(*one) for one in _letters(locales, count)]
        gold = sum(len(text.spans) for text in texts)
        cells = " | ".join(_figures(texts, match, which) for which in ("ours", "standard"))
        rows.append(f"| {told} | {gold} | {cells} |")
    return rows


def _letters(locales: tuple[str, ...], count: int) -> Iterator[tuple[str, list[Labelled]]]:
    source = values.Source(values.SEED, locales)
    contact = values.Source(values.SEED + 1)
    for n in range(count):
        _, fake = source.fake(locales)
        text, people = "", []
        for piece in _SLOT.split(LETTERS[n % len(LETTERS)]):
            made = _filled(piece, fake, contact)
            if piece in ("FULL", "GIVEN", "FAMILY"):
                people.append((len(text), len(text) + len(made), "PERSON"))
            text += made
        yield text, people


def _filled(piece: str, fake: Any, contact: values.Source) -> str:
    given, family = str(fake.first_name()), str(fake.last_name())
    made = {"FULL": f"{given} {family}", "GIVEN": given, "FAMILY": family}
    made |= {"MAIL": values.email(contact).text, "PHONE": values.phone(contact).text}
    return made.get(piece, piece)
