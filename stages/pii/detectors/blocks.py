"""An address around its street: units before and behind it, town, state, postcode, country; all in a bounded window."""

import re

from stages.pii.detectors.streets import (
    BEFORE,
    CA_POSTCODE,
    COUNTRIES,
    FRENCH,
    LOOSE_UNITS,
    PARTICLES,
    STATE_NAMES,
    STATES,
    UK_POSTCODE,
    UNITS,
)

_WIDEST = 60
_MOST_PARTS = 8
_MOST_PLACES = 3
_BACK = 120
_END = r"(?![^\W_]|-[^\W\d_])"
_LINE = r"\n[ \t>?*#/|-]{0,8}"  # a new line of a letter, a quotation, a comment or a list
_CAP = r"(?:[^\W\d_a-z][^\W\d_]{0,2}\.(?=[ \t])|[^\W\d_a-z][^\W\d_]*(?:['’.-][^\W\d_]+)*(?!\w))"
_SMALL = "|".join(map(re.escape, PARTICLES))
_PLACE = rf"(?:{_CAP}|'[a-z]-{_CAP})(?:[ ](?:{_CAP}|(?:{_SMALL})(?=[ ])|\d[ao]?(?=[ ]))){{0,5}}(?:[ ]\([A-Z]{{2}}\))?"
_UNIT_NAMES = "|".join(map(re.escape, sorted([*UNITS, *LOOSE_UNITS], key=len, reverse=True)))
_UNIT = rf"(?i:{_UNIT_NAMES})\.?[ ]?(?:n[°.][ ]?|no\.?[ ])?#?(?:\d+[A-Za-z]?|[A-Z]){_END}"
_STATE = rf"(?:{'|'.join(STATES)}|{STATE_NAMES})\b"
_LEADING = (
    r"(?:[A-Z]{1,2}-)?(?:\d{5}-?\d{3}|\d{4} ?[A-Z]{2}(?![A-Za-z])|\d{4}-\d{3}|\d\d-\d{3}|\d{3} \d\d|\d{5}|\d{4}(?!,))"
)
_SEPARATOR = re.compile(rf"[ \t.]{{0,3}}(?:,|{_LINE}|[-–|·])?[ \t]{{0,3}}(?:{_LINE}|,)?[ \t]{{0,4}}")
_APART = frozenset(",\n-–|·")
_STOP = re.compile(r"\s*(?:[.!?;)\"\n]|$)")
_DIRECTION = re.compile(r" (?:NE|NW|SE|SW|[NSEW]|North|South|East|West)\b\.?")
# a unit may stand anywhere; these want a comma, a line end or a place before them; those a place
_UNITS = (re.compile(rf"{_UNIT}|#\s?\d+[A-Z]?|\d\d?(?:st|nd|rd|th) [Ff]loor|\d\d?[oa°](?:[ -]?[A-Z]\b)?"),)
_PARTED = tuple(
    map(
        re.compile,
        (
            rf"(?:{_STATE}|[A-Z]{{2}}),?\s{{1,3}}(?:\d{{5}}(?:-\d{{4}})?|\d{{4}}|{CA_POSTCODE}){_END}",
            rf"{_LEADING}(?:,?[ \t]{{1,3}}|\s?{_LINE}|,\s?){_PLACE}",
            rf"(?:{UK_POSTCODE}|[A-Z]{{1,2}}\d\d?[A-Z]? ?\d[A-Z]{{2}}|{CA_POSTCODE}|\d{{5}}(?:-\d{{3,4}})?){_END}",
            rf"(?:{_CAP},?[ ]){{1,3}}(?:{'|'.join(STATES)}){_END}(?!,?\s{{1,3}}\d)",
        ),
    )
)
_PLACED = (re.compile(_STATE), re.compile(rf"(?:{COUNTRIES}){_END}"))
_TOWN = re.compile(_PLACE)
_UNIT_BEFORE = re.compile(rf"(?:{_UNIT}(?:,\s?|[ \t]{{1,2}}|{_LINE})){{1,2}}$|(?<![^\W_])\d{{1,5}} $")
_PIECE = re.compile(
    r"(?P<word>[^\W\d_](?:[^\W_]|['’.-](?=[^\W_]))*\.?)|(?P<number>#?\d[\w/-]*)"
    r"|(?P<comma>[ \t]*(?:,|\n[ \t>?*#/|-]*)[ \t]*)|[ \t]+"
)
_ENDS_IN_NUMBER = re.compile(r"(?:\S+ ){1,6}\d[\w/-]*\s*")
_STREET_FIRST = re.compile(f"(?:{'|'.join(re.escape(word) for word in [*FRENCH, *BEFORE])}) ")
_MAY_BE_SMALL = frozenset([*PARTICLES, *FRENCH])
_SMALL_FIRST = re.compile(rf"(?:(?:{_SMALL})[ ])+(?=[^\Wa-z])")
_LONGEST_SHORT_FORM = 6


