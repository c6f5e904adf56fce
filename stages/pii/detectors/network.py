"""Addresses of machines: IPv4 and IPv6 (not versions, not section numbers, not `::` in code), and MAC."""

from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.published import RESOLVERS
from stages.pii.finding import Hit

_V4 = r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}"
_V6 = r"[0-9a-fA-F]{0,4}:(?:[0-9a-fA-F]{0,4}:){1,6}[0-9a-fA-F]{0,4}(?:\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})?"
_CANDIDATE = re2.compile(f"({_V4})|({_V6})")
_MAC = re2.compile(
    r"(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}|(?:[0-9a-fA-F]{2}-){5}[0-9a-fA-F]{2}|(?:[0-9a-fA-F]{4}\.){2}[0-9a-fA-F]{4}"
)


@dataclass(frozen=True)
class Ip:
    entity: ClassVar[str] = "IP"
    conditions: ClassVar[tuple[str, ...]] = (
        r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        r"[0-9a-fA-F]{1,4}:[0-9a-fA-F:]*:[0-9a-fA-F]",
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = []
        for match in _CANDIDATE.finditer(text):
            four = match.start(1) >= 0
            hits.append(
                _four(text, match.start(), match.end(), cues) if four else _six(text, match.start(), match.end())
            )
        return [hit for hit in hits if hit]


def _four(text: str, start: int, end: int, cues: Cues) -> Hit | None:
    try:
        address = IPv4Address(text[start:end])
    except AddressValueError:
        return None
    if not _ends_here(text, start, end) or address.is_loopback or address.is_unspecified or _is_mask(address):
        return None
    placeholder = not address.is_global or address.is_multicast or str(address) in RESOLVERS
    if cues.near(text, start, end, "ip", before=30):
        return Hit(start, end, 0.95, "ip.v4", placeholder)
    if _is_version(text, start, address) or cues.near(text, start, end, "version", before=25, after=0):
        return None
    return Hit(start, end, 0.8, "ip.v4", placeholder)


def _ends_here(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isalnum() or before[-1:] in ("_", ".", "-") or after[:1].isalnum() or after[:1] in ("_", "-"):
        return False
    if before[-1:] == "/" and before != "//":
        return False
    return not (after[:1] == "." and after[1:].isalnum())


def _is_mask(address: IPv4Address) -> bool:
    ones = f"{int(address):032b}"
    return ones.startswith("11111111") and "01" not in ones


def _is_version(text: str, start: int, address: IPv4Address) -> bool:
    """`==1.4.2.0`, `2.1.3.4 Scope`: small numbers are versions or sections, and so is what follows a sign of order."""
    parts = address.packed
    return max(parts) < 40 or parts[1:] == b"\0\0\0" or text[:start].rstrip().endswith(("=", "<", ">", "~", "^", "§"))


def _six(text: str, start: int, end: int) -> Hit | None:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or before in ("_", ":", ".") or after in ("_", ":"):
        return None
    token = text[start:end]
    try:
        address = IPv6Address(token)
    except AddressValueError:
        return None
    groups = [group for group in token.split(":") if group]
    if address.is_unspecified or not _is_written_out(token, groups):
        return None
    placeholder = not address.is_global or address.is_multicast or address.compressed in RESOLVERS
    return Hit(start, end, 0.9, "ip.v6", placeholder)


def _is_written_out(token: str, groups: list[str]) -> bool:
    """Eight groups that aren't bytes, or `::` in what can't be a path of names such as `a::b` or `Face::Add`."""
    if "::" not in token:
        return max(map(len, groups)) > 2
    return (
        len(groups) > 2
        or "." in token
        or (len(groups) == 2 and len(groups[0]) == 4 and any(letter.isdigit() for letter in groups[0]))
    )


@dataclass(frozen=True)
class Mac:
    entity: ClassVar[str] = "MAC"
    conditions: ClassVar[tuple[str, ...]] = (
        r"[0-9a-fA-F]{2}[:\-][0-9a-fA-F]{2}[:\-][0-9a-fA-F]{2}[:\-][0-9a-fA-F]{2}",
        r"[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}",
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [_mac(text, match.start(), match.end()) for match in _MAC.finditer(text)]
        return [hit for hit in hits if hit]


def _mac(text: str, start: int, end: int) -> Hit | None:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or before in (":", "-", ".", "_") or after in (":", "-", "_"):
        return None
    token = text[start:end]
    digits = "".join(letter for letter in token.lower() if letter.isalnum())
    if digits.isdecimal() and ":" not in token:
        return None
    shown = len(set(digits)) < 3 or digits in ("001122334455", "aabbccddeeff", "123456789abc", "001a2b3c4d5e")
    return Hit(start, end, 0.9, "mac", placeholder=shown or digits.startswith("00005e0053"))
