"""The guard: whether two asks are one. Whatever the cosine says, a difference in what is asked vetoes."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

from stages.answers.units import UNITS, singular
from stages.contradiction.asked import Asked
from stages.contradiction.courtesy import FORMAL
from stages.wording.contrast import leftovers, moved, same_words, set_apart, swapped
from stages.wording.generic import FUNCTION, stem
from stages.wording.opposites import NEGATIONS, opposed
from stages.wording.text import Wording

INPUTS_ALIKE = 0.95
_GENERIC = (
    "define please problem question following answer correct exactly precisely number many amount much city"
    " word term year date when able belong possible call called name known tell say give come came went take"
    " took happen happened occur occurred place solve compute calculate work equal result value true false"
    " simply brief briefly quick quickly option options choice statement fact actually really usually exact"
    " total one person author do does component consist mainly pick choose select right ever state whether"
    " sort item mark decide q go goes there got hi hello every determine classify label identify categorize category"
    " class group assign fit under count exist there they them he she his her their its up out upon within inside"
    " during overall altogether quote get so that each these belong type"
    " contain include feature possess comprise boast people between consider regard deem how tag put mark describe"
    " possible approximately per"
)
GENERIC = frozenset(map(stem, _GENERIC.split()))
_MEASURES = (
    ("heavy", "weight weigh mass"),
    ("tall high", "height"),
    ("long", "length duration last"),
    ("old", "age"),
    ("wide", "width"),
    ("deep", "depth"),
    ("far", "distance"),
    ("fast", "speed"),
    ("hot cold", "temperature"),
    ("temperature", "point degrees"),
    ("time", "long duration minutes hours seconds days weeks months years"),
    ("long", "minutes hours seconds days weeks months years"),
    ("big large", "size area"),
    ("much", "price cost costs"),
    ("how", "number amount height weight length age width depth distance speed temperature size price cost"),
    ("who", "author person writer painter composer inventor man woman artist scientist"),
    ("when", "year date day month time"),
    ("date", "day year month"),
    ("where", "place city country location"),
    ("price", "cost costs"),
    ("each", "every all"),
    ("every", "each all"),
)
_FITS: dict[str, set[str]] = {}
for _askers, _nouns in _MEASURES:
    for _asker in _askers.split():
        for _noun in _nouns.split():
            _FITS.setdefault(_asker, set()).add(_noun)
            _FITS.setdefault(_noun, set()).add(_asker)
_PLACING = (
    "lead lie stand hang sit run take live remain stay house situate locate present make consist compose divide support"
    " offer provide celebrate observe hold"
)
_LIGHT = frozenset(map(stem, _PLACING.split()))
_CLASSES = (
    "river lake mountain mount island company novel book film movie song planet state country play story"
    " band ship hotel"
    " village town city"
)
_CLASS = frozenset(_CLASSES.split())
_TASK_WORDS = (
    "identify determine find classify categorize choose select pick state tell say decide whether if is what which each"
    " every"
)
_TASKS = frozenset(_TASK_WORDS.split())
_COMPOUNDS = (
    ("commonsense", "common", "sense"),
    ("website", "web", "site"),
    ("webpage", "web", "page"),
    ("email", "e", "mail"),
    ("nonfiction", "non", "fiction"),
    ("dataset", "data", "set"),
    ("lifespan", "life", "span"),
    ("healthcare", "health", "care"),
    ("zipcode", "zip", "code"),
    ("cellphone", "cell", "phone"),
)
_NONE: frozenset[str] = frozenset()
_ANYBODY = frozenset(("people", "person", "time"))
_SORTS = frozenset(("type", "kind", "sort", "class", "group", "category", "categorie"))
_NOW, _THEN = frozenset(("is", "are", "do", "does", "has", "have")), frozenset(("was", "were", "did", "had"))
_EACH = frozenset(("each", "every", "per", "apiece", "average"))
_MODALS = [frozenset(("can", "could")), frozenset(("will", "would"))]
_PLAIN = frozenset(("do", "does", "did", "has", "have", "can", "could", "will", "would", "must"))
_DUTY = frozenset(("must", "should", "shall", "need", "needs"))
_PLACES = frozenset(("to", "by", "for", "from", "about", "in", "on", "under", "over", "with"))


def veto(one: Asked, other: Asked) -> str:
    """What sets two asks apart, or nothing."""
    if one.context != other.context:
        return "context"
    if _courtesies_differ(one.cut, other.cut):
        return "courtesy"
    a, b = one.wording.whole, other.wording.whole
    if one.of_marks and one.text.split() != other.text.split():
        return "marks"
    if a.folded == b.folded and a.rest == b.rest:
        return ""
    if a.rest != b.rest:
        return "beyond"
    if apart := set_apart(a, b):
        return apart
    if not one.sorts and one.joined != other.joined and sum(one.joined) == sum(other.joined):
        return "word"  # one and the other, one or the other
    if one.expressions != other.expressions:
        return "sign"
    mine, theirs = a.counts - b.counts, b.counts - a.counts
    if opposed(mine, theirs):
        return "opposite"
    if not _inputs(one, other):
        return "input"
    if _wants(one, other) or _wants(other, one):
        return "kind"
    if one.of_language and set(mine) - _TASKS and set(theirs) - _TASKS:
        return "word"  # the very words are asked about
    if one.wants_number and (_EACH.isdisjoint(a.counts) != _EACH.isdisjoint(b.counts)):
        return "word"
    left, right = leftovers(mine, theirs)
    if not (left or right) and _turned(set(mine), set(theirs)):
        return "kind"
    if not (left and right) and not moved(*same_words(a, b)):
        return "order"
    if swapped(a, b) or not moved(*_in_order(a, b, {*one.options, *other.options})):
        return "order"
    if _passive(a) != _passive(b) and _roots(a) == _roots(b):
        return "order"
    ours, others = _content(left, one, other), _content(right, other, one)
    return "" if not (ours or others) or _light(ours, others) else "word"


def _courtesies_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether what was left out of both asks tells them apart: `I am a student`, `I am a teacher`."""
    mine, theirs = one - FORMAL, other - FORMAL
    if not (mine and theirs):
        return False
    return bool(mine - theirs and theirs - mine) or not NEGATIONS.isdisjoint(one ^ other)


