"""An answer as comparators read it: bounded, folded, as words and sentences, with its numbers and dates."""

import re
from functools import cached_property

from stages.answers.days import Day, days
from stages.answers.parsed import Answer, parsed
from stages.answers.quantities import Quantity, figures, quantities
from stages.contradiction import lead
from stages.contradiction.entries import Entry, entries
from stages.normal import folded
from stages.wording.generic import FUNCTION
from stages.wording.opposites import NEGATIONS
from stages.wording.text import bare, negated, tidy, uncited

READ_CHARS = 4000
LONG_WORDS = 60
SHOWN_CHARS = 80
ALONE_WORDS = 8
MOST_LEADING = 14
_FINAL = re.compile(
    r"(?:(?:final |correct )?answer(?: is|:| =)|\btherefore,?|\bthus,?|\bhence,?|\bso,?|####|\bin total,?)\s*:?\s*"
)
_REASONED = re.compile(
    r"(?is:(?!.*\n[^\n]*\b(?:source|updated|page|note|edit|reference|see)\b[^\n]*$))([^\n]*[.!?]\s*)\n+["
    r" \t]*((?:[^\s.]\S*[ \t]?){1,5})"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_CODE = re.compile(r"```|(?m:^\s*(?:def |import |from \w+ import|class \w+|#include|public |function |SELECT |<\w+))")
HEDGES = re.compile(
    r"\b(?:(?:about|around|nearly|almost|some|over|under|close to|up to) (?:an? |the )?(?=[\d$€£])|approximately"
    r"|approx|roughly|circa"
    r"|ca|more than|less than|at least|fewer than"
    r"|at most|between|estimated|an average of|on average|typically|usually|variable|as (?:many|much|few|little) as"
    r"|varies|depends|depending|may|might|could"
    r"|probably|or so|or more)\b|[~≈≥≤<>]|\d ?(?:-|–|to) ?\d|\d\+"
)


_HEDGED = re.compile(r",? (?:i (?:think|believe|guess|suppose)|afaik|imo|imho|tbh)[.!]*$")
_LED = re.compile(
    r"^(yes|yeah|yep|no|nope)\b(?:$|[\s,.!:;–—-]++(?!but\b|or\b|and no\b|matter\b|one\b|idea\b|longer\b))"
)
_COMES_TO = re.compile(
    r"(?!.*\b(?:not|n't|never|neither|nor|unless|if|or|doubt|wrong|hard|difficult|early|stretch|misleading|rarely"
    r"|hardly"
    r"|seldom|too|lie|reluctant|tempting|cannot|as good as)\b)(?!.*n't).*\b(?:answer|verdict|response|reply"
    r"|that|it|this|say)"
    r"\b.*(?:\b(?:is|be|as|say|with|a|an|clear|definite|simple|firm|answer)|[:=-]) [\"'*(]*(yes|no)\W*"
)
_SURELY = re.compile(r"^(?:definitely|certainly|absolutely|of course|indeed|not at all|surely)(?: not)?\W*$")
_SUBJECT = re.compile(r"(?:it|he|she|they|there|this|that|you|we|i)\b")
_FALSE = re.compile(
    r"^(?:(?:that|this|it|the (?:statement|claim|sentence))(?: is|'s) )?"
    r"(true|false|correct|incorrect)\b[\s.,:;!-]*+(?!but\b|or\b|and\b)"
)


_ALONE = (
    "yes yeah yep no nope true false correct incorrect the answer is it this that s so right indeed case not"
    " statement claim a be"
    " would say i d of course short final absolutely definitely sir ok they do does are sure certainly to question here"
)
_NO_MORE = frozenset(_ALONE.split())


class Said:
    """Reads no more than the first `READ_CHARS`; `whole` says whether that is all. Of reasoning that ends in a line of
    few words that line is the answer."""

    def __init__(self, text: str) -> None:
        self.whole = len(text) <= READ_CHARS
        text = tidy(text[: READ_CHARS + 1])
        led = _REASONED.fullmatch(text.rstrip()) if self.whole and "\n" in text else None
        self._all = lead.plain(text)
        self.text = lead.plain(led[2]) if led else self._all
        self._reasons = len(led[1].split()) if led else 0

    @cached_property
    def answer(self) -> Answer:
        return parsed(self.text)

    @cached_property
    def plain(self) -> str:
        return _HEDGED.sub("", folded(uncited(self.text[:READ_CHARS])))

    @cached_property
    def value(self) -> str:
        """Without `The answer is` and the full stop."""
        return lead.led(self.plain)

    @cached_property
    def stated(self) -> list[str]:
        """The words of what it states, without `In fact,`, `The answer is that` and `It is true that`."""
        return bare(lead.statement(self.plain))

    @cached_property
    def denials(self) -> int:
        return negated(self.stated)

    @cached_property
    def bare_value(self) -> str:
        """The value without `It is` at its begin as well."""
        return lead.said(self.plain)

    @cached_property
    def told(self) -> str:
        """The words of the value without `It is` and articles at its begin."""
        words = bare(self.bare_value)
        return " ".join(words[1:] if words[:1] in (["a"], ["an"], ["the"]) else words)

    @cached_property
    def words(self) -> list[str]:
        return bare(self.plain)

    @cached_property
    def content(self) -> list[str]:
        return [word for word in self.words if word not in FUNCTION and word not in NEGATIONS]

    @cached_property
    def negations(self) -> int:
        return negated(self.words)

    @cached_property
    def sentences(self) -> list[str]:
        return _SENTENCE.split(self.plain)

    @cached_property
    def figures(self) -> str:
        """With figures for numbers that are spelt out: what `quantities` count their places in."""
        return figures(self.plain)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.plain)

    @cached_property
    def days(self) -> list[Day]:
        return days(self.plain)

    @cached_property
    def final(self) -> tuple[int, str]:
        """Where what is announced as the answer begins, and its first line's worth of text."""
        cues = list(_FINAL.finditer(self.figures))
        return (cues[-1].end(), self.figures[cues[-1].end() :]) if cues else (0, "")

    @cached_property
    def polar(self) -> str:
        """Yes, no, or nothing: what the answer begins with."""
        return _polar(self.value) or _polar(self.bare_value) or self._ends

    @cached_property
    def _ends(self) -> str:
        """The yes or no that a short answer comes to at its end: `I am sure the answer is no`."""
        found = _COMES_TO.fullmatch(self.plain) if len(self.words) <= MOST_LEADING else None
        return found[1] if found else ""

    @cached_property
    def literal(self) -> bool:
        """Whether its yes or no is that very word, and not `Correct` or `Wrong`."""
        return bool(_LED.match(self.value) or _LED.match(self.bare_value) or self._ends)

    @cached_property
    def polar_alone(self) -> bool:
        """Whether yes or no is all that it says, but for `Yes, that is so`."""
        return bool(self.polar) and _NO_MORE.issuperset(self.told.split())

    @cached_property
    def entries(self) -> list[Entry]:
        return entries(self._all) if self.whole else []

    @cached_property
    def valued(self) -> tuple[str, ...]:
        """The words of the value, without articles."""
        return tuple(word for word in bare(self.value) if word not in ("a", "an", "the"))

    @cached_property
    def asks(self) -> bool:
        """Whether the answer is a question itself."""
        return self.value.endswith("?")

    @cached_property
    def long(self) -> bool:
        return not self.whole or len(self.words) + self._reasons > LONG_WORDS

    @cached_property
    def code(self) -> bool:
        return bool(_CODE.search(self.text[:READ_CHARS]))

    @cached_property
    def hedged(self) -> bool:
        return bool(HEDGES.search(self.figures))


def _polar(value: str) -> str:
    if led := _LED.match(value):
        rest = _SURELY.sub("", value[len(led[1]) :].lstrip())
        bare_rest = rest and not rest.startswith((",", ".", "!", ":", ";", "-", "–", "—")) and not _SUBJECT.match(rest)
        return "" if bare_rest and led[1] == "no" else "yes" if led[1].startswith("y") else "no"
    found = _FALSE.match(value)
    return ("yes" if found[1] in ("true", "correct") else "no") if found else ""


def shown(text: str) -> str:
    """A span of an answer as a decision shows it."""
    return text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…"
