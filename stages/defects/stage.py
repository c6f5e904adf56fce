"""Judges pairs that are wrong by themselves: arithmetic that comes to something else, lists of another length."""

from dataclasses import dataclass
from typing import ClassVar

import pyarrow as pa

from schemas.decision import Decisions
from schemas.stage import Shelf
from stages.asks import asks_of
from stages.defects.arithmetic import checked
from stages.defects.items import miscounted


@dataclass(frozen=True)
class Defects:
    name: ClassVar[str] = "defects"
    defect: ClassVar[bool] = True

    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        decisions = Decisions()
        rows = zip(pairs["pair_id"].to_pylist(), asks_of(pairs), pairs["output"].to_pylist(), strict=True)
        for pair_id, ask, output in rows:
            found = checked(ask, output)
            if found.verdict < 0:
                evidence = f"the answer comes to {found.said}, worked out it is {found.right}"
                decisions.say(pair_id, "drop", "defect.arithmetic", evidence[:300], score=1.0, threshold=1.0)
            elif counted := miscounted(ask.instruction, output):
                evidence = f"the ask wants {counted.wanted} items, the numbered list has {counted.given}"
                decisions.say(pair_id, "review", "defect.count", evidence, facts=counted._asdict())
        return decisions.table()
