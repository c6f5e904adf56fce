"""Arrays and documents: what is broken costs itself, and reading finds its way back at the next element."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from hostile import Bads, Rows, read
from pipeline.reading import Bad, Caps, Hints, resolve, rows, survey


def a(*numbers: int, start: int = 1) -> Rows:
    return [(place, {"a": number}) for place, number in enumerate(numbers, start)]


CASES: dict[str, tuple[bytes, Rows, Bads]] = {
    "whole": (b'[{"a":1},{"a":2}]', a(1, 2), []),
    "byte order mark": (b'\xef\xbb\xbf[{"a":1}]', a(1), []),
    "brackets in strings": (b'[{"s":"}],{["},{"s":"\\"}"}]', [(1, {"s": "}],{["}), (2, {"s": '"}'})], []),
    "many escapes": (b'[{"s":"%b","r":[[[[1]]]]}]' % (b'\\"' * 40), [(1, {"s": '"' * 40, "r": [[[[1]]]]})], []),
    "values of every kind": (
        b'[1, -2.5e1, "x", null, true, [1, [2]], {"a": {}}]',
        list(enumerate([1, -25.0, "x", None, True, [1, [2]], {"a": {}}], 1)),
        [],
    ),
    "two commas, comma at the end": (b'[{"a":1},,{"a":2},]', a(1, 2), []),
    "comma forgotten": (b'[{"a":1} {"a":2}]', a(1, 2), []),
    "two arrays": (b'[{"a":1}]\n[{"a":2}]', a(1, 2), []),
    "objects one after another": (b'{\n"a":1\n}\n{\n"a":2\n}', a(1, 2), []),
    "cut between elements": (b'[{"a":1},', a(1), [("json", 2)]),
    "cut behind an element": (b'[{"a":1}', a(1), [("json", 2)]),
    "cut in an element": (b'[{"a":1},{"a":', a(1), [("json", 2)]),
    "cut in a string": (b'[{"a":1},{"a":"xxxx', a(1), [("json", 2)]),
    "cut in an escape": (b'[{"a":1},{"a":"xx\\', a(1), [("json", 2)]),
    "cut behind its bracket": (b"[", [], [("json", 1)]),
    "bytes behind": (b'[{"a":1}] and more', a(1), [("json", 2)]),
    "bytes before": (b'see [{"a":1}]', a(1, start=2), [("json", 1)]),
    "bytes between": (b'[{"a":1}, oh {no}, "x" ,{"a":2}]', [*a(1), (3, {"a": 2})], [("json", 2)]),
    "bytes between, other keys": (b'[{"a":1}, oh ,{"b":2}]', [*a(1), (3, {"b": 2})], [("json", 2)]),
    "brace too many": (b'[{"a":1}},{"a":2}]', [*a(1), (3, {"a": 2})], [("json", 2)]),
    "bracket too many": (b'[{"a":1}],{"a":2}]', [*a(1), (2, {"a": 2})], [("json", 3)]),
    "brace forgotten": (b'[{"a":1},{"a":2,{"a":3},{"a":4}]', [*a(1), *a(3, 4, start=3)], [("json", 2)]),
    "bracket forgotten": (b'[{"a":1},{"a":[},{"a":3},{"a":4}]', [*a(1), *a(3, 4, start=3)], [("json", 2)]),
    "quote forgotten": (b'[{"a":1},{"a":"x},{"a":3},{"a":4}]', [*a(1), *a(3, 4, start=3)], [("json", 2)]),
    "quote forgotten in the first": (b'[{"a":"x},{"a":2},{"a":3}]', a(2, 3, start=2), [("json", 1)]),
    "quote forgotten in the last": (b'[{"a":1},{"a":"x}]', a(1), [("json", 2)]),
    "quote forgotten twice": (
        b'[{"a":"},{"a":2},{"a":"},{"a":4}]',
        [*a(2, start=2), *a(4, start=4)],
        [("json", 1), ("json", 3)],
    ),
    "quote too many": (b'[{"a":1},{"a":"x""},{"a":3},{"a":4}]', [*a(1), *a(3, 4, start=3)], [("json", 2)]),
    "quote between elements": (b'[{"a":1},",{"a":2},{"a":3}]', [*a(1), *a(2, 3, start=3)], [("json", 2)]),
    "quote forgotten, nested": (
        b'[{"m":[{"r":1},{"r":2}]},{"m":[{"r":"},{"r":4}]},{"m":[{"r":5},{"r":6}]}]',
        [(1, {"m": [{"r": 1}, {"r": 2}]}), (3, {"m": [{"r": 5}, {"r": 6}]})],
        [("json", 2)],
    ),
    "quote forgotten, other keys": (
        b'[{"a":1},{"b":"x},{"b":3},{"a":4}]',
        [*a(1), (3, {"b": 3}), (4, {"a": 4})],
        [("json", 2)],
    ),
    "quote forgotten before another array": (
        b'[{"a":"x},{"a":2}]\n[\n{"a":3},{"a":4}]',
        a(2, 3, 4, start=2),
        [("json", 1)],
    ),
    "one value bad": (b'[{"a":1},{"a":tru},{"a":3}]', [*a(1), *a(3, start=3)], [("json", 2)]),
    "words that are no values": (b"[1, nope, NaN, 4]", [(1, 1), (4, 4)], [("json", 2), ("json", 3)]),
    "repeats, and is broken behind": (
        b'[{"m":{"k":1,"k":2}, x,{"m":2},{"m":3}]',
        [(2, {"m": 2}), (3, {"m": 3})],
        [("json", 1)],
    ),
    "unclosed brackets": (b"[" * 20_000, [], [("json", 1)]),
    "lines, the first one broken": (b'{"a":\n{"a":2}\n{"a":3}\n', a(2, 3, start=2), [("json", 1)]),
    "lines, the first one broken and unlike": (b'{"b":\n{"a":2}\n{"a":3}\n', a(2, 3, start=2), [("json", 1)]),
    "an array in lines, commas forgotten": (b'[\n{"a":1}\n{"a":2}\n]\n', a(1, 2), []),
    "lines, a later one broken": (b'{"a":1}\n{"a":\n{"a":3}\n', [*a(1), *a(3, start=3)], [("json", 2)]),
    "lines with a blank one": (b'{"a":1}\n\n{"a":3}', [*a(1), *a(3, start=3)], []),
    "one object": (b'{\n "a": 1\n}', a(1), []),
    "one object, cut": (b'{\n "a": 1', [], [("json", 1)]),
}


@pytest.mark.parametrize("name", CASES)
def test_the_good_elements_survive(tmp_path: Path, name: str) -> None:
    data, good, bad = CASES[name]
    assert read(tmp_path, "f.json", data) == (good, bad)


@pytest.mark.parametrize("name", CASES)
def test_it_is_the_same_in_any_window(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, good, bad = CASES[name]
    for chunk in (1, 2, 7):
        monkeypatch.setattr("pipeline.reading.streams.CHUNK", chunk)
        monkeypatch.setattr("pipeline.reading.arrays.AHEAD", 64)
        assert read(tmp_path, "f.json", data[:400]) == read_whole(tmp_path, data[:400], monkeypatch)
    assert len(data) > 400 or read(tmp_path, "f.json", data) == (good, bad)


def read_whole(folder: Path, data: bytes, patch: pytest.MonkeyPatch) -> tuple[Rows, Bads]:
    with patch.context() as whole:
        whole.setattr("pipeline.reading.streams.CHUNK", 1 << 20)
        return read(folder, "f.json", data)


OVER: dict[str, tuple[bytes, Rows, Bads]] = {
    "a long string": (b'[{"a":1},{"a":"%b"},{"a":3}]' % (b"x" * 300_000), [*a(1), *a(3, start=3)], [("too_long", 2)]),
    "with braces": (b'[{"a":1},{"a":"%b"},{"a":3}]' % (b"{}" * 150_000), [*a(1), *a(3, start=3)], [("too_long", 2)]),
    "many objects": (
        b'[{"a":1},{"m":[%b0]},{"a":3}]' % (b'{"r":1},' * 30_000),
        [*a(1), *a(3, start=3)],
        [("too_long", 2)],
    ),
    "quote forgotten": (b'[{"a":1},{"a":"%b},{"a":3}]' % (b"x" * 300_000), [*a(1), *a(3, start=3)], [("too_long", 2)]),
    "a number behind": (b'[{"a":1},{"b":"%b"},3]' % (b"x" * 300_000), [*a(1), (3, 3)], [("too_long", 2)]),
    "cut": (b'[{"a":1},{"a":"%b' % (b"x" * 300_000), a(1), [("too_long", 2)]),
    "a long word": (b"[1,%b,2]" % (b"x" * 300_000), [(1, 1), (3, 2)], [("json", 2)]),
    "much space": (b'[{"a":1},%b{"a":2}]' % (b" " * 300_000), a(1, 2), []),
}


@pytest.mark.parametrize("name", OVER)
@pytest.mark.parametrize("chunk", [1 << 10, 1 << 20])
def test_elements_over_the_cap(tmp_path: Path, name: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.streams.CHUNK", chunk)
    data, good, bad = OVER[name]
    assert read(tmp_path, "f.json", data, caps=Caps(record_bytes=10_000)) == (good, bad)


TASK = {"Definition": "Do.", "Instances": [{"input": "x", "output": ["y"]}, {"input": "z", "output": ["w"]}]}
DOCUMENTS: dict[str, tuple[bytes, Rows, Bads]] = {
    "indented": (orjson.dumps(TASK, option=orjson.OPT_INDENT_2), [(1, TASK)], []),
    "on one line": (orjson.dumps(TASK), [(1, TASK)], []),
    "a line each": (orjson.dumps(TASK) + b"\n" + orjson.dumps(TASK) + b"\n", [(1, TASK), (2, TASK)], []),
    "a list of them": (b"[" + orjson.dumps(TASK) + b"]", [(1, TASK)], []),
    "broken inside": (orjson.dumps(TASK, option=orjson.OPT_INDENT_2).replace(b'"y"', b'"y'), [], [("json", 1)]),
    "over a record's cap": (orjson.dumps(TASK | {"x": "x" * 5000}), [(1, TASK | {"x": "x" * 5000})], []),
    "over its own": (orjson.dumps(TASK | {"x": "x" * 50_000}, option=orjson.OPT_INDENT_2), [], [("too_long", 1)]),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_read_whole(tmp_path: Path, name: str) -> None:
    data, good, bad = DOCUMENTS[name]
    caps = Caps(record_bytes=1000, document_bytes=20_000)
    assert read(tmp_path, "f.json", data, Hints(documents=True), caps) == (good, bad)


def test_a_limit_takes_the_first_records(tmp_path: Path) -> None:
    data = orjson.dumps([{"a": n} for n in range(100)])
    assert read(tmp_path, "f.json", data, Hints(limit=3)) == (a(0, 1, 2), [])


def test_each_bad_element_says_where_it_begins(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf[{"a":1},  {"a":x},{"a":"y},{"a":2}, junk'
    (tmp_path / "f.json").write_bytes(data)
    found: list[Any] = [row for part in survey(resolve("f.json", tmp_path)) for row in rows(part)]  # type: ignore[arg-type]
    assert [data[row.offset :][:8] for row in found if isinstance(row, Bad)] == [b'{"a":x},', b'{"a":"y}', b"junk"]
