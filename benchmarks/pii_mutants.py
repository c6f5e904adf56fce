"""Breaks the detectors of personal data one small change at a time, and counts the changes that the tests notice.

python benchmarks/pii_mutants.py EACH [FILE…]    (EACH changes a file; FILE as in the table below; takes minutes a file)
"""

import subprocess
import sys
from pathlib import Path

import measure
from mutate import copied, mutants

_OF = {
    "address blocks landmarks roads streets usual zips": "address",
    "assigned secrets standins vendors": "secrets",
    "birth dates": "birth",
    "card crypto iban keccak": "money reach",
    "checksums national schemes": "national reach",
    "columns cued lead": "cued",
    "deny": "stage",
    "edges": "edges national money phone reach",
    "email": "email",
    "handles": "handles",
    "network": "network reach",
    "numbering phone": "phone reach",
    "published": "email money network national handles",
}
FILES = {f"stages/pii/detectors/{name}.py": tests for names, tests in _OF.items() for name in names.split()} | {
    "stages/pii/allow.py": "stage",
    "stages/pii/cues.py": "cued phone national reach stage",
    "stages/pii/gate.py": "stage",
    "stages/pii/needles.py": "spread",
    "stages/pii/profiles.py": "stage",
    "stages/pii/scanner.py": "stage",
    "stages/pii/settle.py": "stage",
    "stages/pii/shadow.py": "shadow stage",
    "stages/pii/spread.py": "spread",
    "stages/pii/packs/en.toml": "cued phone national birth address secrets money network",
}
_SECONDS = 180  # for one run of the tests


def main(each: int, wanted: list[str]) -> None:
    rows: list[str] = []
    survivors: list[str] = []
    with copied() as house:
        for path in [path for path in FILES if not wanted or Path(path).stem in wanted]:
            killed, total, left = _file(house, path, each)
            rows.append(f"| {path} | {killed} | {total} | {killed / max(total, 1):.0%} |")
            survivors += [f"- {path}, {told}" for told in left]
            print(rows[-1], *left, sep="\n", flush=True)
    command = " ".join(["python benchmarks/pii_mutants.py", str(each), *wanted])
    head = ["| file | noticed | changes | |", "|---|---:|---:|---:|", *rows, "", "## What no test noticed", ""]
    measure.write("pii_mutants.md", "Detectors of personal data, broken on purpose", command, [*head, *survivors])


def _file(house: Path, path: str, each: int) -> tuple[int, int, list[str]]:
    source = (house / path).read_text(encoding="utf-8")
    killed = 0
    left: list[str] = []
    for told, broken in mutants(path, source):
        if killed + len(left) == each:
            break
        (house / path).write_text(broken, encoding="utf-8")
        ended = _tested(house, FILES[path])
        if ended == 0:
            left.append(told)
        elif ended != 2:  # 2: not even imported, which is no test's merit
            killed += 1
    (house / path).write_text(source, encoding="utf-8")
    return killed, killed + len(left), left


def _tested(house: Path, tests: str) -> int:
    files = [f"tests/test_pii_{name}.py" for name in tests.split()]
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files]
    environment = {"PYTHONPATH": str(house), "PATH": "/usr/bin:/bin", "HOME": str(house)}
    try:
        done = subprocess.run(command, cwd=house, env=environment, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return 1
    return done.returncode


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
