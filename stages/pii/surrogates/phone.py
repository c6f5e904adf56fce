"""Phone numbers: reserved for fiction where there is such a range, else a run of zeros that no country issues."""

import re
from functools import lru_cache

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family
from stages.pii.surrogates.shape import digits_of, laid

_ONE, _TWO = "17", "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66"
_TWO_DIGITS = frozenset(f"{_TWO} 81 82 84 86 90 91 92 93 94 95 98".split())
_EXTENSION = re.compile(r"(?i)[\s,;]*(?:extension|extn?|durchwahl|poste|x|#)[\s.:=]*\d{1,6}\s*$")
_NANP = re.compile(r"[2-9]\d\d[2-9]\d{6}")
_NANP_GROUPS = re.compile(r"(?:1\D+)?\d{3}\D+\d{3}\D+\d{4}")
_ABROAD = re.compile(r"\+|00[\s\-]?[1-9]")
_LOCAL = re.compile(r"\d{3}\D\d{4}")
# a bare number may be one of JSON's, which has no leading zeros
_ZEROS, _ZEROS_AS_NUMBER = "000", "1000"
_TOLL_FREE = ("800", "822", "833", "844", "855", "866", "877", "888", "900")
# Ofcom's numbers for drama, without the trunk zero: where the old number begins, what stands for its beginning
_OFCOM = (
    ("7", "7700900"), ("20", "2079460"), ("28", "2896496"), ("29", "2920180"), ("113", "1134960"), ("114", "1144960"),
    ("115", "1154960"), ("116", "1164960"), ("117", "1174960"), ("118", "1184960"), ("121", "1214960"),
    ("131", "1314960"), ("141", "1414960"), ("151", "1514960"), ("161", "1614960"), ("191", "1914980"),
    ("80", "8081570"), ("9", "9098790"), ("3", "3069990"), ("", "1632960"),
)  # fmt: skip
# without a country code, the others may be a German's
_SURELY_BRITISH = ("7700900", "2079460")
_REGIONS = {"us": "1", "ca": "1", "gb": "44", "uk": "44"}


def _split(value: str) -> tuple[str, str, str]:
    """Country code (or ""), what is dialled before the number (code, trunk zero), and the number by itself."""
    plain = _EXTENSION.sub("", value)
    digits = digits_of(plain)
    head = plain.lstrip(" (")
    if _ABROAD.match(head):
        begun = digits[2:] if head.startswith("00") else digits
        code = begun[:1] if begun[:1] in _ONE else begun[:2] if begun[:2] in _TWO_DIGITS else begun[:3]
        number = _without_trunk(begun[len(code) :])
        return code, digits[: len(digits) - len(number)], number
    if len(digits) == 11 and digits[0] in "18" and not (digits[0] == "1" and not _NANP.fullmatch(digits[1:])):
        return "1" if digits[0] == "1" else "7", digits[0], digits[1:]
    number = _without_trunk(digits)
    return "", digits[: len(digits) - len(number)], number


def _without_trunk(number: str) -> str:
    """Three zeros are the run that stands for a number; a fourth before them was the trunk's."""
    return number if re.match("000[1-9]", number) else number.removeprefix("0")


def _normal(value: str) -> str:
    return _split(value)[2]


def _core(value: str, rule: str, draw: Draw) -> str:
    code, lead, number = _split(value)
    code = code or _REGIONS.get(rule.rsplit(".", 1)[-1].lower(), "")
    if code in ("", "1") and lead != "0" and _NANP.fullmatch(number) and _sounds_american(value, number):
        return _nanp(number, draw)
    if code in ("", "1") and not lead and not draw.crowded and _LOCAL.fullmatch(value):
        return "55501" + draw.digits(2)
    if len(number) == 10 and not draw.crowded and (code == "44" or (not code and _sounds_british(value, lead, number))):
        return next(begun for area, begun in _OFCOM if number.startswith(area)) + draw.digits(3)
    zeros = min(len(_ZEROS), max(len(number) - 2, 0))
    rest = draw.digits(len(number) - zeros)
    return "0" * zeros + (rest.replace("0", draw.pick("123456789"), 1) if rest.startswith("0") else rest)


def _nanp(number: str, draw: Draw) -> str:
    """The area is kept, as the city of an address is: what the text says of it stays true."""
    area = number[:3]
    if draw.crowded or area in _TOLL_FREE or area[1:] == "11":
        area = f"{draw.between(2, 9)}{draw.pick('023456789')}{draw.between(2, 9)}"
    return f"{area}55501{draw.digits(2)}"


def _sounds_american(value: str, number: str) -> bool:
    """By its code or its groups, else because the area exists; ten digits may as well be India's."""
    plain = _EXTENSION.sub("", value).strip(" ()")
    return bool(_ABROAD.match(plain)) or bool(_NANP_GROUPS.fullmatch(plain)) or _is_american(number)


@lru_cache(maxsize=1024)
def _is_american(number: str) -> bool:
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.PhoneNumber(country_code=1, national_number=int(number)))


def _sounds_british(value: str, lead: str, number: str) -> bool:
    first = re.match(r"\D*(\d+)", value)
    groups = len(first[1]) if first else 0
    return lead == "0" and ((number[0] == "7" and groups in (5, 11)) or (number[:2] == "20" and groups == 3))


def _lay(core: str, value: str) -> str:
    extension = _EXTENSION.search(value)
    plain, tail = (value[: extension.start()], extension[0]) if extension else (value, "")
    lead = _split(value)[1]
    if plain.isdecimal() and not lead and core.startswith(_ZEROS) and plain[0] != "0":
        core = _ZEROS_AS_NUMBER + core[len(_ZEROS_AS_NUMBER) :]
    return laid(lead + core, plain, str.isdecimal) + re.sub(r"\d", "0", tail)


def _known(value: str) -> bool:
    code, lead, number = _split(value)
    if len(number) < 7:
        return False
    if code in ("", "1") and lead != "0" and number[-7:-2] == "55501" and len(number) in (7, 10):
        return len(number) == 10 or bool(_LOCAL.fullmatch(value))
    if len(number) == 10 and (code == "44" or lead == "0"):
        begun = [begun for _, begun in _OFCOM] if code == "44" else _SURELY_BRITISH
        if number.startswith(tuple(begun)):
            return True
    return number.startswith(_ZEROS) or (not code and not lead and number.startswith(_ZEROS_AS_NUMBER))


PHONE = Family(_normal, _core, _lay, _known)
