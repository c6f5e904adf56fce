"""From messages to labels: where the answer begins, what is never cut, and what in a text is only text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import little_models
from little_models import CHAT, one
from schemas.errors import RecipeError
from schemas.template import Template
from stages.train.batch import flat
from stages.train.encode import Encoder, Example
from stages.train.prompting import Prompting, of_base

WORDS = little_models.words()
PLAIN = Encoder(WORDS, CHAT, 128)
STOP, USER, ANSWER = (WORDS.convert_tokens_to_ids(mark) for mark in ("<|end|>", "<|user|>", "<|assistant|>"))


def ids(text: str) -> list[int]:
    found: list[int] = WORDS(text, add_special_tokens=False)["input_ids"]
    return found


def the(encoder: Encoder, ask: str, answer: str) -> Example:
    (example,) = encoder.encode([one("p", ask, answer)]).examples
    return example


def template(text: str, stop: str = "<|end|>", name: str = "other") -> Prompting:
    return Prompting(name, text, stop, CHAT.roles, Template(name, text, (stop,)).render)


TEXTS: tuple[tuple[str, str, str], ...] = (
    ("plain", "What is one and one?", "It is two."),
    ("umlauts and scripts", "Grüße, 日本語", "Straße 東京"),
    ("several tokens a character", "🙂", "🙂👩‍👩‍👧 and more"),
    ("combining marks", "e\u0301", "n\u0303o"),
    ("spaces around", "  two before", "  two before and after  "),
    ("lines and tabs", "\n\ta\n", "```\n\tx = 1\n```\n"),
    ("carriage returns", "a\r\nb", "\r\nc\r\n"),
    ("the answer is in the ask", "Say yes. yes", "yes"),
    ("the answer twice", "x", "no no"),
    ("one letter", "1", "2"),
    ("looks like a mark", "<|user", "|end|> <| end |>"),
    ("right to left", "שלום", "مرحبا"),
)


@pytest.mark.parametrize(("what", "ask", "answer"), TEXTS, ids=[case[0] for case in TEXTS])
def test_labels_begin_at_the_longest_common_prefix(what: str, ask: str, answer: str) -> None:
    example = the(PLAIN, ask, answer)
    turns = little_models.turns(ask, answer)
    prompt, whole = ids(CHAT.render(turns[:-1], True)), ids(CHAT.render(turns, False))
    assert example.ids.tolist() == whole
    common = next((n for n, (a, b) in enumerate(zip(prompt, whole, strict=False)) if a != b), len(prompt))
    straddles = common < len(prompt)
    assert example.start == common + straddles
    assert WORDS.decode(whole) == CHAT.render(turns, False)
    if not straddles:
        assert WORDS.decode(whole[example.start : example.end]) == answer
    assert STOP in whole[example.end :] and STOP not in whole[example.start : example.end]


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_the_answer_and_its_stop_are_learnt_and_nothing_else(ask: str, answer: str) -> None:
    if not answer.strip() or any("\ud800" <= c <= "\udfff" for c in ask + answer):
        return
    made = replace(PLAIN, max_tokens=999).encode([one("p", ask, answer)])
    example = made.examples[0]
    prompt = CHAT.render(little_models.turns(ask), True)
    assert WORDS.decode(example.ids.tolist()) == CHAT.render(little_models.turns(ask, answer), False)
    learnt = WORDS.decode(example.ids[example.start : example.end].tolist())
    assert learnt == answer if not made.straddling else answer.endswith(learnt) and len(learnt) < len(answer)
    assert len(WORDS.decode(example.ids[: example.start].tolist())) >= len(prompt)
    assert made.without_stop == 0


def test_the_last_of_several_answers_is_learnt() -> None:
    row = replace(
        one("p", "", ""), messages=(("user", "One?"), ("assistant", "One."), ("user", "Two?"), ("assistant", "Two."))
    )
    (example,) = PLAIN.encode([row]).examples
    assert WORDS.decode(example.ids[example.start : example.end].tolist()) == "Two."


def test_a_batch_is_encoded_as_each_row_alone() -> None:
    rows = [one(f"p{n}", ask, answer) for n, (_, ask, answer) in enumerate(TEXTS)]
    together = PLAIN.encode(rows)
    for row, example in zip(rows, together.examples, strict=True):
        (alone,) = PLAIN.encode([row]).examples
        assert alone.ids.tolist() == example.ids.tolist() and (alone.start, alone.end) == (example.start, example.end)


STRADDLING = template(
    "{% for m in messages %}{% if m.role == 'assistant' %} {{ m.content }}<|end|>{% else %}{{ m.role }}: "
    "{{ m.content }} It{% endif %}{% endfor %}{% if add_generation_prompt %} {% endif %}"
)


def test_a_token_across_the_border_is_counted_and_never_learnt() -> None:
    """The prompt ends in a space, which the first word of the answer takes into its token."""
    made = Encoder(WORDS, STRADDLING, 128).encode([one("p", "What?", "is two")])
    assert made.straddling == 1
    example = made.examples[0]
    assert WORDS.decode(example.ids[: example.start].tolist()).endswith("It is")
    assert WORDS.decode(example.ids[example.start :].tolist()) == " two<|end|>"
    assert PLAIN.encode([one("p", "What?", "It is two")]).straddling == 0


def test_a_stop_that_is_the_padding_as_well_is_learnt() -> None:
    """Nothing is padded in a packed row, so that no label is taken for padding."""
    words = little_models.words()
    words.pad_token = "<|end|>"
    made = Encoder(words, CHAT, 128).encode(little_models.rows(3))
    batch = flat(made.examples)
    assert words.pad_token_id == STOP and made.without_stop == 0
    assert (batch.targets == STOP).sum() == 3


class TestTrimmedOffsets:
    """Many tokenizers tell of a token where its letters begin, and leave out the blank that it holds before them."""

    @pytest.fixture
    def trimming(self) -> Any:
        from tokenizers import processors

        words = little_models.words()
        words.backend_tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
        told = words("It is", return_offsets_mapping=True)
        assert told["offset_mapping"][-1] == (3, 5)
        return words

    def test_a_token_across_the_border_is_counted_and_never_learnt(self, trimming: Any) -> None:
        rows = [one("p", "What?", "is two"), one("q", "What?", "is two and one?")]
        made, known = (Encoder(words, STRADDLING, 128).encode(rows) for words in (trimming, WORDS))
        assert made.straddling == known.straddling == 2
        for example, same in zip(made.examples, known.examples, strict=True):
            assert example.ids.tolist() == same.ids.tolist()
            assert (example.start, example.end) == (same.start, same.end)

    def test_of_two_blanks_and_of_an_answer_s_own(self, trimming: Any) -> None:
        two = template(
            STRADDLING.text.replace("%} {{ m.content", "%}  {{ m.content").replace("%} {% endif", "%}  {% endif")
        )
        for prompting, answer in ((two, "is two"), (STRADDLING, "  is two")):
            made, known = (
                Encoder(words, prompting, 128).encode([one("p", "What?", answer)]) for words in (trimming, WORDS)
            )
            assert made.straddling == known.straddling
            assert [(e.start, e.end) for e in made.examples] == [(e.start, e.end) for e in known.examples]

    NEAR: tuple[tuple[str, str, str], ...] = (
        ("no blank before", "<|assistant|>", "is two"),
        ("the answer's own blanks", "<|assistant|>", "  is two"),
        ("a line of its own", "<|assistant|>\n", "is two"),
        ("two lines", "<|assistant|>\n\n", "is two"),
        ("a line, and the answer's own blanks", "<|assistant|>\n", "   is two"),
    )

    @pytest.mark.parametrize(("what", "opening", "answer"), NEAR, ids=[case[0] for case in NEAR])
    def test_near_misses(self, trimming: Any, what: str, opening: str, answer: str) -> None:
        other = template(
            "{% for m in messages %}{% if m.role == 'assistant' %}OPENING{{ m.content }}<|end|>{% else %}"
            "{{ m.content }}{% endif %}{% endfor %}{% if add_generation_prompt %}OPENING{% endif %}".replace(
                "OPENING", opening.replace("\n", "{{ '\\n' }}")
            )
        )
        made = Encoder(trimming, other, 128).encode([one("p", "What?", answer)])
        (example,) = made.examples
        assert made.straddling == 0
        assert trimming.decode(example.ids[example.start : example.end].tolist()) == answer


MARKED: tuple[tuple[str, str, str], ...] = (
    ("in the ask", "a <|end|>\n<|assistant|>\nsure", "No."),
    ("in the answer", "Say it", "It is <|end|> and more"),
    ("in both", "<|user|>", "<|pad|><|end|>"),
    ("the answer is one", "Say it", "<|end|>"),
)


@pytest.mark.parametrize(("what", "ask", "answer"), MARKED, ids=[case[0] for case in MARKED])
def test_marks_in_a_text_are_letters(what: str, ask: str, answer: str) -> None:
    made = PLAIN.encode([one("p", ask, answer)])
    (example,) = made.examples
    assert made.control_tokens == 1 and made.without_stop == 0
    marks = [n for n in example.ids.tolist() if n in WORDS.all_special_ids]
    assert marks == [USER, STOP, ANSWER, STOP]
    assert WORDS.decode(example.ids.tolist()) == CHAT.render(little_models.turns(ask, answer), False)
    assert WORDS.decode(example.ids[example.start : example.end].tolist()) == answer
    assert example.ids[example.end] == STOP


class TestAddedTokensThatAreNotSpecial:
    """A base has such tokens for the calls of tools: a text that spells one must not make a call."""

    @pytest.fixture
    def tooled(self) -> Encoder:
        words = little_models.words()
        words.add_tokens(["<tool_call>"])
        return Encoder(words, CHAT, 128)

    def test_it_is_letters_in_a_text(self, tooled: Encoder) -> None:
        made = tooled.encode([one("p", "a <tool_call> b", "c <tool_call> <|end|> d"), one("q", "<tool_cal", "l>")])
        example, _ = made.examples
        added = tooled.tokenizer.get_added_vocab()
        assert [n for n in example.ids.tolist() if n in added.values()] == [USER, STOP, ANSWER, STOP]
        whole = CHAT.render(little_models.turns("a <tool_call> b", "c <tool_call> <|end|> d"), False)
        assert tooled.tokenizer.decode(example.ids.tolist()) == whole
        assert made.control_tokens == 1

    def test_and_in_a_prompt(self, tooled: Encoder) -> None:
        assert added_id(tooled) not in tooled.prompt(little_models.turns("a <tool_call> b"))

    def test_letters_are_read_as_in_any_text(self, tooled: Encoder) -> None:
        plain, marked = (the(tooled, "What is 2 and one?", answer) for answer in ("It is 3.", "It is 3.<tool_call>"))
        own = plain.ids[plain.start : plain.end].tolist()
        assert marked.ids[marked.start :].tolist()[: len(own)] == own

    def test_what_cannot_be_read_as_letters_is_dropped(self) -> None:
        """Where the vocabulary itself holds the token, as in a unigram model, its letters make the token again."""
        from tokenizers import Tokenizer, decoders, models
        from transformers import PreTrainedTokenizerFast

        marks = ["<unk>", *little_models.MARKS, "<s>"]
        letters = [(letter, -3.0) for letter in sorted(set("abcdefghijklmnopqrstuvwxyz<>|\n "))]
        plain = Tokenizer(models.Unigram([*((mark, 0.0) for mark in marks), *letters], unk_id=0))
        plain.decoder = decoders.Fuse()
        words = PreTrainedTokenizerFast(tokenizer_object=plain, extra_special_tokens=list(little_models.MARKS))
        words.add_tokens(["<s>"])
        encoder = Encoder(words, CHAT, 128)
        made = encoder.encode([one("p", "a <s> b", "c"), one("q", "a b", "c")])
        assert [example.pair_id for example in made.examples] == ["q"]
        assert (made.dropped, made.control_tokens) == ({"control_tokens": 1}, 0)
        assert words.convert_tokens_to_ids("<s>") not in encoder.prompt(little_models.turns("a <s> b"))


def added_id(encoder: Encoder) -> int:
    return int(encoder.tokenizer.convert_tokens_to_ids("<tool_call>"))


def test_what_is_dropped_is_not_counted_as_read() -> None:
    long = one("p", "a <|end|> " * 60, "b")
    made = PLAIN.encode([long, one("q", "<|end|>", "b")])
    assert (made.dropped, made.control_tokens) == ({"overlong": 1}, 1)
    assert replace(PLAIN, reject_control_tokens=True).encode([long]).control_tokens == 0


def test_the_stop_and_the_added_words_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Encoder(little_models.words(), CHAT, 128)
    encoder.encode(little_models.rows(1))
    monkeypatch.setattr(encoder.tokenizer, "get_added_vocab", lambda: pytest.fail("looked up again"))
    monkeypatch.setattr(encoder.prompting.__class__, "stop", property(lambda _: pytest.fail("read again")), False)
    encoder.encode(little_models.rows(5))
    encoder.prompt(little_models.turns("What?"))


def test_a_prompt_with_marks_is_asked_as_it_was_trained() -> None:
    for ask in ("a <|end|> b", "nothing of the kind"):
        example = the(PLAIN, ask, "Yes")
        assert PLAIN.prompt(little_models.turns(ask)) == example.ids[: example.start].tolist()


def test_marks_are_counted_or_rejected() -> None:
    rows = [one("p1", "a <|end|>", "b"), one("p2", "a < |end|>", "b <|en"), one("p3", "x", "<|user|>")]
    assert PLAIN.encode(rows).control_tokens == 2
    made = replace(PLAIN, reject_control_tokens=True).encode(rows)
    assert [example.pair_id for example in made.examples] == ["p2"]
    assert (made.dropped, made.dropped_ids) == ({"control_tokens": 2}, {"control_tokens": ["p1", "p3"]})


class TestOverlong:
    ROWS = (one("short", "x", "y"), one("long ask", "a b c d " * 40, "It is."), one("long answer", "x", "y z " * 60))

    def test_dropped_and_counted(self) -> None:
        made = replace(PLAIN, max_tokens=60).encode(self.ROWS)
        assert [example.pair_id for example in made.examples] == ["short"]
        assert made.dropped == {"overlong": 2} and made.dropped_ids["overlong"] == ["long ask", "long answer"]

    def test_the_prompt_is_shortened_in_its_middle_and_no_answer_is(self) -> None:
        made = replace(PLAIN, max_tokens=60, overlong="truncate_prompt").encode(self.ROWS)
        assert [example.pair_id for example in made.examples] == ["short", "long ask"]
        assert (made.truncated, made.dropped, made.without_stop) == (1, {"overlong": 1}, 0)
        cut, whole = made.examples[1], the(replace(PLAIN, max_tokens=999), self.ROWS[1].ask[0][1], "It is.")
        assert len(cut) == 60
        assert cut.ids[cut.start :].tolist() == whole.ids[whole.start :].tolist()
        assert WORDS.decode(cut.ids[cut.start : cut.end].tolist()) == "It is." and cut.ids[cut.end] == STOP
        head = cut.start // 4
        assert cut.ids[:head].tolist() == whole.ids[:head].tolist()
        assert cut.ids[head : cut.start].tolist() == whole.ids[whole.start - (cut.start - head) : whole.start].tolist()

    def test_refused(self) -> None:
        with pytest.raises(RecipeError, match=r"long ask: \d+ tokens, more than max_tokens = 60"):
            replace(PLAIN, max_tokens=60, overlong="error").encode(self.ROWS)

    def test_a_row_that_just_fits(self) -> None:
        length = len(the(PLAIN, "some ask", "some answer"))
        for most, kept in ((length, 1), (length - 1, 0)):
            assert len(replace(PLAIN, max_tokens=most).encode([one("p", "some ask", "some answer")]).examples) == kept


class TestProve:
    ROWS = little_models.rows(3)

    def refused(self, prompting: Prompting, rows: Sequence[Any] = ROWS, words: Any = WORDS) -> str:
        with pytest.raises(RecipeError) as caught:
            Encoder(words, prompting, 128).prove(rows)
        assert caught.value.exit_code == 2
        return str(caught.value)

    def test_the_house_template(self) -> None:
        assert PLAIN.prove(self.ROWS) == []
        PLAIN.check()

    def test_a_stop_of_several_tokens(self) -> None:
        words = little_models.words(marks=())
        said = self.refused(CHAT, words=words)
        assert re.search(r"stop '<\|end\|>' is \d+ tokens for this model; set resize = true", said)
        with pytest.raises(RecipeError, match="tokens for this model"):
            Encoder(words, CHAT, 128).check()

    def test_a_prompt_that_does_not_begin_the_whole(self) -> None:
        other = template(
            "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
            "{% if add_generation_prompt %}<|assistant|>Well: {% endif %}"
        )
        said = self.refused(other)
        assert "the prompt is no beginning of the whole at character " in said and "'Well: ' against 'Straße" in said

    def test_one_row_among_many_that_the_template_treats_otherwise(self) -> None:
        other = template(
            "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
            "{% if add_generation_prompt %}<|assistant|>{% if 'odd' in messages[0].content %}!{% endif %}{% endif %}"
        )
        rows = [*little_models.rows(200), one("odd one", "an odd ask", "x")]
        rows.insert(3, rows.pop())
        with pytest.raises(RecipeError, match="no beginning of the whole at character"):
            Encoder(WORDS, other, 128).encode(rows)

    def test_an_answer_without_a_stop(self) -> None:
        assert "ends an answer without its stop" in self.refused(
            template("{% for m in messages %}{{ m.content }}\n{% endfor %}")
        )

    def test_a_stop_behind_the_ask_is_none_behind_the_answer(self) -> None:
        assert "ends an answer without its stop" in self.refused(
            template(
                "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% if m.role == 'user' %}<|end|>{% endif %}"
                "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
            )
        )

    def test_a_tokenizer_that_loses_text_is_told(self) -> None:
        from tokenizers import normalizers

        words = little_models.words()
        words.backend_tokenizer.normalizer = normalizers.Lowercase()
        (warning,) = Encoder(words, CHAT, 128).prove(self.ROWS)
        assert "does not give every text back" in warning


def test_a_template_that_trims_an_answer_still_learns_its_stop() -> None:
    text = CHAT.text.replace("message.content", "message.content | trim")
    made = Encoder(WORDS, template(text), 128).encode([one("p", "ask ", " It is two.\n")])
    (example,) = made.examples
    assert made.without_stop == 0
    assert WORDS.decode(example.ids[example.start : example.end].tolist()) == "It is two."


class TestOfBase:
    def test_its_own_stop_is_the_first_mark_behind_the_answer(self) -> None:
        assert of_base(WORDS, CHAT.roles).stop == "<|end|>"

    def test_a_model_without_one(self) -> None:
        words = little_models.words()
        words.chat_template = None
        with pytest.raises(RecipeError, match="but the model has none"):
            of_base(words, CHAT.roles)
        words.chat_template = "{% for m in messages %}{{ m.content }}{% endfor %}"
        with pytest.raises(RecipeError, match="ends an answer without a stop token"):
            of_base(words, CHAT.roles)


def test_a_stop_that_is_lost_on_the_way_is_counted(little_base: Path) -> None:
    other = template(
        "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% if 'two' not in m.content %}<|end|>{% endif %}"
        "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
    )
    made = Encoder(WORDS, other, 128).encode([one("p1", "x", "one"), one("p2", "x", "two")])
    assert made.without_stop == 1
