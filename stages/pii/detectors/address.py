"""Street addresses, from the house number to the postcode: candidates only, since their link to a person decides."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from stages.pii.cues import Cues
from stages.pii.detectors.blocks import block_end, block_start, walked_back
from stages.pii.detectors.landmarks import is_famous
from stages.pii.detectors.lead import condition, leads, value_start
from stages.pii.detectors.roads import ANCHOR, CONDITIONS, CORES, LED, STREET
from stages.pii.detectors.streets import BEFORE, FRENCH
from stages.pii.detectors.usual import CONDITIONS as WRITTEN_OTHERWISE
from stages.pii.detectors.usual import usual
from stages.pii.finding import Hit

_LEAST, _LED_WITHIN = 0.35, 20
_RUN = re.compile(r"\d+")
_NAMED = re.compile(r"[^\W\d_]{3}")
_CAPS = r"[^\W\d_a-z][\w'’.-]*"
# behind a cue: `5 Any Words [7]`, `Any Words 7`, `rue Any Words`
_AFTER_CUE = re.compile(
    rf"(?:\d[\w/-]{{0,7}}[ ]){{1,2}}{_CAPS}(?:[ ]{_CAPS}){{0,4}}(?:[ ]\d{{1,4}}[A-Za-z]?(?![^\W_]))?"
    rf"|(?:{_CAPS}[ ]){{1,5}}\d{{1,4}}[A-Za-z]?(?:[/-]\d+)?(?![^\W_]|:\d)"
    rf"|(?:{'|'.join(map(re.escape, [*FRENCH, *BEFORE]))})[ ]"
    rf"(?:(?:de|du|des|la|le|les|da|do)[ ]|[dl]['’])*{_CAPS}(?:[ ]{_CAPS}){{0,3}}"
)
_CLOCK = re.compile(r"(?i)\d[\d:]*\s?(?:am|pm|o'clock|a\.m|p\.m|percent|degrees|km|miles|usd)\b")
_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|[A-Z][a-z]+(?:uary|ember|ober)|March|April|August)\b"
)
_PARTS = (
    "top|chapter|section|page|step|question|figure|version|volume|vol|part|season|episode|class|module|lesson|table"
    "|grade"
)
# what is numbered without being a street: "moved to Windows 10", "return to Formula 1"
_NO_STREET = re.compile(
    rf"(?i)(?:{_PARTS}|formula|level|line|division|league|serie|liga|ligue|gate|terminal|platform|track|phase|stage|round|group"
    r"|tier|zone|floor|room|world|day|week|year|mission|area|sector|district|region|channel|slide|player|team|apollo"
    r"|windows|python|angular|java|android|ios|playstation|xbox|iphone|galaxy)s?(?: [A-Z])? \d+[A-Za-z]?"
)
_NUMBERED = re.compile(rf"(?i)(?:^|\W)(?:{_PARTS})\s+$")
_SECTION = re.compile(rf"(?i)(?:{_PARTS}|the|\d{{4}}s)\b")
_COUNTED = re.compile(
    r"(?i)(?:^|\W)(?:over|than|nearly|about|almost|only|every|all|those|these|first|last|no|the|in|since|of|by"
    r"|during|from|until|after|before|and)\s+$"
)
_LONG_NUMBER = re.compile(r"\d{3,5}[A-Za-z]? ")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\ds? ")


@dataclass(frozen=True)
class StreetAddress:
    entity: ClassVar[str] = "STREET_ADDRESS"
    conditions: ClassVar[tuple[str, ...]] = (*CONDITIONS, condition("address") + LED, *WRITTEN_OTHERWISE)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        text = usual(text)
        led = [end for _, end in leads(text, cues, "address")]
        return _joined([*_streets(text, led), *_anchored(text, led), *_behind_cues(text, led, cues)], text)


def _streets(text: str, led: list[int]) -> Iterator[Hit]:
    """Streets that a word names, and whatever of an address stands around them."""
    for match in STREET.finditer(text):
        group = next(i for i in range(1, len(CORES) + 1) if match.start(i) >= 0)
        rule, score, _ = CORES[group - 1]
        start, core_end = match.span(group)
        core = text[start:core_end]
        if text[core_end : core_end + 1].isalnum() or not _is_short(rule, core):
            continue
        end, sure = block_end(text, core_end)
        first = block_start(text, start)
        if sure or first < start:
            score = 0.85
        elif _is_counted(text, start, score):
            continue
        elif score < 0.7 and _is_led(start, led):
            score = 0.7
        elif rule in ("fair", "weak") and _LONG_NUMBER.match(text, start) and not _YEAR.match(text, start):
            score = 0.6
        if score >= _LEAST:
            yield Hit(first, end, score, f"address.{rule}")


def _is_counted(text: str, start: int, score: float) -> bool:
    """Chapter 7, the top 10; where a year or a weak word is meant, any word that counts or dates."""
    before = text[max(0, start - 14) : start]
    return bool(_NUMBERED.search(before) or (_COUNTED.search(before) and (score < 0.7 or _YEAR.match(text, start))))


def _is_short(rule: str, core: str) -> bool:
    """A street has a few words and a number of at most five figures; the pattern itself doesn't count."""
    number = _RUN.search(core)
    return rule == "box" or (core.count(" ") < 8 and len(core) <= 70 and (number is None or len(number[0]) <= 5))


