"""What kind of answer an ask wants: open asks have many good ones, closed asks one."""

from functools import cached_property
from itertools import takewhile

from stages.answers.units import UNITS, singular
from stages.contradiction import cues, kinds, options
from stages.contradiction.reading import Reading
from stages.wording.opposites import NEGATIONS
from stages.wording.text import bare

LEAST_TOLD = 8
MOST_TASTED = 160
QUIZ = 4
PASSAGE_WORDS = 20
MOST_ASKING = 300


class Asked(Reading):
    """An ask and what it is after."""

    @cached_property
    def kind(self) -> kinds.Kind:
        if self.personal and not (self.choices or self.claim):
            return "open"
        if self._judging and self.listed and not self.taste:
            return "closed"
        if self._offering and not (self.personal or self.free or self.makes):
            return "closed"
        found = kinds.kind(self._judging or self.clauses, bool(self.lettered) or self.claim)
        if found == "open" and self.sorts and self.listed and not self.taste:
            return "closed"
        if found == "closed" or (found == "open" and not any(map(kinds.TAKES.match, self.clauses))):
            return found
        if any(map(_menu, self.listed)):
            return kinds.kind(self.clauses, options=True)
        if found == "unknown" and (self.wants_number or self.wants_date):
            alone = len(self.clauses) == 1  # `The number of keys of the organ`
            return "closed" if alone or any(map(cues.COMPUTED.search, self.questions)) else found
        return found

    @cached_property
    def questions(self) -> list[str]:
        """The clauses that ask: what judges a text, else those with a question mark, of which the ones that begin as
        questions do go first, or that only begin so, else the first and last."""
        begun = [
            clause for clause in self._marked or self.clauses if cues.YES_NO.match(clause) or cues.WH.match(clause)
        ]
        if not self._marked:
            begun = [clause for clause in begun if cues.YES_NO.match(clause)]
        return self._judging or begun or self._marked or [*self.clauses[:1], *self.clauses[1:][-1:]]

    @cached_property
    def _marked(self) -> list[str]:
        """The clauses with a question mark."""
        return [clause for clause in self.clauses if clause.endswith("?")]

    @cached_property
    def _put(self) -> list[str]:
        """What is asked: of an ask with options the last question alone."""
        return self.questions[-1:] if self.choices else self.questions

    @property
    def _brief(self) -> bool:
        """Whether it is too short to hold a text."""
        return self.text.count(" ") < PASSAGE_WORDS

    @cached_property
    def _judging(self) -> list[str]:
        """The last question, where it is on what stands before it: `Do these two questions mean the same?`"""
        last = self.clauses[-1:]
        asks = last and (last[0].endswith("?") or " or " in last[0]) and cues.JUDGES.search(last[0])
        return last if asks else []

    @cached_property
    def _offering(self) -> bool:
        """Whether it ends with what an answer may be: `Answer by more, less or no effect`."""
        return len(self.clauses) > 1 and bool(cues.OFFERING.match(self.clauses[-1]))

    @cached_property
    def _choosing(self) -> bool:
        """Whether what asks offers several things: more than yes or no, true or false."""
        text = cues.ASIDE.sub("", cues.QUOTED_LONG.sub("…", self.text))
        asking = [one for one in cues.SENTENCES.split(text) if one.endswith("?")]
        asking = asking or ([text] if len(text) < MOST_ASKING else [])
        return any(cues.OFFERS.search(one.lower()) and any(map(_choosing, options.listed(one))) for one in asking)

    @cached_property
    def free(self) -> bool:
        """Whether one asks for anything one likes."""
        if any(map(kinds.CHANCE.search, self.clauses[:2])):
            return True
        return any(map(kinds.FREE.search, self._put))

    @cached_property
    def makes(self) -> bool:
        """Whether something is to be made up or worded anew."""
        return any(map(kinds.MAKES.match, self.clauses))

    @cached_property
    def personal(self) -> bool:
        """Whether one asks for what somebody likes, has or ought to do; nothing that is to be worked out."""
        if self.wants_number and self.computes and len(self.quantities) > 1:
            return False
        return any(map(kinds.PERSONAL.search, self._put))

    @cached_property
    def taste(self) -> bool:
        """Whether one asks for what somebody likes, or ought to do."""
        ends = [clause[-MOST_TASTED:] for clause in self._last_asked]
        return any(kinds.ADVICE.search(end) or kinds.TASTE.search(end) for end in ends)

    @cached_property
    def _last_asked(self) -> list[str]:
        """The question that the options belong to, with what stands before its colon, and what an order begins with."""
        led = [clause for clause in self.clauses if clause.endswith(":") and cues.WH.match(clause)]
        first = [] if self._marked else self.clauses[:1]
        return [*first, *led, *self._put]

    @cached_property
    def opinion(self) -> bool:
        """Whether one asks for a judgement on the world and not on a text."""
        return self._brief and any(map(kinds.JUDGEMENT.search, self.questions))

    @cached_property
    def liking(self) -> bool:
        """Whether one asks if something pleases."""
        return self._brief and bool(kinds.LIKING.search(self.folded))

    @cached_property
    def loose(self) -> bool:
        """Whether several of the options that it offers may be good answers: no passage settles which, and no word, and
        there are fewer than a quiz has."""
        quiz = len(self.choices) >= QUIZ and self.questions[-1].endswith("?")
        if quiz or not any(map(kinds.LOOSE.match, self._last_asked)):
            return False
        told = sum(clause.count(" ") + 1 for clause in self.clauses if clause not in self._last_asked)
        return told < LEAST_TOLD and not kinds.SETTLED.search(self.folded)

    @cached_property
    def yes_no(self) -> bool:
        clauses = [one for one in self.clauses if not (self._marked and one.endswith(".") and cues.STATED.match(one))]
        return self.claim or (any(map(cues.YES_NO.match, clauses)) and not self._choosing)

    @cached_property
    def wh(self) -> bool:
        """Whether it asks what, who or how, or which of several things: yes or no would be no answer."""
        told = all(map(cues.WH.match, self.questions)) or self._choosing
        return told and not cues.EITHER_WAY.search(self.folded)

    @cached_property
    def negated(self) -> bool:
        """Whether a yes may mean a no: what is asked is negated itself, and not only a condition of it."""
        return any(
            word in NEGATIONS
            for clause in self.questions
            if not cues.ONLY_OPTIONS.fullmatch(clause)
            for word in takewhile(lambda word: word not in cues.CONDITIONS, bare(cues.YES_OR_NO.sub("", clause)))
        )

    @cached_property
    def wants_number(self) -> bool:
        told = " ".join(self.clauses)
        return not self.yes_no and bool(cues.NUMBERED.search(told)) and not cues.FORMULA.search(told)

    @cached_property
    def sorts(self) -> bool:
        """Whether things that the ask names are to be given one of its labels each."""
        return bool(cues.SORTS.search(self.folded))

    @cached_property
    def counts(self) -> frozenset[str]:
        """Words for what is to be counted, in the singular: `large` and `window` of `how many large windows has it`."""
        found = cues.COUNTS.search(" ".join(self.clauses))
        return frozenset(singular(word) for word in found[1].split()) if found else frozenset()

    @cached_property
    def units(self) -> frozenset[str]:
        """The units that an answer is to be in: `in feet`, `how many hours`."""
        found = (singular(word) for word in cues.IN_UNITS.findall(" ".join(self.clauses)))
        return frozenset(word for word in found if word in UNITS)

    @cached_property
    def computes(self) -> bool:
        """Whether something is to be worked out, so that a bare number is an answer to it."""
        asks = any(cues.COMPUTED.search(one) and not cues.FORMULA.search(one) for one in self.questions)
        return asks and any(map(str.isdecimal, self.text))

    @cached_property
    def wants_date(self) -> bool:
        return not self.yes_no and any(map(cues.DATED.search, self.clauses))

    @cached_property
    def passing(self) -> bool:
        """Whether the right answer changes with time."""
        if len(self.ask.input.split()) > PASSAGE_WORDS or len(self.quantities) > 1:
            return False  # what is asked for stands in a passage, or is to be computed
        if cues.YEAR.search(self.folded):
            return False
        return any(cues.PASSING.search(cues.QUOTED.sub("", question)) for question in self.questions)

    @cached_property
    def of_marks(self) -> bool:
        """Whether it is about marks, such as which word is bold."""
        return bool(cues.OF_MARKS.search(self.folded))

    @cached_property
    def of_language(self) -> bool:
        """Whether the very words are asked about: their tense, letters or number."""
        return bool(cues.OF_LANGUAGE.search(self.folded))

    @cached_property
    def joined(self) -> tuple[int, int]:
        """How often it says `and`, and `or`."""
        return self.folded.count(" and "), self.folded.count(" or ")

    @cached_property
    def expressions(self) -> list[str]:
        """Quotients and powers of single letters."""
        return cues.EXPRESSION.findall(self.folded) if "/" in self.folded or "^" in self.folded else []

    @cached_property
    def several(self) -> bool:
        return any(map(cues.SEVERAL.search, (*self.clauses[:1], *self.clauses[1:][-2:])))


def _menu(items: tuple[options.Words, ...]) -> bool:
    """Three short options or more, of which the last one ends what is asked."""
    return len(items) > 2 and all(len(item) <= 3 for item in items[1:])


def _choosing(items: tuple[options.Words, ...]) -> bool:
    """Whether a list of options is more than yes or no, true or false."""
    return not {items[0][-1:], items[-1][:1]} & {("yes",), ("no",), ("true",), ("false",), ("not",)}
