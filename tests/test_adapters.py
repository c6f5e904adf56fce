"""Adapters: a table of rows per format, and what holds for any row at all."""

import copy
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from schemas.draft import Adapter, Draft, Reject
from stages.ingest import FORMATS, guess, suggest_columns
from stages.ingest.columns import Columns
from stages.ingest.flan import Flan
from stages.ingest.messages import Messages
from stages.ingest.oasst import Oasst
from stages.ingest.sharegpt import ShareGpt
from stages.ingest.turns import MAX_TURNS

CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['why']}")
    for path in sorted((Path(__file__).parent / "adapter_cases").glob("*.jsonl"))
    for case in map(json.loads, path.read_text(encoding="utf-8").splitlines())
]
MAPPED = {"instruction": "question", "input": "context", "output": "answer"}


def draft(fields: dict[str, Any]) -> Draft:
    return Draft(**(fields | {"history": tuple(fields.get("history", ()))}))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_row_reads_as_the_table_says(name: str, case: dict[str, Any]) -> None:
    row = copy.deepcopy(case["row"])
    read = FORMATS[name](**case.get("settings", {})).read(row, case.get("stem", ""))
    if "reject" in case:
        assert isinstance(read, Reject)
        assert (read.reason, read.evidence) == (case["reject"], case.get("evidence", read.evidence))
    else:
        assert read == [draft(fields) for fields in case["drafts"]]
    assert row == case["row"]


def test_every_format_has_a_table_with_rows_of_both_kinds() -> None:
    kinds = {(param.values[0], "reject" in param.values[1]) for param in CASES}  # type: ignore[operator]
    assert kinds == {(name, rejected) for name in FORMATS for rejected in (True, False)}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_listed_under_its_own_name(name: str) -> None:
    assert FORMATS[name].format == name


def test_what_a_reader_must_know_of_a_format() -> None:
    assert [name for name in FORMATS if FORMATS[name].bare_tsv] == ["flan"]
    assert [name for name in FORMATS if FORMATS[name].documents] == ["flan"]


# --- what holds for any row -------------------------------------------------------------------------------------------

READERS: list[Adapter] = [adapter() for name, adapter in FORMATS.items() if name != "columns"]
READERS += [Columns(MAPPED), Flan("none"), Flan("after"), Messages("each"), Oasst("all"), Oasst("best", "each")]
READERS += [Oasst("all", "each"), ShareGpt("each")]

# no evidence of ours has such a letter, so one found there came from the row
WORDS = st.text(alphabet="жщ\\n \n", max_size=6)
CELLS = WORDS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(CELLS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8)


def flat(needed: str, optional: str) -> st.SearchStrategy[Any]:
    cell = st.one_of(*[WORDS] * 8, ANYTHING)
    keys = [*optional.split(), "жж"]
    return st.fixed_dictionaries(dict.fromkeys(needed.split(), cell), optional=dict.fromkeys(keys, cell))


FLAT = (
    flat("instruction output", "input system text")
    | flat("instruction output", "input history")
    | flat("instruction response", "context category")
    | flat("inputs targets", "definition task _task_name _task_source")
    | flat("question context answer", "")
)
ROLES = st.sampled_from(["system", "user", "assistant", "human", "gpt", "tool", "жщ"])
TURNS = st.lists(
    st.fixed_dictionaries({"role": ROLES, "content": WORDS}) | st.fixed_dictionaries({"from": ROLES, "value": WORDS}),
    max_size=6,
)


def alternating(role: str, content: str, users: str, answers: str) -> st.SearchStrategy[Any]:
    rounds = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4)
    return rounds.map(
        lambda said: [
            {role: who, content: text} for pair in said for who, text in zip((users, answers), pair, strict=True)
        ]
    )


TALKS = TURNS | alternating("role", "content", "user", "assistant") | alternating("from", "value", "human", "gpt")
TALK_ROWS = st.fixed_dictionaries(
    {}, optional={"messages": TALKS | ANYTHING, "conversations": TALKS, "system": WORDS, "жж": ANYTHING}
)
INSTANCES = st.fixed_dictionaries(
    {"Definition": WORDS | st.lists(WORDS, max_size=2)},
    optional={"instance": ANYTHING | st.fixed_dictionaries({"input": WORDS, "output": st.lists(WORDS) | WORDS})},
)


def message(replies: st.SearchStrategy[Any], role: str) -> st.SearchStrategy[Any]:
    facts = {"rank": st.none() | st.integers(0, 3), "deleted": st.booleans(), "lang": ANYTHING, "model_name": WORDS}
    return st.fixed_dictionaries({"text": WORDS, "role": st.just(role), "replies": replies}, optional=facts)


def tree() -> st.SearchStrategy[Any]:
    node = message(st.none() | st.lists(ANYTHING, max_size=1), "assistant")
    for role in ("prompter", "assistant", "prompter"):
        node = message(st.lists(node, max_size=2), role)
    return st.fixed_dictionaries({"prompt": node, "message_tree_id": WORDS})


