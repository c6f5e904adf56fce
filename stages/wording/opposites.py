"""Words that turn a sentence round: negations, and pairs of which a text has one or the other."""

from collections.abc import Collection
from itertools import permutations

_NEGATIONS = (
    "not no never none nothing nobody nowhere neither nor without cannot cant wont dont doesnt didnt isnt arent wasnt"
    " werent hasnt havent hadnt wouldnt couldnt shouldnt mustnt unless except excluding exclude"
)
NEGATIONS = frozenset(_NEGATIONS.split())

_PAIRS = """
largest smallest | larger smaller | large small | big little | biggest smallest | highest lowest | higher lower
high low | longest shortest | longer shorter | long short | fastest slowest | faster slower | fast slow
oldest youngest | older younger | old new | oldest newest | best worst | better worse | good bad | most least
more less | more fewer | many few | maximum minimum | maximize minimize | max min | increase decrease
increasing decreasing | ascending descending | before after | earlier later | early late | first last
above below | over under | up down | in out | inside outside | left right | top bottom | front back
north south | east west | northern southern | eastern western | mean median | mean mode | median mode | sum product
sum difference | add subtract | addition subtraction | multiply divide | numerator denominator | even odd
positive negative | synonym antonym | synonyms antonyms | similar different | similarities differences
same different | true false | correct incorrect | right wrong | valid invalid | legal illegal
advantages disadvantages | advantage disadvantage | benefits drawbacks | pros cons | strengths weaknesses
cause effect | causes effects | start end | begin end | beginning end | open close | buy sell | import export
send receive | give take | win lose | encode decode | encrypt decrypt | upper lower | uppercase lowercase
singular plural | past present | past future | present future | active passive | formal informal | male female
man woman | men women | he she | his her | him her | boy girl | father mother | son daughter | brother sister
husband wife | hot cold | warm cool | summer winter | day night | morning evening | am pm | light dark | black white
old young | strong weak | rich poor | easy difficult | easy hard | simple complex | cheap expensive | internal external
always never | all some | with without | and or | from to | for against | primary secondary | prefix suffix
input output | horizontal vertical | parent child | predator prey | teacher student | credit debit | profit loss
supply demand | public private | natural artificial | ancient modern | increases decreases | rise fall | love hate
empty full | correct wrong | right incorrect
"""

OPPOSITES: dict[str, set[str]] = {}
for _pair in _PAIRS.replace("\n", "|").split("|"):
    for _word, _other in permutations(_pair.split(), 2):
        OPPOSITES.setdefault(_word, set()).add(_other)


def opposed(one: Collection[str], other: Collection[str]) -> bool:
    """Whether a word of one text is the opposite of a word of the other; both folded."""
    return any(not OPPOSITES[word].isdisjoint(other) for word in one if word in OPPOSITES)
