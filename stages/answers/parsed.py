"""An answer read as a value: yes or no, the letter of a choice, number with unit, date, short label, else free text."""

import re
from dataclasses import dataclass, field
from typing import Literal

from stages.answers.dates import date
from stages.normal import folded, hash64
from stages.wording.numerals import WORDS, numbers
from stages.wording.text import Wording, bare, uncited

Kind = Literal["polarity", "choice", "number", "date", "label", "free"]
KINDS: tuple[Kind, ...] = ("free", "polarity", "choice", "number", "date", "label")

VALUE_CHARS = 120
LABEL_WORDS = 4
_LEAD = re.compile(
    r"^(?:(?:so|therefore|thus|hence)[, ]+)?(?:the )?(?:final |correct )?(?:answer|result|output)(?: is|:)\s*:?\s*"
)
_POLAR = {"yes": "yes", "yeah": "yes", "yep": "yes", "true": "yes", "correct": "yes", "no": "no", "nope": "no"} | {
    "false": "no",
    "incorrect": "no",
}
_CHOICE = re.compile(r"\(?(?:option |choice )?([a-h])[).:]?|\(([a-h])\).*", re.DOTALL)
_NUMBER = re.compile(
    r"(?:about |approximately )?(?P<before>[$€£])?\s?(?P<value>[-+]?[\d.,]+(?:e[+-]?\d{1,6})?)"
    r"\s?(?P<scale>hundred|thousand|million|billion|trillion)?\s?(?P<unit>[^\W\d_]{0,12}|[%$€£]|°\s?[cf]?)"
)
_HEDGED = re.compile(r"^(yes|no)\b[\s,.!:;-]++(?!but\b|and no\b|matter\b|one\b)")


@dataclass(frozen=True)
class Answer:
    """`key` is equal where two answers say the same; `polarity` is the yes or no that a free answer begins with."""

    kind: Kind
    value: str
    polarity: str
    key: int
    wording: Wording = field(repr=False, compare=False)


def parsed(text: str) -> Answer:
    wording = Wording(text)
    whole = folded(uncited(text))
    if len(whole) <= VALUE_CHARS:
        value = _LEAD.sub("", whole).rstrip(" .!;,")
        for kind, read in (
            ("polarity", _polar),
            ("choice", _choice),
            ("date", date),
            ("number", _number),
            ("label", _label),
        ):
            if said := read(value):
                polarity = said if kind == "polarity" else ""
                return Answer(kind, said, polarity, hash64(f"{kind}\x1f{said}"), wording)  # type: ignore[arg-type]
    led = _HEDGED.match(whole)
    return Answer("free", "", led[1] if led else "", hash64(f"free\x1f{whole}"), wording)


def _polar(value: str) -> str:
    return _POLAR.get(value.strip(" .,\"'"), "")


def _choice(value: str) -> str:
    found = _CHOICE.fullmatch(value)
    return (found[1] or found[2]) if found and value[:2] != "a " else ""


def _number(value: str) -> str:
    found = _NUMBER.fullmatch(value)
    if found and found["unit"] not in WORDS:
        said = numbers(f"{found['value'].lstrip('+')} {found['scale'] or ''}")
        if len(said) != 1:
            return ""
        return f"{said[0]} {found['before'] or ''}{found['unit'].replace(' ', '').removesuffix('s')}".strip()
    words = bare(value)
    return "".join(numbers(value)[:1]) if words and all(word in WORDS or word == "and" for word in words) else ""


def _label(value: str) -> str:
    words = bare(value)
    if not words or len(words) > LABEL_WORDS or "\n" in value or any(sign in value for sign in "=+*/<>{}()"):
        return ""
    return " ".join(words[1:] if words[0] in ("a", "an", "the") and len(words) > 1 else words)
