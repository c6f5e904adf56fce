"""The part last: forms of language models, of prompts and of tags."""

from injected.forms import Layout, table, texts
from injected.part import Part

LAST = Part(
    name="last",
    wrappers=table(r"""
        short | Hello! {ask}
        {ask} Thanks!
        question | Answer the following question: {lowered}
        question | Please tell me: {lowered}
        question | Out of curiosity, {lowered}
        question | I have a question: {lowered}
        question | Do you know this one? {ask}
        order | Kindly {lowered}
        verb | Your task is to {lowered}
        verb | I'd like you to {lowered}
        {ask} Give a short answer.
        {ask} Answer directly, without an explanation.
        {ask} Respond with just the answer.
        {ask} Please answer as accurately as you can.
        {ask}\nAnswer:
        Input: {ask}\nOutput:
        ### Question:\n{ask}\n\n### Answer:
        <|user|>\n{ask}\n<|assistant|>
        You are a knowledgeable AI assistant.\n\n{ask}
        Below is an instruction that describes a task. Write a response that completes the request.\n\n{ask}
        Read this carefully and answer.\n\n{ask}
        Can you help me with this? {ask}
    """),
    hints={
        "polarity": "{ask} Answer in a word or two.",
        "number": "{ask} Respond with a number.",
        "date": "{ask} State the date.",
        "choice": "{ask}\nSelect the correct option.",
        "label": "{ask} Respond with the label.",
        "mapping": "{ask} Go through all of them.",
        "negation": "{ask} Reply in one sentence.",
    },
    yes_no=texts(r"""
        Answer: {yes}
        The answer is **{yes}**.
        **Answer: {Yes}**
        {Yeah}.
        {Absolutely}.
        The short answer is {yes}.
        I'd say {yes}.
        The correct answer is {yes}.
        In short, {yes}.
        {Yes}, {echo}.
        Final answer: {Yes}.
        Thus, the answer is {yes}.
        <answer>{yes}</answer>
        I think the answer is {yes}.
        {YES}.
    """),
    true_false=texts(r"""
        Answer: {true}
        The answer is **{true}**.
        **Answer: {True}**
        It's {true}.
        The {claim} is {true}.
        That {claim} is {true}.
        This is a {true} {claim}.
        I'd say it's {true}.
        The correct answer is {true}.
        Thus, the answer is {true}.
        <answer>{true}</answer>
        {TRUE}.
    """),
    lettered=texts(r"""
        {letter}.
        ({letter})
        {letter}. {text}
        ({letter}) {text}
        The correct answer is {letter}.
        The correct answer is ({letter}) {text}
        The correct option is {letter}.
        Option ({letter})
        **Answer: {letter}**
        The correct answer is: **{letter}. {text}**
        The answer is **{letter}**.
        {letter}) {text} is the correct answer.
        Thus, the answer is {letter}.
        $\boxed{{{letter}}}$
        The correct choice is {letter}: {text}
        <answer>{letter}</answer>
        It would be {letter}.
        Answer: {letter}. {text}
    """),
    named=texts(r"""
        {name}.
        The correct answer is {name}.
        Answer: {name}.
        The answer is **{name}**.
        **Answer: {name}**
        I would choose {name}.
        {letter}
        It would be {name}.
        Thus, the answer is {name}.
        {name} is the correct answer.
        {name} is the right choice.
        <answer>{name}</answer>
    """),
    chosen=texts(r"""
        {Text}.
        Answer: {text}
        The answer is **{bare}**.
        **Answer: {bare}**
        The correct answer is "{bare}".
        The correct answer is **{bare}**.
        The best answer is "{bare}".
        I would choose "{bare}".
        The correct option is: {text}
        "{text}"
        Among the options, the correct one is "{bare}".
        <answer>{text}</answer>
    """),
    chosen_short=texts(r"""
        It's {text}.
        The correct answer is {text}.
        It'd be {text}.
        I'd say {text}.
    """),
    labels=table(r"""
        {Label}.
        The answer is **{label}**.
        **Answer: {Label}**
        The correct answer is "{label}".
        Answer: {label}
        class | It can be classified as {label}.
        class | I would classify this as {label}.
        class | It falls under the category "{label}".
        label | The best label is "{label}".
        label | Label: {label}
        adjective | It's {label}.
        adjective | I'd say it's {label}.
        feeling | The sentiment is {label}.
        feeling | Overall sentiment: {Label}
        feeling | The text expresses a {label} sentiment.
        Thus, the answer is "{label}".
        <answer>{label}</answer>
        "{Label}"
    """),
    numbers=table(r"""
        Answer: {answer}
        It's {answer}.
        That would be {answer}.
        The correct answer is {answer}.
        The answer is **{answer}**.
        **Answer: {answer}**
        The final answer is {answer}.
        Thus, the answer is {answer}.
        Hence, the answer is {answer}.
        sum | The result is {number}.
        sum | = {number}
        reckoned | $\boxed{{{number}}}$
        reckoned | The final answer is: $\boxed{{{number}}}$
        story | #### {number}
        total | A total of {answer}.
        total | Total: {answer}
        total | {answer} in all.
        word | {word}.
        word | The answer is {word} ({number}).
        there | There are a total of {answer}.
        <answer>{number}</answer>
        I'd say {answer}.
    """),
    dates=table(r"""
        {In} {date}
        told | It was {in_} {date}.
        Answer: {date}
        The correct answer is {date}.
        The answer is **{date}**.
        **Answer: {date}**
        past | That happened {in_} {date}.
        past | That was {in_} {date}.
        past | If I remember correctly, it was {in_} {date}.
        past | I'm fairly sure it was {in_} {date}.
        The {kind} was {date}.
        The exact {kind} is {date}.
        year | The year was {date}.
        year | The year is {date}.
        year | {date} AD
        Thus, the answer is {date}.
        <answer>{date}</answer>
        I'd say {date}.
    """),
    layouts=[
        Layout("pairs", "{item}: {label}", ", "),
        Layout("mixed", "{item}: {Label}", "\n"),
        Layout("pairs", "{place}. {item} - {label}", "\n"),
        Layout("pairs", "- {item} - {label}", "\n"),
        Layout("mixed", "* {item}: {Label}", "\n"),
        Layout("pairs", "- **{item}**: {Label}", "\n", before="Here is the classification:\n\n"),
        Layout("pairs", "{item} => {label}", "\n"),
        Layout("mixed", "{item} ({Label})", "; "),
        Layout("groups", "{Label}: {items}", "\n\n"),
        Layout("flipped", "{Label}: {items}", "\n"),
        Layout("groups", "**{Label}:**\n{bullets}", "\n\n"),
        Layout("groups", "{quoted_label}: [{quoted_items}]", ", ", before="{", after="}"),
        Layout("groups", "- {Label}: {listed}", "\n"),
        Layout("pairs", "{item} is classified as {label}", ", ", after="."),
        Layout("mixed", "{item} is {a_label}.", "\n"),
        Layout("pairs", "| {item} | {Label} |", "\n", before="| Item | Category |\n|---|---|\n"),
    ],
    negations=table(r"""
        The answer is: {Sentence}.
        **Answer:** {Sentence}.
        I think {sentence}.
        I think that {sentence}.
        To my knowledge, {sentence}.
        In short, {sentence}.
        Simply put, {sentence}.
        Basically, {sentence}.
        asked | Good question! {Sentence}.
        Of course! {Sentence}.
        The correct answer is that {sentence}.
        denied | It's not true that {sentence}.
        denied | It's not correct that {sentence}.
        denied | It is false that {sentence}.
        denied | It isn't true that {sentence}.
        plus | It's true that {sentence}.
        <answer>{Sentence}.</answer>
    """),
)
