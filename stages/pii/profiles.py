"""Profiles: which entities are looked for, which only count where linked, and from which score on something is done."""

from dataclasses import dataclass, field

from stages.pii.finding import DIRECT, ENTITIES

LINKED = ("STREET_ADDRESS", "DATE_OF_BIRTH", "AGE", "ZIP", "PERSON")
ACT, REVIEW = 0.6, 0.35


@dataclass(frozen=True)
class Profile:
    """`linked` entities count only near a direct identifier or in a record that speaks of its own author."""

    entities: tuple[str, ...]
    linked: tuple[str, ...] = ()
    keeps_placeholders: bool = True
    act: float = ACT
    review: float = REVIEW
    thresholds: dict[str, float] = field(default_factory=dict)

    def threshold(self, entity: str) -> float:
        """The score from which this entity is acted on."""
        return self.thresholds.get(entity, self.act)


PROFILES = {
    "minimal": Profile(("EMAIL", "IP", "SECRET")),
    "standard": Profile((*DIRECT, "SECRET", "IP", *LINKED), LINKED),
    "strict": Profile(ENTITIES, keeps_placeholders=False, act=0.45),
}
