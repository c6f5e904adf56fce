"""Everything a surrogate is made of is drawn from here: HMAC-SHA256 over what it stands for, so no order matters."""

import hashlib
import hmac
import string
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

# from this counter on, what is asked for is crowded within one record: families turn to a wider range
CROWDED = 64
_CONSONANTS, _VOWELS = "bdfgklmnprstv", "aeiou"


class Draw:
    """A stream that depends on the key, the entity, the value as normalised and the counter, and on nothing else."""

    __slots__ = ("_block", "_entity", "_key", "_left", "_message", "counter")

    def __init__(self, key: bytes, entity: str, normal: str, counter: int, again: int = 0) -> None:
        parts = ("winnow surrogate", entity, normal, str(counter), str(again))
        self._message = b"".join(_framed(part) for part in parts)
        self._key, self._entity = key, entity
        self._block = 0
        self._left = b""
        self.counter = counter

    def __repr__(self) -> str:
        return "Draw(…)"

    def __reduce__(self) -> str:
        raise TypeError("a draw holds the key and is never stored")

    @property
    def crowded(self) -> bool:
        return self.counter >= CROWDED

    def same(self, normal: str) -> "Draw":
        """The stream of a part that has one surrogate wherever it is met, whatever the counter of the whole."""
        return Draw(self._key, self._entity, f"part {normal}", 0)

    def below(self, limit: int) -> int:
        if len(self._left) < 8:
            self._left = hmac.digest(self._key, self._message + self._block.to_bytes(4, "big"), hashlib.sha256)
            self._block += 1
        taken, self._left = self._left[:8], self._left[8:]
        return int.from_bytes(taken, "big") % limit

    def between(self, low: int, high: int) -> int:
        """Both ends included."""
        return low + self.below(high - low + 1)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def text(self, alphabet: str, length: int) -> str:
        return "".join(self.pick(alphabet) for _ in range(length))

    def digits(self, length: int) -> str:
        return self.text(string.digits, length)

    def hex(self, length: int) -> str:
        return self.text("0123456789abcdef", length)

    def word(self, length: int) -> str:
        """Something that can be spoken, and might be a name."""
        turn = self.below(3) == 0
        return "".join(self.pick(_VOWELS if (place + turn) % 2 else _CONSONANTS) for place in range(length))


def _framed(part: str) -> bytes:
    raw = part.encode("utf-8", "surrogatepass")
    return len(raw).to_bytes(4, "big") + raw
