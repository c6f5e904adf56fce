"""A conversation with a trained model on the terminal."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.visible import visible
from schemas.pair import Turn


def talk(folder: Path, device: Any, system: str | None, tokens: int, ask: str | None) -> None:
    from stages.train.trained import opened

    model = opened(folder, device)
    before: list[Turn] = [{"role": "system", "content": system}] if system else []
    if ask is not None:
        click.echo(visible(model.answers([[*before, {"role": "user", "content": ask}]], tokens)[0].text, keep="\n"))
        return
    said = list(before)
    for line in _lines():
        if not line.strip():
            said = list(before)
            click.echo("(begun anew)", err=True)
            continue
        said.append({"role": "user", "content": line})
        answer = model.answers([said], tokens)[0]
        click.echo(visible(answer.text, keep="\n") + ("" if answer.stopped else " …"))
        said.append({"role": "assistant", "content": answer.text})


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
