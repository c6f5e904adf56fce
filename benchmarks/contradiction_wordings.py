"""More templates, with many wordings to an ask: `fifth` was tuned on, `last` was written after that and run once."""

from contradiction_templates import Template

PLACES = {
    "fifth": ["Mirandel", "Tolvast", "Ondrejov", "Sambeek", "Castelmar", "Vidnoye", "Halbrook", "Esperia"],
}
LISTS = {
    "fifth": [
        ("edible", "poisonous", "inedible"),
        ("refund", "delivery", "warranty"),
        ("beginner", "intermediate", "expert"),
        ("planet", "comet", "moon"),
    ],
}
ITEMS = {
    "fifth": ["rose", "cobra", "daisy", "viper", "lily", "python", "violet", "adder", "iris", "boa"],
}
LABELS = {"fifth": ("flower", "snake")}
NAMES = {"fifth": ["Hugo Prell", "Mila Roth", "Jonas Seel", "Tilda Unger", "Viktor Wahl", "Nora Zeller"]}

SETS: dict[str, dict[str, tuple[Template, ...]]] = {
    "fifth": {
        "polarity": (
            Template(
                (
                    "Is the drinking water in {p} chlorinated?",
                    "Is it true that the drinking water in {p} is chlorinated?",
                    "Do you know if the drinking water in {p} is chlorinated?",
                    "I would like to know whether the drinking water in {p} is chlorinated.",
                    "Is {p}'s drinking water chlorinated?",
                ),
                ("Is the sea water in {p} chlorinated?", "Is the drinking water in {q} chlorinated?"),
                (
                    "Yes.",
                    "Yes, it is chlorinated.",
                    "It is.",
                    "The drinking water in {p} is chlorinated.",
                    "Certainly.",
                ),
                (
                    "No.",
                    "It isn't.",
                    "No, they use ozone.",
                    "The drinking water in {p} is not chlorinated.",
                    "Not at all.",
                ),
            ),
            Template(
                (
                    "Did the rebels of {p} surrender?",
                    "Tell me if the rebels of {p} surrendered.",
                    "Could you say whether the rebels of {p} surrendered?",
                    "The rebels of {p}: did they surrender?",
                ),
                ("Did the rebels of {p} win?", "Did the rebels of {q} surrender?"),
                ("Yes, they did.", "They did.", "The rebels surrendered.", "yes"),
                ("They did not.", "No, they didn't.", "The rebels never surrendered.", "No."),
            ),
            Template(
                (
                    "Fact check: penguins nest in {p}.",
                    "Is this statement right or wrong? Penguins nest in {p}.",
                    "Penguins nest in {p}. Is that correct?",
                ),
                ("Fact check: penguins moult in {p}.", "Penguins nest in {q}. Is that correct?"),
                ("True.", "That is correct.", "Yes, this is right.", "Right.", "The statement is correct."),
                ("False.", "That is wrong.", "No, this is wrong.", "Wrong.", "The statement is incorrect."),
            ),
        ),
        "number": (
            Template(
                (
                    "How many floors does the hotel {p} have?",
                    "How many floors are there in the hotel {p}?",
                    "The hotel {p} has how many floors?",
                    "What's the number of floors in the hotel {p}?",
                    "Tell me how many floors the hotel {p} has.",
                    "How many floors does the hotel {p} contain?",
                ),
                ("How many lifts does the hotel {p} have?", "How many floors does the hotel {q} have?"),
                ("{v}", "{v} floors", "The hotel has {w} floors.", "There are {v} floors in all.", "{v} of them."),
            ),
            Template(
                (
                    "How long does the ride from {p} to the airport take?",
                    "How many minutes does the ride from {p} to the airport take?",
                    "How much time does the ride from {p} to the airport take?",
                    "What is the duration of the ride from {p} to the airport?",
                ),
                (
                    "How long does the ride from the airport to {p} take?",
                    "How long does the ride from {q} to the airport take?",
                ),
                ("{v} minutes", "{v} min", "The ride takes {v} minutes.", "It takes {v} minutes by bus."),
            ),
            Template(
                (
                    "How many students attend the college of {p}?",
                    "How many students are enrolled at the college of {p}?",
                    "What is the number of students at the college of {p}?",
                    "How many students go to the college of {p}?",
                ),
                ("How many teachers are at the college of {p}?", "How many students go to the college of {q}?"),
                (
                    "{v}",
                    "{v} students",
                    "{v} people",
                    "The college of {p} has {v} students.",
                    "It has {v} young students.",
                ),
            ),
            Template(
                (
                    "A farmer in {p} picks 14 pears on Monday and twice as many on Friday. How many pears did he pick?",
                    "A farmer in {p} picks 14 pears on Monday and twice as many on Friday. How many pears are that"
                    " altogether?",
                ),
                (
                    "A farmer in {p} picks 15 pears on Monday and twice as many on Friday. How many pears did he pick?",
                    "A farmer in {p} picks 14 pears on Monday and twice as many on Sunday. How many pears did she eat?",
                ),
                (
                    "{v}",
                    "He picked {v} pears.",
                    "14 + 28 = {v}",
                    "The farmer picked {v} pears altogether.",
                    "{v} pears",
                ),
            ),
        ),
        "date": (
            Template(
                (
                    "When was the theatre of {p} built?",
                    "In which year was the theatre of {p} constructed?",
                    "What is the construction date of the theatre of {p}?",
                    "Tell me when the theatre of {p} was built.",
                    "The theatre of {p} was built in what year?",
                    "Do you know when the theatre of {p} was built?",
                ),
                ("When was the theatre of {p} closed?", "When was the theatre of {q} built?"),
                (
                    "{y}",
                    "In {y}.",
                    "It was built in {y}.",
                    "The theatre of {p} was constructed in {y}.",
                    "Back in {y}.",
                ),
            ),
            Template(
                (
                    "When did the poet of {p} die?",
                    "On what day did the poet of {p} die?",
                    "What is the date of death of the poet of {p}?",
                    "Give the date of the death of the poet of {p}.",
                ),
                ("When was the poet of {p} born?", "When did the poet of {q} die?"),
                ("{d} {m} {y}", "{m} {d}, {y}", "He died on {d} {m} {y}.", "The poet died on {m} {d}, {y}."),
            ),
            Template(
                (
                    "When does the school year start in {p}?",
                    "On which date does the school year begin in {p}?",
                    "What is the start date of the school year in {p}?",
                ),
                ("When does the school year end in {p}?", "When does the school year start in {q}?"),
                ("{d} {m}", "On {m} {d}.", "The school year starts on {d} {m}.", "It begins on {m} {d}."),
            ),
        ),
        "choice": (
            Template(
                (
                    "Which of the following is grown in {p}?\n{options}",
                    "Which one is grown in {p}?\n{options}\nAnswer with the letter only.",
                    "Choose one. Which of these is grown in {p}?\n{options}",
                    "Multiple choice question: which of the following is grown in {p}?\n{options}",
                ),
                ("Which of the following is not grown in {p}?\n{options}", "Which one is grown in {q}?\n{options}"),
                ("{l}", "{l}.", "{l}) {o}", "Option {l}.", "My choice is {l}.", "I pick ({l}).", "{o}"),
            ),
            Template(
                (
                    "The people of {p} fear the ___.\n{options}",
                    "Fill in the blank: the people of {p} fear the ___.\n{options}",
                    "Select the option that completes the sentence. The people of {p} fear the ___.\n{options}",
                ),
                ("The people of {q} fear the ___.\n{options}",),
                ("{l}", "({l}) {o}", "It's {l}.", "The answer is {o}.", "The people of {p} fear the {o}."),
            ),
        ),
        "label": (
            Template(
                (
                    "Classify this message as {a}, {b} or {c}: the parcel from {p}",
                    "Decide whether this message is {a}, {b} or {c}: the parcel from {p}",
                    "Which category fits this message: {a}, {b} or {c}? The parcel from {p}",
                    "Label the message as {a}/{b}/{c}: the parcel from {p}",
                    "Classify this message as {c}, {b} or {a}: the parcel from {p}",
                ),
                ("Classify this message as {a}, {b} or {c}: the parcel from {q}",),
                ("{x}", "{x}.", "This is {x}.", "The message is {x}.", "Category: {x}", "I'd label it {x}."),
            ),
            Template(
                (
                    "Would the find from {p} count as {a}, {b} or {c}?",
                    "What is the find from {p}: {a}, {b} or {c}?",
                    "Is the find from {p} {a}, {b}, or {c}?",
                ),
                ("What is the find from {q}: {a}, {b} or {c}?",),
                ("{x}", "It's {x}.", "The find is {x}.", "The find from {p} would count as {x}."),
            ),
        ),
        "mapping": (
            Template(
                (
                    "Sort these into flowers and snakes: {items}",
                    "Classify each of the following as flower or snake: {items}",
                    "Which of the following are flowers and which are snakes? {items}",
                    "Decide for each word if it is a flower or a snake: {items}",
                ),
                ("Sort these into long and short words: {items}", "Classify each of the following as rare: {items}"),
                ("{lines}", "{semicolons}", "{groups}", "{dashes}", "{arrows}"),
            ),
        ),
        "negation": (
            Template(
                (
                    "Is smoking permitted in the parks of {p}?",
                    "Is smoking allowed in the parks of {p}?",
                    "Are people permitted to smoke in the parks of {p}?",
                ),
                ("Is smoking permitted in the parks of {q}?",),
                (
                    "Smoking is permitted in the parks of {p}.",
                    "Smoking is allowed in the parks.",
                    "Smoking is permitted there.",
                ),
                (
                    "Smoking is not permitted in the parks of {p}.",
                    "Smoking isn't allowed in the parks.",
                    "Smoking is never permitted there.",
                ),
            ),
            Template(
                ("What does the law of {p} say on fishing at night?",),
                ("What does the law of {q} say on fishing at night?",),
                ("The law of {p} allows fishing at night.", "Fishing at night is allowed by the law of {p}."),
                (
                    "The law of {p} does not allow fishing at night.",
                    "Fishing at night is not allowed by the law of {p}.",
                ),
            ),
            Template(
                ("Did the ship from {p} arrive?", "Has the ship from {p} arrived?"),
                ("Did the ship from {q} arrive?",),
                ("The ship from {p} arrived.", "The ship has arrived.", "The ship did arrive."),
                ("The ship from {p} did not arrive.", "The ship never arrived.", "The ship hasn't arrived."),
            ),
        ),
        "entity": (
            Template(
                ("Who discovered the cave of {p}?", "Who was the discoverer of the cave of {p}?"),
                ("Who sealed the cave of {p}?", "Who discovered the cave of {q}?"),
                ("{e}", "{e}.", "{s}", "It was {e}."),
            ),
        ),
    },
}
