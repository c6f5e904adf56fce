"""Pairs whose answer repeats a value of the question: the same surrogate on both sides, and code still parses."""

import ast
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pii_house as house
import pii_values as values

MAKERS: dict[str, values.Make] = {
    "EMAIL": values.email,
    "PHONE": values.phone,
    "CREDIT_CARD": values.card,
    "IBAN": values.iban,
    "CRYPTO": values.bitcoin,
    "US_SSN": values.ssn_dashed,
    "NATIONAL_ID": values.nino,
    "IP": values.ipv4,
    "PASSPORT": values.passport,
    "BANK_ACCOUNT": values.account,
    "SECRET": values.token,
    "PERSON": values.person,
}
_SHAPED = frozenset(MAKERS) - {"EMAIL", "PERSON", "SECRET", "CRYPTO", "IP"}


@dataclass(frozen=True, slots=True)
class Case:
    entity: str
    value: str
    form: str
    texts: dict[str, str]
    sides: tuple[tuple[str, str], tuple[str, str]]  # what stands around the value in the question and in the answer


def cases(count: int, seed: int) -> list[Case]:
    source = values.Source(seed)
    return [_case(n, source) for n in range(count)]


def _case(n: int, source: values.Source) -> Case:
    entity = list(MAKERS)[n % len(MAKERS)]
    value = MAKERS[entity](source)
    cue = next(c for c in value.cues if "{v}" not in c)
    form = ("text", "JSON", "Python")[n // len(MAKERS) % 3]
    asked = (f"File this under letters. {cue.capitalize()}: ", f"\nSay what you did ({_mail(source)}).")
    told = {
        "text": (f"Filed; the {cue} is ", ", as you wrote it."),
        "JSON": (f'{{"kind": "letter", "{cue}": "', '", "done": [true, null, 1.5]}'),
        "Python": (f"def file():\n    # {cue}\n    value = '", "'\n    return {'value': value, 'tries': 3 * 7}\n"),
    }[form]
    texts = {"instruction": asked[0] + value.text + asked[1], "input": "", "output": told[0] + value.text + told[1]}
    return Case(entity, value.text, form, texts, (asked, told))


def _mail(source: values.Source) -> str:
    return values.email(source).text


def lines(made: Sequence[Case]) -> list[str]:
    told: Counter[str] = Counter()
    shaped: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for case, (after, _) in zip(made, house.judged([case.texts for case in made]), strict=True):
        asked, answered = after["instruction"], after["output"]
        new = _between(answered, *case.sides[1])
        there = asked.startswith(case.sides[0][0] + new) if new else False
        good = bool(new) and new != case.value and there and case.value not in asked + answered
        told["same"] += good
        missed[case.entity] += not good
        told[case.form] += 1
        told[f"{case.form} parses"] += _parses(case.form, answered, new)
        told["shaped of"] += case.entity in _SHAPED
        shaped["kept"] += case.entity in _SHAPED and _shape(new) == _shape(case.value)
    rest = ", ".join(f"{n} of {entity}" for entity, n in missed.items() if n)
    return [
        f"- Same surrogate in question and answer, the value gone from both: **{told['same']} of {len(made)}**"
        + (f" (not: {rest})." if rest else "."),
        f"- Answers that parse and give the surrogate: JSON {told['JSON parses']} of {told['JSON']}, Python "
        f"{told['Python parses']} of {told['Python']}.",
        f"- Digits, letters and separators where they were (but for e-mail, names, secrets, Bitcoin and IP, whose "
        f"lengths vary): {shaped['kept']} of {told['shaped of']}.",
    ]


def _between(text: str, before: str, after: str) -> str:
    return text[len(before) : len(text) - len(after)] if text.startswith(before) and text.endswith(after) else ""


def _parses(form: str, text: str, new: str) -> bool:
    try:
        if form == "JSON":
            return new in json.loads(text).values()
        return form == "Python" and any(
            isinstance(n, ast.Constant) and n.value == new for n in ast.walk(ast.parse(text))
        )
    except (ValueError, SyntaxError):
        return False


def _shape(text: str) -> str:
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in text)
