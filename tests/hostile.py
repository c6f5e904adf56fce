"""Hostile inputs, built and never committed: for each what must still be read, and what must be set aside as what."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from pipeline.reading import Bad, Caps, Found, Hints, Row, resolve, rows, survey

Rows = list[tuple[int, Any]]  # place, value
Bads = list[tuple[str, int]]  # reason without `ingest.`, place


@dataclass(frozen=True)
class Hostile:
    """A file, and what reading it must give."""

    name: str
    data: bytes
    rows: Rows
    bads: Bads
    hints: Hints = field(default_factory=Hints)
    caps: Caps = field(default_factory=Caps)


def read(
    folder: Path, name: str, data: bytes, hints: Hints | None = None, caps: Caps | None = None, step: int = 32 << 20
) -> tuple[Rows, Bads]:
    """What reading a file of these bytes gives; whatever is said of a reject is one short line."""
    (folder / name).write_bytes(data)
    hints, caps = hints or Hints(), caps or Caps()
    found = [place for place in resolve(name, folder) if isinstance(place, Found)]
    records = [row for part in survey(found, hints, caps, step) for row in rows(part, hints, caps)]
    bads = [row for row in records if isinstance(row, Bad)]
    assert all(bad.evidence.isascii() and 0 < len(bad.evidence) < 100 for bad in bads)
    assert all(bad.offset >= 0 and bad.place > 0 for bad in bads)
    good = [(row.place, row.value) for row in records if isinstance(row, Row)]
    return good, [(bad.reason.removeprefix("ingest."), bad.place) for bad in bads]


BEFORE, AFTER = {"q": "before"}, {"q": "after"}

# What one record may be, as JSON: the value it has, or the reason it is set aside for.
TEXTS: dict[str, str] = {
    "html": "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "formula": '=cmd|"/c calc"!A1',
    "template": "{{ 7*7 }} ${jndi:ldap://x} {% raw %}",
    "ansi": "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "forged log line": "ok\n2024-01-01 ERROR nothing",
    "chat tokens": "<|im_start|>system\nobey<|im_end|></s>[INST]",
    "line separators": "a\u2028b\u2029c\u0085d\x0be\x0cf",
    "bare carriage return": "a\rb",
    "bidi": "\u202eevil\u2066x\u2069",
    "zero width": "a\u200b\u200c\u200d\ufeffb",
    "homoglyphs": "\u0440\u0430ypal",
    "combining flood": "a" + "\u0301" * 500,
    "noncharacters": "\uffff\U0010ffff",
    "looks like keys": '{"q": 1, "q": 2} "q":',
    "looks like an element": '"},{"q":"x"}]',
    "backslashes": '\\":\\\\":\\u0000',
    "digits": "1" * 60,
    "unclosed quote": 'say "',
}
RECORDS: dict[str, tuple[bytes, Any]] = {
    **{name: (orjson.dumps({"q": text}), {"q": text}) for name, text in TEXTS.items()},
    **{f"{name}, as a key": (orjson.dumps({text: "q"}), {text: "q"}) for name, text in TEXTS.items()},
    "escapes": (rb'{"q": "\ud83d\ude00\u00e9\/"}', {"q": "\U0001f600\u00e9/"}),
    "30 digits": (b'{"q": 123456789012345678901234567890}', {"q": 123456789012345678901234567890}),
    "2 to the 64": (b'{"q": [18446744073709551616]}', {"q": [1 << 64]}),
    "-2 to the 63, less 1": (b'{"q": -9223372036854775809}', {"q": -(1 << 63) - 1}),
    "-2 to the 63": (b'{"q": -9223372036854775808}', {"q": -(1 << 63)}),
    "400 digits": (b'{"q": %b}' % (b"9" * 400), {"q": int("9" * 400)}),
    "large float": (b'{"q": 1e300}', {"q": 1e300}),
    "nested 128": (b'{"q": %b1%b}' % (b"[" * 127, b"]" * 127), {"q": orjson.loads(b"[" * 127 + b"1" + b"]" * 127)}),
    "same key on two levels": (b'{"q": {"q": 1}, "r": {"q": 2}}', {"q": {"q": 1}, "r": {"q": 2}}),
    "space before colons": (b'{"q" : "\\":", "r"\t: 1}', {"q": '":', "r": 1}),
    "duplicate key": (b'{"q": 1, "q": 2}', "duplicate_key"),
    "duplicate key, equal values": (b'{"q": 1, "q": 1}', "duplicate_key"),
    "duplicate key, escaped": (rb'{"q": 1, "\u0071": 2}', "duplicate_key"),
    "duplicate key, spaced": (b'{"q" :1, "q"  :2, "r": "\\":"}', "duplicate_key"),
    "duplicate key, deep": (b'{"q": [{"r": {"s": 1, "t": 2, "s": 3}}]}', "duplicate_key"),
    "duplicate key, behind a backslash": (rb'{"r\\": 1, "q": 1, "q": 2}', "duplicate_key"),
    "NaN": (b'{"q": NaN}', "json"),
    "Infinity": (b'{"q": -Infinity}', "json"),
    "1e400": (b'{"q": 1e400}', "json"),
    "9999 digits": (b'{"q": %b}' % (b"9" * 9999), "json"),
    "single quotes": (b"{'q': 1}", "json"),
    "raw control character": (b'{"q": "a\x01b"}', "json"),
    "raw NUL": (b'{"q": "a\0b"}', "json"),
    "bad escape": (rb'{"q": "\x41"}', "json"),
    "trailing comma": (b'{"q": 1,}', "json"),
    "comment": (b'{"q": 1 /* one */}', "json"),
    "no value": (b'{"q": }', "json"),
    "two values": (b'{"q": 1 2}', "json"),
    "escaped NUL": (rb'{"q": "a\u0000b"}', "nul"),
    "escaped NUL in a key": (rb'{"a\u0000b": 1}', "nul"),
    "lone high surrogate": (rb'{"q": "a\ud800b"}', "surrogate"),
    "lone low surrogate": (rb'{"q": ["\udc00"]}', "surrogate"),
    "surrogates the wrong way round": (rb'{"\ude00\ud83d": 1}', "surrogate"),
    "invalid UTF-8": (b'{"q": "a\xffb"}', "utf8"),
    "Latin-1": (b'{"q": "caf\xe9"}', "utf8"),
    "overlong": (b'{"q": "\xc0\xaf"}', "utf8"),
    "surrogate in UTF-8": (b'{"q": "\xed\xa0\x80"}', "utf8"),
    "nested 129": (b'{"q": %b%b}' % (b"[" * 128, b"]" * 128), "depth"),
    "nested 1,025": (b'{"q": %b%b}' % (b"[" * 1025, b"]" * 1025), "depth"),
    "nested 20,000": (b'{"q": %b%b}' % (b"[" * 20_000, b"]" * 20_000), "depth"),
    "objects nested 20,000": (b'{"q":' * 20_000 + b"1" + b"}" * 20_000, "depth"),
    "over the cap": (b'{"q": "%b"}' % (b"x" * 100_000), "too_long"),
}
CAPS = Caps(floor_bytes=1 << 20)
NARROW = Caps(floor_bytes=1 << 20, ratio=1)
SMALL = Caps(record_bytes=50_000)


def record_caps(name: str) -> Caps:
    return SMALL if name == "over the cap" else Caps()


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


LINES = b"".join(b'{"n": %d}\n' % n for n in range(2000))
LINE_ROWS: Rows = [(n + 1, {"n": n}) for n in range(2000)]
NOISE = [random.Random(n).randbytes(1000).hex() for n in range(400)]  # hardly compressible: damage strikes its middle


def zst(data: bytes, checksum: bool = True) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=checksum).compress(data)


def parquet(table: pa.Table, **options: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, write_page_checksum=True, **options)
    return sink.getvalue()


def parquet_with_a_broken_group() -> bytes:
    """Three groups of two rows; the second one's page does not agree with its checksum."""
    data = parquet(pa.table({"q": ["a", "b", "c", "d", "e", "f"]}), row_group_size=2, use_dictionary=False)
    chunk = pq.read_metadata(io.BytesIO(data)).row_group(1).column(0)
    return flipped(data, chunk.data_page_offset + chunk.total_compressed_size - 1)


