"""Scanner: what looks for personal data under given settings. What only counts in company is looked for only then."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from stages.pii.cues import Cues
from stages.pii.detectors.deny import Denied
from stages.pii.finding import DIRECT, Detector, Finding, ReadsAhead
from stages.pii.gate import Gate, gate
from stages.pii.lean import lean
from stages.pii.profiles import Profile
from stages.pii.record import Record
from stages.pii.shadow import shadow

if TYPE_CHECKING:
    from stages.pii.engine import Engine

SELF = "self"


class Scanner:
    """Made once a process: the gates, and behind them, loaded when first one opens, presidio with our recognizers.

    Only where `heavy`, presidio is loaded with what models and some of its own recognizers need.
    """

    def __init__(
        self, ours: Sequence[Detector], profile: Profile, cues: Cues, stock: tuple[str, ...] = (), heavy: bool = False
    ) -> None:
        denied = [d for d in ours if isinstance(d, Denied)]
        wanted = [d for d in ours if d.entity in profile.entities and d not in denied]
        self.profile, self.cues = profile, cues
        alone = [*(d for d in wanted if d.entity not in profile.linked), *denied]
        company = [d for d in wanted if d.entity in profile.linked]
        speaks = (cues.condition(SELF),) if company and cues.words(SELF) else ()
        heavy = heavy or bool(stock)
        self.alone, self.company = _Looking(alone, cues, heavy, stock, speaks), _Looking(company, cues, heavy)

    def could_hold(self, text: str) -> bool:
        """One look at all the text of a pair; false for most."""
        return self.alone.wakes(shadow(text).text)

    def find(self, of: Record) -> list[Finding]:
        found = self.alone.find(of)
        if self.company.detectors and self._in_company(found, of):
            found += self.company.find(of)
        return found

    def find_all(self, records: Sequence[Record]) -> list[list[Finding] | Exception]:
        """The same for some records at once, which costs less; of a record that fails, the error."""
        with self.alone.ahead(records):
            begun = [_tried(self.alone.find, of) for of in records]
        joined = [
            bool(self.company.detectors) and not isinstance(found, Exception) and self._in_company(found, of)
            for of, found in zip(records, begun, strict=True)
        ]
        with self.company.ahead([of for of, also in zip(records, joined, strict=True) if also]):
            return [
                _joined(found, _tried(self.company.find, of)) if also else found
                for of, found, also in zip(records, begun, joined, strict=True)
            ]

    def _in_company(self, found: list[Finding], of: Record) -> bool:
        if any(self.cues.spans(shade.text, SELF) for shade in of.shadows.values()):
            return True
        direct = [f for f in found if f.entity in DIRECT and f.score >= self.profile.act]
        return any(not (f.placeholder and self.profile.keeps_placeholders) for f in direct)


def _tried(find: Callable[[Record], list[Finding]], of: Record) -> list[Finding] | Exception:
    try:
        return find(of)
    except Exception as error:
        return error


def _joined(found: list[Finding] | Exception, more: list[Finding] | Exception) -> list[Finding] | Exception:
    if isinstance(found, Exception) or isinstance(more, Exception):
        return found if isinstance(found, Exception) else more
    return [*found, *more]


class _Looking:
    """Some detectors, the gate in front of them and the stock recognizers beside them, which always look.

    `besides` are conditions that open the gate without making a detector look.
    """

    def __init__(
        self,
        detectors: list[Detector],
        cues: Cues,
        heavy: bool,
        stock: tuple[str, ...] = (),
        besides: tuple[str, ...] = (),
    ) -> None:
        self.detectors, self.cues, self.heavy, self.stock, self.besides = detectors, cues, heavy, stock, besides

    @cached_property
    def gate(self) -> Gate:
        return gate([*(d.conditions for d in self.detectors), *((condition,) for condition in self.besides)])

    @cached_property
    def engine(self) -> "Engine":
        with nullcontext() if self.heavy else lean():
            from stages.pii.engine import Engine

        return Engine(self.detectors, self.cues, self.stock)

    def wakes(self, text: str) -> bool:
        return bool(self.stock) or bool(self.gate.open_for(text))

    @contextmanager
    def ahead(self, records: Sequence[Record]) -> Iterator[None]:
        """Inside, what reads many texts at once faster than one by one has read those that it will be asked about."""
        readers: list[ReadsAhead] = []
        for number, detector in enumerate(self.detectors):
            if isinstance(detector, ReadsAhead):
                shades = [shade.text for of in records for shade in of.shadows.values()]
                if texts := [text for text in shades if number in self.gate.open_for(text)]:
                    readers.append(detector)
                    with suppress(Exception):  # what fails here fails again where the text's own record is looked at
                        detector.ahead(texts)
        try:
            yield
        finally:
            for reader in readers:
                reader.ahead(())

    def find(self, of: Record) -> list[Finding]:
        found: list[Finding] = []
        for name, shade in of.shadows.items():
            numbers = frozenset(n for n in self.gate.open_for(shade.text) if n < len(self.detectors))
            for entity, hit in self.engine.find(shade.text, numbers) if numbers or self.stock else ():
                found.append(Finding(name, hit.start, hit.end, entity, hit.score, hit.rule, hit.placeholder))
        return found


def adjusted(profile: Profile, thresholds: dict[str, float]) -> Profile:
    """The profile with the recipe's thresholds."""
    return replace(profile, thresholds={**profile.thresholds, **thresholds})
