"""What was found once is looked for everywhere in the record, however it is spelled there; in one scan of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

import re2

from stages.pii.finding import Finding
from stages.pii.needles import Needle, keys_of, needles

_AT_ONCE = 200  # values in one pattern: some ten thousand states
_PLAIN = re.compile(r"[0-9a-z]+")
_LONE = re.compile(r"[\ud800-\udfff]")
# what may stand before a value: anything but a letter or digit, or the end of an escape
_BEFORE = r"(?:\A|[^\pL\pN]|\\[nrt]|\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2})"
_ESCAPE = re.compile(r"[%&\\]|(?i:\b(?:at|dot)\b)")
_DECIMAL_BEFORE, _DECIMAL_AFTER = re.compile(r"\d[.,]\Z"), re.compile(r"[.,]\d")


def spread(fields: Mapping[str, str], acted: Sequence[Finding]) -> list[Finding]:
    """Findings beyond those acted on, in the places of the same texts; none overlaps another.

    Costs one linear scan of the fields for every two hundred values.
    """
    known = _known(fields, acted)
    if not _Beside(fields, acted).may_hold_any(known):
        return []
    taken = _Taken(acted)
    found: list[Finding] = []
    try:
        for batch in _batches(known):
            found += [hit for hit in _found(fields, batch) if taken.add(hit)]
    finally:
        re2.purge()  # it keeps the patterns it compiled, and these hold personal data
    return sorted(found, key=lambda finding: (finding.field, finding.start))


class _Beside:
    """All text but what is acted on, made plain; mostly no value is in there again, and no pattern has to be made."""

    def __init__(self, fields: Mapping[str, str], acted: Sequence[Finding]) -> None:
        rest = []
        for field, text in fields.items():
            at = 0
            for finding in sorted((f for f in acted if f.field == field), key=lambda f: f.start):
                rest.append(text[at : max(at, finding.start)])
                at = max(at, finding.end)
            rest.append(text[at:])
        self.folded = "\n".join(rest).casefold()
        self.bare = "".join(filter(str.isalnum, self.folded))

    def may_hold_any(self, known: Iterable[Needle]) -> bool:
        return any(self._may_hold(needle) for needle in known)

    def _may_hold(self, needle: Needle) -> bool:
        """Letters and digits of ASCII are never escaped, and numbers are broken up only by what is neither."""
        if any(letter > "\x7f" and _PLAIN.search(letter.casefold()) for letter in needle.value):
            return True  # `Wei%C3%9F`: the letter may be escaped, but is one of ASCII in the key
        how, _, value = needle.keys[0].partition(" ")
        if how in ("compact", "phone"):
            return value in self.bare
        return max(_PLAIN.findall(value.casefold()), key=len, default="") in self.folded


def _found(fields: Mapping[str, str], batch: list[Needle]) -> Iterator[Finding]:
    # where several begin at one place, the whole value goes before its parts, and what is longest first
    batch.sort(key=lambda needle: (bool(needle.part), -len(needle.value)))
    pattern = _compiled(batch)
    table = {key: needle for needle in reversed(batch) for key in needle.keys}
    for field, text in fields.items():
        yield from _hits(field, text, pattern, table)


def _known(fields: Mapping[str, str], acted: Iterable[Finding]) -> list[Needle]:
    """Each value once, whichever of its spellings came first."""
    seen: dict[tuple[str, str], Needle] = {}
    for finding in acted:
        for needle in needles(finding, fields[finding.field][finding.start : finding.end]):
            seen.setdefault((needle.entity, needle.pattern), needle)
    return list(seen.values())


def _batches(known: list[Needle]) -> Iterator[list[Needle]]:
    for start in range(0, len(known), _AT_ONCE):
        yield known[start : start + _AT_ONCE]


def _compiled(batch: list[Needle]) -> "re.Pattern[str]":
    options = re2.Options()
    options.max_mem = 64 << 20  # with less, re2 would fall back to its slow matcher
    options.log_errors = False  # its log would show what is looked for
    try:
        pattern: re.Pattern[str] = re2.compile(f"{_BEFORE}({'|'.join(needle.pattern for needle in batch)})", options)
    except re2.error:
        raise ValueError("the values of a record make no pattern") from None
    return pattern


def _hits(field: str, text: str, pattern: "re.Pattern[str]", table: Mapping[str, Needle]) -> Iterator[Finding]:
    readable = text if text.isascii() else _LONE.sub("\ufffd", text)
    for match in pattern.finditer(readable):
        start, end = match.span(1)
        needle = _needle(readable[start:end], table)
        if needle is None:
            continue
        if needle.whole:
            if not readable.startswith(needle.whole, start):
                continue
            end = start + len(needle.whole)
        if _stands_alone(readable, start, end):
            rule = f"spread.{needle.part or _how(readable[start:end], needle.value)}"
            yield Finding(field, start, end, needle.entity, needle.score, rule)


def _needle(spelled: str, table: Mapping[str, Needle]) -> Needle | None:
    return next((table[key] for key in keys_of(spelled) if key in table), None)


def _how(spelled: str, value: str) -> str:
    if spelled == value:
        return "exact"
    if spelled.casefold() == value.casefold():
        return "case"
    return "encoded" if _ESCAPE.search(spelled) else "separators"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not a part of a word, of a longer number or of a decimal one."""
    after = text[end : end + 1]
    if after.isalnum() and text[end - 1].isalnum():
        return False
    if text[start].isdecimal() and _DECIMAL_BEFORE.search(text[max(0, start - 2) : start]):
        return False
    return not (text[end - 1].isdecimal() and _DECIMAL_AFTER.match(text, end))


class _Taken:
    """Spans by field, so that no two findings overlap."""

    def __init__(self, acted: Iterable[Finding]) -> None:
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for finding in acted:
            self._spans.setdefault(finding.field, []).append((finding.start, finding.end))
        for spans in self._spans.values():
            spans.sort()

    def add(self, hit: Finding) -> bool:
        spans = self._spans.setdefault(hit.field, [])
        at = bisect_right(spans, (hit.start, hit.end))
        if at and spans[at - 1][1] > hit.start:
            return False
        if at < len(spans) and spans[at][0] < hit.end:
            return False
        spans.insert(at, (hit.start, hit.end))
        return True
