"""How an answer begins and ends, what it repeats, and answers that must be one of a few."""

from collections.abc import Sequence

from schemas.errors import RecipeError
from stages.instructions.text import lines

_QUOTES = "\"'“”„«»"


def opens(answer: str, *, phrase: str) -> bool:
    """With the phrase, in either case, quotation marks aside."""
    wanted, said = _wanted(phrase), _folded(answer)
    return said.startswith(wanted) and _apart(wanted[-1], said[len(wanted) :][:1])


def closes(answer: str, *, phrase: str) -> bool:
    wanted, said = _wanted(phrase), _folded(answer)
    return said.endswith(wanted) and _apart(wanted[0], said[: -len(wanted)][-1:])


def postscript(answer: str, *, marker: str = "P.S.") -> bool:
    """A line after the first that begins with the marker and goes on."""
    wanted = _wanted(marker)
    later = map(_folded, lines(answer)[1:])
    after = [line[len(wanted) :] for line in later if line.startswith(wanted)]
    return any(_apart(wanted[-1], rest[:1]) and any(map(str.isalnum, rest)) for rest in after)


def repeats(answer: str, *, prompt: str) -> bool:
    """First the prompt word for word, then an answer to it."""
    wanted, said = prompt.split(), answer.split()
    if not wanted:
        raise RecipeError("`repeats` got a blank prompt: give the text that is to be repeated")
    return said[: len(wanted)] == wanted and any(map(str.isalnum, " ".join(said[len(wanted) :])))


def one_of(answer: str, *, options: Sequence[str]) -> bool:
    """Nothing but one of the options, a final stop aside."""
    wanted = [_wanted(option).rstrip(".") for option in options]
    if not wanted:
        raise RecipeError("`one_of` got no option: list what the answer may be in `options`")
    return _folded(answer).rstrip(".") in wanted


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_QUOTES).strip()


def _wanted(phrase: str) -> str:
    if wanted := _folded(phrase):
        return wanted
    raise RecipeError(f"a check on a phrase got {phrase!r}: give one that is not blank")


def _apart(edge: str, beside: str) -> bool:
    """Whether a phrase ends where a word does."""
    return not (edge.isalnum() and beside.isalnum())
