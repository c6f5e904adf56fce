"""The commands as a user runs them: an adapter on a model of their own, killed when it hurts, measured and asked."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

import little_models
import little_shards

WINNOW = (sys.executable, "-c", "from pipeline.cli import main; main()")
KILLS = 10
STEPS = 60
RECIPE = """
[train]
name = "little"
shards = "run"
model = "{model}"
max_tokens = 128
tokens_per_step = 128
max_steps = {steps}
save_every = 1
log_every = 1
lr = 5e-3

[train.lora]
r = 4
dropout = 0.1

[train.evaluation]
answers = 4
new_tokens = 8
general = {general}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))


def written(folder: Path, model: Path, general: bool, steps: int = STEPS) -> Path:
    """A recipe beside a run whose shards it reads."""
    little_models.shards(folder / "run" / "shards")
    little_shards.run_around(folder / "run")
    recipe = folder / "train.toml"
    recipe.write_text(RECIPE.format(model=model, general=str(general).lower(), steps=steps))
    return recipe


def winnow(*arguments: object) -> str:
    """What a command says to a person; it must come to its end."""
    done = subprocess.run([*WINNOW, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def hashes(out: Path) -> dict[str, str]:
    paths = (out / "adapter" / "adapter_model.safetensors", out / "merged" / "model.safetensors")
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}


def reached(out: Path) -> int:
    return max((int(path.name[5:]) for path in (out / "checkpoints").glob("step-*")), default=0)


def killed(recipe: Path, out: Path, step: int, while_saving: bool, wait: float) -> bool:
    """Kill the training once it is past a step; whether it was caught in the middle of a checkpoint."""
    process = subprocess.Popen([*WINNOW, "train", str(recipe)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            if reached(out) >= step and (not while_saving or list((out / "checkpoints").glob(".*.part"))):
                break
            time.sleep(0.0005)
        time.sleep(0 if while_saving else wait)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL, "it came to its end before it could be killed"
    return bool(list((out / "checkpoints").glob(".*.part")))


@pytest.mark.slow
def test_killed_at_ten_random_moments_it_ends_in_the_same_adapter(tmp_path: Path, little_base: Path) -> None:
    whole = written(tmp_path / "whole", little_base, general=False)
    winnow("train", whole)
    wanted = hashes(tmp_path / "whole" / "run" / "train" / "little")
    recipe, draw = written(tmp_path / "killed", little_base, general=False), random.Random(11)
    out, saving = tmp_path / "killed" / "run" / "train" / "little", 0
    for kill in range(KILLS):
        before = reached(out)
        step = min(before + draw.randrange(1, 6), STEPS - 3)
        saving += killed(recipe, out, step, kill % 2 == 0, draw.uniform(0, 0.1))
        assert reached(out) >= before and not (out / "finished.json").exists()
    assert saving >= 3
    assert reached(out) < STEPS
    winnow("train", recipe)
    assert hashes(out) == wanted
    told = [line["step"] for line in little_models.metrics(out)]
    assert told == list(range(1, STEPS + 1))
    assert (
        json.loads((out / "data_report.json").read_text())["trained"]["tokens"]
        == json.loads((tmp_path / "whole" / "run" / "train" / "little" / "data_report.json").read_text())["trained"][
            "tokens"
        ]
    )


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"])
def test_a_signal_finishes_the_step(tmp_path: Path, little_base: Path, number: int, code: int) -> None:
    recipe = written(tmp_path, little_base, general=False, steps=400)
    out = tmp_path / "run" / "train" / "little"
    process = subprocess.Popen([*WINNOW, "train", str(recipe)], stderr=subprocess.PIPE, text=True)
    while process.poll() is None and reached(out) < 3:
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "train: finishing this step; once more to stop at once" in said
    step = reached(out)
    assert 3 <= step < 400 and f"stopped after step {step}, which is saved; the same command goes on" in said
    assert [line["step"] for line in little_models.metrics(out)] == list(range(1, step + 1))
    assert not list((out / "checkpoints").glob(".*"))


@pytest.mark.slow
def test_a_model_of_the_user_s_own(tmp_path: Path, little_base: Path) -> None:
    recipe = written(tmp_path, little_base, general=True, steps=40)
    said = winnow("train", recipe)
    out = tmp_path / "run" / "train" / "little"
    assert f"{out.relative_to(tmp_path)}: 40 steps" in said and "winnow chat" in said
    assert (out / "adapter" / "adapter_model.safetensors").is_file()
    assert (out / "merged" / "model.safetensors").is_file()
    assert "trained already; nothing to do" in _errors("train", recipe)

    table = winnow("eval", out, "--set", "evaluation.answers=4", "--set", "evaluation.new_tokens=8")
    assert "all " in table and "nll" in table and "general" in table
    brief = ("--set", "evaluation.answers=4", "--set", "evaluation.new_tokens=8", "--set", "evaluation.general=false")
    told = json.loads(winnow("eval", out / "adapter", out / "merged", *brief, "--json"))
    differences = [one["difference"]["value"] for one in told["differences"]]
    assert differences and max(map(abs, differences)) < 1e-3
    first = json.loads(winnow("eval", out, *brief, "--json"))["all"]["nll"]["value"]
    kept = json.loads((out / "finished.json").read_text())["figures"]["all nll"]["after"]
    assert first == pytest.approx(kept, rel=1e-3)

    answer = winnow("chat", out, "--ask", "What is 3 and one?", "--tokens", "8")
    assert answer.endswith("\n")
    talk = subprocess.run(
        [*WINNOW, "chat", str(out), "--tokens", "8"],
        input="What is 3 and one?\n\nWhat is 3 and one?\n",
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert talk.returncode == 0 and "(begun anew)" in talk.stderr
    one, other = talk.stdout.splitlines()
    assert one == other and one.removesuffix(" …") == answer.rstrip("\n")


def _errors(*arguments: object) -> str:
    done = subprocess.run([*WINNOW, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0
    return done.stderr


def test_a_model_that_is_nowhere_is_told_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    recipe = written(tmp_path, tmp_path, general=False)
    code = "import sys\nfrom pipeline.cli import main\ntry:\n    main()\nfinally:\n    print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "train", str(recipe), "--set", "model=none"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "False\n") and "is no folder" in done.stderr


ENDS: tuple[tuple[str, tuple[str, ...], int, str], ...] = (
    ("no such model", ("--set", "model=none"), 2, "model = 'none' is no folder"),
    ("no GPU", ("--device", "cuda"), 2, "torch finds no GPU"),
    ("a setting that is none", ("--set", "epoch=1"), 2, "epoch"),
    ("targets that match nothing", ("--set", "lora.targets=['c_attn']"), 2, "match no layer"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("what", "arguments", "code", "said"), ENDS, ids=[case[0] for case in ENDS])
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, little_base: Path, what: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    recipe = written(tmp_path, little_base, general=False)
    environment = os.environ | {"CUDA_VISIBLE_DEVICES": ""}
    command = [*WINNOW, "train", str(recipe), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == code and said in done.stderr
    assert "Traceback" not in done.stderr and done.stderr.splitlines()[-1].startswith("winnow: ")
