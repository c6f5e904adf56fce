"""The kind negation: the answer is one plain sentence, and may be negated."""

import re
from dataclasses import dataclass, replace
from random import Random

from injected.forms import table
from injected.negating import negated
from injected.part import Part
from injected.records import Another, Ask, Item, Record
from injected.swaps import names_in, others_like, swap_name, swap_number
from injected.text import capital, lowered, normal

_ASKED = re.compile(
    r"^(what|who|whose|whom|where|which|when|in what|in which|at what|on what|"
    r"how (many|much|old|tall|long|far|fast|deep|high|big|large)|name the|identify the|find the|state the|give the|"
    r"determine the|calculate|compute|convert|tell me (what|who|where|when|which)|classify (this|the)|"
    r"given .*(what|who|when|where|which))\b",
    re.I,
)
_OTHER_ASK = re.compile(
    r"\b(some|an? example|examples|opinion|best|favou?rite|describe|explain|summari|write|generate|create|suggest|"
    r"should|could|would|why|how (do|does|did|can|to)|types|ways|benefits|advantages|differences?|list|think|"
    r"mean(ing)? of life|few|three|two|five|main|common|popular|like|similar|good|great|and (what|who|when|where|"
    r"how|why|which)|translate|rewrite|sentences?|paraphrase|edit|pun|joke|riddle|rhyme|theme|closest|mood|tone|"
    r"topic|moral|message|responsible|all of|trend|genre|purpose|reason|type of|feeling|emotion|idea|result of|"
    r"effect|impact)\b",
    re.I,
)
_TEXT_ASKED = re.compile(
    r"convert (this|the) (following )?(text|sent|statement)|signific|rewor|phrase|line|title|caption|slogan|"
    r"^classify(?!.* or )",
    re.I,
)
_HEDGED = re.compile(
    r"\b(between|some|may|might|usually|often|can|could|would|should|will|must|about|around|approximately|roughly|"
    r"generally|typically|sometimes|many|most|several|few|likely|probably|possibly|not|never|no|none|only|every|"
    r"all|any|both|either|neither|also|but|although|because|however|while|mainly|primarily|such as|including|like|"
    r"example|almost|nearly|widely|currently|estimated|over|under|least|I|you|we|my|your|considered|originally|"
    r"just|even|too|so|if|unless|until|since|as well as|more than|less than|up to|various|different|each|yes|"
    r"regarded|believed|said|known|thought|various|one of|still|already|always|yet|reportedly|then|when|where|or|"
    r"there|significan\w+|famous|best|good|great)\b|n't|[:;?!<\n\"“(]|\.\s|~",
    re.I,
)
_MANY = re.compile(r",(?! ?\d)|,.* and |\band\b.*\band\b| and .*\b(is|are|was|were|has|have)\b")
_NO_NAME = re.compile(r"(located|called|named|in|from|used|made|born|equal|worth|the same|[a-z]+ed\b)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_PLAIN = table(r"""
    {Sentence}.
    {Sentence}
""")


@dataclass(frozen=True, kw_only=True)
class Sentence(Item):
    """A sentence, and its negation in long and short."""

    plus: str
    minus: str
    short: str


def read(record: Record) -> Sentence | None:
    if not record.free or not 4 <= len(record.answer.split()) <= 25 or not _asks_sentence(record):
        return None
    body = record.answer.rstrip("./")
    if not _is_plain(record, body):
        return None
    minus, short = negated(body, short=False), negated(body, short=True)
    if minus is None or short is None:
        return None
    return Sentence(
        record=record,
        kind="negation",
        value="plus",
        alternatives=("minus",),
        plus=body,
        minus=minus,
        short=short,
        template=record.template(3),
    )


def _asks_sentence(record: Record) -> bool:
    ask = record.ask
    if not _ASKED.search(ask) or _OTHER_ASK.search(ask) or _TEXT_ASKED.search(ask):
        return False
    return ask.count("?") <= 1 and len(record.input) <= 1500


def _is_plain(record: Record, body: str) -> bool:
    """Whether the answer is one sentence with one statement that is hedged by nothing."""
    ends = record.answer.endswith(".") or record.task == "dolly"
    if not ends or not re.match(r"[A-Z0-9]", body) or _HEDGED.search(body) or _MANY.search(body):
        return False
    return " and " not in body or bool(re.search(r" (are|were) ", body))


def forms(item: Sentence, value: str, part: Part, draw: Random) -> list[str]:
    out: list[str] = []
    shapes = {"plus": [item.plus], "minus": [item.minus, item.short]}[value]
    for condition, form in [*_PLAIN, *part.negations]:
        fits = {
            "": shapes,
            "asked": shapes if item.record.ask.endswith("?") else [],
            "plus": shapes if value == "plus" else [],
            "denied": [item.plus] if value == "minus" else [],
        }
        out += [form.format(Sentence=shape, sentence=lowered(shape)) for shape in fits[condition]]
    return out + (_short_forms(item) if value == "plus" else [])


def _short_forms(item: Sentence) -> list[str]:
    """What stands after 'is', where what stands before it is in the ask."""
    said = re.match(r"(.+?) (?:is|was|are) ((?:[^ ]+ ?){1,4})$", item.plus)
    if not said or _NO_NAME.match(said[2]):
        return []
    subject = set(normal(said[1]).split()) - {"the", "a", "an", "of", "in", "is"}
    if not subject or not subject <= set(normal(item.record.ask).split()):
        return []
    return [capital(said[2]) + ".", said[2], "Answer: " + said[2]]


def other(item: Sentence, pool: list[Sentence], names: list[str], draw: Random) -> Another[Sentence] | None:
    """A name or a number of the ask changed, in the answer too where it stands there, and the answer negated."""
    ask, given = item.record.ask, item.record.input
    if given:
        return _with_input(item, draw)
    asked = [name for name in names_in(ask) if name in item.plus]
    if asked:
        others = [name for name in others_like(asked[-1], names) if name not in ask + item.plus]
        return _exchanged(item, rf"\b{re.escape(asked[-1])}\b", draw.choice(others)) if others else None
    if changed := swap_number(ask, draw):
        old, new = _changed_number(ask, changed)
        return _exchanged(item, rf"(?<![\d.]){re.escape(old)}(?![\d]|\.\d)", new) if old and old in item.plus else None
    swapped = swap_name(ask, names, draw)
    return Another(Ask(swapped, ""), item, "minus") if swapped else None


def _with_input(item: Sentence, draw: Random) -> Another[Sentence] | None:
    given = item.record.input
    changed = swap_number(given, draw) if len(given) < 120 else None
    old = _changed_number(given, changed)[0] if changed else ""
    if not changed or not old or old in _FIGURE.findall(changed) or _stands_in(old, item.plus):
        return None
    return Another(Ask(item.record.ask, changed), item, "minus")


def _stands_in(number: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text))


def _changed_number(text: str, changed: str) -> tuple[str, str]:
    """The one number in which two texts differ, old and new; empty where they do not differ in one."""
    old, new = _FIGURE.findall(text), _FIGURE.findall(changed)
    differ = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
    return differ[0] if len(differ) == 1 and len(old) == len(new) else ("", "")


def _exchanged(item: Sentence, pattern: str, new: str) -> Another[Sentence]:
    ask, plus, minus, short = (
        re.sub(pattern, new, text) for text in (item.record.ask, item.plus, item.minus, item.short)
    )
    return Another(Ask(ask, ""), replace(item, plus=plus, minus=minus, short=short), "minus")
