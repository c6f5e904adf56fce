"""How well people's names are found: on labelled sets, and on contact-bearing records of templates unseen in training.

`python -m benchmarks.pii_names SPANS.jsonl [tune|test]`; needs Faker (not a dependency of winnow).
"""

import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from stages.pii.cues import Cues
from stages.pii.detectors.person import Person
from stages.pii.finding import Hit
from stages.pii.names.build import HELD

Span = tuple[int, int]
LISTED = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_BR", "en_IN", "da_DK", "es_MX")
THRESHOLDS = {"act (.60)": 0.6, "strict (.45)": 0.45, "all (.35)": 0.35}
# a gold span may hold the title; a detector that leaves it outside is right
_TITLE = re.compile(
    r"(?i)^(?:(?:mr|mrs|ms|miss|dr|prof|teacher|director|manager|sister|brother|uncle|aunt|auntie|master|coach|captain"
    r"|professor|doctor|president|secretary|engineer|lawyer|officer)\b\.? *)+(?=\S)"
)
_PEOPLE = frozenset({"PERSON", "person", "PER"})

# looked at while the detector was made
TUNE = (
    "Ticket {id} opened by {full} ({email}).\n\nThe router in my flat, {street}, {city}, keeps restarting. "
    "If nobody is home my neighbour {full} has a key, her number is {phone}.\n\nBest\n{given}",
    "Subject: Your interview on {date}\n\nGood morning {given},\n\nwe would like to meet you with {full} and "
    "Dr. {family} from the lab. Please confirm under {phone}.\n\nWarm regards,\n{full}\nTalent team",
    "Discharge summary\nPatient: {full}   DOB: {date}\nGP: Dr {family}, {street}\nThe patient was brought in by his "
    "wife {full} and may be reached at {phone}.",
    "full_name;mail;mobile\n{full};{email};{phone}\n{full};{email};{phone}\n{full};{email};{phone}",
    '{{"customer": {{"name": "{full}", "mail": "{email}"}}, "seller": "{full}", "phone": "{phone}"}}',
    "Could you draft a letter to my landlord {full}? My name is {full}, I rent the flat at {street}, {city}, and the "
    "heating has been broken since {date}. He can phone me on {phone}.",
    "LEASE AGREEMENT\nLandlord: {FULL}, {street}, {city}\nTenant: {FULL}, {phone}\nDate: {date}",
    "{given}: hey, do you still have the number of {full}?\n{given}: sure, {phone}\n{given}: thx!",
    "Invoice to\n{full}\n{street}\n{city}\n\nDear Ms. {family},\nplease pay {money} by {date}. Questions: {email}",
    "Minutes, {date}. Present: {full}, {full}, {full}. Apologies: {full}. {given} will send the plan to {email}.",
    "I lost my card. Name on card {FULL}, number ending 4021, phone {phone}. You can also ask my husband {full}.",
    'Rewrite this politely: "{given}, you never sent {full} the parcel to {street}. Call her on {phone} now."',
    "Class list 4b\n1. {reverse} - {phone}\n2. {reverse} - {phone}\n3. {reverse} - {phone}",
    "Translate into English: Guten Tag, hier spricht {full} aus {city}. "
    "Bitte rufen Sie Frau {family} unter {phone} an.",
    "Lieferung an {full}, {street}, {city}. "
    "Bei Fragen wenden Sie sich an Herrn {family}, {email}.\nGruß\n{given} {family}",
    "Bonjour,\nmon mari {full} et moi avons rendez-vous le {date}. Vous pouvez écrire à {email}.\nMerci,\n{full}",
    "Buenas tardes, le atiende {full}. La reserva está a nombre de {full}, teléfono {phone}. Gracias, {given}",
    "Buongiorno dottor {family}, sono {full} di {city}. Mia figlia {given} ha la febbre. Il mio numero: {phone}",
    "Goedemiddag, u spreekt met {full}. De afspraak van mevrouw {family} is verzet naar {date}. Mail naar {email}.",
    "Zamówienie dla: {full}, ul. Lipowa 5, {city}, tel. {phone}. Kurier: {full}.",
    "Boa noite, aqui é {full}. O encanador {full} vem no dia {date}, telefone {phone}. Um abraço, {given}",
    "Witness statement of {full}, born {date}: I saw {full} leave the house at {street}. I told Officer {family} at "
    "{phone}.",
    "Wedding guests: {given} and {given} {family} ({email}), {full} + 1 ({phone}), Aunt {given}.",
    "<p>Posted by <b>{full}</b> on {date}</p><p>Selling a bike, write to {email}, ask for {given}.</p>",
    "Question: who is responsible for region north?\nContext: Region north: {full} ({email}). Region south: {full} "
    "({email}).\nAnswer: {full}",
    'Voicemail from {phone}: "Hi, it\'s {full}. Please tell {given} that Mr. {family} called about the house."',
    "To do\n- mail {full} ({email})\n- pick up {given} from school\n- call Mrs {family}, {phone}",
    "RECEIPT No. {id}\nReceived with thanks from {full} the sum of {money}.\nCashier {given} {family}\n{phone}",
)

