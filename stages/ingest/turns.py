"""Turns of a conversation: their roles and texts are checked once, then cut into drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schemas.draft import Draft, Reject
from schemas.pair import Turn
from stages.ingest.cells import named, rest, shape

Which = Literal["last", "each"]

# one pair per answer repeats every turn before it: a row of a megabyte could become gigabytes
MAX_TURNS = 1000
CALLS = ("tool_calls", "function_call")


@dataclass(frozen=True)
class Spelling:
    """How a format writes a conversation: where the row keeps it, a turn's two keys, and its names for the roles."""

    keys: tuple[str, ...]
    role: str
    content: str
    roles: Mapping[str, str]


def read_turns(row: Any, spelling: Spelling, which: Which) -> list[Draft] | Reject:
    """A row that holds one conversation, and perhaps the system text beside it."""
    if not isinstance(row, dict):
        return shape(f"the row is {named(row)}, not an object")
    key = next((key for key in spelling.keys if row.get(key) is not None), None)
    if key is None:
        return shape(f"{' / '.join(spelling.keys)} is missing")
    turns = _spelt(row[key], key, spelling)
    if isinstance(turns, Reject):
        return turns
    wrong = _wrong_order(turns)
    if wrong:
        return wrong
    system = _system(row.get("system") or "", turns)
    if isinstance(system, Reject):
        return system
    said = tuple(turn for turn in turns if turn["role"] != "system")
    meta = rest(row, {key, "system"})
    if meta.get("prompt") == said[0]["content"]:
        del meta["prompt"]  # some mirrors repeat the first question beside its conversation
    return _cut(system, said, which, meta)


def _spelt(turns: Any, key: str, spelling: Spelling) -> list[Turn] | Reject:
    if not isinstance(turns, list):
        return shape(f"{key} is {named(turns)}, not a list")
    checked = []
    for number, turn in enumerate(turns, 1):
        if not isinstance(turn, dict):
            return shape(f"turn {number} is {named(turn)}, not an object")
        role, content = turn.get(spelling.role), turn.get(spelling.content)
        if not isinstance(role, str):
            return shape(f"turn {number}: {spelling.role} is {named(role)}, not text")
        if role not in spelling.roles:
            return Reject("ingest.roles", f"turn {number}: {spelling.role} is none of {', '.join(spelling.roles)}")
        if not isinstance(content, str):
            return shape(f"turn {number}: {spelling.content} is {named(content)}, not text")
        if any(turn.get(call) for call in CALLS):
            return shape(f"turn {number} calls a tool")
        checked.append({"role": spelling.roles[role], "content": content})
    return checked


def _wrong_order(turns: Sequence[Turn]) -> Reject | None:
    """One system text at most, then user and assistant in turn, the assistant last."""
    if not turns:
        return shape("no turns")
    first = 1 if turns[0]["role"] == "system" else 0
    for number, turn in enumerate(turns[first:]):
        expected = "assistant" if number % 2 else "user"
        if turn["role"] != expected:
            return Reject("ingest.roles", f"turn {number + first + 1} is {turn['role']}, not {expected}")
    if turns[-1]["role"] != "assistant":
        return Reject("ingest.roles", "the last turn is not the assistant's")
    return None


def _system(beside: Any, turns: Sequence[Turn]) -> str | Reject:
    """The system text, from the first turn or from the row beside it."""
    if not isinstance(beside, str):
        return shape(f"system is {named(beside)}, not text")
    within = turns[0]["content"] if turns[0]["role"] == "system" else ""
    if beside and within and beside != within:
        return Reject("ingest.roles", "the row has two system texts, one of them in turn 1")
    return within or beside


def _cut(system: str, said: tuple[Turn, ...], which: Which, meta: dict[str, Any]) -> list[Draft] | Reject:
    if which == "last":
        return [Draft(said[-2]["content"], said[-1]["content"], system=system, history=said[:-2], meta=meta)]
    if len(said) > MAX_TURNS:
        return shape(f"{len(said)} turns, more than {MAX_TURNS} cannot be cut into one pair each")
    return [
        Draft(
            said[at]["content"],
            said[at + 1]["content"],
            system=system,
            history=said[:at],
            suffix=f"#{at // 2 + 1}",
            meta=dict(meta),
        )
        for at in range(0, len(said), 2)
    ]
