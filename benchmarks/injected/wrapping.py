"""Wrappers of an ask: politeness, a frame, a hint on the form of the answer."""

import re
from random import Random

from injected.forms import Form, table
from injected.part import Part
from injected.records import Ask
from injected.text import begins_question, is_question, small

_PLAIN = table(r"""
    Question: {ask}\nAnswer:
    Please answer the following: {lowered}
    {ask} Thank you.
""")
_FRAME = re.compile(
    r"Q|\*\*Q|Question|USER|User|Prompt|Task|###|Instruction|Human|\[INST|Input|\[Question|<start_of|<\|user|<\|im|"
    r"question|##|INSTRUCTION|<\|start_header|<\|prompter|<s>|<human|Problem|A chat"
)
_ORDER = re.compile(r"(?!Given|Using|Based|From|When|In|For|If)[A-Z][a-z]+ ")


def wrapped(ask: Ask, kind: str, part: Part, draw: Random) -> Ask:
    wrappers = [*_PLAIN, *part.wrappers, Form("", part.hints[kind])]
    fit = [form.text for form in wrappers if _suits(form.condition, ask.text) and _frames(form.text, ask)]
    return ask._replace(text=draw.choice(fit).format(ask=ask.text, lowered=small(ask.text)))


def _short(ask: str) -> bool:
    return "\n" not in ask and len(ask) < 300


def _suits(condition: str, ask: str) -> bool:
    if condition == "question":
        return is_question(ask) and len(ask) < 300
    if condition == "short":
        return _short(ask)
    if condition == "verb":
        return _suits("order", ask) and not begins_question(ask)
    if condition == "order":
        begins = _ORDER.match(ask) and not ask.rstrip().endswith("?")
        return bool(begins) and small(ask) != ask and _short(ask)
    return True


def _frames(form: str, ask: Ask) -> bool:
    """Whether the ask may stand in the form: no tail is taken for its input, no frame doubled."""
    if re.match(r"(q|question|user|task|instruction|human)\W", ask.text.lower()) and _FRAME.match(form):
        return False
    if form.endswith(("{ask}", "{lowered}")):
        return True
    open_end = ask.text.rstrip().endswith(":") or bool(ask.input)
    runs_on = not _short(ask.text) and not form.startswith("{ask}\n")
    if not (open_end or runs_on or ask.text.rstrip()[-1:] not in ".?!"):
        return True
    return not (re.search(r"\{(ask|lowered)\} ", form) or open_end or re.search(r"\nA:$|Answer:$", ask.text))
