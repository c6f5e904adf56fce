"""ShareGPT: one conversation a row, as lists of from and value."""

from dataclasses import dataclass
from typing import Any, ClassVar

from schemas.draft import Draft, Reject
from stages.ingest.turns import Spelling, Which, read_turns

SPELLING = Spelling(
    keys=("conversations", "conversation"),
    role="from",
    content="value",
    roles={
        "system": "system",
        "human": "user",
        "user": "user",
        "gpt": "assistant",
        "chatgpt": "assistant",
        "assistant": "assistant",
        "model": "assistant",
    },
)


@dataclass(frozen=True)
class ShareGpt:
    """`turns`: one pair for the last answer of a conversation, or one for each."""

    format: ClassVar[str] = "sharegpt"
    bare_tsv: ClassVar[bool] = False
    documents: ClassVar[bool] = False

    turns: Which = "last"

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject:
        return read_turns(row, SPELLING, self.turns)
