"""Who finds nothing loads nothing: presidio, spaCy and the lists wait for the first hit; torch never comes along."""

import subprocess
import sys
from pathlib import Path

import pytest

from stages.pii.lean import lean
from stages.pii.names.tagger import refuse_missing, tagger
from stages.pii.scanner import Scanner
from stages.pii.stage import Pii

HOUSE = Path(__file__).parent.parent
MAIL = "kai.lund@harrow-lintel.co"
_BEGIN = """
import sys; sys.path.insert(0, "tests")
import test_pii_stage as t
from stages.pii.names.gazetteer import gazetteer
from stages.pii.names.tagger import tagger
from stages.pii.stage import Pii
heavy = {"presidio_analyzer", "spacy", "thinc", "torch", "transformers", "stanza"}
Pii().ready()
"""


def run(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", _BEGIN + program], cwd=HOUSE, capture_output=True, text=True)
    assert not done.returncode, done.stderr


def test_without_a_hit_neither_presidio_nor_the_lists_are_loaded() -> None:
    run(
        """
assert not t.judged([{"output": "two and two is four"}, {"output": "Ask Anna Keller."}], names="small")[1]
assert not heavy & set(sys.modules), heavy & set(sys.modules)
assert not gazetteer.cache_info().currsize and not tagger.cache_info().currsize
"""
    )


def test_a_hit_loads_presidio_without_torch() -> None:
    run(
        """
assert len(t.judged([{"output": f"Anna Keller, {t.MAIL}"}], names="small")[1]) == 2
assert heavy & set(sys.modules) == {"presidio_analyzer", "spacy", "thinc"}, heavy & set(sys.modules)
"""
    )


def test_a_refused_address_alone_wakes_no_witness() -> None:
    run(
        """
assert not t.judged([{"output": "Anna Keller, jane@example.com"}], names="small")[1]
assert not gazetteer.cache_info().currsize and not tagger.cache_info().currsize
"""
    )


def test_what_is_hidden_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    here = object()
    monkeypatch.setitem(sys.modules, "torch", here)
    monkeypatch.delitem(sys.modules, "mxnet", raising=False)
    with pytest.raises(ZeroDivisionError), lean():
        assert sys.modules["torch"] is here and sys.modules["mxnet"] is None
        raise ZeroDivisionError
    assert sys.modules["torch"] is here and "mxnet" not in sys.modules


@pytest.mark.parametrize(
    ("settings", "heavy"),
    [
        ({}, False),
        ({"names": "none"}, False),
        ({"names": "en_core_web_trf"}, True),
        ({"recognizers": ("GLiNERRecognizer",)}, True),
    ],
)
def test_a_model_or_a_stock_recognizer_may_need_torch(settings: dict[str, object], heavy: bool) -> None:
    scanner = Pii(**settings).scanner()  # type: ignore[arg-type]
    assert scanner.alone.heavy is scanner.company.heavy is heavy


def test_a_model_is_looked_for_before_the_work_and_loaded_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stages.pii.names.tagger._is_installed", lambda name: name == "xx_own")
    tagger.cache_clear()
    Pii(names="xx_own").ready()
    refuse_missing("small")
    assert not tagger.cache_info().currsize


def test_what_speaks_of_itself_opens_the_gate_and_makes_no_detector_look() -> None:
    scanner: Scanner = Pii(names="none").scanner()
    text = "my name is not told"
    assert scanner.could_hold(text)
    numbers = scanner.alone.gate.open_for(text)
    assert numbers == {len(scanner.alone.detectors)}
