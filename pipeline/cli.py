"""The command line. Nothing heavy is imported before a command runs, so that `winnow --help` answers at once."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.training import commands
from schemas.errors import WinnowError

F = TypeVar("F", bound=Callable[..., Any])

RECIPE = click.argument("recipe", type=click.Path(path_type=Path))
RUN = click.argument("run", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for a machine to read.")
SETS = click.option("--set", "sets", multiple=True, metavar="TABLE.SETTING=VALUE", help="Override one setting.")
LIMIT = click.option("--limit", type=click.IntRange(1), help="Only the first N rows of each source.")
WORKERS = click.option("--workers", type=click.IntRange(1), help="Processes; the machine's cores unless told.")
FORCE = click.option("--force", is_flag=True, help="Write over a file that is there.")
QUIET = click.option("--quiet", is_flag=True, help="No progress.")


class _Group(click.Group):
    """Errors that a person can act on are one sentence and an exit code, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WinnowError as error:
            click.echo(f"winnow: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("winnow: stopped; the same command goes on from here", err=True)
            ctx.exit(130)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="winnow")
def main() -> None:
    """Turn raw instruction data into a training set that somebody can sign for.

    A recipe (TOML) names sources and stages; `winnow curate RECIPE` makes a run of it: shards to train on, a ledger
    of every decision, a report to approve and a manifest to prove it.

    Exit codes: 0 done, 1 error, 2 usage or recipe, 3 gate (an approval is missing), 4 alarm (a stage finds most of a
    source defective), 130 or 143 stopped by a signal. `winnow train --help` tells of two more.
    """


@main.command()
@RECIPE
@SETS
@LIMIT
@WORKERS
@QUIET
@JSON
@click.option("--batch", type=click.IntRange(1), default=2048, show_default=True, help="Pairs a stage sees at once.")
@click.option(
    "--debug", is_flag=True, help="Time each stage; on an error show the lines of code, never a record's text."
)
def curate(
    recipe: Path,
    sets: tuple[str, ...],
    limit: int | None,
    workers: int | None,
    quiet: bool,
    as_json: bool,
    batch: int,
    debug: bool,
) -> None:
    """Run RECIPE: read, judge, write shards, report and manifest.

    A run that was stopped goes on where it was. A finished run of the same recipe, data and code is left alone; when
    any of them changed it is kept as NAME@RUN_ID, and what did not change is taken over.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # its own keeps what it has freed
    from pipeline.failing import failure, stack
    from pipeline.progress import Progress
    from pipeline.recipe import load
    from pipeline.run import curate as run_recipe
    from pipeline.told import finished

    try:
        done = run_recipe(load(recipe, sets), workers, limit, Progress(quiet or as_json, debug), batch)
    except Exception as error:
        if debug:
            click.echo(stack(error), err=True)
        if isinstance(error, WinnowError):
            raise
        click.echo(f"winnow: {failure(error).sentence}{'' if debug else '; --debug shows the stack'}", err=True)
        sys.exit(1)
    _answer(finished(done, as_json), as_json)


@main.command()
@RECIPE
@SETS
@LIMIT
@JSON
def plan(recipe: Path, sets: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Show what RECIPE means, what is there already and what would run; compute nothing."""
    from pipeline.plan import planned
    from pipeline.recipe import load
    from pipeline.told import plan as told

    facts = planned(load(recipe, sets), limit)
    _answer(facts if as_json else told(facts), as_json)


@main.command()
@RUN
@JSON
def verify(run: Path, as_json: bool) -> None:
    """Check every file of RUN against its manifest: changed, missing and extra ones are named; exit 1 if any."""
    from pipeline.verify import verified

    found = verified(run)
    wrong = [f"{what}: {name}" for what, names in found.items() if what != "files" for name in names]
    summary = f"{run}: {len(found['files'])} files as the manifest says" if not wrong else "\n".join(wrong)
    _answer(found | {"files": len(found["files"])} if as_json else summary, as_json)
    if wrong:
        sys.exit(1)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("recipe.toml"), show_default=True)
@click.option("--name", help="The run's name; the first file's unless told.")
@FORCE
@JSON
def init(files: tuple[str, ...], output: Path, name: str | None, force: bool, as_json: bool) -> None:
    """Look into FILEs, guess their formats and write a recipe to go on from.

    A FILE may also be a folder or a glob. Each becomes a source; its first rows are shown as they would be read. Paths
    in the recipe are relative to it. Licences are written as "unknown": say what they are.
    """
    from dataclasses import asdict

    from pipeline.init import guessed, told, write_recipe

    guesses = guessed(list(files))
    write_recipe(guesses, output, name, force)
    sources = [asdict(one) for one in guesses]
    _answer({"recipe": str(output), "sources": sources} if as_json else told(guesses, output), as_json)


