"""Runs a command and tells how long it took and how much memory it and its processes held at once."""

import contextlib
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parent.parent
WINNOW = [sys.executable, "-m", "pipeline.cli"]


@dataclass(frozen=True)
class Measured:
    seconds: float
    peak_mb: float
    output: str


def measured(command: Sequence[str]) -> Measured:
    """Wall time, and the peak of the proportional set sizes of all its processes, looked at every 50 ms or less."""
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        took = 0.0
        while not done.wait(max(0.05, 20 * took)):  # looking costs the kernel time that the run would have
            looked = time.monotonic()
            peak = max(peak, sum(_pss_mb(pid) for pid in _tree(process.pid)))
            took = time.monotonic() - looked

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - began
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(seconds, peak, output)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for at in found:
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{at}/task"):
                found += [int(child) for child in Path(f"/proc/{at}/task/{task}/children").read_text().split()]
    return found


def _pss_mb(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def machine() -> str:
    """What this ran on, without its name."""
    return f"{len(os.sched_getaffinity(0))} cores, {platform.machine()}, Python {platform.python_version()}"


def write(name: str, title: str, command: str, lines: list[str]) -> None:
    """A result with the command that made it."""
    text = "\n".join([f"# {title}", "", f"Made by `{command}` on {machine()}.", "", *lines, ""])
    (HOUSE / "benchmarks" / name).write_text(text, encoding="utf-8")
    print(text)
