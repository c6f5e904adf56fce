"""The stages of the chain, each by a table of cases with its near misses."""

from typing import Any

import pyarrow as pa
import pytest

import corpus
from pipeline.vectors import LocalShelf
from schemas.apply import rewrite
from schemas.rank import rank
from stages.exact import Exact
from stages.holdout import Holdout
from stages.normal import asks, folded
from stages.policy import Policy
from stages.repair import Repair

Row = dict[str, Any]


def judged(stage: Any, rows: list[Row]) -> list[Row]:
    said: list[Row] = stage.judge(corpus.pairs(rows), LocalShelf()).to_pylist()
    return said


def settled(stage: Any, rows: list[Row]) -> list[Row]:
    pairs = corpus.pairs(rows)
    ranked = pairs.append_column("rank", rank(pairs, pa.array([], pa.string())))
    said: list[Row] = stage.settle(stage.sketch(ranked, LocalShelf()), LocalShelf()).to_pylist()
    return said


REPAIRED: list[tuple[Row, dict[str, str], set[str], str]] = [
    ({"input": "<noinput>"}, {"input": ""}, {"placeholder_input"}, "Alpaca's own"),
    ({"input": "No input."}, {"input": ""}, {"placeholder_input"}, ""),
    ({"input": '"<No Input>"'}, {"input": ""}, {"placeholder_input"}, "in quotes"),
    ({"input": "No input is required"}, {"input": ""}, {"placeholder_input"}, ""),
    ({"input": "\\<noinput\\>"}, {"input": ""}, {"placeholder_input"}, "escaped"),
    ({"input": "N/A"}, {"input": ""}, {"placeholder_input"}, ""),
    ({"input": "[none]"}, {"input": ""}, {"placeholder_input"}, ""),
    ({"input": "None", "instruction": "Name a bird."}, {"input": ""}, {"placeholder_input"}, "nothing to refer to"),
    ({"input": "-", "instruction": "Name a bird."}, {"input": ""}, {"placeholder_input"}, "nobody speaks of Morse"),
    ({"input": "--", "instruction": "Decode this."}, {}, set(), "may be Morse"),
    ({"input": "none", "instruction": 'Explain the term "ballast".'}, {"input": ""}, {"placeholder_input"}, "quoted"),
    ({"input": "none", "instruction": "Explain the term."}, {}, set(), "the term may be just that"),
    ({"input": "386", "instruction": "Double the number 386."}, {"input": ""}, {"echoed_input"}, "the only number"),
    ({"input": "2", "instruction": "Raise 2 to the power 10."}, {}, set(), "one number of two"),
    ({"input": "***", "instruction": "Name a bird."}, {"input": ""}, {"placeholder_input"}, "marks alone"),
    ({"input": "None", "instruction": "Classify this reply."}, {}, set(), "the reply may be just that"),
    ({"input": "&", "instruction": "What does this symbol mean?"}, {}, set(), "the ask is about it"),
    ({"input": "-.. --- --.", "instruction": "Read the Morse code."}, {}, set(), "Morse"),
    ({"input": "<noinput> 8"}, {}, set(), "there is an input after all"),
    ({"input": "No input device was found."}, {}, set(), "a sentence that begins alike"),
    ({"input": "none of them came"}, {}, set(), ""),
    ({"instruction": 'Say "I like tea" in German.', "input": "I like tea"}, {"input": ""}, {"echoed_input"}, ""),
    ({"instruction": "Translate: Good  Morning", "input": "good morning."}, {"input": ""}, {"echoed_input"}, "folded"),
    (
        {"instruction": "Explain this word: placid", "input": "Placid"},
        {"input": ""},
        {"echoed_input"},
        "one word",
    ),
    ({"instruction": "Explain the underlined word: he sat still", "input": "still"}, {}, set(), "says which word"),
    ({"instruction": "Name three cats.", "input": "cat"}, {}, set(), "only part of a word"),
    ({"instruction": "Is 12 even?", "input": "1"}, {}, set(), "only part of a number"),
    ({"output": "Paris<|endoftext|>"}, {"output": "Paris"}, {"control_token"}, "every P3 target"),
    ({"output": "Paris</s> <|im_end|>\n"}, {"output": "Paris"}, {"control_token"}, "several"),
    ({"output": "x" + "</s>" * 500}, {"output": "x"}, {"control_token"}, "a long tail"),
    ({"instruction": "Ask<|eot_id|>"}, {"instruction": "Ask"}, {"control_token"}, "in any field"),
    ({"output": "<|endoftext|>"}, {"output": ""}, {"control_token", "empty_output"}, "nothing else"),
    ({"output": "The marker </s> ends a text."}, {}, set(), "a text about it"),
    ({"output": "<s>old price</s>"}, {}, set(), "HTML for struck-out text"),
    ({"instruction": "Which special token ends a text?", "output": "<|endoftext|>"}, {}, set(), "asked for"),
    ({"output": "use [b]old[/b]"}, {}, set(), "other marks in brackets"),
    ({"output": "cafÃ© â€œnowâ€\x9d"}, {"output": "café “now”"}, {"mojibake"}, ""),
    ({"output": "café “now”, 5 €"}, {}, set(), "right as it is"),
    ({"output": "It reads Ã© when UTF-8 is taken for Latin-1."}, {}, set(), "a text about mojibake"),
    ({"output": "Ãllo vous"}, {}, set(), "an accent that happens to be there"),
    ({"output": "ｆｕｌｌ ﬁ &amp; “x”"}, {}, set(), "nothing else of ftfy's fixes"),
    ({"output": ""}, {}, {"empty_output"}, ""),
    ({"output": " \n\u200b"}, {}, {"empty_output"}, "only invisible characters"),
    ({"output": "0"}, {}, set(), "short, and an answer"),
    ({"instruction": "", "input": ""}, {}, {"empty_ask"}, ""),
    ({"instruction": "", "input": "N/A"}, {"input": ""}, {"placeholder_input", "empty_ask"}, "empty once mended"),
    ({"instruction": "", "input": "What is tin?"}, {}, set(), "asked in the input"),
]


