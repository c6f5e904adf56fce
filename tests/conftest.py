"""Shared by all tests."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def offline() -> None:
    """No test reaches a network; what wants one must say so by failing."""
    import os

    os.environ["HF_HUB_OFFLINE"] = "1"
