"""Writes the rows in the formats of their sources, and says where each of them came to stand."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from writing.core import Row
from writing.flan import TASK_FILES

CATEGORIES = {"extraction": "information_extraction"}
COLUMNS = ("Topic", "Question", "Background", "Answer", "Owner", "Licence")
EPOCH = (2024, 1, 1, 0, 0, 0)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _dolly(row: Row) -> dict[str, str]:
    category = row.task if row.task in DOLLY_TASKS else "open_qa"
    return {
        "instruction": row.instruction,
        "context": row.input,
        "response": row.output,
        "category": CATEGORIES.get(category, category),
    }


DOLLY_TASKS: tuple[str, ...] = ("open_qa", "general_qa", "closed_qa", "summarization", "extraction", "classification")
DOLLY_TASKS += ("brainstorming", "creative_writing")


def _hub(row: Row) -> dict[str, str]:
    return {"inputs": row.instruction, "targets": row.output} | row.extra


def _support(row: Row) -> dict[str, object]:
    turns = [("system", row.system)] if row.system else []
    turns += [*row.history, ("user", row.instruction), ("assistant", row.output)]
    return {"messages": [{"role": role, "content": content} for role, content in turns]}


def write_jsonl(path: Path, rows: list[Row]) -> None:
    shape = {"dolly": _dolly, "flan_hub": _hub, "support": _support}
    lines = []
    for number, row in enumerate(rows, 1):
        row.origin = f"{path.name}:{number}"
        lines.append(row.raw if row.raw is not None else _json(shape[row.source](row)).encode())
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def write_alpaca(path: Path, rows: list[Row]) -> None:
    items = []
    for number, row in enumerate(rows, 1):
        row.origin = f"{path.name}:{number}"
        items.append(row.shape or {"instruction": row.instruction, "input": row.input, "output": row.output})
    path.write_bytes((json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode())


def write_cot(folder: Path, rows: list[Row]) -> None:
    for name in sorted({row.extra["file"] for row in rows}):
        lines = []
        for number, row in enumerate((r for r in rows if r.extra["file"] == name), 1):
            row.origin = f"{name}:{number}"
            cells = (row.instruction, row.output, row.extra.get("why", ""))
            text = "\t".join(cell.replace("\n", "\\n") for cell in cells).encode()
            lines.append(row.raw if row.raw is not None else text)
        (folder / name).write_bytes(b"".join(line + b"\n" for line in lines))


def write_ni(folder: Path, rows: list[Row]) -> None:
    for name, task in TASK_FILES.items():
        chosen = [row for row in rows if row.extra["file"] == name]
        for number, row in enumerate(chosen, 1):
            row.origin = f"{name}:{number}"
        examples = [
            [{"input": given, "output": answer, "explanation": why} for given, answer, why in part]
            for part in (task.positive, task.negative)
        ]
        body = {
            "Contributors": ["the authors of the sample"],
            "Source": ["written for this sample"],
            "Categories": task.categories,
            "Definition": task.definition,
            "Positive Examples": examples[0],
            "Negative Examples": examples[1],
            "Instances": [{"input": row.input, "output": [row.output]} for row in chosen],
        }
        (folder / name).write_bytes((json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode())


def write_xlsx(path: Path, rows: list[Row]) -> None:
    """A workbook by hand and uncompressed: the same bytes under every version of every library."""
    cells: list[Iterable[str]] = [COLUMNS]
    for number, row in enumerate(rows, 2):
        row.origin = f"{path.name}:{number}"
        extra = {"Licence": "LicenseRef-own"} | row.extra
        cells.append((extra["Topic"], row.instruction, row.input, row.output, extra["Owner"], extra["Licence"]))
    sheet = "".join(_sheet_row(number, values) for number, values in enumerate(cells, 1))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in (
            PARTS | {"xl/worksheets/sheet1.xml": f"{SHEET}<sheetData>{sheet}</sheetData></worksheet>"}
        ).items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    path.write_bytes(buffer.getvalue())


def _sheet_row(number: int, values: Iterable[str]) -> str:
    cells = "".join(
        f'<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        for column, value in zip("ABCDEF", values, strict=True)
        if value
    )
    return f'<row r="{number}">{cells}</row>'


OPEN = "http://schemas.openxmlformats.org"
OFFICE = f"{OPEN}/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = f'<worksheet xmlns="{OPEN}/spreadsheetml/2006/main">'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "xl/styles.xml": f'<styleSheet xmlns="{OPEN}/spreadsheetml/2006/main"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"/></cellStyles>'
    "</styleSheet>",
    "_rels/.rels": f'<Relationships xmlns="{OPEN}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Handbook" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OPEN}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
}
