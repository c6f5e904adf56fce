"""What a user takes away: the adapter, and the merged model, reloaded from disk and compared before it counts."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import WinnowError
from stages.models.quiet import quiet
from stages.train import base, files
from stages.train.encode import Example

MOST_KL, LEAST_AGREEMENT = 1e-4, 0.99
ROWS = 32


class MergeError(WinnowError):
    """The merged model is not the trained one."""


@dataclass(frozen=True)
class Same:
    """How near the model on disk is to the trained one: on the same tokens."""

    kl: float
    top1: float
    tokens: int


def saved_adapter(model: Any, folder: Path) -> None:
    """Of new words the few rows that were learnt, and not all embeddings around them."""
    with quiet():
        model.save_pretrained(str(folder), safe_serialization=True, save_embedding_layers=False)
    (folder / "README.md").unlink(missing_ok=True)  # peft's blank card; ours takes its place


def note_base(folder: Path, source: base.Base) -> None:
    """An adapter fits one base alone, and its own file says only where that lay."""
    path = folder / "adapter_config.json"
    told = json.loads(path.read_bytes())
    facts = {"name": source.name, "folder": str(source.folder.resolve()), "weights_sha256": source.sha256}
    files.write(folder / "base.json", json.dumps(facts, indent=2) + "\n")
    told["base_model_name_or_path"] = source.name if source.name.count("/") == 1 else str(source.folder)
    files.write(path, json.dumps(told, indent=2, sort_keys=True) + "\n")


def saved_whole(model: Any, folder: Path) -> None:
    """Weights that were tied and are no longer the same stay two."""
    head, words = model.get_output_embeddings(), model.get_input_embeddings()
    if head is not None and head.weight.data_ptr() != words.weight.data_ptr():
        model.config.tie_word_embeddings = False
    model.config.use_cache = True
    shutil.rmtree(folder, ignore_errors=True)
    with quiet():
        model.save_pretrained(str(folder), safe_serialization=True)
    model.config.use_cache = False


def saved_merged(base_folder: Path, adapter: Path, vocabulary: int, folder: Path, kind: base.Precision) -> None:
    """The base anew in full precision, the adapter from disk put into its weights, and only then made small."""
    import torch
    from peft import PeftModel

    whole = base.model(base_folder, "cpu", "fp32")
    with quiet():
        if vocabulary > whole.get_input_embeddings().weight.shape[0]:
            whole.resize_token_embeddings(vocabulary, mean_resizing=False)
        whole = PeftModel.from_pretrained(whole, str(adapter)).merge_and_unload()
    saved_whole(whole.to(torch.bfloat16 if kind == "bf16" else torch.float32), folder)


def compared(trained: Any, folder: Path, examples: Sequence[Example], kind: base.Precision) -> Same:
    """Load what was written, and refuse it unless it says the same."""
    import torch

    loaded = base.model(folder, trained.device.type, kind)
    divergence, agree, tokens = 0.0, 0, 0
    trained.eval()
    with torch.inference_mode():
        for example in examples[:ROWS]:
            ids = torch.tensor(example.ids[None, :].astype("int64"), device=trained.device)
            one, other = (m(input_ids=ids, use_cache=False).logits[0].float() for m in (trained, loaded))
            p, q = one.log_softmax(-1), other.log_softmax(-1)
            divergence += float((p.exp() * (p - q)).sum())
            agree += int((one.argmax(-1) == other.argmax(-1)).sum())
            tokens += len(example)
    same = Same(divergence / max(1, tokens), agree / max(1, tokens), tokens)
    if not (same.kl < MOST_KL and same.top1 >= LEAST_AGREEMENT):
        raise MergeError(
            f"{folder}: the merged model differs from the trained one (KL {same.kl:.2g}, same first word in "
            f"{same.top1:.1%} of {same.tokens:,} places); use the adapter, and set merge = false"
        )
    return same
