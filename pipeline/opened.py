"""OPEN RUN: a run to look at, as Arrow tables, or piece by piece where memory matters."""

import contextlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import store
from pipeline.checking import nearest
from pipeline.ledger import TAKES
from pipeline.run import MANIFEST, read_manifest
from pipeline.standing import standing
from pipeline.work import INGEST
from schemas.apply import FALLEN, fallen
from schemas.decision import DECISION
from schemas.errors import RecipeError, WinnowError
from schemas.manifest import FileFact, Manifest, SourceFact
from schemas.pair import PAIR, TEXT_FIELDS

Split = Literal["train", "heldout"]
SPLITS: tuple[Split, ...] = ("train", "heldout")
SPLIT = pa.field("split", pa.string(), nullable=False)
STAGE = pa.field("stage", pa.string(), nullable=False)
_PARTITION = re.compile(r"(?P<source>.+)-(?:(?P<file>[0-9a-f]{8})-(?P<part>\d{3,})-(?P<number>\d{4,})|refused)")


class Spot(NamedTuple):
    """Where a pair lies: its partition, and the row that it has in texts/ and in pairs/."""

    partition: str
    row: int


class OpenRun:
    """A finished run. Sources come in the order of the recipe, their partitions by name, rows as they were read.

    With `unfinished` also one that was stopped, as far as it went: what it has not made yet is empty.
    """

    def __init__(self, folder: Path, unfinished: bool = False) -> None:
        self.folder = folder
        self.is_finished = not (unfinished and _is_begun(folder))
        self.manifest = _manifest(folder) if self.is_finished else _so_far(folder)
        folders = {name.split("/")[1] for name in self.manifest.files if name.startswith("ledgers/")}
        self.stages = {name.partition("-")[2]: name for name in sorted(folders, key=lambda f: int(f.split("-")[0]))}
        held = "texts/" if self.is_finished else f"ledgers/{INGEST}/"
        names = [Path(name).stem for name in self.manifest.files if name.startswith(held)]
        self.partitions = tuple(sorted(names, key=self._place))

    @property
    def notice(self) -> str:
        """What must be said before anything of a run that is not finished."""
        if self.is_finished:
            return ""
        return f"{self.folder} is not finished: this is what lies there so far, and nothing of it is settled"

    def _place(self, partition: str) -> tuple[int, str, int, int]:
        found = _PARTITION.fullmatch(partition)
        names = [source.name for source in self.manifest.sources]
        if not found or found["source"] not in names:
            raise WinnowError(f"{self.folder}: {partition} belongs to no source; `winnow verify` tells what is wrong")
        return names.index(found["source"]), found["file"] or "~", int(found["part"] or 0), int(found["number"] or 0)

    def source_of(self, partition: str) -> str:
        return self.manifest.sources[self._place(partition)[0]].name

    def partitions_of(self, source: str | None = None, file: str | None = None) -> Iterator[str]:
        """The partitions, or those of one source or of one file (by the 8 digits that stand for its name)."""
        for name in self.partitions:
            found = _PARTITION.fullmatch(name)
            if found and source in (None, found["source"]) and file in (None, found["file"]):
                yield name

    def stage(self, name: str) -> str:
        """The folder of a stage's ledger; the stage's name or the folder's may be given."""
        if name in self.stages.values():
            return name
        if name not in self.stages:
            raise RecipeError(f"{self.folder} has no stage {name!r}; {nearest(name, self.stages)}")
        return self.stages[name]

    def has(self, folder: str, partition: str) -> bool:
        """Whether that file was made; in a finished run all were."""
        return self.is_finished or f"{folder}/{partition}.parquet" in self.manifest.files

    def read(self, folder: str, partition: str, columns: list[str] | None = None) -> pa.Table:
        if not self.has(folder, partition):
            table = (DECISION if folder.startswith("ledgers/") else PAIR).empty_table()
            return table.select(columns) if columns else table
        with self._whole(f"{folder}/{partition}.parquet"):
            return store.read_table(self.folder / folder / f"{partition}.parquet", columns)

    def ledger(self, stage: str) -> pa.Table:
        """All that one stage said; `ingest` said what could not be read."""
        folder = f"ledgers/{self.stage(stage)}"
        return _joined((self.read(folder, name) for name in self.partitions), DECISION)

    def ledgers(self) -> pa.Table:
        """All that all stages said, with the stage's name in front."""
        tables = ((name, self.ledger(name)) for name in self.stages)
        named = (table.add_column(0, STAGE, pa.repeat(name, len(table))) for name, table in tables)
        return _joined(named, pa.schema([STAGE, *DECISION]))

    def texts(self) -> pa.Table:
        """Every pair that was read, its text as it was fixed, whatever became of it."""
        return _joined((self.read("texts", name, PAIR.names) for name in self.partitions), PAIR)

    def pair_batches(self, split: Split | None = None) -> Iterator[pa.Table]:
        """The kept pairs, partition by partition, with the labels that the stages set and the split they went to."""
        if split not in (None, *SPLITS):
            raise RecipeError(f"there is no split {split!r}; {nearest(str(split), SPLITS)}")
        folders = [folder for folder in self.stages.values() if folder != INGEST]
        for name in self.partitions:
            with self._whole(f"texts or ledgers of {name}"):
                kept = standing(self.folder, name, folders, FALLEN).select(PAIR.names)
            said = (self.read(f"ledgers/{folder}", name, _SAID.names) for folder in folders)
            held = fallen(_joined(said, _SAID), ("hold",))
            kept = kept.append_column(SPLIT, pc.if_else(pc.is_in(kept["pair_id"], value_set=held), "heldout", "train"))
            yield kept if split is None else kept.filter(pc.equal(kept["split"], split))

    def pairs(self, split: Split | None = None) -> pa.Table:
        """The pairs that were kept: `train`, `heldout`, or both."""
        return _joined(self.pair_batches(split), PAIR.append(SPLIT))

    def mix(self, by: str | Sequence[str] = ("source", "task")) -> pa.Table:
        """Pairs and characters of the kept set in each split, by any columns of a pair."""
        by = [by] if isinstance(by, str) else list(by)
        plain = [name for name in PAIR.names if name != "history"]
        for name in by:
            if name not in plain:
                raise RecipeError(f"a mix by {name!r} cannot be told; {nearest(name, plain)}")
        counts: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for batch in self.pair_batches():
            sized = batch.select([*by, "split"]).append_column("characters", characters(batch))
            groups = sized.group_by([*by, "split"]).aggregate([("characters", "count"), ("characters", "sum")])
            for *group, split, pairs, chars in zip(*groups.to_pydict().values(), strict=True):
                at = 2 * SPLITS.index(split)
                counts[tuple(group)][at] += pairs
                counts[tuple(group)][at + 1] += chars
        rows = [(*group, *counts[group]) for group in sorted(counts)]
        sums = [pa.field(f"{split}_{what}", pa.int64()) for split in SPLITS for what in ("pairs", "characters")]
        schema = pa.schema([*(PAIR.field(name) for name in by), *sums])
        return pa.table([[row[n] for row in rows] for n in range(len(schema))], schema=schema)

    def files_read(self) -> set[str]:
        """The names of the files that gave pairs."""
        origins = (self.read("texts", partition, ["origin"])["origin"] for partition in self.partitions)
        return {column[0].as_py().rpartition(":")[0] for column in origins if len(column)}

    def find(self, ids: Collection[str]) -> dict[str, Spot]:
        """Where these pairs lie; one that is not in the run is left out."""
        found: dict[str, Spot] = {}
        wanted = pa.array(sorted(ids), pa.string())
        sources = {s.name for s in self.manifest.sources if any(i.startswith(f"{s.name}-") for i in ids)}
        for name in (name for source in sources for name in self.partitions_of(source)):
            if len(found) == len(wanted):
                break
            here = self.read("texts", name, ["pair_id"])["pair_id"]
            for row in pc.indices_nonzero(pc.is_in(here, value_set=wanted)).to_pylist():
                found[here[row].as_py()] = Spot(name, row)
        return found

    def pair(self, spot: Spot, folder: str = "texts") -> dict[str, Any]:
        """One pair, as fixed or (`pairs`) raw."""
        row: dict[str, Any] = self.read(folder, spot.partition, PAIR.names).slice(spot.row, 1).to_pylist()[0]
        return row

    def said_of(self, pair_id: str, partition: str) -> dict[str, list[dict[str, Any]]]:
        """By stage, in the order of the chain, what was said of one pair."""
        tables = {name: self.read(f"ledgers/{folder}", partition) for name, folder in self.stages.items()}
        return {name: t.filter(pc.equal(t["pair_id"], pair_id)).to_pylist() for name, t in tables.items()}

    @contextlib.contextmanager
    def _whole(self, name: str) -> Iterator[None]:
        try:
            yield
        except (OSError, pa.ArrowInvalid):
            raise WinnowError(
                f"{self.folder}: {name} is missing or damaged; `winnow verify {self.folder}` tells what else is"
            ) from None


