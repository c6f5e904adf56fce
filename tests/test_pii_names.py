"""Names of people: what the lists, the cues and the small tagger find, and what only looks like a name."""

import hashlib
import itertools
import json
import lzma
import pickle
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import stages.pii.names
from pii_marks import ACT, acted, at_gate, check, hits, marked
from schemas.errors import RecipeError
from stages.pii.cues import Cues
from stages.pii.detectors.person import Person
from stages.pii.names.gazetteer import FIRST, LAST, PLACE, TAIL, WORD, folded, gazetteer, sections
from stages.pii.names.generate import Generator
from stages.pii.names.network import ModelFileError, packed, plain, unpacked, untrained
from stages.pii.names.tagger import SHA256, SpacyTagger, Witness, pieces, tagger
from stages.pii.names.train import main as train

FOLDER = Path(str(stages.pii.names.__file__)).parent
LISTS, BOTH = Person(model="none"), Person(model="small")

FOUND = [
    ("It was «Anna Schmidt» who wrote", "a given name and a surname"),
    ("so «Anna Qxlomber» wrote", "a surname that no list has"),
    ("so «Will Henderson» wrote", "a given name that is a word, with a surname"),
    ("so «Xiulan Zhang», «Li Wei» and «Zhou Jianguo» wrote", "Chinese names, both orders"),
    ("so «Lin Chia-hsin» wrote", "a Chinese name with a hyphen"),
    ("so «Henderson Peter» wrote", "a surname first"),
    ("so «Peter van der Berg» and «Miguel de la Cruz» wrote", "particles"),
    ("so «Ahmed bin Rashid» wrote", "an Arabic particle"),
    ("so «Jean-Luc Moreau» and «Sinead O'Brien» wrote", "a hyphen, an apostrophe"),
    ("so «Anna Smith-Jones» wrote", "a double surname"),
    ("so «Peter J. Henderson» and «P. J. Henderson» wrote", "initials"),
    ("«Peter Henderson»'s car, «Anna Schmidt»’s dog", "the owner's s is not part of the name"),
    ("«JOHN SMITH»\nACCOUNTS", "capitals"),
    ("«Henderson, Peter»\n«Schmidt, Anna M.»\n", "surname first, with a comma, alone on the line"),
    ("1. «Henderson, Peter» - 12", "the same in a list"),
    ("«José García» and «Jose Garcia», «JÜRGEN MÜLLER»", "with and without accents"),
    ("Mr «Qxlomber» and Dr. «Zzyv» came", "a title"),
    ("Herr Prof. Dr. «Qxlomber» kam", "titles in a row"),
    ("señora «Pérez», madame «Dupont», signor «Rossi», pani «Nowak», mevrouw «Jansen», senhor «Silva»", "other titles"),
    ("Officer «van der Qxlom» came", "a title before a particle"),
    ("Dear «Anna»,", "a letter begins"),
    ("Regards,\n«Anna»", "a letter ends"),
    ("Best regards\n\n«Qxlomber Vunt»", "a letter ends, unknown words"),
    ("my name is «Dzhambek» and", "who one is"),
    ("I'm «Maciej», from here. I’m «Anna»", "who one is, both apostrophes"),
    ("my name is «john smith» ok", "small letters, after a cue"),
    ("my name is «john van der berg» ok", "small letters and a particle"),
    ("Name: «Qxlomber Vunt»\nPatient: «Zzyv»", "labels at the start of a line"),
    ('{"name": "«Qxlomber Vunt»", "x": 1}', "a label in JSON"),
    ("| Contact: «Qxlomber Vunt» |", "a label in a cell"),
    ("**Author:** «Anna Schmidt»", "a label in Markdown"),
    ("parcel c/o «Qxlomber Vunt»", "care of"),
    ("«Anna»: are you there?\n«Peter»: yes\n[10:05] «Anna»: ok", "who speaks in a chat"),
    ("Mein Name ist «Qxlomber Vunt»", "German"),
    ("Mit freundlichen Grüßen\n«Qxlomber Vunt»", "German, a letter ends"),
    ("Nom : «Vuntot»\nje m'appelle «Qxlomber»", "French"),
    ("me llamo «Qxlomber Vunt»\nNombre: «Zzyvo»", "Spanish"),
    ("mi chiamo «Qxlomber Vunt». Gentile «Anna»", "Italian"),
    ("meu nome é «Qxlomber Vunt». Prezada «Anna»", "Portuguese"),
    ("mijn naam is «Qxlomber Vunt». Beste «Anna»", "Dutch"),
    ("nazywam się «Qxlomber Vunt». Pozdrawiam\n«Anna»", "Polish"),
    ("so Cashier «Anna Schmidt» signed", "an unknown trade is not part of the name"),
    ("sono «Anna Rossi» di Milano", "where one is from is not part of the name"),
    ("so «Albert Einstein» and «Sherlock Holmes» met", "famous and made-up people are names too"),
    ("x;«Anna Schmidt»;y", "a cell"),
    ("so «Tucker Carlson» Exposes it, «Anna Schmidt» See", "a heading goes on behind the name"),
    ("Hello my name is «Anna» Im a student", "a contraction without its apostrophe"),
    ("Present: «Anna Schmidt», «Peter Henderson» and «Eva Rossi»", "a label for all of a list"),
    ("so «Carmelo M. Rossi» wrote", "an initial that is a title in French"),
]
NOT_FOUND = [
    ("Dear Sir or Madam, Dear Customer, Dear Hiring Manager", "nobody in particular"),
    ("Sehr geehrte Damen und Herren", "the same in German"),
    ("Uncle Sam and Hello Kitty drink Dr Pepper", "phrases"),
    ("Yesterday Will May Mark Bill", "words"),
    ("Mark the box. Will you? May I? Grace is good. Rose petals", "names that are words, at the start of a sentence"),
    ("in Victoria Falls, Virginia Beach, Jordan River and San Diego", "places"),
    ("at 12 Victoria Street, 5 Henry Road", "streets"),
    ("the Henderson Foundation, Henderson University, Peter Henderson Ltd", "firms"),
    ("Mount Henderson and Lake Henderson", "mountains and lakes"),
    ("the Monday after March", "days and months"),
    ("in London, Paris, Berlin and New York", "cities"),
    ("Google and Microsoft sell Windows", "brands"),
    ("I'm Happy. I'm American and I'm Sure", "a cue before a word"),
    ("User: Understood, it is fine", "a cue before a word that no list has"),
    ("Hello World! Thanks, You're right", "greetings of nobody"),
    ("Product Name: Galaxia Vunt. File name: Report", "names of things"),
    ("it was the Pastor. Apologies for that", "a title that ends a sentence"),
    ("john.smith@orkla.no and @JohnSmith and #AnnaSmith", "an address, a handle, a tag"),
    ("anna schmidt went home", "small letters without a cue"),
    ("my name is important to me", "a cue before a plain word"),
    ("class Anna(Base): return Peter_Henderson", "a program"),
    ("WHAT IS GOING ON WITH MY ORDER", "somebody shouts"),
    ("THIS IS A TEST", "a letter and a word after a cue, shouted"),
    ("in Notre Dame Cathedral", "a title before a building"),
    ("melt it in the pan. Cook it well. A: Excel is one", "a title of another language, an answer"),
    ("Good Morning. Merry Christmas. Guten Tag", "wishes"),
    ("Hong Kong", "a place that looks like a Chinese name"),
    ("Johns Hopkins, Calvin Klein, Hugo Boss", "brands that were people"),
    ("We met in Anna, Texas", "one given name is not enough"),
]
REVIEWED = [
    ("and then «Anna» left", "one given name"),
    ("live at 12 «Maria Hernandez» 33,", "a number on both sides"),
    ("so «Anna Hall» it was", "a surname that is a building"),
    ("my name is «john» ok", "one given name in small letters"),
]


