"""Whether a count lies within what was asked: at least, at most, or, where both are one number, exactly."""

from schemas.errors import RecipeError


def within(count: int, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        raise RecipeError("a count is asked for without a bound: give `least`, `most` or both")
    low, high = least or 0, count if most is None else most
    if low < 0 or high < 0:
        raise RecipeError(f"a count cannot be below 0, got least = {least} and most = {most}: give 0 or more")
    if most is not None and low > most:
        raise RecipeError(f"no count is at least {low} and at most {most}: swap `least` and `most`")
    return low <= count <= high
