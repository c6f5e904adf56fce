"""A trained model opened again from its folder: with the template that it was trained by, on the base that it fits."""

import json
from pathlib import Path
from typing import Any, Literal

from schemas.errors import RecipeError
from schemas.template import Template
from stages.models.quiet import quiet
from stages.models.weights import weights_sha256
from stages.train import base
from stages.train.asked import Asked
from stages.train.attention import register
from stages.train.encode import Encoder
from stages.train.prompting import Prompting, of_base

PROMPT = "prompt_template.json"
BASE = "base.json"


def opened(folder: Path, on: Literal["auto", "cpu", "cuda"] = "auto", max_tokens: int = 2048) -> Asked:
    """`folder` is what `winnow train` made, or the `merged` or `adapter` in it."""
    register()
    place = found(folder)
    where = base.device(on)
    kind = base.precision("auto", where)
    words = base.tokenizer(place)
    model = _adapted(place, words, where, kind) if (place / BASE).is_file() else base.model(place, where, kind)
    encoder = Encoder(words, prompting(place, words), max_tokens)
    encoder.check()
    model.eval()
    return Asked(model, encoder)


def found(folder: Path) -> Path:
    """Where in a trained folder the model lies: the merged one, else the adapter."""
    place = next((p for p in (folder / "merged", folder / "adapter", folder) if (p / PROMPT).is_file()), None)
    if place is None:
        raise RecipeError(f"{folder}: no model of `winnow train` lies there ({PROMPT}); name a folder that it made")
    return place


def prompting(place: Path, words: Any) -> Prompting:
    """The saved template, refused where it is not the one that the model was trained by."""
    told = json.loads((place / PROMPT).read_bytes())
    text = words.chat_template or ""
    made = (
        of_base(words, told["roles"])
        if told["name"] == "base"
        else Prompting(
            told["name"],
            text,
            told["stop"],
            tuple(told["roles"]),
            Template(told["name"], text, (told["stop"],)).render,
        )
    )
    if made.sha256 != told["sha256"]:
        raise RecipeError(f"{place}: the chat template was changed since the training; take the folder as it was made")
    return made


def told(made: Prompting) -> dict[str, Any]:
    """What `prompting` reads."""
    return {"name": made.name, "sha256": made.sha256, "stop": made.stop, "roles": list(made.roles)}


def _adapted(place: Path, words: Any, where: str, kind: base.Precision) -> Any:
    from peft import PeftModel

    fact = json.loads((place / BASE).read_bytes())
    folder = Path(fact["folder"])
    if not folder.is_dir() or weights_sha256(folder) != fact["weights_sha256"]:
        raise RecipeError(
            f"{place}: the adapter fits {fact['name']} with weights {fact['weights_sha256'][:12]}…, which are not in "
            f"{folder}; put them there, or use the merged model"
        )
    made = base.model(folder, where, kind)
    with quiet():
        if len(words) > made.get_input_embeddings().weight.shape[0]:
            made.resize_token_embeddings(len(words), mean_resizing=False)
        return PeftModel.from_pretrained(made, str(place)).to(where)
