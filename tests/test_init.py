"""Init: a recipe that plans and runs as it is written, for every format, and one sentence for every broken file."""

import csv
import gzip
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import corpus
from pipeline.cli import main
from pipeline.init import guessed, told, write_recipe
from pipeline.plan import planned
from pipeline.recipe import load
from pipeline.run import curate
from schemas.errors import RecipeError

SNI = {
    "Definition": ["Say the opposite."],
    "Instances": [{"id": f"t-{n}", "input": f"word {n}", "output": [f"drow {n}"]} for n in range(250)],
}
CONVERSATION = [{"from": "human", "value": "Hello?"}, {"from": "gpt", "value": "Hello."}]
TREE = {
    "prompt": {"role": "prompter", "text": "Why?", "replies": [{"role": "assistant", "text": "So.", "replies": []}]}
}
OWN = [{"Question": f"What is {n}?", "Background": "", "Our answer": f"It is {n}.", "by": "me"} for n in range(5)]


def write(folder: Path, name: str, rows: list[Any]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".json"):
        path.write_text(json.dumps(rows))
    elif name.endswith(".gz"):
        path.write_bytes(gzip.compress(corpus.lines(rows)))
    elif name.endswith((".csv", ".tsv")):
        with open(path, "w", newline="") as file:
            writer = csv.writer(file, delimiter="\t" if name.endswith(".tsv") else ",", lineterminator="\n")
            writer.writerows([list(rows[0]), *(list(row.values()) for row in rows)])
    else:
        path.write_bytes(corpus.lines(rows))
    return path


def files(folder: Path) -> dict[str, str]:
    """One file of each format, and what it is."""
    write(folder, "alpaca.json", corpus.alpaca())
    write(folder, "dolly.jsonl", corpus.dolly())
    write(folder, "chats.jsonl.gz", corpus.chats())
    write(folder, "sharegpt.json", [{"conversations": CONVERSATION}] * 3)
    write(folder, "trees.jsonl", [TREE])
    write(folder, "p3.jsonl", [{"inputs": "Two and two?", "targets": "Four.", "task_name": "sums"}])
    (folder / "task1.json").write_text(json.dumps(SNI))
    (folder / "thought.tsv").write_text("Two and two?\t4\tCount on.\nThree and three?\t6\tCount on.\n")
    write(folder, "headed.tsv", [{"instruction": "Ask", "input": "", "output": "Answer"}])
    write(folder, "ours.csv", OWN)
    return {
        "alpaca.json": "alpaca",
        "dolly.jsonl": "dolly",
        "chats.jsonl.gz": "messages",
        "sharegpt.json": "sharegpt",
        "trees.jsonl": "oasst",
        "p3.jsonl": "flan",
        "task1.json": "flan",
        "thought.tsv": "flan",
        "headed.tsv": "alpaca",
        "ours.csv": "columns",
    }


def winnow(*args: object) -> Any:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def refused(*args: object) -> str:
    result = winnow("init", *args)
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output + repr(result.exception)
    return str(result.output)


def test_every_format_is_guessed_and_its_recipe_runs(tmp_path: Path) -> None:
    """Files in one folder, the recipe in another, its paths relative to it."""
    formats = files(tmp_path / "data")
    recipe = tmp_path / "recipes" / "new.toml"
    said = winnow("init", *(tmp_path / "data" / name for name in formats), "-o", recipe, "--name", "all")
    assert said.exit_code == 0, said.output
    loaded = load(recipe, (f'run.out="{tmp_path / "run"}"',))
    assert [source.table.format for source in loaded.sources] == list(formats.values())
    assert {source.table.licence for source in loaded.sources} == {"unknown"}
    assert all(source.table.path.startswith("../data/") for source in loaded.sources)
    assert str(tmp_path) not in recipe.read_text()
    assert len(planned(loaded)["sources"]) == len(formats)
    lanes = curate(loaded, workers=1).manifest.lanes
    assert lanes["task1"].rows_in == 250
    assert all(lane.train + lane.held for lane in lanes.values())
    assert sum(lane.quarantined for lane in lanes.values()) == 0


