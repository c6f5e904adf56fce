"""Scores: the one dot product that decides, with the same bits however rows are blocked, ordered or shared out."""

import numpy as np
from numpy.typing import NDArray

from schemas.errors import RecipeError, WinnowError

# no fast product of float32 unit vectors errs by as much, up to 4,096 dimensions and more
SLACK = 1e-3
_ROWS = 128  # what is multiplied at once stays in the nearest cache


def cosines(
    vectors: NDArray[np.float32],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    others: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:
    """Of each pair of rows: products summed in halves, in float32, to six decimals, so that a row with itself is 1."""
    others = vectors if others is None else others
    scores = np.empty(len(first), np.float32)
    for start in range(0, len(first), _ROWS):
        some = slice(start, start + _ROWS)
        products = np.asarray(vectors[first[some]] * others[second[some]], np.float32)
        width = products.shape[1]
        while width > 1:
            half = width // 2
            products[:, :half] += products[:, width - half : width]
            width -= half
        scores[some] = products[:, 0]
    return np.clip(np.round(scores, 6), -1, 1)


def check_floor(floor: float) -> None:
    if not 0 < floor <= 1:
        raise RecipeError(f"a cosine of {floor} cannot be a floor: give a number above 0 and up to 1")


def check_unit(vectors: NDArray[np.float32], start: int = 0) -> None:
    """Each row is a direction; an encoder that gives nothing or no numbers is found here, before it joins anything."""
    if vectors.ndim != 2:
        raise WinnowError(f"vectors must be rows of numbers, got {vectors.ndim} dimensions: look at the encoder")
    for at in range(0, len(vectors), 8192):
        block = vectors[at : at + 8192]
        length = np.sqrt(np.einsum("ij,ij->i", block, block, dtype=np.float64))
        wrong = np.flatnonzero(~(np.abs(length - 1) < 1e-2))
        if len(wrong):
            row = wrong[0]
            what = f"has length {length[row]:.3g} in place of 1" if np.isfinite(length[row]) else "is not a number"
            raise WinnowError(f"vector {start + at + row} {what}: look at the encoder, or clear the vector cache")
