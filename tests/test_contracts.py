"""What holds for every stage of the chain: it gets these tests by being listed."""

import pickle
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import corpus
from pipeline.edges import EDGE, find
from pipeline.ledger import ordered
from pipeline.recipe import CHAIN
from pipeline.vectors import LocalShelf
from pipeline.weighing import counted
from pipeline.windows import joinable
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
NEIGHBOUR_STAGES = [stage for stage in STAGES if isinstance(stage, NeighbourStage)]


PARTS = (
    "A sailing boat has a hull that floats, a mast that stands on the keel, a boom that holds the foot of the sail, "
    "a rudder to steer by, and lines that trim the sails to the wind."
)


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
        {"instruction": "How tall is the old tower at the edge of the north field?", "output": "Forty steps."},
        {"instruction": "What are the main parts of a sailing boat?", "output": PARTS},
        {"instruction": "What are the main parts of a sailing boat", "output": f"{PARTS} That is all of them."},
        {"instruction": "What're the main parts of sailing boats?", "output": PARTS.replace("stands on", "rises from")},
        {"instruction": "What is 17 + 26?", "output": "17 + 26 = 44"},
        {"instruction": "Is the north gate of the old town open on Sundays?", "output": "Yes."},
        {"instruction": "Is the north gate of the old town open on Sundays?", "output": "No."},
        {"instruction": "One talk", "output": "a", "group": "g"},
        {"instruction": "Other ask", "output": "b", "group": "g"},
    ]
    return corpus.pairs(rows)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> LocalShelf:
    return corpus.shelf(tmp_path_factory.mktemp("references"))


def judged(stage: Any, pairs: pa.Table, shelf: LocalShelf) -> pa.Table:
    if isinstance(stage, PairStage):
        return stage.judge(pairs, shelf)
    return settled(stage, [pairs], shelf)


def settled(stage: Any, batches: list[pa.Table], shelf: LocalShelf, at_once: int = 10**6) -> pa.Table:
    sketches = pa.concat_tables([stage.sketch(_ranked(batch), shelf) for batch in batches]).unify_dictionaries()
    if not isinstance(stage, NeighbourStage):
        return stage.settle(sketches, shelf)
    pairs = pa.concat_tables([_ranked(batch) for batch in batches]).combine_chunks()
    edges = find(joinable(pairs, shelf), shelf.stored, 0).edges
    return stage.settle(sketches, beside(edges, weighed(stage, pairs, edges, shelf, at_once)), shelf)


def weighed(stage: Any, pairs: pa.Table, edges: pa.Table, shelf: LocalShelf, at_once: int) -> pa.Table:
    """Some edges at a time, each time with no more pairs than they need."""
    said = []
    for at in range(0, max(1, len(edges)), at_once):
        some = edges.slice(at, at_once)
        ends = [some[name].to_numpy() for name in ("a", "b")]
        rows = np.unique(np.concatenate(ends))
        for position, end in enumerate(ends):
            some = some.set_column(position, EDGE.field(position), pa.array(np.searchsorted(rows, end)))
        said.append(stage.weigh(pairs.take(pa.array(rows)), some, shelf))
    return pa.concat_tables(said)


def beside(edges: pa.Table, said: pa.Table) -> pa.Table:
    return pa.table({name: table[name] for table in (edges, said) for name in table.schema.names})


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
    def test_says_something_here(self, stage: Any, shelf: LocalShelf) -> None:
        assert len(judged(stage, material(), shelf))

    def test_returns_decisions_on_pairs_that_it_was_given(self, stage: Any, shelf: LocalShelf) -> None:
        pairs = material()
        decisions = judged(stage, pairs, shelf)
        assert decisions.schema == DECISION
        assert set(decisions["verdict"].to_pylist()) <= set(VERDICTS)
        assert len(ordered(decisions, pairs["pair_id"], stage.name)) == len(decisions)
        rivals = set(decisions["rival_id"].drop_null().to_pylist())
        assert rivals <= set(pairs["pair_id"].to_pylist())

    def test_explains_what_it_takes(self, stage: Any, shelf: LocalShelf) -> None:
        for row in judged(stage, material(), shelf).to_pylist():
            assert row["evidence"], row
            assert "\n" not in row["evidence"]
            assert "." in row["reason"]
            if row["reason"].startswith("duplicate.") and row["verdict"] == "drop":
                assert row["rival_id"] and row["rival_id"] != row["pair_id"]

    def test_edits_lie_apart_and_inside_the_text(self, stage: Any, shelf: LocalShelf) -> None:
        pairs = material()
        rewritten = rewrite(pairs, judged(stage, pairs, shelf))
        assert rewritten["pair_id"].equals(pairs["pair_id"])

    def test_says_the_same_again(self, stage: Any, shelf: LocalShelf) -> None:
        assert judged(stage, material(), shelf).equals(judged(stage, material(), shelf))

    def test_says_the_same_of_pairs_in_another_order(self, stage: Any, shelf: LocalShelf) -> None:
        pairs = material()
        backwards = pairs.take(pa.array(range(len(pairs) - 1, -1, -1)))
        assert said(judged(stage, pairs, shelf)) == said(judged(stage, backwards, shelf))

    def test_finds_nothing_more_in_what_it_left(self, stage: Any, shelf: LocalShelf) -> None:
        pairs = material()
        decisions = judged(stage, pairs, shelf)
        left = remove(rewrite(pairs, decisions), decisions)
        again = judged(stage, left, shelf)
        if getattr(stage, "name", "") == "holdout":  # a number is drawn anew from what is left; a share is not
            return
        assert not [row for row in again.to_pylist() if row["verdict"] in ("drop", "rewrite")]

    def test_has_nothing_to_say_of_nothing(self, stage: Any, shelf: LocalShelf) -> None:
        assert len(judged(stage, material().slice(0, 0), shelf)) == 0

    def test_can_be_sent_to_another_process(self, stage: Any) -> None:
        assert pickle.loads(pickle.dumps(stage)) == stage


