"""Judges personal data: finds it in every text of a pair and rewrites it, so that all that follows sees clean text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from typing import Any, ClassVar, Literal

import pyarrow as pa
import pyarrow.compute as pc

from schemas.decision import Decisions, Edit
from schemas.stage import Shelf
from stages.pii.allow import Allowed, Entry
from stages.pii.cues import LANGUAGES, Cues
from stages.pii.detectors import detectors
from stages.pii.finding import ENTITIES, Finding
from stages.pii.names.tagger import SHIPPED, Witness, refuse_missing, witness
from stages.pii.profiles import PROFILES
from stages.pii.record import FIELDS, Record, record
from stages.pii.scanner import Scanner, adjusted
from stages.pii.settle import settle
from stages.pii.spread import spread
from stages.pii.surrogates import Surrogates

Action = Literal["surrogate", "tag", "mask", "drop"]
ProfileName = Literal["minimal", "standard", "strict"]
Row = dict[str, Any]
_TOGETHER = 64  # records
REGIONS = ("US", "CA", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "PL", "BE", "CH", "AT", "AU", "IN")


@dataclass(frozen=True)
class Deny:
    """A value that is always personal data: the name of somebody on the staff."""

    value: str
    reason: str
    entity: str = "PERSON"


@dataclass(frozen=True)
class Own:
    """What one source has of its own; what it does not say is as for all. `actions` and `thresholds` add to theirs."""

    profile: ProfileName | None = None
    action: Action | None = None
    actions: dict[str, Action] = field(default_factory=dict)
    thresholds: dict[str, float] = field(default_factory=dict)
    languages: tuple[str, ...] | None = None
    phone_regions: tuple[str, ...] | None = None
    names: str | None = None


@dataclass(frozen=True)
class Pii:
    """`recognizers` names presidio's own; `residual` is how many cleaned pairs a second detector reads (0: none)."""

    name: ClassVar[str] = "pii"
    defect: ClassVar[bool] = True
    withholds: ClassVar[bool] = True
    takes: ClassVar[tuple[str, ...]] = ("key",)
    unkeyed: ClassVar[tuple[str, ...]] = ("residual",)
    withheld: ClassVar[tuple[str, ...]] = ("deny",)
    libraries: ClassVar[tuple[str, ...]] = ("presidio-analyzer", "google-re2", "phonenumbers", "tldextract", "spacy")

    profile: ProfileName = "standard"
    action: Action = "surrogate"
    actions: dict[str, Action] = field(default_factory=dict)
    thresholds: dict[str, float] = field(default_factory=dict)
    languages: tuple[str, ...] = LANGUAGES
    phone_regions: tuple[str, ...] = REGIONS
    allow: tuple[Entry, ...] = ()
    deny: tuple[Deny, ...] = ()
    recognizers: tuple[str, ...] = ()
    names: str = "small"
    sources: dict[str, Own] = field(default_factory=dict)
    residual: int = 2000

    def __post_init__(self) -> None:
        if self.residual < 0:
            raise ValueError(f"residual = {self.residual} is no number of pairs; write 0 or more")
        for name in (*self.actions, *self.thresholds, *(entry.entity for entry in self.allow if entry.entity)):
            if name not in ENTITIES:
                raise ValueError(f"{name!r} is no entity; it knows {', '.join(ENTITIES)}")
        for language in self.languages:
            if language not in LANGUAGES:
                raise ValueError(f"there is no pack of cue words for {language!r}; it knows {', '.join(LANGUAGES)}")
        for source in self.sources:
            try:
                self.of(source)
            except ValueError as error:
                raise ValueError(f"sources.{source}: {error}") from None

    def of(self, source: str) -> "Pii":
        """The settings as they are for this source."""
        own = self.sources.get(source, Own())
        said = {f.name: value for f in fields(Own) if (value := getattr(own, f.name)) is not None}
        said |= {name: {**getattr(self, name), **said[name]} for name in ("actions", "thresholds")}
        return replace(self, sources={}, **said)

    def each(self) -> list["Pii"]:
        """The settings of all and of each source, every distinct one once."""
        found = [self.of(source) for source in ("", *self.sources)]
        return [one for n, one in enumerate(found) if one not in found[:n]]

    def ready(self) -> None:
        """Refuse, before any work, a recognizer that presidio lacks or a model that is not installed."""
        if self.recognizers:
            from stages.pii.engine import stock_recognizer

            for name in self.recognizers:
                stock_recognizer(name)
        for one in self.each():
            refuse_missing(one.names)

    def models(self) -> list[Witness]:
        """Which name models run, for the manifest."""
        ran = [one.names for one in self.each() if "PERSON" in PROFILES[one.profile].entities]
        return [found for name in dict.fromkeys(ran) if (found := witness(name))]

    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        surrogates = Surrogates(shelf.key())
        decisions = Decisions()
        for settings, own in self._shared_out(pairs):
            scanner = shelf.prepared(settings.looking(), settings.scanner)
            worth = _worth_a_look(own, scanner)
            while rows := list(islice(worth, _TOGETHER)):
                records = [record(row) for row in rows]
                for row, of, found in zip(rows, records, scanner.find_all(records), strict=True):
                    _judge(row, of, found, settings, scanner, surrogates, decisions)
        return decisions.table()

    def _shared_out(self, pairs: pa.Table) -> Iterator[tuple["Pii", pa.Table]]:
        """The pairs by the settings that their source has; nearly always all under one."""
        sources = pc.unique(pairs["source"]).to_pylist()
        for settings in self.each():
            mine = [source for source in sources if self.of(source) == settings]
            if mine:
                yield settings, pairs.filter(pc.is_in(pairs["source"], value_set=pa.array(mine)))

    def looking(self) -> str:
        """What tells one scanner from another: all but what is done with what it finds."""
        return f"pii {replace(self, action='surrogate', actions={}, allow=(), residual=0)!r}"

    def scanner(self) -> Scanner:
        deny = {entry.value: entry.entity for entry in self.deny}
        profile = adjusted(PROFILES[self.profile], self.thresholds)
        ours, cues = detectors(self.phone_regions, self.names, deny), Cues(self.languages)
        return Scanner(ours, profile, cues, self.recognizers, heavy=self.names not in SHIPPED)


