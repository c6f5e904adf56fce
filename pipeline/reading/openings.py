"""Where an element may begin anew after a broken one.

Raw `{"key":` stands in no string of valid JSON, for there its quotes are escaped: it is an object that opens.
"""

import re

KEY = rb'"[^"\\]{1,200}+"'
OPENING = re.compile(rb"\{[ \t\r\n]*+(%b)[ \t\r\n]*+:" % KEY)
OPENING_BYTES = 512  # what two windows share, so that no opening falls between them


def _opening(keys: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:[,}][ \t\r\n]*+|\n[ \t\r]*+)(\{[ \t\r\n]*+(?:%b)[ \t\r\n]*+:)" % keys)


ANY_OPENING = _opening(KEY)


def kin(data: bytes, at: int, good: bytes, inside: bool) -> re.Pattern[bytes] | None:
    """What opens an element like the broken one at `at` or like the last good one; any object where neither tells."""
    known = [OPENING.match(data, at), OPENING.match(good)]
    keys = {re.escape(match.group(1)) for match in known if match}
    if keys:
        return _opening(b"|".join(sorted(keys)))
    return ANY_OPENING if inside else None
