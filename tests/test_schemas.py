"""The ground floor: ids, applying decisions, rank, and the one way from turns to text."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from schemas.apply import changes, edited, named, remove, rewrite
from schemas.decision import Decisions, Edit
from schemas.errors import RecipeError
from schemas.pair import base_id, canonical, messages, prompt, row_digest
from schemas.rank import rank
from schemas.template import Template, render

TALK = [{"role": "user", "content": "Hello there"}, {"role": "assistant", "content": "Hi"}]


class TestIds:
    @pytest.mark.parametrize(
        ("one", "other", "why"),
        [
            ({"a": "1", "b": "2"}, {"b": "2", "a": "1"}, "keys have no order"),
            ({"a": 5}, {"a": "5"}, "a CSV knows no numbers"),
            ({"a": "x", "b": None}, {"a": "x"}, "Parquet writes what is absent"),
            ({"a": "x", "b": ""}, {"a": "x"}, "so does CSV"),
            ({"a": [{"c": 1, "b": None}]}, {"a": [{"c": 1}]}, "all the way down"),
            ({"a": 10**30}, {"a": "1" + "0" * 30}, "however large"),
        ],
    )
    def test_one_row_in_two_spellings(self, one: Any, other: Any, why: str) -> None:
        assert row_digest(one) == row_digest(other), why

    @pytest.mark.parametrize(
        ("one", "other"), [({"a": "x"}, {"a": "x "}), ({"a": "x"}, {"b": "x"}), (["a", "b"], ["b", "a"]), ([""], [])]
    )
    def test_two_rows(self, one: Any, other: Any) -> None:
        assert row_digest(one) != row_digest(other)

    def test_an_id_says_its_source_and_turn(self) -> None:
        digest = row_digest({"a": "x"})
        assert base_id("dolly", digest, "#2") == f"dolly-{digest.hex()[:16]}#2"

    @given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text("ab"), st.lists))
    def test_anything_parsed_has_an_id(self, row: Any) -> None:
        assert isinstance(canonical(row), bytes)


class TestApply:
    def decisions(self, **said: Any) -> pa.Table:
        decisions = Decisions()
        decisions.say(**{"pair_id": "p1", "verdict": "rewrite", "reason": "x.y", "evidence": "why", **said})
        return decisions.table()

    def test_edits_are_applied_where_they_say(self) -> None:
        pairs = corpus.pairs([{"output": "aaa"}, {"output": "one two three", "history": TALK}, {"output": "ccc"}])
        edits = [Edit("output", 4, 7, "2"), Edit("output", 0, 3, "1"), Edit("history.0.content", 0, 5, "Bye")]
        after = rewrite(pairs, self.decisions(edits=edits)).to_pylist()
        assert [row["output"] for row in after] == ["aaa", "1 2 three", "ccc"]
        assert after[1]["history"][0]["content"] == "Bye there"
        assert [row["pair_id"] for row in after] == ["p0", "p1", "p2"]

    def test_offsets_are_code_points(self) -> None:
        pairs = corpus.pairs([{}, {"output": "日本 🎈 x"}])
        after = rewrite(pairs, self.decisions(edits=[Edit("output", 3, 4, "o")]))
        assert after["output"].to_pylist()[1] == "日本 o x"

    def test_a_drop_is_edited_too(self) -> None:
        pairs = corpus.pairs([{}, {"output": "secret"}])
        decisions = self.decisions(verdict="drop", edits=[Edit("output", 0, 6, "")])
        assert rewrite(pairs, decisions)["output"].to_pylist() == ["", ""]
        assert remove(pairs, decisions)["pair_id"].to_pylist() == ["p0"]

    def test_labels_are_set_from_the_facts(self) -> None:
        pairs = corpus.pairs([{}, {"task": "open_qa"}])
        after = rewrite(pairs, self.decisions(verdict="label", facts={"task": "code", "weight": 2})).to_pylist()
        assert [row["task"] for row in after] == ["", "code"]

    @pytest.mark.parametrize("verdict", ["review", "keep", "label", "rewrite", "hold"])
    def test_only_drops_and_quarantines_take_away(self, verdict: str) -> None:
        pairs = corpus.pairs([{}, {}])
        assert len(remove(pairs, self.decisions(verdict=verdict))) == 2

    def test_a_review_changes_nothing(self) -> None:
        assert not changes(self.decisions(verdict="review"))
        assert changes(self.decisions(edits=[Edit("output", 0, 0, "x")]))

    @pytest.mark.parametrize("spans", [[(0, 3), (2, 4)], [(3, 9)], [(2, 1)], [(-1, 2)]])
    def test_edits_that_overlap_or_reach_out_are_a_bug(self, spans: list[tuple[int, int]]) -> None:
        edits = [{"field": "output", "start": start, "end": end, "text": "x"} for start, end in spans]
        with pytest.raises(ValueError, match="overlaps"):
            edited("abcde", edits)

    def test_what_stands_in_for_personal_data_is_compared_by_its_name(self) -> None:
        pairs = corpus.pairs([{"output": "Write to a@b.co or c@d.co now", "history": TALK}])
        mail = {"verdict": "rewrite", "facts": {"entity": "EMAIL"}, "pair_id": "p0"}
        drawn = [Edit("output", 9, 15, "someone@example.com"), Edit("output", 19, 25, "x@example.com")]
        pairs = rewrite(pairs, self.decisions(**mail, edits=[*drawn, Edit("history.0.content", 6, 11, "Lee")]))
        assert named(pairs)["output"].to_pylist() == ["Write to <email> or <email> now"]
        assert named(pairs)["history"].to_pylist()[0][0]["content"] == "Hello <email>"
        mended = self.decisions(pair_id="p0", edits=[Edit("output", 0, 5, "Do write"), Edit("output", 33, 34, "")])
        assert named(rewrite(pairs, mended))["output"].to_pylist() == ["Do write to <email> or xexample.com now"]

    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xy", max_size=6)), max_size=6))
    def test_a_stand_in_stays_on_its_words(self, cuts: list[tuple[int, int, str]]) -> None:
        text = "abcdefghij<<VALUE>>klmnopqrstuvwxyz"
        kept, end = [], 0
        for start, length, word in sorted(cuts):
            if start >= end:
                kept.append(Edit("output", start, start + length, word))
                end = start + length
        pairs = corpus.pairs(
            [{"output": text, "standins": [{"field": "output", "start": 10, "end": 19, "entity": "IP"}]}]
        )
        row = rewrite(pairs, self.decisions(pair_id="p0", edits=kept)).to_pylist()[0]
        touched = any(e.start < 19 and e.end > 10 for e in kept)
        assert [row["output"][s["start"] : s["end"]] for s in row["standins"]] == ([] if touched else ["<<VALUE>>"])

    def test_a_decision_on_no_pair_is_a_bug(self) -> None:
        with pytest.raises(ValueError, match="not in the batch"):
            rewrite(corpus.pairs([{}]), self.decisions(edits=[Edit("output", 0, 0, "x")]))


class TestRank:
    ORDER = (
        ({"trust": 3, "output": "cut off in the middle of a longer sentence that never"}, False, "trust comes first"),
        ({"trust": 1, "output": "Done."}, False, ""),
        ({"trust": 1, "output": "Paris"}, False, "a short last line is complete; the id decides"),
        ({"trust": 1, "output": "cut off in the middle of a longer sentence that never"}, False, ""),
        ({"trust": 1, "output": "Done."}, True, "a review weighs more than an ending"),
        ({"trust": -5, "output": "Done."}, False, ""),
    )

    def test_in_this_order(self) -> None:
        pairs = corpus.pairs([row for row, *_ in self.ORDER])
        reviewed = [f"p{n}" for n, (_, review, _) in enumerate(self.ORDER) if review]
        ranks = rank(pairs, pa.array(reviewed, pa.string())).to_pylist()
        assert ranks == sorted(ranks)
        assert ranks[1] == ranks[2]


PAIR = {"system": "Be brief.", "history": TALK, "instruction": "Sum", "input": "1, 2", "output": "3"}


class TestTemplate:
    def test_a_pair_as_messages(self) -> None:
        turns = messages(PAIR)
        assert [turn["role"] for turn in turns] == ["system", "user", "assistant", "user", "assistant"]
        assert turns[-2]["content"] == "Sum\n\n1, 2"
        assert turns[:-1] == prompt(PAIR)

    def test_a_rendered_prompt_begins_the_rendered_pair(self) -> None:
        whole, ask = render(messages(PAIR), False), render(prompt(PAIR), True)
        assert whole == ask + "3<|end|>\n"

    @given(st.text(), st.text(), st.text())
    def test_whatever_the_texts(self, system: str, ask: str, answer: str) -> None:
        pair = {"system": system, "history": [], "instruction": ask, "input": "", "output": answer}
        assert render(messages(pair), False) == render(prompt(pair), True) + answer + "<|end|>\n"

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("{% for m in messages %}{{ m.content | trim }}{% endfor %}", "it trims what it is given"),
            (
                "{% for m in messages %}{{ m.content }}{% endfor %}{% if add_generation_prompt %}A:{% endif %}",
                "only ask",
            ),
            ("{% for m in messages[:1] %}{{ m.content }}{% endfor %}", "it leaves the answer out"),
            ("{{ ''.__class__.__mro__ }}", "it reaches into Python"),
            ("{% for m in messages %}{{ m.nothing }}{% endfor %}", "it names what is not there"),
            ("{% for m in messages %}", "it does not end"),
        ],
    )
    def test_a_template_that_would_mislead_a_trainer_is_refused(self, text: str, why: str) -> None:
        with pytest.raises(RecipeError, match=r"^recipe: "):
            Template("bad", text, ("x",)).check("recipe")

    def test_the_house_template_is_good(self) -> None:
        Template().check("recipe")
