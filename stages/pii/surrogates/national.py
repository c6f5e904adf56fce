"""National numbers: the same format, led by a run of zeros, and wrong by every check that is known, so nobody's."""

import contextlib
import re
from collections.abc import Callable

from stages.pii.detectors import checksums
from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family
from stages.pii.surrogates.shape import digits_of, laid, letters_and_digits, reshaped

_NINO = re.compile(r"[A-Z]{2}\d{6}[A-D]?")
_CHECKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (r"[\dXYZ]\d{7}[A-Z]", checksums.dni),
    (r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", checksums.codice_fiscale),
    (r"\d{15}", checksums.nir),
    (r"\d{11}", checksums.cpf),
    (r"\d{11}", checksums.pesel),
    (r"\d{11}", checksums.steuer_id),
    (r"\d{11}", checksums.rijksregister),
    (r"\d{8}[A-Z]\d{3}", checksums.versicherungsnummer),
    (r"\d{9}", checksums.bsn),
    (r"\d{9}", checksums.nif),
    (r"\d{9}", checksums.tfn),
    (r"\d{10}", checksums.nhs),
    (r"\d{10}", checksums.svnr),
    (r"\d{12}", checksums.verhoeff),
    (r"\d{13}", checksums.ean13),
    (r"\d{17}[\dX]", checksums.resident_id),
    (r"\d{8,}", checksums.luhn),
)


def _normal(value: str) -> str:
    return letters_and_digits(value).upper()


def _passes(number: str) -> bool:
    for shape, check in _CHECKS:
        # a check may stumble over a number that it was not made for: then that number has not passed it
        with contextlib.suppress(ValueError, IndexError, KeyError):
            if re.fullmatch(shape, number, re.ASCII) and check(number):
                return True
    return False


def _core(value: str, rule: str, draw: Draw) -> str:
    old = _normal(value)
    for _ in range(100):
        new = letters_and_digits(reshaped(old, draw))
        if _NINO.fullmatch(old):
            return f"QQ{new[2:8]}{draw.pick('ABCD') if len(old) == 9 else ''}"
        new = _without_issue(new, value)
        if not _passes(new):
            return new
    raise ValueError("no number of this shape is wrong by every check")


def _without_issue(new: str, value: str) -> str:
    """Seven digits or more begin with zeros; where a bare number may be one of JSON's, with 10000."""
    digits = digits_of(new)
    if len(digits) < 7:
        return new
    zeros = "10000" if value.isdecimal() and value[0] != "0" else "000"
    return laid(zeros + digits[len(zeros) :], new, str.isdecimal)


def _known(value: str) -> bool:
    number = _normal(value)
    if number.startswith("QQ") and _NINO.fullmatch(number):
        return True
    digits = digits_of(number)
    return len(digits) >= 7 and digits.startswith(("000", "10000")) and not _passes(number)


def _lay(core: str, value: str) -> str:
    return laid(core, value, str.isalnum)


NATIONAL_ID = Family(_normal, _core, _lay, _known)
# passports, licences, accounts and patients have no range that is never issued: only their classes of characters stay
LETTERS_AND_DIGITS = Family(_normal, lambda value, rule, draw: reshaped(_normal(value), draw), _lay)
