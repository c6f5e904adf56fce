"""Data sets of the Hugging Face hub, at a revision that is pinned before any row is read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.reading.columnar import Counter
from pipeline.reading.part import Bad, Caps, Hints, Part, Row
from schemas.errors import RecipeError, WinnowError

URI = re.compile(r"hf://datasets/(?P<repo>[\w.-]+(?:/[\w.-]+)?)(?:@(?P<revision>[^@\s]+))?")
SHA = re.compile(r"[0-9a-f]{40}")
BATCH_ROWS = 256


def resolve_hub(uri: str, pins: dict[str, str]) -> tuple[str, str]:
    """The URI and the commit it means: as pinned, else as the hub says, else as the local cache has it."""
    repo, revision = _split(uri)
    if uri in pins:
        return uri, pins[uri]
    if SHA.fullmatch(revision):
        return uri, revision
    return uri, _asked(uri, repo, revision) or _cached(uri, repo, revision)


def hub_part(uri: str, pins: dict[str, str]) -> Part:
    """A whole data set of the hub as one part, at the commit that it means."""
    uri, revision = resolve_hub(uri, pins)
    name = uri.removeprefix("hf://datasets/").partition("@")[0]
    return Part(uri, name, "hub", "", 0, 0, None, 1, revision, True)


def _split(uri: str) -> tuple[str, str]:
    match = URI.fullmatch(uri)
    if not match:
        raise RecipeError(f"path '{uri}' is no data set of the hub; write hf://datasets/<owner>/<name>[@revision]")
    return match["repo"], match["revision"] or "main"


def _asked(uri: str, repo: str, revision: str) -> str | None:
    """None where the hub cannot be reached."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError

    try:
        return HfApi().dataset_info(repo, revision=revision).sha
    except (RepositoryNotFoundError, RevisionNotFoundError):
        raise RecipeError(f"path '{uri}': the hub has no such data set or revision, or only with a token") from None
    except Exception:  # every way of having no network has its own
        return None


def _cached(uri: str, repo: str, revision: str) -> str:
    return _snapshot(uri, repo, revision).name


def _snapshot(uri: str, repo: str, revision: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(repo, repo_type="dataset", revision=revision, local_files_only=True))
    except Exception:
        raise RecipeError(
            f"path '{uri}': the hub cannot be reached and revision {revision} is not in its local cache; "
            "go online once or name a file"
        ) from None


def read_hub(part: Part, hints: Hints, caps: Caps) -> Iterator[Row | Bad]:
    """Rows as `datasets` streams them; data that it cannot read ends the split with one Bad."""
    counter = Counter(caps, caps.total_bytes)
    try:
        for table in _streamed(part, hints).with_format("arrow").iter(batch_size=BATCH_ROWS):
            for batch in table.combine_chunks().to_batches():
                yield from counter.rows(batch)
            if counter.spent:
                return
    except WinnowError:
        raise
    except Exception as error:  # `datasets` passes on whatever its readers raise
        if _is_network(error):
            raise WinnowError(
                f"path '{part.path}': the hub stopped answering ({type(error).__name__}); run again"
            ) from None
        yield counter.bad("ingest.hub", f"the split cannot be read from here on ({type(error).__name__})")


def _streamed(part: Part, hints: Hints) -> Any:
    """From the hub, or from the local cache where the hub cannot be reached."""
    repo, _ = _split(part.path)
    try:
        return _loaded(part, hints, repo, part.fingerprint)
    except Exception as error:
        if not _is_network(error):
            raise
    return _loaded(part, hints, str(_snapshot(part.path, repo, part.fingerprint)), None)


def _loaded(part: Part, hints: Hints, path: str, revision: str | None) -> Any:
    import datasets

    try:
        return datasets.load_dataset(path, hints.config, split=hints.split, revision=revision, streaming=True)
    except (pa.ArrowException, UnicodeError):
        raise  # the data, not what is asked of it
    except Exception as error:
        if _is_network(error):
            raise
        asked = f"config {hints.config!r}, split {hints.split!r}"
        raise RecipeError(f"path '{part.path}': cannot load {asked} ({type(error).__name__}); correct them") from None


def _is_network(error: Exception) -> bool:
    from huggingface_hub.errors import HfHubHTTPError

    own = isinstance(error, (ConnectionError, TimeoutError, HfHubHTTPError))
    return own or type(error).__module__.startswith("httpx")
