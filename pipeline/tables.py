"""TABLES: what a recipe may say of the run, its sources, its encoder and its shards, and what is refused of it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RunTable:
    name: str
    seed: int = 0
    out: str = ""
    max_loss: float = 0.5
    keep_raw: bool = True
    key: str = ".winnow/surrogates.key"
    key_is_public: bool = False
    cache: str = ".winnow/vectors"

    def __post_init__(self) -> None:
        _plain_name("name", self.name)
        if not 0 < self.max_loss <= 1:
            raise ValueError(f"max_loss = {self.max_loss} is no share; write a number above 0 and up to 1")


@dataclass(frozen=True)
class SourceTable:
    """What a recipe says of a source beside its adapter's own settings."""

    name: str
    format: str
    path: str
    licence: str = "unknown"
    trust: int = 1
    domain: str = "general"
    made_by: str = "unknown"
    sheet: str | None = None
    split: str = "train"
    config: str | None = None
    truncated: Literal["quarantine", "keep"] = "quarantine"

    def __post_init__(self) -> None:
        _plain_name("name", self.name)
        if not self.path.strip():
            raise ValueError("path is empty; name a file, a glob, a folder or hf://datasets/...")
        if not -1000 <= self.trust <= 1000:
            raise ValueError(f"trust = {self.trust} is out of range; write a number from -1000 to 1000")


@dataclass(frozen=True)
class ReferenceTable:
    """A set of evaluation items; `field` names the column that holds an item's text."""

    name: str
    path: str
    field: str = ""
    use: Literal["evaluation"] = "evaluation"
    split: str = "test"
    config: str | None = None

    def __post_init__(self) -> None:
        _plain_name("name", self.name)
        if not self.path.strip():
            raise ValueError("path is empty; name a file, a glob, a folder or hf://datasets/...")
        if not self.field and not self.path.lower().endswith(".txt"):
            raise ValueError("field is missing; name the column that holds an item's text")


@dataclass(frozen=True)
class ShardsTable:
    template: str = ""
    template_name: str = ""
    stop: tuple[str, ...] = ()
    shard_pairs: int = 25_000

    def __post_init__(self) -> None:
        if self.shard_pairs < 1:
            raise ValueError(f"shard_pairs = {self.shard_pairs} is too small; write 1 or more")
        if self.template and not self.stop:
            raise ValueError("stop: a template of your own needs the strings at which a model stops; add stop = [...]")


@dataclass(frozen=True)
class Added:
    stage: str
    after: str


@dataclass(frozen=True)
class ChainTable:
    skip: tuple[str, ...] = ()
    add: tuple[Added, ...] = ()


def _plain_name(what: str, name: str) -> None:
    if not (name.isascii() and name.replace("-", "").replace("_", "").isalnum() and len(name) <= 64):
        raise ValueError(f"{what} = {name!r} is no plain name; use up to 64 letters, digits, - and _")
