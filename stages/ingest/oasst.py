"""OpenAssistant: a tree of messages a row, each path from its prompt to an answer a conversation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from schemas.draft import Draft, Reject
from schemas.pair import Turn
from stages.ingest.cells import named, rest, shape
from stages.ingest.turns import Which

ROLES = {"prompter": "user", "assistant": "assistant"}
Standing = tuple[bool, bool, int, int]


@dataclass(frozen=True)
class Message:
    """A node with its way down: the number of each reply taken, how each message stands, and the turns before."""

    node: dict[str, Any]
    path: tuple[int, ...] = ()
    standing: tuple[Standing, ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class Oasst:
    """`paths`: the best ranked path of a tree, or all; `turns`: each path's last answer, or every one on it."""

    format: ClassVar[str] = "oasst"
    bare_tsv: ClassVar[bool] = False
    documents: ClassVar[bool] = False

    paths: Literal["best", "all"] = "best"
    turns: Which = "last"

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject:
        if not isinstance(row, dict):
            return shape(f"the row is {named(row)}, not an object")
        answers = []
        for message in _walk(row.get("prompt")):
            if isinstance(message, Reject):
                return message
            if message.node["role"] == "assistant":
                answers.append(message)
        if not answers:
            return Reject("ingest.roles", "the tree has no answer")
        about = rest(row, {"prompt"})
        return [_draft(answer, about) for answer in self._chosen(answers)]

    def _chosen(self, answers: list[Message]) -> list[Message]:
        answered_again = {answer.path[:-2] for answer in answers}
        leaves = [answer for answer in answers if answer.path not in answered_again]
        if self.paths == "all":
            return leaves if self.turns == "last" else answers
        # no leaf's path begins another's, so the smallest is the best at each level where they part
        best = min(leaves, key=lambda leaf: leaf.standing)
        if self.turns == "last":
            return [best]
        return [answer for answer in answers if best.path[: len(answer.path)] == answer.path]


def _walk(prompt: Any) -> Iterator[Message | Reject]:
    """Every message, parents first and in the order of the row; stops at the first that is none."""
    waiting = [Message(prompt, standing=(_standing(prompt, 0),))]
    while waiting:
        message = waiting.pop()
        wrong = _wrong(message)
        if wrong:
            yield wrong
            return
        yield message
        node = message.node
        turns = (*message.turns, {"role": ROLES[node["role"]], "content": node["text"]})
        replies = list(enumerate(node.get("replies") or (), 1))
        for number, reply in reversed(replies):
            standing = (*message.standing, _standing(reply, number))
            waiting.append(Message(reply, (*message.path, number), standing, turns))


def _wrong(message: Message) -> Reject | None:
    node, where = message.node, f"message {_spelt(message.path) or 'prompt'}"
    if not isinstance(node, dict):
        return shape(f"{where} is {named(node)}, not an object")
    if not isinstance(node.get("text"), str):
        return shape(f"{where}: text is {named(node.get('text'))}, not text")
    if not isinstance(node.get("replies") or [], list):
        return shape(f"{where}: replies is {named(node['replies'])}, not a list")
    expected = "assistant" if len(message.path) % 2 else "prompter"
    return None if node.get("role") == expected else Reject("ingest.roles", f"{where}: role is not {expected}")


def _standing(reply: Any, number: int) -> Standing:
    """Sorts replies: deleted ones last, then unranked ones, then by rank and place."""
    if not isinstance(reply, dict):
        return (True, True, 0, number)
    rank = reply.get("rank")
    return (reply.get("deleted") is True, type(rank) is not int, rank if type(rank) is int else 0, number)


def _draft(answer: Message, about: dict[str, Any]) -> Draft:
    node, (*history, asked) = answer.node, answer.turns
    meta = about | rest({"message_id": node.get("message_id")}, ())
    if any(deleted for deleted, *_ in answer.standing):
        meta["deleted"] = True
    lang, maker = node.get("lang"), node.get("model_name")
    return Draft(
        asked["content"],
        node["text"],
        history=tuple(history),
        language=lang if isinstance(lang, str) else "",
        made_by=maker if node.get("synthetic") is True and isinstance(maker, str) else "",
        suffix=f"#{_spelt(answer.path)}",
        meta=meta,
    )


def _spelt(path: tuple[int, ...]) -> str:
    return "_".join(map(str, path))
