"""What `standard` does to records that hold nothing to hide: how many it alters, how fast, and whether gates matter."""

import hashlib
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

import pyarrow.compute as pc

import pii_house as house
import pii_values as values
from pii_stock import SURE, Stock
from stages.pii.allow import Allowed
from stages.pii.record import Record, record
from stages.pii.scanner import Scanner
from stages.pii.settle import settle
from stages.pii.stage import Pii

EACH, BATCH, READ = 3_000, 1_000, 100
_NOT_COUNTED = frozenset({"URL", "DATE_TIME"})
Records = list[dict[str, str]]


@dataclass
class Source:
    """One public set: all of it for us, the same sample for both."""

    name: str
    whole: int
    altered_of_whole: list[int]
    sample: Records
    altered: int = 0
    stock: int = 0
    stock_sure: int = 0
    stock_few: int = 0
    seconds: float = 0.0
    stock_seconds: float = 0.0

    @property
    def megabytes(self) -> float:
        return sum(len(text.encode()) for r in self.sample for text in r.values()) / 1e6


def sources(public: dict[str, Records], stock: Stock, seed: int) -> list[Source]:
    return [_source(name, records, stock, seed) for name, records in public.items()]


def _source(name: str, records: Records, stock: Stock, seed: int) -> Source:
    everything, _ = altered(records)
    made = Source(name, len(records), everything, house.sample(records, EACH, seed))
    own, made.seconds = altered(made.sample)
    made.altered = len(own)
    began = process_time()
    found = [stock.entities(r.values()) for r in made.sample]
    made.stock_seconds = process_time() - began
    made.stock = sum(map(bool, found))
    made.stock_few = sum(bool(entities - _NOT_COUNTED) for entities in found)
    made.stock_sure = sum(bool(entities & SURE) for entities in found)
    return made


def altered(records: Records, names: str = "small") -> tuple[list[int], float]:
    """Which records `standard` would alter, and the seconds of `judge` itself."""
    found, seconds = [], 0.0
    for start in range(0, len(records), BATCH):
        pairs = house.table(records[start : start + BATCH])
        began = process_time()
        decisions = Pii(names=names).judge(pairs, house.SHELF)
        seconds += process_time() - began
        changing = decisions.filter(pc.not_equal(decisions["verdict"], "review"))
        found += sorted({start + int(pair_id[1:]) for pair_id in changing["pair_id"].to_pylist()})
    return found, seconds


def lines(told: Sequence[Source]) -> list[str]:
    rows = [
        "| set | all of it | altered | sample | altered | stock | stock but URL and DATE_TIME | stock, 7 sure types |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for s in told:
        of = len(s.sample)
        cells = [f"{s.whole:,}", _percent(len(s.altered_of_whole), s.whole), f"{of:,}", _percent(s.altered, of)]
        cells += [_percent(n, of) for n in (s.stock, s.stock_few, s.stock_sure)]
        rows.append(f"| {s.name} | " + " | ".join(cells) + " |")
    whole, of = sum(s.whole for s in told), sum(len(s.sample) for s in told)
    cells = [f"{whole:,}", _percent(sum(len(s.altered_of_whole) for s in told), whole), f"{of:,}"]
    sums = [sum(getattr(s, name) for s in told) for name in ("altered", "stock", "stock_few", "stock_sure")]
    return [*rows, "| **together** | " + " | ".join([*cells, *(_percent(n, of) for n in sums)]) + " |"]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.3f} % ({part})"


def show(told: Sequence[Source], public: dict[str, Records], path: Path, seed: int) -> str:
    """Some altered records with what was altered, for a person to read; it holds what it found, so never in here.

    Of those with the same values (P3 asks one text in many ways) one is shown. Returns which sample it was.
    """
    every = [public[s.name][n] for s in told for n in s.altered_of_whole if s.name != "Alpaca, code"]
    distinct: dict[frozenset[str], tuple[dict[str, str], list[house.Change]]] = {}
    for texts, (_, changes) in zip(every, house.judged(every), strict=True):
        found = frozenset(texts[e.field][e.start : e.end].casefold() for e in changes)
        distinct.setdefault(found, (texts, changes))
    chosen = random.Random(seed).sample(list(distinct.values()), min(READ, len(distinct)))
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        for number, (texts, changes) in enumerate(chosen):
            file.write(f"===== {number}\n" + "".join(_shown(texts[e.field], e) for e in changes))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return f"Altered are {len(every)} records, {len(distinct)} of them of different values; sample to read: {digest}."