@pytest.mark.parametrize("stage", PAIR_STAGES, ids=lambda stage: stage.name)
@pytest.mark.parametrize("size", [1, 7])
def test_a_pair_stage_does_not_care_for_batches(stage: Any, size: int, shelf: LocalShelf) -> None:
    pairs = material()
    parts = [stage.judge(pairs.slice(at, size), shelf) for at in range(0, len(pairs), size)]
    assert said(pa.concat_tables(parts)) == said(judged(stage, pairs, shelf))


@pytest.mark.parametrize("stage", CORPUS_STAGES, ids=lambda stage: stage.name)
def test_a_corpus_stage_does_not_care_for_batches(stage: Any, shelf: LocalShelf) -> None:
    pairs = material()
    parts = [pairs.slice(at, 9) for at in range(0, len(pairs), 9)]
    assert said(settled(stage, parts, shelf)) == said(settled(stage, [pairs], shelf))


@pytest.mark.parametrize("stage", CORPUS_STAGES, ids=lambda stage: stage.name)
def test_a_sketch_keeps_no_text(stage: Any, shelf: LocalShelf) -> None:
    sketch = stage.sketch(_ranked(material()), shelf)
    assert len(sketch) == len(material())
    assert sketch.get_total_buffer_size() < 150 * len(sketch) + 4096


@pytest.mark.parametrize("stage", NEIGHBOUR_STAGES, ids=lambda stage: stage.name)
class TestANeighbourStage:
    @pytest.mark.parametrize("at_once", [1, 7])
    def test_weighs_every_edge_by_itself(self, stage: Any, at_once: int, shelf: LocalShelf) -> None:
        pairs = _ranked(material())
        edges = find(joinable(pairs, shelf), shelf.stored, 0).edges
        whole = stage.weigh(pairs, edges, shelf)
        assert len(whole) == len(edges) > at_once
        assert not set(whole.schema.names) & set(edges.schema.names)
        assert weighed(stage, pairs, edges, shelf, at_once).equals(whole)
        backwards = edges.take(pa.array(range(len(edges) - 1, -1, -1)))
        assert stage.weigh(pairs, backwards, shelf).to_pylist() == whole.to_pylist()[::-1]

    def test_weighs_nothing(self, stage: Any, shelf: LocalShelf) -> None:
        pairs = _ranked(material())
        said = stage.weigh(pairs.slice(0, 0), EDGE.empty_table(), shelf)
        assert len(said) == 0 and said.schema == stage.weigh(pairs, EDGE.empty_table(), shelf).schema

    def test_settles_the_same_whatever_the_order_of_the_edges(self, stage: Any, shelf: LocalShelf) -> None:
        pairs = _ranked(material())
        edges = find(joinable(pairs, shelf), shelf.stored, 0).edges
        edges = beside(edges, stage.weigh(pairs, edges, shelf))
        sketches = stage.sketch(pairs, shelf)
        shuffled = edges.take(pa.array(np.random.default_rng(1).permutation(len(edges))))
        wanted = said(stage.settle(sketches, edges, shelf))
        assert wanted == said(stage.settle(sketches, shuffled, shelf))

    def test_settles_the_same_by_the_edges_that_count(self, stage: Any, shelf: LocalShelf) -> None:
        """Those that the stage says it does not look at are not kept."""
        pairs = _ranked(material())
        edges = find(joinable(pairs, shelf), shelf.stored, 0).edges
        whole = stage.weigh(pairs, edges, shelf)
        few = counted(stage, whole)
        edges = beside(edges, whole)
        assert 0 < len(few) <= len(edges)
        sketches = stage.sketch(pairs, shelf)
        assert said(stage.settle(sketches, edges.take(few), shelf)) == said(stage.settle(sketches, edges, shelf))

    def test_settles_the_same_however_rows_and_edges_are_dealt(self, stage: Any, shelf: LocalShelf) -> None:
        pairs = material()
        shuffled = pairs.take(pa.array(np.random.default_rng(2).permutation(len(pairs))))
        parts = [shuffled.slice(at, 9) for at in range(0, len(pairs), 9)]
        assert said(settled(stage, parts, shelf, at_once=3)) == said(settled(stage, [pairs], shelf))

    def test_each_drop_names_a_kept_rival(self, stage: Any, shelf: LocalShelf) -> None:
        """But for contradictions that nothing settles: all sides go, and each names another."""
        drops = [row for row in judged(stage, material(), shelf).to_pylist() if row["verdict"] == "drop"]
        assert drops and all(row["rival_id"] for row in drops)
        settled = [row for row in drops if "ambiguous" not in row["evidence"]]
        assert not {row["rival_id"] for row in settled} & {row["pair_id"] for row in drops}
        assert all(row["score"] >= row["threshold"] for row in drops)
