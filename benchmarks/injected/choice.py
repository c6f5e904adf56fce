"""The kind choice: the ask lists options, the answer is one of them by its letter or its text."""

import re
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from injected.forms import texts
from injected.others import as_asked, by_other, nearest
from injected.part import Part
from injected.records import Another, Ask, Item, Record
from injected.text import capital, normal

_LINE = re.compile(
    r"^\s*(?P<dash>[-*] )?"
    r"(?:\((?P<bracketed>[A-H])\)|(?P<marked>[A-H])[).:]|(?P<named>Completion [A-D]|Sentence [AB]):)?"
    r"\s*(?P<text>\S.*?)\s*$"
)
_TASKS = re.compile(
    r"cot/(aqua|ecqa|qasc|sensemaking)|p3/(commonsense_qa_(most|question)|cosmos_qa_(context_d|context_q|desc|"
    r"no_p|only)|dream_(base|read)|sciq_Mult|social_i_qa_Show|qasc_qa|quail|race|cos_e|quartz_read|"
    r"wiqa_effect_with_label|wiki_hop_original_choose)|ni/task156|ni/task14[12]$"
)
_THIS_OR_THAT = re.compile(r"Which (?:\w+ )?is (?:a|an) [\w ]+\? ([\w' -]+?) or ([\w' -]+?)\??")
_MADE = re.compile(r"\b(generate|create|write|sort|rank|order|list|summari|edit|arrange|rewrite)", re.I)
_VAGUE = re.compile(r"\b(all|none|both|neither|above|cannot|not enough|either)\b", re.I)
_SENSELESS = re.compile(
    r"\bagainst common sense|\bcontradicts common sense|\bdoes(?:n't| not) make sense|\bmakes less sense"
)
_LETTERED = texts(r"""
    {letter}
    The answer is {letter}.
""")
_NAMED = texts(r"""
    {name}
    The answer is {name}.
""")


class Option(NamedTuple):
    letter: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Chosen(Item):
    """An answer that is one of the options; the value is its place."""

    options: tuple[Option, ...]

    @property
    def option_texts(self) -> set[str]:
        return {normal(option.text) for option in self.options}

    @property
    def answer(self) -> str:
        return normal(self.options[int(self.value)].text)


def read(record: Record) -> Chosen | None:
    options = _free_options(record) if record.free else _task_options(record)
    if not 2 <= len(options) <= 8 or not _well_listed(options):
        return None
    right = [place for place, option in enumerate(options) if _is_said(option, record.answer)]
    if len(right) != 1 or _VAGUE.search(options[right[0]].text):
        return None
    good = options[right[0]]
    wrong = [str(place) for place, option in enumerate(options) if option != good and _excludes(good, option)]
    if not wrong:
        return None
    return Chosen(
        record=record,
        kind="choice",
        value=str(right[0]),
        alternatives=tuple(wrong),
        options=tuple(options),
        template=record.template(3),
    )


def _free_options(record: Record) -> list[Option]:
    if len(record.answer.split()) > 12 or _MADE.search(record.ask):
        return []
    if two := _THIS_OR_THAT.fullmatch(record.ask):
        return [Option("", text) for text in two.groups()]
    return _listed(record.input) or _listed(record.ask)


def _task_options(record: Record) -> list[Option]:
    if not _TASKS.match(record.task):
        return []
    if record.task.startswith("ni/task14"):
        return [Option("", text.strip()) for text in record.input.rsplit("Words: ", 1)[-1].split(", ")]
    text = record.input if record.task.startswith("ni/") else record.ask
    options = _listed(text.rsplit("Choices:", 1)[-1] if "wiki_hop" in record.task else text)
    if not options and (row := re.search(r"Possible answers: (.+)$", record.ask)):
        return [Option("", text.strip()) for text in row[1].split(", ")]
    return options


