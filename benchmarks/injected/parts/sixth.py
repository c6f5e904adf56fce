"""The part sixth: forms of help desks and of labelled outputs, further frames."""

from injected.forms import Layout, pairs, table, texts
from injected.part import Part
from injected.rewording_late import below, input_quoted, known, small_letters, yes_no_asked

SIXTH = Part(
    name="sixth",
    wrappers=table(r"""
        short | Hey there! {ask}
        short | Hello, could you help with this one? {ask}
        {ask} Thanks a lot!
        {ask} Please and thank you.
        question | Can anyone tell me: {lowered}
        question | I need to know: {lowered}
        question | I'm curious, {lowered}
        question | Question for you: {lowered}
        question | Sorry if this is a silly question, but {lowered}
        verb | Please help me {lowered}
        verb | Can you please {lowered}
        verb | You need to {lowered}
        order | I have a task for you: {lowered}
        {ask} Just the answer, please.
        {ask} A short answer is fine.
        {ask} Write only the answer and nothing else.
        {ask} Do not include any explanation in your response.
        {ask}\n\nLet's work this out step by step.
        Question: {ask} Answer:
        [Question]\n{ask}\n\n[Answer]
        ### Human: {ask}\n### Assistant:
        <start_of_turn>user\n{ask}<end_of_turn>\n<start_of_turn>model
        You are a helpful, respectful and honest assistant.\n\n{ask}
        You will be given a task. Please complete it.\n\n{ask}
        Provide a direct answer to the following.\n\n{ask}
    """),
    hints={
        "polarity": "{ask} A one-word answer, please.",
        "number": "{ask} I just need the number.",
        "date": "{ask} I only need to know when.",
        "choice": "{ask}\nChoose one option as your answer.",
        "label": "{ask} Just tell me which one it is.",
        "mapping": "{ask} Make sure to include all of them.",
        "negation": "{ask} Please reply in a complete sentence.",
    },
    yes_no=texts(r"""
        {YES}
        {yes}.
        {Yes}, {echo}.
        {Yes} {echo}
        {Echo}.
        {Yes}, {so}.
        {Yes}, {thats} true.
        {Yes}, {of_course}.
        {Yes} - {thats} the case.
        {Indeed}.
        That's a {yes}.
        answer: {yes}
        Answer - {Yes}
        **Answer:** {Yes}
        Output: {Yes}
        The answer to your question is {yes}.
        The answer here is {yes}.
        The right answer is {yes}.
        To answer your question, {yes}.
        Based on what I know, {yes}.
    """),
    true_false=texts(r"""
        {true}.
        {TRUE}
        "{True}"
        It's {true}.
        It is a {true} {claim}.
        This {claim} is {true}.
        The {claim} is {true}.
        The {claim} is factually {correct_}.
        Therefore, the {claim} is {true}.
        I think it's {true}.
        I would say that's {true}.
        answer: {true}
        Answer - {True}
        **Answer:** {True}
        Output: {True}
        The right answer is {true}.
        {True} is the correct answer.
    """),
    lettered=texts(r"""
        {letter}.
        {letter})
        {letter}, {bare}
        Option {letter}.
        Option {letter}) {text}
        option {small}
        answer: {letter}
        Answer - {letter}
        Answer: Option {letter}
        **Answer:** {letter}
        **Answer:** ({letter}) {text}
        Output: {letter}
        It's option {letter}.
        I'd say {letter}.
        I believe the answer is {letter}.
        {letter} is the best answer.
        {letter} is the answer.
        The answer is {letter}, {bare}.
        The right answer is {letter}.
        The right option is {letter}: {text}
    """),
    named=texts(r"""
        {name}.
        answer: {small_name}
        Answer - {name}
        **Answer:** {name}
        Output: {name}
        {letter}.
        It's {name}.
        I'd say {name}.
        I think {name} is the right answer.
        I believe the answer is {name}.
        {name} is the answer.
        {name} is the one.
        The right answer is {name}.
        The answer here is {name}.
    """),
    chosen=texts(r"""
        {Text}.
        answer: {lower}
        Answer - {text}
        **Answer:** {text}
        Output: {text}
        I'd say "{bare}".
        My pick: {text}
        The correct option - {text}
        The answer is: "{bare}".
        The right answer is "{bare}".
        The best option is "{bare}".
        "{bare}" is the right answer.
        "{bare}" is the best option.
        I believe the correct answer is "{bare}".
        From the options given, I'd choose "{bare}".
    """),
    chosen_short=texts(r"""
        It's {text}.
        That'd be {text}.
        I believe it's {text}.
        The right answer is {text}.
    """),
    labels=table(r"""
        answer: {label}
        Answer - {Label}
        **Answer:** {Label}
        Output: {Label}
        The right answer is "{label}".
        I think the answer is "{label}".
        My answer is "{label}".
        label | Label - {Label}
        label | Prediction: {label}
        label | The label would be "{label}".
        label | The most fitting label is "{label}".
        label | I would assign the label "{label}".
        class | It belongs to the "{label}" category.
        class | The category is "{label}".
        class | This would be categorized as "{label}".
        class | The correct classification is "{label}".
        adjective | This one is {label}.
        adjective | That's {label}.
        feeling | The text has a {label} sentiment.
        feeling | The sentiment is clearly {label}.
        feeling | This has a {label} tone.
    """),
    numbers=table(r"""
        It's {answer}.
        That comes to {answer}.
        The answer comes out to {answer}.
        {answer} is the answer.
        {answer} is the correct answer.
        The right answer is {answer}.
        I believe the answer is {answer}.
        answer: {answer}
        Answer - {answer}
        **Answer:** {answer}
        Output: {answer}
        reckoned | Answer = {number}
        reckoned | So we get {answer}.
        reckoned | This comes out to {answer}.
        reckoned | After doing the math, the answer is {answer}.
        sum | The value is {number}.
        sum | It is equal to {number}.
        sum | The result comes to {number}.
        story | A: {number}
        total | Altogether, that's {answer}.
        total | The total comes to {answer}.
        word | {Word}
        word | {word}.
        word | It is {word}.
        word | That's {word} ({number}).
        there | There are {answer} in total.
    """),
    dates=table(r"""
        {in_} {date}
        answer: {date}
        Answer - {date}
        **Answer:** {date}
        Output: {date}
        The right answer is {date}.
        {date} is the answer.
        I believe the answer is {date}.
        As far as I know, the answer is {date}.
        The {kind} is {date}.
        {Kind} - {date}
        told | That would be {date}.
        told | I think it's {date}.
        past | It was back {in_} {date}.
        past | This was {in_} {date}.
        past | I think this was {in_} {date}.
        past | It was {in_} {date}, if I'm not mistaken.
        past | That would have been {in_} {date}.
        year | It was in the year {date}.
        year | The year is {date}.
    """),
    layouts=[
        Layout("pairs", "{item} – {label}", "\n"),
        Layout("pairs", "{item}: {Label}", ", "),
        Layout("pairs", "{item} = {Label}", "\n"),
        Layout("mixed", "- {item} → {Label}", "\n"),
        Layout("pairs", "{item} - {Label}", "; ", after="."),
        Layout("pairs", "{place}. {item} ({label})", "\n"),
        Layout("mixed", "{place}. **{item}** - {Label}", "\n"),
        Layout("mixed", "* **{item}**: {label}", "\n"),
        Layout("pairs", "{item}: {label}", "\n", before="Here's the breakdown:\n\n"),
        Layout("pairs", "{quoted_item}: {quoted_label}", ",\n", before="{\n", after="\n}"),
        Layout("groups", "{Label}: {items}", " | "),
        Layout("groups", "{label}: {items}", "; "),
        Layout("groups", "{Label}: {listed}.", "\n"),
        Layout("groups", "**{Label}**\n{bullets}", "\n\n"),
        Layout("groups", "{listed} – {label}", "\n"),
        Layout("flipped", "{Label} - {items}", "\n"),
        Layout("flipped", "{Label}:\n{bullets}", "\n"),
    ],
    negations=table(r"""
        Answer - {Sentence}.
        Output: {Sentence}.
        Response: {Sentence}.
        From what I know, {sentence}.
        Based on what I know, {sentence}.
        I'm fairly sure that {sentence}.
        I'd say that {sentence}.
        I believe that {sentence}.
        Put simply, {sentence}.
        asked | That's a great question! {Sentence}.
        {Sentence}, as far as I know.
        Happy to help! {Sentence}.
        {Sentence}. Let me know if you have any other questions!
        denied | It's false that {sentence}.
        denied | It is not accurate to say that {sentence}.
        denied | It's simply not true that {sentence}.
        denied | It is incorrect to say that {sentence}.
        plus | Sure thing! {Sentence}.
        plus | It is well known that {sentence}.
    """),
    phrases=pairs(r"""
        \b([Dd]etermine|[Dd]ecide|[Ii]dentify|[Tt]ell me|[Cc]heck) if\b => \1 whether
        \b(in total|in all)\?$ => altogether?
        \$(?!1\b)(\d+)(?= (?:each|per|for|a|an)\b) => \1 dollars
        ^Options:$ => Answer choices:
        ^Identify which\b => Tell me which
    """),
    rules=[yes_no_asked, known, input_quoted, below, small_letters],
)