def _is_led(start: int, led: list[int]) -> bool:
    place = bisect_right(led, start)
    return place > 0 and start - led[place - 1] <= _LED_WITHIN


def _anchored(text: str, led: list[int]) -> Iterator[Hit]:
    """Blocks that a unit or a postcode ends, whatever their street is called."""
    done = 0
    for match in ANCHOR.finditer(text):
        is_loose = match.start(1) >= 0
        at = match.end() - 5 if is_loose and not text[match.start()].isdecimal() else match.start()
        if at < done:
            continue
        start = walked_back(text, at)
        block = text[start:at].rstrip(" ,\n\t>")
        if not _is_block(block, is_loose) or _NUMBERED.search(text[max(0, start - 14) : start]):
            continue
        end, sure = block_end(text, start + len(block), placed=True)
        if sure:
            done = end
            parted = "," in text[start:at] or "\n" in text[start:at]
            score = 0.75 if not is_loose or _is_led(start, led) else 0.65 if parted else 0.5
            yield Hit(start, end, score, "address.block")


def _is_block(block: str, is_loose: bool) -> bool:
    if len(block) < 5 or not _NAMED.search(block) or _MONTH.search(block) or _SECTION.match(block):
        return False
    return not is_loose or (block[0] != "0" and len(_RUN.findall(block)) <= 3)


def _behind_cues(text: str, led: list[int], cues: Cues) -> Iterator[Hit]:
    for cue in led:
        start, _ = value_start(text, cue, cues)
        match = _AFTER_CUE.match(text, start, start + 100)
        if match is None or _NO_STREET.fullmatch(match[0]) or _CLOCK.match(text, start, start + 30):
            continue
        if _NAMED.search(match[0]) and not _MONTH.search(match[0]):
            end, sure = block_end(text, match.end())
            yield Hit(start, end, 0.75 if sure else 0.6, "address.cue")


def _joined(hits: list[Hit], text: str) -> list[Hit]:
    """Hits that touch are one address, as sure as the surest of them."""
    joined: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if joined and hit.start <= joined[-1].end:
            last = joined[-1]
            best = max(last, hit, key=lambda one: one.score)
            joined[-1] = Hit(last.start, max(last.end, hit.end), best.score, best.rule)
        else:
            joined.append(hit)
    return [replace(hit, placeholder=is_famous(text[hit.start : hit.end])) for hit in joined]
