"""The forms of an answer that comes to one number."""

from injected.forms import table

_PLAIN = """
    {answer}.
    The answer is {answer}.
"""
FORMS = {
    "dev": table(
        _PLAIN.rstrip()
        + """
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
        """
    ),
    "test": table(
        _PLAIN.rstrip()
        + """
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
        """
    ),
    "closing": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
    "last": table(
        _PLAIN.rstrip()
        + r"""
        Answer: {answer}
        It's {answer}.
        That would be {answer}.
        The correct answer is {answer}.
        The answer is **{answer}**.
        **Answer: {answer}**
        The final answer is {answer}.
        Thus, the answer is {answer}.
        Hence, the answer is {answer}.
        sum | The result is {number}.
        sum | = {number}
        reckoned | $\boxed{{{number}}}$
        reckoned | The final answer is: $\boxed{{{number}}}$
        story | #### {number}
        total | A total of {answer}.
        total | Total: {answer}
        total | {answer} in all.
        word | {word}.
        word | The answer is {word} ({number}).
        there | There are a total of {answer}.
        <answer>{number}</answer>
        I'd say {answer}.
        """
    ),
    "final": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
    "sixth": table(
        _PLAIN.rstrip()
        + r"""
        It's {answer}.
        That comes to {answer}.
        The answer comes out to {answer}.
        {answer} is the answer.
        {answer} is the correct answer.
        The right answer is {answer}.
        I believe the answer is {answer}.
        answer: {answer}
        Answer - {answer}
        **Answer:** {answer}
        Output: {answer}
        reckoned | Answer = {number}
        reckoned | So we get {answer}.
        reckoned | This comes out to {answer}.
        reckoned | After doing the math, the answer is {answer}.
        sum | The value is {number}.
        sum | It is equal to {number}.
        sum | The result comes to {number}.
        story | A: {number}
        total | Altogether, that's {answer}.
        total | The total comes to {answer}.
        word | {Word}
        word | {word}.
        word | It is {word}.
        word | That's {word} ({number}).
        there | There are {answer} in total.
        """
    ),
    "eighth": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
}
