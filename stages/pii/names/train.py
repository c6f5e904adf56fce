"""Trains the small tagger, in minutes on one core: `python -m stages.pii.names.train NER > small.xz` (README.md)."""

import hashlib
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stages.pii.names.generate import Generator, Labelled
from stages.pii.names.network import packed, plain, untrained

SEED = 4
EPOCHS = 9
GENERATED_PER_EPOCH = 9_000
_LABELS = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG"}
_UPPER = 0.04  # share of the examples that are shouted
_LEARN_RATE = 0.001  # falls to a tenth


def main(ner: Path, epochs: int = EPOCHS, generated: int = GENERATED_PER_EPOCH) -> bytes:
    from spacy.training.batchers import minibatch_by_words
    from thinc.api import fix_random_seed

    fix_random_seed(SEED)
    draw, generator = random.Random(SEED), Generator(SEED)
    real = list(_real(ner))
    nlp = untrained()
    for label in sorted(_LABELS.values()):
        nlp.get_pipe("ner").add_label(label)
    optimizer = nlp.initialize(lambda: [_example(nlp, *row) for row in real[:50]])
    started = time.process_time()
    for epoch in range(epochs):
        optimizer.learn_rate = _LEARN_RATE * (1 - 0.9 * epoch / epochs)
        rows = real + [swapped for row in real if (swapped := _swapped(row, generator))]
        rows += [generator.sentence() for _ in range(generated)]
        draw.shuffle(rows)
        losses: dict[str, float] = {}
        for batch in minibatch_by_words([_example(nlp, *_shouted(r, draw)) for r in rows], size=800):
            nlp.update(batch, sgd=optimizer, drop=0.15, losses=losses)
        sys.stderr.write(f"epoch {epoch + 1}: loss {losses['ner']:.0f}, {time.process_time() - started:.0f} cpu-s\n")
    with nlp.use_params(optimizer.averages):
        return packed(nlp.get_pipe("ner"))


def _real(folder: Path) -> Iterator[Labelled]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans = [(s["start"], s["end"], _LABELS[s["type"]]) for s in row["spans"] if s["type"] in _LABELS]
            yield row["text"], spans


def _swapped(row: Labelled, generator: Generator) -> Labelled | None:
    """The same sentence about others, so that prose teaches names that its authors never wrote."""
    text, spans = row
    if not spans:
        return None
    made, found, at = "", [], 0
    for start, end, label in sorted(spans):
        if start < at:
            return None
        made += text[at:start]
        value = text[start:end]
        value = _other(value, label, generator)
        found.append((len(made), len(made) + len(value), label))
        made, at = made + value, end
    return made + text[at:], found


def _other(value: str, label: str, generator: Generator) -> str:
    if label == "PERSON":
        return generator.name() if " " in value else generator.given()
    if label == "LOC":
        return generator.town()
    return generator.made() if " " not in value else generator.value("company")


def _shouted(row: Labelled, draw: random.Random) -> Labelled:
    text, spans = row
    upper = text.upper()
    return (upper, spans) if draw.random() < _UPPER and len(upper) == len(text) else row


def _example(nlp: Any, text: str, spans: list[tuple[int, int, str]]) -> Any:
    from spacy.training import Example

    doc = nlp.make_doc(plain(text))
    gold = nlp.make_doc(plain(text))
    ents = [gold.char_span(start, end, label=label, alignment_mode="contract") for start, end, label in spans]
    gold.set_ents([ent for ent in ents if ent is not None])
    return Example(doc, gold)


if __name__ == "__main__":
    weights = main(Path(sys.argv[1]))
    sys.stderr.write(f"sha256 {hashlib.sha256(weights).hexdigest()}, {len(weights):,} bytes\n")
    sys.stdout.buffer.write(weights)
