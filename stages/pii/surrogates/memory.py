"""One record's memory: one value, one surrogate in all its fields, and never one surrogate for two values."""

import re
from collections import defaultdict
from collections.abc import Iterable

from stages.pii.surrogates import made
from stages.pii.surrogates.draw import CROWDED
from stages.pii.surrogates.made import Reading

_TRIES = 4096
_LETTER_OR_DIGIT = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|%[0-9A-Fa-f]{2}|[^\W_]", re.DOTALL)


class Crowded(ValueError):
    """More values of an entity in one record than there are surrogates: the record is set aside."""


class Surrogates:
    """The surrogates under one key. It never shows the key, and is never stored."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Surrogates(…)"

    def __reduce__(self) -> str:
        raise TypeError("surrogates hold the key and are never stored")

    def for_record(self, found: Iterable[tuple[str, str, str]] = ()) -> "RecordMap":
        """`found`: entity, rule and value of all that is to be replaced in the record, in the order of its fields.

        Given beforehand, no value gets another's original as its surrogate, and "Smith" is part of the "John Smith"
        that only comes later.
        """
        return RecordMap(self._key, list(found))


class RecordMap:
    """Values of one record and what stands for them. Cleared by being dropped: each record has its own."""

    __slots__ = ("_cores", "_floors", "_key", "_numbers", "_originals", "_readings", "_taken", "_wholes")

    def __init__(self, key: bytes, found: list[tuple[str, str, str]]) -> None:
        self._key = key
        self._cores: dict[tuple[str, str], str] = {}
        self._taken: dict[str, set[str]] = defaultdict(set)
        self._originals: dict[str, set[str]] = defaultdict(set)
        self._wholes: dict[tuple[str, str], str] = {}
        self._floors: dict[str, int] = defaultdict(int)
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._readings: dict[tuple[str, str], Reading] = {}
        for entity, _, value in found:
            self._read(entity, value)
        for entity, _, value in found:
            self.tag(entity, value)
        for entity, rule, value in found:
            if entity == "PERSON":  # before "Smith" alone is given one of its own
                reading = self._read(entity, value)
                if reading.family.nicknames(reading.normal):
                    made.spelled(entity, rule, reading, self._core)

    def __repr__(self) -> str:
        return "RecordMap(…)"

    def __reduce__(self) -> str:
        raise TypeError("a record's map holds personal data and is never stored")

    def text(self, action: str, entity: str, rule: str, value: str) -> str:
        """What the action puts in the value's place."""
        if action == "tag":
            return self.tag(entity, value)
        return mask(value) if action == "mask" else self.surrogate(entity, rule, value)

    def surrogate(self, entity: str, rule: str, value: str) -> str:
        return made.spelled(entity, rule, self._read(entity, value), self._core)

    def tag(self, entity: str, value: str) -> str:
        """`<EMAIL_1>`: numbered by first appearance; a part has the number of its whole."""
        normal = self._read(entity, value).normal
        numbers = self._numbers[entity]
        number = numbers.setdefault(self._wholes.get((entity, normal), normal), len(numbers) + 1)
        return f"<{entity}_{number}>"

    def _read(self, entity: str, value: str) -> Reading:
        """Read once, and learnt by heart: whose it is, and by which parts it may be called."""
        known = self._readings.get((entity, value))
        if known is None:
            known = self._readings[entity, value] = made.read(entity, value)
            self._originals[entity].add(known.normal)
            for part in known.family.parts(known.text) if known.family.parts else ():
                token = known.text[part.start : part.end]
                self._originals[part.entity].add(made.read_plain(part.entity, token).normal)
            for nickname in known.family.nicknames(known.normal):
                self._wholes.setdefault((entity, nickname), known.normal)
        return known

    def _core(self, entity: str, rule: str, text: str) -> str:
        reading = made.read_plain(entity, text)
        whole = self._wholes.get((entity, reading.normal))
        if whole is not None:
            reading = made.read_plain(entity, whole)
        known = self._cores.get((entity, reading.normal))
        if known is None:
            known = self._cores[entity, reading.normal] = self._new(entity, rule, reading)
        return known

    def _new(self, entity: str, rule: str, reading: Reading) -> str:
        """The first counter whose surrogate is neither taken nor somebody's in this record."""
        floor = self._floors[entity]
        for counter in range(floor, floor + _TRIES):
            new, told = made.drawn(entity, rule, reading, self._key, counter)
            # of a range that the record fills, somebody else's value is better than none
            if told not in self._taken[entity] and (counter >= CROWDED or told not in self._originals[entity]):
                self._taken[entity].add(told)
                # where a range is used up, the next value need not try it all again
                self._floors[entity] = max(floor, counter - 16)
                return new
        raise Crowded(f"no surrogate for {entity} is left in this record")


def mask(value: str) -> str:
    """`***-**-****`: separators, escapes and length stay."""
    return _LETTER_OR_DIGIT.sub(lambda match: match[0] if len(match[0]) == 2 else "*" * len(match[0]), value)
