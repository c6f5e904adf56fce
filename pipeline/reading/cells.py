"""Arrow columns to values that JSON knows, and how many bytes each would decode to."""

import math
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds


@dataclass(frozen=True, slots=True)
class Flaw:
    """Stands in a row where a text should be that cannot be read."""

    reason: str
    evidence: str


NOT_UTF8 = Flaw("ingest.utf8", "a text is not UTF-8")
NUL = Flaw("ingest.nul", "a text holds NUL")


def decoded_sizes(array: pa.Array) -> npt.NDArray[np.int64]:
    """Bytes of each value, from the lengths alone: texts that a dictionary repeats are counted each time."""
    kind = array.type
    if kinds.is_map(kind):
        return decoded_sizes(_pairs(array))
    if kinds.is_dictionary(kind):
        sizes = np.append(decoded_sizes(array.dictionary), 0)
        return np.take(sizes, _numbers(array.indices.fill_null(len(array.dictionary))))
    if _is_bytes(kind):
        return _numbers(pc.binary_length(array).fill_null(0))
    if kinds.is_struct(kind):
        return sum((decoded_sizes(field) for field in array.flatten()), np.full(len(array), 8, np.int64))
    if _is_list(kind):
        ends = np.cumsum(_lengths(array))
        inner = np.append(0, np.cumsum(decoded_sizes(array.flatten())))
        return np.diff(np.take(inner, np.append(0, ends))) + 8
    return np.full(len(array), 8, np.int64)


def values(array: pa.Array, flaws: list[Flaw]) -> list[Any]:
    """Python values; a text that a dictionary repeats is one object. What cannot be read is a Flaw, also in `flaws`."""
    kind = array.type
    if kinds.is_map(kind):
        return values(_pairs(array), flaws)
    if kinds.is_dictionary(kind):
        words = [*values(array.dictionary, flaws), None]
        return [words[index] for index in array.indices.fill_null(len(words) - 1).to_pylist()]
    if kinds.is_struct(kind):
        return _structs(array, flaws)
    if _is_list(kind):
        return _lists(array, flaws)
    if _is_text(kind):
        return _texts(array, flaws)
    if _is_bytes(kind):
        return [value if value is None else _readable(value) for value in array.to_pylist()]
    if kinds.is_floating(kind):
        return [_number(value) for value in array.to_pylist()]
    if kinds.is_integer(kind) or kinds.is_boolean(kind) or kinds.is_null(kind):
        return array.to_pylist()  # type: ignore[no-any-return]
    return array.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]  # dates, times, decimals


def first_flaw(value: Any) -> Flaw | None:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Flaw):
            return item
        if isinstance(item, (dict, list)):
            stack.extend(item.values() if isinstance(item, dict) else item)
    return None


def _is_text(kind: pa.DataType) -> bool:
    return kind in (pa.string(), pa.large_string())


def _is_bytes(kind: pa.DataType) -> bool:
    return _is_text(kind) or kind in (pa.binary(), pa.large_binary()) or bool(kinds.is_fixed_size_binary(kind))


def _is_list(kind: pa.DataType) -> bool:
    return isinstance(kind, (pa.ListType, pa.LargeListType, pa.FixedSizeListType))


def _pairs(array: pa.MapArray) -> pa.Array:
    kind = array.type
    return array.cast(pa.list_(pa.struct([("key", kind.key_type), ("value", kind.item_type)])))


def _lengths(array: pa.Array) -> npt.NDArray[np.int64]:
    if kinds.is_fixed_size_list(array.type):
        return _numbers(array.is_valid()) * int(array.type.list_size)
    return _numbers(pc.list_value_length(array).fill_null(0))


def _numbers(array: pa.Array) -> npt.NDArray[np.int64]:
    return np.asarray(array.to_numpy(zero_copy_only=False), np.int64)


def _structs(array: pa.Array, flaws: list[Flaw]) -> list[Any]:
    names = [field.name for field in array.type]
    columns = [values(field, flaws) for field in array.flatten()]
    cells = zip(*columns, strict=True) if columns else [()] * len(array)
    there = array.is_valid().to_pylist()
    return [dict(zip(names, row, strict=True)) if ok else None for row, ok in zip(cells, there, strict=True)]


def _lists(array: pa.Array, flaws: list[Flaw]) -> list[Any]:
    items = values(array.flatten(), flaws)
    ends = np.cumsum(_lengths(array)).tolist()
    there = array.is_valid().to_pylist()
    return [items[start:end] if ok else None for start, end, ok in zip([0, *ends], ends, there, strict=False)]


def _texts(array: pa.Array, flaws: list[Flaw]) -> list[Any]:
    try:
        found: list[Any] = array.to_pylist()
    except UnicodeDecodeError:
        found = [_decoded(value, flaws) for value in array.cast(_bytes_of(array.type)).to_pylist()]
    if any(type(text) is str and "\0" in text for text in found):
        flaws.append(NUL)
        found = [NUL if type(text) is str and "\0" in text else text for text in found]
    return found


def _bytes_of(kind: pa.DataType) -> pa.DataType:
    return pa.large_binary() if kinds.is_large_string(kind) else pa.binary()


def _decoded(value: bytes | None, flaws: list[Flaw]) -> str | Flaw | None:
    try:
        return value if value is None else value.decode()
    except UnicodeDecodeError:
        flaws.append(NOT_UTF8)
        return NOT_UTF8


def _readable(value: bytes) -> str:
    """Bytes that are text as text, others in base64."""
    if b"\0" not in value:
        with suppress(UnicodeDecodeError):
            return value.decode()
    return b64encode(value).decode()


def _number(value: float | None) -> float | str | None:
    """NaN is how data frames write that nothing is there; JSON knows no infinity."""
    if value is None or math.isnan(value):
        return None
    return str(value) if math.isinf(value) else value
