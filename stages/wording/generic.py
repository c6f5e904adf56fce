"""Words that askers choose differently and mean the same by: function words, and groups that stand for each other."""

from functools import lru_cache

from stages.wording.forms import spelt, verb

_FUNCTION = (
    "a an the of to in on for at by with as and or but is are was were be been being am do does did has have had it its"
    " this that these those there here i me my mine we us our you your yours what which will would can could shall may"
    " might should please so then than also just very really let if using use used from into about some any given"
    " following s re ve ll m d t"
)
FUNCTION = frozenset(_FUNCTION.split())

_GROUPS = """
list name give provide state mention enumerate identify offer suggest tell share present cite show specify
write create generate make compose construct produce develop craft come build draft formulate design form prepare
explain describe discuss define outline elaborate detail clarify summarize? definition description explanation
find determine decide calculate compute work evaluate solve get figure
rewrite rephrase reword paraphrase
change convert transform turn
classify categorize categorise sort group label
correct fix edit
how way ways method methods approach approaches step steps technique techniques
benefit benefits advantage advantages
example examples instance instances sample
difference differ different distinguish differentiate contrast
sentence phrase statement
passage paragraph text reference article context information below above following provided based according extract
topic subject
important key main major significant essential
type types kind kinds sort sorts
answer response reply
question query
picture image photo
film movie
pick choose select
allow allowed permit permitted
why reason reasons
mean means meant meaning
big large
begin start
method function
help assist
"""

GROUP: dict[str, str] = {}
for _line in _GROUPS.strip().splitlines():
    _members = [word.rstrip("?") for word in _line.split()]
    for _word in _members:
        GROUP.setdefault(_word, _members[0])


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A folded word in one spelling and without its usual endings; crude, and the same on both sides."""
    word = spelt(verb(word))
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if len(word) >= least and word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    return word.removesuffix("e") if len(word) > 3 else word
