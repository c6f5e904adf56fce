"""The part closing: forms of answers to quizzes, of mark-up and of chat."""

from injected.forms import Layout, table, texts
from injected.part import Part

CLOSING = Part(
    name="closing",
    wrappers=table(r"""
        short | Hey, quick one: {lowered}
        {ask} Cheers!
        Task: {ask}
        question | Using your knowledge, tell me: {lowered}
        question | Does anybody know? {ask}
        Instruction: {ask}\nResponse:
        [INST] {ask} [/INST]
        verb | I need you to {lowered}
        order | Can you do this for me? {ask}
        {ask}\nLet's think step by step.
        {ask} Don't overthink it.
        question | I keep wondering: {lowered}
        question | My son wants to know: {lowered}
        {ask} Straight answer, please.
        short | ok so {lowered}
        I've got one for you. {ask}
        Human: {ask}\n\nAssistant:
        As an expert, answer this: {lowered}
        {ask} I only need the answer, nothing else.
        Below is a task. Do what it says.\n\n{ask}
        {ask} TIA :)
    """),
    hints={
        "polarity": "{ask} (one word is fine)",
        "number": "{ask} (just the figure is fine)",
        "date": "{ask} (no more than the date)",
        "choice": "{ask}\nWhich option is it?",
        "label": "{ask} (the label alone will do)",
        "mapping": "{ask} (don't leave any out)",
        "negation": "{ask} (one line is plenty)",
    },
    yes_no=texts(r"""
        **{Yes}.**
        So the answer is {yes}.
        {Yup}
        I believe the answer is {yes}.
        {Of_course}.
        {Yes}, {correct}.
        Ans: {Yes}
        Therefore, the answer is {yes}.
        i think {yes}
        I'm going with {yes}.
        {{"answer": "{yes}"}}
        {Yes}, {echo}.
        {Echo}.
        It looks like the answer is {yes} here.
    """),
    true_false=texts(r"""
        **{True}.**
        That's {true}.
        This is {true}.
        So the answer is {true}.
        The {claim} is {accurate}.
        {True} {claim}.
        Verdict: {True}
        I think that's {true}.
        {True}, I believe.
        Ans: {True}
        {{"answer": "{true}"}}
    """),
    lettered=texts(r"""
        ({letter})
        **{letter}**
        So the answer is ({letter}).
        {letter} - {text}
        I think it's {letter}.
        Choice {letter}
        {small}
        {small}) {text}
        The answer should be {letter}, {bare}.
        Correct choice: **{letter}) {text}**
        Therefore, the answer is {letter}.
        {text} ({letter})
        ans: {letter}
        [{letter}]
        {{"answer": "{letter}"}}
        Of these, {letter} is correct.
    """),
    named=texts(r"""
        {name}.
        So the answer is {name}.
        I'd pick {name}.
        **{name}.**
        {small_name}
        {letter}.
        I believe it's {name}.
        The one I'd choose is {name}.
        Ans: {name}
        It has to be {name}.
        ({name}) {text}
    """),
    chosen=texts(r"""
        {text}
        So the answer is: {bare}.
        **Answer:** {text}
        Ans: {text}
        Best option: {text}
        I believe the answer is "{bare}".
        '{text}'
        {lower}
        I'd pick "{bare}".
        It should be "{bare}", in my view.
        Out of the options, "{bare}" is the right one.
    """),
    chosen_short=texts(r"""
        So it's {text}.
        It has to be {text}.
        {Text}, I think.
        That's {text}.
    """),
    labels=table(r"""
        {label}.
        So the answer is {label}.
        **{Label}.**
        feeling | Sentiment: {Label}
        feeling | The sentiment here is {label}.
        feeling | This one reads as {label}.
        feeling | It has a {label} tone.
        adjective | I think it's {label}.
        adjective | This would be {label}.
        {LABEL}
        Ans: {Label}
        [{Label}]
        label | I'd go for "{label}" here.
        label | It belongs under "{label}".
        label | Predicted class: {label}
        label | {{"label": "{label}"}}
        It has to be "{label}".
        Therefore, the answer is "{label}".
    """),
    numbers=table(r"""
        So, {answer}.
        **{answer}.**
        That's {answer}.
        It comes out at {answer}.
        total | The total comes out at {answer}.
        total | {answer} in total.
        reckoned | I get {answer}.
        reckoned | The final answer is $\boxed{{{number}}}$.
        reckoned | This works out to {answer}.
        reckoned | My calculation gives {answer}.
        sum | It equals {answer}.
        word | {Word}
        word | It's {word}.
        word | {Word} ({number}).
        Ans: {answer}
        Therefore, the answer is {answer}.
        there | There are {answer} altogether.
        {{"answer": {number}}}
        {answer}, I believe.
        Exactly {answer}.
    """),
    dates=table(r"""
        told | It was {date}.
        So the answer is {date}.
        **{date}.**
        told | I think it was {date}.
        past | This was back {in_} {date}.
        past | I believe it was {in_} {date}.
        Ans: {date}
        It's {date}.
        year | {date} is the year.
        The correct {kind} is {date}.
        The {kind} you want is {date}.
        *{date}*
        past | {In} {date}, as far as I know.
        {kind}: {date}
        {{"answer": "{date}"}}
        Therefore, the answer is {date}.
    """),
    layouts=[
        Layout("pairs", "{item} → {label}", "\n"),
        Layout("groups", "{label}: {items}", "\n"),
        Layout("pairs", "**{item}** - {Label}", "\n"),
        Layout("mixed", "- **{item}**: {label}", "\n", before="Sure! Here's how I'd sort them:\n\n"),
        Layout("pairs", "{item}, {label}", "\n"),
        Layout("pairs", "[{label}] {item}", "\n"),
        Layout("mixed", "{item} = {label}", ", "),
        Layout("pairs", "{item} would be {a_label}", ", ", after="."),
        Layout("flipped", "{Label} ({items})", ", "),
        Layout("groups", "{listed}: {label}", "; ", after="."),
        Layout("pairs", "{item} goes under {label}", ", ", after="."),
        Layout("groups", "## {Label}\n{bullets}", "\n\n"),
        Layout("pairs", "{place}. {item}: {Label}", "\n"),
        Layout("pairs", "{item}\t{label}", "\n"),
        Layout("flipped", "{Label} = {items}", "\n"),
    ],
    negations=table(r"""
        **{Sentence}**
        As far as I know, {sentence}.
        I believe {sentence}.
        Actually, {sentence}.
        Well, {sentence}.
        So {sentence}.
        denied | It is wrong to say that {sentence}.
        denied | It is incorrect that {sentence}.
        denied | The statement that {sentence} is false.
        plus | It's a fact that {sentence}.
        plus | Sure! {Sentence}.
        Ans: {Sentence}.
        > {Sentence}.
        Here's the answer: {sentence}.
        From what I've read, {sentence}.
        {Sentence}, I'm sure of it.
    """),
)
