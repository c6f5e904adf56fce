"""The encoder: asks become windows, windows become vectors, and a vector depends on nothing but its window."""

import hashlib
import importlib.metadata
import importlib.util
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from schemas.errors import RecipeError
from stages.models import weights
from stages.models.buckets import BATCH_TOKENS, batches, filled
from stages.models.network import Network, network
from stages.models.window import Ask, Reader, tokens

_LIBRARIES = ("sentence-transformers", "tokenizers", "torch", "transformers")
_BF16 = {"amx_bf16", "avx512_bf16", "bf16"}
_WIDE = {"avx2", "avx512f", "avx512_vnni", "amx_tile", "sve", *_BF16}
_SHAPES = 1  # counts changes of how windows are cut and batched, which no other part of the fingerprint shows


@dataclass(frozen=True)
class Encoder:
    """Which model makes the vectors, and how."""

    model: str = weights.EMBEDDED
    revision: str = ""
    sha256: str = ""
    backend: Literal["torch", "openvino"] = "torch"
    precision: Literal["auto", "fp32", "bf16"] = "auto"
    window: int = 256
    prefix: str = ""
    device: Literal["auto", "cpu", "cuda"] = "auto"

    def __post_init__(self) -> None:
        if not 16 <= self.window <= 8192:
            raise ValueError(f"window = {self.window} is out of range; write a number from 16 to 8192")
        if self.backend == "openvino" and self.device == "cuda":
            raise ValueError("backend = 'openvino' runs on the CPU; write device = 'cpu' or backend = 'torch'")

    def ready(self) -> None:
        """Say before any work what is missing; nothing heavy is imported for it."""
        if self.backend == "openvino" and not importlib.util.find_spec("openvino"):
            raise RecipeError("[encoder] backend = 'openvino' is not installed; install winnow[openvino]")
        if self.precision == "bf16" and self.on == "cpu" and not _BF16 & _isa():
            raise RecipeError("[encoder] precision = 'bf16': this CPU cannot compute in it; write 'auto' or 'fp32'")
        weights.check(self.folder, self.model, self.sha256)
        if self.window > (most := weights.longest(self.folder)):
            raise RecipeError(f"[encoder] window = {self.window}, but {self.name} reads {most} tokens; write no more")

    @property
    def folder(self) -> Path:
        return weights.located(self.model, self.revision)

    @property
    def name(self) -> str:
        return weights.EMBEDDED_NAME if self.model == weights.EMBEDDED else self.model

    @property
    def on(self) -> str:
        """cpu or cuda."""
        if self.device != "auto":
            return self.device
        return "cuda" if self.backend == "torch" and _has_cuda() else "cpu"

    @property
    def computes_in(self) -> str:
        """fp32 or bf16."""
        if self.precision != "auto":
            return self.precision
        return "bf16" if self.on == "cuda" or _BF16 & _isa() else "fp32"

    @property
    def notice(self) -> str:
        """What its user should know before he waits."""
        slow = self.precision == "auto" and self.computes_in == "fp32"
        return "this CPU cannot compute in bf16: vectors are made in fp32, which takes 2 to 4 times as long" * slow

    def fingerprint(self) -> str:
        """A hash of all that can change a vector."""
        libraries = (*_LIBRARIES, "openvino") if self.backend == "openvino" else _LIBRARIES
        facts = {
            "files": weights.files_sha256(self.folder),
            "backend": self.backend,
            "device": self.on,
            "precision": self.computes_in,
            "window": self.window,
            "prefix": self.prefix,
            "shapes": _SHAPES,
            "isa": sorted(_WIDE & _isa()) if self.on == "cpu" else [],
            "libraries": {name: importlib.metadata.version(name) for name in libraries},
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def load(self) -> "Loaded":
        self.ready()
        return Loaded(self)


class Loaded:
    """An encoder at work. The tokenizer is there at once; the network comes with the first window to encode."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.reader = Reader(weights.transformer(encoder.folder), encoder.window, encoder.prefix)
        self.dimensions = weights.dimensions(encoder.folder)
        self._pad = weights.padding(encoder.folder)
        self._batch_tokens = BATCH_TOKENS if encoder.on == "cpu" else 64 * BATCH_TOKENS

    @cached_property
    def _network(self) -> Network:
        encoder = self.encoder
        if encoder.on == "cuda":
            import torch

            if not torch.cuda.is_available():
                raise RecipeError("[encoder] device: torch cannot use CUDA here; write device = 'cpu'")
        return network(encoder.folder, encoder.backend, encoder.computes_in, encoder.on)

    def windows(self, asks: Sequence[Ask]) -> list[bytes]:
        """What the model will really read of each ask."""
        return self.reader.windows(asks)

    def unknown(self, windows: Sequence[bytes]) -> NDArray[np.float32]:
        """Which share of each window the model has no token for; 1 where there is nothing to read."""
        return self.reader.unknown(windows)

    def encode(self, windows: Sequence[bytes]) -> NDArray[np.float32]:
        """Vectors of length 1, in the order of the windows."""
        made = np.empty((len(windows), self.dimensions), np.float32)
        read = [tokens(window) for window in windows]
        for batch in batches([len(ids) for ids in read], self._batch_tokens):
            found = self._network(*filled(batch, read, self._pad))[: len(batch.members)]
            made[batch.members] = self._of_length_one(found)
        return made

    def _of_length_one(self, found: NDArray[np.float32]) -> NDArray[np.float32]:
        name = self.encoder.name
        if found.shape[1] != self.dimensions:
            raise RecipeError(f"{name}: gives vectors of {found.shape[1]} numbers, not {self.dimensions} as it says")
        lengths = np.sqrt(np.square(found, dtype=np.float64).sum(axis=1, keepdims=True))
        if not np.isfinite(lengths).all() or not lengths.all():
            raise RecipeError(f"{name}: gives vectors that are zero or no numbers (NaN); name another model")
        vectors: NDArray[np.float32] = (found / lengths).astype(np.float32)
        return vectors


@lru_cache(maxsize=1)
def _isa() -> frozenset[str]:
    """What the CPU says it can do, as Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    return frozenset(word for line in lines if line.startswith(("flags", "Features")) for word in line.split())


def _has_cuda() -> bool:
    """Whether there is a GPU that is not hidden, and a torch that was built for one; without importing torch."""
    hidden = os.environ.get("CUDA_VISIBLE_DEVICES", "all") in ("", "-1")
    built = "+cpu" not in importlib.metadata.version("torch")
    return built and not hidden and any(Path("/proc/driver/nvidia/gpus").glob("*"))
