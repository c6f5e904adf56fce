"""Defects: pairs that are wrong by themselves, found in their own text."""

from stages.defects.stage import Defects

__all__ = ["Defects"]
