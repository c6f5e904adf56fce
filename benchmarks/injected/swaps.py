"""A name or a number of a text made another."""

import re
from random import Random

_NEVER = """
    I Options Claim Answer Question Sentence True False Yes No A B C D E The In On At Of And Or If Is It Its This That
    What Which Who When Where How Why January February March April May June July August September October November
    December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Did Does Was Were He She They His Her Their AD BC
"""
_NOT_NAMES = set(_NEVER.split())
_NAME = re.compile(r"(?<![.?!:\"'\n(] )(?<=[a-z,] )([A-Z][a-z]{2,}(?: [A-Z][a-z]+)*)\b(?!')")
_LIKE = """
France, Germany, Italy, Spain, Japan, China, India, Brazil, Canada, Mexico, Egypt, Peru, Chile, Norway, Sweden, Poland,
Turkey, Kenya, Australia, Russia, Greece, Portugal, Argentina, England, Scotland, Ireland, Iran, Iraq, Cuba, Austria,
Belgium, Denmark, Finland, Thailand, Vietnam, Indonesia, Pakistan, Nigeria, Morocco, Hungary, Switzerland, Ukraine,
Israel, Singapore, Malaysia, Colombia, Netherlands, Nepal, America, Croatia, Romania, Ghana, Ethiopia, Bangladesh,
Cambodia, Laos, Philippines, Qatar, Serbia, Taiwan, Tunisia, Uganda, Uruguay, Venezuela, Yemen, Zambia, Zimbabwe,
New Zealand, South Africa, South Korea, Saudi Arabia, Costa Rica, Sri Lanka, United States, United Kingdom

California, Texas, Florida, Ohio, Oregon, Nevada, Utah, Alaska, Hawaii, Michigan, Illinois, Georgia, Virginia, Colorado,
Arizona, Kansas, Iowa, Idaho, Maine, Montana, Tennessee, Kentucky, Minnesota, Missouri, Alabama, Wyoming, Washington,
Wisconsin, Louisiana, Oklahoma, New York, New Jersey, New Mexico, North Dakota, South Dakota, North Carolina,
South Carolina

London, Paris, Berlin, Rome, Tokyo, Chicago, Boston, Seattle, Houston, Dallas, Denver, Moscow, Madrid, Vienna, Dublin,
Toronto, Sydney, Melbourne, Mumbai, Delhi, Cairo, Athens, Amsterdam, Detroit, Miami, Beijing, Shanghai, San Francisco,
Los Angeles, Las Vegas, San Diego, New Orleans, Hong Kong

Jupiter, Saturn, Neptune, Mercury, Venus, Mars, Earth, Uranus

Google, Microsoft, Apple, Amazon, Facebook, Tesla, Netflix, Intel, Samsung, Sony, Nokia, Uber

Titanic, Avatar, Inception, Jaws, Gladiator, Frozen, Rocky, Up
"""
_FAMILIES = [re.split(r",\s", family) for family in _LIKE.strip().split("\n\n")]
_NUMBER = re.compile(r"(?<![\w.,/^-])\d+(?:\.\d+)?(?![\w,/^]|\.\d|-\w|\s*:)")


def names_in(text: str) -> list[str]:
    return [name for name in _NAME.findall(text) if not set(name.split()) & _NOT_NAMES]


def others_like(name: str, names: list[str]) -> list[str]:
    """The names that may stand for a name; none where a single word is of no known family."""
    family = next((family for family in _FAMILIES if name in family), None)
    if family is None and " " not in name:
        return []
    return [other for other in family or names if len(other.split()) == len(name.split())]


def swap_name(text: str, names: list[str], draw: Random) -> str | None:
    """The text with its last name that begins no sentence replaced by another of as many words."""
    found = names_in(text)
    if not found:
        return None
    name = found[-1]
    others = [other for other in others_like(name, names) if other not in text and name not in other]
    return re.sub(rf"\b{re.escape(name)}\b", draw.choice(others), text) if others else None


def swap_number(text: str, draw: Random, used: str = "") -> str | None:
    """The text with one of its numbers made another; where `used` is given, one that stands in it too."""
    spots = [
        spot
        for spot in _NUMBER.finditer(text)
        if (not used or re.search(rf"(?<!\d){re.escape(spot[0])}(?!\d)", used))
        and not (spot.start() == 0 and text[spot.end() : spot.end() + 1] in ".)")
    ]
    if not spots:
        return None
    spot = draw.choice(spots)
    old = spot[0]
    if "." in old:
        new = f"{float(old) * draw.choice([1.5, 2, 3]):g}"
    else:
        new = str(int(old) + draw.choice([1, 2, 3, 4, 5]) * (10 if int(old) >= 100 and int(old) % 10 == 0 else 1))
    return text[: spot.start()] + new + text[spot.end() :] if new != old else None
