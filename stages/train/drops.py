"""What was dropped, and why: counted by reason, with the ids of the first few."""

from collections import Counter
from dataclasses import dataclass, field

NAMED = 10


@dataclass
class Drops:
    dropped: Counter[str] = field(default_factory=Counter)
    dropped_ids: dict[str, list[str]] = field(default_factory=dict)

    def drop(self, reason: str, pair_id: str) -> None:
        self.dropped[reason] += 1
        ids = self.dropped_ids.setdefault(reason, [])
        if len(ids) < NAMED:
            ids.append(pair_id)

    def told(self) -> str:
        """The most frequent reason first."""
        return ", ".join(f"{reason} {count}" for reason, count in self.dropped.most_common())
