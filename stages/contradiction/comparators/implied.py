"""The yes or no that an answer means without saying it: `Certainly`, `It did not`, the ask as a sentence."""

import re

from stages.contradiction.asked import Asked
from stages.contradiction.kin import kin
from stages.contradiction.said import Said
from stages.wording.opposites import NEGATIONS

MOST_WORDS = 30
LEAST_SHARE = 0.4
_SHORT = {
    "certainly|definitely|absolutely|of course|indeed|sure|surely|right|exactly|affirmative|yup|naturally|that is so"
    "|it seems so|i believe so|i think so|undoubtedly|without (?:a )?doubt|that is the case": "yes",
    "(?:unfortunately|sadly|apparently|luckily|clearly|usually)?,? ?not|not at all|(?:certainly|definitely"
    "|absolutely|of course|surely|probably) not|never|wrong|negative|by no means|no way"
    "|nah|untrue|not so|that is not so|not (?:true|right|correct)|i do not (?:think|believe) so|on the contrary"
    "|that is not the case|(?:is|does|did|was|are|were|has|have|had|can|could|will) not": "no",
}
_WORDS = tuple((re.compile(pattern), said) for pattern, said in _SHORT.items())
_WORDS_OF = re.compile(r"[\s.!,]+$")
_ELLIPSIS = re.compile(
    r"(?:(?:and|but|indeed|in fact|actually),? )?(?:it|he|she|they|there|this|that|these|those|one|you|we)"
    r" (?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|may|must|should)"
    r"(?P<not> not| none| never)?(?: (?:indeed|so|any|at all|ever|either|there|then))?"
)
_TRUTH = re.compile(
    r"(?:(?:thats?|this|its?|the (?:given )?(?:statement|claim|sentence|assertion|fact)(?: above| below)?)(?: is)?"
    r"|this (?:statement|claim) is)"
    r"(?: an?(?= (?:true|false|correct|incorrect|accurate|inaccurate) (?:statement|claim)))?"
    r" (?P<not>not )?(?P<said>true|right|correct|accurate|false|wrong|incorrect|inaccurate|untrue)\b(?! (?:but|only"
    r"|if))"
)
_LIMITS = frozenset(
    (
        *("some", "any", "few", "only", "most", "often", "sometimes", "rarely", "seldom", "hardly", "barely", "almost"),
        *("might", "may", "could", "should", "would", "if", "but", "or", "than", "just", "then", "also", "nearly"),
        *("everyone", "everybody", "unless", "except", "without", "nor", "neither", "used"),
    )
)
_AUXILIARY = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "of",
            "in",
            "on",
            "at",
            "to",
            "for",
            "by",
            "with",
            "from",
            "as",
            "is",
            "are",
            "was",
            "were",
        ),
        *(
            "be",
            "been",
            "being",
            "do",
            "does",
            "did",
            "has",
            "have",
            "had",
            "it",
            "its",
            "that",
            "this",
            "there",
            "they",
        ),
        *("he", "she", "will", "can", "could", "any", "ever", "yet", "indeed", "then", "so", "and", "not", "people"),
        *("one", "you", "their", "his", "her"),
    )
)
_SHARES = frozenset(("some", "most", "all", "every", "few", "many", "always", "often", "usually", "only"))
_FEW = frozenset(("few", "hardly", "seldom", "rarely", "scarcely", "barely", "only"))
_VERBS = frozenset(
    (
        *("is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "may", "must"),
        *("cannot", "isn't", "aren't"),
    )
)
_UNTURNED = re.compile(
    r"\bnot (?:only|just|merely|solely|necessarily|always|entirely|all|every|sure|yet|quite|known)\b"
)


def implied(said: Said, asked: Asked, beside: bool = False) -> str:
    """Yes, no, or nothing; only where the ask wants one of the two and is not negated itself. `beside`: the other
    answer is a yes or no and nothing more, so that a few words will be one as well."""
    if (
        not (asked.yes_no or (beside and not asked.wh))
        or asked.negated
        or len(said.words) > MOST_WORDS
        or not _FEW.isdisjoint(asked.wording.whole.words)
    ):
        return ""
    text = said.value.replace("can't", "can not").replace("won't", "will not").replace("n't", " not")
    text = re.sub(r"\b(it|that|this|he|she|there)'s\b", r"\1 is", text).replace("cannot", "can not")
    whole = _WORDS_OF.sub("", said.plain.replace("n't", " not").replace("dont", "do not"))
    for pattern, value in _WORDS:
        if pattern.fullmatch(whole):
            return value
    if not asked.yes_no:
        return ""
    first = re.split(r"[,.!;:–—]\s|[.!;]$", f"{text}.", maxsplit=1)[0].strip(" .")
    for pattern, value in _WORDS:
        if pattern.fullmatch(first):
            return value
    if found := _ELLIPSIS.fullmatch(first):
        return "no" if found["not"] else "yes"
    if found := _TRUTH.match(text):
        good = found["said"] in ("true", "right", "correct", "accurate")
        return "yes" if good != bool(found["not"]) else "no"
    return _restated(said, asked) if _SHARES.isdisjoint(asked.wording.whole.words) else ""


def _restated(said: Said, asked: Asked) -> str:
    """One sentence of nothing but words of the ask, in their order, and at most one negation."""
    if len(said.sentences) > 1 or said.negations > 1 or _UNTURNED.search(said.plain):
        return ""
    allowed, names = set(asked.wording.whole.words), {"s"}
    if len(set(asked.wording.whole.names)) == 1:  # two of them may have changed places
        names.update(asked.wording.whole.names)
    if any(word in _LIMITS and word not in allowed for word in said.words):
        return ""
    words = [word for word in said.words if not (word in _AUXILIARY or word in NEGATIONS or word in names)]
    theirs = [word for word in asked.wording.whole.words if word not in _AUXILIARY and word not in names]
    at = 0
    for word in words:
        at = next((n + 1 for n in range(at, len(theirs)) if theirs[n] == word or kin(theirs[n], word)), -1)
        if at < 0:
            return ""
    led = said.words[:1] in (["it"], ["they"], ["he"], ["she"])  # who needs not name what was asked about
    if len(words) < (1 if led else max(2, LEAST_SHARE * len(theirs))):
        return ""
    if led and not kin(words[-1], theirs[-1]):
        return ""
    if _VERBS.isdisjoint(said.words) and not kin(words[-1], theirs[-1]):  # `Some of them` is no sentence
        return ""
    return "no" if said.negations else "yes"
