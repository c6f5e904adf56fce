"""Answers: what an answer says, read as a value where it is one, and how two of them compare."""
