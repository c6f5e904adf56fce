"""Addresses of machines, and what only has points or colons in it."""

import pytest

from pii_marks import acted, check, hits
from stages.pii.cues import Cues
from stages.pii.detectors.network import Ip, Mac

FOUND = [
    ("from «86.121.97.248» at", "IPv4"),
    ("http://«86.121.97.248»:8080/x, («86.121.97.248»/24)", "a port, a mask"),
    ("«86.121.97.248». Next", "a full stop"),
    ("«2a02:8108:96c0:3f40:e0d4:1b2c:9a7f:61d2». Next", "a full stop behind IPv6"),
    ("«86.121.97.248» is, x «86.121.97.248»\n", "blanks"),
    ("'|«86.121.97.248»|'", "in a query"),
    ("IP «4.31.7.12»", "small numbers with a cue"),
    ("server «16.34.0.0» and IP-Adresse «18.7.0.0»", "a block with a cue"),
    ("ip=«86.121.97.248»", "a sign of equality with a cue"),
    ("the IP of version 2: «86.121.97.248»", "a cue beats a version"),
    ("«2a02:8108:96c0:3f40:e0d4:1b2c:9a7f:61d2»", "IPv6, eight groups"),
    ("[«2a02:8108::61d2»]:443", "IPv6, shortened"),
    ("«2a02:8108:96c0::»", "IPv6, a block"),
    ("«3B20:9A3A::1», «2a02::1»", "capitals; two groups"),
    ("«a1b2::c3d4:5»", "begins with a letter"),
    ("«::ffff:86.121.97.248»", "IPv4 inside of IPv6"),
]
NOT_FOUND = [
    ("256.121.97.248, 86.121.97.999", "over 255"),
    ("86.121.97.048", "a leading zero"),
    ("v86.121.97.248, tool-86.121.97.248.tar", "a version"),
    ("version 86.121.97.248", "a version, spelled out"),
    ("Version: 86.121.97.248; versione 86.121.97.248; wersja 86.121.97.248", "in other languages"),
    ("tool==86.121.97.248, tool >= 86.121.97.248, ~86.121.97.248", "a requirement"),
    ("a = 86.121.97.248; x > 86.121.97.248; x < 86.121.97.248; ^86.121.97.248", "other signs of order"),
    ("2.1.3.4 Scope", "a section"),
    ("see section 86.121.97.248", "a section with its name"),
    ("§ 86.121.97.248", "a paragraph"),
    ("86.0.0.0", "a version by its zeros"),
    ("1.3.6.86.121.97", "an OID"),
    ("86.121.97.248.5", "five numbers"),
    ("Chrome/86.121.97.248", "a user agent"),
    ("a86.121.97.248, 86.121.97.248a, 86.121.97.248-beta, 86.121.97.248_x", "glued"),
    ("_86.121.97.248 .86.121.97.248 x-86.121.97.248", "glued from the left"),
    ("86.121.97.248_ 86.121.97.248-x /86.121.97.248", "glued from the right; a path"),
    ("a2::1, beef::add, fee1::, 12::34", "too short for an address that is written out"),
    ("127.0.0.1, 127.1.2.3, 0.0.0.0, IP 0.0.0.0", "the own machine, any"),
    ("255.255.255.0, mask 255.255.0.0, IP 255.0.0.0", "masks"),
    ("::1 and :: and 0:0:0:0:0:0:0:1", "the own machine in IPv6"),
    ("std::dec, a::b, dead::beef, Face::Add, fe::fa", "names in code"),
    ("at 12:34:56, 1:2:3", "times"),
    ("00:1b:44:11:3a:b7", "a MAC"),
    ("00:11:22:33:44:55:66:77", "bytes"),
    ("x2a02:8108::61d2, 2a02:8108::61d2g", "glued in IPv6"),
    ("2a02:8108:96c0:3f40:e0d4:1b2c:9a7f:61d2:1", "nine groups"),
    ("2a02::8108::61d2", "shortened twice"),
    ("_2a02:8108::61d2 .2a02:8108::61d2 :2a02:8108::61d2", "glued"),
    ("2a02:8108::61d2_ 2a02:8108:96c0:3f40:e0d4:1b2c:9a7f:61d2:", "glued behind"),
]


@pytest.mark.parametrize(("row", "why"), FOUND + NOT_FOUND)
def test_ips(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(Ip(), row, why))


FOR_SHOW = [
    ("192.168.7.20", "private"),
    ("10.12.129.54", "private"),
    ("172.16.40.3", "private"),
    ("169.254.10.20", "of the link"),
    ("192.0.2.77", "RFC 5737"),
    ("198.51.100.77", "RFC 5737"),
    ("203.0.113.77", "RFC 5737"),
    ("224.0.0.251", "multicast"),
    ("239.121.97.248", "multicast"),
    ("8.8.8.8", "a well-known resolver"),
    ("1.1.1.1", "another"),
    ("2001:db8::42:1", "RFC 3849"),
    ("fe80::1ff:fe23:4567:890a", "of the link"),
    ("fd12:3456:789a:1::1", "private"),
    ("ff02::1:ff00:42", "multicast"),
    ("2001:4860:4860::8888", "a well-known resolver"),
]


@pytest.mark.parametrize(("text", "why"), FOR_SHOW)
def test_for_show(text: str, why: str) -> None:
    assert [hit.placeholder for hit in hits(Ip(), f"IP {text}")] == [True], why


def test_scores_and_cues() -> None:
    assert [(hit.rule, hit.score) for hit in hits(Ip(), "from 86.121.97.248")] == [("ip.v4", 0.8)]
    assert [(hit.rule, hit.score) for hit in hits(Ip(), "IP 86.121.97.248")] == [("ip.v4", 0.95)]
    assert [(hit.rule, hit.score) for hit in hits(Ip(), "2a02:8108::61d2")] == [("ip.v6", 0.9)]
    assert acted(Ip(), "IP 4.31.7.12")
    assert not acted(Ip(), "IP 4.31.7.12", Cues(()))


MACS = [
    ("ether «00:1b:44:11:3a:b7» up", "colons"),
    ("«00-1B-44-11-3A-B7».", "dashes, capitals"),
    ("«001b.4411.3ab7»", "three groups"),
    ("«10:12:44:11:33:97», «01:20:11:02:21:10»", "digits only"),
]
NO_MACS = [
    ("00:1b:44:11:3a, 00:1b:44:11:3a:b7:01", "five and seven bytes"),
    ("00:1b-44:11:3a:b7", "mixed"),
    ("20-12-10-12-30-11", "a time stamp"),
    ("1012.4411.3397", "numbers"),
    ("x00:1b:44:11:3a:b7, 00:1b:44:11:3a:b7x", "glued"),
    (":00:1b:44:11:3a:b7, 00-1b-44-11-3a-b7-01", "longer"),
    (".001b.4411.3ab7, _00:1b:44:11:3a:b7", "glued"),
]


@pytest.mark.parametrize(("row", "why"), MACS + NO_MACS)
def test_macs(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(Mac(), row, why))


@pytest.mark.parametrize(
    "text",
    [
        "ff:ff:ff:ff:ff:ff",
        "00:11:22:33:44:55",
        "aa-bb-cc-dd-ee-ff",
        "12:34:56:78:9a:bc",
        "00:1a:2b:3c:4d:5e",
        "00:00:5e:00:53:af",
    ],
)
def test_macs_for_show(text: str) -> None:
    assert [(hit.placeholder, hit.score) for hit in hits(Mac(), text)] == [(True, 0.9)]
