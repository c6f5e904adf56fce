"""One record's bytes to a value, or the class of what is wrong with it: nothing repeats, rounds or vanishes unseen."""

import json
import math
import re
from typing import Any, NoReturn

import orjson

from pipeline.reading.part import Bad, Caps, Row

KEY_END = re.compile(rb'"[ \t\r\n]*+:')
OPEN_KEY_END = re.compile(rb'(?<!\\)"[ \t\r\n]*+:')
NO_BRACKETS = rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+'
BETWEEN_BRACKETS = re.compile(NO_BRACKETS, re.DOTALL)
BEYOND_64_BITS = float(1 << 63)
UNDISPUTED = ("ingest.duplicate_key", "ingest.nul", "ingest.surrogate")  # wrong, but where the record ends is certain


class Unfit(ValueError):
    """Parsed as JSON, but not what every reader would agree on."""


def parse(raw: bytes, place: int, offset: int, caps: Caps) -> Row | Bad:
    """orjson first; the strict parser has the last word wherever orjson could have hidden something."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _second_look(raw, place, offset, caps)
    return vouch(value, raw, place, offset, caps)


def vouch(value: Any, raw: bytes, place: int, offset: int, caps: Caps) -> Row | Bad:
    """The value orjson read from `raw`, unless keys may repeat, an integer may be rounded or a NUL may hide."""
    keys, depth, rounded = census(value)
    if depth > caps.depth:
        return _too_deep(place, offset, caps)
    if rounded or b"\\u0000" in raw or (raw.count(b":") != keys and _keys_may_repeat(raw, keys)):
        return _strictly(raw, place, offset)
    return Row(value, place)


def census(value: Any) -> tuple[int, int, bool]:
    """Keys, depth, and whether a float is so large that it may have been an integer."""
    keys, depth, rounded = 0, -1, False
    level: list[Any] = [[value]]
    while level:
        below = []
        for item in level:
            if type(item) is dict:
                keys += len(item)
                item = item.values()
            for inner in item:
                kind = type(inner)
                if kind is dict or kind is list:
                    below.append(inner)
                elif kind is float and not -BEYOND_64_BITS < inner < BEYOND_64_BITS:
                    rounded = True
        level = below
        depth += 1
    return keys, depth, rounded


def _keys_may_repeat(raw: bytes, keys: int) -> bool:
    """More ends of keys than keys: a key repeats, or a text holds something that looks like one."""
    if len(KEY_END.findall(raw)) == keys:
        return False
    return b'\\\\"' in raw or len(OPEN_KEY_END.findall(raw)) != keys


def _second_look(raw: bytes, place: int, offset: int, caps: Caps) -> Row | Bad:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return Bad("ingest.utf8", place, offset, f"not UTF-8 at byte {error.start} of the record")
    if raw.count(b"[") + raw.count(b"{") > caps.depth and bracket_depth(raw) > caps.depth:
        return _too_deep(place, offset, caps)
    return _strictly(raw, place, offset)


def bracket_depth(raw: bytes) -> int:
    """Of the brackets outside of strings, up to a string that does not close."""
    at = depth = deepest = 0
    while match := BETWEEN_BRACKETS.match(raw, at):
        at = match.end()
        if at == len(raw) or raw[at] == ord('"'):
            break
        depth += 1 if raw[at] in b"[{" else -1
        deepest = max(deepest, depth)
        at += 1
    return deepest


def _too_deep(place: int, offset: int, caps: Caps) -> Bad:
    return Bad("ingest.depth", place, offset, f"nested deeper than {caps.depth}")


def _strictly(raw: bytes, place: int, offset: int) -> Row | Bad:
    try:
        value = STRICT.decode(raw.decode())
        _agreed(value)
    except Unfit as error:
        return Bad(str(error.args[0]), place, offset, str(error.args[1]))
    except json.JSONDecodeError as error:
        return Bad("ingest.json", place, offset, f"not JSON at character {error.pos} of the record")
    except ValueError:
        return Bad("ingest.json", place, offset, "a number is longer than can be read")
    except RecursionError:
        return Bad("ingest.depth", place, offset, "nested deeper than the parser goes")
    return Row(value, place)


def _agreed(value: Any) -> None:
    """Unfit where a key repeats, or where a key or text holds what not every reader takes."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            _text(item)
        elif isinstance(item, Repeated):
            raise Unfit("ingest.duplicate_key", "a key of an object repeats")
        elif isinstance(item, dict):
            stack.extend(item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def _text(text: str) -> None:
    if "\0" in text:
        raise Unfit("ingest.nul", "a text holds NUL")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unfit("ingest.surrogate", "a text holds half of a surrogate pair") from None


class Repeated(dict[str, Any]):
    """An object with a key that repeats; no exception yet, for only whole records are judged by it."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Repeated(found)


def _constant(name: str) -> NoReturn:
    raise Unfit("ingest.json", f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise Unfit("ingest.json", "a number is out of range")
    return number


STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_constant, parse_float=_finite)
