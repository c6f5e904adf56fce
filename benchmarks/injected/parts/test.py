"""The part test: plain forms too, other ones, kept from tuning at first."""

from injected.forms import Layout, table, texts
from injected.part import Part

TEST = Part(
    name="test",
    fresh=False,
    shuffled=True,
    wrappers=table(r"""
        USER: {ask}\nASSISTANT:
        Answer in a few words: {lowered}
        question | I was wondering: {lowered}
        Hey, {lowered}
        {ask} Please be brief.
        {ask} Only state the answer.
        Consider the following and give a short reply.\n{ask}
        question | Do you know the answer to this? {ask}
        order | I want you to do this: {lowered}
        {ask} One short reply is enough.
        You are a helpful assistant. {ask}
        {ask} You do not need to explain.
        question | My teacher asked me: {lowered}
        order | For my homework: {lowered}
        {ask} Respond without any reasoning.
        Good morning! {ask} Many thanks.
        Task: {ask}\nOutput:
        {ask}\n\nGive your answer below.
    """),
    hints={
        "polarity": "{ask} (yes/no)",
        "number": "{ask} Your answer should be a number.",
        "date": "{ask} Your answer should be a date.",
        "choice": "{ask}\nExactly one option is right.",
        "label": "{ask} Choose exactly one of these labels.",
        "mapping": "{ask} Cover every item.",
        "negation": "{ask} Use one sentence.",
    },
    yes_no=texts(r"""
        The correct answer is {yes}.
        **{Yes}**
        Final answer: {Yes}
        {Yes}, that is {not_}the case.
        My answer is {yes}.
        {Yep}.
        ({yes})
        I would say {yes}.
        "{Yes}"
        A: {yes}
        {Yes}, {definitely}.
        It's a {yes}.
        Response: {Yes}.
    """),
    true_false=texts(r"""
        The correct answer is {True}.
        **{True}**
        That's {true}.
        Final answer: {True}
        It's {true}.
        The {claim} is {true}.
        I would say {true}.
    """),
    lettered=texts(r"""
        {letter}: {text}
        ({letter}) {text}
        Answer: ({letter})
        Option {letter} is correct.
        Correct answer: {letter}. {text}
        {letter} is the right answer.
        Final answer: {letter}
        **{letter}**
        **{letter}. {text}**
        It is option {letter}.
        The best answer is {letter}.
        {letter} - {text}
    """),
    named=texts(r"""
        The correct answer is {name}.
        I choose {name}.
        Final answer: {name}
        ({letter})
        **{name}**
        It's {letter}.
        {name}, "{text}"
    """),
    chosen=texts(r"""
        The correct answer is: {text}
        Final answer: {text}
        **{text}**
        The right choice is "{text}".
        A: {text}
        Correct option: {text}
        My answer: {text}
    """),
    chosen_short=texts(r"""
        That would be {text}.
        It is {text}.
        I'd go with {text}.
    """),
    labels=table(r"""
        label | The correct label is {label}.
        label | **{Label}**
        Final answer: {Label}
        adjective | It's {label}.
        The correct answer is {label}.
        label | I would label it "{label}".
        label | Class: {Label}
        label | The right label: {label}
        Output: {label}
        adjective | I'd classify it as {label}.
    """),
    numbers=table(r"""
        It is {answer}.
        Final answer: {answer}
        **{answer}**
        The correct answer is {answer}.
        story | This gives {answer}.
        word | {Word}.
        sum | We get {number}.
        Result: {answer}
        there | There are exactly {answer}.
        sum | = {answer}
        So the answer is {answer}.
        The final answer is {number}.
    """),
    dates=table(r"""
        no day | That was in {date}.
        **{date}**
        Final answer: {date}
        The correct answer is {date}.
        year | The year {date}.
        past | This happened {in_} {date}.
        {Kind}: {date}
        past | It took place {in_} {date}.
        year | It was the year {date}.
        ({date})
        The {kind} was {date}.
        past | It occurred {in_} {date}.
        - {date}
    """),
    layouts=[
        Layout("pairs", "{item} -> {label}", "\n"),
        Layout("mixed", "{item} ({label})", "\n"),
        Layout("flipped", "* {Label}: {items}", "\n"),
        Layout("pairs", "{quoted_item}: {quoted_label}", ", ", before="{", after="}"),
        Layout("pairs", "{item} is {a_label}", ". ", after="."),
        Layout("mixed", "{place}) {item}: {label}", "\n"),
        Layout("groups", "{Label}: {listed}", ". ", after="."),
        Layout("groups", "{Label}:\n{bullets}", "\n\n"),
        Layout("pairs", "| {item} | {label} |", "\n", before="| Item | Label |\n| --- | --- |\n"),
        Layout("mixed", "{item} – {label}", ", "),
        Layout("flipped", "**{Label}**: {items}", "\n"),
        Layout("pairs", "{item}: {label}", "; ", before="Here is the result: "),
    ],
    negations=table(r"""
        {Sentence}. That is the answer.
        The fact is that {sentence}.
        plus | It is the case that {sentence}.
        **{Sentence}.**
        denied | It is false that {sentence}.
        denied | It's not the case that {sentence}.
        A: {Sentence}.
        To answer your question: {sentence}.
        To be precise, {sentence}.
        Final answer: {Sentence}.
        The truth is that {sentence}.
        plus | Indeed, {sentence}.
    """),
)
