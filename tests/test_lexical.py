"""Near-duplicates by words: signatures against datasketch, edges against every pair."""

import random
import time

import numpy as np
import pytest
from datasketch import MinHash

from stages.dedup.lexical import jaccard, lexical_edges, shingles, signatures

WORDS = [f"w{at}" for at in range(400)]


def texts(count: int, seed: int) -> list[str]:
    """Texts of which every third is an earlier one with a few words changed."""
    draw = random.Random(seed)
    made: list[str] = []
    for at in range(count):
        if at % 3 == 2:
            words = draw.choice(made).split()
            for _ in range(draw.randint(0, 4)):
                words[draw.randrange(len(words))] = draw.choice(WORDS)
        else:
            words = draw.choices(WORDS, k=draw.randint(3, 120))
        made.append(" ".join(words))
    return made


def test_estimates_are_as_good_as_datasketch() -> None:
    some = texts(120, seed=1)
    signed = signatures(some)
    theirs = []
    for text in some:
        one = MinHash(num_perm=signed.shape[1], seed=1)
        one.update_batch([number.tobytes() for number in np.unique(shingles(text))])
        theirs.append(one)
    ours_off, theirs_off = [], []
    for a in range(0, 120, 3):
        for b in range(120):
            true = jaccard(shingles(some[a]), shingles(some[b]))
            if 0.1 < true < 1:
                ours_off.append(abs(float((signed[a] == signed[b]).mean()) - true))
                theirs_off.append(abs(theirs[a].jaccard(theirs[b]) - true))
    assert len(ours_off) > 10
    assert np.mean(ours_off) < 1.5 * np.mean(theirs_off) < 0.1


def test_every_near_pair_is_found() -> None:
    some = list(dict.fromkeys(texts(600, seed=2)))
    found = lexical_edges(signatures(some), floor=0.7)
    known = set(zip(found.first.tolist(), found.second.tolist(), strict=True))
    sets = [set(shingles(text).tolist()) for text in some]
    near = [
        (a, b) for b in range(len(some)) for a in range(b) if len(sets[a] & sets[b]) >= 0.8 * len(sets[a] | sets[b])
    ]
    assert len(near) > 30
    assert sum(pair in known for pair in near) >= 0.99 * len(near)
    assert (found.first < found.second).all()
    assert len(known) == len(found.first)


def test_a_signature_depends_on_its_text_alone() -> None:
    some = texts(30, seed=3)
    assert (signatures(some)[7] == signatures([some[7]])[0]).all()
    assert (signatures(["Good  Morning.[3]"]) == signatures(["good morning."])).all()


@pytest.mark.parametrize("some", [[], [""], ["", ""], ["one"], ["one", "two"], ["\ud7ff"] * 2])
def test_few_and_empty_texts(some: list[str]) -> None:
    assert len(lexical_edges(signatures(some)).first) == (len(set(some)) == 1 < len(some))


def test_equal_texts_make_no_square_of_edges() -> None:
    began = time.process_time()
    found = lexical_edges(np.repeat(signatures([texts(1, 4)[0]]), 100_000, axis=0))
    assert len(found.first) < 20 * 100_000
    assert set(found.second.tolist()) == set(range(1, 100_000))
    assert time.process_time() - began < 30
