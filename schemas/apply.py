"""The only code that removes or rewrites a pair: decisions go in, pairs come out."""

from collections import defaultdict
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from schemas.pair import LABELS

FALLEN = ("drop", "quarantine")


def rewrite(pairs: pa.Table, decisions: pa.Table) -> pa.Table:
    """The pairs with every edit and label of the decisions applied; a pair without any stays as it is."""
    changing = decisions.filter(_changes(decisions))
    if not len(changing):
        return pairs
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in changing.to_pylist():
        said[row["pair_id"]].append(row)
    places = pc.index_in(pa.array(list(said), pa.string()), pairs["pair_id"].combine_chunks())
    if places.null_count:
        raise ValueError("a decision names a pair that is not in the batch")
    rows = pairs.take(places).to_pylist()
    changed = pa.Table.from_pylist([_rewritten(row, said[row["pair_id"]]) for row in rows], schema=pairs.schema)
    return _replaced(pairs, places, changed)


def remove(pairs: pa.Table, decisions: pa.Table, verdicts: tuple[str, ...] = FALLEN) -> pa.Table:
    """The pairs that no decision takes away."""
    gone = fallen(decisions, verdicts)
    if not len(gone):
        return pairs
    return pairs.filter(pc.invert(pc.is_in(pairs["pair_id"], value_set=gone)))


def fallen(decisions: pa.Table, verdicts: tuple[str, ...] = FALLEN) -> pa.Array:
    """The ids that the decisions take away, each once."""
    mask = pc.is_in(decisions["verdict"], value_set=pa.array(verdicts))
    return pc.unique(decisions["pair_id"].filter(mask)).cast(pa.string())


def changes(decisions: pa.Table) -> bool:
    """Whether the decisions alter any pair that stays."""
    return bool(pc.any(_changes(decisions)).as_py())


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """One field's text with its edits applied, right to left."""
    end = len(text)
    for edit in sorted(edits, key=lambda e: (e["start"], e["end"]), reverse=True):
        if not 0 <= edit["start"] <= edit["end"] <= end:
            raise ValueError(f"an edit of {edit['field']} overlaps another or lies outside the text")
        text = text[: edit["start"]] + edit["text"] + text[edit["end"] :]
        end = edit["start"]
    return text


def _changes(decisions: pa.Table) -> Any:
    has_edits = pc.greater(pc.list_value_length(decisions["edits"]), 0)
    return pc.or_(has_edits, pc.equal(decisions["verdict"], "label"))


def _rewritten(row: dict[str, Any], said: list[dict[str, Any]]) -> dict[str, Any]:
    by_field: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for decision in said:
        for edit in decision["edits"]:
            by_field[edit["field"]].append(edit)
        if decision["verdict"] == "label":
            facts = orjson.loads(decision["facts"])
            row.update({name: facts[name] for name in LABELS if name in facts})
    for path, edits in by_field.items():
        name, _, rest = path.partition(".")
        if rest:
            turn, _, key = rest.partition(".")
            row[name][int(turn)][key] = edited(row[name][int(turn)][key], edits)
        else:
            row[name] = edited(row[name], edits)
    return row


def _replaced(pairs: pa.Table, places: pa.Array, changed: pa.Table) -> pa.Table:
    order = list(range(len(pairs)))
    for position, place in enumerate(places.to_pylist()):
        order[place] = len(pairs) + position
    return pa.concat_tables([pairs, changed]).take(pa.array(order, pa.int64())).combine_chunks()