@pytest.mark.parametrize(("text", "why"), FOUND)
def test_names_are_found(text: str, why: str) -> None:
    check(LISTS, text, why)


@pytest.mark.parametrize(("text", "why"), NOT_FOUND)
def test_what_is_no_name_is_let_be(text: str, why: str) -> None:
    assert acted(LISTS, text) == [], why


@pytest.mark.parametrize(("text", "why"), REVIEWED)
def test_what_is_unsure_is_for_review(text: str, why: str) -> None:
    plain_text, wanted = marked(text)
    found = hits(LISTS, plain_text)
    assert [plain_text[h.start : h.end] for h in found] == wanted, why
    assert all(0.35 <= h.score < ACT for h in found)
    assert at_gate(LISTS, plain_text)


@pytest.mark.parametrize("text", ["", " ", "no capital here", "12345", "x. y. z."])
def test_the_gate_is_shut_where_nobody_can_be(text: str) -> None:
    assert not at_gate(LISTS, text)
    assert hits(LISTS, text) == []


def test_without_its_cue_an_unknown_word_is_no_name() -> None:
    for text in ("Qxlomber Vunt", "so Dzhambek went", "john smith ok"):
        assert acted(LISTS, text) == []


def test_cues_are_those_of_the_languages_asked_for() -> None:
    text = "nazywam się Qxlomber"
    assert [h.rule for h in hits(LISTS, text)] == ["person.cue"]
    assert hits(LISTS, text, Cues(("en",))) == []


