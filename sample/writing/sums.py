"""Word problems and sums; every answer is computed here, so that it is right."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import NamedTuple

from writing.core import Row

NAMES: tuple[str, ...] = (
    "Amara",
    "Boris",
    "Chiara",
    "Dario",
    "Elif",
    "Farid",
    "Greta",
    "Hugo",
    "Imani",
    "Jonas",
    "Kaya",
    "Lorenz",
)
NAMES += ("Mei", "Nadir", "Olive", "Pavel", "Quentin", "Rosa", "Samir", "Tilda", "Uma", "Viktor", "Wanda", "Yusuf")


class Problem(NamedTuple):
    question: str
    answer: str
    why: str


def _trays(r: random.Random, n: str) -> Problem:
    a, b, c = r.randrange(4, 12), r.randrange(6, 13), r.randrange(5, 20)
    return Problem(
        f"{n} bakes {a} trays of {b} rolls and burns {c} of them. How many rolls can be sold?",
        str(a * b - c),
        f"{a} trays of {b} rolls make {a * b} rolls. Without the {c} burnt ones, {a * b} - {c} = {a * b - c} are left.",
    )


def _saving(r: random.Random, n: str) -> Problem:
    w, k, s = r.randrange(6, 20), r.randrange(5, 12), r.randrange(10, 40)
    return Problem(
        f"{n} has {s} dollars and saves {w} dollars every week. How much money is there after {k} weeks?",
        str(s + w * k),
        f"In {k} weeks {n} saves {k} * {w} = {k * w} dollars. With the first {s} dollars that makes {s + w * k}.",
    )


def _train(r: random.Random, n: str) -> Problem:
    v, h = r.choice([60, 80, 90, 120, 140]), r.choice([2, 3, 4, 5])
    return Problem(
        f"A train on which {n} travels goes at a steady {v} kilometres per hour for {h} hours. How far does it get?",
        str(v * h),
        f"Distance is speed times time: {v} * {h} = {v * h} kilometres.",
    )


def _fence(r: random.Random, n: str) -> Problem:
    a, b = r.randrange(8, 30), r.randrange(5, 20)
    return Problem(
        f"{n} wants to put a fence round a rectangular bed, {a} metres long and {b} metres wide. "
        "How many metres of fence are needed?",
        str(2 * (a + b)),
        f"The perimeter is 2 * ({a} + {b}) = 2 * {a + b} = {2 * (a + b)} metres.",
    )


def _share(r: random.Random, n: str) -> Problem:
    k, q = r.randrange(3, 9), r.randrange(4, 12)
    m = r.randrange(1, k)
    return Problem(
        f"{n} shares {k * q + m} marbles equally among {k} children and keeps what is left over. "
        f"How many does {n} keep?",
        str(m),
        f"{k} * {q} = {k * q}, and {k * q + m} - {k * q} = {m}, so {m} cannot be shared.",
    )


def _discount(r: random.Random, n: str) -> Problem:
    p, d = r.choice([40, 60, 80, 120, 160, 200]), r.choice([5, 10, 20, 25, 30])
    return Problem(
        f"A coat that {n} likes costs {p} euros and is reduced by {d} percent. What does it cost now, in euros?",
        str(p * (100 - d) // 100),
        f"{d} percent of {p} is {p * d // 100}. {p} - {p * d // 100} = {p - p * d // 100} euros.",
    )


def _age(r: random.Random, n: str) -> Problem:
    a, y = r.randrange(5, 15), r.randrange(3, 9)
    return Problem(
        f"{n} is {a} years old and an aunt is three times as old. How old will the aunt be in {y} years?",
        str(3 * a + y),
        f"The aunt is 3 * {a} = {3 * a} years old now, and in {y} years she will be {3 * a} + {y} = {3 * a + y}.",
    )


def _pages(r: random.Random, n: str) -> Problem:
    a, d, f = r.randrange(12, 30), r.randrange(4, 9), r.randrange(40, 100)
    return Problem(
        f"{n} reads {a} pages a day for {d} days and then still has {f} pages to go. "
        "How many pages does the book have?",
        str(a * d + f),
        f"{d} days of {a} pages are {a * d} pages. Together with the {f} left, the book has {a * d + f} pages.",
    )


def _bus(r: random.Random, n: str) -> Problem:
    s, o, i = r.randrange(20, 45), r.randrange(5, 15), r.randrange(3, 12)
    return Problem(
        f"There are {s} people on the bus when {n} gets on alone. At the next stop {o} people get off and {i} get on. "
        "How many people are on the bus then?",
        str(s + 1 - o + i),
        f"With {n} there are {s} + 1 = {s + 1} people. "
        f"{s + 1} - {o} = {s + 1 - o}, and {s + 1 - o} + {i} = {s + 1 - o + i}.",
    )


def _boxes(r: random.Random, n: str) -> Problem:
    e, b = r.randrange(80, 200), r.choice([6, 10, 12])
    return Problem(
        f"{n} has to pack {e} eggs into boxes that hold {b} each. How many boxes does it take to pack all of them?",
        str(math.ceil(e / b)),
        f"{e // b} boxes hold {e // b} * {b} = {e // b * b} eggs. "
        + (f"The remaining {e % b} need one more box." if e % b else "Nothing is left over."),
    )


def _paint(r: random.Random, n: str) -> Problem:
    area, cover = r.choice([36, 48, 60, 72, 84]), r.choice([4, 6, 12])
    return Problem(
        f"One litre of paint covers {cover} square metres. How many litres does {n} need for {area} square metres?",
        str(area // cover),
        f"{area} / {cover} = {area // cover} litres.",
    )


def _candles(r: random.Random, n: str) -> Problem:
    a, b = r.randrange(12, 40), r.randrange(11, 30)
    return Problem(
        f"{n} pours {a} candles in the morning and {b} more in the afternoon than in the morning. "
        "How many is that in all?",
        str(2 * a + b),
        f"In the afternoon it is {a} + {b} = {a + b} candles, in all {a} + {a + b} = {2 * a + b}.",
    )


STORIES: tuple[Callable[[random.Random, str], Problem], ...] = (
    *(_trays, _saving, _train, _fence, _share, _discount, _age, _pages, _bus, _boxes, _paint, _candles),
)


def stories(rng: random.Random, each: int) -> list[Problem]:
    made: dict[str, Problem] = {}
    for story in STORIES:
        wanted = len(made) + each
        while len(made) < wanted:
            name = rng.choice(NAMES)
            problem = story(rng, name)
            made.setdefault(problem.question.replace(name, ""), problem)
    return list(made.values())


def short_sums(rng: random.Random) -> list[Row]:
    """About sixty sums of twelve kinds, five of each, no two alike."""
    rows: dict[str, Row] = {}
    for kind in range(12):
        wanted = len(rows) + 5
        while len(rows) < wanted:
            ask, answer = _sum(kind, rng)
            rows.setdefault(ask, Row(ask, answer, task="math"))
    return list(rows.values())


def _sum(kind: int, r: random.Random) -> tuple[str, str]:
    a, b, c = r.randrange(12, 90), r.randrange(3, 12), r.randrange(2, 9)
    values = sorted(r.sample(range(4, 60), 5))
    shuffled = r.sample(values, 5)
    listed = ", ".join(map(str, shuffled))
    mean_values = [b * 3, b * 3 + c, b * 3 - c]
    sums = (
        (f"Work out {a} x {b}.", f"{a} x {b} = {a * b}"),
        (f"Which number is {b} less than {a * c}?", f"{a * c - b}"),
        (f"Find the median of {listed}.", f"Sorted: {', '.join(map(str, values))}. The median is {values[2]}."),
        (f"What is the mean of {', '.join(map(str, mean_values))}?", f"The mean is {sum(mean_values) // 3}."),
        (f"Solve for x: {b}x + {a} = {b * c + a}", f"{b}x = {b * c}, so x = {c}."),
        (f"How much is {c * 5} percent of {a * 20}?", f"{c * 5 * a * 20 // 100}"),
        (f"Give the prime factors of {b * c * 4}.", " x ".join(map(str, _factors(b * c * 4)))),
        (f"A right triangle has legs of {3 * b} cm and {4 * b} cm. How long is its hypotenuse?", f"{5 * b} cm"),
        (f"Convert {a} metres to centimetres.", f"{a} metres are {a * 100} centimetres."),
        (f"Continue the sequence by two terms: {a}, {a + b}, {a + 2 * b}, {a + 3 * b}", f"{a + 4 * b}, {a + 5 * b}"),
        (f"What is the greatest common divisor of {b * c * 6} and {b * 10}?", f"{math.gcd(b * c * 6, b * 10)}"),
        (f"Write {a * 7} in binary.", f"{a * 7:b}"),
    )
    return sums[kind]


def _factors(number: int) -> list[int]:
    found, divisor = [], 2
    while number > 1:
        while number % divisor == 0:
            found.append(divisor)
            number //= divisor
        divisor += 1
    return found
