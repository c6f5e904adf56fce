"""What counts in company only: whether a direct identifier, or the writer giving his own data, stands near enough."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stages.pii.cues import Cues
from stages.pii.finding import DIRECT, Finding
from stages.pii.profiles import Profile
from stages.pii.record import Record

NEAR_CHARS = 300
ANNOUNCED = ("person.cue", "person.small")  # by "Dear", "Patient:", "my name is"
_BARE = re.compile(r"[\s\"'*_>.,:|]*")
_CLOSE_CHARS, _SURE = 60, 0.9
_TITLE = re.compile(r"My [A-Z][a-z]")  # "My Name Is Khan" is a film
_FORM_CHARS = 24  # a line of a form ("Date of birth: …") has hardly more beside its value


def linked(found: Sequence[Finding], record: Record, profile: Profile, cues: Cues) -> list[Finding]:
    """Without what only counts in company and stands alone."""
    if not any(_counts_in_company(f, profile) for f in found):
        return list(found)
    direct = tuple(f for f in found if f.entity in DIRECT and f.score >= profile.threshold(f.entity))
    company = _Company(record, direct, _selves(record, cues))
    return [f for f in found if not _counts_in_company(f, profile) or company.links(f)]


def _counts_in_company(finding: Finding, profile: Profile) -> bool:
    """What the recipe denies counts by itself."""
    return finding.entity in profile.linked and not finding.rule.startswith("deny.")


def _selves(record: Record, cues: Cues) -> dict[str, list[int]]:
    """Where the writer begins to give his own data; an answer that was asked to make something up gives none."""
    texts = record.shaded()
    made_up = any(cues.spans(text, "fiction") for field, text in texts.items() if field not in ("input", "output"))
    ends = {
        field: [end for start, end in cues.spans(text, "self") if not _TITLE.match(text, start)]
        for field, text in texts.items()
    }
    return {field: at for field, at in ends.items() if not (made_up and field == "output")}


@dataclass(frozen=True, slots=True)
class _Company:
    record: Record
    direct: tuple[Finding, ...]
    selves: dict[str, list[int]]

    def links(self, finding: Finding) -> bool:
        return self._is_own(finding) or any(self._is_beside(finding, one) for one in self.direct)

    def _is_own(self, finding: Finding) -> bool:
        """What the writer says of himself comes after his cue; a name is announced by it."""
        if finding.entity == "PERSON" and finding.rule not in ANNOUNCED:
            return False
        return any(0 <= finding.start - at <= NEAR_CHARS for at in self.selves.get(finding.field, ()))

    def _is_beside(self, finding: Finding, direct: Finding) -> bool:
        """Near; and what nothing announces has to share its line, or to have a line of its own."""
        if abs(self._place(finding) - self._place(direct)) > NEAR_CHARS:
            return False
        loose = finding.entity in ("PERSON", "AGE", "DATE_OF_BIRTH") and finding.rule not in ANNOUNCED
        return not loose or self._has_line(finding) or self._shares_line(finding, direct)

    def _place(self, finding: Finding) -> int:
        return self.record.places[finding.field] + finding.start

    def _shares_line(self, one: Finding, other: Finding) -> bool:
        """The same line, or for a name that is sure the end of one and the beginning of the next."""
        if one.field != other.field:
            return False
        first, second = sorted((one, other), key=lambda f: f.start)
        between = self.record.shadows[one.field].text[first.end : second.start]
        close = one.entity == "PERSON" and one.score >= _SURE and len(between) <= _CLOSE_CHARS
        return between.count("\n") <= close

    def _has_line(self, finding: Finding) -> bool:
        text = self.record.shadows[finding.field].text
        line_end = text.find("\n", finding.end)
        before = text[text.rfind("\n", 0, finding.start) + 1 : finding.start]
        after = text[finding.end : line_end if line_end >= 0 else len(text)]
        if finding.entity == "PERSON":
            return bool(_BARE.fullmatch(before) and _BARE.fullmatch(after))
        return len(before) + len(after) <= _FORM_CHARS
