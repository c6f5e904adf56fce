"""Disjoint sets of templates for answers that conflict and answers that agree; only the last is reported on."""

from typing import NamedTuple


class Template(NamedTuple):
    """Wordings of one ask, of another ask that looks like it, and ways to give an answer (by value for yes and no)."""

    asks: tuple[str, ...]
    others: tuple[str, ...]
    ways: tuple[str, ...]
    away: tuple[str, ...] = ()


PLACES = {
    "tune": [
        "Aldmoor",
        "Brackwell",
        "Cresthaven",
        "Dunmere",
        "Elmford",
        "Farrowby",
        "Glenholt",
        "Hartsea",
        "Inverlow",
        "Jarrow",
        "Kestle",
        "Lindow",
    ],
    "second": [
        "Norwick",
        "Osmere",
        "Pendle",
        "Quarley",
        "Rushden",
        "Saltby",
        "Thornsea",
        "Ulverton",
        "Varnham",
        "Wexcombe",
        "Yarmley",
        "Zennock",
    ],
    "third": [
        "Abtsdorf",
        "Birkau",
        "Dornach",
        "Ebersfeld",
        "Fichtnau",
        "Grundel",
        "Hollern",
        "Isenau",
        "Kirchau",
        "Lohfeld",
        "Mattsee",
        "Nesslau",
    ],
    "fourth": [
        "Araba",
        "Belon",
        "Caspe",
        "Doria",
        "Ezcaray",
        "Fuensanta",
        "Graus",
        "Haro",
        "Irun",
        "Jaca",
        "Lerma",
        "Medina",
    ],
    "report": [
        "Oakhaven",
        "Pinecrest",
        "Quail Ridge",
        "Redfield",
        "Stonebrook",
        "Tidewater",
        "Umberland",
        "Vale Cross",
    ],
}
LISTS = {
    "tune": [
        ("igneous", "sedimentary", "metamorphic"),
        ("positive", "negative", "neutral"),
        ("mammal", "reptile", "bird"),
        ("solid", "liquid", "gas"),
    ],
    "second": [
        ("deciduous", "evergreen", "tropical"),
        ("sports", "politics", "science"),
        ("noun", "verb", "adjective"),
        ("urgent", "routine", "optional"),
    ],
    "third": [
        ("fiction", "biography", "poetry"),
        ("acid", "base", "salt"),
        ("angry", "joyful", "afraid"),
        ("herbivore", "carnivore", "omnivore"),
        ("past tense", "present tense", "future tense"),
    ],
    "fourth": [
        ("hostile", "friendly", "indifferent"),
        ("oral", "written", "digital"),
        ("baroque", "gothic", "romanesque"),
        ("spring", "summer", "autumn"),
    ],
    "report": [
        ("complaint", "praise", "question"),
        ("toxic", "harmless", "unclear"),
        ("past", "present", "future"),
        ("monday", "wednesday", "friday"),
    ],
}
ITEMS = {
    "tune": ["pear", "hammer", "plum", "chisel", "apple", "saw", "cherry", "axe", "grape", "drill"],
    "second": ["trout", "oak", "salmon", "birch", "herring", "willow", "perch", "maple", "eel", "cedar"],
    "third": ["violin", "carrot", "trumpet", "onion", "cello", "leek", "drum", "radish", "harp", "turnip"],
    "fourth": ["falcon", "granite", "eagle", "marble", "heron", "basalt", "raven", "quartz", "swallow", "slate"],
    "report": ["desk", "wool", "chair", "silk", "stool", "linen", "shelf", "cotton", "bench", "velvet"],
}
LABELS = {
    "tune": ("fruit", "tool"),
    "second": ("fish", "tree"),
    "third": ("instrument", "vegetable"),
    "fourth": ("bird", "stone"),
    "report": ("furniture", "fabric"),
}
NAMES = {
    "tune": ["Anna Berg", "Carl Dahl", "Eva Falk", "Gustav Holm", "Ida Juhl", "Karin Lund"],
    "second": ["Mona Nord", "Olaf Pihl", "Rita Skov", "Sven Toft", "Ulla Vang", "Yrsa Zorn"],
    "third": ["Alma Brandt", "Bruno Kern", "Clara Moll", "Detlef Ohm", "Erna Quast", "Franz Ritz"],
    "fourth": ["Ana Bravo", "Benito Cano", "Carmen Duro", "Diego Espina", "Elvira Fuentes", "Felipe Gil"],
    "report": ["Ada Stern", "Boyd Hale", "Cora Lamb", "Dean Marsh", "Edie Frost", "Glen Ward"],
}