# never looked at while the detector was made: only their figures were taken
TEST = (
    "Re: deposit\n\nHello Mrs {family},\n\nI moved out of {street} on {date} and have not heard from you. "
    "My account is with the building society in {city}; you have my number ({phone}).\n\nMany thanks\n{full}",
    "Generate a polite reminder email to {email}. The recipient is {full}, who rented our van on {date}. "
    "Sign it as {full}.",
    "PRESCRIPTION\nFor: {full} (b. {date})\nPrescriber: Dr. {full}\nPharmacy phone: {phone}\nTake with food.",
    "Applicant data\n  First name: {given}\n  Surname: {family}\n  Mail: {email}\n  Mobile: {phone}",
    "user: can you book a table for {full}?\nassistant: Of course. What phone number should I leave?\nuser: {phone}, "
    "and it is for six, {given} is bringing the kids",
    "INSERT INTO people (name, phone, mail) VALUES ('{full}', '{phone}', '{email}'), ('{full}', '{phone}', '{email}');",
    "Crew: {full} (skipper, {phone}); {full} (cook, {phone}); {full} (deck)",
    "{full} asked me to forward this. She can't open her mailbox {email} since {date}, and neither can Prof. {family}.",
    "Delivery failed: {FULL}, {street}, {city}. Consignee phone {phone}.",
    'Extract all the names from this note: "{given} owes me {money}. Remind {full} of the {date} deadline. Phone '
    '{full}: {phone}."',
    "Will of {full}\nI, {full}, of {street}, {city}, leave my bicycle to {full}. Executor: {full}, {phone}.",
    "Telefonnotiz: {full} hat angerufen, bitte Rückruf unter {phone}. Es geht um den Vertrag mit Frau {family}.",
    "Sehr geehrte Frau {family},\n\nIhr Termin bei Dr. {family} am {date} ist bestätigt.\n\n"
    "Ihre Praxis {family}\n{phone}",
    "Fiche de contact\nNom complet : {full}\nPortable : {phone}\nCourriel : {email}\nEn cas d'urgence : {full}",
    "Señor {family}, le confirmo la cita con la abogada {full} el {date}. Cualquier cosa, {email}. Un saludo, {full}",
    "Gentile signora {family}, il pacco per {full} è pronto. Chiami il {phone} e chieda di {given}.",
    "Hoi {given}, bel jij {full} even? {phone}. Groetjes, {given}",
    "Szanowna Pani, w załączniku umowa z panem {full}, tel. {phone}. Pozdrawiam, {full}",
    "Prezada Dra. {family}, o paciente {full} pediu para remarcar. O contato dele é {phone}. Obrigada, {given}",
    "Rate this review: 'Great service! {full} at the {city} branch fixed it in minutes, write to him: {email}. Thanks "
    "{given}!!'",
)


@dataclass(frozen=True)
class Record:
    text: str
    people: tuple[Span, ...]


