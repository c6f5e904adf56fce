"""What stands around an ask and says nothing of what is asked: greetings, pleas, thanks, headings, how short to be."""

import re

_WORDS = (
    "about extremely well ques ans next find out smileface sadface truthfully thoroughly politely succinctly"
    " strictly properly fully completely factually objectively appropriately adequately deep breath numeric were"
    " friends what's additional ensure dont thx pls plz ty thorough detailed comprehensive factual truthful"
    " reliable as faithfully be chat conversation dialogue between artificial intelligence customers users readers"
    " clients colleagues something a an the this that these it its it's is are was am i i'd i'm i'll i've me my we"
    " us our you your you're here here's there for to of with in on at by and or so but if not no do does don't"
    " can could would will shall may might must should need needs needed want like please kindly thanks thank"
    " cheers hi hello hey dear good morning afternoon evening day friend friend's sir madam folks everyone bye"
    " assistant ai helpful user human okay ok now then just only also very much many lot advance help helps"
    " helping assist assistance hand some any bit few question questions task tasks problem problems query request"
    " exercise instruction instructions prompt input quiz riddle homework trivia class project research study"
    " school test exam teacher boss colleague following below above quick short simple small brief briefly concise"
    " concisely precise precisely exact exactly direct directly final single correct correctly right best accurate"
    " accurately clear clearly careful carefully friendly quickly answer answers answering respond response reply"
    " replies solve solution result output return print give provide write state say tell show word words sentence"
    " sentences number numbers letter letters digit digits label name value option options choice choices"
    " explanation explanations explain explaining reasoning reason reasons details detail extra further more text"
    " commentary required necessary without keep step think let let's know ask asked asking wonder wondering"
    " curious curiosity interested look take time consider work enough suffices fine done have got one new another"
    " try make sure expert tia overthink straight son daughter kid child wife husband mother mom father dad"
    " professor client wants plenty line figure says data been trying struggling today people information honest"
    " mind ahead go before completion describes completes read knowledgeable what anybody anyone somebody someone"
    " happen nothing else anything context using use based given knowledge follows follow complete completed q"
    " include including included add adding provided providing unnecessary needless such form format sorry silly"
    " dumb stupid basic random little easy tough tricky hard real fast asap urgent urgently grateful appreciate"
    " appreciated great nice feel free happy hope team bot chatbot model language user's customer support ticket"
    " faq evaluator annotator grader judge reader student students learner tutor instructor assignment worksheet"
    " interview practice game night textbook lesson lecture stuck confused unsure settle bet argument check"
    " confirm verify double-check again once anyone's somebody's him his he's she she's her they they're their who"
    " when where why how because since telling told saying came come comes across found saw reading article"
    " yesterday tomorrow week month long longer being plain plainly simply honestly actually really possible"
    " preferably sweet attempt attempts appropriate way ways one-word one-line two-word sentence- answerable"
    " respectful harmless polite professional trained large"
)
_MARKERS = (
    "knowledge pls plz thx ty commentary says quick helping helps answer answers answering reply respond response"
    " please kindly thanks thank cheers task tasks question questions query request exercise instruction prompt"
    " input problem help assist assistance keep explanation explanations explain explaining reasoning brief"
    " briefly concise short hi hello hey dear step know ask asked wonder wondering curious quiz expert tia"
    " overthink straight here's carefully completion helpful bye sorry appreciate appreciated grateful stuck"
    " confused unsure settle bet trivia faq ticket respectful"
)
_FORMAL = (
    "pls plz thx additional commentary dont a an the this that these it its of to for in with and or your you is"
    " be me i give provide write answer answers answering respond response reply please kindly question questions"
    " task instruction following below above next here short brief briefly concise concisely explanation"
    " explanations explain reasoning only just no not do don't without any need needed needs necessary final"
    " single word words sentence option options choice choices output directly direct keep make sure can could"
    " would assistant helpful ai hello hi hey thanks thank cheers so ok okay well now there have hope day good"
    " help us know tell let let's step by think"
)
_SAYS_NOTHING = frozenset(_WORDS.split())
FORMAL = frozenset(_FORMAL.split())
_MARKED = frozenset(_MARKERS.split())
_SEGMENT = re.compile(r"[^.?!:\n]*(?:[.?!:\n]+|$)")
_WORD = re.compile(r"[\w'’-]+")
_COUNTED = re.compile(
    r"\b(?:numbers?|names?|values?|letters?|words?|sentences?|reasons?|labels?|text)"
    r" (?:of|for|in|with|that|from|as(?! (?:possible|you can)))\b"
)
_HEADING = re.compile(
    r"(?m)\A\s*(?:#{1,6}\s*)?(?:user|human)\s*:|^\s*(?:#{1,6}\s*)(?:assistant|bot|ai|output|response)\s*:\s*\Z"
    r"|\A\s*(?:q(?:uestion)?\s*)?\d{1,3}\s*[.)]\s+(?=[^\W\d][^\n]*\Z)|^\s*(?:[-=_*]{3,}|\"\"\"|```)\s*$"
    r"|\(\d+ (?:points?|marks?)\)"
    r"|^\s*#{1,6}\s*(?=\w)|\[/?INST\]|</?(?:s|user|human|assistant|bot|model|system|instruction|question|prompt)>"
    r"|<(?:\||(?:start|end)_of_)\w+\|?>(?:(?:user|model|assistant|system|human)\b)?"
    r"|^\s*\[(?:question|answer|instruction|response|input|output|task|prompt|user|assistant|human|q|a)\]:?"
    r"|^\s*(?:assistant|bot|ai|output|response|completion|result)\s*:\s*\Z",
    re.IGNORECASE,
)
_LABEL = r"[#*<\[(]{0,6}[ ]?[a-z]{1,20}(?: [a-z]{1,20})?[ ]?[*>\])]{0,3}[ ]?:[*]{0,2}"
_FRAMED = re.compile(rf"\s*{_LABEL}\s+(\S.*?)\n[ ]?{_LABEL}\s*", re.IGNORECASE | re.DOTALL)
_GOOD = (
    r"(?:helpful|harmless|honest|friendly|respectful|knowledgeable|polite|expert|careful|professional|trained|large"
    r"|language)"
)
_PERSONA = re.compile(
    rf"^\s*you are (?:an? |the )?(?:{_GOOD}(?:,? and |, | ))*(?:ai )?(?:assistant|ai|chatbot|bot|model)"
    r"(?: (?:that|who) (?:(?:helps|answers) (?:people|users|you|questions)"
    r"|follows instructions?)(?: \w+){0,3})?\s*[.!]\s*",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*(?![\w*])")
_BULLET = re.compile(r"(?m)^[ \t]*[-*•][ \t]+(?![\d.,]+[ \t]*$)")
_LETTERED = re.compile(r"(?m)^[ \t]*\(?([A-Ja-j])[).:][ \t]+(?=\S)")
_INLINE = re.compile(r"\s[-*•]\s(?=\(?[A-J]\)|[A-Z]\w+ [A-J]:)")
_CALL = re.compile(
    r"^\s*(?:(?:hey|hi|hello|please|pls|plz|kindly|ok|okay|so|well|now|also|and|um|yo)(?: there)?[, ]+"
    r"|(?:your (?:task|job) is"
    r"|you (?:are|have|need)|i(?:'d like| need| want| would like) you) to "
    r"|(?:i would|i'd) (?:appreciate it|be grateful|love it|like it) if you (?:could|would|can) |go ahead and "
    r"|let's |(?:out of curiosity|just curious|quick question)[,:] )+(?=\S)",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\s*([^,:;.?!\n]{3,80}?)(?:,? but|,| [-–—]|:)\s+(?=\w)")
_SCOPE = re.compile(
    r"(?i)\s*(?:in|on|at|for(?! my)|with|without|including|not|by|from|as|after|before|until|if|when)\b"
)
_WONDERS = re.compile(
    r"\b(?:wonder\w*|tell|quick|curious|curiosity|know|knowledge|asks?|asked|asking|sorry|please|help|question|homework"
    r"|stuck|confused)\b",
    re.I,
)
_PHRASES = re.compile(
    r"an? (?:chat|conversation|dialogue) between .*\bassistant\b"
    r"|you (?:must|should|will|need to|are to) .*\b(?:it|this|them|tasks?|instructions?)\b"
    r"|(?:here(?: is|'s)|i(?: have|'ve)(?: got)?) (?:\w+ ){0,3}(?:one|question|task|problem|query)\b"
    r"|good (?:morning|afternoon|evening)"
    r"|(?:i |provide |give |return |output |state )?(?:just|only)"
    r" (?:(?:need|want|give|give me|return|output|state|say) )?(?:the |a |your )?(?:\w+ )?"
    r"(?:number|figure|answer|letter|label|date|word|name|option)\b|for my \w+\W*$"
    r"|(?:can|could|would|will) (?:you|anyone|somebody|someone|anybody) .*\b(?:this|it|one|me)\b"
    r"|.*\b(?:do|answer|solve) this\b"
    r"|.*\b(?:is|are) (?:fine|enough|ok|okay|plenty|sufficient|all (?:i|we) need)\b"
)
_STATES = re.compile(
    r"(?!.*\b(?:fine|enough|ok|okay|plenty|suffices?|required|needed)\b)(?:the|an?|his|her|their) [\w-]+"
    r"(?: [\w-]+)? (?:is|was|are|were|has|had|asks?|asked|wants|needs)\b"
    r"|i(?:'m| am) (?:an?|the|your|human|in|at|from)\b|it(?:'s| is) not\b|there (?:is|are|was|were|will)\b"
    r"|(?:my|our) [\w-]+ (?:says?|said|thinks?|is|was|has)\b(?!.*:\s*$)"
)
_ENDING = ("", "answer", "response", "a", "output", "assistant", "note", "hint", "completion")
_ROLE = re.compile(r"\bas an? (?!expert)|\b(?:not|don't)\b.*\b(?:correct|right|accurate|real|honest|true|truthful)")
_FEW = r"(?:one|two|three|four|five|ten|\d{1,3})"
_LENGTH = re.compile(
    rf"\b(?:(?:an?|{_FEW})(?: or | to |[-–]))?(?:{_FEW}|couple of|few) (?:words?|sentences?|lines?)\b"
    r"|\b(?:words?|sentences?|lines?) or two\b"
)
_SMILE = re.compile(r"[\s():;.!\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]*")
_JUDGED = re.compile(
    r"\b(?:this|following|the) (?:\w+ )?(?:word|sentence|message|tweet|e-?mail|greeting|phrase|expression"
    r"|customer|speaker)s?\b"
)
_FORMS = re.compile(
    r"\w\W+\w.*\b(?:answers?|explain|explanations?|yes|task|output|label|instructions?|steps?)\b"
    r"|\b(?:answer|respond|reply|explain|response|explanation)\b\W+\w"
)
_SAID = re.compile(
    r"[.!]\s+(?:is|does|what|which|are)\b[^.!?]*\b(?:this|the|it|that)\b[^.!?]*\b(?:sentence|message|polite"
    r"|formal|command)"
)
_COUNTING = re.compile(
    r"\bhow (?:many|much|long)\b|\b(?:include|including|add|adding|count|exclude|excluding)\b"
    r"(?!.*\b(?:explanations?|reasoning|commentary|answers?|response|details?|information|text|context)\b)"
)
_NOSE = re.compile(r"\s*[()DP]\s*")
_TO_SOMEBODY = re.compile(
    r"\b(?:you|you're|anybody|anyone|somebody|someone|me|us|help)\b|^\W*(?:which|what)\b.*\b(?:options?|choices?)\b"
)
MOST_SEGMENTS = 6


def bare(text: str) -> str:
    """An ask without courtesies before and after it; never without all of itself, and lists in one style of marks."""
    text = _PERSONA.sub("", headless(text))
    if not _SAID.search(text.lower()):
        text = _CALL.sub("", _introduced(_CALL.sub("", text)))
    segments = [(match.start(), match.end()) for match in _SEGMENT.finditer(text) if match[0].strip()]
    first, last = 0, len(segments)
    while first < min(last - 1, MOST_SEGMENTS) and _courteous(text[slice(*segments[first])]):
        first += 1
    while last - 1 > first and len(segments) - last < MOST_SEGMENTS and _closes(text, *segments[last - 2 : last]):
        last -= 1
    return text[segments[first][0] : segments[last - 1][1]].strip() if segments else text


def headless(text: str) -> str:
    """A text without headings, tags of chats and marks of emphasis, its lists in one style of marks."""
    text = _HEADING.sub("", _EMPHASIS.sub(r"\1", text))
    if framed := _FRAMED.fullmatch(text):
        text = framed[1]
    text = _LETTERED.sub(r"(\1) ", _BULLET.sub("", text)) if "\n" in text else text
    return _INLINE.sub(" ", text) if " - " in text or " * " in text or " • " in text else text


def _closes(text: str, before: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether the last segment is a courtesy, and not what the one before it announces or asks about."""
    said = text[slice(*last)]
    if not _courteous(said):
        return False
    if _JUDGED.search(text.lower()) and not _FORMS.search(said.lower()):
        return False  # the last words may be what is asked about
    led = text[slice(*before)].rstrip()
    announced = led.endswith(":") and led.strip(" :").lower() not in _ENDING
    return not announced or bool(_NOSE.fullmatch(said))


def _introduced(text: str) -> str:
    """Without a first part that only leads on to what is asked: `I'm curious, `, `Sorry to ask, but`."""
    found = _INTRODUCED.match(text)
    wonders = found and not _SCOPE.match(found[1]) and _WONDERS.search(found[1]) and _courteous(found[1])
    return text[found.end() :] if found and wonders else text


def _courteous(segment: str) -> bool:
    low = segment.lower().replace("’", "'")
    words = _WORD.findall(_LENGTH.sub(" word ", low))
    if words in (["q"], ["a"]) or _SMILE.fullmatch(low):
        return True
    if (
        _ROLE.search(low)
        or _COUNTING.search(low)
        or _STATES.match(low.lstrip())
        or (low.rstrip().endswith("?") and not _TO_SOMEBODY.search(low))
    ):
        return False
    marked = not _MARKED.isdisjoint(words) or _PHRASES.match(low.lstrip(" (*"))
    return bool(words and marked) and _SAYS_NOTHING.issuperset(words) and not _COUNTED.search(low)
