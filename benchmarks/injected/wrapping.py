"""Wrappers of an ask: politeness, a frame, a hint on the form of the answer."""

import re
from random import Random

from injected.forms import Form, table
from injected.records import Ask
from injected.text import lowered

_PLAIN = r"""
    Question: {ask}\nAnswer:
    Please answer the following: {lowered}
    {ask} Thank you.
"""
_WRAPPERS = {
    "dev": table(
        _PLAIN.rstrip()
        + r"""
        Q: {ask}\nA:
        Please answer briefly: {lowered}
        question | I'd like to know: {lowered}
        Hi! {ask}
        {ask} Keep it short.
        {ask} Just give me the answer.
        Here is a task for you.\n{ask}
        question | Can you tell me: {lowered}
        order | Please {lowered}
        {ask} Be concise.
        I need some help with this: {lowered}
        {ask} No explanation needed.
        question | Quick question: {lowered}
        order | Could you help me? {ask}
        {ask} Reply with the final answer only.
        Hello there. {ask} Thanks in advance!
        ### Instruction:\n{ask}\n\n### Response:
        """
    ),
    "test": table(
        _PLAIN.rstrip()
        + r"""
        USER: {ask}\nASSISTANT:
        Answer in a few words: {lowered}
        question | I was wondering: {lowered}
        Hey, {lowered}
        {ask} Please be brief.
        {ask} Only state the answer.
        Consider the following and give a short reply.\n{ask}
        question | Do you know the answer to this? {ask}
        order | I want you to do this: {lowered}
        {ask} One short reply is enough.
        You are a helpful assistant. {ask}
        {ask} You do not need to explain.
        question | My teacher asked me: {lowered}
        order | For my homework: {lowered}
        {ask} Respond without any reasoning.
        Good morning! {ask} Many thanks.
        Task: {ask}\nOutput:
        {ask}\n\nGive your answer below.
        """
    ),
    "closing": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
    "last": table(
        _PLAIN.rstrip()
        + r"""
        short | Hello! {ask}
        {ask} Thanks!
        question | Answer the following question: {lowered}
        question | Please tell me: {lowered}
        question | Out of curiosity, {lowered}
        question | I have a question: {lowered}
        question | Do you know this one? {ask}
        order | Kindly {lowered}
        verb | Your task is to {lowered}
        verb | I'd like you to {lowered}
        {ask} Give a short answer.
        {ask} Answer directly, without an explanation.
        {ask} Respond with just the answer.
        {ask} Please answer as accurately as you can.
        {ask}\nAnswer:
        Input: {ask}\nOutput:
        ### Question:\n{ask}\n\n### Answer:
        <|user|>\n{ask}\n<|assistant|>
        You are a knowledgeable AI assistant.\n\n{ask}
        Below is an instruction that describes a task. Write a response that completes the request.\n\n{ask}
        Read this carefully and answer.\n\n{ask}
        Can you help me with this? {ask}
        """
    ),
    "final": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
    "sixth": table(
        _PLAIN.rstrip()
        + r"""
        short | Hey there! {ask}
        short | Hello, could you help with this one? {ask}
        {ask} Thanks a lot!
        {ask} Please and thank you.
        question | Can anyone tell me: {lowered}
        question | I need to know: {lowered}
        question | I'm curious, {lowered}
        question | Question for you: {lowered}
        question | Sorry if this is a silly question, but {lowered}
        verb | Please help me {lowered}
        verb | Can you please {lowered}
        verb | You need to {lowered}
        order | I have a task for you: {lowered}
        {ask} Just the answer, please.
        {ask} A short answer is fine.
        {ask} Write only the answer and nothing else.
        {ask} Do not include any explanation in your response.
        {ask}\n\nLet's work this out step by step.
        Question: {ask} Answer:
        [Question]\n{ask}\n\n[Answer]
        ### Human: {ask}\n### Assistant:
        <start_of_turn>user\n{ask}<end_of_turn>\n<start_of_turn>model
        You are a helpful, respectful and honest assistant.\n\n{ask}
        You will be given a task. Please complete it.\n\n{ask}
        Provide a direct answer to the following.\n\n{ask}
        """
    ),
    "eighth": table(
        _PLAIN.rstrip()
        + r"""
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
        """
    ),
}
_HINTS = {
    "polarity": {
        "dev": "{ask} Answer yes or no.",
        "test": "{ask} (yes/no)",
        "closing": "{ask} (one word is fine)",
        "last": "{ask} Answer in a word or two.",
        "final": "{ask} A simple yes or no is enough.",
        "sixth": "{ask} A one-word answer, please.",
        "eighth": "{ask} Respond with one word only.",
    },
    "number": {
        "dev": "{ask} Give just the number.",
        "test": "{ask} Your answer should be a number.",
        "closing": "{ask} (just the figure is fine)",
        "last": "{ask} Respond with a number.",
        "final": "{ask} Answer with a single number.",
        "sixth": "{ask} I just need the number.",
        "eighth": "{ask} number only pls",
    },
    "date": {
        "dev": "{ask} Give the date.",
        "test": "{ask} Your answer should be a date.",
        "closing": "{ask} (no more than the date)",
        "last": "{ask} State the date.",
        "final": "{ask} Only the date, please.",
        "sixth": "{ask} I only need to know when.",
        "eighth": "{ask} just the date pls",
    },
    "choice": {
        "dev": "{ask}\nPick one of the options.",
        "test": "{ask}\nExactly one option is right.",
        "closing": "{ask}\nWhich option is it?",
        "last": "{ask}\nSelect the correct option.",
        "final": "{ask}\nWhich of the options is correct?",
        "sixth": "{ask}\nChoose one option as your answer.",
        "eighth": "{ask}\nRespond with the correct option.",
    },
    "label": {
        "dev": "{ask} Pick one of the labels.",
        "test": "{ask} Choose exactly one of these labels.",
        "closing": "{ask} (the label alone will do)",
        "last": "{ask} Respond with the label.",
        "final": "{ask} Output only the label.",
        "sixth": "{ask} Just tell me which one it is.",
        "eighth": "{ask} Reply with the label only.",
    },
    "mapping": {
        "dev": "{ask} Do this for each item.",
        "test": "{ask} Cover every item.",
        "closing": "{ask} (don't leave any out)",
        "last": "{ask} Go through all of them.",
        "final": "{ask} Please go item by item.",
        "sixth": "{ask} Make sure to include all of them.",
        "eighth": "{ask} Please don't skip any.",
    },
    "negation": {
        "dev": "{ask} Answer in a full sentence.",
        "test": "{ask} Use one sentence.",
        "closing": "{ask} (one line is plenty)",
        "last": "{ask} Reply in one sentence.",
        "final": "{ask} A single sentence is enough.",
        "sixth": "{ask} Please reply in a complete sentence.",
        "eighth": "{ask} one sentence pls",
    },
}
_QUESTION = re.compile(
    r"(is|are|was|were|do|does|did|can|could|has|have|had|will|would|what|who|where|when|which|how|in what|in which|"
    r"should)\b",
    re.I,
)
_JUDGED = re.compile(r"(The|A|An|There|It|This|That|These|Those|Using|His|Her|Their|They|He|She|On|At|From|Of|Its)\b")
_ORDER = re.compile(r"(?!Given|Using|Based|From|When|In|For|If)[A-Z][a-z]+ ")


