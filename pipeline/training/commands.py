"""The commands around training. Nothing heavy is imported before one of them runs."""

import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import click

SETS = click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="SETTING=VALUE",
    help="Override one setting of [train], such as lr=1e-4 or lora.r=8; may be repeated. README.md lists them.",
)
DEVICE = click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default=None, help="Where to compute.")
JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for a machine to read.")
MODEL = click.argument("model", type=click.Path(path_type=Path))


@click.command()
@click.argument("recipe", metavar="RECIPE|RUN", type=click.Path(path_type=Path))
@SETS
@DEVICE
@click.option("--signers", type=click.Path(path_type=Path), help="The file of allowed signers, where approvals count.")
@click.option(
    "--anew", is_flag=True, help="Begin again: a finished training of that name is kept as NAME@ID, a stopped one goes."
)
@click.option("--quiet", is_flag=True, help="No progress.")
@JSON
def train(
    recipe: Path,
    sets: tuple[str, ...],
    device: str | None,
    signers: Path | None,
    anew: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Instruction-tune a model on the shards of a run.

    RECIPE is a TOML file with a table [train]; a RUN's folder (or its shards/) is trained on with the settings that
    stand when nothing is said. Shards are checked against their manifest first, and approvals where it demands them
    (exit code 3 names the role that is missing). A training that was stopped goes on from its last checkpoint; one
    over other data, template, base or settings is refused.

    Writes RUN/train/NAME: adapter/ and merged/, plots/, metrics.jsonl, eval/, samples.md, data_report.json and a model
    card. Exit codes: 0 done, 1 error, 2 usage or recipe, 3 gate, 5 the loss was no number, 6 disk full, 130 and 143
    stopped by a signal.
    """
    _passive_threads()
    from pipeline import store
    from pipeline.progress import Progress
    from pipeline.training.recipe import load
    from pipeline.training.told import summary
    from stages.train.outputs import put_aside
    from stages.train.run import train as run_training

    wanted = load(recipe, (*sets, *([f"device={device}"] if device else [])))
    command = shlex.join(["winnow", *sys.argv[1:]])
    progress = Progress(quiet or as_json)
    with store.owned(wanted.out):
        if anew and (kept := put_aside(wanted.out)):
            progress.say(f"{wanted.out}: the finished training is kept as {kept}")
        out = run_training(wanted.settings, wanted.shards, wanted.out, command, progress.say, signers or wanted.signers)
    click.echo(json.dumps(json.loads((out / "finished.json").read_bytes()), indent=2) if as_json else summary(out))


@click.command(name="eval")
@MODEL
@click.argument("other", type=click.Path(path_type=Path), required=False)
@click.option("--shards", type=click.Path(path_type=Path), help="Whose held-out rows; the model's own run unless told.")
@SETS
@DEVICE
@click.option("--all", "whole", is_flag=True, help="Also by source, domain, task, split and kind of text.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Also write each prompt there.")
@JSON
def evaluate(
    model: Path,
    other: Path | None,
    shards: Path | None,
    sets: tuple[str, ...],
    device: str | None,
    whole: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Measure MODEL on held-out rows and probes; with OTHER, both on the same prompts, and the difference.

    A model is a folder that `winnow train` made. Every figure comes with its 95 % interval; a difference is of the
    same prompts, and marked where its interval leaves zero out. Rows and lengths are as in MODEL's own training unless
    told otherwise; `--set evaluation.answers=500` asks more. A model of another run is refused where it was trained on
    what is asked.
    """
    _passive_threads()
    from pipeline.training.comparing import compared, measured

    asked = (shards, sets, device, whole)
    made = compared(model, other, *asked) if other else measured(model, *asked)
    if output:
        from pipeline import store

        store.write_bytes(output, json.dumps(made.prompts, ensure_ascii=False, indent=1).encode())
    click.echo(json.dumps(made.told, indent=2, sort_keys=True) if as_json else made.table)


@click.command()
@MODEL
@DEVICE
@click.option("--system", help="A system text to begin with.")
@click.option("--tokens", type=click.IntRange(1), default=256, show_default=True, help="The longest answer.")
@click.option("--ask", help="Ask this once, print the answer, and end.")
def chat(model: Path, device: str | None, system: str | None, tokens: int, ask: str | None) -> None:
    """Talk to MODEL on the terminal, through the template that it was trained by.

    Each answer sees what was said before; an empty line begins anew, and Ctrl-D ends.
    """
    _passive_threads()
    from pipeline.training.chat import talk

    talk(model, device or "auto", system, tokens, ask)


def _passive_threads() -> None:
    """Set before torch is loaded: threads that spin while they wait take a shared machine's time from each other."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def add(group: Any) -> None:
    for command in (train, evaluate, chat):
        group.add_command(command)
