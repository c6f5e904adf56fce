"""`winnow train` from shards to a model: read, prove, measure, train, merge, measure again, write down."""

import importlib.util
import os
import platform
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemas.errors import RecipeError, WinnowError
from schemas.manifest import ShardsManifest
from stages.models.weights import files_sha256
from stages.train import (
    base,
    evaluate,
    figures,
    gate,
    loss,
    merge,
    outputs,
    probes,
    prompting,
    resume,
    samples,
    tiny,
    trained,
)
from stages.train.asked import Asked, mean_nats
from stages.train.attention import PACKED, fits_kernel, register
from stages.train.batch import flat
from stages.train.encode import Encoded, Encoder
from stages.train.fit import Ran, fit
from stages.train.overlap import Overlap, check_overlap
from stages.train.rows import Accounting, Row, read
from stages.train.settings import TINY, Settings

Say = Callable[[str], None]
_LOOKED_AT = 200  # held-out examples of a look between steps
_PROVED = 8


class ForgottenError(WinnowError):
    """The model lost more of the general text than was allowed."""


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
    new_ids: list[int]


def train(settings: Settings, shards: Path, out: Path, command: str, say: Say, signers: Path | None = None) -> Path:
    """The folder of the trained model. A training that was stopped goes on; one that is finished is left alone."""
    manifest = gate.checked(shards, signers, say)
    _check_trackers(settings)
    named = None if settings.model == TINY else base.found(settings)  # refused at once, before anything heavy
    data = _data(manifest, shards, settings, say)
    template = _template(manifest, shards)
    outputs.check_place(out)
    _check_trackers(settings)
    out.mkdir(parents=True, exist_ok=True)
    register()
    on = base.device(settings.device)
    _threads(settings)
    kind = base.precision(settings.dtype, on)
    if settings.method == "qlora":
        base.four_bits()  # before minutes go into a base
    known = resume.identity(manifest, template.sha256, settings) | {"device": on, "precision": kind}
    resume.point(out / "checkpoints", known)  # before a base of other text takes the place of the one that is there
    source = named or _tiny(data, template, settings, out, say)
    mine = known | {"base": files_sha256(source.folder)}
    if outputs.finished(out, mine):
        say(f"{out}: trained already; nothing to do")
        _refuse_forgetting(out, settings)
        return out
    started, lines = resume.point(out / "checkpoints", mine)
    for line in lines:
        say(line)
    loaded = _loaded(source, template, settings, on)
    varlen = _varlen(settings, loaded)
    encoded = _encoded(loaded, data, settings, varlen, say)
    exam = evaluate.Exam(
        data.held,
        evaluate.shots(data.train, settings.evaluation.shots, settings.seed),
        settings.evaluation,
        settings.seed,
    )
    measured = mine | {"evaluation": asdict(settings.evaluation), "probes": probes.sha256()}
    before = outputs.kept_facts(out, "before", measured) or evaluate.facts(loaded.asked, exam, say, few_shot=True)
    outputs.write_facts(out, "before", before, measured, settings.seed)
    shown = samples.chosen([row for _, row in exam.rows], settings.seed)
    first = evaluate.samples(loaded.asked, shown, settings.evaluation.new_tokens)
    ran = _trained(loaded, encoded, data, settings, varlen, out, mine, say, started)
    after = evaluate.facts(loaded.asked, exam, say)
    outputs.write_facts(out, "after", after, measured, settings.seed)
    same = _saved(loaded, encoded, settings, out, say)
    last = evaluate.samples(loaded.asked, shown, settings.evaluation.new_tokens)
    compared = figures.differences(before, after, settings.seed)
    made = outputs.Made(
        settings,
        manifest,
        source,
        loaded.asked.encoder.prompting,
        ran,
        same,
        compared,
        before,
        after,
        mine,
        command,
        _environment(loaded),
    )
    outputs.write_report(out, data.accounting, data.overlaps, encoded, made)
    outputs.write_plots(out, compared)
    outputs.write_lm_eval(out, exam, loaded.asked.encoder.prompting.stop)
    outputs.write_samples(out, shown, first, last)
    sources = Counter(example.source for example in encoded.examples)
    outputs.write_card(out, made, sources, shards, _notes(data, encoded, same))
    outputs.finish(out, made)
    _refuse_forgetting(out, settings)
    return out


def _data(manifest: ShardsManifest, shards: Path, settings: Settings, say: Say) -> Data:
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


def _template(manifest: ShardsManifest, shards: Path) -> prompting.Prompting:
    path = gate.shards_of(shards) / manifest.template.file
    return prompting.of_shards(manifest.template, path.read_bytes().decode("utf-8"))


def _tiny(data: Data, template: prompting.Prompting, settings: Settings, out: Path, say: Say) -> base.Base:
    if settings.template == "base":
        raise RecipeError("[train] template = 'base', but the tiny base is made for the shards' template; leave it out")
    return tiny.made(data.train, template, settings, out / "base", say)


def _loaded(source: base.Base, template: prompting.Prompting, settings: Settings, on: str) -> Loaded:
    kind = base.precision(settings.dtype, on)
    weights = base.kept_precision(kind, settings)
    words = base.tokenizer(source.folder)
    used = prompting.of_base(words, template.roles) if settings.template == "base" else template
    model = base.model(source.folder, on, weights, settings.method == "qlora")
    base.check_window(model, settings.max_tokens)
    new = base.fit_tokenizer(model, words, used.markers, settings.resize)
    words.chat_template = used.text
    overlong = "drop" if settings.overlong == "error" else settings.overlong  # an error of training rows alone
    encoder = Encoder(words, used, settings.max_tokens, overlong, settings.reject_control_tokens)
    encoder.check()
    import torch

    torch.manual_seed(settings.seed)
    trainable = base.made_trainable(model, settings, new)
    return Loaded(source, Asked(trainable, encoder), on, kind, weights, new)


