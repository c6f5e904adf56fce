"""What is said of a pair that goes or nearly went: its survivor, how close by which measure, the words that differ."""

from typing import Any

from schemas.decision import Decisions
from stages.dedup.greedy import Settled

SHOWN = ["measure", "answers", "first", "second", "similarity"]
_REASON = {"cosine": "duplicate.semantic", "lexical": "duplicate.lexical", "same": "duplicate.lexical"}
_MEASURE = {"cosine": "cosine of the asks", "lexical": "shared runs of five words", "same": "one ask"}


class Told:
    def __init__(self, pair_ids: list[str], leader: list[int], who: Settled, edges: dict[int, dict[str, Any]]) -> None:
        self.decisions = Decisions()
        self._ids, self._leader, self._who = pair_ids, leader, who
        self._edges = edges

    def copy(self, row: int, node: int) -> None:
        """A row beside its node's leader: one ask and one answer, but for what normalising takes away."""
        rival = self._id(node)
        evidence = f"same ask and same answer as {rival}, written otherwise"
        facts = {"cluster": self._id(self._who.head[node]), "cosine": 1.0, "measure": "same"}
        self.decisions.say(
            self._ids[row], "drop", "duplicate.lexical", evidence, score=1.0, threshold=1.0, rival_id=rival, facts=facts
        )

    def other_answer(self, row: int, node: int) -> None:
        rival = self._id(self._who.rival[node])
        facts = {"cluster": self._id(self._who.head[node]), "cosine": 1.0, "measure": "same"}
        evidence = f"same ask as {rival}, and one answer an ask is kept"
        self.decisions.say(
            self._ids[row], "drop", "duplicate.ask", evidence, score=1.0, threshold=1.0, rival_id=rival, facts=facts
        )

    def close(self, row: int, node: int, rival: int, edge: int, similarity: float, bar: float) -> None:
        self._say(row, "keep" if self._who.phrasing[node] else "drop", rival, edge, similarity, bar)

    def near(self, node: int, rival: int, edge: int, similarity: float, bar: float) -> None:
        if not self._who.phrasing[node]:
            self._say(self._leader[node], "keep", rival, edge, similarity, bar)

    def _say(self, row: int, verdict: str, rival: int, edge: int, similarity: float, bar: float) -> None:
        said = self._edges[edge]
        reason = "duplicate.ask" if said["answers"] == "differ" else _REASON[said["measure"]]
        theirs, own = (said["first"], said["second"]) if said["node"] == rival else (said["second"], said["first"])
        differing = _differing(own, theirs)
        cosine = None if said["measure"] == "lexical" else round(float(said["similarity"]), 4)
        self.decisions.say(
            self._ids[row],
            verdict,
            reason,
            f"{_MEASURE[said['measure']]} {similarity:.3f}, {self._id(rival)}{differing}",
            score=similarity,
            threshold=bar,
            rival_id=self._id(rival),
            facts={"cluster": self._id(self._who.head[rival]), "cosine": cosine, "measure": said["measure"]},
        )

    def _id(self, node: int) -> str:
        return self._ids[self._leader[node]]


def _differing(own: str, theirs: str) -> str:
    """Which words stand in one ask alone, those of the pair that is spoken of first."""
    if not own and not theirs:
        return ""
    return f"; words of one ask alone: {own or 'none'} / {theirs or 'none'}"
