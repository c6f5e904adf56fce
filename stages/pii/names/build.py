"""Writes the gazetteer: `python -m stages.pii.names.build CENSUS NER > names.xz` (see README.md for both folders)."""

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from stages.pii.names.gazetteer import folded, own

# names of these locales are kept apart, so that a benchmark can be run on people whose names no list has
HELD = ("cs_CZ", "fi_FI", "hr_HR", "hu_HU", "id_ID", "ro_RO", "sk_SK", "sl_SI", "tr_TR", "sw")
MOST_SURNAMES = 40_000
_NAME = re.compile(r"[a-z][a-z'’ -]{0,24}[a-z]")
_PLAIN_WORD = re.compile(r"(?<![\w@#/.:-])[^\W\d_]+(?![\w@/])")  # not of a handle, a tag or an address
_LOREM = ("en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL")


def main(census: Path, ner: Path) -> bytes:
    first = _clean(_census(census / "dist.female.first")) | _clean(_census(census / "dist.male.first"))
    last = _clean(_census(census / "dist.all.last")[:MOST_SURNAMES])
    held: dict[str, set[str]] = {"first": set(), "last": set()}
    for locale, kind, names in _faker():
        known = held[kind] if locale in HELD else first if kind == "first" else last
        known |= _clean(names)
    sections = {
        "first": first,
        "last": last,
        "first.held": held["first"] - first,
        "last.held": held["last"] - last,
        "words": (_clean(own()["words"]) | _clean(_lorem()) | _clean(_read_in(ner))) - _clean(own()["names"]),
        "tails": _clean(import_module("faker.providers.address.en_US").Provider.street_suffixes),
        "places": _clean(own()["places"]) | _clean(_places()),
    }
    text = "".join(f"= {name}\n" + "".join(f"{word}\n" for word in sorted(sections[name])) for name in sections)
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def _clean(words: Iterable[str]) -> set[str]:
    """Each word of each entry, folded: `Van der Berg` gives `van`, `der` and `berg`; one letter is none."""
    parts = {part for word in words for part in folded(word).split()}
    return {part for part in parts if _NAME.fullmatch(part)}


def _census(path: Path) -> list[str]:
    return [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _faker() -> Iterator[tuple[str, str, list[str]]]:
    import faker.providers.person as person

    for module in iter_modules(person.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            found = re.match(r"(first|last)_(?:romanized_)?names?", attribute)
            value = getattr(provider, attribute)
            if found and isinstance(value, (tuple, list, dict)) and "pairs" not in attribute:
                yield module.name, found[1], [name for name in value if isinstance(name, str)]


def _lorem() -> list[str]:
    return [word for locale in _LOREM for word in import_module(f"faker.providers.lorem.{locale}").Provider.word_list]


def _places() -> list[str]:
    address = "faker.providers.address"
    found = [*import_module(f"{address}.en_US").Provider.countries, *import_module(f"{address}.en_US").Provider.states]
    for locale, attribute in (("de_DE", "cities"), ("pl_PL", "cities"), ("en_IN", "cities"), ("es_ES", "states")):
        found += getattr(import_module(f"{address}.{locale}").Provider, attribute)
    return [place for place in found if " " not in place]


def _read_in(ner: Path) -> list[str]:
    """Words that real text writes small at least twice, and at least as often as in a person's name."""
    small: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for path in sorted(ner.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for word in _PLAIN_WORD.finditer(row["text"]):
                inside = any(s["start"] <= word.start() < s["end"] and s["type"] == "PER" for s in row["spans"])
                (names if inside else small)[word[0].lower() if inside else word[0]] += 1
    return [word for word, count in small.items() if word.islower() and count >= max(2, names[word])]


if __name__ == "__main__":
    sys.stdout.buffer.write(main(Path(sys.argv[1]), Path(sys.argv[2])))
