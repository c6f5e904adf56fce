"""A little Llama of the project's own, saved as a user would have a model of the hub, and examples to train it on."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import little_shards
from schemas.pair import Turn
from schemas.template import Template
from stages.models.quiet import quiet
from stages.train import base
from stages.train.attention import register
from stages.train.encode import Encoder, Example
from stages.train.prompting import Prompting
from stages.train.rows import Row

TEMPLATE = Template()
MARKS = ("<|end|>", "<|system|>", "<|user|>", "<|assistant|>")
CHAT = Prompting(TEMPLATE.name, TEMPLATE.text, "<|end|>", ("system", "user", "assistant"), TEMPLATE.render)


def rows(count: int) -> list[Row]:
    return [one(f"little-{n:04d}", f"What is {n} and one?", f"It is {n + 1}.") for n in range(count)]


def one(pair_id: str, ask: str, answer: str, source: str = "little") -> Row:
    said = (("user", ask), ("assistant", answer))
    return Row(pair_id, source, "general", "sums", "Apache-2.0", said)


def turns(*said: str) -> list[Turn]:
    """Who speaks alternates, and the assistant is the last."""
    roles = ("user", "assistant") * len(said)
    return [{"role": role, "content": text} for role, text in zip(roles, said, strict=False)]


def words(marks: Sequence[str] = MARKS, vocabulary: int = 400) -> Any:
    """Byte-level BPE learnt from the little shards' text; every text gives itself back."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    plain = Tokenizer(models.BPE())
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    plain.decoder = decoders.ByteLevel()
    plain.train_from_iterator(
        [text for row in rows(200) for _, text in row.messages],
        trainers.BpeTrainer(
            vocab_size=vocabulary,
            special_tokens=["<|pad|>", *marks],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    made = PreTrainedTokenizerFast(
        tokenizer_object=plain,
        pad_token="<|pad|>",
        extra_special_tokens=list(marks),
        clean_up_tokenization_spaces=False,
    )
    made.chat_template = CHAT.text
    return made


def llama(tied: bool = True, vocabulary: int = 400, seed: int = 1) -> Any:
    """About 50,000 parameters, not yet trained."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return LlamaForCausalLM(
            LlamaConfig(
                vocab_size=vocabulary,
                hidden_size=48,
                intermediate_size=96,
                num_hidden_layers=2,
                num_attention_heads=4,
                num_key_value_heads=2,
                max_position_embeddings=512,
                tie_word_embeddings=tied,
                initializer_range=0.1,
                pad_token_id=0,
                bos_token_id=None,
                eos_token_id=1,
                use_cache=False,
            )
        )


def saved(folder: Path, tied: bool = True, marks: Sequence[str] = MARKS, seed: int = 1) -> Path:
    """The folder of a model with its tokenizer."""
    tokenizer = words(marks)
    with quiet():
        llama(tied, len(tokenizer), seed).save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))
    return folder


def loaded(folder: Path) -> Any:
    register()
    return base.model(folder, "cpu", "fp32")


def encoder(folder: Path, max_tokens: int = 128, **other: Any) -> Encoder:
    return Encoder(base.tokenizer(folder), CHAT, max_tokens, **other)


def examples(folder: Path, count: int = 12) -> list[Example]:
    return encoder(folder).encode(rows(count)).examples


def made_up(*lengths: int, seed: int = 0) -> list[Example]:
    """Examples of these lengths; the last half of each is learnt."""
    draw = np.random.default_rng(seed)
    return [
        Example(f"pair-{n}", "little", draw.integers(5, 300, length).astype(np.int32), length // 2, length - 1)
        for n, length in enumerate(lengths)
    ]


def shards(folder: Path, train: int = 24, held: int = 8) -> Path:
    """Little shards with a held-out split of other asks."""
    tables: dict[str, Sequence[Any]] = {"train": [little_shards.table([little_shards.row(n) for n in range(train)])]}
    if held:
        asks = [little_shards.row(n, f"Tell me: is {n} even?", "Yes." if n % 2 == 0 else "No.") for n in range(held)]
        tables["heldout"] = [little_shards.table(asks)]
    return little_shards.write(folder, tables)


def metrics(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
