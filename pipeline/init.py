"""Init: looks into files, guesses what they are, and writes a recipe to go on from."""

import dataclasses
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.keeping import new_file
from pipeline.reading import Bad, Found, Hints, Part, Row, resolve, rows
from pipeline.reading.sheets import sheets_left
from pipeline.recipe import CHAIN
from pipeline.visible import line, visible
from schemas.draft import Adapter, Draft, Reject
from schemas.errors import RecipeError
from stages.ingest import FORMATS, guess, suggest_columns
from stages.models.encoder import Encoder

LOOK_ROWS = 200
MOST_COLUMNS, MOST_NAME = 100, 200
SHOWN = 3
REFERENCE = """# What the model will be measured on: a pair that holds an item of it is dropped.
#   [[reference]]
#   name = "own-eval"
#   path = "eval.jsonl"
#   field = "prompt"
"""
LIVE = (("holdout", "share"),)  # settings to look at first; the rest is written as comments


@dataclass(frozen=True)
class Guess:
    """What a path seems to hold, and the first pairs as they would be read.

    `todo`: its columns, where no format fits and a person has to say which is which; `sheets`: those not read.
    """

    path: str
    name: str
    format: str
    settings: dict[str, Any]
    shown: list[Draft]
    read: int
    seen: int
    todo: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def guessed(paths: list[str]) -> list[Guess]:
    """One guess a path, each under a name of its own."""
    found: list[Guess] = []
    for path in paths:
        if os.path.abspath(path) in [os.path.abspath(one.path) for one in found]:
            raise RecipeError(f"{path}: is named twice; name each file once")
        found.append(_guess(path, _name(path, [one.name for one in found])))
    return found


def _name(path: str, taken: list[str]) -> str:
    """A plain name from the file's, with a number where it is taken."""
    stem = Path(path).resolve().name.split(".")[0]
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-_")[:48] or "source"
    return next(name for n in range(1, 10_000) if (name := plain if n == 1 else f"{plain}-{n}") not in taken)


def _guess(path: str, name: str) -> Guess:
    found = [place for place in resolve(path, Path()) if isinstance(place, Found)]
    if not found:
        raise RecipeError(f"{path}: no file in it may be opened; name files that lie in it, not links out of it")
    tried: list[Row | Bad] = []
    sheets = tuple(sheets_left(found[0].path)) if found[0].kind == "xlsx" else ()
    for bare in (False, True) if found[0].kind == "tsv" else (False,):
        head = _head(found, Hints(bare_tsv=bare, documents=True, limit=LOOK_ROWS))
        tried = tried or head
        values = [row.value for row in head if isinstance(row, Row)]
        settings: dict[str, Any] = {}
        known = guess(values) if values else None
        if not known and values and not bare:
            settings = {"columns": suggest_columns(_columns(values))}
            known = "columns" if {"instruction", "output"} <= settings["columns"].keys() else None
        one = _tried(path, name, known, settings, values, len(head)) if known else None
        if one and one.read:
            return dataclasses.replace(one, sheets=sheets)
    return dataclasses.replace(_unknown(path, name, tried), sheets=sheets)


def _unknown(path: str, name: str, tried: list[Row | Bad]) -> Guess:
    """A mapping of columns that a person has to finish; until then `plan` refuses it."""
    values = [row.value for row in tried if isinstance(row, Row)]
    columns = _columns(values)
    if not columns:
        raise RecipeError(f"{path}: {_seen(tried)}")
    known = suggest_columns(columns)
    half = known if not {"instruction", "output"} <= known.keys() else {}  # both were tried, and read nothing
    return Guess(path, name, "columns", {"columns": half}, [], 0, len(tried), tuple(columns))


def _head(found: list[Found], hints: Hints) -> list[Row | Bad]:
    """The first rows, from several files where the first is short."""
    parts = (Part(f.path, f.name, f.kind, f.compression, 0, 0, None, 1, "", True) for f in found)
    return list(islice((row for part in parts for row in rows(part, hints)), LOOK_ROWS))


def _columns(values: list[Any]) -> list[str]:
    return list(dict.fromkeys(key for value in values if isinstance(value, dict) for key in value))


def _tried(path: str, name: str, known: str, settings: dict[str, Any], values: list[Any], seen: int) -> Guess:
    adapter = FORMATS[known](**settings)
    cut = (row for value in values for row in _cut(adapter, value))
    read = [adapter.read(row, name) for row in islice(cut, LOOK_ROWS)]
    good = [drafts for drafts in read if not isinstance(drafts, Reject)]
    shown = [drafts[0] for drafts in good if drafts][:SHOWN]
    return Guess(path, name, known, settings, shown, len(good), max(min(seen, LOOK_ROWS), len(read)))


def _cut(adapter: Adapter, value: Any) -> Iterator[Any]:
    """A task file is a document of many rows."""
    if adapter.documents and isinstance(value, dict):
        yield from adapter.rows(value)  # type: ignore[attr-defined]
    else:
        yield value


def _seen(head: list[Row | Bad]) -> str:
    """Why nothing could be guessed: what the rows are."""
    values = [row.value for row in head if isinstance(row, Row)]
    if not values:
        bad = next((row for row in head if isinstance(row, Bad)), None)
        what = (
            f"none of the first {len(head)} rows can be read: {bad.evidence} ({bad.reason})" if bad else "it is empty"
        )
        return f"{what}; check the file"
    return f"its rows are {type(values[0]).__name__}, not objects; save each as an object with named fields"


