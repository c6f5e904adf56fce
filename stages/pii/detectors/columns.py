"""What stands below a heading in a table of a text: Markdown, CSV, TSV."""

from collections.abc import Iterator

_MARKS = "|\t;,"
_LONGEST_LINE = 400
_MOST_ROWS = 200


def cells_below(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The trimmed cells below the heading that stands here, until the table ends or a cell has no digit."""
    first = text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
    end = _line_end(text, max(first, at - _LONGEST_LINE))
    mark = next((mark for mark in _MARKS if mark in text[first:end]), "")
    if not mark or end < 0 or any(map(str.isdecimal, text[first:end])):
        return
    column, marks = text.count(mark, first, at), text.count(mark, first, end)
    for _ in range(_MOST_ROWS):
        first, end = end + 1, _line_end(text, end + 1)
        row = text[first:end] if end >= 0 else ""
        if row.count(mark) != marks:
            return
        if not row.strip("|-: \t"):
            continue
        cell = row.split(mark)[column]
        if not any(map(str.isdecimal, cell)):
            return
        start = first + sum(len(part) + 1 for part in row.split(mark)[:column])
        kept = cell.strip(" \t\"'`*")
        start += cell.index(kept)
        yield start, start + len(kept)


def _line_end(text: str, at: int) -> int:
    """Where the line ends; -1 where it is too long for a row."""
    end = text.find("\n", at, at + _LONGEST_LINE)
    if end >= 0:
        return end
    return len(text) if at < len(text) <= at + _LONGEST_LINE else -1
