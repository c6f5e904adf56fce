"""The gate before training: what is changed, missing or not approved is named, and nothing is trained on."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import little_shards
from schemas.approval import NAMESPACE
from schemas.errors import GateError, RecipeError
from stages.train.gate import approvals_of, checked

MESSAGES = "messages/train-00000-of-00001.parquet"


def shards(folder: Path, roles: tuple[str, ...] = ()) -> Path:
    rows = little_shards.table([little_shards.row(n) for n in range(3)])
    return little_shards.write(folder, {"train": [rows]}, roles)


def run(folder: Path, *roles: str) -> Path:
    """A run whose shards demand these roles."""
    shards(folder / "shards", roles)
    (folder / "report.html").write_text("what was dropped")
    little_shards.run_around(folder)
    return folder


class TestFiles:
    def test_shards_stand_alone_and_in_their_run(self, tmp_path: Path) -> None:
        assert checked(shards(tmp_path / "alone")).splits == {"train": 3}
        assert checked(run(tmp_path / "run")).run_id == checked(tmp_path / "run" / "shards").run_id

    CHANGES: tuple[tuple[str, Callable[[Path], object], str], ...] = (
        ("no manifest", lambda f: (f / "manifest.json").unlink(), "no shards lie there"),
        ("no JSON", lambda f: (f / "manifest.json").write_text("{"), "not a manifest of shards"),
        ("other JSON", lambda f: (f / "manifest.json").write_text('{"format": 1}'), "not a manifest of shards"),
        (
            "one byte more",
            lambda f: (f / MESSAGES).write_bytes((f / MESSAGES).read_bytes() + b"\0"),
            f"{MESSAGES} is missing or not as",
        ),
        ("one byte else", lambda f: flip(f / MESSAGES), f"{MESSAGES} is missing or not as"),
        ("a shard gone", lambda f: (f / MESSAGES).unlink(), f"{MESSAGES} is missing or not as"),
        ("template gone", lambda f: (f / "template.jinja").unlink(), "template.jinja is missing or not as"),
        ("template else", lambda f: (f / "template.jinja").write_text("x"), "template.jinja is missing or not as"),
        ("later format", lambda f: told(f, format=2), "of format 2"),
        ("shard not listed", lambda f: told(f, shards=[]), "shards of 0 rows in messages/train, where the split has 3"),
    )

    @pytest.mark.parametrize(("what", "change", "said"), CHANGES, ids=[case[0] for case in CHANGES])
    def test_what_is_not_as_written_is_named(
        self, tmp_path: Path, what: str, change: Callable[[Path], object], said: str
    ) -> None:
        folder = shards(tmp_path)
        change(folder)
        with pytest.raises(RecipeError, match=said) as caught:
            checked(folder)
        assert caught.value.exit_code == 2

    def test_shards_of_another_run_are_not_those_of_this_one(self, tmp_path: Path) -> None:
        folder = run(tmp_path, "ml")
        told(folder / "shards", approvals=[])
        with pytest.raises(RecipeError, match="not the one of the run"):
            checked(folder)

    def test_an_empty_folder_and_none_at_all(self, tmp_path: Path) -> None:
        for folder in (tmp_path, tmp_path / "none"):
            with pytest.raises(RecipeError, match="no shards lie there"):
                checked(folder)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def told(folder: Path, **other: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | other))


class TestApprovals:
    def refused(self, folder: Path, signers: Path | None = None) -> str:
        with pytest.raises(GateError) as caught:
            checked(folder, signers)
        assert caught.value.exit_code == 3
        return str(caught.value)

    def test_the_missing_role_is_named(self, tmp_path: Path) -> None:
        folder = run(tmp_path, "ml", "privacy")
        assert "not approved by ml (no approval); privacy (no approval)" in self.refused(folder)
        little_shards.approve(folder, "ml")
        assert "not approved by privacy (no approval):" in self.refused(folder)
        little_shards.approve(folder, "privacy")
        assert checked(folder).approvals == ["ml", "privacy"]

    def test_shards_that_stand_alone_are_refused(self, tmp_path: Path) -> None:
        assert "demands the approval of ml, privacy, and the shards stand" in self.refused(
            shards(tmp_path / "s", ("ml", "privacy"))
        )

    def test_an_unsigned_one_is_flagged(self, tmp_path: Path) -> None:
        folder, said = run(tmp_path, "ml"), list[str]()
        little_shards.approve(folder, "ml")
        assert checked(folder / "shards", say=said.append)
        assert [line.endswith("the approval of ml, by Ada, is UNSIGNED") for line in said] == [True]
        assert [a.unsigned for a in approvals_of(folder / "shards", checked(folder))] == [True]

    STALE: tuple[tuple[str, dict[str, object], str], ...] = (
        ("another run", {"run_id": "f" * 16}, "stale: it is for another run"),
        ("another manifest", {"manifest_sha256": "f" * 64}, "stale: it is for another run"),
        ("not signed", {"unsigned": False}, "ml.json.sig is missing"),
    )

    @pytest.mark.parametrize(("what", "other", "said"), STALE, ids=[case[0] for case in STALE])
    def test_an_approval_is_for_one_run(self, tmp_path: Path, what: str, other: dict[str, object], said: str) -> None:
        folder = run(tmp_path, "ml")
        little_shards.approve(folder, "ml", **other)
        assert f"not approved by ml ({said})" in self.refused(folder)

    def test_one_changed_byte_anywhere_makes_it_stale(self, tmp_path: Path) -> None:
        folder = run(tmp_path, "ml")
        little_shards.approve(folder, "ml")
        assert checked(folder)
        flip(folder / "report.html")
        assert "report.html is missing or changed, so that the approvals of ml are stale" in self.refused(folder)
        flip(folder / "report.html")
        told(folder, name="another")
        assert "stale: it is for another run" in self.refused(folder)

    def test_an_approval_is_for_one_role(self, tmp_path: Path) -> None:
        folder = run(tmp_path, "ml")
        little_shards.approve(folder, "privacy").rename(folder / "approvals" / "ml.json")
        assert "not approved by ml (ml.json is that of privacy)" in self.refused(folder)

    def test_what_is_no_approval(self, tmp_path: Path) -> None:
        folder = run(tmp_path, "ml")
        little_shards.approve(folder, "ml").write_text("yes")
        assert "ml.json is no approval" in self.refused(folder)


class TestSignatures:
    @pytest.fixture
    def signed(self, tmp_path: Path) -> tuple[Path, Path, Path]:
        """A run that ml approved with a key; the approval, and the file of allowed signers."""
        key, signers = tmp_path / "key", tmp_path / "signers"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
        signers.write_text(f"# who may sign\n\nml,lead {key.with_suffix('.pub').read_text()}")
        folder = run(tmp_path / "run", "ml")
        path = little_shards.approve(folder, "ml", unsigned=False)
        self.sign(path, key)
        return folder, path, signers

    def sign(self, path: Path, key: Path, space: str = NAMESPACE) -> None:
        path.with_name(f"{path.name}.sig").unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", space, "-f", str(key), str(path)], check=True)

    def why(self, folder: Path, signers: Path | None) -> str:
        with pytest.raises(GateError) as caught:
            checked(folder, signers)
        return str(caught.value)

    def test_a_signed_one_passes_and_is_not_flagged(self, signed: tuple[Path, Path, Path]) -> None:
        said: list[str] = []
        assert checked(signed[0], signed[2], said.append).approvals == ["ml"] and not said

    def test_a_run_cannot_vouch_for_itself(self, signed: tuple[Path, Path, Path]) -> None:
        assert "signed, and no file of allowed signers is named" in self.why(signed[0], None)
        with pytest.raises(RecipeError, match="cannot be read"):
            checked(signed[0], signed[0] / "none")

    def test_one_byte_of_the_approval(self, signed: tuple[Path, Path, Path]) -> None:
        folder, path, signers = signed
        path.write_text(path.read_text().replace("Ada", "Eve"))
        assert "the signature is not that of the role's key" in self.why(folder, signers)

    def test_the_key_of_another_role_and_another_purpose(self, signed: tuple[Path, Path, Path]) -> None:
        folder, path, signers = signed
        told = signers.read_text()
        signers.write_text(told.replace("ml,lead", "privacy"))
        assert "the signature is not that of the role's key" in self.why(folder, signers)
        signers.write_text(told)
        self.sign(path, signers.with_name("key"), "git")
        assert "the signature is not that of the role's key" in self.why(folder, signers)

    def test_a_role_with_a_key_signs(self, signed: tuple[Path, Path, Path]) -> None:
        folder, _, signers = signed
        little_shards.approve(folder, "ml", unsigned=True)
        assert "unsigned, and the role has a key" in self.why(folder, signers)
        for others in ("privacy", "mla,xml", "#ml"):
            signers.write_text(f"{others} ssh-ed25519 AAAA")
            assert checked(folder, signers)
        signers.write_text("m* ssh-ed25519 AAAA")
        assert "the role has a key" in self.why(folder, signers)