def test_plan_accepts_it_as_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "dolly.jsonl", corpus.dolly())
    monkeypatch.chdir(tmp_path)
    assert winnow("init", "dolly.jsonl").exit_code == 0
    plan = winnow("plan", "recipe.toml", "--json")
    assert plan.exit_code == 0
    assert json.loads(plan.output)["run"] == "runs/dolly"
    assert json.loads(plan.output)["sources"][0]["path"] == "dolly.jsonl"


def test_the_settings_in_comments_are_settings(tmp_path: Path) -> None:
    """Uncommented, each says what holds anyway."""
    path = write(tmp_path, "dolly.jsonl", corpus.dolly())
    recipe = tmp_path / "recipe.toml"
    text = write_recipe(guessed([str(path)]), recipe, None, False)
    before = load(recipe).resolved()
    recipe.write_text(re.sub(r"(?m)^# (\w+ = )", r"\1", text))
    assert recipe.read_text() != text
    assert load(recipe).resolved() == before


def test_three_rows_are_shown_and_nothing_in_them_steers_the_terminal(tmp_path: Path) -> None:
    rows = [{"instruction": f"\x1b[2JAsk {n}\n\u202e", "output": "word " * 100} for n in range(5)]
    said = winnow("init", write(tmp_path, "a\x1b[31m.jsonl", rows), "-o", tmp_path / "r.toml").output
    assert said.count("  ask     ␛[2JAsk ") == 3
    assert "⏎⟨U+202E⟩" in said
    assert "… (500 characters)" in said
    assert "\x1b" not in said
    assert load(tmp_path / "r.toml").sources[0].table.path == "a\x1b[31m.jsonl"


def test_columns_are_suggested(tmp_path: Path) -> None:
    guess = guessed([str(write(tmp_path, "ours.csv", OWN))])[0]
    assert guess.settings == {"columns": {"instruction": "Question", "output": "Our answer", "input": "Background"}}
    assert "columns (instruction = Question, output = Our answer" in told([guess], Path("recipe.toml"))


def test_names_are_plain_and_each_its_own(tmp_path: Path) -> None:
    rows = corpus.dolly()
    paths = [
        write(tmp_path, "a/däta set (1).jsonl", rows),
        write(tmp_path, "b/däta set (1).jsonl", rows),
        write(tmp_path, "日本.jsonl", rows),
        write(tmp_path, f'{"x" * 90}"quoted".jsonl', rows),
    ]
    winnow("init", *paths, "-o", tmp_path / "r.toml")
    loaded = load(tmp_path / "r.toml")
    assert [source.name for source in loaded.sources] == ["d-ta-set-1", "d-ta-set-1-2", "source", "x" * 48]
    assert curate(load(tmp_path / "r.toml", (f'run.out="{tmp_path / "run"}"',)), workers=1).manifest.lanes["source"]


def test_folders_and_globs(tmp_path: Path) -> None:
    write(tmp_path, "many/1.jsonl", corpus.dolly(3))
    write(tmp_path, "many/2.jsonl", corpus.dolly(3))
    said = winnow("init", tmp_path / "many", f"{tmp_path}/many/*.jsonl", "-o", tmp_path / "r.toml", "--json")
    sources = json.loads(said.output)["sources"]
    assert [(source["name"], source["format"], source["seen"]) for source in sources] == [
        ("many", "dolly", 12),
        ("source", "dolly", 12),
    ]


def test_a_file_with_some_bad_rows_says_how_many_are_good(tmp_path: Path) -> None:
    path = tmp_path / "half.jsonl"
    path.write_bytes(corpus.lines(corpus.dolly(2)) + b"{nonsense\n" + corpus.lines([{"instruction": "no response"}]))
    guess = guessed([str(path)])[0]
    assert (guess.format, guess.read, guess.seen) == ("dolly", 5, 7)


