"""E-mail addresses: a local part that could be a name, of the same shape, at a domain that RFC 2606 reserves."""

import re

from stages.pii.surrogates.draw import CROWDED, Draw
from stages.pii.surrogates.family import Family, casefolded
from stages.pii.surrogates.shape import recased

RESERVED = ("example.com", "example.org", "example.net")
_AT = re.compile(r"@| ?[\[({]\s?at\s?[\])}] ?| at ", re.IGNORECASE)
_DOT = re.compile(r" ?[\[({]\s?dot\s?[\])}] ?| dot ", re.IGNORECASE)
_RUN = re.compile(r"[^\W\d_]+|\d+")


def _normal(value: str) -> str:
    return _DOT.sub(".", _AT.sub("@", casefolded(value)))


def _core(value: str, rule: str, draw: Draw) -> str:
    local, at, domain = _normal(value).rpartition("@")
    if not at:
        local, domain = domain, ""
    new = _RUN.sub(lambda match: _run(match[0], draw), local)
    if draw.crowded or not _RUN.search(local):
        new += draw.digits(4)
    # colleagues stay colleagues: one domain has one stand-in, so long as there are enough
    stable = draw if draw.counter >= CROWDED // 2 else draw.same(domain)
    return f"{new}@{stable.pick(RESERVED)}"


def _run(old: str, draw: Draw) -> str:
    return draw.digits(len(old)) if old.isdecimal() else draw.word(len(old))


def _lay(core: str, value: str) -> str:
    """In the case of the old one, `[at]` and `dot` as they were; the local part alone where it stood alone."""
    local, _, domain = core.rpartition("@")
    at = _AT.search(value)
    if at is None:
        return _cased(local, value)
    dot = _DOT.search(value, at.end())
    told = domain.upper() if value[at.end() :].isupper() else domain
    return _cased(local, value[: at.start()]) + at[0] + (told.replace(".", dot[0]) if dot else told)


def _cased(new: str, old: str) -> str:
    """Dots said in words (`j dot smith`) are said again."""
    dot = _DOT.search(old)
    plain = _DOT.sub(".", old)
    told = "".join(recased(n, o) for n, o in zip(new, plain, strict=False)) + new[len(plain) :]
    return told.replace(".", dot[0]) if dot else told


def _known(value: str) -> bool:
    return _normal(value).rpartition("@")[2] in RESERVED


def _nicknames(normal: str) -> tuple[str, ...]:
    local, at, _ = normal.rpartition("@")
    return (local,) if at else ()


EMAIL = Family(_normal, _core, _lay, _known, nicknames=_nicknames)
