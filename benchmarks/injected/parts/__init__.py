"""The parts of the cases by name, the oldest first."""

from injected.part import Part
from injected.parts.closing import CLOSING
from injected.parts.dev import DEV
from injected.parts.eighth import EIGHTH
from injected.parts.final import FINAL
from injected.parts.last import LAST
from injected.parts.ninth import NINTH
from injected.parts.seventh import SEVENTH
from injected.parts.sixth import SIXTH
from injected.parts.tenth import TENTH
from injected.parts.test import TEST

PARTS: dict[str, Part] = {
    part.name: part for part in (DEV, TEST, CLOSING, LAST, FINAL, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH)
}
