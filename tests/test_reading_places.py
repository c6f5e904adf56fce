"""Paths: which files a source means, in an order and under names that are the same on every machine."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading import Found, Refused, passed_over, resolve
from schemas.errors import RecipeError


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A recipe's folder with data, and something outside of it that links point to."""
    for name in ("data/b.jsonl", "data/a.json.gz", "data/sub/c.CSV", "data/sub/deep/d.parquet", "data/[x].tsv"):
        (tmp_path / "base" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "base" / name).write_bytes(b"x")
    for name in ("data/.hidden.jsonl", "data/README.md", "data/.git/e.jsonl", "data/p.parquet.gz", "data/none"):
        (tmp_path / "base" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "base" / name).write_bytes(b"x")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.jsonl").write_bytes(b"x")
    return tmp_path / "base"


def names(path: str, base: Path) -> list[tuple[str, str]]:
    return [(f.name, f.reason if isinstance(f, Refused) else f.kind + f.compression) for f in resolve(path, base)]


ALL = [
    ("[x].tsv", "tsv"),
    ("a.json.gz", "jsongz"),
    ("b.jsonl", "jsonl"),
    ("sub/c.CSV", "csv"),
    ("sub/deep/d.parquet", "parquet"),
]
WANTED: dict[str, list[tuple[str, str]]] = {
    "data": ALL,
    "data/": ALL,
    "./data/../data": ALL,
    "data/b.jsonl": [("b.jsonl", "jsonl")],
    "data/[x].tsv": [("[x].tsv", "tsv")],
    "data/*": ALL[:3],
    "data/**": ALL,
    "data/*.json*": ALL[1:3],
    "data/**/*.CSV": [ALL[3]],
    "*/sub/**/*.parquet": [("data/sub/deep/d.parquet", "parquet")],
    "data/sub": [("c.CSV", "csv"), ("deep/d.parquet", "parquet")],
}


@pytest.mark.parametrize("path", WANTED)
def test_a_path_means_these_files(base: Path, path: str) -> None:
    assert names(path, base) == WANTED[path]


def test_an_absolute_path_is_as_good(base: Path, tmp_path: Path) -> None:
    assert names(str(base / "data"), tmp_path) == ALL
    assert names(str(base / "data" / "*.jsonl"), tmp_path) == [("b.jsonl", "jsonl")]


def test_files_of_unknown_endings_are_left_out_by_name(base: Path) -> None:
    assert passed_over("data", base) == ["README.md", "none", "p.parquet.gz"]
    assert passed_over("data/R*", base) == ["README.md"]
    assert passed_over("data/b.jsonl", base) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nothing.jsonl", "does not exist"),
        ("nothing/", "does not exist"),
        ("data/*.xlsx", "nothing to read"),
        ("data/.git/../.git/x*", "nothing to read"),
        ("data/README.md", "ending"),
        ("data/p.parquet.gz", "ending"),
        ("empty", "nothing to read"),
        ("fifo.jsonl", "a FIFO"),
        ("/dev/null", "a device"),
        ("dangling.jsonl", "does not exist"),
    ],
)
def test_what_the_recipe_names_wrongly_is_an_error_in_one_sentence(base: Path, path: str, said: str) -> None:
    (base / "empty").mkdir()
    os.mkfifo(base / "fifo.jsonl")
    (base / "dangling.jsonl").symlink_to("nowhere")
    with pytest.raises(RecipeError, match=said) as error:
        resolve(path, base)
    assert repr(path).strip("'") in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("path", ["data", "data/**"])
def test_what_is_no_file_of_the_source_is_set_aside(base: Path, path: str) -> None:
    os.mkfifo(base / "data" / "pipe.jsonl")
    (base / "data" / "gone.jsonl").symlink_to("nowhere")
    (base / "data" / "loop.jsonl").symlink_to("loop.jsonl")
    (base / "data" / "leak.jsonl").symlink_to("../../outside/secret.jsonl")
    (base / "data" / "dir.jsonl").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(base / "data")  # the path of a socket must be short
        bound.bind("sock.jsonl")
        refused = [(name, reason) for name, reason in names(path, base) if reason.startswith("ingest.")]
    assert refused == [
        ("gone.jsonl", "ingest.not_a_file"),
        ("leak.jsonl", "ingest.outside_root"),
        ("loop.jsonl", "ingest.not_a_file"),
        ("pipe.jsonl", "ingest.not_a_file"),
        ("sock.jsonl", "ingest.not_a_file"),
    ]


def test_a_folder_that_links_out_is_not_entered(base: Path) -> None:
    (base / "data" / "out").symlink_to("../../outside")
    assert ("out", "ingest.outside_root") in names("data", base)
    assert names("data/*/*.jsonl", base) == [("out/secret.jsonl", "ingest.outside_root")]


def test_a_pattern_that_climbs_out_is_refused(base: Path) -> None:
    assert names("data/*/../../../outside/*.jsonl", base) == [
        ("sub/../../../outside/secret.jsonl", "ingest.outside_root")
    ]


@pytest.mark.parametrize("path", ["data", "data/**"])
def test_each_file_is_read_once_whatever_links_lead_to_it(base: Path, path: str) -> None:
    (base / "data" / "again.jsonl").symlink_to("b.jsonl")
    (base / "data" / "sub" / "up").symlink_to("..")
    assert names(path, base) == ALL


def test_a_folder_that_cannot_be_listed_is_not_passed_over(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def refuse(path: str) -> Any:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(RecipeError, match="cannot be listed"):
        resolve("data", base)


def test_a_named_link_is_followed(base: Path) -> None:
    (base / "mine.jsonl").symlink_to("../outside/secret.jsonl")
    (base / "mine").symlink_to("../outside")
    assert names("mine.jsonl", base) == [("mine.jsonl", "jsonl")]
    assert names("mine", base) == names("mine/*", base) == [("secret.jsonl", "jsonl")]


def test_names_do_not_depend_on_where_the_source_lies(base: Path) -> None:
    base.rename(base.parent / "moved")
    assert [f.name for f in resolve("data", base.parent / "moved")] == [name for name, _ in ALL]


def test_hostile_names_are_only_names(base: Path) -> None:
    (base / "odd").mkdir()
    for name in ("$(id).jsonl", "a\nb.jsonl", "\x1b[31m.jsonl", "-rf.jsonl", "<script>.jsonl", "\u202e.jsonl"):
        (base / "odd" / name).write_bytes(b"")
    assert len([f for f in resolve("odd", base) if isinstance(f, Found)]) == 6
