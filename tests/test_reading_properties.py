"""What holds for any bytes at all: nothing is raised, every record is counted, and good neighbours are read."""

import gzip
import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hostile import read
from pipeline.reading import Caps, Hints

MARKS = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\n", b"\r", b"\t", b" ", b"1", b"a", b"\xff", b"\0"]
WORDS = [b'{"q":', b"},{", b"null", rb"\u0000", rb"\ud800", b"\xef\xbb\xbf"]
SHRED = st.sampled_from(MARKS + WORDS)
JUNK = st.one_of(st.binary(max_size=60), st.lists(SHRED, max_size=25).map(b"".join))
FLAT = JUNK.filter(lambda junk: b"\n" not in junk)
LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
)  # fmt: skip
KEY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4), max_leaves=12
)
NAMES = ["f.jsonl", "f.json", "f.csv", "f.tsv", "f.parquet", "f.xlsx", "f.jsonl.gz", "f.json.zst", "f.csv.gz"]
GOOD = {"q": "good"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("properties")


def dumped(value: Any) -> bytes:
    """As json of the standard library writes it: integers of any size."""
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(data=JUNK, cap=st.sampled_from([20, 1 << 20]), bare=st.booleans(), whole=st.booleans())
def test_nothing_raises(folder: Path, name: str, data: bytes, cap: int, bare: bool, whole: bool) -> None:
    caps = Caps(record_bytes=cap, document_bytes=cap)
    hints = Hints(bare_tsv=bare, documents=whole)
    read(folder, name, data, hints, caps)
    if name.endswith("gz"):
        plain = read(folder, name.removesuffix(".gz"), data, hints, caps)
        assert read(folder, name, gzip.compress(data), hints, caps) == plain


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(FLAT, max_size=8), step=st.integers(1, 80))
def test_lines_do_not_touch_each_other(folder: Path, lines: list[bytes], step: int) -> None:
    text = [orjson.dumps(GOOD), *(part for line in lines for part in (line, orjson.dumps(GOOD)))]
    rows, bads = read(folder, "f.jsonl", b"\n".join(text), step=step)
    assert {place for place, value in rows if value == GOOD} >= set(range(1, len(text) + 1, 2))
    blank = sum(not line.removeprefix(b"\xef\xbb\xbf" * (not n)).strip(b" \t\r\n\v\f") for n, line in enumerate(text))
    assert sorted(place for place, _ in rows) == sorted({place for place, _ in rows})
    assert len(rows) + len(bads) + blank == len(text)
    assert (rows, bads) == read(folder, "f.jsonl", b"\n".join(text))


@settings(max_examples=200, deadline=None)
@given(junk=JUNK.filter(lambda junk: not set(junk) & set(b"[]")), good=st.integers(2, 4))
@example(junk=b'"', good=2)
@example(junk=b'{"m":{"k":1,"k":2}, ', good=2)
def test_the_elements_around_a_bad_one_survive(folder: Path, junk: bytes, good: int) -> None:
    """A bracket among the junk may end the list or begin another, and so is left out."""
    sound = [b'{"q": %d}' % n for n in range(good)]
    data = b"[" + b",".join([sound[0], junk, *sound[1:]]) + b"]"
    rows, _ = read(folder, "f.json", data)
    assert all({"q": n} in [value for _, value in rows] for n in range(good))


@settings(max_examples=200, deadline=None)
@given(junk=FLAT.filter(lambda junk: b'"' not in junk and b"," not in junk), quoted=st.booleans())
def test_the_records_around_a_bad_one_survive(folder: Path, junk: bytes, quoted: bool) -> None:
    line = b'x,"' + junk if quoted else junk
    rows, _ = read(folder, "f.csv", b"q,a\n1,2\n" + line + b"\n3,4\n5,6\n")
    around = [(2, {"q": "1", "a": "2"}), (4, {"q": "3", "a": "4"}), (5, {"q": "5", "a": "6"})]
    assert [row for row in rows if row[0] != 3] == around


@settings(max_examples=120, deadline=None)
@given(
    values=st.lists(st.dictionaries(KEY, VALUE, max_size=4), min_size=1, max_size=5), indent=st.sampled_from([None, 2])
)
def test_what_json_can_say_is_read_as_it_is_said(folder: Path, values: list[Any], indent: int | None) -> None:
    lines = b"\n".join(map(dumped, values))
    array = json.dumps(values, indent=indent).encode()
    expected = list(enumerate(values, 1))
    assert read(folder, "f.jsonl", lines) == (expected, [])
    assert read(folder, "f.json", array) == (expected, [])
    assert [value for _, value in read(folder, "f.json", lines)[0]] == values


@settings(max_examples=200, deadline=None)
@given(pairs=st.lists(st.tuples(KEY, VALUE), min_size=1, max_size=5), nested=st.booleans())
def test_a_key_that_repeats_is_always_seen(folder: Path, pairs: list[tuple[str, Any]], nested: bool) -> None:
    again = [*pairs, (pairs[0][0], 1)]
    line = b"{" + b", ".join(dumped(key) + b" : " + dumped(value) for key, value in again) + b"}"
    line = b'{"r": [%b]}' % line if nested else line
    assert read(folder, "f.jsonl", line) == ([], [("duplicate_key", 1)])
