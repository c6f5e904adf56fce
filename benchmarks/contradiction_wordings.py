"""More templates, with three or four wordings to most asks, where the sets before have one or two."""

from contradiction_templates import Template

PLACES = {
    "fifth": ["Mirandel", "Tolvast", "Ondrejov", "Sambeek", "Castelmar", "Vidnoye", "Halbrook", "Esperia"],
    "last": ["Zerbo", "Kallin", "Trevoza", "Umbrel", "Pordano", "Nivelle", "Quorra", "Fenwick", "Ashby", "Lorient"],
    "closing": [
        "Saltmere",
        "Harrow End",
        "Cobham",
        "Villeroy",
        "Tamworth",
        "Orlec",
        "Bassano",
        "Kerrigan",
        "Lund",
        "Moffat",
    ],
}
LISTS = {
    "fifth": [
        ("edible", "poisonous", "inedible"),
        ("refund", "delivery", "warranty"),
        ("beginner", "intermediate", "expert"),
        ("planet", "comet", "moon"),
    ],
    "last": [
        ("nocturnal", "diurnal", "crepuscular"),
        ("bug", "feature request", "support question"),
        ("vegan", "vegetarian", "neither of the two"),
        ("low", "medium", "high"),
        ("novel", "play", "essay"),
    ],
    "closing": [
        ("cotton", "leather", "nylon"),
        ("spam", "newsletter", "personal"),
        ("northern", "central", "southern"),
        ("proposal", "invoice", "contract"),
    ],
}
ITEMS = {
    "fifth": ["rose", "cobra", "daisy", "viper", "lily", "python", "violet", "adder", "iris", "boa"],
    "last": ["jazz", "salsa", "tango", "blues", "waltz", "reggae", "polka", "opera", "samba", "soul"],
    "closing": ["lion", "canoe", "zebra", "ferry", "otter", "kayak", "camel", "barge", "panda", "yacht"],
}
LABELS = {"fifth": ("flower", "snake"), "last": ("music", "dance"), "closing": ("animal", "boat")}
NAMES = {
    "fifth": ["Hugo Prell", "Mila Roth", "Jonas Seel", "Tilda Unger", "Viktor Wahl", "Nora Zeller"],
    "closing": ["Iris Gault", "Ned Hoxha", "Una Ingram", "Sol Jarvis", "Mae Kepler", "Abe Lorne"],
    "last": ["Rosa Amiel", "Theo Brisk", "Lena Coyle", "Omar Dane", "Pia Estes", "Jude Farr"],
}

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
    "last": {
        "polarity": (
            Template(
                (
                    "Does the phone {p} support wireless charging?",
                    "Can the phone {p} be charged wirelessly?",
                    "Does the {p} phone have wireless charging?",
                    "I'm wondering whether the phone {p} supports wireless charging.",
                ),
                ("Does the phone {q} support wireless charging?", "Does the phone {p} support fast charging?"),
                ("Yes", "Yes, it does support it.", "It does.", "The phone {p} supports wireless charging.", "Yep."),
                (
                    "No",
                    "No, only by cable.",
                    "It doesn't.",
                    "The phone {p} does not support wireless charging.",
                    "Nope.",
                ),
            ),
            Template(
                (
                    "Was the match in {p} cancelled?",
                    "Did they cancel the match in {p}?",
                    "Quick question: was the match in {p} cancelled?",
                ),
                ("Was the concert in {p} cancelled?", "Was the match in {q} cancelled?"),
                ("Yes, because of the rain.", "Yes it was.", "It was cancelled.", "The match was cancelled."),
                ("No, they played it.", "No it wasn't.", "It wasn't cancelled.", "The match was not cancelled."),
            ),
            Template(
                (
                    "Is the following claim true? The glacier of {p} is shrinking.",
                    "Verify this claim: the glacier of {p} is shrinking.",
                    "The glacier of {p} is shrinking. Is this claim accurate?",
                    "State whether the following is true or false. The glacier of {p} is shrinking.",
                ),
                (
                    "Verify this claim: the glacier of {p} is growing.",
                    "Verify this claim: the glacier of {q} is shrinking.",
                ),
                ("True", "The claim is true.", "Yes, it is.", "This is accurate."),
                ("False", "The claim is false.", "No, it isn't.", "This is not accurate."),
            ),
            Template(
                ("Are tourists welcome at the temple of {p}?", "Does the temple of {p} welcome tourists?"),
                ("Are tourists welcome at the temple of {q}?", "Are dogs welcome at the temple of {p}?"),
                ("Yes, all year.", "Of course.", "They are.", "yes"),
                ("No, it is closed to them.", "Unfortunately not.", "They are not.", "no"),
            ),
        ),
        "number": (
            Template(
                (
                    "How many species of frog live in the {p} valley?",
                    "How many frog species are found in the {p} valley?",
                    "What is the number of frog species in the {p} valley?",
                    "How many different frogs does the {p} valley have?",
                ),
                (
                    "How many species of bird live in the {p} valley?",
                    "How many species of frog live in the {q} valley?",
                ),
                ("{v}", "{v} species", "There are {w} species.", "{v} species of frog live there.", "Exactly {v}."),
            ),
            Template(
                (
                    "How much does the statue of {p} weigh?",
                    "What does the statue of {p} weigh?",
                    "What is the statue of {p}'s weight?",
                    "How heavy is the statue of {p} in tons?",
                ),
                ("How tall is the statue of {p}?", "How much does the statue of {q} weigh?"),
                ("{v} tons", "It weighs {v} tons.", "The statue weighs {v} tons", "Its weight is {v} tons."),
            ),
            Template(
                (
                    "What score did {p} get in the final?",
                    "How many points did {p} score in the final?",
                    "In the final, how many points did {p} get?",
                ),
                ("How many points did {q} score in the final?", "How many points did {p} score in the first round?"),
                ("{v}", "{v} points", "{p} scored {v} points.", "They got {v} points in the final."),
            ),
            Template(
                (
                    "A tailor in {p} needs 3 buttons for a shirt. How many buttons does he need for 21 shirts?",
                    "A tailor in {p} needs 3 buttons for a shirt. For 21 shirts, how many buttons are needed?",
                ),
                ("A tailor in {p} needs 3 buttons for a shirt. How many buttons does he need for 22 shirts?",),
                (
                    "{v}",
                    "He needs {v} buttons.",
                    "21 x 3 = {v}",
                    "{v} buttons are needed.",
                    "The answer is {v} buttons.",
                ),
            ),
            Template(
                (
                    "What is the diameter of the {p} crater?",
                    "How wide is the {p} crater?",
                    "The {p} crater has a diameter of how many kilometres?",
                ),
                ("What is the depth of the {p} crater?", "What is the diameter of the {q} crater?"),
                ("{v} km", "{v} kilometres", "It is {v} km wide.", "The crater has a diameter of {v} km."),
            ),
        ),
        "date": (
            Template(
                (
                    "When was the {p} treaty ratified?",
                    "In which year was the {p} treaty ratified?",
                    "What was the year of the ratification of the {p} treaty?",
                    "The {p} treaty was ratified when?",
                ),
                ("When was the {p} treaty broken?", "When was the {q} treaty ratified?"),
                (
                    "{y}",
                    "In {y}.",
                    "It was ratified in {y}.",
                    "The {p} treaty was ratified in {y}.",
                    "That happened in {y}.",
                ),
            ),
            Template(
                (
                    "When is Independence Day in {p}?",
                    "On what date is Independence Day celebrated in {p}?",
                    "What is the date of Independence Day in {p}?",
                    "When do people in {p} celebrate Independence Day?",
                ),
                ("When is Labour Day in {p}?", "When is Independence Day in {q}?"),
                ("{d} {m}", "{m} {d}", "It is on {d} {m}.", "It is celebrated on {m} {d}.", "On the {d}th of {m}."),
            ),
            Template(
                (
                    "When did the satellite {p} reach orbit?",
                    "On which day did the satellite {p} reach its orbit?",
                    "Could you tell me when the satellite {p} reached orbit?",
                ),
                ("When did the satellite {p} leave orbit?", "When did the satellite {q} reach orbit?"),
                (
                    "{m} {d}, {y}",
                    "On {d} {m} {y}.",
                    "It reached orbit on {m} {d}, {y}.",
                    "The satellite did so on {d} {m} {y}.",
                ),
            ),
        ),
        "choice": (
            Template(
                (
                    "Which style is taught in {p}?\n{options}",
                    "Pick the correct answer: which style is taught in {p}?\n{options}",
                    "Which of these styles is taught in {p}? Reply with the letter.\n{options}",
                    "Which style do they teach in {p}?\n{options}\nYour answer:",
                ),
                ("Which style is forbidden in {p}?\n{options}", "Which style is taught in {q}?\n{options}"),
                (
                    "{l}",
                    "({l})",
                    "{l}. {o}",
                    "Letter {l}.",
                    "{o}",
                    "I would go with {l}.",
                    "The correct option is {l}) {o}.",
                ),
            ),
            Template(
                (
                    "At the feast of {p} they always play\n{options}",
                    "Choose the best ending. At the feast of {p} they always play\n{options}",
                    "Complete: At the feast of {p} they always play\n{options}",
                ),
                ("At the feast of {q} they always play\n{options}",),
                ("{l})", "{l}", "The answer must be {l}.", "They always play {o}.", "({l}) {o}"),
            ),
        ),
        "label": (
            Template(
                (
                    "Is the animal seen in {p} {a}, {b} or {c}?",
                    "Would you describe the animal seen in {p} as {a}, {b} or {c}?",
                    "The animal seen in {p}: {a}, {b} or {c}?",
                    "Say if the animal seen in {p} is {c}, {a} or {b}.",
                ),
                ("Is the animal seen in {q} {a}, {b} or {c}?",),
                ("{x}", "{x}.", "It is {x}.", "The animal is {x}.", "I would describe it as {x}."),
            ),
            Template(
                (
                    "Tag the ticket with one of: {a}, {b}, {c}.\nTicket: the login page of {p} is blank",
                    "Tag this ticket. Possible tags: {a}, {b}, {c}.\nTicket: the login page of {p} is blank",
                    "Choose a tag for the ticket ({a}, {b}, {c}).\nTicket: the login page of {p} is blank",
                ),
                ("Tag the ticket with one of: {a}, {b}, {c}.\nTicket: the login page of {q} is blank",),
                ("{x}", "Tag: {x}", "The tag is {x}.", "This ticket is {x}."),
            ),
        ),
        "mapping": (
            Template(
                (
                    "For each of these words, tell if it is music or dance: {items}",
                    "Tag each word as music or dance: {items}",
                    "Put these words into two groups, music and dance: {items}",
                ),
                ("For each of these words, tell if it is long: {items}",),
                ("{lines}", "{semicolons}", "{groups}", "{dashes}"),
            ),
        ),
        "negation": (
            Template(
                ("Does the vaccine of {p} need cooling?", "Must the vaccine of {p} be cooled?"),
                ("Does the vaccine of {q} need cooling?",),
                ("The vaccine of {p} needs cooling.", "The vaccine needs cooling.", "The vaccine does need cooling."),
                ("The vaccine of {p} doesn't need cooling.", "The vaccine does not need cooling."),
            ),
            Template(
                ("What do we know about the king of {p} and the treaty?",),
                ("What do we know about the king of {q} and the treaty?",),
                ("The king of {p} signed the treaty himself.", "The king of {p} himself signed the treaty."),
                (
                    "The king of {p} never signed the treaty himself.",
                    "The king of {p} did not sign the treaty himself.",
                ),
            ),
            Template(
                ("Is the comet {p} visible to the naked eye?", "Can the comet {p} be seen with the naked eye?"),
                ("Is the comet {q} visible to the naked eye?",),
                ("The comet {p} is visible to the naked eye.", "The comet is visible to the naked eye."),
                ("The comet {p} isn't visible to the naked eye.", "The comet is not visible to the naked eye."),
            ),
        ),
        "entity": (
            Template(
                ("Who coached the team of {p}?", "Who was the coach of the team of {p}?"),
                ("Who owned the team of {p}?", "Who coached the team of {q}?"),
                ("{e}", "{e}.", "{s}", "It was {e}."),
            ),
        ),
    },
    "closing": {
        "polarity": (
            Template(
                (
                    "Is there a hospital in {p}?",
                    "Does {p} have a hospital?",
                    "Can you tell me if there is a hospital in {p}?",
                    "Has {p} got a hospital?",
                ),
                ("Is there a school in {p}?", "Is there a hospital in {q}?"),
                ("Yes", "Yes, there is.", "There is.", "Yes, a small one.", "Sure."),
                ("No", "No, there isn't.", "There is not.", "No, the nearest one is far away.", "No way."),
            ),
            Template(
                (
                    "Do the trams of {p} run at night?",
                    "Are the trams of {p} running at night?",
                    "Please tell me whether the trams of {p} run at night.",
                    "Do trams run at night in {p}?",
                ),
                ("Do the buses of {p} run at night?", "Do the trams of {p} run on Sundays?"),
                ("Yes, every hour.", "They do.", "yes", "The trams run at night."),
                ("No, they stop at eleven.", "They don't.", "no", "The trams do not run at night."),
            ),
            Template(
                (
                    "{p} is a member of the league, true or false?",
                    "True or false? {p} is a member of the league.",
                    "Is {p} a member of the league?",
                    "Is it correct that {p} is a member of the league?",
                ),
                ("Is {q} a member of the league?", "Is {p} the founder of the league?"),
                ("True.", "Yes.", "Yes, it is a member.", "Correct."),
                ("False.", "No.", "No, it is not a member.", "Incorrect."),
            ),
        ),
        "number": (
            Template(
                (
                    "How many rooms does the castle of {p} have?",
                    "How many rooms are there in the castle of {p}?",
                    "What is the total number of rooms in the castle of {p}?",
                    "Do you know how many rooms the castle of {p} has?",
                ),
                ("How many towers does the castle of {p} have?", "How many rooms does the castle of {q} have?"),
                ("{v}", "{v} rooms", "The castle has {w} rooms.", "There are {v}.", "It has a total of {v} rooms."),
            ),
            Template(
                (
                    "What is the speed limit in {p}?",
                    "What's the speed limit in {p}, in km/h?",
                    "How fast may you drive in {p}?",
                ),
                ("What is the age limit in {p}?", "What is the speed limit in {q}?"),
                ("{v} km/h", "{v}", "It is {v} km/h.", "The speed limit is {v} km/h."),
            ),
            Template(
                (
                    "How old is the oak tree of {p}?",
                    "What is the age of the oak tree of {p}?",
                    "How many years old is the oak tree of {p}?",
                ),
                ("How tall is the oak tree of {p}?", "How old is the oak tree of {q}?"),
                ("{v} years", "{v} years old", "It is {v} years old.", "The oak tree is {v} years old.", "{v}"),
            ),
            Template(
                (
                    "A shop in {p} sells 8 mugs at 4 euros each and 2 plates at 9 euros. What is the total price?",
                    "A shop in {p} sells 8 mugs at 4 euros each and 2 plates at 9 euros. How much is that in total?",
                    "A shop in {p} sells 8 mugs at 4 euros each and 2 plates at 9 euros. What does that cost?",
                ),
                ("A shop in {p} sells 8 mugs at 5 euros each and 2 plates at 9 euros. What is the total price?",),
                ("{v} euros", "{v}", "The total price is {v} euros.", "€{v}", "That is {v} euros in total."),
            ),
        ),
        "date": (
            Template(
                (
                    "When was the library of {p} opened?",
                    "In what year did the library of {p} open?",
                    "When did the library of {p} open its doors?",
                    "What year was the library of {p} opened in?",
                ),
                ("When was the library of {p} burnt?", "When was the swimming pool of {p} opened?"),
                (
                    "{y}",
                    "In {y}.",
                    "The library opened in {y}.",
                    "It was opened in {y}.",
                    "The library of {p} opened in {y}.",
                ),
            ),
            Template(
                (
                    "What is the deadline for entries to the {p} prize?",
                    "When is the deadline for entries to the {p} prize?",
                    "By which date must entries to the {p} prize be sent?",
                ),
                ("When is the deadline for entries to the {q} prize?", "When is the {p} prize awarded?"),
                ("{d} {m}", "{m} {d}", "The deadline is {d} {m}.", "It is {m} {d}."),
            ),
            Template(
                (
                    "When was the composer of {p} born?",
                    "What is the birth date of the composer of {p}?",
                    "On what date was the composer of {p} born?",
                ),
                ("When did the composer of {p} die?", "When was the composer of {q} born?"),
                (
                    "{d} {m} {y}",
                    "{m} {d}, {y}",
                    "She was born on {d} {m} {y}.",
                    "The composer was born on {m} {d}, {y}.",
                ),
            ),
        ),
        "choice": (
            Template(
                (
                    "Which of these can be seen in {p}?\n{options}",
                    "What can be seen in {p}?\n{options}",
                    "Question: Which of these can be seen in {p}?\n{options}\nAnswer:",
                    "Select the correct option. Which of these can be seen in {p}?\n{options}",
                ),
                ("Which of these cannot be seen in {p}?\n{options}", "Which of these can be seen in {q}?\n{options}"),
                ("{l}", "{l}.", "({l})", "{l}) {o}", "{o}", "The answer is {l}.", "It is {l}."),
            ),
            Template(
                (
                    "The flag of {p} shows a\n{options}",
                    "Choose the right word: the flag of {p} shows a\n{options}",
                    "What does the flag of {p} show?\n{options}",
                ),
                ("The flag of {q} shows a\n{options}",),
                ("{l}", "({l}) {o}", "A {o}.", "Option {l}", "The flag shows a {o}."),
            ),
        ),
        "label": (
            Template(
                (
                    "Is the bag from {p} made of {a}, {b} or {c}?",
                    "What is the bag from {p} made of: {a}, {b} or {c}?",
                    "Is the bag from {p} made of {b}, {c} or {a}?",
                ),
                ("Is the bag from {q} made of {a}, {b} or {c}?",),
                ("{x}", "{x}.", "It is made of {x}.", "The bag is made of {x}."),
            ),
            Template(
                (
                    "Classify the document as {a}, {b} or {c}.\nDocument: greetings from {p}, see below.",
                    "Is this document {a}, {b} or {c}?\nDocument: greetings from {p}, see below.",
                    "Classify the following document ({a}/{b}/{c}).\nDocument: greetings from {p}, see below.",
                ),
                ("Classify the document as {a}, {b} or {c}.\nDocument: greetings from {q}, see below.",),
                ("{x}", "Class: {x}", "The document is {x}.", "It is {x}."),
            ),
        ),
        "mapping": (
            Template(
                (
                    "Classify each word as animal or boat: {items}",
                    "Say whether each word is an animal or a boat: {items}",
                    "Which of these words are animals and which are boats? {items}",
                    "Divide the words into animals and boats: {items}",
                ),
                ("Classify each word as short or long: {items}",),
                ("{lines}", "{semicolons}", "{groups}", "{arrows}"),
            ),
        ),
        "negation": (
            Template(
                ("Is the bridge of {p} open to cars?", "Can cars use the bridge of {p}?"),
                ("Is the bridge of {q} open to cars?",),
                ("The bridge of {p} is open to cars.", "The bridge is open to cars."),
                ("The bridge of {p} is not open to cars.", "The bridge isn't open to cars."),
            ),
            Template(
                ("What happened to the gold of {p}?", "Tell me what happened to the gold of {p}."),
                ("What happened to the gold of {q}?",),
                ("The gold of {p} was found in the cellar.", "They found the gold of {p} in the cellar."),
                ("The gold of {p} was not found in the cellar.", "The gold of {p} was never found in the cellar."),
            ),
            Template(
                ("Does the moss of {p} grow in the shade?", "Will the moss of {p} grow in the shade?"),
                ("Does the moss of {q} grow in the shade?",),
                ("The moss of {p} grows in the shade.", "The moss grows in the shade."),
                ("The moss of {p} does not grow in the shade.", "The moss doesn't grow in the shade."),
            ),
        ),
        "entity": (
            Template(
                ("Who painted the ceiling of {p}?", "Which painter painted the ceiling of {p}?"),
                ("Who repaired the ceiling of {p}?", "Who painted the ceiling of {q}?"),
                ("{e}", "{e}.", "{s}", "It was {e}."),
            ),
        ),
    },
}
