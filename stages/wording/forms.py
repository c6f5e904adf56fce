"""Forms of one word that its ending does not tell: irregular verbs, and British beside American spelling."""

import re

_IRREGULAR = """
begin began begun | break broke broken | bring brought | build built | buy bought | catch caught | choose chose chosen
come came | cost | draw drew drawn | drink drank drunk | drive drove driven | eat ate eaten | fall fell fallen
fight fought | fly flew flown | forget forgot forgotten | freeze froze frozen | get got gotten | give gave given
go goes went gone | grow grew grown | hear heard | hold held | keep kept | know knew known | lead led | lend lent
lose lost | make made | mean meant | meet met | pay paid | ride rode ridden | ring rang rung | run ran | say said
sell sold | send sent | shake shook shaken | show shown | shrink shrank shrunk | sing sang sung | sink sank sunk
sit sat | sleep slept | speak spoke spoken | spend spent | stand stood | steal stole stolen | swim swam swum
take took taken | teach taught | tell told | think thought | throw threw thrown | understand understood
wake woke woken | wear wore worn | die died | win won | write wrote written | become became
"""
_VERB = {
    form: verb
    for line in _IRREGULAR.replace("\n", "|").split("|")
    for verb, *forms in [line.split() or [""]]
    for form in forms
}
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w\w\w)(i|y)s(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), r"\1z"),
    (re.compile(r"(?<=\w\w)our(?=$|s$|ed$|ing$|ful$|less$|hood$|ite$|ites$|able$)"), "or"),
    (re.compile(r"(?<=\w\wt)re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w\w\w)og(?=s?$)"), "ogue"),
)


def verb(word: str) -> str:
    """`took` and `taken` are `take`."""
    return _VERB.get(word, word)


def spelt(word: str) -> str:
    """One spelling of a word that has two."""
    for form, other in _SPELT:
        word = form.sub(other, word)
    return word