def end_of(said: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Where a pair ended: the first stage that took it away (a drop beats the rest), or `train`."""
    for stage, decisions in said.items():
        for decision in sorted(decisions, key=lambda d: d["verdict"] not in FALLEN):
            if decision["verdict"] in TAKES:
                place = {"drop": "dropped", "quarantine": "quarantined", "hold": "heldout"}[decision["verdict"]]
                return {"place": place, "stage": stage, "reason": decision["reason"]}
    return {"place": "train", "stage": None, "reason": None}


def characters(pairs: pa.Table) -> pa.Array:
    """The length of all texts of each pair, the turns before among them."""
    total = sum(pc.utf8_length(pairs[name]).to_numpy().astype(np.int64) for name in TEXT_FIELDS)
    turns = pairs["history"].combine_chunks()
    lengths = pc.utf8_length(pc.struct_field(turns.flatten(), "content")).to_numpy(zero_copy_only=False)
    before = np.bincount(pc.list_parent_indices(turns).to_numpy(), weights=lengths, minlength=len(pairs))
    return pa.array(total + before.astype(np.int64), pa.int64())


_SAID = pa.schema([DECISION.field("pair_id"), DECISION.field("verdict")])


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = read_manifest(folder)
    except OSError as error:
        raise RecipeError(
            f"{folder}: cannot be read ({error.strerror}); `winnow runs` lists the finished runs"
        ) from None
    if manifest is None:
        begun = "a run that is not finished; run its recipe again to finish it"
        none = "no finished run lies there; `winnow runs` lists them"
        raise RecipeError(f"{folder}: {begun if _is_begun(folder) else none}")
    return manifest


def _is_begun(folder: Path) -> bool:
    return (folder / "pairs").is_dir() and not (folder / MANIFEST).exists()


def _so_far(folder: Path) -> Manifest:
    """What a manifest could say of a run that is not finished: the files that lie there, and its sources' names."""
    files = [f"{path.parent.relative_to(folder).as_posix()}/{path.name}" for path in _tables(folder)]
    found = [_PARTITION.fullmatch(Path(name).stem) for name in files]
    told: dict[str, Any] = dict.fromkeys(("format", "licence", "made_by", "domain", "fingerprint"), "not known yet")
    names = sorted({match["source"] for match in found if match})
    return Manifest(
        winnow="",
        run_id="not finished",
        name=folder.name,
        recipe={},
        sources=[SourceFact(name=name, trust=0, files=0, **told) for name in names],
        lanes={},
        lost=[],
        stages={},
        id_collisions=0,
        files=dict.fromkeys(files, FileFact(sha256="", size_bytes=0)),
    )


def _tables(folder: Path) -> Iterator[Path]:
    for pattern in ("pairs/*.parquet", "texts/*.parquet", "ledgers/[0-9]*-*/*.parquet"):
        yield from (path for path in sorted(folder.glob(pattern)) if _PARTITION.fullmatch(path.stem))


def _joined(tables: Iterator[pa.Table], schema: pa.Schema) -> pa.Table:
    return pa.concat_tables([schema.empty_table(), *tables]).cast(schema)
