"""FLAN 2022 in the three shapes it is passed on in: Hub mirrors, chain-of-thought TSV, Super-NaturalInstructions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from schemas.draft import Draft, Reject
from stages.ingest.cells import cells, named, rest, shape

TASK_NAMES = ("_task_name", "task_name", "task")
THOUGHT = ("question", "answer", "rationale")
TASK_FACTS = ("Categories", "Domains", "Source", "Input_language", "Output_language", "Instance License")


@dataclass(frozen=True)
class Flan:
    """`rationale`: where a chain of thought stands to its short answer, or `none` to leave it out."""

    format: ClassVar[str] = "flan"
    bare_tsv: ClassVar[bool] = True
    documents: ClassVar[bool] = True

    rationale: Literal["none", "before", "after"] = "before"

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject:
        if isinstance(row, (list, tuple)):
            return self._thought(row, file_stem)
        if isinstance(row, dict) and "instance" in row:
            return _instance(row, file_stem)
        return _mirrored(row, file_stem)

    def rows(self, document: dict[str, Any]) -> Iterable[Any]:
        """One row per Instance, each with the task's definition; what is no task file stays one row."""
        instances = document.get("Instances")
        if not isinstance(instances, list):
            yield document
            return
        task = {key: document[key] for key in ("Definition", *TASK_FACTS) if key in document}
        for instance in instances:
            yield {**task, "instance": instance}

    def _thought(self, row: list[Any] | tuple[Any, ...], file_stem: str) -> list[Draft] | Reject:
        if len(row) != 3:
            return shape(f"{len(row)} cells, not question, answer and rationale")
        for name, cell in zip(THOUGHT, row, strict=True):
            if not isinstance(cell, str):
                return shape(f"{name} is {named(cell)}, not text")
        # a TSV cell holds no line break, so the format writes one as these two characters
        question, answer, rationale = [cell.replace("\\n", "\n") for cell in row]
        if self.rationale == "none":
            output, meta = answer, {"rationale": rationale}
        else:
            parts = (rationale, answer) if self.rationale == "before" else (answer, rationale)
            output, meta = "\n".join(part for part in parts if part), {"answer": answer}
        return [Draft(question, output, source_task=file_stem, meta=rest(meta, ()))]


def _mirrored(row: Any, file_stem: str) -> list[Draft] | Reject:
    found = cells(row, ("inputs", "targets"), ("definition", *TASK_NAMES))
    if isinstance(found, Reject):
        return found
    inputs, targets, definition, *names = found
    named_by = next((key for key, name in zip(TASK_NAMES, names, strict=True) if name), "")
    task = row[named_by] if named_by else file_stem
    meta = rest(row, {"inputs", "targets", "definition", named_by})
    # mirrors of Super-NaturalInstructions keep the definition in a column of its own
    instruction, given = (definition, inputs) if definition else (inputs, "")
    return [Draft(instruction, targets, given, source_task=task, meta=meta)]


def _instance(row: dict[str, Any], file_stem: str) -> list[Draft] | Reject:
    definition = _only(row.get("Definition"))
    if not isinstance(definition, str):
        return shape("Definition is neither text nor a list of one text")
    instance = row["instance"]
    if not isinstance(instance, dict):
        return shape(f"instance is {named(instance)}, not an object")
    given, outputs = instance.get("input"), instance.get("output")
    references = [outputs] if isinstance(outputs, str) else outputs
    if not isinstance(given, str):
        return shape(f"input is {named(given)}, not text")
    if not isinstance(references, list) or not all(isinstance(text, str) for text in references):
        return shape("output is neither text nor a list of texts")
    output, *others = references or [""]
    meta = rest(row, {"Definition", "instance"}) | rest(instance, {"input", "output"})
    if others:
        meta["references"] = others
    return [Draft(definition, output, given, source_task=file_stem, meta=meta)]


def _only(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
