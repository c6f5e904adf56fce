"""Texts made to be slow, broken or strange: the detectors of formats and checksums stay linear and in range."""

import pickle
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.pii.cues import Cues
from stages.pii.detectors.card import Card
from stages.pii.detectors.crypto import Crypto
from stages.pii.detectors.email import Email
from stages.pii.detectors.handles import Gps, Handle, ProfileUrl, Uuid
from stages.pii.detectors.iban import Iban
from stages.pii.detectors.national import NationalId, UsSsn
from stages.pii.detectors.network import Ip, Mac
from stages.pii.detectors.phone import Phone
from stages.pii.finding import ENTITIES, Detector

DETECTORS: list[Detector] = [
    *(Email(), Phone(), Card(), Iban(), Crypto(), UsSsn(), NationalId()),
    *(Ip(), Mac(), Uuid(), Handle(), ProfileUrl(), Gps()),
]
HOSTILE = (
    *("a@", "a@a.", "a.", "1-", "1 ", "1.", "1,", "(1", "0/", "0 - ", "+1", "::", "a::", "1:", "f:", "@a", "@", "+"),
    *("1234 ", "123-", "123-45-6789", "4111 ", "GB82", "GB82 WEST ", "DE89 3704 ", "0x", "bc1q", "1A", "AB12 "),
    *("12345678A", "1990-", "j dot ", "a at b dot ", "a [at] b. ", "at ", "1.2.3.4.", "9.99999, ", "1°1'", "00:"),
    *("tel: +49 30 1234567 ", "call 1234567 ", "ssn 123456789 ", "twitter.com/a", "é", "1\u2013", "a@b.com "),
)
PIECES = (*HOSTILE, "\n", " ", "é", "\U0001f600", "+49 30 2397 4410", "lena@posteo.de", "phone ", "card ", "id card ")


def _seconds(detector: Detector, text: str) -> float:
    started = time.process_time()
    detector.find(text, Cues())
    return time.process_time() - started


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.entity)
def test_twice_the_text_takes_about_twice_the_time(detector: Detector) -> None:
    for piece in HOSTILE:
        short, long = (piece * (size // len(piece)) for size in (20_000, 40_000))
        assert _seconds(detector, short) < 0.5, piece
        assert _seconds(detector, long) < max(0.1, 4 * min(_seconds(detector, short) for _ in range(2))), piece


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.entity)
@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_text(detector: Detector, text: str) -> None:
    found = detector.find(text, Cues())
    assert all(0 <= hit.start < hit.end <= len(text) and 0.35 <= hit.score <= 1 for hit in found)
    ordered = sorted(found, key=lambda hit: hit.start)
    assert all(a.end <= b.start for a, b in pairwise(ordered))
    assert detector.find(text, Cues()) == found


def test_each_is_an_entity_and_can_be_sent_to_a_worker() -> None:
    assert len({detector.entity for detector in DETECTORS}) == len(DETECTORS)
    for detector in DETECTORS:
        assert detector.entity in ENTITIES
        assert hash(detector) == hash(type(detector)())
        assert pickle.loads(pickle.dumps(detector)) == detector


def test_a_long_text_is_quick() -> None:
    text = "In 1914 the 3 of them had 12,500 sheep; see a.b.c, f(x) = 3x + 1 and so on. " * 15_000
    assert all(_seconds(detector, text) < 1 for detector in DETECTORS)
