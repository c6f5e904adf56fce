"""Tables of forms: a form a line, before it and a bar the condition under which it fits."""

from typing import NamedTuple


class Form(NamedTuple):
    condition: str
    text: str


def table(lines: str) -> list[Form]:
    parts = (line.strip().rpartition(" | ") for line in lines.strip().splitlines())
    return [Form(condition, text.replace("\\n", "\n")) for condition, _, text in parts]


def texts(lines: str) -> list[str]:
    return [form.text for form in table(lines)]
