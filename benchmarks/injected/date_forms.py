"""The forms of an answer that is a year or a date."""

from injected.forms import table

_PLAIN = """
    {date}
    {date}.
    {In} {date}.
    The answer is {date}.
"""
FORMS = {
    "dev": table(
        _PLAIN.rstrip()
        + """
        {in_} {date}
        It was {in_} {date}.
        Answer: {date}
        The answer is: {date}
        past | It happened {in_} {date}.
        {In} {date}
        year | The year was {date}.
        year | In the year {date}.
        past | That was {in_} {date}.
        The {kind} is {date}.
        {Kind}: {date}
        "{date}"
        """
    ),
    "test": table(
        _PLAIN.rstrip()
        + """
        no day | That was in {date}.
        **{date}**
        Final answer: {date}
        The correct answer is {date}.
        year | The year {date}.
        past | This happened {in_} {date}.
        {Kind}: {date}
        past | It took place {in_} {date}.
        year | It was the year {date}.
        ({date})
        The {kind} was {date}.
        past | It occurred {in_} {date}.
        - {date}
        """
    ),
    "closing": table(
        _PLAIN.rstrip()
        + """
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
        """
    ),
    "last": table(
        _PLAIN.rstrip()
        + """
        {In} {date}
        told | It was {in_} {date}.
        Answer: {date}
        The correct answer is {date}.
        The answer is **{date}**.
        **Answer: {date}**
        past | That happened {in_} {date}.
        past | That was {in_} {date}.
        past | If I remember correctly, it was {in_} {date}.
        past | I'm fairly sure it was {in_} {date}.
        The {kind} was {date}.
        The exact {kind} is {date}.
        year | The year was {date}.
        year | The year is {date}.
        year | {date} AD
        Thus, the answer is {date}.
        <answer>{date}</answer>
        I'd say {date}.
        """
    ),
    "final": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
    "sixth": table(
        _PLAIN.rstrip()
        + r"""
        {in_} {date}
        answer: {date}
        Answer - {date}
        **Answer:** {date}
        Output: {date}
        The right answer is {date}.
        {date} is the answer.
        I believe the answer is {date}.
        As far as I know, the answer is {date}.
        The {kind} is {date}.
        {Kind} - {date}
        told | That would be {date}.
        told | I think it's {date}.
        past | It was back {in_} {date}.
        past | This was {in_} {date}.
        past | I think this was {in_} {date}.
        past | It was {in_} {date}, if I'm not mistaken.
        past | That would have been {in_} {date}.
        year | It was in the year {date}.
        year | The year is {date}.
        """
    ),
    "eighth": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
}
