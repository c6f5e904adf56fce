"""APPROVAL: what one role says of one run: that it may be trained on as it is."""

from pathlib import Path

from schemas.manifest import Strict

FOLDER = "approvals"
NAMESPACE = "winnow-approval"


class Approval(Strict):
    """`approvals/<role>.json`, bound to one `manifest.json` and through it to every file of the run.

    Its bytes are signed as they lie there (`ssh-keygen -Y sign -n winnow-approval -f KEY approvals/<role>.json`), and
    the signature lies beside it as `<role>.json.sig`. In the file of allowed signers the principal is the role. A role
    without a key there may say `unsigned = true`, which is said again wherever the approval is used.
    """

    format: int = 1
    role: str
    run_id: str
    manifest_sha256: str
    by: str
    unsigned: bool = False


def file_of(run: Path, role: str) -> Path:
    return run / FOLDER / f"{role}.json"