ROWS = ANYTHING | FLAT | TALK_ROWS | INSTANCES | tree() | st.lists(WORDS, min_size=3, max_size=3)


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif value is not None:
        yield value if isinstance(value, str) else json.dumps(value)


def texts_of(found: Draft) -> list[str]:
    return [found.system, found.instruction, found.input, found.output, *(turn["content"] for turn in found.history)]


@settings(deadline=None, derandomize=True, database=None, max_examples=1000)
@given(row=ROWS)
def test_any_row_is_read_verbatim_or_rejected_without_showing_it(row: Any) -> None:
    before = json.dumps(row)
    for reader in READERS:
        note(f"read by {reader}")
        read = reader.read(row, "file")
        assert json.dumps(row) == before
        if isinstance(read, Reject):
            assert_shows_nothing(read)
        else:
            assert_verbatim(read, row)


def assert_shows_nothing(read: Reject) -> None:
    assert read.reason in ("ingest.shape", "ingest.roles")
    assert read.evidence.isascii() and read.evidence.isprintable()


def assert_verbatim(read: list[Draft], row: Any) -> None:
    assert read and len({found.suffix for found in read}) == len(read)
    said = {"", *texts_in(row)} | (thoughts(row) if isinstance(row, list) else set())
    for found in read:
        assert set(texts_of(found)) <= said
        assert not [value for value in found.meta.values() if value is None or value == ""]


def thoughts(row: list[Any]) -> set[str]:
    """A chain of thought has its escapes read, and its answer joined."""
    question, answer, rationale = [cell.replace("\\n", "\n") for cell in row]
    return {question, answer, rationale, f"{rationale}\n{answer}", f"{answer}\n{rationale}"}


# --- conversations and trees ------------------------------------------------------------------------------------------


def talk(rounds: int) -> dict[str, Any]:
    return {"messages": [{"role": role, "content": "x"} for _ in range(rounds) for role in ("user", "assistant")]}


def test_a_pair_for_each_answer_has_a_limit_and_the_last_answer_none() -> None:
    longest = MAX_TURNS // 2
    assert len(pairs(Messages("each").read(talk(longest), ""))) == longest
    assert isinstance(Messages("each").read(talk(longest + 1), ""), Reject)
    assert len(pairs(Messages("last").read(talk(longest + 1), ""))[0].history) == MAX_TURNS


def test_a_tree_deeper_than_the_stack_is_read() -> None:
    node: dict[str, Any] = {"text": "x", "role": "assistant"}
    for level in range(3000):
        node = {"text": "x", "role": "assistant" if level % 2 else "prompter", "replies": [node]}
    assert isinstance(Oasst().read({"prompt": node}, ""), Reject)  # 3,000 is even: the root is an assistant
    assert len(pairs(Oasst().read({"prompt": node["replies"][0]}, ""))[0].history) == 2998


def pairs(read: list[Draft] | Reject) -> list[Draft]:
    assert not isinstance(read, Reject)
    return read


# --- task files -------------------------------------------------------------------------------------------------------

TASK: dict[str, Any] = {
    "Contributors": ["A Person"],
    "Categories": ["Answering"],
    "Domains": ["Weather"],
    "Definition": ["Answer yes or no."],
    "Positive Examples": [{"input": "Is coal black?", "output": "yes"}],
    "Instances": [
        {"id": "i1", "input": "Is snow white?", "output": ["yes", "Yes."]},
        {"id": "i2", "input": "Is snow warm?", "output": ["no"]},
    ],
}


def test_a_task_file_is_cut_into_one_row_per_instance_without_its_people_and_examples() -> None:
    rows = list(Flan().rows(TASK))
    about = {"Definition": ["Answer yes or no."], "Categories": ["Answering"], "Domains": ["Weather"]}
    assert rows == [about | {"instance": instance} for instance in TASK["Instances"]]
    assert [pairs(Flan().read(row, "task1"))[0].output for row in rows] == ["yes", "no"]


@pytest.mark.parametrize(
    "document", [{}, {"Instances": None}, {"Instances": {"a": 1}}, {"inputs": "a", "targets": "b"}]
)
def test_a_document_that_is_no_task_file_stays_one_row(document: dict[str, Any]) -> None:
    assert list(Flan().rows(document)) == [document]


