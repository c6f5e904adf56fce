"""The model that is named: what cannot or may not be loaded is refused in a sentence before anything is trained."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import little_models
from schemas.errors import RecipeError
from stages.models.weights import weights_sha256
from stages.train import base
from stages.train.settings import Lora, Settings

LINEAR = "down_proj, gate_proj, k_proj, lm_head, o_proj, q_proj, up_proj, v_proj"


@pytest.fixture
def folder(little_base: Path, tmp_path: Path) -> Path:
    """A copy that may be broken."""
    import shutil

    return shutil.copytree(little_base, tmp_path / "model")


def refused(settings: Settings) -> str:
    with pytest.raises(RecipeError) as caught:
        base.found(settings)
    assert caught.value.exit_code == 2
    return str(caught.value)


def told(path: Path, **other: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | other))


def pickled(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


BROKEN: tuple[tuple[str, Callable[[Path], object], str], ...] = (
    ("nothing is there", lambda f: (f / "config.json").unlink(), "no model lies there (config.json)"),
    ("a config that is none", lambda f: (f / "config.json").write_text("[1]"), "no model lies there (config.json)"),
    ("code of its own", lambda f: told(f / "config.json", auto_map={"AutoModel": "x.Y"}), "code of its own (auto_map)"),
    ("no weights", lambda f: (f / "model.safetensors").unlink(), "no weights as safetensors; name another"),
    ("pickled weights", pickled, "no weights as safetensors but pickled ones, which are never read"),
    ("no tokenizer", lambda f: (f / "tokenizer.json").unlink(), "no tokenizer.json"),
)


class TestFound:
    def test_a_whole_one(self, little_base: Path) -> None:
        made = base.found(Settings(model=str(little_base)))
        assert made == base.Base(str(little_base), little_base, weights_sha256(little_base))

    @pytest.mark.parametrize(("what", "damage", "said"), BROKEN, ids=[case[0] for case in BROKEN])
    def test_a_broken_one(self, folder: Path, what: str, damage: Callable[[Path], object], said: str) -> None:
        damage(folder)
        assert said in refused(Settings(model=str(folder)))

    def test_no_folder(self, tmp_path: Path) -> None:
        assert "is no folder" in refused(Settings(model=str(tmp_path / "none")))
        assert "is no folder" in refused(Settings(model="none"))
        assert "add the revision to take" in refused(Settings(model="owner/name"))

    def test_pickles_beside_safetensors_are_not_read(self, folder: Path) -> None:
        (folder / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'false'\ntR.")
        assert little_models.loaded(base.found(Settings(model=str(folder))).folder)

    OFFLINE = """
import socket, sys, time
def fails(*_, **__):
    raise {error}
def silent(self, *_):
    time.sleep(self.gettimeout() or 60)
    raise TimeoutError("timed out")
if {error!r} == "silence":
    socket.getaddrinfo = lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 443))]
    socket.socket.connect = silent
else:
    socket.getaddrinfo = socket.socket.connect = fails
from stages.train import base
from stages.train.settings import Settings
from schemas.errors import RecipeError
before = time.monotonic()
try:
    base.found(Settings(model="somebody/something", revision="main"))
except RecipeError as error:
    print(time.monotonic() - before)
    print(error)
