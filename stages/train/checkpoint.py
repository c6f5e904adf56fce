"""A checkpoint in safetensors and JSON, written aside and renamed; without `COMPLETE` it is none."""

import errno
import json
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError

from schemas.errors import WinnowError
from stages.train import files

COMPLETE = "COMPLETE"
STATE = "trainer_state.json"
_OPTIMIZER = "optimizer.safetensors"
_WEIGHTS = "weights.safetensors"
_FILES = (_WEIGHTS, _OPTIMIZER, "optimizer.json", "random.safetensors", "random.json", STATE, "run_state.json")


class DiskFullError(WinnowError):
    """No room for a checkpoint; the one before is whole."""

    exit_code = 6


def write(
    folder: Path, step: int, model: Any, optimizer: Any, scheduler: Any, state: str, facts: Mapping[str, Any]
) -> Path:
    """The whole state after a step: weights, optimizer, schedule, random states, the place in the data, and of what."""
    done = folder / f"step-{step:06d}"
    part = files.aside(done)
    try:
        _write_all(part, model, optimizer, scheduler, state, facts)
        files.publish(part, done)
    except (OSError, SafetensorError) as error:
        shutil.rmtree(part, ignore_errors=True)
        if _is_full(error):
            raise DiskFullError(
                f"{done}: no room left for the checkpoint; the one before is whole: make room, and train again"
            ) from None
        raise
    return done


def _is_full(error: Exception) -> bool:
    """safetensors tells the system's number in words alone."""
    return any(
        getattr(error, "errno", None) == number or f"(os error {number})" in str(error)
        for number in (errno.ENOSPC, errno.EDQUOT)
    )


def last(folder: Path) -> tuple[Path | None, list[str]]:
    """The last whole checkpoint, and a line on each one that is not."""
    lines: list[str] = []
    for path in sorted(folder.glob("step-*"), reverse=True):
        if (path / COMPLETE).is_file() and _readable(path):
            return path, lines
        lines.append(f"{path}: the checkpoint is not whole; the one before is taken")
    return None, lines


def facts(path: Path) -> dict[str, Any]:
    """What it was made of, and where in the data it stands."""
    told: dict[str, Any] = json.loads((path / "run_state.json").read_bytes())
    return told


def load_weights(path: Path, model: Any) -> None:
    from safetensors.torch import load_file

    kept = load_file(str(path / _WEIGHTS))
    own = {name: value for name, value in model.named_parameters() if value.requires_grad}
    if own.keys() != kept.keys():
        raise WinnowError(f"{path}: the checkpoint holds other weights than this training has; start it anew")
    for name, value in own.items():
        value.data.copy_(kept[name])


def load_optimizer(path: Path, optimizer: Any, scheduler: Any) -> None:
    from safetensors.torch import load_file

    told = json.loads((path / "optimizer.json").read_bytes())
    state: dict[int, dict[str, Any]] = {}
    for name, value in load_file(str(path / _OPTIMIZER)).items():
        number, _, what = name.partition(".")
        state.setdefault(int(number), {})[what] = value
    optimizer.load_state_dict({"state": state, "param_groups": told["groups"]})
    scheduler.load_state_dict(told["scheduler"])


def load_random(path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    kept = load_file(str(path / "random.safetensors"))
    told = json.loads((path / "random.json").read_bytes())
    torch.random.set_rng_state(kept["torch"])
    if torch.cuda.is_available() and "cuda" in kept:
        torch.cuda.set_rng_state(kept["cuda"])
    version, state, gauss = told["python"]
    random.setstate((version, tuple(state), gauss))
    name, keys, *rest = told["numpy"]
    np.random.set_state((name, np.array(keys, np.uint32), *rest))


def forget(folder: Path, keep: int, best: Path | None) -> None:
    """All but the last ones and the best one go."""
    for path in sorted(folder.glob("step-*"))[: -keep or None]:
        if path != best:
            shutil.rmtree(path)


def _write_all(aside: Path, model: Any, optimizer: Any, scheduler: Any, state: str, told: Mapping[str, Any]) -> None:
    import torch
    from safetensors.torch import save_file

    weights = {name: p.detach().contiguous().cpu() for name, p in model.named_parameters() if p.requires_grad}
    save_file(weights, str(aside / _WEIGHTS))
    kept = optimizer.state_dict()
    tensors = {
        f"{number}.{what}": value.contiguous().cpu()
        for number, values in kept["state"].items()
        for what, value in values.items()
    }
    save_file(tensors, str(aside / _OPTIMIZER))
    files.write(
        aside / "optimizer.json",
        json.dumps({"groups": kept["param_groups"], "scheduler": _plain(scheduler.state_dict())}),
    )
    states = {"torch": torch.random.get_rng_state()}
    if torch.cuda.is_available():
        states["cuda"] = torch.cuda.get_rng_state()
    save_file(states, str(aside / "random.safetensors"))
    name, keys, *rest = np.random.get_state(legacy=True)
    files.write(
        aside / "random.json",
        json.dumps({"python": random.getstate(), "numpy": [name, np.asarray(keys).tolist(), *rest]}),
    )
    files.write(aside / STATE, state)
    files.write(aside / "run_state.json", json.dumps(told, indent=2, sort_keys=True))
    files.write(aside / COMPLETE, "")


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in state.items() if isinstance(value, (int, float, str, bool, list))}


def _readable(path: Path) -> bool:
    """A file that was cut short is found before anything is loaded."""
    from safetensors import safe_open

    try:
        for name in _FILES:
            if name.endswith(".json"):
                json.loads((path / name).read_bytes())
            else:
                with safe_open(str(path / name), "pt") as opened:
                    opened.keys()
    except (OSError, ValueError, SafetensorError):
        return False
    return True
