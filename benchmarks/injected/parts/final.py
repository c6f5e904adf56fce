"""The part final: forms of language models and of quizzes, further frames."""

from injected.forms import Layout, table, texts
from injected.part import Part

FINAL = Part(
    name="final",
    wrappers=table(r"""
        short | Hi there! {ask}
        question | Just wondering, {lowered}
        {ask} Thank you very much!
        question | Give the answer to the following question: {lowered}
        question | Answer the question below.\n\n{ask}
        question | Could you please answer this? {ask}
        question | Anyone know this? {ask}
        question | Quiz question: {lowered}
        question | Help me with this question: {lowered}
        verb | Help me {lowered}
        verb | Go ahead and {lowered}
        order | Would you mind helping me with this? {ask}
        {ask} Short answer, please.
        {ask} Don't explain your answer.
        {ask} Give me only the answer.
        {ask} Answer as briefly as you can.
        {ask}\n\nThink carefully before you answer.
        {ask}\n\nNo need to explain your answer.
        Prompt: {ask}\nCompletion:
        **Question:** {ask}\n\n**Answer:**
        User: {ask}\nAssistant:
        <|im_start|>user\n{ask}<|im_end|>\n<|im_start|>assistant
        You are an AI assistant that helps people find information.\n\n{ask}
        Please help me with the following.\n\n{ask}
        Please respond to the following.\n\n{ask}
        Here's one more for you:\n\n{ask}
        You are a careful and honest assistant.\n\n{ask}
    """),
    hints={
        "polarity": "{ask} A simple yes or no is enough.",
        "number": "{ask} Answer with a single number.",
        "date": "{ask} Only the date, please.",
        "choice": "{ask}\nWhich of the options is correct?",
        "label": "{ask} Output only the label.",
        "mapping": "{ask} Please go item by item.",
        "negation": "{ask} A single sentence is enough.",
    },
    yes_no=texts(r"""
        Answer: {Yes}.
        The answer: {yes}
        So the final answer is {yes}.
        The final answer is {yes}.
        Hence, the answer is {yes}.
        {Certainly}.
        {Definitely}.
        **{YES}**
        {Yes}, {definitely}.
        {Yes}, {echo}.
        I'd answer {yes}.
        I'm pretty sure the answer is {yes}.
        My guess would be {yes}.
        {Yes}, as far as I can tell.
        {tick} {Yes}
        \boxed{{\text{{{Yes}}}}}
    """),
    true_false=texts(r"""
        Answer: {True}.
        The answer: {true}
        It is {true}.
        So the final answer is {true}.
        The final answer is {true}.
        Hence, the answer is {true}.
        The given {claim} is {true}.
        It's a {true} {claim}.
        This {claim} is {accurate}.
        I believe it's {true}.
        **{TRUE}**
        {tick} {True}
        I'm pretty sure that's {true}.
    """),
    lettered=texts(r"""
        {letter}.
        ({letter})
        {letter}) {text}
        {letter}: {text}
        Answer: {letter}) {text}
        The answer is option {letter}.
        The correct answer is option {letter}.
        The correct option is ({letter}).
        So the final answer is {letter}.
        The final answer is ({letter}).
        Hence, the answer is {letter}.
        The best choice is {letter}.
        Option {letter} - {text}
        {letter} is correct.
        \boxed{{{letter}}}
        **{letter})** {text}
        I'd choose {letter}.
        My answer is {letter}.
    """),
    named=texts(r"""
        {name}.
        The answer: {name}
        My answer is {name}.
        The final answer is {name}.
        So the final answer is {name}.
        Hence, the answer is {name}.
        I'd go with {name}.
        {name} is correct.
        {name}, I think.
        I'd say it's {name}.
        {letter})
        \boxed{{\text{{{name}}}}}
    """),
    chosen=texts(r"""
        {Text}.
        The answer: {text}
        The final answer: {text}
        The correct choice is: {text}
        The answer would be "{bare}".
        My choice is "{bare}".
        I'd go with "{bare}".
        Correct answer: {text}
        The option that fits is "{bare}".
        - {text}
        **{Text}.**
        "{bare}" is the correct answer.
        Hence, the answer is "{bare}".
    """),
    chosen_short=texts(r"""
        It is {text}.
        So the final answer is {text}.
        I'd go for {text}.
        It must be {text}.
    """),
    labels=table(r"""
        {LABEL}
        The answer: {label}
        Answer: {Label}.
        **{label}**
        The final answer is "{label}".
        Hence, the answer is "{label}".
        I'd go with "{label}".
        class | This is classified as "{label}".
        class | This should be classified as "{label}".
        label | Category: {label}
        label | Classification: {label}
        label | The correct label would be "{label}".
        label | Label: "{label}"
        adjective | This is {label}.
        adjective | I'd call it {label}.
        feeling | The overall sentiment is {label}.
        feeling | Sentiment: {label}
        feeling | {Label} sentiment
        feeling | The sentiment of the text is {label}.
    """),
    numbers=table(r"""
        The answer: {answer}
        Answer: {answer}.
        It would be {answer}.
        The answer should be {answer}.
        So the final answer is {answer}.
        The final answer: {answer}.
        Hence the answer is {answer}.
        **The answer is {answer}.**
        The answer is {answer}, I think.
        reckoned | \boxed{{{number}}}
        reckoned | Answer: $\boxed{{{number}}}$
        reckoned | I got {answer}.
        reckoned | The answer = {answer}
        sum | The result: {number}
        sum | This equals {number}.
        story | #### {number}
        total | Total = {answer}
        total | The total is {answer}.
        total | {answer} altogether.
        word | {word}
        word | The answer is {word}.
        word | {word} ({number})
        there | In total, there are {answer}.
    """),
    dates=table(r"""
        The answer: {date}
        Answer: {date}.
        The correct answer is: {date}
        So the final answer is {date}.
        The final answer is {date}.
        Hence, the answer is {date}.
        past | It was {in_} {date}.
        past | This took place {in_} {date}.
        past | That took place {in_} {date}.
        past | {In} {date}, I believe.
        past | I'm pretty sure it was {in_} {date}.
        past | According to the records, it was {in_} {date}.
        told | That'd be {date}.
        The {kind} is: {date}
        **{Kind}:** {date}
        The {kind} in question is {date}.
        year | The year would be {date}.
        year | In the year {date}
        My answer is {date}.
        I'd go with {date}.
    """),
    layouts=[
        Layout("pairs", "{place}. {item}: {label}", "\n"),
        Layout("pairs", "- {item}: {label}", "\n"),
        Layout("mixed", "• {item} – {Label}", "\n"),
        Layout("pairs", "{item}: **{label}**", "\n"),
        Layout("mixed", "{item}: {label}", "; ", after="."),
        Layout("pairs", "{item} | {label}", "\n"),
        Layout("pairs", "{item} ({label})", ", ", after="."),
        Layout("pairs", "{item}: {Label}", "\n", before="Sure, here you go:\n\n"),
        Layout("mixed", "{item} falls under {quoted_label}", ", ", after="."),
        Layout("groups", "{Label}: {items}", "\n"),
        Layout("groups", "{Label}: {items}.", " "),
        Layout("flipped", "{Label}: {listed}", "\n"),
        Layout("flipped", "**{Label}:** {items}", "\n"),
        Layout("groups", "{Label}\n{bullets}", "\n\n"),
        Layout("groups", "### {Label}\n{bullets}", "\n\n"),
        Layout("groups", "{listed} = {label}", "\n"),
        Layout("pairs", '{{"item": {quoted_item}, "label": {quoted_label}}}', ", ", before="[", after="]"),
    ],
    negations=table(r"""
        Answer: {Sentence}.
        The answer: {Sentence}.
        I'm pretty sure that {sentence}.
        I'm pretty sure {sentence}.
        As I recall, {sentence}.
        To be clear, {sentence}.
        The short answer is that {sentence}.
        It turns out that {sentence}.
        Certainly! {Sentence}.
        asked | Great question! {Sentence}.
        {Sentence}. Hope this helps!
        **The answer:** {Sentence}.
        denied | It is not the case that {sentence}.
        denied | It is untrue that {sentence}.
        denied | It's incorrect to say that {sentence}.
        denied | The claim that {sentence} is not true.
        denied | It would be wrong to say that {sentence}.
        plus | It is correct that {sentence}.
        plus | It is a fact that {sentence}.
    """),
)
