"""The invented company Tarnwick & Lowe: its handbook and its conversations with customers."""

from __future__ import annotations

import random

from writing.core import BANK, Row, article, blocks, table, turns

OWNERS = {
    "Products": "Product office",
    "Returns": "Customer service",
    "Warranty": "Customer service",
    "Shipping": "Logistics",
    "Repairs": "Workshop",
    "Procurement": "Purchasing",
    "Privacy": "Privacy desk",
    "IT": "Service desk",
    "Leave": "Personnel",
    "Training": "Personnel",
    "Working time": "Personnel",
}
SYSTEMS = (
    "You are a service agent of Tarnwick & Lowe. Be friendly, short and concrete.",
    "You answer customers of Tarnwick & Lowe by chat. Say what you will do and by when.",
    "You help customers of the appliance maker Tarnwick & Lowe. Don't promise what the handbook doesn't allow.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTHS = ("January", "February", "March", "May", "June", "August", "October", "November")


def facts(cells: list[str]) -> dict[str, str]:
    keys = ("P", "k", "size", "watts", "kg", "w", "site", "c", "price", "f")
    return dict(zip(keys, cells, strict=True)) | {"a": article(cells[1])}


def handbook(rng: random.Random) -> list[Row]:
    rows = [_entry("Products", ask, answer, fact) for ask, answer, fact in _attributes()]
    policies = table("policies.txt")
    rows += [_entry(topic, ask, answer, {}) for topic, ask, answer in policies]
    wording = turns(
        ["Under which topic of the handbook does this question belong?", "File this question: which topic?"], rng
    )
    for topic, ask, _ in rng.sample(policies, 44):
        row = Row(next(wording), topic, ask, task="classification", source="handbook")
        row.extra = {"Topic": "Handbook", "Owner": "Editorial office"}
        rows.append(row)
    return rows + _comparisons(rng)


def _attributes() -> list[tuple[str, str, dict[str, str]]]:
    kinds = table("attributes.txt")
    products = [facts(cells) for cells in table("company.txt")]
    return [
        (asks[(number + place) % len(asks)], answer, fact)
        for number, fact in enumerate(products)
        for place, (answer, *asks) in enumerate(kinds)
    ]


def _entry(topic: str, ask: str, answer: str, fact: dict[str, str]) -> Row:
    answer = answer.format(**fact)
    row = Row(ask.format(**fact), answer[0].upper() + answer[1:], source="handbook")
    row.extra = {"Topic": topic, "Owner": OWNERS.get(topic, topic)}
    return row


def _comparisons(rng: random.Random) -> list[Row]:
    products = [facts(cells) for cells in table("company.txt")]
    pairs = [(a, b) for i, a in enumerate(products) for b in products[i + 1 :] if a["kg"] != b["kg"]]
    rows = []
    for index, (a, b) in enumerate(rng.sample(pairs, 36)):
        key, word = (("kg", "heavier"), ("price", "dearer"))[index % 2]
        more = max((a, b), key=lambda fact: float(fact[key].split()[0]))
        unit = "" if key == "kg" else " crowns"
        background = f"{a['P']}: {a[key]}{unit}; {b['P']}: {b[key]}{unit}"
        row = Row(
            f"Which is {word}, the {a['P']} or the {b['P']}?", f"The {more['P']}.", background, "closed_qa", "handbook"
        )
        row.extra = {"Topic": "Products", "Owner": "Product office"}
        rows.append(row)
    return rows


def partner_entries() -> list[Row]:
    """Texts of a partner that may not be used for training; the sample's policy refuses their licence."""
    text = (BANK / "partner.txt").read_text(encoding="utf-8").strip().split("\n")
    rows = []
    for line in text:
        topic, ask, answer = line.split("|")
        rows.append(_entry(topic, ask, answer, {}))
        rows[-1].extra["Licence"] = "LicenseRef-partner-no-training"
    return rows


def support(rng: random.Random) -> list[Row]:
    products = {cells[0]: facts(cells) for cells in table("company.txt")}
    rows: dict[tuple[str, str, str], Row] = {}
    for name, body in blocks("issues.txt"):
        issue = {line[0]: line[2:].split(" || ") for line in body}
        chosen = rng.sample(sorted(products), 11) if name == "*" else [name] * 2
        for index, product in enumerate(chosen):
            row = _conversation(issue, products[product], index, rng)
            rows[row.instruction, row.history[0][1], row.output] = row
    return list(rows.values())


FOLLOW_UPS = (
    ("One more thing: how heavy is the {P}?", "It weighs {kg}."),
    ("And what does a new {P} cost?", "It is {price} crowns in our own shops."),
    ("By the way, where is the {P} built?", "At the {site}."),
    ("Thanks. How much power does the {P} need?", "It is rated at {watts}."),
    ("Good. Remind me, how long is the {P} covered?", "For {w} from the day of delivery."),
    ("Is it true that the {P} has something special?", "It has {f}."),
    ("My mother wants one too. Which colour is the {P}?", "It comes in {c}."),
    ("What if the {P} cannot be saved?", "Then any drop-off shop takes your {k} free of charge, and recycles it."),
    (
        "Can I repair the {P} myself next time?",
        "Yes. The plans are on our website, and it does not end the warranty of {w}.",
    ),
)


def _follow_up(fact: dict[str, str], rng: random.Random) -> tuple[str, str]:
    ask, answer = rng.choice(FOLLOW_UPS)
    return ask.format(**fact), answer.format(**fact)


def _conversation(issue: dict[str, list[str]], fact: dict[str, str], index: int, rng: random.Random) -> Row:
    slots = fact | {
        "n": f"{rng.choice('RKT')}{rng.randrange(20000, 99999)}",
        "d": str(rng.randrange(3, 19)),
        "m": str(rng.randrange(2, 20)),
        "day": rng.choice(DAYS),
        "mon": rng.choice(MONTHS),
    }
    opening, way = issue["O"][index % len(issue["O"])], index % len(issue["R"])
    texts = [t.format(**slots) for t in (opening, issue["Q"][0], issue["R"][way], issue["A"][way])]
    row = Row(texts[2], texts[3], task="conversation", source="support")
    row.history = [("user", texts[0]), ("assistant", texts[1])]
    if index % 2 == 0:
        row.history += [("user", row.instruction), ("assistant", row.output)]
        row.instruction, row.output = _follow_up(fact, rng)
    row.system = rng.choice(SYSTEMS) if rng.random() < 0.45 else ""
    return row
