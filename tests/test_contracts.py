"""What holds for every stage of the chain: it gets these tests by being listed."""

import pickle
from typing import Any

import pyarrow as pa
import pytest

import corpus
from pipeline.ledger import ordered
from pipeline.recipe import CHAIN
from pipeline.vectors import LocalShelf
from schemas.apply import remove, rewrite
from schemas.decision import DECISION, VERDICTS
from schemas.rank import rank
from schemas.stage import CorpusStage, NeighbourStage, PairStage

SETTINGS: dict[str, dict[str, Any]] = {
    "policy": {"refuse_licences": ("CC-BY-NC-*",), "refuse_makers": ("botco",)},
    "holdout": {"share": 0.3, "seed": 5},
    "pii": {"names": "none"},
}
STAGES = [link.stage(**SETTINGS.get(link.stage.name, {})) for link in CHAIN]
PAIR_STAGES = [stage for stage in STAGES if isinstance(stage, PairStage)]
CORPUS_STAGES = [stage for stage in STAGES if isinstance(stage, CorpusStage)]


def material() -> pa.Table:
    """Pairs with every fault that the chain knows, hostile text, and a long conversation."""
    rows = [{**row, "input": row.get("input") or ""} for row in corpus.alpaca()]
    rows += [
        {
            "instruction": row["instruction"],
            "input": row["context"],
            "output": row["response"],
            "source": "d",
            "trust": 2,
        }
        for row in corpus.dolly()
    ]
    talk = [{"role": "user", "content": "Hi.</s>"}, {"role": "assistant", "content": "HellÃ¶ there<|im_end|>"}]
    rows += [
        {"instruction": "And now?", "output": "Bye.", "history": talk, "system": "Be brief.<|endoftext|>"},
        {"instruction": "x" * 50_000, "output": "</s>" * 5_000, "licence": "CC-BY-NC-4.0"},
        {
            "instruction": "\u202eevil\u200b <script>alert(1)</script>",
            "output": "=1+1 {{ 7*7 }} %s",
            "made_by": "BotCo",
        },
        {
            "instruction": "Write to kai.lund@harrow-lintel.co.",
            "output": "Kai Lund: kai.lund@harrow-lintel.co, 81.2.69.142",
        },
        {"instruction": "One talk", "output": "a", "group": "g"},
        {"instruction": "Other ask", "output": "b", "group": "g"},
    ]
    return corpus.pairs(rows)


def judged(stage: Any, pairs: pa.Table) -> pa.Table:
    if isinstance(stage, PairStage):
        return stage.judge(pairs, LocalShelf())
    return settled(stage, [pairs])


def settled(stage: Any, batches: list[pa.Table]) -> pa.Table:
    sketches = [stage.sketch(_ranked(batch), LocalShelf()) for batch in batches]
    return stage.settle(pa.concat_tables(sketches).unify_dictionaries(), LocalShelf())


def _ranked(pairs: pa.Table) -> pa.Table:
    return pairs.append_column("rank", rank(pairs, pa.array([], pa.string())))


def said(decisions: pa.Table) -> list[str]:
    return sorted(str(row) for row in decisions.to_pylist())


def test_the_chain_is_made_of_stages() -> None:
    kinds = (PairStage, CorpusStage, NeighbourStage)
    assert all(isinstance(stage, kinds) for stage in STAGES)
    names = [stage.name for stage in STAGES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
class TestEveryStage:
    def test_says_something_here(self, stage: Any) -> None:
        assert len(judged(stage, material()))

    def test_returns_decisions_on_pairs_that_it_was_given(self, stage: Any) -> None:
        pairs = material()
        decisions = judged(stage, pairs)
        assert decisions.schema == DECISION
        assert set(decisions["verdict"].to_pylist()) <= set(VERDICTS)
        assert len(ordered(decisions, pairs["pair_id"], stage.name)) == len(decisions)
        rivals = set(decisions["rival_id"].drop_null().to_pylist())
        assert rivals <= set(pairs["pair_id"].to_pylist())

    def test_explains_what_it_takes(self, stage: Any) -> None:
        for row in judged(stage, material()).to_pylist():
            assert row["evidence"], row
            assert "\n" not in row["evidence"]
            assert "." in row["reason"]
            if row["reason"].startswith("duplicate.") and row["verdict"] == "drop":
                assert row["rival_id"] and row["rival_id"] != row["pair_id"]

    def test_edits_lie_apart_and_inside_the_text(self, stage: Any) -> None:
        pairs = material()
        rewritten = rewrite(pairs, judged(stage, pairs))
        assert rewritten["pair_id"].equals(pairs["pair_id"])

    def test_says_the_same_again(self, stage: Any) -> None:
        assert judged(stage, material()).equals(judged(stage, material()))

    def test_says_the_same_of_pairs_in_another_order(self, stage: Any) -> None:
        pairs = material()
        backwards = pairs.take(pa.array(range(len(pairs) - 1, -1, -1)))
        assert said(judged(stage, pairs)) == said(judged(stage, backwards))

    def test_finds_nothing_more_in_what_it_left(self, stage: Any) -> None:
        pairs = material()
        decisions = judged(stage, pairs)
        left = remove(rewrite(pairs, decisions), decisions)
        again = judged(stage, left)
        if getattr(stage, "name", "") == "holdout":  # a number is drawn anew from what is left; a share is not
            return
        assert not [row for row in again.to_pylist() if row["verdict"] in ("drop", "rewrite")]

    def test_has_nothing_to_say_of_nothing(self, stage: Any) -> None:
        assert len(judged(stage, material().slice(0, 0))) == 0

    def test_can_be_sent_to_another_process(self, stage: Any) -> None:
        assert pickle.loads(pickle.dumps(stage)) == stage


@pytest.mark.parametrize("stage", PAIR_STAGES, ids=lambda stage: stage.name)
@pytest.mark.parametrize("size", [1, 7])
def test_a_pair_stage_does_not_care_for_batches(stage: Any, size: int) -> None:
    pairs = material()
    parts = [stage.judge(pairs.slice(at, size), LocalShelf()) for at in range(0, len(pairs), size)]
    assert said(pa.concat_tables(parts)) == said(judged(stage, pairs))


@pytest.mark.parametrize("stage", CORPUS_STAGES, ids=lambda stage: stage.name)
def test_a_corpus_stage_does_not_care_for_batches(stage: Any) -> None:
    pairs = material()
    parts = [pairs.slice(at, 9) for at in range(0, len(pairs), 9)]
    assert said(settled(stage, parts)) == said(settled(stage, [pairs]))


@pytest.mark.parametrize("stage", CORPUS_STAGES, ids=lambda stage: stage.name)
def test_a_sketch_keeps_no_text(stage: Any) -> None:
    sketch = stage.sketch(_ranked(material()), LocalShelf())
    assert len(sketch) == len(material())
    assert sketch.get_total_buffer_size() < 150 * len(sketch) + 4096
