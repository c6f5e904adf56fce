"""Parquet: values as JSON knows them, whatever the encoding."""

import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import (
    flipped,
    parquet,
    parquet_bomb,
    parquet_prefix_bomb,
    read,
)
from pipeline.reading import Caps

MOMENT = datetime.datetime(2024, 5, 6, 7, 8, 9)
VALUES: dict[str, tuple[Any, list[Any]]] = {
    "string": (pa.array(["a", None, "\u00e9"]), ["a", None, "\u00e9"]),
    "large string": (pa.array(["a", None, ""], pa.large_string()), ["a", None, ""]),
    "string view": (pa.array(["a", None, "b"], pa.string_view()), ["a", None, "b"]),
    "integer": (pa.array([1, None, -(1 << 63)]), [1, None, -(1 << 63)]),
    "unsigned": (pa.array([1, None, (1 << 64) - 1], pa.uint64()), [1, None, (1 << 64) - 1]),
    "boolean": (pa.array([True, None, False]), [True, None, False]),
    "float": (pa.array([1.5, float("nan"), float("-inf")]), [1.5, None, "-inf"]),
    "half float": (pa.array([1.5, None, 0.0], pa.float16()), [1.5, None, 0.0]),
    "null": (pa.nulls(3), [None, None, None]),
    "bytes": (pa.array([b"a", None, b"\xff\x00"]), ["a", None, "/wA="]),
    "fixed bytes": (pa.array([b"ab", None, b"a\0"], pa.binary(2)), ["ab", None, "YQA="]),
    "timestamp": (pa.array([MOMENT, None, None], pa.timestamp("s")), ["2024-05-06 07:08:09.000", None, None]),
    "timestamp with a zone": (
        pa.array([MOMENT, None, None], pa.timestamp("us", "UTC")),
        ["2024-05-06 07:08:09.000000Z", None, None],
    ),
    "date": (pa.array([MOMENT.date(), None, None]), ["2024-05-06", None, None]),
    "time": (pa.array([MOMENT.time(), None, None], pa.time64("us")), ["07:08:09.000000", None, None]),
    "decimal": (pa.array([Decimal("1.50"), None, None]), ["1.50", None, None]),
    "wide decimal": (pa.array([Decimal("1.50"), None, None], pa.decimal256(60, 2)), ["1.50", None, None]),
    "list": (pa.array([["a", None], None, []]), [["a", None], None, []]),
    "large list": (pa.array([[1], None, []], pa.large_list(pa.int64())), [[1], None, []]),
    "fixed list": (pa.array([[1, 2], None, [3, 4]], pa.list_(pa.int8(), 2)), [[1, 2], None, [3, 4]]),
    "struct": (pa.array([{"r": "a"}, None, {"r": None}]), [{"r": "a"}, None, {"r": None}]),
    "turns": (pa.array([[{"role": "u", "n": 1}], None, []]), [[{"role": "u", "n": 1}], None, []]),
    "lists of lists": (pa.array([[["a"], []], None, [None]]), [[["a"], []], None, [None]]),
    "map": (
        pa.array([[("k", "v")], None, []], pa.map_(pa.string(), pa.string())),
        [[{"key": "k", "value": "v"}], None, []],
    ),
    "category": (pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "no dictionary": {"use_dictionary": False},
    "one row a group": {"row_group_size": 1},
    "second version, zstd": {"data_page_version": "2.0", "compression": "zstd"},
    "small pages": {"data_page_size": 1, "write_batch_size": 1, "dictionary_pagesize_limit": 1},
}


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("options", OPTIONS)
def test_values_become_what_json_knows(tmp_path: Path, name: str, options: str) -> None:
    array, values = VALUES[name]
    data = parquet(pa.table({"v": array}), **OPTIONS[options])
    assert read(tmp_path, "f.parquet", data) == ([(place, {"v": value}) for place, value in enumerate(values, 1)], [])


@pytest.mark.parametrize("encoding", ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY", "PLAIN"])
def test_encodings_that_arrow_reads_in_its_own_way(tmp_path: Path, encoding: str) -> None:
    table = pa.table({"q": [f"shared prefix {n}" for n in range(5000)], "m": [["x", None]] * 5000})
    columns = {"q": encoding, "m.list.element": encoding}
    data = parquet(table, use_dictionary=False, column_encoding=columns, row_group_size=900)
    rows, bads = read(tmp_path, "f.parquet", data)
    assert rows == list(enumerate(table.to_pylist(), 1)) and not bads


@pytest.mark.parametrize("bomb", [parquet_bomb, parquet_prefix_bomb])
def test_a_bomb_is_read_up_to_the_cap(tmp_path: Path, bomb: Any) -> None:
    rows, bads = read(tmp_path, "f.parquet", bomb(), caps=Caps(floor_bytes=9 << 20))
    assert (len(rows), bads) == (9, [("expands", 10)])


def test_a_bomb_of_many_groups_is_read_up_to_the_cap(tmp_path: Path) -> None:
    data = parquet(pq.read_table(io.BytesIO(parquet_bomb(40))), row_group_size=4, compression="zstd")
    rows, bads = read(tmp_path, "f.parquet", data, caps=Caps(floor_bytes=9 << 20))
    assert (len(rows), bads) == (8, [("expands", 9)])


def test_a_row_over_the_cap_is_only_itself(tmp_path: Path) -> None:
    data = parquet(pa.table({"q": ["x" * 5000, None, "c"], "m": [[], ["a"], ["y" * 3000] * 2]}))
    rows, bads = read(tmp_path, "f.parquet", data, caps=Caps(record_bytes=4000))
    assert (rows, bads) == ([(2, {"q": None, "m": ["a"]})], [("too_long", 1), ("too_long", 3)])


def test_no_rows_is_no_reject(tmp_path: Path) -> None:
    assert read(tmp_path, "f.parquet", parquet(pa.table({"q": pa.array([], pa.string())}))) == ([], [])


def test_a_struct_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    twice = pa.StructArray.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["r", "r"])
    assert read(tmp_path, "f.parquet", parquet(pa.table({"m": twice}))) == ([], [("header", 1)])


SOUND = parquet(pa.table({"q": [f"text {n}" for n in range(300)], "m": [["a", "b"]] * 300}), row_group_size=100)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(SOUND) - 1), end=st.integers(0, len(SOUND)))
def test_damage_anywhere_raises_nothing_and_invents_nothing(tmp_path_factory: Any, at: int, end: int) -> None:
    folder = tmp_path_factory.getbasetemp()
    for data in (flipped(SOUND, at), SOUND[:end]):
        rows, bads = read(folder, "damaged.parquet", data)
        assert len(rows) == 300 or bads
        assert all(sorted(row) == ["m", "q"] for _, row in rows) or at > len(SOUND) - 2000
