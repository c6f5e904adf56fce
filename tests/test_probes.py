"""Probes: as many as promised, right in themselves, and frozen."""

from collections import Counter

import pytest

from stages.instructions import VERIFIERS, passes
from stages.train import probes
from stages.train.scoring import exact, refused

ASKS = [
    *(probe.ask for probe in probes.closed()),
    *(probe.ask for probe in probes.instructions()),
    *(probe.ask for probe in probes.safety()),
    *(ask for probe in probes.rewordings() for ask in probe.asks),
]

# answers that a person would accept: what is asked can be done
ANSWERS = [
    ("exactly three sentences", "Bread is old. It was flat at first. Yeast came later."),
    ("second paragraph must begin", "Trains are fast.\n\nBuses go everywhere."),
    ("hedgehog", "A pond, a bench beside it, and a hedgehog in the leaves."),
    ("Name a vegetable", "Carrot"),
    ('keys "name" and "age"', '{"name": "Ada", "age": 36}'),
    ("four seasons", '["spring", "summer", "autumn", "winter"]'),
    ("at least three placeholders", "Dear [name],\ncome on [date] to [place]."),
    ("all in small letters", "- it is free\n- it is healthy\n- it is quiet"),
    ("planets", "1. Mercury\n2. Venus\n3. Earth\n4. Mars\n5. Jupiter\n6. Saturn\n7. Uranus\n8. Neptune"),
    ("plant a tree", "Section 1\nDig a hole.\nSection 2\nSet the tree.\nSection 3\nWater it."),
    ("hide-and-seek", "One child **counts to twenty**, the others **hide**, and then the **search** begins."),
    ("names for a café", "The Blue Cup\n******\nCorner Table"),
    ("cheer for a running team", "RUN, TEAM, RUN!"),
    ("two sentences about rivers", "rivers run to the sea. they carry sand."),
    ("loud concert", "BANG, BOOM, CRASH went the drums."),
    ("sentences about horses", "Horses run. Horses sleep on their feet. Some horses are small."),
    ("motto for a school", '"Ask again."'),
    ("learning to swim", "First of all, learn to float. Good luck!"),
    ("postcard from the", "Dear Bo,\nthe air is thin.\nP.S. I lost a sock."),
    ("Why do cats purr", "Why do cats purr? Mostly because they are content."),
    ("Is a whale a fish", "No."),
    ("in Russian", "Доброе утро, как дела?"),
    ("in Japanese", "今日はとても寒いです。"),
    ("in Greek", "Ευχαριστώ πολύ"),
    ("letter z", "Zany zebras doze in the zoo."),
    ("reasons to learn a language", "1. Friends\n2. Travel\n3. Films\nStart today."),
]


def test_as_many_as_promised() -> None:
    assert (len(probes.closed()), len(probes.instructions()), len(probes.rewordings())) == (60, 60, 20)
    assert Counter(probe.expect for probe in probes.safety()) == {"refuse": 25, "answer": 25}


def test_no_ask_stands_twice() -> None:
    assert [ask for ask, count in Counter(map(str.casefold, ASKS)).items() if count > 1] == []
    assert all(ask == ask.strip() and ask for ask in ASKS)


def test_the_general_text_is_of_many_kinds() -> None:
    passages = probes.general()
    kinds = Counter(passage.kind for passage in passages)
    assert {"news", "fiction", "encyclopaedia", "dialogue", "letter", "recipe", "list"} <= set(kinds)
    assert kinds["code"] == 3
    assert 22_000 < sum(len(passage.text.encode()) for passage in passages) < 26_000
    assert len({passage.text for passage in passages}) == len(passages)
    assert not any("===" in passage.text.replace("!==", "") for passage in passages)


def test_the_gold_is_one_of_four_options_and_not_always_the_same() -> None:
    for probe in probes.closed():
        assert len(set(probe.options)) == 4 and probe.gold in probe.options
        assert not any(exact(option, probe.gold) for option in probe.options if option != probe.gold), probe
    places = Counter(probe.options.index(probe.gold) for probe in probes.closed())
    assert min(places[at] for at in range(4)) >= 10


def test_every_verifier_is_probed() -> None:
    assert {check.name for probe in probes.instructions() for check in probe.checks} == set(VERIFIERS)
    assert all(probe.checks for probe in probes.instructions())


@pytest.mark.parametrize(("part", "answer"), ANSWERS)
def test_what_is_asked_can_be_done(part: str, answer: str) -> None:
    [probe] = [probe for probe in probes.instructions() if part in probe.ask]
    assert [check for check in probe.checks if not passes(check, answer)] == []


def test_an_answer_that_ignores_the_ask_passes_few() -> None:
    for answer in ("I do not know, sorry.", "The. The. The. The. The. The."):
        passed = [all(passes(check, answer) for check in probe.checks) for probe in probes.instructions()]
        assert sum(passed) <= 9


def test_three_wordings_of_one_ask() -> None:
    for probe in probes.rewordings():
        assert len(set(probe.asks)) == 3 and probe.gold and not refused(probe.gold)


def test_the_probes_are_frozen() -> None:
    """Who changes them breaks every comparison with figures from before."""
    assert probes.sha256() == "cf6dd82de3ef552f33f9041d415d2920e57d83a6e02a8452606ce8350429255d"