def _shown(old: str, e: house.Change) -> str:
    before, after = old[max(0, e.start - 90) : e.start], old[e.end : e.end + 60]
    return f"{e.entity} {e.field}: …{before!r} >>>{old[e.start : e.end]!r}<<< {after!r} -> {e.text!r}\n"


def speed(told: Sequence[Source], dense: dict[str, Records], stock: Stock) -> list[str]:
    megabytes = sum(s.megabytes for s in told)
    ours, theirs = sum(s.seconds for s in told), sum(s.stock_seconds for s in told)
    rows = ["| texts | MB | `standard`, MB/s | stock, MB/s | times |", "|---|---:|---:|---:|---:|"]
    rows.append(_speed("the samples of the table above", megabytes, ours, theirs))
    for name, records in dense.items():
        size = sum(len(text.encode()) for r in records for text in r.values()) / 1e6
        _, ours = altered(records)
        _, without = altered(records, "none")
        began = process_time()
        for r in records:
            stock.entities(r.values())
        theirs = process_time() - began
        rows.append(_speed(name, size, ours, theirs))
        rows.append(_speed(f"{name}, names by lists only", size, without, theirs))
    return rows


def _speed(name: str, megabytes: float, ours: float, theirs: float) -> str:
    fast, slow = megabytes / ours, megabytes / theirs
    return f"| {name} | {megabytes:.2f} | **{fast:.3f}** | {slow:.3f} | **{fast / slow:.0f}** |"


def dense(count: int, seed: int) -> Records:
    """Records of hardly anything but personal data."""
    source = values.Source(seed)
    makers = (values.email, values.phone, values.person, values.address, values.card, values.iban, values.ipv4)
    made = []
    for _ in range(count):
        lines = [f"{(value := source.draw.choice(makers)(source)).cues[0]}: {value.text}" for _ in range(8)]
        made.append({"instruction": "Tidy this up.", "input": "\n".join(lines), "output": lines[0]})
    return made


class _Open:
    """A gate that lets everything through."""

    def __init__(self, count: int) -> None:
        self.all = frozenset(range(count))

    def open_for(self, text: str) -> frozenset[int]:
        return self.all


class _Ungated(Scanner):
    def could_hold(self, text: str) -> bool:
        return True


def ungated(names: str, linked: bool) -> tuple[Scanner, Scanner]:
    """The scanner as it is, and one without gates; of every detector that the standard profile has."""
    profile = house.STANDARD if linked else replace(house.STANDARD, linked=())
    made = house.scanner(profile, names)
    opened = house.scanner(profile, names)
    opened.__class__ = _Ungated
    for looking in (opened.alone, opened.company):
        looking.gate = _Open(len(looking.detectors))  # type: ignore[assignment]
    return made, opened


def same(records: Records, names: str, linked: bool) -> tuple[int, int, int]:
    """How many texts, how many findings in them, and in how many records a gate makes a difference."""
    made, opened = ungated(names, linked)
    texts = findings = differ = 0
    for r in records:
        of = record(house.row(r))
        told = [_found(scanner, of, r) for scanner in (made, opened)]
        texts, findings = texts + len(of.texts), findings + len(told[1])
        differ += told[0] != told[1]
    return texts, findings, differ


def _found(scanner: Scanner, of: Record, texts: dict[str, str]) -> list[object]:
    if not scanner.could_hold("\n".join(texts.values())):
        return []
    settled = settle(scanner.find(of), of, scanner.profile, scanner.cues, Allowed(()))
    return [*settled.act, *settled.review]
