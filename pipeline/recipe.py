"""The recipe: which sources go through which stages, with what settings. The chain is a literal, in the order told."""

import dataclasses
import importlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.checking import checked, known, nearest
from pipeline.tables import ChainTable, ReferenceTable, RunTable, ShardsTable, SourceTable
from pipeline.vectors import LocalShelf
from pipeline.written import put, read
from schemas.errors import RecipeError
from schemas.stage import AsksAgain, CorpusStage, NeighbourStage, PairStage, Stage
from schemas.template import Template
from stages.contradiction.stage import Contradiction
from stages.decontamination.stage import Decontamination
from stages.dedup.stage import Dedup
from stages.defects.stage import Defects
from stages.exact import Exact
from stages.holdout import Holdout
from stages.ingest import FORMATS
from stages.models.encoder import Encoder
from stages.pii.stage import Pii
from stages.policy import Policy
from stages.repair import Repair


class Link(NamedTuple):
    """One stage of the chain and what it may look at."""

    part: str
    stage: type[Any]


CHAIN: tuple[Link, ...] = (
    Link("alone, may rewrite", Policy),
    Link("alone, may rewrite", Pii),
    Link("alone, may rewrite", Repair),
    Link("alone", Defects),
    Link("against the outside", Decontamination),
    Link("against each other", Exact),
    Link("against each other", Dedup),
    Link("against each other", Contradiction),
    Link("chosen", Holdout),
)
FIXES_TEXT = "alone, may rewrite"


@dataclass(frozen=True)
class Source:
    table: SourceTable
    adapter: Any

    @property
    def name(self) -> str:
        return self.table.name


@dataclass(frozen=True)
class Placed:
    """A stage with its settings, its place in the chain and the folder that its ledger lies in."""

    stage: Stage
    part: str
    folder: str

    @property
    def name(self) -> str:
        return self.stage.name

    @property
    def alone(self) -> bool:
        return isinstance(self.stage, PairStage)

    @property
    def takes(self) -> tuple[str, ...]:
        """What it takes from the shelf that can change what it says."""
        return getattr(self.stage, "takes", ())

    @property
    def weighs(self) -> bool:
        """Whether it is shown the texts of pairs that lie close."""
        return isinstance(self.stage, NeighbourStage)

    @property
    def asks_again(self) -> bool:
        """Whether pairs of a crowd are compared after all where one lost the pair that it would have gone for."""
        return isinstance(self.stage, AsksAgain)

    @property
    def counts_merged(self) -> bool:
        """Whether it is told in which sources the duplicates of a pair were."""
        return getattr(self.stage, "counts_merged", False)

    def get_ready(self) -> None:
        """Let the stage say, before any work, what it lacks."""
        if hasattr(self.stage, "ready"):
            self.stage.ready()

    @property
    def withholds(self) -> bool:
        """Whether a pair that it takes is shown to no later stage."""
        return getattr(self.stage, "withholds", False)

    @property
    def models(self) -> list[Any]:
        """Which models the stage judges by: name, version and sha256 of each."""
        return list(self.stage.models()) if hasattr(self.stage, "models") else []

    @property
    def settings(self) -> dict[str, Any]:
        """As they may be shown: of what is personal by itself, only how much there is."""
        withheld = getattr(self.stage, "withheld", ())
        settings = _settings(self.stage)
        return {name: f"{len(v)} not shown" if name in withheld and v else v for name, v in settings.items()}

    @property
    def defect(self) -> bool:
        """Whether its drops are defects of the data, not the owner's choice."""
        return getattr(self.stage, "defect", True)


