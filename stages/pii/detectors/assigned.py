"""Secrets by the name they are given: `api_key = "…"`, `PASSWORD=…`, "the password is …", `Bearer …`."""

import re
from collections.abc import Iterator

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.lead import leads
from stages.pii.detectors.standins import entropy, is_code, is_stand_in, is_well_known
from stages.pii.finding import Hit

_NAMES = (
    r"pass(?:word|wd|phrase|code|wort)?|pwd|api[ _-]?key|secret|token|credentials?|bearer"
    r"|(?:access|auth|private|signing|encryption|master|account|shared|app|service|storage|license|client|consumer|admin)"
    r"[ _-]?key|key"
)
_SIGN = r"(?:=>|:=|={1,3}|:|\|{1,2}|,|\s(?:is|are|was|to)[\s:])"
# quotes are escaped in JSON text
CONDITION = rf"(?i)(?:{_NAMES})[A-Za-z0-9_-]*[\\\"'`\])*]*\s?{_SIGN}"
HEADER = r"(?i)(?:bearer|basic|-u|--user)[\s=]+\\*[\"']?[A-Za-z0-9._~+/-]"
_NAME = re2.compile(rf"(?i)({_NAMES})([A-Za-z0-9_-]*)[\\\"'`\])*]*\s?{_SIGN}\s*")
_HEADER = re2.compile(r"(?i)(?:^|[^\pL\pN])(?:bearer|basic)\s+([A-Za-z0-9._~+/-]{16,}=*)")
_USER = re2.compile(r"(?:-u|--user)[ =]\\*[\"']?[^\s:\"']+:([^\s\"'@\\]{6,})")
_NOT_THE_SECRET = re.compile(
    r"(?i).*(?:hash|digest|type|count|name|field|len(?:gth)?|regex|pattern|url|uri|path|file|label|hint|id|ids|expir\w*|input|"
    r"min|max|policy|reset|strength|placeholder|error|message|index|column|size|list|board|word|words|s)"
)
_QUOTED = re.compile(
    r"[(bru]{0,2}\\*(?:\"([^\"\n]{4,200})\"|'([^'\n]{4,200})'|`([^`\n]{4,200})`|“([^”\n]{4,200})”|«\s?([^»\n]{4,200}?)\s?»)"
)
# up to a blank, a quote or the next setting (`&user=`, `password=token=`)
_BARE = re.compile(r"(?:[^\s\"'`“”«»<>|,;&=]|&(?!\w{1,20}=)|=(?![A-Za-z_])){4,200}")
# from a cue to its value: a verb within a few words, a sign, a quotation mark, or nothing (group 1)
_LINK = re.compile(
    r"(?i)(?:\s+[\w'’()-]{1,20}){0,5}?\s+(?:(?:is|was|to|ist|lautet|war|est|es|era|è|é|jest|brzmi|luidt)\s+){1,2}"
    r"|\s{0,2}[:=]\s*|\s+(?=\\*[\"'`“«])|( )"
)
_KEY = re.compile(r"[A-Za-z0-9_+/=.~!@#$%^&*:-]{12,200}")
_LEAST_SCRAMBLED = 16
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")  # the words of a name in code
_MEASURE = re.compile(
    r"(?i)\d+[-–+]?\d*[-–+ ]*(?:char|digit|letter|symbol|bit|byte|word|time|day|hour|min|st\b|nd\b|rd\b|th\b|%|x\d).*"
)
_PART = re.compile(
    r"(?i)(?:step|part|level|chapter|section|page|stage|phase|task|question|answer|option|example|exercise|method|version"
    r"|figure|table|item|point|case|scene|act|day|week|round|lesson|unit|tip|note|line|row|rule)[-_]?\d{1,3}"
)
_SHAPES = re.compile(
    r"(?i)\d{1,4}[-/.:]\d{1,2}(?:[-/.:]\d{1,4})?|v?\d+(?:\.\d+)+|[\w.+-]+@[\w-]+\.[\w.]+|(?:[a-z]+[-/'’])+[a-z]+[.!?]?"
)


def assigned(text: str, cues: Cues) -> Iterator[Hit]:
    """Values behind the names of code and of settings, behind the words of a language, and in headers."""
    for match in _NAME.finditer(text):
        word, rest = match[1].lower(), match[2]
        if not _NOT_THE_SECRET.fullmatch(rest):
            yield from _judged(text, match.end(), word.startswith(("pass", "pwd")), word)
    for _, end in leads(text, cues, "password"):
        if link := _LINK.match(text, end, end + 140):
            hits = _judged(text, link.end(), True, "password")
            yield from (hit for hit in hits if link.lastindex is None or _is_erratic(text[hit.start : hit.end]))
    for pattern, rule in ((_HEADER, "secret.header"), (_USER, "secret.user")):
        for match in pattern.finditer(text):
            if _is_key(match[1], 3.0) or (rule == "secret.user" and _is_password(match[1])):
                yield Hit(match.start(1), match.end(1), 0.8, rule, is_well_known(match[1]))


def _judged(text: str, at: int, is_password: bool, word: str) -> Iterator[Hit]:
    quoted = _QUOTED.match(text, at, at + 240)
    if quoted is not None:
        start, end = quoted.span(quoted.lastindex or 0)
        end -= len(text[start:end]) - len(text[start:end].rstrip("\\"))  # of the quote that follows
    elif bare := _BARE.match(text, at, at + 240):
        start, end = bare.start(), bare.start() + len(bare[0].rstrip(".:)]}*\\"))
    else:
        return
    value = text[start:end]
    if is_stand_in(value) or (quoted is None and is_code(value, text[at - 2 : at].rstrip().endswith("="))):
        return
    if is_password:
        if _is_password(value) and (word != "pass" or quoted is not None):
            yield Hit(start, end, 0.85, "secret.password", is_well_known(value))
    elif _is_key(value, 3.5 if word == "key" else 3.0):
        yield Hit(start, end, 0.85, "secret.assigned", is_well_known(value))


def _is_erratic(value: str) -> bool:
    """Unlike any word, so that no sign or verb needs to lead to it."""
    kinds = (
        any(map(str.islower, value)),
        any(map(str.isupper, value)),
        any(map(str.isdecimal, value)),
        any(not char.isalnum() and char not in "-_./'" for char in value),
    )
    return len(value) >= 8 and sum(kinds) >= 3 and kinds[2]


def _is_password(value: str) -> bool:
    """A mix of letters with digits or signs, or a number; a word alone is none."""
    if _MEASURE.fullmatch(value) or _PART.fullmatch(value) or _SHAPES.fullmatch(value) or " " in value:
        return False
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdecimal, value))
    if not letters:
        return digits >= 5 and digits == len(value)
    return len(value) >= 5 and (digits > 0 or any(sign in "!@#$%^&*+=?~" for sign in value[:-1]))


def _is_key(value: str, least: float) -> bool:
    if not _KEY.fullmatch(value) or _SHAPES.fullmatch(value) or "://" in value:
        return False
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdecimal, value))
    return letters > 1 and entropy(value) >= least and (digits > 1 or _is_scrambled(value))


def _is_scrambled(value: str) -> bool:
    """Capitals among small letters as no name in code has them: many of the keys of base64 have no second digit."""
    return len(value) >= _LEAST_SCRAMBLED and len(value) < 3 * len(_PIECE.findall(value))
