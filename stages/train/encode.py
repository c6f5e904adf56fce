"""From messages to token ids and labels, tokenized once; where the answer begins is told by its characters."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from schemas.errors import RecipeError
from schemas.pair import Turn
from stages.train.drops import Drops
from stages.train.prompting import Prompting

Ids = NDArray[np.int32]
_BATCH = 1000
_PROVED = 64
_EDGES: tuple[tuple[str, str], ...] = (
    ("Grüße, 日本語 🙂", "Straße 東京 🙂🙂"),
    ("ends in spaces   ", "   begins with spaces"),
    ("\n\tdef f(x):\n\t\treturn x\n", "```python\nf(1)\n```\n"),
    ("1", "2"),
)


class Told(Protocol):
    """A row as the encoder needs it."""

    @property
    def pair_id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def turns(self) -> Sequence[Turn]: ...


@dataclass(frozen=True, eq=False)
class Example:
    """One pair as tokens: `ids[start:]` are learnt, `ids[start:end]` of them are the answer's own words."""

    pair_id: str
    source: str
    ids: Ids
    start: int
    end: int

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def learnt(self) -> range:
        """The places of the tokens that are learnt; never the first of all, before which nothing lies."""
        return range(max(self.start, 1), len(self.ids))


@dataclass
class Encoded(Drops):
    """The examples, and what became of every row."""

    examples: list[Example] = field(default_factory=list)
    straddling: int = 0
    control_tokens: int = 0
    truncated: int = 0
    without_stop: int = 0
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Encoder:
    """Renders, tokenizes and labels; what does not fit is dropped and counted, and no answer is ever cut."""

    tokenizer: Any
    prompting: Prompting
    max_tokens: int
    overlong: Literal["drop", "truncate_prompt", "error"] = "drop"
    reject_control_tokens: bool = False

    def encode(self, rows: Sequence[Told]) -> Encoded:
        made = Encoded()
        for at in range(0, len(rows), _BATCH):
            for row, example, straddles, marked in self._batch(rows[at : at + _BATCH], made):
                if self._fit(row, example, made):
                    made.straddling += straddles
                    made.control_tokens += marked
        return made

    def prompt(self, turns: Sequence[Turn]) -> list[int]:
        """An ask as the model is given it when it shall answer: the very path of training."""
        text = self.prompting.render(turns, True)
        if self._marks([turn["content"] for turn in turns]):
            return self._in_pieces(turns, True).ids
        ids: list[int] = self.tokenizer(text, add_special_tokens=False)["input_ids"]
        return ids

    @cached_property
    def stop_id(self) -> int:
        ids = self.tokenizer(self.prompting.stop, add_special_tokens=False)["input_ids"]
        if len(ids) != 1:
            raise RecipeError(
                f"[train] the template's stop {self.prompting.stop!r} is {len(ids)} tokens for this model; "
                "set resize = true to add it, or template = 'base'"
            )
        return int(ids[0])

    def prove(self, rows: Sequence[Told]) -> list[str]:
        """Refuse a template and tokenizer that would train or answer on other text than is meant; returns warnings."""
        stop, warnings = self.stop_id, list[str]()
        edges: list[list[Turn]] = [
            [{"role": "user", "content": ask}, {"role": "assistant", "content": answer}] for ask, answer in _EDGES
        ]
        for turns in [*edges, *(list(row.turns) for row in rows[:: max(1, len(rows) // _PROVED)][:_PROVED])]:
            prompt, whole = self.prompting.render(turns[:-1], True), self.prompting.render(turns, False)
            self._check_prefix(prompt, whole)
            ids = self.tokenizer(whole, add_special_tokens=False)["input_ids"]
            if stop not in ids or self.prompting.stop not in whole[_ends(whole, len(prompt), turns[-1]["content"]) :]:
                raise RecipeError(f"[train] template {self.prompting.name!r} ends an answer without its stop; mend it")
            if self.tokenizer.decode(ids, clean_up_tokenization_spaces=False) != whole and not warnings:
                warnings.append("the model's tokenizer does not give every text back as it was (decoded otherwise)")
        return warnings

    def _batch(self, rows: Sequence[Told], made: Encoded) -> Iterator[tuple[Told, Example, bool, bool]]:
        """Each with whether a token lies across its border, and whether its text spells control tokens."""
        prompts = [self.prompting.render(row.turns[:-1], True) for row in rows]
        wholes = [self.prompting.render(row.turns, False) for row in rows]
        told = self.tokenizer(wholes, add_special_tokens=False, return_offsets_mapping=True)
        for row, prompt, whole, ids, offsets in zip(
            rows, prompts, wholes, told["input_ids"], told["offset_mapping"], strict=True
        ):
            self._check_prefix(prompt, whole)
            answer = row.turns[-1]["content"]
            if not self._marks([turn["content"] for turn in row.turns]):
                start, end, straddles = self._span(ids, offsets, prompt, whole, answer)
                yield row, Example(row.pair_id, row.source, np.array(ids, np.int32), start, end), straddles, False
                continue
            pieces = self._in_pieces(row.turns, False)
            if self.reject_control_tokens or pieces.obeyed:
                made.drop("control_tokens", row.pair_id)
                continue
            ids = np.array(pieces.ids, np.int32)
            yield row, Example(row.pair_id, row.source, ids, pieces.start, pieces.end), False, True

    def _fit(self, row: Told, example: Example, made: Encoded) -> bool:
        """Whether it is among the examples now."""
        over, learnt = len(example) - self.max_tokens, len(example) - example.start
        if over > 0 and self.overlong == "error":
            raise RecipeError(
                f"{row.pair_id}: {len(example)} tokens, more than max_tokens = {self.max_tokens}; raise it, or set "
                "overlong = 'drop' or 'truncate_prompt'"
            )
        if over > 0 and (self.overlong == "drop" or learnt > self.max_tokens // 2):
            made.drop("overlong", row.pair_id)
            return False
        if example.end <= example.start:
            made.drop("no_answer_tokens", row.pair_id)
            return False
        if over > 0:
            example = _shortened(example, over)
            made.truncated += 1
        if self.stop_id not in example.ids[example.start :]:
            made.without_stop += 1
        made.examples.append(example)
        return True

    def _check_prefix(self, prompt: str, whole: str) -> None:
        if not whole.startswith(prompt):
            at = next((n for n, (a, b) in enumerate(zip(prompt, whole, strict=False)) if a != b), len(whole))
            raise RecipeError(
                f"[train] template {self.prompting.name!r}: the prompt is no beginning of the whole at character "
                f"{at}: {prompt[at : at + 40]!r} against {whole[at : at + 40]!r}; mend the template"
            )

    def check(self) -> None:
        """Refuse a tokenizer for which the stop is no single token, before anything is encoded."""
        assert self.stop_id >= 0

    def _marks(self, contents: Sequence[str]) -> bool:
        return any(token in content for content in contents for token in self._special)

    @cached_property
    def _special(self) -> dict[str, int]:
        """Tokens that the vocabulary got added: marks of the template, of tools, of a base's own doings."""
        return {token: number for token, number in self.tokenizer.get_added_vocab().items() if token.strip()}

    @cached_property
    def _plain(self) -> Any:
        """The tokenizer without what it got added, which it would find in a text before it reads the letters."""
        from tokenizers import Tokenizer

        told = json.loads(self.tokenizer.backend_tokenizer.to_str())
        told["added_tokens"] = [one for one in told["added_tokens"] if one["content"] not in self._special]
        made = Tokenizer.from_str(json.dumps(told))
        made.no_truncation()
        made.no_padding()
        return made

    def _in_pieces(self, turns: Sequence[Turn], prompt_only: bool) -> "_Pieces":
        """Where a text spells a control token it is read as letters: template and contents are tokenized apart."""
        seals = [f"\ue000{n}\ue001" for n in range(len(turns))]
        sealed: list[Turn] = [{"role": t["role"], "content": seal} for t, seal in zip(turns, seals, strict=True)]
        left, made = self.prompting.render(sealed, prompt_only), _Pieces()
        for turn, seal in zip(turns, seals, strict=True):
            literal, _, left = left.partition(seal)
            made.ids += self.tokenizer(literal, add_special_tokens=False)["input_ids"]
            made.start = len(made.ids)
            read = self._plain.encode(turn["content"], add_special_tokens=False).ids
            letters = [one for one in read if one not in self._obeyed]
            made.obeyed |= len(letters) < len(read)
            made.ids += letters
            made.end = len(made.ids)
        made.ids += self.tokenizer(left, add_special_tokens=False)["input_ids"]
        return made

    @cached_property
    def _obeyed(self) -> set[int]:
        return set(self._special.values())

    def _span(
        self, ids: Sequence[int], offsets: Sequence[tuple[int, int]], prompt: str, whole: str, answer: str
    ) -> tuple[int, int, bool]:
        """The answer's first token, the first behind it, and whether one lies across the border (never learnt)."""
        begins = len(prompt)
        start = next((n for n, (a, _) in enumerate(offsets) if a >= begins), len(offsets))
        straddles = start > 0 and offsets[start - 1][1] > begins
        if start and offsets[start - 1][1] < begins:  # no token says that it holds the prompt's last letter
            start, straddles = self._behind_blanks(ids, start, prompt)
        ends = _ends(whole, begins, answer)
        end = next((n for n in range(start, len(offsets)) if offsets[n][0] >= ends), len(offsets))
        return start, end, straddles

    def _behind_blanks(self, ids: Sequence[int], start: int, prompt: str) -> tuple[int, bool]:
        """Some offsets leave blanks out: the first token behind the prompt's, and whether one holds more than those."""
        left = prompt[len(prompt.rstrip()) :]
        before = self._text(ids[max(0, start - 3 * len(left) - 1) : start])
        left = left[len(before) - len(before.rstrip()) :]
        while left and start < len(ids):
            last, both = self._text(ids[start - 1 : start]), self._text(ids[start - 1 : start + 1])
            piece = both.removeprefix(last)
            if not piece[:1].isspace():
                break
            start += 1
            if not left.startswith(piece):
                return start, True
            left = left[len(piece) :]
        return start, False

    def _text(self, ids: Sequence[int]) -> str:
        made: str = self.tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        return made


@dataclass
class _Pieces:
    """Ids of template and contents; `obeyed` where a content still came out as a control token, which is left out."""

    ids: list[int] = field(default_factory=list)
    start: int = 0
    end: int = 0
    obeyed: bool = False


def _ends(whole: str, begins: int, answer: str) -> int:
    """Where the answer's own words end; some templates trim them."""
    for words in (answer, answer.strip()):
        if (at := whole.find(words, begins)) >= 0:
            return at + len(words)
    return len(whole)


def _shortened(example: Example, over: int) -> Example:
    """Head and tail of the prompt stay: the system text before, the last words of the ask behind."""
    kept = example.start - over
    head = kept // 4
    ids = np.concatenate([example.ids[:head], example.ids[example.start - (kept - head) :]])
    return Example(example.pair_id, example.source, ids, example.start - over, example.end - over)