def test_a_broken_instance_costs_only_itself() -> None:
    rows = Flan().rows(TASK | {"Instances": [None, *TASK["Instances"]]})
    assert [isinstance(Flan().read(row, ""), Reject) for row in rows] == [True, False, False]


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "columns must map instruction and output, got nothing; name the file's column for each"),
        ({"output": "a"}, "columns must map instruction and output, got output; name the file's column for each"),
        ({"instruction": "q", "input": "c"}, "got input, instruction; name"),
        (MAPPED | {"reply": "r"}, "columns maps reply, which no pair has; map only instruction, input, output, "),
        (MAPPED | {"history": "h"}, "columns maps history, which no pair has"),
    ],
)
def test_a_mapping_that_gives_no_pair_is_an_error(columns: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError) as error:
        Columns(columns)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(datetime.date(2024, 5, 1), "2024-05-01"), (10**20, "1" + "0" * 20), (2.0, "2.0"), (False, "false")],
)
def test_any_single_value_is_a_cell(cell: Any, text: str) -> None:
    assert pairs(Columns(MAPPED).read({"question": cell, "context": None, "answer": "x"}, ""))[0].instruction == text


def test_bytes_are_no_cell() -> None:
    read = Columns(MAPPED).read({"question": b"x", "context": None, "answer": "x"}, "")
    assert read == Reject("ingest.shape", "the column mapped to instruction is another type, not a cell")


@pytest.mark.parametrize(
    ("header", "suggested"),
    [
        (["question", "answer"], {"instruction": "question", "output": "answer"}),
        (["ID", "Prompt", "Completion"], {"instruction": "Prompt", "output": "Completion"}),
        (["ask", "background", "reply"], {"instruction": "ask", "output": "reply", "input": "background"}),
        (["question", "instruction", "output"], {"instruction": "instruction", "output": "output"}),
        (["Customer question", "Agent's answer "], {"instruction": "Customer question", "output": "Agent's answer "}),
        (["system_prompt", "ask", "reply"], {"instruction": "ask", "output": "reply", "system": "system_prompt"}),
        (["system prompt", "response"], {"output": "response", "system": "system prompt"}),
        (["final answer", "answer", "question"], {"instruction": "question", "output": "answer"}),
        (["answer date", "questionnaire", "prompted"], {}),
        (["question", "answer", "License", "lang", "category", "model", "task_name"],
         {"instruction": "question", "output": "answer", "task": "category", "language": "lang", "licence": "License",
          "made_by": "model", "source_task": "task_name"}),
        (["question", "question", "answer"], {"instruction": "question", "output": "answer"}),
        ([], {}),
        (["Kundenfrage (DE)", "Our Reply!!"], {"instruction": "Kundenfrage (DE)", "output": "Our Reply!!"}),
        (["Reply (final)", "Customer Question", "Reply date"],
         {"instruction": "Customer Question", "output": "Reply (final)"}),
        (["Frage", "Antwort", "Kontext"], {"instruction": "Frage", "output": "Antwort", "input": "Kontext"}),
        (["question", "réponse"], {"instruction": "question", "output": "réponse"}),
        (["Pregunta", "Respuesta"], {"instruction": "Pregunta", "output": "Respuesta"}),
        (["domanda", "risposta"], {"instruction": "domanda", "output": "risposta"}),
        (["pergunta", "resposta"], {"instruction": "pergunta", "output": "resposta"}),
        (["Klantvraag", "antwoord"], {"instruction": "Klantvraag", "output": "antwoord"}),
        (["pytanie", "odpowiedź"], {"instruction": "pytanie", "output": "odpowiedź"}),
        (["question_id", "prompt tokens", "response_time_ms", "answer count"], {}),
    ],
)  # fmt: skip
def test_likely_columns_are_suggested(header: list[str], suggested: dict[str, str]) -> None:
    assert suggest_columns(header) == suggested


def test_a_full_suggestion_is_a_mapping() -> None:
    Columns(suggest_columns(["question", "context", "answer", "model", "licence", "topic"]))


# --- guess ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "case"), [case for case in CASES if "drafts" in case.values[1]])  # type: ignore[operator]
def test_a_row_of_a_format_is_guessed(name: str, case: dict[str, Any]) -> None:
    assert name == "columns" or guess([case["row"]]) == name


def test_most_rows_decide() -> None:
    good, bad = {"instruction": "a", "output": "b"}, {"instruction": "a"}
    assert guess([bad, good, good]) == "alpaca"
    assert guess([bad, bad, {"question": "a"}]) is None
    assert guess([]) is None


@pytest.mark.parametrize(
    ("good", "bad", "name"),
    [
        ({"instruction": "a", "output": "b"}, {"instruction": "a", "output": 5}, "alpaca"),
        ({"instruction": "a", "response": "b"}, {"instruction": ["a"], "response": "b"}, "dolly"),
        ({"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]}, {"id": 1}, "sharegpt"),
        ({"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}, {}, "messages"),
    ],
)
def test_a_formats_own_keys_decide_where_most_rows_are_faulty(good: Any, bad: Any, name: str) -> None:
    assert guess([bad, bad, bad, good]) == name
    assert guess([bad, bad, bad]) is None


def test_a_task_file_is_guessed_by_its_instances() -> None:
    assert guess([TASK]) == "flan"
    assert guess([{"Definition": "Answer.", "Instances": []}]) is None
