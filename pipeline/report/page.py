"""The page: a template, a style and a script in one file that may load nothing and run nothing else."""

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from markupsafe import Markup, escape

from pipeline.report import drawn
from pipeline.report.overview import View
from pipeline.report.records import CONFLICTS, PER_PAGE, Record

if TYPE_CHECKING:
    import jinja2

MAX_BYTES = 15_000_000
STATIC_RECORDS = 20
SHOWN_CONFLICTS = 10
_HERE = Path(__file__).parent
_ROOM = 500_000  # for the samples that are also written out for readers without scripts
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def rendered(view: View, records: list[Record], chosen: int) -> bytes:
    """The whole file; samples are left out, the last ones first, until it fits. `chosen`: how many there were."""
    kept = records[: _fitting(records, MAX_BYTES - len(_html(view, [], chosen)) - _ROOM)]
    content = _html(view, kept, chosen)
    while len(content) > MAX_BYTES and kept:
        kept = kept[: len(kept) // 2]
        content = _html(view, kept, chosen)
    return content


def _fitting(records: list[Record], room: int) -> int:
    """How many records fit; those that are also written out for readers without scripts are tried in any case."""
    for number, record in enumerate(records):
        room -= len(_embedded(record).encode()) + 1
        if room < 0:
            return max(number, STATIC_RECORDS)
    return len(records)


def _html(view: View, records: list[Record], chosen: int) -> bytes:
    style, script = _asset("report.css"), _asset("report.js")
    html = _template().render(
        view=view,
        style=Markup(style),
        script=Markup(script),
        policy=Markup(
            f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        data=Markup(_embedded({"page": PER_PAGE, "samples": records})),
        samples=records[:STATIC_RECORDS],
        conflicts=[record for record in records if record["stage"] == CONFLICTS][:SHOWN_CONFLICTS],
        embedded=len(records),
        chosen=chosen,
        choices={what: _choices(records, what) for what in ("source", "stage", "reason", "verdict")},
    )
    return html.encode()


def _embedded(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    return orjson.dumps(value, default=list).decode().translate(_UNSAFE)


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _choices(records: Iterable[Record], what: str) -> list[str]:
    return sorted({record[what] for record in records})


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> "jinja2.Template":
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=drawn.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(count=_count, share=share, drawn=_drawn)
    return environment.get_template("report.html.j2")


def _count(number: int) -> str:
    return f"{number:,}"


def _drawn(text: str) -> Markup:
    """Text that was drawn when its record was made, line breaks and all."""
    return escape(text)


def share(part: int, whole: int) -> str:
    """In percent; what is small is never shown as nothing, nor nearly all as all."""
    percent = 100 * part / whole if whole else 0.0
    if 0 < percent < 0.1:
        return "<0.1 %"
    if 99.9 < percent < 100:
        return ">99.9 %"
    return f"{percent:.1f} %"
