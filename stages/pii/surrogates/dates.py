"""Dates of birth keep their year and format: day and month are others, of as many figures."""

import re

from stages.pii.surrogates.draw import Draw
from stages.pii.surrogates.family import Family, casefolded
from stages.pii.surrogates.shape import digits_of, reshaped

# twelve months of en, de, fr, es, it, pt, nl, pl (nominative, genitive); shortened forms are their first letters
_MONTHS = tuple(
    tuple(line.split())
    for line in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    )
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")
_ORDINAL = re.compile(r"(?i)(\d+)(st|nd|rd|th)\b")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*", re.DOTALL)


def _month(word: str) -> tuple[int, int, bool] | None:
    """Which language, which month, and whether it is shortened."""
    plain = word.casefold()
    for row, names in enumerate(_MONTHS):
        if plain in names:
            return row, names.index(plain), False
    for row, names in enumerate(_MONTHS):
        for place, name in enumerate(names):
            if len(plain) <= 4 and name.startswith(plain):
                return row, place, True
    return None


class _Date:
    """Where day, month and year stand in a value, and what they are."""

    def __init__(self, value: str) -> None:
        time = _TIME.search(value)
        body = value[: time.start()] if time else value
        self.word = next((match for match in _WORD.finditer(body) if _month(match[0])), None)
        numbers = list(_NUMBER.finditer(body))
        self.packed = len(numbers) == 1 and len(numbers[0][0]) == 8
        year = next((m for m in numbers if len(m[0]) == 4), None)
        if year is None and len(numbers) == 3:
            year = numbers[0] if int(numbers[0][0]) > 31 else numbers[2]
        if year is None and self.word is not None and len(numbers) == 2:
            year = numbers[1]
        rest = [m for m in numbers if m is not year and len(m[0]) <= 2][: 1 if self.word else 2]
        self.day, self.month = _roles(rest, body, bool(year and numbers and year is numbers[0]), self.word is not None)
        self.year = year[0] if year else ""


def _roles(
    rest: list[re.Match[str]], body: str, year_first: bool, in_words: bool
) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    if in_words:
        return (rest[0] if rest else None), None
    if len(rest) < 2:
        return None, (rest[0] if rest else None)
    first, second = rest
    month_first = year_first or ("/" in body and int(first[0]) <= 12) or int(second[0]) > 12
    return (second, first) if month_first else (first, second)


def _pair(date: _Date) -> tuple[int, int] | None:
    """Day and month, the smaller first: so it does not matter which way 03/05 is read."""
    word = _month(date.word[0]) if date.word else None
    month = word[1] + 1 if word else int(date.month[0]) if date.month else 0
    if date.packed or not month or date.day is None:
        return None
    return min(month, int(date.day[0])), max(month, int(date.day[0]))


def _normal(value: str) -> str:
    """The same for a date in figures and in words, where its parts can be told."""
    plain = casefolded(value)
    date = _Date(plain)
    pair = _pair(date)
    return f"{date.year}-{pair[0]:02d}-{pair[1]:02d}" if pair else plain


def _birth(value: str, rule: str, draw: Draw) -> str:
    """Two numbers of as many figures as before, so that each can stand where it has to, padded or not."""
    pair = _pair(_Date(value))
    if pair is None:
        return _other(value, draw)
    if draw.crowded:
        return f"{draw.between(1, 12):02d}-{draw.between(1, 12 if pair[1] < 13 else 28):02d}"
    return f"{_in_class(pair[0], draw):02d}-{_in_class(pair[1], draw):02d}"


def _in_class(old: int, draw: Draw) -> int:
    low, high = (1, 9) if old < 10 else (10, 12) if old < 13 else (13, 28)
    return draw.between(low, high)


def _other(value: str, draw: Draw) -> str:
    """Not day, month and year: eight figures in a row, a month of a year, or only a year, which moves a little."""
    date = _Date(value)
    digits = digits_of(value)
    if date.packed:
        month, day = f"{draw.between(1, 12):02d}", f"{draw.between(1, 28):02d}"
        year_first = digits[:2] in ("18", "19", "20") and int(digits[4:6]) <= 12
        packed = digits[:4] + month + day if year_first else month + f"{draw.between(1, 12):02d}" + digits[4:]
        return _NUMBER.sub(packed, value)
    if date.word or date.month:
        return f"{draw.between(1, 9) if date.month and len(date.month[0]) == 1 else draw.between(10, 12):02d}-00"
    if len(digits) == 4:
        return _NUMBER.sub(str(int(digits) + draw.pick((-3, -2, -1, 1, 2, 3))), value)
    return reshaped(value, draw)


def _lay(core: str, value: str) -> str:
    if not re.fullmatch(r"\d\d-\d\d", core):
        return core
    date = _Date(value)
    low, high = (int(part) for part in core.split("-"))
    pair = _pair(date) or (0, 0)
    word = _month(date.word[0]) if date.word else None
    month = high if (word[1] + 1 if word else int(date.month[0]) if date.month else 0) > pair[0] > 0 else low
    day = high if date.day and int(date.day[0]) > pair[0] else low
    spans: list[tuple[int, int, str]] = []
    if date.day:
        spans.append((*date.day.span(), f"{day:0{len(date.day[0])}d}"))
    if date.month:
        spans.append((*date.month.span(), f"{month:0{len(date.month[0])}d}"))
    if date.word:
        spans.append((*date.word.span(), _spelled(date.word[0], month, german="." in value)))
    for start, end, text in sorted(spans, reverse=True):
        value = value[:start] + text + value[end:]
    value = _ORDINAL.sub(lambda match: match[1] + ordinal(int(match[1]), match[2]), value)
    return re.sub(r"\b([2-9])er\b", r"\1", value)


def _spelled(old: str, month: int, german: bool) -> str:
    """In the language of the old one: April is a month in four, with a capital in two of them."""
    row, place, short = _month(old) or (0, 0, False)
    rows = [row for row, names in enumerate(_MONTHS) if names[place].startswith(old.casefold())] or [row]
    fitting = [row for row in rows if (row > 1) == old[0].islower() and (row == 1) >= german] or rows
    name = _MONTHS[fitting[0]][month - 1]
    name = name[: len(old)] if short else name
    return name.upper() if old.isupper() else name.capitalize() if old[0].isupper() else name


def ordinal(number: int, like: str) -> str:
    """1st, 2nd, 3rd, 11th; in capitals where the old one was."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return ending.upper() if like.isupper() else ending


DATE_OF_BIRTH = Family(_normal, _birth, _lay)