BROKEN = {
    "empty.jsonl": (b"", "check the file"),
    "empty.json": (b"", "the file is empty"),
    "blank.jsonl": (b"\n\n", "check the file"),
    "bytes.jsonl": (b"\xff\xfe\x00\n" * 3, "none of the first 3 rows can be read: not UTF-8"),
    "torn.json": (b'[{"instruction": "a', "none of the first"),
    "torn.jsonl.gz": (gzip.compress(corpus.lines(corpus.dolly()))[:40], "gzip stream ends early"),
    "not.parquet": (b"PAR1 but no more", "none of the first"),
    "not.xlsx": (b"no zip", "the workbook cannot be read"),
    "numbers.jsonl": (b"1\n2\n", "not objects"),
    "lists.json": (b'[["a", "b"]]', "not objects"),
    "text.txt": (b"hello", "the ending of 'text.txt' is unknown"),
}


ODD = {
    "odd.jsonl": (b'{"left": "a", "right\\u001b": "b"}\n', "no format fits; its columns are 'left', 'right␛'"),
    "half.csv": (b"question,notes\nWhy?,none\n", "no format fits; its columns are 'question', 'notes'"),
    "four.tsv": (b"a\tb\tc\td\n1\t2\t3\t4\n", "no format fits"),
    "lists.jsonl": (b'{"question": ["a"], "answer": ["b"]}\n' * 3, "no format fits"),
}


@pytest.mark.parametrize("name", ODD)
def test_a_file_that_is_not_recognised_leaves_a_mapping_to_fill_in(tmp_path: Path, name: str) -> None:
    content, says = ODD[name]
    (tmp_path / name).write_bytes(content)
    target = tmp_path / "r.toml"
    said = winnow("init", write(tmp_path, "dolly.jsonl", corpus.dolly()), tmp_path / name, "-o", target)
    assert said.exit_code == 0, said.output
    assert f"NOT RECOGNISED: {says}" in said.output
    stem = name.partition(".")[0]
    assert f"fill in `columns` of {stem}, set the licences" in said.output
    assert "FILL IN which column" in target.read_text()
    with pytest.raises(RecipeError, match=rf"\[\[source\]\] {stem}.*columns must map instruction and output"):
        load(target)


def test_the_mapping_that_was_filled_in_runs(tmp_path: Path) -> None:
    path = write(tmp_path, "own.csv", [{"left\t1": f"Ask {n}", 'right "2"': f"Answer {n}"} for n in range(5)])
    target = tmp_path / "r.toml"
    assert winnow("init", path, "-o", target).exit_code == 0
    text = target.read_text()
    names = re.findall(r"(?m)^#   (.+)$", text)
    filled = f"columns = {{ instruction = {names[0]}, output = {names[1]} }}"
    target.write_text(re.sub(r"(?m)^columns = .*$", lambda _: filled, text))
    lane = curate(load(target, (f'run.out="{tmp_path / "run"}"',)), workers=1).manifest.lanes["own"]
    assert (lane.rows_in, lane.quarantined) == (5, 0)


def test_a_folder_of_several_kinds_is_no_recipe_that_reads_nothing(tmp_path: Path) -> None:
    write(tmp_path, "mixed/a.jsonl", [{"Frage": f"a {n}", "x": 1} for n in range(80)])
    write(tmp_path, "mixed/b.jsonl", [{"Antwort": f"b {n}", "y": 2} for n in range(80)])
    guess = guessed([str(tmp_path / "mixed")])[0]
    assert (guess.read, guess.settings, guess.todo) == (0, {"columns": {}}, ("Frage", "x", "Antwort", "y"))
    assert "name each file by itself" in told([guess], Path("r.toml"))
    write(tmp_path, "half/a.jsonl", corpus.dolly(30)[:30])
    write(tmp_path, "half/b.jsonl", [{"Frage": "a", "x": 1}] * 80)
    guess = guessed([str(tmp_path / "half")])[0]
    assert (guess.format, guess.read, guess.seen) == ("dolly", 30, 110)
    assert "MOST ROWS DO NOT READ" in told([guess], Path("r.toml"))