@main.command()
@RUN
@click.option("--stage", help="Only what this stage said.")
@click.option("--reason", help="Only this reason, or a family of reasons such as `duplicate`.")
@click.option("--verdict", help="Only this verdict: drop, rewrite, label, review, keep, hold, quarantine.")
@click.option("--source", help="Only pairs of this source.")
@click.option("-n", "count", type=click.IntRange(1), help="How many to draw; 20 unless told.")
@click.option("--seed", type=int, help="Another seed draws others; 0 unless told.")
@JSON
def show(
    run: Path,
    stage: str | None,
    reason: str | None,
    verdict: str | None,
    source: str | None,
    count: int | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Show what was decided in RUN: how often each thing was said, or a sample of it with the texts.

    Without any option a table of all reasons; with one, a sample of the decisions that fit. The draw depends on the
    seed and the pairs' ids alone.
    """
    from pipeline.opened import OpenRun
    from pipeline.show import Wanted, listed, reasons, sample, told_reasons, told_sample

    wanted, opened = Wanted(stage, reason, verdict, source), OpenRun(run, unfinished=True)
    counts = reasons(opened, wanted)
    if opened.notice:
        click.echo(opened.notice, err=as_json)
    if wanted == Wanted() and count is None and seed is None:
        _answer(listed(counts) if as_json else told_reasons(opened, counts), as_json)
        return
    said = sample(opened, wanted, count or 20, seed or 0)
    _answer(said if as_json else told_sample(said, counts.total(), wanted), as_json)


@main.command()
@click.argument("record", metavar="PAIR_ID|ORIGIN")
@click.option(
    "--run", type=click.Path(path_type=Path), help="The run; unless told, the last one in runs/ that holds it."
)
@click.option("--raw", is_flag=True, help="The texts as they were read, which may hold personal data.")
@JSON
def explain(record: str, run: Path | None, raw: bool, as_json: bool) -> None:
    """Tell the whole story of one record: where it came from, what each stage said, where it ended.

    A pair's id may be cut short. An origin is a file and its line, element or row from 1, such as data.jsonl:17, or
    with the source in front, alpaca@data.jsonl:17; where several records fit they are listed.
    """
    from pipeline.explain import explained, holding, told
    from pipeline.keeping import latest
    from pipeline.opened import OpenRun

    opened = OpenRun(run, unfinished=True) if run else holding(latest(Path("runs")), record)
    found = explained(opened, record, raw)
    if opened.notice:
        click.echo(opened.notice, err=as_json)
    _answer(found if as_json else told(found), as_json)


@main.command()
@RUN
@click.option("--format", "kind", type=click.Choice(["jsonl", "alpaca", "sharegpt", "messages"]))
@click.option("--preferences", is_flag=True, help="Settled conflicts as prompt, chosen and rejected, for DPO.")
@click.option("--split", type=click.Choice(["train", "heldout", "all"]), default="train", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@click.option("--rekey", is_flag=True, help="Numbers instead of ids, in another order.")
@click.option("--full", is_flag=True, help="Also origin and meta, which lead back to the raw rows.")
@click.option("--skip-unfit", is_flag=True, help="Leave out what the format cannot hold.")
@FORCE
@JSON
def export(
    run: Path,
    kind: Any,
    preferences: bool,
    split: Any,
    output: Path,
    rekey: bool,
    full: bool,
    skip_unfit: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write the kept pairs of RUN as one file, in the order of its shards.

    One JSON object a line, or one array where FILE ends in .json. jsonl holds every column of a pair but origin and
    meta; alpaca has no place for system texts and turns before the ask. Each row names its pair's id, source and
    licence, and with `--split all` its split.

    --preferences writes the conflicts of `contradiction` that a rule settled (never ties), the answer that stayed and
    the one that went, in the columns that TRL's DPOTrainer reads, with both pairs' ids, sources and licences.

    A pair's id is a hash of the raw row, so whoever holds or guesses a raw row, personal data included, can tell that
    it was in the set. --rekey writes numbers instead, and sorts by the kept text, since the order of the shards comes
    from the ids; only this run's own files then lead from a row back to its pair.
    """
    from pipeline.export import Wish
    from pipeline.export import export as export_run
    from pipeline.opened import OpenRun
    from pipeline.preferences import preferences as settled_conflicts

    if preferences:
        if kind or rekey or full or skip_unfit or split != "train":
            raise click.UsageError("--preferences goes with --output and --force alone")
        told = settled_conflicts(OpenRun(run), output, force)
        left = f", {told['left_out']:,} of no use: the winner is held out or gone" if told["left_out"] else ""
        none = "" if told["pairs"] or left else "; no conflict was settled by a value, a majority or trust"
        _answer(told if as_json else f"{output}: {told['pairs']:,} preferences{left}{none}", as_json)
        return
    if not kind:
        raise click.UsageError("Missing option '--format'; or write --preferences")
    told = export_run(OpenRun(run), Wish(kind, split, rekey, full, skip_unfit), output, force)
    left = f", {told['left_out']:,} left out that alpaca cannot hold" if told["left_out"] else ""
    _answer(told if as_json else f"{output}: {told['pairs']:,} pairs{left}", as_json)


@main.command()
@RUN
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Copy it there.")
@FORCE
def report(run: Path, output: Path | None, force: bool) -> None:
    """Say where RUN's report lies, or copy it to FILE; it is made by `curate` and opens from disk."""
    from pipeline.keeping import copied_report
    from pipeline.opened import OpenRun

    folder = OpenRun(run).folder
    click.echo(copied_report(folder, output, force) if output else folder / "report.html")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("runs"))
