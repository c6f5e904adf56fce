"""Parts: cut at lines, told apart by their bytes, and read to the same rows however a file is cut."""

import pickle
from hashlib import sha256
from pathlib import Path

import pytest

from hostile import LINE_ROWS, LINES, read
from pipeline.reading import Bad, Caps, Found, Hints, Part, Row, resolve, rows, survey

TEXTS: dict[str, bytes] = {
    "lines": LINES,
    "no newline at the end": LINES[:-1],
    "CRLF and blank lines": LINES.replace(b"\n", b"\r\n\n"),
    "byte order mark": b"\xef\xbb\xbf" + LINES,
    "one long line": b'{"n": "%b"}\n{"n": 2}\n' % (b"x" * 5000),
    "bad lines": LINES.replace(b"7}", b"7"),
    "only newlines": b"\n" * 3000,
    "no newline": b'{"n": 1}',
    "nothing": b"",
}


def parts_of(folder: Path, data: bytes, step: int, hints: Hints | None = None, name: str = "f.jsonl") -> list[Part]:
    (folder / name).write_bytes(data)
    [found] = resolve(name, folder)
    assert isinstance(found, Found)
    return survey(found, hints, part_bytes=step)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("step", [1, 7, 50, 1000, 1 << 20])
@pytest.mark.parametrize("chunk", [64, 1 << 20])
def test_rows_are_the_same_however_the_file_is_cut(
    tmp_path: Path, name: str, step: int, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(tmp_path, "f.jsonl", TEXTS[name])
    monkeypatch.setattr("pipeline.reading.cuts.CHUNK", chunk)
    assert read(tmp_path, "f.jsonl", TEXTS[name], step=step) == whole


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("step", [1, 50, 1000, 1 << 20])
def test_parts_cover_the_file_and_end_with_a_line(tmp_path: Path, name: str, step: int) -> None:
    data = TEXTS[name]
    parts = parts_of(tmp_path, data, step)
    bounds = [(part.start, part.end) for part in parts]
    assert [part.index for part in parts] == list(range(len(parts)))
    assert [start for start, _ in bounds] == [0, *(end for _, end in bounds)][:-1] and bounds[-1][1] == len(data)
    for part in parts:
        piece = data[part.start : part.end]
        assert part.fingerprint == sha256(piece).hexdigest()
        assert part.first_place == data[: part.start].count(b"\n") + 1
        assert part is parts[-1] or piece.endswith(b"\n")


def test_a_line_belongs_to_the_step_it_starts_in(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, b"0123456\n89\nbcdef\nhi\n", 8)
    assert [(part.start, part.end, part.first_place) for part in parts] == [(0, 8, 1), (8, 17, 2), (17, 20, 4)]


@pytest.mark.parametrize("step", [1, 50, 1 << 20])
@pytest.mark.parametrize("name", ["f.jsonl", "f.csv"])
def test_each_bad_line_says_where_it_begins(tmp_path: Path, name: str, step: int) -> None:
    bad = [b'"bad %d' % n for n in range(9)]
    data = b"\xef\xbb\xbf{}\n\r\n" + b"\n{}\n".join(bad) + b"\n%b\n{}" % (b"x" * 500)
    caps = Caps(record_bytes=300)
    found = [row for part in parts_of(tmp_path, data, step, name=name) for row in rows(part, caps=caps)]
    starts = [data[row.offset :].split(b"\n")[0] for row in found if isinstance(row, Bad)]
    assert starts == [*bad, b"x" * 500]
    assert [row.place for row in found if isinstance(row, Bad)] == [*range(3, 21, 2), 20]


def test_what_is_appended_leaves_earlier_parts_as_they_are(tmp_path: Path) -> None:
    before = parts_of(tmp_path, LINES, 1000)
    after = parts_of(tmp_path, LINES + b'{"n": "more"}\n', 1000)
    assert len(before) > 10 and before[:-1] == after[: len(before) - 1] and before[-1] != after[-1]


@pytest.mark.parametrize("name", ["f.json", "f.csv", "f.tsv", "f.parquet", "f.xlsx"])
def test_other_files_are_one_part(tmp_path: Path, name: str) -> None:
    [part] = parts_of(tmp_path, LINES, 50, name=name)
    assert (part.start, part.end, part.first_place, part.intact) == (0, None, 1, True)
    assert part.fingerprint == sha256(LINES).hexdigest()


def test_a_limit_counts_through_the_whole_file(tmp_path: Path) -> None:
    hints = Hints(limit=1500)
    [part] = parts_of(tmp_path, LINES, 50, hints)
    assert [(row.place, row.value) for row in rows(part, hints) if isinstance(row, Row)] == LINE_ROWS[:1500]


def test_a_file_that_goes_or_changes_is_a_reject(tmp_path: Path) -> None:
    for name in ("f.jsonl", "f.json", "f.csv", "f.parquet", "f.xlsx", "f.jsonl.gz"):
        parts = parts_of(tmp_path, LINES, 1 << 20, name=name)
        (tmp_path / name).unlink()
        assert [getattr(row, "reason", "") for row in rows(parts[0])] == ["ingest.unreadable"]
        [found] = [Found(str(tmp_path / name), name, parts[0].kind, parts[0].compression)]
        assert len(survey(found)) == 1


def test_parts_and_rows_travel_between_processes(tmp_path: Path) -> None:
    [part] = parts_of(tmp_path, LINES, 1 << 20)
    assert pickle.loads(pickle.dumps(part)) == part
    record = next(iter(rows(part)))
    assert pickle.loads(pickle.dumps(record)) == record
