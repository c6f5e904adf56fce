"""Another wording of an ask that keeps its meaning: rules that turn it round, plain synonyms, another style."""

import re
from functools import partial
from random import Random

from injected.forms import pairs
from injected.part import Part
from injected.records import Ask, Item
from injected.rewording_late import FOLLOWS, FRESH_RULES, MARK, Rule, phrase, phrase_of_ask
from injected.text import capital, is_question, small
from injected.wrapping import wrapped

_VERBS = r"""
    Calculate => Compute
    Compute => Calculate
    Find out => Determine
    Find => Determine
    Classify => Categorize
    Categorize => Classify
    Identify => Determine
    Tell me whether => Say whether
    Tell me which => State which
    Determine if => Decide if
    Determine whether => Decide whether
    Determine which => Decide which
    Choose => Select
    Select => Choose
    Pick => Choose
    Decide if => Determine if
    Decide whether => Determine whether
    Evaluate => Work out
"""
_PHRASES = r"""
    \bWhat is\b => What's
    \bWhat's\b => What is
    \bWho is\b => Who's
    \bWho's\b => Who is
    \bWhere is\b => Where's
    \bWhat are\b => What're
    \bdo not\b => don't
    \bdoes not\b => doesn't
    \bdoesn't\b => does not
    \bdon't\b => do not
    \bis not\b => isn't
    \bisn't\b => is not
    \bcannot\b => can't
    \bdid not\b => didn't
    \bdidn't\b => did not
    \bapproximately\b => about
    \bIn what year\b => In which year
    \bIn which year\b => In what year
    ^[Ww]hat year (did|was|were)\b => In what year \1
    ^Which of the following\b => Which of these
    \bto purchase\b => to buy
    \bto buy\b => to purchase
    \bbuys\b => purchases
    \beach day\b => every day
    \bevery day\b => each day
    \beach week\b => every week
    \bcorrect answer\b => right answer
    \bright answer\b => correct answer
    \bsentences below\b => following sentences
    \bthe claim above\b => the above claim
    \bthe above claim\b => the claim above
    \bconvey\b => express
    \bHow much in total\b => In total, how much
    ^Is the following statement true or false: => True or false:
    \bYes or [Nn]o\b => yes/no
    \bTrue or False\b => true/false
    \bfirst find out\b => first determine
    \b[Ww]ould be a reasonable answer => would be a sensible answer
    \bphone\b => telephone
    \bbegin\b => start
    \bpossible answers\b => possible choices
    \bmight a person\b => might somebody
    \bwould someone\b => would a person
    \bsomeone\b => somebody
    \bWhere would you\b => In what place would you
    \bWhere can you\b => In which place can you
    \bmake sense\b => make any sense
    \bcommon sense\b => commonsense
    ^Options:$ => Choices:
    ^Choices:$ => Options:
    ^Claim: => Statement:
    \bClaim: => CLAIM:
    \bSentence 1\b => Sentence One
"""
_MADE = "invented discovered painted founded directed created composed designed developed"
_CREATED = {"wrote": "written"} | {verb: verb for verb in _MADE.split()}
_QUANTITIES = "area|volume|perimeter|sum|product|square root|average|mean|median|value"
_BULLET = re.compile(r"(?m)^(\s*)- (?=\S)")


def worded(item: Item, part: Part, draw: Random) -> Ask:
    """A third as they are, a third wrapped, a third reworded; wrapped too where no rule fits."""
    ask = Ask(item.record.ask, item.record.input)
    way = draw.randrange(3)
    if way == 0:
        return ask
    if way == 2 and (new := _reworded(item, part, draw)):
        return new
    return wrapped(ask, item.kind, part, draw)


def _reworded(item: Item, part: Part, draw: Random) -> Ask | None:
    """The ask after up to three rules, and at times a weak one; None where none fits."""
    now = Ask(item.record.ask, item.record.input)
    later: list[Rule] = [_input_first, _plain_synonym, *_PHRASE_RULES]
    draw.shuffle(later)
    done = 0
    fresh = draw.sample(FRESH_RULES, 2) if part.fresh else []
    own: list[Rule] = [*part.rules, *(partial(phrase_of_ask, old, new) for old, new in part.phrases)]
    tried = draw.sample(own, min(len(own), part.tried))
    for rule in [*tried, *fresh, _turned, _labels_turned, _restyled, _input_last, *later]:
        if done < 3 and (new := rule(now, item, draw)) is not None and new != now:
            now, done = new, done + 1
    if draw.random() < (0.25 if done else 0.5):
        for rule in (_unmarked, _small):
            if (new := rule(now, item, draw)) is not None:
                now, done = new, done + 1
    return now if done else None