def _listed(text: str) -> list[Option]:
    """The lines that list options; one alone, and then a line that is none, is no list."""
    found: list[Option] = []
    for line in text.split("\n"):
        said = _LINE.match(line)
        if not said:
            continue
        letter = said["bracketed"] or said["marked"] or said["named"] or ""
        if letter or said["dash"]:
            found.append(Option(letter, said["text"].strip('"') if said["named"] else said["text"]))
        elif len(found) < 2:
            found = []
    return found


def _well_listed(options: list[Option]) -> bool:
    """Whether no text comes twice, and all options have letters in their order or none has."""
    letters = [option.letter[-1:] for option in options]
    distinct = len({normal(option.text) for option in options}) == len(options)
    return distinct and ("".join(letters) == "ABCDEFGH"[: len(options)] or not any(letters))


def _is_said(option: Option, answer: str) -> bool:
    letter, text = option
    if normal(answer) in {normal(text), normal(f"{letter} {text}")}:
        return True
    marked = rf"\(?{letter}\)?[.:)]"
    return bool(letter and re.fullmatch(rf"{marked}?|{marked} ?{re.escape(text)}\.?", answer))


def _excludes(good: Option, option: Option) -> bool:
    one, two = normal(good.text), normal(option.text)
    if _VAGUE.search(option.text) or one in two or two in one:
        return False
    return _figure(good.text) != _figure(option.text)


def _figure(text: str) -> str:
    """The digits of an option that has some, so that 5, 5.0 and Rs.5 are one; else the text."""
    found = re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))
    if not found:
        return normal(text)
    return " ".join(f"{float(number):g}" for number in found) + ("%" if "%" in text else "")


def forms(item: Chosen, value: str, part: Part, draw: Random) -> list[str]:
    letter, text = item.options[int(value)]
    named = " " in letter
    fit: list[str] = []
    if named:
        fit += [*_NAMED, *part.named]
    elif letter:
        fit += [*_LETTERED, *part.lettered]
    if "Completion" in letter:
        fit = [form for form in fit if "{text}" not in form]
    else:
        fit += ["{text}", *part.chosen]
        fit += [] if letter else ["{Text}"]
        if len(text.split()) <= 4 and text[-1:] not in ".!?" and not named:
            fit += ["The answer is {text}.", *part.chosen_short]
    bare = text.rstrip(" .")
    parts = {"letter": letter[-1:], "name": letter, "text": text, "Text": capital(text.rstrip("."))}
    parts |= {"small": letter[-1:].lower(), "small_name": letter.lower(), "lower": bare.lower(), "bare": bare}
    return [form.format(**parts) for form in fit]


def other(item: Chosen, pool: list[Chosen], names: list[str], draw: Random) -> Another[Chosen] | None:
    """The same ask turned to its opposite or with another's options, or another record's ask."""
    ask, task = item.record.ask, item.record.task
    if task == "cot/sensemaking_train" and "contradicts" not in ask:
        turned = _SENSELESS.sub(_sensible, ask)
        if turned != ask:
            return Another(Ask(turned, ""), item, item.alternatives[0])
    if draw.random() < 0.5 and task in {"cot/ecqa_train", "cot/qasc_train", "cot/aqua_train"}:
        lender = nearest(item, pool, draw, lambda one: _may_lend(one, item))
        if lender and (new := _with_options_of(item, lender, draw)):
            return new
    return by_other(item, [one for one in pool if one.answer != item.answer], draw)


def _sensible(found: re.Match[str]) -> str:
    return "most in line with common sense" if "common" in found[0] else "makes sense"


def _may_lend(lender: Chosen, item: Chosen) -> bool:
    return len(lender.options) == len(item.options) and not lender.option_texts & item.option_texts


def _with_options_of(item: Chosen, lender: Chosen, draw: Random) -> Another[Chosen] | None:
    asked = as_asked(lender)._replace(value=draw.choice([lender.value, *lender.alternatives]))
    head, theirs = (one.record.ask.split("Options:", 1)[0] for one in (item, lender))
    if normal(head) == normal(theirs):
        return None
    return asked._replace(ask=Ask(head + "Options:" + lender.record.ask.split("Options:", 1)[-1], ""))
