"""Two witnesses, one list: names that overlap become one, and what both saw is surer."""

import re
from collections.abc import Iterable

from stages.pii.names.cued import Starts
from stages.pii.names.gazetteer import FIRST, LAST, NEVER, PLACE, TAIL, WORD, Gazetteer
from stages.pii.names.runs import ENGLISH, INITIAL, PARTICLE, SHOUTED, Token, tokens
from stages.pii.names.scores import SURE
from stages.pii.names.segments import Segment

_BOTH = 0.12
_OTHER = WORD | PLACE | NEVER | TAIL | ENGLISH
_CUT = re.compile(r"\n|(?<=[^\W\d_]{3})\.(?=\s|$)|[\[\](){}<>:;!?\"“”*|/\\#@=]|\s[-–—]|[-–—](?=\s)")


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
    start, end = _piece(text, start, end)
    words = _trimmed(tokens(text, start, end, names), at)
    whole = [word for word in words if not word.bits & (INITIAL | PARTICLE)]
    if not whole or " ".join(word.text.lower() for word in words) in names.phrases:
        return None
    cue = words[0].start in at.named
    if _no_name(whole, cue) or (not cue and _is_blank(text, words)):
        return None
    rule = at.rule(words[0]) if cue else "person.tagger"
    return Segment(words[0].start, words[-1].end, _seen_score(words, whole, at), rule)


def _seen_score(words: list[Token], whole: list[Token], at: Starts) -> float:
    """Alone the tagger is enough only where the lists have nothing against it."""
    if at.cued(words[0]):
        return SURE
    if _are_words(whole) and not _has_initial(words):
        return 0.36
    return SURE if len(whole) > 1 or words[0].start in at.likely else 0.45


def _are_words(whole: list[Token]) -> bool:
    """Whether the lists know one of these as a word, and not as the part of a name that it would be."""
    first, *others = whole
    if first.bits & _OTHER and not (first.bits & FIRST and others):
        return True
    return any(word.bits & _OTHER and not word.bits & (FIRST | LAST) for word in others)


def _piece(text: str, start: int, end: int) -> tuple[int, int]:
    """The span up to the first bracket, dash or end of a sentence in it."""
    while start < end and not text[start].isalpha():
        start += 1
    cut = _CUT.search(text, start, end)
    end = cut.start() if cut else end
    while start < end and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return start, end


def _is_blank(text: str, words: list[Token]) -> bool:
    """`[Relevant Skill]` is to be filled in, unless it is the text of a link."""
    before, after = text[words[0].start - 1 : words[0].start], text[words[-1].end : words[-1].end + 2]
    return bool(before) and before + after[:1] in {"[]", "<>", "{}"} and after[1:] != "("


def _trimmed(words: list[Token], at: Starts) -> list[Token]:
    """Without titles and small words before the name (`mia figlia Eva`), and without what can't end one."""
    for place in range(len(words) - 1, 0, -1):
        if at.cuts(words, place) or (words[place - 1].text.islower() and not words[place - 1].bits & PARTICLE):
            words = words[place:]
            break
    while words and words[0].bits & (NEVER | PARTICLE):
        words = words[1:]
    while words and (words[-1].bits & (NEVER | PARTICLE) or _goes_beyond(words)):
        words = words[:-1]
    return words


def _goes_beyond(words: list[Token]) -> bool:
    """`Anna Schmidt Says`: a plain word behind a whole name."""
    last = words[-1].bits
    return len(words) > 2 and bool(last & _OTHER) and not last & (FIRST | LAST) and not _has_initial(words)


def _has_initial(words: list[Token]) -> bool:
    return any(word.bits & INITIAL for word in words[1:-1])


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