def test_cues_may_share_the_character_between_them() -> None:
    text = "Dear|Regards|xdear hi"
    assert [text[start:end] for start, end in Cues().spans(text, "name_cue")] == ["Dear", "Regards", "hi"]


def test_a_cue_makes_a_name_surer() -> None:
    bare, cued = hits(LISTS, "so Anna Schmidt")[0], hits(LISTS, "Dear Anna Schmidt")[0]
    assert ACT <= bare.score < cued.score <= 1


def test_hits_are_in_order_and_apart() -> None:
    text = "Dear Anna Schmidt, Henderson, Peter\nMr Li Wei Zhang and my name is john smith. Regards,\nAnna"
    for person in (LISTS, BOTH):
        found = hits(person, text)
        assert all(one.end <= two.start for one, two in itertools.pairwise(found))


def test_the_tagger_sees_what_no_list_has() -> None:
    text = "Please forward it to Qelomir Vuntasek, who lives in Leeds, phone +44 113 496 0000."
    assert acted(LISTS, text) == []
    assert acted(BOTH, text) == ["Qelomir Vuntasek"]
    assert [h.rule for h in hits(BOTH, text)] == ["person.tagger"]


def test_two_witnesses_are_surer_than_one() -> None:
    text = "Please ask Peter Henderson to call me."
    assert hits(BOTH, text)[0].score > hits(LISTS, text)[0].score
    assert hits(BOTH, text)[0].score <= 0.95


