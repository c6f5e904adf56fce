"""An ask as it is read: without courtesies, as words, clauses and quantities, with the options that it names."""

import re
from functools import cached_property

from stages.answers.quantities import Quantity, quantities
from stages.answers.units import singular
from stages.asks import Ask
from stages.contradiction import cues, kinds, lead, options
from stages.contradiction.core import Core, core, given, priced, spelt, unmeant
from stages.contradiction.kin import Kin
from stages.dedup.differences import AskWording
from stages.normal import folded
from stages.wording.text import bare, tidy

READ_CHARS = 6000
LAST_CHARS = 2000
LEAD_CHARS = 20
_CONTEXTS = ("context", "passage", "paragraph", "article", "document")
_CONTEXT = re.compile(
    r"\s*(?:context|passage|paragraph|article|document)[ ]?:\s*(\S.{40,}?)\n[ ]?"
    r"(?:question|q|task)[ ]?:[ ]*([^\n]+)\s*",
    re.IGNORECASE | re.DOTALL,
)


class Reading:
    """An ask that is read once."""

    def __init__(self, ask: Ask) -> None:
        told = _parted(ask)
        self.ask = told._replace(instruction=_written(told.instruction), input=_written(told.input))
        self.text = _ends(f"{self.ask.instruction}\n{self.ask.input}")

    @cached_property
    def _cores(self) -> tuple[Core, Core]:
        return core(self.ask.instruction), given(self.ask.input)

    @cached_property
    def core(self) -> Ask:
        """The ask without what is said of how to answer."""
        return self.ask._replace(instruction=self._cores[0].text, input=self._cores[1].text)

    @cached_property
    def claim(self) -> bool:
        """Whether the ask is on the truth of what it says."""
        return any(part.claim for part in self._cores)

    @cached_property
    def context(self) -> tuple[str, ...]:
        return (folded(self.ask.system), *map(folded, self.ask.history))

    @cached_property
    def wording(self) -> AskWording:
        instruction = priced(unmeant(self.core.instruction))
        return AskWording(self.core._replace(instruction=instruction, input=priced(self.core.input)))

    @cached_property
    def cut(self) -> frozenset[str]:
        """The words of the courtesies around it."""
        return self._cores[0].cut

    @cached_property
    def singulars(self) -> frozenset[str]:
        return frozenset(map(singular, self.wording.whole.words))

    @cached_property
    def folded(self) -> str:
        return folded(self.text)

    @cached_property
    def clauses(self) -> list[str]:
        """How the sentences of the instruction begin, the first few and the last."""
        text = options.unlisted(_ends(self._cores[0].said) or self.text, self.choices.values())
        text = text if (bare_text := cues.QUOTED_LONG.sub("…", text)).count(" ") < 3 else bare_text
        text = text if text[:1].islower() else cues.RUNS_ON.sub(" ", text)
        text = cues.SHORTENED.sub(r"\1", text)
        parts = [kinds.plain(folded(part)) for part in cues.ENDS.split(text) if part.strip()]
        return [*parts[:4], *parts[4:][-2:]]

    @cached_property
    def kin(self) -> Kin:
        return Kin(self.wording.whole.counts)

    @cached_property
    def lettered(self) -> dict[str, str]:
        return options.lettered(self.text)

    @cached_property
    def choices(self) -> dict[str, str]:
        """Options by their letter, else by their place in a list of lines."""
        found = self.lettered or {str(at): row for at, row in enumerate(options.unlettered(self.text), 1)}
        return {letter: " ".join(bare(said)) for letter, said in found.items()}

    @cached_property
    def worded(self) -> dict[str, str]:
        """Each option by its words, and by those that an answer leaves of it: without `the`, `I am`."""
        told = self.choices.values()
        return {" ".join(bare(lead.said(option))): option for option in told} | {option: option for option in told}

    @cached_property
    def sorted_into(self) -> list[tuple[options.Words, ...]]:
        """Lists of labels, those after `into` as well."""
        return [*self.listed, *options.groups(self.text)]

    @cached_property
    def listed(self) -> list[tuple[options.Words, ...]]:
        return options.listed(self.text)

    @cached_property
    def offered(self) -> frozenset[str]:
        """Every option as an answer may word it; what runs into a sentence by its end or its begin."""
        ends = (items[0][-length:] for items in self.listed for length in range(1, options.ROW_WORDS + 1))
        begins = (items[-1][:length] for items in self.listed for length in range(1, options.ROW_WORDS + 1))
        whole = (item for items in self.listed for item in items)
        told = (" ".join(word for word in item if word not in ("a", "an", "the")) for item in (*ends, *begins, *whole))
        return frozenset((*told, *self.choices.values(), *self.lettered))

    @cached_property
    def options(self) -> frozenset[str]:
        """The words of all options, listed or lettered."""
        items = [word for items in self.listed for item in items for word in item]
        return frozenset((*items, *(word for said in self.lettered.values() for word in said.split())))

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.folded)


def _parted(ask: Ask) -> Ask:
    """`Context: … Question: …` as a question with an input."""
    begins = not ask.input and ask.instruction[:LEAD_CHARS].lstrip().lower().startswith(_CONTEXTS)
    found = _CONTEXT.fullmatch(tidy(ask.instruction)) if begins and len(ask.instruction) <= READ_CHARS else None
    return ask._replace(instruction=found[2], input=found[1]) if found else ask


def _ends(text: str) -> str:
    """As much as is read: the begin of a long text and its end, where what is asked stands."""
    return text if len(text) <= READ_CHARS else f"{text[: READ_CHARS - LAST_CHARS]}\n{text[-LAST_CHARS:]}"


def _written(text: str) -> str:
    """With a line for each option, and words written in full."""
    return options.in_lines(spelt(tidy(text)))
