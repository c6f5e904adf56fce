"""The filter report: what came in, what went where, and why, on one page that opens from disk."""

from pipeline import store
from pipeline.job import Job
from pipeline.report.overview import viewed
from pipeline.report.page import rendered
from pipeline.report.picks import gather
from pipeline.report.records import recorded
from pipeline.work import Partition
from schemas.manifest import Lane, Lost, SourceFact


def write_report(
    job: Job, partitions: list[Partition], facts: list[SourceFact], lanes: dict[str, Lane], lost: list[Lost]
) -> None:
    """One self-contained file, equal to the byte for equal runs."""
    gathered = gather(job, partitions)
    view = viewed(job, facts, lanes, lost, gathered.licences)
    chosen = sum(map(len, gathered.picks.values()))
    content = rendered(view, recorded(job, partitions, gathered.picks), chosen)
    store.write_bytes(job.folder / "report.html", content)
    job.files.add("report.html")
