"""How long an answer is: its words, sentences and paragraphs."""

from schemas.errors import RecipeError
from stages.instructions import text
from stages.instructions.counting import within


def words(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    return within(len(text.words(answer)), least, most)


def sentences(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    return within(len(text.sentences(answer)), least, most)


def paragraphs(answer: str, *, least: int | None = None, most: int | None = None) -> bool:
    return within(len(text.paragraphs(answer)), least, most)


def paragraph_opens(answer: str, *, paragraph: int, word: str) -> bool:
    """The paragraph of that number, from 1 on, begins with the word."""
    if paragraph < 1 or not text.words(word):
        raise RecipeError(
            f"`paragraph_opens` got paragraph {paragraph} and word {word!r}: count from 1, and name a word"
        )
    found = text.paragraphs(answer)
    first = text.words(found[paragraph - 1])[:1] if paragraph <= len(found) else []
    return [bare(one) for one in first] == [bare(word)]


def bare(word: str) -> str:
    return word.strip(".,;:!?\"'“”‘’«»()[]*_#").casefold()
