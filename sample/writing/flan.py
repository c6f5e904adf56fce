"""Rows in the manner of FLAN: a prompt hub, chains of thought, and task files with definitions."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from writing.core import Mark, Row, lines, table, turns
from writing.sums import stories

STARS_TASK = "invented_reviews_star_rating"
SORT_FILE = "task9001_number_list_sort_ascending.json"
OPENINGS = (
    "Bought this for my flat,",
    "After two months of use:",
    "A present from my sister.",
    "I was sceptical at first.",
    "Second one I own.",
    "Delivered on a Friday.",
    "For the price,",
    "Ordered it for our allotment hut.",
    "My neighbour talked me into it.",
    "Short and honest:",
)
THINGS = (
    "kettle",
    "folding chair",
    "rucksack",
    "torch",
    "teapot",
    "rain jacket",
    "desk fan",
    "frying pan",
    "tent",
    "clock",
)
VERDICTS = (
    ("5", "the {} is a delight and does even more than it promises.", "I would buy it again tomorrow."),
    ("5", "I can't find a single fault with the {}.", "Best thing I bought this year."),
    ("4", "the {} is well made, only the instructions could be clearer.", "Recommended all the same."),
    ("4", "a good {} with one small scratch that nobody else would notice.", "Happy on the whole."),
    ("3", "the {} is all right, nothing more.", "It has good days and bad days."),
    ("3", "half of what is said about the {} is true.", "Neither sorry nor glad."),
    ("2", "the {} feels cheap and already squeaks.", "I had hoped for more."),
    ("2", "it works, but the {} is far smaller than in the picture.", "I will probably give it away."),
    ("1", "the {} broke on the first day.", "Keep your money."),
    ("1", "the {} never worked, and nobody answers the phone.", "I want a refund."),
)


def stars(rng: random.Random, count: int) -> list[Row]:
    """A task that is heavily over-represented, on purpose."""
    rows: dict[str, Row] = {}
    while len(rows) < count:
        grade, middle, end = rng.choice(VERDICTS)
        opening, middle = rng.choice(OPENINGS), middle.format(rng.choice(THINGS))
        middle = middle if opening.endswith((",", ":")) else middle[0].upper() + middle[1:]
        ask = f"Review: {opening} {middle} {end}\n\nHow many stars, from 1 to 5, does the customer give?"
        rows[ask] = _hub(Row(ask, grade, task="classification"), "Invented", STARS_TASK)
        rows[ask].mark = Mark("overrepresented", "label", "one of the two task families that fill too much of the set")
    return list(rows.values())


def _hub(row: Row, source: str, name: str) -> Row:
    row.source = "flan_hub"
    row.extra = {"_task_source": source, "_task_name": name}
    return row


def as_hub(row: Row) -> Row:
    """Any row as a prompt of the hub; context goes into the prompt."""
    if row.input:
        row.instruction, row.input = f"{row.instruction}\n\n{row.input}", ""
    return _hub(row, "Invented" if row.task != "closed_qa" else "Invented-Reading", f"sample_{row.task}")


def hub(rng: random.Random) -> list[Row]:
    rows, section = [], ""
    topic = turns(
        [
            "{}\n\nIs this about sport, science, business, culture or politics?",
            "Choose the section of the newspaper (sport, science, business, culture, politics) for this line: {}",
            "News: {}\nTopic, one of sport, science, business, culture, politics:",
        ],
        rng,
    )
    same = turns(
        [
            "Sentence 1: {}\nSentence 2: {}\nDo the two sentences say the same thing? Answer yes or no.",
            '"{}" / "{}"\nAre these paraphrases of each other, yes or no?',
        ],
        rng,
    )
    for line in lines("hub.txt"):
        cells = line.split("|")
        if len(cells) == 1:
            section = line
        elif section == "topics":
            rows.append(
                _hub(Row(next(topic).format(cells[0]), cells[1], task="classification"), "Invented", "news_topic")
            )
        elif section == "para":
            rows.append(
                _hub(Row(next(same).format(*cells), cells[2], task="classification"), "Invented", "paraphrase_yes_no")
            )
        else:
            ask = f'{cells[0]}\n\nIn this sentence, what or whom does "{cells[1]}" stand for?'
            rows.append(_hub(Row(ask, cells[2], task="closed_qa"), "Invented", "pronoun_reference"))
    return rows + inference(rng)


def inference(rng: random.Random) -> list[Row]:
    wording = turns(
        [
            "Premise: {}\nHypothesis: {}\nDoes the hypothesis follow? Answer yes, no or maybe.",
            '{}\nOn the strength of that sentence alone, is it true that "{}"? yes / no / maybe',
            'Suppose that this is so: {}\nCan we infer the following? "{}" Answer with yes, no or maybe.',
        ],
        rng,
    )
    return [
        _hub(Row(next(wording).format(cells[0], claim), label, task="reasoning"), "Invented", "inference_three_way")
        for cells in table("nli.txt")
        for claim, label in zip(cells[1:], ("yes", "maybe", "no"), strict=True)
    ]


def _cot(file: str, question: str, answer: str, why: str, task: str = "reasoning") -> Row:
    row = Row(question, answer, task=task, source="flan_cot")
    row.extra = {"file": file, "why": why}
    return row


def cot(rng: random.Random) -> list[Row]:
    claim = turns(
        [
            'Is this statement true?\n"{}"\nOptions:\n- yes\n- no',
            'Claim: "{}" Is the claim correct?\nOptions:\n- yes\n- no',
            "Yes or no: is the following right? {}",
        ],
        rng,
    )
    rows = [_cot("claims.tsv", next(claim).format(text), label, why) for label, text, why in table("claims.txt")]
    for question, options, right, why in table("mcq.txt"):
        rows.append(_choice("science_choice.tsv", question, options.split(";"), int(right), why, rng))
    odd = turns(["Which of these sentences makes no sense?", "One sentence goes against common sense. Which one?"], rng)
    for index, (good, bad, why) in enumerate(table("nonsense.txt")):
        pair = (bad, good) if index % 2 else (good, bad)
        ask = f'{next(odd)}\nOptions:\n- Sentence A: "{pair[0]}"\n- Sentence B: "{pair[1]}"'
        rows.append(_cot("nonsense.tsv", ask, f"Sentence {'A' if index % 2 else 'B'}", why))
    return rows + _problems(rng)


def _choice(file: str, question: str, options: list[str], right: int, why: str, rng: random.Random) -> Row:
    answer = options[right]
    rng.shuffle(options)
    listed = "\n".join(f"({'ABCDEFG'[i]}) {option}" for i, option in enumerate(options))
    return _cot(file, f"{question}\nOptions:\n{listed}", f"({'ABCDEFG'[options.index(answer)]})", why)


def _problems(rng: random.Random) -> list[Row]:
    rows = []
    for index, problem in enumerate(stories(rng, 15)):
        if index % 4:
            rows.append(_cot("word_problems.tsv", problem.question, problem.answer, problem.why, "math"))
            continue
        number = int(problem.answer)
        wrong = [str(value) for value in (number + 2, number + 5, max(number - 1, 0) if number else 7)]
        row = _choice("word_problem_choice.tsv", problem.question, [problem.answer, *wrong], 0, problem.why, rng)
        row.task = "math"
        rows.append(row)
    return rows


@dataclass
class TaskFile:
    """What stands above the instances of a task file."""

    categories: list[str]
    definition: str
    positive: list[tuple[str, str, str]]
    negative: list[tuple[str, str, str]] = field(default_factory=list)


TASK_FILES = {
    SORT_FILE: TaskFile(
        ["Program Execution"],
        "You are given a list of whole numbers. Write the same numbers in ascending order, in square brackets and "
        "separated by commas. Numbers that occur twice stay twice.",
        [("[4, 1, 3]", "[1, 3, 4]", "The smallest number comes first.")],
        [("[2, 9, 5]", "[9, 5, 2]", "This is the descending order.")],
    ),
    "task9002_odd_word_out.json": TaskFile(
        ["Word Semantics"],
        "You are given four words. Three of them belong to one category. Answer with the word that does not belong.",
        [("plum, pear, hammer, apple", "hammer", "The other three are fruits.")],
        [("plum, pear, hammer, apple", "fruit", "The answer names the category and not the odd word.")],
    ),
    "task9003_sentence_tense_classification.json": TaskFile(
        ["Grammar Classification"],
        "Decide whether the sentence speaks of the past, the present or the future. Answer with one of the words "
        "past, present and future.",
        [("The kitten slept in a hat.", "past", "The verb is in the past tense.")],
        [("The kitten slept in a hat.", "sleep", "The answer has to be one of the three words.")],
    ),
    "task9004_clock_time_addition.json": TaskFile(
        ["Mathematics", "Temporal Reasoning"],
        "You are given a time of day on a 24-hour clock and a number of minutes. Answer with the time that it will be "
        "when so many minutes have passed, as HH:MM.",
        [("09:50, 20 minutes", "10:10", "Ten minutes lead to 10:00, and ten more to 10:10.")],
        [("09:50, 20 minutes", "09:70", "An hour has only sixty minutes.")],
    ),
    "task9005_country_from_clues.json": TaskFile(
        ["Question Answering"],
        "You are given three clues about a country. Name the country.",
        [("continent: Asia; currency: yen; cherry blossom", "Japan", "All three clues fit Japan.")],
        [("continent: Asia; currency: yen; cherry blossom", "Tokyo", "Tokyo is a city and not a country.")],
    ),
}


def instances(rng: random.Random) -> list[Row]:
    made = {
        SORT_FILE: _sorted_lists(rng),
        "task9002_odd_word_out.json": _odd_words(rng),
        "task9003_sentence_tense_classification.json": _tenses(),
        "task9004_clock_time_addition.json": _clock(rng),
        "task9005_country_from_clues.json": _clues(),
    }
    rows = []
    for file, pairs in made.items():
        for given, answer in pairs:
            rows.append(instance(file, given, answer))
            if file == SORT_FILE:
                rows[-1].mark = Mark(
                    "overrepresented", "label", "one of the two families that fill too much of the set"
                )
    return rows


def instance(file: str, given: str, answer: str) -> Row:
    row = Row(TASK_FILES[file].definition, answer, given, task="classification", source="flan_ni")
    row.extra = {"file": file}
    return row


def _sorted_lists(rng: random.Random) -> list[tuple[str, str]]:
    made: dict[str, str] = {}
    while len(made) < 120:
        values = [rng.randrange(1, 100) for _ in range(rng.randrange(4, 9))]
        made[str(values)] = str(sorted(values))
    return list(made.items())


def _odd_words(rng: random.Random) -> list[tuple[str, str]]:
    bank = [(name, members.split(",")) for name, members in (line.split("|") for line in lines("categories.txt"))]
    pairs = []
    for index in range(72):
        (_, many), (_, few) = bank[index % len(bank)], bank[(index * 5 + 3 + index // len(bank)) % len(bank)]
        if many is few:
            few = bank[(index + 1) % len(bank)][1]
        odd = rng.choice(few)
        words = [*rng.sample(many, 3), odd]
        rng.shuffle(words)
        pairs.append((", ".join(words), odd))
    return pairs


def _tenses() -> list[tuple[str, str]]:
    return [(sentence, cells[0]) for cells in table("tenses.txt") for sentence in cells[1:]]


def _clock(rng: random.Random) -> list[tuple[str, str]]:
    made: dict[str, str] = {}
    while len(made) < 44:
        start, more = rng.randrange(0, 288) * 5, rng.randrange(2, 40) * 5
        end = (start + more) % 1440
        made[f"{start // 60:02}:{start % 60:02}, {more} minutes"] = f"{end // 60:02}:{end % 60:02}"
    return list(made.items())


def _clues() -> list[tuple[str, str]]:
    return [(f"continent: {c[2]}; currency: {c[3]}; {c[6]}", c[0]) for c in table("countries.txt") if c[0] != "Japan"]
