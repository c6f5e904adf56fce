"""Tables of forms: a form a line, before it and a bar the condition under which it fits; and layouts of rows."""

from typing import NamedTuple


class Form(NamedTuple):
    condition: str
    text: str


class Layout(NamedTuple):
    """How each row is said, what stands between the rows, before and after them; the rows are pairs or groups."""

    rows: str
    each: str
    between: str
    before: str = ""
    after: str = ""


def table(lines: str) -> list[Form]:
    parts = (line.strip().rpartition(" | ") for line in lines.strip().splitlines())
    return [Form(condition, text.replace("\\n", "\n")) for condition, _, text in parts]


def texts(lines: str) -> list[str]:
    return [form.text for form in table(lines)]


def pairs(lines: str) -> list[tuple[str, str]]:
    """What stands before and after the arrow of each line."""
    rows = (line.strip().partition(" => ") for line in lines.strip().splitlines())
    return [(old, new) for old, _, new in rows]
