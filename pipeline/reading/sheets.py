"""Sheets of .xlsx: each cell as the text that pandas would read with `dtype=str, keep_default_na=False`."""

import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from pipeline.reading.part import Bad, Caps, Hints, Part, Row
from pipeline.reading.streams import Damage, unreadable

T = TypeVar("T")

MAX_ROWS = 1_048_576  # Excel's own; openpyxl fills gaps, and a row may claim any number
CELL_BYTES = 8
GLANCE_ROWS = 100  # a sheet that is empty so far holds nothing


def read_sheet(part: Part, hints: Hints, caps: Caps) -> Iterator[Row | Bad]:
    """Rows by the header in the sheet's first row; formulas give the values that were saved with them."""
    try:
        file = open(part.path, "rb")  # noqa: SIM115  # closed below; openpyxl leaves it open where it fails
    except OSError as error:
        yield unreadable(error).bad(1, 0)
        return
    with file:
        yield from _records(file, hints, caps)


def sheets_left(path: str, sheet: str | None = None) -> list[str]:
    """The sheets that hold something and are not read; none where the workbook cannot be read, which reading tells."""
    try:
        with open(path, "rb") as file:
            most = _checked(file, Caps())
            with closing(_guarded(lambda: _opened(file))) as book:
                read = _sheet(book, sheet).title
                return [each.title for each in book.worksheets if each.title != read and _holds_text(each, most)]
    except (OSError, Damage):
        return []


def _holds_text(sheet: Any, most: int) -> bool:
    try:
        return any(islice(_texts(sheet, most), GLANCE_ROWS))
    except Damage:
        return True


def _records(file: BinaryIO, hints: Hints, caps: Caps) -> Iterator[Row | Bad]:
    place = 1
    try:
        most = _checked(file, caps)
        with closing(_guarded(lambda: _opened(file))) as book:
            cells = _texts(_guarded(lambda: _sheet(book, hints.sheet)), most)
            header = next(cells, [])
            if not header or "" in header or len(set(header)) < len(header):
                raise Damage("ingest.header", f"of {len(header)} column names some are empty or repeat")
            place = 2
            for row in cells:
                if row:
                    yield _row(header, row, place, caps)
                place += 1
    except Damage as damage:
        yield damage.bad(place, 0)


def _row(header: list[str], row: list[str], place: int, caps: Caps) -> Row | Bad:
    if len(row) > len(header):
        return Bad("ingest.fields", place, 0, f"{len(row)} fields where the header has {len(header)}")
    if sum(map(len, row)) > caps.record_bytes:
        return Bad("ingest.too_long", place, 0, f"the record is longer than {caps.record_bytes} bytes")
    if any("\0" in text for text in row):
        return Bad("ingest.nul", place, 0, "a text holds NUL")
    return Row(dict(zip(header, row + [""] * (len(header) - len(row)), strict=True)), place)


def _checked(file: BinaryIO, caps: Caps) -> int:
    """How much the workbook may decode to; Damage where it says that it will be more."""
    stored = file.seek(0, 2)
    if not stored:
        raise Damage("ingest.empty", "the file is empty")
    most = caps.decoded_bytes(stored)
    if _guarded(lambda: _inflated(file)) > most:
        raise Damage("ingest.expands", f"the workbook decodes to more than {most} bytes")
    return most


def _inflated(file: BinaryIO) -> int:
    with zipfile.ZipFile(file) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _guarded(read: Callable[[], T]) -> T:
    """openpyxl has no exception of its own for a broken workbook, and warns of what it leaves out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except Damage:
        raise
    except Exception:
        raise Damage("ingest.xlsx", "the workbook cannot be read, or not from here on") from None


def _opened(file: BinaryIO) -> Any:
    import openpyxl

    return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _sheet(book: Any, name: str | None) -> Any:
    if name is None:
        return book.worksheets[0]
    if name not in book.sheetnames:
        raise Damage("ingest.xlsx", f"none of the workbook's {len(book.sheetnames)} sheets has the name asked for")
    return book[name]


def _texts(sheet: Any, most: int) -> Iterator[list[str]]:
    """Rows of texts, without the empty cells at their ends."""
    sheet.reset_dimensions()  # what the file says of its own size need not be true
    rows = iter(sheet.iter_rows())
    place = 0
    while (texts := _guarded(lambda: _next(rows))) is not None:
        place += 1
        most -= sum(map(len, texts)) + CELL_BYTES * len(texts)
        if most < 0:
            raise Damage("ingest.expands", "the rest decodes to more than its file may")
        if place > MAX_ROWS:
            raise Damage("ingest.xlsx", f"the sheet claims more than {MAX_ROWS} rows")
        yield texts


def _next(rows: Iterator[Any]) -> list[str] | None:
    row = next(rows, None)
    if row is None:
        return None
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    """Excel stores whole numbers as floats; an error such as #N/A is no value."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if cell.data_type == "n" and isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
