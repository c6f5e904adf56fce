"""Units of measure by their dimension, with how many of its base unit they are; counted things are no units."""

from fractions import Fraction

_TABLE = {
    "length": "mm millimetre millimeter|1/1000; cm centimetre centimeter|1/100; m metre meter|1; km kilometre"
    " kilometer|1000; inch in|127/5000; ft foot feet|381/1250; yd yard|1143/1250; mi mile|201168/125",
    "mass": "mg milligram|1/1000; g gram gramme|1; kg kilogram kilo|1000; t ton tonne|1000000; oz ounce"
    "|45359237/1600000; lb lbs pound|45359237/100000",
    "volume": "ml millilitre milliliter|1/1000; l litre liter|1; gal gallon|473176473/125000000",
    "time": "ms millisecond|1/1000; s sec second|1; min minute|60; h hr hour|3600; day|86400; week|604800",
    "months": "month|1; year yr|12; decade|120; century centurie|1200; millennium millennia|12000",
    "percent": "% percent|1/100",
    "angle": "° degree|1",
    "area": "m² sqm|1; km²|1000000; cm²|1/10000; hectare ha|10000",
    "dollar": "$ usd dollar|1; cent|1/100",
    "euro": "€ eur euro|1",
    "sterling": "£ gbp|1",
    "yen": "¥ yen jpy|1",
    "data": "byte b|1; kb kilobyte|1000; mb megabyte|1000000; gb gigabyte|1000000000; tb terabyte|1000000000000",
}

UNITS: dict[str, tuple[str, Fraction]] = {
    name: (dimension, Fraction(factor))
    for dimension, row in _TABLE.items()
    for names, _, factor in (entry.strip().partition("|") for entry in row.split(";"))
    for name in names.split()
}
_TEMPERATURES = {
    "°c": (Fraction(1), Fraction(0)),
    "°f": (Fraction(5, 9), Fraction(-160, 9)),
    "kelvin": (Fraction(1), Fraction(-27315, 100)),
}
_SPELT = {"celsius": "°c", "centigrade": "°c", "fahrenheit": "°f", "degrees celsius": "°c", "degrees fahrenheit": "°f"}


def singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def unit(word: str) -> str:
    """A unit's plain form: °c, °f, the singular of a word; nothing where nothing stands there."""
    word = word.replace("° ", "°").replace("degrees ", "°").replace("degree ", "°")
    word = _SPELT.get(word.removeprefix("°"), word)
    return word if word in UNITS or word in _TEMPERATURES else singular(word)


def measured(value: Fraction, of: str) -> tuple[str, Fraction]:
    """Dimension and value in its base unit; what is counted is its own dimension."""
    if of in _TEMPERATURES:
        factor, offset = _TEMPERATURES[of]
        return "temperature", value * factor + offset
    dimension, factor = UNITS.get(of, ("", Fraction(1)))
    return dimension, value * factor
