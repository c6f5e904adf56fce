"""samples.md: the same held-out prompts before and after, with the answer that was hoped for."""

from collections.abc import Sequence
from dataclasses import dataclass

from stages.normal import hash64
from stages.train.markdown import fenced, plain
from stages.train.rows import Row

COUNT = 20
MOST_CHARS = 4000


@dataclass(frozen=True)
class Sample:
    row: Row
    before: str
    after: str


def chosen(rows: Sequence[Row], seed: int, count: int = COUNT) -> list[Row]:
    """The same rows for a seed, in whatever order they come and whatever else is held out beside them."""
    return sorted(rows, key=lambda row: (hash64(row.pair_id, b"%d" % seed), row.pair_id))[:count]


def samples(shown: Sequence[Sample]) -> str:
    """The whole file."""
    count = "1 held-out prompt" if len(shown) == 1 else f"{len(shown)} held-out prompts"
    told = f"{count}, drawn by the hash of the pair's id and not picked. The base model answered before training."
    parts = ["# Samples", told]
    for number, sample in enumerate(shown, 1):
        row = sample.row
        facts = ", ".join(plain(fact) for fact in (row.source, row.task) if fact)
        parts += [f"## {number}. {plain(row.pair_id)}", f"From {facts}."]
        parts += [part for role, content in row.ask for part in (f"**{plain(role)}**", _block(content))]
        for title, text in (("gold answer", row.answer), ("before", sample.before), ("after", sample.after)):
            parts += [f"**{title}**", _block(text)]
    return "\n\n".join(parts) + "\n"


def _block(text: str) -> str:
    if not text.strip():
        return "(nothing)"
    more = len(text) - MOST_CHARS
    return fenced(text) if more <= 0 else f"{fenced(text[:MOST_CHARS])}\n\n(and {more:,} characters more)"
