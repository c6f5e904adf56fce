"""What stands around an answer and says nothing: `The answer is`, `Short answer:`, `In fact,`, marks of emphasis."""

import re

_ANSWERS = (
    "a an the my your our this that it its is of to for in so and or here below answer answers final correct"
    " right best short"
    " quick simple full complete response reply output result results label class classification category"
    " tag option choice"
    " pick solution verdict sentiment rating conclusion prediction date year number total value name"
    " question query task"
    " problem summary brief one sum word sentence statement given following as list sorted grouped table"
    " mapping assignment"
    " ok okay sure assistant"
)
_ENDINGS = (
    "that this it is was the a an my your our answer final correct right result hope helps help you me know if any have"
    " questions more further let thanks thank please i am i'm sure certain confident no doubt about all of"
    " done for good luck"
    " there so end need ask feel free anything else happy glad to be as requested asked"
)
_ANSWERING = frozenset(_ANSWERS.split())
_CLOSING = frozenset(_ENDINGS.split())
_LABEL = re.compile(r"([\w' ]{1,60}?)\s*[:=]\s*(?=\S)")
_OPENERS = re.compile(
    r"(?:[-*•>#“\"'`(\[\s]+(?=[^\s\d])|#+\s*|[(\[](?=\d)|(?:so|therefore|thus|hence|well|ok(?:ay)?|sure|sorry|hi|hello"
    r"|i'm sorry|unfortunately|indeed|in fact|actually|in short|in summary|of course|certainly|in my"
    r" (?:opinion|view)|overall"
    r"|basically|clearly|to (?:be (?:precise|exact|clear|honest)|answer (?:your|the|this) question|sum up"
    r"|conclude))[, ]+"
    r"(?=\S))"
)
_WHAT = (
    r"(?:answer|result|output|label|class|classification|category|tag|choice|option|pick|verdict|sentiment|rating|solution"
    r"|response|conclusion|prediction|year|date|number|total|value|one|truth|fact|reality|case|point)"
)
_ANNOUNCED = re.compile(
    rf"(?:the |my |our |a )(?:(?!is\b|was\b)\w+ ){{0,2}}{_WHAT}(?: (?:here|(?:to|of|for) (?:this|that|it|the"
    rf" question)))?"
    r" (?:is|was|would be|will be|should be|must be|comes? (?:out )?(?:to|at))(?: that\b)?\s*:?\s*(?=\S)"
)
_COPULA = re.compile(
    r"(?:it(?:'s| is| was| would be| will be| comes (?:out )?(?:to|at)| must be| happened| has to be)"
    r"|(?:that|this)(?:'s| is| was| would be)|i(?:'d| would| will|'ll| think| believe| guess)? ?(?:would )?"
    r"(?:say|go with|pick|choose|answer|think|believe|guess|(?:label|call|classify|tag|rate|categori[sz]e)"
    r" (?:it|this|that)(?: as)?)?"
    r"(?: (?:it|that)(?:'s| is| was| would be))?)(?: that\b| a(?= (?:yes|no)\b))?\s*:?\s+(?=\S)"
)
_TRUE_THAT = re.compile(
    r"(?:it|that)(?:'s| is| was)? ?(?P<not>isn't |wasn't |n't |not )?(?P<said>true|the case|correct|right|so"
    r"|a fact|false|untrue"
    r"|wrong|incorrect) that (?=\S)"
)
_FALSE = frozenset(("false", "untrue", "wrong", "incorrect"))
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_EMPHASIS = re.compile(r"\*\*|__|(?<!`)`(?!`)")
_ENDS = " .!;,\"'”“`)]*"
_WORD = re.compile(r"[\w']+")


def plain(text: str) -> str:
    """Without marks of emphasis."""
    return _EMPHASIS.sub("", text)


def led(text: str) -> str:
    """A folded answer from where it says something on, and without what closes it."""
    return _stripped(text, (_OPENERS, _ANNOUNCED))


def said(text: str) -> str:
    """The same, without `It is` as well."""
    return _stripped(text, (_OPENERS, _ANNOUNCED, _COPULA))


def statement(text: str) -> str:
    """The sentence that an answer states: `It is not true that it is red` is `not it is red`."""
    text = led(text)
    if found := _TRUE_THAT.match(text):
        denied = bool(found["not"]) != (found["said"] in _FALSE)
        return f"{'not ' if denied else ''}{text[found.end() :]}"
    return text


def _stripped(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    at = 0
    while end := _further(text, at, patterns):
        at = end
    parts = _SENTENCE.split(text[at:])
    while len(parts) > 1 and _CLOSING.issuperset(_WORD.findall(parts[-1])):
        parts.pop()
    return " ".join(parts).rstrip(_ENDS)


def _further(text: str, at: int, patterns: tuple[re.Pattern[str], ...]) -> int:
    """Where what begins there ends, or 0."""
    label = _LABEL.match(text, at)
    if label and _ANSWERING.issuperset(_WORD.findall(label[1])):
        return label.end()
    return max(
        (found.end() for pattern in patterns if (found := pattern.match(text, at)) and found.end() > at), default=0
    )
