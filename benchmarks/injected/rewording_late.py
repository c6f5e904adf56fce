"""Further rules that reword an ask, which only the later parts use."""

import re
from collections.abc import Callable
from random import Random

from injected.records import Ask, Item
from injected.text import capital, is_question, small

FOLLOWS = re.compile(r"follow|below|above|next", re.I)
MARK = re.compile(r"(?m)^(\s*)(?:- )?(?:\(([A-H])\)|([A-H])[).:]) ")
_SAYS_YES_NO = re.compile(r"\b(yes|no|true|false)\b", re.I)
_FOLLOWING = re.compile(
    r"\b([Tt]he|[Tt]his) following (sentences?|statement|text|question|claim|review|passage|paragraph|tweet|word|"
    r"numbers?|list|phrase|equation|expression)\b"
)
_FEW = re.compile(r"(?<![\d.$,/*+=^-])(?<![*+=/x-] )\b([2-9]) (?=(?!times|plus|minus|over|is)[a-z]+s\b)")
_DIGITS = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
_OPTION = re.compile(r"- |\([A-H]\)|[A-H][).:]")
_HAPPENED = (
    "born founded invented released published built established created introduced launched discovered signed formed"
)
_ENDS_OPEN = re.compile(
    r"\b(called|like|for|to|at|than|of|in|from|with|as|on|named|made|known|located|used)$|\bmade of\b"
)

Rule = Callable[[Ask, Item, Random], Ask | None]


def phrase(old: str, new: str, ask: Ask, item: Item, draw: Random) -> Ask | None:
    return ask._replace(text=re.sub(old, new, ask.text, count=1, flags=re.M))


def phrase_of_ask(old: str, new: str, ask: Ask, item: Item, draw: Random) -> Ask | None:
    """As a phrase, but none where it stands in an option, which an answer may repeat."""
    found = re.search(old, ask.text, re.M)
    if not found or _OPTION.match(ask.text[: found.start()].rpartition("\n")[2].lstrip()):
        return None
    return phrase(old, new, ask, item, draw)


def _told(ask: Ask, item: Item, draw: Random) -> Ask | None:
    what = re.fullmatch(r"(What|Who) (is|was|are|were) ((?:the|a|an) [^?,:\n]+)\?", ask.text.strip())
    return ask._replace(text=f"Tell me {what[1].lower()} {what[3]} {what[2]}.") if what else None


