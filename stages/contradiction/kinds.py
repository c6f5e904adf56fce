"""Whether an ask is open (many good answers), closed (one), or neither for sure; told by how its clauses begin."""

import re
from collections.abc import Sequence
from typing import Literal

Kind = Literal["open", "closed", "unknown"]

_POLITE = re.compile(
    r"^(?:[-*#>\s]*(?:please|kindly|q\s*:|question\s*:|task\s*:|instruction\s*:|(?:can|could|would"
    r"|will) you(?: please)?"
    r"|i (?:want|need|would like) you to|you (?:have|need) to|now|then|hey|hi|hello|so|and|also|next)[,\s]+)+"
)
_MAKE = (
    "write|compose|create|generate|suggest|recommend|brainstorm|imagine|describe|explain|discuss|design|summari[sz]e"
    "|re-?write|paraphrase|rephrase|reword|outline|draft|invent|propose|come up with|make|develop|build"
    "|craft|construct"
    "|produce|elaborate|analy[sz]e|compare|contrast|argue|edit|improve|translate|formulate|prepare|plan|role ?-?play"
    "|pretend|act as|continue|add|replace|modify|transform|turn|list|mention|share|use|think of|show"
    "|tell (?:me )?(?:about|an?|some|something|how)|help"
    "|expand|shorten|simplify|introduce|reflect|respond|reply|justify|demonstrate|illustrate|give me|offer|present"
    "|extract|combine|form|put together|hypothesi[sz]e|speculate|persuade|criti(?:que|ci[sz]e)|review|teach|express"
)
_SOME = r"(?:an?|some|any|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|few|many|various|other|another)"
_OPEN = re.compile(
    rf"^(?:(?:{_MAKE})\b(?!\s*[:?])"
    rf"|(?:give|provide|name|state|find|identify|pick|choose|select|supply|cite|determine|predict|propose) (?:us )?"
    rf"(?:{_SOME}|your|advice|tips|examples|instructions|feedback|reasons|the (?:reasons?|advantages|pros))\b"
    r"|how (?:do|does|can|could|should|would|to|might|may|has|have|will)\b|why\b|should\b"
    r"|do you\b(?! think (?:the|that) (?:right|correct))"
    r"|are you\b|have you\b"
    r"|would you\b|what do you\b|what would\b|what should\b|what could\b|what might\b|what can\b"
    r"|what are (?:some|your)\b"
    r"|what (?:is|are) (?:your|some|a good|an? (?:example|creative|interesting|effective))\b|what (?:is"
    r"|was) it like\b"
    r"|where (?:can|could|should|would) (?:i|you|we|one)\b|what (?:makes|happens)\b|who (?:should|would|could)\b"
    r"|if you (?:could|were|had)\b|which (?:do|would) you\b|in your (?:own|opinion)\b)"
)
_OPEN_ANYWHERE = re.compile(
    r"\b(?:examples? of|some (?:ideas|ways|tips|of)|ideas for|ways to|tips (?:for|on)|(?:one|an?) (?:thing"
    r"|example|way|reason)"
    r"|one of (?:your|its|his|her|the (?!word|label|option|following|categor|class|choice|above|below))"
    r"|(?:short |new |brief )(?:story|poem|sentence|paragraph|song|essay|joke|haiku|slogan|tweet|list)"
    r"|creative|funny|synonyms? (?:of|for)|antonyms? (?:of|for)|rhym\w+|similar to|random|made[- ]up|fictional|suitable"
    r"|appropriate|(?<!greatest )(?<!least )(?<!highest )(?<!lowest )common(?:ly)?|popular|famous)\b"
)
_CHANCE = (
    r"would win|(?:flip|toss|roll) an?|tast(?:y|ier|iest)|nicer|prettier|more fun"
    r"|an? (?:prime |common )?(?:factor|multiple|divisor|number|solution|root) (?:of|between|that)"
)
CHANCE = re.compile(rf"\b(?:{_CHANCE})\b")
_OPINION = re.compile(
    rf"\b(?:favou?rite|best|worst|better|in your|you think|you like|do you|opinion|good|important|interesting"
    rf"|{_CHANCE})\b"
)
PERSONAL = re.compile(
    r"^(?:like|rather|prefer|want)\b|\b(?:favou?rite|your own|in your opinion|you think of|you like"
    r"|are you(?! (?:likely|able|allowed|expected|supposed|required))"
    r"|have you|did you|your (?!answer|task|job|choice|response|goal)|(?:old|tall) are you|should (?:i|you|we"
    r"|one|people)(?! (?:validate|accept|approve|reject|count|mark) (?:the|this|that) (?:\w+ )?(?:answer|suggestion"
    r"|response))"
    r"|would you (?:like|rather|prefer|do|want)|can you (?:feel|love|see|hear)"
    r"|do you (?:like|have|want|enjoy|prefer|feel|believe|drink|eat|sleep|speak|play|work|live|own)"
    r"|(?:what|which|who) do you think (?!(?:is|are) the (?:right|correct|best answer)))\b"
)
_FITTING = (
    r"(?! (?:possible )?(?:answers?|options?|choices?|labels?|describes?|fits?|completes?|match(?:es)?|suits?"
    r"|represents?|suited|summari[sz]es|captures?|continues?|explains?))"
)
ADVICE = re.compile(r"\bshould (?:i|we)\b")
TASTE = re.compile(
    r"\b(?:favou?rite|prefer|would rather|in your opinion|(?<!if )you (?:like|think of|enjoy|want)"
    r"|would you (?:like|want|recommend|suggest|choose|pick)|do you (?:agree|choose)|opinions? (?:on|of|about)"
    r"|most (?:important|beautiful|fun|interesting|delicious|useful)"
    r"|who (?:is|was) the greatest|coolest|nice(?:r|st)?|scari(?:er|est)|funni(?:er|est)|more (?:fun|beautiful"
    r"|interesting|important)"
    r"|goes well|ideal|(?:good|nice|suitable|fun) (?:name|gift|colou?r|breakfast|dessert|idea|title|meal|snack|present)"
    r"|deserves?|hero|at random|(?:pick|choose|select|name|say|give)\b.*\brandom|truth or dare|tea or coffee"
    r"|for (?:me|my|us|our)|rock, paper|coin|easiest"
    r"|gift|to wear|guess|half full"
    rf"|the best{_FITTING}"
    r"|(?:what|which|who) do you think (?!(?:is|are) the (?:right|correct|best answer)))\b"
)
JUDGEMENT = re.compile(
    r"^should\b|\b(?:good|bad|better|worse|important|interesting|worth|right|wrong|fair|moral|ethical)\b"
)
LIKING = re.compile(
    r"\b(?:fun|beautiful|boring|overrated|underrated|exciting|ugly|cute|delicious|tasty|annoying|better than"
    r"|worth (?:it|reading|watching|seeing|visiting|buying))\b"
)
LOOSE = re.compile(
    r"^(?:how (?:can|could|would|might|may|do|does|should)\b|why (?:do|does|might|may|would|could|can|should)\b"
    r"|what (?:could|might|may|would|makes|happens|should|can (?:i|you|we|one|people))\b"
    r"|(?:which|what) \w+ (?:could|might|should|would|can (?:i|you|we|one|people))\b"
    r"|(?:where|who) (?:can|could|should|would)\b"
    r"|(?:give (?:me |us )?(?:an?|one|some|any)|suggest|recommend|describe|continue|add|replace|improve|respond"
    r"|reply|fill|tell me something|write"
    r"|generate|create|pretend|act as|compose|complete|use one|pick any)\b"
    r"|(?:choose|pick) an? (?!tag|label|option|answer|category|class|letter|number|value|choice))"
)
_APT = r"(?:answers?|options?|choices?|completions?|endings?|labels?|describes?|fits?|completes?|continuation|matches)"
SETTLED = re.compile(
    rf"\b(?:(?:best|correct|right|suitable|appropriate|plausible|accurate) {_APT}|most (?:likely|plausible|probable)"
    r"|likely to|according to|based on|given|passage|paragraph|context|article|true|false|makes sense)\b"
)
FREE = re.compile(
    r"^(?:suggest|recommend)\b|\b(?:opinion (?:on|of|about)|examples?|any (?:\w+ )?(?:you|that)|random(?:ly)?"
    rf"|made[- ]up|imagin\w+|invent|creative|come up with|think of|better|best{_FITTING}|beautiful|good idea|fun"
    rf"|{_CHANCE}"
    r"|possible (?:value|solution)s?"
    r"|(?:give|name|pick|choose|write|tell|list|say|state|provide|mention|supply|share|extract|identify)(?: me)?"
    r" (?:an?|some|one|any) (?!of\b|label|option|answer|category))\b"
)
MAKES = re.compile(
    r"(?:please )?(?:write|compose|create|generate|invent|design|rewrite|paraphrase|summari[sz]e|translate"
    r"|suggest|recommend"
    r"|imagine|brainstorm|come up with|could you (?:please )?(?:come up|write|suggest))\b(?=\s+\w)"
    r"(?! (?:only )?(?:yes|no|true|false|either|one of|your answer|the (?:answer|word|letter|label|correct|right)|\W))"
)
_ASIDE = re.compile(r"^(?:is|are|was|were|does|did|do|has|have|had|can|could|will|may|must)\b")
TAKES = re.compile(
    r"(?:choose|pick|select|identify|tag|assign|find|name|give|provide)\b|(?:what|which|who|where)\b(?!.*\byou\b)"
    r"|(?:what|which|how) (?:would|should|could) (?:you (?:rate|label|call|classify|tag|mark|grade|rank)|this"
    r"|the|that)\b"
)
_CLOSED = re.compile(
    r"^(?:(?:given|based on|according to|from|using|considering|judging|after|looking)\b.*, (?:what|who|whom|whose"
    r"|which|when|where|is|are|was|were|does|did|do|has|have|can|could|would|how (?:many|much|old|long|tall|far))\b"
    r"|(?:is|are|was|were|does|did|do|has|have|had|can|could|will|would|may|must|whether|if|isn't|aren't|doesn't"
    r"|don't|can't)\b|.*\b(?:how (?:many|much|often|old|tall|long|far|high|heavy)|(?:in|on) (?:what|which)"
    r" (?:year|date|day)"
    r"|: (?:is|are|was|were|does|did|do|has|have|can) (?:it|he|she|they|there))\b"
    r"|(?:what|which|who|whom|whose|when|where)(?:'s)?\b|how (?:many|much|old|tall|long|far|high|large"
    r"|big|heavy|deep|fast"
    r"|wide|hot|cold|often|late|early)\b|(?:in|on|at|by|of|to|from|with|for|under|during|since|until"
    r"|after|before) (?:what"
    r"|which|how (?:many|much|old)|whom|whose)\b"
    r"|(?:classify|categori[sz]e|identify|label|determine|calculate|compute|find|convert|solve|choose"
    r"|select|pick|decide"
    r"|detect|assign|evaluate|say|state|tell|answer|true or false|sort|rank|subtract|add|multiply|divide"
    r"|work out|name the|tag|mark|rate|grade|group|separate|split|divide|put (?:each|every|the|these|them)|for every"
    r"|give the|count|estimate|spam|predict|check|verify|for each|complete|fill|round|simplify|match)\b)"
)


_ONE_ANSWER = re.compile(
    r"\bhow (?:many|much|old|tall|far|high|heavy)\b|\b(?:what|which) (?:year|date|day|month)\b|\b(?:total )?number of\b"
    r"|^(?:when|where|who|whose) (?:is|was|were|did|does|has|had)\b"
)


def plain(clause: str) -> str:
    """A folded clause without what is said out of politeness."""
    return _POLITE.sub("", clause)


def kind(clauses: Sequence[str], options: bool) -> Kind:
    if any(_OPEN.match(clause) for clause in clauses if not (options and TAKES.match(clause))):
        return "open"
    begin = " ".join(clauses[:2])[:400]
    if not options and not any(map(_ONE_ANSWER.search, clauses)):
        asks_whether = any(map(_ASIDE.match, clauses))
        if _OPINION.search(begin) or (not asks_whether and _OPEN_ANYWHERE.search(begin)):
            return "open"
    return "closed" if options or any(map(_CLOSED.match, clauses)) else "unknown"
