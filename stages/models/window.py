"""What an encoder reads of an ask: instruction, input, history from its end, then system, as far as its window goes."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from schemas.errors import RecipeError

# Of a longer text only its ends are tokenised: far more characters than the tokens that are kept of either end.
HEAD_CHARS, TAIL_CHARS = 4_096, 12_288


class Ask(Protocol):
    """What the window needs of an ask."""

    @property
    def instruction(self) -> str: ...
    @property
    def input(self) -> str: ...
    @property
    def history(self) -> tuple[str, ...]: ...
    @property
    def system(self) -> str: ...


class Reader:
    """Cuts asks into windows: the ids of the tokens that the model will see, as bytes, so that equal ones are equal."""

    def __init__(self, folder: Path, window: int, prefix: str = "") -> None:
        from tokenizers import Tokenizer

        try:
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # the library raises bare Exceptions
            told = str(error).splitlines()[0]
            raise RecipeError(f"{folder}: tokenizer.json cannot be read ({told}); name another model") from None
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.tokenizer.encode_special_tokens = True  # "[PAD]" in a text is text
        self.prefix = prefix
        self.before, self.after = self._around(folder)
        self.room = window - len(self.before) - len(self.after)
        self.head = window // 4
        if self.room <= self.head:
            raise RecipeError(f"[encoder] window = {window} leaves no room for a text; write 16 or more")
        self.unknown_id = _unknown_id(self.tokenizer)

    def windows(self, asks: Sequence[Ask]) -> list[bytes]:
        bodies = self._ids([_ends(self.prefix + _body(ask)) for ask in asks])
        short = [at for at, body in enumerate(bodies) if len(body) < self.room]
        rest = [_rest(asks[at]) for at in short]
        known = iter(self._ids([text for texts in rest for text in texts]))
        for at, texts in zip(short, rest, strict=True):
            bodies[at] = self._followed(bodies[at], [next(known) for _ in texts], bool(asks[at].system))
        return [self._window(body) for body in bodies]

    def unknown(self, windows: Sequence[bytes]) -> NDArray[np.float32]:
        """Which share of each window the model has no token for; 1 where there is nothing to read."""
        shares = np.ones(len(windows), np.float32)
        for at, window in enumerate(windows):
            content = tokens(window)[len(self.before) : len(tokens(window)) - len(self.after)]
            if len(content):
                shares[at] = np.mean(content == self.unknown_id)
        return shares

    def _followed(self, body: list[int], rest: list[list[int]], has_system: bool) -> list[int]:
        """With the last turns behind it; of the one that is too long its end, of the system text its beginning."""
        turns, system = (rest[:-1], rest[-1]) if has_system else (rest, [])
        body = list(body)
        for turn in turns:
            body += turn[max(0, len(turn) - (self.room - len(body))) :]
        return body + system[: self.room - len(body)]

    def _window(self, ids: list[int]) -> bytes:
        if len(ids) > self.room:
            ids = ids[: self.head] + ids[len(ids) - (self.room - self.head) :]
        return np.array([*self.before, *ids, *self.after], "<u4").tobytes()

    def _ids(self, texts: list[str]) -> list[list[int]]:
        distinct = list(dict.fromkeys(texts))
        with _one_thread():
            read = self.tokenizer.encode_batch_fast(distinct, add_special_tokens=False)
        known = {text: one.ids for text, one in zip(distinct, read, strict=True)}
        return [known[text] for text in texts]

    def _around(self, folder: Path) -> tuple[list[int], list[int]]:
        """The ids that the tokenizer puts before and behind every text."""
        bare = self.tokenizer.encode("a", add_special_tokens=False).ids
        whole = self.tokenizer.encode("a", add_special_tokens=True).ids
        for at in range(len(whole) - len(bare) + 1):
            if bare and whole[at : at + len(bare)] == bare:
                return whole[:at], whole[at + len(bare) :]
        raise RecipeError(f"{folder}: its tokenizer cannot be understood; name another model")


def tokens(window: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(window, "<u4")


def _body(ask: Ask) -> str:
    return f"{ask.instruction}\n{ask.input}" if ask.input else ask.instruction


def _rest(ask: Ask) -> list[str]:
    """The turns from the last one on, as many as could matter, then the system text."""
    texts, chars = [], 0
    for turn in reversed(ask.history):
        if chars >= TAIL_CHARS:
            break
        texts.append(turn.strip()[-TAIL_CHARS:])
        chars += len(texts[-1])
    return [*texts, ask.system.strip()[:TAIL_CHARS]] if ask.system else texts


def _ends(text: str) -> str:
    text = text.strip()
    return text if len(text) <= HEAD_CHARS + TAIL_CHARS else f"{text[:HEAD_CHARS]}\n{text[-TAIL_CHARS:]}"


def _unknown_id(tokenizer: Any) -> int:
    """-1 where the tokenizer knows every character."""
    model = tokenizer.model
    named = getattr(model, "unk_token", None)
    found = tokenizer.token_to_id(named) if named else getattr(model, "unk_id", None)
    return -1 if found is None else int(found)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """The tokenizer's own threads would take the other workers' cores."""
    name = "TOKENIZERS_PARALLELISM"
    before = os.environ.get(name)
    os.environ[name] = "false"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
