"""Shared by all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

import corpus

# the same examples every time: a red test is a change, never a throw of dice
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def offline() -> None:
    """No test reaches a network; what wants one must say so by failing."""
    os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(autouse=True, scope="session")
def one_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Vectors are made once for all tests."""
    corpus.cache = str(tmp_path_factory.mktemp("vectors"))


@pytest.fixture(scope="session")
def one_thread() -> None:
    """What trains in a test does not take the machine from the others; the trainer's many sweeps find little to do."""
    import gc

    import peft  # noqa: F401
    import torch

    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def little_base(tmp_path_factory: pytest.TempPathFactory, one_thread: None) -> Path:
    """A Llama of about 50,000 parameters with its tokenizer, as a folder."""
    import little_models

    return little_models.saved(tmp_path_factory.mktemp("base") / "model")
