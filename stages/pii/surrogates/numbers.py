"""Cards, accounts and social security numbers: valid in form, out of ranges that are never issued."""

import re
import string

from stages.pii.detectors.checksums import luhn, mod97
from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family
from stages.pii.surrogates.shape import digits_of, laid, letters_and_digits, reshaped

# how the old number begins, and the beginning of numbers that are published for tests of the same scheme
_TEST_PREFIXES = (
    (("34", "37"), "37828224"),
    (("35",), "35301113"),
    (("30", "36", "38", "39"), "30569309"),
    (("4",), "42424242"),
    (("2", "51", "52", "53", "54", "55"), "55555555"),
    (("62",), "62000000"),
    (("60", "64", "65"), "60111111"),
    (("",), "67596498"),
)


def _card(value: str, rule: str, draw: Draw) -> str:
    digits = digits_of(value)
    prefix = next(test for starts, test in _TEST_PREFIXES if digits.startswith(starts))
    begun = prefix[: len(digits) // 2]
    begun += draw.digits(len(digits) - len(begun) - 1)
    return next(begun + check for check in string.digits if luhn(begun + check))


def _lay_digits(core: str, value: str) -> str:
    return laid(core, value, str.isdecimal)


def _is_test_card(value: str) -> bool:
    digits = digits_of(value)
    prefixes = tuple(test[: len(digits) // 2] for _, test in _TEST_PREFIXES)
    return 12 <= len(digits) <= 19 and digits.startswith(prefixes) and luhn(digits)


_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
# how many characters of the account name the bank; they become zeros, letters X
_BANK = {"DE": 8, "PL": 8, "IT": 6, "SM": 6, "FR": 5, "MC": 5, "CH": 5, "LI": 5, "AT": 5, "BE": 3, "LU": 3}


def _compact(value: str) -> str:
    return letters_and_digits(value).upper()


def _iban(value: str, rule: str, draw: Draw) -> str:
    old = _compact(value)
    if not _ACCOUNT.fullmatch(old):
        return reshaped(old, draw)
    country, bank = old[:2], _BANK.get(old[:2], 4)
    account = "".join("X" if c.isalpha() else "0" for c in old[4 : 4 + bank])
    account += "".join(draw.pick(string.ascii_uppercase if c.isalpha() else string.digits) for c in old[4 + bank :])
    if (
        country == "BE" and account.isdecimal()
    ):  # its bank 000 is the post office: the check digits within are wrong on purpose
        right = int(account[:10]) % 97 or 97
        account = f"{account[:10]}{(right + draw.below(90)) % 97 + 1:02d}"
    number = "".join(str(int(c, 36)) for c in f"{account}{country}00")
    return f"{country}{98 - int(number) % 97:02d}{account}"


def _is_iban_of_no_bank(value: str) -> bool:
    old = _compact(value)
    if not (_ACCOUNT.fullmatch(old) and mod97(old)):
        return False
    begun = old[4 : 4 + _BANK.get(old[:2], 4)]
    wrong = old[:2] != "BE" or (old[4:].isdecimal() and int(old[4:14]) % 97 != int(old[14:16]) % 97)
    return wrong and set(begun) <= {"0", "X"}


def _lay_letters(core: str, value: str) -> str:
    return laid(core, value, str.isalnum)


def _ssn(value: str, rule: str, draw: Draw) -> str:
    """Areas from 900 on are never issued; groups from 50 on are taxpayers' numbers there, those below nobody's."""
    if len(digits_of(value)) != 9:
        return digits_of(reshaped(value, draw))
    return f"9{draw.digits(2)}{draw.between(10, 49)}{draw.between(1, 9999):04d}"


def _is_no_ssn(value: str) -> bool:
    digits = digits_of(value)
    return len(digits) == 9 and digits[0] == "9" and 10 <= int(digits[3:5]) <= 49


CREDIT_CARD = Family(digits_of, _card, _lay_digits, _is_test_card)
IBAN = Family(_compact, _iban, _lay_letters, _is_iban_of_no_bank)
US_SSN = Family(digits_of, _ssn, _lay_digits, _is_no_ssn)
