"""The gate: whether shards are byte for byte what their manifest says, and approved by whom it demands."""

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from schemas.approval import NAMESPACE, Approval, file_of
from schemas.errors import GateError, RecipeError
from schemas.manifest import FileFact, Manifest, ShardsManifest

MANIFEST = "manifest.json"


def checked(folder: Path, signers: Path | None = None, say: Callable[[str], None] = lambda _: None) -> ShardsManifest:
    """The manifest of the shards in `folder` (a `shards/` folder, or a run's) once all of it is found to be true.

    `signers` is the file of allowed signers; whoever trains names it, since a run could vouch for itself.
    """
    shards, manifest = shards_of(folder), checked_files(folder)
    run = _run_around(shards, manifest)
    if manifest.approvals and run is None:
        raise GateError(
            f"{shards}: demands the approval of {', '.join(manifest.approvals)}, and the shards stand alone; "
            "train from the run that they belong to"
        )
    if manifest.approvals and run:
        _check_approvals(run, manifest.approvals, _read_signers(signers), say)
    return manifest


def checked_files(folder: Path) -> ShardsManifest:
    """The manifest, once the files are those that it names; who approved them is not asked."""
    shards = shards_of(folder)
    manifest = _manifest(shards)
    _check_files(shards, manifest)
    return manifest


def shards_of(folder: Path) -> Path:
    """The `shards/` of a run, or the folder itself."""
    inside = folder / "shards"
    return inside if (inside / MANIFEST).is_file() else folder


def approvals_of(shards: Path, manifest: ShardsManifest) -> list[Approval]:
    """What the demanded roles said, for the card; only after `checked`."""
    run = shards.resolve().parent
    return [Approval.model_validate_json(file_of(run, role).read_bytes()) for role in manifest.approvals]


def _manifest(shards: Path) -> ShardsManifest:
    path = shards / MANIFEST
    try:
        manifest = ShardsManifest.model_validate_json(path.read_bytes())
    except OSError:
        raise RecipeError(f"{shards}: no shards lie there, for there is no {MANIFEST}; name a run's folder") from None
    except ValueError:
        raise RecipeError(f"{path}: not a manifest of shards; take the folder as `winnow curate` wrote it") from None
    if manifest.format != 1:
        raise RecipeError(f"{path}: of format {manifest.format}, and this winnow reads format 1; update winnow")
    return manifest


def _check_files(shards: Path, manifest: ShardsManifest) -> None:
    wrong = [
        shard.file
        for shard in manifest.shards
        if not FileFact(sha256=shard.sha256, size_bytes=shard.size_bytes).describes(shards / shard.file)
    ]
    template = shards / manifest.template.file
    if not template.is_file() or _sha256(template.read_bytes()) != manifest.template.sha256:
        wrong.append(manifest.template.file)
    if wrong:
        raise RecipeError(
            f"{shards}: {_some(wrong)} missing or not as {MANIFEST} says; take the folder as `winnow curate` wrote it"
        )
    for config in manifest.configs:
        for split, rows in manifest.splits.items():
            told = sum(shard.rows for shard in manifest.shards if (shard.config, shard.split) == (config, split))
            if told != rows:
                raise RecipeError(
                    f"{shards / MANIFEST}: shards of {told} rows in {config}/{split}, where the split has {rows}; "
                    "take the folder as `winnow curate` wrote it"
                )


def _run_around(shards: Path, manifest: ShardsManifest) -> "_Run | None":
    """The finished run that the shards lie in; none where they stand alone."""
    folder = shards.resolve().parent
    try:
        told = (folder / MANIFEST).read_bytes()
        run = Manifest.model_validate_json(told)
    except (OSError, ValueError):
        return None
    fact = run.files.get(f"shards/{MANIFEST}")
    if run.run_id != manifest.run_id or fact is None or not fact.describes(shards / MANIFEST):
        raise RecipeError(
            f"{shards / MANIFEST}: not the one of the run {run.run_id} that it lies in; take the run as it was written"
        )
    return _Run(folder, run, _sha256(told))


@dataclass(frozen=True)
class _Run:
    folder: Path
    manifest: Manifest
    sha256: str


@dataclass(frozen=True)
class _Signers:
    """The file of allowed signers, and the patterns of the roles that have a key in it."""

    path: Path | None
    roles: tuple[str, ...] = ()

    def have(self, role: str) -> bool:
        return any(fnmatchcase(role, pattern) for pattern in self.roles)


def _read_signers(path: Path | None) -> _Signers:
    if path is None:
        return _Signers(None)
    try:
        lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        raise RecipeError(f"{path}: the file of allowed signers cannot be read; check its path") from None
    named = [words[0].strip('"').split(",") for words in lines if words and not words[0].startswith("#")]
    return _Signers(path, tuple(role for roles in named for role in roles))


def _check_approvals(run: _Run, roles: list[str], signers: _Signers, say: Callable[[str], None]) -> None:
    changed = [name for name, fact in sorted(run.manifest.files.items()) if not fact.describes(run.folder / name)]
    if changed:
        raise GateError(
            f"{run.folder}: {_some(changed)} missing or changed, so that the approvals of {', '.join(roles)} are "
            "stale; curate again and have the run approved"
        )
    lacking = {role: why for role in roles if (why := _lacking(run, role, signers, say))}
    if lacking:
        raise GateError(
            f"{run.folder}: not approved by {'; '.join(f'{role} ({why})' for role, why in lacking.items())}: "
            "have these roles approve the run"
        )


def _lacking(run: _Run, role: str, signers: _Signers, say: Callable[[str], None]) -> str:
    """Why a role's approval does not hold; empty where it does."""
    path = file_of(run.folder, role)
    try:
        told = path.read_bytes()
        approval = Approval.model_validate_json(told)
    except OSError:
        return "no approval"
    except ValueError:
        return f"{path.name} is no approval"
    if approval.role != role:
        return f"{path.name} is that of {approval.role}"
    if (approval.run_id, approval.manifest_sha256) != (run.manifest.run_id, run.sha256):
        return "stale: it is for another run"
    if not approval.unsigned:
        return _unproved(path, told, role, signers.path)
    if signers.have(role):
        return "unsigned, and the role has a key"
    say(f"{run.folder}: the approval of {role}, by {approval.by}, is UNSIGNED")
    return ""


def _unproved(path: Path, told: bytes, role: str, signers: Path | None) -> str:
    """Why the signature beside an approval proves nothing; empty where it does."""
    signature = path.with_name(f"{path.name}.sig")
    if not signature.is_file():
        return f"{signature.name} is missing"
    if signers is None:
        return "signed, and no file of allowed signers is named"
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", role, "-n", NAMESPACE, "-s", str(signature)]
    try:
        done = subprocess.run(command, input=told, capture_output=True, check=False)
    except FileNotFoundError:
        return "ssh-keygen, which checks signatures, is not installed"
    return "" if done.returncode == 0 else "the signature is not that of the role's key"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _some(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more} {'is' if len(names) == 1 else 'are'}"
