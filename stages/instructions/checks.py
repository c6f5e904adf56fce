"""Checks: one thing that an answer must satisfy, by the name of its verifier and that one's arguments."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from schemas.errors import RecipeError
from stages.instructions import case, keywords, layout, lengths, letters, machine, phrases

Verifier = Callable[..., bool]
Argument = int | str | Sequence[str]

VERIFIERS: dict[str, Verifier] = {
    "words": lengths.words,
    "sentences": lengths.sentences,
    "paragraphs": lengths.paragraphs,
    "paragraph_opens": lengths.paragraph_opens,
    "keywords": keywords.keywords,
    "forbidden": keywords.forbidden,
    "keyword_count": keywords.keyword_count,
    "letter_count": letters.letter_count,
    "script": letters.script,
    "json": machine.json_only,
    "placeholders": machine.placeholders,
    "bullets": layout.bullets,
    "numbered": layout.numbered,
    "title": layout.title,
    "sections": layout.sections,
    "highlights": layout.highlights,
    "two_responses": layout.two_responses,
    "upper": case.upper,
    "lower": case.lower,
    "capital_words": case.capital_words,
    "no_comma": case.no_comma,
    "quoted": case.quoted,
    "opens": phrases.opens,
    "closes": phrases.closes,
    "postscript": phrases.postscript,
    "repeats": phrases.repeats,
    "one_of": phrases.one_of,
}


@dataclass(frozen=True)
class Check:
    name: str
    arguments: Mapping[str, Argument] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        verifier = VERIFIERS.get(self.name)
        if verifier is None:
            raise RecipeError(f"there is no check {self.name!r}: take one of {', '.join(VERIFIERS)}")
        _typed(self.name, verifier, self.arguments)
        verifier("", **self.arguments)  # a value that no answer could meet is said here, not at the first answer


def passes(check: Check, answer: str) -> bool:
    """Strictly; an answer that says nothing satisfies nothing."""
    return bool(answer.strip()) and VERIFIERS[check.name](answer, **check.arguments)


def passes_loosely(check: Check, answer: str) -> bool:
    """Also where a first or last line such as `Sure, here it is:`, or asterisks, are all that is in the way."""
    return any(passes(check, view) for view in _views(answer))


def _views(answer: str) -> Iterator[str]:
    lines = answer.strip().splitlines()
    cuts = (answer, *("\n".join(part).strip() for part in (lines[1:], lines[:-1], lines[1:-1])))
    yield from dict.fromkeys((*cuts, *(cut.replace("*", "") for cut in cuts)))


def _typed(name: str, verifier: Verifier, arguments: Mapping[str, Argument]) -> None:
    taken = dict(list(inspect.signature(verifier).parameters.items())[1:])
    for key in arguments:
        if key not in taken:
            offers = ", ".join(taken) or "no arguments"
            raise RecipeError(f"the check `{name}` has no argument {key!r}: it takes {offers}")
    hints = get_type_hints(verifier)
    for key, parameter in taken.items():
        if key not in arguments and parameter.default is inspect.Parameter.empty:
            raise RecipeError(f"the check `{name}` needs the argument {key!r}: give it")
        if key in arguments and not _fits(arguments[key], hints[key]):
            raise RecipeError(f"the check `{name}` got {key} = {arguments[key]!r}: give {_told(hints[key])}")


def _fits(value: object, hint: Any) -> bool:
    if get_origin(hint) is UnionType:
        return any(_fits(value, part) for part in get_args(hint))
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_origin(hint) is Sequence:
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return type(value) is hint


def _told(hint: Any) -> str:
    if get_origin(hint) is UnionType:
        return " or ".join(_told(part) for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is Literal:
        return f"one of {', '.join(get_args(hint))}"
    if get_origin(hint) is Sequence:
        return "a list of texts"
    return {int: "a whole number", str: "a text"}[hint]
