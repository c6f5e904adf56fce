"""Plants one change in a real pair that makes it another: a number, a name, a negation, an opposite."""

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_NUMBER = re.compile(r"(?<![\w.,\[])\d{1,4}(?![\w,\]]|\.\d)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?=[ ,.?])")
_VERB = re.compile(r"\b(is|are|was|were|can|should|would|does|do|will)\b(?! not)")

# None of these pairs stands in the list that the stage itself has; the benchmark checks it.
_OPPOSITES = """
happy sad; healthy unhealthy; safe dangerous; wide narrow; thick thin; deep shallow; heavy lightweight; clean dirty
dry wet; soft rough; loud quiet; brave cowardly; generous selfish; honest dishonest; polite rude; patient impatient
common rare; urban rural; domestic foreign; temporary permanent; vertical diagonal; solid liquid; literal figurative
optimistic pessimistic; hero villain; winner loser; friend enemy; success failure; victory defeat; entry exit
arrival departure; birth death; war peace; acid base; major minor; accept reject; allow forbid; attack defend
arrive depart; build destroy; create destroy; expand shrink; gain squander; include omit; join leave; lend borrow
remember forget; save spend; positive adverse; reduce raise; improve worsen; customer supplier; employee employer
renewable nonrenewable; online offline; living extinct; plant animal; day week; fiction nonfiction; protein fat
democracy dictatorship; inflation deflation; introvert extrovert; comedy tragedy; city village; business charity
"""
OPPOSITES = [pair.split() for line in _OPPOSITES.strip().splitlines() for pair in line.split(";")]
_TURNED = {a: b for one, other in OPPOSITES for a, b in ((one, other), (other, one))}
_OPPOSITE = re.compile(rf"\b({'|'.join(sorted(_TURNED, key=len, reverse=True))})\b")

Pair = dict[str, str]


class Planted(NamedTuple):
    kind: str
    field: str
    original: Pair
    changed: Pair


def planted(pairs: list[Pair], each: int, seed: int) -> Iterator[Planted]:
    """`each` pairs of every kind, one change each, by turns in the ask and in the answer."""
    draw = random.Random(seed)
    names = [name for pair in pairs[:4000] for name in _NAME.findall(pair["instruction"])]
    kinds: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
        "number": (_NUMBER, lambda was: str(int(was) + draw.randint(1, 9))),
        "name": (_NAME, lambda was: draw.choice([name for name in names if name != was])),
        "negation": (_VERB, lambda was: f"{was} not"),
        "opposite": (_OPPOSITE, lambda was: _TURNED[was]),
    }
    rows = draw.sample(pairs, len(pairs))
    used: set[int] = set()
    for kind, (where, other) in kinds.items():
        made = 0
        for at, pair in enumerate(rows):
            fields = ("instruction", "input") if made % 2 == 0 else ("output",)
            spots = [(name, found) for name in fields for found in where.finditer(pair[name])]
            if at in used or not spots or not pair["output"] or len(pair["instruction"]) > 1500:
                continue
            name, found = draw.choice(spots)
            text = pair[name][: found.start()] + other(found[0]) + pair[name][found.end() :]
            used.add(at)
            made += 1
            yield Planted(kind, name, pair, {**pair, name: text})
            if made == each:
                break
