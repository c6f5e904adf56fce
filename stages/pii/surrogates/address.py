"""Addresses: another house number, a street that does not exist; the kind of street, the city and the shape stay."""

import re

from stages.pii.detectors.streets import BEFORE, FRENCH, UNITS
from stages.pii.surrogates.dates import ordinal
from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family, Part, casefolded
from stages.pii.surrogates.names import STREETS
from stages.pii.surrogates.shape import reshaped

# the kind of street, and what else in the line of the street is not its name
_KINDS_WORDS = (
    "street st avenue ave av road rd lane ln drive dr court ct place pl square sq boulevard blvd way terrace ter close"
    " crescent cres circle cir highway hwy parkway pkwy trail trl alley row mews gardens grove hill park walk plaza"
    " loop straße strasse str platz weg allee gasse ring ufer damm chaussee am an im in der den dem des zum zur auf"
    " rue chemin impasse quai cours allée avenue passage route place bis de du la le les des et"
    " calle c carrer avenida avda av paseo plaza camino travesía carretera ronda del los las el y"
    " via viale piazza corso largo vicolo strada della dei delle di degli"
    " rua travessa praça largo alameda estrada avenida do da dos das e"
    " straat laan weg plein kade gracht singel dijk ulica ul aleja al plac os osiedle"
    " north south east west n s e w ne nw se sw upper lower old new great"
    " apt apartment suite ste unit flat floor fl room rm building bldg block po p o box pobox no nr number wohnung"
    " etage piso puerta bajo appartement bâtiment étage interno scala the"
)
_ENDING = re.compile(
    r"(?i)(?:straße|strasse|str|platz|weg|allee|gasse|ring|ufer|damm|straat|laan|plein|kade|gracht|dijk)$"
)
_LEADING_WORDS = (
    "rue via viale piazza corso largo vicolo calle avenida avda carrer paseo plaza camino rua travessa praça ulica ul"
    " al aleja plac av avenue boulevard place chemin impasse quai am an im auf zum zur"
)
_LEADING = frozenset(_LEADING_WORDS.split()) | {word.strip("./").casefold() for word in [*BEFORE, *FRENCH]}
_KINDS = frozenset(_KINDS_WORDS.split()) | _LEADING
_NO_STREET = frozenset(word.casefold() for word in UNITS) | frozenset(
    str.split("floor fl room rm building bldg block box")
)
_BOX = re.compile(r"(?i)\b(?:p\.? ?o\.? ?box|postfach|postbus|apartado|case postale|boîte postale|casella postale)\b")
_PIECE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+(?:['’\-][^\W\d_]+)*", re.IGNORECASE)
_STOP = re.compile(r"[,;\n|]|\\n| - ")


def _parts(value: str) -> list[Part]:
    """Words of the line of the street up to its kind, or after it where the kind leads; figures everywhere.

    Each by itself, so that the street has one stand-in with and without its city.
    """
    names = _street_words(value)
    parts = []
    for match in _PIECE.finditer(value):
        if match[0][0].isdecimal() or _is_code(match):
            parts.append(Part(*match.span(), "FIGURE", "address.figure"))
        elif match.start() in names:
            parts.append(Part(*match.span(), "STREET", "address.street"))
    return parts


def _street_words(value: str) -> frozenset[int]:
    """Where the words of the street's name begin."""
    lines, place = [], 0
    for stop in [*_STOP.finditer(value), None]:
        end = stop.start() if stop else len(value)
        lines.append((place, end))
        place = stop.end() if stop else end
    for start, end in [] if _BOX.search(value, *lines[0]) else lines:
        words = [m for m in _PIECE.finditer(value, start, end) if m[0][0].isalpha()]
        named = [m for m in words if m[0].casefold() not in _KINDS and len(m[0]) > 1]
        if not named and len(words) > 1 and words[0][0].casefold() not in _NO_STREET:
            named = words[:1]  # "Old Park Road", all words of which are also kinds
        if named:
            return frozenset(m.start() for m in _before_city(words, named))
    return frozenset()


def _before_city(words: list[re.Match[str]], named: list[re.Match[str]]) -> list[re.Match[str]]:
    if words[0][0].casefold() in _LEADING:
        return named[:3]
    for word in words:
        is_kind = word[0].casefold() in _KINDS or _ENDING.search(word[0])
        before = [m for m in named if m.start() <= word.start()]
        if is_kind and before:
            return before
    return named


def _is_code(match: re.Match[str]) -> bool:
    """Letters that stand in a postcode (`SW1A 1AA`) or behind a house number (`221B`)."""
    text, start, end = match.string, match.start(), match.end()
    return (
        match[0].isalpha()
        and end - start <= 2
        and (text[start - 1 : start] + text[end : end + 1]).strip("\\").isdecimal()
    )


def _street(word: str, rule: str, draw: Draw) -> str:
    """A compound (`Hauptstraße`) keeps what says that it is a street."""
    ending = _ENDING.search(word)
    end = ending[0] if ending and ending.start() >= 2 else ""
    return draw.pick(STREETS) + (draw.word(3) if draw.crowded else "") + end.lower()


def _lay_street(core: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return core.upper()
    return core.capitalize() if word[:1].isupper() else core


def _figure(piece: str, rule: str, draw: Draw) -> str:
    figures = re.match(r"\d+", piece)
    if figures is None:
        return reshaped(piece, draw)
    new = reshaped(figures[0], draw) + (draw.digits(2) if draw.crowded else "")
    return new + ordinal(int(new), piece) if len(piece) > len(figures[0]) else new


STREET = Family(core=_street, lay=_lay_street)
FIGURE = Family(core=_figure)
STREET_ADDRESS = Family(parts=_parts)
ZIP = Family(lambda value: casefolded(value).replace(" ", ""), lambda value, rule, draw: reshaped(value, draw))
