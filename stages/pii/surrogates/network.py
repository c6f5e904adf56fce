"""Addresses of machines out of the ranges kept for documentation, and drawn UUIDs."""

import ipaddress
import re
import string

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family
from stages.pii.surrogates.shape import folded, laid, reshaped

_V4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_V6 = re.compile(r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}")
_V4_NETS = ("192.0.2.", "198.51.100.", "203.0.113.")
_NETS = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "2001:db8::/32")
)
# RFC 9542: for documentation, 48 and 64 bits; and locally given ones where a record holds hundreds
_MAC, _MAC_CROWDED, _EUI64 = "00005e0053", "02005e", "02005eef100000"


def _address(value: str) -> re.Match[str] | None:
    return _V4.search(value) or _V6.search(value)


def _normal_ip(value: str) -> str:
    plain = folded(value)
    match = _address(plain)
    if match is None:
        return plain
    try:
        return ipaddress.ip_address(match[0]).exploded
    except ValueError:
        return match[0].lower()


def _ip(value: str, rule: str, draw: Draw) -> str:
    old = _normal_ip(value)
    if not _is_address(old):
        return reshaped(value, draw)
    if ":" not in old:
        if draw.crowded:
            return f"198.{draw.between(18, 19)}.{draw.below(256)}.{draw.between(1, 254)}"
        return f"{draw.pick(_V4_NETS)}{draw.between(1, 254)}"
    groups = old.split(":")
    rest = [_group(group, draw) for group in groups[2:]]
    if draw.crowded or not any(int(group, 16) for group in rest):
        rest = [*rest[:-2], draw.hex(4), draw.hex(4)]
    rest = ["0"] * (6 - len(rest)) + rest
    return ipaddress.ip_address(":".join(["2001", "db8", *rest])).exploded


def _is_address(text: str) -> bool:
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def _group(old: str, draw: Draw) -> str:
    """As many figures as before, and nothing where nothing was."""
    figures = len(old.lstrip("0"))
    return draw.pick("123456789abcdef") + draw.hex(figures - 1) if figures else "0"


def _lay_ip(core: str, value: str) -> str:
    """Ports, masks and brackets around the address stay."""
    match = _address(value)
    if match is None or not _is_address(core):
        return core
    told = core
    if ":" in core and len(match[0]) < len(core):
        told = ipaddress.ip_address(core).compressed
    told = told.upper() if any(c in "ABCDEF" for c in match[0]) else told
    return value[: match.start()] + told + value[match.end() :]


def _is_documentation(value: str) -> bool:
    match = _address(folded(value))
    text = match[0] if match else ""
    return _is_address(text) and any(ipaddress.ip_address(text) in net for net in _NETS)


def _hexadecimal(value: str) -> str:
    return "".join(c for c in folded(value).lower() if c in string.hexdigits)


def _mac(value: str, rule: str, draw: Draw) -> str:
    if len(_hexadecimal(value)) == 16:
        return _EUI64 + draw.hex(2)
    return _MAC_CROWDED + draw.hex(6) if draw.crowded else _MAC + draw.hex(2)


def _uuid(value: str, rule: str, draw: Draw) -> str:
    return f"{draw.hex(12)}4{draw.hex(3)}{draw.pick('89ab')}{draw.hex(15)}"


def _lay_hex(core: str, value: str) -> str:
    told = laid(core, value, lambda c: c in string.hexdigits)
    return told.upper() if any(c in "ABCDEF" for c in value) else told.lower()


IP = Family(_normal_ip, _ip, _lay_ip, _is_documentation)
MAC = Family(_hexadecimal, _mac, _lay_hex, lambda value: _hexadecimal(value).startswith((_MAC, _EUI64)))
UUID = Family(_hexadecimal, _uuid, _lay_hex)