def _worth_a_look(pairs: pa.Table, scanner: Scanner) -> Iterator[dict[str, Any]]:
    """The pairs in which something could be found; most are passed over after one look at all their text."""
    names = ("pair_id", "history", *FIELDS)
    for pair_id, history, *texts in zip(*(pairs[name].to_pylist() for name in names), strict=True):
        if scanner.could_hold("\n".join([*(turn["content"] for turn in history), *texts])):
            yield dict(zip(names, (pair_id, history, *texts), strict=True))


def _judge(
    row: Row,
    of: Record,
    found: list[Finding] | Exception,
    settings: Pii,
    scanner: Scanner,
    surrogates: Surrogates,
    decisions: Decisions,
) -> None:
    """A record on which anything fails is set aside, empty: it is never passed on unscanned."""
    try:
        if isinstance(found, Exception):
            raise found
        settled = settle(found, of, scanner.profile, scanner.cues, Allowed(settings.allow))
        act = _apart([*settled.act, *spread(of.shaded(), settled.act)], of) if settled.act else []
        edits = _replaced(act, of, settings, surrogates)
    except Exception as error:
        evidence = f"{type(error).__name__} while looking for personal data"
        decisions.say(row["pair_id"], "quarantine", "pii.failed", evidence, edits=_emptied(of))
        return
    if any(settings.actions.get(f.entity, settings.action) == "drop" for f in act):
        edits = {}
        _say_drop(row["pair_id"], act, of, settings, decisions)
    for entity, own in edits.items():
        _say(row["pair_id"], "rewrite", entity, [f for f in act if f.entity == entity], scanner, decisions, own)
    for entity in sorted({f.entity for f in settled.review}):
        _say(row["pair_id"], "review", entity, [f for f in settled.review if f.entity == entity], scanner, decisions)


def _apart(found: list[Finding], of: Record) -> list[Finding]:
    """In the order of the record; where one written letter belongs to two findings, the first has it."""
    ordered = sorted(found, key=lambda f: (of.places[f.field], f.start))
    kept: list[Finding] = []
    for one in ordered:
        before = kept[-1] if kept and kept[-1].field == one.field else None
        if before is None or of.span(before)[1] <= of.span(one)[0]:
            kept.append(one)
    return kept


def _replaced(act: Sequence[Finding], of: Record, settings: Pii, surrogates: Surrogates) -> dict[str, list[Edit]]:
    told = surrogates.for_record((f.entity, f.rule, of.value(f)) for f in act)
    edits: dict[str, list[Edit]] = defaultdict(list)
    for f in act:
        text = told.text(settings.actions.get(f.entity, settings.action), f.entity, f.rule, of.value(f))
        edits[f.entity].append(Edit(f.field, *of.span(f), text))
    return edits


def _emptied(of: Record) -> list[Edit]:
    return [Edit(name, 0, len(text), "{}" if name == "meta" else "") for name, text in of.texts.items()]


def _say(
    pair_id: str,
    verdict: str,
    entity: str,
    found: list[Finding],
    scanner: Scanner,
    decisions: Decisions,
    edits: list[Edit] | None = None,
) -> None:
    fields, rules = sorted({f.field for f in found}), sorted({f.rule for f in found})
    decisions.say(
        pair_id,
        verdict,
        f"pii.{entity.lower()}",
        f"{entity} in {', '.join(fields)}, {len(found)} times, by {', '.join(rules)}",
        score=max(f.score for f in found),
        threshold=scanner.profile.threshold(entity),
        edits=edits,
        facts={"entity": entity, "count": len(found), "fields": fields, "rules": rules},
    )


def _say_drop(pair_id: str, act: list[Finding], of: Record, settings: Pii, decisions: Decisions) -> None:
    entity = next(f.entity for f in act if settings.actions.get(f.entity, settings.action) == "drop")
    evidence = f"{entity} found, and the recipe drops records that hold it"
    decisions.say(pair_id, "drop", f"pii.{entity.lower()}", evidence, edits=_emptied(of), facts={"entity": entity})
