"""Questions about countries, elements, animals, words, events, books and dishes, each fact asked about once."""

from __future__ import annotations

import random

from writing.core import Row, article, lines, table, turns


def countries(rng: random.Random) -> list[Row]:
    capital = turns(
        [
            "What is the capital of {0}?|{1}",
            "Name the capital city of {0}.|The capital of {0} is {1}.",
            "A quiz asks for the capital of {0}. What is the right answer?|The right answer is {1}.",
            "I am filling in a crossword: capital of {0}, {n} letters.|{1}",
            'Complete the sentence: "The capital of {0} is ..."|The capital of {0} is {1}.',
            "{1} is the capital of which country?|{0}",
            "On a map of {2}, which capital would I find in {0}?|You would find {1}.",
        ],
        rng,
    )
    money = turns(
        [
            "Which currency is used in {0}?|{0} uses the {3}.",
            "What will I pay with on a market in {1}?|With the {3}, the currency of {0}.",
            "Name the currency of {0}.|The {3}",
            "A traveller is going to {0}. Which currency does she need?|She needs the {3}.",
        ],
        rng,
    )
    fame = turns(
        [
            "What is {0} known for?|Among other things, {0} is known for {6}.",
            "Give one thing that {0} is famous for.|One thing it is famous for: {6}.",
            "Name something that visitors associate with {0}.|Many think first of {6}.",
            "In one sentence, introduce {0} to somebody who has never heard of it.|{0} lies in {2}, "
            "its capital is {1}, and it is known for {6}.",
        ],
        rng,
    )
    tongue = turns(
        [
            "In which language could I write to a ministry of {0}?|In {4}.",
            "Name a language that is widely used in public life in {0}.|{4} is widely used there.",
            "Some knowledge of which language helps at an office in {0}?|{4}",
        ],
        rng,
    )
    border = turns(
        [
            "Name one country that borders {0}.|{5} is one of its neighbours.",
            "Give an example of a country with which {0} shares a land border.|{5}",
        ],
        rng,
    )
    rows = []
    for cells in table("countries.txt"):
        wordings = [next(capital), next(money), next(fame), next(tongue)] + ([next(border)] if cells[5] else [])
        for wording in wordings:
            rows.append(_filled(wording, _named(cells)))
    return rows


def _named(cells: list[str]) -> list[str]:
    neighbour = cells[5]
    return [*cells[:5], neighbour[:1].upper() + neighbour[1:], cells[6]]


def _filled(wording: str, cells: list[str], task: str = "open_qa") -> Row:
    ask, answer = wording.split("|")
    count = len(cells[1].replace(" ", ""))
    return Row(ask.format(*cells, n=count), answer.format(*cells, n=count), task=task)


def elements(rng: random.Random) -> list[Row]:
    symbol = turns(
        [
            "What is the chemical symbol of {0}?|{1}",
            "Which element has the symbol {1}?|{1} stands for {0}.",
            "Write down the symbol for {0} as in the periodic table.|{1}",
        ],
        rng,
    )
    number = turns(
        [
            "What is the atomic number of {0}?|The atomic number of {0} is {2}.",
            "How many protons does an atom of {0} have?|{2}",
            "Which element has exactly {2} protons in its nucleus?|That is {0}.",
        ],
        rng,
    )
    use = turns(
        [
            "Name a common use of {0}.|A common use: {4}.",
            "Where do people meet {0} in technology or everyday life?|For instance in this use: {4}.",
            "What is {0} good for?|A typical use is {4}.",
        ],
        rng,
    )
    state = turns(["Is {0} solid, liquid or gaseous at room temperature and normal pressure?|{3}"], rng)
    rows = []
    for index, cells in enumerate(table("elements.txt")):
        cells[3] = {"gas": "Gaseous", "liquid": "Liquid", "solid": "Solid"}[cells[3]]
        wordings = [next(symbol), next(number), next(use)] + ([next(state)] if index % 3 == 0 else [])
        rows += [
            _filled(wording, cells, "classification" if "gaseous" in wording else "open_qa") for wording in wordings
        ]
    return rows


def animals(rng: random.Random) -> list[Row]:
    young = turns(
        [
            "What is a young {0} called?|A young {0} is called {a}.",
            "Fill in the gap: a {0} and her ____.|{1}",
            "Give the special word for the young of the {0}.|{1}",
            "My child asks how one calls the young of {b}. What do I say?|Say that it is called {a}.",
        ],
        rng,
    )
    group = turns(
        [
            'What is the collective noun for a group of this animal: {0}?|One such word is "{2}".',
            'Is there a special word for a number of these animals together: {0}?|Yes, "{2}" is used.',
        ],
        rng,
    )
    fact = turns(
        [
            "Tell me something interesting about the {0}.|{5}",
            "Share a short fact about the {0} for a children's quiz.|{5}",
            "What is remarkable about the {0}?|{5}",
        ],
        rng,
    )
    diet = turns(
        [
            "Is the {0} a carnivore, a herbivore or an omnivore?|{4}",
            "Classify the {0} by what it eats.|{4}",
        ],
        rng,
    )
    rows = []
    for index, cells in enumerate(table("animals.txt")):
        cells[4] = cells[4].capitalize()
        wordings = [next(young), next(group), next(fact)] + ([next(diet)] if index % 2 else [])
        for wording in wordings:
            ask, answer = wording.split("|")
            words = {"a": article(cells[1]), "b": article(cells[0])}
            ask = ask.replace("a {0}", "{b}").replace("A {0}", "{b}")
            task = "classification" if "{4}" in wording else "open_qa"
            rows.append(Row(ask.format(*cells, **words), _upper(answer.format(*cells, **words)), task=task))
    return rows


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


