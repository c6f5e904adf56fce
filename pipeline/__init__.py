"""Top floor: in what order, on what machine, to which files. `open_run` is the door for a notebook."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .opened import OpenRun  # relative, so that pipeline.keys does not count it to the code that makes a run


def open_run(folder: str | Path) -> "OpenRun":
    """A finished run as Arrow tables: `open_run("runs/demo").ledger("exact").to_pandas()`."""
    from .opened import OpenRun

    return OpenRun(Path(folder))
