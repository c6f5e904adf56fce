"""The key of the surrogates: 32 random bytes in a file that only its owner can read, made on first use."""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
from pathlib import Path

from schemas.errors import RecipeError

KEY_BYTES = 32
_HEX = re.compile(rb"[0-9a-fA-F]{64}\r?\n?")


def read_key(path: Path, public: bool = False) -> bytes:
    """A public key (of the sample) is never made, and may be readable by all: it protects nothing."""
    try:
        try:
            return _read(path, public)
        except FileNotFoundError:
            if public:
                raise RecipeError(
                    f"{path}: there is no such key, and a public one is never made; name a file"
                ) from None
            _make(path)
            return _read(path, public)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise RecipeError(f"{path}: the key of the surrogates is a symbolic link; name the file itself") from None
        told = error.strerror or type(error).__name__
        raise RecipeError(f"{path}: the key of the surrogates can't be read: {told}; name another file") from None


def fingerprint(key: bytes) -> str:
    """Which key it was, without a hash that anybody else might publish of it."""
    return hashlib.sha256(b"winnow surrogate key fingerprint\0" + key).hexdigest()


def _read(path: Path, public: bool) -> bytes:
    # O_NONBLOCK: a pipe in its place must not hang the run
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise RecipeError(f"{path}: the key of the surrogates is no plain file; name one")
        mode = stat.S_IMODE(facts.st_mode)
        if mode & 0o077 and not public:
            raise RecipeError(f"{path}: others can reach the key of the surrogates (mode {mode:04o}); chmod 600 it")
        content = os.read(handle, 4 * KEY_BYTES)
    finally:
        os.close(handle)
    if not _HEX.fullmatch(content):
        told = f"{len(content)} bytes" if len(content) < 4 * KEY_BYTES else "more"
        raise RecipeError(
            f"{path}: a key of surrogates is {2 * KEY_BYTES} hexadecimal digits, and this file holds something else"
            f" ({told}); move it away, and a new one is made"
        )
    return bytes.fromhex(content.decode("ascii"))


def _make(path: Path) -> None:
    """Whole or not at all: of two runs that start at once, one makes the key and both read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(work, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(secrets.token_bytes(KEY_BYTES).hex().encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(work, path)
    finally:
        work.unlink(missing_ok=True)