WORD_TASKS = (
    (
        "open_qa",
        'Give a synonym of "{0}".|{2}',
        'Which word or phrase means much the same as "{0}"?|"{2}" means much the same.',
        'I keep writing "{0}" in my essay. What could I say now and then?|You could say "{2}".',
    ),
    (
        "open_qa",
        'What is the opposite of "{0}"?|{3}',
        'Give an antonym of the {1} "{0}".|{3}',
        "Complete the pair: not {0} but ...|... {3}.",
    ),
    (
        "open_qa",
        'Define the {1} "{0}".|{4}',
        'What does "{0}" mean?|As {a} it means: {4}.',
        'Explain the word "{0}" to a learner of English.|It means: {4}. Example: {5}',
    ),
    (
        "creative_writing",
        'Use the word "{0}" in a sentence.|{5}',
        'Write an example sentence that contains "{0}".|{5}',
        'Show with one sentence how the {1} "{0}" is used.|{5}',
    ),
)


def words(rng: random.Random) -> list[Row]:
    wordings = [turns(kind[1:], rng) for kind in WORD_TASKS]
    rows = []
    for cells in table("words.txt"):
        for kind, wording in zip(WORD_TASKS, wordings, strict=True):
            ask, answer = next(wording).split("|")
            text = answer.format(*cells, a=article(cells[1]))
            rows.append(Row(ask.format(*cells), text if text.startswith("...") else _upper(text), task=kind[0]))
    return rows


def idioms(rng: random.Random) -> list[Row]:
    meaning = turns(
        [
            'What does the idiom "{0}" mean?|It means {1}.',
            'A learner stumbles over "{0}". Explain it.|Taken literally it makes no sense; it means {1}.',
            'Explain the expression "{0}" and give an example.|It means {1}. For example: {2}',
        ],
        rng,
    )
    usage = turns(
        [
            'Which English idiom expresses this: {1}?|"{0}"',
            'Write a natural sentence with the idiom "{0}".|{2}',
        ],
        rng,
    )
    return [_filled(next(kind), cells) for cells in table("idioms.txt") for kind in (meaning, usage)]


def events(rng: random.Random) -> list[Row]:
    year = turns(
        [
            "In what year was it that {1}?|{0}",
            "When was it that {1}?|In {0}.",
            "Put a date to this event: {1}.|{0}",
        ],
        rng,
    )
    story = turns(
        [
            "What happened in {0} that is still in the history books? Name one event.|In {0} {1}; {2}.",
            'Finish the entry of a timeline: "{0}: ..."|{0}: {1}; {2}.',
        ],
        rng,
    )
    return [_filled(next(kind), cells) for cells in table("events.txt") for kind in (year, story)]


def books(rng: random.Random) -> list[Row]:
    author = turns(['Who wrote "{0}"?|{1}', 'Name the author of "{0}".|It was written by {1}.'], rng)
    plot = turns(
        [
            'What is "{0}" about?|It is {3} in which {4}.',
            'Recommend "{0}" in one sentence.|Read this: {3} in which {4}.',
        ],
        rng,
    )
    guess = turns(
        [
            'Which classic is described here: {4}?|"{0}" by {1}',
            'I forgot a title: {3}, {2}, where {4}.|That is "{0}" by {1}.',
        ],
        rng,
    )
    return [_filled(next(kind), cells) for cells in table("books.txt") for kind in (author, plot, guess)]


def recipes(rng: random.Random) -> list[Row]:
    buy = turns(["What do I need for {0}?|You need {1}.", "Write a shopping list for {0}.|{1}"], rng)
    cook = turns(["How do I make {0}?|{2}", "Explain in one or two sentences how {0} is prepared.|{2}"], rng)
    serve = turns(["What goes well with {0}?|{3}", "Suggest something to serve with {0}.|{3}"], rng)
    rows = []
    for cells in table("recipes.txt"):
        for kind, task in ((buy, "brainstorming"), (cook, "general_qa"), (serve, "brainstorming")):
            row = _filled(next(kind), cells, task)
            row.output = _upper(row.output if row.output.endswith(".") else row.output + ".")
            rows.append(row)
    return rows


def sorting(rng: random.Random, count: int) -> list[Row]:
    """Lists whose members have to be told apart, as people write them for classification."""
    bank = [(name, members.split(",")) for name, members in (line.split("|") for line in lines("categories.txt"))]
    rows = []
    for index in range(count):
        (one, first), (two, second) = rng.sample(bank, 2)
        members = [(m, one) for m in rng.sample(first, 3)] + [(m, two) for m in rng.sample(second, 2 + index % 2)]
        rng.shuffle(members)
        items = ", ".join(m for m, _ in members)
        answer = [f"{m}: {c}" for m, c in members]
        left, right = ", ".join(m for m, c in members if c == one), ", ".join(m for m, c in members if c == two)
        asks = [
            (f"Tell me for each of these whether it is {article(one)} or {article(two)}: {items}", "\n".join(answer)),
            (
                f"Sort the list into two groups, {one} and {two}: {items}.",
                f"{_upper(one)}: {left}\n{_upper(two)}: {right}",
            ),
            (f"Which of the following is {article(one)} and which {article(two)}? {items}", "; ".join(answer)),
        ]
        ask, text = asks[index % 3]
        rows.append(Row(ask, text, task="classification"))
    return rows
