"""Wording: a text as words, and what sets two texts apart that nearly say the same."""
