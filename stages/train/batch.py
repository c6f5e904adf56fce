"""Rows of examples as one flat line of tokens: positions restart with each example, and nothing is padding."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stages.train.encode import Example


@dataclass(frozen=True, eq=False)
class Batch:
    """`targets[i]` is what is learnt at place `places[i]`; `content` says which of them are the answer's own words."""

    ids: NDArray[np.int64]
    positions: NDArray[np.int64]
    borders: list[int]
    places: NDArray[np.int64]
    targets: NDArray[np.int64]
    content: NDArray[np.bool_]
    owners: NDArray[np.int64]

    @property
    def tokens(self) -> int:
        return len(self.ids)


def flat(examples: Sequence[Example]) -> Batch:
    """The examples one after another. The first token of an example is never a target: nothing lies before it."""
    lengths = [len(example) for example in examples]
    borders = [0, *np.cumsum(lengths).tolist()]
    places, content = [], []
    for example, begin in zip(examples, borders, strict=False):
        learnt = np.arange(example.learnt.start, example.learnt.stop)
        places.append(begin + learnt - 1)
        content.append(learnt < example.end)
    ids = np.concatenate([example.ids for example in examples]).astype(np.int64)
    where = np.concatenate(places)
    return Batch(
        ids,
        np.concatenate([np.arange(n) for n in lengths]).astype(np.int64),
        borders,
        where.astype(np.int64),
        ids[where + 1],
        np.concatenate(content),
        np.repeat(np.arange(len(examples)), [len(p) for p in places]).astype(np.int64),
    )


def labels(batch: Batch) -> int:
    return len(batch.targets)