def _turned(ask: Ask, item: Item, draw: Random) -> Ask | None:
    text = ask.text.strip()
    new = _counted(text) or _created(text, item) or _dated(text, item) or _sought(text, item)
    return ask._replace(text=new) if new else None


def _counted(text: str) -> str | None:
    if many := re.fullmatch(r"[Hh]ow many ([\w -]+?) are (?:there )?in ([^?,]+)\?", text):
        return f"What is the number of {many[1]} in {many[2]}?"
    if count := re.fullmatch(r"What is the number of ([\w -]+?) in ([^?,]+)\?", text):
        return f"How many {count[1]} are there in {count[2]}?"
    return None


def _created(text: str, item: Item) -> str | None:
    who = re.fullmatch(r"Who (\w+) ([^?,]+)\?", text)
    if who and who[1] in _CREATED and " and " not in who[2] and item.kind != "polarity":
        return f"{capital(who[2])} was {_CREATED[who[1]]} by whom?"
    return None


def _dated(text: str, item: Item) -> str | None:
    if item.kind != "date" or not re.fullmatch(r"\d{4}", item.value):
        return None
    if when := re.match(r"[Ww]hen (did|was|were) ", text):
        return f"In what year {when[1]} " + text[when.end() :]
    if year := re.fullmatch(r"(?:In )?(?:what|What|which|Which) year (did|was|were) ([^?]+)\?", text):
        return f"When {year[1]} {year[2]}?"
    return None


def _sought(text: str, item: Item) -> str | None:
    if what := re.fullmatch(rf"What is the ({_QUANTITIES}) of ([^?]+)\?", text):
        return f"Find the {what[1]} of {what[2]}."
    find = re.fullmatch(r"(?:Calculate|Find|Compute|Determine) the ([^.:]+ (?:of|between) [^.:]+)\.?", text)
    return f"What is the {find[1]}?" if find and item.kind in {"number", "date"} else None


def _labels_turned(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """The two labels joined by 'or' in the other order."""
    if len(item.labels) != 2 or (item.kind == "mapping" and len({label.count(" ") for label in item.labels}) > 1):
        return None
    for one, two in (item.labels, item.labels[::-1]):
        pattern = rf"(?i)\b({re.escape(one)})(\"?'? or \"?'?)({re.escape(two)})\b"
        articled = re.search(rf"(?i)\ban? {re.escape(one)}", ask.text)
        if not articled and len(re.findall(pattern, ask.text)) == 1:
            return ask._replace(text=re.sub(pattern, r"\3\2\1", ask.text))
    return None


def _restyled(ask: Ask, item: Item, draw: Random) -> Ask | None:
    """Lettered options, or bullets, in another style."""
    if item.kind not in {"choice", "polarity"}:
        return None
    marks = list(MARK.finditer(ask.text))
    if len(marks) >= 2:
        had = marks[0][0].strip()
        styles = ["({0}) ", "{0}. ", "{0}) ", "- {0}: ", "{0}: "]
        style = draw.choice([style for style in styles if style.format("A").strip() != had])
        return ask._replace(text=MARK.sub(lambda mark: mark[1] + style.format(mark[2] or mark[3]), ask.text))
    if len(_BULLET.findall(ask.text)) >= 2:
        return ask._replace(text=_BULLET.sub(r"\1" + draw.choice(["* ", "• "]), ask.text))
    return None


def _input_last(ask: Ask, item: Item, draw: Random) -> Ask | None:
    return Ask(ask.text + draw.choice(["\n", "\n\n"]) + ask.input, "") if ask.input else None


def _input_first(ask: Ask, item: Item, draw: Random) -> Ask | None:
    return Ask(ask.input + "\n\n" + ask.text, "") if ask.input and not FOLLOWS.search(ask.text) else None


def _plain_synonym(ask: Ask, item: Item, draw: Random) -> Ask | None:
    new = (two + ask.text[len(one) :] for one, two in _SYNONYMS if ask.text.startswith(one + " "))
    return next((ask._replace(text=text) for text in new), None)


def _unmarked(ask: Ask, item: Item, draw: Random) -> Ask | None:
    return ask._replace(text=ask.text[:-1]) if is_question(ask.text) and ask.text.count("?") == 1 else None


def _small(ask: Ask, item: Item, draw: Random) -> Ask | None:
    return ask._replace(text=small(ask.text)) if small(ask.text) != ask.text else None


_SYNONYMS = pairs(_VERBS)
_PHRASE_RULES: list[Rule] = [partial(phrase, old, new) for old, new in pairs(_PHRASES)]
