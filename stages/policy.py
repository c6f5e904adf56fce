"""Judges what the owner refuses on principle: licences and makers. Never a defect of the pair."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import ClassVar

import pyarrow as pa

from schemas.decision import Decisions
from schemas.stage import Shelf


@dataclass(frozen=True)
class Policy:
    """Patterns may hold `*` and `?`; case does not count."""

    name: ClassVar[str] = "policy"
    defect: ClassVar[bool] = False
    refuse_licences: tuple[str, ...] = ()
    refuse_makers: tuple[str, ...] = ()

    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        decisions = Decisions()
        for column, reason, patterns in (
            ("licence", "policy.licence", self.refuse_licences),
            ("made_by", "policy.maker", self.refuse_makers),
        ):
            refused = {value: _first_match(value, patterns) for value in set(pairs[column].to_pylist())}
            if not any(refused.values()):
                continue
            for pair_id, value in zip(pairs["pair_id"].to_pylist(), pairs[column].to_pylist(), strict=True):
                if pattern := refused[value]:
                    # not the value: a row may name its author, and personal data are replaced only after this
                    evidence = f"{column} is refused by {pattern!r}"
                    decisions.say(pair_id, "drop", reason, evidence, facts={"pattern": pattern})
        return decisions.table()


def _first_match(value: str, patterns: tuple[str, ...]) -> str:
    return next((pattern for pattern in patterns if fnmatchcase(value.casefold(), pattern.casefold())), "")
