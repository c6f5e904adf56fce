"""Lines and rows that cannot be read; each is set aside, and nothing around it may suffer."""

from __future__ import annotations

import json

from writing.core import Mark, Row


def _raw(source: str, raw: bytes, fault: str, reason: str, note: str) -> Row:
    return Row(
        "", "", source=source, raw=raw, mark=Mark(f"corrupt.{fault}", "quarantine", note, reason=f"ingest.{reason}")
    )


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _dolly(response: str) -> dict[str, str]:
    return {"instruction": "What is a rivet?", "context": "", "response": response, "category": "open_qa"}


def _chat(*turns: tuple[str, str]) -> bytes:
    return _line({"messages": [{"role": role, "content": content} for role, content in turns]})


def rows() -> list[Row]:
    return _in_dolly() + _in_support() + _in_hub() + _in_cot() + _in_alpaca()


def _in_dolly() -> list[Row]:
    twice = b'{"instruction": "What is a bolt?", "instruction": "What is a nut?", "context": "", '
    twice += b'"response": "A threaded fastener.", "category": "open_qa"}'
    nul = json.dumps(_dolly("A metal pin\0 whose end is hammered flat.")).encode()
    return [
        _raw("dolly", _line(_dolly("A pin that joins two plates."))[:-37], "json", "json", "the line breaks off"),
        _raw(
            "dolly",
            _line(_dolly("A pin of metal: XX")).replace(b"XX", b"\xff\xfe"),
            "utf8",
            "utf8",
            "bytes that are no UTF-8",
        ),
        _raw("dolly", twice, "duplicate_key", "duplicate_key", "the same key stands twice"),
        _raw("dolly", nul, "nul", "nul", "a NUL in the text"),
        _raw("dolly", _line(list(_dolly("A pin.").values())), "shape", "shape", "an array in place of an object"),
    ]


def _in_support() -> list[Row]:
    ask, answer = ("user", "Is the Kestrel in stock?"), ("assistant", "Yes, it is.")
    half = (
        rb'{"messages": [{"role": "user", "content": "Thanks \ud83d"}, {"role": "assistant", "content": "Any time!"}]}'
    )
    return [
        _raw("support", half, "surrogate", "surrogate", "half of a surrogate pair"),
        _raw("support", _chat(answer, ask, answer), "roles", "roles", "the assistant speaks first"),
        _raw("support", _chat(ask, ("user", "Hello?"), answer), "roles", "roles", "two user turns in a row"),
        _raw("support", _chat(), "roles", "shape", "an empty list of messages"),
        _raw("support", _chat(ask, ("robot", "Yes.")), "roles", "roles", "a role that nobody knows"),
        _raw("support", _chat(ask, answer)[:-20], "json", "json", "the line breaks off"),
    ]


def _in_hub() -> list[Row]:
    start = b'{"inputs": "How many legs has a stool of this kind?", "targets": '
    end = b', "_task_source": "Invented", "_task_name": "sample_closed_qa"}'
    return [
        _raw("flan_hub", start + b"NaN" + end, "json", "json", "NaN is no JSON"),
        _raw("flan_hub", start + b'"th\xc3ree"' + end, "utf8", "utf8", "half of a two-byte character"),
        _raw("flan_hub", start + b"3" + end, "shape", "shape", "the target is a number"),
    ]


def _in_cot() -> list[Row]:
    short = _raw("flan_cot", b"Is a stool a chair?\tno", "shape", "shape", "two cells in place of three")
    long = _raw(
        "flan_cot", b"Is oak a wood?\tyes\tOak is a tree.\tSee above.", "shape", "shape", "four cells in place of three"
    )
    for row in (short, long):
        row.extra = {"file": "claims.tsv"}
    return [short, long]


def _in_alpaca() -> list[Row]:
    missing = _raw("alpaca", b"", "shape", "shape", "the output is missing")
    missing.shape = {"instruction": "Name a kind of knot.", "input": ""}
    number = _raw("alpaca", b"", "shape", "shape", "the output is a number")
    number.shape = {"instruction": "How many knots make a net of this size?", "input": "", "output": 412}
    return [missing, number]
