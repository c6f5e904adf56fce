"""A run killed at any rename or fsync goes on to the very same bytes."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

import corpus

KILLED = 9
STEPS = ("fsync", "replace")


def _run_until(recipe: Path, sets: tuple[str, ...], point: int, result: Any) -> None:
    """Run the recipe in this process; die at the n-th rename or fsync, as if the power had gone."""
    done = 0

    def dying(step: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal done
            done += 1
            if done == point:
                os._exit(KILLED)
            return step(*args, **kwargs)

        return call

    for name in STEPS:
        setattr(os, name, dying(getattr(os, name)))
    finished = corpus.run(recipe, *sets)
    result.put((done, sum(n for (_, how), n in finished.account.counts.items() if how == "reused")))


def in_a_process(recipe: Path, sets: tuple[str, ...], point: int) -> tuple[int | None, tuple[int, int]]:
    """The exit code, and how many steps and reused files there were if it came to its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["corpus", "pipeline.run"])
    result = context.SimpleQueue()
    process = context.Process(target=_run_until, args=(recipe, sets, point, result))
    process.start()
    told = (0, 0)
    process.join()
    if process.exitcode == 0:
        told = result.get()
    return process.exitcode, told


def check(folder: Path, every: int, *sets: str) -> None:
    in_a_process(corpus.write(folder / "before"), sets, 0)  # makes the vectors, whose files are steps as well
    recipe = corpus.write(folder / "whole")
    code, (points, _) = in_a_process(recipe, sets, 0)
    assert code == 0 and points > 50
    wanted = corpus.bytes_of(folder / "whole" / "run")
    reused = 0
    for point in range(1, points + 1, every):
        recipe = corpus.write(folder / str(point))
        assert in_a_process(recipe, sets, point)[0] == KILLED
        assert not (recipe.parent / "run" / "manifest.json").exists() or point == points
        code, (_, again) = in_a_process(recipe, sets, 0)
        assert code == 0
        assert corpus.bytes_of(recipe.parent / "run") == wanted, f"killed at {point} of {points}"
        reused += again > 0
    assert reused > points / every / 2


def test_killed_at_some_points(tmp_path: Path) -> None:
    check(tmp_path, 19, 'chain.skip=["decontamination", "dedup", "contradiction"]')


def test_killed_at_some_points_with_close_pairs(tmp_path: Path) -> None:
    check(tmp_path, 47, 'chain.skip=["pii"]')


@pytest.mark.slow
def test_killed_at_every_point(tmp_path: Path) -> None:
    check(tmp_path, 1)
