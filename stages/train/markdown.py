"""Text that comes from data, put into Markdown so that none of it becomes Markdown."""

import re
from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([\\`*_\[\]<>|#~&$])")
_TILDES = re.compile("~+")


def plain(text: str) -> str:
    """The text on one line, as it would be read: in a cell of a table, a heading or a sentence."""
    marked = _MARKS.sub(r"\\\1", text)
    return "".join(one if one.isprintable() else f"&#{ord(one)};" for one in marked)


def fenced(text: str) -> str:
    """The text as a block of its own, between fences that are longer than any in it."""
    longest = max(map(len, _TILDES.findall(text)), default=0)
    fence = "~" * max(4, longest + 1)
    whole = text.encode("utf-8", "backslashreplace").decode()
    return f"{fence}text\n{whole}\n{fence}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> str:
    """A table; the columns named in `numbers` stand to the right. Cells are taken as they are: escape them first."""
    rule = ["---:" if head in numbers else "---" for head in heads]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))
