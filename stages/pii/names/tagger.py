"""The second witness: the small tagger that ships here, an installed spaCy pipeline, or GLiNER from a local folder."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from schemas.errors import RecipeError
from stages.pii.names.network import plain, unpacked

VERSION = "1"
SHIPPED = ("small", "none")
SHA256 = "246507fb83da83e39c059e660f20e9c71bd95b0c980f26cf4990676cf8cab644"
_PEOPLE = frozenset({"PERSON", "PER", "person"})
_FORGET_AFTER_CHARS = 200_000
_TOGETHER_CHARS = 8_000
_MOST_CHARS = 2_000  # the tagger looks four words far, so texts are read in pieces


Span = tuple[int, int]
Part = tuple[int, int, str]


@dataclass(frozen=True)
class Witness:
    name: str
    version: str
    sha256: str


SMALL = Witness("small", VERSION, SHA256)


class Tagger(Protocol):
    witness: Witness

    def spans(self, text: str) -> list[Span]: ...
    def ahead(self, texts: Sequence[str]) -> None: ...


@lru_cache(maxsize=4)
def tagger(model: str) -> Tagger | None:
    """Loaded once a process, without network; a model that is not there is an error of the recipe."""
    refuse_missing(model)
    if model == "none":
        return None
    if model == "small":
        data = (files("stages.pii.names") / "small.xz").read_bytes()
        return SpacyTagger(unpacked(data, SHA256), SMALL)
    if model.startswith("gliner:"):
        return _gliner(Path(model.removeprefix("gliner:")))
    return _installed(model)


def witness(model: str) -> Witness | None:
    """Which tagger runs under this name; the small one is known without loading it."""
    if model == "small":
        return SMALL
    second = tagger(model)
    return second.witness if second else None


class SpacyTagger:
    """Forgets the words it has read every so often: a vocabulary that grows is a copy of the texts."""

    def __init__(self, nlp: Any, witness: Witness) -> None:
        self.nlp, self.witness = nlp, witness
        self.memory, self.read = ExitStack(), 0
        self.known: dict[str, list[Span]] = {}

    def spans(self, text: str) -> list[Span]:
        known = self.known.get(text)
        return self._read([text])[0] if known is None else known

    def ahead(self, texts: Sequence[str]) -> None:
        self.known = {}
        if distinct := list(dict.fromkeys(texts)):
            self.known = dict(zip(distinct, self._read(distinct), strict=True))

    def _read(self, texts: Sequence[str]) -> list[list[Span]]:
        if not self.read:
            self.memory.enter_context(self.nlp.memory_zone())
        found: list[list[Span]] = [[] for _ in texts]
        parts = ((number, *piece) for number, text in enumerate(texts) for piece in pieces(plain(text)))
        for some in _together(parts):
            docs = self.nlp.pipe([part for _, _, part in some], batch_size=len(some))
            for (number, at, _), doc in zip(some, docs, strict=True):
                found[number] += [(at + e.start_char, at + e.end_char) for e in doc.ents if e.label_ in _PEOPLE]
                del doc
        self.read += sum(map(len, texts))
        if self.read >= _FORGET_AFTER_CHARS:
            self.memory.close()
            self.read = 0
        return found


class GlinerTagger:
    def __init__(self, model: Any, witness: Witness) -> None:
        self.model, self.witness = model, witness

    def spans(self, text: str) -> list[Span]:
        return [
            (at + entity["start"], at + entity["end"])
            for at, piece in pieces(text)
            for entity in self.model.predict_entities(piece, ["person"], threshold=0.5)
        ]

    def ahead(self, texts: Sequence[str]) -> None:
        pass


def _together(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """As many as may be read at once without taking much memory."""
    some: list[Part] = []
    chars = 0
    for part in parts:
        if chars and chars + len(part[-1]) > _TOGETHER_CHARS:
            yield some
            some, chars = [], 0
        some.append(part)
        chars += len(part[-1])
    if some:
        yield some


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in parts with their offsets, cut at a line's end or a space where there is one."""
    at = 0
    while at < len(text):
        end = at + _MOST_CHARS
        if end < len(text):
            cut = max(text.rfind("\n", at + 1, end), at) or at
            cut = cut if cut > at else text.rfind(" ", at + 1, end)
            end = cut + 1 if cut > at else end
        yield at, text[at:end]
        at = end


def refuse_missing(model: str) -> None:
    """An error of the recipe for a model that is not there; nothing is loaded."""
    if model in SHIPPED:
        return
    if model.startswith("gliner:"):
        if find_spec("gliner") is None:
            raise RecipeError("[pii] names a GLiNER model, but the package gliner is not installed; install it first")
        if not (Path(model.removeprefix("gliner:")) / "model.safetensors").is_file():
            raise RecipeError(
                "[pii] names a GLiNER model whose folder has no model.safetensors; download it there first"
            )
    elif not _is_installed(model):
        raise RecipeError(
            f"[pii] names the model {model!r}, which is not installed; install that spaCy package, "
            'or set model to "small" or "none"'
        )


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except (PackageNotFoundError, ValueError):
        return False
    return True


def _installed(name: str) -> Tagger:
    import spacy

    folder = spacy.util.get_package_path(name)
    witness = Witness(name, str(spacy.util.get_package_version(name)), _fingerprint(folder))
    return SpacyTagger(spacy.load(name, disable=["lemmatizer", "attribute_ruler"]), witness)


def _gliner(folder: Path) -> Tagger:
    from importlib import import_module

    model = import_module("gliner").GLiNER.from_pretrained(str(folder), local_files_only=True)
    return GlinerTagger(model, Witness(f"gliner:{folder.name}", version("gliner"), _fingerprint(folder)))


def _fingerprint(folder: Path) -> str:
    """One sha256 over the files of a model, by name."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()
