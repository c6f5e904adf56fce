"""The part eighth: hurried forms in small letters, and marked ones of language models."""

from injected.forms import Layout, pairs, table, texts
from injected.part import Part
from injected.rewording_late import could_tell, how_much, percent, when_last

EIGHTH = Part(
    name="eighth",
    wrappers=table(r"""
        short | hey {lowered}
        short | {ask} thx
        short | {ask} dont need an explanation
        question | quick q: {lowered}
        question | random question but {lowered}
        question | can someone answer this: {lowered}
        verb | pls {lowered}
        need help with this one: {lowered}
        Please provide a clear and concise answer to the following:\n\n{ask}
        Consider the following carefully and provide your answer.\n\n{ask}
        question | I'd appreciate some help with this question: {lowered}
        question | Based on your knowledge, {lowered}
        verb | I would appreciate it if you could {lowered}
        {ask} Please ensure your answer is accurate and concise.
        {ask}\n\nProvide only the final answer, with no additional commentary.
        question | Please answer this question: {lowered}
        Q. {ask}\nA.
        question: {ask}\nanswer:
        ## Question\n{ask}\n\n## Answer
        INSTRUCTION:\n{ask}\n\nRESPONSE:
        ### User:\n{ask}\n\n### Assistant:
        <|start_header_id|>user<|end_header_id|>\n\n{ask}<|eot_id|><|start_header_id|>assistant<|end_header_id|>
        A chat between a curious user and an artificial intelligence assistant.\n\nUSER: {ask}\nASSISTANT:
        You are an AI assistant. You will be given a task. You must complete it as faithfully as you can.\n\n{ask}
    """),
    hints={
        "polarity": "{ask} Respond with one word only.",
        "number": "{ask} number only pls",
        "date": "{ask} just the date pls",
        "choice": "{ask}\nRespond with the correct option.",
        "label": "{ask} Reply with the label only.",
        "mapping": "{ask} Please don't skip any.",
        "negation": "{ask} one sentence pls",
    },
    yes_no=texts(r"""
        {yep}
        {yeah}
        {yes}, {echo}
        {echo}
        {so}.
        {yes} {definitely}
        pretty sure it's a {yes}
        answer is {yes}
        The answer is: **{Yes}**
        **{Yes}**, {thats} the case.
        The correct answer is **{Yes}**.
        Based on the information given, the answer is {yes}.
        In this case, the answer is {yes}.
        A: {Yes}
        ANSWER: {YES}
        Answer: **{Yes}**
        Final Answer: {Yes}
        The final answer is: {yes}
    """),
    true_false=texts(r"""
        its {true}
        thats {true}
        i think {true}
        this one is {true}
        answer is {true}
        the {claim} is {true}
        The answer is: **{True}**
        The {claim} is **{true}**.
        This {claim} is {correct_}.
        Based on the information given, the {claim} is {true}.
        A: {True}
        ANSWER: {TRUE}
        Answer: **{True}**
        Final Answer: {True}
        The final answer is: {true}
    """),
    lettered=texts(r"""
        {small}.
        ({small})
        option {letter}
        its {letter}
        {letter} i think
        i think it's {letter}
        {letter}, {lower}
        The correct answer is **{letter}**.
        The correct answer is **{letter}) {text}**
        **{letter}) {text}**
        **Correct answer: {letter}**
        Based on the options provided, the answer is {letter}.
        The most appropriate answer is ({letter}) {text}
        ANSWER: {letter}
        Answer: {letter}.
        Choice: {letter}
        Final Answer: ({letter})
        The final answer is: {letter}
    """),
    named=texts(r"""
        {small_name}.
        its {small_name}
        i think {small_name}
        it's {small_name}
        definitely {small_name}
        The correct answer is **{name}**.
        Answer: **{name}**
        The best answer is {name}.
        Based on the options provided, the answer is {name}.
        ANSWER: {name}
        Choice: {name}
        Final Answer: {name}
        The final answer is: {name}
    """),
    chosen=texts(r"""
        {lower}.
        answer is {lower}
        i'd go with "{lower}"
        my answer is "{lower}"
        the answer would be "{lower}"
        The correct answer is: **{text}**
        Answer: **{text}**
        **Correct answer:** {text}
        The most appropriate answer is "{bare}".
        "{bare}" is the best choice.
        Based on the options provided, the correct answer is "{bare}".
        ANSWER: {text}
        Choice: {text}
        Final Answer: {text}
        The final answer is: {text}
    """),
    chosen_short=texts(r"""
        i'd say {lower}
        {lower} i think
        {Text}, I believe.
        The answer would be **{bare}**.
    """),
    labels=table(r"""
        {label} i think
        definitely {label}
        answer is {label}
        label | i'd say {label}
        adjective | its {label}
        adjective | this is {label}
        feeling | sounds {label}
        The answer is: **{Label}**
        The correct answer is **{label}**.
        class | This can be classified as **{label}**.
        class | Based on the information given, it would be classified as "{label}".
        label | The most appropriate label is "{label}".
        label | **Label:** {Label}
        feeling | Overall, the sentiment is {label}.
        feeling | The sentiment expressed here is {label}.
        ANSWER: {LABEL}
        Answer: **{Label}**
        Final Answer: {Label}
        class | category: {label}
        label | label: {label}
        feeling | sentiment: {label}
    """),
    numbers=table(r"""
        its {answer}
        i think its {answer}
        {answer} i think
        answer is {answer}
        reckoned | i got {answer}
        reckoned | should be {answer}
        sum | equals {number}
        total | {answer} total
        there | there are {answer}
        word | its {word}
        word | {word} i think
        The final answer is **{answer}**.
        Therefore, the answer is **{answer}**.
        Based on the information given, the answer is {answer}.
        sum | The result is **{number}**.
        reckoned | **Final Answer: {answer}**
        total | In total, that is {answer}.
        there | There are **{answer}**.
        word | {number} ({word})
        word | Answer: {word}
        A: {answer}
        ANSWER: {answer}
        Answer: **{answer}**
        Final Answer: {number}
        reckoned | ans = {number}
        story | #### {number}
    """),
    dates=table(r"""
        i think {date}
        {date} i think
        its {date}
        answer is {date}
        past | it was {in_} {date}
        past | that was {in_} {date}
        past | i'm pretty sure it was {in_} {date}
        told | i believe it was {date}
        year | year {date}
        The answer is: **{date}**
        The correct {kind} is **{date}**.
        past | It happened {in_} **{date}**.
        past | This event took place {in_} {date}.
        Based on the information provided, the answer is {date}.
        A: {date}
        ANSWER: {date}
        Answer: **{date}**
        Final Answer: {date}
        The final answer is: {date}
    """),
    layouts=[
        Layout("pairs", "{item}- {label}", "\n"),
        Layout("mixed", "{item}- {label}", ", "),
        Layout("pairs", "{item}:{label}", "\n"),
        Layout("pairs", "{item}={label}", ", "),
        Layout("pairs", "{item} is {a_label}", "\n"),
        Layout("groups", "{label}- {items}", "\n"),
        Layout("pairs", "- **{item}**: {Label}", "\n", before="Here's the classification:\n\n"),
        Layout("mixed", "{place}. **{item}**: {Label}", "\n"),
        Layout("pairs", "{item} → **{Label}**", "\n"),
        Layout("groups", "- **{Label}**: {items}", "\n"),
        Layout("flipped", "**{Label}:** {listed}", "\n\n"),
        Layout("groups", "{place}. **{Label}**:\n{bullets}", "\n\n"),
        Layout("pairs", "Item: {item}\nLabel: {label}", "\n\n"),
        Layout("pairs", "{item},{label}", "\n", before="item,label\n"),
        Layout("mixed", "{quoted_item}: {quoted_label}", ", ", before="{", after="}"),
        Layout("flipped", "{label}:\n{bullets}", "\n"),
        Layout("pairs", "| {item} | {Label} |", "\n", before="| Item | Type |\n|:---|:---|\n"),
    ],
    negations=table(r"""
        i think {sentence}
        afaik {sentence}
        pretty sure {sentence}
        {sentence} i think
        asked | good question, {sentence}
        denied | its not true that {sentence}
        denied | i don't think it's true that {sentence}
        plus | its true that {sentence}
        Based on the information provided, {sentence}.
        According to the available information, {sentence}.
        It's important to note that {sentence}.
        I'd be happy to help! {Sentence}.
        {Sentence}. If you have any more questions, feel free to ask!
        denied | It is inaccurate to say that {sentence}.
        denied | The statement "{Sentence}" is incorrect.
        A: {Sentence}
        ANSWER: {Sentence}.
        answer: {sentence}
        Final Answer: {Sentence}.
        Answer: **{Sentence}.**
    """),
    phrases=pairs(r"""
        \bWhich of the following(?= (?:is|was|does|has)\b) => Which one of the following
        \b((?:do|does|did|will|would) [^?.,]+ have|are|is) left\?$ => \1 remaining?
        \btwice as(?= (?:many|much|old|long|fast|big|far|tall)\b) => two times as
        (?<=\d )(\w+) per (day|week|month|year)\b => \1 a \2
        ^Options:$ => The options are:
        \b(?:the|this) following (sentence|statement|text|tweet|review|word|passage)\b => this \1
    """),
    rules=[percent, when_last, could_tell, how_much],
)
