"""A part of the cases: what it has of its own beside the plain forms that all parts share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from injected.forms import Form, Layout
from injected.rewording_late import Rule


@dataclass(frozen=True, kw_only=True)
class Part:
    """The wrappers of an ask and the hint for each kind, the forms of each sort of answer, the rewordings of an ask."""

    name: str
    wrappers: Sequence[Form]
    hints: Mapping[str, str]
    yes_no: Sequence[str]
    true_false: Sequence[str]
    lettered: Sequence[str]
    named: Sequence[str]
    chosen: Sequence[str]
    chosen_short: Sequence[str]
    labels: Sequence[Form]
    numbers: Sequence[Form]
    dates: Sequence[Form]
    layouts: Sequence[Layout]
    negations: Sequence[Form]
    phrases: Sequence[tuple[str, str]] = ()
    rules: Sequence[Rule] = ()
    tried: int = 7  # of its own phrases and rules, on one ask
    fresh: bool = True  # rewords by the rules too that all later parts share
    shuffled: bool = False  # gives labels to items in another order each time
