"""Shared by all tests."""

import os

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
