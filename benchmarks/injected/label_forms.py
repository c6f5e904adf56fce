"""The forms of an answer that is one of the labels that its ask names."""

from injected.forms import table

_PLAIN = """
    {Label}
    {label}
    Answer: {Label}
    The answer is {label}.
"""
FORMS = {
    "dev": table(
        _PLAIN.rstrip()
        + """
        {Label}.
        label | Label: {Label}
        The answer is: {Label}
        "{label}"
        adjective | It is {label}.
        label | Classification: {Label}
        label | The label is {label}.
        - {label}
        label | Category: {Label}
        The answer is "{label}".
        """
    ),
    "test": table(
        _PLAIN.rstrip()
        + """
        label | The correct label is {label}.
        label | **{Label}**
        Final answer: {Label}
        adjective | It's {label}.
        The correct answer is {label}.
        label | I would label it "{label}".
        label | Class: {Label}
        label | The right label: {label}
        Output: {label}
        adjective | I'd classify it as {label}.
        """
    ),
    "closing": table(
        _PLAIN.rstrip()
        + """
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
        """
    ),
    "last": table(
        _PLAIN.rstrip()
        + """
        {Label}.
        The answer is **{label}**.
        **Answer: {Label}**
        The correct answer is "{label}".
        Answer: {label}
        class | It can be classified as {label}.
        class | I would classify this as {label}.
        class | It falls under the category "{label}".
        label | The best label is "{label}".
        label | Label: {label}
        adjective | It's {label}.
        adjective | I'd say it's {label}.
        feeling | The sentiment is {label}.
        feeling | Overall sentiment: {Label}
        feeling | The text expresses a {label} sentiment.
        Thus, the answer is "{label}".
        <answer>{label}</answer>
        "{Label}"
        """
    ),
    "final": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
    "sixth": table(
        _PLAIN.rstrip()
        + r"""
        answer: {label}
        Answer - {Label}
        **Answer:** {Label}
        Output: {Label}
        The right answer is "{label}".
        I think the answer is "{label}".
        My answer is "{label}".
        label | Label - {Label}
        label | Prediction: {label}
        label | The label would be "{label}".
        label | The most fitting label is "{label}".
        label | I would assign the label "{label}".
        class | It belongs to the "{label}" category.
        class | The category is "{label}".
        class | This would be categorized as "{label}".
        class | The correct classification is "{label}".
        adjective | This one is {label}.
        adjective | That's {label}.
        feeling | The text has a {label} sentiment.
        feeling | The sentiment is clearly {label}.
        feeling | This has a {label} tone.
        """
    ),
    "eighth": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
}
