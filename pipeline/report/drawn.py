"""Text as the page may show it: what cannot be seen becomes a sign, and stands apart from what can."""

from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from pipeline.visible import visible

NAME_CHARS = 200
_LAYOUT = "\n\t"


class Piece(NamedTuple):
    """A stretch of shown text; `kind` is empty, or `hidden`, `ins`, `mark`, `del` or `note`."""

    kind: str
    text: str


def name(text: str, most: int = NAME_CHARS) -> str:
    """A short text such as a source's name or an evidence line, on one line and of bounded length."""
    over = len(text) - most
    shown = visible(text[:most])
    return f"{shown}…(+{over:,} characters)" if over > 0 else shown


def text(kind: str, content: str) -> list[Piece]:
    """A pair's text with its line breaks, what is hidden in it set apart."""
    if visible(content, _LAYOUT) == content:
        return [Piece(kind, content)] if content else []
    stretches = (("".join(run), hidden) for hidden, run in groupby(content, _is_hidden))
    return [Piece("hidden", visible(run)) if hidden else Piece(kind, run) for run, hidden in stretches]


def _is_hidden(char: str) -> bool:
    return visible(char, _LAYOUT) != char


def finalize(value: Any) -> Any:
    """What the template prints is drawn, unless it was drawn before."""
    return name(value) if isinstance(value, str) and not isinstance(value, Markup) else value
