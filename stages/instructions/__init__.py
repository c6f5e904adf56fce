"""Instructions that a program can verify: what an answer must look like, and whether it does."""

from stages.instructions.checks import VERIFIERS, Check, passes, passes_loosely

__all__ = ["VERIFIERS", "Check", "passes", "passes_loosely"]
