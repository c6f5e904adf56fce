"""Many texts read at once tell what each tells alone, to the last bit; and who fails, fails alone."""

from typing import Any

import numpy as np
import pytest

from stages.pii.detectors.person import Person
from stages.pii.names.forward import Forward
from stages.pii.names.network import untrained
from stages.pii.names.tagger import SpacyTagger, tagger
from stages.pii.record import Record, record
from stages.pii.stage import Pii
from test_pii_stage import MAIL, judged

TEXTS = (
    "Anna Keller",
    "Please call Jürgen Weiß or Mrs. O'Neil at noon.\nAttn: Li Wei",
    "x",
    "\n \n",
    "Dear Bob,\n\nthe minutes of Friday's meeting are with Chloé Martin-Dupont (chloe@web.de).\n" * 12,
    "two and two is four",
)


def small() -> SpacyTagger:
    made = tagger("small")
    assert isinstance(made, SpacyTagger)
    return made


def test_the_short_way_through_the_network_is_the_way_of_spacy() -> None:
    nlp = untrained()
    ner: Any = nlp.get_pipe("ner")
    ner.add_label("PERSON")
    nlp.initialize()
    rng = np.random.default_rng(7)
    layers = ner.model.get_ref("tok2vec")
    for node in layers.walk():
        for name in node.param_names:
            node.set_param(name, rng.normal(0, 0.3, node.get_param(name).shape).astype("float32"))
    docs = [nlp.make_doc(text) for text in TEXTS]
    assert np.allclose(Forward(layers)(docs), layers.predict(docs), rtol=1e-3, atol=1e-3)


def test_what_is_beside_a_text_makes_no_difference_to_a_bit() -> None:
    nlp = small().nlp
    forward = nlp.get_pipe("ner").model.layers[0].predict
    docs = [nlp.make_doc(text) for text in TEXTS]
    alone = np.concatenate([forward([doc]) for doc in docs])
    assert alone.tobytes() == forward(docs).tobytes()
    turned = np.concatenate([forward(docs[::-1])])
    assert turned[-len(docs[0]) :].tobytes() == alone[: len(docs[0])].tobytes()


def test_read_ahead_tells_the_same_and_is_forgotten() -> None:
    reader = small()
    alone = [reader.spans(text) for text in TEXTS]
    reader.ahead([*TEXTS, TEXTS[0]])
    assert set(reader.known) == set(TEXTS)
    assert [reader.spans(text) for text in TEXTS] == alone and any(alone)
    reader.ahead(())
    assert not reader.known
    reader.memory.close()
    reader.read = 0
    reader.ahead(())
    assert reader.spans(TEXTS[0]) == alone[0]


def test_many_records_at_once_are_found_in_as_each_by_itself() -> None:
    scanner = Pii().scanner()
    records = [_of(f"{text} {MAIL}") for text in TEXTS]
    assert scanner.find_all(records) == [scanner.find(of) for of in records]
    assert not small().known


@pytest.mark.parametrize("profile", ["standard", "strict"])
def test_who_fails_fails_alone(monkeypatch: pytest.MonkeyPatch, profile: str) -> None:
    def fail(*_: Any) -> Any:
        raise ValueError(f"with {MAIL} in it")

    find = Person.find
    monkeypatch.setattr(Person, "find", lambda self, text, cues: (fail if "Bad" in text else find)(self, text, cues))
    monkeypatch.setattr(SpacyTagger, "ahead", lambda self, texts: fail() if texts else None)
    rows = [{"output": f"Anna Keller, {MAIL}"}, {"output": f"Bad Keller, {MAIL}"}, {"output": f"Jo Keller, {MAIL}"}]
    after, said = judged(rows, names="small", profile=profile)
    assert {row["pair_id"] for row in said if row["verdict"] == "quarantine"} == {"p1"}
    assert after[1]["output"] == "" and not any(MAIL in row["output"] for row in after)


def _of(text: str) -> Record:
    return record({"system": "", "history": [], "instruction": "", "input": "", "output": text, "meta": "{}"})
