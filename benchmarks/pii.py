"""Shows what the stage for personal data finds, what it harms and how fast it is, beside stock presidio.

python benchmarks/pii.py DATA [SCRATCH]    (DATA holds labelled/ and sources/; SCRATCH gets what a person should read)
"""

import socket
import sys
from pathlib import Path
from time import process_time
from typing import Any, NoReturn

import measure
import pii_harm as harm
import pii_house as house
import pii_insert as insert
import pii_labelled as labelled
import pii_pairs as pairs
from pii_stock import Stock
from pii_values import SEED

HOSTS, PAIRS, DENSE, LETTERS = 600, 1_000, 800, 420
TAGGED = 700  # records on which the gates are compared with the small model for names, which is slow
# read by a person in the scratch file of the run that is named; a later run's sample differs where the stage does
READING: tuple[str, ...] = (
    "",
    "Of the first 46 of the sample bb63ae32, read by one reader: 36 right (a person, or an example written as a real "
    "one), 5 a firm's own address or a generated password, 5 wrong (a filler address, two public figures quoted with "
    '"my name is", a dialling prefix, a bank\'s branch); in one of the right ones the word WiFi went along as a name.',
)


class Story:
    """The page, written again after every section, so that a run cut short leaves what it has."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.began = process_time()

    def tell(self, title: str, *lines: str) -> None:
        self.lines += [f"## {title}", "", *lines, ""]
        seconds = f"CPU seconds of the whole run so far: {process_time() - self.began:.0f}."
        measure.write(
            "pii.md", "Personal data", "python benchmarks/pii.py DATA SCRATCH", [*_PREFACE, *self.lines, seconds]
        )


_PREFACE = (
    "The stage reduces personal data; it does not anonymise. Stock is presidio-analyzer with its own recognizers for "
    "English on a blank spaCy engine, threshold .4, lower-case lemmas. A value is found where predictions of its type "
    "cover 90 % of its letters and digits; a prediction is right where half of it lies in gold of its type. Times are "
    "CPU seconds of one process; other work shared the cores while this ran, which slows both sides.",
    "",
)


def main(data: Path, scratch: Path | None) -> None:
    _no_network()
    story, stock = Story(), Stock()
    _labelled(story, data, stock)
    public = house.public(data)
    _inserted(story, public, stock)
    told = harm.sources(public, stock, SEED)
    shown = [harm.show(told, public, scratch, SEED)] if scratch else []
    story.tell("Harm: records altered by `standard`", *harm.lines(told), "", *shown, *READING)
    _fast(story, told, stock, data)
    story.tell("Pairs keep teaching", *pairs.lines(pairs.cases(PAIRS, SEED + 4)))


def _no_network() -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError("no network in a benchmark")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse


def _labelled(story: Story, data: Path, stock: Stock) -> None:
    finders = labelled.Finders(stock)
    sets = labelled.half(data / "labelled" / "pii_spans.jsonl", finders)
    texts = sum(map(len, sets.values()))
    story.tell(
        "Labelled texts",
        f"{texts:,} texts of `pii_spans.jsonl`: those whose sha256 has an odd second byte (the file holds only texts "
        "with an even first one). R and P: the detectors by themselves, nothing linked, placeholders counted; "
        "`standard`: as users get it, where names, addresses and ages count in company only.",
        "",
        *labelled.lines(sets),
        "",
        "For addresses and names a prediction may take along what the sets label apart (town, code, title). What the "
        "sets call DATE_TIME, LOCATION, ORG, URL, NRP or ID is none of our entities. LifeBench's labels are silver.",
        "",
        *labelled.contacts(finders, LETTERS),
    )


def _inserted(story: Story, public: dict[str, harm.Records], stock: Stock) -> None:
    real = [r for name in ("GSM8K", "Alpaca", "Dolly") for r in public[name]]
    planted = insert.cases(insert.hosts(real, SEED, HOSTS), SEED + 2)
    told = insert.outcomes(planted, stock)
    story.tell(
        "Planted values",
        f"{len(planted):,} values, one a record, in {HOSTS} clean records of GSM8K, Alpaca and Dolly; gone: covered by "
        "the edits, and in no field any more. Types that count in company only stand beside an e-mail address. "
        "Touched: an edit takes more than the value, or anything else of the record changes. Stock: the place is "
        "covered by findings of whatever type.",
        "",
        *insert.lines(told),
        "",
        *_beside(public),
    )


def _beside(public: dict[str, harm.Records]) -> list[str]:
    """What linking costs: the same records with an e-mail address in a last line of their answers."""
    mixed = [*house.sample(public["Alpaca"], 500, SEED), *house.sample(public["Dolly"], 500, SEED)]
    return insert.beside(mixed, SEED + 3)


def _fast(story: Story, told: list[harm.Source], stock: Stock, data: Path) -> None:
    gold = labelled.texts(data / "labelled" / "pii_spans.jsonl")
    dense = {
        "Presidio's labelled sentences": [{"instruction": "", "input": "", "output": text} for text in gold],
        "made-up contact sheets": harm.dense(DENSE, SEED),
    }
    speed = harm.speed(told, dense, stock)
    records = [r for s in told for r in s.sample]
    rows = ["| gates | texts | findings | records that differ |", "|---|---:|---:|---:|"]
    some = house.sample(records, TAGGED, SEED) + dense["made-up contact sheets"][:100]
    for name, among, names, linked in (
        ("every detector, nothing linked, names by lists", records, "none", False),
        ("`standard`, names by lists", records, "none", True),
        ("every detector, nothing linked, names by lists and model", some, "small", False),
    ):
        texts, findings, differ = harm.same(among, names, linked)
        rows.append(f"| {name} | {texts:,} | {findings:,} | {differ} |")
    story.tell("Speed and gates", *speed, "", *rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None)
