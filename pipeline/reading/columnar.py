"""Parquet: row group by row group, never decoding a text before its length is known."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.reading.cells import Flaw, decoded_sizes, first_flaw, values
from pipeline.reading.part import Bad, Caps, Part, Row
from pipeline.reading.streams import unreadable

BATCH_BYTES = 4 << 20
BATCH_ROWS = 4096
UNREADABLE = (pa.ArrowException, OSError, ValueError)


def read_parquet(part: Part, caps: Caps) -> Iterator[Row | Bad]:
    """Rows of every group that can be read; a Bad for every group that cannot, for the rest of it."""
    try:
        stored = Path(part.path).stat().st_size
        if not stored:
            yield Bad("ingest.empty", 1, 0, "the file is empty")
            return
        file = _opened(part.path)
    except UNREADABLE as error:
        yield _unopened(error)
        return
    with file:
        if _names_repeat(file.schema_arrow):
            yield Bad("ingest.header", 1, 0, "some column names repeat or hold NUL")
            return
        yield from _groups(file, caps, caps.decoded_bytes(stored))


def _opened(path: str) -> pq.ParquetFile:
    metadata = pq.read_metadata(path)
    return pq.ParquetFile(
        path,
        metadata=metadata,
        read_dictionary=_texts(metadata),
        page_checksum_verification=True,
        arrow_extensions_enabled=False,
    )


def _unopened(error: Exception) -> Bad:
    if isinstance(error, OSError) and error.errno:
        return unreadable(error).bad(1, 0)
    return Bad("ingest.parquet", 1, 0, "the file's footer cannot be read")


def _texts(metadata: pq.FileMetaData) -> list[str]:
    """Columns whose values may repeat at no cost in the file: read as dictionaries, they stay small."""
    columns = [metadata.schema.column(index) for index in range(metadata.num_columns)]
    chunks = [metadata.row_group(index).column for index in range(metadata.num_row_groups)]
    return [
        column.path
        for index, column in enumerate(columns)
        if column.physical_type == "BYTE_ARRAY"
        and column.logical_type.type != "DECIMAL"
        and not any(_is_delta(chunk(index)) for chunk in chunks)
    ]


def _is_delta(chunk: pq.ColumnChunkMetaData) -> bool:
    """Arrow cannot read these as dictionaries."""
    return bool({"DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"} & set(chunk.encodings))


def _repeats_unseen(chunk: pq.ColumnChunkMetaData) -> bool:
    """Each value may be as long as the whole chunk: by a prefix it shares, or by a dictionary that is not kept."""
    return "DELTA_BYTE_ARRAY" in chunk.encodings or (_is_delta(chunk) and chunk.has_dictionary_page)


def _names_repeat(kind: Any) -> bool:
    """Of a schema or of any struct in it; a name with NUL is no better."""
    fields = [kind.field(index) for index in range(kind.num_fields)] if isinstance(kind, pa.DataType) else list(kind)
    names = [field.name for field in fields]
    repeat = len(set(names)) < len(names) or any("\0" in name for name in names)
    return repeat or any(_names_repeat(field.type) for field in fields if field.type.num_fields)


def _groups(file: pq.ParquetFile, caps: Caps, most: int) -> Iterator[Row | Bad]:
    counter, end = Counter(caps, most), 1
    for index in range(file.metadata.num_row_groups):
        end += file.metadata.row_group(index).num_rows
        yield from _group(file, index, counter, end)
        if counter.spent:
            return
        counter.place = end


def _group(file: pq.ParquetFile, index: int, counter: "Counter", end: int) -> Iterator[Row | Bad]:
    chunks = _chunks(file.metadata, index)
    if _encoded(chunks) > counter.left:
        yield counter.overspent()
        return
    try:
        rows = end - counter.place
        for batch in file.iter_batches(_rows_at_once(chunks, rows), row_groups=[index], use_threads=False):
            yield from counter.rows(batch)
            if counter.spent:
                return
    except UNREADABLE:
        yield counter.bad("ingest.parquet", "a row group cannot be read from here to its end")
        return
    if counter.place != end:
        yield counter.bad("ingest.parquet", "a row group holds another number of rows than it says")


def _chunks(metadata: pq.FileMetaData, index: int) -> list[pq.ColumnChunkMetaData]:
    group = metadata.row_group(index)
    return [group.column(number) for number in range(group.num_columns)]


def _encoded(chunks: list[pq.ColumnChunkMetaData]) -> int:
    """The least that a group decodes to; run lengths make millions of values of a few bytes."""
    return int(sum(max(chunk.total_uncompressed_size, 4 * chunk.num_values) for chunk in chunks))


def _rows_at_once(chunks: list[pq.ColumnChunkMetaData], rows: int) -> int:
    """So many that a batch stays small, whatever is in it."""
    average = _encoded(chunks) // max(1, rows)
    longest: list[int] = [chunk.total_uncompressed_size // 16 for chunk in chunks if _repeats_unseen(chunk)]
    return max(1, min(BATCH_ROWS, BATCH_BYTES // max(1, average, *longest)))


class Counter:
    """Turns Arrow batches into rows; knows the next row's place and what may still be decoded."""

    def __init__(self, caps: Caps, left: int) -> None:
        self.caps = caps
        self.left = left
        self.place = 1
        self.spent = False

    def bad(self, reason: str, evidence: str) -> Bad:
        return Bad(reason, self.place, 0, evidence)

    def overspent(self) -> Bad:
        self.spent = True
        return self.bad("ingest.expands", "the rest decodes to more than its file may")

    def rows(self, batch: pa.RecordBatch) -> Iterator[Row | Bad]:
        sizes = sum((decoded_sizes(column) for column in batch.columns), np.zeros(len(batch), np.int64))
        fitting = int(np.searchsorted(np.cumsum(sizes), self.left, side="right"))
        flaws: list[Flaw] = []
        names = batch.schema.names
        columns = [values(column, flaws) for column in batch.slice(0, fitting).columns]
        for size, *cells in zip(sizes.tolist(), *columns, strict=False):
            yield self._row(dict(zip(names, cells, strict=True)), size, bool(flaws))
            self.place += 1
        self.left -= int(sizes.sum())
        if fitting < len(batch):
            yield self.overspent()

    def _row(self, value: dict[str, Any], size: int, flawed: bool) -> Row | Bad:
        if size > self.caps.record_bytes:
            return self.bad("ingest.too_long", f"the record is longer than {self.caps.record_bytes} bytes")
        flaw = first_flaw(value) if flawed else None
        return self.bad(flaw.reason, flaw.evidence) if flaw else Row(value, self.place)
