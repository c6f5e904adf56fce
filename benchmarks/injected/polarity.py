"""The kind polarity: the answer is yes or no, true or false."""

import re
from dataclasses import dataclass, replace
from random import Random

from injected.forms import texts
from injected.others import by_other
from injected.part import Part
from injected.records import Another, Ask, Item, Record
from injected.swaps import swap_name
from injected.text import capital, normal

_OPINION = re.compile(
    r"\b(should|good|best|better|worth|recommend|you think|opinion|safe|ethical|popular|likely|healthy|important|"
    r"easy|hard|beautiful|possible|why|how|explain|reason|justify|describe|correct it|rewrite|if not|if so|"
    r"appropriate|suitable|sound)\b",
    re.I,
)
_ASKED = re.compile(
    r"^(is|are|was|were|do|does|did|can|has|have|had|will)\b.*\?|\byes or no\b|true or false|\bif (it|the|this|"
    r"these|a|an)\b.*|\bwhether\b",
    re.I,
)
_HEDGED = re.compile(r"\b(but|however|although|depend|while|some|not necessarily|both|may|might|can)\b", re.I)
_TASKS = re.compile(
    r"p3/(amazon_polarity|glue_mrpc|glue_qqp|paws|qasc_is|social_i_qa_Check|wiki_qa|wiqa_does|imdb_Reviewer_Enj|"
    r"rotten_tomatoes_Reviewer_Enj)"
)
_ECHOED = re.compile(
    r"(Is|Are|Was|Were|Do|Does|Did) (?!you\b|we\b|I\b)"
    r"(there|they|the reviewer|it|this|that|the (?:above|following|review|claim|statement|sentence))?\b[^?]*\?",
    re.I,
)
_FLIPS = (
    (r"\b(claim above|above claim) true\?", r"\1 false?"),
    (r"\breview positive\?", "review negative?"),
    (r"\breview negative\?", "review positive?"),
    (r"\bmean the same thing\?", "have different meanings?"),
    (r"\basking the same thing\?", "asking different things?"),
    (r"\bcorrect answer\b", "wrong answer"),
    (r"\ba valid answer\?", "an invalid answer?"),
    (r"\bDid the reviewer enjoy\b", "Did the reviewer dislike"),
    (r"\bexpress the same meaning\?", "express different meanings?"),
)
_YES_NO = texts(r"""
    {Yes}
    {Yes}.
    {yes}
    The answer is {yes}.
""")
_TRUE_FALSE = texts(r"""
    {True}
    {True}.
    {true}
    The answer is {true}.
""")


@dataclass(frozen=True, kw_only=True)
class Polar(Item):
    """An answer of yes or no, with the ways to say it that the ask allows."""

    true_false: bool
    yes_no: bool
    claim: bool


def read(record: Record) -> Polar | None:
    begins = re.match(r"(yes|no|true|false)(?=$|[.,!;:\n])(?!\. \d)", record.answer, re.I)
    if not begins or len(record.answer.split()) > 30:
        return None
    said = begins[1].lower()
    if not _fits(record, said) or (_has(r"\bfalse\b", record.ask) and not _has(r"\btrue\b", record.ask)):
        return None
    true_false = said in {"true", "false"} or _has(r"true or false|true\?|true:|true/false", record.ask)
    yes = said in {"yes", "true"}
    return Polar(
        record=record,
        kind="polarity",
        value="yes" if yes else "no",
        alternatives=("no" if yes else "yes",),
        true_false=true_false,
        yes_no=said in {"yes", "no"} or not true_false,
        claim=_has(r"claim|statement", record.ask),
        template=record.template(3),
    )


def _has(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text, re.I))


def _fits(record: Record, said: str) -> bool:
    """Whether the ask has one right answer, as far as its words or its task tell."""
    ask = record.ask
    if record.free:
        asks_other = _OPINION.search(ask) or _has(r"\b(write|create|edit|change)\b", ask) or ask.count("?") > 1
        if asks_other or not _ASKED.search(ask) or re.search(r" or (?!false|no\b|not\b)", ask):
            return False
        untold = said in {"true", "false"} and not _has(r"true|false|correct|valid|accura", ask)
        return not untold and not _HEDGED.search(record.answer)
    if record.task == "cot/strategyqa_train":
        return not re.search(r"\bnot\b|n't| or ", ask)
    if record.task == "cot/creak_train":
        return "make sense" not in ask
    return bool(_TASKS.match(record.task)) and normal(record.answer) in {"yes", "no", "true", "false"}