def test_turns_before_an_ask_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, "talk.json", [{"conversations": CONVERSATION * 3}, {"conversations": CONVERSATION}])
    said = told(guessed([str(path)]), Path("r.toml"))
    assert "  ask     (after 4 turns) Hello?" in said
    assert "  ask     Hello?" in said


def test_other_sheets_are_told_and_may_be_taken(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["question", "answer"])
    book.worksheets[0].append(["Why?", "So."])
    book.create_sheet('Mehr "2"').append(["question", "answer"])
    book['Mehr "2"'].append(["Where?", "Here."])
    book.create_sheet("nothing")
    book.save(tmp_path / "two.xlsx")
    target = tmp_path / "r.toml"
    said = winnow("init", tmp_path / "two.xlsx", "-o", target)
    assert "1 more sheet is not read: 'Mehr \"2\"'" in said.output
    text = target.read_text()
    assert load(target).sources[0].table.sheet is None
    target.write_text(text.replace("# sheet", "sheet"))
    assert load(target).sources[0].table.sheet == 'Mehr "2"'


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence(tmp_path: Path, name: str) -> None:
    content, says = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    assert says in refused(tmp_path / name, "-o", tmp_path / "r.toml")
    assert not (tmp_path / "r.toml").exists()


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "dolly.jsonl", corpus.dolly())
    target = tmp_path / "r.toml"
    assert "does not exist" in refused(tmp_path / "nowhere.jsonl", "-o", target)
    assert "named twice" in refused(path, f"{tmp_path}/./dolly.jsonl", "-o", target)
    assert "is no plain name" in refused(path, "-o", target, "--name", "my run")
    (tmp_path / "empty").mkdir()
    assert "nothing to read" in refused(tmp_path / "empty", "-o", target)
    (tmp_path / "empty" / "link.jsonl").symlink_to(path)
    assert "no file in it may be opened" in refused(tmp_path / "empty", "-o", target)
    assert "cannot be written" in refused(path, "-o", path / "r.toml")
    assert not target.exists()
    target.write_text("mine")
    assert "is there already" in refused(path, "-o", target)
    assert target.read_text() == "mine"
    assert winnow("init", path, "-o", target, "--force").exit_code == 0
    assert winnow("init").exit_code == 2


def test_a_path_that_no_recipe_can_hold(tmp_path: Path) -> None:
    path = Path(f"{tmp_path}/\udcff.jsonl")
    try:
        path.write_bytes(corpus.lines(corpus.dolly()))
    except OSError:
        pytest.skip("this disk holds no such name")
    with pytest.raises(RecipeError, match="not UTF-8"):
        write_recipe(guessed([str(path)]), tmp_path / "r.toml", None, False)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_recipe_shows_how_an_evaluation_set_is_named(tmp_path: Path) -> None:
    """Uncommented, it names a set that a run refuses for what it lacks and for nothing else."""
    path = write(tmp_path, "dolly.jsonl", corpus.dolly())
    recipe = tmp_path / "recipe.toml"
    text = write_recipe(guessed([str(path)]), recipe, None, False)
    recipe.write_text(re.sub(r"(?m)^#   ", "", text))
    assert [table.name for table in load(recipe).references] == ["own-eval"]


def test_the_run_has_the_name_of_the_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "dolly.jsonl", corpus.dolly())
    monkeypatch.chdir(tmp_path)
    assert winnow("init", "dolly.jsonl", "-o", "our own.toml").exit_code == 0
    assert json.loads(winnow("plan", "our own.toml", "--json").output)["run"] == "runs/our-own"
