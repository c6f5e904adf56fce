"""What stands around an answer and says nothing: `The answer is`, `Short answer:`, `In fact,`, marks of emphasis."""

import re

_ANSWERS = (
    "a an the my your our this that it its is of to for in so and or here below answer answers final correct"
    " right best short quick simple full complete response reply output result results label class classification"
    " category tag option choice pick solution verdict sentiment rating conclusion prediction date year number"
    " total value name question query task problem summary brief one sum word sentence statement given following"
    " as list sorted grouped table mapping assignment ok okay sure assistant ans predicted here's based options"
    " context above text passage"
)
_ENDINGS = (
    "that this it is was the a an my your our answer final correct right result hope helps help you me know if"
    " any have questions more further let thanks thank please i am i'm sure certain confident no doubt about all"
    " of done for good luck there so end need ask feel free anything else happy glad to be as requested asked in"
    " view opinion believe think guess say far would i'd here"
)
_SPEAKING = (
    "i i'd i'm i've i'll we my me would will can could believe think guess know read heard far from what as well"
    " sure actually honestly really going go goes went with for to pick picked choose chose chosen choosing say"
    " call label classify it it's its this that that's these one the a an is was are be been being must should has"
    " have had looks look looking like seems seem appears here's here there out of options option answer belongs"
    " belong under reads falls fall counts count comes come at on in view opinion best right correct most likely"
    " probably definitely certainly so then therefore based upon text context above given if remember recall"
    " correctly knowledge simply put short great good question among categories category sentiment classified"
    " expresses pretty quite turns tell certain"
)
_ANSWERING = frozenset(_ANSWERS.split())
_FILLING = (
    "answers about you'd like exact precise specific word nutshell according passage article that's it's reality"
    " truth best knowledge confirm confident anything other else let know happy help glad great good nice"
    " interesting excellent question thing sure hi hello there thanks asking assist simply put well known based"
    " generally widely commonly fairly quite pretty rather very absolutely i've understand understanding aware"
    " remember recall recollect tell concerned read learned heard checked looked data information provided"
    " available current records sources source given above here's breakdown hope any need further details doing"
    " math calculating calculation after my your question's answer's would to say note that as of one's own words"
)
CLOSING = frozenset((*_ENDINGS.split(), *_FILLING.split()))
_SPOKEN = frozenset((*_SPEAKING.split(), *_FILLING.split()))
_LABELLING = (
    "assign text has have tone sentiment feeling category belongs categorized classified label clearly expresses"
)
SAYS_NOTHING = _ANSWERING | _SPOKEN | frozenset(_LABELLING.split())
_TURNING = "is was be as with for under like that it's that's at pick choose say believe think guess to"
_TURNS = frozenset(_TURNING.split())
_ASSURED = (
    r"(?:i|we)(?:'m| am|'d| can| do| would| have|'ve| must| will|'ll)?"
    r"(?: (?:quite|pretty|very|fairly|absolutely|completely|firmly|strongly|also|sure|certain|confident|positive"
    r"|know|think"
    r"|believe|say|confirm|understand|tell|you|assure|guess|conclude|find|agree|assume|affirm|state|note|add|recall"
    r"|remember|read|heard|learned|learnt|to|like|happy|safely)){1,4} that (?=\\S)"
)
_SAYING = frozenset(("believe", "think", "guess", "say", "that", "sure", "certain"))
_KNOWN = "exact precise know believe think guess sure tell say opinion view recall remember aware concerned"
_KNOWING = frozenset(_KNOWN.split())
_VERDICTS = frozenset(("sure", "absolutely", "right", "correct", "certain", "certainly", "definitely", "good", "great"))
MOST_SPOKEN = 12
_LABEL = re.compile(r"([\w' ]{1,60}?)(?:\s*[:=]|\s[-–—](?=\s))\s*(?=\S)")
_OPENERS = re.compile(
    r"(?:[-*•>#✅❌✔✗☑“\"'`(\[\s]+(?=[^\s\d])|#+\s*|[(\[](?=\d)|(?:so|therefore|thus|hence|well|ok(?:ay)?|sure"
    r"|sorry|hi|hello"
    r"|i'm sorry|unfortunately|indeed|in fact|actually|in short|in summary|of course|certainly|in my"
    r" (?:opinion|view)|overall"
    r"|basically|clearly|in (?:reality|truth|other words|general)|as a matter of fact"
    r"|it(?:'s| is) (?:important|worth|good|useful|fair|safe) (?:to (?:note|mention|know|remember|say)|noting"
    r"|mentioning|remembering)"
    r" that|afaik|imh?o|tbh|iirc|fwiw|hmm+|yeah"
    r"|it(?:'s| is) (?:quite |very )?(?:clear|obvious|evident|apparent|certain|undeniable|well established) that"
    r"|(?:if|unless) i(?:'m| am) (?:not )?mistaken|if i recall(?: correctly)?|if memory serves(?: me)?(?: right| well)?"
    r"|in (?:a word|brief|a nutshell)"
    r"|to the best of my knowledge|to (?:be (?:precise|exact|clear|honest)|answer (?:your|the|this) question|sum up"
    r"|conclude))[,! ]+"
    r"(?=\S))"
)
_WHAT = (
    r"(?:answer|result|output|label|class|classification|category|tag|choice|option|pick|verdict|sentiment|rating"
    r"|solution"
    r"|response|conclusion|prediction|year|date|number|total|value|one|truth|fact|reality|case|point)"
)
_ANOTHER = (
    r"(?!(?:is|was|wrong|incorrect|worst|second|third|other|least|start|end|open|close|first|last|max\w*|min\w*|lowest"
    r"|highest)\b)"
)
_ANNOUNCED = re.compile(
    rf"(?:the |my |our |a )(?:{_ANOTHER}\w+ ){{0,2}}{_WHAT}(?: (?:here|(?:to|of|for) (?:this|that|it|the"
    rf" question|(?:your|this|that) question)))?"
    r" (?:is|was|would be|will be|should be|must be|comes? (?:out )?(?:to|at))(?: that\b| as follows)?\s*:?\s*(?=\S)"
)
_ANNOUNCED_THAT = re.compile(
    rf"(?:the |my |our |a )(?:\w+ ){{0,2}}{_WHAT} (?:is|was|would be) (?:that |as follows\s*:\s*)(?=\S)"
)
_SURE_THAT = re.compile(_ASSURED)
_YES_NO = re.compile(r"(?:yes|no|yeah|yep|nope|correct|incorrect|true|false)\s*[,.!;:–—-]+\s*(?=\S)")
_UNCOUNTED = re.compile(
    r"(?:,? (?:is|was|would be) (?:the |my )?(?:right|correct|best|final)? ?(?:one|answer|choice|option|here)|,? here"
    r"|,? (?:in my (?:view|opinion)|i(?:'m sure(?: of it)?| believe| think| guess| would say)|for sure|i'd say))[.! ]*$"
)
_KEYS = (
    r"(?:final_?)?(?:answer|label|output|result|response|value|class|category|sentiment|prediction|choice|option"
    r"|intent)"
)
_RECORD = re.compile(rf"\s*\{{\s*\"{_KEYS}\"\s*:\s*\"?([^\"{{}}:]{{1,200}}?)\"?\s*\}}\s*")
_HEADED = re.compile(
    r"\A\s*#+\s*(?:final |my |the )?(?:answer|response|result|output|solution)\s*:?\s*\n", re.IGNORECASE
)
_TAGGED = re.compile(r"\s*<(\w+)>\s*(.*?)\s*</\1>\s*", re.DOTALL)
_BOXED = re.compile(r"\$?\\boxed\{(?:\\text\{)?([^{}]{1,100})\}{1,2}\$?")
_COPULA = re.compile(
    r"(?:it(?:'s|s| is| was| would be| will be| comes (?:out )?(?:to|at)| must be| happened| has to be)"
    r"|(?:that|this)(?:'s| is| was| would be)|i(?:'d| would| will|'ll| think| believe| guess)? ?(?:would )?"
    r"(?:say|go with|pick|choose|answer|think|believe|guess|(?:label|call|classify|tag|rate|categori[sz]e)"
    r" (?:it|this|that)(?: as)?)?"
    r"(?: (?:it|that)(?:'s| is| was| would be))?)(?: that\b| a(?= (?:yes|no)\b))?\s*:?\s+(?=\S)"
)
_CLAIMED = re.compile(
    r"the (?:statement|claim|idea|sentence)(?: that)? [\"“']?(?P<what>.+?)[\"”']? is (?P<not>not )?(?P<said>true"
    r"|correct|right|false|wrong"
    r"|incorrect|untrue)"
)
_DOUBTED = re.compile(
    r"^(?:i|we) (?:do not|don't) (?:think|believe)(?: (?:that )?it(?:'s| is) (?:true|correct|right"
    r"|the case))?(?: that)? (?=\S)"
)
_TRUE_THAT = re.compile(
    r"(?:it|that)(?:'s|s| is| was| would be)? ?(?:simply |just |quite |indeed |definitely |certainly |actually )?"
    r"(?:(?P<not>isn't |wasn't |n't |not )?(?:simply |just |quite |at all |really |actually )?"
    r"(?P<said>(?:true|correct|accurate|false|untrue|incorrect|inaccurate)"
    r"(?: to (?:say|claim|state|think|believe|suggest))?"
    r"|(?:right|wrong) to (?:say|claim|state|think|believe|suggest)|the case|so|a fact"
    r"|a (?:common |popular )?(?:myth|misconception|mistake|error|falsehood)"
    r"(?: to (?:say|claim|state|think|believe|suggest))?)"
    r"|(?:a )?(?:widely |generally |commonly |well[- ])?known(?: fact)?) that (?=\S)"
)
_FALSE = re.compile(
    r"false|untrue|wrong|incorrect|inaccurate|a (?:\w+ )?(?:myth|misconception|mistake|error|falsehood)"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_EMPHASIS = re.compile(r"\*\*|__|(?<!`)`(?!`)")
_ENDS = " .!;,\"'”“`)]*"
_WORD = re.compile(r"[\w']+")


def plain(text: str) -> str:
    """Without marks of emphasis, the box of a formula, or the braces of a record of one value."""
    if found := _TAGGED.fullmatch(text):
        text = found[2]
    if found := _RECORD.fullmatch(text):
        text = found[1]
    return _BOXED.sub(r"\1", _EMPHASIS.sub("", _HEADED.sub("", text)))


def led(text: str) -> str:
    """A folded answer from where it says something on, and without what closes it."""
    return _stripped(text, (_OPENERS, _SURE_THAT, _ANNOUNCED))


def said(text: str) -> str:
    """The same, without `It is` and `I would go for` as well, and without `is the right one` behind it."""
    text = _trailed(_UNCOUNTED.sub("", _stripped(text, (_OPENERS, _SURE_THAT, _ANNOUNCED, _COPULA))))
    return text[_spoken(text, _TURNS) :].strip(_ENDS)


def statement(text: str) -> str:
    """The sentence that an answer states: `It is not true that it is red` is `not it is red`."""
    text = _stripped(text, (_OPENERS, _SURE_THAT, _ANNOUNCED_THAT, _YES_NO))
    text = _trailed(_UNCOUNTED.sub("", text[_spoken(text, _SAYING) :]))
    text = _DOUBTED.sub("not ", text)
    found = _TRUE_THAT.match(text) or _CLAIMED.fullmatch(text)
    if not found:
        return text
    denied = bool(found["not"]) != bool(_FALSE.match(found["said"] or ""))
    what = found.groupdict().get("what") or text[found.end() :]
    return f"{'not ' if denied else ''}{what}"


def _trailed(text: str) -> str:
    """Without a last part that only says how sure one is: `, as far as I know`."""
    said, mark, tail = text.rpartition(", ")
    words = _WORD.findall(tail)
    return said if mark and _SPOKEN.issuperset(words) and not _KNOWING.isdisjoint(words) else text


def _spoken(text: str, turns: frozenset[str]) -> int:
    """Where the first words end that only lead on to something: by a comma or colon, or by one of these words."""
    at = 0
    for number, word in enumerate(_WORD.finditer(text)):
        if number == MOST_SPOKEN or word[0] not in _SPOKEN:
            break
        rest = text[word.end() :]
        if (rest[:1] in (",", ":", "!") and rest[1:].strip()) or (word[0] in turns and rest.strip(_ENDS)):
            at = word.end() + 1
    return at + len(text[at:]) - len(text[at:].lstrip(" ,:!")) if at else 0


def _stripped(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    at = 0
    while end := _further(text, at, patterns):
        at = end
    parts = _SENTENCE.split(text[at:])
    while len(parts) > 1 and _greets(parts[0]):
        parts.pop(0)
        begun = parts[0]
        parts[0] = begun[_further(begun, 0, patterns) :]
    while len(parts) > 1 and CLOSING.issuperset(_WORD.findall(parts[-1])):
        parts.pop()
    return " ".join(parts).rstrip(_ENDS)


def _greets(sentence: str) -> bool:
    """`That's a great question!`, but not `Certainly.`, which may be a yes."""
    words = _WORD.findall(sentence)
    return len(words) > 1 and CLOSING.issuperset(words) and _VERDICTS.isdisjoint(words[-1:])


def _further(text: str, at: int, patterns: tuple[re.Pattern[str], ...]) -> int:
    """Where what begins there ends, or 0."""
    label = _LABEL.match(text, at)
    if label and _ANSWERING.issuperset(_WORD.findall(label[1])):
        return label.end()
    return max(
        (found.end() for pattern in patterns if (found := pattern.match(text, at)) and found.end() > at), default=0
    )
