"""Failing: what may be said of an exception: its type, and where in the code. Its message may quote a record."""

import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from schemas.errors import WinnowError

Task = TypeVar("Task")
Done = TypeVar("Done")

_GO_ON = "what is finished is kept, and the same command goes on from there"


class Failed(Exception):
    """A bug of winnow or of a stage, without its message and its values: safe to show, to log and to pass on."""

    def __init__(self, sentence: str, stack: str) -> None:
        super().__init__(sentence, stack)
        self.sentence, self.stack = sentence, stack

    def __str__(self) -> str:
        return f"{self.sentence}\n{self.stack}"


def failure(error: Exception, what: str = "") -> Failed:
    """What is said of an error; one that was put so before stays as it is. Only winnow's own may name a file."""
    if isinstance(error, Failed):
        return error
    told = type(error).__name__
    if isinstance(error, OSError) and error.errno and not what:
        told += f" ({os.strerror(error.errno)}{f': {error.filename}' if error.filename else ''})"
    return Failed(f"{what or 'winnow'} failed with {told}{_place(error)}; {_GO_ON}", stack(error))


def guarded(work: Callable[[Task], Done], task: Task) -> Done:
    """`work` on a task; what it raises leaves its process, and this function, only as a failure."""
    try:
        return work(task)
    except WinnowError:
        raise
    except Exception as error:
        failed = failure(error)
    raise failed


def stack(error: BaseException) -> str:
    """The traceback of an error and of those that led to it: lines of code and types, no messages, no values."""
    if isinstance(error, Failed):
        return error.stack
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = traceback.format_list(traceback.extract_tb(error.__traceback__))
    led = f"{stack(before)}\n" if before else ""
    return f"{led}{''.join(lines)}{type(error).__name__}"


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    path = Path(frames[-1].filename)
    return f" at {path.parent.name}/{path.name}:{frames[-1].lineno} in {frames[-1].name}"
