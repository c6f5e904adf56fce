"""`winnow train` from shards to a model: read, prove, measure, train, merge, measure again, write down."""

import os
import platform
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemas.errors import WinnowError
from schemas.manifest import ShardsManifest
from stages.models.weights import files_sha256
from stages.train import (
    base,
    course,
    evaluate,
    figures,
    gate,
    loading,
    merge,
    outputs,
    probes,
    record,
    resume,
    samples,
    trained,
)
from stages.train.asked import mean_nats
from stages.train.attention import register
from stages.train.encode import Encoded
from stages.train.fit import Ran, fit
from stages.train.settings import TINY, Settings

Say = Callable[[str], None]
_LOOKED_AT = 200  # held-out examples of a look between steps


@dataclass(frozen=True)
class Wish:
    """What was asked for, and by which command."""

    settings: Settings
    manifest: ShardsManifest
    shards: Path
    out: Path
    command: str
    say: Say


class ForgottenError(WinnowError):
    """The model lost more of the general text than was allowed."""


def train(settings: Settings, shards: Path, out: Path, command: str, say: Say, signers: Path | None = None) -> Path:
    """The folder of the trained model. A training that was stopped goes on; one that is finished is left alone."""
    manifest = gate.checked(shards, signers, say)
    loading.check_trackers(settings)
    named = None if settings.model == TINY else base.found(settings)  # refused at once, before anything heavy
    data = loading.data(manifest, shards, settings, say)
    template = loading.template(manifest, shards)
    outputs.check_place(out)
    out.mkdir(parents=True, exist_ok=True)
    register()
    on = base.device(settings.device)
    loading.threads(settings)
    if settings.method == "qlora":
        base.four_bits()  # before minutes go into a base
    known = resume.identity(manifest, template.sha256, settings)
    known |= {"device": on, "precision": base.precision(settings.dtype, on)}
    resume.point(out / "checkpoints", known)  # before a base of other text takes the place of the one that is there
    source = named or loading.tiny_base(data, template, settings, out, say)
    mine = known | {"base": files_sha256(source.folder)}
    if outputs.finished(out, mine):
        say(f"{out}: trained already; nothing to do")
    else:
        wish = Wish(settings, manifest, shards, out, command, say)
        _through(wish, data, loading.loaded(source, template, settings, on), mine)
    _refuse_forgetting(out, settings)
    return out


def _through(wish: Wish, data: loading.Data, loaded: loading.Loaded, mine: dict[str, Any]) -> None:
    """Measured, trained, measured again, and told."""
    settings, out, say = wish.settings, wish.out, wish.say
    started, lines = resume.point(out / "checkpoints", mine)
    for line in lines:
        say(line)
    varlen = loading.varlen(settings, loaded)
    encoded = loading.encoded(loaded, data, settings, varlen, say)
    shots = evaluate.shots(data.train, settings.evaluation.shots, settings.seed)
    exam = evaluate.Exam(data.held, shots, settings.evaluation, settings.seed)
    measured = mine | {"evaluation": asdict(settings.evaluation), "probes": probes.sha256()}
    before = outputs.kept_facts(out, "before", measured) or evaluate.facts(loaded.asked, exam, say, few_shot=True)
    outputs.write_facts(out, "before", before, measured, settings.seed)
    shown = samples.chosen([row for _, row in exam.rows], settings.seed)
    first = evaluate.samples(loaded.asked, shown, settings.evaluation.new_tokens)
    ran = _trained(wish, data, loaded, encoded, varlen, mine, started)
    after = evaluate.facts(loaded.asked, exam, say)
    outputs.write_facts(out, "after", after, measured, settings.seed)
    same = _saved(wish, loaded, encoded)
    last = evaluate.samples(loaded.asked, shown, settings.evaluation.new_tokens)
    made = record.Made(
        settings=settings,
        manifest=wish.manifest,
        source=loaded.source,
        template=loaded.asked.encoder.prompting,
        ran=ran,
        same=same,
        compared=figures.differences(before, after, settings.seed),
        before=before,
        after=after,
        identity=mine,
        command=wish.command,
        environment=_environment(loaded),
    )
    record.write_report(out, data.accounting, data.overlaps, encoded, made)
    record.write_plots(out, made.compared)
    record.write_lm_eval(out, exam, loaded.asked.encoder.prompting.stop)
    record.write_samples(out, shown, first, last)
    sources = Counter(example.source for example in encoded.examples)
    record.write_card(out, made, sources, wish.shards, _notes(data, encoded, same))
    record.finish(out, made)


def _trained(
    wish: Wish,
    data: loading.Data,
    loaded: loading.Loaded,
    encoded: Encoded,
    varlen: bool,
    mine: dict[str, Any],
    started: Path | None,
) -> Ran:
    settings = wish.settings
    held = samples.chosen(next(iter(data.held.values()), []), settings.seed, _LOOKED_AT)
    looked_at = loaded.asked.encoder.encode(held).examples
    return fit(
        loaded.asked.model,
        encoded.examples,
        course.of(settings),
        wish.out,
        {"identity": mine},
        bf16=loaded.kind == "bf16",
        varlen=varlen,
        label="train",
        say=wish.say,
        look=(lambda _: mean_nats(loaded.asked.nats(looked_at))) if looked_at else None,
        resume=started,
        report_to=settings.report_to,
        checkpointing=settings.checkpointing,
    )


def _saved(wish: Wish, loaded: loading.Loaded, encoded: Encoded) -> merge.Same | None:
    """Both carry the template, so that whoever loads them asks as was trained."""
    settings, out = wish.settings, wish.out
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
    wish.say(f"saved: {merged}, reloaded and compared: KL {same.kl:.1g}, same first word in {same.top1:.1%} of places")
    return same


def _notes(data: loading.Data, encoded: Encoded, same: merge.Same | None) -> list[str]:
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


def _environment(loaded: loading.Loaded) -> dict[str, Any]:
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
