"""Best-fit-decreasing packing: examples into rows of a fixed length, the same for a seed and an epoch."""

from collections.abc import Sequence

import numpy as np

BUFFER = 100_000


def packed(lengths: Sequence[int], row: int, seed: int, epoch: int, pack: bool = True) -> list[list[int]]:
    """Rows of example numbers. Each row holds at most `row` tokens; the rows' order is drawn anew for each epoch."""
    draw = np.random.default_rng([seed, epoch])
    order = draw.permutation(len(lengths))
    if not pack:
        return [[int(n)] for n in order]
    rows: list[list[int]] = []
    for at in range(0, len(order), BUFFER):
        part = order[at : at + BUFFER]
        longest_first = part[np.argsort([-lengths[n] for n in part], kind="stable")]
        rows += _best_fit([int(n) for n in longest_first], lengths, row)
    return [rows[n] for n in draw.permutation(len(rows))]


def _best_fit(order: Sequence[int], lengths: Sequence[int], row: int) -> list[list[int]]:
    """Each example goes where the least room is left behind it; rows by room left, a bit for each room that exists."""
    by_room: list[list[list[int]]] = [[] for _ in range(row + 1)]
    rooms = 0
    rows: list[list[int]] = []
    for number in order:
        length = lengths[number]
        fitting = rooms >> length
        if fitting:
            room = length + (fitting & -fitting).bit_length() - 1
            bin_ = by_room[room].pop()
            if not by_room[room]:
                rooms &= ~(1 << room)
        else:
            room, bin_ = row, []
            rows.append(bin_)
        bin_.append(number)
        left = room - length
        by_room[left].append(bin_)
        rooms |= 1 << left
    return rows
