"""One model measured on the held-out prompts and on the house's own probes; the same code before and after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from schemas.pair import Turn
from stages.instructions import passes, passes_loosely
from stages.normal import hash64
from stages.train import probes, scoring
from stages.train.asked import Asked, Nats
from stages.train.choices import multiple_choice, ranking
from stages.train.encode import Example
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

    @property
    def rows(self) -> list[tuple[str, Row]]:
        """The same prompts for every model: of each split as many, drawn by their ids."""
        return [
            (split, row)
            for split, rows in self.splits.items()
            for row in sorted(rows, key=lambda row: hash64(row.pair_id, b"%d" % self.seed))[: self.asked.prompts]
        ]

    @property
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
    made = _likely(model, exam) + _answered(model, exam)
    merged: dict[str, Fact] = {}
    for fact in [*made, *_chosen(model, exam)]:
        merged.setdefault(fact["key"], {}).update(fact)
    told = list(merged.values())
    say(f"eval: {len(told)} held-out prompts measured")
    if exam.asked.general:
        told += [
            *_general(model),
            *_probed(model),
            *_instructed(model, exam),
            *_safe(model, exam),
            *_reworded(model, exam),
        ]
        say("eval: general text and probes measured")
    if few_shot and exam.shots:
        told += _with_examples(model, exam)
        say(f"eval: asked again with {len(exam.shots)} examples in the prompt")
    return told


def samples(model: Asked, rows: Sequence[Row], most: int) -> list[str]:
    """Its answers to these asks."""
    return [answer.text for answer in model.answers([row.turns[:-1] for row in rows], most)]


def shots(rows: Sequence[Row], count: int, seed: int) -> list[Row]:
    """Examples for a prompt: short ones of one ask each, drawn by their ids."""
    fit = [row for row in rows if len(row.messages) == 2 and sum(len(text) for _, text in row.messages) < _SHORT_CHARS]
    return sorted(fit, key=lambda row: hash64(row.pair_id, b"shot %d" % seed))[:count]


def _about(split: str, row: Row, kind: str = "heldout") -> Fact:
    about = {"key": f"{kind} {row.pair_id}", "kind": kind, "pair_id": row.pair_id, "split": split, "source": row.source}
    return about | {"domain": row.domain, "task": row.task}


def _likely(model: Asked, exam: Exam) -> list[Fact]:
    rows = exam.rows
    encoded = {example.pair_id: example for example in model.encoder.encode([row for _, row in rows]).examples}
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


def _answered(model: Asked, exam: Exam) -> list[Fact]:
    chosen = exam.answered
    answers = model.answers([row.turns[:-1] for _, row in chosen], exam.asked.new_tokens)
    return [
        _about(split, row) | _judged(row, answer.text, answer.stopped)
        for (split, row), answer in zip(chosen, answers, strict=True)
    ]


def _judged(row: Row, answer: str, stopped: bool) -> Fact:
    ask, gold = row.ask[-1][1], row.answer
    return {
        "answer": answer,
        "stopped": stopped,
        "empty": not answer.strip(),
        "repetition": scoring.repetition(answer),
        "length_ratio": scoring.length_ratio(answer, gold),
        "rouge_l": scoring.rouge_l(answer, gold),
        "exact": scoring.right(answer, gold, ask) if scoring.closed(gold, ask) else None,
    }


def _chosen(model: Asked, exam: Exam) -> list[Fact]:
    """Options are ranked by how likely each is, a token on average; nothing is generated for it."""
    found = [
        (split, row, options)
        for split, row in exam.rows
        if multiple_choice(row.ask[-1][1]) and (options := ranking(row.ask[-1][1], row.answer))
    ]
    right = _ranked(model, [(row.turns[:-1], options.answers, options.gold) for _, row, options in found])
    return [_about(split, row) | {"choice": one} for (split, row, _), one in zip(found, right, strict=True)]


def _ranked(model: Asked, asks: Sequence[tuple[Sequence[Turn], Sequence[str], int]]) -> list[bool]:
    rows = [
        _Wording(f"{n}.{o}", [*ask, _says(option)])
        for n, (ask, options, _) in enumerate(asks)
        for o, option in enumerate(options)
    ]
    encoded = {example.pair_id: example for example in model.encoder.encode(rows).examples}
    costs = dict(zip(encoded, (n.content / n.content_tokens for n in model.nats(list(encoded.values()))), strict=True))
    return [
        gold == int(np.argmin([costs.get(f"{n}.{o}", np.inf) for o in range(len(options))]))
        for n, (_, options, gold) in enumerate(asks)
    ]


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
    """Plain text, a paragraph at a time, without a template around it."""
    parts = [(one.kind, part) for one in probes.general() for part in one.text.split("\n\n") if part.strip()]
    words, most = model.encoder.tokenizer, model.encoder.max_tokens
    read, sizes = [], []
    for _, part in parts:
        ids = words(part, add_special_tokens=False, split_special_tokens=True)["input_ids"]
        read.append(Example("", "", np.array(ids[:most], np.int32), 0, min(most, len(ids))))
        sizes.append(len((part if len(ids) <= most else words.decode(ids[:most])).encode()))
    return [
        {"key": f"general {n}", "kind": "general", "passage": kind, "nats": one.content, "bytes": size}
        for n, ((kind, _), size, one) in enumerate(zip(parts, sizes, model.nats(read), strict=True))
    ]


def _probed(model: Asked) -> list[Fact]:
    items = probes.closed()
    right = _ranked(model, [(_asks(item.ask), item.options, list(item.options).index(item.gold)) for item in items])
    return [{"key": f"closed {n}", "kind": "closed", "choice": one} for n, one in enumerate(right)]


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
    ]


def _safe(model: Asked, exam: Exam) -> list[Fact]:
    items = probes.safety()
    answers = model.answers([_asks(item.ask) for item in items], exam.asked.new_tokens)
    kinds = {"refuse": "unsafe asks", "answer": "harmless asks that look alarming"}
    return [
        {"key": f"safety {n}", "kind": kinds[item.expect], "refused": scoring.refused(answer.text)}
        for n, (item, answer) in enumerate(zip(items, answers, strict=True))
    ]


def _reworded(model: Asked, exam: Exam) -> list[Fact]:
    items = probes.rewordings()
    answers = model.answers([_asks(ask) for item in items for ask in item.asks], exam.asked.new_tokens)
    told, at = [], 0
    for n, item in enumerate(items):
        said = [answer.text for answer in answers[at : at + len(item.asks)]]
        at += len(item.asks)
        right = [scoring.exact(text, item.gold) for text in said]
        told.append(
            {
                "key": f"rewordings {n}",
                "kind": "rewordings",
                "agreement": scoring.agreement(said),
                "exact": sum(right) / len(right),
            }
        )
    return told


def _with_examples(model: Asked, exam: Exam) -> list[Fact]:
    """The base with examples in its prompt: whether tuning is needed at all."""
    before = [turn for row in exam.shots for turn in row.turns]
    rows = [(split, _Shown(row, [*before, *row.turns])) for split, row in exam.rows if row.turns[0]["role"] != "system"]
    encoded = {example.pair_id: example for example in model.encoder.encode([shown for _, shown in rows]).examples}
    there = [(split, shown) for split, shown in rows if shown.pair_id in encoded]
    nats = model.nats([encoded[shown.pair_id] for _, shown in there])
    return [
        _about(split, shown.row, "few_shot") | _nats(shown.row, one)
        for (split, shown), one in zip(there, nats, strict=True)
    ]


@dataclass(frozen=True)
class _Shown:
    row: Row
    turns: Sequence[Turn]

    @property
    def pair_id(self) -> str:
        return self.row.pair_id

    @property
    def source(self) -> str:
        return self.row.source
