"""The reader of shards: each bad input is dropped with its id or refused with file, column and row."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import little_shards
from little_shards import row
from schemas.errors import RecipeError
from stages.train.gate import checked
from stages.train.overlap import check_overlap, overlap
from stages.train.rows import Accounting, Row, check, fault, read, usable

ROLES = ("system", "user", "assistant")
USER, ANSWER = {"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So."}
SYSTEM = {"role": "system", "content": "Be brief."}


def told(*turns: Any) -> dict[str, Any]:
    return row(1) | {"messages": list(turns)}


FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("good", row(1), ""),
    ("a system text", told(SYSTEM, USER, ANSWER), ""),
    ("several turns", told(SYSTEM, USER, ANSWER, USER, ANSWER), ""),
    ("an empty ask is somebody's", told(USER | {"content": ""}, ANSWER), ""),
    ("an emoji is two surrogates only elsewhere", told(USER, ANSWER | {"content": "🙂 日本語"}), ""),
    ("a tab and a private character", told(USER, ANSWER | {"content": "\t\ue000\ufffd"}), ""),
    ("a fact is null", row(1) | {"task": None}, "null"),
    ("the messages are null", row(1) | {"messages": None}, "null"),
    ("a turn is null", told(USER, None, ANSWER), "null"),
    ("a content is null", told(USER, ANSWER | {"content": None}), "null"),
    ("a role is null", told(USER | {"role": None}, ANSWER), "null"),
    ("a lone surrogate", told(USER | {"content": "a\ud83d"}, ANSWER), "bad_text"),
    ("a lone surrogate in a name", row(1) | {"source": "\udcff"}, "bad_text"),
    ("NUL among ASCII", told(USER, ANSWER | {"content": "a\0b"}), "bad_text"),
    ("NUL beside others", told(USER, ANSWER | {"content": "ü\0b"}), "bad_text"),
    ("a role that the template lacks", told(USER, {"role": "tool", "content": "4"}, ANSWER), "unknown_role"),
    ("a typo of a role", told(USER, ANSWER | {"role": "asistant"}), "unknown_role"),
    ("another case of a role", told(USER, ANSWER | {"role": "Assistant"}), "unknown_role"),
    ("nobody asks", told(ANSWER), "turn_order"),
    ("assistant first", told(ANSWER, USER, ANSWER), "turn_order"),
    ("assistant first behind a system text", told(SYSTEM, ANSWER, USER, ANSWER), "turn_order"),
    ("only a system text is answered", told(SYSTEM, ANSWER), "turn_order"),
    ("user twice", told(USER, USER, ANSWER), "turn_order"),
    ("assistant twice", told(USER, ANSWER, ANSWER), "turn_order"),
    ("system twice", told(SYSTEM, SYSTEM, USER, ANSWER), "turn_order"),
    ("a system text later", told(USER, SYSTEM, ANSWER), "turn_order"),
    ("nobody answers", told(USER), "turn_order"),
    ("the user has the last word", told(USER, ANSWER, USER), "turn_order"),
    ("no turns", told(), "turn_order"),
    ("an empty answer", told(USER, ANSWER | {"content": ""}), "empty_answer"),
    ("white space for an answer", told(USER, ANSWER | {"content": " \n\u2003\t"}), "empty_answer"),
    ("an empty answer that is not the last", told(USER, ANSWER | {"content": ""}, USER, ANSWER), ""),
)


class TestRows:
    @pytest.mark.parametrize(("what", "record", "reason"), FAULTS, ids=[case[0] for case in FAULTS])
    def test_what_is_wrong_with_a_row(self, what: str, record: dict[str, Any], reason: str) -> None:
        assert fault(record, ROLES) == reason

    def test_every_row_is_counted_once(self) -> None:
        accounting = Accounting()
        rows = list(usable((record | {"pair_id": what} for what, record, _ in FAULTS), ROLES, accounting))
        assert accounting.dropped == Counter(reason for _, _, reason in FAULTS if reason)
        assert [row.pair_id for row in rows] == [what for what, _, reason in FAULTS if not reason]
        assert accounting.rows_in == len(FAULTS) == accounting.kept + accounting.dropped.total()
        assert accounting.dropped_ids["empty_answer"] == ["an empty answer", "white space for an answer"]
        assert max(map(len, accounting.dropped_ids.values())) == 10 < accounting.dropped["turn_order"]

    def test_the_template_says_which_roles_there_are(self) -> None:
        with_tool = told(USER, {"role": "tool", "content": "4"}, ANSWER)
        assert fault(with_tool, ROLES) == "unknown_role" and not fault(with_tool, (*ROLES, "tool"))
        assert fault(told(SYSTEM, USER, ANSWER), ("user", "assistant")) == "unknown_role"

    def test_turns_are_what_a_template_renders(self) -> None:
        (read,) = usable([told(SYSTEM, USER, ANSWER)], ROLES, Accounting())
        assert read.turns == [SYSTEM, USER, ANSWER] and read.answer == "So." and len(read.ask) == 2

    def test_a_name_that_cannot_be_printed_is_shown(self) -> None:
        accounting = Accounting()
        assert not list(usable([row(1) | {"pair_id": "a-\udcff", "source": "\udcff"}], ROLES, accounting))
        assert accounting.dropped_ids == {"bad_text": ["a-\\udcff"]}
        with pytest.raises(RecipeError, match="0 of 1 rows usable: bad_text 1"):
            check(accounting, "here", False)


class TestChecks:
    def judged(self, records: list[dict[str, Any]], drop_bad: bool = False) -> Accounting:
        accounting = Accounting()
        list(usable(records, ROLES, accounting, "some.parquet"))
        check(accounting, "here", drop_bad)
        return accounting

    def test_one_null_is_refused_unless_bad_rows_may_go(self) -> None:
        records = [row(n) for n in range(5)]
        records[2]["domain"] = records[4]["messages"] = None
        said = "some.parquet: column 'domain' of row 'little-0002' is null, the first of 2 such rows; "
        with pytest.raises(RecipeError, match=said) as caught:
            self.judged(records)
        assert caught.value.exit_code == 2
        assert self.judged(records, drop_bad=True).dropped == {"null": 2}

    def test_a_row_without_an_id_is_known_by_its_number(self) -> None:
        with pytest.raises(RecipeError, match="column 'pair_id' of row 'number 2' is null;"):
            self.judged([row(0), row(1) | {"pair_id": None}])

    @pytest.mark.parametrize("count", [1, 2])
    def test_empty_answers_are_dropped_up_to_one_in_a_hundred(self, count: int) -> None:
        records = [row(n) for n in range(100)]
        for n in range(count):
            records[n] = records[n] | told(USER, ANSWER | {"content": " "}) | {"pair_id": f"empty-{n}"}
        if count == 1:
            assert self.judged(records).dropped_ids == {"empty_answer": ["empty-0"]}
        else:
            with pytest.raises(RecipeError, match="2 of 100 rows have an empty answer, the first in 'empty-0'"):
                self.judged(records)

    def test_nothing_usable_says_why(self) -> None:
        records = [told(USER), told(USER, ANSWER | {"content": ""}), told(ANSWER)]
        with pytest.raises(RecipeError, match="0 of 3 rows usable: turn_order 2, empty_answer 1;"):
            self.judged(records)
        with pytest.raises(RecipeError, match="0 of 0 rows usable: there are none;"):
            self.judged([])

    def test_a_source_that_is_gone_is_named(self) -> None:
        records = [row(1), row(2, source="other") | {"messages": [USER]}, row(3, source="third")]
        (warning,) = self.judged(records).warnings
        assert warning.endswith("all 1 rows of the source 'other' were dropped")


def shards(folder: Path, **splits: list[pa.Table]) -> Path:
    return little_shards.write(folder, splits)  # type: ignore[arg-type]


def table(*numbers: int) -> pa.Table:
    return little_shards.table([row(n) for n in numbers])


def rows_of(folder: Path, split: str = "train", drop_bad: bool = False) -> tuple[list[Row], Accounting]:
    return read(folder, checked(folder), split, drop_bad)


def turns_of(kind: pa.DataType, content: pa.Array) -> pa.Array:
    """One turn a row, of another type."""
    turns = pa.StructArray.from_arrays([pa.array(["user"] * len(content)), content], names=["role", "content"])
    return pa.ListArray.from_arrays(pa.array(range(len(content) + 1), pa.int32()), turns).cast(kind)


class TestShards:
    def test_the_rows_of_a_split_in_the_order_of_its_shards(self, tmp_path: Path) -> None:
        folder = shards(tmp_path / "shards", train=[table(1, 2), table(3)], heldout=[table(9)])
        rows, accounting = rows_of(folder)
        assert [row.pair_id for row in rows] == ["little-0001", "little-0002", "little-0003"]
        assert rows[0] == Row(
            "little-0001",
            "little",
            "general",
            "sums",
            "Apache-2.0",
            (("user", "What is 1 and one?"), ("assistant", "It is 2.")),
        )
        assert (accounting.rows_in, accounting.kept, accounting.warnings) == (3, 3, [])
        assert [row.pair_id for row in rows_of(folder, "heldout")[0]] == ["little-0009"]
        assert [row.pair_id for row in rows_of(tmp_path, "heldout")[0]] == ["little-0009"]

    def test_no_rows_and_no_such_split(self, tmp_path: Path) -> None:
        folder = shards(tmp_path, train=[table()])
        for split in ("train", "heldout"):
            with pytest.raises(RecipeError, match=f"split '{split}': 0 of 0 rows usable") as caught:
                rows_of(folder, split)
            assert caught.value.exit_code == 2

    WRONG: tuple[tuple[str, Callable[[pa.Table], pa.Table], str], ...] = (
        ("no messages", lambda t: t.drop_columns("messages"), "the column 'messages' is missing"),
        ("no id", lambda t: t.drop_columns("pair_id"), "the column 'pair_id' is missing"),
        ("a number for text", lambda t: put(t, "task", pa.array([1, 2])), "the column 'task' is int64, not text"),
        ("text for turns", lambda t: put(t, "messages", pa.array(["a", "b"])), "'messages' is string, not a list"),
        ("words for turns", lambda t: put(t, "messages", pa.array([["a"], ["b"]])), "not a list of role and content"),
        (
            "turns that hold more",
            lambda t: put(t, "messages", pa.array([[{"role": "user", "content": "a", "name": "b"}]] * 2)),
            "not a list of role and content",
        ),
        (
            "numbers for contents",
            lambda t: put(t, "messages", pa.array([[{"role": "user", "content": 1}]] * 2)),
            "not a list of role and content",
        ),
    )

    @pytest.mark.parametrize(("what", "change", "said"), WRONG, ids=[case[0] for case in WRONG])
    def test_a_column_that_is_wrong_is_named_with_its_file(
        self, tmp_path: Path, what: str, change: Callable[[pa.Table], pa.Table], said: str
    ) -> None:
        folder = shards(tmp_path, train=[table(1), change(table(2, 3))])
        with pytest.raises(RecipeError, match=said) as caught:
            rows_of(folder)
        assert "train-00001-of-00002.parquet: " in str(caught.value) and caught.value.exit_code == 2

    def test_a_column_that_the_manifest_does_not_tell_of(self, tmp_path: Path) -> None:
        more = put(table(2), "quality", pa.array([0.5]))
        with pytest.raises(RecipeError, match="'quality' is none of the manifest's"):
            rows_of(shards(tmp_path / "later", train=[table(1), more]))
        assert len(rows_of(shards(tmp_path / "told", train=[more]))[0]) == 1

    def test_columns_that_trainers_take_for_tokens_are_named_once_and_not_read(self, tmp_path: Path) -> None:
        def stray(number: int) -> pa.Table:
            more = put(table(number), "text", pa.array(["not this"]))
            return put(put(more, "input_ids", pa.array([[1, 2]])), "labels", pa.array([[None, 2]]))

        rows, accounting = rows_of(shards(tmp_path, train=[table(1), stray(2), stray(3)]))
        (warning,) = accounting.warnings
        assert warning.startswith("not read: text, input_ids, labels in") and "train-00001" in warning
        assert [row.answer for row in rows] == ["It is 2.", "It is 3.", "It is 4."]

    def test_a_null_is_named_with_file_column_and_row(self, tmp_path: Path) -> None:
        domain = pa.array(["general", None], pa.string())
        folder = shards(tmp_path, train=[table(1), put(table(2, 3), "domain", domain)])
        with pytest.raises(RecipeError, match=r"train-00001-of-00002\.parquet: column 'domain' of row 'little-0003'"):
            rows_of(folder)
        assert len(rows_of(folder, drop_bad=True)[0]) == 2

    def test_bytes_that_are_no_utf8_cost_their_row_only(self, tmp_path: Path) -> None:
        kind = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))
        for number, content in enumerate((b"\xff\xfe", b"a\xed\xa0\xbdb", b"cut \xf0\x9f\x99")):
            broken = pa.array([content, b"G\xc3\xbc\xc3\x9fe"], pa.binary()).view(pa.string())
            bad = put(table(2, 3), "messages", turns_of(kind, broken))
            folder = shards(tmp_path / str(number), train=[table(*range(10, 20)), bad])
            rows, accounting = rows_of(folder)
            # the other row has no answer, but its text can be read
            assert accounting.dropped_ids == {"bad_text": ["little-0002"], "turn_order": ["little-0003"]}
            assert len(rows) == 10

    def test_large_types_are_texts_too(self, tmp_path: Path) -> None:
        small = table(1, 2)
        kind = pa.large_list(pa.struct([("role", pa.large_string()), ("content", pa.large_string())]))
        large = put(put(small, "source", small["source"].cast(pa.large_string())), "messages", pa.nulls(2, kind))
        turns = pa.array(small["messages"].to_pylist(), kind)
        rows, _ = rows_of(shards(tmp_path, train=[put(large, "messages", turns)]))
        assert [row.answer for row in rows] == ["It is 2.", "It is 3."]

    def test_shards_of_another_template_are_refused(self, tmp_path: Path) -> None:
        folder = little_shards.write(tmp_path, {"train": [table(1)]}, template_sha256="f" * 64)
        with pytest.raises(RecipeError, match=r"made for the template f{64}, and the manifest's is") as caught:
            rows_of(folder)
        assert caught.value.exit_code == 2

    def test_what_is_no_parquet(self, tmp_path: Path) -> None:
        folder = shards(tmp_path, train=[table(1)])
        manifest = checked(folder)
        (folder / manifest.shards[0].file).write_bytes(b"PAR1")
        with pytest.raises(RecipeError, match="not a Parquet file"):
            read(folder, manifest, "train")


def put(table: pa.Table, name: str, column: Any) -> pa.Table:
    if name in table.column_names:
        return table.set_column(table.column_names.index(name), name, column)
    return table.append_column(name, column)


LONG = "Which of the seven bridges over the river was built first, and by whom, after the great flood of 1742?"
PASSAGE = "The mill stands on the left bank where the old road crosses the brook, and it has ground no corn since. "


def asked(name: str, *contents: str) -> Row:
    roles = ("user", "assistant") * len(contents)
    turns = tuple(zip(roles, (*contents, "An answer."), strict=False))
    return Row(name, "little", "general", "", "Apache-2.0", turns)


OVERLAPS: tuple[tuple[str, Row, str], ...] = (
    ("another question", asked("h", "Who built the mill?"), ""),
    ("the same", asked("h", "How old is the mill?"), "exact"),
    ("the same but for case and blanks", asked("h", "how OLD is\n the mill?\u200b"), "exact"),
    ("the same but for a mark, and short", asked("h", "How old is the mill"), ""),
    ("the same long one but for its marks", asked("h", LONG.replace(",", "")), "inside"),
    ("the same long one but for case", asked("h", LONG.upper()), "exact"),
    ("whole inside one with more around it", asked("h", PASSAGE), "inside"),
    ("longer than what was trained on", asked("h", f"Tell me: {LONG} Say why."), "touched"),
    ("one word differs in the middle", asked("h", LONG.replace("first", "last")), ""),
    ("one word differs at the end", asked("h", LONG.replace("1742", "1743")), "touched"),
    ("another question on the same passage", asked("h", f"{PASSAGE}What is it called?"), "touched"),
    ("an early turn differs", asked("h", "Hello.", "Hello!", "How old is the mill?"), ""),
    ("the same conversation", asked("h", "Good day.", "Good day to you.", "Is it open?"), "exact"),
    ("twelve words of it", asked("h", " ".join(LONG.split()[:12])), ""),
    ("thirteen words of it", asked("h", " ".join(LONG.split()[:13])), "inside"),
)
TRAINED = [
    asked("t1", "How old is the mill?"),
    asked("t2", LONG),
    asked("t3", f"{PASSAGE}Why does it no longer grind corn?"),
    asked("t4", "Good day.", "Good day to you.", "Is it open?"),
]


class TestOverlap:
    @pytest.mark.parametrize(("what", "held", "found"), OVERLAPS, ids=[case[0] for case in OVERLAPS])
    def test_an_ask_that_was_trained_on(self, what: str, held: Row, found: str) -> None:
        said = overlap(TRAINED, [asked("other", "What is new?"), held])
        assert (bool(said.exact), bool(said.inside)) == (found == "exact", found == "inside")
        assert said.touched == (found in ("inside", "touched") or held.ask[0][1] == LONG.upper())

    def test_runs_that_lie_apart_are_not_the_ask(self) -> None:
        step = "left right left right left right left right left right left right left right left "
        said = overlap([asked("t", f"{step * 3} and then stop")], [asked("h", f"{step * 3} {step * 3}")])
        assert not said.inside and said.touched == 1

    def test_a_run_does_not_go_on_in_the_next_ask(self) -> None:
        words = LONG.split()
        held = [asked("h1", " ".join(words[:6])), asked("h2", " ".join(words[6:13]))]
        assert overlap(TRAINED, held).touched == 0
        trained = [asked("t1", " ".join(words[:6])), asked("t2", " ".join(words[6:]))]
        assert overlap(trained, [asked("h", " ".join(words[:14]))]).touched == 0

    def test_it_is_refused_with_both_ids_unless_allowed(self) -> None:
        held = [asked("h1", "HOW OLD is the mill?"), asked("h2", "What is new?"), asked("h3", PASSAGE)]
        with pytest.raises(
            RecipeError, match=r"2 of 3 held-out asks .*1 word for word, 1 whole .*'h1' in 't1'"
        ) as caught:
            check_overlap(TRAINED, held, allow=False)
        assert caught.value.exit_code == 2
        with pytest.raises(RecipeError, match="1 of 1 held-out asks"):
            check_overlap(TRAINED, held[2:], allow=False)
        found = check_overlap(TRAINED, held, allow=True)
        assert (found.exact, found.inside, found.held) == ({"h1": "t1"}, {"h3": "t3"}, 3)
        assert check_overlap(TRAINED, [asked("h", "What is new?")], allow=False).touched == 0

    def test_nothing_held_and_nothing_trained(self) -> None:
        assert not overlap(TRAINED, []).held
        assert not overlap([], [asked("h", LONG)]).inside
