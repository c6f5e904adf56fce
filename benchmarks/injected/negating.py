"""Negates the main verb of a plain sentence, where that is mechanical."""

import re

_IRREGULAR = """
    wrote write; won win; became become; began begin; took take; made make; led lead; built build; sang sing; gave give
    left leave; fought fight; held hold; met meet; bought buy; sold sell; went go; came come; spoke speak; drew draw
    flew fly; lost lose; ran run; grew grow; beat beat; rose rise; fell fall
"""
_REGULAR = """
    found invent discover paint direct design develop start end happen play publish sign sail land launch establish
    open join work visit perform record attend cross reach defeat kill appear form host earn captain portray adopt
    commission debut
"""
_REGULAR_IN_E = """
    create compose release introduce die formulate propose live serve retire graduate produce move rule score change
    voice originate merge acquire declare complete
"""
_REGULAR_CHANGED = "starred star; occurred occur; studied study; married marry"
_PRESENT = """
    contain mean refer orbit stand represent consist belong measure weigh live play produce occur use take make
    cover border flow describe separate share come cost equal own wear give hold speak begin start end work host
    star serve sit reside originate connect divide appear run require follow receive need include release travel
    feature rank
"""


def _past_of(table: str) -> dict[str, str]:
    return dict(pair.split() for pair in re.split(r"[;\n]", table.strip()))


_BASES = _past_of(_REGULAR_CHANGED)
_BASES |= {verb + "ed": verb for verb in _REGULAR.split()}
_BASES |= {verb + "d": verb for verb in _REGULAR_IN_E.split()}
_IRREGULAR_BASES = _past_of(_IRREGULAR)
_THIRD = {verb + "s": verb for verb in _PRESENT.split()}
_SHORT = {"is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't"}
_FINITE = {*_SHORT, *_THIRD, "has", "have", "had"}
_SUBORDINATE = re.compile(r"\b(that|which|who|whom|whose|where|when|whether|how|what|why)\b|,")


def negated(sentence: str, short: bool) -> str | None:
    """The sentence with its first verb negated; None where another clause comes first, or no verb that is known."""
    tokens = sentence.split(" ")
    for place in range(1, min(len(tokens) - 1, 14)):
        token, before, after = tokens[place], tokens[place - 1].lower(), tokens[place + 1]
        word = token.lower()
        if _SUBORDINATE.search(word) or "," in before:
            return None
        verb = ""
        if word in _SHORT:
            if before == "there" and not re.match(r"\d|[a-z]+$", after):
                return None
            verb = _SHORT[word] if short else f"{token} not"
        elif word in {"has", "have"}:
            verb = _has_not(word, after, short)
        elif word == "had":
            if re.search(r"ed$|en$", after):
                return None
            verb = "didn't have" if short else "did not have"
        elif base := (_IRREGULAR_BASES.get(token) or _BASES.get(token)):
            if token in _BASES and (after in {"by", "and"} or _FINITE.intersection(tokens[place + 1 :])):
                return None
            verb = f"didn't {base}" if short else f"did not {base}"
        elif token in _THIRD and before not in {"the", "a", "of", "in", "and"}:
            verb = f"doesn't {_THIRD[token]}" if short else f"does not {_THIRD[token]}"
        if verb:
            return " ".join([*tokens[:place], verb, *tokens[place + 1 :]])
    return None


def _has_not(word: str, after: str, short: bool) -> str:
    perfect = re.search(r"(ed|en|un|ung|wn|lt|de|one|ad|ld)$", after) or after in {"won", "been", "had", "become"}
    if perfect:
        return word + ("n't" if short else " not")
    do = {"has": "does", "have": "do"}[word]
    return do + ("n't have" if short else " not have")