@dataclass(frozen=True)
class Recipe:
    path: Path
    run: RunTable
    sources: tuple[Source, ...]
    chain: tuple[Placed, ...]
    shards: ShardsTable = field(default_factory=ShardsTable)
    template: Template = field(default_factory=Template)
    encoder: Encoder = field(default_factory=Encoder)
    references: tuple[ReferenceTable, ...] = ()

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def shelf(self) -> LocalShelf:
        """Without the references, which have to be found first."""
        cache = str(self.folder / self.run.cache)
        beside = self.folder / self.encoder.model
        encoder = replace(self.encoder, model=str(beside)) if beside.is_dir() else self.encoder
        return LocalShelf(str(self.folder / self.run.key), self.run.key_is_public, encoder, cache)

    @property
    def out(self) -> Path:
        out = self.folder / self.run.out if self.run.out else Path("runs") / self.run.name
        return out if out.name else out.resolve()

    def resolved(self) -> dict[str, Any]:
        """Every setting as it applies, for the manifest and for `plan`."""
        return {
            "run": {"name": self.run.name, "seed": self.run.seed, "max_loss": self.run.max_loss},
            "source": [_settings(s.table) | _settings(s.adapter) for s in self.sources],
            "chain": {placed.name: placed.settings for placed in self.chain},
            "reference": [_settings(table) for table in self.references],
            "encoder": _settings(self.encoder),
            "shards": _settings(self.shards),
        }


def load(path: Path, sets: tuple[str, ...] = ()) -> Recipe:
    """Read and check a recipe; `sets` are overrides such as `holdout.share=0.1`."""
    written = read(path)
    for override in sets:
        put(written, override)
    stage_names = {link.stage.name: link for link in CHAIN}
    chain_table = checked(ChainTable, written.pop("chain", {}), f"{path}: [chain]")
    run = checked(RunTable, written.pop("run", {}), f"{path}: [run]")
    sources = _sources(written.pop("source", []), path)
    shards = checked(ShardsTable, written.pop("shards", {}), f"{path}: [shards]")
    references = _references(written.pop("reference", []), path)
    encoder = checked(Encoder, written.pop("encoder", {}), f"{path}: [encoder]")
    links = _links(chain_table, stage_names, path)
    names = [link.stage.name for link in links]
    known(written, ["run", "source", "reference", "chain", "encoder", "shards", *names], f"{path}:", "table")
    _check_sources(written, names, sources, path)
    chain = tuple(_placed(n, link, written.get(link.stage.name, {}), run, path) for n, link in enumerate(links, 1))
    skipped = tuple(placed for placed in chain if placed.name not in chain_table.skip)
    _check_order(skipped, path)
    return Recipe(path, run, sources, skipped, shards, _template(shards, path), encoder, references)


def _check_sources(written: dict[str, Any], stages: list[str], sources: tuple[Source, ...], path: Path) -> None:
    """A stage's settings by source name sources that there are."""
    for name in stages:
        table = written.get(name, {})
        by_source = table.get("sources", {}) if isinstance(table, dict) else {}
        for source in by_source if isinstance(by_source, dict) else ():
            if source not in {s.name for s in sources}:
                raise RecipeError(
                    f"{path}: [{name}] sources names {source!r}, which is no source of the recipe; "
                    + nearest(source, [s.name for s in sources])
                )


def _check_order(chain: tuple[Placed, ...], path: Path) -> None:
    """Each pair alone first: a stage that judges pairs alone has no place behind one that compares them."""
    compares = ""
    for placed in chain:
        if placed.alone and compares:
            raise RecipeError(
                f"{path}: [chain] puts {placed.name!r}, which judges each pair alone, behind {compares!r}, "
                "which compares pairs; add it after 'repair' or earlier"
            )
        compares = compares or ("" if placed.alone else placed.name)


def _sources(tables: Any, path: Path) -> tuple[Source, ...]:
    if not tables or not isinstance(tables, list):
        raise RecipeError(f"{path}: names no source; add a [[source]] with name, format and path")
    sources = tuple(_source(table, path) for table in tables)
    names = [source.name for source in sources]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise RecipeError(f"{path}: the source {twice!r} is listed twice; give each source a name of its own")
    places = [_place(source) for source in sources]
    if again := next((s for s in sources if places.count(_place(s)) > 1), None):
        raise RecipeError(f"{path}: the path {again.table.path!r} is listed as two sources; take one of them out")
    return sources


