"""The model that is tuned: found, checked, loaded from safetensors alone, and made trainable in the wanted way."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from schemas.errors import RecipeError
from stages.models.quiet import quiet
from stages.models.weights import PICKLES, loadable, located, weights_sha256
from stages.train import files
from stages.train.settings import Settings

Precision = Literal["fp32", "bf16"]


@dataclass(frozen=True)
class Base:
    """A causal language model in a folder, and what says that it is this one and no other."""

    name: str
    folder: Path
    sha256: str


def found(settings: Settings) -> Base:
    """The folder of the model: on this machine, or from the Hub (its cache first); checked before it is loaded."""
    folder = located(settings.model, settings.revision, "train")
    if not loadable(folder):
        raise RecipeError(f"{folder}: no model lies there (config.json); name a folder with a causal language model")
    if not list(folder.glob("*.safetensors")):
        held = " but pickled ones, which are never read" if any(f.suffix in PICKLES for f in folder.iterdir()) else ""
        raise RecipeError(f"{folder}: the model has no weights as safetensors{held}; name another model")
    if not (folder / "tokenizer.json").is_file():
        raise RecipeError(f"{folder}: the model has no tokenizer.json; name another model")
    return Base(settings.model, folder, weights_sha256(folder))


def device(wanted: Literal["auto", "cpu", "cuda"]) -> str:
    import torch

    there = torch.cuda.is_available()
    if wanted == "cuda" and not there:
        raise RecipeError("[train] device = 'cuda', but torch finds no GPU; take 'auto', or install a CUDA build")
    return "cuda" if there and wanted != "cpu" else "cpu"


def precision(wanted: Literal["auto", "fp32", "bf16"], on: str) -> Precision:
    import torch

    if wanted != "auto":
        return wanted
    return "bf16" if on == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False) else "fp32"


def kept_precision(kind: Precision, settings: Settings) -> Precision:
    """What the weights are held in. Those that are tuned themselves need all of fp32, or small steps vanish in bf16."""
    return "fp32" if settings.dtype == "auto" and settings.method in ("full", "last") else kind


def check_window(made: Any, max_tokens: int) -> None:
    places = getattr(made.config, "max_position_embeddings", None)
    if isinstance(places, int) and places < max_tokens:
        raise RecipeError(f"[train] max_tokens = {max_tokens}, but the model reads {places} at most; take {places}")


def tokenizer(folder: Path) -> Any:
    """The model's own; padding is a token that is never learnt."""
    from transformers import AutoTokenizer

    with quiet():
        try:
            made = AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
        except Exception as error:  # a tokenizer of somebody's own can fail in every way
            told = str(error).strip().splitlines() or [type(error).__name__]
            raise RecipeError(f"{folder}: the tokenizer cannot be loaded ({told[0][:200]}); name another") from None
    made.model_max_length = int(1e30)  # what is too long is told by us
    if not made.is_fast:
        raise RecipeError(f"{folder}: the tokenizer tells no offsets (it is not a fast one); name another model")
    return made


def model(folder: Path, on: str, kind: Precision, quantized: bool = False) -> Any:
    import torch
    from transformers import AutoModelForCausalLM

    options: dict[str, Any] = {"quantization_config": four_bits()} if quantized else {}
    with quiet():
        try:
            made, loading = AutoModelForCausalLM.from_pretrained(
                str(folder),
                output_loading_info=True,
                local_files_only=True,
                use_safetensors=True,
                trust_remote_code=False,
                attn_implementation="sdpa",
                dtype=torch.bfloat16 if kind == "bf16" else torch.float32,
                **options,
            )
        except Exception as error:  # a model of somebody's own can fail in every way
            told = str(error).strip().splitlines() or [type(error).__name__]
            raise RecipeError(f"{folder}: the model cannot be loaded ({told[0][:200]}); name another model") from None
    if lacking := sorted(loading["missing_keys"]):
        raise RecipeError(
            f"{folder}: the weights lack {len(lacking)} of the model's parts, such as {lacking[0]}, which would be "
            "made up; name a causal language model that is whole"
        )
    made.config.use_cache = False
    return made if quantized else made.to(on)


def fit_tokenizer(made: Any, words: Any, markers: Sequence[str], resize: bool) -> list[int]:
    """The template's marks as one token each where that is wanted; the numbers of those that are new."""
    size = made.get_input_embeddings().weight.shape[0]
    if max(words.get_vocab().values()) >= size:
        raise RecipeError(
            f"[train] the tokenizer knows {len(words)} words, the model {size}; they do not belong together"
        )
    known = words.get_vocab()
    missing = [mark for mark in markers if mark not in known]
    if not missing or not resize:
        return []
    words.add_special_tokens({"additional_special_tokens": missing}, replace_extra_special_tokens=False)
    new = [int(n) for n in words.convert_tokens_to_ids(missing)]
    if max(new) >= size:
        import torch

        with torch.random.fork_rng(devices=[]), quiet():
            torch.manual_seed(0)
            made.resize_token_embeddings(max(new) + 1, mean_resizing=False)
    _start_at_mean(made, min(new), new)
    return new


