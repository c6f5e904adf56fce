"""Personal data in the names of sources and files: refused or masked before anything shows them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import corpus
from pipeline import store
from pipeline.cli import main
from pipeline.recipe import load
from pipeline.run import Finished
from pipeline.verify import verified
from schemas.errors import RecipeError

MAIL = "kai.lund@harrow-lintel.co"
PHONE = "415-867-5309"
RAW = (MAIL, "kai.lund", "harrow", PHONE, "867-5309")


def write(folder: Path) -> Path:
    """The corpus, its chats in a folder and files whose names hold personal data; one of them is a dead link."""
    recipe = corpus.write(folder)
    chats = folder / f"exports_{PHONE}" / "chats"
    (chats / MAIL).mkdir(parents=True)
    shutil.move(folder / "chats.jsonl", chats / MAIL / f"tickets_{PHONE}.jsonl")
    (chats / f"{MAIL}.jsonl").write_bytes(corpus.lines([{"messages": "broken"}, *corpus.chats(3)]))
    (chats / "jo@harrow-lintel.co.jsonl").write_bytes(b'{"cut off\n')
    (chats / f"old_{MAIL}.json").symlink_to(folder / "nowhere.json")
    text = recipe.read_text(encoding="utf-8").replace('"chats.jsonl"', f'"exports_{PHONE}/chats"')
    recipe.write_text(text.replace("refuse_makers", "# refuse_makers"), encoding="utf-8")
    return recipe


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return corpus.run(write(tmp_path_factory.mktemp("names")))


def told(*command: str) -> str:
    done = CliRunner().invoke(main, list(command))
    assert done.exit_code == 0, done.output
    return done.output


def test_no_file_of_the_run_shows_them(finished: Finished) -> None:
    for name, content in corpus.bytes_of(finished.folder).items():
        shown = content.decode("utf-8", "replace")
        if name.endswith(".parquet"):
            shown = str(store.read_table(finished.folder / name).to_pylist())
        assert not [raw for raw in RAW if raw in name or raw in shown], name


def test_they_are_masked_one_number_a_value(finished: Finished) -> None:
    tables = [store.read_table(path) for path in sorted((finished.folder / "texts").glob("chats-*.parquet"))]
    files = {row.rpartition(":")[0] for table in tables for row in table["origin"].to_pylist()}
    assert files == {"<EMAIL_2>.jsonl", "<EMAIL_2>/tickets_<PHONE_1>.jsonl"}
    refused = [
        row
        for path in sorted((finished.folder / "ledgers" / "00-ingest").glob("chats-*.parquet"))
        for row in store.read_table(path)["pair_id"].to_pylist()
    ]
    assert sorted(refused) == [
        "chats@<EMAIL_1>.jsonl:1",
        "chats@<EMAIL_2>.jsonl:1",
        "chats@<EMAIL_3>.json:0",
    ]
    (source,) = [one for one in finished.manifest.recipe["source"] if one["name"] == "chats"]
    assert source["path"] == "exports_<PHONE_1>/chats"
    assert not verified(finished.folder)["changed"]


def test_the_commands_show_them_masked(finished: Finished) -> None:
    folder = str(finished.folder)
    recipe = str(finished.folder.parent / "recipe.toml")
    outputs = [
        told("plan", recipe),
        told("curate", recipe),
        told("show", folder, "--stage", "ingest"),
        told("explain", "<EMAIL_2>.jsonl:1", "--run", folder),
        told("explain", "<EMAIL_2>/tickets_<PHONE_1>.jsonl:3", "--run", folder, "--json"),
    ]
    assert not [(raw, output) for output in outputs for raw in RAW if raw in output]
    assert "chats@<EMAIL_2>.jsonl:1" in outputs[3]


def test_two_workers_and_a_second_run_name_them_alike(finished: Finished, tmp_path: Path) -> None:
    recipe = write(tmp_path)
    other = corpus.run(recipe, workers=2)
    assert other.manifest == finished.manifest
    assert corpus.run(recipe).was_finished


def test_without_pii_they_stay(tmp_path: Path) -> None:
    done = corpus.run(write(tmp_path), 'chain.skip=["pii"]')
    (source,) = [one for one in done.manifest.recipe["source"] if one["name"] == "chats"]
    assert source["path"] == f"exports_{PHONE}/chats"


def test_ordinary_names_stay(tmp_path: Path) -> None:
    from pipeline.naming import _found

    recipe = load(corpus.write(tmp_path))
    ordinary = """train-00000-of-00001-a09b74b3ef9c3b56.parquet  alpaca_data_cleaned_52k.json  part-00017.jsonl.gz
    2024-03-12_10-15-30.jsonl  20240312101530.csv  1699999999.jsonl  v1.2.3.4.jsonl  task1234_cosmos_qa.json
    chat_2023-11-14T22-13-20Z.json  550e8400-e29b-41d4-a716-446655440000.jsonl  a@b.json  1234567890.tsv"""
    assert not any(_found(ordinary.split(), recipe.sources[0], recipe))


@pytest.mark.parametrize("name", [f"tickets-{PHONE}", "ssn_536-22-8145", "card-4532769012354873"])
def test_such_a_source_is_refused_before_any_work(tmp_path: Path, name: str) -> None:
    recipe = corpus.write(tmp_path, corpus.RECIPE.replace('"chats"', f'"{name}"'))
    with pytest.raises(
        RecipeError, match=r"\[\[source\]\] number 3 holds personal data \((PHONE|US_SSN|CRED.*)\)"
    ) as e:
        corpus.run(recipe)
    assert name not in str(e.value) and "\n" not in str(e.value)
    done = CliRunner().invoke(main, ["curate", str(recipe)])
    assert done.exit_code == 2 and name not in done.output
    assert not list(tmp_path.glob("run/**/*.parquet"))


def test_a_source_s_own_settings_hold_for_its_names(tmp_path: Path) -> None:
    recipe = write(tmp_path)
    done = corpus.run(recipe, 'pii.sources.chats.profile="minimal"')
    (source,) = [one for one in done.manifest.recipe["source"] if one["name"] == "chats"]
    assert source["path"] == f"exports_{PHONE}/chats", "minimal looks for no phone numbers"
    assert MAIL not in json.dumps(done.manifest.model_dump())


def test_names_that_would_be_one_are_refused(tmp_path: Path) -> None:
    recipe = write(tmp_path)
    chats = tmp_path / f"exports_{PHONE}" / "chats"
    (chats / "<EMAIL_2>.jsonl").write_bytes(b"")
    with pytest.raises(RecipeError, match="two files have one name"):
        corpus.run(recipe)