def forms(item: Polar, value: str, part: Part, draw: Random) -> list[str]:
    yes = value == "yes"
    parts = {
        "yes": value,
        "Yes": value.capitalize(),
        "YES": value.upper(),
        "right": "right" if yes else "not right",
        "not_": "" if yes else "not ",
        "indeed": "indeed" if yes else "not at all",
        "Yep": "Yep" if yes else "Nope",
        "yep": "yep" if yes else "nope",
        "yeah": "yeah" if yes else "nah",
        "definitely": "definitely" if yes else "definitely not",
        "Certainly": "Certainly" if yes else "Certainly not",
        "Definitely": "Definitely" if yes else "Definitely not",
        "tick": "\N{WHITE HEAVY CHECK MARK}" if yes else "\N{CROSS MARK}",
        "Indeed": "Indeed" if yes else "Not at all",
        "believe": "I believe so" if yes else "I don't believe so",
        "Yes_indeed": "Yes indeed" if yes else "No, not at all",
        "so": "I think so" if yes else "I don't think so",
        "thats": "that's" if yes else "that's not",
        "of_course": "of course" if yes else "of course not",
        "correct_": "correct" if yes else "incorrect",
        "Yeah": "Yeah" if yes else "Nah",
        "Absolutely": "Absolutely" if yes else "Absolutely not",
        "Yup": "Yup" if yes else "Nope",
        "Of_course": "Of course" if yes else "Of course not",
        "correct": "that's correct" if yes else "that's incorrect",
        "accurate": "accurate" if yes else "inaccurate",
        "absolutely": "absolutely" if yes else "absolutely not",
        "is_correct": "is correct" if yes else "is incorrect",
        "echo": (echo := _echo(item.record.ask, yes)),
        "Echo": capital(echo),
        "true": "true" if yes else "false",
        "True": "True" if yes else "False",
        "TRUE": "TRUE" if yes else "FALSE",
        "claim": "claim" if "claim" in item.record.ask.lower() else "statement",
    }
    fit = [*_YES_NO, *part.yes_no] if item.yes_no else []
    fit += [*_TRUE_FALSE, *part.true_false] if item.true_false else []
    fit = [form for form in fit if (item.claim or "{claim}" not in form) and (echo or "cho}" not in form)]
    return [form.format(**parts) for form in fit]


def _echo(ask: str, yes: bool) -> str:
    """The verb of the last question with a pronoun, as in 'it is'; empty where no pronoun is sure."""
    found = [asked for line in ask.split("\n") if (asked := _ECHOED.fullmatch(line.strip()))]
    if not found:
        return ""
    verb, subject = found[-1][1].lower(), (found[-1][2] or "").lower()
    if subject == "there":
        pronoun = "there"
    elif verb in {"are", "were", "do"} or subject in {"the reviewer", "they"}:
        pronoun = "they"
    elif subject:
        pronoun = "it"
    else:
        return ""
    return f"{pronoun} {verb}" if yes else f"{pronoun} {verb}n't"


def other(item: Polar, pool: list[Polar], names: list[str], draw: Random) -> Another[Polar] | None:
    """The same ask turned to its opposite or with another name in it, or another record's ask."""
    ask = item.record.ask
    if draw.random() < 0.4:
        for old, new in _FLIPS:
            if (flipped := re.sub(old, new, ask)) != ask:
                plain = replace(item, true_false=False, yes_no=True)
                return Another(Ask(flipped, item.record.input), plain, item.alternatives[0])
    if item.record.task == "cot/strategyqa_train" and (swapped := swap_name(ask, names, draw)):
        return Another(Ask(swapped, item.record.input), item, item.alternatives[0])
    return by_other(item, pool, draw)
