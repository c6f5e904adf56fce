"""Alpaca: instruction, input and output; system and history as later sets in this format have them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from schemas.draft import Draft, Reject
from schemas.pair import Turn
from stages.ingest.cells import cells, rest, shape

NEEDED = ("instruction", "output")
OPTIONAL = ("input", "system")
KNOWN = frozenset({*NEEDED, *OPTIONAL, "history"})


@dataclass(frozen=True)
class Alpaca:
    format: ClassVar[str] = "alpaca"
    bare_tsv: ClassVar[bool] = False
    documents: ClassVar[bool] = False

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject:
        found = cells(row, NEEDED, OPTIONAL)
        if isinstance(found, Reject):
            return found
        history = _history(row.get("history"))
        if isinstance(history, Reject):
            return history
        instruction, output, given, system = found
        meta = rest(row, KNOWN)
        if _is_rendered(meta.get("text"), instruction, output):
            del meta["text"]
        return [Draft(instruction, output, given, system, history, meta=meta)]


def _is_rendered(text: Any, instruction: str, output: str) -> bool:
    """Mirrors carry the pair once more as one prompt; that copy would double every later finding."""
    return isinstance(text, str) and instruction != "" and instruction in text and output in text


def _history(rounds: Any) -> tuple[Turn, ...] | Reject:
    if not rounds:
        return ()
    if not isinstance(rounds, list):
        return shape("history is not a list")
    turns: list[Turn] = []
    for number, said in enumerate(rounds, 1):
        if not (isinstance(said, list) and len(said) == 2 and all(isinstance(text, str) for text in said)):
            return shape(f"round {number} of history is not a question and an answer")
        turns += [{"role": "user", "content": said[0]}, {"role": "assistant", "content": said[1]}]
    return tuple(turns)
