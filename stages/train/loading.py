"""What a training needs before its first step: rows, template, base, model and examples, read and proved."""

import importlib.util
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.errors import RecipeError
from schemas.manifest import ShardsManifest
from stages.train import base, gate, loss, prompting, tiny
from stages.train.asked import Asked
from stages.train.attention import PACKED, fits_kernel
from stages.train.batch import flat
from stages.train.encode import Encoded, Encoder
from stages.train.overlap import Overlap, check_overlap
from stages.train.rows import Accounting, Row, read
from stages.train.settings import Settings

Say = Callable[[str], None]
_PROVED = 8


@dataclass(frozen=True)
class Data:
    """Everything that was read, with its accounting."""

    train: Sequence[Row]
    held: dict[str, list[Row]]
    accounting: dict[str, Accounting]
    overlaps: dict[str, Overlap]


@dataclass(frozen=True)
class Loaded:
    """The model in the state that it is trained or asked in."""

    source: base.Base
    asked: Asked
    device: str
    kind: base.Precision
    weights: base.Precision


def data(manifest: ShardsManifest, shards: Path, settings: Settings, say: Say) -> Data:
    rows, accounting = {}, {}
    for split in manifest.splits:
        if manifest.splits[split]:
            rows[split], accounting[split] = read(shards, manifest, split, settings.drop_bad)
            for line in accounting[split].warnings:
                say(line)
    if "train" not in rows:
        raise RecipeError(f"{shards}: 0 of 0 rows usable: there is no split 'train' with rows; curate again")
    held = {split: found for split, found in rows.items() if split != "train"}
    if settings.patience and not held:
        raise RecipeError(
            f"[train] patience = {settings.patience} looks at held-out rows, and there are none; set it to 0"
        )
    overlaps = {split: check_overlap(rows["train"], found, settings.allow_overlap) for split, found in held.items()}
    return Data(rows["train"], held, accounting, overlaps)


def template(manifest: ShardsManifest, shards: Path) -> prompting.Prompting:
    path = gate.shards_of(shards) / manifest.template.file
    return prompting.of_shards(manifest.template, path.read_bytes().decode("utf-8"))


def tiny_base(data: Data, template: prompting.Prompting, settings: Settings, out: Path, say: Say) -> base.Base:
    if settings.template == "base":
        raise RecipeError("[train] template = 'base', but the tiny base is made for the shards' template; leave it out")
    return tiny.made(data.train, template, settings, out / "base", say)


def loaded(source: base.Base, template: prompting.Prompting, settings: Settings, on: str) -> Loaded:
    kind = base.precision(settings.dtype, on)
    weights = base.kept_precision(kind, settings)
    words = base.tokenizer(source.folder)
    used = prompting.of_base(words, template.roles) if settings.template == "base" else template
    model = base.model(source.folder, on, weights, settings.method == "qlora")
    base.check_window(model, settings.max_tokens)
    new = base.fit_tokenizer(model, words, used.markers, settings.resize)
    words.chat_template = used.text
    encoder = Encoder(words, used, settings.max_tokens, reject_control_tokens=settings.reject_control_tokens)
    encoder.check()
    import torch

    torch.manual_seed(settings.seed)
    trainable = base.made_trainable(model, settings, new)
    return Loaded(source, Asked(trainable, encoder), on, kind, weights)


def encoded(loaded: Loaded, data: Data, settings: Settings, varlen: bool, say: Say) -> Encoded:
    encoder = replace(loaded.asked.encoder, overlong=settings.overlong)
    warnings = encoder.prove(data.train)
    encoded = encoder.encode(data.train)
    gone = Counter(row.source for row in data.train)
    for source in {example.source for example in encoded.examples}:
        del gone[source]
    encoded.warnings += warnings
    encoded.warnings += [
        f"train: all {rows} rows of the source {source!r} were dropped" for source, rows in gone.items()
    ]
    for line in encoded.warnings:
        say(line)
    if not encoded.examples:
        raise RecipeError(
            f"0 of {len(data.train)} rows usable: {encoded.told()}; raise max_tokens, or curate other shards"
        )
    if encoded.without_stop:
        raise RecipeError(
            f"[train] {encoded.without_stop} of {len(data.train)} rows end without the template's stop "
            f"{encoder.prompting.stop!r}, and a model learns never to end from them; mend the template"
        )
    model = loaded.asked.model
    model.set_attn_implementation(PACKED)
    model.eval()
    loss.prove(model, flat(sorted(encoded.examples, key=len)[:_PROVED]), varlen)
    model.set_attn_implementation("sdpa")
    return encoded


def varlen(settings: Settings, loaded: Loaded) -> bool:
    if settings.attention == "varlen" and loaded.device != "cuda":
        raise RecipeError("[train] attention = 'varlen' needs a CUDA GPU; take 'auto'")
    on = loaded.device == "cuda" and loaded.kind == "bf16" and settings.attention != "sdpa"
    return on and fits_kernel(loaded.asked.model.config)


def check_trackers(settings: Settings) -> None:
    """Each is the user's own to install; without it the library fails in the middle."""
    for name in settings.report_to:
        if not importlib.util.find_spec(name):
            raise RecipeError(f"[train] report_to = {name!r} is not installed; install {name}, or leave it out")


def threads(settings: Settings) -> None:
    import torch

    if settings.threads:
        torch.set_num_threads(settings.threads)
