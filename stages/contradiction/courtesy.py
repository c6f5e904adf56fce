"""What stands around an ask and says nothing of what is asked: greetings, pleas, thanks, headings, how short to be."""

import re

_WORDS = (
    "a an the this that these it its it's is are was be am i i'd i'm i'll i've me my we us our you your you're"
    " here here's there for to of with in on at by as and or so but if not no do does don't can could would will"
    " shall may might must should need needs needed want like please kindly thanks thank cheers hi hello hey dear"
    " good morning afternoon evening day friend friend's sir madam folks everyone bye assistant ai helpful user"
    " human okay ok well now then just only also very much many lot advance help helps helping assist assistance"
    " hand out some any bit few question questions task tasks problem problems query request exercise instruction"
    " instructions prompt input quiz riddle homework trivia class project research study school test exam teacher"
    " boss colleague following below above next quick short simple small brief briefly concise concisely precise"
    " precisely exact exactly direct directly final single correct correctly right best accurate accurately clear"
    " clearly careful carefully friendly quickly answer answers answering respond response reply replies solve"
    " solution result output return print give provide write state say tell show word words sentence sentences"
    " number numbers letter letters digit digits label name value option options choice choices explanation"
    " explanations explain explaining reasoning reason reasons details detail extra further more text commentary"
    " required necessary without keep step think let let's know ask asked asking wonder wondering curious"
    " curiosity interested look take time consider work enough suffices fine done have got one new another try"
    " make sure expert tia overthink straight son daughter kid child wife husband mother mom father dad professor"
    " client wants plenty line figure says data been trying struggling today people find information honest mind"
    " ahead go before completion describes completes read knowledgeable what anybody anyone somebody someone"
    " happen nothing else anything context using use based given knowledge follows follow complete completed q"
    " include including included add adding provided providing unnecessary needless such form format sorry silly"
    " dumb stupid basic random little easy tough tricky hard real fast asap urgent urgently grateful appreciate"
    " appreciated great nice feel free happy hope team bot chatbot model language user's customer support ticket"
    " faq evaluator annotator grader judge reader student students learner tutor instructor assignment worksheet"
    " interview practice game night textbook lesson lecture stuck confused unsure settle bet argument check"
    " confirm verify double-check again once anyone's somebody's him his he's she she's her they they're their who"
    " when where why how because since telling told saying came come comes across found saw reading article"
    " yesterday tomorrow week month long longer being plain plainly simply honestly actually really possible"
    " preferably sweet attempt attempts appropriate appropriately way ways one-word one-line two-word sentence-"
    " long answerable respectful harmless polite professional trained large"
)
_MARKERS = (
    "answer answers answering reply respond response please kindly thanks thank cheers task tasks question"
    " questions query request exercise instruction prompt input problem help assist assistance hand keep"
    " explanation explanations explain explaining reasoning only just brief briefly concise short hi hello hey"
    " dear step know ask asked wonder wondering curious output quiz expert tia overthink straight wants plenty"
    " says quick got me here here's carefully completion homework want need user human assistant helpful morning"
    " afternoon evening bye project exam test sorry appreciate appreciated grateful stuck confused unsure settle"
    " bet include including trivia faq ticket worksheet assignment interview respectful i'm"
)
_SAYS_NOTHING = frozenset(_WORDS.split())
_MARKED = frozenset(_MARKERS.split())
_SEGMENT = re.compile(r"[^.?!:\n]*(?:[.?!:\n]+|$)")
_WORD = re.compile(r"[\w'’-]+")
_COUNTED = re.compile(
    r"\b(?:numbers?|names?|values?|letters?|words?|sentences?|reasons?|labels?|text) (?:of|for|in|with|that|from|as)\b"
)
_HEADING = re.compile(
    r"(?m)^\s*#{1,6}\s*(?=\w)|\[/?INST\]|</?(?:s|user|human|assistant|bot|model|system|instruction|question|prompt)>"
    r"|<(?:\||(?:start|end)_of_)\w+\|?>(?:(?:user|model|assistant|system|human)\b)?"
    r"|^\s*\[(?:question|answer|instruction|response|input|output|task|prompt|user|assistant|human|q|a)\]:?",
    re.IGNORECASE,
)
_PERSONA = re.compile(
    r"^\s*you are (?:an? |the )?(?:[a-z-]+(?:,? and |, | )){0,6}(?:assistant|ai|chatbot|bot|model)\s*[.!]\s*",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__(?=\w)|(?<=\w)__")
_BULLET = re.compile(r"(?m)^[ \t]*[-*•][ \t]+")
_LETTERED = re.compile(r"(?m)^[ \t]*\(?([A-Ja-j])[).:][ \t]+(?=\S)")
_INLINE = re.compile(r"\s[-*•]\s(?=\(?[A-Ja-j]\)|\w+ [A-J]:)")
_CALL = re.compile(
    r"^\s*(?:(?:hey|hi|hello|please|kindly|ok|okay|so|well|now|also|and|um|yo)(?: there)?[, ]+|(?:your"
    r" (?:task|job) is|you (?:are(?: asked| required| supposed| expected)?"
    r"|have|need|want|must)|i(?:'d like| need| want| would like) you|(?:we|i|let's) (?:need|have|want)) to "
    r"|go ahead and |let's |(?:out of curiosity|just curious|quick question)[,:] )+(?=\S)",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\s*([^,:;.?!\n]{3,80})(?:, but|,| [-–—]|:)\s+(?=\w)")
_ROLE = re.compile(r"\bas an? (?!expert)|\b(?:not|don't)\b.*\b(?:correct|right|accurate)")
_FEW = r"(?:one|two|three|four|five|ten|\d{1,3})"
_LENGTH = re.compile(
    rf"\b(?:(?:an?|{_FEW})(?: or | to |[-–]))?(?:{_FEW}|couple of|few) (?:words?|sentences?|lines?)\b"
    r"|\b(?:words?|sentences?|lines?) or two\b"
)
_SMILE = re.compile(r"[\s():;.!\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]*")
_TO_SOMEBODY = re.compile(
    r"\b(?:you|you're|anybody|anyone|somebody|someone|me|us|help)\b|^\W*(?:which|what)\b.*\b(?:options?|choices?)\b"
)
MOST_SEGMENTS = 6


def bare(text: str) -> str:
    """An ask without courtesies before and after it; never without all of itself, and lists in one style of marks."""
    text = _PERSONA.sub("", _HEADING.sub("", _EMPHASIS.sub("", text)))
    text = _CALL.sub("", _introduced(_CALL.sub("", text)))
    text = _LETTERED.sub(r"(\1) ", _BULLET.sub("", text)) if "\n" in text else text
    text = _INLINE.sub(" ", text) if " - " in text or " * " in text or " • " in text else text
    segments = [(match.start(), match.end()) for match in _SEGMENT.finditer(text) if match[0].strip()]
    first, last = 0, len(segments)
    while first < min(last - 1, MOST_SEGMENTS) and _courteous(text[slice(*segments[first])]):
        first += 1
    while last - 1 > first and len(segments) - last < MOST_SEGMENTS and _courteous(text[slice(*segments[last - 1])]):
        last -= 1
    return text[segments[first][0] : segments[last - 1][1]].strip() if segments else text


def _introduced(text: str) -> str:
    """Without a first part that only leads on to what is asked: `I'm curious, `, `Sorry to ask, but`."""
    found = _INTRODUCED.match(text)
    return text[found.end() :] if found and _courteous(found[1]) else text


def _courteous(segment: str) -> bool:
    low = segment.lower().replace("’", "'")
    words = _WORD.findall(_LENGTH.sub(" word ", low))
    if words in (["q"], ["a"]) or _SMILE.fullmatch(low):
        return True
    if _ROLE.search(low) or (low.rstrip().endswith("?") and not _TO_SOMEBODY.search(low)):
        return False
    return (
        bool(words) and _SAYS_NOTHING.issuperset(words) and not _MARKED.isdisjoint(words) and not _COUNTED.search(low)
    )
