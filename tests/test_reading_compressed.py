"""Compressed files: whole ones read as the plain ones do, damaged ones as the recipe says."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from hostile import GZ, LINE_ROWS, LINES, NOISE, flipped, read, zst
from pipeline.reading import Caps, Found, Hints, resolve, survey

PACK: dict[str, Callable[[bytes], bytes]] = {"gz": lambda data: gzip.compress(data, mtime=0), "zst": zst}
ROWS_CSV = b"n,m\n" + b"".join(b"%d,x\n" % n for n in range(500))
PLAIN: dict[str, bytes] = {
    "f.jsonl": LINES,
    "f.ndjson": LINES,
    "f.json": b"[" + b",".join(LINES.splitlines()) + b"]",
    "f.csv": ROWS_CSV,
    "f.tsv": ROWS_CSV.replace(b",", b"\t"),
}
LONG = "".join(f'{{"q": "{noise}"}}\n' for noise in NOISE).encode()


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("ending", PACK)
def test_a_compressed_file_reads_like_the_plain_one(tmp_path: Path, name: str, ending: str) -> None:
    plain = read(tmp_path, name, PLAIN[name])
    assert plain[0] and not plain[1]
    assert read(tmp_path, f"{name}.{ending}", PACK[ending](PLAIN[name])) == plain


@pytest.mark.parametrize("ending", PACK)
def test_what_a_slice_expands_to_is_all_read(tmp_path: Path, ending: str) -> None:
    data = b'{"q": 1}\n' + b" " * (5 << 20) + b'{"q": 2}\n'
    assert read(tmp_path, f"f.jsonl.{ending}", PACK[ending](data)) == ([(1, {"q": 1}), (2, {"q": 2})], [])


def damaged(ending: str, how: str) -> bytes:
    data = PACK[ending](LONG)
    return data[: len(data) // 2] if how == "cut" else flipped(data, len(data) // 2)


@pytest.mark.parametrize("ending", PACK)
@pytest.mark.parametrize("how", ["cut", "flipped"])
def test_a_damaged_file_is_kept_up_to_the_damage_where_the_recipe_says_so(
    tmp_path: Path, ending: str, how: str
) -> None:
    data = damaged(ending, how)
    rows, bads = read(tmp_path, f"f.jsonl.{ending}", data, Hints(truncated="keep"))
    assert len(NOISE) // 3 < len(rows) < len(NOISE) + (how == "flipped")
    if how == "cut":
        assert rows == [(place, {"q": noise}) for place, noise in enumerate(NOISE[: len(rows)], 1)]
        assert bads == [("truncated", len(rows) + 1)]
    assert bads[-1][0] == "truncated"


@pytest.mark.parametrize("ending", PACK)
@pytest.mark.parametrize("how", ["cut", "flipped"])
def test_else_every_row_of_it_is_set_aside_and_counted(tmp_path: Path, ending: str, how: str) -> None:
    data = damaged(ending, how)
    kept = read(tmp_path, f"f.jsonl.{ending}", data, Hints(truncated="keep"))
    rows, bads = read(tmp_path, f"f.jsonl.{ending}", data)
    assert rows == []
    assert sorted(place for _, place in bads) == sorted(place for place, _ in [*kept[0]] + [b[::-1] for b in kept[1]])


@pytest.mark.parametrize("name", ["f.jsonl.gz", "f.json.gz", "f.csv.gz"])
def test_a_cut_anywhere_loses_nothing_unseen(tmp_path: Path, name: str) -> None:
    plain = PLAIN[name.removesuffix(".gz")]
    data = PACK["gz"](plain)
    whole, _ = read(tmp_path, name, data)
    for end in range(1, len(data), len(data) // 23):
        rows, bads = read(tmp_path, name, data[:end], Hints(truncated="keep"))
        assert rows == whole[: len(rows)]
        assert bads == [("truncated", len(rows) + (2 if "csv" in name and rows else 1))]


def test_the_last_checksum_counts(tmp_path: Path) -> None:
    rows, bads = read(tmp_path, "f.jsonl.gz", flipped(GZ, len(GZ) - 6), Hints(truncated="keep"))
    assert (rows, bads) == (LINE_ROWS, [("truncated", 2001)])


def test_bytes_behind_the_last_member_are_damage(tmp_path: Path) -> None:
    rows, bads = read(tmp_path, "f.jsonl.gz", GZ + b"more", Hints(truncated="keep"))
    assert (rows, bads) == (LINE_ROWS, [("truncated", 2001)])


def test_millions_of_members_take_no_longer_than_their_bytes(tmp_path: Path) -> None:
    line = gzip.compress(b'{"q":1}\n', mtime=0)
    rows, bads = read(tmp_path, "f.jsonl.gz", line * 20_000)
    assert (len(rows), bads) == (20_000, [])


def test_the_survey_says_whether_a_file_decodes_to_its_end(tmp_path: Path) -> None:
    for name, data in {"a.jsonl.gz": GZ, "b.jsonl.gz": GZ[:-9], "c.jsonl.zst": zst(LINES)[:-1]}.items():
        (tmp_path / name).write_bytes(data)
    found = [place for place in resolve(".", tmp_path) if isinstance(place, Found)]
    assert [(part.name[0], part.intact) for part in survey(found)] == [("a", True), ("b", False), ("c", False)]


def test_too_much_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b" " * (2 << 20)))
    [found] = resolve("a.jsonl.gz", tmp_path)
    assert isinstance(found, Found)
    assert [part.intact for part in survey(found, caps=Caps(floor_bytes=1 << 20, ratio=2))] == [True]