def _references(tables: Any, path: Path) -> tuple[ReferenceTable, ...]:
    if not isinstance(tables, list):
        raise RecipeError(f"{path}: [[reference]] is no list of tables; write [[reference]] with name, path and field")
    found = tuple(checked(ReferenceTable, t, f"{path}: [[reference]] {t.get('name', '')}".rstrip()) for t in tables)
    names = [table.name for table in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise RecipeError(f"{path}: the reference {twice!r} is listed twice; give each a name of its own")
    return found


def _place(source: Source) -> tuple[str | None, ...]:
    table = source.table
    return table.path, table.config, table.split, table.sheet


def _source(table: dict[str, Any], path: Path) -> Source:
    where = f"{path}: [[source]] {table.get('name', '')}".rstrip()
    own = [f.name for f in dataclasses.fields(SourceTable)]
    wanted = table.get("format", "")
    if wanted not in FORMATS:
        raise RecipeError(f"{where} has the format {wanted!r}, which is none; {nearest(str(wanted), FORMATS)}")
    adapter = FORMATS[wanted]
    theirs = [f.name for f in dataclasses.fields(adapter)]  # type: ignore[arg-type]
    known(table, [*own, *theirs], where)
    facts = checked(SourceTable, {k: v for k, v in table.items() if k in own}, where)
    return Source(facts, checked(adapter, {k: v for k, v in table.items() if k in theirs}, where))


def _links(table: ChainTable, names: dict[str, Link], path: Path) -> list[Link]:
    links = list(CHAIN)
    for added in table.add:
        stage = _imported(added.stage, path)
        places = [n for n, link in enumerate(links) if link.stage.name == added.after]
        if not places:
            raise RecipeError(
                f"{path}: [chain] adds {added.stage} after {added.after!r}, which is no stage; "
                + nearest(added.after, names)
            )
        if stage.name in {link.stage.name for link in links}:
            raise RecipeError(f"{path}: [chain] adds {added.stage}, but a stage {stage.name!r} is there; rename it")
        links.insert(places[0] + 1, Link(links[places[0]].part, stage))
    for name in table.skip:
        if name not in {link.stage.name for link in links}:
            raise RecipeError(f"{path}: [chain] skips {name!r}, which is no stage; {nearest(name, names)}")
    return links


def _imported(name: str, path: Path) -> type[Any]:
    module, _, attribute = name.partition(":")
    try:
        stage = getattr(importlib.import_module(module), attribute)
    except Exception as error:  # a module of somebody's own can fail in every way
        raise RecipeError(
            f"{path}: [chain] adds {name!r}, which cannot be imported ({type(error).__name__}: {error}); "
            "write module:Class, and put its folder on PYTHONPATH"
        ) from None
    if not dataclasses.is_dataclass(stage) or not isinstance(getattr(stage, "name", None), str):
        raise RecipeError(f"{path}: [chain] adds {name!r}, which is no stage; it must be a dataclass with a name")
    return stage  # type: ignore[return-value]


def _placed(number: int, link: Link, values: Any, run: RunTable, path: Path) -> Placed:
    where = f"{path}: [{link.stage.name}]"
    if not isinstance(values, dict):
        raise RecipeError(f"{where} is no table, got {values!r}; write [{link.stage.name}] and its settings below")
    if "seed" in {f.name for f in dataclasses.fields(link.stage)}:
        values = {"seed": run.seed, **values}
    stage = checked(link.stage, values, where)
    if not isinstance(stage, (PairStage, CorpusStage, NeighbourStage)):
        raise RecipeError(f"{where} is no stage: it has neither judge nor sketch and settle")
    return Placed(stage, link.part, f"{number:02d}-{link.stage.name}")


def _template(table: ShardsTable, path: Path) -> Template:
    template = Template()
    if table.template:
        file = path.parent / table.template
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise RecipeError(f"{path}: [shards] template {table.template!r} cannot be read; check the path") from None
        template = Template(table.template_name or file.stem, text, table.stop)
    template.check(f"{path}: [shards]")
    return template


def _settings(of: Any) -> dict[str, Any]:
    return dataclasses.asdict(of)
