"""Names: as many tokens, with their initials and case, each token with one stand-in in the whole record."""

import re

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family, Part, casefolded
from stages.pii.surrogates.names import FAMILY, FEMININE, MASCULINE
from stages.pii.surrogates.shape import letter_like

_TOKEN = re.compile(r"(?<!\\)[^\W\d_]+|(?<=\\[nrt])[^\W\d_]+")
# what is not a name in a name: titles, particles, suffixes
_KEPT_WORDS = (
    "mr mrs ms miss mx dr prof sir madam lady lord rev fr herr frau hr monsieur madame mme mlle señor señora sr sra"
    " srta don doña sig signor signora senhor senhora dona dhr mevrouw mevr pan pani phd md jr ii iii iv esq dipl ing"
    " and und y e"
)
_PARTICLE_WORDS = (
    "van von der den de del della di da dos das do du la le los las el al bin ibn bint ben ter ten zu af av"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_KEPT = frozenset(_KEPT_WORDS.split()) | _PARTICLES
_WHOLE = {"feminine": frozenset(FEMININE), "masculine": frozenset(MASCULINE)}
_FEW = 8  # after so many counters the names of one initial may be used up


def _tokens(value: str) -> list[Part]:
    """An initial stays, as it does in a name that is spelled out; so do titles and particles."""
    tokens = list(_TOKEN.finditer(value))
    named = [m for m in tokens if len(m[0]) > 1 and m[0].casefold() not in _KEPT] or tokens
    particle = next((m.start() for m in tokens if m[0].casefold() in _PARTICLES), len(value))
    parts = []
    for match in named:
        if len(named) == 1:
            surname = not _gender(match[0].casefold())
        else:
            last = named[0 if "," in value else -1]
            joined = match.end() <= last.start() and " " in value and " " not in value[match.end() : last.start()]
            surname = match is last or joined or match.start() > particle  # joined: Cruz-Lopez, O'Neil
        parts.append(Part(*match.span(), "NAME", "name.family" if surname else "name.given"))
    return parts


def _gender(token: str) -> str:
    return next((gender for gender, names in _WHOLE.items() if token in names), "")


def _core(value: str, rule: str, draw: Draw) -> str:
    old = casefolded(value)
    first = old[0]
    if not ("a" <= first <= "z"):
        plain = {"ø": "o", "ł": "l", "æ": "a", "œ": "o", "đ": "d", "ð": "d", "þ": "t", "ı": "i"}.get(first) or _bare(
            first
        )
        if plain is None:
            kept = first if first.upper() != first else letter_like(first, draw)
            return kept + "".join(letter_like(c, draw) for c in old[1:])
        first = plain
    if len(old) == 1:
        return draw.pick("abcdefghjklmnoprstw")
    names = [name for name in _pool(old, rule, draw) if name[0] == first]
    if not names or draw.counter >= _FEW:
        return first + draw.word(max(3, min(len(old), 9)) - 1)
    return draw.pick(names)


def _bare(letter: str) -> str | None:
    import unicodedata

    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if "a" <= bare <= "z" else None


def _pool(old: str, rule: str, draw: Draw) -> tuple[str, ...]:
    """Of the same gender where the old name says it, so that "she" stays right."""
    if rule != "name.given":
        return FAMILY
    gender = _gender(old) or ("feminine" if old.endswith("a") else "")
    return {"feminine": FEMININE, "masculine": MASCULINE}.get(gender, FEMININE + MASCULINE)


def _lay(core: str, value: str) -> str:
    if value.isupper() and len(value) > 1:
        return core.upper()
    return core[:1].upper() + core[1:] if value[:1].isupper() else core


def _nicknames(normal: str) -> tuple[str, ...]:
    tokens = _tokens(normal)
    return tuple(normal[part.start : part.end] for part in tokens) if len(tokens) > 1 else ()


PERSON = Family(parts=_tokens, nicknames=_nicknames)
NAME = Family(core=_core, lay=_lay)
