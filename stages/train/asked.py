"""A model that can be asked: how likely it finds an answer, and what it answers itself, by the path of training."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from schemas.pair import Turn
from stages.train.attention import PACKED
from stages.train.batch import flat
from stages.train.encode import Encoder, Example
from stages.train.loss import losses

_TOKENS_AT_ONCE = 8192
_ANSWERS_AT_ONCE = 32


class Nats(NamedTuple):
    """What an example costs: its answer's own words, and the template's marks behind them."""

    content: float
    content_tokens: int
    template: float
    template_tokens: int


class Answer(NamedTuple):
    """`fits` is false of an ask that was too long to be asked: no part of it is ever left out."""

    text: str
    stopped: bool
    fits: bool = True


@dataclass(frozen=True)
class Asked:
    """A loaded model with its words and template; nothing that is asked changes it."""

    model: Any
    encoder: Encoder

    def nats(self, examples: Sequence[Example]) -> list[Nats]:
        """In the order given; what is computed together is of one length, and does not matter."""
        import torch

        told: dict[int, Nats] = {}
        before = self.model.config._attn_implementation
        was_training = self.model.training
        self.model.set_attn_implementation(PACKED)
        self.model.eval()
        try:
            with torch.inference_mode():
                for numbers in _portions([len(example) for example in examples]):
                    batch = flat([examples[n] for n in numbers])
                    found = losses(self.model, batch).double().cpu().numpy()
                    for place, number in enumerate(numbers):
                        own = batch.owners == place
                        words, marks = own & batch.content, own & ~batch.content
                        told[number] = Nats(
                            float(found[words].sum()), int(words.sum()), float(found[marks].sum()), int(marks.sum())
                        )
        finally:
            self.model.set_attn_implementation(before)
            self.model.train(was_training)
        return [told[number] for number in range(len(examples))]

    def answers(self, prompts: Sequence[Sequence[Turn]], most: int) -> list[Answer]:
        """Greedy, until the stop or `most` tokens; the prompts of one portion are padded in front."""
        ids, room = [self.encoder.prompt(prompt) for prompt in prompts], self.room(most)
        told = {n: Answer("", stopped=False, fits=False) for n, one in enumerate(ids) if len(one) > room}
        was_training = self.model.training
        self.model.eval()
        try:
            order = sorted((n for n in range(len(ids)) if n not in told), key=lambda n: (len(ids[n]), n))
            for at in range(0, len(order), _ANSWERS_AT_ONCE):
                numbers = order[at : at + _ANSWERS_AT_ONCE]
                told.update(zip(numbers, self._portion([ids[n] for n in numbers], most), strict=True))
        finally:
            self.model.train(was_training)
        return [told[number] for number in range(len(prompts))]

    def fits(self, prompt: Sequence[Turn], most: int) -> bool:
        return len(self.encoder.prompt(prompt)) <= self.room(most)

    def room(self, most: int) -> int:
        """How many tokens a prompt may have, so that the answer fits behind it."""
        places = int(getattr(self.model.config, "max_position_embeddings", None) or self.encoder.max_tokens)
        return max(1, min(places, max(self.encoder.max_tokens, 2 * most)) - most)

    def _portion(self, ids: Sequence[Sequence[int]], most: int) -> Iterator[Answer]:
        import torch
        from transformers import GenerationConfig

        from stages.models.quiet import quiet

        words, stop = self.encoder.tokenizer, self.encoder.stop_id
        pad = words.pad_token_id if words.pad_token_id is not None else stop
        longest = max(len(one) for one in ids)
        padded = torch.tensor([[pad] * (longest - len(one)) + list(one) for one in ids], device=self.model.device)
        mask = torch.tensor([[0] * (longest - len(one)) + [1] * len(one) for one in ids], device=self.model.device)
        greedy = GenerationConfig(
            max_new_tokens=most, do_sample=False, eos_token_id=[stop], pad_token_id=pad, use_cache=True
        )
        with torch.inference_mode(), quiet(), _told_only(self.model, greedy):
            made = self.model.generate(input_ids=padded, attention_mask=mask, generation_config=greedy)
        for row in made[:, longest:].tolist():
            stopped = stop in row
            said = row[: row.index(stop)] if stopped else row
            yield Answer(words.decode(said, skip_special_tokens=True, clean_up_tokenization_spaces=False), stopped)


@contextmanager
def _told_only(model: Any, config: Any) -> Iterator[None]:
    """A base's own wishes, such as a penalty on repetition, fill what a config leaves open: they are put aside."""
    causal = model.get_base_model() if hasattr(model, "get_base_model") else model
    own, causal.generation_config = causal.generation_config, config
    try:
        yield
    finally:
        causal.generation_config = own


def _portions(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of examples, short ones together, as many as run at once."""
    order = sorted(range(len(lengths)), key=lambda n: (lengths[n], n))
    portion, tokens = list[int](), 0
    for number in order:
        if portion and tokens + lengths[number] > _TOKENS_AT_ONCE:
            yield portion
            portion, tokens = [], 0
        portion.append(number)
        tokens += lengths[number]
    if portion:
        yield portion


def mean_nats(told: Sequence[Nats]) -> float:
    """A token of the answers' own words, on average."""
    return float(np.sum([one.content for one in told]) / max(1, sum(one.content_tokens for one in told)))
