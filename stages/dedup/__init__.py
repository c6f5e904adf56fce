"""Deduplication: pairs whose asks say the same and whose answers agree; the best ranked of them survives."""

from stages.dedup.stage import Dedup

__all__ = ["Dedup"]
