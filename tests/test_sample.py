"""The bundled sample: rewritten to the same bytes, and labelled as its README says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

SAMPLE = Path(__file__).parents[1] / "sample"
DATA = SAMPLE / "data"
ORIGIN_FOLDERS = {"flan_cot": "flan/cot", "flan_ni": "flan/ni", "flan_hub": "flan"}
SOURCES = {"alpaca", "dolly", "flan_hub", "flan_cot", "flan_ni", "support", "handbook"}
VERDICTS = {"drop", "rewrite", "review", "quarantine", "label", "keep"}
FAULTS = {
    *("exact_duplicate", "near_duplicate", "arithmetic", "mojibake", "control_token", "language", "toxic", "leaked"),
    *("overrepresented", "ambiguous", "licence", "corrupt"),
    *(
        f"contradiction.{kind}"
        for kind in ("polarity", "choice", "label", "mapping", "negation", "number", "date", "entity")
    ),
    *(f"corrupt.{kind}" for kind in ("json", "utf8", "duplicate_key", "nul", "surrogate", "shape", "roles")),
    *(f"pii.{kind}" for kind in ("email", "phone", "card", "iban", "crypto", "ssn", "national_id", "passport")),
    *(f"pii.{kind}" for kind in ("driver_license", "bank_account", "medical_id", "secret", "ip", "address")),
    *("pii.birth_date", "pii.person"),
    *(f"defect.{kind}" for kind in ("placeholder_input", "input_repeats_instruction", "empty_output", "empty_ask")),
    *(f"defect.{kind}" for kind in ("placeholder_output", "merged_records", "missing_attachment", "url_only_input")),
    *(f"defect.{kind}" for kind in ("missing_referent", "refusal", "ai_disclaimer", "truncated", "echo")),
    *(f"defect.{kind}" for kind in ("capability_media", "capability_realtime", "capability_action")),
    *("defect.description_not_content", "defect.no_code_in_answer"),
}
REASONS = {"", "policy.licence", "duplicate.exact", "dedup", "decontamination"} | {
    *(f"repair.{what}" for what in ("mojibake", "placeholder_input", "echoed_input", "control_token", "empty_output")),
    "repair.empty_ask",
    *(f"ingest.{what}" for what in ("json", "utf8", "duplicate_key", "nul", "surrogate", "shape", "roles")),
}
WITHOUT_NEAR_MISS = {"overrepresented", "defect.empty_ask"}
Fields = dict[str, str]


@cache
def truth() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / "truth.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


def jsonl(path: Path) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
        try:
            yield f"{path.name}:{number}", json.loads(line)
        except ValueError:
            yield f"{path.name}:{number}", None


def _texts(record: Any, **names: str) -> Fields:
    if not isinstance(record, dict):
        return {}
    return {field: record[name] for field, name in names.items() if isinstance(record.get(name), str)}


def _conversation(record: Any) -> Fields:
    if not isinstance(record, dict) or len(record["messages"]) < 2:
        return {}
    messages = record["messages"]
    system = messages[0]["content"] if messages[0]["role"] == "system" else ""
    rest = [m["content"] for m in messages if m["role"] != "system"]
    history = {f"history.{index}.content": text for index, text in enumerate(rest[:-2])}
    return {"system": system, "instruction": rest[-2], "output": rest[-1]} | history


def _cot() -> Iterator[tuple[str, Fields]]:
    for path in sorted((DATA / "flan/cot").glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 1):
            cells = line.split("\t")
            yield f"{path.name}:{number}", dict(zip(("instruction", "output"), cells, strict=False))


def _ni() -> Iterator[tuple[str, Fields]]:
    for path in sorted((DATA / "flan/ni").glob("*.json")):
        task = json.loads(path.read_text(encoding="utf-8"))
        for number, row in enumerate(task["Instances"], 1):
            yield (
                f"{path.name}:{number}",
                {
                    "instruction": task["Definition"],
                    "input": row["input"],
                    "output": row["output"][0],
                },
            )


def _sheet() -> Iterator[tuple[str, Fields]]:
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(DATA / "handbook.xlsx") as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    for row in list(sheet.iter(f"{space}row"))[1:]:
        cells = {(cell.get("r") or "")[0]: "".join(cell.itertext()) for cell in row}
        yield (
            f"handbook.xlsx:{row.get('r')}",
            {"instruction": cells["B"], "input": cells.get("C", ""), "output": cells.get("D", "")},
        )


@cache
def rows() -> dict[str, dict[str, Fields]]:
    alpaca = json.loads((DATA / "alpaca.json").read_text(encoding="utf-8"))
    plain = {"instruction": "instruction", "input": "input", "output": "output"}
    dolly = {"instruction": "instruction", "input": "context", "output": "response"}
    hub = {"instruction": "inputs", "output": "targets"}
    return {
        "alpaca": {f"alpaca.json:{n}": _texts(row, **plain) for n, row in enumerate(alpaca, 1)},
        "dolly": {o: _texts(row, **dolly) for o, row in jsonl(DATA / "dolly.jsonl")},
        "flan_hub": {o: _texts(row, **hub) for o, row in jsonl(DATA / "flan/hub.jsonl")},
        "flan_cot": dict(_cot()),
        "flan_ni": dict(_ni()),
        "support": {o: _conversation(row) for o, row in jsonl(DATA / "support.jsonl")},
        "handbook": dict(_sheet()),
    }


def folded(fields: Fields) -> tuple[str, str]:
    def fold(text: str) -> str:
        return re.sub(r"[\s\u200b]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()

    history = [text for name, text in sorted(fields.items()) if name.startswith("history")]
    ask = " ".join([fields.get("system", ""), *history, fields.get("instruction", ""), fields.get("input", "")])
    return fold(ask), fold(fields.get("output", ""))


def files(folder: Path) -> dict[str, bytes]:
    found = [*folder.glob("data/**/*.*"), folder / "eval.jsonl", folder / "truth.jsonl"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if path.is_file()}


@pytest.mark.parametrize("seed", ["0", "99"])
def test_written_anew_it_has_the_same_bytes(tmp_path: Path, seed: str) -> None:
    environment = {"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, str(SAMPLE / "write.py"), "--out", str(tmp_path)], check=True, env=environment)
    assert files(tmp_path) == files(SAMPLE)


def test_it_is_large_enough_and_small_enough() -> None:
    assert sum(len(found) for found in rows().values()) >= 3000
    assert (
        sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file() and path.suffix != ".pyc") < 4_000_000
    )


def test_the_workbook_opens_in_a_reader() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(DATA / "handbook.xlsx", read_only=True)
    found = list(book.active.iter_rows(values_only=True))
    book.close()
    assert found[0] == ("Topic", "Question", "Background", "Answer", "Owner", "Licence")
    assert len(found) == len(rows()["handbook"]) + 1
    assert {row[5] for row in found[1:]} == {"LicenseRef-own", "LicenseRef-partner-no-training"}


def test_truth_is_sorted_and_its_vocabulary_closed() -> None:
    places = [(entry["origin"].rpartition(":")[0], int(entry["origin"].rpartition(":")[2])) for entry in truth()]
    assert places == sorted(set(places))
    for entry in truth():
        assert entry["source"] in SOURCES and entry["kind"] in {"fault", "near_miss"}, entry
        assert entry["fault"] in FAULTS and entry["verdict"] in VERDICTS and entry["reason"] in REASONS, entry
        assert entry["note"] and (entry["kind"] == "fault" or entry["verdict"] == "keep"), entry


def test_every_fault_is_planted_and_has_a_near_miss() -> None:
    planted = Counter(entry["fault"] for entry in truth() if entry["kind"] == "fault")
    near = {entry["fault"] for entry in truth() if entry["kind"] == "near_miss"}
    assert set(planted) == FAULTS - {"corrupt"}
    assert {fault for fault in planted if not fault.startswith("corrupt.")} - near == WITHOUT_NEAR_MISS
    assert "corrupt" in near


def test_every_origin_and_rival_exists() -> None:
    everywhere = {origin for found in rows().values() for origin in found}
    assert len(everywhere) == sum(len(found) for found in rows().values())
    for entry in truth():
        assert entry["origin"] in rows()[entry["source"]], entry
        assert set(entry["rivals"]) <= everywhere - {entry["origin"]}, entry


def test_rivals_name_each_other() -> None:
    groups = {entry["origin"]: {entry["origin"], *entry["rivals"]} for entry in truth() if entry["rivals"]}
    for group in groups.values():
        assert all(groups[member] == group for member in group)


def test_every_span_holds_text_inside_its_field() -> None:
    for entry in truth():
        fields = rows()[entry["source"]][entry["origin"]]
        assert bool(entry["spans"]) == (entry["kind"] == "fault" and entry["fault"].startswith("pii.")), entry
        for span in entry["spans"]:
            text = fields[span["field"]]
            assert 0 <= span["start"] < span["end"] <= len(text), entry
            value = text[span["start"] : span["end"]]
            assert value == value.strip() and value, entry


def test_a_personal_value_stands_nowhere_outside_its_spans() -> None:
    for entry in truth():
        fields = rows()[entry["source"]][entry["origin"]]
        for name, text in fields.items():
            blanked = text
            for span in entry["spans"]:
                if span["field"] == name:
                    blanked = blanked[: span["start"]] + "\0" * (span["end"] - span["start"]) + blanked[span["end"] :]
            values = [fields[span["field"]][span["start"] : span["end"]] for span in entry["spans"]]
            assert not [value for value in values if value in blanked], entry


def test_rows_without_a_label_differ_from_all_others() -> None:
    labelled = {(entry["source"], entry["origin"]) for entry in truth()}
    folds: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for source, found in rows().items():
        for origin, fields in found.items():
            folds.setdefault(folded(fields), []).append((source, origin))
    twins = [group for group in folds.values() if len(group) > 1 and not labelled.issuperset(group)]
    assert twins == []


def test_equal_asks_without_a_label_have_one_answer() -> None:
    labelled = {(entry["source"], entry["origin"]) for entry in truth()}
    asks: dict[str, list[tuple[str, str]]] = {}
    for source, found in rows().items():
        for origin, fields in found.items():
            asks.setdefault(folded(fields)[0], []).append((source, origin))
    assert [group for group in asks.values() if len(group) > 1 and not labelled.issuperset(group)] == []


def test_the_readme_counts_what_is_planted() -> None:
    found = re.findall(r"^\| `([\w.]+)` \| (\d+) \| (\d+) \|", (SAMPLE / "README.md").read_text(encoding="utf-8"), re.M)
    planted = Counter((entry["fault"], entry["kind"]) for entry in truth())
    assert {fault: (int(faults), int(near)) for fault, faults, near in found} == {
        fault: (planted[fault, "fault"], planted[fault, "near_miss"]) for fault, _ in planted
    }
