"""What numbering plans say of a telephone number: phonenumbers validates, how the digits are grouped is judged here."""

from dataclasses import dataclass
from typing import Any, Literal

import re2

_DIGITS = re2.compile(r"[0-9]+")
_BRACKETED = re2.compile(r"\(\+?[0-9]{1,5}\)")
_SPREAD = re2.compile(r" [\-\x{2013}] ")

# ways of writing that a region has beside the one of phonenumbers, for numbers without a leading 0
_ALSO = {
    "US": ((1, 3, 3, 4),),
    "CA": ((1, 3, 3, 4),),
    "ES": ((2, 3, 2, 2), (3, 3, 3)),
    "PT": ((2, 3, 2, 2), (3, 2, 2, 2)),
    "PL": ((2, 3, 2, 2), (3, 3, 3)),
    "IT": ((3, 7), (3, 6), (3, 3, 2, 2)),
    "IN": ((5, 5), (4, 3, 3)),
}
_TELLING = {
    *(((3, 3, 4), separators) for separators in ("-", ".", "()-", " ()-", "().")),
    *((groups, separators) for groups in ((2, 4, 4), (2, 5, 4)) for separators in ("()-", " ()-")),
    *(((1, 3, 3, 4), separators) for separators in ("-", ".", " ()-")),
}

_NOBODYS = re2.compile(
    r"(?:001)?1?(?:[0-9]{3})?55501[0-9]{2}|1?555[0-9]{7}"  # North America's fiction, and an area that is none
    r"|(?:001)?1?8(?:00|33|44|55|66|77|88)[2-9][0-9]{6}|080[08][0-9]{3,8}|1[38]00[0-9]{6}"  # free of charge
    r"|(?:0044|44)?0?(?:1632960|7700900|2079460|1[1-9]{2}4960|8081570|9098790|3069990)[0-9]{3}"  # Ofcom
)
_SOCIAL = (3, 2, 4)  # how a social security number is written
_RUNS = ("0123456789012345678", "9876543210987654321")


@dataclass(frozen=True)
class Shape:
    groups: tuple[int, ...]
    separators: str
    plausible: bool  # with a cue
    formatted: bool  # without one, where a region has such a number
    telling: bool  # without one, by its looks: (11) 2345-6789, 234-567-8901


def shaped(number: str) -> Shape:
    groups = tuple(map(len, _DIGITS.findall(number)))
    separators = "".join(sorted({letter for letter in number if not letter.isdigit() and letter != "+"}))
    # an old ISBN, a score or a list ends in one digit, a number hardly ever
    plausible = 7 <= sum(groups) <= 15 and groups[-1] > 1 and _is_well_formed(number, groups, separators)
    tidy = len(groups) > 1 and sum(groups) > 8 and max(groups) <= 9 and min(groups[1:]) > 1 and groups != _SOCIAL
    is_range = len(groups) == 2 and groups[0] == groups[1] and " " not in separators
    telling = (groups, separators) in _TELLING
    return Shape(groups, separators, plausible, tidy and not is_range, telling)


def _is_well_formed(number: str, groups: tuple[int, ...], separators: str) -> bool:
    """Brackets close around an area code; points don't mix with other signs; no decimal, no four bytes, no fraction."""
    trunk = number.lstrip("(").startswith("0")
    if "(" in number or ")" in number:
        if number.count("(") != number.count(")") or not _BRACKETED.search(number):
            return False
    elif "." in separators and (separators != "." or len(groups) == 2 or (len(groups) == 4 and max(groups) <= 3)):
        return False
    slashes = number.count("/")
    return slashes == 0 or (slashes == 1 and trunk) if not _SPREAD.search(number) else trunk and slashes == 0


def national(digits: str, shape: Shape, regions: tuple[str, ...]) -> bool:
    """Whether a region has such a number and would group it so; a leading 0 allows any groups."""
    return any(_fits(digits, shape, region) for region in regions)


def _fits(digits: str, shape: Shape, region: str) -> bool:
    import phonenumbers

    leading = digits.startswith("0")
    parsed = _parsed(digits, region)
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        return False
    if leading or len(shape.groups) == 1:
        return True
    if shape.groups == (3, 3, 3) and (shape.separators == "." or digits.endswith("000")):
        return False  # thousands set apart, most likely
    if shape.groups in _ALSO.get(region, ()):
        return True
    told = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return shape.groups == tuple(map(len, _DIGITS.findall(told)))


def international(number: str, digits: str) -> Literal["valid", "possible", "none"]:
    import phonenumbers

    plain = digits if "+" in number else digits.removeprefix("011").removeprefix("00")
    if "(0)" in number:  # "+41 (0)38 …": the trunk 0 is not dialled from abroad
        plain = plain.replace("0", "", 1)
    parsed = _parsed("+" + plain, None)
    if parsed is None:
        return "none"
    if phonenumbers.is_valid_number(parsed):
        return "valid"
    return "possible" if phonenumbers.is_possible_number(parsed) else "none"


def _parsed(number: str, region: str | None) -> Any:
    import phonenumbers

    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None


def nobodys(digits: str) -> bool:
    """Reserved for films and books, free of charge (a hotline), or typed by someone who needed just any number."""
    if _NOBODYS.fullmatch(digits) or len(set(digits[-7:])) <= 2 or "0000000" in digits:
        return True
    if "123456789" in digits or "987654321" in digits or digits.endswith("1234567"):
        return True
    return any(digits[-10:] in run for run in _RUNS)