def small(ask: str) -> str:
    """The ask with a small first letter, where it begins as a question or as an order, not as a text to judge."""
    return ask if _JUDGED.match(ask) else lowered(ask)


def is_question(ask: str) -> bool:
    return ask.rstrip().endswith("?") and bool(_QUESTION.match(ask.strip()))


def wrapped(ask: Ask, kind: str, half: str, draw: Random) -> Ask:
    wrappers = [*_WRAPPERS[half], Form("", _HINTS[kind][half])]
    fit = [form.text for form in wrappers if _suits(form.condition, ask.text) and _frames(form.text, ask)]
    return ask._replace(text=draw.choice(fit).format(ask=ask.text, lowered=small(ask.text)))


def _short(ask: str) -> bool:
    return "\n" not in ask and len(ask) < 300


def _suits(condition: str, ask: str) -> bool:
    if condition == "question":
        return is_question(ask)
    if condition == "short":
        return _short(ask)
    if condition == "verb":
        return _suits("order", ask) and not _QUESTION.match(ask)
    if condition == "order":
        begins = _ORDER.match(ask) and not ask.rstrip().endswith("?")
        return bool(begins) and small(ask) != ask and _short(ask)
    return True


def _frames(form: str, ask: Ask) -> bool:
    """Whether the ask may stand in the form: no tail is taken for its input, no frame doubled."""
    if re.match(r"(q|question|user|task|instruction|human)\W", ask.text.lower()) and re.match(
        r"(Q|\*\*Q|Question|USER|User|Prompt|Task|###|Instruction|Human|\[INST|Input|\[Question|<start_of|<\|user|<\|im|"
        r"question|##|INSTRUCTION|<\|start_header|A chat)",
        form,
    ):
        return False
    if form.endswith(("{ask}", "{lowered}")):
        return True
    open_end = ask.text.rstrip().endswith(":") or bool(ask.input)
    runs_on = not _short(ask.text) and not form.startswith("{ask}\n")
    if not (open_end or runs_on or ask.text.rstrip()[-1:] not in ".?!"):
        return True
    return not (re.search(r"\{(ask|lowered)\} ", form) or open_end or re.search(r"\nA:$|Answer:$", ask.text))
