"""Cuts a run of capitalised words into names."""

from collections.abc import Iterator
from dataclasses import dataclass

from stages.pii.names.cued import Starts
from stages.pii.names.gazetteer import CHINESE, FIRST, HEAD, LAST, NEVER, PLACE, TAIL, WORD
from stages.pii.names.runs import ENGLISH, INITIAL, OWNER, PARTICLE, PINYIN, SHOUTED, Token
from stages.pii.names.scores import SURE, score, sure_first

MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Segment:
    start: int
    end: int
    score: float
    rule: str


def segments(tokens: list[Token], starts: Starts, phrases: frozenset[str]) -> Iterator[Segment]:
    """The names of a run, left to right."""
    at = 0
    while at < len(tokens):
        segment, length = _next(tokens, at, starts)
        if segment and not _is_phrase(tokens, at, at + length, phrases):
            yield segment
        at += max(1, length)


def _next(tokens: list[Token], at: int, starts: Starts) -> tuple[Segment | None, int]:
    """The name that begins here, if one does, and how many words have been dealt with."""
    cue, next_cued = starts.cued(tokens[at]), at + 1 < len(tokens) and starts.cued(tokens[at + 1])
    if next_cued or _is_trade(tokens[at : at + 3]):
        return None, 1  # a title, or the last word of a cue
    if _chinese(tokens[at : at + 3]):
        return Segment(tokens[at].start, tokens[at + 1].end, 0.8 if cue else 0.6, "person.chinese"), 2
    part = tokens[at : at + _length(tokens, at, cue, starts)]
    sure = score(part, tokens, at, cue)
    if not sure:
        return None, len(part)
    if part[0].start in starts.likely and sure_first(part[0]):
        sure = max(sure, SURE)
    return Segment(part[0].start, part[-1].end, sure, _rule(part, starts)), len(part)


def _chinese(three: list[Token]) -> bool:
    """`Li Wei`, `Zhang Xiu-lan`: a surname of the list and a given name of one or two syllables, and no more."""
    if len(three) < 2 or not three[0].bits & CHINESE or three[0].bits & (SHOUTED | OWNER):
        return False
    given = three[1].bits
    alone = len(three) < 3 or (bool(three[2].bits & (NEVER | WORD)) and not three[2].bits & TAIL)
    return alone and bool(given & PINYIN) and not given & (WORD | PLACE | NEVER | TAIL | SHOUTED)


def _is_trade(three: list[Token]) -> bool:
    """`Cashier Anna Lopez`: an unknown word before a given name and more."""
    known = three[0].bits & (FIRST | LAST | INITIAL | PARTICLE)
    return len(three) == 3 and not known and sure_first(three[1]) and not three[2].bits & (NEVER | WORD | TAIL)


def small_name(tokens: list[Token]) -> Iterator[Segment]:
    """A name that begins small, right after a cue: `van Dijk`, or a given name of the lists and then more of them."""
    bare = next((at for at, token in enumerate(tokens) if not token.bits & PARTICLE), 0)
    if bare and tokens[bare].text[0].isupper() and not tokens[bare].bits & (NEVER | PLACE):
        yield Segment(tokens[0].start, tokens[bare].end, 0.65, "person.cue")
    if not tokens or not sure_first(tokens[0]):
        return
    end = 1
    while end < len(tokens) and _goes_on_small(tokens, end):
        end += 1
        if tokens[end - 1].bits & PARTICLE:
            end = next(at for at in range(end, len(tokens)) if not tokens[at].bits & PARTICLE) + 1
    yield Segment(tokens[0].start, tokens[end - 1].end, 0.62 if end > 1 else 0.5, "person.small")


def _goes_on_small(tokens: list[Token], at: int) -> bool:
    bits = tokens[at].bits
    if bits & PARTICLE:
        after = next((token.bits for token in tokens[at:] if not token.bits & PARTICLE), 0)
        return bool(after & LAST)
    return bool(bits & (FIRST | LAST)) and not bits & (WORD | PLACE | NEVER)


def _length(tokens: list[Token], at: int, cue: bool, starts: Starts) -> int:
    """How many words from here belong to one name; 0 where none can begin."""
    if not _may_begin(tokens[at], cue):
        return 0
    end, words = at, 0
    while end < len(tokens) and words < MOST_WORDS and _may_go_on(tokens[end], first=end == at):
        if end > at and (
            starts.cuts(tokens[at:], end - at) or _of_a_place(tokens, end) or _is_beyond(tokens[at : end + 1])
        ):
            break
        words += not tokens[end].bits & PARTICLE
        end += 1
        if tokens[end - 1].bits & OWNER:
            break
    while end > at and tokens[end - 1].bits & PARTICLE:
        end -= 1
    return end - at


def _may_begin(token: Token, cue: bool) -> bool:
    bits = token.bits
    if bits & (NEVER | PARTICLE | ENGLISH) or (bits & HEAD and not bits & FIRST):
        return False
    return not bits & WORD or bool(bits & FIRST) or (cue and bool(bits & LAST))


def _may_go_on(token: Token, first: bool) -> bool:
    if first or token.bits & (INITIAL | PARTICLE):
        return True
    if token.bits & NEVER:
        return False
    return bool(token.bits & LAST) or not token.bits & (WORD | TAIL)


def _is_beyond(words: list[Token]) -> bool:
    """`Anna Schmidt Says`: what follows a given name and a surname, and is no surname only."""
    if len(words) < 3 or not words[0].bits & FIRST or words[-1].bits & (INITIAL | PARTICLE):
        return False
    before, last = words[-2].bits, words[-1].bits
    return bool(before & LAST) and not before & (WORD | FIRST) and not (last & (FIRST | LAST) and not last & WORD)


def _of_a_place(tokens: list[Token], at: int) -> bool:
    """`Rossi di Milano`: where somebody is from is not part of the name."""
    return bool(tokens[at].bits & PARTICLE) and at + 1 < len(tokens) and bool(tokens[at + 1].bits & PLACE)


def _is_phrase(tokens: list[Token], start: int, end: int, phrases: frozenset[str]) -> bool:
    """Whether the words, or they and the one before, are a phrase such as `Uncle Sam`."""
    words = [token.text.lower() for token in tokens[max(0, start - 1) : end]]
    return " ".join(words[-(end - start) :]) in phrases or " ".join(words) in phrases


def _rule(part: list[Token], starts: Starts) -> str:
    if starts.cued(part[0]):
        return starts.rule(part[0])
    return "person.lists" if len(part) > 1 else "person.given"
