"""Data sets of the hub, read offline from a cache that the test lays out as the hub's own client does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hostile import parquet
from pipeline.reading.hub import resolve_hub
from schemas.errors import RecipeError

OLD, NEW = "a" * 40, "b" * 40
TRAIN = "data/train-00000-of-00001.parquet"

SCRIPT = """
import json, socket, sys

def refuse(*args, **kwargs):
    raise OSError("no network in this test")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from pipeline.reading import Bad, Caps, Hints, Part, rows
from pipeline.reading.hub import resolve_hub
from schemas.errors import RecipeError, WinnowError

for uri, pins, hints in json.loads(sys.argv[1]):
    try:
        uri, revision = resolve_hub(uri, pins)
        part = Part(uri, "name", "hub", "", 0, 0, None, 1, revision, True)
        found = list(rows(part, Hints(**hints), Caps()))
        said = [[row.place, row.reason if isinstance(row, Bad) else row.value] for row in found]
        print(json.dumps([revision[:1], said]))
    except WinnowError as error:
        print(json.dumps([type(error).__name__, str(error)]))
"""


def table(*texts: str) -> bytes:
    return parquet(pa.table({"q": list(texts), "n": pa.array(range(len(texts)), pa.int32())}))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three data sets: one with two revisions, one of lines, two that are damaged."""
    cache = tmp_path_factory.mktemp("hub")
    store(cache, "acme/tables", OLD, {TRAIN: table("old")}, ref="v1")
    store(cache, "acme/tables", NEW, {TRAIN: table("new", "\u00e9"), "data/test-00000-of-00001.parquet": table("t")})
    lines = b'{"q": "a", "m": [{"r": "x"}]}\n{"q": null, "m": []}\n'
    store(cache, "acme/lines", NEW, {"train.jsonl": lines})
    sound = parquet(pa.table({"q": ["text"] * 4}), row_group_size=2, use_dictionary=False, compression="none")
    store(cache, "acme/cut", NEW, {TRAIN: sound[:-9]})
    store(cache, "acme/flipped", NEW, {TRAIN: sound[:9] + b"\xff" * 9 + sound[18:]})
    return cache


def store(cache: Path, repo: str, revision: str, files: dict[str, bytes], ref: str = "main") -> None:
    root = cache / ("datasets--" + repo.replace("/", "--"))
    for folder in ("refs", "blobs"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "refs" / ref).write_text(revision)
    for number, (name, data) in enumerate(files.items()):
        blob = root / "blobs" / f"{revision[:1]}{number}"
        blob.write_bytes(data)
        place = root / "snapshots" / revision / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(os.path.relpath(blob, place.parent))


def asked(cache: Path, *questions: tuple[str, dict[str, str], dict[str, Any]], offline: str = "1") -> list[Any]:
    env = {**os.environ, "HF_HUB_CACHE": str(cache), "HF_HOME": str(cache / "home"), "HF_HUB_OFFLINE": offline}
    command = [sys.executable, "-c", SCRIPT, json.dumps(questions)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_rows_come_from_the_revision_that_is_meant(cache: Path) -> None:
    uri = "hf://datasets/acme/tables"
    old, new = [[1, {"q": "old", "n": 0}]], [[1, {"q": "new", "n": 0}], [2, {"q": "\u00e9", "n": 1}]]
    found = asked(
        cache,
        (uri, {}, {}),
        (uri, {uri: OLD}, {}),
        (f"{uri}@v1", {}, {}),
        (f"{uri}@{OLD}", {}, {}),
        (uri, {}, {"split": "test"}),
        (uri, {}, {"limit": 1}),
        ("hf://datasets/acme/lines", {}, {}),
    )
    lines = [[1, {"q": "a", "m": [{"r": "x"}]}], [2, {"q": None, "m": []}]]
    test = [[1, {"q": "t", "n": 0}]]
    assert found == [["b", new], ["a", old], ["a", old], ["a", old], ["b", test], ["b", new[:1]], ["b", lines]]


def test_what_cannot_be_had_is_one_sentence(cache: Path) -> None:
    uri = "hf://datasets/acme/tables"
    found = asked(
        cache,
        ("hf://datasets/acme/none", {}, {}),
        (f"{uri}@v9", {}, {}),
        (uri, {uri: "c" * 40}, {}),
        (uri, {}, {"split": "other"}),
        (uri, {}, {"config": "other"}),
    )
    assert [kind for kind, _ in found] == ["RecipeError"] * 5
    assert all("acme" in said and "\n" not in said and said.count(". ") == 0 for _, said in found)


def test_data_that_cannot_be_read_is_set_aside(cache: Path) -> None:
    found = asked(cache, ("hf://datasets/acme/cut", {}, {}), ("hf://datasets/acme/flipped", {}, {}))
    assert found == [["b", [[1, "ingest.hub"]]]] * 2


def test_without_a_network_the_cache_is_asked_even_if_nobody_said_offline(cache: Path) -> None:
    [[kind, said]] = asked(cache, ("hf://datasets/acme/none", {}, {}), offline="0")
    assert kind == "RecipeError" and "cache" in said


@pytest.mark.parametrize("uri", ["hf://acme/x", "hf://datasets/", "hf://datasets/a/b/c", "hf://datasets/a b", "x"])
def test_what_is_no_uri_of_the_hub_is_refused(uri: str) -> None:
    with pytest.raises(RecipeError, match="hf://datasets/<owner>/<name>"):
        resolve_hub(uri, {})


def test_a_pin_needs_neither_network_nor_cache() -> None:
    assert resolve_hub("hf://datasets/acme/x@v1", {"hf://datasets/acme/x@v1": OLD}) == ("hf://datasets/acme/x@v1", OLD)
