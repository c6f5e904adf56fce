"""Memory stays flat and time linear, whatever the file."""

import gzip
import importlib
import pkgutil
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import zstandard

import pipeline.reading
from hostile import read
from pipeline.reading import Caps
from pipeline.reading.openings import kin
from pipeline.reading.tables import Records

MEASURE = """
import re, sys
from pathlib import Path
from pipeline.reading import Row, resolve, rows, survey
import pipeline.reading.columnar, zstandard

def mb(field):  # not ru_maxrss, which a process inherits from the one that starts it
    return int(re.search(field + r":\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) // 1024

name, before = Path(sys.argv[1]), mb("VmRSS")
read = (row for part in survey(resolve(name.name, name.parent)) for row in rows(part))
found = [row for row in read if not isinstance(row, Row) or row.place == 1]
print(len(found), mb("VmHWM") - before)
"""


def growth(path: Path) -> tuple[int, int]:
    """How many rejects and first rows there are, and by how many MB reading them grew a fresh process."""
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    count, grown = done.stdout.split()
    return int(count), int(grown)


def array_of_100_mb() -> Iterator[bytes]:
    yield b"["
    block = b",".join(b'{"q": "%d", "m": [{"r": "%b"}]}' % (n, b"text " * 30) for n in range(5000))
    for _ in range(110):
        yield block + b","
    yield b'{"q": 0}]'


def long_record(before: bytes, after: bytes) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield before
        for _ in range(100):
            yield b"x" * (1 << 20)
        yield after

    return pieces


BIG: dict[str, tuple[str, Callable[[], Iterator[bytes]], int]] = {
    "an array of 100 MB": ("f.json", array_of_100_mb, 1),
    "a line of 100 MB": ("f.jsonl", long_record(b'{"q": 1}\n{"q": "', b'"}\n{"q": 3}\n'), 2),
    "a line of 100 MB, misnamed": ("f.json", long_record(b'{"q": 1}\n{"q": "', b'"}\n{"q": 3}\n'), 2),
    "an element of 100 MB": ("f.json", long_record(b'[{"q": 1},{"q": "', b'"},{"q": 3}]'), 2),
    "an element that does not end": ("f.json", long_record(b'[{"q": 1},{"q": "', b""), 2),
    "a record of 100 MB": ("f.csv", long_record(b'q\n"', b'"\n3\n'), 1),
    "a record of 100 MB of lines": ("f.csv", lambda: iter([b'q\n"', *([b"x" * 1023 + b"\n"] * 102_400)]), 1),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by Linux's /proc")
@pytest.mark.parametrize("name", BIG)
def test_memory_stays_under_100_mb(tmp_path: Path, name: str) -> None:
    file, pieces, rejects = BIG[name]
    with open(tmp_path / file, "wb") as out:
        out.writelines(pieces())
    count, grown = growth(tmp_path / file)
    (tmp_path / file).unlink()
    assert count == rejects and grown < 100


def patterns() -> dict[str, re.Pattern[bytes]]:
    """Every compiled pattern of the package that meets data, and those that are built when they are needed."""
    found: dict[str, re.Pattern[bytes]] = {}
    for module in pkgutil.iter_modules(pipeline.reading.__path__, "pipeline.reading."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, bytes):
                found[name] = value
    built = [kin(b'{"key":', 0, b'{"other":', True), *(Records(iter(()), mark, 9).open for mark in ",\t")]
    return found | {f"built {number}": pattern for number, pattern in enumerate(built) if pattern}


PATTERNS = patterns()
FLOODS = [
    *(
        b'"',
        b"\\",
        b'\\"',
        b'"\\',
        b"{",
        b"[",
        b"{[",
        b'{"',
        b'{"a',
        b'{"a":',
        b',{"a":',
        b'},{"a":',
        b'},{"key":',
        b'{"key" ',
    ),
    *(
        b" ",
        b"\n",
        b", ",
        b"} ",
        b"\n ",
        b'" ',
        b'" :',
        b'"a" ',
        b",",
        b'",',
        b'"",',
        b'"a',
        b'a"',
        b'a,"',
        b"\t",
        b'"\t',
    ),
    *(b"1", b"9,", b"x", b"\xff", b"\0", b'{"key":"},', b'[{"a":', b'"a":[', b'{"a":"},'),
]
SEARCHED = ("KEY_END", "OPEN_KEY_END", "ANY_OPENING", "built 0")  # the others are only matched where reading stands


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def is_linear(work: Callable[[int], object]) -> bool:
    """Twice the size takes about twice as long, and four times for anything quadratic; short times tell nothing."""
    one = two = 1e9
    for _ in range(8):
        one = min(one, seconds(lambda: work(1)))
        two = min(two, seconds(lambda: work(2)))
        if two < 3 * one or two < 0.003:
            return True
    return False


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_is_linear(name: str) -> None:
    pattern = PATTERNS[name]

    def use(size: int, unit: bytes) -> None:
        assert not pattern.fullmatch(unit * size) or size
        for _ in pattern.finditer(unit * size) if name in SEARCHED else ():
            pass

    for flood in FLOODS:
        assert is_linear(partial(use, unit=flood * (100_000 // len(flood)))), flood


SIZES = {"f.jsonl": 5_000, "f.json": 12_000, "f.csv": 10_000}
HEADS = {"f.jsonl": [b"", b"[" * 300], "f.json": [b"", b'[{"a":1},', b'{"a":' + b"[" * 300], "f.csv": [b"a,b\n"]}


@pytest.mark.parametrize("file", HEADS)
@pytest.mark.parametrize("end", [b"", b"\n"], ids=["one line", "many lines"])
def test_every_reader_is_linear(tmp_path: Path, file: str, end: bytes) -> None:
    def work(size: int, head: bytes, unit: bytes) -> None:
        read(tmp_path, file, head + unit * size)

    for head in HEADS[file]:
        for flood in FLOODS:
            unit = (flood + end) * (SIZES[file] // len(flood + end))
            assert is_linear(partial(work, head=head, unit=unit)), (head, flood)


def test_every_reader_is_linear_past_the_cap(tmp_path: Path) -> None:
    def work(size: int, unit: bytes) -> None:
        read(tmp_path, "f.json", b'[{"a":1},' + unit * size, caps=Caps(record_bytes=5_000))

    for flood in FLOODS:
        assert is_linear(partial(work, unit=flood * (20_000 // len(flood)))), flood


@pytest.mark.parametrize(
    "member", [gzip.compress(b"", mtime=0), gzip.compress(b"{}\n", mtime=0), zstandard.compress(b"{}\n")]
)
def test_a_stream_of_tiny_members_is_linear(tmp_path: Path, member: bytes) -> None:
    name = "f.jsonl.gz" if member.startswith(b"\x1f") else "f.jsonl.zst"
    assert is_linear(lambda size: read(tmp_path, name, member * 8_000 * size))
