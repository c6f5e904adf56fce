"""Switches off the vetoes of the guard and the guards of the comparators one by one, and counts what the tests notice.

python benchmarks/contradiction_mutants.py [FILE…]    (FILE by its name without `.py`; takes some minutes)
"""

import ast
import copy
import os
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import numpy  # noqa: F401
import pyarrow  # noqa: F401
import pytest

import measure
from mutate import copied

_NAMES = "choice date entity frame implied label mapping negation number polarity"
FILES = [f"stages/contradiction/comparators/{name}.py" for name in _NAMES.split()]
FILES += ["stages/contradiction/sameask.py", "stages/contradiction/compare.py", "stages/wording/contrast.py"]
ONLY = {"contrast": ("contrast", "_hard", "_other_names")}  # the guard's own part of a file that dedup has as well
TESTS = tuple(f"tests/test_{name}.py" for name in ("contradiction", "contradiction_reading", "wording"))
_SECONDS = 120  # for one run of the tests


def main(wanted: list[str]) -> None:
    rows: list[str] = []
    survivors: list[str] = []
    counted = [0, 0]
    with copied() as house:
        if _noticed(house):
            raise SystemExit("the tests fail on the sources as they are; mend them first")
        for path in [path for path in FILES if not wanted or Path(path).stem in wanted]:
            source = (house / path).read_text(encoding="utf-8")
            left = []
            made = list(switched_off(source, ONLY.get(Path(path).stem)))
            for told, broken in made:
                (house / path).write_text(broken, encoding="utf-8")
                if not _noticed(house):
                    left.append(told)
            (house / path).write_text(source, encoding="utf-8")
            counted = [counted[0] + len(made) - len(left), counted[1] + len(made)]
            rows.append(f"| {path} | {len(made) - len(left)} | {len(made)} |")
            survivors += [f"- {path}, {told}" for told in left]
            print(rows[-1], *left, sep="\n", flush=True)
    noticed, total = counted
    head = [f"{noticed} of {total} noticed ({noticed / max(total, 1):.0%}).", "", "| file | noticed | guards |"]
    command = " ".join(["python benchmarks/contradiction_mutants.py", *wanted])
    lines = [*head, "|---|---:|---:|", *rows, "", "## What no test noticed", "", *survivors]
    measure.write("contradiction_mutants.md", "Guards of the contradictions, switched off one by one", command, lines)


def switched_off(source: str, functions: tuple[str, ...] | None = None) -> Iterator[tuple[str, str]]:
    """Each condition on which something is given up or lowered, and each part of one that is joined by `or`, made
    never true."""
    tree = ast.parse(source)
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        if functions and function.name not in functions:
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.If) and not node.orelse:
                was = node.test
                parts = was.values if isinstance(was, ast.BoolOp) and isinstance(was.op, ast.Or) else [was]
                for at, part in enumerate(parts):
                    node.test = _without(was, at) if len(parts) > 1 else ast.Constant(False)
                    yield f"line {node.lineno}: `{_short(part)}`", ast.unparse(tree)
                node.test = was


def _without(test: ast.expr, at: int) -> ast.expr:
    new = copy.copy(test)
    assert isinstance(new, ast.BoolOp)
    new.values = [part for place, part in enumerate(new.values) if place != at]
    return new if len(new.values) > 1 else new.values[0]


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:90]


def _noticed(house: Path) -> bool:
    """A fork, so that what is large is imported once; a mutant that never ends counts as noticed."""
    child = get_context("fork").Process(target=_test, args=(house,))
    child.start()
    child.join(_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    return child.exitcode != 0


def _test(house: Path) -> None:
    os.chdir(house)
    sys.path[:0] = [str(house), str(house / "tests")]
    sys.dont_write_bytecode = True
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    slow = "not hostile and not ten_thousand and not nothing_raises"
    options = ["-x", "-q", "-p", "no:cacheprovider", "-k", slow]
    os._exit(int(pytest.main([*options, *(str(house / test) for test in TESTS)])))


if __name__ == "__main__":
    main(sys.argv[1:])
