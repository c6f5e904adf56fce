"""Rows made of longer hand-written texts: passages, explanations, ideas, verse, code, translations, grammar."""

from __future__ import annotations

import random

from writing.core import Mark, Row, blocks, bullet, records, table, turns

SUMMARY = (
    "Summarise the text in one sentence.",
    "What is the gist of the passage? One sentence, please.",
    "Condense this into a single sentence.",
    "Write a one-sentence summary of the report.",
    "Tell me briefly what this article says.",
)
EXTRACTION = (
    "From the text, extract the following: {}.",
    "Find this in the passage: {}.",
    "Read the text and note down the {}.",
    "Pull out of the paragraph: {}.",
)
HEADLINE = (
    "Find a short title for the text.",
    "Which headline would suit this article?",
    "Give the paragraph a heading of at most seven words.",
)
QUESTION = ("{}", "Answer from the text: {}", "According to the passage, {}")


def passages(rng: random.Random) -> list[Row]:
    summary, extraction, headline, question = (turns(t, rng) for t in (SUMMARY, EXTRACTION, HEADLINE, QUESTION))
    rows = []
    for number, (title, body) in enumerate(blocks("passages.txt")):
        text, asked = body[0], list[Row]()
        for line in body[1:]:
            kind, rest = line[0], line[2:]
            if kind == "S":
                rows.append(Row(next(summary), rest, text, task="summarization"))
                continue
            ask, answer = rest.split(" | ")
            if kind == "Q":
                wording = next(question)
                ask = ask if wording.startswith(("{", "Answer")) else ask[0].lower() + ask[1:]
                asked.append(Row(wording.format(ask), answer, text, task="closed_qa"))
            else:
                rows.append(Row(next(extraction).format(ask), answer, text, task="extraction"))
        if number < 10:
            _label(asked)
        rows += [*asked, Row(next(headline), title, text, task="summarization")]
    return rows


def _label(asked: list[Row]) -> None:
    """A long passage makes its questions look alike; that is said for some, and true of all."""
    for row in asked:
        note = "same passage, another question"
        row.mark = Mark("near_duplicate", "keep", note, kind="near_miss", rivals=[r for r in asked if r is not row])


def ideas(rng: random.Random) -> list[Row]:
    style = turns(["- ", "1", "* "], rng)
    return [
        Row(ask, bullet(answer.split(";"), next(style)), task="brainstorming") for ask, answer in table("ideas.txt")
    ]


def written(name: str) -> list[Row]:
    return [row for _, row in records(name)]


LANGUAGES = ("English", "French", "German", "Spanish", "Italian")


def translations(rng: random.Random) -> list[Row]:
    there = turns(
        [
            "Translate into {0}: {1}",
            'How do you say "{1}" in {0}?',
            "Put this sentence into {0}.|{1}",
            "Translate the English sentence into {0}.|{1}",
        ],
        rng,
    )
    back = turns(["What does this {0} sentence mean in English?|{1}", "Translate from {0} into English: {1}"], rng)
    rows = []
    for cells in table("phrases.txt"):
        turned = rng.randrange(1, 5)
        for number in range(1, 5):
            wording = next(back if number == turned else there)
            text, answer = (cells[number], cells[0]) if number == turned else (cells[0], cells[number])
            ask, _, given = wording.format(LANGUAGES[number], text).partition("|")
            rows.append(Row(ask, answer, given, task="translation"))
    return rows


def grammar(rng: random.Random) -> list[Row]:
    correct = turns(
        [
            "Correct the sentence.",
            "Fix the grammar.",
            "Rewrite the sentence without its mistake.",
            "Find and mend the error.",
        ],
        rng,
    )
    rows = []
    for wrong, right, why in table("grammar.txt"):
        rows.append(Row(next(correct), right, wrong, task="rewriting"))
        rows.append(Row(f'What is wrong with this sentence? "{wrong}"', f"{why} Correct: {right}", task="open_qa"))
    voice = turns(["Change the sentence to the passive voice.", "Put this into the passive."], rng)
    voice_back = turns(["Change the sentence to the active voice.", "Put this into the active."], rng)
    for index, (active, passive) in enumerate(table("voices.txt")):
        rows.append(Row(next(voice), passive, active, task="rewriting"))
        if index % 2:
            rows.append(Row(next(voice_back), active, passive, task="rewriting"))
    return rows
