"""E-mail addresses, plain and spelled out ("j dot smith at host dot com"), but not what code writes with an @."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.published import MAIL_HOSTS, MAIL_PROVIDERS, MAILBOXES, NO_HOST, NO_MAILBOX
from stages.pii.finding import Hit

_PLAIN = re2.compile(r"[\pL\pN_][\pL\pN_.+%&'~\-]*@[\pL\pN][\pL\pN.\-]*\.[\pL\pN\-]*[\pL\pN]")

_AT_WORD = r"(?:at|ät|arroba|arobase|chiocciola|apenstaartje|małpa|klammeraffe)"
_DOT_WORD = r"(?:dot|punkt|punto|ponto|point|kropka|punt)"
_AT_BRACKET = r"\s?[\[({<]\s?" + _AT_WORD + r"\s?[\])}>]\s?"
_DOT_BRACKET = r"\s?[\[({<]\s?" + _DOT_WORD + r"\s?[\])}>]\s?"
_DOT = rf"(?:\.|{_DOT_BRACKET}|\s{_DOT_WORD}\s)"
_WORD = r"[\pL\pN_+\-]+"
_LOCAL = rf"{_WORD}(?:{_DOT}{_WORD})*"
_HOST = r"[\pL\pN\-]+"
_FREE = r"(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|aol|gmx|web|icloud|proton|protonmail|wp|orange|libero)"
_SPELLED = re2.compile(
    rf"(?i)(?P<boxed>{_LOCAL}{_AT_BRACKET}{_HOST}(?:{_DOT}{_HOST})+)"
    rf"|(?P<spoken>{_LOCAL}\s{_AT_WORD}\s{_HOST}(?:\s{_DOT_WORD}\s{_HOST})+)"
    rf"|(?P<free>{_LOCAL}\s{_AT_WORD}\s{_FREE}\.(?:com|net|org|me|de|fr|es|it|pt|nl|pl|co\.uk))"
)
_SPELLED_SIGN = rf"(?i){_AT_BRACKET}{_HOST}|\s{_AT_WORD}\s(?:{_HOST}\s{_DOT_WORD}\s|{_FREE}\.)"
_SPELLED_HINT = re2.compile(_SPELLED_SIGN)


_SURE = frozenset(("com", "org", "net", "edu", "gov"))
_TOOLS = ("ssh", "scp", "sftp", "rsync", "mosh", "ssh-copy-id", "sshfs")
_SERVICE = frozenset(("git", "svn", "hg", "gitea", "root"))

_FILL_IN = re2.compile(r"(?i)^(?:my|your|some|any|the)[_.\-]|your|example|placeholder|^(?:abc|xyz|123)[0-9]*$")

_EXAMPLE_TLDS = frozenset(("example", "test", "invalid", "localhost"))


@dataclass(frozen=True)
class Email:
    entity: ClassVar[str] = "EMAIL"
    conditions: ClassVar[tuple[str, ...]] = (r"[\pL\pN_.+%&'~\-]@[\pL\pN]", _SPELLED_SIGN)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [_plain(text, match.start(), match.end()) for match in _PLAIN.finditer(text)] if "@" in text else []
        if _SPELLED_HINT.search(text):
            hits += [_spelled(text, match, cues) for match in _SPELLED.finditer(text)]
        return [hit for hit in hits if hit]


def _plain(text: str, start: int, end: int) -> Hit | None:
    local, _, domain = text[start:end].rpartition("@")
    labels = _valid(domain.split("."))
    if not labels or len(local) > 64 or len(domain) > 253:
        return None
    end = start + len(local) + 1 + len(".".join(labels))
    if _is_code(text, start, end, local.casefold(), labels):
        return None
    return Hit(start, end, 0.95, "email.plain", placeholder=_for_show(local, labels))


def _valid(labels: list[str]) -> list[str]:
    """The labels up to a real top-level domain: in `a@b.com.Please` the sentence goes on without a blank."""
    kept = labels if _is_tld(labels[-1].casefold()) else labels[:-1]
    if len(kept) < 2 or not (kept is labels or kept[-1].casefold() in _SURE):
        return []
    return kept if all(label and label[0] != "-" and label[-1] != "-" for label in kept) else []


@lru_cache(maxsize=1)
def _tlds() -> frozenset[str]:
    import tldextract

    suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds
    return frozenset(suffix.rpartition(".")[2] for suffix in suffixes) | _EXAMPLE_TLDS


def _is_tld(label: str) -> bool:
    if label.startswith("xn--"):
        try:
            label = label.encode("ascii").decode("idna")
        except UnicodeError:
            return False
    return label in _tlds()


def _is_code(text: str, start: int, end: int, local: str, labels: list[str]) -> bool:
    """A matrix product, a login on a host or in an address, a call: `x@y.to(…)`, `git@host:path`, `//me@host`."""
    sure = labels[-1].casefold() in _SURE
    before, after = text[max(0, start - 80) : start], text[end : end + 2]
    if local in _SERVICE or (after[:1] in ("(", "[") and not sure):
        return True
    if not sure and len(local) == 1 and len(labels[0]) == 1:
        return True
    word = before.rpartition(" ")[2].rpartition("\n")[2]
    if "://" in word and not any(sign in word.partition("://")[2] for sign in "/?#"):
        return True
    if after[:1] == ":" and after[1:2] in ("/", "~", "."):
        return True
    line = before.rpartition("\n")[2].split()
    return any(tool in line for tool in _TOOLS)


def _for_show(local: str, labels: list[str]) -> bool:
    """Reserved names (RFC 2606) and those that everybody writes where an address is meant to stand."""
    host = [label.casefold() for label in labels]
    second_level = len(host) > 2 and host[-2] in ("co", "com", "org", "ac", "gov", "net")
    own = host[-3] if second_level else host[-2]
    name = "".join(letter for letter in local.casefold() if letter.isalnum())
    if host[-1] in _EXAMPLE_TLDS or (own in MAIL_HOSTS and ".".join(host[-2:]) not in MAIL_PROVIDERS):
        return True
    if len(set(name)) < 2 and (len(name) > 1 or len(own) == 1):  # xxx@…, a@b.com
        return True
    return name in MAILBOXES or _FILL_IN.search(local) is not None


def _spelled(text: str, match: "re2._Match[str]", cues: Cues) -> Hit | None:
    start, end = match.span()
    words = [word for word in re2.split(r"[\s\[\](){}<>.]+", match[0].casefold()) if word]
    at = next((i for i, word in enumerate(words) if _is_at(word)), 0)
    mailbox, host = words[:at], [word for word in words[at + 1 :] if not re2.fullmatch(_DOT_WORD, word)]
    if not mailbox or not _is_tld(host[-1]) or host[0] in NO_HOST:
        return None
    boxed = match.group("boxed") is not None
    if not boxed and mailbox[-1] in NO_MAILBOX:
        return None
    if not boxed and len(mailbox) == 1 and not cues.near(text, start, end, "email"):
        return None
    dots = [word for word in mailbox if not re2.fullmatch(_DOT_WORD, word)]
    return Hit(start, end, 0.8 if boxed else 0.7, "email.spelled", placeholder=_for_show("".join(dots), host))


def _is_at(word: str) -> bool:
    return re2.fullmatch(_AT_WORD, word) is not None
