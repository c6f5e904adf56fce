"""A part to its rows and rejects, whatever the format."""

from collections.abc import Iterator
from itertools import islice

from pipeline.reading.arrays import read_json
from pipeline.reading.jsonl import read_lines
from pipeline.reading.part import Bad, Caps, Hints, Part, Row
from pipeline.reading.tables import read_table


def rows(part: Part, hints: Hints | None = None, caps: Caps | None = None) -> Iterator[Row | Bad]:
    """Every record of a part once, good or bad, in order; whatever is in the data, it is no exception."""
    hints, caps = hints or Hints(), caps or Caps()
    found = _read(part, hints, caps)
    if not part.intact and hints.truncated == "quarantine":
        found = map(_set_aside, found)
    return islice(found, hints.limit)


def _read(part: Part, hints: Hints, caps: Caps) -> Iterator[Row | Bad]:
    if part.kind == "jsonl":
        return read_lines(part, caps, caps.record_bytes)
    if part.kind == "json":
        return read_json(part, hints, caps)
    if part.kind in ("csv", "tsv"):
        return read_table(part, hints, caps)
    if part.kind == "parquet":
        from pipeline.reading.columnar import read_parquet

        return read_parquet(part, caps)
    if part.kind == "xlsx":
        from pipeline.reading.sheets import read_sheet

        return read_sheet(part, hints, caps)
    from pipeline.reading.hub import read_hub

    return read_hub(part, hints, caps)


def _set_aside(found: Row | Bad) -> Row | Bad:
    """A row of a damaged file: counted, and not trusted."""
    if isinstance(found, Bad):
        return found
    return Bad("ingest.truncated", found.place, 0, "a row of a damaged file, read before the damage")
