"""The forms of an answer that is one of listed options by its text."""

from injected.forms import texts

TEXT_OF = {
    "dev": texts(r"""
        Answer: {text}
        {Text}.
        The answer is: {text}
        "{text}"
        - {text}
        The correct answer: {text}
        The answer is "{text}".
    """),
    "test": texts(r"""
        The correct answer is: {text}
        Final answer: {text}
        **{text}**
        The right choice is "{text}".
        A: {text}
        Correct option: {text}
        My answer: {text}
    """),
    "closing": texts(r"""
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
    "last": texts(r"""
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
    "final": texts(r"""
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
    "sixth": texts(r"""
        {Text}.
        answer: {lower}
        Answer - {text}
        **Answer:** {text}
        Output: {text}
        I'd say "{bare}".
        My pick: {text}
        The correct option - {text}
        The answer is: "{bare}".
        The right answer is "{bare}".
        The best option is "{bare}".
        "{bare}" is the right answer.
        "{bare}" is the best option.
        I believe the correct answer is "{bare}".
        From the options given, I'd choose "{bare}".
    """),
    "eighth": texts(r"""
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
}
SHORT_OF = {
    "dev": ["It's {text}.", "It would be {text}.", "I think it is {text}."],
    "test": ["That would be {text}.", "It is {text}.", "I'd go with {text}."],
    "closing": ["So it's {text}.", "It has to be {text}.", "{Text}, I think.", "That's {text}."],
    "last": ["It's {text}.", "The correct answer is {text}.", "It'd be {text}.", "I'd say {text}."],
    "final": ["It is {text}.", "So the final answer is {text}.", "I'd go for {text}.", "It must be {text}."],
    "sixth": ["It's {text}.", "That'd be {text}.", "I believe it's {text}.", "The right answer is {text}."],
    "eighth": ["i'd say {lower}", "{lower} i think", "{Text}, I believe.", "The answer would be **{bare}**."],
}
