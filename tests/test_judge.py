"""The seat for a model: a tiny cross-encoder, saved here, acts on what is for review and on nothing else."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.vectors import LocalShelf
from schemas.errors import RecipeError
from stages.contradiction import Contradiction
from stages.models.judge import Judge
from test_contradiction import pairs_of

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "which", "river", "is", "it", "?", "spree", "havel"]
LABELS = {0: "Contradiction", 1: "entailment", 2: "neutral"}


def saved(folder: Path, lean: float, labels: dict[int, str] | None = None) -> Path:
    """A cross-encoder whose answer hangs on nothing but `lean`."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    plain = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    plain.pre_tokenizer = pre_tokenizers.Whitespace()
    plain.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    labels = labels or LABELS
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        max_position_embeddings=64,
        id2label=labels,
        label2id={name: at for at, name in labels.items()},
    )
    network = BertForSequenceClassification(config)
    with torch.no_grad():
        network.classifier.weight.zero_()
        network.classifier.bias.copy_(torch.tensor([lean, 0.0, 0.0]))
    network.save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=plain, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(folder)
    return folder


def said(stage: Contradiction) -> list[dict[str, Any]]:
    rows = [("Which river is it?", "Spree", "a", 1), ("Which river is it?", "Havel", "b", 2)]
    pairs = pairs_of([*rows, ("Which river is it?", "Spree", "c", 1)])
    edges = pa.table({"a": [0, 0], "b": [1, 2], "similarity": [1.0, 1.0], "measure": ["same", "same"]})
    weighed = stage.weigh(pairs, edges, LocalShelf())
    both = pa.Table.from_arrays([*edges.columns, *weighed.columns], [*edges.column_names, *weighed.column_names])
    found: list[dict[str, Any]] = stage.settle(stage.sketch(pairs, LocalShelf()), both, LocalShelf()).to_pylist()
    return found


def test_a_sure_model_acts_on_what_is_for_review(tmp_path: Path) -> None:
    stage = Contradiction(model=str(saved(tmp_path / "sure", 9.0)))
    stage.ready()
    (row,) = said(stage)
    assert (row["verdict"], row["reason"], row["rival_id"]) == ("drop", "contradiction.entity", "p000000")
    assert json.loads(row["facts"])["comparator"] == "entity+model"
    assert row["evidence"].startswith("entity, and by a model: “havel” against “spree”")
    assert [len(fact.sha256) for fact in stage.models()] == [64]


def test_an_unsure_model_leaves_it_to_a_person(tmp_path: Path) -> None:
    stage = Contradiction(model=str(saved(tmp_path / "unsure", -9.0)))
    assert {row["verdict"] for row in said(stage)} == {"review"}


def test_another_model_in_the_folder_is_another_stage(tmp_path: Path) -> None:
    before = vars(Contradiction(model=str(saved(tmp_path / "m", 9.0))))
    assert before != vars(Contradiction(model=str(saved(tmp_path / "m", 8.0))))


def test_what_cannot_judge_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="contradiction"):
        Judge(str(saved(tmp_path / "labels", 1.0, {0: "a", 1: "b", 2: "c"}))).ready()
    folder = saved(tmp_path / "code", 1.0)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"auto_map": {"AutoModel": "m.M"}}))
    with pytest.raises(RecipeError, match="code of its own"):
        Judge(str(folder)).ready()
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").unlink()
    with pytest.raises(RecipeError, match="safetensors"):
        Judge(str(folder)).ready()
    with pytest.raises(RecipeError, match=r"\[contradiction\] model = .* is no folder"):
        Contradiction(model="nowhere at all").ready()
