"""The part ninth: forms under headings, and of assistants that begin with a courtesy."""

from injected.forms import Layout, pairs, table, texts
from injected.part import Part
from injected.rewording_late import asked_which, items_below, question_apart, question_last

NINTH = Part(
    name="ninth",
    tried=8,
    wrappers=table(r"""
        short | Hi, {lowered}
        short | Good afternoon! {ask}
        {ask} Thanks in advance for your help!
        {ask} I'd appreciate your help.
        question | Answer this: {lowered}
        question | My question is: {lowered}
        question | Would you happen to know? {ask}
        question | I'm trying to find out: {lowered}
        question | I was asked this question: {lowered}
        verb | Could you please {lowered}
        verb | Your job is to {lowered}
        order | Next task: {lowered}
        {ask} Keep your answer short.
        {ask} Answer only, no explanation.
        {ask} Please provide only the answer.
        {ask}\nWhat is the answer?
        {ask}\n\nLet's think about this step by step.
        Try to answer this: {lowered}
        Problem: {ask}\nSolution:
        Ques: {ask}\nAns:
        ### User:\n{ask}\n\n### Assistant:
        <human>: {ask}\n<bot>:
        <|prompter|>{ask}<|endoftext|><|assistant|>
        You are an AI assistant that follows instruction extremely well. Help as much as you can.\n\n{ask}
        A chat between a user and an assistant.\n\nUSER: {ask} ASSISTANT:
    """),
    hints={
        "polarity": "{ask} Reply in one word.",
        "number": "{ask} Answer with the number only.",
        "date": "{ask} Please give only the date.",
        "choice": "{ask}\nSelect the best answer.",
        "label": "{ask} Answer with the label only.",
        "mapping": "{ask} Please don't skip any.",
        "negation": "{ask} Write your answer as a full sentence.",
    },
    yes_no=texts(r"""
        Answer: {yes}
        {Yes}. {Echo}.
        {Yes} {echo}.
        **{Yes}**, {echo}.
        {yes}, {echo}
        {Yes}, {believe}.
        {Yes_indeed}.
        Final Answer: {Yes}
        Response: {yes}
        ### Answer\n{Yes}
        The answer to this question is {yes}.
        The correct response is {yes}.
        My answer would be {yes}.
        I'd have to say {yes}.
        In my opinion, {yes}.
        To my knowledge, {yes}.
        Sure! The answer is {yes}.
        So, {yes}.
    """),
    true_false=texts(r"""
        Answer: {True}
        This is {True}.
        That would be {true}.
        The {claim} above is {true}.
        The {claim} is {correct_}.
        This is {not_}a true {claim}.
        I believe the {claim} is {true}.
        To my knowledge, the {claim} is {true}.
        Sure! The {claim} is {true}.
        The correct response is {true}.
        The correct answer is "{True}".
        I'd have to say {true}.
        My answer would be {true}.
        Final Answer: {True}
        Response: {true}
        ### Answer\n{True}
        [{True}]
    """),
    lettered=texts(r"""
        {letter}.
        {letter} {text}
        [{letter}] {text}
        {letter}: {bare}
        The answer is ({letter}) {text}
        The correct answer is {letter}. {text}
        The correct answer choice is {letter}.
        Answer choice {letter}
        Option {letter} is the correct answer.
        **Option {letter}: {bare}**
        **Correct answer: {letter}**
        I would choose {letter}.
        I would go with option {letter}.
        Therefore, the correct option is {letter}.
        Therefore, the correct answer is ({letter}).
        Sure! The correct answer is {letter}.
        Final Answer: {letter}
        Response: {letter}
        ### Answer\n{letter}
        Ans. ({small})
    """),
    named=texts(r"""
        {name}.
        Answer: {name}
        {letter}
        [{name}]
        Final Answer: {name}
        Response: {name}
        ### Answer\n{name}
        **Correct answer: {name}**
        I would say {name}.
        I would go with {name}.
        My choice would be {name}.
        The best choice is {name}.
        Therefore, the correct answer is {name}.
        Sure! The correct answer is {name}.
        {name} would be the correct answer.
        {small_name} is correct
    """),
    chosen=texts(r"""
        {Text}.
        Answer: {text}
        {lower}
        Response: {text}
        Final Answer: {text}
        ### Answer\n{text}
        Selected option: {text}
        **Correct answer:** {text}
        The correct answer would be "{bare}".
        The correct choice is "{bare}".
        The best choice is "{bare}".
        The most likely answer is "{bare}".
        The most appropriate answer is "{bare}".
        Therefore, the correct answer is "{bare}".
        I would go with "{bare}".
        Sure! The answer is "{bare}".
        "{bare}" would be the correct answer.
    """),
    chosen_short=texts(r"""
        This would be {text}.
        Most likely {text}.
        I would say {text}.
        The answer would be {text}.
    """),
    labels=table(r"""
        {label}.
        Final Answer: {Label}
        Response: {label}
        Correct answer: {Label}
        ### Answer\n{Label}
        The correct answer would be "{label}".
        I would say the answer is "{label}".
        Sure! The answer is "{label}".
        label | The label: {Label}
        label | I would choose the label "{label}".
        label | The correct label for this is "{label}".
        class | Category - {Label}
        class | I would categorize it as "{label}".
        class | It is classified as "{label}".
        label | It would be "{label}".
        label | I would say it is "{label}".
        feeling | It is {label} overall.
        feeling | Overall, the sentiment is {label}.
        feeling | I'd say the sentiment is {label}.
        feeling | Sentiment - {Label}
        feeling | The sentiment expressed is {label}.
    """),
    numbers=table(r"""
        Answer: {answer}
        Final Answer: {answer}
        Response: {answer}
        ### Answer\n{answer}
        **Final answer: {answer}**
        It should be {answer}.
        The answer would be {answer}.
        The correct answer would be {answer}.
        Therefore, the final answer is {answer}.
        The answer to your question is {answer}.
        Sure! The answer is {answer}.
        reckoned | The result is {answer}.
        reckoned | That gives us {answer}.
        reckoned | Solution: {answer}
        reckoned | \[\boxed{{{number}}}\]
        reckoned | ANSWER: {number}
        sum | That equals {number}.
        sum | The answer equals {number}.
        story | The answer: {number}
        total | In total, {answer}.
        total | That's {answer} in total.
        total | The total would be {answer}.
        word | {Word}.
        word | {number} ({word})
        word | I'd say {word}.
        there | There are {answer}.
        there | It has {answer}.
    """),
    dates=table(r"""
        Answer: {date}
        Answer: {In} {date}
        Final Answer: {date}
        Response: {date}
        Correct answer: {date}
        ### Answer\n{date}
        **{In} {date}**
        It is {date}.
        The answer to your question is {date}.
        The correct answer would be {date}.
        Sure! The answer is {date}.
        The {kind} would be {date}.
        The {kind}: {date}
        The {kind} you're looking for is {date}.
        past | That occurred {in_} {date}.
        past | I believe this was {in_} {date}.
        past | To my knowledge, it was {in_} {date}.
        past | I remember it was {in_} {date}.
        told | That was {date}.
        year | It was the year {date}.
        year | the year {date}
    """),
    layouts=[
        Layout("pairs", "{item} : {label}", "\n"),
        Layout("pairs", "{item} -- {Label}", "\n"),
        Layout("mixed", "{item} ({Label})", "\n"),
        Layout("pairs", "{place}) {item} - {label}", "\n"),
        Layout("mixed", "- {item} ({label})", "\n"),
        Layout("pairs", "{item} - {label}", "\n", before="Here you go:\n\n"),
        Layout("pairs", "{place}. {item}: **{Label}**", "\n", before="Here are the results:\n\n"),
        Layout("mixed", '{item} is in the "{label}" category', ", ", after="."),
        Layout("pairs", "{item} is {a_label}", "; ", after="."),
        Layout("pairs", "Item: {item}\nCategory: {Label}", "\n\n"),
        Layout("groups", "{Label}: {items}", "\n", before="Answer:\n"),
        Layout("groups", "{Label}: {listed}", "; ", after="."),
        Layout("groups", "{Label} ({items})", "\n"),
        Layout("groups", "* **{Label}:** {items}", "\n"),
        Layout("flipped", "{Label}:\n{bullets}", "\n\n", before="Sure! Here they are by category:\n\n"),
        Layout("groups", "| {Label} | {items} |", "\n", before="| Category | Items |\n| --- | --- |\n"),
        Layout("flipped", "  {quoted_label}: [{quoted_items}]", ",\n", before="{\n", after="\n}"),
    ],
    negations=table(r"""
        Final Answer: {Sentence}.
        My answer: {Sentence}.
        ### Answer\n{Sentence}.
        The correct answer is: {Sentence}.
        To the best of my knowledge, {sentence}.
        As a matter of fact, {sentence}.
        I would say that {sentence}.
        I'm sure that {sentence}.
        Hi! {Sentence}.
        {Sentence}. I hope that helps!
        asked | Thanks for asking! {Sentence}.
        asked | The answer to your question is that {sentence}.
        asked | {Sentence}. I hope this answers your question.
        denied | It isn't correct that {sentence}.
        denied | It is not right to say that {sentence}.
        denied | It's not accurate to say that {sentence}.
        denied | The statement that {sentence} is not correct.
        denied | It is a misconception that {sentence}.
        plus | Sure! {Sentence}.
        plus | It is indeed true that {sentence}.
    """),
    phrases=pairs(r"""
        \b([Dd]etermine|[Dd]ecide|[Cc]heck|[Ss]ay|[Tt]ell me) whether\b => \1 if
        \b(\d+)%(?= of\b) => \1 percent
        \b(have|has|had) left\?$ => \1 remaining?
        \bthe following two (sentences|questions)\b => the two \1 below
        ^Options:$ => Possible answers:
        \nOptions:\n- (yes|no)\n- (yes|no)\Z => \nAnswer \1 or \2.
    """),
    rules=[question_apart, question_last, asked_which, items_below],
)