def _spelled_out(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """The small figures that count something as words."""
    if item.kind != "number":
        return None
    return ask._replace(text=_FEW.sub(lambda few: _DIGITS[int(few[1]) - 2] + " ", ask.text))


def _in_a_row(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """The options at the end of an ask in a row and not one below the other."""
    head, mark, tail = ask.text.rpartition("Options:\n")
    rows = [row.strip() for row in tail.split("\n")]
    if item.kind not in {"choice", "polarity"} or not mark or not all(_OPTION.match(row) for row in rows):
        return None
    return ask._replace(text=head + "Options: " + " ".join(rows))


def _input_named(ask: Ask, item: Item, draw: Random) -> Ask | None:
    return Ask(ask.text + "\n\nInput: " + ask.input, "") if ask.input else None


def yes_no_asked(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A plain question of yes or no, which says so before it or after it."""
    text = ask.text.strip()
    plain = re.fullmatch(r"(?:Is|Are|Was|Were|Do|Does|Did|Can|Could|Has|Have|Will|Would) [^?\n]+\?", text)
    if item.kind != "polarity" or not plain or ask.input or _SAYS_YES_NO.search(text):
        return None
    return ask._replace(text=draw.choice([f"{text} Yes or no?", f"Yes or no: {small(text)}"]))


def known(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A short question that is asked for as something one may know."""
    text = ask.text.strip()
    if item.kind in {"polarity", "mapping"}:
        return None
    if many := re.fullmatch(r"How many ([\w -]+?) (are|were) there in ([^?,\n]+)\?", text):
        return ask._replace(text=f"Do you know how many {many[1]} there {many[2]} in {many[3]}?")
    who = re.fullmatch(r"(?:Who|What|Which) (?:[a-z]+ed|wrote|won) [^?\n]+\?", text)
    return ask._replace(text=f"Do you know {text[:1].lower()}{text[1:]}") if who else None


def input_quoted(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """An input that is one sentence, in quotes below the ask."""
    plain = re.fullmatch(r"[A-Z][^\n\"“]+[.!?]", ask.input)
    return Ask(f'{ask.text}\n\n"{ask.input}"', "") if plain and len(ask.input.split()) > 3 else None


def below(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """'the following sentence' as 'the sentence below', where the sentence stands in the input."""
    if not ask.input:
        return None
    return ask._replace(text=_FOLLOWING.sub(lambda found: f"{found[1]} {found[2]} below", ask.text, count=1))


def small_letters(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """Lettered options with small letters in brackets."""
    marks = list(MARK.finditer(ask.text))
    if item.kind != "choice" or len(marks) < 2:
        return None
    return ask._replace(text=MARK.sub(lambda mark: f"{mark[1]}({(mark[2] or mark[3]).lower()}) ", ask.text))


def percent(ask: Ask, item: Item, draw: Random) -> Ask | None:
    return ask._replace(text=re.sub(r"(?<=\d)%(?!\w)", " percent", ask.text)) if item.kind == "number" else None


def when_last(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """What happened before the word that asks for its time."""
    text = ask.text.strip()
    when = re.fullmatch(rf"When (was|were) ((?:the )?[A-Z][^?,]+?) ({_HAPPENED.replace(' ', '|')})\?", text)
    return ask._replace(text=f"{capital(when[2])} {when[1]} {when[3]} when?") if when else None


def could_tell(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A short question for what a thing is, within another."""
    what = re.fullmatch(r"(What|Who) (is|was) (the [^?,:\n]+)\?", ask.text.strip())
    if not what or len(what[3].split()) > 8 or re.search(r"\b(is|was|are|were|that|which|who)\b", what[3]):
        return None
    return ask._replace(text=f"Could you tell me {what[1].lower()} {what[3]} {what[2]}?")


def how_much(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A plain sum asked for by 'how much'."""
    plain = re.fullmatch(r"What(?: is|'s) (\d[\d .+*/x×÷-]*\d)\?", ask.text.strip())
    return ask._replace(text=f"How much is {plain[1]}?") if plain else None


def told_it(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """What is one thing of another, as an order to tell it."""
    of = r"What is the ([a-z][a-z ]+ (?:of|between|in) (?:the |an? )?[^?,:\n]+)\?"
    what = re.fullmatch(of, ask.text.strip())
    if not what or item.kind not in {"number", "date", "negation"} or _ENDS_OPEN.search(what[1]):
        return None
    return ask._replace(text=draw.choice(["Tell me the {0}.", "Can you tell me the {0}?"]).format(what[1]))


def in_one_line(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A short input after the order and a colon."""
    text = ask.text.rstrip(" .:")
    if not ask.input or "\n" in ask.text + ask.input or len(ask.input.split()) > 25:
        return None
    if ":" in ask.input or re.search(r"[?.:]", text) or re.match(r"(?:Wh|How|Is |Are |Do|Can |In )", text):
        return None
    return Ask(f"{text}: {ask.input}", "")


def delimited(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A longer input between marks."""
    mark = draw.choice(['"""', "```", "---"])
    return Ask(f"{ask.text}\n\n{mark}\n{ask.input}\n{mark}", "") if len(ask.input.split()) > 5 else None


def context_first(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A question on a longer text below the text."""
    return _named(ask) if len(ask.input.split()) >= 15 else None


def question_last(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """A question of one line after its input."""
    return _named(ask) if ask.input and "\n" not in ask.text else None


def _named(ask: Ask) -> Ask | None:
    """The input and the question, each with its name."""
    if not is_question(ask.text) or FOLLOWS.search(ask.text):
        return None
    return Ask(f"Context: {ask.input}\n\nQuestion: {ask.text}", "")


def question_apart(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """The question at the end of a story on a line of its own."""
    told = re.fullmatch(r"([^\n?]+[a-z0-9]\.) ((?:How|What)\b[^.?\n]+\?)", ask.text.strip())
    if item.kind != "number" or not told or ask.input:
        return None
    return ask._replace(text=f"{told[1]}\n{draw.choice(['', 'Question: '])}{told[2]}")


def asked_which(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """The order to class one thing as this or that as a question."""
    order = re.fullmatch(
        r"(?:Classify|Categorize|Identify) ((?:the|this)(?: following| given)? [a-z]+[a-rt-z]) as (?:either )?"
        r"((?:an? )?[\w-]+ or (?:an? )?[\w-]+)\.?",
        ask.text.strip(),
    )
    return ask._replace(text=f"Is {order[1]} {order[2]}?") if item.kind == "label" and order else None


def items_below(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """The items of an input one below the other."""
    names = ask.input.rstrip(".").split(", ")
    plain = all(re.fullmatch(r"(?!and )[\w' -]+", name) for name in names)
    if item.kind != "mapping" or len(names) < 2 or not plain:
        return None
    bullet = draw.choice(["- ", "* ", ""])
    return ask._replace(input="\n".join(bullet + name for name in names))


FRESH_RULES: list[Rule] = [_told, _spelled_out, _in_a_row, _input_named]
