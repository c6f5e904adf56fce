"""DRAFT: what an adapter reads out of one raw row, before the pipeline gives it an id and its source's facts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from schemas.pair import Turn


@dataclass(frozen=True, slots=True)
class Draft:
    """A pair to be; text verbatim. `suffix` (`#2`) tells apart the pairs that one row gives."""

    instruction: str
    output: str
    input: str = ""
    system: str = ""
    history: tuple[Turn, ...] = ()
    task: str = ""
    source_task: str = ""
    language: str = ""
    licence: str = ""  # empty: the source's own
    made_by: str = ""
    suffix: str = ""
    meta: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not what the format says: a reason code and a line that is safe to show (no text of the row)."""

    reason: str
    evidence: str


class Adapter(Protocol):
    """Knows what one data set means; never opens a file. Its dataclass fields are settings of a recipe's source."""

    format: ClassVar[str]
    bare_tsv: ClassVar[bool]  # its .tsv files have no header and no quoting
    documents: ClassVar[bool]  # its .json files are whole documents, cut up by `rows`

    def read(self, row: Any, file_stem: str) -> list[Draft] | Reject: ...


class DocumentAdapter(Adapter, Protocol):
    """An adapter that can also cut a whole JSON document (a task file) into rows."""

    def rows(self, document: dict[str, Any]) -> Iterable[Any]: ...
