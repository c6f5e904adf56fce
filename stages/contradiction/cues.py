"""What in an ask tells the answer that it wants: yes or no, a date, a number, an option; and what passes with time."""

import re

YES_NO = re.compile(
    r"^(?:is|are|was|were|does|did|do|has|have|had|can|could|will|would|may|must|isn't|aren't|wasn't|weren't|doesn't"
    r"|don't|didn't|hasn't|haven't|can't|whether|true or false"
    r"|if(?!.*(?:, ?(?:how|what|when|which|who|where|find|determine|estimate|work out)"
    r"|\b(?:how (?:many|much|long|far|old|often)|what is|calculate|compute))\b)"
    r"|(?:given|based on|according to|considering|judging|after|using|looking)\b[^?]{1,300}[,:] (?:is|are|was|were|does"
    r"|did|do|has|have|can|could|will|would)\b"
    r"|answer (?:with )?(?:true|yes|false|no)"
    r"|[^:,?]{1,60}[:,] (?:is|are|was|were|does|did|do|has|have|can|could|will) (?:it|he|she|they|there)"
    r"|(?:say|state|tell|decide|determine|check|verify|identify|label|detect|judge|assess|evaluate|classify|see"
    r"|predict|confirm"
    r"|mark|indicate)(?: me| us)? (?:whether|if))\b"
)
DATED = re.compile(
    r"^when\b|\b(?:tell me|say|state|find out|identify|determine) when\b|\bperiods? (?:of|in) time\b"
    r"|\bwhen (?:is|was|were|did|does)\b|\b(?:what|which) (?:year|date|day|month)\b"
    r"|\bthe (?:\w+ ){0,2}(?:year|date|day|month|deadline)\b|\b(?:date|year) of\b|\bbirth(?:date|day)\b|\bsince when\b"
)
NUMBERED = re.compile(
    r"\bhow (?:many|much|old|tall|long|far|high|large|big|heavy|deep|fast|wide|hot|cold)\b"
    r"|\b(?:numbers?|count|headcount|sum|total|amount|quantity|percent(?:age)?|share|fraction|ratio|rate|score"
    r"|toll|value)\b"
    r"|\b(?:distance|height|elevation|altitude|depth|length|width|radius|diameter|circumference|perimeter|area"
    r"|volume)\b"
    r"|\b(?:weigh|weight|mass|speed|temperature|degrees|boiling point|melting point|atomic|age|duration|delay"
    r"|capacity)\b"
    r"|\b(?:cost|price|fee|fare|rent|salary|wage|budget|revenue|turnover|deposit|discount|penalty|limit)\b"
    r"|\b(?:enrol+ment|attendance|turnout|mean|median|mode|average|product|quotient|remainder|probability"
    r"|difference|division|divided by|multiplied by|subtotal|profit|income)\b"
    r"|\b(?:angle|slope|factorial|determinant|modulus|(?:square|cube) root|hypotenuse|divisor|multiple"
    r"|exponent|logarithm)\b"
    r"|\b(?:frequency|factor|term|tip)\b|\b(?:find|determine|estimate|what is|what's)\b.*\d"
    r"|\b(?:calculate|compute|solve|evaluate|convert|round|simplify|divide|multiply|subtract)\b"
    r"|\d\s*[-+*/x×÷^=]\s*\d|\btimes \d"
    r"|\b(?:in|as|many) (?:seconds|minutes|hours|days|weeks|months|years|km|kilomet(?:er|re)s|miles|met(?:er|re)s"
    r"|centimet(?:er|re)s|feet|inches|kg|kilograms|grams|pounds|lit(?:er|re)s|dollars|euros|percent)\b"
)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
FORMULA = re.compile(r"\b(?:formula|expression|equation|function|program|code|pseudocode)s? (?:for|to|that|of|which)\b")
COUNTS = re.compile(
    r"\b(?:how many|number of) (?:(?:more|other|different|total|of|the) )*"
    r"((?:(?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|in|on|at|of|to|from|per"
    r"|there)\b)[a-z]+ ?){1,3})"
)
ENDS = re.compile(r"(?<=[.!?:])\s+|\n+")
PASSING = re.compile(
    r"\b(?:(?<!electric )(?<!direct )(?<!alternating )current|currently|latest|today|nowadays|now|recent"
    r"|recently|so far|as of(?! (?:\w+ )?\d{4})|this"
    r" (?:year|month|week)"
    r"|price of(?!.*\d)|net worth|population|weather (?:in|today|like|tomorrow)|still alive|tomorrow|yesterday|tonight"
    r"|up to date|newest|world record|raining|snowing|going to (?:rain|snow)|minimum wage|exchange rate)\b"
)
QUOTED_LONG = re.compile(r"(?<![\w.,!?])[\"“](?=\s?[^\"“”\s]+ [^\"“”\s]+ )[^\"“”]{1,600}[\"”]")
QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
YES_OR_NO = re.compile(r"\b(?:yes|true|right)\W{1,3}(?:or )?(?:no|false|not)\b|\bor not\b")
EITHER_WAY = re.compile(r"\b(?:yes|true|right|correct)\b\W+(?:or\W+)?(?:no|false|wrong|not|incorrect)\b|\bwhether\b")
ASIDE = re.compile(r"\([^()]*\)")
SENTENCES = re.compile(r"(?<=[.?!])\s|\n")
OFFERS = re.compile(
    r"\bor (?!(?:is|are|was|were|does|did|do|has|have|can|could|will|would) (?:it|he|she|they|there|you|that)\b)"
)
COMPUTED = re.compile(r"\b(?:what|how|calculate|find|compute|determine|work out|estimate|perform|return|solution)\b")
WH = re.compile(r"(?:what|who|whom|whose|which|when|where|why|how)\b")
ONLY_OPTIONS = re.compile(r"\W*(?:yes|no|true|false|not|maybe|\W)+\W*")
STATED = re.compile(
    r"(?:if|is|are|was|were|does|did|do|has|have|had|can|could|will|would|may|must|mark|judge|predict)\b"
)
JUDGES = re.compile(
    r"\b(?:(?:these|those|both|the) (?:\w+ )?(?:questions|sentences|statements|texts|answers|options|choices|reviews)"
    r"|(?:the|this|that) (?:\w+ )?(?:answer|suggestion|review(?:er)?|author|writer|speaker|critic"
    r"|question|sentence|statement|claim|tweet|text"
    r"|comment))"
    r"\b|…"
)
OFFERING = re.compile(
    r"(?:please )?(?:answer|respond|reply|choose|pick|select|say|output|label|classify)\b[^.?]{0,60}[ \"']or[ \"']"
    r"[^.?]{1,40}\.?$"
)
IN_UNITS = re.compile(r"\b(?:in|many) (\w{3,})\b")
SHORTENED = re.compile(r"\b(i\.e|e\.g|vs|etc|approx|no)\.(?=[ ,])(?! [A-Z])")
_SENTENCE_ON = r"[a-z](?:[^ \n]* ){3}"
RUNS_ON = re.compile(rf"(?<=[^\W_])[ ]*\n+(?={_SENTENCE_ON}|[\"“])|(?<=[\"”])[ ]*\n+(?={_SENTENCE_ON})")
CONDITIONS = frozenset(
    ("if", "when", "while", "with", "without", "unless", "because", "although", "except", "excluding")
)
SORTS = re.compile(
    r"\b(?:sort|group|classif(?:y|ied)|categori[sz]e|label|separate|split|tag|mark|declare|which (?:of|are|come)"
    r"|(?:for|is|are) each|each of|whether)\b"
)
SEVERAL = re.compile(r"\b(?:all that apply|select all|which of these are|one or more|more than one|multiple answers)\b")
OF_MARKS = re.compile(
    r"\b(?:bold|underlined?|italics?|italic|highlighted|brackets?|asterisks?|uppercase|lowercase|capitali[sz]ed"
    r"|punctuat\w*"
    r"|apostrophes?|markdown)\b"
)
OF_LANGUAGE = re.compile(
    r"\b(?:grammatical(?:ly)?|grammar|tense|plural|singular|syllables?|vowels?|consonants?|noun|adverb|adjective"
    r"|how many (?:letters|words|characters)|spelled|spelling|past or present|present or past|verb)\b"
)
EXPRESSION = re.compile(r"\b[a-z] ?[/^-] ?[a-z]\b")
