"""Whether a span stands for itself, or is a piece of a longer number, word, version or path."""

_GLUE = "._-/\\,:+@#"
_MONEY = "$€£¥₹"


def alone(text: str, start: int, end: int, glue: str = _GLUE) -> bool:
    """No letter or digit touches the span, nor a sign of `glue` that ties another digit to it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and (before[-1].isalnum() or before[-1] in "_" + _MONEY):
        return False
    if after and (after[0].isalnum() or after[0] in "_%" + _MONEY):
        return False
    tied_before = len(before) == 2 and before[1] in glue and before[0].isdigit()
    tied_after = len(after) == 2 and after[0] in glue and after[1].isdigit()
    return not tied_before and not tied_after


def in_a_row(text: str, start: int, end: int) -> bool:
    """Whether another number stands one blank away, as in a table or a list of numbers."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[1:] == " " and before[:1].isdigit()) or (after[:1] == " " and after[1:].isdigit())


def pieces(text: str, start: int, end: int, shortest: int) -> list[tuple[int, int]]:
    """The span itself, and then what blanks set apart in it: a table puts one number beside another."""
    spans, at = [(start, end)], start
    for word in text[start:end].split(" ") if " " in text[start:end] else ():
        if len(word) >= shortest:
            spans.append((at, at + len(word)))
        at += len(word) + 1
    return spans


def only_digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
