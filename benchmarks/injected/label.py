"""The kind label: the ask names its labels, the answer is one of them."""

import re
from random import Random

from injected.forms import table
from injected.others import by_other
from injected.part import Part
from injected.records import Another, Ask, Item, Record
from injected.text import capital, normal

_TASK_LABELS = {
    "p3/ag_news_recommend": ("Politician", "Athlete", "Business executive", "Scientist"),
    "p3/dbpedia": (
        *("Company", "Educational Institution", "Artist", "Athlete", "Office Holder", "Building"),
        *("Village", "Animal", "Plant", "Album", "Film"),
    ),
    "p3/glue_mrpc_equivalent": ("equivalent", "not equivalent"),
    "p3/glue_qqp_duplicate_or_not": ("duplicates", "not duplicates"),
    "p3/wiqa_effect_with_string": ("more", "less", "no effect"),
    "p3/wiqa_which_of": (
        "directly impacting a step of the process",
        "indirectly impacting a step of the process",
        "not impacting any step of the process",
    ),
}
_UNCLASSED = ("p3/ag_news_recommend", "p3/wiqa", "p3/glue")
_REVIEWS = re.compile(r"p3/(amazon_polarity|rotten_tomatoes|imdb)")
_OF_REVIEWS = ("positive", "negative", "good", "bad", "flattering", "unflattering")
_STEREOTYPES = ("stereotype", "anti-stereotype", "unrelated")
_LABEL = r"[A-Za-z][\w'-]*(?: [A-Za-z][\w'-]*){0,2}"
_LIST = re.compile(
    rf"(?P<head>(?:\"?{_LABEL}\"?, ){{0,6}}\"?'?{_LABEL}\"?'?),? or (?P<last>\"?'?(?:an? |the )?{_LABEL})", re.I
)
_BEFORE = re.compile(
    r"^.*\b(?:as|either|is|are|a|an|between|whether|being|into|under|of|to|it|in|be|has|have|the|was|contains?|"
    r"describes?|belongs?|with|if|for|or)\b ",
    re.I,
)
_AFTER = re.compile(
    r" (?:based|in|for|by|depending|according|to|of|from|and|is|with|on|given|the|about|that|using)\b.*$",
    re.I,
)
_ARTICLE = re.compile(r"^(?:an?|the|either|its?|as|being) ", re.I)
_CLASSING = re.compile(
    r"\b(classify|categori[sz]e|label|identify|determine|sentiment|decide|is (it|this|the)|predict|detect|whether|"
    r"choose|assign|tell|analy[sz]e|given|state)\b",
    re.I,
)
_OTHER_ASK = re.compile(
    r"\b(write|generate|create|rewrite|suggest|design|come up|each|these|words|items|examples?|explain|why|both|list|"
    r"edit|synonym|yes|should|better|best|you think)\b",
    re.I,
)
_LISTING = re.compile(r"(which \w+ (\w+ )?is|the following as)\b[^:]*:[^:.?]*,(?![^:]*\bor\b)[^:]*$", re.I)
_HEDGED = re.compile(r"\b(not|neither|both|n't|could|may|might|depend\w*|can)\b|n't|rather|instead")
_ADJECTIVE = re.compile(r"\S*(ive|ous|al|ed|ic|ing|ormal|bad|good|neutral|stic|ble|ful|ant)")
_PLAIN = table(r"""
    {Label}
    {label}
    Answer: {Label}
    The answer is {label}.
""")
_OTHER_SETS = (
    ("sarcastic", "sincere"),
    ("formal", "informal"),
    ("short", "long"),
    ("simple", "complex"),
    ("familiar", "unfamiliar"),
)
_OTHER_NOUNS = (("headline", "quotation"), ("proverb", "slogan"))


def read(record: Record) -> Item | None:
    if record.task.startswith("p3/"):
        return _item(record, record.answer, _named_by_task(record))
    if record.task in {"ni/task318", "ni/task319", "ni/task320", "ni/task321"}:
        return _item(record, record.answer, _STEREOTYPES)
    if not record.free or len(record.answer.split()) > 22 or "\n" in record.answer:
        return None
    if not _CLASSING.search(record.ask) or _OTHER_ASK.search(record.ask):
        return None
    if not record.input and _LISTING.search(record.ask):
        return None
    for found in _LIST.finditer(record.ask):
        labels = _labels(found)
        if _tell_apart(labels, record.answer) and (said := _said(labels, normal(record.answer))):
            return _item(record, said, tuple(labels))
    return None


def _item(record: Record, value: str, labels: tuple[str, ...]) -> Item | None:
    others = tuple(label for label in labels if normal(label) != normal(value))
    if len(others) == len(labels):
        return None
    template = record.template(3)
    return Item(
        record=record, kind="label", value=value, alternatives=others, labels=(value, *others), template=template
    )


