"""Addresses of Bitcoin (base58check, bech32, bech32m) and Ethereum (EIP-55, or one case throughout)."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.keccak import keccak256
from stages.pii.detectors.published import WALLETS
from stages.pii.finding import Hit

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PATTERN = (
    r"\b(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|(?:bc|tb)1[02-9ac-hj-np-z]{8,87}|(?:BC|TB)1[02-9AC-HJ-NP-Z]{8,87}"
    r"|0x[0-9a-fA-F]{40})\b"
)
_CANDIDATE = re2.compile(_PATTERN)

_BECH32M = 0x2BC830A3  # the checksum of every witness version but 0


@dataclass(frozen=True)
class Crypto:
    entity: ClassVar[str] = "CRYPTO"
    conditions: ClassVar[tuple[str, ...]] = (
        r"\b[13][1-9A-HJ-NP-Za-km-z]{25}",
        r"\b(?i:bc1|tb1)[0-9a-zA-Z]{8}",
        r"\b0x[0-9a-fA-F]{40}\b",
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [_judged(text, match.start(), match.end(), cues) for match in _CANDIDATE.finditer(text)]
        return [hit for hit in hits if hit]


def _judged(text: str, start: int, end: int, cues: Cues) -> Hit | None:
    token = text[start:end]
    if token.startswith("0x"):
        score, rule = _ethereum(text, start, end, cues), "crypto.ethereum"
    elif token[:3].lower() in ("bc1", "tb1"):
        score, rule = 0.95 if _bech32(token.lower()) else 0.0, "crypto.bech32"
    else:
        score, rule = 0.95 if _base58(token) else 0.0, "crypto.base58"
    if not score:
        return None
    return Hit(start, end, score, rule, placeholder=_published(token))


def _base58(token: str) -> bool:
    number = 0
    for letter in token:
        number = number * 58 + _BASE58.index(letter)
    if number >> 200:
        return False
    raw = number.to_bytes(25, "big")
    check = hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4]
    return raw[0] in (0, 5) and raw[21:] == check


def _bech32(token: str) -> bool:
    values = [_BECH32.index(letter) for letter in token[3:]]
    check = 1
    for value in (3, 3, 0, ord(token[0]) & 31, ord(token[1]) & 31, *values):
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    return check == (_BECH32M if values[0] else 1)


def _ethereum(text: str, start: int, end: int, cues: Cues) -> float:
    """Capitals that check are proof; an address in one case may be a hash, and is none where one is spoken of."""
    digits = text[start + 2 : end]
    if digits not in (digits.lower(), digits.upper()):
        nibbles = keccak256(digits.lower().encode()).hex()
        pairs = zip(digits, nibbles, strict=False)
        return 0.95 if all(d.isdigit() or d.isupper() == (n > "7") for d, n in pairs) else 0.0
    if cues.near(text, start, end, "wallet"):
        return 0.9
    return 0.0 if cues.near(text, start, end, "hash") else 0.7


def _published(token: str) -> bool:
    told = token.lower() if token.startswith(("0x", "BC", "TB")) else token
    return told in WALLETS or told.startswith("tb1") or (told.startswith("0x") and _dull(told[2:]))


def _dull(digits: str) -> bool:
    """Zeros, dead beef, 0123456789… over and over: written by hand."""
    return len(set(digits)) < 6 or digits[:10] == digits[10:20] or "0" * 20 in digits
