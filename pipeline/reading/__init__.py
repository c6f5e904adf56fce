"""The reading floor: files to raw rows or recorded rejects; nothing is lost and nothing crashes."""

from pipeline.reading.cuts import survey
from pipeline.reading.part import Bad, Caps, Found, Hints, Part, Refused, Row
from pipeline.reading.places import HUB, passed_over, resolve
from pipeline.reading.reader import rows

__all__ = ["HUB", "Bad", "Caps", "Found", "Hints", "Part", "Refused", "Row", "passed_over", "resolve", "rows", "survey"]
