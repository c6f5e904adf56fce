"""Settles what is done: overlaps, links, placeholders, allowed values and score bands, in this order."""

from collections.abc import Sequence
from dataclasses import dataclass

from stages.pii.allow import Allowed
from stages.pii.cues import Cues
from stages.pii.finding import Finding
from stages.pii.profiles import DIRECT, Profile
from stages.pii.record import Record

NEAR_CHARS = 300
# of two that overlap, the one that stands for more of the person's harm or is surer in form
FIRST = ("SECRET", "EMAIL", "IBAN", "CREDIT_CARD", "CRYPTO", "US_SSN", "NATIONAL_ID", "PROFILE_URL", "STREET_ADDRESS")


@dataclass(frozen=True, slots=True)
class Settled:
    act: list[Finding]
    review: list[Finding]


def settle(found: Sequence[Finding], record: Record, profile: Profile, cues: Cues, allowed: Allowed) -> Settled:
    wanted = [f for f in found if f.entity in profile.entities or f.rule.startswith(("presidio.", "deny."))]
    wanted = [f for f in wanted if not (f.placeholder and profile.keeps_placeholders)]
    wanted = _apart([f for f in wanted if not allowed.allows(f.entity, record.value(f))])
    linked = _linked(wanted, record, profile, cues)
    act = [f for f in linked if f.score >= profile.threshold(f.entity)]
    review = [f for f in linked if profile.review <= f.score < profile.threshold(f.entity)]
    return Settled(act, review)


def _apart(found: list[Finding]) -> list[Finding]:
    """Of findings that overlap the best one stays, and takes along what the others reach beyond it."""
    best = sorted(found, key=_weight)
    kept: list[Finding] = []
    for one in best:
        if not any(_touch(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.field, f.start))


def _weight(finding: Finding) -> tuple[bool, int, float, int, int, str]:
    rank = FIRST.index(finding.entity) if finding.entity in FIRST else len(FIRST)
    unsure = finding.score < 0.6
    return unsure, rank, -finding.score, finding.start - finding.end, finding.start, finding.entity


def _touch(one: Finding, other: Finding) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _linked(found: list[Finding], record: Record, profile: Profile, cues: Cues) -> list[Finding]:
    """Without what only counts in company and stands alone."""
    candidates = [f for f in found if f.entity in profile.linked]
    if not candidates:
        return found
    if any(cues.spans(shade.text, "self") for shade in record.shadows.values()):
        return found
    direct = [_place(f, record) for f in found if f.entity in DIRECT and f.score >= profile.threshold(f.entity)]
    near = [f for f in candidates if any(abs(_place(f, record) - place) <= NEAR_CHARS for place in direct)]
    return [f for f in found if f.entity not in profile.linked or f in near]


def _place(finding: Finding, record: Record) -> int:
    return record.places[finding.field] + finding.start
