"""The house itself: its floors, its docs, what it never does, and how fast it answers."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
import schemas
import stages
from pipeline.recipe import CHAIN
from stages.ingest import FORMATS

HOUSE = Path(__file__).parent.parent
SOURCE = sorted(path for top in ("schemas", "stages", "pipeline") for path in (HOUSE / top).rglob("*.py"))
README = (HOUSE / "README.md").read_text(encoding="utf-8")


def test_the_packages_are_those_of_this_checkout() -> None:
    for package in (schemas, stages, pipeline):
        assert Path(str(package.__file__)).parent.parent == HOUSE


NEVER = {
    "pickle": r"\b(?:import pickle|from pickle|pickle\.|dill\b|cloudpickle|joblib\.load)",
    "torch.load": r"torch\.load\b",
    "remote code": r"trust_remote_code\s*=\s*True",
    "eval": r"(?<![\w.])(?:eval|exec)\(",
    "plain YAML": r"yaml\.(?:load|unsafe_load|full_load)\(",
    "a shell": r"shell\s*=\s*True|os\.system\(",
}


@pytest.mark.parametrize("what", NEVER)
def test_nothing_that_comes_from_data_or_a_recipe_is_executed(what: str) -> None:
    assert [path.name for path in SOURCE if re.search(NEVER[what], path.read_text(encoding="utf-8"))] == []


def test_the_rule_that_forbids_execution_sees_it() -> None:
    lines = ("import pickle", "torch.load(f)", "trust_remote_code=True", "x = eval(y)", "yaml.load(f)", "shell=True")
    for line in lines:
        assert any(re.search(pattern, line) for pattern in NEVER.values()), line


def test_files_are_written_in_one_way() -> None:
    """Every rename and sync is in the store, so that a killed run can be trusted."""
    loose = re.compile(r"os\.(?:replace|rename|fsync|link)\(|\.rename\(|write_text\(|write_bytes\(|open\([^)]*[\"']w")
    allowed = {"store.py", "shards.py", "export.py", "keyfile.py", "files.py"}
    texts = {path.name: path.read_text(encoding="utf-8").replace("store.write_bytes", "") for path in SOURCE}
    found = {name for name, text in texts.items() if loose.search(text)}
    assert found <= allowed, "shards.py and export.py use work files that nobody keeps; a key lies outside of runs"


def test_help_answers_without_the_heavy_libraries() -> None:
    heavy = "torch faiss ray pandas datasets pyarrow numpy pydantic transformers sentence_transformers openvino"
    program = "import sys; from pipeline.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    program += f"loaded = [name for name in '{heavy}'.split() if name in sys.modules]\nassert not loaded, loaded"
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, cwd=HOUSE)


def test_the_stages_of_the_readme_are_the_chain() -> None:
    told = re.findall(
        r"^\| `(\w+)` \| ([a-z, ]+) \|",
        README[README.index("### The chain") : README.index("### Personal data")],
        flags=re.MULTILINE,
    )
    assert told == [(link.stage.name, link.part) for link in CHAIN]


def test_the_readme_names_every_format_and_file() -> None:
    for name in FORMATS:
        assert f"`{name}`" in README
    listed, folders = set(), [""]
    for line in README[README.index("## The tree") :].split("```")[1].splitlines():
        name = line.split()[0] if line.strip() else ""
        depth = (len(line) - len(line.lstrip())) // 2
        folders = [*folders[: depth + 1], name]
        listed.add("".join(folders))
    for path in SOURCE:
        if path.name != "__init__.py":
            assert path.relative_to(HOUSE).as_posix() in listed, f"{path} has no line in the tree"


def test_every_module_opens_with_one_sentence() -> None:
    assert [path for path in SOURCE if not path.read_text(encoding="utf-8").startswith('"""')] == []


def test_no_name_says_nothing() -> None:
    empty = re.compile(r"^(?:utils?|helpers?|common|manager|misc|base_.*|.*_v\d+)$")
    assert [path for path in SOURCE if empty.match(path.stem)] == []


def test_the_lock_names_no_index() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (HOUSE / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in lock
        assert "://" not in lock and "index-url" not in lock and "find-links" not in lock
        assert not re.search(r"^(?:torch|nvidia|triton)\b", lock, flags=re.MULTILINE)