@JSON
def runs(folder: Path, as_json: bool) -> None:
    """List the runs in FOLDER (runs/ unless told): finished, unfinished and moved aside."""
    from pipeline.keeping import listed, told

    found = listed(folder)
    _answer(found if as_json else told(found), as_json)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("runs"))
@click.option("--keep", type=click.IntRange(0), default=1, show_default=True, help="Earlier runs to keep of each name.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--unfinished", is_flag=True, help="Also stopped runs older than a finished one of their name.")
def gc(folder: Path, keep: int, dry_run: bool, yes: bool, unfinished: bool) -> None:
    """Remove what is no longer needed in FOLDER (runs/ unless told).

    That is: earlier runs (NAME@ID) that are the same as NAME or beyond the last ones to keep, files that stopped runs
    began, and locks of runs that are no more. A current run, a run at work, and one that was approved or trained on
    stay, and so does all else.
    """
    from pipeline.clearing import removed, size, stale

    found = stale(folder, keep, unfinished)
    if not found:
        click.echo(f"{folder}: nothing to remove")
        return
    for one in found:
        click.echo(f"{one.path}  ({one.why})")
    freed = f"{size(found) / 1e6:,.1f} MB"
    if dry_run:
        click.echo(f"would free {freed}")
    elif yes or click.confirm(f"Remove these {len(found)} and free {freed}?"):
        click.echo(f"removed {len(removed(found))} of {len(found)}")


@main.command()
@click.argument("text_or_file", metavar="TEXT|FILE")
@click.option("--profile", type=click.Choice(["minimal", "standard", "strict"]), help="How much is looked for.")
@click.option("--recipe", type=click.Path(path_type=Path), help="Take the settings of [pii] from here.")
@JSON
def pii(text_or_file: str, profile: str | None, recipe: Path | None, as_json: bool) -> None:
    """Show which personal data would be found in TEXT or FILE (- for standard input), and what would stand there."""
    from pipeline.trying import told, tried
    from pipeline.visible import visible

    facts = tried(text_or_file, profile, recipe)
    _answer(facts if as_json else visible(told(facts), keep="\n"), as_json)


@main.command()
@click.argument("recipe", type=click.Path(path_type=Path), required=False)
@click.option("--size", "show_size", is_flag=True, help="Say what it holds; this is also what it does unless told.")
@click.option("--clear", is_flag=True, help="Remove every vector in it.")
@click.option("--folder", type=click.Path(path_type=Path), help="The cache itself, instead of a recipe's.")
@JSON
def cache(recipe: Path | None, show_size: bool, clear: bool, folder: Path | None, as_json: bool) -> None:
    """Show or clear the cache of vectors of RECIPE (of recipes in this folder unless told).

    Vectors are made once for each text and model. What is cleared is made again when it is needed.
    """
    from pipeline import cached

    if (show_size and clear) or (recipe and folder):
        raise click.UsageError("--size or --clear, RECIPE or --folder: not both")
    place = folder or cached.place(recipe)
    facts = cached.clear(place) if clear else cached.held(place)
    _answer(facts if as_json else cached.told(facts, clear), as_json)


def _answer(what: Any, as_json: bool) -> None:
    click.echo(json.dumps(what, indent=2, sort_keys=True, default=str) if as_json else what)


commands.add(main)

if __name__ == "__main__":
    main()
