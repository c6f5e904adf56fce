"""Two witnesses, one list: names that overlap become one, and what both saw is surer."""

from collections.abc import Iterable

from stages.pii.names.cued import Starts
from stages.pii.names.gazetteer import FIRST, LAST, NEVER, PLACE, TAIL, WORD, Gazetteer
from stages.pii.names.runs import INITIAL, PARTICLE, SHOUTED, Token, tokens
from stages.pii.names.scores import SURE
from stages.pii.names.segments import Segment

_BOTH = 0.12


def joined(found: Iterable[Segment]) -> list[Segment]:
    """Without overlaps: of two that overlap the longer stays, with the higher score."""
    kept: list[Segment] = []
    for segment in sorted(found, key=lambda s: (s.start, -s.end, -s.score)):
        if kept and segment.start < kept[-1].end:
            kept[-1] = _longer(kept[-1], segment)
        else:
            kept.append(segment)
    return kept


def seconded(
    text: str, listed: list[Segment], seen: list[tuple[int, int]], at: Starts, names: Gazetteer
) -> list[Segment]:
    """What the lists found and what the tagger saw."""
    alone = [segment for start, end in seen if (segment := _seen(text, start, end, at, names))]
    both = [Segment(s.start, s.end, min(0.95, s.score + _BOTH), s.rule) if _overlaps(s, alone) else s for s in listed]
    return joined([*both, *alone])


def _seen(text: str, start: int, end: int, at: Starts, names: Gazetteer) -> Segment | None:
    """A span of the tagger, cut down to words that can be a name."""
    line_end = text.find("\n", start, end)
    words = _trimmed(tokens(text, start, end if line_end < 0 else line_end, names), at)
    whole = [word for word in words if not word.bits & (INITIAL | PARTICLE)]
    if not whole or " ".join(word.text.lower() for word in words) in names.phrases:
        return None
    if _no_name(whole, cue := words[0].start in at.named):
        return None
    score = (
        SURE
        if len(whole) > 1 or cue or words[0].start in at.likely
        else 0.36
        if whole[0].bits & (WORD | PLACE)
        else 0.45
    )
    return Segment(words[0].start, words[-1].end, score, "person.tagger")


def _trimmed(words: list[Token], at: Starts) -> list[Token]:
    """Without titles and small words before the name (`mia figlia Eva`), and without what can't end one."""
    for place in range(len(words) - 1, 0, -1):
        if at.cued(words[place]) or (words[place - 1].text.islower() and not words[place - 1].bits & PARTICLE):
            words = words[place:]
            break
    while words and words[0].bits & (NEVER | PARTICLE):
        words = words[1:]
    while words and words[-1].bits & (NEVER | PARTICLE):
        words = words[:-1]
    return words


def _no_name(whole: list[Token], cue: bool) -> bool:
    """Whether the lists speak against what the tagger saw."""
    last = whole[-1].bits
    if len(whole) > 1 and last & TAIL and not (last & LAST and _sure(whole[0])):
        return True
    if cue:
        return False
    if not any(word.text[0].isupper() for word in whole):
        return True
    if all(word.bits & (WORD | PLACE | TAIL) and not word.bits & FIRST for word in whole):
        return True
    return all(word.bits & SHOUTED for word in whole) and not any(_sure(word) for word in whole)


def _sure(word: Token) -> bool:
    return bool(word.bits & (FIRST | LAST)) and not word.bits & (WORD | PLACE)


def _overlaps(segment: Segment, others: list[Segment]) -> bool:
    return any(other.start < segment.end and segment.start < other.end for other in others)


def _longer(one: Segment, two: Segment) -> Segment:
    best = one if one.end - one.start >= two.end - two.start else two
    return Segment(best.start, best.end, max(one.score, two.score), best.rule)
