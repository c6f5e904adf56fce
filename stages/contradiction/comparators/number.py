"""The number that an answer comes to, with its unit."""

import re
from fractions import Fraction

from stages.answers.quantities import Quantity, equal
from stages.answers.units import UNITS, singular, unit
from stages.contradiction.asked import Asked
from stages.contradiction.finding import AGREE, SILENT, Finding, conflict
from stages.contradiction.kin import kin
from stages.contradiction.said import HEDGES, Said
from stages.wording.opposites import NEGATIONS
from stages.wording.text import bare

NAME = "number"
BARE_WORDS = 4
BRIEF_WORDS = 12
LONE_WORDS = 2
_ANY = frozenset(("people", "person", "individual", "item", "piece", "unit", "thing", "one", "time", "man", "soul"))
_NONE: frozenset[str] = frozenset()
_MEASURED = {
    "length": frozenset(
        ("long", "length", "tall", "high", "height", "deep", "depth", "wide", "width", "far", "distance")
    ),
    "mass": frozenset(("heavy", "weight", "weigh", "mass")),
    "time": frozenset(("long", "time", "duration", "last")),
    "months": frozenset(("old", "age", "long", "time", "duration", "last")),
}
_WANTED = "#"
_UNREAD = re.compile(r"\d ?[\^!π√]|√|\bpi\b|\band a (?:half|quarter)\b|\bhours? and\b|\bhalf\b|\d ?: ?\d")
_RATE = re.compile(r"(?:/ ?|\bper |\ban? )(hour|hr|h|minute|min|second|sec|s|day|week|month|year)\b")
_ROUGHLY = frozenset(("length", "mass", "volume", "area", "time", "months"))
_SQUARE = re.compile(r"\d ?(?:square|sq\.?|cubic|cu\.?) (\w{2})")
_SHARE = re.compile(
    r"\b(?:each|per(?! (?:hour|second|minute|gallon|cent))|every|apiece|either|both|pairs?|dozens?|yearly"
    r"|annual|daily|monthly|weekly|an? (?:year|day))\b"
)
_MOST = re.compile(r"\b(?:can|could|may|capacity|maximum|most|limit|allow(?:s|ed)?|up to|fit|hold|room)\b")
_UP_TO = re.compile(r"\bup to (?=\d)")
_NEGATED = NEGATIONS - {"without"}


def compare(one: Said, other: Said, first: Asked, second: Asked) -> Finding | None:
    if not one.quantities or not other.quantities:
        return None
    short = len(one.words) <= BARE_WORDS and len(other.words) <= BARE_WORDS
    if not first.wants_number and not short:
        return None
    left, right = (_counted(_last(said, first), said, first) for said in (one, other))
    if not left or not right:
        return SILENT
    negated = [bool(said.denials) and not _NEGATED.isdisjoint(said.stated) for said in (one, other)]
    same = [equal(a, b) for a in left for b in right]
    if True in same:
        return AGREE if negated[0] == negated[1] else SILENT
    if None in same:
        return SILENT
    (a,), (b,) = left, right
    if bool(_SHARE.search(one.plain)) != bool(_SHARE.search(other.plain)) and not _SHARE.search(first.folded):
        return SILENT
    if any(equal(a, q) or equal(b, p) for q in other.quantities for p in one.quantities):
        return SILENT
    if not (a.unit or b.unit) and first.units != second.units:
        return SILENT  # so many feet, so many metres
    lone = [said.told.count(" ") < LONE_WORDS for said in (one, other)]
    if _not_alike(one, a, other, b):
        return SILENT
    sure = 0.93 if first.wants_number or (all(lone) and first.computes) else 0.8
    if a.unit != b.unit:
        brief = first.counts and max(len(one.words), len(other.words)) <= BRIEF_WORDS and a.counted and b.counted
        if not brief and not (a.unit and b.unit) and _may_be_one(a, b, first, any(lone)):
            return SILENT
        if a.unit and b.unit and a.counted:
            sure = min(sure, 0.87 if brief and _WANTED not in (a.unit, b.unit) else 0.7)
    if any(negated) or any(_hedged(said, first) for said in (one, other)):
        sure = 0.7
    return conflict(sure, _span(one, a), _span(other, b))