SETS: dict[str, dict[str, tuple[Template, ...]]] = {
    "tune": {
        "polarity": (
            Template(
                ("Is the mill of {p} open to visitors?", "Please tell me: is the mill of {p} open to visitors?"),
                ("Is the mill of {q} open to visitors?", "Is the mill of {p} closed to visitors?"),
                ("Yes.", "Yes, it is.", "Yes, the mill is open to visitors.", "yes"),
                ("No.", "No, it is not.", "No, the mill is closed.", "no"),
            ),
            Template(
                ("Does the river at {p} freeze in winter?",),
                ("Does the river at {p} freeze in summer?", "Does the river at {q} freeze in winter?"),
                ("Yes, it does.", "Yes", "Yes, it freezes nearly every winter."),
                ("No, it doesn't.", "No", "No, it flows all winter."),
            ),
        ),
        "number": (
            Template(
                ("How many windows does the tower of {p} have?", "What is the number of windows of the tower of {p}?"),
                ("How many doors does the tower of {p} have?", "How many windows does the tower of {q} have?"),
                ("{v}", "{v} windows", "The tower of {p} has {v} windows.", "It has {w}.", "The answer is {v}."),
            ),
            Template(
                ("How long is the wall of {p} in metres?",),
                ("How high is the wall of {p} in metres?",),
                ("{v} m", "{v} metres", "{v}", "It is {v} metres long."),
            ),
        ),
        "date": (
            Template(
                ("When was the bridge of {p} opened?", "In what year was the bridge of {p} opened?"),
                ("When was the bridge of {p} closed?", "When was the bridge of {q} opened?"),
                ("In {y}.", "{y}", "The bridge was opened in {y}.", "It was opened in {y}."),
            ),
            Template(
                ("On which day is the fair of {p} held?",),
                ("On which day is the fair of {q} held?",),
                ("On {d} {m}.", "{m} {d}", "The fair is held on {d} {m}.", "{d} {m}"),
            ),
        ),
        "choice": (
            Template(
                ("Which of these is made at {p}?\nOptions:\n{options}", "Which of these is made at {p}?\n{options}"),
                ("Which of these is not made at {p}?\n{options}", "Which of these is made at {q}?\n{options}"),
                ("({l})", "{l}", "{l}) {o}", "The answer is {l}.", "{o}"),
            ),
        ),
        "label": (
            Template(
                ("Is the sample from {p} {a}, {b} or {c}?",),
                ("Is the sample from {q} {a}, {b} or {c}?",),
                ("{x}", "It is {x}.", "The sample is {x}."),
            ),
            Template(
                ("Classify the entry as {a}/{b}/{c}: The report of {p}",),
                ("Classify the entry as {a}/{b}/{c}: The report of {q}",),
                ("{x}", "The entry is {x}.", "Label: {x}"),
            ),
        ),
        "mapping": (
            Template(
                ("Say for each whether it is a fruit or a tool: {items}",),
                ("Say for each how it is written: {items}",),
                ("{semicolons}", "{lines}", "{dashes}", "{groups}"),
            ),
        ),
        "negation": (
            Template(
                ("May guests use the garden of {p}?",),
                ("May guests use the garden of {q}?",),
                ("Guests may use the garden of {p}.", "Guests may indeed use the garden of {p}."),
                ("Guests may not use the garden of {p}.",),
            ),
            Template(
                ("Is the water of {p} safe to drink?",),
                ("Is the water of {q} safe to drink?",),
                ("The water of {p} is safe to drink.",),
                ("The water of {p} isn't safe to drink.", "The water of {p} is not safe to drink."),
            ),
        ),
        "entity": (
            Template(
                ("Who built the hall of {p}?",),
                ("Who burnt the hall of {p}?",),
                ("{e}", "{e}.", "It was {e}.", "{s}"),
            ),
        ),
    },
    "second": {
        "polarity": (
            Template(
                ("Was {p} ever the seat of a bishop?", "Was {p} the seat of a bishop?"),
                ("Was {q} ever the seat of a bishop?", "Was {p} never the seat of a bishop?"),
                ("Yes", "Yes, it was.", "Yes. For a short time a bishop lived there.", "True"),
                ("No", "No, it was not.", "No. The bishops always lived in another town.", "False"),
            ),
            Template(
                ("Can trains reach {p} from the coast?", "Are trains able to reach {p} from the coast?"),
                ("Can trains reach the coast from {p}?", "Can trains reach {q} from the coast?"),
                ("Yes, they can.", "Yes - there is a line.", "Yes!"),
                ("No, they cannot.", "No - the line was never built.", "No!"),
            ),
        ),
        "number": (
            Template(
                ("How many bells hang in the church of {p}?", "How many bells are hanging in the church of {p}?"),
                ("How many bells hang in the church of {q}?", "How many owls hang in the church of {p}?"),
                ("{v}", "There are {v} bells.", "{w}", "In the church of {p} hang {w} bells.", "Answer: {v}"),
            ),
            Template(
                ("What is the height of the lighthouse at {p}?", "Give the height of the lighthouse at {p}."),
                ("What is the width of the lighthouse at {p}?", "What is the height of the lighthouse at {q}?"),
                ("{v} metres", "The lighthouse is {v} m high.", "{v} m", "Its height is {v} meters."),
            ),
            Template(
                ("What does a ticket to {p} cost?", "How much does a ticket to {p} cost?"),
                ("What does a ticket from {p} cost?", "What does a ticket to {q} cost?"),
                ("${v}", "{v} dollars", "A ticket costs ${v}.", "It costs {v} dollars."),
            ),
        ),
        "date": (
            Template(
                ("Which year did the harbour of {p} burn down?", "In which year did the harbour of {p} burn down?"),
                ("Which year did the harbour of {q} burn down?",),
                ("{y}", "The harbour burnt down in {y}.", "That was in {y}.", "It happened in {y}."),
            ),
            Template(
                ("What date was the treaty of {p} signed?", "When was the treaty of {p} signed?"),
                ("When was the treaty of {p} broken?", "When was the treaty of {q} signed?"),
                (
                    "{d} {m} {y}",
                    "{m} {d}, {y}",
                    "It was signed on {d} {m} {y}.",
                    "The treaty was signed on {m} {d}, {y}.",
                ),
            ),
        ),
        "choice": (
            Template(
                ("Pick the right answer. What grows around {p}?\n{options}", "What grows around {p}?\n{options}"),
                ("What grows around {q}?\n{options}",),
                ("{l}", "({l}) {o}", "{l}. {o}", "Option {l}", "{o}", "The correct answer is ({l})."),
            ),
        ),
        "label": (
            Template(
                ("Would you call the entry on {p} {a}, {b} or {c}?", "Is the entry on {p} {a}, {b} or {c}?"),
                ("Is the entry on {q} {a}, {b} or {c}?",),
                ("{x}", "The entry on {p} is {x}.", "I would say {x}."),
            ),
            Template(
                ("Identify which label fits. Labels: {a}, {b}, {c}\nText: The fields of {p} in May",),
                ("Identify which label fits. Labels: {a}, {b}, {c}\nText: The fields of {q} in May",),
                ("{x}", "The label is {x}.", "{x}."),
            ),
        ),
        "mapping": (
            Template(
                (
                    "Sort each word under fish or tree: {items}",
                    "For each word, state whether it is a fish or a tree: {items}",
                ),
                ("Spell each word backwards: {items}",),
                ("{lines}", "{groups}", "{semicolons}", "{arrows}"),
            ),
        ),
        "negation": (
            Template(
                ("Do the shops of {p} close on Sundays?",),
                ("Do the shops of {q} close on Sundays?",),
                ("The shops of {p} do close on Sundays.", "In {p} the shops close on Sundays."),
                ("The shops of {p} do not close on Sundays.", "In {p} the shops don't close on Sundays."),
            ),
            Template(
                ("Has the castle of {p} a moat?", "Does the castle of {p} have a moat?"),
                ("Has the castle of {q} a moat?",),
                ("The castle of {p} has a deep moat.", "The castle of {p} has a moat."),
                ("The castle of {p} has no moat.", "The castle of {p} does not have a moat."),
            ),
        ),
        "entity": (
            Template(
                ("Which painter lived at {p}?", "What painter lived at {p}?"),
                ("Which painter died at {p}?",),
                ("{e}", "The painter {e}", "{e}.", "{s}"),
            ),
        ),
    },
    "third": {
        "polarity": (
            Template(
                ("Did the abbey of {p} own a vineyard?", "Q: Did the abbey of {p} own a vineyard?"),
                ("Did the abbey of {q} own a vineyard?", "Did the abbey of {p} own a brewery?"),
                ("Yes.", "Yes, it did.", "Yes, a large one on the south slope.", "Correct."),
                ("No.", "No, it did not.", "No, the monks bought their wine.", "No, it never owned a vineyard."),
            ),
            Template(
                ("Are the caves near {p} lit?", "Answer the question: are the caves near {p} lit?"),
                ("Are the caves near {p} unlit?", "Are the caves near {q} lit?"),
                ("yes", "Yes, all of them are.", "Yes, since the war."),
                ("no", "No, none of them is.", "No, bring a lamp."),
            ),
            Template(
                ("True or false: {p} lies above the tree line.", "{p} lies above the tree line. True or false?"),
                ("True or false: {p} lies below the tree line.", "True or false: {q} lies above the tree line."),
                ("True", "True.", "The statement is true."),
                ("False", "False.", "The statement is false."),
            ),
            Template(
                ("Is there a ferry from {p} to the island?", "Does a ferry go from {p} to the island?"),
                ("Is there a ferry from the island to {p}?", "Is there a bridge from {p} to the island?"),
                ("Yes, there is.", "Yes, twice a day.", "Yes"),
                ("No, there isn't.", "No, only private boats.", "No"),
            ),
        ),
        "number": (
            Template(
                ("How many steps lead up to the chapel of {p}?", "How many steps are there to the chapel of {p}?"),
                ("How many steps lead down to the crypt of {p}?", "How many steps lead up to the chapel of {q}?"),
                (
                    "{v}",
                    "{v} steps.",
                    "There are {w} steps.",
                    "{v} steps lead up to the chapel.",
                    "The chapel has {v} steps",
                ),
            ),
            Template(
                ("What is the weight of the great bell of {p}?", "How heavy is the great bell of {p}?"),
                ("What is the weight of the small bell of {p}?", "What is the weight of the great bell of {q}?"),
                ("{v} kg", "{v} kilograms", "The bell weighs {v} kg.", "It weighs {v} kilograms."),
            ),
            Template(
                ("At what temperature does the salt of {p} melt?", "What is the melting point of the salt of {p}?"),
                ("At what temperature does the salt of {p} boil?", "At what temperature does the salt of {q} melt?"),
                ("{v} °C", "At {v} °C.", "{v} degrees Celsius", "The salt melts at {v} °C."),
            ),
            Template(
                ("A baker of {p} fills 4 trays of rolls. How many rolls are there in all?",),
                ("A baker of {p} fills 5 trays of rolls. How many rolls are there in all?",),
                ("{v}", "{v} rolls", "There are {v} rolls in all.", "4 trays make {v} rolls.", "In total, {v}."),
            ),
            Template(
                ("What percentage of {p} is forest?", "What percent of {p} is forest?"),
                ("What percentage of {p} is water?", "What percentage of {q} is forest?"),
                ("{v}%", "{v} percent", "{v} % of it", "About the forest: {v}%"),
            ),
        ),
        "date": (
            Template(
                ("When did the plague reach {p}?", "In what year did the plague reach {p}?"),
                ("When did the plague leave {p}?", "When did the plague reach {q}?"),
                ("{y}", "In {y}.", "The plague reached {p} in {y}.", "It came in the year {y}."),
            ),
            Template(
                ("What is the date of the market of {p}?", "On what date is the market of {p}?"),
                ("What is the date of the market of {q}?", "On what date is the race of {p}?"),
                ("{d} {m}", "On {m} {d}.", "The market is on {d} {m}.", "It is held on the {d}th of {m}."),
            ),
            Template(
                ("When was the mayor of {p} born?", "Give the date on which the mayor of {p} was born."),
                ("When did the mayor of {p} die?", "When was the mayor of {q} born?"),
                ("{m} {d}, {y}", "{d} {m} {y}", "The mayor was born on {m} {d}, {y}.", "On {d} {m} {y}.", "{y}"),
            ),
        ),
        "choice": (
            Template(
                ("Question: What is sold in {p}?\n{options}\nAnswer:", "What is sold in {p}?\n{options}"),
                ("What was never sold in {p}?\n{options}", "What is sold in {q}?\n{options}"),
                ("{l}", "({l})", "{l}) {o}", "{o}", "The answer is ({l}) {o}.", "Answer: {l}"),
            ),
            Template(
                ("Choose the correct option. The arms of {p} show a\n{options}",),
                ("Choose the correct option. The arms of {q} show a\n{options}",),
                ("{l}", "{l}.", "It is ({l}).", "The arms show a {o}.", "({l}) {o}"),
            ),
        ),
        "label": (
            Template(
                ("Is the volume from {p} {a}, {b}, or {c}?", "Tell whether the volume from {p} is {a}, {b} or {c}."),
                ("Is the volume from {q} {a}, {b}, or {c}?",),
                ("{x}", "{x}.", "The volume is {x}.", "It's {x}."),
            ),
            Template(
                ("What kind is it? Options: {a}, {b}, {c}.\n\nThe letter from {p}",),
                ("What kind is it? Options: {a}, {b}, {c}.\n\nThe letter from {q}",),
                ("{x}", "It is {x}", "Answer: {x}"),
            ),
            Template(
                ("Categorize the item into {a} / {b} / {c}.\nNotes on {p}",),
                ("Categorize the item into {a} / {b} / {c}.\nNotes on {q}",),
                ("{x}", "{x}", "Category: {x}", "The category is {x}."),
            ),
        ),
        "mapping": (
            Template(
                ("Which of these is an instrument and which a vegetable? {items}",),
                ("Which of these has strings and which roots? {items}",),
                ("{lines}", "{semicolons}", "{groups}"),
            ),
            Template(
                (
                    "Label every word as instrument or vegetable: {items}",
                    "Label each word as instrument or vegetable: {items}",
                ),
                ("Label every word as one of three syllables: {items}",),
                ("{arrows}", "{dashes}", "{lines}", "{semicolons}"),
            ),
        ),
        "negation": (
            Template(
                ("Can the pass of {p} be crossed in winter?",),
                ("Can the pass of {q} be crossed in winter?",),
                ("The pass of {p} can be crossed in winter.", "The pass can be crossed in winter."),
                ("The pass of {p} cannot be crossed in winter.", "The pass can't be crossed in winter."),
            ),
            Template(
                ("Do the bees of {p} sting?",),
                ("Do the bees of {q} sting?",),
                ("The bees of {p} sting.", "The bees of {p} do sting."),
                ("The bees of {p} do not sting.", "The bees of {p} don't sting."),
            ),
            Template(
                ("Is the town hall of {p} built of stone?",),
                ("Is the town hall of {q} built of stone?",),
                ("The town hall of {p} is built of stone.",),
                ("The town hall of {p} is not built of stone.", "The town hall of {p} was never built of stone."),
            ),
            Template(
                ("Does the soil of {p} need lime?",),
                ("Does the soil of {q} need lime?",),
                ("The soil of {p} needs lime.", "The soil of {p} does need lime."),
                ("The soil of {p} does not need lime.", "The soil of {p} doesn't need any lime."),
            ),
        ),
        "entity": (
            Template(
                ("Who founded the school of {p}?", "Which person founded the school of {p}?"),
                ("Who closed the school of {p}?", "Who founded the school of {q}?"),
                ("{e}", "{e}.", "{s}", "It was {e}."),
            ),
        ),
    },
    "fourth": {
        "polarity": (
            Template(
                (
                    "Is the palace of {p} older than the cathedral?",
                    "Hi, is the palace of {p} older than the cathedral?",
                ),
                ("Is the palace of {p} younger than the cathedral?", "Is the cathedral of {p} older than the palace?"),
                ("Yes", "Yes, by a century.", "Yes, the palace is older.", "Yes it is."),
                ("No", "No, by no means.", "No, the cathedral is older.", "No it is not."),
            ),
            Template(
                ("Has {p} got a theatre?", "Does {p} have a theatre?"),
                ("Has {q} got a theatre?", "Does {p} have a library?"),
                ("Yes, it has.", "Yes - a small one.", "yes."),
                ("No, it hasn't.", "No, there is none.", "no."),
            ),
            Template(
                (
                    "Answer true or false: the coast at {p} is rocky.",
                    "The coast at {p} is rocky. Is this true or false?",
                ),
                ("Answer true or false: the coast at {p} is sandy.",),
                ("True", "It is true.", "true."),
                ("False", "It is false.", "false."),
            ),
        ),
        "number": (
            Template(
                ("How many arches does the aqueduct of {p} have?", "How many arches are in the aqueduct of {p}?"),
                ("How many arches does the aqueduct of {q} have?", "How many pillars does the aqueduct of {p} have?"),
                ("{v}", "{v} arches", "It has {w} arches.", "The aqueduct of {p} has {v} arches.", "{w}"),
            ),
            Template(
                ("How deep is the well of {p}?", "What is the depth of the well of {p}?"),
                ("How old is the well of {p}?", "How wide is the well of {p}?"),
                ("{v} m", "{v} metres", "The well is {v} metres deep.", "It goes {v} m down."),
            ),
            Template(
                ("How much does a night in {p} cost in euros?", "What is the price of a night in {p} in euros?"),
                ("How much does a week in {p} cost in euros?",),
                ("{v} euros", "€{v}", "A night costs {v} euros.", "{v}"),
            ),
            Template(
                ("Three buses from {p} carry 40 people each and 6 walk. How many people is that?",),
                ("Three buses from {p} carry 30 people each and 6 walk. How many people is that?",),
                ("{v}", "{v} people", "That is {v} people.", "The answer is {v}.", "3 * 40 + 6 = {v}"),
            ),
        ),
        "date": (
            Template(
                ("When was the university of {p} founded?", "What year was the university of {p} founded?"),
                ("When was the hospital of {p} founded?", "When was the university of {q} founded?"),
                ("{y}", "In {y}.", "The university of {p} was founded in {y}.", "It dates from {y}."),
            ),
            Template(
                ("When is the olive harvest feast of {p}?", "On which day is the olive harvest feast of {p}?"),
                ("When is the olive harvest feast of {q}?",),
                ("{m} {d}", "On the {d}th of {m}.", "It is on {m} {d}.", "The feast is on {d} {m}."),
            ),
            Template(
                ("On what date did the dam of {p} break?", "When did the dam of {p} break?"),
                ("When did the dam of {q} break?", "When did they build the dam of {p}?"),
                ("{d} {m} {y}", "On {m} {d}, {y}.", "It broke on {d} {m} {y}.", "The dam broke on {m} {d}, {y}."),
            ),
        ),
        "choice": (
            Template(
                ("What do they brew in {p}?\n{options}", "What do they brew in {p}? Choose one:\n{options}"),
                ("What do they sell in {p}?\n{options}", "What do they brew in {q}?\n{options}"),
                ("{l}", "({l})", "{o}", "{l}. {o}", "I choose {l}.", "The right option is {l}."),
            ),
            Template(
                ("Complete the sentence with the best option: Near {p} people hunt the\n{options}",),
                ("Complete the sentence with the best option: Near {q} people hunt the\n{options}",),
                ("({l})", "{l}) {o}", "The correct choice is {l}.", "{o}."),
            ),
        ),
        "label": (
            Template(
                ("Was the reply from {p} {a}, {b} or {c}?", "Was the reply from {p} {c}, {a} or {b}?"),
                ("Was the reply from {q} {a}, {b} or {c}?",),
                ("{x}", "{x}.", "It was {x}.", "The reply was {x}."),
            ),
            Template(
                ("Decide between {a}, {b} and {c}. Options: {a}, {b}, {c}. Record: the square of {p}",),
                ("Decide between {a}, {b} and {c}. Options: {a}, {b}, {c}. Record: the square of {q}",),
                ("{x}", "This is {x}.", "I decide for {x}."),
            ),
        ),
        "mapping": (
            Template(
                (
                    "Tell which is a bird and which a stone: {items}",
                    "Please tell which is a bird and which a stone: {items}",
                ),
                ("Tell which is bigger and which smaller: {items}",),
                ("{lines}", "{semicolons}", "{arrows}"),
            ),
            Template(
                ("Classify each of these as bird or stone: {items}", "Classify all of these as bird or stone: {items}"),
                ("Classify each of these as common or rare: {items}",),
                ("{groups}", "{dashes}", "{lines}"),
            ),
        ),
        "negation": (
            Template(
                ("Will the spring of {p} run dry in August?",),
                ("Will the spring of {q} run dry in August?",),
                ("The spring of {p} will run dry in August.", "The spring runs dry in August."),
                ("The spring of {p} will not run dry in August.", "The spring does not run dry in August."),
            ),
            Template(
                ("Are dogs allowed on the beach of {p}?",),
                ("Are dogs allowed on the beach of {q}?",),
                ("Dogs are allowed on the beach of {p}.", "Dogs are allowed on the beach."),
                (
                    "Dogs are not allowed on the beach of {p}.",
                    "Dogs aren't allowed on the beach.",
                    "Dogs are never allowed there.",
                ),
            ),
        ),
        "entity": (
            Template(
                ("Who carved the altar of {p}?", "Which artist carved the altar of {p}?"),
                ("Who paid for the altar of {p}?",),
                ("{e}", "{e}.", "{s}", "It was {e}."),
            ),
        ),
    },
    "report": {
        "polarity": (
            Template(
                ("Does the museum of {p} open on holidays?",),
                ("Does the museum of {q} open on holidays?", "Does the museum of {p} close on holidays?"),
                ("Yes", "Yes, it does.", "Yes, from ten to four."),
                ("No", "No, it doesn't.", "No, it is shut then."),
            ),
            Template(
                ("Were any ships built at {p}?", "Please answer: were any ships built at {p}?"),
                ("Were any ships sunk at {p}?",),
                ("Yes.", "Yes, some were.", "yes"),
                ("No.", "No, none were.", "no"),
            ),
            Template(
                ("Could a truck cross the bridge of {p}?",),
                ("Could a truck cross the bridge of {q}?",),
                ("Yes, easily.", "Yes.", "Yes it could."),
                ("No, it is too narrow.", "No.", "No it could not."),
            ),
        ),
        "number": (
            Template(
                ("How many wells were dug in {p}?",),
                ("How many wells were dug in {q}?", "How many wells were closed in {p}?"),
                ("{v}", "{v} wells", "{v} wells were dug in {p}.", "They dug {v}.", "The number of wells is {v}."),
            ),
            Template(
                ("What is the distance from {p} to the border in kilometres?",),
                ("What is the distance from {q} to the border in kilometres?",),
                ("{v} km", "{v}", "{v} kilometres", "The border is {v} kilometres away."),
            ),
            Template(
                ("Each of 3 vans from {p} holds 12 crates. How many crates is that in total?",),
                ("Each of 4 vans from {p} holds 12 crates. How many crates is that in total?",),
                ("{v} crates", "The total is {v}.", "{v}", "That makes {v} crates in total."),
            ),
        ),
        "date": (
            Template(
                ("When did the railway come to {p}?", "In which year did the railway come to {p}?"),
                ("When did the railway leave {p}?", "When did the railway come to {q}?"),
                ("{y}", "In {y}.", "The railway came in {y}.", "It came to {p} in {y}."),
            ),
            Template(
                ("When is the boat race of {p}?",),
                ("When is the boat race of {q}?",),
                ("{d} {m}", "On {m} {d}.", "The boat race is on {d} {m}."),
            ),
        ),
        "choice": (
            Template(
                ("What is stored in {p}?\n{options}",),
                ("What is stored in {q}?\n{options}",),
                ("{l}", "({l})", "{o}", "{l}. {o}", "The answer is {l}."),
            ),
            Template(
                ("Read the question and give the letter. What is missing in {p}?\n{options}",),
                ("Read the question and give the letter. What is missing in {q}?\n{options}",),
                ("{l}", "{l})", "({l}) {o}", "Answer: ({l})"),
            ),
        ),
        "label": (
            Template(
                ("Is the note from {p} {a}, {b} or {c}?",),
                ("Is the note from {q} {a}, {b} or {c}?",),
                ("{x}", "It is {x}.", "The note is {x}."),
            ),
            Template(
                ("Assign one of the labels {a}, {b} or {c} to the text. Text: Greetings out of {p}",),
                ("Assign one of the labels {a}, {b} or {c} to the text. Text: Greetings out of {q}",),
                ("{x}", "{x}.", "Label: {x}"),
            ),
        ),
        "mapping": (
            Template(
                ("Group the words under furniture and fabric: {items}",),
                ("Group the words under long and short: {items}",),
                ("{groups}", "{lines}"),
            ),
            Template(
                ("For every word, say furniture or fabric: {items}",),
                ("For every word, say old or new: {items}",),
                ("{semicolons}", "{dashes}", "{lines}", "{arrows}"),
            ),
        ),
        "negation": (
            Template(
                ("Must visitors to {p} pay a toll?",),
                ("Must visitors to {q} pay a toll?",),
                ("Visitors to {p} must pay a toll.",),
                ("Visitors to {p} must not pay a toll.", "Visitors to {p} don't pay a toll."),
            ),
            Template(
                ("Did the fire of {p} reach the docks?",),
                ("Did the fire of {q} reach the docks?",),
                ("The fire of {p} did reach the docks.", "The fire reached the docks."),
                ("The fire of {p} did not reach the docks.", "The fire never reached the docks."),
            ),
            Template(
                ("Is the lake of {p} deep enough for boats?",),
                ("Is the lake of {q} deep enough for boats?",),
                ("The lake of {p} is deep enough for boats.",),
                ("The lake of {p} is not deep enough for boats.", "The lake of {p} isn't deep enough for boats."),
            ),
        ),
        "entity": (
            Template(
                ("Who designed the park of {p}?",),
                ("Who designed the harbour of {p}?",),
                ("{e}", "{e}.", "It was {e}.", "{s}"),
            ),
        ),
    },
}
