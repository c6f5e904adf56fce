"""Six disguises in which an evaluation item may stand in training data; the words are our own."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

_DROPPED = """
a an the of to is are was were be been in on at for that this these those it its and by with as from do does did
has have had will would can could there their his her
"""
_FUNCTION = frozenset(_DROPPED.split())
_SYNONYMS = """
find determine | calculate compute | explain describe | describe explain | write compose | compose write | list name
name list | give provide | provide give | tell inform | show display | create make | make create | choose pick
pick choose | select choose | identify recognize | compare contrast | discuss debate | summarize condense
big large | large big | small little | little small | quick fast | fast quick | happy glad | sad unhappy | main chief
important significant | significant important | begin start | start begin | end finish | buy purchase | purchase buy
sell vend | help assist | assist help | need require | require need | want wish | get obtain | obtain get
use employ | uses employs | using employing | often frequently | usually generally | likely probable | near close
problem issue | issue problem | way manner | method approach | approach method | reason cause | result outcome
example instance | part portion | kind type | type kind | people persons | person individual | man gentleman
woman lady | child kid | children kids | house home | home house | car automobile | job occupation | company firm
money cash | country nation | city town | road street | story tale | letter message | article essay | essay article
email message | question query | answer reply | sentence phrase | word term | speech talk | trip journey
friend companion | teacher instructor | student pupil | doctor physician | animal creature | food meal
total sum | amount quantity | number count | many numerous | each every | every each | correct right | true accurate
following below | statement claim | best finest | difference distinction | effect impact | rise increase | cost price
"""
_WORDS = dict(pair.split() for line in _SYNONYMS.strip().splitlines() for pair in line.split("|"))
_TEMPLATES = (
    "Please answer this one for me: {}",
    "Here is something that I have been wondering about. {} What would you say?",
    "Q: {}\nA:",
    "You are a helpful tutor. Work on the task below and answer in full.\n\n{}",
    "My colleague asked me the following, and I did not know what to say.\n{}",
    "Task: {}\nGive your answer, and nothing else.",
)
_OPENINGS = (
    ("What is ", "Can you tell me what is "),
    ("What are ", "Tell me what are "),
    ("Which of the following ", "Say which of the following "),
    ("How many ", "Work out how many "),
    ("How do ", "I should like to know how do "),
    ("Write ", "I need you to write "),
    ("Who ", "Do you know who "),
    ("Why ", "Any idea why "),
)


@dataclass(frozen=True)
class Carrier:
    """A real record in which an item is planted: its answer stays, its longer texts surround the item."""

    text: str
    output: str


def verbatim(item: str, carrier: Carrier, draw: random.Random) -> str:
    return item


def typed_otherwise(item: str, carrier: Carrier, draw: random.Random) -> str:
    """Other case, other punctuation, other white space."""
    plain = re.sub(r"(?<=\w)[.,;:?!]+(?=\s|$)", lambda _: draw.choice((" ", " - ", " ;", "...")), item)
    return "  ".join(draw.choice((plain.upper(), plain.lower(), plain.title())).split()) + " !"


def embedded(item: str, carrier: Carrier, draw: random.Random) -> str:
    """In the middle of what a real record says."""
    words = carrier.text.split()
    before, after = draw.randint(30, 80), draw.randint(20, 60)
    return f"{' '.join(words[:before])}\n{item}\n{' '.join(words[before : before + after])}"


def template(item: str, carrier: Carrier, draw: random.Random) -> str:
    for opening, other in _OPENINGS:
        if item.startswith(opening):
            item = other + item[len(opening) :]
            break
    return draw.choice(_TEMPLATES).format(item)


def synonyms(item: str, carrier: Carrier, draw: random.Random) -> str:
    """Function words dropped, and some sixscore words replaced by others of about their meaning."""
    kept = [word for word in re.split(r"(\s+)", item) if word.strip().lower() not in _FUNCTION or not word.strip()]
    return re.sub(r"\s\s+", " ", "".join(re.sub(r"[A-Za-z]+", _synonym, word) for word in kept)).strip()


def _synonym(found: re.Match[str]) -> str:
    word = found[0]
    other = _WORDS.get(word.lower(), "")
    return (other.capitalize() if word[0].isupper() else other) or word


def cut(item: str, carrier: Carrier, draw: random.Random) -> str:
    words = item.split(" ")
    return " ".join(words[: max(1, round(0.6 * len(words)))])


DISGUISES: dict[str, Callable[[str, Carrier, random.Random], str]] = {
    "verbatim": verbatim,
    "case and punctuation": typed_otherwise,
    "inside a long prompt": embedded,
    "paraphrased template": template,
    "function words dropped, synonyms": synonyms,
    "cut to 60 %": cut,
}
