"""The only code that removes or rewrites a pair: decisions go in, pairs come out."""

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
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


def named(pairs: pa.Table) -> pa.Table:
    """The pairs as they are compared: every stand-in reads as the name of its entity, whatever it was drawn as."""
    places = pc.indices_nonzero(pc.list_value_length(pairs["standins"]))
    if not len(places):
        return pairs
    rows = pairs.take(places).to_pylist()
    for row in rows:
        edits = [{**span, "text": f"<{span['entity'].lower()}>"} for span in row["standins"]]
        for path, own in _by_field(edits).items():
            _set(row, path, edited(_get(row, path), own))
        row["standins"] = []
    return _replaced(pairs, places, pa.Table.from_pylist(rows, schema=pairs.schema))


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
    edits: list[dict[str, Any]] = []
    for decision in said:
        facts = orjson.loads(decision["facts"])
        entity = facts.get("entity", "") if decision["verdict"] == "rewrite" else ""
        edits += [{**edit, "entity": entity} for edit in decision["edits"]]
        if decision["verdict"] == "label":
            row.update({name: facts[name] for name in LABELS if name in facts})
    by_field = _by_field(edits)
    row["standins"] = _moved(row["standins"], by_field)
    for path, own in by_field.items():
        _set(row, path, edited(_get(row, path), own))
    return row


def _by_field(edits: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    by_field: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for edit in edits:
        by_field[edit["field"]].append(edit)
    return by_field


def _get(row: dict[str, Any], path: str) -> str:
    """The text at a field path such as `output` or `history.3.content`."""
    name, _, rest = path.partition(".")
    if not rest:
        return str(row[name])
    turn, _, key = rest.partition(".")
    return str(row[name][int(turn)][key])


def _set(row: dict[str, Any], path: str, text: str) -> None:
    name, _, rest = path.partition(".")
    if not rest:
        row[name] = text
        return
    turn, _, key = rest.partition(".")
    row[name][int(turn)][key] = text


def _moved(standins: list[dict[str, Any]], by_field: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The stand-ins where the edits leave them, and those that the edits write."""
    moved = [span for span in standins if span["field"] not in by_field]
    for path, edits in by_field.items():
        edits.sort(key=lambda edit: (edit["start"], edit["end"]))
        ends = [edit["end"] for edit in edits]
        grown = [len(edit["text"]) - (edit["end"] - edit["start"]) for edit in edits]
        shifts = list(accumulate(grown, initial=0))
        for span in standins:
            after = bisect_right(ends, span["start"]) if span["field"] == path else -1
            if after == len(edits) or (after >= 0 and edits[after]["start"] >= span["end"]):
                start = span["start"] + shifts[after]
                moved.append({**span, "start": start, "end": start + span["end"] - span["start"]})
        for edit, shift in zip(edits, shifts, strict=False):
            if edit["entity"] and edit["text"]:
                start = edit["start"] + shift
                moved.append(
                    {"field": path, "start": start, "end": start + len(edit["text"]), "entity": edit["entity"]}
                )
    return sorted(moved, key=lambda span: (span["field"], span["start"]))


def _replaced(pairs: pa.Table, places: pa.Array, changed: pa.Table) -> pa.Table:
    order = list(range(len(pairs)))
    for position, place in enumerate(places.to_pylist()):
        order[place] = len(pairs) + position
    return pa.concat_tables([pairs, changed]).take(pa.array(order, pa.int64())).combine_chunks()
