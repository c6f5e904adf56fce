"""Local: runs tasks on this machine, in processes; results come back in the order of the tasks."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, Protocol, TypeVar

from pipeline.failing import guarded
from schemas.errors import WinnowError

Task = TypeVar("Task")
Done = TypeVar("Done")
Given = TypeVar("Given", covariant=True)

_AHEAD = 2


class Tasks(Protocol[Given]):
    """So many, one after the other; a list, or made when their turn comes."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Given]: ...


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Local:
    """With one worker everything runs in this process; the results are the same."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Local":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(self, work: Callable[[Task], Done], tasks: Tasks[Task]) -> Iterator[Done]:
        """`work` over the tasks, a few ahead of the one that is waited for, so that memory stays flat.

        What goes wrong in it is told without its message, which may quote a record.
        """
        if self.workers == 1 or len(tasks) < 2:
            yield from map(partial(guarded, work), tasks)
            return
        pool = self._started()
        waiting: deque[Future[Done]] = deque()
        todo = iter(tasks)
        try:
            for task in todo:
                waiting.append(pool.submit(guarded, work, task))
                if len(waiting) >= self.workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise WinnowError(
                "a worker process died, most likely for want of memory; run again with fewer --workers: "
                "what is finished is kept"
            ) from None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["pipeline.work", "pandas"])  # pyarrow loads it with the first array
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_quiet)
        return self._pool


def _quiet() -> None:
    """A worker has one thread, shares what was loaded before it, and leaves an interrupt to its parent."""
    import gc
    import signal

    import pyarrow as pa

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    gc.freeze()  # a look at every object would copy the memory that it lies in
