"""Messages: one conversation a row, as lists of role and content."""

from dataclasses import dataclass
from typing import Any, ClassVar

from schemas.draft import Draft, Reject
from stages.ingest.turns import Spelling, Which, read_turns

SPELLING = Spelling(
    keys=("messages", "conversation", "conversations"),
    role="role",
    content="content",
    roles={"system": "system", "developer": "system", "user": "user", "assistant": "assistant"},
)


@dataclass(frozen=True)
class Messages:
    """`turns`: one pair for the last answer of a conversation, or one for each."""

    format: ClassVar[str] = "messages"
    bare_tsv: ClassVar[bool] = False
    documents: ClassVar[bool] = False

    turns: Which = "last"

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject:
        return read_turns(row, SPELLING, self.turns)
