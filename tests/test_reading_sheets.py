"""Sheets: the texts that pandas would read, by row."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from openpyxl.chart import BarChart

from hostile import HEADER_XML, Bads, Rows, cell, read, repacked, sheet_xml, workbook
from pipeline.reading import Caps, Hints
from pipeline.reading.sheets import sheets_left

TABLE: list[list[Any]] = [
    ["text", "number", "other"],
    ["x", 1, 1.5],
    ["  x \n", -3.0, 1e20],
    ["nan", "NA", "007"],
    ["=1+1", True, datetime.datetime(2024, 1, 2, 3, 4)],
    ["<script>", datetime.date(2024, 1, 2), datetime.time(3, 4)],
    [None, 0, ""],
]


def test_cells_are_the_texts_that_pandas_reads(tmp_path: Path) -> None:
    rows, bads = read(tmp_path, "f.xlsx", workbook(TABLE))
    frame = pandas.read_excel(tmp_path / "f.xlsx", dtype=str, keep_default_na=False)
    assert [row for _, row in rows] == frame.to_dict("records") and not bads
    assert [place for place, _ in rows] == [2, 3, 4, 5, 6, 7]


CASES: dict[str, tuple[list[list[Any]], Rows, Bads]] = {
    "empty rows keep their numbers": ([["q"], [], [None], ["a"]], [(4, {"q": "a"})], []),
    "short rows are filled": ([["q", "a"], ["x"]], [(2, {"q": "x", "a": ""})], []),
    "long rows are not": ([["q"], ["x", "y"], ["z"]], [(3, {"q": "z"})], [("fields", 2)]),
    "names twice": ([["q", "q"], ["x", "y"]], [], [("header", 1)]),
    "a name missing": ([["q", None, "a"], ["x", "y", "z"]], [], [("header", 1)]),
    "nothing": ([], [], [("header", 1)]),
    "an error is no value": ([["q", "a"], ["#N/A", "x"]], [(2, {"q": "", "a": "x"})], []),
    "over the cap": ([["q"], ["x" * 2000], ["y"]], [(3, {"q": "y"})], [("too_long", 2)]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_sheet(tmp_path: Path, name: str) -> None:
    table, good, bad = CASES[name]
    assert read(tmp_path, "f.xlsx", workbook(table), caps=Caps(record_bytes=1000)) == (good, bad)


def test_the_sheet_asked_for(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(tmp_path, workbook([["q"], ["first"]])))
    book.create_sheet("second").append(["q"])
    book["second"].append(["second"])
    book.save(tmp_path / "two.xlsx")
    data = (tmp_path / "two.xlsx").read_bytes()
    assert read(tmp_path, "f.xlsx", data) == ([(2, {"q": "first"})], [])
    assert read(tmp_path, "f.xlsx", data, Hints(sheet="second")) == ([(2, {"q": "second"})], [])


def test_the_sheets_that_are_not_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(tmp_path, workbook([["q"], ["first"]])))
    first = book.worksheets[0].title
    for name in ("second", "empty", "hidden"):
        book.create_sheet(name)
    for name in ("second", "hidden"):
        book[name].append([None, "x"])
    book["hidden"].sheet_state = "hidden"
    book.create_chartsheet("chart").add_chart(BarChart())
    book.save(tmp_path / "two.xlsx")
    assert sheets_left(str(tmp_path / "two.xlsx")) == ["second", "hidden"]
    assert sheets_left(str(tmp_path / "two.xlsx"), "second") == [first, "hidden"]
    assert sheets_left(str(tmp_path / "two.xlsx"), "nobody") == []
    (tmp_path / "broken.xlsx").write_bytes((tmp_path / "two.xlsx").read_bytes()[:200])
    (tmp_path / "void.xlsx").touch()
    for name in ("broken.xlsx", "void.xlsx", "nowhere.xlsx", "w.xlsx"):
        assert sheets_left(str(tmp_path / name)) == []


def _written(folder: Path, data: bytes) -> Path:
    (folder / "w.xlsx").write_bytes(data)
    return folder / "w.xlsx"


def test_a_formula_gives_the_value_saved_with_it(tmp_path: Path) -> None:
    xml = HEADER_XML + b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
    assert read(tmp_path, "f.xlsx", sheet_xml(xml)) == ([(2, {"q": "2"})], [])


def test_what_a_sheet_says_of_its_size_need_not_be_true(tmp_path: Path) -> None:
    data = workbook([["q", "a"], ["1", "2"], ["3", "4"]])
    for size in (b"A1", b"A1:B2", b"A1:XFD1048576"):
        lie = repacked(data, lambda _, old, size=size: old.replace(b'ref="A1:B3"', b'ref="%b"' % size))  # type: ignore[misc]
        assert lie != data
        assert read(tmp_path, "f.xlsx", lie) == ([(2, {"q": "1", "a": "2"}), (3, {"q": "3", "a": "4"})], [])


def test_a_row_that_breaks_ends_the_sheet_there(tmp_path: Path) -> None:
    good = b'<row r="2">%b</row>' % cell(b"A2", b"x")
    data = sheet_xml(HEADER_XML + good + b'<row r="3"><c r="A3"><v>no number</v></c></row>')
    assert read(tmp_path, "f.xlsx", data) == ([(2, {"q": "x"})], [("xlsx", 3)])


@pytest.mark.parametrize(
    "member", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("broken", [b"", b"<", b"\xff\xfe", b"<a/>"])
def test_a_broken_member_raises_nothing(tmp_path: Path, member: str, broken: bytes) -> None:
    data = repacked(workbook([["q"], ["a"]]), lambda name, old: broken if name == member else old)
    rows, bads = read(tmp_path, "f.xlsx", data)
    assert rows == [(2, {"q": "a"})] or [reason for reason, _ in bads] == ["xlsx"]
