"""Scanner: what looks for personal data under given settings. What only counts in company is looked for only then."""

from collections.abc import Iterable
from dataclasses import replace

from stages.pii.cues import Cues
from stages.pii.engine import Engine
from stages.pii.finding import Detector, Finding
from stages.pii.gate import gate
from stages.pii.profiles import DIRECT, Profile
from stages.pii.record import Record
from stages.pii.shadow import shadow

SELF = "self"


class Scanner:
    """Made once a process: presidio with our recognizers, and the gates in front of them."""

    def __init__(self, ours: Iterable[Detector], profile: Profile, cues: Cues, stock: tuple[str, ...] = ()) -> None:
        wanted = [d for d in ours if d.entity in profile.entities or type(d).__name__ == "Denied"]
        self.profile, self.cues = profile, cues
        alone = [d for d in wanted if d.entity not in profile.linked]
        company = [d for d in wanted if d.entity in profile.linked]
        self.alone, self.company = _Looking(alone, cues, stock), _Looking(company, cues)
        speaks = (cues.condition(SELF),) if company and cues.words(SELF) else ()
        self.open = gate([d.conditions for d in alone] + [(pattern,) for pattern in speaks])

    def could_hold(self, text: str) -> bool:
        """One look at all the text of a pair; false for most."""
        return bool(self.alone.engine.extra) or bool(self.open.open_for(shadow(text).text))

    def find(self, of: Record) -> list[Finding]:
        found = self.alone.find(of)
        if self.company.detectors and self._in_company(found, of):
            found += self.company.find(of)
        return found

    def _in_company(self, found: list[Finding], of: Record) -> bool:
        if any(self.cues.spans(shade.text, SELF) for shade in of.shadows.values()):
            return True
        direct = [f for f in found if f.entity in DIRECT and f.score >= self.profile.act]
        return any(not (f.placeholder and self.profile.keeps_placeholders) for f in direct)


class _Looking:
    def __init__(self, detectors: list[Detector], cues: Cues, stock: tuple[str, ...] = ()) -> None:
        self.detectors = detectors
        self.gate = gate([detector.conditions for detector in detectors])
        self.engine = Engine(detectors, cues, stock)

    def find(self, of: Record) -> list[Finding]:
        found: list[Finding] = []
        for name, shade in of.shadows.items():
            for entity, hit in self.engine.find(shade.text, self.gate.open_for(shade.text)):
                found.append(Finding(name, hit.start, hit.end, entity, hit.score, hit.rule, hit.placeholder))
        return found


def adjusted(profile: Profile, thresholds: dict[str, float]) -> Profile:
    """The profile with the recipe's thresholds."""
    return replace(profile, thresholds={**profile.thresholds, **thresholds})
