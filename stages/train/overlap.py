"""Whether held-out asks stand in the training data: word for word, or whole inside another ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from schemas.errors import RecipeError
from stages.normal import folded
from stages.train.rows import Row
from stages.wording.grams import Numbers, Vocabulary, runs, word_numbers
from stages.wording.text import bare, uncited

RUN = 13
_BLOCK = 10_000

Places = npt.NDArray[np.int64]


@dataclass
class Overlap:
    """Held-out ids, each with the training row that has its ask; `touched` share a run of 13 words and no more.

    A run is shared by all that were asked in one form or of one passage, so it is counted and refuses nothing.
    """

    exact: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)
    touched: int = 0
    held: int = 0

    def told(self) -> str:
        return f"{len(self.exact)} word for word, {len(self.inside)} whole inside a longer ask"


def overlap(train: Sequence[Row], held: Sequence[Row]) -> Overlap:
    """Which held-out asks are in the training rows; an ask of fewer than 13 words is only looked for word for word."""
    found = Overlap(held=len(held))
    if not held:
        return found
    asks = {_ask(row): row.pair_id for row in reversed(train)}
    found.exact = {row.pair_id: asks[ask] for row in held if (ask := _ask(row)) in asks}
    known = Vocabulary()
    own, owner = _runs(held, known)
    numbers, number = np.unique(own, return_inverse=True)
    met = _Met(*_met(train, numbers, known), len(numbers))
    borders = np.searchsorted(owner, np.arange(1, len(held)))
    for row, its in zip(held, np.split(number, borders), strict=True):
        mine = np.unique(its)
        found.touched += bool(met.count[mine].any())
        if row.pair_id not in found.exact:
            within = (train[place] for place in met.all_of(mine).tolist())
            words = _words(row)
            found.inside |= next(({row.pair_id: one.pair_id} for one in within if words in _words(one)), {})
    return found


def check_overlap(train: Sequence[Row], held: Sequence[Row], allow: bool) -> Overlap:
    """The overlap, for the record; refused unless allowed."""
    found = overlap(train, held)
    first = next(iter((found.exact | found.inside).items()), None)
    if first and not allow:
        raise RecipeError(
            f"{len(found.exact) + len(found.inside)} of {len(held)} held-out asks are in the training rows "
            f"({found.told()}; {first[0]!r} in {first[1]!r}); curate again, or set allow_overlap = true"
        )
    return found


def _ask(row: Row) -> str:
    return "\x1e".join(f"{role}\x1f{folded(content)}" for role, content in row.ask)


def _text(row: Row) -> str:
    return "\n".join(content for _, content in row.ask)


def _words(row: Row) -> str:
    """The words of an ask in a row, so that one row of words can be looked for in another."""
    return f" {' '.join(bare(folded(uncited(_text(row)))))} "


def _runs(rows: Sequence[Row], known: Vocabulary) -> tuple[Numbers, Places]:
    """All runs of words of the asks, and for each the row that it stands in."""
    words = [word_numbers(_text(row), known) for row in rows]
    owner = np.repeat(np.arange(len(rows)), [len(own) for own in words])
    made = runs(np.concatenate([np.zeros(0, np.uint64), *words]), RUN)
    whole = owner[: len(made)] == owner[RUN - 1 :] if len(made) else np.zeros(0, np.bool_)
    return made[whole], owner[: len(made)][whole]


def _met(train: Sequence[Row], numbers: Numbers, known: Vocabulary) -> tuple[Places, Places]:
    """Where the held-out runs stand in the training rows: the run's place among `numbers`, and the row."""
    found, rows = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for at in range(0, len(train) if len(numbers) else 0, _BLOCK):
        made, owner = _runs(train[at : at + _BLOCK], known)
        place = np.minimum(np.searchsorted(numbers, made), len(numbers) - 1)
        hit = numbers[place] == made
        found.append(place[hit])
        rows.append(owner[hit] + at)
    return np.concatenate(found), np.concatenate(rows)


class _Met:
    """The training rows of each run."""

    def __init__(self, place: Places, row: Places, count: int) -> None:
        pairs = np.unique(np.stack([place, row], axis=1), axis=0)
        self.rows = pairs[:, 1]
        self.count = np.bincount(pairs[:, 0], minlength=count)
        self.begins = np.cumsum(self.count) - self.count

    def of(self, run: int) -> Places:
        return self.rows[self.begins[run] : self.begins[run] + self.count[run]]

    def all_of(self, wanted: Places) -> Places:
        """The rows that have every one of these runs; the rarest are looked at first."""
        rarest = wanted[np.argsort(self.count[wanted], kind="stable")].tolist()
        within = self.of(rarest[0]) if rarest else np.zeros(0, np.int64)
        for run in rarest[1:]:
            if not len(within):
                break
            within = within[np.isin(within, self.of(run), assume_unique=True)]
        return within
