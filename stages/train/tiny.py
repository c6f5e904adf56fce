"""A base for machines without a hub: tokenizer and a few million parameters, made from the shards' own text."""

import json
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from stages.models.quiet import quiet
from stages.models.weights import weights_sha256
from stages.train import base, course, files
from stages.train.encode import Example, Told
from stages.train.fit import StoppedError, fit
from stages.train.prompting import Prompting
from stages.train.settings import Settings

PAD = "<|pad|>"
_NAME = "tiny (made from the shards' text)"
_END = "\n\n"


def made(
    rows: Sequence[Told],
    prompting: Prompting,
    settings: Settings,
    folder: Path,
    say: Callable[[str], None],
) -> base.Base:
    """Made once for the same text and settings. It has read every text by itself, and no ask with its answer."""
    texts = _texts(rows, settings.seed)
    key = _key(texts, prompting.text, settings)
    if not (folder / "key.json").is_file() or (folder / "key.json").read_text() != key:
        part = files.aside(folder)
        say(f"base: no model is named, so a tiny one is made from {len(texts):,} texts of the shards")
        words = _tokenizer(texts, prompting, settings)
        words.save_pretrained(str(part))
        _pretrained(texts, words, settings, part, say)
        files.write(part / "key.json", key)
        files.publish(part, folder)
    return base.Base(_NAME, folder, weights_sha256(folder))


def _texts(rows: Sequence[Told], seed: int) -> list[str]:
    """Each text once, in an order that tears asks and answers apart."""
    texts = sorted({turn["content"] for row in rows for turn in row.turns if turn["content"].strip()})
    random.Random(seed).shuffle(texts)
    return texts


def _key(texts: Sequence[str], template: str, settings: Settings) -> str:
    from hashlib import sha256

    text = sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
    facts = {"texts": text, "template": template, "seed": settings.seed, "max_tokens": settings.max_tokens}
    return json.dumps(facts | asdict(settings.tiny), sort_keys=True)


def _tokenizer(texts: Sequence[str], prompting: Prompting, settings: Settings) -> Any:
    """Byte-level BPE: every text can be written, and gives itself back."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    plain = Tokenizer(models.BPE())
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=settings.tiny.vocabulary,
        special_tokens=[PAD, *prompting.markers],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    plain.train_from_iterator(texts, trainer, length=len(texts))
    words = PreTrainedTokenizerFast(
        tokenizer_object=plain,
        pad_token=PAD,
        eos_token=prompting.stop,
        additional_special_tokens=prompting.markers[1:],
        clean_up_tokenization_spaces=False,
        model_max_length=settings.max_tokens,
    )
    words.chat_template = prompting.text
    return words


def _pretrained(texts: Sequence[str], words: Any, settings: Settings, folder: Path, say: Callable[[str], None]) -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tiny = settings.tiny
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        model = LlamaForCausalLM(
            LlamaConfig(
                vocab_size=len(words),
                hidden_size=tiny.width,
                intermediate_size=tiny.width * 8 // 3 // 8 * 8,
                num_hidden_layers=tiny.layers,
                num_attention_heads=tiny.heads,
                num_key_value_heads=tiny.heads,
                max_position_embeddings=max(2048, settings.max_tokens),
                tie_word_embeddings=True,
                pad_token_id=words.pad_token_id,
                bos_token_id=None,
                eos_token_id=words.eos_token_id,
                use_cache=False,
            )
        )
    plan = replace(
        course.of(settings),
        epochs=tiny.epochs,
        max_steps=0,
        lr=tiny.lr,
        scheduler="cosine",
        warmup=0.03,
        weight_decay=0.01,
        eval_every=0,
        patience=0,
        pack=True,
    )
    examples = [one for text in texts if (one := _read(text, words, settings.max_tokens))]
    try:
        fit(model, examples, plan, folder, {}, bf16=False, varlen=False, label="base", say=say)
    except StoppedError as stopped:
        said = "stopped while the base was made, which the same command begins anew"
        raise StoppedError(stopped.exit_code - 128, said) from None
    with quiet():
        model.save_pretrained(str(folder))
    shutil.rmtree(folder / "checkpoints")


def _read(text: str, words: Any, most: int) -> Example | None:
    """A text by itself: every token of it is learnt, the first one excepted."""
    ids = words(text + _END, add_special_tokens=False, split_special_tokens=True)["input_ids"][:most]
    return Example("", "", np.array(ids, np.int32), 0, len(ids)) if len(ids) > 1 else None
