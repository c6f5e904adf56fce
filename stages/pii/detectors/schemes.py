"""The numbers that states give to people, a row each: how they are written, what must hold, whether a cue is needed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import re2

from stages.pii.detectors import checksums as check


@dataclass(frozen=True)
class Kind:
    """A number of one country: how it is written, what must hold of it (without blanks and dots), and what it needs."""

    rule: str
    written: str
    holds: Callable[[str], bool]
    # the score without a cue; 0: only with one. A check of one digit, which one number in ten passes, is for a person
    bare: float = 0.0


def _born(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _any(_token: str) -> bool:
    return True


def _nino(token: str) -> bool:
    """Letters that were never given out; the last one names a quarter."""
    never = token[0] in "DFIQUV" or token[1] in "DFIOQUV" or token[:2] in ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ")
    return token[-1] in "ABCD" and not never


def _pesel(digits: str) -> bool:
    return check.pesel(digits) and _born(digits[4:6], str(int(digits[2:4]) % 20))


def _resident(token: str) -> bool:
    return check.resident_id(token) and token[6:8] in ("19", "20") and _born(token[12:14], token[10:12])


def _rijksregister(digits: str) -> bool:
    return check.rijksregister(digits) and int(digits[2:4]) <= 12


KINDS = (
    Kind("national.es_dni", r"\d{8}[- ]?[A-Z]", check.dni, 0.75),
    Kind("national.es_nie", r"[XYZ][- ]?\d{7}[- ]?[A-Z]", check.dni, 0.75),
    Kind("national.fr_nir", r"[12] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", check.nir, 0.85),
    Kind(
        "national.it_codice_fiscale",
        r"[A-Z]{6} ?\d\d[A-EHLMPRST]\d\d ?[A-Z]\d{3}[A-Z]",
        check.codice_fiscale,
        0.95,
    ),
    Kind("national.de_steuer_id", r"[1-9]\d ?\d{3} ?\d{3} ?\d{3}", check.steuer_id),
    Kind("national.de_versicherung", r"\d\d ?\d{6} ?[A-Z] ?\d{3}", check.versicherungsnummer),
    Kind("national.nl_bsn", r"\d{9}|\d{4}[. ]\d\d[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3}", check.bsn),
    Kind("national.pl_pesel", r"\d{11}", _pesel, 0.5),
    Kind("national.pt_nif", r"[1-35689]\d{2} ?\d{3} ?\d{3}", check.nif),
    Kind("national.be_register", r"\d\d\.\d\d\.\d\d[- ]\d{3}[. ]\d\d", _rijksregister, 0.85),
    Kind("national.be_register", r"\d{11}", _rijksregister),
    Kind("national.uk_nino", r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-Z]", _nino, 0.7),
    Kind("national.uk_nhs", r"\d{3}[ -]?\d{3}[ -]?\d{4}", check.nhs),
    Kind("national.br_cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d", check.cpf, 0.85),
    Kind("national.br_cpf", r"\d{11}", check.cpf),
    Kind("national.in_aadhaar", r"[2-9]\d{3} \d{4} \d{4}", check.verhoeff, 0.5),
    Kind("national.in_aadhaar", r"[2-9]\d{3}-?\d{4}-?\d{4}", check.verhoeff),
    Kind("national.in_pan", r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]", _any),
    Kind("national.at_svnr", r"\d{4} ?\d{6}", check.svnr),
    Kind("national.ch_ahv", r"756\.\d{4}\.\d{4}\.\d\d|756\d{10}", check.ean13, 0.85),
    Kind("national.ca_sin", r"[1-79]\d{2}[ -]?\d{3}[ -]?\d{3}", check.luhn),
    Kind("national.au_tfn", r"\d{3} ?\d{3} ?\d{3}", check.tfn),
    Kind("national.cn_resident", r"\d{17}[\dX]", _resident, 0.85),
)
WRITTEN = [(kind, re.compile(kind.written, re.ASCII)) for kind in KINDS]
CANDIDATE = re2.compile(
    r"[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Z]"
    r"|[A-Z]{6} ?[0-9]{2}[A-Z][0-9]{2} ?[A-Z][0-9]{3}[A-Z]|[A-Z]{5}[0-9]{4}[A-Z]"
    r"|[XYZ][\- ]?[0-9]{7}[\- ]?[A-Z]|[0-9]{2} ?[0-9]{6} ?[A-Z] ?[0-9]{3}|[0-9]{17}X"
    r"|[12] ?[0-9]{2} ?[0-9]{2} ?2[AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}|[0-9]{8}[\- ]?[A-Z]"
    r"|[0-9](?:[ .\-]?[0-9]){8,17}"
)
