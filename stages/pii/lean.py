"""Loads presidio without the packages that it and spaCy look for besides: torch alone takes 200 MB of each process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_BESIDES = (
    *("torch", "transformers", "stanza", "gliner", "langextract", "openai", "azure.identity", "azure.health"),
    *("azure.ai", "cupy", "tensorflow", "mxnet", "h5py"),
)


@contextmanager
def lean() -> Iterator[None]:
    """Inside, a package of these that is not loaded yet looks as if it were not installed, which all of them may be."""
    hidden = [name for name in _BESIDES if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