"""
    ERRORS = ('socket.gaierror(-3, "no name resolution")', 'OSError(101, "unreachable")')

    @pytest.mark.parametrize(("error", "offline"), [*((error, "0") for error in ERRORS), ("silence", "0"), ("1", "1")])
    def test_a_model_of_the_hub_without_a_network(self, tmp_path: Path, error: str, offline: str) -> None:
        """Where every packet is lost the library by itself would wait for minutes."""
        environment = os.environ | {"HF_HUB_OFFLINE": offline, "HF_HOME": str(tmp_path)}
        command = [sys.executable, "-c", self.OFFLINE.format(error=error)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
        seconds, said = done.stdout.splitlines()
        assert float(seconds) < 5  # under 2 on a quiet machine
        assert "'somebody/something' at revision 'main' was not found on this machine and cannot be fetched" in said


def test_cuda_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(RecipeError, match="device = 'cuda', but torch finds no GPU"):
        base.device("cuda")
    assert base.device("auto") == base.device("cpu") == "cpu"
    assert base.precision("auto", "cpu") == "fp32"


def test_qlora_without_a_gpu(little_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(RecipeError, match="method = 'qlora' needs a CUDA GPU and bitsandbytes; take method = 'lora'"):
        base.model(little_base, "cpu", "fp32", quantized=True)


UNLOADABLE: tuple[tuple[str, Callable[[Path], object], str], ...] = (
    ("of no known kind", lambda f: told(f / "config.json", model_type="none_such"), "the model cannot be loaded"),
    ("weights cut off", lambda f: _cut(f / "model.safetensors"), "the model cannot be loaded"),
    ("other shapes", lambda f: told(f / "config.json", hidden_size=64), "the model cannot be loaded"),
    (
        "fewer weights",
        lambda f: _without(f, "model.norm.weight"),
        "the weights lack 1 of the model's parts, such as model.norm.weight",
    ),
)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _without(folder: Path, name: str) -> None:
    from safetensors.torch import load_file, save_file

    kept = load_file(str(folder / "model.safetensors"))
    del kept[name]
    save_file(kept, str(folder / "model.safetensors"), {"format": "pt"})


class TestLoading:
    @pytest.mark.parametrize(("what", "damage", "said"), UNLOADABLE, ids=[case[0] for case in UNLOADABLE])
    def test_weights_that_do_not_fit(
        self, folder: Path, what: str, damage: Callable[[Path], object], said: str
    ) -> None:
        damage(folder)
        with pytest.raises(RecipeError, match=said) as caught:
            base.model(folder, "cpu", "fp32")
        assert "\n" not in str(caught.value) and str(folder) in str(caught.value)

    def test_a_tokenizer_that_is_none(self, folder: Path) -> None:
        (folder / "tokenizer.json").write_text("{}")
        with pytest.raises(RecipeError, match="the tokenizer cannot be loaded"):
            base.tokenizer(folder)

    def test_more_words_than_the_model_has(self, folder: Path) -> None:
        words = base.tokenizer(folder)
        words.add_tokens(["<one>", "<more>"])
        with pytest.raises(RecipeError, match="knows 402 words, the model 400; they do not belong together"):
            base.fit_tokenizer(little_models.loaded(folder), words, [], False)

    def test_a_tokenizer_without_padding(self, folder: Path) -> None:
        told(folder / "tokenizer_config.json", pad_token=None)
        words = base.tokenizer(folder)
        assert words.pad_token_id is None
        from stages.train.asked import Asked
        from stages.train.encode import Encoder

        asked = Asked(little_models.loaded(folder), Encoder(words, little_models.CHAT, 128))
        prompts = [little_models.turns("What?"), little_models.turns("What is one and one, please?")]
        assert asked.answers(prompts, 4) == [asked.answers([prompt], 4)[0] for prompt in prompts]


class TestResize:
    def test_new_marks_begin_at_the_mean(self, tmp_path: Path, one_thread: None) -> None:
        import torch

        for tied in (True, False):
            folder = little_models.saved(tmp_path / str(tied), tied, marks=("<|end|>",))
            made, words = little_models.loaded(folder), base.tokenizer(folder)
            new = base.fit_tokenizer(made, words, little_models.CHAT.markers, True)
            assert new == [400, 401, 402] and len(words) == 403
            for part in (made.get_input_embeddings(), made.get_output_embeddings()):
                assert part.weight.shape[0] == 403
                mean = part.weight[:400].mean(dim=0)
                assert all(torch.allclose(part.weight[n], mean) for n in new)
            assert "<|end|>" in words.all_special_tokens and words.convert_tokens_to_ids("<|end|>") == 1

    def test_marks_that_are_there_change_nothing(self, little_base: Path) -> None:
        made, words = little_models.loaded(little_base), base.tokenizer(little_base)
        assert base.fit_tokenizer(made, words, little_models.CHAT.markers, True) == []
        assert base.fit_tokenizer(made, words, ["<|new|>"], False) == []
        assert len(words) == made.get_input_embeddings().weight.shape[0] == 400


class TestTrainable:
    def test_new_marks_are_learnt_in_words_and_head(self, tmp_path: Path, one_thread: None) -> None:
        for tied, wanted in ((True, {"embed_tokens"}), (False, {"embed_tokens", "lm_head"})):
            folder = little_models.saved(tmp_path / str(tied), tied, marks=("<|end|>",))
            made, words = little_models.loaded(folder), base.tokenizer(folder)
            new = base.fit_tokenizer(made, words, little_models.CHAT.markers, True)
            tuned = base.made_trainable(made, Settings(model="m"), new)
            free = {name: p for name, p in tuned.named_parameters() if p.requires_grad and "lora_" not in name}
            assert {part for part in ("embed_tokens", "lm_head") if any(part in name for name in free)} == wanted
            assert all(parameter.shape == (len(new), 48) for parameter in free.values())

    def names(self, folder: Path, **told: Any) -> set[str]:
        made = base.made_trainable(little_models.loaded(folder), Settings(**({"method": "lora"} | told)), [])
        return {name for name, parameter in made.named_parameters() if parameter.requires_grad}

    def test_each_method_sets_its_own_weights_free(self, little_base: Path) -> None:
        adapter = self.names(little_base)
        assert len(adapter) == 2 * 7 * 2 and all("lora_" in name for name in adapter)
        some = self.names(little_base, lora=Lora(targets=("q_proj", "v_proj")))
        assert len(some) == 2 * 2 * 2
        last = self.names(little_base, method="last", last_layers=1)
        assert last and all(name.startswith("model.layers.1.") for name in last)
        whole = self.names(little_base, method="full")
        assert last < whole and "model.embed_tokens.weight" in whole

    WRONG: tuple[tuple[dict[str, Any], str], ...] = (
        ({"lora": Lora(targets=("q_proj", "c_attn"))}, rf"targets \['c_attn'\] match no layer; .*: {LINEAR}"),
        ({"lora": Lora(targets="some")}, f"targets = 'some'; write 'all-linear' or a list of {LINEAR}"),
        ({"method": "last", "last_layers": 3}, "last_layers = 3, but the model has 2"),
    )

    @pytest.mark.parametrize(("other", "said"), WRONG, ids=[case[1] for case in WRONG])
    def test_what_matches_nothing(self, little_base: Path, other: dict[str, Any], said: str) -> None:
        with pytest.raises(RecipeError, match=said):
            self.names(little_base, **other)
