"""The forms of an answer that is one of listed options: by letter, by the name of the option."""

from injected.forms import texts

LETTERED = texts(r"""
    {letter}
    The answer is {letter}.
""")
LETTERED_OF = {
    "dev": texts(r"""
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
    "test": texts(r"""
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
    "closing": texts(r"""
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
    "last": texts(r"""
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
    "final": texts(r"""
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
    "sixth": texts(r"""
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
    "eighth": texts(r"""
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
}
NAMED = texts(r"""
    {name}
    The answer is {name}.
""")
NAMED_OF = {
    "dev": texts(r"""
        {name}.
        It is {name}.
        Answer: {name}
        {letter}
        Option {letter}
        {name}: {text}
        The right one is {name}.
    """),
    "test": texts(r"""
        The correct answer is {name}.
        I choose {name}.
        Final answer: {name}
        ({letter})
        **{name}**
        It's {letter}.
        {name}, "{text}"
    """),
    "closing": texts(r"""
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
    "last": texts(r"""
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
    "final": texts(r"""
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
    "sixth": texts(r"""
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
    "eighth": texts(r"""
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
}