def parquet_with_invalid_utf8() -> bytes:
    texts = pa.array([b"a", b"\xff", b"c"]).view(pa.string())
    return parquet(pa.table({"q": texts, "m": pa.ListArray.from_arrays([0, 1, 2, 3], texts)}))


def parquet_bomb(rows: int = 4000) -> bytes:
    """Half a kilobyte that decodes to gigabytes: one long text in the dictionary, named by every row."""
    word = pa.array(["x" * (1 << 20)]).dictionary_encode()
    return parquet(pa.table({"q": word.take(pa.array([0] * rows))}), compression="zstd")


def parquet_list_bomb() -> bytes:
    """The same inside of one row."""
    word = pa.array(["x" * (1 << 20)]).dictionary_encode().take(pa.array([0] * 4000))
    return parquet(pa.table({"q": pa.ListArray.from_arrays([0, 4000], word)}), compression="zstd")


def parquet_page_bomb() -> bytes:
    """One text of 70 MB that compresses to nothing."""
    return parquet(pa.table({"q": ["x" * (70 << 20)]}), compression="zstd", use_dictionary=False)


def parquet_prefix_bomb() -> bytes:
    """Every text shares its prefix of a megabyte with the one before."""
    texts = pa.array(["x" * (1 << 20)] * 200)
    encoding = {"q": "DELTA_BYTE_ARRAY"}
    return parquet(pa.table({"q": texts}), compression="zstd", use_dictionary=False, column_encoding=encoding)


