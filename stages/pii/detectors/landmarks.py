"""Addresses that are nobody's: of films, of governments and firms, of forms, and of texts that fill a page."""

import re

# what people make up: these numbers before these names
_ANY_NUMBER = r"(?:1|12|123|1234|12345|111|100|321|456|789|555)[a-z]?"
_ANY_NAME = (
    r"(?:main|elm|oak|maple|any|anywhere|anystreet|fake|example|sample|street|first|1st|your|some|test|dummy|foo"
    r"|pine|cedar|nowhere)"
)
_KNOWN = (
    r"221\s?b baker st|1600 pennsylvania ave|10 downing st|4 privet dr|742 evergreen terr?\b|742 evergreen terrace"
    r"|124 conch st|12 grimmauld pl|350 (?:fifth|5th) ave|1 infinite loop|1 hacker way|1600 amphitheatre"
    r"|1 (?:microsoft|apple park) way|11 wall st|1060 w(?:\.|est)? addison|1313 mockingbird|0?001 cemetery l"
    r"|31 spooner st|1640 riverside dr"
)
_FORMS = (
    r"(?:muster|beispiel|test)(?:straße|strasse|str\.|weg|allee|gasse|platz)"
    r"|(?:calle|avenida|av\.) (?:falsa|ejemplo|inventada)\b|via (?:esempio|di prova)\b|rua (?:exemplo|fictícia)\b"
    r"|\d+,? (?:bis )?(?:rue|avenue) (?:de )?l?['’]?exemple\b|voorbeeld(?:straat|laan|weg)"
    r"|(?:ul\. |ulica )?przykładowa\b"
)
_KNOWN_STREET = re.compile(rf"(?i)(?:{_KNOWN}|{_ANY_NUMBER} {_ANY_NAME} |{_FORMS})")
_BEFORE_IT = re.compile(
    r"(?i)(?:(?:flat|apartment|apt|unit|suite|studio)\.? ?#?\d+[a-z]?,? |the |\d{1,4} (?=221b|10 downing|742 ever))"
)
_NO_TOWN = re.compile(
    r"(?i)\b(?:any ?town|any ?city|any ?ville|some ?town|some ?city|your ?town|your ?city|nowhereville|springfield, xx"
    r"|muster(?:stadt|hausen|dorf|ort)|beispiel(?:stadt|dorf|ort)|city, state|townsville, (?:usa|ts)|ville exemple)\b"
)
# words of the Latin that fills pages, but for those that are names or English as well
_FILLING = frozenset(
    str.split(
        "lorem ipsum dolor sit amet consectetuer consectetur adipiscing elit aliquam aliquet aenean accumsan arcu "
        "augue bibendum blandit commodo condimentum congue consequat convallis curabitur cras dapibus diam dictum "
        "dignissim dis donec duis dui egestas eget eleifend elementum enim erat eros est et etiam eu euismod "
        "facilisi facilisis fames faucibus felis fermentum feugiat fringilla fusce gravida habitant hendrerit "
        "iaculis imperdiet inceptos integer interdum justo lacinia lacus laoreet lectus ligula litora lobortis "
        "luctus maecenas magna malesuada massa mattis mauris metus mi molestie mollis montes morbi mus nam "
        "nascetur natoque nec neque nibh nisi nisl non nonummy nostra nulla nullam nunc odio orci ornare "
        "parturient pede pellentesque penatibus per pharetra phasellus placerat porta porttitor posuere praesent "
        "pretium primis proin pulvinar purus quam quis quisque rhoncus ridiculus risus rutrum sagittis sapien "
        "scelerisque sed sem semper senectus sociis sociosqu sodales sollicitudin suscipit suspendisse taciti "
        "tellus tempor tempus tincidunt torquent tortor tristique turpis ullamcorper ultrices ultricies urna ut "
        "varius vehicula vel velit venenatis vestibulum vitae vivamus viverra volutpat vulputate do eiusmod "
        "incididunt labore dolore aliqua"
    )
)
_FILLED = re.compile(
    r"(?i)(?:ap|apt\.?|p\.?o\.? box|#|\d|[\s,.#-])*((?:[a-z]+ ){1,3})(?:st|street|rd|road|ave|avenue|av|ln|lane|dr"
    r"|drive|blvd|way|ct|court|pl|place|sq|square)\b"
)


def is_famous(block: str) -> bool:
    """A film's, a government's, or the one of every example: `standard` keeps it."""
    line = " ".join(block.split())
    if _KNOWN_STREET.match(line) or _NO_TOWN.search(line):
        return True
    if (before := _BEFORE_IT.match(line)) and _KNOWN_STREET.match(line, before.end()):
        return True
    filled = _FILLED.match(line)
    return filled is not None and all(word in _FILLING for word in filled[1].lower().split())
