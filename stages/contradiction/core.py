"""What is asked, without how: phrases of politeness, on the form of the answer or the truth of a claim are left out."""

import re
from collections import Counter
from typing import NamedTuple

from stages.contradiction import courtesy

READ_CHARS = 6000
_ASKING = r"(?=(?:whether|if|when|how|what|who|whose|which|where|the)\b)"
_BEGIN = r"(?:(?<=[.!?:\n])|(?<=[.!?:]\s)|^)\s*"
_GOOD, _BAD = r"(?:true|correct|right|accurate|a fact)", r"(?:false|incorrect|wrong|inaccurate)"
_TRUE = rf"(?:{_GOOD}(?: or (?:{_BAD}|not))?|{_BAD} or {_GOOD})"
_CLAIM = (
    r"(?:it|(?:this|that|the(?: following)?)(?: (?:statement|claim|sentence|assertion|fact))?(?: (?:below|above))?)"
)
_FORM = (
    r"(?:options?|answers?|choices?|letters?|words?|numbers?|digits?|one|only|single|exactly|just|best|right"
    r"|correct|most"
    r"|suitable|appropriate|following|below|above|given|listed|here|from|among|of|or|and|with|in|by|the|a|an|that"
    r"|is|are"
    r"|yes|no|true or false|short|brief|briefly|completes?|fits?|applies|sentence|statement|question|these|this|to|its"
    r"|using"
    r"|possible|your|ending|continuation|completion|each|item|text|them|it|fully|please|name)"
)
_FLAGS = re.IGNORECASE | re.MULTILINE
_TRUTH = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"{_BEGIN}(?:please )?(?:(?:answer|respond|reply|say|state|tell|decide|indicate|judge)(?: with| by)? )?"
        r"(?:fact[- ]check|true or false|right or wrong|yes or no|true/false|t/f)(?: only)?\s*[:?.,-]",
        rf"{_BEGIN}(?:verify|check|fact[- ]check|evaluate|assess|judge|confirm) {_CLAIM}(?: for accuracy| for"
        rf" truth)?\s*[:.]",
        rf"{_BEGIN}(?:state|say|tell|decide|determine|indicate|judge|check|verify)(?: me)? (?:whether|if) {_CLAIM}"
        rf"(?: statement| claim)?(?: is)? {_TRUE}\s*[:.]",
        rf"{_BEGIN}is it (?:really |actually )?(?:{_TRUE}|the case) that\b",
        rf"{_BEGIN}(?:is|are) {_CLAIM}(?: statement| claim)?(?: is)? {_TRUE}\s*[?:.]",
        rf"(?<=[.!?,;])\s*(?:is|are) {_CLAIM} (?:so|really so|the case|{_TRUE})(?: or not)?\s*\?",
        rf"{_BEGIN}(?:check|evaluate|assess|judge|verify) {_CLAIM} and (?:say|tell me|decide|state) (?:if"
        rf"|whether) {_CLAIM} is"
        rf" {_TRUE}\s*[:.]",
        rf"{_BEGIN}claim\s*:",
        rf"(?<=[.!?,;])\s*(?:is {_CLAIM} )?(?:{_TRUE}|yes ?(?:or|/) ?no)\s*\?\s*$",
    )
)
_KNOW = re.compile(
    rf"{_BEGIN}(?:(?:please|kindly|and|so|now|hi|hello|hey)(?: there)?[,!.]*\s+)*(?:"
    r"(?:(?:can|could|would|will) (?:you|someone|anyone|somebody|anybody) )?(?:please |kindly |maybe |perhaps )*"
    r"(?:tell|say|inform|let|state|explain to|find out|check|work out)(?: (?:me|us))?(?: know| of)?"
    r"|(?:do you|does (?:any|some)(?:one|body)) (?:happen to |perhaps )?know|any idea|(?:i|we) wonder"
    r"|(?:i|we)(?:'d| would| want| need)?(?: like| love)? to (?:know|find out|learn)"
    r"|(?:i|we)(?:'m| am| was|'re| are| were) (?:wondering|curious|interested)(?: in)?"
    rf")[:,]?\s+{_ASKING}",
    _FLAGS,
)
_SAY = re.compile(rf"{_BEGIN}would you (?:say(?: that)?|call|describe|consider|rate|classify|regard|label)\b", _FLAGS)
_LAST = re.compile(r"^(?P<rest>[^?\n.:]{3,200}) (?P<word>when|where)\s*\?\s*$", re.IGNORECASE)
_HOW_MANY_GROUPS = re.compile(
    r"(?:(?<=the )|(?<=these )|(?<=following )|(?<=into )|(?<=of )|(?<=among )|(?<=between ))"
    r"(?:one|two|three|four|five|six|[1-6])"
    r" (?=(?:groups|categories|classes|labels|options|tags|types|kinds|lists|columns)\b)",
    _FLAGS,
)
_YES_OR_NO = re.compile(r"\(?\b(?:yes|true|t|y) ?(?:/|or) ?(?:no|false|f|n)\b\)?(?=\s*(?:[?:.!]|$))", _FLAGS)
_YES_CUES = ("yes", "true", "t/f", "y/n")
_HEADING = (
    rf"{_BEGIN}(?:(?:multiple[- ]choice |quick |simple |trivia |my )?(?:question|problem|task|query|q"
    rf"|quiz|input|instruction|context|prompt|user|human|text)"
    r"(?: \d+)?|options|choices|(?:your |my )?answer|a)\s*:"
)
_HEADINGS = re.compile(_HEADING, _FLAGS)
_FORMAT = tuple(
    (re.compile(pattern, _FLAGS), cues)
    for pattern, cues in (
        (
            rf"{_BEGIN}(?:please )?(?:give|provide|state|write|express|round|report)(?: me)?(?: your| the| an?)?"
            r"(?: final)? (?:answer|result|response|reply)\b"
            rf"(?:[ ,]+{_FORM}){{0,10}}\s*(?:[.!:]|$)",
            ("answer", "result", "response", "reply"),
        ),
        (_HEADING, (":",)),
        (
            rf"{_BEGIN}(?:please )?(?:answer|respond|reply|choose|select|pick|mark|circle|give|return|output)"
            rf"(?:[ ,]+{_FORM}){{1,16}}\s*(?:[.:!]|$)",
            ("answer", "respond", "reply", "choose", "select", "pick", "mark", "circle", "give", "return", "output"),
        ),
        (
            rf"{_BEGIN}(?:please )?(?:fill in|complete)(?: the)?(?: blanks?| gaps?| sentence| statement)?"
            rf"(?: {_FORM}){{0,8}}\s*(?:[.:!]|$)",
            ("fill in", "complete"),
        ),
    )
)
_COUNTED = re.compile(r"\bhow (?:many|much)\b|\bpossible\b|\bequal\b|\bdivide[sd]?\b.*\d", _FLAGS)
_SLASHED = re.compile(r"(?!\w\s?/\s?\w\b)[^\W\d_]\w*(?:\s?/\s?[^\W\d_]\w*)+")
_EITHER = re.compile(
    r"(?P<first>[^\W\d_]\w*(?: \w+){0,3})(?P<mid>(?:, (?!or\b)[\w ]{1,40}){0,8}),? or"
    r" (?P<last>\w+(?: \w+){0,3})(?=\s*(?:,|$))"
)
_BOUNDARY = re.compile(r"[.!?,;:\n]")
_CLAUSE = re.compile(r"[^.?!:;()\n]+")
MOST_CLAUSE_CHARS = 400
_SORTS = re.compile(
    r"\b(?:sort|group|classif|categori[sz]e|label|assign|separate|split|divide|arrange|which of|for each|for every"
    r"|whether|which (?:category|class|label|kind|type|group))",
    _FLAGS,
)
_ONE = re.compile(
    r"\b((?:choose|pick|select|give|me|in|with|as|of|from|for|the|which|this|that|is|are|just|only|exactly"
    r"|[a-z]+ed) )one\b"
    r"(?![-\w])(?! (?:plus|minus|times|and|or|to|over|hundred|thousand|[mbtr]+illion|half|third|quarter"
    r"|[a-z]+th|more|less"
    r"|fewer|divided)\b)",
    _FLAGS,
)
_OR_NOT = re.compile(r",? or not(?=\s*[?.,]|\s*$)|(?<=whether) or not\b", _FLAGS)
_OR = re.compile(r"\bor\b", _FLAGS)
_HAPPY = re.compile(r"(?<![\w:;=])\s?[:;=]-?[)D](?!\w)")
_SAD = re.compile(r"(?<![\w:;=])\s?[:;=]-?\((?=\s|$)")
_TWICE = re.compile(r"\btwice\b")
_PRICE = re.compile(
    r"([$€£])\s?(\d[\d,]*(?:\.\d+)?)(?!\w)(?! (?:million|billion|trillion|thousand|dollars|euros|pounds))"
)
_COINS = {"$": "dollars", "€": "euros", "£": "pounds"}
_SHARE = re.compile(r"(\d) ?%(?! ?[\d(])")
_ONLY_OPTIONS = re.compile(r"\s*\(?[aA][).]")
_SHORT = re.compile(r"\b(what|who|where|when|how|that|there|here|it)['’](s|re)\b", _FLAGS)


