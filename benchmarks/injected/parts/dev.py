"""The part dev: the first plain forms, to tune on."""

from injected.forms import Layout, table, texts
from injected.part import Part

DEV = Part(
    name="dev",
    fresh=False,
    wrappers=table(r"""
        Q: {ask}\nA:
        Please answer briefly: {lowered}
        question | I'd like to know: {lowered}
        Hi! {ask}
        {ask} Keep it short.
        {ask} Just give me the answer.
        Here is a task for you.\n{ask}
        question | Can you tell me: {lowered}
        order | Please {lowered}
        {ask} Be concise.
        I need some help with this: {lowered}
        {ask} No explanation needed.
        question | Quick question: {lowered}
        order | Could you help me? {ask}
        {ask} Reply with the final answer only.
        Hello there. {ask} Thanks in advance!
        ### Instruction:\n{ask}\n\n### Response:
    """),
    hints={
        "polarity": "{ask} Answer yes or no.",
        "number": "{ask} Give just the number.",
        "date": "{ask} Give the date.",
        "choice": "{ask}\nPick one of the options.",
        "label": "{ask} Pick one of the labels.",
        "mapping": "{ask} Do this for each item.",
        "negation": "{ask} Answer in a full sentence.",
    },
    yes_no=texts(r"""
        {YES}
        {Yes}, that is {right}.
        Answer: {Yes}
        {Yes}, that's {right}.
        {yes}.
        The answer is: {Yes}
        Short answer: {yes}.
        {Yes}, this is {not_}the case.
        {Yes}!
        - {yes}
        The answer is "{yes}".
        {Yes}, {indeed}.
    """),
    true_false=texts(r"""
        {TRUE}
        That is {true}.
        Answer: {True}
        It is {true}.
        {true}.
        This {claim} is {true}.
    """),
    lettered=texts(r"""
        ({letter})
        {letter}) {text}
        The correct option is ({letter}) {text}
        Answer: {letter}
        Option {letter}
        {letter}. {text}
        The answer is ({letter}).
        Option {letter}: {text}
        It's {letter}.
        The correct answer is {letter}) {text}
        {letter}.
    """),
    named=texts(r"""
        {name}.
        It is {name}.
        Answer: {name}
        {letter}
        Option {letter}
        {name}: {text}
        The right one is {name}.
    """),
    chosen=texts(r"""
        Answer: {text}
        {Text}.
        The answer is: {text}
        "{text}"
        - {text}
        The correct answer: {text}
        The answer is "{text}".
    """),
    chosen_short=texts(r"""
        It's {text}.
        It would be {text}.
        I think it is {text}.
    """),
    labels=table(r"""
        {Label}.
        label | Label: {Label}
        The answer is: {Label}
        "{label}"
        adjective | It is {label}.
        label | Classification: {Label}
        label | The label is {label}.
        - {label}
        label | Category: {Label}
        The answer is "{label}".
    """),
    numbers=table(r"""
        Answer: {answer}
        It's {answer}.
        The answer is: {answer}
        sum | The result is {answer}.
        story | The total is {answer}.
        there | There are {answer}.
        sum | = {number}
        word | {word}
        word | The answer is {word}.
        It comes to {answer}.
        #### {number}
        story | That makes {answer}.
    """),
    dates=table(r"""
        {in_} {date}
        It was {in_} {date}.
        Answer: {date}
        The answer is: {date}
        past | It happened {in_} {date}.
        {In} {date}
        year | The year was {date}.
        year | In the year {date}.
        past | That was {in_} {date}.
        The {kind} is {date}.
        {Kind}: {date}
        "{date}"
    """),
    layouts=[
        Layout("pairs", "{item}: {label}", ", "),
        Layout("groups", "{Label}: {items}", "\n"),
        Layout("mixed", "- {item}: {Label}", "\n"),
        Layout("pairs", "{item} - {label}", "\n"),
        Layout("pairs", "{item} = {label}", "; "),
        Layout("groups", "{Label}: {items}", "; "),
        Layout("pairs", "{place}. {item} - {Label}", "\n"),
        Layout("pairs", "{item}: {label}", "\n", before="Answer:\n"),
        Layout("mixed", "{item} ({label})", ", "),
        Layout("groups", "{Label} - {items}", "\n"),
        Layout("mixed", "{item} is {a_label}", " and ", after="."),
    ],
    negations=table(r"""
        Answer: {Sentence}.
        plus | It is true that {sentence}.
        {sentence}
        In fact, {sentence}.
        The answer is that {sentence}.
        denied | It is not true that {sentence}.
        denied | It isn't the case that {sentence}.
        - {Sentence}.
        {Sentence}!
        Short answer: {sentence}.
        "{Sentence}."
    """),
)
