"""Words that asks choose differently for one thing: near synonyms, and nouns that are made of verbs."""

from collections.abc import Iterable
from functools import lru_cache

from stages.wording.generic import stem

_GROUPS = """
build built construct construction erect erection
found establish set create creation foundation establishment
begin start commence beginning commencement
finish end complete conclude completion conclusion
close shut closure
die died death deceased
born birth
buy purchase acquire bought
own possess
need require must
visible see seen
audible hear
edible eat
able can possible
live exist find found locate situate present occur inhabit dwell
support offer provide
celebrate observe
cancel scrap
healthy wholesome
happy glad
clever smart intelligent
rich wealthy
crop plant
rule govern reign
fight battle
jump leap
broad wide
contain include hold comprise
live reside inhabit
inhabitant resident people population citizen live reside
attend enroll enrol
win won winner victory
lose lost loss
discover discovery find
invent invention
write wrote written author
marry wedding marriage wed married
arrive arrival reach
leave depart departure left
sink sank sunk sinking
burn burnt burned
fall fell collapse
speak spoke spoken language tongue
eat feed
grow grown cultivate
produce make manufacture made production
sell sold sale
cost price fee charge fare
weigh weight mass heavy
melt melting
boil boiling
permit allow allowed may permission
forbid ban prohibit forbidden banned prohibited
hire employ
employee worker
work job employment
open opening inaugurate
sign signing signature
elect election elected
publish release publication issue launch
last take duration long
travel trip journey ride voyage
car automobile
doctor physician
child kid children
film movie
stop cease halt
safe harmless
sick ill
cheap inexpensive
costly expensive
fast quick speed
near close
common usual
happen occur take
name call title
percent percentage share proportion
kilometre kilometer
contain consist
harbour port
town city
road street
ship vessel
lorry truck
shop store
autumn fall
pupil student
biggest largest greatest
bigger larger greater
smallest littlest tiniest
highest tallest
fastest quickest
locate situate
numeral digit
total sum
middle centre center
war conflict
illness disease sickness
house home
stone rock
animal beast
kill slay
hurt injure injury wound
help aid assist
keep retain
get receive obtain
ask inquire
reply respond answer response
fix repair
show display
choose select pick selection
grant award
mistake error
job occupation profession
picture image photo photograph
phone telephone
plane aeroplane airplane aircraft
football soccer
someone somebody anyone anybody
everyone everybody
express convey
sensible reasonable
holiday vacation
flat apartment
lift elevator
marry spouse
""".strip()

_KIN: dict[str, set[str]] = {}
for _line in _GROUPS.splitlines():
    _stems = {stem(word) for word in _line.split()}
    for _stem in _stems:
        _KIN.setdefault(_stem, set()).update(_stems - {_stem})

_ENDINGS = (
    "ication",
    "ation",
    "ition",
    "ment",
    "ance",
    "ence",
    "tion",
    "sion",
    "ion",
    "ally",
    "ly",
    "al",
    "ify",
    "y",
    "i",
    "ing",
    "ed",
    "t",
    "d",
    "s",
    "e",
)
_ROOT = 4
_NONE: frozenset[str] = frozenset()


class Kin:
    """The words of a text by their stems and roots."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._roots: dict[str, set[str]] = {}
        for one in map(stem, self._words):
            self._roots.setdefault(root(one), set()).add(one)
        self._stems = {one for stems in self._roots.values() for one in stems}

    def stands_for(self, word: str) -> bool:
        """Whether another word of the text asks for what this one asks for; the word itself does not count."""
        mine = stem(word)
        if not _KIN.get(mine, _NONE).isdisjoint(self._stems) or self._roots.get(root(mine), set()) - {mine}:
            return True
        return len(word) == 1 and any(word in one and one[0].isdigit() for one in self._words)  # `3x` for an `x`


def kin(one: str, other: str) -> bool:
    """Whether two folded words ask for one thing."""
    a, b = stem(one), stem(other)
    return a == b or b in _KIN.get(a, _NONE) or root(a) == root(b)


@lru_cache(maxsize=1 << 17)
def root(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _ROOT:
            return _undoubled(word.removesuffix(ending))
    return _undoubled(word)


def _undoubled(word: str) -> str:
    """`run` of `running`, whose stem is `runn`."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt" else word