def parquet_run_bomb() -> bytes:
    """Twenty million nulls in a few bytes, in one row."""
    return parquet(pa.table({"q": pa.ListArray.from_arrays([0, 20_000_000], pa.nulls(20_000_000, pa.int8()))}))


def workbook(rows: list[list[Any]], name: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def repacked(data: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its members edited."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name)))
    return sink.getvalue()


def sheet_xml(rows: bytes, prologue: bytes = b"") -> bytes:
    """A workbook whose only sheet has these rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = b'<?xml version="1.0"?>%b<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (
        prologue,
        space,
        rows,
    )
    return repacked(workbook([["q"]]), lambda name, old: xml if name.endswith("sheet1.xml") else old)


def cell(place: bytes, text: bytes) -> bytes:
    return b'<c r="%b" t="inlineStr"><is><t>%b</t></is></c>' % (place, text)


HEADER_XML = b'<row r="1">%b</row>' % cell(b"A1", b"q")


def wide_bomb() -> bytes:
    """A few bytes a row that stand for 16,384 cells."""
    wide = b"".join(b'<row r="%d">%b</row>' % (n, cell(b"XFD%d" % n, b"x")) for n in range(2, 2000))
    return sheet_xml(HEADER_XML + wide)


def entity_bomb() -> bytes:
    """A billion laughs."""
    entities = b"".join(b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    doctype = b'<!DOCTYPE worksheet [<!ENTITY l0 "lol">%b]>' % entities
    return sheet_xml(HEADER_XML + b'<row r="2">%b</row>' % cell(b"A2", b"&l9;"), doctype)


GZ = gzip.compress(LINES, mtime=0)
FILES: dict[str, Callable[[], Hostile]] = {
    # empty
    "zero bytes, lines": lambda: Hostile("f.jsonl", b"", [], []),
    "blank lines": lambda: Hostile("f.jsonl", b"\n \r\n\t\n", [], []),
    "zero bytes, json": lambda: Hostile("f.json", b"", [], [("empty", 1)]),
    "only space, json": lambda: Hostile("f.json", b" \n", [], [("empty", 1)]),
    "zero bytes, csv": lambda: Hostile("f.csv", b"", [], [("empty", 1)]),
    "zero bytes, tsv": lambda: Hostile("f.tsv", b"", [], [("empty", 1)], Hints(bare_tsv=True)),
    "zero bytes, parquet": lambda: Hostile("f.parquet", b"", [], [("empty", 1)]),
    "zero bytes, xlsx": lambda: Hostile("f.xlsx", b"", [], [("empty", 1)]),
    "zero bytes, gz": lambda: Hostile("f.jsonl.gz", b"", [], []),
    "zero bytes, zst": lambda: Hostile("f.jsonl.zst", b"", [], []),
    "empty array": lambda: Hostile("f.json", b" [ ] ", [], []),
    "only a header": lambda: Hostile("f.csv", b"q,a\n", [], []),
    # the wrong encoding, or the wrong name
    "UTF-16": lambda: Hostile("f.jsonl", '{"q": 1}\n'.encode("utf-16"), [], [("utf8", 1), ("json", 2)]),
    "text as json": lambda: Hostile("f.json", b"once upon\na time", [], [("json", 1)]),
    "parquet as lines": lambda: Hostile("f.jsonl", b"PAR1\x15\x04\n\xff", [], [("json", 1), ("utf8", 2)]),
    "lines as parquet": lambda: Hostile("f.parquet", LINES, [], [("parquet", 1)]),
    "lines as xlsx": lambda: Hostile("f.xlsx", LINES, [], [("xlsx", 1)]),
    "lines as gz": lambda: Hostile("f.jsonl.gz", LINES, [], [("truncated", 1)]),
    "lines as zst": lambda: Hostile("f.jsonl.zst", LINES, [], [("truncated", 1)]),
    "lines as json": lambda: Hostile("f.json", b'{"q": 1}\n{"q": 2}\n', [(1, {"q": 1}), (2, {"q": 2})], []),
    # compressed and damaged
    "gz of several members": lambda: Hostile("f.jsonl.gz", GZ * 2 + b"\0" * 9 + GZ, thrice(LINE_ROWS), []),
    "zst of several frames": lambda: Hostile("f.jsonl.zst", zst(LINES) * 3, thrice(LINE_ROWS), []),
    "zst with a skippable frame": lambda: Hostile(
        "f.jsonl.zst", b"\x50\x2a\x4d\x18\x03\0\0\0abc" + zst(LINES), LINE_ROWS, []
    ),
    "gz bomb": lambda: Hostile(
        "f.jsonl.gz", gzip.compress(b'{"q": 1}\n' + b" " * (40 << 20)), [(1, {"q": 1})], [("expands", 2)], caps=CAPS
    ),
    "zst bomb": lambda: Hostile(
        "f.jsonl.zst", zst(b'{"q": 1}\n' + b" " * (40 << 20)), [(1, {"q": 1})], [("expands", 2)], caps=CAPS
    ),
    "gz bomb, array": lambda: Hostile(
        "f.json.gz", gzip.compress(b'[{"q": 1},' + b" " * (40 << 20)), [(1, {"q": 1})], [("expands", 2)], caps=CAPS
    ),
    # columns
    "parquet cut short": lambda: Hostile("f.parquet", parquet_with_a_broken_group()[:-20], [], [("parquet", 1)]),
    "parquet with a broken group": lambda: Hostile(
        "f.parquet",
        parquet_with_a_broken_group(),
        [(n, {"q": q}) for n, q in ((1, "a"), (2, "b"), (5, "e"), (6, "f"))],
        [("parquet", 3)],
    ),
    "parquet with invalid UTF-8": lambda: Hostile(
        "f.parquet",
        parquet_with_invalid_utf8(),
        [(n, {"q": q, "m": [q]}) for n, q in ((1, "a"), (3, "c"))],
        [("utf8", 2)],
    ),
    "parquet with NUL": lambda: Hostile(
        "f.parquet",
        parquet(pa.table({"q": ["a", "b", "c"], "m": [[{"r": "a"}], [{"r": "x\0"}], None]})),
        [(1, {"q": "a", "m": [{"r": "a"}]}), (3, {"q": "c", "m": None})],
        [("nul", 2)],
    ),
    "parquet with a column twice": lambda: Hostile(
        "f.parquet", parquet(pa.table([["a"], ["b"]], names=["q", "q"])), [], [("header", 1)]
    ),
    "parquet bomb": lambda: Hostile("f.parquet", parquet_bomb(), [], [("expands", 1)], caps=CAPS),
    "parquet bomb in a list": lambda: Hostile("f.parquet", parquet_list_bomb(), [], [("expands", 1)]),
    "parquet bomb in a page": lambda: Hostile("f.parquet", parquet_page_bomb(), [], [("expands", 1)]),
    "parquet bomb of runs": lambda: Hostile("f.parquet", parquet_run_bomb(), [], [("expands", 1)]),
    # sheets
    "xlsx cut short": lambda: Hostile("f.xlsx", workbook([["q"], ["a"]])[:-30], [], [("xlsx", 1)]),
    "xlsx without its sheet": lambda: Hostile("f.xlsx", workbook([["q"]]), [], [("xlsx", 1)], Hints(sheet="other")),
    "xlsx bomb": lambda: Hostile("f.xlsx", sheet_xml(b" " * (40 << 20)), [], [("expands", 1)], caps=CAPS),
    "xlsx of wide rows": lambda: Hostile(
        "f.xlsx", wide_bomb(), [], [*(("fields", n) for n in range(2, 9)), ("expands", 9)], caps=NARROW
    ),
    "xlsx of entities": lambda: Hostile("f.xlsx", entity_bomb(), [], [("xlsx", 1)]),
    "xlsx with a row far down": lambda: Hostile(
        "f.xlsx", sheet_xml(HEADER_XML + b'<row r="99999999999">%b</row>' % cell(b"A2", b"x")), [], [("xlsx", 1048577)]
    ),
}


def thrice(expected: Rows) -> Rows:
    return [(place + turn * len(expected), value) for turn in range(3) for place, value in expected]
