"""What stands where a secret would: YOUR_API_KEY, ${VAR}, xxxx (no secret), and the passwords of every tutorial."""

import math
import re
from collections import Counter

_WHOLE = re.compile(r"(?i)0x|none|null|nil|undefined|true|false|string|str|text|required|optional|redacted")
_OPENING = re.compile(r"<|\[[^\]]*\]?$|[{]|\$[A-Za-z_]+$|\$\(|%\(?[A-Za-z_]+\)?[%s]?$|[*•.…_#-]{3}|•")
_SOMEWHERE = re.compile(
    r"(?i)\$\{|\{\{|%\(|<%|\.\.\.|…|[x*•#]{5}|\[[a-z _-]+\]"
    r"|(?:^|[-_ ])(?:your|insert|enter|replace|paste)[-_ ]?"
    r"(?:own|new|my|api|app|client|access|auth|secret|private|actual|real|database|db|token|key|pass|pwd|here|super)"
    r"|(?:key|token|secret|password|value)[-_ ]?(?:goes[-_ ]?)?here|placeholder|redacted|dummy"
    r"|os\.environ|os\.getenv|process\.env|getenv|env\[|env\.|config[.\[]|settings[.\[]|secrets[.\[]|self\.|this\."
    r"|request\.|req\.|input\(|getpass|prompt\("
)
_CALL = re.compile(r"[A-Za-z_]\w*(?:[.(\[]|->|::)[\w.()\[\]'\",>-]*")
_CODE = re.compile(
    r"[A-Za-z_]{3,}(?:\.[A-Za-z_]{2,})+(?:[(\[].*)?|[a-z]+(?:_[a-z]+)+\(.*|(?i:n?(?:var)?char2?|(?:var)?binary|\w*int|decimal|string)\(\d+\)?|[A-Za-z_]{3,}[(\[][)\]]?|/[a-z_.-]{2,}(?:/[\w.-]*)*|https?:.*"
)
_NAME = re.compile(r"[a-z_]+\d{0,2}|[A-Z_]+\d{0,2}")
_HASH = re.compile(r"\$(?:2[abxy]|argon2\w{0,2}|[156]|pbkdf2[^$]*)\$|(?i:sha\d{1,3}|md5|pbkdf2)[:$_-]")
_LEET = str.maketrans("@$!013457", "asioieast")
_WORN = frozenset(
    str.split(
        "password passwort passwd pass pwd passphrase secret admin administrator root test tests testing user "
        "username guest demo sample changeme changethis letmein qwerty qwertyuiop welcome default example hunter "
        "iloveyou monkey dragon sunshine foo bar foobar abc abcd abcdef mypassword mypass yourpassword userpassword "
        "adminpassword mysecretpassword securepassword strongpassword secretpassword supersecret topsecret mysecret "
        "newpassword oldpassword testpassword dbpassword rootpassword mysecretkey secretkey apikey token postgres "
        "mysql correcthorsebatterystaple trustno password123"
    )
)
_LONGEST_TAIL = 5  # "2024!"
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "0123456789abcdef")


def is_stand_in(value: str) -> bool:
    """A mark for a secret, a look-up of one, or its hash: nothing that anybody could use."""
    marked = _WHOLE.fullmatch(value) or _OPENING.match(value) or _SOMEWHERE.search(value)
    return bool(marked or _HASH.match(value) or len(set(value)) <= 2)


def is_code(value: str, is_assigned: bool) -> bool:
    """A call, a path, or behind `=` a name, where a bare value would stand."""
    return bool(_CODE.fullmatch(value) or (is_assigned and (_NAME.fullmatch(value) or _CALL.fullmatch(value))))


def is_well_known(value: str) -> bool:
    """One that examples use: `standard` keeps it."""
    lower = value.lower()
    if "example" in lower or any(lower in run or run in lower for run in _RUNS):
        return True
    forms = (lower[: len(lower) - tail].translate(_LEET) for tail in range(_LONGEST_TAIL))
    return any(re.sub(r"[^a-z]", "", form) in _WORN for form in (lower, *forms))


def entropy(value: str) -> float:
    """Bits a character, over the characters of the value itself."""
    counts = Counter(value).values()
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts) if value else 0.0
