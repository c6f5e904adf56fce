"""Which licence the pairs of each source stand under, and whether anybody could sign for it."""

from dataclasses import dataclass

from pipeline.report.picks import OTHER_LICENCES, Licences
from schemas.manifest import SourceFact

UNKNOWN = ("", "unknown", "none", "n/a", "noassertion", "licenseref-unknown")


@dataclass(frozen=True)
class LicenceRow:
    source: str
    licence: str
    train: int
    held: int
    gone: int
    verdict: str
    blocks: bool


def licence_rows(facts: list[SourceFact], licences: Licences) -> list[LicenceRow]:
    """By source; what is kept most first. A source without pairs shows the licence that the recipe gives it."""
    rows: list[LicenceRow] = []
    for fact in facts:
        named = {licence for source, licence, _ in licences if source == fact.name} or {fact.licence}
        mine = [_row(fact.name, licence, licences) for licence in named]
        rows += sorted(mine, key=lambda row: (-row.train - row.held, row.licence))
    return rows


def _row(source: str, licence: str, licences: Licences) -> LicenceRow:
    train, held, gone = (licences[source, licence, fate] for fate in ("train", "heldout", "gone"))
    unknown = licence.strip().casefold() in UNKNOWN
    if licence == OTHER_LICENCES:
        verdict, blocks = "Blocker: too many licences to list one by one", train + held > 0
    elif unknown and train + held:
        verdict, blocks = "Blocker: the licence is unknown", True
    elif unknown:
        verdict, blocks = "Unknown, but none of these pairs is kept", False
    else:
        verdict, blocks = "Named", False
    return LicenceRow(source, licence or "(none given)", train, held, gone, verdict, blocks)