_TRUTH_CUES = ("true", "false", "right", "wrong", "correct", "accurate", "fact", "yes or no", "t/f", "the case")
_KNOW_CUES = (
    *("tell", "say", "inform", "let", "state", "explain", "find out", "check", "work out", "know", "idea", "wonder"),
    *("learn", "curious", "interested"),
)


_TOKEN = re.compile(r"[\w'’]+|[\u2600-\u27bf\U0001f300-\U0001faff]")


class Core(NamedTuple):
    """`claim`: whether the ask is on the truth of what is left; `said` has the options in their own order; `cut` holds
    the words of the courtesies that were left out."""

    text: str
    claim: bool
    said: str
    cut: frozenset[str] = frozenset()


def core(text: str) -> Core:
    """The rest of a text beyond `READ_CHARS` is left as it is."""
    if not text:
        return Core("", False, "")
    head, rest = text[:READ_CHARS], text[READ_CHARS:]
    claim = False
    low = head.lower()
    for pattern in _TRUTH if any(cue in low for cue in _TRUTH_CUES) else ():
        cut = _cut(head, pattern, " ")
        claim |= cut != head
        head = cut
    told = courtesy.bare(head)
    gone = _words(head.lower()) - _words(told.lower()) if told != head else _words("")
    head = _OR_NOT.sub("", told)
    low = head.lower()
    if any(cue in low for cue in _KNOW_CUES):
        head = _cut(head, _KNOW, " ")
    if "would you" in low:
        head = _cut(head, _SAY, " is it so that ")
    head = _YES_OR_NO.sub(" ", head) if any(cue in low for cue in _YES_CUES) else head
    asking = head
    for pattern, cues in _FORMAT:
        if any(cue in low for cue in cues):
            head = _cut(head, pattern, " ")
    if _ONLY_OPTIONS.match(head):
        head = asking  # `Choose the question.` is all that is asked
    said = _slashes(_grouped(_LAST.sub(r"\g<word> \g<rest>?", head)))
    head = _CLAUSE.sub(_options, said)
    if " or " in head and _SORTS.search(head):
        head = _OR.sub("and", head)
    return Core(head.strip() + rest if head.strip() else text, claim, said.strip() or text, frozenset(gone))