@pytest.mark.parametrize(
    ("row", "after", "reasons", "why"),
    REPAIRED,
    ids=lambda case: str(sorted(case) if isinstance(case, set) else case)[:40],
)
def test_repair(row: Row, after: dict[str, str], reasons: set[str], why: str) -> None:
    row = {"instruction": "Tell me of tin.", "output": "Tin is a metal.", **row}
    said = judged(Repair(), [row])
    assert {decision["reason"] for decision in said} == {f"repair.{reason}" for reason in reasons}, why
    pairs = corpus.pairs([row])
    mended = rewrite(pairs, Repair().judge(pairs, LocalShelf())).to_pylist()[0]
    assert {name: mended[name] for name in row} == {**row, **after}, why


def test_repair_looks_into_the_turns_before() -> None:
    talk = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "HellÃ¶<|im_end|>"}]
    pairs = corpus.pairs([{"instruction": "a", "output": "b"}, {"instruction": "a", "output": "b", "history": talk}])
    mended = rewrite(pairs, Repair().judge(pairs, LocalShelf()))
    assert mended["history"].to_pylist() == [[], [talk[0], {"role": "assistant", "content": "Hellö"}]]


@pytest.mark.parametrize(
    ("row", "reason", "why"),
    [
        ({"licence": "CC-BY-NC-4.0"}, "policy.licence", ""),
        ({"licence": "cc-by-nc-sa-4.0"}, "policy.licence", "case does not count"),
        ({"licence": "CC-BY-4.0"}, None, ""),
        ({"licence": "LicenseRef-CC-BY-NC"}, None, "a pattern names the whole licence"),
        ({"made_by": "text-davinci-003"}, "policy.maker", ""),
        ({"made_by": "human"}, None, ""),
    ],
)
def test_policy(row: Row, reason: str | None, why: str) -> None:
    policy = Policy(refuse_licences=("CC-BY-NC-*",), refuse_makers=("text-davinci-00?",))
    assert [said["reason"] for said in judged(policy, [row])] == ([reason] if reason else []), why


def test_policy_refuses_nothing_unasked() -> None:
    assert judged(Policy(), [{"licence": "unknown", "made_by": "unknown"}]) == []


