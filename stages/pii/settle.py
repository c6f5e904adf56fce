"""Settles what is done: overlaps, links, placeholders, allowed values and score bands, in this order."""

from collections.abc import Sequence
from dataclasses import dataclass

from stages.pii.allow import Allowed
from stages.pii.cues import Cues
from stages.pii.finding import Finding
from stages.pii.links import linked
from stages.pii.profiles import Profile
from stages.pii.record import Record

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
    counted = linked(wanted, record, profile, cues)
    act = [f for f in counted if f.score >= profile.threshold(f.entity)]
    review = [f for f in counted if profile.review <= f.score < profile.threshold(f.entity)]
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