def labelled(path: Path, half: str) -> dict[str, list[Record]]:
    """The labelled sets; the half is told by the second byte of the text's sha256 (the first is even in this file)."""
    sets: dict[str, list[Record]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        odd = hashlib.sha256(row["text"].encode()).digest()[1] % 2
        if odd == (half == "test"):
            people = (_untitled(row["text"], s["start"], s["end"]) for s in row["spans"] if s["type"] in _PEOPLE)
            sets[row["set"]].append(Record(row["text"], tuple(span for span in people if span[0] < span[1])))
    return dict(sets)


def _untitled(text: str, start: int, end: int) -> Span:
    title = _TITLE.match(text[start:end])
    if re.fullmatch(r"(?i)(?:mr|mrs|ms|miss|dr|prof)\.?", text[start:end]):
        return start, start
    return (start + title.end() if title else start), end


def contact_records(templates: tuple[str, ...], locales: Iterable[str], count: int, seed: int) -> list[Record]:
    from faker import Faker

    fakers = [Faker(locale) for locale in locales]
    draw = random.Random(seed)
    for fake in fakers:
        fake.seed_instance(draw.random())
    return [_filled(draw.choice(templates), draw.choice(fakers), draw) for _ in range(count)]


def _filled(template: str, fake: Any, draw: random.Random) -> Record:
    text, people, at = "", [], 0
    template = template.replace("{{", "\x01").replace("}}", "\x02")
    for slot in re.finditer(r"\{(\w+)\}", template):
        text += template[at : slot.start()]
        value = _value(slot[1], fake, draw)
        if slot[1] in {"full", "given", "family", "FULL", "reverse"}:
            people.append((len(text), len(text) + len(value)))
        text, at = text + value, slot.end()
    return Record((text + template[at:]).replace("\x01", "{").replace("\x02", "}"), tuple(people))


def _value(slot: str, fake: Any, draw: random.Random) -> str:
    given, family = fake.first_name(), fake.last_name()
    made: dict[str, str] = {
        "full": f"{given} {family}" if draw.random() < 0.9 else f"{given} {draw.choice('ABDEGHKLMPRST')}. {family}",
        "given": given,
        "family": family,
        "FULL": f"{given} {family}".upper(),
        "reverse": f"{family}, {given}",
        "email": f"{draw.choice(['info', 'office', 'kontakt', 'me'])}{draw.randint(1, 999)}@example.org",
        "phone": f"+{draw.randint(20, 99)} {draw.randint(100, 999)} {draw.randint(100000, 999999)}",
        "street": f"{draw.randint(1, 300)} {draw.choice(['High', 'Mill', 'Station', 'Garden', 'Oak'])} Road",
        "city": draw.choice(["Leeds", "Graz", "Lyon", "Utrecht", "Gdynia", "Faro", "Bilbao", "Bari", "Cork", "Split"]),
        "date": f"{draw.randint(1, 28)} March {draw.randint(1950, 2020)}",
        "money": f"{draw.randint(10, 900)}.00 EUR",
        "id": f"#{draw.randint(10000, 99999)}",
    }
    return made[slot]


def measured(records: list[Record], found: list[list[Hit]], threshold: float) -> dict[str, float]:
    """A span is found where 90 % of its letters are covered; a hit is right where half of it lies in a span."""
    gold = hit = told = right = 0
    for record, hits in zip(records, found, strict=True):
        spans = [(h.start, h.end) for h in hits if h.score >= threshold]
        gold += len(record.people)
        told += len(spans)
        hit += sum(_covered(record.text, span, spans) >= 0.9 for span in record.people)
        right += sum(_covered(record.text, span, record.people) >= 0.5 for span in spans)
    precision, recall = right / max(told, 1), hit / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"people": gold, "precision": precision, "recall": recall, "f1": f1}


def _covered(text: str, span: Span, by: Iterable[Span]) -> float:
    letters = [at for at in range(*span) if text[at].isalnum()]
    return sum(any(start <= at < end for start, end in by) for at in letters) / max(len(letters), 1)


def sets(spans: Path, half: str) -> dict[str, list[Record]]:
    templates, seed = (TUNE, 11) if half == "tune" else (TEST, 12)
    return {
        **labelled(spans, half),
        "contact, listed locales": contact_records(templates, LISTED, 600, seed),
        "contact, unseen locales": contact_records(templates, HELD, 600, seed + 100),
    }


def witnesses() -> dict[str, Any]:
    """Lists alone, the tagger alone, and both; none knows the names of the unseen locales."""
    from stages.pii.names.tagger import tagger

    small = tagger("small")
    assert small is not None
    cues = Cues()
    lists, both = Person(model="none", held=False), Person(model="small", held=False)
    return {
        "lists": lambda text: lists.find(text, cues),
        "tagger": lambda text: [Hit(start, end, 0.6, "tagger") for start, end in small.spans(text)],
        "both": lambda text: both.find(text, cues),
    }


def figures(spans: Path, half: str = "test") -> Iterator[dict[str, Any]]:
    """A row per set, witness and threshold: precision, recall, F1 and kB per second of one core."""
    finders = witnesses()
    for name, records in sets(spans, half).items():
        size = sum(len(record.text.encode()) for record in records)
        for witness, find in finders.items():
            started = process_time()
            found = [find(record.text) for record in records]
            speed = size / 1000 / (process_time() - started)
            for label, threshold in THRESHOLDS.items():
                if witness != "tagger" or threshold == 0.45:
                    row = {"set": name, "witness": witness, "threshold": label, "kB_per_s": speed}
                    yield row | measured(records, found, threshold)


def main(spans: Path, half: str) -> None:
    print("| set | people | witness | threshold | P | R | F1 | kB/s |\n|---|---|---|---|---|---|---|---|")
    for row in figures(spans, half):
        numbers = " | ".join(f"{row[key]:.3f}" for key in ("precision", "recall", "f1"))
        print(
            f"| {row['set']} | {row['people']} | {row['witness']} | {row['threshold']} | {numbers} "
            f"| {row['kB_per_s']:.0f} |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "test")