BASE = {"instruction": "Name a metal", "input": "soft, white", "output": "Tin."}
EQUAL: list[tuple[Row, bool, str]] = [
    ({}, True, "the very same"),
    ({"output": "  TIN.\n"}, True, "case and white space"),
    ({"instruction": "Name a\u200b \u00a0metal"}, True, "invisible characters and hard blanks"),
    ({"output": "Ｔｉｎ．"}, True, "full-width forms"),
    ({"instruction": "Name a metal soft, white", "input": ""}, True, "another split into instruction and input"),
    ({"output": "Tin"}, False, "a full stop is text"),
    ({"output": "Lead."}, False, "another answer"),
    ({"input": "soft, grey"}, False, "another ask"),
    ({"system": "Be brief."}, False, "another system text"),
    ({"history": [{"role": "user", "content": "Hi"}]}, False, "something was said before"),
]


@pytest.mark.parametrize(("change", "equal", "why"), EQUAL)
def test_exact(change: Row, equal: bool, why: str) -> None:
    said = settled(Exact(), [BASE, {**BASE, **change}])
    assert [(row["pair_id"], row["rival_id"]) for row in said] == ([("p1", "p0")] if equal else []), why


def test_exact_keeps_the_best_ranked_of_all() -> None:
    rows = [{**BASE, "trust": trust, "pair_id": name} for trust, name in ((1, "a"), (3, "z"), (3, "y"), (2, "b"))]
    said = settled(Exact(), rows)
    assert {row["pair_id"]: row["rival_id"] for row in said} == {"a": "y", "b": "y", "z": "y"}


@pytest.mark.parametrize(
    ("text", "as_compared"),
    [
        ("A  b\tC\n", "a b c"),
        ("Straße", "strasse"),
        ("ﬁne\u00adly", "finely"),
        ("e\u0301", "é"),
        ("x\u202ey", "xy"),
        ("İ", "i̇"),
        ("１２ ½", "12 1⁄2"),
    ],
)
def test_folded(text: str, as_compared: str) -> None:
    assert folded(text) == as_compared
    assert folded(folded(text)) == folded(text)


def test_roles_count_in_an_ask() -> None:
    said = [[{"role": role, "content": "Hi"}] for role in ("user", "assistant")]
    one, other = asks(corpus.pairs([{"instruction": "x", "history": turns} for turns in said]))
    assert one != other


class TestHoldout:
    ROWS: tuple[Row, ...] = tuple(
        {"instruction": f"Ask {n % 800}", "output": f"Answer {n}", "source": "ab"[n % 2]} for n in range(1000)
    )

    def held(self, rows: list[Row] | tuple[Row, ...] = ROWS, **settings: Any) -> set[str]:
        return {row["pair_id"] for row in settled(Holdout(**settings), list(rows))}

    def test_a_share(self) -> None:
        assert 60 < len(self.held(share=0.1)) < 140

    def test_a_number_of_one_source_and_none_of_another(self) -> None:
        held = self.held(sources={"a": 30, "b": 0.0})
        assert len(held) == 30
        assert {int(name[1:]) % 2 for name in held} == {0}

    def test_equal_asks_stay_together(self) -> None:
        held = self.held(share=0.3)
        assert all((f"p{n}" in held) == (f"p{n + 800}" in held) for n in range(200))

    def test_a_conversation_stays_together_and_ties_what_it_asks(self) -> None:
        rows = [
            {"instruction": "one", "group": "talk"},
            {"instruction": "two", "group": "talk"},
            {"instruction": "TWO", "group": "other"},
            {"instruction": "three", "group": "other"},
        ]
        drawn = [self.held(rows, share=0.5, seed=seed) for seed in range(20)]
        assert {len(held) for held in drawn} == {0, 4}

    def test_another_seed_draws_others(self) -> None:
        assert self.held(share=0.1, seed=1) != self.held(share=0.1, seed=2)

    def test_another_source_reshuffles_nothing(self) -> None:
        more = [*self.ROWS, *({"instruction": f"New {n}", "source": "zz", "pair_id": f"z{n}"} for n in range(500))]
        assert self.held(share=0.1) == {name for name in self.held(more, share=0.1) if name[0] == "p"}

    def test_a_larger_share_holds_the_smaller_one(self) -> None:
        assert self.held(share=0.05) < self.held(share=0.1)

    @pytest.mark.parametrize("wanted", [-1, 1.0, 1.5, -0.1])
    def test_refuses_what_is_neither_share_nor_number(self, wanted: float) -> None:
        with pytest.raises(ValueError, match="neither a share"):
            Holdout(sources={"a": wanted})
