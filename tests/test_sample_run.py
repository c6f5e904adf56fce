"""The bundled sample, run: every planted fault that the chain knows is found, and no near miss is touched."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import corpus
from pipeline import store
from pipeline.recipe import CHAIN
from pipeline.run import Finished

HOUSE = Path(__file__).parent.parent
TRUTH = [json.loads(line) for line in (HOUSE / "sample" / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
KNOWN = (*(f"{link.stage.name}." for link in CHAIN), "ingest.")
NEAR = ("duplicate.semantic", "duplicate.lexical", "duplicate.ask")
LEAKED = tuple(f"decontamination.{how}" for how in ("exact", "overlap", "short", "cosine"))


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return corpus.run(
        HOUSE / "recipes" / "sample.toml",
        f"run.out={tmp_path_factory.mktemp('sample')}/run",
        f"run.cache={corpus.cache}",
    )


def tables(done: Finished, below: str) -> pa.Table:
    return pa.concat_tables([store.read_table(path) for path in sorted((done.folder / below).glob("*.parquet"))])


@pytest.fixture(scope="module")
def said(done: Finished) -> dict[str, set[str]]:
    """Every reason but the hold-out's, with the addresses (`source@file:row`) of which it was said."""
    texts = tables(done, "texts").select(["pair_id", "source", "origin"]).to_pylist()
    address = {row["pair_id"]: f"{row['source']}@{row['origin']}" for row in texts}
    found = defaultdict(set)
    for ledger in sorted((done.folder / "ledgers").iterdir()):
        for row in tables(done, f"ledgers/{ledger.name}").to_pylist():
            if row["verdict"] in ("drop", "rewrite", "quarantine"):
                found[row["reason"]].add(address.get(row["pair_id"], row["pair_id"]))
    return found


def planted(kind: str) -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in TRUTH:
        if row["kind"] == kind:
            found[row["reason"]].append(row | {"address": f"{row['source']}@{row['origin']}"})
    return found


@pytest.mark.parametrize("reason", sorted(r for r in planted("fault") if r.startswith(KNOWN)))
def test_what_is_planted_is_what_is_found(said: dict[str, set[str]], reason: str) -> None:
    """No fault is missed, and nothing that is sound is taken for it."""
    wanted = {row["address"] for row in planted("fault")[reason]}
    also = {row["address"] for rows in planted("fault").values() for row in rows}
    assert wanted <= said[reason]
    assert said[reason] <= also


def test_of_copies_exactly_one_stays(said: dict[str, set[str]]) -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in planted("fault")["duplicate.exact"]:
        sources = {other["origin"]: other["address"] for other in planted("fault")["duplicate.exact"]}
        members = {row["address"], *(sources[rival] for rival in row["rivals"])}
        groups[min(members)] |= members
    assert len(groups) > 60
    for members in groups.values():
        assert len(members - said["duplicate.exact"]) == 1


@pytest.mark.parametrize(("how", "least"), [("asks in other words", 0.85), ("equal but for", 0.85)])
def test_of_near_duplicates_one_goes(said: dict[str, set[str]], how: str, least: float) -> None:
    """Never both: the one that goes names the other."""
    gone = set[str]().union(*(said[reason] for reason in NEAR))
    rows = [row for row in planted("fault")["dedup"] if row["note"].startswith(how)]
    groups = {frozenset((row["origin"], *row["rivals"])) for row in rows}
    address = {row["origin"]: row["address"] for row in rows}
    went = {group: sum(address[origin] in gone for origin in group) for group in groups}
    missed = [sorted(address[origin] for origin in group) for group, count in went.items() if not count]
    assert len(missed) <= (1 - least) * len(groups), missed
    assert max(went.values()) == 1


def agreeing() -> set[str]:
    """What only looks like a contradiction says the same twice, and so one of the two may go."""
    near = (row for rows in planted("near_miss").values() for row in rows)
    return {row["address"] for row in near if row["note"] == "both answers say the same"}


def test_nothing_else_is_taken_for_a_near_duplicate(said: dict[str, set[str]]) -> None:
    fine = {row["address"] for rows in planted("fault").values() for row in rows} | agreeing()
    assert set[str]().union(*(said[reason] for reason in NEAR)) <= fine


