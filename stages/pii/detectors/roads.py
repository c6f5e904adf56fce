"""What a street looks like, by country, and what announces an address: patterns that a linear automaton can hold."""

import re2

from stages.pii.detectors.streets import (
    BEFORE,
    CA_POSTCODE,
    ENDINGS,
    FAIR,
    FRENCH,
    PARTICLES,
    STATES,
    STRONG,
    UK_POSTCODE,
    UNITS,
    WEAK,
    WEAK_ENDINGS,
)


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re2.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


# Latin letters only, and no counters: with \pL and {1,4} the automaton would grow to hundreds of thousands of states
_U, _L = "[A-ZÀ-ÖØ-ÞĀ-ɏ]", "[A-Za-zÀ-ɏ'’-]"
_EDGE = r"(?:^|[^\pL\pN.,/$€£#'’-])"
_NUMBER = r"[0-9]+[A-Za-z]?(?:[-/][0-9]+[A-Za-z]?)?"
_WORD = rf"(?:{_U}{_L}?{_L}?\.|{_U}{_L}*)"
_CAP = rf"(?:{_WORD}|[0-9]+(?:st|nd|rd|th)|of|the|de|del|la|las|los|el|du|des|van|von|der|den|ter|ten)"
_NAME = rf"(?:(?:{_any(PARTICLES)}[ ]|[dl]['’]|{_WORD}[ ]|[0-9]+[ ])*{_WORD})"
_ENGLISH = rf"{_NUMBER}(?:[ ]{_CAP})+[ ]"
_ROADS = (
    rf"{_NUMBER}[ ](?:[NSEW]\.?[ ])?(?:(?:US|State|County|Old)[ ])?(?:Highway|Hwy|Route|Rte|Road|FM|CR|SR)[ ][0-9]+\b"
)
_BROADWAY = rf"{_NUMBER}[ ](?:[NSEW]\.?[ ]|North |South |East |West )?(?:Broadway|Bowery|Embarcadero)\b"
_COMPOUND = rf"(?:{_WORD}[ ])*{_U}{_L}*"
_APART = r"(?:Straße|Strasse|Str\.|Allee|Gasse|Weg|Damm|Straat|Laan)"
_IN_HOUSE = r"(?i:flat|studio|apartment|apt|unit|suite|level)\.?[ ][0-9]+[A-Za-z]?,?[ \n]"
_BOX = (
    r"(?i:p\.?\s?o\.?\s?box|post office box|postfach|postbus|casella postale"
    r"|caixa postal|apartado(?: de correos| postal)?|skrytka pocztowa|skr\. poczt\.)\s?#?\s?[0-9][0-9 ]*"
)
_MILITARY = (
    r"(?:PSC|Unit|CMR)\s[0-9]+,?\s(?:Box|APO)\s[0-9]+"
    rf"|US(?:N|S|NS|NV|CGC|S Navy)?\s{_U}{_L}+\s(?:FPO|APO|DPO)\sA[AEP](?: [0-9]+)?"
)

_WHOLE = [word for word in BEFORE if word[-1].isalpha()]
_CUT = [*(word for word in BEFORE if not word[-1].isalpha()), "C. de "]

# rule, score by itself, core: each a group of one pattern, the first that fits wins
CORES: tuple[tuple[str, float, str], ...] = (
    ("street", 0.8, rf"{_ROADS}|{_BROADWAY}|{_ENGLISH}{_any(STRONG)}\b"),
    ("french", 0.8, rf"{_NUMBER}(?:[ ]?(?:bis|ter|quater))?,?[ ]{_any(FRENCH)}[ ]{_NAME}"),
    ("house", 0.8, rf"{_IN_HOUSE}(?:{_NUMBER}[ ])?(?:{_CAP}[ ])+{_any(STRONG + FAIR + WEAK)}\b"),
    ("fair", 0.5, rf"{_ENGLISH}{_any(FAIR)}\b"),
    ("weak", 0.3, rf"{_ENGLISH}{_any(WEAK)}\b"),
    ("compound", 0.8, rf"(?:{_COMPOUND}(?i:{_any(ENDINGS)})|(?:{_WORD}[ ])+{_APART})[ ,]+{_NUMBER}"),
    ("ending", 0.3, rf"{_COMPOUND}{_any(WEAK_ENDINGS)}[ ,]+{_NUMBER}"),
    (
        "before",
        0.75,
        rf"(?:{_any(_WHOLE)}[ ]|{_any(_CUT)}[ ]?){_NAME},?[ ]+(?:n[°.][ ]?|no\.?[ ]|núm\.?[ ]|nr\.?[ ])?"
        rf"(?:{_NUMBER}|S/N|s/n)",
    ),
    ("box", 0.8, _BOX),
    ("military", 0.8, _MILITARY),
)
_UNIT = rf"(?i:{'|'.join(UNITS)})\.?[ ]#?[0-9]"
_POSTAL = (
    rf"\b{_any(STATES)},?\s+[0-9]{{4,5}}\b|\b{UK_POSTCODE}\b|\b{CA_POSTCODE}\b|\b[0-9]{{4}} ?[A-Z]{{2}}\b"
    rf"|\b[0-9]{{2}}-[0-9]{{3}} {_U}|\b[0-9]{{4}}-[0-9]{{3}} {_U}"
)
_LOOSE = rf"\b[0-9]{{5}},?\s+{_U}{_L}|{_L},? [0-9]{{5}}\b"
# behind a cue: a number, at once or behind words, or the beginning of a name
LED = rf"[^\pL\pN]*(?:[^\s]+[ ])*(?:[0-9]|{_any([*FRENCH, *BEFORE])}[ ])"


def _compiled(pattern: str) -> "re2._Regexp[str]":
    options = re2.Options()
    options.max_mem = 64 << 20  # the words of ten countries; the default is for shorter patterns
    return re2.compile(pattern, options)


STREET = _compiled(_EDGE + "(?:" + "|".join(f"({core})" for *_, core in CORES) + ")")
# group 1: five figures beside a name, which may be anything
ANCHOR = _compiled(rf"({_LOOSE})|{_UNIT}|{_POSTAL}")
CONDITIONS = (*(_EDGE + f"(?:{core})" for *_, core in CORES), _UNIT, _POSTAL, _LOOSE)
