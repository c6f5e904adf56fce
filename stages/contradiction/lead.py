"""How an answer begins before it says anything: `The answer is`, `Short answer:`, `In fact,`, bullets and"
" quotation marks."""

import re

_WHAT = (
    r"(?:answer|result|output|label|class|classification|category|tag|choice|option|pick|verdict|sentiment|rating|solution"
    r"|response|conclusion|prediction|year|date|number|total|value|one)"
)
_OPENERS = re.compile(
    r"(?:[-*•>#“\"'`\s]+(?=[^\s\d])|#+\s*|(?:so|therefore|thus|hence|well|ok(?:ay)?|sure|sorry|hi|hello|i'm"
    r" sorry|unfortunately|indeed"
    r"|in fact|actually|in short|in summary|of course|to be (?:precise|exact))[, ]+(?=\S))"
)
_ANNOUNCED = re.compile(
    rf"(?:the |my |our |a )?(?:(?:short|quick|final|correct|right|best|most \w+|given|full|simple) )*{_WHAT}"
    r"(?: (?:here|to (?:this|that|it|the question)))?(?:\s*[:=]\s*|(?: (?:is|was|would be|will be|should be"
    r"|must be|comes? to)"
    r"(?: that\b)?)\s*:?\s*)(?=\S)"
)
_COPULA = re.compile(
    r"(?:it(?:'s| is| was| would be| will be| comes to| must be)|that(?:'s| is| would be)|i(?:'d| would)"
    r" (?:say|go with|pick))"
    r"(?: that\b)?\s*:?\s+(?=\S)"
)
_TRUE_THAT = re.compile(
    r"(?:it|that)(?:'s| is| was)? ?(?P<not>isn't |wasn't |n't |not )?(?:true|the case|correct|right|so|a"
    r" fact) that (?=\S)"
)
_ENDS = " .!;,\"'”“`"


def led(text: str) -> str:
    """A folded answer from where it says something on, and without what closes it."""
    return _without(text, (_OPENERS, _ANNOUNCED)).rstrip(_ENDS)


def said(text: str) -> str:
    """The same, without `It is` as well."""
    return _without(text, (_OPENERS, _ANNOUNCED, _COPULA)).rstrip(_ENDS)


def statement(text: str) -> str:
    """The sentence that an answer states: `It is not true that it is red` is `not it is red`."""
    text = _without(text, (_OPENERS, _ANNOUNCED)).rstrip(_ENDS)
    found = _TRUE_THAT.match(text)
    return f"{'not ' if found['not'] else ''}{text[found.end() :]}" if found else text


def _without(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    at = 0
    while found := next(
        (match for pattern in patterns if (match := pattern.match(text, at)) and match.end() > at), None
    ):
        at = found.end()
    return text[at:]
