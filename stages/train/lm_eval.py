"""Held-out items as tasks of lm-evaluation-harness, for users who have a hub: one by exact match, one by ranking."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import RecipeError
from stages.train import files

Message = dict[str, str]
EXACT, CHOICE = "winnow_closed", "winnow_choice"
_MOST_TOKENS = 64
# a bare field name is taken as it stands: in a template of theirs, a gold `[1]` would become a list
_EXACT = r"""# held-out asks with a short answer: {count} of them, answered freely and compared as text
task: {task}
dataset_path: json
dataset_kwargs:
  data_files:
    test: {file}  # absolute: if the folder moves, this must follow
test_split: test
target_delimiter: ''
output_type: generate_until
doc_to_text: ask
doc_to_target: gold
generation_kwargs:
  until: {until}
  do_sample: false
  temperature: 0.0
  max_gen_toks: {most_tokens}
filter_list:
  - name: stripped
    filter:
      - function: remove_whitespace
      - function: take_first
metric_list:
  - metric: exact_match
    aggregation: mean
    higher_is_better: true
    ignore_case: true
    regexes_to_ignore:
      - '^[\s*"]+'
      - '[\s*".!]+$'
num_fewshot: 0
metadata:
  version: 1.0
"""
_CHOICE = """# held-out asks that name their options: {count} of them, ranked by likelihood
task: {task}
dataset_path: json
dataset_kwargs:
  data_files:
    test: {file}  # absolute: if the folder moves, this must follow
test_split: test
target_delimiter: ''
output_type: multiple_choice
doc_to_text: ask
doc_to_choice: options
doc_to_target: right
metric_list:
  - metric: acc
    aggregation: mean
    higher_is_better: true
  - metric: acc_norm
    aggregation: mean
    higher_is_better: true
num_fewshot: 0
metadata:
  version: 1.0
"""


@dataclass(frozen=True)
class Item:
    """A prompt, its short answer, and the answers to rank where the ask names options."""

    prompt: Sequence[Message]
    gold: str
    options: Sequence[str] = ()


def export(folder: Path, items: Sequence[Item], stop: Sequence[str] = ()) -> list[Path]:
    """Writes what `task_files` says; `lm_eval run --include_path FOLDER` finds the tasks."""
    folder.mkdir(parents=True, exist_ok=True)
    made = task_files(folder, items, stop)
    for name, text in made.items():
        files.write(folder / name, text)
    return [folder / name for name in made]


def task_files(folder: Path, items: Sequence[Item], stop: Sequence[str] = ()) -> dict[str, str]:
    """Each file's name and text; a task without items has none."""
    choice = [_ranked(item) for item in items if item.options]
    free = [{"ask": _ask(item), "gold": item.gold} for item in items]
    texts: dict[str, str] = {}
    for task, template, rows in ((EXACT, _EXACT, free), (CHOICE, _CHOICE, choice)):
        if rows:
            file = f"{task}.jsonl"
            texts[f"{task}.yaml"] = template.format(
                task=task,
                count=len(rows),
                file=json.dumps(str((folder / file).absolute()), ensure_ascii=False),
                until=json.dumps(list(stop) or ["\n\n"], ensure_ascii=False),
                most_tokens=_MOST_TOKENS,
            )
            texts[file] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return texts


def _ranked(item: Item) -> dict[str, object]:
    if item.gold not in item.options:
        raise RecipeError(
            f"an item to export has the gold {item.gold[:80]!r}, which is none of its options: give it as one of them"
        )
    return {"ask": _ask(item), "options": list(item.options), "right": list(item.options).index(item.gold)}


def _ask(item: Item) -> str:
    """The turns as one text: the harness puts its own chat template around it."""
    return "\n\n".join(turn["content"] for turn in item.prompt)
