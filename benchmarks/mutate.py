"""Small changes to a source: a number by one, a comparison, and, or, not, a case of a list, a branch of a pattern."""

import ast
import copy
import random
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import measure

_WORDY, _VARIANTS = 5, 3  # words that make a string a list; changes of one list or pattern
_PAIRS: tuple[tuple[type[ast.AST], type[ast.AST]], ...] = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot)),
    (ast.And, ast.Or),
)
_FLIPPED: dict[type[ast.AST], Any] = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


@contextmanager
def copied() -> Iterator[Path]:
    """The project's files, as git lists them, in a folder where they may be broken."""
    listed = subprocess.run(["git", "ls-files"], cwd=measure.HOUSE, check=True, capture_output=True, text=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        for name in listed.splitlines():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_bytes((measure.HOUSE / name).read_bytes())
        yield Path(folder)


def mutants(path: str, source: str) -> Iterator[tuple[str, str]]:
    """What is changed, and the source with it; the order depends on the file's name and text alone."""
    draw, raw = random.Random(path), source.encode()
    if path.endswith(".toml"):
        entries = re.finditer(rb'"[^"]+",\s?', raw)
        found = [(*match.span(), f"without {match[0].decode().strip()}", "") for match in entries]
    else:
        starts = [0, *accumulate(len(line.encode()) for line in source.splitlines(keepends=True))]
        found = []
        for node in _nodes(ast.parse(source)):
            start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            told = [(f"line {node.lineno}: {what}", f"({ast.unparse(new)})") for what, new in _changes(node)]
            found += [(start, end, *one) for one in draw.sample(told, min(len(told), _VARIANTS))]
    for start, end, what, new in draw.sample(found, len(found)):
        yield what, raw[:start].decode() + new + raw[end:].decode()


def _nodes(node: ast.AST) -> Iterator[Any]:
    """Expressions, without types and docstrings, which change nothing, and without the pieces of f-strings."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            is_told = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if is_told or not isinstance(child, ast.AST) or name in ("annotation", "returns", "decorator_list"):
                continue
            if isinstance(child, ast.expr):
                yield child
            if not isinstance(child, ast.JoinedStr):
                yield from _nodes(child)


def _changes(node: Any) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                if new := _FLIPPED.get(type(op)):
                    yield f"`{_short(node)}` with {new.__name__}", _with(node, "ops", _replaced(node.ops, at, new()))
        case ast.BoolOp():
            yield f"`{_short(node)}` with the other", _with(node, "op", _FLIPPED[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield f"`{_short(node)}` without not", node.operand
        case ast.Tuple() | ast.List() | ast.Set() if len(node.elts) > 1 and all(map(_is_case, node.elts)):
            for at, part in enumerate(node.elts):
                yield f"without `{_short(part)}`", _with(node, "elts", _replaced(node.elts, at))
        case ast.Constant(value=int() | float() as old) if not isinstance(old, bool):
            for by in (-1, 1) if isinstance(old, int) else (-0.1, 0.1):
                yield f"{old} made {round(old + by, 3)}", ast.Constant(round(old + by, 3))
        case ast.Constant(value=str() as old):
            for what, new in _shorter(old):
                yield what, ast.Constant(new)
        case ast.JoinedStr():
            for at, part in enumerate(node.values):
                for what, new in _shorter(str(part.value)) if isinstance(part, ast.Constant) else ():
                    yield what, _with(node, "values", _replaced(node.values, at, ast.Constant(new)))


def _with(node: Any, name: str, value: Any) -> ast.AST:
    new: ast.AST = copy.copy(node)
    setattr(new, name, value)
    return new


def _replaced(parts: list[Any], at: int, *new: Any) -> list[Any]:
    return [*parts[:at], *new, *parts[at + 1 :]]


def _is_case(part: ast.AST) -> bool:
    return isinstance(part, ast.Constant | ast.Tuple | ast.Starred)


def _shorter(old: str) -> Iterator[tuple[str, str]]:
    """Without one word of a list of words, or without one alternative of a pattern."""
    is_words = len(old.split()) >= _WORDY and "|" not in old
    for start, end in [m.span() for m in re.finditer(r"\S+", old)] if is_words else _alternatives(old):
        yield f"without `{old[start:end][:60]}`", old[:start] + old[end:]


def _alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """The alternatives of a regular expression's groups, each with one of its bars."""
    opened: list[list[int]] = [[0]]  # where the alternatives of each open group begin
    for match in re.finditer(
        r"\\.|\[\^?\]?(?:\\.|[^\]])*\]|\((?:\?(?:P?<\w+>|[imsx]*:|<?[=!]))?|[|)]", pattern, re.DOTALL
    ):
        if match[0][0] == "(":
            opened.append([match.end()])
        elif match[0] == "|":
            opened[-1].append(match.end())
        elif match[0] == ")" and len(opened) > 1:
            yield from _parts(opened.pop(), match.start())
    if len(opened) == 1:
        yield from _parts(opened[0], len(pattern))


def _parts(begins: list[int], end: int) -> Iterator[tuple[int, int]]:
    if len(begins) > 1:
        yield from pairwise(begins)
        yield begins[-1] - 1, end


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:70]
