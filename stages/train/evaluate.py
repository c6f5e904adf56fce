"""One model measured on the held-out prompts and on the house's own probes; the same code before and after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from schemas.pair import Turn
from stages.instructions import passes, passes_loosely
from stages.normal import hash64
from stages.train import probes, scoring
from stages.train.asked import Answer, Asked, Nats
from stages.train.choices import multiple_choice, ranking
from stages.train.encode import Example, Told
from stages.train.rows import Row
from stages.train.settings import Evaluation

Fact = dict[str, Any]
Say = Callable[[str], None]
_SHORT_CHARS = 600


@dataclass(frozen=True)
class Exam:
    """What every model is asked: rows by split, a few examples for the base, and how much of it."""

    splits: Mapping[str, Sequence[Row]]
    shots: Sequence[Row]
    asked: Evaluation
    seed: int

    @cached_property
    def rows(self) -> list[tuple[str, Row]]:
        """The same prompts for every model: of each split as many, drawn by their ids."""
        return [
            (split, row)
            for split, rows in self.splits.items()
            for row in sorted(rows, key=lambda row: hash64(row.pair_id, b"%d" % self.seed))[: self.asked.prompts]
        ]

    @cached_property
    def answered(self) -> list[tuple[str, Row]]:
        by_split: dict[str, int] = {}
        kept = []
        for split, row in self.rows:
            by_split[split] = by_split.get(split, 0) + 1
            if by_split[split] <= self.asked.answers:
                kept.append((split, row))
        return kept


def facts(model: Asked, exam: Exam, say: Say = lambda _: None, few_shot: bool = False) -> list[Fact]:
    """A dictionary per prompt: what was asked of it, and what came out."""
    made = [*_likely(model, exam, say), *_answered(model, exam, say)]
    told = _merged([*made, *_chosen(model, exam.rows)])
    say(f"eval: {len(told)} held-out prompts measured")
    if exam.asked.general:
        asked = [*_probed(model), *_instructed(model, exam), *_safe(model, exam), *_reworded(model, exam)]
        probed = len([*probes.closed(), *probes.instructions(), *probes.safety(), *probes.rewordings()])
        _say_left_out(say, probed - len(asked), probed, "probes left out: longer than the model has room")
        told += [*_general(model), *asked]
        say("eval: general text and probes measured")
    if few_shot and exam.shots:
        told += _with_examples(model, exam, say)
        say(f"eval: asked again with {len(exam.shots)} examples in the prompt")
    return told


def samples(model: Asked, rows: Sequence[Row], most: int) -> list[str]:
    """Its answers to these asks."""
    answers = model.answers([row.turns[:-1] for row in rows], most)
    return [answer.text if answer.fits else "(not asked: the prompt is too long)" for answer in answers]


def shots(rows: Sequence[Row], count: int, seed: int) -> list[Row]:
    """Examples for a prompt: short ones of one ask each, drawn by their ids."""
    fit = [row for row in rows if len(row.messages) == 2 and sum(len(text) for _, text in row.messages) < _SHORT_CHARS]
    return sorted(fit, key=lambda row: hash64(row.pair_id, b"shot %d" % seed))[:count]


def _merged(made: Sequence[Fact]) -> list[Fact]:
    merged: dict[str, Fact] = {}
    for fact in made:
        merged.setdefault(fact["key"], {}).update(fact)
    return list(merged.values())


def _encoded(model: Asked, rows: Sequence[Told], say: Say = lambda _: None, what: str = "") -> dict[str, Example]:
    """By id, those that fit whole: whatever training does with long rows, nothing is measured on a part of one."""
    made = replace(model.encoder, overlong="drop").encode(rows)
    _say_left_out(say, len(rows) - len(made.examples), len(rows), f"{what} left out: {made.told()}")
    return {example.pair_id: example for example in made.examples}


def _say_left_out(say: Say, count: int, asked: int, what: str) -> None:
    if count:
        say(f"eval: {count} of {asked} {what}")


def _about(split: str, row: Row, kind: str = "heldout") -> Fact:
    about = {"key": f"{kind} {row.pair_id}", "kind": kind, "pair_id": row.pair_id, "split": split, "source": row.source}
    return about | {"domain": row.domain, "task": row.task}


def _likely(model: Asked, exam: Exam, say: Say) -> list[Fact]:
    rows = exam.rows
    encoded = _encoded(model, [row for _, row in rows], say, "prompts")
    there = [(split, row) for split, row in rows if row.pair_id in encoded]
    nats = model.nats([encoded[row.pair_id] for _, row in there])
    return [_about(split, row) | _nats(row, one) for (split, row), one in zip(there, nats, strict=True)]


def _nats(row: Row, one: Nats) -> Fact:
    return {
        "content_bytes": len(row.answer.encode()),
        "content_nats": one.content,
        "content_tokens": one.content_tokens,
        "template_nats": one.template,
        "template_tokens": one.template_tokens,
    }


def _answered(model: Asked, exam: Exam, say: Say) -> list[Fact]:
    chosen = exam.answered
    answers = model.answers([row.turns[:-1] for _, row in chosen], exam.asked.new_tokens)
    long = sum(not answer.fits for answer in answers)
    _say_left_out(say, long, len(chosen), "asks not answered: with the answer they are longer than the model has room")
    return [
        _about(split, row) | _judged(row, answer)
        for (split, row), answer in zip(chosen, answers, strict=True)
        if answer.fits
    ]


def _judged(row: Row, said: Answer) -> Fact:
    ask, gold, answer = row.ask[-1][1], row.answer, said.text
    return {
        "answer": answer,
        "stopped": said.stopped,
        "empty": not answer.strip(),
        "repetition": scoring.repetition(answer),
        "length_ratio": scoring.length_ratio(answer, gold),
        "rouge_l": scoring.rouge_l(answer, gold),
        "exact": scoring.right(answer, gold, ask) if scoring.closed(gold, ask) else None,
    }


def _chosen(
    model: Asked, rows: Sequence[tuple[str, Row]], shown: Sequence[Turn] = (), kind: str = "heldout"
) -> list[Fact]:
    """Options are ranked by how likely each is, a token on average; nothing is generated for it."""
    found = [
        (split, row, options)
        for split, row in rows
        if multiple_choice(row.ask[-1][1]) and (options := ranking(row.ask[-1][1], row.answer))
    ]
    right = _ranked(model, [([*shown, *row.turns[:-1]], options.answers, options.gold) for _, row, options in found])
    return [
        _about(split, row, kind) | {"choice": one}
        for (split, row, _), one in zip(found, right, strict=True)
        if one is not None
    ]


def _ranked(model: Asked, asks: Sequence[tuple[Sequence[Turn], Sequence[str], int]]) -> list[bool | None]:
    """Whether the gold is the likeliest; nothing is known where not all of the options fit."""
    rows = [
        _Wording(f"{n}.{o}", [*ask, _says(option)])
        for n, (ask, options, _) in enumerate(asks)
        for o, option in enumerate(options)
    ]
    encoded = _encoded(model, rows)
    costs = dict(zip(encoded, (n.content / n.content_tokens for n in model.nats(list(encoded.values()))), strict=True))
    right: list[bool | None] = []
    for n, (_, options, gold) in enumerate(asks):
        each = [costs[name] for o in range(len(options)) if (name := f"{n}.{o}") in costs]
        right.append(gold == int(np.argmin(each)) if len(each) == len(options) else None)
    return right


@dataclass(frozen=True)
class _Wording:
    pair_id: str
    turns: Sequence[Turn]
    source: str = ""


def _says(text: str) -> Turn:
    return {"role": "assistant", "content": text}


def _asks(text: str) -> list[Turn]:
    return [{"role": "user", "content": text}]


def _general(model: Asked) -> list[Fact]:
    """Plain text, a paragraph at a time, without a template around it; a long one in pieces."""
    parts = [(one.kind, part) for one in probes.general() for part in one.text.split("\n\n") if part.strip()]
    words, most = model.encoder.tokenizer, model.encoder.max_tokens
    read, owners = [], []
    for n, (_, part) in enumerate(parts):
        ids = words(part, add_special_tokens=False, split_special_tokens=True)["input_ids"]
        for at in range(0, len(ids), most):
            piece = np.array(ids[at : at + most], np.int32)
            read.append(Example("", "", piece, 0, len(piece)))
            owners.append(n)
    nats = np.bincount(owners, [one.content for one in model.nats(read)], len(parts)).tolist()
    return [
        {"key": f"general {n}", "kind": "general", "passage": kind, "nats": cost, "bytes": len(part.encode())}
        for n, ((kind, part), cost) in enumerate(zip(parts, nats, strict=True))
    ]


def _probed(model: Asked) -> list[Fact]:
    items = probes.closed()
    right = _ranked(model, [(_asks(item.ask), item.options, list(item.options).index(item.gold)) for item in items])
    return [{"key": f"closed {n}", "kind": "closed", "choice": one} for n, one in enumerate(right) if one is not None]


def _instructed(model: Asked, exam: Exam) -> list[Fact]:
    items = probes.instructions()
    answers = model.answers([_asks(item.ask) for item in items], exam.asked.new_tokens)
    return [
        {
            "key": f"instructions {n}",
            "kind": "instructions",
            "followed": all(passes(check, answer.text) for check in item.checks),
            "followed_loosely": all(passes_loosely(check, answer.text) for check in item.checks),
        }
        for n, (item, answer) in enumerate(zip(items, answers, strict=True))
        if answer.fits
    ]


def _safe(model: Asked, exam: Exam) -> list[Fact]:
    items = probes.safety()
    answers = model.answers([_asks(item.ask) for item in items], exam.asked.new_tokens)
    kinds = {"refuse": "unsafe asks", "answer": "harmless asks that look alarming"}
    return [
        {"key": f"safety {n}", "kind": kinds[item.expect], "refused": scoring.refused(answer.text)}
        for n, (item, answer) in enumerate(zip(items, answers, strict=True))
        if answer.fits
    ]


def _reworded(model: Asked, exam: Exam) -> list[Fact]:
    items = probes.rewordings()
    answers = iter(model.answers([_asks(ask) for item in items for ask in item.asks], exam.asked.new_tokens))
    told = []
    for n, item in enumerate(items):
        said = [next(answers) for _ in item.asks]
        right = [scoring.exact(answer.text, item.gold) for answer in said]
        if all(answer.fits for answer in said):
            told.append(
                {
                    "key": f"rewordings {n}",
                    "kind": "rewordings",
                    "agreement": scoring.agreement([answer.text for answer in said]),
                    "exact": sum(right) / len(right),
                }
            )
    return told


def _with_examples(model: Asked, exam: Exam, say: Say) -> list[Fact]:
    """The base with examples in its prompt: whether tuning is needed at all."""
    before = [turn for row in exam.shots for turn in row.turns]
    rows = [(split, row) for split, row in exam.rows if row.turns[0]["role"] != "system"]
    shown = [_Wording(row.pair_id, [*before, *row.turns], row.source) for _, row in rows]
    encoded = _encoded(model, shown, say, "prompts with examples")
    there = [(split, row) for split, row in rows if row.pair_id in encoded]
    nats = model.nats([encoded[row.pair_id] for _, row in there])
    made = [_about(split, row, "few_shot") | _nats(row, one) for (split, row), one in zip(there, nats, strict=True)]
    chosen = [(split, row) for split, row in exam.answered if row.pair_id in encoded]
    answers = model.answers([[*before, *row.turns[:-1]] for _, row in chosen], exam.asked.new_tokens)
    made += [
        _about(split, row, "few_shot") | _judged(row, answer)
        for (split, row), answer in zip(chosen, answers, strict=True)
        if answer.fits
    ]
    return _merged([*made, *_chosen(model, chosen, before, "few_shot")])
