"""Comparators: each knows one kind of answer, and the first that knows both answers of a pair says how they compare."""

from types import ModuleType

from stages.contradiction.comparators import choice, date, entity, frame, label, mapping, negation, number, polarity

COMPARATORS: tuple[ModuleType, ...] = (polarity, choice, mapping, label, negation, date, frame, number, entity)
AUTOMATIC = frozenset(("polarity", "choice", "label", "mapping", "negation", "frame", "date", "number"))
CLOSING = (polarity, date, number)  # a few words that one of these knows close an ask that is worded openly
LABELLING = (mapping,)
