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
KNOWN = (*(f"{link.stage.name}." for link in CHAIN), "duplicate.exact", "ingest.")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return corpus.run(HOUSE / "recipes" / "sample.toml", f"run.out={tmp_path_factory.mktemp('sample')}/run")


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


@pytest.mark.parametrize("reason", sorted(r for r in planted("fault") if r.startswith(KNOWN) and "duplicate." not in r))
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


def test_no_near_miss_is_touched(said: dict[str, set[str]]) -> None:
    """Whoever looks for personal data may find some in what only looks like mojibake, and so on."""
    near = [row for rows in planted("near_miss").values() for row in rows]
    for reason, addresses in said.items():
        personal = reason.startswith("pii.")
        looked_for = {row["address"]: row["note"] for row in near if row["fault"].startswith("pii.") == personal}
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
