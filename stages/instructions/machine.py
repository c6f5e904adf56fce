"""What a program is to read: JSON, and placeholders that somebody fills in."""

import json
import re

from stages.instructions.counting import within

_FENCE = re.compile(r"```(?:json|JSON)?[ \t]*\n(?P<inside>.*)\n[ \t]*```", re.DOTALL)
_PLACEHOLDER = re.compile(r"\[(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]{2,}\](?![(\[])")


def json_only(answer: str) -> bool:
    """The whole answer is one JSON object or list, in a code fence or bare."""
    fenced = _FENCE.fullmatch(answer.strip())
    try:
        said = json.loads(fenced["inside"] if fenced else answer, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict | list)


def placeholders(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    """Words in square brackets, such as `[your name]`; a link, a tick box or a citation is none."""
    return within(len(_PLACEHOLDER.findall(answer)), least, most)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
