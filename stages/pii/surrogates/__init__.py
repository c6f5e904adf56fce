"""What stands for personal data: pseudonyms drawn under a key, in the format of what they replace, and nobody's."""

from stages.pii.surrogates.made import TOLD_BY_RANGE, is_surrogate, surrogate
from stages.pii.surrogates.memory import Crowded, RecordMap, Surrogates, mask

__all__ = ["TOLD_BY_RANGE", "Crowded", "RecordMap", "Surrogates", "is_surrogate", "mask", "surrogate"]
