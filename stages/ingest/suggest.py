"""Suggest: which columns of an unknown file look like the fields of a pair, for a person to confirm."""

import re

# in order of preference; a header matches by its whole name first, then by its last word
LIKELY: dict[str, tuple[str, ...]] = {
    "instruction": ("instruction", "question", "prompt", "ask", "query", "request"),
    "output": ("output", "answer", "response", "reply", "completion", "target", "solution"),
    "input": ("input", "context", "background", "passage"),
    "system": ("system", "system_prompt", "system_message"),
    "task": ("task", "category", "topic"),
    "language": ("language", "lang", "locale"),
    "licence": ("licence", "license"),
    "made_by": ("made_by", "model", "model_name", "generator"),
    "source_task": ("source_task", "task_name"),
}


def suggest_columns(header: list[str]) -> dict[str, str]:
    """Field of a pair → column; no column is suggested twice, and a field that nothing looks like is left out."""
    whole = {column: _words(column) for column in header}
    chosen: dict[str, str] = {}
    for spelt in (whole, {column: name.rpartition("_")[2] for column, name in whole.items()}):
        for field, names in LIKELY.items():
            free = [column for column in header if column not in chosen.values()]
            match = next((column for name in names for column in free if spelt[column] == name), None)
            if field not in chosen and match is not None:
                chosen[field] = match
    return {field: chosen[field] for field in LIKELY if field in chosen}


def _words(column: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_")
