"""The forms of an answer that is yes or no, true or false."""

from injected.forms import texts

YES_NO = texts(r"""
    {Yes}
    {Yes}.
    {yes}
    The answer is {yes}.
""")
YES_NO_OF = {
    "dev": texts(r"""
        {YES}
        {Yes}, that is {right}.
        Answer: {Yes}
        {Yes}, that's {right}.
        {yes}.
        The answer is: {Yes}
        Short answer: {yes}.
        {Yes}, this is {not_}the case.
        {Yes}!
        - {yes}
        The answer is "{yes}".
        {Yes}, {indeed}.
    """),
    "test": texts(r"""
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
    "closing": texts(r"""
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
    "last": texts(r"""
        Answer: {yes}
        The answer is **{yes}**.
        **Answer: {Yes}**
        {Yeah}.
        {Absolutely}.
        The short answer is {yes}.
        I'd say {yes}.
        The correct answer is {yes}.
        In short, {yes}.
        {Yes}, {echo}.
        Final answer: {Yes}.
        Thus, the answer is {yes}.
        <answer>{yes}</answer>
        I think the answer is {yes}.
        {YES}.
    """),
    "final": texts(r"""
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
    "sixth": texts(r"""
        {YES}
        {yes}.
        {Yes}, {echo}.
        {Yes} {echo}
        {Echo}.
        {Yes}, {so}.
        {Yes}, {thats} true.
        {Yes}, {of_course}.
        {Yes} - {thats} the case.
        {Indeed}.
        That's a {yes}.
        answer: {yes}
        Answer - {Yes}
        **Answer:** {Yes}
        Output: {Yes}
        The answer to your question is {yes}.
        The answer here is {yes}.
        The right answer is {yes}.
        To answer your question, {yes}.
        Based on what I know, {yes}.
    """),
    "eighth": texts(r"""
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
}
TRUE_FALSE = texts(r"""
    {True}
    {True}.
    {true}
    The answer is {true}.
""")
TRUE_FALSE_OF = {
    "dev": texts(r"""
        {TRUE}
        That is {true}.
        Answer: {True}
        It is {true}.
        {true}.
        This {claim} is {true}.
    """),
    "test": texts(r"""
        The correct answer is {True}.
        **{True}**
        That's {true}.
        Final answer: {True}
        It's {true}.
        The {claim} is {true}.
        I would say {true}.
    """),
    "closing": texts(r"""
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
    "last": texts(r"""
        Answer: {true}
        The answer is **{true}**.
        **Answer: {True}**
        It's {true}.
        The {claim} is {true}.
        That {claim} is {true}.
        This is a {true} {claim}.
        I'd say it's {true}.
        The correct answer is {true}.
        Thus, the answer is {true}.
        <answer>{true}</answer>
        {TRUE}.
    """),
    "final": texts(r"""
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
    "sixth": texts(r"""
        {true}.
        {TRUE}
        "{True}"
        It's {true}.
        It is a {true} {claim}.
        This {claim} is {true}.
        The {claim} is {true}.
        The {claim} is factually {correct_}.
        Therefore, the {claim} is {true}.
        I think it's {true}.
        I would say that's {true}.
        answer: {true}
        Answer - {True}
        **Answer:** {True}
        Output: {True}
        The right answer is {true}.
        {True} is the correct answer.
    """),
    "eighth": texts(r"""
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
}