def _last(said: Said, asked: Asked) -> list[Quantity]:
    """What the answer comes to: its only number that is not of the ask, or the one after `the answer is` or `=`;
    nothing where there are several, as in `212 °F (100 °C)`."""
    begin, _ = said.final
    found = [q for q in said.quantities if q.start >= begin] or said.quantities
    if "=" in said.figures and not begin:
        at = said.figures.rindex("=")
        found = [q for q in said.quantities if q.start > at][:1] or found
    if len(found) > 1:
        given = {q.value for q in asked.quantities}
        found = [q for q in found if q.value not in given] or found
    distinct = {q.value: q for q in found}
    return list(distinct.values()) if len(distinct) == 1 else []


def _counted(found: list[Quantity], said: Said, asked: Asked) -> list[Quantity]:
    """What the ask counts is the unit, where a word for it follows or only a word such as `people` or `large` does."""
    wanted = asked.counts
    if len(found) != 1 or not wanted or not found[0].counted:
        return found
    after = {singular(word) for word in bare(said.figures[found[0].end :])[:4]}
    meant = found[0].unit in _ANY or any(kin(word, one) for word in after for one in wanted)
    return [found[0]._replace(unit=_WANTED)] if meant else found


def _not_alike(one: Said, a: Quantity, other: Said, b: Quantity) -> bool:
    """Whether the two are measured otherwise: rates of other times, squares of other units, another scale of degrees,
    an expression that is not worked out, a length said roughly in two units."""
    if any(_UNREAD.search(said.figures) for said in (one, other)):
        return True
    rates = [set(_RATE.findall(said.figures)) for said in (one, other)]
    squares = [set(_SQUARE.findall(said.figures)) for said in (one, other)]
    if any(len(pair[0]) and len(pair[1]) and pair[0] != pair[1] for pair in (rates, squares)):
        return True
    (here, x), (there, y) = a.measure, b.measure
    if here == there and here in _ROUGHLY and a.unit != b.unit and abs(x - y) * 12 <= max(abs(x), abs(y)):
        return True
    return any(abs(p.value * 9 / 5 + 32 - q.value) * 30 <= abs(q.value) for p, q in ((a, b), (b, a)) if _warm(p, q))


def _warm(one: Quantity, other: Quantity) -> bool:
    return {one.unit, other.unit} <= {"", "°", "degree"} and bool(one.unit or other.unit)


def _hedged(said: Said, asked: Asked) -> bool:
    """`Up to nine` is what an ask for the most wants to know."""
    return said.hedged and not (_MOST.search(asked.folded) and not HEDGES.search(_UP_TO.sub("", said.figures)))


def _may_be_one(one: Quantity, other: Quantity, asked: Asked, is_lone: bool) -> bool:
    """Whether the number without a unit may be the other one in a unit that nobody names."""
    said = one.unit or other.unit
    if said == _WANTED or (said in _ANY and asked.wants_number) or _names(asked, said):
        return False
    if one.counted and other.counted:
        return not (is_lone and asked.wants_number)
    if UNITS.get(said, ("",))[0] == "percent" and "percent" not in asked.folded and "%" not in asked.folded:
        return True
    fits = not _MEASURED.get(UNITS.get(said, ("",))[0], _NONE).isdisjoint(asked.wording.whole.words)
    return _in_another(one, other) or not (fits or asked.wants_number)


def _names(asked: Asked, said: str) -> bool:
    """The ask names the unit, so that a bare number is meant in it."""
    words = asked.wording.whole.words
    return any(word.startswith(said[:5]) or UNITS.get(unit(word), said) == UNITS.get(said) for word in words)


def _in_another(one: Quantity, other: Quantity) -> bool:
    """Whether the bare number of the two is the other in another unit of its kind: `5 km` and `5000`."""
    plain, told = sorted((one, other), key=lambda each: bool(each.unit))
    kind, value = told.measure
    factors = [Fraction(1), *(factor for dimension, factor in UNITS.values() if dimension == kind)]
    return any(abs(plain.value * factor - value) * 50 <= abs(value) for factor in factors)


def _span(said: Said, quantity: Quantity) -> str:
    return said.figures[max(0, quantity.start - 30) : quantity.end + 20].strip() if said.long else said.plain