def _named_by_task(record: Record) -> tuple[str, ...]:
    """The labels of a prompted task that its ask names; none unless it names two or more."""
    ask = record.ask
    if record.task.startswith("p3/quarel"):
        return _quoted(ask)
    if _REVIEWS.match(record.task):
        last = re.search(r"\b(\w+) or (?:a )?(\w+)|\b(negative or positive)", ask.split("\n")[-1][-160:])
        pair = {last[1].lower(), last[2].lower()} if last and last[1] else set()
        named = tuple(label for label in _OF_REVIEWS if label in pair)
    else:
        known = next((labels for task, labels in _TASK_LABELS.items() if record.task.startswith(task)), ())
        named = tuple(label for label in known if _stands_in(label, ask))
    return named if len({label.lower() for label in named}) == len(named) >= 2 else ()


def _quoted(ask: str) -> tuple[str, ...]:
    between = re.search(r"between \"(.+?)\" and +\"(.+?)\"", ask)
    if not between:
        return ()
    one, two = between[1].strip(), between[2].strip()
    apart = normal(one) not in normal(two) and normal(two) not in normal(one)
    return (one, two) if apart else ()


def _stands_in(label: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(label)}(?![\w-])", text, re.I))


def _labels(found: re.Match[str]) -> list[str]:
    parts = [part.strip(" \"'") for part in (*re.split(r"\"?, \"?", found["head"]), found["last"])]
    parts[0] = _BEFORE.sub("", parts[0])
    parts = [_ARTICLE.sub("", part).strip(" \"'") for part in parts]
    parts[-1] = _AFTER.sub("", parts[-1])
    return [part.lower() for part in parts if part]


def _tell_apart(labels: list[str], answer: str) -> bool:
    if len(labels) < 2 or len(set(labels)) < len(labels) or any(len(label) < 3 for label in labels):
        return False
    if set(labels) & {"true", "false", "yes", "no", "not", "more"} or set(labels) == {"football", "soccer"}:
        return False
    if any(label.startswith(("is ", "are ", "was ", "neither ")) for label in labels):
        return False
    return len(answer.split()) <= 3 or not any(one in two for one in labels for two in labels if one != two)


def _said(labels: list[str], answer: str) -> str | None:
    """The one label that the answer says, and says without a doubt."""
    hits = [answer] if answer in labels else [label for label in labels if _stands_in(label, answer)]
    return hits[0] if len(hits) == 1 and not _HEDGED.search(answer) else None


def forms(item: Item, value: str, part: Part, draw: Random) -> list[str]:
    compares = item.record.task.startswith("p3/quarel")
    kept = compares or item.record.task.startswith("ni/")
    fits = {"": True, "label": not compares, "adjective": not compares and bool(_ADJECTIVE.fullmatch(value))}
    fits["class"] = fits["label"] and not item.record.task.startswith(_UNCLASSED)
    fits["feeling"] = set(normal(" ".join(item.labels)).split()) <= {"positive", "negative", "neutral"}
    parts = {"label": value if kept else value.lower(), "Label": capital(value), "LABEL": value.upper()}
    return [form.text.format(**parts) for form in [*_PLAIN, *part.labels] if fits[form.condition]]


def other(item: Item, pool: list[Item], names: list[str], draw: Random) -> Another[Item] | None:
    """The same ask with another's input or with other labels; for a task, another record's ask."""
    if not item.record.free:
        return by_other(item, pool, draw)
    ask, given = item.record.ask, item.record.input
    mates = [mate for mate in pool if _may_lend(mate, item)]
    if given and mates and normal(given) not in normal(ask):
        mate = draw.choice(mates)
        return Another(Ask(ask, mate.record.input), item, mate.value)
    if len(item.alternatives) != 1:
        return None
    articled = re.search(rf"(?i)\ban? {re.escape(item.labels[0])}\b", ask)
    sets = _OTHER_NOUNS if articled else _OTHER_SETS
    new = draw.choice([pair for pair in sets if not set(pair) & set(item.labels)])
    for old, label in zip(item.labels, new, strict=True):
        ask = re.sub(rf"(?i)\ban (?={re.escape(old)}\b)", "a ", ask, count=1)
        ask = re.sub(rf"(?i)\b{re.escape(old)}\b", label, ask, count=1)
    return Another(Ask(ask, given), item, draw.choice(new)) if new[0] in ask and new[1] in ask else None


def _may_lend(mate: Item, item: Item) -> bool:
    same = set(mate.labels) == set(item.labels)
    changed = mate.value != item.value and normal(mate.record.input) != normal(item.record.input)
    return same and changed and bool(mate.record.input)
