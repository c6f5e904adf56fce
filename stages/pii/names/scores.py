"""How sure it is that some words in a row are a name: by list, initial, neighbour and cue; 0 where they are none."""

from stages.pii.names.gazetteer import FIRST, HEAD, LAST, NEVER, PLACE, TAIL, WORD
from stages.pii.names.runs import INITIAL, PARTICLE, SHOUTED, Token

SURE = 0.62  # enough to act on


def score(part: list[Token], tokens: list[Token], at: int, cue: bool) -> float:
    """0 where it is no name."""
    whole = [token for token in part if not token.bits & (INITIAL | PARTICLE)]
    if not whole:
        return 0
    after = tokens[at + len(part)] if at + len(part) < len(tokens) else None
    if after and after.bits & TAIL:
        return 0
    if at and tokens[at - 1].bits & HEAD and not cue:
        return 0
    if cue:
        return _cued_score(whole, part)
    if all(token.bits & SHOUTED for token in whole):
        return 0.65 if len(whole) > 1 and sure_first(whole[0]) and whole[-1].bits & LAST else 0
    if len(whole) == 1:
        return _single_score(whole[0], part)
    return _plain_score(whole, with_initial=any(token.bits & INITIAL for token in part))


def _cued_score(whole: list[Token], part: list[Token]) -> float:
    if len(whole) == 1:
        if whole[0].bits & TAIL and not whole[0].bits & (FIRST | LAST):
            return 0
        if whole[0].bits & WORD and part[0].bits & INITIAL:
            return 0  # `THIS IS A TEST`
        return 0.65 if whole[0].bits & (FIRST | LAST) else 0.6
    return 0.85 if any(token.bits & (FIRST | LAST) for token in whole) else 0.7


def _single_score(token: Token, part: list[Token]) -> float:
    if len(part) > 1 and part[0].bits & INITIAL:
        return 0.65 if token.bits & LAST and not token.bits & WORD else 0.5
    if len(part) > 1 and sure_first(token):
        return 0.6
    return 0.42 if sure_first(token) else 0


def _plain_score(whole: list[Token], with_initial: bool) -> float:
    first, last = whole[0], whole[-1]
    if last.bits & TAIL:
        return 0.5 if sure_first(first) and last.bits & LAST else 0
    if sure_first(first):
        if last.bits & (FIRST | LAST) and not last.bits & (WORD | PLACE):
            return 0.8
        if last.bits & PLACE:
            return 0.45
        return 0.7 if with_initial else 0.62
    if first.bits & FIRST and last.bits & LAST and not last.bits & (WORD | PLACE):
        return 0.6
    if first.bits & LAST and not first.bits & WORD and sure_first(last):
        return 0.6
    if with_initial and last.bits & LAST and not last.bits & WORD:
        return 0.6
    return 0.4 if last.bits & LAST and not last.bits & (WORD | PLACE) and not first.bits & (WORD | PLACE) else 0


def sure_first(token: Token) -> bool:
    return bool(token.bits & FIRST) and not token.bits & (WORD | PLACE | NEVER)