def _encoded(loaded: Loaded, data: Data, settings: Settings, varlen: bool, say: Say) -> Encoded:
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
        told = ", ".join(f"{reason} {count}" for reason, count in encoded.dropped.items())
        raise RecipeError(f"0 of {len(data.train)} rows usable: {told}; raise max_tokens, or curate other shards")
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


def _trained(
    loaded: Loaded,
    encoded: Encoded,
    data: Data,
    settings: Settings,
    varlen: bool,
    out: Path,
    mine: dict[str, Any],
    say: Say,
    started: Path | None,
) -> Ran:
    from stages.train import course

    held = samples.chosen(next(iter(data.held.values()), []), settings.seed, _LOOKED_AT)
    looked_at = replace(loaded.asked.encoder, overlong="drop").encode(held).examples
    if settings.patience and not looked_at:
        raise RecipeError("[train] patience needs held-out rows, and the shards have none; curate with a hold-out")
    return fit(
        loaded.asked.model,
        encoded.examples,
        course.of(settings),
        out,
        {"identity": mine},
        bf16=loaded.kind == "bf16",
        varlen=varlen,
        label="train",
        say=say,
        look=(lambda _: mean_nats(loaded.asked.nats(looked_at))) if looked_at else None,
        resume=started,
        report_to=settings.report_to,
        checkpointing=settings.checkpointing,
    )


def _varlen(settings: Settings, loaded: Loaded) -> bool:
    if settings.attention == "varlen" and loaded.device != "cuda":
        raise RecipeError("[train] attention = 'varlen' needs a CUDA GPU; take 'auto'")
    on = loaded.device == "cuda" and loaded.kind == "bf16" and settings.attention != "sdpa"
    return on and fits_kernel(loaded.asked.model.config)


def _saved(loaded: Loaded, encoded: Encoded, settings: Settings, out: Path, say: Say) -> merge.Same | None:
    """Both carry the template, so that whoever loads them asks as was trained."""
    model, encoder = loaded.asked.model, loaded.asked.encoder
    told = trained.told(encoder.prompting)
    adapter = hasattr(model, "peft_config")
    if adapter:
        merge.saved_adapter(model, out / "adapter")
        base.write_config(out / "adapter", [encoder.stop_id], encoder.tokenizer, told)
        merge.note_base(out / "adapter", loaded.source)
    if adapter and (not settings.merge or settings.method == "qlora"):
        shutil.rmtree(out / "merged", ignore_errors=True)
        return None
    merged = out / "merged"
    if adapter:
        vocabulary = model.get_input_embeddings().weight.shape[0]
        merge.saved_merged(loaded.source.folder, out / "adapter", vocabulary, merged, loaded.weights)
    else:
        merge.saved_whole(model, merged)
    base.write_config(merged, [encoder.stop_id], encoder.tokenizer, told)
    same = merge.compared(model, merged, encoded.examples, loaded.weights)
    say(f"saved: {merged}, reloaded and compared: KL {same.kl:.1g}, same first word in {same.top1:.1%} of places")
    return same


def _notes(data: Data, encoded: Encoded, same: merge.Same | None) -> list[str]:
    """What a reader of the card should know beside the figures."""
    made = [
        f"{split}: {told.told()}, allowed by the settings"
        for split, told in data.overlaps.items()
        if told.exact or told.inside
    ]
    made += [
        f"{told.touched} of {told.held} {split} asks share a run of 13 words with a training ask"
        for split, told in data.overlaps.items()
        if told.touched
    ]
    made += [f"{split}: {told.told()} dropped" for split, told in data.accounting.items() if told.dropped]
    made += [f"{count:,} training pairs were left out: {reason}" for reason, count in encoded.dropped.items()]
    if same:
        made.append(
            f"The merged model was loaded again from disk and compared: KL {same.kl:.1g}, the same first word in "
            f"{same.top1:.2%} of {same.tokens:,} places."
        )
    return [*made, *encoded.warnings]


def _refuse_forgetting(out: Path, settings: Settings) -> None:
    """Asked of a finished training as well, which is not allowed more for being asked for again."""
    allowed, fact = settings.evaluation.max_forgetting, outputs.headline(out).get("general bits_per_byte")
    if allowed and fact and (grown := fact["difference"] / fact["before"]) > allowed:
        raise ForgottenError(
            f"general text costs {grown:.1%} more bits than before, and max_forgetting allows {allowed:.1%}; "
            "take a lower lr, fewer epochs, or method = 'lora'"
        )


def _check_trackers(settings: Settings) -> None:
    """Each is the user's own to install; without it the library fails in the middle."""
    for name in settings.report_to:
        if not importlib.util.find_spec(name):
            raise RecipeError(f"[train] report_to = {name!r} is not installed; install {name}, or leave it out")


def _threads(settings: Settings) -> None:
    import torch

    if settings.threads:
        torch.set_num_threads(settings.threads)


def _environment(loaded: Loaded) -> dict[str, Any]:
    import accelerate  # type: ignore[import-untyped]
    import peft
    import torch
    import transformers

    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "device": torch.cuda.get_device_name() if loaded.device == "cuda" else "cpu",
        "precision": loaded.kind,
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "peft": peft.__version__,
        "accelerate": accelerate.__version__,
        "winnow": version("winnow"),
        "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
