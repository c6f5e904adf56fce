"""Numbers of a text in order, in one normal form: `2 million` is `2,000,000`, `nineteen` is `19`, `1e3` is `1000`."""

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_NOT_AFTER = "the this that which each every any no another some other right correct a an as last only such"
_NOT_BEFORE = "of is that who which another must should can's thing way day"

SMALL = {word: value for value, word in enumerate(_SMALL.split())}
TENS = {word: 10 * tens for tens, word in enumerate(_TENS.split(), start=2)}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
COUNTED = {**SMALL, **TENS, **ORDINALS, "dozen": 12, "twice": 2, "thrice": 3}
_NOT_COUNTED_AFTER = frozenset(_NOT_AFTER.split())
_NOT_COUNTED_BEFORE = frozenset(_NOT_BEFORE.split())
WORDS = frozenset(COUNTED) | frozenset(SCALES)

FIGURE = r"\d[\d,]*(?:\.\d+)*(?:e[+-]?\d{1,6}(?![\d\w]))?"
_FIGURES = re.compile(rf"(?:(?<![\w.)\]%])-)?{FIGURE}")
_EITHER = re.compile(rf"(?:(?<![\w.)\]%])-)?{FIGURE}|[^\W\d_]+|[^\w\s]+|_")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")


def numbers(folded: str, tokens: frozenset[str] | None = None) -> list[str]:
    """The numbers of a folded text. Where none is written as a word (`tokens` tells), only figures are looked at."""
    if tokens is not None and tokens.isdisjoint(WORDS):
        return [one for figure in _FIGURES.findall(folded) for one in _figure(figure)]
    found: list[str] = []
    _read(_EITHER.findall(folded), found)
    return found


def normal(digits: str, exponent: int = 0) -> str:
    """Digits with at most one point, times a power of ten: shortest mantissa `e` exponent; nothing can overflow."""
    sign = "-" if digits.startswith("-") else ""
    whole, _, part = digits.lstrip("-").partition(".")
    mantissa = (whole + part).lstrip("0")
    exponent -= len(part)
    bare = mantissa.rstrip("0")
    return f"{sign}{bare}e{exponent + len(mantissa) - len(bare)}" if bare else "0"


def _figure(written: str) -> list[str]:
    """One figure as written; `3,5` and `1.2.3` are several."""
    written, _, exponent = written.rstrip(",").partition("e")
    whole, point, part = written.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if "." in part or ("," in whole and not _GROUPED.fullmatch(whole)):
        return [normal(one) for one in re.split("[.,]+", whole + point + part) if one]
    return [normal(sign + whole.replace(",", "") + point + part, int(exponent or 0))]


def _read(tokens: list[str], found: list[str]) -> None:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.lstrip("-")[:1].isdecimal():
            figures = _figure(token)
            power, at = _scale(tokens, at + 1)
            figures[-1] = _times(figures[-1], power)
            found += figures
        elif token in COUNTED or token in SCALES:
            at = _spelt(tokens, at, found)
        else:
            at += 1


def _spelt(tokens: list[str], at: int, found: list[str]) -> int:
    """`two hundred and five thousand` from its first word on; returns the place after it."""
    began, total, part, last = at, 0, 0, ""
    while at < len(tokens):
        token = tokens[at]
        if token in SCALES and (last or token != "hundred" or at == began):
            power = SCALES[token]
            if power == 2:
                part = max(part, 1) * 100
            else:
                total, part = total + max(part, 1) * 10**power, 0
        elif token in COUNTED and _goes_on(last, token):
            part += COUNTED[token]
        elif not (token in ("-", "and") and last and at + 1 < len(tokens) and _joins(token, last, tokens[at + 1])):
            break
        last = token if token not in ("-", "and") else last
        at += 1
        if total >= 10**15:
            break
    if at == began + 1 and tokens[began] == "one" and _pronoun(tokens, began):
        return at
    found.append(normal(str(total + part)))
    return max(at, began + 1)


def _goes_on(last: str, token: str) -> bool:
    return not last or last in SCALES or (last in TENS and 0 < COUNTED[token] < 10)


def _joins(glue: str, last: str, following: str) -> bool:
    if glue == "-":
        return last in TENS and 0 < COUNTED.get(following, 0) < 10
    return last in SCALES and following in COUNTED


def _pronoun(tokens: list[str], at: int) -> bool:
    before = tokens[at - 1] if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    return before in _NOT_COUNTED_AFTER or after in _NOT_COUNTED_BEFORE


def _scale(tokens: list[str], at: int) -> tuple[int, int]:
    power = 0
    while at < len(tokens) and tokens[at] in SCALES:
        power += SCALES[tokens[at]]
        at += 1
    return power, at


def _times(number: str, power: int) -> str:
    mantissa, _, exponent = number.partition("e")
    return f"{mantissa}e{int(exponent) + power}" if exponent else number
