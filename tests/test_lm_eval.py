"""The export to lm-evaluation-harness: YAML that parses, over rows that have the fields it names."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from schemas.errors import RecipeError
from stages.train.lm_eval import CHOICE, EXACT, Item, export

ITEMS = [
    Item([{"role": "user", "content": 'What is "2 + 3"?\n{{ask}} é'}], "5"),
    Item(
        [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Tea or ink?"}], "tea", ("ink", "tea")
    ),
]


def task(folder: Path, name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    said: dict[str, Any] = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    rows = Path(said["dataset_kwargs"]["data_files"]["test"]).read_text(encoding="utf-8")
    return said, [json.loads(row) for row in rows.splitlines()]


@pytest.mark.parametrize("name", ["plain", "with: colon", 'with "marks" {and} ü # 1'])
def test_the_tasks_parse_and_name_fields_that_are_there(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    written = export(folder, ITEMS, stop=["<|end|>"])
    assert {path.name for path in written} == {f"{EXACT}.yaml", f"{EXACT}.jsonl", f"{CHOICE}.yaml", f"{CHOICE}.jsonl"}
    for which, count in ((EXACT, 2), (CHOICE, 1)):
        said, rows = task(folder, which)
        assert (said["task"], said["dataset_path"], len(rows)) == (which, "json", count)
        for key in ("doc_to_text", "doc_to_target", "doc_to_choice"):
            assert key not in said or all(said[key] in row for row in rows)


def test_what_the_rows_say(tmp_path: Path) -> None:
    export(tmp_path, ITEMS, stop=["<|end|>"])
    said, rows = task(tmp_path, EXACT)
    assert (said["output_type"], said["generation_kwargs"]["until"]) == ("generate_until", ["<|end|>"])
    assert rows[0] == {"ask": 'What is "2 + 3"?\n{{ask}} é', "gold": "5"}
    said, rows = task(tmp_path, CHOICE)
    assert said["output_type"] == "multiple_choice"
    assert rows == [{"ask": "Be brief.\n\nTea or ink?", "options": ["ink", "tea"], "right": 1}]


def test_without_options_there_is_one_task(tmp_path: Path) -> None:
    assert [path.name for path in export(tmp_path, ITEMS[:1])] == [f"{EXACT}.yaml", f"{EXACT}.jsonl"]
    assert export(tmp_path / "none", []) == []


def test_a_gold_that_is_no_option_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="none of its options"):
        export(tmp_path, [Item([{"role": "user", "content": "?"}], "c", ("a", "b"))])
