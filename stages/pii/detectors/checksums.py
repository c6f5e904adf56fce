"""Check digits of cards, accounts and national numbers: pure functions on strings of ASCII digits and letters."""

from collections.abc import Sequence

_ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21) * 2, strict=False))
_ODD |= dict(zip("KLMNOPQRSTUVWXYZ", (2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23), strict=True))
_CONTROL = "TRWAGMYFPDXBNJZSQVHLCKE"  # Spain: the letter of a number modulo 23
_PERMUTED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) << (place & 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def mod97(iban: str) -> bool:
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def verhoeff(digits: str) -> bool:
    """India's Aadhaar: products in the group of the symmetries of a pentagon."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _dihedral(check, _permuted(place, int(digit)))
    return check == 0


def _dihedral(a: int, b: int) -> int:
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b) % 5
    return 5 + (a - b) % 5 if b < 5 else (a - b) % 5


def _permuted(place: int, digit: int) -> int:
    for _ in range(place % 8):
        digit = _PERMUTED[digit]
    return digit


def dni(token: str) -> bool:
    """Spain: eight digits and a letter, or X, Y, Z (0, 1, 2), seven digits and a letter."""
    number = token[:-1].translate(str.maketrans("XYZ", "012"))
    return token[-1] == _CONTROL[int(number) % 23]


def nir(token: str) -> bool:
    """France: thirteen digits (2A and 2B for Corsica) and 97 minus their rest."""
    number = int(token[:13].replace("2A", "19").replace("2B", "18"))
    return 97 - number % 97 == int(token[13:])


def codice_fiscale(token: str) -> bool:
    odd = sum(_ODD[letter] for letter in token[:15:2])
    even = sum(int(letter) if letter.isdigit() else ord(letter) - ord("A") for letter in token[1:15:2])
    return chr(ord("A") + (odd + even) % 26) == token[15]


def steuer_id(digits: str) -> bool:
    """Germany: among the first ten digits exactly one stands twice or thrice; ISO 7064 mod 11,10."""
    counts = sorted((digits[:10].count(digit) for digit in set(digits[:10])), reverse=True)
    if counts[0] not in (2, 3) or counts[1] > 1:
        return False
    product = 10
    for digit in digits[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def versicherungsnummer(token: str) -> bool:
    """Germany's pension number: the letter as two digits, then the digit sums of twelve products."""
    spelled = f"{token[:8]}{ord(token[8]) - 64:02d}{token[9:11]}"
    products = (int(d) * w for d, w in zip(spelled, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True))
    return sum(product // 10 + product % 10 for product in products) % 10 == int(token[11])


def bsn(digits: str) -> bool:
    """The Netherlands: the test of eleven, the last digit counted off."""
    return weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def pesel(digits: str) -> bool:
    return weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def nif(digits: str) -> bool:
    """Portugal: mod 11 over eight digits."""
    return (11 - weighted(digits[:8], range(9, 1, -1)) % 11) % 11 % 10 == int(digits[8])


def rijksregister(digits: str) -> bool:
    """Belgium: 97 minus the rest of nine digits, with a 2 before them for those born from 2000 on."""
    return any(97 - int(before + digits[:9]) % 97 == int(digits[9:]) for before in ("", "2"))


def nhs(digits: str) -> bool:
    return (11 - weighted(digits[:9], range(10, 1, -1)) % 11) % 11 == int(digits[9])


def cpf(digits: str) -> bool:
    """Brazil: two check digits, each mod 11."""
    first = weighted(digits[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(digits[:10], range(11, 1, -1)) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}"


def svnr(digits: str) -> bool:
    """Austria: the fourth digit checks the rest."""
    return weighted(digits, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11 == int(digits[3])


def ean13(digits: str) -> bool:
    return weighted(digits, (1, 3) * 7) % 10 == 0


def tfn(digits: str) -> bool:
    return weighted(digits, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def resident_id(token: str) -> bool:
    """China: ISO 7064 mod 11,2, where X is ten."""
    total = sum(int(digit) << (17 - place) for place, digit in enumerate(token[:17]))
    return "10X98765432"[total % 11] == token[17]