def _inputs(one: Asked, other: Asked) -> bool:
    """Inputs are equal but for a word in twenty, or one of them stands in the other's instruction."""
    a, b = one.wording.input, other.wording.input
    if not a.words or not b.words:
        missing, there = (one, b) if not a.words else (other, a)
        return not there.words or f" {' '.join(there.words)} " in f" {' '.join(missing.wording.instruction.words)} "
    common, either = (a.counts & b.counts).total(), (a.counts | b.counts).total()
    return common >= INPUTS_ALIKE * either


def _in_order(one: Wording, other: Wording, options: set[str]) -> tuple[list[str], list[str]]:
    """What both say alike, each in its own order: no function words, generic ones or options, and no name where there
    is only one, which has nothing to change places with."""
    left, right = (
        [word for word in mine.words if mine.counts[word] == theirs.counts[word] and _placed(word, options)]
        for mine, theirs in ((one, other), (other, one))
    )
    named = {part for name in (*one.names, *other.names) for part in name.replace("'", " ").split()}
    runs = {run for words in (left, right) for run in _runs(words, named)}
    lone = named if len(runs) == 1 else set()
    return [word for word in left if word not in lone], [word for word in right if word not in lone]


def _placed(word: str, options: set[str]) -> bool:
    return word not in FUNCTION and word not in options and stem(word) not in GENERIC


def _runs(words: list[str], named: set[str]) -> Iterator[tuple[str, ...]]:
    """Names that stand side by side."""
    return (tuple(run) for is_name, run in groupby(words, named.__contains__) if is_name)


def _wants(one: Asked, other: Asked) -> bool:
    """One wants a yes or no and the other something else, or one counts what the other only names."""
    if (
        one.yes_no
        and not other.yes_no
        and (other.wants_number or other.wants_date or (other.listed and not one.listed))
    ):
        return True
    mine, theirs = one.counts, other.counts
    both = one.singulars & other.singulars
    if not mine or not theirs or not mine.isdisjoint(theirs) or _ANYBODY & (mine | theirs):
        return False
    return bool(mine & both and theirs & both) or bool(_SORTS & (mine | theirs))


def _turned(mine: set[str], theirs: set[str]) -> bool:
    """Where no other word differs: now and then, may and must, or one preposition for another."""
    sides = ((mine, theirs), (theirs, mine))
    then = any(one & _NOW and other & _THEN and not one & _THEN for one, other in sides)
    duty = any(one & _DUTY and not other & _DUTY for one, other in sides)
    duty |= any(one & modal and other & _PLAIN and not other & modal for one, other in sides for modal in _MODALS)
    return then or duty or bool(mine & _PLACES and theirs & _PLACES)


def _passive(text: Wording) -> bool:
    return "by" in text.counts


def _roots(text: Wording) -> list[str]:
    """Content words by their stems, none where there are too few to change places."""
    roots = [stem(word) for word in text.words if word not in FUNCTION]
    return roots if len(roots) > 2 else [text.folded]


def _light(mine: list[str], theirs: list[str]) -> bool:
    """One side alone has a verb of place: `lead` of `how many steps lead to it`, where the other says `are there`."""
    return not (mine and theirs) and all(stem(word) in _LIGHT for word in (*mine, *theirs))


def _classing(word: str, text: Wording) -> bool:
    """What only says of which class a name is: `the river Orva`."""
    if word not in _CLASS:
        return False
    named = set(text.names)
    return any(word in pair and not named.isdisjoint(pair) for pair in pairwise(text.words))


def _content(left: Counter[str], one: Asked, other: Asked) -> list[str]:
    """Words that are not generic, for which no other word of the other side stands, and no units as in `in metres`."""
    a, b = one.wording.whole, other.wording.whole
    return [
        word
        for word in left
        if stem(word) not in GENERIC
        and not word.isdecimal()
        and _FITS.get(word, _NONE).isdisjoint(b.counts)
        and not _measure(word, a, b)
        and not (_classing(word, a) and not any(_classing(rival, b) for rival in b.counts - a.counts))
        and not other.kin.stands_for(word)
        and not _compound(word, b)
    ]


def _measure(word: str, text: Wording, other: Wording) -> bool:
    """What is measured in metres is asked without them on the other side, that names no unit itself."""
    if singular(word) not in UNITS or len(word) < 3 or any(len(w) > 2 and singular(w) in UNITS for w in other.words):
        return False
    return any(after == word and before in ("in", "many") for before, after in pairwise(text.words))


def _compound(word: str, other: Wording) -> bool:
    """Whether one side writes as two words what the other writes as one: `common sense`, `commonsense`."""
    return any(word in (whole, first, last) and _either(other, whole, first, last) for whole, first, last in _COMPOUNDS)


def _either(text: Wording, whole: str, first: str, last: str) -> bool:
    return whole in text.counts or (first, last) in pairwise(text.words)