def write_recipe(guesses: list[Guess], target: Path, name: str | None, force: bool) -> str:
    """The recipe, written and returned."""
    new_file(target, force)
    if name is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
        raise RecipeError(f"--name {name}: is no plain name; use up to 64 letters, digits, - and _")
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", target.stem)[:64].strip("-")
    stem = guesses[0].name if stem in ("", "recipe") else stem
    text = recipe(guesses, target.absolute().parent, name or stem)
    try:
        store.write_bytes(target, text.encode())
    except UnicodeEncodeError:
        raise RecipeError(f"{target}: a path is not UTF-8, which a recipe has to be; rename that file") from None
    except OSError as error:
        raise RecipeError(f"{target}: cannot be written ({error.strerror}); choose another place") from None
    return text


def recipe(guesses: list[Guess], folder: Path, name: str) -> str:
    """The recipe as text: what must be said, and as comments what may be changed."""
    parts = [f"[run]\nname = {_toml(name)}  # the run is written to runs/{name}\nseed = 7\n"]
    parts += [_source(one, folder) for one in guesses]
    parts += [REFERENCE, "# What makes the vectors by which asks are compared.\n" + _table("encoder", Encoder)]
    parts += ["# The stages, in their order, with the settings that they have unless told otherwise.\n"]
    parts += [_table(link.stage.name, link.stage) for link in CHAIN]
    return "\n".join(parts)


def _source(one: Guess, folder: Path) -> str:
    path = os.path.relpath(os.path.abspath(one.path), folder.resolve())
    settings = "".join(f"{name} = {_toml(value)}\n" for name, value in one.settings.items())
    fits = "no format fits" if one.todo else f"{one.read} of the first {one.seen} rows read as this"
    return (
        f"[[source]]\nname = {_toml(one.name)}\n"
        f"format = {_toml(one.format)}  # {fits}\n"
        f"path = {_toml(path)}\n{_sheets(one)}{_todo(one)}{settings}"
        'licence = "unknown"  # say which, as SPDX has it: "CC-BY-4.0", "Apache-2.0", or "LicenseRef-own"\n'
        'made_by = "unknown"  # "human", or the name of the model that wrote the answers\n'
        "trust = 1  # of two copies the one of the more trusted source is kept\n"
        'domain = "general"  # or a name of your own\n'
    )


def _sheets(one: Guess) -> str:
    if not one.sheets:
        return ""
    others = "".join(f"# sheet = {_toml(sheet)}\n" for sheet in one.sheets)
    return f"# the first sheet is read; the workbook has others, of which one may be named instead:\n{others}"


def _todo(one: Guess) -> str:
    if not one.todo:
        return ""
    listed = "".join(f"#   {_toml(column[:MOST_NAME])}\n" for column in one.todo[:MOST_COLUMNS])
    return (
        "# FILL IN which column is the instruction and which the output, such as\n"
        f"# columns = {{ instruction = {_toml(one.todo[0][:MOST_NAME])}, output = ... }}; its columns are:\n{listed}"
    )


def _table(name: str, of: Any) -> str:
    lines = []
    for setting in dataclasses.fields(of):
        made = setting.default_factory
        value = setting.default if made is dataclasses.MISSING else made()
        if setting.name != "seed" and isinstance(value, (str, int, float, list, tuple, dict)):
            mark = "" if (name, setting.name) in LIVE else "# "
            lines.append(f"{mark}{setting.name} = {_toml(value)}\n")
    return f"[{name}]\n{''.join(lines)}"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + " }" if value else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False, default=str).replace("\x7f", "\\u007f")


def told(guesses: list[Guess], target: Path) -> str:
    """What each file seems to be, and its first rows as pairs."""
    lines: list[str] = []
    for one in guesses:
        lines += [*(_told_todo(one, target) if one.todo else _told_read(one)), *_told_sheets(one), ""]
    filled = "".join(f"fill in `columns` of {one.name}, " for one in guesses if one.todo)
    return "\n".join([*lines, f"{target}: {filled}set the licences, then `winnow plan {target}`"])


def _told_todo(one: Guess, target: Path) -> Iterator[str]:
    names = ", ".join(repr(visible(name[:40])) for name in one.todo[:12])
    yield f"{visible(one.path)}: NOT RECOGNISED: no format fits; its columns are {names}"
    yield f"  say in {target} which of them is the instruction and which the output; until then `winnow plan` refuses"
    yield "  (a folder with files of several kinds: name each file by itself)"


def _told_sheets(one: Guess) -> Iterator[str]:
    if one.sheets:
        what = "sheet is" if len(one.sheets) == 1 else "sheets are"
        names = ", ".join(repr(visible(name)) for name in one.sheets)
        yield f"  {len(one.sheets)} more {what} not read: {names}; the recipe says how to take one of them instead"


def _told_read(one: Guess) -> Iterator[str]:
    columns = ", ".join(f"{field} = {visible(column)}" for field, column in one.settings.get("columns", {}).items())
    what = f"{one.format}{f' ({columns})' if columns else ''}"
    yield f"{visible(one.path)}: {what}, {one.read} of the first {one.seen} rows read as this"
    if one.read * 2 < one.seen:
        yield "  MOST ROWS DO NOT READ: look at the file; if a folder holds files of several kinds, name each by itself"
    for draft in one.shown:
        ask = " ".join(part for part in (draft.system, draft.instruction, draft.input) if part)
        turns = f"(after {len(draft.history)} turns) " if draft.history else ""
        yield from (f"  ask     {turns}{line(ask)}", f"  answer  {line(draft.output)}")