def made_trainable(made: Any, settings: Settings, new_ids: Sequence[int]) -> Any:
    """The same model with an adapter around it, or with all or its last layers set free."""
    if settings.method in ("lora", "qlora"):
        return _with_adapter(made, settings, new_ids)
    for parameter in made.parameters():
        parameter.requires_grad = settings.method == "full"
    if settings.method == "last":
        layers = _layers(made)
        if settings.last_layers > len(layers):
            raise RecipeError(f"[train] last_layers = {settings.last_layers}, but the model has {len(layers)}")
        for layer in layers[len(layers) - settings.last_layers :]:
            for parameter in layer.parameters():
                parameter.requires_grad = True
        if new_ids:
            made.get_input_embeddings().weight.requires_grad = True
            made.get_output_embeddings().weight.requires_grad = True
    return made


def _with_adapter(made: Any, settings: Settings, new_ids: Sequence[int]) -> Any:
    import torch
    from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training

    targets = settings.lora.targets
    linear = sorted({name.rpartition(".")[2] for name, m in made.named_modules() if isinstance(m, torch.nn.Linear)})
    if not isinstance(targets, str) and not set(targets) <= set(linear):
        wrong = sorted(set(targets) - set(linear))
        raise RecipeError(
            f"[train.lora] targets {wrong} match no layer; the model's linear layers: {', '.join(linear)}"
        )
    if isinstance(targets, str) and targets != "all-linear":
        raise RecipeError(f"[train.lora] targets = {targets!r}; write 'all-linear' or a list of {', '.join(linear)}")
    if settings.method == "qlora":
        made = prepare_model_for_kbit_training(made, use_gradient_checkpointing=False)  # type: ignore[no-untyped-call]
    with quiet():
        return get_peft_model(
            made,
            LoraConfig(
                r=settings.lora.r,
                lora_alpha=settings.lora.alpha,
                lora_dropout=settings.lora.dropout,
                target_modules=targets if isinstance(targets, str) else list(targets),
                trainable_token_indices=_places_of(made, new_ids),
                task_type="CAUSAL_LM",
            ),
        )


def _places_of(made: Any, new_ids: Sequence[int]) -> dict[str, list[int]] | None:
    """New words are learnt in the embeddings and, where these are not tied, in the head."""
    if not new_ids:
        return None
    modules = {id(module): name for name, module in made.named_modules()}
    parts = [made.get_input_embeddings()]
    if not getattr(made.config, "tie_word_embeddings", False):
        parts.append(made.get_output_embeddings())
    return {modules[id(part)].rpartition(".")[2]: list(new_ids) for part in parts}


def _start_at_mean(made: Any, known: int, new: Sequence[int]) -> None:
    """A new word begins where the known ones have their middle."""
    import torch

    with torch.no_grad():
        for part in {id(p): p for p in (made.get_input_embeddings(), made.get_output_embeddings())}.values():
            part.weight[list(new)] = part.weight[:known].mean(dim=0)


def _layers(made: Any) -> Any:
    inner = getattr(made, made.base_model_prefix)
    for name in ("layers", "h", "blocks"):
        if hasattr(inner, name):
            return getattr(inner, name)
    raise RecipeError("[train] method = 'last' does not know this model's layers; take 'full' or 'lora'")


def four_bits() -> Any:
    """QLoRA's way to hold the base; a GPU and bitsandbytes are needed, and nothing stands in for them."""
    import importlib.util

    import torch

    if not torch.cuda.is_available() or not importlib.util.find_spec("bitsandbytes"):
        raise RecipeError("[train] method = 'qlora' needs a CUDA GPU and bitsandbytes; take method = 'lora'")
    from transformers import BitsAndBytesConfig

    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.bfloat16,
    )


def write_config(folder: Path, stop_ids: Sequence[int], words: Any, prompt: dict[str, Any]) -> None:
    """Whoever loads the folder finds the template and stops where training did."""
    words.save_pretrained(str(folder))
    stops = {"eos_token_id": list(stop_ids), "pad_token_id": words.pad_token_id, "do_sample": False}
    files.write(folder / "prompt_template.json", json.dumps(prompt, indent=2, sort_keys=True) + "\n")
    files.write(folder / "generation_config.json", json.dumps(stops, indent=2) + "\n")