@pytest.mark.parametrize(
    "text", ["LEASE AGREEMENT\nDate: 1 May", "Good Morning", "I told Officer Vavra", "Dear Sir", "in London", ""]
)
def test_the_lists_speak_against_the_tagger(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a tagger says, titles, places and shouted words are no names."""
    said = [(0, len(text))] if text else []
    fake = Saying(said)
    monkeypatch.setattr("stages.pii.detectors.person.tagger", lambda model: fake)
    assert acted(BOTH, text) in ([], ["Vavra"])


class Saying:
    witness = Witness("saying", "0", "0")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.said = spans

    def spans(self, text: str) -> list[tuple[int, int]]:
        return self.said


@pytest.mark.parametrize(
    ("text", "spans", "found"),
    [
        ("so Anna Schmidt Qvunt left", [(3, 21)], ["Anna Schmidt Qvunt"]),
        ("so Anna Schmidt left", [(3, 7)], ["Anna Schmidt"]),
        ("so mia figlia Qvunta left", [(3, 20)], ["Qvunta"]),
        ("so Qvunt of left", [(3, 11)], ["Qvunt"]),
        ("so Qvunt Street left", [(3, 15)], []),
        ("so qvunt xlom left", [(3, 13)], []),
        ("so Qvunta Xlom. Nice one", [(3, 20)], ["Qvunta Xlom"]),
        ("so [Qvunta Xlom] left", [(3, 16)], []),
        ("so [Qvunta Xlom](x) left", [(3, 16)], ["Qvunta Xlom"]),
        ("so Qvunta Xlom- left", [(3, 15)], ["Qvunta Xlom"]),
    ],
)
def test_spans_of_the_tagger_are_trimmed_and_joined(
    text: str, spans: list[tuple[int, int]], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stages.pii.detectors.person.tagger", lambda model: Saying(spans))
    assert [text[h.start : h.end] for h in hits(BOTH, text)] == found


@pytest.mark.parametrize(("text", "end"), [("so Unsupervised Xlom left", 20), ("so Qvunt. Nice one", 14)])
def test_the_tagger_alone_is_not_enough(text: str, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stages.pii.detectors.person.tagger", lambda model: Saying([(3, end)]))
    assert acted(BOTH, text) == []


def test_a_long_text_is_cut_without_losing_names() -> None:
    text = "Please ask Qelomir Vuntasek to call me back. " * 200
    assert "".join(piece for _, piece in pieces(text)) == text
    assert all(text[at : at + len(piece)] == piece for at, piece in pieces(text))
    assert len(acted(BOTH, text)) > 195
    assert [at for at, _ in pieces("x" * 4_500)] == [0, 2_000, 4_000]


def test_table_marks_are_read_as_gaps_of_the_same_length() -> None:
    text = 'Qelomir Vunt;a@orkla.no|"x"\t<b>'
    assert len(plain(text)) == len(text)
    assert not set(plain(text)) & set(';|"\t<>')


def test_the_model_is_small_and_holds_no_words() -> None:
    data = (FOLDER / "small.xz").read_bytes()
    assert len(data) <= 3_000_000
    assert len((FOLDER / "names.xz").read_bytes()) <= 300_000
    assert hashlib.sha256(data).hexdigest() == SHA256
    inside = lzma.decompress(data)
    for word in ("Schmidt", "schmidt", "Henderson", "example", "Regards", "Twitter", "@", "http"):
        runs = inside.count(word.encode())
        assert runs == 0 if len(word) > 4 else runs < len(inside) / 100, word


def test_the_bytes_of_the_model_hold_no_text_that_was_read() -> None:
    nlp = untrained()
    ner = nlp.get_pipe("ner")
    ner.add_label("PERSON")
    nlp.initialize()
    nlp("Qelomir Vuntasek lives here")
    assert "Vuntasek" in nlp.vocab.strings
    assert b"Vuntasek" not in lzma.decompress(packed(ner))


def test_a_changed_model_is_refused() -> None:
    data = (FOLDER / "small.xz").read_bytes()
    with pytest.raises(ModelFileError, match="not the file"):
        unpacked(data[:-1] + bytes([data[-1] ^ 1]), SHA256)
    with pytest.raises(ModelFileError):
        unpacked(data, "0" * 64)


def test_a_loaded_model_says_the_same_each_time() -> None:
    data = (FOLDER / "small.xz").read_bytes()
    texts = ["Contact Qelomir Vuntasek in Leeds.", "Dear Anna,\nthanks\nPeter Henderson"]
    one, two = (SpacyTagger(unpacked(data, SHA256), Witness("small", "1", SHA256)) for _ in range(2))
    assert [one.spans(text) for text in texts] == [two.spans(text) for text in texts]
    assert any(one.spans(text) for text in texts)


def test_the_tagger_forgets_what_it_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (FOLDER / "small.xz").read_bytes()
    small = SpacyTagger(unpacked(data, SHA256), Witness("small", "1", SHA256))
    monkeypatch.setattr("stages.pii.names.tagger._FORGET_AFTER_CHARS", 10)
    small.spans("Contact Qelomir Vuntasek in Leeds.")
    assert "Vuntasek" not in small.nlp.vocab.strings


def test_it_loads_with_sockets_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    tagger.cache_clear()
    gazetteer.cache_clear()
    assert acted(Person(), "Contact Anna Schmidt now") == ["Anna Schmidt"]


def test_spacy_is_not_loaded_by_the_import() -> None:
    program = "import sys, stages.pii.detectors.person; assert not {'spacy', 'srsly', 'thinc'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=FOLDER.parent.parent.parent)


def test_lists_alone_need_no_spacy() -> None:
    program = (
        "import sys; sys.modules['spacy'] = None\n"
        "from stages.pii.detectors.person import Person; from stages.pii.cues import Cues\n"
        "assert len(Person(model='none').find('ask Anna Schmidt', Cues())) == 1"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=FOLDER.parent.parent.parent)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("en_core_web_huge", "is not installed"),
        ("../evil", "is not installed"),
        ("gliner:/nowhere", "gliner is not installed|no model.safetensors"),
    ],
)
def test_a_model_that_is_not_there_is_an_error_of_the_recipe(model: str, says: str) -> None:
    with pytest.raises(RecipeError, match=says) as caught:
        hits(Person(model=model), "Anna Schmidt")
    assert "\n" not in str(caught.value)


def test_gliner_takes_only_safetensors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stages.pii.names.tagger.find_spec", lambda name: object())
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(RecipeError, match="safetensors"):
        tagger(f"gliner:{tmp_path}")


def test_an_installed_pipeline_is_taken_with_its_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Qelomir"}])  # type: ignore[attr-defined]
    (tmp_path / "meta.json").write_text("{}")
    monkeypatch.setattr("stages.pii.names.tagger._is_installed", lambda name: name == "xx_own")
    monkeypatch.setattr("spacy.util.get_package_path", lambda name: tmp_path)
    monkeypatch.setattr("spacy.util.get_package_version", lambda name: "3.1")
    monkeypatch.setattr("spacy.load", lambda name, **kwargs: nlp)
    person = Person(model="xx_own")
    witness = person.witness
    tagger.cache_clear()
    assert witness is not None and (witness.name, witness.version, len(witness.sha256)) == ("xx_own", "3.1", 64)
    (tmp_path / "meta.json").write_text("{ }")
    again = person.witness
    assert again is not None and again.sha256 != witness.sha256
    assert [h.rule for h in hits(person, "so Qelomir went")] == ["person.tagger"]
    tagger.cache_clear()


def test_the_witness_is_told() -> None:
    assert Person(model="none").witness is None
    assert Person().witness == Witness("small", "1", SHA256)


def test_it_is_picklable_and_equal_by_settings() -> None:
    copy = pickle.loads(pickle.dumps(BOTH))
    assert copy == BOTH
    assert acted(copy, "ask Anna Schmidt") == ["Anna Schmidt"]


def test_the_lists_know_what_they_should() -> None:
    names = gazetteer()
    assert names.of("Anna") & FIRST and names.of("Schmidt") & LAST and names.of("London") & PLACE
    assert names.of("Will") & WORD and names.of("Street") & TAIL
    assert names.of("Müller") == names.of("MULLER") and names.of("Qxlomber") == 0
    assert folded("Łukasz Ørsted Weiß Çelik") == "lukasz orsted weiss celik"


def test_held_names_are_apart_and_can_be_left_out() -> None:
    stored = sections()
    for kind in ("first", "last"):
        apart = set(stored[f"{kind}.held"])
        assert len(apart) > 1_000 and not apart & set(stored[kind])
    only = next(name for name in stored["last.held"] if gazetteer(held=False).of(name) == 0)
    assert gazetteer().of(only) & LAST


def test_generated_sentences_are_labelled_exactly() -> None:
    one, two = Generator(5), Generator(5)
    for _ in range(300):
        text, spans = one.sentence()
        assert (text, spans) == two.sentence()
        assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end, _ in spans)
        assert "{name}" not in text and "\x01" not in text
    assert {label for _ in range(300) for *_, label in one.sentence()[1]} == {"PERSON", "LOC", "ORG"}


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    rows = [
        {"text": "Anna Schmidt came to Leeds.", "spans": [{"start": 0, "end": 12, "type": "PER"}]},
        {"text": "Orkla bought a mill in Leeds.", "spans": [{"start": 0, "end": 5, "type": "ORG"}]},
        {"text": "The mill in Leeds burnt.", "spans": [{"start": 12, "end": 17, "type": "LOC"}]},
    ]
    (tmp_path / "own.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    one = train(tmp_path, epochs=1, generated=30)
    assert one == train(tmp_path, epochs=1, generated=30)
    small = SpacyTagger(unpacked(one, hashlib.sha256(one).hexdigest()), Witness("own", "0", "0"))
    assert isinstance(small.spans("Anna Schmidt came"), list)
    assert b"Schmidt" not in lzma.decompress(one)


def test_hostile_texts_take_no_time() -> None:
    from time import process_time

    for seed in (
        "A",
        "A ",
        "A. ",
        "Aa ",
        "Aa-",
        "Aa'",
        "Dr. ",
        "Mr Mr ",
        "a: ",
        "Aa, Aa ",
        "my name is ",
        "Anna ",
        "[",
        "van ",
        "I. ",
    ):
        spent = []
        for size in (10_000, 20_000):
            text = (seed * size)[:size]
            started = process_time()
            hits(LISTS, text)
            spent.append(process_time() - started)
        assert spent[1] < 0.5, seed