def test_of_a_contradiction_nobody_goes_for_another_answer(done: Finished) -> None:
    """Where two conflict, deduplication leaves both; of two that agree one may go."""
    texts = tables(done, "texts").select(["pair_id", "source", "origin"]).to_pylist()
    answered = {
        f"{row['source']}@{row['origin']}": row["note"].split()[0]
        for row in TRUTH
        if row["fault"].startswith("contradiction.") and row["kind"] == "fault"
    }
    side = {row["pair_id"]: answered.get(f"{row['source']}@{row['origin']}", "") for row in texts}
    folder = next((done.folder / "ledgers").glob("*-dedup"))
    drops = [row for row in tables(done, f"ledgers/{folder.name}").to_pylist() if row["verdict"] == "drop"]
    assert [row for row in drops if side[row["pair_id"]] != side[row["rival_id"]]] == []


def test_leaked_items_are_found(said: dict[str, set[str]]) -> None:
    """Of those that the sample plants at least nine in ten, and nothing that is sound."""
    gone = set[str]().union(*(said[reason] for reason in LEAKED))
    wanted = {row["address"]: row["note"] for row in planted("fault")["decontamination"]}
    missed = {address: note for address, note in wanted.items() if address not in gone}
    assert len(wanted) > 25
    assert len(missed) <= 0.1 * len(wanted), missed
    assert gone <= wanted.keys()


def test_conflicts_and_wrong_sums_end_as_planted(done: Finished) -> None:
    """Who goes, who stays and what is listed; only a pair that went as somebody's duplicate before is not judged."""
    texts = tables(done, "texts").select(["pair_id", "source", "origin"]).to_pylist()
    address = {row["pair_id"]: f"{row['source']}@{row['origin']}" for row in texts}
    got: dict[str, str] = {}
    gone: set[str] = set()
    for ledger in sorted((done.folder / "ledgers").iterdir()):
        for row in tables(done, f"ledgers/{ledger.name}").to_pylist():
            if ledger.name.endswith(("-contradiction", "-defects")):
                got[address[row["pair_id"]]] = row["verdict"]
            elif row["reason"].startswith("duplicate.") and row["verdict"] == "drop":
                gone.add(address[row["pair_id"]])
    wanted = {
        f"{row['source']}@{row['origin']}": row["verdict"]
        for row in TRUTH
        if row["fault"].startswith(("contradiction.", "arithmetic"))
    }
    assert len(wanted) > 180
    assert {one: got.get(one, "keep") for one in wanted.keys() - gone} == {
        one: verdict for one, verdict in wanted.items() if one not in gone
    }
    assert got.keys() <= wanted.keys()


def test_no_near_miss_is_touched(said: dict[str, set[str]]) -> None:
    """Whoever looks for personal data may find some in what only looks like mojibake, and so on."""
    near = [row for rows in planted("near_miss").values() for row in rows]
    for reason, addresses in said.items():
        personal = reason.startswith("pii.")
        looked_for = {row["address"]: row["note"] for row in near if row["fault"].startswith("pii.") == personal}
        looked_for = {a: note for a, note in looked_for.items() if reason not in NEAR or a not in agreeing()}
        assert {address: looked_for[address] for address in addresses & looked_for.keys()} == {}, reason


def test_planted_personal_data_is_gone(done: Finished) -> None:
    """Of what is planted at least 95 in 100 values stand nowhere in their pair any more."""
    raw, clean = (
        {f"{row['source']}@{row['origin']}": row for row in tables(done, below).to_pylist()}
        for below in ("pairs", "texts")
    )
    left, count = [], 0
    for row in TRUTH:
        if row["kind"] == "fault" and row["fault"].startswith("pii."):
            address = f"{row['source']}@{row['origin']}"
            for span in row["spans"]:
                value = _field(raw[address], span["field"])[span["start"] : span["end"]]
                count += 1
                left += [(address, span["type"])] if value in json.dumps(clean[address], ensure_ascii=False) else []
    assert count > 200
    assert len(left) <= 0.05 * count, left


def _field(pair: dict[str, Any], path: str) -> str:
    name, _, rest = path.partition(".")
    text: str = pair[name][int(rest.split(".")[0])]["content"] if rest else pair[name]
    return text


def test_the_rows_add_up(done: Finished) -> None:
    assert sum(lane.rows_in for lane in done.manifest.lanes.values()) > 3_000
    assert all(lane.balanced() for lane in done.manifest.lanes.values())
    assert all(lane.train for lane in done.manifest.lanes.values())
