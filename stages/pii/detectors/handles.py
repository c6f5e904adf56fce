"""What `strict` alone replaces: UUIDs, @handles, addresses of profiles, and coordinates."""

from dataclasses import dataclass
from typing import ClassVar

import re2

from stages.pii.cues import Cues
from stages.pii.detectors.published import NO_HANDLES, NO_PROFILES
from stages.pii.finding import Hit

_UUID = re2.compile(r"(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_UUID_SHOWN = frozenset(("123e4567-e89b-12d3-a456-426614174000", "550e8400-e29b-41d4-a716-446655440000"))

_HANDLE = re2.compile(r"@[A-Za-z_][A-Za-z0-9_.]{1,30}")

_SITES = (
    r"(?:twitter|instagram|facebook|x|threads|snapchat|pinterest|tiktok|github|gitlab|medium|t)\.(?:com|net|me)/@?"
    r"|(?:www\.)?linkedin\.com/in/|reddit\.com/(?:u|user)/|youtube\.com/(?:@|user/|c/)|keybase\.io/|vk\.com/"
    r"|mastodon\.social/@"
)
_PROFILE = re2.compile(rf"(?i)(?:https?://)?(?:(?:www|m|mobile|[a-z]{{2}})\.)?(?:{_SITES})[a-z0-9_.\-]{{2,39}}")

_DECIMAL = r"[+\-]?[0-9]{1,3}\.[0-9]{4,15}°?(?: ?[NSEW])?"
_MINUTES = r"[0-9]{1,3} ?° ?[0-9]{1,2} ?[′'’] ?(?:[0-9]{1,2}(?:\.[0-9]{1,6})? ?(?:″|\"|”|''|′′) ?)?[NSEW]"
_GPS = re2.compile(rf"({_DECIMAL})\s?[,;/ ]\s?({_DECIMAL})|{_MINUTES}[,;]?\s?{_MINUTES}")


@dataclass(frozen=True)
class Uuid:
    entity: ClassVar[str] = "UUID"
    conditions: ClassVar[tuple[str, ...]] = (r"[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}",)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = []
        for match in _UUID.finditer(text):
            token = match[0].lower()
            shown = token in _UUID_SHOWN or len(set(token)) < 5
            hits.append(Hit(match.start(), match.end(), 0.9, "uuid", placeholder=shown))
        return hits


@dataclass(frozen=True)
class Handle:
    entity: ClassVar[str] = "HANDLE"
    conditions: ClassVar[tuple[str, ...]] = (r"(?:^|[^\pL\pN])@[A-Za-z_]",)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [_handle(text, match.start(), match.end()) for match in _HANDLE.finditer(text)]
        return [hit for hit in hits if hit]


def _handle(text: str, start: int, end: int) -> Hit | None:
    name = text[start + 1 : end].rstrip(".")
    end = start + 1 + len(name)
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isalnum() or before in ("_", ".", "/", "@", "%", "-") or after in ("(", "/", "@", "-", "{", "="):
        return None
    if "." in name and text[:start].rpartition("\n")[2].strip() == "":
        return None
    if name.casefold().partition(".")[0] in NO_HANDLES or len(name) < 3:
        return None
    alone_on_line = text[:start].rpartition("\n")[2].strip() == "" and text[end : end + 1] in ("\n", "")
    return Hit(start, end, 0.4 if alone_on_line else 0.7, "handle")


@dataclass(frozen=True)
class ProfileUrl:
    entity: ClassVar[str] = "PROFILE_URL"
    conditions: ClassVar[tuple[str, ...]] = (rf"(?i)(?:{_SITES})[a-z0-9_]",)

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = []
        for match in _PROFILE.finditer(text):
            start, end = match.start(), match.start() + len(match[0].rstrip(".-"))
            name = text[start:end].rpartition("/")[2].lstrip("@").casefold()
            if name not in NO_PROFILES and not text[start - 1 : start].isalnum() and text[end : end + 1] != "@":
                hits.append(Hit(start, end, 0.8, "profile_url"))
        return hits


@dataclass(frozen=True)
class Gps:
    entity: ClassVar[str] = "GPS"
    conditions: ClassVar[tuple[str, ...]] = (
        r"[0-9]\.[0-9]{4,15}[° NSEW]{0,3}\s?[,;/ ]\s?[+\-]?[0-9]{1,3}\.[0-9]{4}",
        r"[0-9] ?° ?[0-9]{1,2} ?[′'’]",
    )

    def find(self, text: str, cues: Cues) -> list[Hit]:
        hits = [_gps(text, match) for match in _GPS.finditer(text)]
        return [hit for hit in hits if hit]


def _gps(text: str, match: "re2._Match[str]") -> Hit | None:
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before.isalnum() or before == "." or after[:1].isalnum():
        return None
    if match.group(1) is None:
        return Hit(start, end, 0.85, "gps.minutes")
    latitude, longitude = (float(part.rstrip(" NSEW°")) for part in match.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Hit(start, end, 0.7, "gps.decimal")
