"""The key of the surrogates: made once, whole, for its owner alone, and never shown."""

import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest

from pipeline.keyfile import fingerprint, read_key
from schemas.errors import RecipeError

HEX = "0123456789abcdef" * 4


def key_file(path: Path, content: str = HEX + "\n", mode: int = 0o600) -> Path:
    path.write_text(content, encoding="ascii")
    path.chmod(mode)
    return path


def test_it_is_made_on_first_use_and_the_same_ever_after(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "pii.key"
    first = read_key(path)
    assert len(first) == 32
    assert read_key(path) == first
    assert path.read_text() == first.hex() + "\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["pii.key"], "no work file stays"
    assert read_key(tmp_path / "other.key") != first


def test_it_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o277)
    try:
        read_key(tmp_path / "pii.key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "pii.key").stat().st_mode) == 0o600


def test_runs_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(read_key(tmp_path / "pii.key"))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(found)) == 1
    assert os.listdir(tmp_path) == ["pii.key"]


@pytest.mark.parametrize("content", [HEX, HEX + "\n", HEX + "\r\n", HEX.upper()])
def test_what_is_a_key(tmp_path: Path, content: str) -> None:
    assert read_key(key_file(tmp_path / "pii.key", content)) == bytes.fromhex(HEX)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "empty: a run was killed, or somebody touched it"),
        (HEX[:-1], "one figure short"),
        (HEX + "0", "one figure long"),
        (HEX[:-1] + "g", "no hexadecimal figure"),
        (" " + HEX, "a blank before it"),
        (HEX + "\n\n", "more than a line"),
        (HEX * 40, "long"),
    ],
)
def test_what_is_none_is_refused_without_showing_it(tmp_path: Path, content: str, why: str) -> None:
    path = key_file(tmp_path / "pii.key", content)
    with pytest.raises(RecipeError) as error:
        read_key(path)
    assert error.value.exit_code == 2
    assert str(path) in str(error.value)
    assert "64 hexadecimal digits" in str(error.value), why
    assert not content or content[:8] not in str(error.value)
    assert path.read_text() == content, "it is never overwritten"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o601, 0o620, 0o602, 0o644, 0o666])
def test_a_key_that_others_can_reach_is_refused_unless_it_is_public(tmp_path: Path, mode: int) -> None:
    path = key_file(tmp_path / "pii.key", mode=mode)
    with pytest.raises(RecipeError, match=f"mode {mode:04o}.*chmod 600"):
        read_key(path)
    assert read_key(path, public=True) == bytes.fromhex(HEX)


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_of_its_owner_alone_is_taken(tmp_path: Path, mode: int) -> None:
    assert read_key(key_file(tmp_path / "pii.key", mode=mode)) == bytes.fromhex(HEX)


def test_a_public_key_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"pii\.key: there is no such key"):
        read_key(tmp_path / "pii.key", public=True)
    assert os.listdir(tmp_path) == []


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    real = key_file(tmp_path / "real.key")
    (tmp_path / "link").symlink_to(real)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name, told in (
        ("link", "symbolic link"),
        ("dangling", "symbolic link"),
        ("folder", "no plain file"),
        ("pipe", "no plain file"),
    ):
        for public in (False, True):
            with pytest.raises(RecipeError, match=told):
                read_key(tmp_path / name, public=public)
    assert not (tmp_path / "nowhere").exists()


def test_what_cannot_be_read_or_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RecipeError, match="can't be read") as error:
        read_key(tmp_path / "file" / "pii.key")
    assert "\n" not in str(error.value)


def test_the_fingerprint_tells_keys_apart_and_is_no_plain_hash_of_one() -> None:
    key = bytes.fromhex(HEX)
    assert fingerprint(key) == fingerprint(key)
    assert len(fingerprint(key)) == 64
    assert fingerprint(key) != fingerprint(key[::-1])
    assert fingerprint(key) not in (hashlib.sha256(key).hexdigest(), hashlib.sha256(HEX.encode()).hexdigest())
    assert HEX not in fingerprint(key)
