"""Contradiction: pairs that ask the same and whose answers cannot both be right."""

from stages.contradiction.stage import Contradiction

__all__ = ["Contradiction"]
