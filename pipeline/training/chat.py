"""A conversation with a trained model on the terminal."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.visible import visible
from schemas.errors import RecipeError
from schemas.pair import Turn


def talk(folder: Path, device: Any, system: str | None, tokens: int, ask: str | None) -> None:
    from stages.train.trained import opened

    model = opened(folder, device)
    before: list[Turn] = [{"role": "system", "content": system}] if system else []
    if ask is not None:
        click.echo(_answer(model, [*before, {"role": "user", "content": ask}], tokens)[0])
        return
    if sys.stdin.isatty():
        click.echo(f"{folder}: an empty line begins anew, Ctrl-D ends", err=True)
    try:
        _converse(model, before, tokens)
    except KeyboardInterrupt:
        click.echo("", err=True)


def _converse(model: Any, before: list[Turn], tokens: int) -> None:
    said = list(before)
    for line in _lines():
        if not line.strip():
            said = list(before)
            click.echo("(begun anew)", err=True)
            continue
        asked: list[Turn] = [*said, {"role": "user", "content": line}]
        kept = _fitting(model, asked, len(before), tokens)
        if len(kept) < len(asked):
            click.echo(f"(forgot the first {(len(asked) - len(kept)) // 2} of your turns: no room for them)", err=True)
        try:
            shown, text = _answer(model, kept, tokens)
        except RecipeError as error:
            click.echo(f"({error})", err=True)
            continue
        click.echo(shown)
        said = [*kept, {"role": "assistant", "content": text}]


def _fitting(model: Any, asked: list[Turn], first: int, tokens: int) -> list[Turn]:
    """Without the oldest turns, an ask and its answer at a time, for as long as there is no room for all."""
    while len(asked) > first + 1 and not model.fits(asked, tokens):
        asked = asked[:first] + asked[first + 2 :]
    return asked


def _answer(model: Any, asked: list[Turn], tokens: int) -> tuple[str, str]:
    """As it is shown, and as it is."""
    (answer,) = model.answers([asked], tokens)
    if not answer.fits:
        raise RecipeError(
            f"the ask is longer than the {model.room(tokens)} tokens that the model has room for; ask in fewer words, "
            "or take fewer --tokens"
        )
    return visible(answer.text, keep="\n") + ("" if answer.stopped else " …"), answer.text


def _lines() -> Iterator[str]:
    """What is typed, with a prompt where somebody sits; what comes through a pipe, without."""
    while True:
        if sys.stdin.isatty():
            try:
                yield input("you: ")
            except EOFError:
                return
        else:
            line = sys.stdin.readline()
            if not line:
                return
            yield line.rstrip("\n")
