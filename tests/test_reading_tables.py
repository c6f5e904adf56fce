"""CSV and TSV: records over line ends, and quotes that never close."""

from pathlib import Path

import pytest

from hostile import TEXTS, Bads, Rows, read
from pipeline.reading import Caps, Hints

HEAD = b"q,a\n"


def qa(place: int, q: str, a: str) -> tuple[int, dict[str, str]]:
    return place, {"q": q, "a": a}


GOOD = qa(2, "1", "2")
CASES: dict[str, tuple[bytes, Rows, Bads]] = {
    "plain": (b"q,a\n1,2\n3,4", [GOOD, qa(3, "3", "4")], []),
    "byte order mark, CRLF, blank lines": (b"\xef\xbb\xbfq,a\r\n\r\n1,2\r\n \r\n", [qa(3, "1", "2")], []),
    "quoted": (HEAD + b'"1","2"\n"a ""b"" c","d,e"\n', [GOOD, qa(3, 'a "b" c', "d,e")], []),
    "over lines": (HEAD + b'1,2\n"a\nb\r\n\n",c\n3,4\n', [GOOD, qa(3, "a\nb\r\n\n", "c"), qa(7, "3", "4")], []),
    "two open fields in a record": (HEAD + b'"a\n","\nb"\n1,2\n', [qa(2, "a\n", "\nb"), qa(5, "1", "2")], []),
    "empty cells stay": (HEAD + b',\n"",NA\n', [qa(2, "", ""), qa(3, "", "NA")], []),
    "a quote inside": (HEAD + b'1,2\n5" nail,x\n3,4\n', [GOOD, qa(3, '5" nail', "x"), qa(4, "3", "4")], []),
    "never closed": (HEAD + b'1,2\n"x,3\n4,5\n6,7\n', [GOOD, qa(4, "4", "5"), qa(5, "6", "7")], [("csv", 3)]),
    "never closed, last line": (HEAD + b'1,2\n3,"x', [GOOD], [("csv", 3)]),
    "never closed, quotes behind": (
        HEAD + b'1,2\n"x,3\n4,5\n"6\n6",7\n8,9\n',
        [GOOD, qa(4, "4", "5"), qa(5, "6\n6", "7"), qa(7, "8", "9")],
        [("csv", 3)],
    ),
    "never closed, twice": (
        HEAD + b'"x,3\n4,5\n"y,6\n7,8\n',
        [qa(3, "4", "5"), qa(5, "7", "8")],
        [("csv", 2), ("csv", 4)],
    ),
    "text behind a quote": (HEAD + b'1,2\n"x"y,3\n4,5\n', [GOOD, qa(4, "4", "5")], [("csv", 3)]),
    "too few, too many": (HEAD + b"1\n1,2,3\n1,2\n", [qa(4, "1", "2")], [("fields", 2), ("fields", 3)]),
    "too many, over lines": (HEAD + b'"a\nb",2,3\n1,2\n', [qa(4, "1", "2")], [("fields", 2)]),
    "invalid UTF-8": (HEAD + b"1,\xff\n1,2\n", [qa(3, "1", "2")], [("utf8", 2)]),
    "NUL": (HEAD + b"1,\0\n1,2\n", [qa(3, "1", "2")], [("nul", 2)]),
    "bare carriage return": (HEAD + b'1,a\rb\n"a\rb",2\n', [qa(3, "a\rb", "2")], [("csv", 2)]),
    "Unicode line ends": (HEAD + "a\u2028b,c\x85d\n".encode(), [qa(2, "a\u2028b", "c\x85d")], []),
    "over the cap": (HEAD + b"1,2\n%b,3\n4,5\n" % (b"x" * 5000), [GOOD, qa(4, "4", "5")], [("too_long", 3)]),
    "over the cap by its lines": (
        HEAD + b'"x\n' + b"1,2\n" * 600,
        [qa(n, "1", "2") for n in range(3, 603)],
        [("csv", 2)],
    ),
    "header over lines": (b'"q\nr",a\n1,2\n', [(3, {"q\nr": "1", "a": "2"})], []),
    "header twice the same": (b"q,q\n1,2\n", [], [("header", 1)]),
    "header with a gap": (b"q,\n1,2\n", [], [("header", 1)]),
    "header never closed": (b'"q,a\n1,2\n', [], [("csv", 1)]),
    "header not UTF-8": (b"\xff,a\n1,2\n", [], [("utf8", 1)]),
    "only blank lines": (b"\n\n", [], [("empty", 1)]),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("chunk", [3, 1 << 20])
def test_a_csv(tmp_path: Path, name: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.streams.CHUNK", chunk)
    data, good, bad = CASES[name]
    assert read(tmp_path, "f.csv", data, caps=Caps(record_bytes=2000)) == (good, bad)


@pytest.mark.parametrize("name", CASES)
def test_a_tsv_is_the_same_with_tabs(tmp_path: Path, name: str) -> None:
    data, good, bad = CASES[name]
    tabbed = [(place, {key: text.replace(",", "\t") for key, text in row.items()}) for place, row in good]
    assert read(tmp_path, "f.tsv", data.replace(b",", b"\t"), caps=Caps(record_bytes=2000)) == (tabbed, bad)


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_passes_through_a_quoted_cell(tmp_path: Path, name: str) -> None:
    cell = '"' + TEXTS[name].replace('"', '""') + '"'
    place = 3 + 2 * TEXTS[name].count("\n")
    data = f"q,a\n{cell},{cell}\n1,2\n".encode()
    assert read(tmp_path, "f.csv", data) == ([qa(2, TEXTS[name], TEXTS[name]), qa(place, "1", "2")], [])


def test_a_bare_tsv_is_cells_and_nothing_else(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbfWhy\\n"so\t"yes\tit is.\r\n\n\t\n\xff\t\na\0\tb\none\n' + b"x" * 3000
    rows = [(1, ['Why\\n"so', '"yes', "it is."]), (3, ["", ""]), (6, ["one"])]
    bads = [("utf8", 4), ("nul", 5), ("too_long", 7)]
    assert read(tmp_path, "f.tsv", data, Hints(bare_tsv=True), Caps(record_bytes=2000)) == (rows, bads)
