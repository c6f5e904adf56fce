"""Hostile files and records: what can be read is, what cannot is set aside by its class, and neighbours survive."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import hostile
from hostile import AFTER, BEFORE, FILES, RECORDS, read, record_caps
from pipeline.reading import resolve, rows, survey
from schemas.pair import row_digest

NAMES = list(RECORDS)


def expected(name: str, place: int) -> tuple[hostile.Rows, hostile.Bads]:
    value = RECORDS[name][1]
    return ([], [(value, place)]) if isinstance(value, str) else ([(place, value)], [])


def around(middle: hostile.Rows, last: int) -> hostile.Rows:
    return [(1, BEFORE), *middle, (last, AFTER)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("step", [50, 1 << 20])
def test_a_line_among_good_ones(tmp_path: Path, name: str, step: int) -> None:
    data = b'{"q": "before"}\n%b\r\n{"q": "after"}' % RECORDS[name][0]
    good, bad = expected(name, 2)
    assert read(tmp_path, "f.jsonl", data, caps=record_caps(name), step=step) == (around(good, 3), bad)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("between", [b",", b"\n,\n  "], ids=["dense", "spaced"])
def test_an_element_among_good_ones(tmp_path: Path, name: str, between: bytes) -> None:
    data = b"[" + between.join([b'{"q": "before"}', RECORDS[name][0], b'{"q": "after"}']) + b"]"
    good, bad = expected(name, 2)
    assert read(tmp_path, "f.json", data, caps=record_caps(name)) == (around(good, 3), bad)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_alone(tmp_path: Path, name: str) -> None:
    data = b"\n" + RECORDS[name][0] + b"\n"
    read_as_it_is = read(tmp_path, "f.json", data, caps=record_caps(name))
    good, bad = expected(name, 2)
    assert [value for _, value in read_as_it_is[0]] == [value for _, value in good]
    assert [reason for reason, _ in read_as_it_is[1]] == [reason for reason, _ in bad]


@pytest.mark.parametrize("name", FILES)
def test_a_file(tmp_path: Path, name: str) -> None:
    file = FILES[name]()
    assert "bomb" not in name or len(file.data) < 60_000
    assert read(tmp_path, file.name, file.data, file.hints, file.caps) == (file.rows, file.bads)


@pytest.mark.parametrize("name", [name for name in NAMES if not isinstance(RECORDS[name][1], str)])
def test_what_is_read_can_be_told_by_its_digest(name: str) -> None:
    """The deepest row that is let through too: what comes after reading may recurse."""
    assert len(row_digest(RECORDS[name][1])) == 32


CANARY = "Jane.Canary@example.org"
LEAKS: dict[str, tuple[str, bytes]] = {
    "line": ("f.jsonl", b'{"%b": "%b"' % ((CANARY.encode(),) * 2)),
    "duplicate key": ("f.jsonl", b'{"%b": 1, "%b": 2}' % ((CANARY.encode(),) * 2)),
    "bad escape": ("f.jsonl", b'{"a": "%b\\x"}' % CANARY.encode()),
    "element": ("f.json", b'[{"%b": %b}, %b' % ((CANARY.encode(),) * 3)),
    "fields": ("f.csv", b"a,b\n%b\n" % CANARY.encode()),
    "quotes": ("f.csv", b'a,b\n"%b\n' % CANARY.encode()),
    "header": ("f.csv", b"%b,%b\n1,2\n" % ((CANARY.encode(),) * 2)),
    "column": ("f.parquet", hostile.parquet(pa.table([["a"], ["b"]], names=[CANARY, CANARY]))),
    "sheet header": ("f.xlsx", hostile.workbook([[CANARY, CANARY], ["a", "b"]])),
}


@pytest.mark.parametrize("name", LEAKS)
def test_no_text_of_the_data_is_in_what_is_said_of_it(tmp_path: Path, name: str) -> None:
    file, data = LEAKS[name]
    (tmp_path / file).write_bytes(data)
    said: list[Any] = [row for part in survey(resolve(file, tmp_path)) for row in rows(part)]  # type: ignore[arg-type]
    assert said and CANARY not in repr(said)
