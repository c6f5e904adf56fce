"""One short file per family of detectors."""

from stages.pii.detectors.address import StreetAddress
from stages.pii.detectors.birth import Age, DateOfBirth
from stages.pii.detectors.card import Card
from stages.pii.detectors.crypto import Crypto
from stages.pii.detectors.cued import BankAccount, DriverLicense, MedicalId, Passport
from stages.pii.detectors.deny import denied
from stages.pii.detectors.email import Email
from stages.pii.detectors.handles import Gps, Handle, ProfileUrl, Uuid
from stages.pii.detectors.iban import Iban
from stages.pii.detectors.national import NationalId, UsSsn
from stages.pii.detectors.network import Ip, Mac
from stages.pii.detectors.person import Person
from stages.pii.detectors.phone import Phone
from stages.pii.detectors.secrets import Secret
from stages.pii.detectors.zips import Zip
from stages.pii.finding import Detector


def detectors(regions: tuple[str, ...], model: str, deny: dict[str, str]) -> list[Detector]:
    """All of ours; the profile says which entities are wanted."""
    return [
        Email(),
        Phone(regions),
        Card(),
        Iban(),
        Crypto(),
        UsSsn(),
        NationalId(),
        Passport(),
        DriverLicense(),
        BankAccount(),
        MedicalId(),
        Secret(),
        Ip(),
        StreetAddress(),
        DateOfBirth(),
        Age(),
        Zip(),
        Person(model),
        Mac(),
        Uuid(),
        Handle(),
        ProfileUrl(),
        Gps(),
        *denied(deny),
    ]
