"""Secrets: the vendor's prefix and the length stay, what made it secret becomes EXAMPLE and hexadecimal figures."""

import re
import string

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family
from stages.pii.surrogates.shape import folded, reshaped

_MARK = "EXAMPLE"
_PREFIX = re.compile(
    r"(?:(?:Bearer|Basic|Token|token)\s+)?(?:sk-(?:proj|svcacct|admin|or-v1|lf)-|sk-ant-(?:api|admin)\d\d-|sk-ant-"
    r"|(?:sk|pk|rk)_(?:live|test)_|sk-|whsec_|gh[opusr]_|github_pat_|glpat-|gl[a-z]{2,6}-|xox[a-z]-|xapp-|A3T[A-Z0-9]"
    r"|A[KGIRNS][A-Z]A|AIza|ya29\.|GOCSPX-|SG\.|npm_|pypi-|hf_|r8_|do[opr]_v1_|shp(?:at|ca|pa|ss)_|dapi|eyJ|EAA[A-Z]"
    r"|lin_api_|secret_|ntn_|PMAK-|key-|sq0[a-z]{3}-|dckr_pat_|tfp_|rubygems_|NRAK-|glsa_|figd_|pat)?"
)
_PEM = re.compile(r"-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----")
_LINE = re.compile(r"(?:\\[nrt]|[\s\"',]|(?<=[\s\"'])\+)+")
_URL_LOGIN = re.compile(r"(?s)([A-Za-z][A-Za-z0-9+.\-]{1,20}://)([^\s:/@]*):(.+)@([^@]*)")
_MARKED = re.compile(r"(?i)example[0-9a-f]{2,}")


def _normal(value: str) -> str:
    return folded(value).strip()


def _core(value: str, rule: str, draw: Draw) -> str:
    old = folded(value)
    if _PEM.search(old):
        return _pem(old, draw)
    if login := _URL_LOGIN.fullmatch(old):
        scheme, user, word, host = login.groups()
        return f"{scheme}{reshaped(user, draw)}:{_filled(word, draw)}@{host}"
    prefix = (_PREFIX.match(old) or [""])[0]
    prefix = prefix if len(old) - len(prefix) >= len(_MARK) + 2 else ""
    body = old[len(prefix) :]
    if prefix.endswith("eyJ") and body.count(".") == 2:
        return prefix + ".".join(_filled(piece, draw) for piece in body.split("."))
    return prefix + _filled(body, draw, bare=not prefix)


def _filled(old: str, draw: Draw, bare: bool = True) -> str:
    """As long and in the case of the old one, of characters that no quoting has to escape."""
    if old.isdecimal() and bare:
        return reshaped(old, draw)
    mark = _MARK if len(old) > len(_MARK) + 1 else "Ex" if len(old) > 3 else ""
    new = mark + draw.hex(len(old) - len(mark))
    letters = [c for c in old if c.isalpha()]
    if letters and all(c in string.ascii_lowercase for c in letters):
        return new.lower()
    return new.upper() if letters and all(c.isupper() for c in letters) else new


def _pem(old: str, draw: Draw) -> str:
    """Header, footer and line breaks stay, also where these are written as \\n."""
    frames = [match.span() for match in _PEM.finditer(old)] + [(len(old), len(old))]
    new, done = "", 0
    for start, end in frames:
        new += _lines(old[done:start], draw) + old[start:end]
        done = end
    return new


def _lines(body: str, draw: Draw) -> str:
    new, done = "", 0
    for match in [*_LINE.finditer(body), None]:
        start, end = match.span() if match else (len(body), len(body))
        new += _filled(body[done:start], draw) + body[start:end]
        done = end
    return new


SECRET = Family(_normal, _core, known=lambda value: bool(_MARKED.search(value)))