def block_start(text: str, start: int) -> int:
    """Where the address begins whose street begins here: a unit, or one more number, may stand before it."""
    match = _UNIT_BEFORE.search(text[max(0, start - 40) : start])
    return start - len(match[0]) if match else start


def block_end(text: str, end: int, placed: bool = False) -> tuple[int, bool]:
    """Where the address ends whose street ends here, and whether a unit, a state or a postcode makes it sure."""
    if match := _DIRECTION.match(text, end, end + 8):
        end = match.end()
    at, places, sure, closed = end, int(placed), False, False
    for _ in range(_MOST_PARTS):
        separator = _SEPARATOR.match(text, at, at + 30)
        if separator is None or separator.end() == at:
            break
        is_apart = not _APART.isdisjoint(separator[0])
        at = separator.end()
        patterns = _UNITS + (_PARTED if is_apart or places or sure else ()) + (_PLACED if places or sure else ())
        match = next((match for pattern in patterns if (match := pattern.match(text, at, at + _WIDEST))), None)
        if match:
            end, sure, closed = match.end(), True, closed or match.re not in _UNITS
        elif (
            not closed
            and places < _MOST_PLACES
            and (is_apart or sure)
            and (match := _TOWN.match(text, at, at + _WIDEST))
        ):
            places += 1
            if is_apart and _STOP.match(text, match.end(), match.end() + 4):
                end = match.end()
        else:
            break
        at = match.end()
    return end, sure


def walked_back(text: str, at: int) -> int:
    """Where an address begins that leads up to a unit or postcode here: its first part with a number; `at` if none."""
    for start, end in _parts_before(text, at):
        part = text[start:end]
        number = next((place for place, sign in enumerate(part) if sign.isdecimal()), -1)
        if number < 0 and not _STREET_FIRST.match(part):
            continue
        small = _SMALL_FIRST.match(part)
        start += small.end() if small else 0
        part = text[start:end]
        number -= small.end() if small else 0
        is_whole = number < 0 or _ENDS_IN_NUMBER.fullmatch(part) or _UNITS[0].match(part)
        return start if is_whole else start + number
    return at


def _parts_before(text: str, at: int) -> list[tuple[int, int]]:
    """The parts between commas and line ends, as far back as only names, particles and numbers stand."""
    first, edges = at, [at]
    for piece in reversed(list(_PIECE.finditer(text, max(0, at - _BACK), at))):
        if piece.end() != first or len(edges) > 8 or not _belongs(piece, text):
            break
        if piece["comma"]:
            edges += [piece.end(), piece.start()]
        first = piece.start()
    edges.append(first)
    parts = list(zip(edges[1::2], edges[::2], strict=True))[::-1]
    return [(start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in parts if end > start]


def _belongs(piece: re.Match[str], text: str) -> bool:
    if word := piece["word"]:
        is_sentence_end = word.endswith(".") and len(word) > _LONGEST_SHORT_FORM
        return (word[0].isupper() or word.rstrip(".") in _MAY_BE_SMALL) and not is_sentence_end
    return not piece["comma"] or (piece["comma"].count("\n") <= 1 and text[piece.end() : piece.end() + 1] != "\n")
