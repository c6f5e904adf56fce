"""The part tenth: forms of trivia and of final answers in bold, further frames."""

from injected.forms import Layout, pairs, table, texts
from injected.part import Part
from injected.rewording_late import context_first, delimited, in_one_line, told_it

TENTH = Part(
    name="tenth",
    wrappers=table(r"""
        short | Good afternoon! {ask}
        question | Hi, I have a question. {ask}
        question | One more question: {lowered}
        question | Trivia time: {lowered}
        question | Respond to this question: {lowered}
        question | My friend and I were wondering: {lowered}
        question | Could you tell me the answer to this question? {ask}
        verb | Could you please {lowered}
        verb | I'd appreciate it if you could {lowered}
        verb | Your job is to {lowered}
        order | Here's what I need: {lowered}
        {ask} Thanks for your help!
        {ask} I appreciate your help.
        {ask} Please keep your answer short.
        {ask} Please provide only the final answer.
        {ask} Be as brief as possible.
        {ask}\n\nTake a deep breath and work on this step by step.
        {ask}\n\nProvide only the answer.
        Q. {ask}\nA.
        Query: {ask}\nResponse:
        <s>[INST] {ask} [/INST]
        ### Input:\n{ask}\n\n### Output:
        A chat between a curious user and an artificial intelligence assistant.\n\nUSER: {ask}\nASSISTANT:
        You are a helpful AI assistant. Answer as well as you can.\n\n{ask}
        Complete the following task.\n\n{ask}
    """),
    hints={
        "polarity": "{ask} Just one word, please.",
        "number": "{ask} Please give a numeric answer.",
        "date": "{ask} Just say when.",
        "choice": "{ask}\nPlease choose only one of the options.",
        "label": "{ask} Reply with one of these only.",
        "mapping": "{ask} Please don't skip any.",
        "negation": "{ask} Write your answer as a full sentence.",
    },
    yes_no=texts(r"""
        {YES}
        {Yes}!
        {yes}, {echo}
        {Yes}. {Echo}.
        **{Yes}**, {echo}.
        {Yes}, {believe}.
        {Yes}, I'm sure of it.
        Answer: {YES}
        Answer: **{Yes}**
        Final Answer: {yes}
        The final answer: {yes}.
        The correct answer is "{Yes}".
        The answer to this question is {yes}.
        In a word, {yes}.
        In this case, the answer is {yes}.
        My answer would be {yes}.
        I'm confident the answer is {yes}.
        Therefore, the final answer is {yes}.
    """),
    true_false=texts(r"""
        {True}!
        {TRUE}.
        **{True}**
        Answer: {TRUE}
        Answer: **{True}**
        Final Answer: {True}
        The final answer: {true}.
        The correct answer is "{True}".
        This is {true}.
        It would be {true}.
        That's a {true} {claim}.
        The {claim} is {correct_}.
        The {claim} provided is {true}.
        I'd say this is {true}.
        I believe this is {true}.
        I'm confident that's {true}.
        Therefore, the final answer is {true}.
    """),
    lettered=texts(r"""
        {letter}.
        Answer: {letter}.
        Answer: **{letter}**
        Answer: **{letter}) {text}**
        **({letter}) {text}**
        **Option {letter}**
        Option {letter} is the correct answer.
        The answer is {letter}) {text}
        The answer is ({letter}) {text}
        The correct answer is **{letter}**.
        The correct answer is {letter}: {text}
        The final answer: ({letter}).
        Final Answer: {letter}
        Final Answer: ({letter})
        Therefore, the correct answer is {letter}.
        Therefore, the final answer is {letter}.
        I would go with {letter}.
        I choose option {letter}.
    """),
    named=texts(r"""
        "{name}"
        **{name}**
        Answer: **{name}**
        Answer: {letter}
        Final Answer: {name}
        The final answer: {name}.
        The correct answer is **{name}**.
        The correct one is {name}.
        That would be {name}.
        It must be {name}.
        It should be {name}.
        I choose {name}.
        I would go with {name}.
        My choice is {name}.
        I'm confident it's {name}.
        Therefore, the final answer is {name}.
    """),
    chosen=texts(r"""
        {Text}.
        Answer: {Text}.
        Answer: **{bare}**
        **Answer**: {text}
        Final Answer: {text}
        The final answer: {bare}.
        The right answer: {text}
        The answer: "{bare}"
        The correct option is "{bare}".
        The best choice here is "{bare}".
        The most suitable option is "{bare}".
        I choose "{bare}".
        I would go with "{bare}".
        My answer would be "{bare}".
        Therefore, the correct answer is "{bare}".
        Therefore, the final answer is: {bare}.
    """),
    chosen_short=texts(r"""
        I'd choose {text}.
        It should be {text}.
        I would say {text}.
        That must be {text}.
    """),
    labels=table(r"""
        **{Label}**
        Answer: **{Label}**
        Final Answer: {Label}
        The final answer: {label}.
        The correct answer is **{label}**.
        It should be "{label}".
        I would go with "{label}".
        Therefore, the final answer is "{label}".
        label | Answer: {LABEL}
        label | Label: **{Label}**
        label | The appropriate label is "{label}".
        label | It should be labeled "{label}".
        class | Category: **{Label}**
        class | It is categorized as "{label}".
        class | This can be classified as "{label}".
        class | I'd put this in the "{label}" category.
        adjective | It would be {label}.
        adjective | It's definitely {label}.
        feeling | Sentiment: **{Label}**
        feeling | The overall tone is {label}.
        feeling | It expresses a {label} sentiment.
    """),
    numbers=table(r"""
        Answer: **{answer}**
        **Answer**: {answer}
        Final Answer: {answer}
        The final answer: {answer}
        The correct answer is **{answer}**.
        Therefore, the final answer is {answer}.
        It should be {answer}.
        The answer would be {answer}.
        My answer would be {answer}.
        reckoned | Ans = {answer}
        reckoned | That gives us {answer}.
        reckoned | This results in {answer}.
        reckoned | The answer works out to be {answer}.
        reckoned | The answer is $\boxed{{{number}}}$.
        sum | {number} is the result.
        sum | The answer equals {number}.
        story | So, the final answer is {answer}.
        total | In total, {answer}.
        total | That's a total of {answer}.
        total | The grand total is {answer}.
        word | {Word}.
        word | {number} ({word})
        word | The answer is {word}.
        there | I count {answer}.
        there | There are {answer} in all.
    """),
    dates=table(r"""
        {In} {date}
        Answer: **{date}**
        **Answer**: {date}
        Final Answer: {date}
        The final answer: {date}.
        The correct answer is **{date}**.
        Therefore, the final answer is {date}.
        My answer would be {date}.
        I'm confident the answer is {date}.
        The {kind}: {date}
        The {kind} would be {date}.
        The {kind} you are looking for is {date}.
        {date}, to be exact.
        told | This would be {date}.
        past | That occurred {in_} {date}.
        past | I believe that was {in_} {date}.
        past | To my knowledge, it was {in_} {date}.
        year | The year in question is {date}.
    """),
    layouts=[
        Layout("pairs", "{item}: {Label}", "\n"),
        Layout("pairs", "{item} : {label}", "\n"),
        Layout("pairs", "{item} -- {label}", "\n"),
        Layout("pairs", "{place}) {item} - {Label}", "\n"),
        Layout("pairs", "{place}. {item} = {label}", "\n"),
        Layout("mixed", "{place}. **{item}**: {label}", "\n"),
        Layout("mixed", "- {item} ({Label})", "\n"),
        Layout("mixed", "- {item} is {a_label}.", "\n"),
        Layout("pairs", "{item} – {Label}", "; "),
        Layout("pairs", "{item} belongs to {quoted_label}", ", ", after="."),
        Layout("pairs", "{item}: {label}", "\n", before="Sure! Here is the classification:\n\n"),
        Layout("pairs", "| {item} | {label} |", "\n", before="| Item | Classification |\n|------|----------------|\n"),
        Layout("groups", "* {Label}: {items}", "\n"),
        Layout("groups", "{place}. {Label}: {items}", "\n"),
        Layout("groups", "- **{Label}**: {items}", "\n"),
        Layout("groups", "{Label}:\n\n{bullets}", "\n\n"),
        Layout("groups", "{items} - {Label}", "\n"),
        Layout("flipped", "{Label}: {items}", "; ", after="."),
        Layout("flipped", "**{Label}** - {listed}", "\n"),
    ],
    negations=table(r"""
        **Answer**: {Sentence}.
        Final Answer: {Sentence}.
        The correct answer is: {Sentence}.
        The answer to your question is that {sentence}.
        To the best of my knowledge, {sentence}.
        If I'm not mistaken, {sentence}.
        I'm certain that {sentence}.
        I can confirm that {sentence}.
        It's clear that {sentence}.
        Hi! {Sentence}.
        {Sentence}. I hope that helps!
        {Sentence}. Is there anything else you'd like to know?
        denied | It is inaccurate to say that {sentence}.
        denied | It is not right to say that {sentence}.
        denied | It would be incorrect to say that {sentence}.
        denied | The idea that {sentence} is false.
        plus | It is correct to say that {sentence}.
        plus | The right answer is that {sentence}.
    """),
    phrases=pairs(r"""
        ^(?:Determine|Decide|Identify|Find out|Check) (if|whether)\b => Figure out \1
        ^(?:Classify|Categorize)(?= [^.:]*\bas\b) => Label
        \bthe given (sentence|statement|text|phrase|word|claim|passage|review|tweet|equation|expression)\b => this \1
        \bper (day|week|month|year)\b => a \1
        (\d)%(?= (?:of|off|more|less|discount)\b) => \1 percent
        (?<=\b[Hh]ow many )total ([a-z]+)(?= (?:did|does|do|are|were|will|is|has|have|can|would)\b) => \1 in total
    """),
    rules=[told_it, in_one_line, delimited, context_first],
)
