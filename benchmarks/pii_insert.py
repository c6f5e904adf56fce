"""Plants values in clean real records, in three fields and many spellings, and counts those that are gone after."""

import json
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pii_house as house
import pii_values as values
from pii_stock import Stock

FIELDS = ("instruction", "input", "output")
EACH = 4  # cases of a type, with or without a cue, in one field and one spelling
_CUED = ("{Cue}: {v}", "The {cue} is {v}.", "Please note the new {cue}: {v}.", "{Cue} {v}, as agreed.")
_BARE = ("See {v} for this.", "It was {v} again.", "We have {v} in the file now.", "{v}")


@dataclass(frozen=True)
class Kind:
    """`bare` and `company`: whether it is looked for without a cue, and only beside a direct identifier."""

    name: str
    entity: str
    make: values.Make
    bare: bool = True
    company: bool = False
    spellings: tuple[str, ...] = ("plain", "json", "table", "link", "comment", "nbsp", "wide", "upper")


_SECRET = ("plain", "json", "table", "ticks", "comment", "nbsp")
KINDS = (
    Kind("e-mail", "EMAIL", values.email),
    Kind("phone, 18 countries", "PHONE", values.phone),
    Kind("credit card, 11 kinds", "CREDIT_CARD", values.card),
    Kind("IBAN, 13 countries", "IBAN", values.iban),
    Kind("Bitcoin", "CRYPTO", values.bitcoin, spellings=(*_SECRET, "link", "wide")),
    Kind("Ethereum", "CRYPTO", values.ethereum, spellings=(*_SECRET, "link", "wide")),
    Kind("SSN, dashed", "US_SSN", values.ssn_dashed),
    Kind("SSN, undashed", "US_SSN", values.ssn_plain, bare=False),
    Kind("NINO", "NATIONAL_ID", values.nino),
    Kind("national ID, 8 countries", "NATIONAL_ID", values.national),
    Kind("passport", "PASSPORT", values.passport, bare=False),
    Kind("driver's licence", "DRIVER_LICENSE", values.licence, bare=False),
    Kind("bank account", "BANK_ACCOUNT", values.account, bare=False),
    Kind("medical ID", "MEDICAL_ID", values.medical, bare=False),
    Kind("IPv4, public", "IP", values.ipv4),
    Kind("IPv6, public", "IP", values.ipv6),
    Kind("vendor token, 13 kinds", "SECRET", values.token, spellings=_SECRET),
    Kind("AWS secret key", "SECRET", values.aws_secret, bare=False, spellings=_SECRET),
    Kind("JWT", "SECRET", values.jwt, spellings=_SECRET),
    Kind("PEM private key", "SECRET", values.pem, spellings=("plain", "json", "comment")),
    Kind("password", "SECRET", values.password, bare=False, spellings=_SECRET),
    Kind("password in a URL", "SECRET", values.url_password, spellings=("plain", "json", "table", "comment", "nbsp")),
    Kind("date of birth", "DATE_OF_BIRTH", values.birth, bare=False, company=True),
    Kind("age", "AGE", values.age, bare=False, company=True, spellings=("plain", "json", "table", "comment", "nbsp")),
    Kind("street address, US and GB", "STREET_ADDRESS", values.address, company=True),
    Kind("street address, 6 others", "STREET_ADDRESS", values.address, company=True),
    Kind("person, full name", "PERSON", values.person, company=True),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A record with one value in it, what stood there before, and where the value and its sentence are."""

    kind: Kind
    cued: bool
    spelling: str
    sort: str
    field: str
    clean: dict[str, str]
    planted: dict[str, str]
    value: tuple[int, int]
    sentence: tuple[int, int]


def cases(hosts: Sequence[dict[str, str]], seed: int) -> list[Case]:
    source = values.Source(seed)
    made = []
    for kind in KINDS:
        for cued, field, spelling, _ in product((True, False), FIELDS, kind.spellings, range(EACH)):
            if cued or kind.bare:
                made.append(_case(kind, cued, field, spelling, _value(kind, source), source, hosts))
    return made


def _value(kind: Kind, source: values.Source) -> values.Value:
    while True:
        value = kind.make(source)
        if "street" not in kind.name or ("US" in kind.name) == (value.sort in ("en_US", "en_GB")):
            return value


def _case(
    kind: Kind, cued: bool, field: str, spelling: str, value: values.Value, source: values.Source, hosts: Any
) -> Case:
    draw = source.draw
    clean = dict(draw.choice(hosts))
    cue = draw.choice(value.cues) if cued else ""
    template = cue if "{v}" in cue else draw.choice(_CUED if cued else _BARE)
    template = template.replace("{Cue}", cue[:1].upper() + cue[1:]).replace("{cue}", cue)
    before, _, after = template.partition("{v}")
    parts = (before + value.before, value.text, value.after + after)
    if kind.company:
        parts = (parts[0], parts[1], f"{parts[2]} ({values.email(source).text})")
    before, text, after = SPELLINGS[spelling](parts)
    places = [0, len(clean[field]), *(n + 1 for n, c in enumerate(clean[field]) if c == "\n")]
    at = draw.choice(places)
    before = ("\n" if at else "") + before
    after += "\n" if at < len(clean[field]) else ""
    planted = {**clean, field: clean[field][:at] + before + text + after + clean[field][at:]}
    start = at + len(before)
    return Case(
        *(kind, cued, spelling, value.sort, field, clean, planted),
        value=(start, start + len(text)),
        sentence=(at, at + len(before + text + after)),
    )


Parts = tuple[str, str, str]


def _json(parts: Parts) -> Parts:
    before, text, after = (json.dumps(part)[1:-1] for part in parts)
    return '{"id": 7, "note": "' + before, text, after + '"}'


def _table(parts: Parts) -> Parts:
    return f"| item | note |\n|---|---|\n| 1 | {parts[0]}", parts[1], f"{parts[2]} |"


def _link(parts: Parts) -> Parts:
    return f"{parts[0]}[", parts[1], f"](#p7){parts[2]}"


def _ticks(parts: Parts) -> Parts:
    return f"{parts[0]}`", parts[1], f"`{parts[2]}"


def _comment(parts: Parts) -> Parts:
    before, text, after = (part.replace("\n", "\n# ") for part in parts)
    return f"x = 1  # {before}", text, after


def _nbsp(parts: Parts) -> Parts:
    before, text, after = (part.replace(" ", "\u00a0") for part in parts)
    return before, text, after


def _wide(parts: Parts) -> Parts:
    text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in parts[1])
    return parts[0], text, parts[2]


def _upper(parts: Parts) -> Parts:
    return parts[0].upper(), parts[1] if parts[1].startswith("0x") else parts[1].upper(), parts[2].upper()


SPELLINGS: dict[str, Callable[[Parts], Parts]] = {
    "plain": lambda parts: parts,
    "json": _json,
    "table": _table,
    "link": _link,
    "ticks": _ticks,
    "comment": _comment,
    "nbsp": _nbsp,
    "wide": _wide,
    "upper": _upper,
}
TOLD = {
    "plain": "plain",
    "json": "JSON-escaped",
    "table": "Markdown table",
    "link": "Markdown link",
    "ticks": "inline code",
    "comment": "code comment",
    "nbsp": "no-break spaces",
    "wide": "full-width",
    "upper": "upper case",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    case: Case
    gone: bool
    elsewhere: bool
    beyond: bool
    entities: tuple[str, ...]
    stock: bool


def outcomes(planted: Sequence[Case], stock: Stock) -> list[Outcome]:
    judged = house.judged([case.planted for case in planted])
    return [_outcome(case, *told, stock) for case, told in zip(planted, judged, strict=True)]


def _outcome(case: Case, after: dict[str, str], edits: list[house.Change], stock: Stock) -> Outcome:
    own = [e for e in edits if e.field == case.field]
    spans = [(e.start, e.end) for e in own]
    text = case.planted[case.field]
    left = _core(text[slice(*case.value)])
    rest = _core(" ".join(case.clean.values()))
    gone = house.covered(text, case.value, spans) >= 0.9
    gone = gone and (len(left) < 4 or left in rest or not any(left in _core(part) for part in after.values()))
    outside = [e for e in edits if e not in own or e.end <= case.sentence[0] or e.start >= case.sentence[1]]
    whole = after[case.field].startswith(text[: case.sentence[0]]) and after[case.field].endswith(
        text[case.sentence[1] :]
    )
    beyond = any(e.start < case.value[1] and case.value[0] < e.end and not _within(e, case.value, text) for e in own)
    others = all(after[f] == case.clean[f] for f in FIELDS if f != case.field)
    found = [(s.start, s.end) for s in stock.find(text)]
    entities = tuple(e.entity for e in own if e.start < case.value[1] and case.value[0] < e.end)
    return Outcome(
        case,
        gone,
        bool(outside) or not (whole and others),
        beyond,
        entities,
        house.covered(text, case.value, found) >= 0.9,
    )


def _within(edit: house.Change, value: tuple[int, int], text: str) -> bool:
    """Whether an edit takes no letter or digit beyond the value."""
    return not any(c.isalnum() for c in text[edit.start : value[0]] + text[value[1] : max(edit.end, value[1])])


def _core(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def lines(told: Sequence[Outcome]) -> list[str]:
    groups: dict[tuple[str, bool], list[Outcome]] = defaultdict(list)
    for one in told:
        groups[one.case.kind.name, one.case.cued].append(one)
    rows = [
        "| type | with a cue | without | other text touched | stock, with a cue | without |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for kind in KINDS:
        cued, bare = groups[kind.name, True], groups.get((kind.name, False), [])
        touched = sum(o.elsewhere or o.beyond for o in [*cued, *bare])
        cells = [_share(cued), _share(bare), f"{touched} of {len(cued) + len(bare)}"]
        cells += [_share(cued, "stock"), _share(bare, "stock")]
        rows.append(f"| {kind.name} | " + " | ".join(cells) + " |")
    every = [[o for o in told if o.case.cued == cued] for cued in (True, False)]
    touched = sum(o.elsewhere or o.beyond for o in told)
    cells = [*map(_share, every), f"{touched} of {len(told)}", *(_share(part, "stock") for part in every)]
    rows.append("| **all** | " + " | ".join(cells) + " |")
    return [*rows, "", *_by("spelling", told), "", *_by("field", told)]


def _share(told: Sequence[Outcome], which: str = "gone") -> str:
    return f"{sum(getattr(o, which) for o in told) / len(told):.3f} ({len(told)})" if told else "–"


def _by(which: str, told: Sequence[Outcome]) -> list[str]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in told:
        groups[getattr(one.case, which)].append(one)
    cells = [f"{TOLD.get(name, name)} {_share(group)}" for name, group in groups.items()]
    return [f"Gone by {which}: " + ", ".join(cells) + "."]


def hosts(records: Sequence[dict[str, str]], seed: int, wanted: int) -> list[dict[str, str]]:
    """Records in which the detectors find nothing at all, so that what changes is what was planted."""
    from stages.pii.record import record

    scanner = house.scanner(replace(house.STANDARD, linked=(), review=0.0))
    mixed = [r for r in records if sum(map(len, r.values())) < 1500]
    random.Random(seed).shuffle(mixed)
    kept = []
    for row in mixed:
        if not scanner.find(record(house.row(row))):
            kept.append(row)
        if len(kept) == wanted:
            break
    return kept


def beside(records: Sequence[dict[str, str]], seed: int) -> list[str]:
    """How often one e-mail address makes something else of a record count, which then is replaced as well."""
    source = values.Source(seed)
    plain = house.judged(records)
    mailed = [{**r, "output": f"{r['output']}\nQuestions? {values.email(source).text}"} for r in records]
    touched: Counter[str] = Counter()
    some = 0
    for (_, before), (_, after), was in zip(plain, house.judged(mailed), records, strict=True):
        new = {e.entity for e in after if e.field != "output" or e.end <= len(was["output"])} - {
            e.entity for e in before
        }
        touched.update(new)
        some += bool(new)
    told = ", ".join(f"{entity} in {count}" for entity, count in touched.most_common())
    return [
        f"An e-mail address put under the answers of {len(records):,} records of Alpaca and Dolly as they come makes "
        f"something else count in {some} of them: {told}."
    ]
