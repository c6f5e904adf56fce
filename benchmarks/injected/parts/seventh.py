"""The part seventh: forms of customers' questions and of assistants' answers."""

from injected.forms import Layout, pairs, table, texts
from injected.part import Part

SEVENTH = Part(
    name="seventh",
    tried=10,
    wrappers=table(r"""
        short | Good afternoon. {ask}
        {ask} Thanks for your help!
        question | I'm curious: {lowered}
        question | Let me ask you something. {ask}
        question | Could you tell me the answer to this question? {ask}
        question | One of our customers asked: {lowered}
        question | I need to know the following: {lowered}
        question | Please answer this question: {lowered}
        question | Trivia question: {lowered}
        verb | Your job is to {lowered}
        verb | In this task, you need to {lowered}
        {ask} A short answer will do.
        {ask} Just the answer, please.
        {ask} Do not explain your answer.
        {ask}\n\nAnswer in as few words as possible.
        {ask}\nResponse:
        {ask}\n\nYour answer:
        Question:\n{ask}\n\nAnswer:
        ### Human: {ask}\n### Assistant:
        <|prompter|>{ask}<|endoftext|><|assistant|>
        A chat between a curious user and an artificial intelligence assistant.\n\nUSER: {ask}\nASSISTANT:
        You are a helpful, respectful and honest assistant.\n\n{ask}
        Here is my question:\n\n{ask}
        Complete the following task.\n\n{ask}
    """),
    hints={
        "polarity": "{ask} Just say yes or no.",
        "number": "{ask} Provide only the number.",
        "date": "{ask} Please provide the date.",
        "choice": "{ask}\nChoose the correct answer.",
        "label": "{ask} Reply with just the label.",
        "mapping": "{ask} Make sure to include every item.",
        "negation": "{ask} Answer in one complete sentence.",
    },
    yes_no=texts(r"""
        Answer: {yes}.
        **Answer:** {Yes}
        Final answer: **{Yes}**
        Output: {Yes}
        The answer is {Yes}
        The answer to this question is {yes}.
        Based on the information given, the answer is {yes}.
        I am confident that the answer is {yes}.
        I would answer {yes}.
        To answer your question, {yes}.
        {Yes}, {of_course}.
        {Yes}, {absolutely}.
        {Yes}, that {is_correct}.
        {Yes}, {echo}.
        {yes} {echo}
        {yep}
        {Yes}. Hope that helps!
        [{Yes}]
    """),
    true_false=texts(r"""
        Answer: {true}.
        **Answer:** {True}
        Final answer: **{True}**
        Output: {True}
        The answer is {True}
        The answer to this question is {true}.
        That would be {true}.
        That {is_correct}.
        I would say this is {true}.
        The {claim} above is {true}.
        Your {claim} is {true}.
        The {claim} {is_correct}.
        This is a {true} {claim}.
        it's {true}
        {True}. Hope that helps!
        [{True}]
    """),
    lettered=texts(r"""
        {letter}).
        Answer: {letter}.
        **Answer:** {letter}
        Final answer: ({letter})
        Output: {letter}
        The answer is {letter}. {text}
        The answer is ({letter}) {text}
        The correct option is {letter}: {text}
        The right answer is {letter}.
        The correct answer is {letter}, "{bare}".
        The answer to this question is {letter}.
        Option {letter}) {text}
        {letter}, {text}
        {small}. {text}
        {small}.
        **Answer: {letter}) {text}**
        I believe the answer is {letter}.
        I would pick option {letter}.
    """),
    named=texts(r"""
        {name}.
        Answer: {name}
        **Answer:** {name}
        Final answer: **{name}**
        Output: {name}
        The right answer is {name}.
        The answer to this question is {name}.
        It's {name}.
        I think it's {name}.
        I believe the answer is {name}.
        I would pick {name}.
        {name} is the answer.
        {small_name}.
        ({letter}).
    """),
    chosen=texts(r"""
        {Text}
        {lower}.
        Answer: {bare}.
        **Answer:** {bare}
        **{bare}**
        Output: {text}
        The right answer is "{bare}".
        The answer to this question is "{bare}".
        The best option is "{bare}".
        I think the answer is "{bare}".
        I would go with "{bare}".
        "{bare}" is the right answer.
        Selected option: {text}
        The answer has to be "{bare}".
    """),
    chosen_short=texts(r"""
        The right answer is {text}.
        I think it's {text}.
        I would say {text}.
        The answer: {text}.
    """),
    labels=table(r"""
        {Label}.
        {LABEL}.
        Answer: {label}.
        **Answer:** {Label}
        Output: "{label}"
        Final answer: "{label}"
        The right answer is "{label}".
        I think the answer is "{label}".
        The answer to this question is "{label}".
        class | I would categorize this as "{label}".
        class | This can be categorized as "{label}".
        class | It belongs to the category "{label}".
        class | The correct classification is "{label}".
        label | The category is "{label}".
        label | Tag: {label}
        adjective | That's {label}.
        adjective | I think this is {label}.
        feeling | This text has a {label} sentiment.
        feeling | The sentiment of this text is {label}.
        feeling | Sentiment - {Label}
    """),
    numbers=table(r"""
        The answer is: {answer}.
        **Answer:** {answer}
        Answer: **{answer}**
        Final answer: {answer}.
        Output: {answer}
        The right answer is {answer}.
        It should be {answer}.
        I think it's {answer}.
        I believe the answer is {answer}.
        The answer to this question is {answer}.
        reckoned | = {answer}
        reckoned | This comes to {answer}.
        reckoned | So, the answer is {answer}.
        reckoned | The solution is {answer}.
        sum | The result is: {number}
        story | #### {number}
        story | That gives us {answer}.
        total | That's {answer} in total.
        total | Altogether, that is {answer}.
        total | In total: {answer}
        word | It is {word}.
        word | {Word}.
        word | {number} ({word})
        there | There are {answer} in total.
    """),
    dates=table(r"""
        The answer is: {date}
        **Answer:** {date}
        Answer: {in_} {date}
        Final answer: {date}.
        Output: {date}
        I believe the answer is {date}.
        The {kind} is {date}.
        The right {kind} is {date}.
        The {kind} you're looking for is {date}.
        {date} is the answer.
        told | That would be {date}.
        past | This was {in_} {date}.
        past | It happened {in_} {date}.
        past | That occurred {in_} {date}.
        past | It was {in_} {date}, I think.
        past | {In} {date}, to be exact.
        past | {In} {date}, if I'm not mistaken.
        past | As far as I know, it was {in_} {date}.
        year | The correct year is {date}.
    """),
    layouts=[
        Layout("mixed", "{item} - {Label}", "\n"),
        Layout("pairs", "{item} – {label}", "\n"),
        Layout("pairs", "{item}: {label}", "\n", before="Here are the classifications:\n\n"),
        Layout("mixed", "{item}: {Label}", "\n", after="\n\nLet me know if you need anything else!"),
        Layout("pairs", "{place}. {item} ({label})", "\n"),
        Layout("mixed", "- {item} ({Label})", "\n"),
        Layout("pairs", "* **{item}:** {label}", "\n"),
        Layout("pairs", "{item} is {a_label}", " and ", after="."),
        Layout("mixed", "{item} belongs in the {quoted_label} category", "; ", after="."),
        Layout("pairs", "{item},{label}", "\n", before="item,label\n"),
        Layout("pairs", "{quoted_item}: {quoted_label}", ",\n  ", before="{\n  ", after="\n}"),
        Layout("groups", "{Label}: {listed}.", "\n"),
        Layout("groups", "{Label} – {items}", "\n"),
        Layout("groups", "{Label}: {items}", "\n", before="Sure! Here is the list:\n\n"),
        Layout("groups", "**{Label}**\n{bullets}", "\n\n"),
        Layout("flipped", "{Label}:\n{bullets}", "\n\n"),
        Layout("flipped", "{label}: {items}", "; ", after="."),
    ],
    negations=table(r"""
        **Answer**: {Sentence}.
        Response: {Sentence}.
        The answer is as follows: {sentence}.
        To the best of my knowledge, {sentence}.
        I'm fairly certain that {sentence}.
        I can confirm that {sentence}.
        In reality, {sentence}.
        Put simply, {sentence}.
        asked | Thanks for asking! {Sentence}.
        asked | That's a good question. {Sentence}.
        {Sentence}. I hope that helps.
        {Sentence}. Let me know if you have any other questions!
        denied | It is not correct that {sentence}.
        denied | It is not accurate to say that {sentence}.
        denied | It is a misconception that {sentence}.
        denied | It would be a mistake to say that {sentence}.
        denied | It's false that {sentence}.
        plus | Sure, {sentence}.
        plus | It is indeed true that {sentence}.
    """),
    phrases=pairs(r"""
        \bthe following (sentence|statement|text|passage|paragraph|word|phrase|question|review|equation)\b => this \1
        ^Of the following two sentences, which one (is|does)\b => Which of the following two sentences \1
        ^One of the following (sentences) is nonsensical\. Which one is it => Which of the following \1 is nonsensical
        ^Yes / no, is the following a verifiable fact\? => Is the following a verifiable fact, yes or no?
        ^(Determine|Decide|Identify|Tell me|Check|State) if\b => \1 whether
        \btwice as (many|much|old|long|fast|big|tall|far)\b => two times as \1
        (?<= )(\d+)%(?=[ .,?]) => \1 percent
        \b(in total|altogether)\?$ => in all?
        \b(based on|depending on) whether\b => according to whether
        \b(is|was|What's) the capital of(?= [A-Z]) => \1 the capital city of
    """),
)