def _words(low: str) -> Counter[str]:
    return Counter(_TOKEN.findall(low))


def given(text: str) -> Core:
    """An input, of which nothing is cut."""
    plain = _cut(courtesy.headless(text), _HEADINGS, " ") if ":" in text else courtesy.headless(text)
    return Core(plain, False, plain)


def _cut(text: str, pattern: re.Pattern[str], by: str) -> str:
    """Like `sub`, for patterns that match only where a sentence, a line or a part of one begins."""
    kept, end = [], 0
    for begin in (0, *(found.end() for found in _BOUNDARY.finditer(text))):
        found = pattern.match(text, begin) if begin >= end else None
        if found and found.end() > begin:
            kept += [text[end:begin], by]
            end = found.end()
    return "".join((*kept, text[end:])) if kept else text


def unmeant(text: str) -> str:
    """Without a `one` that counts nothing: `choose one option`, `in one word`."""
    return _ONE.sub(r"\1", text) if "one" in text else text


def spelt(text: str) -> str:
    """`What's` as `What is`, `twice` as `two times`."""
    text = _TWICE.sub("two times", text) if "twice" in text else text
    text = _SAD.sub(" sadface", _HAPPY.sub(" smileface", text)) if ")" in text or "(" in text else text
    if "'" not in text and "’" not in text:
        return text
    return _SHORT.sub(lambda found: f"{found[1]} {'is' if found[2] in 'sS' else 'are'}", text)


def priced(text: str) -> str:
    """`$5` as `5 dollars`, `5%` as `5 percent`."""
    if not any(sign in text for sign in "$€£%"):
        return text
    return _SHARE.sub(r"\1 percent", _PRICE.sub(lambda found: f"{found[2]} {_COINS[found[1]]}", text))


def _grouped(text: str) -> str:
    """`Sort them into two groups` is to sort them; where something is counted, the number stays."""
    return text if _COUNTED.search(text) else _HOW_MANY_GROUPS.sub("", text)


def _slashes(text: str) -> str:
    """`a/b/c` is `a, b or c`, but in addresses."""
    if "/" not in text or "//" in text or "</" in text:
        return text
    return _SLASHED.sub(
        lambda found: ", ".join(re.split(r"\s?/\s?", found[0])[:-1]) + " or " + found[0].split("/")[-1].strip(), text
    )


def _options(found: re.Match[str]) -> str:
    clause = found[0]
    return _EITHER.sub(_ordered, clause) if " or " in clause and len(clause) <= MOST_CLAUSE_CHARS else clause


def _ordered(found: re.Match[str]) -> str:
    """Options in one order, whichever comes first; the first one is taken for as long as the last one."""
    last = found["last"].split()
    first = found["first"].split()
    lead, begin = first[: -len(last)], first[-len(last) :]
    middle = [part.strip() for part in found["mid"].split(",") if part.strip()]
    items = sorted((" ".join(begin), *middle, " ".join(last)), key=str.casefold)
    return " ".join((*lead, " and ".join(items)))
