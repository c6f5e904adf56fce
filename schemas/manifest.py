"""MANIFEST: what a finished run says of itself. Written last: its presence means finished."""

import hashlib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileFact(Strict):
    sha256: str
    size_bytes: int

    def describes(self, path: Path) -> bool:
        """Whether the file that lies there is this one."""
        return path.is_file() and path.stat().st_size == self.size_bytes and sha256(path) == self.sha256


def sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Lane(Strict):
    """One source through the whole chain: `rows_in` equals the sum of the rest, to the unit."""

    rows_in: int
    quarantined: int
    dropped: int
    held: int
    train: int

    def balanced(self) -> bool:
        return self.rows_in == self.quarantined + self.dropped + self.held + self.train


class Lost(Strict):
    """How many pairs of a source a stage took for a reason; `only` of them no other stage would have taken."""

    source: str
    stage: str
    verdict: str
    reason: str
    pairs: int
    only: int


class SourceFact(Strict):
    name: str
    format: str
    licence: str
    made_by: str
    domain: str
    trust: int
    fingerprint: str
    files: int


class ModelFact(Strict):
    """A model that a stage judged by."""

    name: str
    version: str
    sha256: str


class ResidualFact(Strict):
    """Of the sampled pairs those in which the second detector found this type, and the 95 % interval of the share."""

    type: str
    pairs: int
    share: float
    low: float
    high: float


class Residual(Strict):
    """What a second detector found in a seeded sample of the kept pairs: counts, never values nor ids."""

    key: str
    asked: int
    kept: int
    pairs: int
    characters: int
    failed: int
    detector: str
    types: list[ResidualFact]


class Neighbours(Strict):
    """How the close pairs were found: of `recall_there` close ones of sampled rows the join found `recall_found`."""

    pairs: int
    unreadable: int
    windows: int
    close: int
    edges: int
    floor: float
    exact: bool
    cells: int
    thinned: int
    recall_found: int
    recall_there: int


class Manifest(Strict):
    format: int = 1
    winnow: str
    run_id: str
    name: str
    recipe: dict[str, Any]
    sources: list[SourceFact]
    lanes: dict[str, Lane]
    lost: list[Lost]
    stages: dict[str, str]
    models: dict[str, list[ModelFact]] = {}
    id_collisions: int
    neighbours: Neighbours | None = None
    files: dict[str, FileFact]


class ShardFact(Strict):
    file: str
    config: str
    split: str
    rows: int
    sha256: str
    size_bytes: int


class TemplateFact(Strict):
    name: str
    file: str
    sha256: str
    stop: list[str]
    roles: list[str]
    adds_bos: bool


class ShardsManifest(Strict):
    """Stands alone: a trainer needs nothing else."""

    format: int = 1
    run_id: str
    configs: dict[str, list[str]]
    splits: dict[str, int]
    template: TemplateFact
    shards: list[ShardFact]
    sources: list[SourceFact]
    approvals: list[str]
