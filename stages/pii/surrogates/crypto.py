"""Wallets: type and length kept, marked, and nobody's."""

import re

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family
from stages.pii.surrogates.shape import folded

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_SEGWIT = re.compile(r"(?i)(bc|tb|ltc)1[qp]")
# Ethereum's need no checksum, so the mark is 80 bits of zeros: no key is ever found to an account that begins so. The
# others carry a mark and a drawn checksum, which is wrong but once in 2 ** 30: wallets refuse to pay to them.
_ETH_ZEROS = "0" * 20
_MARK = "EXAMPLE"


def _normal(value: str) -> str:
    """A base58 address means another one in other case; hexadecimal and bech32 do not."""
    plain = "".join(folded(value).split())
    return plain.lower() if plain[:2] in ("0x", "0X") or _SEGWIT.match(plain) else plain


def _core(value: str, rule: str, draw: Draw) -> str:
    old = _normal(value)
    if old.startswith("0x"):
        return "0x" + _ETH_ZEROS[: len(old) // 2] + draw.hex(len(old) - 2 - len(_ETH_ZEROS[: len(old) // 2]))
    if head := _SEGWIT.match(old):
        begun = head[0] + _MARK.lower()
        return begun + draw.text(_BECH32, max(len(old) - len(begun), 2))
    begun = old[:1] + _MARK
    return begun + draw.text(_BASE58, max(len(old) - len(begun), 2))


def _lay(core: str, value: str) -> str:
    if core.startswith("0x"):
        return core
    letters = [c for c in value[3:] if c.isalpha()]
    return core.upper() if core.lower() == core and letters and all(c.isupper() for c in letters) else core


def _known(value: str) -> bool:
    plain = _normal(value)
    if head := _SEGWIT.match(plain):
        return plain.startswith(_MARK.lower(), head.end())
    return plain.startswith("0x" + _ETH_ZEROS) or plain.startswith(_MARK, 1)


CRYPTO = Family(_normal, _core, _lay, _known)
