"""The cache of vectors: what it gives back, what it survives, and what its owner can see and clear."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from pipeline.cache import ENDING, VectorCache, keys
from pipeline.cli import main
from schemas.errors import RecipeError

MODEL = "a" * 64
HOUSE = Path(__file__).parent.parent
ADDER = """
import sys, numpy as np
from pathlib import Path
from pipeline.cache import VectorCache, keys
cache = VectorCache(Path(sys.argv[1]), "a" * 64, 8)
for n in range(int(sys.argv[2]), int(sys.argv[3])):
    made = keys([b"%d-%d" % (n, row) for row in range(50)])
    cache.add(made, np.repeat(made[:, :1], 8, axis=1).astype(np.float32))
    print(n, flush=True)
"""


def _windows(count: int, salt: str = "") -> list[bytes]:
    return [f"{salt}{number}".encode() for number in range(count)]


def _vectors(count: int, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal((count, 8)).astype(np.float32)


def _file(folder: Path) -> Path:
    (only,) = (folder / MODEL).glob(f"*{ENDING}")
    return only


def test_what_was_added_comes_back_bit_by_bit(tmp_path: Path) -> None:
    wanted, vectors = keys(_windows(100)), _vectors(100)
    cache = VectorCache(tmp_path / "v", MODEL, 8)
    assert not cache.get(wanted)[1].any()
    cache.add(wanted[:60], vectors[:60])
    cache.add(wanted[60:90], vectors[60:90])
    for one in (cache, VectorCache(tmp_path / "v", MODEL, 8)):
        order = np.random.default_rng(1).permutation(100)
        got, found = one.get(wanted[order])
        assert (found == (order < 90)).all()
        assert got[found].tobytes() == vectors[order[found]].tobytes()
        assert not got[~found].any()
        assert len(one) == 90 and one.said == []


def test_only_its_owner_can_enter(tmp_path: Path) -> None:
    VectorCache(tmp_path / "v", MODEL, 8).add(keys([b"a"]), _vectors(1))
    assert (tmp_path / "v").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "v" / MODEL).stat().st_mode & 0o777 == 0o700
    assert _file(tmp_path / "v").stat().st_mode & 0o777 == 0o600
    (tmp_path / "v").chmod(0o755)
    with pytest.raises(RecipeError, match="chmod 700"):
        VectorCache(tmp_path / "v", MODEL, 8)


def test_another_model_sees_nothing_of_it(tmp_path: Path) -> None:
    VectorCache(tmp_path / "v", MODEL, 8).add(keys([b"a"]), _vectors(1))
    assert not VectorCache(tmp_path / "v", "b" * 64, 8).get(keys([b"a"]))[1].any()
    other = VectorCache(tmp_path / "v", MODEL, 16)
    assert not other.get(keys([b"a"]))[1].any()
    assert "not of this model" in other.said[0]


@pytest.mark.parametrize("kept", [0, 7, 24, 100, 1000, -1])
def test_a_file_that_is_cut_off_is_passed_over_and_said(tmp_path: Path, kept: int) -> None:
    wanted, vectors = keys(_windows(50)), _vectors(50)
    cache = VectorCache(tmp_path / "v", MODEL, 8)
    cache.add(wanted[:25], vectors[:25])
    content = _file(tmp_path / "v").read_bytes()
    _file(tmp_path / "v").write_bytes(content[:kept])
    cache.add(wanted[25:], vectors[25:])
    again = VectorCache(tmp_path / "v", MODEL, 8)
    assert again.get(wanted)[1].tolist() == [False] * 25 + [True] * 25
    assert len(again.said) == 1 and "cut off" in again.said[0]
    again.add(wanted[:25], vectors[:25])
    assert again.get(wanted)[0].tobytes() == vectors.tobytes()


def test_a_damaged_vector_is_never_given_out_and_made_once_more_only(tmp_path: Path) -> None:
    wanted, vectors = keys(_windows(50)), _vectors(50)
    cache = VectorCache(tmp_path / "v", MODEL, 8)
    cache.add(wanted, vectors)
    content = bytearray(_file(tmp_path / "v").read_bytes())
    content[-3] ^= 1
    _file(tmp_path / "v").write_bytes(bytes(content))
    again = VectorCache(tmp_path / "v", MODEL, 8)
    assert again.get(wanted)[1].tolist() == [True] * 49 + [False]
    assert len(again.said) == 1 and "damaged" in again.said[0]
    again.add(wanted[49:], vectors[49:])
    for one in (again, VectorCache(tmp_path / "v", MODEL, 8)):
        got, found = one.get(wanted)
        assert found.all() and got.tobytes() == vectors.tobytes()


def test_keys_that_share_their_first_half_are_not_mistaken(tmp_path: Path) -> None:
    twins = np.array([[7, 1], [7, 2], [7, 3]], np.uint64)
    cache = VectorCache(tmp_path / "v", MODEL, 8)
    cache.add(twins[:2], _vectors(2))
    got, found = cache.get(twins)
    assert not found[2] and not got[~found].any()
    assert all((got[at] == _vectors(2)[at]).all() for at in np.flatnonzero(found))


def test_two_writers_at_once(tmp_path: Path) -> None:
    """Also of the same windows; each sees in the end what both added."""
    with _adder(tmp_path, 0, 15) as one, _adder(tmp_path, 10, 25) as other:
        one.communicate(timeout=60)
        other.communicate(timeout=60)
    assert (one.returncode, other.returncode) == (0, 0)
    cache = VectorCache(tmp_path / "v", MODEL, 8)
    wanted = keys([b"%d-%d" % (n, row) for n in range(25) for row in range(50)])
    got, found = cache.get(wanted)
    assert found.all() and cache.said == []
    assert (got == wanted[:, :1].astype(np.float32)).all()


def test_killed_at_any_moment_it_loses_the_batch_in_flight_at_most(tmp_path: Path) -> None:
    for round_, seconds in enumerate((0.0, 0.01, 0.03, 0.05)):
        with _adder(tmp_path, round_ * 1000, round_ * 1000 + 1000) as adder:
            assert adder.stdout is not None
            first = adder.stdout.readline()
            time.sleep(seconds)
            adder.send_signal(signal.SIGKILL)
            said = [int(line) for line in [first, *adder.stdout.read().splitlines()]]
        cache = VectorCache(tmp_path / "v", MODEL, 8)
        wanted = keys([b"%d-%d" % (n, row) for n in said for row in range(50)])
        got, found = cache.get(wanted)
        assert said and found.all() and cache.said == []
        assert (got == wanted[:, :1].astype(np.float32)).all()


def test_what_a_killed_writer_began_goes_after_a_while(tmp_path: Path) -> None:
    VectorCache(tmp_path / "v", MODEL, 8)
    old, new = (tmp_path / "v" / MODEL / f"{name}{ENDING}.part" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"winnow")
    os.utime(old, (0, 0))
    VectorCache(tmp_path / "v", MODEL, 8)
    assert new.exists() and not old.exists()


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "v", MODEL, 8)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        with pytest.raises(RecipeError, match=r"cannot be written .*make room"):
            cache.add(keys(_windows(1000)), _vectors(1000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((tmp_path / "v" / MODEL).iterdir()) == []


@pytest.mark.parametrize("what", ["file", "below a file", "link"])
def test_a_place_where_no_cache_can_be(tmp_path: Path, what: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path)
    place = {"file": tmp_path / "file", "below a file": tmp_path / "file" / "v", "link": tmp_path / "link"}[what]
    with pytest.raises(RecipeError, match="the cache of vectors"):
        VectorCache(place, MODEL, 8)


def test_size_and_clear(tmp_path: Path) -> None:
    folder = tmp_path / ".winnow" / "vectors"
    cache = VectorCache(folder, MODEL, 8)
    cache.add(keys(_windows(5)), _vectors(5))
    (folder / "notes.txt").write_text("mine")
    (folder / MODEL / "mine").write_text("mine")
    recipe = tmp_path / "r.toml"
    source = '[run]\nname = "r"\n[[source]]\nname = "s"\nformat = "alpaca"\npath = "a.json"\n'
    recipe.write_text(source)
    told = _cli("cache", str(recipe))
    assert "5 vectors" in told and told == _cli("cache", "--size", "--folder", str(folder))
    facts = json.loads(_cli("cache", str(recipe), "--json"))
    assert facts["models"][0] | {"size_bytes": 0} == {"model": MODEL, "vectors": 5, "size_bytes": 0}
    assert "freed" in _cli("cache", str(recipe), "--clear")
    assert {path.name for path in folder.rglob("*")} == {"notes.txt", MODEL, "mine"}
    assert not cache.get(keys(_windows(5)))[1].any()
    recipe.write_text(source.replace("[[", 'cache = "elsewhere"\n[[', 1))
    assert _cli("cache", str(recipe)) == f"{tmp_path / 'elsewhere'}: no vectors\n"
    assert CliRunner().invoke(main, ["cache", "--size", "--clear"]).exit_code == 2


def _cli(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def _adder(folder: Path, first: int, last: int) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-c", ADDER, str(folder / "v"), str(first), str(last)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, cwd=HOUSE)
